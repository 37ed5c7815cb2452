/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What needs consent is seen by nobody who has not asked for it, and asking is written down.
 */
#include "core/audit.h"
#include "core/export.h"
#include "core/mask.h"
#include "forms/list.h"
#include "storage/drafts.h"
#include "tests/form_world.h"

static void check_mask(const char *text, const char *want)
{
    struct buf b = {0};
    mask_add(span_of(text), &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void masks(void **state)
{
    (void)state;
    check_mask("0912345612", "09.. ..12");
    check_mask("0912 345 612", "09.. ..12");
    check_mask("+84 912 345 612", "84.. ..12");
    check_mask("Tày", "(ẩn)");
    check_mask("12345", "(ẩn)"); /* too short to show half of it */
    check_mask("", "");
    check_mask("09.. ..12", "09.. ..12"); /* once is enough */
    check_mask("(ẩn)", "(ẩn)");
    check_mask("09.. ..12 (khác)", "09.. ..12 (khác)");
    check_mask("Tày.. ..Nùng", "(ẩn)");
}

static uint64_t family(struct world *w)
{
    struct form f;
    new_form(w, &f, "household");
    put(&f, "head", "Lê Thế Tuấn");
    put(&f, "phone", "0912345612");
    put(&f, "phone_consent", "1/2/2026");
    saved(&f);
    uint64_t id = f.record.id;
    check_text(&f, "phone", "09.. ..12"); /* what was typed a moment ago, too */
    form_close(&f);
    return id;
}

struct stored {
    uint64_t id;
    char phone[40];
};

static enum status read_phone(struct book_tx *t, void *context)
{
    struct stored *s = context;
    struct record r;
    enum status st = book_get(t, s->id, &r);
    if (st != STATUS_OK)
        return st;
    struct span p = record_text(&r, "phone");
    snprintf(s->phone, sizeof s->phone, "%.*s", (int)p.n, p.p);
    record_release(&r);
    return STATUS_OK;
}

static void phone_is(struct world *w, uint64_t id, const char *want)
{
    struct stored s = {.id = id};
    assert_int_equal(book_read(w->book, &w->who, read_phone, &s, NULL), STATUS_OK);
    assert_string_equal(s.phone, want);
}

static void a_save_leaves_what_is_masked(void **state)
{
    struct world *w = *state;
    struct form f;
    uint64_t id = family(w);
    reopen(w, &f, id);
    check_text(&f, "phone", "09.. ..12");
    assert_true(form_masked(&f, place(&f, "phone")));
    assert_false(form_dirty(&f));
    put(&f, "size", "4");
    saved(&f);
    form_close(&f);
    phone_is(w, id, "0912345612");
}

/* As keys do it: the cursor in the field, a letter, form_changed(). */
static void type(struct form *f, const char *text)
{
    struct edit_typing off = {0};
    edit_type(form_edit(f), &off, 0, span_of(text));
    form_changed(f);
}

static void focus(struct form *f, const char *field)
{
    form_go(f, NULL, place(f, field));
}

static void typing_takes_the_place_of_the_mask(void **state)
{
    struct world *w = *state;
    struct form f;
    uint64_t id = family(w);
    reopen(w, &f, id);
    focus(&f, "phone");
    type(&f, "0");
    check_text(&f, "phone", "0");
    type(&f, "987654399");
    check_text(&f, "phone", "0987654399");
    saved(&f);
    check_text(&f, "phone", "09.. ..99");
    form_close(&f);
    phone_is(w, id, "0987654399");
    /* in the middle of it as well, and what is taken back is masked again */
    reopen(w, &f, id);
    focus(&f, "phone");
    edit_go(form_edit(&f), 3);
    type(&f, "5");
    check_text(&f, "phone", "5");
    edit_undo(form_edit(&f), NULL);
    form_changed(&f);
    check_text(&f, "phone", "09.. ..99");
    assert_true(form_masked(&f, f.focus));
    put(&f, "phone", "0987654399");
    form_leave(&f, NULL);
    edit_undo(form_edit(&f), NULL);
    form_changed(&f);
    check_text(&f, "phone", "09.. ..99");
    edit_undo(form_edit(&f), NULL); /* and back */
    form_changed(&f);
    check_text(&f, "phone", "0987654399");
    edit_undo(form_edit(&f), NULL);
    form_changed(&f);
    type(&f, "7");
    check_text(&f, "phone", "7");
    form_close(&f);
    phone_is(w, id, "0987654399");
}

static void a_key_that_deletes_empties_the_field(void **state)
{
    struct world *w = *state;
    struct form f;
    uint64_t id = family(w);
    reopen(w, &f, id);
    focus(&f, "phone");
    edit_backspace(form_edit(&f), NULL);
    form_changed(&f);
    check_text(&f, "phone", ""); /* never half a mask */
    put(&f, "phone_consent", "");
    saved(&f);
    form_close(&f);
    phone_is(w, id, "");
}

struct shown {
    size_t n;
    uint64_t record;
    struct buf text, source;
};

static void count_shown(void *context, const struct audit_entry *e, struct span body)
{
    struct shown *s = context;
    if (e->op != AUDIT_SHOWN)
        return;
    s->n++;
    s->record = e->record;
    buf_reset(&s->text);
    buf_add_span(&s->text, audit_body_text(body));
}

static enum status read_shown(struct book_tx *t, void *context)
{
    struct shown *s = context;
    s->n = 0;
    return audit_each(t, 0, UINT64_MAX, false, count_shown, context);
}

static size_t times_shown(struct world *w, struct shown *s)
{
    assert_int_equal(book_read(w->book, &w->who, read_shown, s, NULL), STATUS_OK);
    return s->n;
}

static void showing_is_written_down(void **state)
{
    struct world *w = *state;
    struct form f;
    struct shown s = {0};
    struct detail d = {0};
    uint64_t id = family(w);
    size_t before = times_shown(w, &s);
    reopen(w, &f, id);
    assert_int_equal(form_show(&f, place(&f, "phone"), &d), STATUS_OK);
    check_text(&f, "phone", "0912345612");
    assert_false(form_dirty(&f));
    assert_int_equal(times_shown(w, &s), before + 1);
    assert_int_equal(s.record, id);
    assert_string_equal(buf_str(&s.text), "phone");
    assert_null(strstr(buf_str(&s.text), "0912"));
    assert_int_equal(form_show(&f, place(&f, "phone"), &d), STATUS_OK); /* it stands there */
    assert_int_equal(times_shown(w, &s), before + 1);
    focus(&f, "phone"); /* now it is an ordinary text */
    type(&f, "3");
    check_text(&f, "phone", "09123456123");
    put(&f, "phone", "0912345612");
    assert_false(form_dirty(&f));
    form_close(&f);
    reopen(w, &f, id);
    check_text(&f, "phone", "09.. ..12"); /* every showing anew */
    form_close(&f);
    buf_release(&s.text);
}

static void a_reader_is_not_shown_it(void **state)
{
    struct world *w = *state;
    struct caller viewer = {.name = "xem",
                            .role = ROLE_VIEWER,
                            .units = &w->book->commune,
                            .n_units = 1,
                            .source = "screen",
                            .today = w->who.today};
    struct form f;
    struct detail d = {0};
    uint64_t id = family(w);
    assert_int_equal(form_open(&f, w->book, &viewer, NULL, id, &d), STATUS_OK);
    check_text(&f, "phone", "09.. ..12");
    assert_int_equal(form_show(&f, place(&f, "phone"), &d), STATUS_DENIED);
    check_text(&f, "phone", "09.. ..12");
    form_close(&f);
}

/* Two numbers with the same mask are two numbers. */
static void a_conflict_under_the_mask(void **state)
{
    struct world *w = *state;
    struct form mine, theirs;
    struct detail d = {0};
    uint64_t id = family(w);
    reopen(w, &mine, id);
    reopen(w, &theirs, id);
    put(&theirs, "phone", "0955555512");
    saved(&theirs);
    form_close(&theirs);
    put(&mine, "phone", "0977777712");
    assert_int_equal(form_save(&mine, NULL, &d), STATUS_CONFLICT);
    assert_int_equal(mine.n_conflicts, 1);
    assert_string_equal(mine.conflict[0].theirs, "09.. ..12");
    form_conflict_take(&mine, 0, true);
    saved(&mine);
    form_close(&mine);
    phone_is(w, id, "0955555512");
}

static enum status take(void *context, struct span bytes)
{
    buf_add_span(context, bytes);
    return STATUS_OK;
}

static void public_lists_do_not_have_it(void **state)
{
    struct world *w = *state;
    const struct entity *e = entity_by_name("household");
    struct export_options o = {0}, private = {.private = true};
    struct find_options all = {0};
    struct buf out = {0};
    struct shown s = {0};
    struct detail d = {0};
    family(w);
    assert_int_equal(export_csv(w->book, &w->who, e, &o, take, &out, &d), STATUS_OK);
    assert_int_equal(export_json(w->book, &w->who, e, &o, take, &out, &d), STATUS_OK);
    assert_int_equal(list_json(w->book, &w->who, e, &all, take, &out, &d), STATUS_OK);
    assert_int_equal(list_text(w->book, &w->who, e, &all, 200, take, &out, &d), STATUS_OK);
    assert_non_null(strstr(buf_str(&out), "Lê Thế Tuấn"));
    assert_null(strstr(buf_str(&out), "0912"));
    assert_null(strstr(buf_str(&out), "5612"));
    size_t before = times_shown(w, &s);
    assert_int_equal(export_csv(w->book, &w->who, e, &private, take, &out, &d), STATUS_OK);
    assert_non_null(strstr(buf_str(&out), "0912345612"));
    assert_int_equal(times_shown(w, &s), before + 1);
    assert_non_null(strstr(buf_str(&s.text), "household"));
    buf_release(&out);
    buf_release(&s.text);
}

struct search {
    const char *word;
    size_t n;
};

static enum status search_fn(struct book_tx *t, void *context)
{
    struct search *s = context;
    s->n = 0;
    for (unsigned table = 0; table <= BOOK_TABLE_LAST; table++) {
        struct span key, value;
        struct store_cursor *c = store_scan_prefix(t->tx, table, SPAN_LIT(""), 0);
        while (store_next(c, &key, &value))
            s->n += memmem(value.p, value.n, s->word, strlen(s->word)) != NULL;
        store_scan_end(c);
    }
    return STATUS_OK;
}

static size_t stored_times(struct world *w, const char *word)
{
    struct search s = {.word = word};
    assert_int_equal(book_read(w->book, &w->who, search_fn, &s, NULL), STATUS_OK);
    return s.n;
}

static void history_has(struct world *w, uint64_t id, const char *before, const char *after)
{
    struct form_history h;
    struct detail d = {0};
    bool seen = false;
    assert_int_equal(form_history_load(&h, w->book, &w->who, id, 0, &d), STATUS_OK);
    for (size_t i = 0; i < h.n; i++)
        seen = seen || (h.v[i].field && strcmp(h.v[i].field->name, "phone") == 0 &&
                        strcmp(h.v[i].before, before) == 0 && strcmp(h.v[i].after, after) == 0);
    if (!seen)
        fail_msg("no change from '%s' to '%s'", before, after);
    form_history_release(&h);
}

/* Nothing of it is kept anywhere, and the trail still holds. */
static void consent_is_withdrawn(void **state)
{
    struct world *w = *state;
    struct form f;
    uint64_t id = family(w);
    reopen(w, &f, id);
    put(&f, "phone", "0955555512"); /* the same mask */
    saved(&f);
    assert_int_equal(stored_times(w, "0912345612"), 0);
    assert_int_equal(stored_times(w, "0955555512"), 1);
    put(&f, "phone_consent", "");
    struct detail d = {0};
    assert_int_equal(form_save(&f, NULL, &d),
                     STATUS_INVALID); /* one does not go without the other */
    put(&f, "phone", "");
    saved(&f);
    form_close(&f);
    assert_int_equal(stored_times(w, "0955555512"), 0);
    history_has(w, id, "09.. ..12", "09.. ..12 (khác)");
    history_has(w, id, "09.. ..12", "");
    assert_int_equal(delete_one(w->book, &w->who, id, NULL), STATUS_OK);
}

static void history_and_drafts_are_masked(void **state)
{
    struct world *w = *state;
    struct form_history h;
    struct form f;
    struct buf draft = {0};
    struct detail d = {0};
    uint64_t id = family(w);
    reopen(w, &f, id);
    assert_int_equal(form_show(&f, place(&f, "phone"), &d), STATUS_OK);
    put(&f, "size", "4");
    form_to_draft(&f, &draft); /* a file on the disk: not with what was only looked at */
    assert_null(memmem(draft.p, draft.n, "0912345612", 10));
    put(&f, "phone", "0987654399");
    saved(&f);
    form_close(&f);
    assert_int_equal(form_history_load(&h, w->book, &w->who, id, 0, &d), STATUS_OK);
    bool seen = false;
    for (size_t i = 0; i < h.n; i++)
        if (h.v[i].field && strcmp(h.v[i].field->name, "phone") == 0) {
            assert_string_equal(h.v[i].before, "09.. ..12");
            assert_string_equal(h.v[i].after, "09.. ..99");
            seen = true;
        }
    assert_true(seen);
    form_history_release(&h);
    buf_release(&draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(masks, start, stop),
        cmocka_unit_test_setup_teardown(a_save_leaves_what_is_masked, start, stop),
        cmocka_unit_test_setup_teardown(typing_takes_the_place_of_the_mask, start, stop),
        cmocka_unit_test_setup_teardown(a_key_that_deletes_empties_the_field, start, stop),
        cmocka_unit_test_setup_teardown(showing_is_written_down, start, stop),
        cmocka_unit_test_setup_teardown(a_reader_is_not_shown_it, start, stop),
        cmocka_unit_test_setup_teardown(a_conflict_under_the_mask, start, stop),
        cmocka_unit_test_setup_teardown(public_lists_do_not_have_it, start, stop),
        cmocka_unit_test_setup_teardown(history_and_drafts_are_masked, start, stop),
        cmocka_unit_test_setup_teardown(consent_is_withdrawn, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
