/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a file of the import says: headers, cells, identities, references.
 */
#include "core/import_parts.h"
#include "tests/import_rows.h"

/* ---- headers ---- */

static void test_headers(void **state)
{
    static const struct {
        const char *entity, *header, *field; /* field NULL: title, "-" ignored, "?" unknown */
        enum title_id title;
        int year;
        bool recognised;
    } cases[] = {
        {"household", "Họ và tên chủ hộ", "head", 0, 0, 0},
        {"household", "HỌ VÀ TÊN  CHỦ HỘ ", "head", 0, 0, 0},
        {"household", "ho va ten chu ho", "head", 0, 0, 0},
        {"household", "Chủ hộ (viết hoa)", "head", 0, 0, 0},
        {"household", "Thôn/TDP", "hamlet", 0, 0, 0},
        {"household", "THON", "hamlet", 0, 0, 0},
        {"household", "Thôn - bản", "hamlet", 0, 0, 0},
        {"household", "Tên thôn/tổ dân phố", "hamlet", 0, 0, 0},
        {"household", "Thôn, bản, tổ dân phố", "hamlet", 0, 0, 0},
        {"household", "Khu phố hoặc xóm", "hamlet", 0, 0, 0},
        {"household", "Thôn, màu nhà", "?", 0, 0, 0},
        {"household", "Họ, tên chủ hộ", "head", 0, 0, 0},
        {"household", "Họ/Thôn", "?", 0, 0, 0}, /* of two fields */
        {"household", "/", "?", 0, 0, 0},
        {"household", "Giới", "sex", 0, 0, 0},
        {"household", "Địa chỉ thường trú", "address", 0, 0, 0},
        {"hamlet", "Tên bản - xóm", "name", 0, 0, 0},
        {"household", "NAMSINH", "birth", 0, 0, 0},
        {"household", "SOKHAU", "size", 0, 0, 0},
        {"household", "Dòng họ", "clan", 0, 0, 0},
        {"household", "Họ", "clan", 0, 0, 0},
        {"household", "STT", "-", 0, 0, 0},
        {"household", "Số TT", "-", 0, 0, 0},
        {"household", "(lý do)", "-", 0, 0, 0},
        {"household", "Màu nhà", "?", 0, 0, 0},
        {"household", "", "?", 0, 0, 0},
        {"household", "GĐ văn hóa", "culture", 0, 0, 0},
        {"household", "GĐ văn hoá 2024", "culture", 0, 2024, 0},
        {"household", "ĐK GĐHT 2023", NULL, TITLE_FAMILY, 2023, 0},
        {"household", "CN GĐHT 2023", NULL, TITLE_FAMILY, 2023, 1},
        {"household", "DK2023", NULL, TITLE_FAMILY, 2023, 0},
        {"household", "cn 2024", NULL, TITLE_FAMILY, 2024, 1},
        {"household", "dk gdht 2024", NULL, TITLE_FAMILY, 2024, 0},
        {"household", "Đăng ký GĐHT năm 2025", NULL, TITLE_FAMILY, 2025, 0},
        {"household", "Đăng ký Gia đình học tập 2025", NULL, TITLE_FAMILY, 2025, 0},
        {"household", "Công nhân", "?", 0, 0, 0},
        {"household", "ĐK-2025-GĐHT", NULL, TITLE_FAMILY, 2025, 0},
        {"household", "Công nhận GĐHT 2025", NULL, TITLE_FAMILY, 2025, 1},
        {"household", "ĐK GĐHT", NULL, TITLE_FAMILY, 0, 0},
        {"household", "ĐK CDHT 2025", "?", 0, 0, 0}, /* another entity's title */
        {"hamlet", "CN CĐHT 2024", NULL, TITLE_COMMUNITY, 2024, 1},
        {"hamlet", "CN CDHT 2024", "?", 0, 0, 0}, /* with its marks it is the citizen */
        {"citizen", "CN CDHT 2024", NULL, TITLE_CITIZEN, 2024, 1},
        {"citizen", "Họ và tên", "name", 0, 0, 0},
        {"citizen", "Chủ hộ", "household", 0, 0, 0},
        {"organisation", "ĐK ĐVHT 2026", NULL, TITLE_ORGANISATION, 2026, 0},
        {"organisation", "CN ĐVHT tỉnh 2026", NULL, TITLE_ORGANISATION2, 2026, 1},
        {"clan", "ĐK DHHT 2023", NULL, TITLE_CLAN, 2023, 0},
        {"clan", "Tên dòng họ", "name", 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct entity *e = entity_by_name(cases[i].entity);
        struct import_column c = {0};
        import_match_header(e, span_of(cases[i].header), &c);
        const char *got = c.use == IMPORT_UNKNOWN   ? "?"
                          : c.use == IMPORT_IGNORED ? "-"
                          : c.use == IMPORT_FIELD   ? e->fields[c.field].name
                                                    : NULL;
        if (!cases[i].field ? got != NULL : !got || strcmp(got, cases[i].field) != 0)
            fail_msg("%s '%s': %s", cases[i].entity, cases[i].header, got ? got : "title");
        if (got && strlen(got) == 1)
            continue;
        assert_int_equal(c.year, cases[i].year);
        if (!got) {
            assert_int_equal(c.title->id, cases[i].title);
            assert_int_equal(c.recognised, cases[i].recognised);
        }
    }
}

/* ---- rows ---- */

static void test_refusals(void **state)
{
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household",
                              HEADER "\n"
                                     "Thôn Một,Lê An,1970,Số 1,4\n"    /* 2 */
                                     ",Lê Bình,1970,Số 1,4\n"          /* 3: no hamlet */
                                     "Thôn Ba,Lê Bình,1970,Số 1,4\n"   /* 4 */
                                     "Thôn Một,\xC2\xA0,1970,Số 1,4\n" /* 5: blank name */
                                     "Thôn Một,Lê Cảnh,70 tuổi,Số 1,4\n"
                                     "Thôn Một,Lê Cảnh,2090,Số 1,4\n"
                                     "Thôn Một,Lê Cảnh,1970,Số 1,bốn\n"
                                     "Thôn Một,Lê Cảnh,1970,Số 1,400\n"
                                     ",,,,\n"                        /* 10: blank, skipped */
                                     "thôn một,LÊ  AN,1970,số 1,9\n" /* 11: like line 2 */
                                     "Thôn Một,,abc,Số 1,400\n", /* 12: the first field counts */
                              plain),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 9, 0);
    assert_int_equal(l.result.blank, 1);
    assert_note(&l.result.refused, 0, 3, REASON_MISSING, "hamlet");
    assert_note(&l.result.refused, 1, 4, REASON_UNKNOWN_HAMLET, "hamlet");
    assert_note(&l.result.refused, 2, 5, REASON_MISSING, "head");
    assert_note(&l.result.refused, 3, 6, REASON_NOT_A_NUMBER, "birth");
    assert_note(&l.result.refused, 4, 7, REASON_IN_FUTURE, "birth");
    assert_note(&l.result.refused, 5, 8, REASON_NOT_A_NUMBER, "size");
    assert_note(&l.result.refused, 6, 9, REASON_OUT_OF_RANGE, "size");
    assert_note(&l.result.refused, 7, 11, REASON_DUPLICATE, "head");
    assert_string_equal(l.result.refused.v[7].text, "2");
    assert_note(&l.result.refused, 8, 12, REASON_MISSING, "head");
    struct buf b = {0};
    import_note_add_text(&l.result.refused.v[3], &b);
    assert_string_equal(buf_str(&b),
                        "Dòng 6: Năm sinh '70 tuổi': phải là năm gồm 4 chữ số, ví dụ 1970.");
    buf_release(&b);
    assert_lines(&l, "household", fields, (const char *[]){"Thôn Một|Lê An|1970|Số 1|4|", NULL});
    lab_close(&l);
}

