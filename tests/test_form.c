/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forms: entered, checked, repeated, left for later, saved.
 */
#include "forms/form.h"
#include "tests/form_world.h"

/* ---- layout ---- */

static void every_field_once(void **state)
{
    (void)state;
    for (size_t k = 0; entity_at(k); k++) {
        const struct entity *e = entity_at(k);
        struct form_layout l;
        form_layout_init(&l, e);
        for (size_t i = 0; i < e->n_fields; i++) {
            size_t seen = 0;
            for (size_t p = 0; p < l.n; p++)
                seen += l.place[p].field == &e->fields[i] && l.place[p].index == i;
            if (seen != !(e->fields[i].flags & FIELD_AUTO))
                fail_msg("%s.%s stands %zu times", e->name, e->fields[i].name, seen);
        }
        form_layout_release(&l);
    }
}

static void check_label(const struct entity *e, const struct form_place *p)
{
    const size_t most[] = {0, FORM_LABEL_COLUMNS, 24, 14};
    if (width_columns(span_of(p->field->label)) > most[p->slots])
        fail_msg("%s.%s: label too wide for %u side by side", e->name, p->field->name, p->slots);
}

static void lines_fit(void **state)
{
    (void)state;
    for (size_t k = 0; entity_at(k); k++) {
        struct form_layout l;
        unsigned page = 0, below = 0;
        form_layout_init(&l, entity_at(k));
        for (size_t i = 0; i < l.n; i++) {
            const struct form_place *p = &l.place[i];
            check_label(l.e, p);
            if (p->page != page) {
                assert_int_equal(p->page, page + 1);
                page = p->page, below = 0;
            }
            if (p->slot == 0)
                assert_int_equal(p->line, below + (p->section ? 1 : 0));
            assert_true(p->slot < p->slots && p->slots <= FORM_SLOTS);
            if (p->slot + 1 == p->slots)
                below = p->line + p->height;
            assert_true(below <= FORM_PAGE_LINES);
        }
        assert_int_equal(l.pages, page + 1);
        form_layout_release(&l);
    }
}

static void skip_rules_name_fields(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t k = 0; entity_at(k); k++) {
        struct form_layout l;
        form_layout_init(&l, entity_at(k));
        for (size_t i = 0; i < l.n; i++)
            if (l.place[i].skip) {
                n++;
                assert_true(form_layout_find(&l, l.place[i].skip->on) >= 0);
                assert_false(l.place[i].field->flags & FIELD_REQUIRED);
            }
        form_layout_release(&l);
    }
    assert_true(n >= 8);
}

static void entity_without_description(void **state)
{
    (void)state;
    static const struct field fields[] = {
        {.tag = 8, .name = "what", .type = &field_text, .label = "Việc"},
        {.tag = 9, .name = "auto", .type = &field_integer, .flags = FIELD_AUTO, .label = "Số"},
        {.tag = 10, .name = "note", .type = &field_text, .flags = FIELD_LINES, .label = "Ghi chú"},
    };
    const struct entity e = {.id = (enum entity_id)30,
                             .name = "thing",
                             .label = "Việc",
                             .fields = fields,
                             .n_fields = 3};
    struct form_layout l;
    form_layout_init(&l, &e);
    assert_int_equal(l.n, 2);
    assert_string_equal(l.place[0].field->name, "what");
    assert_int_equal(l.place[1].line, 1);
    assert_int_equal(l.place[1].height, FORM_TEXT_LINES);
    form_layout_release(&l);
}

/* ---- typing a household ---- */

/* Keys as they come: '\n' is Enter, '\b' Backspace, each byte a read of its own. */
static void keys(struct world *w, struct form *f, const char *s)
{
    for (; *s; s++) {
        if (*s == '\n') {
            assert_int_equal(form_next(f, &w->typing), FORM_MOVED);
            continue;
        }
        if (*s == '\b')
            edit_backspace(form_edit(f), &w->typing);
        else
            edit_type(form_edit(f), &w->typing, 0, (struct span){s, 1});
        form_changed(f);
    }
}

