/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The assessment sheet: marks typed and saved, steps finished, what blocks, drafts, two people at
 * once, figures that change, the list by nearness.
 */
#include "tests/form_world.h"

#include "forms/sheet.h"
#include "forms/sheet_near.h"

#define SET                                                                                           \
    "{\"id\":\"F\",\"title\":\"Gia đình học tập\",\"status\":\"xac_minh\",\"method\":\"diem\"," \
    "\"total\":50,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":20,\"bat_buoc\":true,\"na\":"     \
    "\"cho_du_diem\"},{\"id\":\"B\",\"ten\":\"b\",\"max\":20},{\"id\":\"C\",\"ten\":\"c\","           \
    "\"max\":"                                                                                        \
    "10,\"auto\":\"ty_le_cdht_ho\"}],\"bands\":[{\"ten\":\"Đạt\",\"min\":25},{\"ten\":\"Chưa\","  \
    "\"min\":0}],\"recognised_from\":\"Đạt\"}"

static void adopt(struct world *w)
{
    struct criteria_imported r;
    struct detail d = {0};
    assert_int_equal(criteria_import(w->book, &w->who, SPAN_LIT(SET), false, &r, &d), STATUS_OK);
    criteria_report_release(&r.report);
    assert_int_equal(criteria_adopt(w->book, &w->who, SPAN_LIT("F"), SPAN_LIT("1"), 2026,
                                    SPAN_LIT("QĐ 1"), false, &d),
                     STATUS_OK);
}