static void test_json(void **state)
{
    struct lab l;
    struct buf b = {0};
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household",
                              HEADER ",Màu \"nhà\"\nThôn Một,Lê An,1970,Số 1,4,\nThôn 9,B,,,,\n",
                              plain),
                     STATUS_OK);
    import_result_add_json(&l.result, &b);
    assert_string_equal(
        buf_str(&b),
        "{\"imported\":1,\"updated\":0,\"unchanged\":0,\"refused\":[{\"line\":3,\"field\":"
        "\"hamlet\",\"reason\":\"unknown-hamlet\"}],\"warnings\":[{\"line\":1,\"field\":\"Màu "
        "\\\"nhà\\\"\",\"reason\":\"unknown-column\"}],\"charsets\":{\"utf-8\":10}}\n");
    buf_release(&b);
    lab_close(&l);
}

static void test_identity(void **state)
{
    struct lab l;
    struct import_options update = {.update = true};
    (void)state;
    open_lab(&l);
    assert_int_equal(
        lab_text(&l, "household", HEADER ",Ghi chú\nThôn Một,Lê Hòa,1970,Số 1,4,một\n", plain),
        STATUS_OK);
    /* equal: folded name, hòa = hoà; an empty cell takes nothing back */
    assert_int_equal(
        lab_text(&l, "household", HEADER ",Ghi chú\nThôn Một,LÊ HOÀ,1970,Số 1,,\n", plain),
        STATUS_OK);
    CHECK(&l, 0, 0, 1, 0, 0);
    /* another field differs */
    assert_int_equal(
        lab_text(&l, "household", HEADER ",Ghi chú\nThôn Một,Lê Hòa,1970,Số 1,5,hai\n", plain),
        STATUS_OK);
    CHECK(&l, 0, 0, 0, 1, 0);
    assert_note(&l.result.refused, 0, 2, REASON_DIFFERS, "head");
    assert_string_equal(l.result.refused.v[0].text, "Số khẩu, Ghi chú");
    assert_int_equal(
        lab_text(&l, "household", HEADER ",Ghi chú\nThôn Một,Lê Hòa,1970,Số 1,5,\n", update),
        STATUS_OK);
    CHECK(&l, 0, 1, 0, 0, 0);
    /* other hamlet, other address, birth left out: other households, the last two alike */
    assert_int_equal(lab_text(&l, "household",
                              HEADER "\nThôn Hai,Lê Hòa,1970,Số 1,4\nThôn Một,Lê Hòa,1970,Số 2,4\n"
                                     "Thôn Một,Lê Hòa,,Số 1,4\nThôn Một,Lê Hòa,1950,Số 1,4\n",
                              plain),
                     STATUS_OK);
    CHECK(&l, 4, 0, 0, 0, 2);
    assert_note(&l.result.warnings, 0, 3, REASON_SIMILAR, "head");
    assert_string_equal(l.result.warnings.v[0].text, "1");
    assert_note(&l.result.warnings, 1, 4, REASON_SIMILAR, "head");
    assert_lines(&l, "household", fields,
                 (const char *[]){"Thôn Hai|Lê Hòa|1970|Số 1|4|", "Thôn Một|Lê Hòa|1950|Số 1|4|",
                                  "Thôn Một|Lê Hòa|1970|Số 1|5|một", "Thôn Một|Lê Hòa|1970|Số 2|4|",
                                  "Thôn Một|Lê Hòa||Số 1|4|", NULL});
    lab_close(&l);
}

