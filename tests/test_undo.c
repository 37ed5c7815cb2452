/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hoàn tác: what was one save is one step back, by its author, on the same day; and every step of a
 * title: by whom, and which needs a reason.
 */
#include "tests/progress_world.h"

#include <time.h>

#include "core/erase.h"
#include "core/undo.h"
#include "forms/form.h"
#include "forms/grid.h"
#include "forms/hand_in.h"

struct village {
    struct world w;
    struct caller officer, leader;
    struct unit_key own;
    uint64_t home[3];
};

static void village_init(struct village *v)
{
    *v = (struct village){.w = world_new(false)};
    add(&v->w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001|kind=thôn");
    for (int i = 0; i < 3; i++)
        v->home[i] = household(&v->w, 1, i ? i > 1 ? "Lê Ba" : "Lê Hai" : "Lê Một", "");
    v->own = unit("15664001");
    v->officer = v->w.who;
    v->leader = (struct caller){.name = "Lan",
                                .role = ROLE_LEADER,
                                .units = &v->own,
                                .n_units = 1,
                                .source = "test",
                                .today = v->w.who.today};
}

struct asking {
    uint64_t record;
    struct undo undo;
    enum status status;
};

static enum status look_fn(struct book_tx *t, void *context)
{
    struct asking *a = context;
    a->status = undo_look(t, a->record, &a->undo);
    return a->status == STATUS_NOTFOUND ? STATUS_OK : a->status;
}

static enum status do_fn(struct book_tx *t, void *context)
{
    return undo_do(t, ((struct asking *)context)->undo.seq);
}

/* STATUS_NOTFOUND: there is nothing to take back. */
static enum status undo_of(struct village *v, uint64_t record)
{
    struct asking a = {.record = record};
    struct detail d = {0};
    assert_int_equal(book_read(v->w.book, &v->w.who, look_fn, &a, &d), STATUS_OK);
    if (a.status != STATUS_OK) {
        assert_true(d.text[0] != 0);
        return a.status;
    }
    return book_write(v->w.book, &v->w.who, do_fn, &a, &d);
}

static struct grid *open_grid(struct village *v)
{
    struct grid *g;
    struct detail d = {0};
    if (grid_open(&g, v->w.book, &v->w.who, TITLE_FAMILY, v->own, 2026, GRID_REVIEW, &d) !=
            STATUS_OK ||
        grid_load(g, 0, 10, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return g;
}

static void press(struct grid *g, size_t row, int digit, const char *reason)
{
    struct grid_said said;
    assert_int_equal(grid_mark(g, row, digit, reason, &said, NULL), STATUS_OK);
    if (said.answer != GRID_SAVED)
        fail_msg("%s", said.text);
}

static void is_now(struct village *v, int64_t registered, int64_t proposed, int64_t recognised)
{
    struct progress p = ask(&v->w, "15664001", 2026);
    expect(&p, FAMILY, 3, registered, proposed, recognised);
}

static void marks_and_lists(void **state)
{
    struct village v;
    struct grid_plan p = {0};
    struct grid_said said;
    (void)state;
    village_init(&v);
    v.w.who = v.leader;
    assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND); /* nothing of one's own yet */
    struct grid *g = open_grid(&v);
    press(g, 0, GRID_REGISTER, NULL);
    press(g, 0, GRID_PASS, NULL);
    grid_plan_numbers(g, span_of("2-3"), GRID_PASS, NULL, &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_SAVED);
    grid_plan_release(&p);
    is_now(&v, 3, 3, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK); /* the list, whole */
    is_now(&v, 1, 1, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK); /* then the mark before it */
    is_now(&v, 1, 0, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 0, 0, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND); /* an undo is not undone */
    grid_free(g);
    world_free(&v.w);
}

static enum status count_documents(struct book_tx *t, void *context)
{
    (void)t;
    *(size_t *)context += 1;
    return STATUS_OK;
}

static enum status one_document(struct book_tx *t, const struct record *r, void *context)
{
    (void)r;
    return count_documents(t, context);
}

static enum status documents_fn(struct book_tx *t, void *context)
{
    *(size_t *)context = 0;
    return book_each(t, entity_by_id(ENTITY_DOCUMENT), (struct span){"", 0}, one_document, context);
}

static size_t documents(struct village *v)
{
    size_t n;
    assert_int_equal(book_read(v->w.book, &v->w.who, documents_fn, &n, NULL), STATUS_OK);
    return n;
}

/* A decision goes with its document, unless something else relies on that by then. */
static void a_decision(void **state)
{
    struct village v;
    struct grid_said said;
    struct asking look = {.record = 0};
    struct grid_decision x = {.number = span_of("215/QĐ-UBND"), .date = day_make(2026, 11, 20)};
    (void)state;
    village_init(&v);
    struct grid *g = open_grid(&v);
    for (size_t i = 0; i < 3; i++)
        press(g, i, GRID_PASS, NULL);
    x.except = span_of("3");
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    is_now(&v, 3, 3, 2);
    assert_int_equal(documents(&v), 1);
    assert_int_equal(book_read(v.w.book, &v.w.who, look_fn, &look, NULL), STATUS_OK);
    assert_int_equal(look.undo.records, 2); /* the question counts no document */
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 3, 3, 0);
    assert_int_equal(documents(&v), 0);
    assert_int_equal(grid_load(g, 0, 10, NULL), STATUS_OK);
    x.except = span_of("2 3");
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    x.except = span_of("");
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK); /* the same decision again */
    is_now(&v, 3, 3, 3);
    assert_int_equal(documents(&v), 1);
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 3, 3, 1);
    assert_int_equal(documents(&v), 1);
    grid_free(g);
    world_free(&v.w);
}

