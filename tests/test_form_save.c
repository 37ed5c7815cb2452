/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forms: what others save in between, drafts, history, deleting.
 */
#include "storage/drafts.h"
#include "tests/form_world.h"

/* Somebody else, at another desk. */
static void other_changes(struct world *w, uint64_t id, const char *field, const char *text)
{
    struct caller other = w->who;
    struct form f;
    struct detail d = {0};
    other.name = "Hải";
    assert_int_equal(form_open(&f, w->book, &other, NULL, id, &d), STATUS_OK);
    put(&f, field, text);
    saved(&f);
    form_close(&f);
}

static enum status save(struct form *f)
{
    struct detail d = {0};
    return form_save(f, NULL, &d);
}

/* ---- conflicts ---- */

static void both_sides_are_kept(void **state)
{
    struct world *w = *state;
    struct form f;
    uint64_t id = add_household(w, "Lê Thế Tuấn");
    reopen(w, &f, id);
    other_changes(w, id, "address", "Số 7");
    other_changes(w, id, "birth", "1960");
    other_changes(w, id, "size", "5");
    put(&f, "address", "Số 9");
    put(&f, "sex", "nam");
    put(&f, "size", "5"); /* the same by both */
    assert_int_equal(save(&f), STATUS_CONFLICT);
    assert_int_equal(f.n_conflicts, 1);
    assert_int_equal(f.conflict[0].field, place(&f, "address"));
    assert_string_equal(f.conflict[0].base, "");
    assert_string_equal(f.conflict[0].mine, "Số 9");
    assert_string_equal(f.conflict[0].theirs, "Số 7");
    check_text(&f, "address", "Số 9");
    check_text(&f, "birth", "1960"); /* what only they changed is there */
    check_text(&f, "sex", "nam");
    form_conflict_take(&f, 0, true);
    check_text(&f, "address", "Số 7");
    form_conflict_take(&f, 0, false);
    check_text(&f, "address", "Số 9");
    assert_int_equal(save(&f), STATUS_OK);
    assert_int_equal(f.n_conflicts, 0);
    check_text(&f, "address", "Số 9");
    check_text(&f, "birth", "1960");
    check_text(&f, "size", "5");
    form_close(&f);
}

static void note_and_later_in_conflict(void **state)
{
    struct world *w = *state;
    struct form f;
    uint64_t id = add_household(w, "Lê Thế Tuấn");
    reopen(w, &f, id);
    other_changes(w, id, "note", "gọi lại");
    form_go(&f, NULL, place(&f, "birth"));
    put(&f, "birth", "19??");
    form_later(&f);
    assert_int_equal(save(&f), STATUS_CONFLICT);
    assert_int_equal(f.n_conflicts, 0); /* the note is theirs, the mark is mine */
    assert_int_equal(save(&f), STATUS_OK);
    assert_true(span_eq_str(record_text(&f.record, "note"), "gọi lại\n[để sau] Năm sinh: 19??"));
    form_close(&f);
}

static void their_mark_is_kept(void **state)
{
    struct world *w = *state;
    struct form f, other;
    uint64_t id = add_household(w, "Lê Thế Tuấn");
    reopen(w, &f, id);
    reopen(w, &other, id);
    form_go(&other, NULL, place(&other, "birth"));
    put(&other, "birth", "19??");
    form_later(&other);
    saved(&other);
    form_close(&other);
    put(&f, "address", "Số 9");
    assert_int_equal(save(&f), STATUS_CONFLICT);
    assert_true(f.field[place(&f, "birth")].later);
    assert_int_equal(save(&f), STATUS_OK);
    assert_true(span_eq_str(record_text(&f.record, "note"), "[để sau] Năm sinh: 19??"));
    form_close(&f);
}

static void deleted_in_between(void **state)
{
    struct world *w = *state;
    struct form f;
    struct detail d = {0};
    uint64_t id = add_household(w, "Lê Thế Tuấn");
    reopen(w, &f, id);
    assert_int_equal(delete_one(w->book, &w->who, id, &d), STATUS_OK);
    put(&f, "address", "Số 9");
    assert_int_equal(form_save(&f, NULL, &d), STATUS_NOTFOUND);
    check_text(&f, "address", "Số 9");
    assert_true(form_dirty(&f));
    form_close(&f);
}