/* A list that has no column for birth year and address is compared without them. */
static void test_short_list(void **state)
{
    struct lab l;
    struct import_options update = {.update = true};
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household",
                              HEADER "\nThôn Một,Lê An,1970,Số 1,4\nThôn Một,Lê Bá,1970,Số 2,4\n"
                                     "Thôn Một,Lê Bá,1990,Số 3,4\n",
                              plain),
                     STATUS_OK);
    assert_int_equal(lab_text(&l, "household",
                              "Thôn,Chủ hộ,ĐK 2026\nThôn Một,Lê An,x\nThôn Một,Lê Bá,x\n"
                              "Thôn Một,Lê Cảnh,x\n",
                              update),
                     STATUS_OK);
    CHECK(&l, 1, 1, 0, 1, 0);
    assert_note(&l.result.refused, 0, 3, REASON_AMBIGUOUS_REFERENCE, "head");
    assert_lines(&l, NULL, NULL,
                 (const char *[]){"Gia đình học tập|2026|Đăng ký|Lê An",
                                  "Gia đình học tập|2026|Đăng ký|Lê Cảnh", NULL});
    lab_close(&l);
}

/* ---- titles ---- */

#define MARKS "Thôn,Chủ hộ,Năm sinh,ĐK GĐHT 2024,CN GĐHT 2024,ĐK GĐHT 2025\n"

