/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is refused stands in the audit trail: once a minute, with the place and the record, without
 * what is in it.
 */
#include "tests/rights_world.h"

#include "core/audit.h"
#include "core/export.h"

struct refusals {
    size_t n;
    char actor[96], source[96];
    enum entity_id entity;
    uint64_t record;
    struct buf text;
};

static void count_refusal(void *context, const struct audit_entry *e, struct span body)
{
    struct refusals *r = context;
    if (e->op != AUDIT_DENIED)
        return;
    r->n++;
    snprintf(r->actor, sizeof r->actor, "%s", e->actor);
    snprintf(r->source, sizeof r->source, "%s", e->source);
    r->entity = e->entity;
    r->record = e->record;
    buf_reset(&r->text);
    buf_add_span(&r->text, audit_body_text(body));
}

static enum status count_refusals(struct book_tx *t, void *context)
{
    struct refusals *r = context;
    unsigned char head[AUDIT_HASH];
    uint64_t n;
    r->n = 0;
    enum status s = audit_verify(t, head, &n, t->detail);
    return s == STATUS_OK ? audit_each(t, 0, UINT64_MAX, false, count_refusal, r) : s;
}

static size_t refusals_of(struct town *x, struct refusals *r)
{
    assert_int_equal(book_read(x->w.book, &x->w.who, count_refusals, r, NULL), STATUS_OK);
    return r->n;
}

static void refusals_are_written_down(void **state)
{
    struct town x;
    struct refusals r = {0};
    (void)state;
    town_new(&x, false);
    struct caller lan = person(&x, LEADER, "screen"), ssh = person(&x, LEADER, "ssh import"),
                  khach = person(&x, STRANGER, "screen");
    for (int i = 0; i < 5; i++) /* within a minute: one */
        assert_int_equal(change_as(&x, &lan, x.id[ENTITY_HOUSEHOLD][HAMLET2], ""), STATUS_DENIED);
    assert_int_equal(refusals_of(&x, &r), 1);
    assert_string_equal(r.actor, "lan");
    assert_string_equal(r.source, "screen: write 15664002");
    assert_int_equal(r.entity, ENTITY_HOUSEHOLD);
    assert_int_equal(r.record, x.id[ENTITY_HOUSEHOLD][HAMLET2]);
    assert_true(r.text.n > 0);
    assert_null(strstr(buf_str(&r.text), "Hường")); /* which, and not what is in it */
    assert_int_equal(
        delete_one(x.w.book, &ssh, x.id[ENTITY_HOUSEHOLD][HAMLET2], &(struct detail){0}),
        STATUS_DENIED);
    assert_int_equal(
        delete_one(x.w.book, &khach, x.id[ENTITY_HOUSEHOLD][HAMLET2], &(struct detail){0}),
        STATUS_DENIED);
    assert_int_equal(refusals_of(&x, &r), 3);
    assert_string_equal(r.actor, "khach");
    assert_int_equal(change_as(&x, &lan, x.id[ENTITY_ORGANISATION][HAMLET2], ""),
                     STATUS_DENIED); /* another one */
    assert_int_equal(refusals_of(&x, &r), 4);
    assert_int_equal(change_as(&x, &x.w.who, x.id[ENTITY_HOUSEHOLD][HAMLET2], ""), STATUS_OK);
    assert_int_equal(change_as(&x, &lan, x.id[ENTITY_HOUSEHOLD][HAMLET1], ""), STATUS_OK);
    assert_int_equal(refusals_of(&x, &r), 4);
    buf_release(&r.text);
    town_free(&x);
}

struct asked {
    uint64_t id;
    struct unit_key unit;
};

static enum status get(struct book_tx *t, void *context)
{
    struct record r;
    enum status s = book_get(t, ((struct asked *)context)->id, &r);
    if (s == STATUS_OK)
        record_release(&r);
    return s;
}

static enum status ask_progress(struct book_tx *t, void *context)
{
    struct progress p;
    return progress_of(t, ((struct asked *)context)->unit, 2026, &p);
}

/* What was asked to be read, and was not; nothing of what the program looks at by itself. */
static void refused_reading_is_written_down_too(void **state)
{
    struct town x;
    struct refusals r = {0};
    struct detail d = {0};
    struct buf out = {0};
    (void)state;
    town_new(&x, false);
    struct caller lan = person(&x, LEADER, "screen"), moi = person(&x, NOBODY, "ssh");
    struct asked one = {x.id[ENTITY_HOUSEHOLD][HAMLET2], unit(codes[HAMLET2])};
    assert_int_equal(book_read(x.w.book, &lan, get, &one, NULL), STATUS_DENIED);
    assert_int_equal(refusals_of(&x, &r), 0); /* nobody was told anything */
    assert_int_equal(book_read(x.w.book, &lan, get, &one, &d), STATUS_DENIED);
    assert_int_equal(refusals_of(&x, &r), 1);
    assert_string_equal(r.source, "screen: read 15664002");
    assert_int_equal(r.record, one.id);
    assert_int_equal(book_read(x.w.book, &lan, ask_progress, &one, &d), STATUS_DENIED);
    assert_int_equal(refusals_of(&x, &r), 2);
    assert_int_equal(r.record, 0);
    struct export_options o = {.unit = one.unit};
    assert_int_equal(export_csv(x.w.book, &moi, entity_at(1), &o, sink, &out, &d), STATUS_DENIED);
    assert_int_equal(refusals_of(&x, &r), 3);
    assert_string_equal(r.source, "ssh: read 15664002");
    /* a list of all is a list of one's own: nothing was refused */
    o.unit = (struct unit_key){0};
    assert_int_equal(export_csv(x.w.book, &lan, entity_at(1), &o, sink, &out, &d), STATUS_OK);
    assert_int_equal(refusals_of(&x, &r), 3);
    buf_release(&out);
    buf_release(&r.text);
    town_free(&x);
}

static void an_import_is_refused_once(void **state)
{
    struct town x;
    struct refusals r = {0};
    (void)state;
    town_new(&x, false);
    struct caller lan = person(&x, LEADER, "ssh");
    assert_int_equal(import_as(&x, &lan, "household",
                               "Thôn,Chủ hộ\n15664002,Ngô Văn Kín\n15664002,Ngô Văn Hở\n"
                               "15664001,Ngô Văn Nhà\n",
                               false),
                     1);
    assert_int_equal(refusals_of(&x, &r), 1);
    assert_string_equal(r.actor, "lan");
    assert_string_equal(r.source, "ssh: import household");
    assert_null(strstr(buf_str(&r.text), "Ngô"));
    buf_release(&r.text);
    town_free(&x);
}

/* Who goes through all numbers fills no disk. */
static void a_flood_of_refusals(void **state)
{
    struct town x;
    struct refusals r = {0};
    (void)state;
    town_new(&x, false);
    struct caller lan = person(&x, LEADER, "screen");
    for (int i = 0; i < 3 * AUDIT_DENIED_MINUTE; i++) {
        uint64_t id = household(&x.w, 2, "Lê Một", "");
        assert_int_equal(change_as(&x, &lan, id, ""), STATUS_DENIED);
    }
    assert_int_equal(refusals_of(&x, &r), AUDIT_DENIED_MINUTE);
    buf_release(&r.text);
    town_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusals_are_written_down),
        cmocka_unit_test(refused_reading_is_written_down_too),
        cmocka_unit_test(an_import_is_refused_once),
        cmocka_unit_test(a_flood_of_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