static void check_entered(struct world *w, struct form *f)
{
    struct buf b = {0};
    saved(f);
    form_add_receipt(f, 1795331100, &b); /* 2026-11-22 07:05 UTC */
    assert_string_equal(buf_str(&b), "Đã ghi đĩa, số 1, 14:05");
    uint64_t id = f->record.id;
    form_close(f);
    reopen(w, f, id);
    check_text(f, "head", "Nguyễn Thị Hường");
    check_text(f, "birth", "1958");
    check_text(f, "sex", "Nữ");
    check_text(f, "address", "Số 42, ngõ 21");
    check_text(f, "size", "4");
    check_text(f, "adults", "3");
    check_text(f, "workers", "2");
    check_text(f, "pupils", "1");
    check_text(f, "poverty", "không");
    check_text(f, "from", "22/11/2026");
    check_text(f, "hamlet", "Tổ dân phố Bảo Vượng 1");
    assert_int_equal(record_n(&f->record, "sex"), 2);
    buf_reset(&b);
    form_add_title(f, &b);
    assert_string_equal(buf_str(&b), "Hộ số 1");
    buf_release(&b);
    form_close(f);
}

static void household_in_telex(void **state)
{
    struct world *w = *state;
    struct form f;
    edit_typing_set(&w->typing, true, TYPING_TELEX);
    new_form(w, &f, "household");
    keys(w, &f, "Nguyeenx Thij Huongwf\n1959\b8\nnuwx\nSoos 42, ngox 21\n4\n3\n2\n1\n\nkhoong\n");
    check_text(&f, "sex", "nữ");
    assert_true(w->typing.on);
    check_entered(w, &f);
}

/* The same through an input method: N backspaces and the new letters in one read. */
static void household_by_bursts(void **state)
{
    struct world *w = *state;
    struct form f;
    struct {
        size_t erase;
        const char *text;
    } reads[] = {{0, "Nguye"}, {1, "ê"},  {0, "n"},    {2, "ễn"},  {0, " Thi"}, {1, "ị"},
                 {0, " Huo"},  {2, "ươ"}, {0, "ng"},   {3, "ờng"}, {0, NULL},   {0, "1958"},
                 {0, NULL},    {0, "N"},  {0, "ư"},    {1, "ữ"},   {0, NULL},   {0, "So^"},
                 {2, "ố"},     {0, " "},  {0, "42, "}, {0, "ngo"}, {1, "õ"},    {0, " 21"}};
    edit_typing_set(&w->typing, true, TYPING_TELEX);
    new_form(w, &f, "household");
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        if (!reads[i].text) {
            form_next(&f, &w->typing);
            continue;
        }
        edit_type(form_edit(&f), &w->typing, reads[i].erase, span_of(reads[i].text));
        form_changed(&f);
    }
    assert_false(w->typing.on);
    keys(w, &f, "\n4\n3\n2\n1\n\nkhong\n"); /* a choice without marks */
    check_entered(w, &f);
}

/* ---- moving ---- */

static void moves_and_pages(void **state)
{
    struct world *w = *state;
    struct form f;
    new_form(w, &f, "household");
    assert_int_equal(form_previous(&f, NULL), FORM_STAYED);
    assert_int_equal(form_page(&f), 0);
    assert_int_equal(form_page_move(&f, NULL, 1), FORM_MOVED);
    assert_int_equal(form_page(&f), 1);
    assert_int_equal(f.focus, place(&f, "hamlet"));
    assert_int_equal(form_page_move(&f, NULL, 1), FORM_STAYED);
    form_next(&f, NULL);
    assert_int_equal(f.focus, place(&f, "phone"));
    form_next(&f, NULL); /* over the greyed consent */
    assert_int_equal(f.focus, place(&f, "culture"));
    form_next(&f, NULL);
    form_next(&f, NULL); /* over the stays, which the program fills in */
    assert_int_equal(f.focus, place(&f, "note"));
    assert_int_equal(form_next(&f, NULL), FORM_AT_END);
    assert_int_equal(f.focus, place(&f, "note"));
    form_close(&f);
}