static void test_titles(void **state)
{
    struct lab l;
    struct import_options update = {.update = true};
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household",
                              MARKS "Thôn Một,Lê An,1970,x,,1\nThôn Một,Lê Bá,1971,,x,\n"
                                    "Thôn Một,Lê Cả,1972,0,không,?\n",
                              plain),
                     STATUS_OK);
    CHECK(&l, 3, 0, 0, 0, 1);
    assert_int_equal(l.result.titles, 3);
    assert_note(&l.result.warnings, 0, 4, REASON_UNKNOWN_MARK, NULL);
    assert_string_equal(l.result.warnings.v[0].column, "ĐK GĐHT 2025");
    static const char *const first[] = {"Gia đình học tập|2024|Công nhận|Lê Bá",
                                        "Gia đình học tập|2024|Đăng ký|Lê An",
                                        "Gia đình học tập|2025|Đăng ký|Lê An", NULL};
    assert_lines(&l, NULL, NULL, first);
    /* more marks: refused, then raised; fewer: nothing is lowered */
    static const char more[] = MARKS "Thôn Một,Lê An,1970,x,x,\nThôn Một,Lê Bá,1971,x,,\n"
                                     "Thôn Một,Lê Cả,1972,x,,x\n";
    assert_int_equal(lab_text(&l, "household", more, plain), STATUS_OK);
    CHECK(&l, 0, 0, 1, 2, 0);
    assert_string_equal(l.result.refused.v[0].text, "CN GĐHT 2024");
    assert_string_equal(l.result.refused.v[1].text, "ĐK GĐHT 2024, ĐK GĐHT 2025");
    assert_lines(&l, NULL, NULL, first);
    assert_int_equal(lab_text(&l, "household", more, update), STATUS_OK);
    CHECK(&l, 0, 2, 1, 0, 0);
    assert_int_equal(l.result.titles, 3);
    assert_int_equal(lab_text(&l, "household", MARKS "Thôn Một,Lê An,1970,x,0,\n", update),
                     STATUS_OK);
    CHECK(&l, 0, 0, 1, 0, 1);
    assert_note(&l.result.warnings, 0, 2, REASON_STATE_KEPT, NULL);
    assert_lines(&l, NULL, NULL,
                 (const char *[]){"Gia đình học tập|2024|Công nhận|Lê An",
                                  "Gia đình học tập|2024|Công nhận|Lê Bá",
                                  "Gia đình học tập|2024|Đăng ký|Lê Cả",
                                  "Gia đình học tập|2025|Đăng ký|Lê An",
                                  "Gia đình học tập|2025|Đăng ký|Lê Cả", NULL});
    lab_close(&l);
}

static void test_years(void **state)
{
    static const char *const culture[] = {"head", "culture", NULL};
    struct lab l;
    struct import_options year = {.year = 2025};
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household",
                              "Thôn,Chủ hộ,GĐ văn hóa,ĐK,GĐVH 2023,CN 2030,ĐK 1999,CN 2024,CN GĐHT "
                              "2024\n1,Lê An,x,x,x,x,x,x,x\n",
                              plain),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 5);
    assert_note(&l.result.warnings, 0, 1, REASON_NO_YEAR, NULL);
    assert_note(&l.result.warnings, 1, 1, REASON_NO_YEAR, NULL);
    assert_note(&l.result.warnings, 2, 1, REASON_IN_FUTURE, NULL);
    assert_note(&l.result.warnings, 3, 1, REASON_OUT_OF_RANGE, NULL);
    assert_note(&l.result.warnings, 4, 1, REASON_DUPLICATE_COLUMN, NULL);
    assert_int_equal(lab_text(&l, "household", "Thôn,Chủ hộ,GĐ văn hóa,ĐK\n1,Lê Bá,x,x\n", year),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 0);
    /* our own export writes the years themselves */
    assert_int_equal(
        lab_text(&l, "household", "Thôn,Chủ hộ,Gia đình văn hóa\n1,Lê Cả,\"2024, 2025\"\n", plain),
        STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 0);
    assert_lines(&l, "household", culture,
                 (const char *[]){"Lê An|2023", "Lê Bá|2025", "Lê Cả|2024, 2025", NULL});
    lab_close(&l);
}

/* ---- options ---- */

/* As our own export has it when nobody has an answer. */
static void test_empty_yearly_column(void **state)
{
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household", "Thôn,Chủ hộ,Gia đình văn hóa\n1,Lê An,\n", plain),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 0);
    assert_int_equal(lab_text(&l, "household", "Thôn,Chủ hộ,Gia đình văn hóa\n1,Lê Bá,x\n", plain),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 1);
    assert_note(&l.result.warnings, 0, 1, REASON_NO_YEAR, NULL);
    lab_close(&l);
}