static void not_allowed(void **state)
{
    struct world *w = *state;
    struct form f;
    struct detail d = {0};
    uint64_t id = add_household(w, "Lê Thế Tuấn");
    struct caller leader = w->who;
    leader.role = ROLE_LEADER;
    leader.units = &w->h2;
    leader.n_units = 1;
    assert_int_equal(form_open(&f, w->book, &leader, NULL, id, &d), STATUS_DENIED);
    assert_true(*d.text);
    form_close(&f);
    leader.units = &w->h1;
    assert_int_equal(form_open(&f, w->book, &leader, NULL, id, &d), STATUS_OK);
    assert_false(f.read_only);
    form_close(&f);
    leader.role = ROLE_VIEWER;
    assert_int_equal(form_open(&f, w->book, &leader, NULL, id, &d), STATUS_OK);
    assert_true(f.read_only);
    put(&f, "address", "Số 9");
    assert_int_equal(form_save(&f, NULL, &d), STATUS_DENIED);
    form_close(&f);
    assert_int_equal(form_open(&f, w->book, &w->who, NULL, 12345, &d), STATUS_NOTFOUND);
    form_close(&f);
}

static void nothing_to_save(void **state)
{
    struct world *w = *state;
    struct form f;
    struct buf b = {0};
    uint64_t id = add_household(w, "Lê Thế Tuấn");
    reopen(w, &f, id);
    put(&f, "address", "x");
    put(&f, "address", "");
    assert_int_equal(save(&f), STATUS_OK);
    assert_int_equal(f.record.version, 1);
    form_add_receipt(&f, 0, &b);
    assert_null(strstr(buf_str(&b), "Đã ghi"));
    buf_release(&b);
    form_close(&f);
}

/* A stored value that its text cannot say stays when it is not touched. */
static void untouched_values_stay(void **state)
{
    struct world *w = *state;
    struct record r;
    struct detail d = {0};
    struct form f;
    record_init(&r, entity_by_name("household"));
    value_set_s(record_value(&r, "hamlet"), unit_span(&w->h1));
    value_set_s(record_value(&r, "head"), SPAN_LIT("Lê\tThế"));
    value_set_s(record_value(&r, "note"), SPAN_LIT("a\tb"));
    assert_int_equal(save_one(w->book, &w->who, &r, NULL, &d), STATUS_OK);
    reopen(w, &f, r.id);
    check_text(&f, "head", "Lê Thế");
    put(&f, "address", "Số 9");
    assert_int_equal(save(&f), STATUS_OK);
    assert_true(span_eq_str(record_text(&f.record, "head"), "Lê\tThế"));
    assert_true(span_eq_str(record_text(&f.record, "note"), "a\tb"));
    record_release(&r);
    form_close(&f);
}

/* ---- drafts ---- */

static void restore(struct world *w, struct form *f, const struct form *from, bool *older,
                    enum status want)
{
    struct buf b = {0};
    struct detail d = {0};
    form_to_draft(from, &b);
    enum status s =
        form_from_draft(f, w->book, &w->who, NULL, from->draft_name, buf_span(&b), older, &d);
    if (s != want)
        fail_msg("status %d: %s", s, d.text);
    assert_true((s == STATUS_OK) != (*d.text != 0));
    buf_release(&b);
}

static void draft_of_a_new_record(void **state)
{
    struct world *w = *state;
    struct form f, g;
    bool older;
    uint64_t clan;
    new_form(w, &f, "clan");
    put(&f, "name", "Dòng họ Đỗ Văn");
    assert_int_equal(save(&f), STATUS_OK);
    clan = f.record.id;
    form_close(&f);
    new_form(w, &f, "household");
    put(&f, "head", "Nguyễn Thị Hường");
    put(&f, "from", "");
    struct form_values v;
    assert_int_equal(form_values(&f, place(&f, "clan"), span_of("do van"), 0, &v, NULL), STATUS_OK);
    form_pick(&f, place(&f, "clan"), &v.v[0]);
    form_values_release(&v);
    form_go(&f, NULL, place(&f, "note"));
    put(&f, "note", "dòng một\ndòng hai");
    form_go(&f, NULL, place(&f, "birth"));
    put(&f, "birth", "19 bảy lăm");
    form_later(&f);
    edit_move(form_edit(&f), NULL, EDIT_WORD_LEFT);
    restore(w, &g, &f, &older, STATUS_OK);
    assert_false(older);
    assert_int_equal(g.focus, place(&g, "birth"));
    assert_int_equal(form_edit(&g)->at, form_edit(&f)->at);
    for (size_t i = 0; i < f.layout.n; i++)
        assert_true(span_eq(form_text(&f, i), form_text(&g, i)));
    assert_true(g.field[place(&g, "birth")].later);
    assert_string_equal(g.draft_name, f.draft_name);
    assert_true(form_dirty(&g));
    assert_int_equal(save(&g), STATUS_OK);
    assert_int_equal(record_n(&g.record, "clan"), (int64_t)clan);
    assert_false(record_value(&g.record, "from")->known);
    form_close(&f);
    form_close(&g);
}