static void greyed_never_hidden(void **state)
{
    struct world *w = *state;
    struct form f;
    new_form(w, &f, "household");
    size_t consent = place(&f, "phone_consent");
    assert_true(form_skipped(&f, consent));
    put(&f, "phone", "0912345678");
    assert_false(form_skipped(&f, consent));
    put(&f, "phone_consent", "1/2/2026");
    put(&f, "phone", "");
    assert_false(form_skipped(&f, consent)); /* it holds something: it can be taken out */
    form_close(&f);
    new_form(w, &f, "title");
    assert_true(form_skipped(&f, place(&f, "decision")));
    put(&f, "state", "công nhận");
    assert_false(form_skipped(&f, place(&f, "decision")));
    assert_true(form_skipped(&f, place(&f, "ended_on")));
    form_close(&f);
    new_form(w, &f, "yearfact");
    assert_false(form_skipped(&f, place(&f, "clans")));
    assert_true(form_skipped(&f, place(&f, "staff")));
    form_close(&f);
}

static void defaults(void **state)
{
    struct world *w = *state;
    struct form f;
    new_form(w, &f, "title");
    check_text(&f, "year", "2026");
    check_text(&f, "state", "Đăng ký");
    assert_false(form_dirty(&f));
    form_close(&f);
    form_open_new(&f, w->book, &w->who, NULL, entity_by_name("household"), w->book->commune);
    check_text(&f, "hamlet", ""); /* a household must lie in a hamlet: it has to be chosen */
    form_close(&f);
    form_open_new(&f, w->book, &w->who, NULL, entity_by_name("target"), w->book->commune);
    check_text(&f, "unit", "Xã Triệu Sơn");
    check_text(&f, "measure", "%");
    form_close(&f);
}

/* ---- wrong values ---- */

/* A hamlet's target wants a reason when it is another than the commune's, and only then. */
static void target_as_the_commune(void **state)
{
    struct world *w = *state;
    struct form f;
    form_open_new(&f, w->book, &w->who, NULL, entity_by_name("target"), w->book->commune);
    put(&f, "indicator", "Gia đình học tập");
    put(&f, "year", "2026");
    put(&f, "value", "72");
    saved(&f);
    form_close(&f);
    for (int i = 0; i < 2; i++) {
        form_open_new(&f, w->book, &w->who, NULL, entity_by_name("target"), w->book->commune);
        put(&f, "unit", "Thôn 2");
        put(&f, "indicator", "Gia đình học tập");
        put(&f, "year", "2026");
        put(&f, "value", i ? "72" : "65");
        assert_int_equal(form_check(&f, NULL), 0);
        assert_int_equal(f.field[place(&f, "reason")].reason, i ? REASON_NONE : REASON_WANTED);
        form_close(&f);
    }
}

static void wrong_values_are_kept(void **state)
{
    struct world *w = *state;
    struct form f;
    struct detail d = {0};
    new_form(w, &f, "household");
    leave_with(&f, "head", "");
    check_finding(&f, "head", "Chủ hộ còn để trống, mục này cần có.");
    leave_with(&f, "birth", "19 bảy lăm");
    check_finding(&f, "birth", "Năm sinh phải là 4 chữ số, ví dụ 1958. Chưa rõ thì bấm F7 để sau.");
    check_text(&f, "birth", "19 bảy lăm");
    leave_with(&f, "birth", "2030");
    check_finding(&f, "birth", "Năm sinh ở sau hôm nay, hãy xem lại. Chưa rõ thì bấm F7 để sau.");
    leave_with(&f, "sex", "đàn bà");
    check_finding(&f, "sex", "Giới tính: không có mục này. F4: chọn trong danh sách. F7: để sau.");
    leave_with(&f, "size", "bốn");
    check_finding(&f, "size", "Số khẩu phải là số, ví dụ 4. Chưa rõ thì bấm F7 để sau.");
    leave_with(&f, "size", "400");
    check_finding(&f, "size", "Số khẩu phải từ 1 đến 60. Chưa rõ thì bấm F7 để sau.");
    leave_with(&f, "hamlet", "Thôn Không Có");
    check_finding(&f, "hamlet",
                  "Thôn, tổ dân phố: không có tên này. F4: chọn trong danh sách. F7: để sau.");
    leave_with(&f, "clan", "Dòng họ Đỗ");
    check_finding(&f, "clan", "Dòng họ: chưa có phiếu tên này, đã giữ lại tên. F4: chọn.");
    assert_false(f.field[place(&f, "clan")].refused);
    assert_int_equal(form_save(&f, NULL, &d), STATUS_INVALID);
    assert_int_equal(f.focus, place(&f, "head")); /* the first of them */
    assert_string_equal(d.text, "Chủ hộ còn để trống, mục này cần có.");
    size_t first, n = form_check(&f, &first);
    assert_int_equal(n, 5);
    form_close(&f);
}