static void test_options(void **state)
{
    struct lab l;
    static const char text[] = HEADER "\nThôn Một,Lê An,1970,Số 1,4\nThôn Một,Lê Bá,1970,,bốn\n";
    struct lines have = {0};
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household", text, (struct import_options){.dry_run = true}),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 1, 0);
    assert_false(l.result.written);
    assert_int_equal(lab_text(&l, "household", text, (struct import_options){.strict = true}),
                     STATUS_OK);
    CHECK(&l, 0, 0, 0, 1, 0);
    assert_false(l.result.written);
    lab_dump(&l, "household", fields, &have);
    assert_int_equal(have.n, 0);
    assert_int_equal(lab_text(&l, "household", HEADER "\n,Lê An,1970,Số 1,4\nThôn Một,Lê Bá,,,\n",
                              (struct import_options){.hamlet = "15664002", .strict = true}),
                     STATUS_OK);
    CHECK(&l, 2, 0, 0, 0, 0);
    assert_true(l.result.written);
    assert_lines(&l, "household", fields,
                 (const char *[]){"Thôn Hai|Lê An|1970|Số 1|4|", "Thôn Một|Lê Bá||||", NULL});
    static const struct import_options wrong[] = {{.charset = "klingon"}, {.format = "doc"},
                                                  {.sep = "ab"},          {.hamlet = "Thôn 99"},
                                                  {.map = {"x", 1}},      {.map = {"q = head", 8}}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(lab_text(&l, "household", text, wrong[i]), STATUS_USAGE);
        assert_true(l.d.text[0]);
    }
    assert_int_equal(lab_text(&l, "household", "a,b\nc,d\n", plain), STATUS_INVALID);
    assert_int_equal(lab_import(&l, "household", "/nowhere/x.csv", plain), STATUS_NOTFOUND);
    lines_release(&have);
    lab_close(&l);
}

static void test_map(void **state)
{
    struct lab l;
    static const char map[] = "\xEF\xBB\xBF# our list\r\nNgười đứng tên = head\r\n"
                              "Bỏ = -\r\n\r\nA=B = address\r\nP = ĐK GĐHT 2025\r\n";
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household",
                              "Thôn,Người đứng tên,Bỏ,A=B,P\nThôn Một,Lê An,zzz,Số 1,x\n",
                              (struct import_options){.map = {map, sizeof map - 1}}),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 0);
    assert_lines(&l, "household", fields, (const char *[]){"Thôn Một|Lê An||Số 1||", NULL});
    assert_lines(&l, NULL, NULL, (const char *[]){"Gia đình học tập|2025|Đăng ký|Lê An", NULL});
    lab_close(&l);
}

/* ---- references, choices ---- */

static void test_references(void **state)
{
    static const char *const names[] = {"head", "clan", NULL};
    static const char text[] = "Thôn,Chủ hộ,Dòng họ\n1,Lê An,Dòng họ Lê\n1,Lê Bá,dong ho le\n";
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household", text, plain), STATUS_OK);
    CHECK(&l, 2, 0, 0, 0, 2);
    assert_note(&l.result.warnings, 0, 2, REASON_UNKNOWN_REFERENCE, "clan");
    assert_int_equal(lab_text(&l, "household", text, plain), STATUS_OK);
    CHECK(&l, 0, 0, 2, 0, 2);
    assert_int_equal(lab_text(&l, "clan", "Tên dòng họ,Thôn\nDòng họ Lê,\n", plain), STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 0);
    /* found now: no difference, and filled in only when asked for */
    assert_int_equal(lab_text(&l, "household", text, plain), STATUS_OK);
    CHECK(&l, 0, 0, 2, 0, 0);
    assert_int_equal(lab_text(&l, "household", text, (struct import_options){.update = true}),
                     STATUS_OK);
    CHECK(&l, 0, 2, 0, 0, 0);
    assert_int_equal(lab_text(&l, "household", text, plain), STATUS_OK);
    CHECK(&l, 0, 0, 2, 0, 0);
    assert_lines(&l, "household", names,
                 (const char *[]){"Lê An|Dòng họ Lê", "Lê Bá|Dòng họ Lê", NULL});
    /* two of a name */
    assert_int_equal(lab_text(&l, "clan", "Tên dòng họ,Thôn\nHọ Vũ,1\nHọ Vũ,2\n", plain),
                     STATUS_OK);
    assert_int_equal(lab_text(&l, "household", "Thôn,Chủ hộ,Dòng họ\n1,Vũ An,Họ Vũ\n", plain),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 0); /* the one in the same hamlet */
    lab_close(&l);
}