static void open_sheet(struct world *w, struct sheet *x, uint64_t id)
{
    struct detail d = {0};
    if (sheet_open(x, w->book, &w->who, TITLE_FAMILY, id, w->h1, 2026, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static void type(struct sheet *x, const char *code, enum sheet_column c, const char *text)
{
    int i = criteria_find(sheet_set(x), span_of(code));
    assert_true(i >= 0);
    edit_replace(&x->row[i].edit[c], span_of(text));
    sheet_changed(x);
}

static void saved_as(struct sheet *x, enum sheet_step step)
{
    struct detail d = {0};
    if (sheet_save(x, step, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    assert_false(sheet_dirty(x));
}

static void text_is(const struct sheet *x, void (*add)(const struct sheet *, struct buf *),
                    const char *want)
{
    struct buf b = {0};
    add(x, &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void value_is(const struct sheet *x, const char *field, const char *want)
{
    struct buf b = {0};
    buf_add_span(&b, record_text(&x->title, field));
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void no_set_no_sheet(void **state)
{
    struct world *w = *state;
    struct sheet x;
    struct detail d = {0};
    uint64_t h = add_household(w, "An");
    assert_int_equal(sheet_open(&x, w->book, &w->who, TITLE_FAMILY, h, w->h1, 2026, &d),
                     STATUS_NOTFOUND);
    assert_non_null(strstr(d.text, "chỉ ghi kết quả"));
    sheet_close(&x);
    struct sheet_near near;
    assert_int_equal(sheet_near_load(w->book, &w->who, TITLE_FAMILY, w->h1, 2026, &near, &d),
                     STATUS_NOTFOUND);
    sheet_near_release(&near);
}

static void marks_are_kept_both_ways(void **state)
{
    struct world *w = *state;
    struct sheet x;
    uint64_t h = add_household(w, "An");
    adopt(w);
    open_sheet(w, &x, h);
    text_is(&x, sheet_add_missing, "chưa chấm A, B, C");
    type(&x, "A", SHEET_SELF, "20");
    type(&x, "B", SHEET_SELF, "15,5");
    type(&x, "B", SHEET_EVIDENCE, "giấy khen của xã");
    type(&x, "C", SHEET_SELF, "10");
    saved_as(&x, SHEET_SELF_DONE);
    assert_int_equal(record_n(&x.title, "state"), STATE_ASSESSED);
    assert_true(record_value(&x.title, "assessed_on")->known);
    value_is(&x, "criteria", "F");
    value_is(&x, "criteria_version", "1");
    value_is(&x, "grade", ""); /* the review decides */
    type(&x, "A", SHEET_REVIEW, "18");
    saved_as(&x, SHEET_REVIEW_DONE);
    value_is(&x, "marks", "A\t1800\t\t2000\nB\t\tgiấy khen của xã\t1550\nC\t\t\t1000");
    value_is(&x, "grade", "Đạt");
    assert_int_equal(record_n(&x.title, "score"), 8700); /* 43,5 of 50 is 87 of 100 */
    assert_int_equal(record_n(&x.title, "state"), STATE_PROPOSED);
    sheet_close(&x);
    open_sheet(w, &x, h);
    assert_string_equal(buf_str(&x.row[0].edit[SHEET_SELF].text), "20");
    assert_string_equal(buf_str(&x.row[0].edit[SHEET_REVIEW].text), "18");
    assert_int_equal(x.result[CRITERIA_SELF].score, 4550);
    assert_int_equal(x.result[CRITERIA_REVIEW].score, 4350);
    sheet_close(&x);
}

static void what_blocks_is_no_proposal(void **state)
{
    struct world *w = *state;
    struct sheet x;
    struct detail d = {0};
    struct buf why = {0};
    uint64_t h = add_household(w, "An");
    adopt(w);
    open_sheet(w, &x, h);
    type(&x, "A", SHEET_SELF, "0");
    type(&x, "B", SHEET_SELF, "20");
    assert_false(sheet_step_ready(&x, SHEET_REVIEW_DONE, &why)); /* C is open */
    assert_int_equal(sheet_save(&x, SHEET_REVIEW_DONE, NULL, &d), STATUS_INVALID);
    assert_null(x.title.e);
    type(&x, "C", SHEET_SELF, "10");
    assert_int_equal(x.result[CRITERIA_REVIEW].score, 3000); /* enough, but for A */
    text_is(&x, sheet_add_missing, "chưa đạt mức bắt buộc A");
    saved_as(&x, SHEET_REVIEW_DONE);
    assert_int_equal(record_n(&x.title, "state"), STATE_REVIEWED);
    assert_int_equal(record_n(&x.title, "failed"), 1);
    value_is(&x, "reason", "chưa đạt mức bắt buộc A");
    /* nobody of school age: full marks, and then it passes */
    type(&x, "A", SHEET_REVIEW, "k");
    saved_as(&x, SHEET_REVIEW_DONE);
    assert_int_equal(record_n(&x.title, "state"), STATE_PROPOSED);
    sheet_close(&x);
    buf_release(&why);
}

static void a_wrong_mark_is_never_saved(void **state)
{
    struct world *w = *state;
    struct sheet x;
    struct detail d = {0};
    uint64_t h = add_household(w, "An");
    adopt(w);
    open_sheet(w, &x, h);
    type(&x, "B", SHEET_REVIEW, "20,5");
    assert_int_equal(sheet_save(&x, SHEET_KEEP, NULL, &d), STATUS_INVALID);
    assert_string_equal(d.text, "B: điểm từ 0 đến 20. Chưa rõ thì để trống.");
    assert_int_equal(x.at, 1);
    assert_int_equal(x.column, SHEET_REVIEW);
    type(&x, "B", SHEET_REVIEW, "k"); /* not foreseen for B */
    assert_true(sheet_wrong(&x, 1, SHEET_REVIEW));
    type(&x, "B", SHEET_REVIEW, "mười");
    assert_true(sheet_wrong(&x, 1, SHEET_REVIEW));
    type(&x, "B", SHEET_REVIEW, "10");
    saved_as(&x, SHEET_KEEP);
    assert_int_equal(record_n(&x.title, "state"), STATE_REGISTERED);
    sheet_close(&x);
}

static void two_people_at_one_sheet(void **state)
{
    struct world *w = *state;
    struct sheet x, y;
    struct detail d = {0};
    uint64_t h = add_household(w, "An");
    adopt(w);
    open_sheet(w, &x, h);
    open_sheet(w, &y, h);
    type(&y, "A", SHEET_SELF, "20");
    saved_as(&y, SHEET_KEEP);
    type(&x, "B", SHEET_SELF, "11");
    assert_int_equal(sheet_save(&x, SHEET_KEEP, NULL, &d), STATUS_CONFLICT);
    assert_string_equal(buf_str(&x.row[0].edit[SHEET_SELF].text), "20"); /* theirs */
    assert_string_equal(buf_str(&x.row[1].edit[SHEET_SELF].text), "11"); /* mine */
    saved_as(&x, SHEET_KEEP);
    value_is(&x, "marks", "A\t\t\t2000\nB\t\t\t1100");
    sheet_close(&x);
    sheet_close(&y);
}

static uint64_t add_person(struct world *w, uint64_t home, const char *name)
{
    struct record r;
    struct detail d = {0};
    record_init(&r, entity_by_name("citizen"));
    value_set_s(record_value(&r, "name"), span_of(name));
    value_set_n(record_value(&r, "household"), (int64_t)home);
    if (save_one(w->book, &w->who, &r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

static void add_citizen_title(struct world *w, uint64_t person)
{
    struct record r;
    struct detail d = {0};
    char tag = ENTITY_CITIZEN;
    record_init(&r, entity_by_id(ENTITY_TITLE));
    value_set_s(record_value(&r, "subject"), span_make(&tag, 1));
    record_value(&r, "subject")->n = (int64_t)person;
    value_set_n(record_value(&r, "title"), TITLE_CITIZEN);
    value_set_n(record_value(&r, "year"), 2026);
    value_set_n(record_value(&r, "state"), STATE_PROPOSED);
    if (save_one(w->book, &w->who, &r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    record_release(&r);
}

static void measured_is_stored_when_a_step_is_finished(void **state)
{
    struct world *w = *state;
    struct sheet x;
    uint64_t h = add_household(w, "An"), a = add_person(w, h, "Bình"), b = add_person(w, h, "Chi");
    add_citizen_title(w, a);
    adopt(w);
    open_sheet(w, &x, h);
    assert_false(sheet_editable(&x, 2, SHEET_SELF));
    assert_true(sheet_editable(&x, 2, SHEET_EVIDENCE));
    assert_int_equal(x.result[CRITERIA_REVIEW].item[2].points, 500); /* 1 of 2 */
    type(&x, "A", SHEET_SELF, "20");
    saved_as(&x, SHEET_KEEP);
    value_is(&x, "marks", "A\t\t\t2000"); /* not finished: nothing measured is stored */
    type(&x, "B", SHEET_SELF, "10");
    saved_as(&x, SHEET_SELF_DONE);
    assert_non_null(strstr(record_value(&x.title, "marks")->s, "C\t\t\t\t1/2 2026-11-22 "));
    text_is(&x, sheet_add_change, "");
    sheet_close(&x);
    add_citizen_title(w, b);
    open_sheet(w, &x, h);
    text_is(&x, sheet_add_change, "C: số liệu đã đổi từ 1/2 thành 2/2");
    assert_int_equal(record_n(&x.title, "state"), STATE_ASSESSED); /* no state has changed */
    sheet_close(&x);
}

static void decided_is_only_to_read(void **state)
{
    struct world *w = *state;
    struct sheet x;
    struct record r = {0};
    struct detail d = {0};
    uint64_t h = add_household(w, "An");
    adopt(w);
    open_sheet(w, &x, h);
    type(&x, "A", SHEET_SELF, "20");
    type(&x, "B", SHEET_SELF, "20");
    type(&x, "C", SHEET_SELF, "0");
    saved_as(&x, SHEET_REVIEW_DONE);
    record_copy(&r, &x.title);
    sheet_close(&x);
    value_set_n(record_value(&r, "state"), STATE_RECOGNISED);
    assert_int_equal(save_one(w->book, &w->who, &r, NULL, &d), STATUS_OK);
    record_release(&r);
    /* the set that holds is another one by now: an old sheet keeps its own */
    assert_int_equal(criteria_drop(w->book, &w->who, SPAN_LIT("F"), SPAN_LIT("1"), &d), STATUS_OK);
    open_sheet(w, &x, h);
    assert_true(x.read_only && x.decided);
    assert_false(sheet_editable(&x, 0, SHEET_SELF));
    assert_int_equal(x.result[CRITERIA_REVIEW].score, 4000);
    assert_int_equal(sheet_save(&x, SHEET_KEEP, NULL, &d), STATUS_INVALID);
    sheet_close(&x);
}

static void a_leader_of_another_hamlet_reads_nothing(void **state)
{
    struct world *w = *state;
    struct sheet x;
    struct detail d = {0};
    uint64_t h = add_household(w, "An");
    adopt(w);
    w->who.role = ROLE_LEADER;
    w->who.units = &w->h2;
    w->who.n_units = 1;
    assert_int_equal(sheet_open(&x, w->book, &w->who, TITLE_FAMILY, h, w->h1, 2026, &d),
                     STATUS_DENIED);
    sheet_close(&x);
    w->who.units = &w->h1;
    open_sheet(w, &x, h);
    type(&x, "A", SHEET_REVIEW, "20");
    saved_as(&x, SHEET_KEEP);
    sheet_close(&x);
}

static void nearest_first(void **state)
{
    struct world *w = *state;
    static const char *const heads[] = {"Không chấm", "Thiếu 5", "Chặn", "Đủ", "Thiếu 1"};
    static const char *const a[] = {"", "10", "0", "20", "14"};
    struct sheet_near near;
    struct detail d = {0};
    adopt(w);
    for (size_t i = 0; i < 5; i++) {
        struct sheet x;
        open_sheet(w, &x, add_household(w, heads[i]));
        if (*a[i]) {
            type(&x, "A", SHEET_SELF, a[i]);
            type(&x, "B", SHEET_SELF, i == 2 ? "20" : "10");
            type(&x, "C", SHEET_SELF, "0");
            saved_as(&x, SHEET_KEEP);
        }
        sheet_close(&x);
    }
    assert_int_equal(sheet_near_load(w->book, &w->who, TITLE_FAMILY, w->h1, 2026, &near, &d),
                     STATUS_OK);
    static const char *const want[] = {"Thiếu 1", "Thiếu 5", "Chặn", "Không chấm", "Đủ"};
    assert_int_equal(near.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(near.v[i].name, want[i]);
    assert_string_equal(near.v[0].missing, "thiếu 1 điểm để được Đạt");
    assert_string_equal(near.v[0].result, "24 trên 50: Chưa");
    assert_int_equal(near.v[4].group, SHEET_NEAR_ENOUGH);
    sheet_near_release(&near);
}

/* The commune itself, whether the commune or one of its hamlets is looked at. */
static void a_commune_by_its_place(void **state)
{
    struct world *w = *state;
    const struct unit_key units[] = {w->book->commune, w->h1};
    struct sheet_near near;
    struct sheet x;
    struct detail d = {0};
    if (criteria_adopt(w->book, &w->who, SPAN_LIT("CDXA-TT25"), SPAN_LIT("1"), 2026,
                       SPAN_LIT("TT 25/2023"), true, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    for (int marked = 0; marked < 2; marked++) {
        for (size_t i = 0; i < 2; i++) {
            assert_int_equal(
                sheet_near_load(w->book, &w->who, TITLE_COMMUNE, units[i], 2026, &near, &d),
                STATUS_OK);
            assert_int_equal(near.n, 1);
            assert_true(near.v[0].id == 0 && unit_eq(near.v[0].unit, w->book->commune));
            assert_string_equal(near.v[0].name, w->book->name);
            assert_int_equal(near.v[0].group, marked ? SHEET_NEAR_LACKS : SHEET_NEAR_OPEN);
            sheet_near_release(&near);
        }
        if (sheet_open(&x, w->book, &w->who, TITLE_COMMUNE, 0, w->book->commune, 2026, &d) !=
            STATUS_OK)
            fail_msg("%s", d.text);
        edit_replace(sheet_edit(&x), SPAN_LIT("1"));
        sheet_changed(&x);
        saved_as(&x, SHEET_KEEP);
        sheet_close(&x);
    }
}

static void drafts_bring_back_what_was_typed(void **state)
{
    (void)state;
    struct world w;
    struct buf uri = {0};
    struct detail d = {0};
    struct sheet x;
    char *dir = test_tmpdir();
    buf_addf(&uri, "lmdb:%s/db", dir);
    world_init(&w, buf_str(&uri));
    uint64_t h = add_household(&w, "An");
    adopt(&w);
    open_sheet(&w, &x, h);
    type(&x, "A", SHEET_SELF, "20");
    saved_as(&x, SHEET_KEEP);
    type(&x, "B", SHEET_REVIEW, "99"); /* wrong, and kept all the same */
    type(&x, "B", SHEET_EVIDENCE, "đang hỏi lại");
    x.at = 1;
    x.column = SHEET_EVIDENCE;
    assert_true(x.draft_due);
    assert_int_equal(sheet_draft_save(&x, &d), STATUS_OK);
    assert_false(x.draft_due);
    sheet_close(&x);
    open_sheet(&w, &x, h);
    assert_true(x.from_draft && sheet_dirty(&x));
    assert_string_equal(buf_str(&x.row[1].edit[SHEET_REVIEW].text), "99");
    assert_string_equal(buf_str(&x.row[1].edit[SHEET_EVIDENCE].text), "đang hỏi lại");
    assert_string_equal(buf_str(&x.row[0].edit[SHEET_SELF].text), "20");
    assert_int_equal(x.at, 1);
    assert_int_equal(x.column, SHEET_EVIDENCE);
    type(&x, "B", SHEET_REVIEW, "9");
    saved_as(&x, SHEET_KEEP);
    sheet_close(&x);
    open_sheet(&w, &x, h); /* the draft has gone with the save */
    assert_false(x.from_draft || sheet_dirty(&x));
    assert_string_equal(buf_str(&x.row[1].edit[SHEET_REVIEW].text), "9");
    sheet_close(&x);
    world_release(&w);
    buf_release(&uri);
    test_rmtree(dir);
    free(dir);
}

/* What cannot be measured says why it is typed; what can says how many are wanted. */
static void hints_of_what_is_measured(void **state)
{
    struct world *w = *state;
    struct sheet x;
    struct buf b = {0};
    uint64_t h = add_household(w, "An");
    adopt(w);
    open_sheet(w, &x, h);
    x.at = 2;
    sheet_add_hint(&x, &b);
    assert_non_null(strstr(buf_str(&b), "Sổ chưa có ai để máy tính: gõ điểm"));
    sheet_close(&x);
    add_person(w, h, "Bình");
    open_sheet(w, &x, h);
    x.at = 2;
    buf_reset(&b);
    sheet_add_hint(&x, &b);
    assert_non_null(strstr(buf_str(&b), "0/1 (0,00 %), cần thêm 1 người."));
    buf_release(&b);
    sheet_close(&x);
}

static void the_focus_goes_over_what_is_measured(void **state)
{
    struct world *w = *state;
    struct sheet x;
    uint64_t h = add_household(w, "An");
    add_person(w, h, "Bình");
    adopt(w);
    open_sheet(w, &x, h);
    assert_true(sheet_next(&x, NULL, 1) && x.at == 0 && x.column == SHEET_REVIEW);
    assert_true(sheet_down(&x, NULL, 1) && x.at == 1 && x.column == SHEET_REVIEW);
    assert_false(sheet_down(&x, NULL, 1)); /* C is measured */
    assert_true(sheet_next(&x, NULL, 1) && x.column == SHEET_EVIDENCE);
    assert_true(sheet_next(&x, NULL, 1) && x.at == 2 && x.column == SHEET_EVIDENCE);
    assert_false(sheet_next(&x, NULL, 1));
    assert_true(sheet_next(&x, NULL, -1) && x.at == 1);
    sheet_close(&x);
}

/* A text that does not say what level 2 takes: the sheet ends at level 1, and says where 2 goes. */
static void a_level_that_is_not_known(void **state)
{
    struct world *w = *state;
    struct form f;
    struct sheet x;
    struct buf b = {0};
    struct detail d = {0};
    new_form(w, &f, "organisation");
    put(&f, "name", "Công ty A");
    saved(&f);
    uint64_t id = f.record.id;
    form_close(&f);
    assert_int_equal(criteria_adopt(w->book, &w->who, SPAN_LIT("DVHT-TT24"), SPAN_LIT("1"), 2026,
                                    SPAN_LIT("QĐ 2"), true, &d),
                     STATUS_OK);
    if (sheet_open(&x, w->book, &w->who, TITLE_ORGANISATION2, id, w->h1, 2026, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    type(&x, "2.1", SHEET_SELF, "99");
    x.at = (size_t)criteria_find(sheet_set(&x), SPAN_LIT("2.1"));
    sheet_add_hint(&x, &b);
    assert_non_null(strstr(buf_str(&b), "phiếu chỉ xét mức 1"));
    buf_reset(&b);
    type(&x, "2.1", SHEET_SELF, "89"); /* not even level 1: nothing to say of 2 */
    sheet_add_hint(&x, &b);
    assert_null(strstr(buf_str(&b), "phiếu chỉ xét mức 1"));
    buf_release(&b);
    sheet_close(&x);
}

static void adopt_second_version(struct world *w)
{
    struct criteria_imported r;
    struct detail d = {0};
    struct buf b = {0};
    buf_adds(&b, SET);
    char *total = strstr((char *)buf_str(&b), "\"max\":20}"); /* B: 40 of 70 */
    assert_non_null(total);
    memcpy(total, "\"max\":40}", 9);
    total = strstr((char *)buf_str(&b), "\"total\":50");
    memcpy(total, "\"total\":70", 10);
    assert_int_equal(criteria_import(w->book, &w->who, buf_span(&b), false, &r, &d), STATUS_OK);
    assert_int_equal(r.added, 1);
    criteria_report_release(&r.report);
    assert_int_equal(criteria_adopt(w->book, &w->who, SPAN_LIT("F"), SPAN_LIT("2"), 2026,
                                    SPAN_LIT("QĐ 2"), false, &d),
                     STATUS_OK);
    buf_release(&b);
}

/* What was finished by a version is shown and judged by it, whatever holds since; a sheet that is
 * begun today is judged by the newer one. */
static void old_sheets_keep_their_version(void **state)
{
    struct world *w = *state;
    struct sheet x;
    uint64_t old = add_household(w, "An"), now = add_household(w, "Bình");
    adopt(w);
    open_sheet(w, &x, old);
    type(&x, "A", SHEET_REVIEW, "20");
    type(&x, "B", SHEET_REVIEW, "15");
    type(&x, "C", SHEET_REVIEW, "10");
    saved_as(&x, SHEET_REVIEW_DONE);
    sheet_close(&x);
    adopt_second_version(w);
    open_sheet(w, &x, old);
    assert_string_equal(sheet_set(&x)->version, "1");
    assert_int_equal(x.result[CRITERIA_REVIEW].score, 4500);
    assert_int_equal(record_n(&x.title, "score"), 9000);
    sheet_close(&x);
    open_sheet(w, &x, now);
    assert_string_equal(sheet_set(&x)->version, "2");
    type(&x, "B", SHEET_REVIEW, "40"); /* more than the first one gives */
    assert_int_equal(x.result[CRITERIA_REVIEW].score, 4000);
    saved_as(&x, SHEET_KEEP);
    value_is(&x, "criteria_version", "2");
    sheet_close(&x);
}

static void recognised_at_level_1(struct world *w, int year, day decided)
{
    struct record r;
    struct detail d = {0};
    char subject = ENTITY_COMMUNE;
    record_init(&r, entity_by_id(ENTITY_TITLE));
    value_set_s(record_value(&r, "subject"), span_make(&subject, 1));
    r.unit = w->book->commune;
    value_set_n(record_value(&r, "title"), TITLE_COMMUNE);
    value_set_n(record_value(&r, "year"), year);
    value_set_n(record_value(&r, "state"), STATE_RECOGNISED);
    record_set_text(&r, "grade", SPAN_LIT("mức độ 1"));
    record_set_day(&r, "decided_on", decided);
    if (save_one(w->book, &w->who, &r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    record_release(&r);
}

static void level_on(struct world *w, day today, int level)
{
    struct sheet x;
    struct detail d = {0};
    w->who.today = today;
    assert_int_equal(sheet_open(&x, w->book, &w->who, TITLE_COMMUNE, 0, w->book->commune, 2026, &d),
                     STATUS_OK);
    for (size_t i = 0; i < sheet_set(&x)->n; i++)
        edit_replace(&x.row[i].edit[SHEET_REVIEW], SPAN_LIT("2"));
    sheet_changed(&x);
    assert_true(x.result[CRITERIA_REVIEW].complete);
    assert_int_equal(x.result[CRITERIA_REVIEW].level, level);
    assert_int_equal(x.result[CRITERIA_REVIEW].too_early, level == 1);
    sheet_close(&x);
}

/* TT 25/2023: who was recognised at level 1 waits twelve months for level 2. A decision without a
 * day is of the last one of its year; one that came late counts from its day, whatever its year. */
static void level_2_waits_for_the_day_of_level_1(void **state)
{
    static const struct {
        int year;
        int decided[3], waits[3], may[3];
    } cases[] = {{2025, {2025, 12, 1}, {2026, 11, 30}, {2026, 12, 1}},
                 {2025, {0}, {2026, 12, 30}, {2026, 12, 31}},
                 {2023, {2026, 1, 15}, {2026, 12, 31}, {2027, 1, 15}}};
    (void)state;
#define DAY(d) ((d)[0] ? day_make((d)[0], (d)[1], (d)[2]) : 0)
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world w;
        struct detail d = {0};
        world_init(&w, "mem:");
        assert_int_equal(criteria_adopt(w.book, &w.who, SPAN_LIT("CDXA-TT25"), SPAN_LIT("1"), 2023,
                                        SPAN_LIT("TT 25/2023"), true, &d),
                         STATUS_OK);
        recognised_at_level_1(&w, cases[i].year, DAY(cases[i].decided));
        level_on(&w, DAY(cases[i].waits), 1);
        level_on(&w, DAY(cases[i].may), 2);
        world_release(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_set_no_sheet, start, stop),
        cmocka_unit_test_setup_teardown(marks_are_kept_both_ways, start, stop),
        cmocka_unit_test_setup_teardown(what_blocks_is_no_proposal, start, stop),
        cmocka_unit_test_setup_teardown(a_wrong_mark_is_never_saved, start, stop),
        cmocka_unit_test_setup_teardown(two_people_at_one_sheet, start, stop),
        cmocka_unit_test_setup_teardown(measured_is_stored_when_a_step_is_finished, start, stop),
        cmocka_unit_test_setup_teardown(decided_is_only_to_read, start, stop),
        cmocka_unit_test_setup_teardown(a_leader_of_another_hamlet_reads_nothing, start, stop),
        cmocka_unit_test_setup_teardown(nearest_first, start, stop),
        cmocka_unit_test_setup_teardown(a_commune_by_its_place, start, stop),
        cmocka_unit_test_setup_teardown(old_sheets_keep_their_version, start, stop),
        cmocka_unit_test(level_2_waits_for_the_day_of_level_1),
        cmocka_unit_test(drafts_bring_back_what_was_typed),
        cmocka_unit_test_setup_teardown(hints_of_what_is_measured, start, stop),
        cmocka_unit_test_setup_teardown(a_level_that_is_not_known, start, stop),
        cmocka_unit_test_setup_teardown(the_focus_goes_over_what_is_measured, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