static void rules_between_fields(void **state)
{
    struct world *w = *state;
    struct form f;
    struct detail d = {0};
    new_form(w, &f, "household");
    put(&f, "head", "Đỗ Văn An");
    put(&f, "size", "3");
    leave_with(&f, "adults", "4");
    check_finding(&f, "adults", "Người lớn: hãy xem lại cho khớp với các ô khác.");
    leave_with(&f, "phone", "0912345678");
    check_finding(&f, "phone", "Điện thoại: cần ghi ngày người này đồng ý trước khi lưu.");
    assert_false(form_later(&f)); /* nobody's number goes into a note without consent */
    put(&f, "phone_consent", "20/11/2026");
    leave_with(&f, "to", "1/1/2026");
    check_finding(&f, "to",
                  "Đến ngày ở trước ngày bắt đầu, hãy xem lại. Chưa rõ thì bấm F7 để sau.");
    assert_int_equal(form_save(&f, NULL, &d), STATUS_INVALID);
    assert_int_equal(f.focus, place(&f, "to"));
    assert_true(form_later(&f));
    saved(&f); /* the warning about adults does not stop it */
    assert_false(record_value(&f.record, "to")->known);
    check_text(&f, "to", "1/1/2026");
    form_close(&f);
}

static void place_follows_household(void **state)
{
    struct world *w = *state;
    struct form f;
    uint64_t id = add_household(w, "Trần Mạnh Toàn");
    form_open_new(&f, w->book, &w->who, NULL, entity_by_name("citizen"), w->book->commune);
    put(&f, "name", "Giàng Đình Khởi");
    put(&f, "household", "tran manh toan");
    saved(&f);
    assert_int_equal(record_n(&f.record, "household"), (int64_t)id);
    assert_true(unit_eq(f.record.unit, w->h1));
    check_text(&f, "hamlet", "Tổ dân phố Bảo Vượng 1");
    form_close(&f);
}

/* ---- "để sau" ---- */

static void later_is_saved_and_listed(void **state)
{
    struct world *w = *state;
    struct form f;
    struct form_later_list l;
    new_form(w, &f, "household");
    put(&f, "head", "Lê Thế Tuấn");
    put(&f, "note", "Nhà cuối ngõ");
    leave_with(&f, "birth", "19 bảy lăm");
    assert_true(form_later(&f));
    form_go(&f, NULL, place(&f, "address"));
    assert_true(form_later(&f)); /* missing */
    form_go(&f, NULL, place(&f, "note"));
    assert_false(form_later(&f));
    saved(&f);
    assert_true(span_eq_str(record_text(&f.record, "note"),
                            "Nhà cuối ngõ\n[để sau] Năm sinh: 19 bảy lăm\n[để sau] Địa chỉ"));
    assert_false(record_value(&f.record, "birth")->known);
    uint64_t id = f.record.id;
    form_close(&f);

    assert_int_equal(form_later_load(&l, w->book, &w->who, NULL, w->h1, NULL), STATUS_OK);
    assert_int_equal(l.n, 1);
    assert_int_equal(l.v[0].id, id);
    assert_string_equal(l.v[0].name, "Lê Thế Tuấn");
    assert_string_equal(l.v[0].fields, "Năm sinh, Địa chỉ");
    form_later_release(&l);
    assert_int_equal(form_later_load(&l, w->book, &w->who, NULL, w->h2, NULL), STATUS_OK);
    assert_int_equal(l.n, 0);
    form_later_release(&l);

    reopen(w, &f, id);
    check_text(&f, "birth", "19 bảy lăm");
    check_text(&f, "note", "Nhà cuối ngõ");
    assert_true(f.field[place(&f, "address")].later);
    assert_false(form_dirty(&f));
    put(&f, "head", "Lê Thế Tuân"); /* another change leaves it as it is */
    saved(&f);
    check_text(&f, "birth", "19 bảy lăm");
    put(&f, "birth", "1975"); /* the right value takes the mark off */
    put(&f, "address", "Số 7");
    saved(&f);
    assert_true(span_eq_str(record_text(&f.record, "note"), "Nhà cuối ngõ"));
    check_text(&f, "birth", "1975");
    form_close(&f);
    assert_int_equal(form_later_load(&l, w->book, &w->who, NULL, w->h1, NULL), STATUS_OK);
    assert_int_equal(l.n, 0);
    form_later_release(&l);
}