static void test_citizens(void **state)
{
    static const char *const names[] = {"name", "birth", "household", NULL};
    static const char text[] = "Thôn,Họ tên,Ngày sinh,Chủ hộ\n1,Lê Con,1/2/1999,Lê An\n"
                               "1,Lê Con,1/2/1999,Lê Bá\n1,Vũ Vô Gia Cư,1980,\n";
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "citizen", text, plain), STATUS_OK);
    CHECK(&l, 2, 0, 0, 1, 2); /* households unknown so far; neither home nor workplace */
    assert_note(&l.result.refused, 0, 4, REASON_MISSING, "household");
    assert_int_equal(lab_text(&l, "household", "Thôn,Chủ hộ\n1,Lê An\n", plain), STATUS_OK);
    assert_int_equal(lab_text(&l, "citizen", text, plain), STATUS_OK);
    CHECK(&l, 0, 0, 2, 1, 1);
    assert_lines(&l, "citizen", names,
                 (const char *[]){"Lê Con|01/02/1999|Lê An", "Lê Con|01/02/1999|Lê Bá", NULL});
    lab_close(&l);
}

static void test_choices(void **state)
{
    static const char *const names[] = {"name", "kind", "note", NULL};
    struct lab l;
    static const char text[] =
        "Tên đơn vị,Loại,Ghi chú\nTrạm xá,nhà thương,cũ\nTrường A,Trường học,\n";
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "organisation", text, plain), STATUS_OK);
    CHECK(&l, 2, 0, 0, 0, 1);
    assert_note(&l.result.warnings, 0, 2, REASON_UNKNOWN_VALUE, "kind");
    assert_lines(&l, "organisation", names,
                 (const char *[]){"Trường A|trường học|", "Trạm xá||cũ\nLoại: nhà thương", NULL});
    assert_int_equal(lab_text(&l, "organisation", text, plain), STATUS_OK);
    CHECK(&l, 0, 0, 2, 0, 1);
    assert_int_equal(lab_text(&l, "organisation", "Tên đơn vị,Loại\nTrạm xá,nhà thương\n", plain),
                     STATUS_OK);
    CHECK(&l, 0, 0, 1, 0, 1);
    lab_close(&l);
}

static void test_hamlets(void **state)
{
    static const char *const names[] = {"hamlet", "head", NULL};
    static const char *const places[] = {"name", "head", NULL};
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(
        lab_text(&l, "hamlet", "Tên thôn,Trưởng thôn\nThôn Ba,A\nThôn Một,\nThôn Ba,B\n", plain),
        STATUS_OK);
    CHECK(&l, 1, 0, 1, 1, 0);
    assert_note(&l.result.refused, 0, 4, REASON_DUPLICATE, "name");
    assert_int_equal(lab_text(&l, "hamlet",
                              "Mã,Tên thôn\n15664003,Thôn Ba\n2,Thôn Nhị\n00001007,X\nabc,Y\n",
                              plain),
                     STATUS_OK);
    CHECK(&l, 0, 0, 1, 3, 0);
    assert_note(&l.result.refused, 0, 3, REASON_DIFFERS, "name");
    assert_note(&l.result.refused, 1, 4, REASON_OTHER_COMMUNE, "hamlet");
    assert_note(&l.result.refused, 2, 5, REASON_NOT_A_NUMBER, "hamlet");
    assert_int_equal(lab_text(&l, "household", "Thôn,Chủ hộ\n3,Lê An\n", plain), STATUS_OK);
    assert_lines(&l, "household", names, (const char *[]){"Thôn Ba|Lê An", NULL});
    assert_lines(&l, "hamlet", places,
                 (const char *[]){"Thôn Ba|A", "Thôn Hai|", "Thôn Một|", NULL});
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers),    cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_json),       cmocka_unit_test(test_identity),
        cmocka_unit_test(test_short_list), cmocka_unit_test(test_titles),
        cmocka_unit_test(test_years),      cmocka_unit_test(test_options),
        cmocka_unit_test(test_map),        cmocka_unit_test(test_references),
        cmocka_unit_test(test_citizens),   cmocka_unit_test(test_choices),
        cmocka_unit_test(test_hamlets),    cmocka_unit_test(test_empty_yearly_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