static void draft_of_an_older_version(void **state)
{
    struct world *w = *state;
    struct form f, g;
    bool older;
    uint64_t id = add_household(w, "Lê Thế Tuấn");
    reopen(w, &f, id);
    put(&f, "address", "Số 9");
    put(&f, "sex", "nam");
    restore(w, &g, &f, &older, STATUS_OK);
    assert_false(older);
    assert_int_equal(g.n_conflicts, 0);
    form_close(&g);
    other_changes(w, id, "address", "Số 7");
    other_changes(w, id, "birth", "1960");
    restore(w, &g, &f, &older, STATUS_OK);
    assert_true(older);
    assert_int_equal(g.n_conflicts, 1);
    assert_string_equal(g.conflict[0].theirs, "Số 7");
    check_text(&g, "address", "Số 9");
    check_text(&g, "birth", "1960");
    check_text(&g, "sex", "nam");
    assert_int_equal(save(&g), STATUS_OK);
    form_close(&g);
    struct detail d = {0};
    assert_int_equal(delete_one(w->book, &w->who, id, &d), STATUS_OK);
    restore(w, &g, &f, &older, STATUS_NOTFOUND);
    assert_int_equal(g.record.id, 0);
    check_text(&g, "head", "Lê Thế Tuấn");
    check_text(&g, "address", "Số 9");
    assert_int_equal(save(&g), STATUS_OK); /* as a new one */
    form_close(&g);
    form_close(&f);
}

/* The program was killed between the save and the removal of the draft. */
static void draft_that_was_saved(void **state)
{
    struct world *w = *state;
    struct form f, g;
    bool older;
    struct buf b = {0};
    struct detail d = {0};
    new_form(w, &f, "household");
    put(&f, "head", "Lê Thế Tuấn");
    memset(f.operation, 7, sizeof f.operation);
    f.has_operation = true;
    form_to_draft(&f, &b);
    saved(&f);
    assert_int_equal(
        form_from_draft(&g, w->book, &w->who, NULL, f.draft_name, buf_span(&b), &older, &d),
        STATUS_EXISTS);
    assert_string_equal(d.text, "Bản nháp này đã được ghi vào sổ rồi, số 1.");
    assert_int_equal(g.record.id, f.record.id);
    assert_false(form_dirty(&g));
    form_close(&g);
    form_close(&f);
    buf_release(&b);
}

/* The answer of a save has not come; the draft keeps its operation until something changes. */
static void draft_keeps_the_operation(void **state)
{
    struct world *w = *state;
    struct form f, g;
    bool older;
    new_form(w, &f, "household");
    put(&f, "head", "Lê Thế Tuấn");
    memset(f.operation, 7, sizeof f.operation);
    f.has_operation = true;
    restore(w, &g, &f, &older, STATUS_OK);
    assert_true(g.has_operation);
    assert_memory_equal(g.operation, f.operation, sizeof f.operation);
    put(&g, "address", "Số 9"); /* else the save would be taken for the one before */
    assert_false(g.has_operation);
    form_close(&g);
    form_close(&f);
}

/* The same key pressed again after an answer that did not come: one record. */
static void save_repeated_after_a_lost_answer(void **state)
{
    struct world *w = *state;
    struct form f, g;
    new_form(w, &f, "household");
    new_form(w, &g, "household");
    put(&f, "head", "Lê Thế Tuấn");
    put(&g, "head", "Lê Thế Tuấn");
    memset(f.operation, 9, sizeof f.operation);
    memset(g.operation, 9, sizeof g.operation);
    f.has_operation = g.has_operation = true;
    saved(&f);
    form_twin_accept(&g);
    saved(&g);
    assert_int_equal(g.record.id, f.record.id);
    assert_int_equal(g.record.number, 1);
    assert_false(g.has_operation);
    put(&g, "address", "Số 9"); /* a new change is a new operation */
    saved(&g);
    assert_int_equal(g.record.version, 2);
    form_close(&f);
    form_close(&g);
}