static void only_ones_own_and_the_newest(void **state)
{
    struct village v;
    (void)state;
    village_init(&v);
    uint64_t a = give(&v.w, "family", v.home[0], 2026, STATE_REGISTERED);
    v.w.who = v.leader;
    assert_int_equal(undo_of(&v, a), STATUS_NOTFOUND); /* the officer's */
    change(&v.w, a, "state=proposed");
    v.w.who = v.officer;
    assert_int_equal(undo_of(&v, a), STATUS_NOTFOUND); /* the leader's is the newest */
    assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND); /* one's own was changed since */
    change(&v.w, a, "state=recognised");
    v.w.who = v.leader;
    assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND);
    v.w.who = v.officer;
    assert_int_equal(undo_of(&v, a), STATUS_OK);
    is_now(&v, 1, 1, 0);
    v.w.who = v.leader;
    assert_int_equal(undo_of(&v, a), STATUS_OK); /* as it was left: the newest again */
    is_now(&v, 1, 0, 0);
    /* a deleted title comes back; a household is not taken back here */
    v.w.who = v.officer;
    assert_int_equal(delete_one(v.w.book, &v.w.who, a, NULL), STATUS_OK);
    is_now(&v, 0, 0, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 1, 0, 0);
    uint64_t home = household(&v.w, 1, "Lê Bốn", "");
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    assert_int_equal(book_read(v.w.book, &v.w.who, get_fn, &(struct record){.id = home}, NULL),
                     STATUS_NOTFOUND);
    assert_int_equal(delete_one(v.w.book, &v.w.who, v.home[2], NULL), STATUS_OK);
    assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND); /* a household that is gone stays gone */
    world_free(&v.w);
}

/* A mark that was deleted by mistake comes back as another record; the way back goes on over it. */
static void back_over_what_was_deleted(void **state)
{
    struct village v;
    (void)state;
    village_init(&v);
    v.w.who = v.leader;
    struct grid *g = open_grid(&v);
    press(g, 0, GRID_REGISTER, NULL);
    press(g, 0, GRID_PASS, NULL);
    press(g, 1, GRID_REGISTER, NULL);
    press(g, 0, GRID_ERASE, NULL); /* the wrong row */
    is_now(&v, 1, 0, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 2, 1, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK); /* row 1 */
    is_now(&v, 1, 1, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 1, 0, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 0, 0, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND);
    grid_free(g);
    world_free(&v.w);
}

