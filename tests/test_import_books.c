/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Old lists of activities, contributions, money, awards, tasks and officers, with the headers that
 * people give them.
 */
#include "tests/import_support.h"

static void prepare(struct lab *l)
{
    lab_open(l, "mem:");
    assert_int_equal(
        lab_text(l, "hamlet", "Thôn,Mã\nThôn Đông,1\nThôn Đoài,2\n", (struct import_options){0}),
        STATUS_OK);
    assert_int_equal(
        lab_text(l, "clan", "Dòng họ,Thôn\nDòng họ Đỗ Văn,Thôn Đông\n", (struct import_options){0}),
        STATUS_OK);
}

/* Every row comes in, none with a remark; the fields hold what the cells said. */
static void takes(struct lab *l, const char *entity, const char *file, size_t rows)
{
    assert_int_equal(lab_text(l, entity, file, (struct import_options){0}), STATUS_OK);
    struct buf note = {0};
    if (l->result.refused.n)
        import_note_add_text(&l->result.refused.v[0], &note);
    else if (l->result.warnings.n)
        import_note_add_text(&l->result.warnings.v[0], &note);
    if (l->result.imported != rows || note.n)
        fail_msg("%s: %zu rows, %s", entity, l->result.imported, buf_str(&note));
    /* the same file again: all of it is there */
    assert_int_equal(lab_text(l, entity, file, (struct import_options){0}), STATUS_OK);
    assert_int_equal(l->result.unchanged, rows);
    assert_int_equal(l->result.imported + l->result.refused.n, 0);
    buf_release(&note);
}

struct seeing {
    const char *field, *text;
    size_t n;
};

static enum status see(struct book_tx *t, const struct record *r, void *context)
{
    struct seeing *s = context;
    struct resolver res = book_resolver(t, r->unit);
    struct buf b = {0};
    int i = entity_field(r->e, s->field);
    field_add_text(&r->e->fields[i], &r->v[i], &res, &b);
    s->n += span_eq_str(buf_span(&b), s->text);
    buf_release(&b);
    return STATUS_OK;
}

struct asking {
    const struct entity *e;
    struct seeing s;
};

static enum status see_all(struct book_tx *t, void *context)
{
    struct asking *a = context;
    a->s.n = 0;
    return book_each(t, a->e, SPAN_LIT(""), see, &a->s);
}

static void holds(struct lab *l, const char *entity, const char *field, const char *text, size_t n)
{
    struct asking a = {entity_by_name(entity), {field, text, 0}};
    assert_int_equal(book_read(l->book, &l->who, see_all, &a, &l->d), STATUS_OK);
    if (a.s.n != n)
        fail_msg("%s.%s '%s': %zu times", entity, field, text, a.s.n);
}

static void activities(void **state)
{
    struct lab l;
    (void)state;
    prepare(&l);
    takes(&l, "activity",
          "Thôn,Hoạt động,Thời gian,Địa điểm,Chủ đề,Số người tham gia,Nữ,Lao động,DTTS,Khuyết tật,"
          "Kinh phí\n"
          "Thôn Đông,chuyên đề,02/10/2026,Nhà văn hóa,Kỹ thuật trồng lúa,45,20,30,4,1,1.500.000\n"
          "Thôn Đông,Tuần lễ HTSĐ,05/10/2026,Trường Tiểu học,Khai mạc,120,70,,,,\n"
          ",tập huấn,12/03/2026,UBND xã,Bồi dưỡng cán bộ khuyến học,30,12,,,,\n",
          3);
    holds(&l, "activity", "kind", "lớp, chuyên đề TTHTCĐ", 1);
    holds(&l, "activity", "hamlet", "Xã Triệu Sơn", 1);
    holds(&l, "activity", "cost", "1.500.000", 1);
    holds(&l, "activity", "minorities", "4", 1);
    assert_int_equal(lab_text(&l, "activity",
                              "Hoạt động,Ngày,Số người,Nữ\ntập huấn,1/2/2026,10,11\n",
                              (struct import_options){0}),
                     STATUS_OK);
    assert_int_equal(l.result.refused.n, 1);
    assert_string_equal(reason_word(l.result.refused.v[0].reason), "more-than-all");
    lab_close(&l);
}

static void money(void **state)
{
    struct lab l;
    (void)state;
    prepare(&l);
    takes(&l, "fund",
          "Thôn,Tên quỹ,Số phiếu,Ngày tháng,Thu/chi,Nội dung,Số suất,Số tiền,Họ và tên\n"
          "Thôn Đông,,1,05/01/2026,Thu,tài trợ,,\"2.000.000 đồng\",Gia đình ông Bình\n"
          "Thôn Đông,,1,06/01/2026,Chi,Học bổng,4,1 200 000,Học sinh nghèo\n"
          "Thôn Đông,Dòng họ Đỗ Văn,7,06/01/2026,thu vào,ủng hộ,,500000,Đỗ Văn Nam\n",
          3);
    holds(&l, "fund", "amount", "1.200.000", 1);
    holds(&l, "fund", "owner", "Dòng họ Đỗ Văn", 1);
    holds(&l, "fund", "direction", "chi", 1);
    holds(&l, "fund", "purpose", "đóng góp, ủng hộ", 2);
    takes(&l, "contribution",
          "Thôn,Nhà tài trợ,Đối tượng,Hình thức,Nội dung,Thời gian,Mục đích,Trị giá\n"
          "Thôn Đoài,Hội đồng hương,việt kiều,vật chất,200 cuốn sách,2026,tủ sách,3.000.000\n"
          "Thôn Đoài,Ông Lê Văn Bình,hộ,ngày công,12 ngày công,5/9/2026,sửa nhà văn hóa,\n",
          2);
    takes(&l, "budget",
          "Năm,Nguồn kinh phí,Dự toán,Thực chi\n2026,ngân sách,20.000.000,12.500.000\n"
          "2026,xã hội hóa,5.000.000,\n",
          2);
    lab_close(&l);
}