static void later_lines_of_others_stay(void **state)
{
    struct world *w = *state;
    struct form f;
    const char *note = "[để sau] hỏi lại\n[để sau] Năm sinh: 19?\nxong";
    new_form(w, &f, "household");
    put(&f, "head", "Vũ Thị Ân");
    put(&f, "birth", "1960");
    put(&f, "note", note);
    saved(&f);
    check_text(&f, "note", note); /* the birth year is known: the line is a remark */
    check_text(&f, "birth", "1960");
    form_go(&f, NULL, place(&f, "birth"));
    form_later(&f); /* a right value may be marked too: to ask again */
    saved(&f);
    check_text(&f, "birth", "1960");
    assert_true(f.field[place(&f, "birth")].later);
    form_go(&f, NULL, place(&f, "birth"));
    form_later(&f);
    saved(&f);
    assert_true(span_eq_str(record_text(&f.record, "note"), note));
    form_close(&f);
}

static void later_of_several_lines(void **state)
{
    struct world *w = *state;
    struct form f;
    uint64_t id = add_household(w, "Ngô Lan");
    new_form(w, &f, "title");
    struct form_values v;
    assert_int_equal(form_values(&f, place(&f, "subject"), span_of("Ngo L"), 5, &v, NULL),
                     STATUS_OK);
    assert_int_equal(v.n, 1);
    form_pick(&f, place(&f, "subject"), &v.v[0]);
    form_values_release(&v);
    put(&f, "title", "Gia đình học tập");
    form_go(&f, NULL, place(&f, "reason"));
    put(&f, "reason", "chưa rõ");
    form_later(&f);
    form_go(&f, NULL, place(&f, "score"));
    put(&f, "score", "tám mươi");
    form_later(&f);
    saved(&f);
    assert_int_equal(record_value(&f.record, "subject")->n, (int64_t)id);
    uint64_t title = f.record.id;
    form_close(&f);
    reopen(w, &f, title);
    check_text(&f, "score", "tám mươi");
    check_text(&f, "reason", "chưa rõ");
    assert_true(f.field[place(&f, "reason")].later);
    form_close(&f);
}

int main(void)
{
#define WORLD(t) cmocka_unit_test_setup_teardown(t, start, stop)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_once),
        cmocka_unit_test(lines_fit),
        cmocka_unit_test(skip_rules_name_fields),
        cmocka_unit_test(entity_without_description),
        WORLD(household_in_telex),
        WORLD(household_by_bursts),
        WORLD(moves_and_pages),
        WORLD(greyed_never_hidden),
        WORLD(defaults),
        WORLD(wrong_values_are_kept),
        WORLD(rules_between_fields),
        WORLD(target_as_the_commune),
        WORLD(place_follows_household),
        WORLD(later_is_saved_and_listed),
        WORLD(later_lines_of_others_stay),
        WORLD(later_of_several_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