/* One record alone is taken back: what was written after it is still there to be taken back. */
static void one_of_several(void **state)
{
    struct village v;
    (void)state;
    village_init(&v);
    v.w.who = v.leader;
    uint64_t a = give(&v.w, "family", v.home[0], 2026, STATE_REGISTERED);
    give(&v.w, "family", v.home[1], 2026, STATE_REGISTERED);
    is_now(&v, 2, 0, 0);
    assert_int_equal(undo_of(&v, a), STATUS_OK);
    is_now(&v, 1, 0, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 0, 0, 0);
    assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND);
    world_free(&v.w);
}

static bool says(struct village *v, uint64_t id, const char *field, const char *want)
{
    struct record r = {.id = id};
    assert_int_equal(book_read(v->w.book, &v->w.who, get_fn, &r, NULL), STATUS_OK);
    bool is = span_eq_str(record_text(&r, field), want);
    record_release(&r);
    return is;
}

/* Of all kinds, by the record: the last change of one's own, whole. */
static void every_kind_of_record(void **state)
{
    struct village v;
    (void)state;
    village_init(&v);
    v.w.who = v.leader;
    uint64_t h = v.home[0];
    change(&v.w, h, "head=Lê Mốt|address=Số 4|phone=0912345612|phone_consent=1/2/2026");
    change(&v.w, h, "head=Lê Nhầm|note=nhầm|phone=0955555512");
    change(&v.w, v.home[1], "size=3");
    assert_int_equal(undo_of(&v, h), STATUS_OK);
    assert_true(says(&v, h, "head", "Lê Mốt"));
    assert_true(says(&v, h, "address", "Số 4"));
    assert_true(says(&v, h, "note", ""));
    assert_true(says(&v, h, "phone", "0955555512")); /* the trail keeps no number to go back to */
    change(&v.w, h, "phone=0966666613");
    assert_int_equal(undo_of(&v, h), STATUS_NOTFOUND); /* that alone is no step back */
    assert_true(says(&v, h, "phone", "0966666613"));
    uint64_t fund = add(&v.w, ENTITY_FUND, "hamlet=15664001|date=2/10/2026|direction=thu|amount=5");
    assert_int_equal(delete_one(v.w.book, &v.w.who, fund, NULL), STATUS_OK);
    assert_int_equal(undo_of(&v, fund), STATUS_OK); /* comes back, where it lay */
    struct progress p = ask(&v.w, "15664001", 2026);
    expect(&p, FAMILY, 3, 0, 0, 0);
    world_free(&v.w);
}

static enum status move_fn(struct book_tx *t, void *context)
{
    struct record *r = context;
    return book_get(t, r->id, r);
}

/* From where to where; and nothing of who was refused. */
static void history_tells(struct village *v, uint64_t id)
{
    struct form_history h;
    struct detail d = {0};
    struct record r = {.id = id};
    bool seen = false;
    assert_int_equal(book_read(v->w.book, &v->leader, move_fn, &r, &d), STATUS_DENIED);
    assert_int_equal(form_history_load(&h, v->w.book, &v->w.who, id, 0, &d), STATUS_OK);
    for (size_t i = 0; i < h.n; i++) {
        assert_int_not_equal(h.v[i].op, AUDIT_DENIED);
        seen =
            seen || (h.v[i].field && h.v[i].field->flags & FIELD_UNIT &&
                     strcmp(h.v[i].before, "Thôn 1") == 0 && strcmp(h.v[i].after, "Thôn 2") == 0);
    }
    assert_true(seen);
    form_history_release(&h);
}

/* What moved is not put back by halves. */
static void who_moved_has_moved(void **state)
{
    struct village v;
    struct record r;
    (void)state;
    village_init(&v);
    add(&v.w, ENTITY_HAMLET, "name=Thôn 2|hamlet=15664002|kind=thôn");
    uint64_t a = add(&v.w, ENTITY_ACTIVITY, "hamlet=15664001|kind=tuyên truyền|date=2/10/2026");
    change(&v.w, a, "hamlet=15664002|topic=nhầm thôn");
    assert_int_equal(undo_of(&v, a), STATUS_NOTFOUND);
    change(&v.w, v.home[0], "hamlet=15664002");
    assert_int_equal(undo_of(&v, v.home[0]), STATUS_NOTFOUND);
    history_tells(&v, v.home[0]);
    r.id = v.home[0];
    assert_int_equal(book_read(v.w.book, &v.w.who, move_fn, &r, NULL), STATUS_OK);
    assert_true(unit_eq(r.unit, unit("15664002")));
    record_release(&r);
    world_free(&v.w);
}