static void damaged_drafts_are_refused(void **state)
{
    struct world *w = *state;
    struct form f, g;
    struct buf b = {0};
    bool older;
    new_form(w, &f, "household");
    put(&f, "head", "Lê Thế Tuấn");
    put(&f, "note", "a\nb");
    form_to_draft(&f, &b);
    for (size_t n = 0; n < b.n; n++) {
        struct detail d = {0};
        enum status s =
            form_from_draft(&g, w->book, &w->who, NULL, "x", (struct span){b.p, n}, &older, &d);
        assert_int_equal(s, STATUS_CORRUPT);
        form_close(&g);
    }
    for (size_t n = 0; n < b.n; n++) { /* never a crash */
        struct detail d = {0};
        char was = b.p[n];
        b.p[n] = (char)(was ^ 0x15);
        enum status s = form_from_draft(&g, w->book, &w->who, NULL, "x", buf_span(&b), &older, &d);
        assert_true(s == STATUS_OK || s == STATUS_CORRUPT || s == STATUS_NOTFOUND);
        form_close(&g);
        b.p[n] = was;
    }
    buf_release(&b);
    form_close(&f);
}

static void draft_of_another_program(void **state)
{
    struct world *w = *state;
    struct form g;
    bool older;
    struct detail d = {0};
    const char *bytes = "form 1 household 0000000000000000 0 115664001 colour 0 -\n"
                        "head c- 0 4 0\nHoa!\ncolour c- 0 3 0\nxám\nend\n";
    struct buf b = {0};
    buf_adds(&b, bytes);
    memcpy(strstr(b.p, "colour c- 0 3") + 12, "4", 1); /* bytes of "xám" */
    assert_int_equal(
        form_from_draft(&g, w->book, &w->who, NULL, "household/new-1", buf_span(&b), &older, &d),
        STATUS_OK);
    check_text(&g, "head", "Hoa!");
    check_text(&g, "note", "colour: xám"); /* a field this program does not know */
    assert_int_equal(g.focus, 0);
    form_close(&g);
    buf_release(&b);
}

static void drafts_on_disk(void **state)
{
    (void)state;
    struct world w;
    struct form f, g, h;
    struct form_drafts l;
    struct detail d = {0};
    bool older;
    char *dir = test_tmpdir();
    struct buf path = {0};
    buf_addf(&path, "%s/store", dir);
    world_init(&w, buf_str(&path));
    uint64_t id = add_household(&w, "Lê Thế Tuấn");

    new_form(&w, &f, "household");
    assert_false(form_draft_due(&f));
    put(&f, "head", "Bùi Khoa");
    assert_true(form_draft_due(&f));
    assert_int_equal(form_draft_save(&f, &d), STATUS_OK);
    assert_false(form_draft_due(&f));
    reopen(&w, &g, id);
    put(&g, "address", "Số 9");
    assert_int_equal(form_draft_save(&g, &d), STATUS_OK);

    assert_int_equal(form_drafts_load(&l, w.book, &w.who, NULL, &d), STATUS_OK);
    assert_int_equal(l.n, 2);
    const struct form_draft *one = l.v[0].id ? &l.v[0] : &l.v[1];
    const struct form_draft *new_one = l.v[0].id ? &l.v[1] : &l.v[0];
    assert_true(one->id == id && new_one->e->id == ENTITY_HOUSEHOLD);
    assert_string_equal(one->title, "Lê Thế Tuấn");
    assert_string_equal(new_one->title, "Bùi Khoa");
    assert_int_equal(form_draft_open(&h, w.book, &w.who, NULL, new_one->name, &older, &d),
                     STATUS_OK);
    check_text(&h, "head", "Bùi Khoa");
    saved(&h);
    form_close(&h);
    form_drafts_release(&l);

    put(&g, "address", ""); /* nothing is left of it */
    assert_int_equal(form_draft_save(&g, &d), STATUS_OK);
    assert_int_equal(form_drafts_load(&l, w.book, &w.who, NULL, &d), STATUS_OK);
    assert_int_equal(l.n, 0); /* the other went with the save */
    form_drafts_release(&l);

    put(&g, "address", "Số 9");
    assert_int_equal(form_draft_save(&g, &d), STATUS_OK);
    assert_int_equal(draft_save(store_path(w.book->store), span_of("Lan"), span_of("report/1"),
                                SPAN_LIT("text"), &d),
                     STATUS_OK); /* a draft of something else */
    w.who.name = "Hải";
    assert_int_equal(form_drafts_load(&l, w.book, &w.who, NULL, &d), STATUS_OK);
    assert_int_equal(l.n, 0); /* not of another person */
    form_drafts_release(&l);
    w.who.name = "Lan";
    assert_int_equal(form_drafts_load(&l, w.book, &w.who, entity_by_name("clan"), &d), STATUS_OK);
    assert_int_equal(l.n, 0);
    form_drafts_release(&l);
    assert_int_equal(form_delete(&g, span_of("1"), &d), STATUS_OK);
    assert_int_equal(form_drafts_load(&l, w.book, &w.who, NULL, &d), STATUS_OK);
    assert_int_equal(l.n, 0);
    form_drafts_release(&l);
    assert_int_equal(form_draft_open(&h, w.book, &w.who, NULL, "household/x", &older, &d),
                     STATUS_NOTFOUND);
    form_close(&h);
    form_close(&f);
    form_close(&g);
    world_release(&w);
    test_rmtree(dir);
    buf_release(&path);
    free(dir);
}