/* A receipt number that is there already, in the book or further up in the file: the row comes in,
 * and is told of. */
static void receipts(void **state)
{
    static const char *const head = "Thôn,Tên quỹ,Số phiếu,Ngày,Thu/chi,Số tiền,Họ và tên\n";
    struct lab l;
    struct buf b = {0};
    (void)state;
    prepare(&l);
    buf_addf(&b, "%sThôn Đông,,1,05/01/2026,thu,500000,Ông Bình\n", head);
    takes(&l, "fund", buf_str(&b), 1);
    buf_reset(&b);
    buf_addf(&b,
             "%sThôn Đông,,1,07/02/2026,thu,300000,Bà Sáu\n" /* in the book */
             "Thôn Đông,,2,07/02/2026,thu,300000,Bà Bảy\n"
             "Thôn Đông,,2,09/02/2026,thu,400000,Bà Tám\n" /* line 3 */
             "Thôn Đông,,2,09/02/2026,chi,400000,Học sinh\n"
             "Thôn Đông,,2,09/02/2025,thu,400000,Bà Chín\n"
             "Thôn Đông,Dòng họ Đỗ Văn,1,09/02/2026,thu,100000,Đỗ Văn Nam\n"
             "Thôn Đoài,,1,09/02/2026,thu,100000,Bà Mười\n"
             "Thôn Đông,,,09/02/2026,thu,100000,Bà Hai\n"
             "Thôn Đông,,,09/02/2026,thu,200000,Bà Ba\n",
             head);
    assert_int_equal(lab_text(&l, "fund", buf_str(&b), (struct import_options){0}), STATUS_OK);
    assert_int_equal(l.result.imported, 9);
    assert_int_equal(l.result.warnings.n, 2);
    const struct import_note *n = l.result.warnings.v;
    assert_int_equal(n[0].line, 2);
    assert_int_equal(n[0].reason, REASON_TWICE);
    assert_string_equal(n[0].field->name, "number");
    buf_reset(&b);
    import_note_add_text(&n[0], &b);
    assert_string_equal(buf_str(&b), "Dòng 2: Số phiếu: đã nhập, nhưng trong sổ đã có; hãy xem có "
                                     "phải ghi hai lần không.");
    buf_reset(&b);
    import_note_add_text(&n[1], &b);
    assert_string_equal(buf_str(&b), "Dòng 4: Số phiếu: đã nhập, nhưng trùng với dòng 3 của tệp; "
                                     "hãy xem có phải ghi hai lần không.");
    buf_release(&b);
    lab_close(&l);
}

static void people(void **state)
{
    struct lab l;
    (void)state;
    prepare(&l);
    takes(&l, "officer",
          "Họ tên,Tổ chức,Chức vụ,Từ ngày,Tham gia quản lý TTHTCĐ từ,Tập huấn CNTT 2024,"
          "Tập huấn CNTT 2025,Quán triệt 2025\n"
          "Lê Thị Hoa,HKH,Chủ tịch,1/7/2025,1/9/2025,x,,x\n"
          "Đỗ Văn Nam,Ban chỉ đạo,Phó trưởng ban,,,,0,x\n",
          2);
    holds(&l, "officer", "it_trained", "2024", 1);
    holds(&l, "officer", "it_trained", "không 2025", 1);
    holds(&l, "officer", "briefed", "2025", 2);
    holds(&l, "officer", "centre_from", "01/09/2025", 1);
    takes(&l, "task",
          "Nhiệm vụ,Mục kế hoạch,Năm,Phân công,Hạn,Tình trạng\n"
          "Kiện toàn Ban chỉ đạo,ban chỉ đạo,2026,UBND xã,30/3/2026,đang làm\n",
          1);
    takes(&l, "award",
          "Họ và tên,Hình thức khen thưởng,Đợt,Năm,Thành tích\n"
          "Dòng họ Đỗ Văn,Giấy khen,sơ kết,2025,\"nhiều năm\nliền\"\n",
          1);
    takes(&l, "deadline",
          "Nơi nộp,Loại báo cáo,Tháng,Trước ngày,Nơi nhận\nthôn,năm,11,25,UBND xã\n", 1);
    takes(&l, "checklist", "Tên,Nhóm,Kế hoạch,Năm\nHộ ông Bình,hộ,Lai Châu,2026\n", 1);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(activities),
        cmocka_unit_test(money),
        cmocka_unit_test(receipts),
        cmocka_unit_test(people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