/* Erased since: the trail has nothing to bring back. */
static void who_was_erased_stays_erased(void **state)
{
    struct village v;
    struct erase_result done;
    (void)state;
    village_init(&v);
    change(&v.w, v.home[0], "head=Lê Mốt Hai");
    assert_int_equal(erase_person(v.w.book, &v.w.who, v.home[0], "x", &done, NULL), STATUS_OK);
    assert_int_equal(undo_of(&v, v.home[0]), STATUS_NOTFOUND);
    assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND);
    assert_true(says(&v, v.home[0], "head", ERASED_NAME));
    world_free(&v.w);
}

/* The entry of yesterday, or of tomorrow when the clock was set back: neither is of today. */
static enum status age_fn(struct book_tx *t, void *context)
{
    struct buf key = {0}, value = {0};
    struct span v;
    int64_t at = (int64_t)time(NULL) + *(const int64_t *)context;
    key_add_u64(&key, book_generation(t));
    assert_true(store_get(t->tx, BOOK_AUDIT, buf_span(&key), &v));
    buf_add(&value, v.p, 1);
    key_add_u64(&value, (uint64_t)at);
    buf_add(&value, v.p + 9, v.n - 9);
    store_put(t->tx, BOOK_AUDIT, buf_span(&key), buf_span(&value));
    buf_release(&key);
    buf_release(&value);
    return store_tx_status(t->tx);
}

static void only_today(void **state)
{
    static const int64_t away[] = {-86400, 86400};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct village v;
        village_init(&v);
        change(&v.w, v.home[0], "size=4");
        assert_int_equal(book_write(v.w.book, &v.w.who, age_fn, (void *)&away[i], NULL), STATUS_OK);
        assert_int_equal(undo_of(&v, v.home[0]), STATUS_NOTFOUND);
        assert_int_equal(undo_of(&v, 0), STATUS_NOTFOUND);
        change(&v.w, v.home[0], "size=5"); /* what is of today goes back as far as today */
        assert_int_equal(undo_of(&v, v.home[0]), STATUS_OK);
        assert_int_equal(undo_of(&v, v.home[0]), STATUS_NOTFOUND);
        world_free(&v.w);
    }
}

static void handing_in(void **state)
{
    struct village v;
    struct hand_in h;
    (void)state;
    village_init(&v);
    v.w.who = v.leader;
    struct grid *g = open_grid(&v);
    press(g, 0, GRID_REGISTER, NULL);
    assert_int_equal(hand_in_look(&h, v.w.book, &v.w.who, v.own, REPORT_ANNUAL, 2026, NULL),
                     STATUS_OK);
    assert_int_equal(hand_in_do(&h, v.w.book, &v.w.who, NULL), STATUS_OK);
    assert_int_equal(undo_of(&v, h.id), STATUS_OK); /* too early: taken back by who handed in */
    hand_in_release(&h);
    assert_int_equal(hand_in_look(&h, v.w.book, &v.w.who, v.own, REPORT_ANNUAL, 2026, NULL),
                     STATUS_OK);
    assert_int_equal(h.id, 0);
    assert_int_equal(hand_in_do(&h, v.w.book, &v.w.who, NULL), STATUS_OK);
    uint64_t id = h.id;
    assert_int_equal(grid_load(g, 0, 10, NULL), STATUS_OK);
    v.w.who.reason = "bỏ sót";
    press(g, 1, GRID_REGISTER, NULL);
    v.w.who.reason = NULL;
    assert_int_equal(undo_of(&v, 0), STATUS_NEEDS_REASON); /* as any change of that year */
    v.w.who.reason = "ghi nhầm hộ";
    assert_int_equal(undo_of(&v, 0), STATUS_OK);
    is_now(&v, 1, 0, 0);
    v.w.who = v.officer;
    hand_in_release(&h);
    assert_int_equal(hand_in_look(&h, v.w.book, &v.w.who, v.own, REPORT_ANNUAL, 2026, NULL),
                     STATUS_OK);
    assert_int_equal(hand_in_accept(v.w.book, &v.w.who, h.id, h.version, NULL), STATUS_OK);
    v.w.who = v.leader;
    assert_int_equal(undo_of(&v, id), STATUS_NOTFOUND); /* the commune has it */
    hand_in_release(&h);
    grid_free(g);
    world_free(&v.w);
}