/* ---- delete, history ---- */

static void delete_by_number(void **state)
{
    struct world *w = *state;
    struct form f;
    struct buf b = {0};
    struct detail d = {0};
    add_household(w, "Lê Thế Tuấn");
    uint64_t id = add_household(w, "Bùi Khoa");
    reopen(w, &f, id);
    form_add_delete_word(&f, &b);
    assert_string_equal(buf_str(&b), "2");
    assert_int_equal(form_delete(&f, span_of("1"), &d), STATUS_INVALID);
    assert_string_equal(d.text, "Chưa xóa. Muốn xóa phiếu này, hãy gõ: 2");
    assert_int_equal(form_delete(&f, span_of(" 2 "), &d), STATUS_OK);
    form_close(&f);
    assert_int_equal(form_open(&f, w->book, &w->who, NULL, id, &d), STATUS_NOTFOUND);
    form_close(&f);
    new_form(w, &f, "document");
    put(&f, "number", "119/KH-UBND");
    saved(&f);
    assert_int_equal(form_delete(&f, span_of(""), &d), STATUS_INVALID);
    assert_int_equal(form_delete(&f, span_of("XÓA"), &d), STATUS_OK);
    form_close(&f);
    buf_release(&b);
}

static enum status name_hai(struct book_tx *t, void *context)
{
    (void)context;
    book_set_setting(t, "user/Hải", SPAN_LIT("Trần Văn Hải"));
    return STATUS_OK;
}

static void history(void **state)
{
    struct world *w = *state;
    struct form f;
    struct form_history h;
    uint64_t id = add_household(w, "Lê Thế Tuấn");
    add_household(w, "Bùi Khoa");
    other_changes(w, id, "address", "Số 7");
    reopen(w, &f, id);
    put(&f, "address", "Số 9");
    put(&f, "sex", "nam");
    saved(&f);
    form_close(&f);
    assert_int_equal(book_write(w->book, &w->who, name_hai, NULL, NULL), STATUS_OK);
    assert_int_equal(form_history_load(&h, w->book, &w->who, id, 0, NULL), STATUS_OK);
    assert_int_equal(h.n, 4);
    assert_string_equal(h.v[0].who, "Lan");
    assert_true(h.v[0].time > 1600000000);
    assert_string_equal(h.v[2].who, "Trần Văn Hải");
    assert_string_equal(h.v[2].field->name, "address");
    assert_string_equal(h.v[2].before, "");
    assert_string_equal(h.v[2].after, "Số 7");
    assert_int_equal(h.v[3].op, AUDIT_CREATE);
    assert_null(h.v[3].field);
    for (int i = 0; i < 2; i++)
        if (strcmp(h.v[i].field->name, "address") == 0) {
            assert_string_equal(h.v[i].before, "Số 7");
            assert_string_equal(h.v[i].after, "Số 9");
        } else {
            assert_string_equal(h.v[i].after, "Nam");
        }
    form_history_release(&h);
    assert_int_equal(form_history_load(&h, w->book, &w->who, id, 1, NULL), STATUS_OK);
    assert_int_equal(h.n, 1);
    form_history_release(&h);
}

int main(void)
{
#define WORLD(t) cmocka_unit_test_setup_teardown(t, start, stop)
    const struct CMUnitTest tests[] = {
        WORLD(both_sides_are_kept),
        WORLD(note_and_later_in_conflict),
        WORLD(their_mark_is_kept),
        WORLD(deleted_in_between),
        WORLD(not_allowed),
        WORLD(nothing_to_save),
        WORLD(untouched_values_stay),
        WORLD(draft_of_a_new_record),
        WORLD(draft_of_an_older_version),
        WORLD(draft_that_was_saved),
        WORLD(draft_keeps_the_operation),
        WORLD(save_repeated_after_a_lost_answer),
        WORLD(damaged_drafts_are_refused),
        WORLD(draft_of_another_program),
        cmocka_unit_test(drafts_on_disk),
        WORLD(delete_by_number),
        WORLD(history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