/* ---- every step of a title (design: registered -> .. -> recognised | refused; withdrawn, revoked)
 */

static enum status step(struct village *v, const struct caller *who, int from, int to,
                        const char *reason)
{
    struct record r;
    struct detail d = {0};
    char fields[200];
    v->w.who = v->officer;
    record_init(&r, entity_by_id(ENTITY_TITLE));
    snprintf(fields, sizeof fields, "subject=household:%016llx|title=family|year=2024|state=%s%s",
             (unsigned long long)v->home[0], field_choice_by_code(title_state_choices, from)->name,
             from == STATE_REFUSED || from == STATE_REVOKED ? "|reason=x" : "");
    fill(&r, fields);
    /* revoked is reached from recognised only */
    if (from == STATE_REVOKED) {
        value_set_n(record_value(&r, "state"), STATE_RECOGNISED);
        assert_int_equal(save_one(v->w.book, &v->w.who, &r, NULL, &d), STATUS_OK);
        value_set_n(record_value(&r, "state"), STATE_REVOKED);
    }
    assert_int_equal(save_one(v->w.book, &v->w.who, &r, NULL, &d), STATUS_OK);
    v->w.who = *who;
    value_set_n(record_value(&r, "state"), to);
    if (reason)
        value_set_s(record_value(&r, "reason"), span_of(reason));
    else
        value_clear(record_value(&r, "reason"));
    enum status s = save_one(v->w.book, &v->w.who, &r, NULL, &d);
    uint64_t id = r.id;
    if (s == STATUS_INVALID) /* the sentence says what to do */
        assert_non_null(strstr(d.text, "Lý do"));
    record_release(&r);
    v->w.who = v->officer;
    assert_int_equal(delete_one(v->w.book, &v->w.who, id, &d), STATUS_OK);
    return s;
}

static bool is_decision(int s)
{
    return s == STATE_RECOGNISED || s == STATE_REFUSED || s == STATE_REVOKED;
}

/* Forward without a reason, but for a refusal and a revocation; all else is an undo with one. What
 * the commune has decided, and deciding, is the commune's. */
static void every_step(void **state)
{
    struct village v;
    (void)state;
    village_init(&v);
    for (int from = STATE_REGISTERED; from <= STATE_REVOKED; from++)
        for (int to = STATE_REGISTERED; to <= STATE_REVOKED; to++) {
            if (from == to)
                continue;
            bool open = from <= STATE_PROPOSED;
            bool forward = (open && to > from && to != STATE_REVOKED) ||
                           (from == STATE_RECOGNISED && to == STATE_REVOKED);
            bool reasoned = !forward || to == STATE_REFUSED || to == STATE_REVOKED;
            bool commune = is_decision(from) || is_decision(to);
            enum status bare = step(&v, &v.officer, from, to, NULL);
            enum status said = step(&v, &v.officer, from, to, "ghi nhầm");
            enum status lead = step(&v, &v.leader, from, to, "ghi nhầm");
            if (bare != (reasoned ? STATUS_INVALID : STATUS_OK) || said != STATUS_OK ||
                lead != (commune ? STATUS_DENIED : STATUS_OK))
                fail_msg("%d -> %d: %d without, %d with a reason, %d a leader", from, to, (int)bare,
                         (int)said, (int)lead);
        }
    world_free(&v.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_and_lists),
        cmocka_unit_test(a_decision),
        cmocka_unit_test(only_ones_own_and_the_newest),
        cmocka_unit_test(back_over_what_was_deleted),
        cmocka_unit_test(one_of_several),
        cmocka_unit_test(every_kind_of_record),
        cmocka_unit_test(who_moved_has_moved),
        cmocka_unit_test(who_was_erased_stays_erased),
        cmocka_unit_test(only_today),
        cmocka_unit_test(handing_in),
        cmocka_unit_test(every_step),
    };
    return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
