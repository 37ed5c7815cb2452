/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backup and restore give back everything; the backups of every night.
 */
#include "tests/backup_world.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/check.h"
#include "core/demo.h"
#include "core/export.h"
#include "core/progress.h"

/* ---- everything comes back ---- */

static enum status take(void *context, struct span bytes)
{
    buf_add_span(context, bytes);
    return STATUS_OK;
}

static void export_all(struct world *w, struct buf *out)
{
    for (size_t i = 0; entity_at(i); i++) {
        struct export_options o = {.unit = w->book->commune};
        struct detail d = {0};
        buf_addf(out, "%s\n", entity_at(i)->name);
        if (export_json(w->book, &w->who, entity_at(i), &o, take, out, &d) != STATUS_OK)
            fail_msg("%s", d.text);
    }
}

static void a_restored_store_is_the_same(void **state)
{
    struct place *p = *state;
    struct world back;
    struct buf a = {0}, b = {0};
    struct detail d = {0};
    struct stat st;
    assert_int_equal(delete_one(p->w.book, &p->w.who, p->id[3], &d), STATUS_OK);
    struct backup_info info = write_full(p, "full");
    assert_int_equal(stat(in(p, "full"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(info.digest.bytes, st.st_size);
    assert_int_equal(restore(p, "full", "moi"), STATUS_OK);
    assert_int_equal(check_book(in(p, "moi"), no_fault, NULL, &d), STATUS_OK);
    assert_int_equal(open_place(p, "moi", &back), STATUS_OK);
    export_all(&p->w, &a);
    export_all(&back, &b);
    assert_string_equal(buf_str(&a), buf_str(&b));
    assert_non_null(strstr(buf_str(&a), "Lê Thế Tuấn"));
    assert_int_not_equal(back.book->store_bits, p->w.book->store_bits);
    assert_true(add_household(&back, "Người mới") != p->id[3]);
    world_release(&back);
    buf_release(&a);
    buf_release(&b);
}

struct chain {
    uint64_t n;
    unsigned char head[AUDIT_HASH];
    struct audit_entry last;
};

static void keep_last(void *context, const struct audit_entry *e, struct span body)
{
    (void)body;
    *(struct audit_entry *)context = *e;
}

static enum status read_chain(struct book_tx *t, void *context)
{
    struct chain *c = context;
    enum status s = audit_verify(t, c->head, &c->n, t->detail);
    return s == STATUS_OK ? audit_each(t, c->n, c->n + 1, false, keep_last, &c->last) : s;
}

static void the_audit_trail_goes_on(void **state)
{
    struct place *p = *state;
    struct world back;
    struct chain before = {0}, after = {0};
    struct detail d = {0};
    assert_int_equal(book_read(p->w.book, &p->w.who, read_chain, &before, &d), STATUS_OK);
    struct backup_info info = write_full(p, "full");
    assert_int_equal(restore(p, "full", "moi"), STATUS_OK);
    assert_int_equal(open_place(p, "moi", &back), STATUS_OK);
    assert_int_equal(book_read(back.book, &back.who, read_chain, &after, &d), STATUS_OK);
    assert_int_equal(after.n, before.n + 1);
    assert_int_equal(after.last.op, AUDIT_RESTORE);
    assert_memory_equal(after.last.previous, before.head, AUDIT_HASH);
    assert_non_null(strstr(after.last.source, info.code));
    world_release(&back);
}

static void a_place_that_is_taken_stays(void **state)
{
    struct place *p = *state;
    write_full(p, "full");
    assert_int_equal(restore(p, "full", "xa"), STATUS_EXISTS);
    assert_int_equal(mkdir(in(p, "trong"), 0700), 0);
    assert_int_equal(restore(p, "full", "trong"), STATUS_OK);
    assert_int_equal(mkdir(in(p, "khac"), 0700), 0);
    test_write_file(in(p, "khac/thu.txt"), "x", 1);
    assert_int_equal(restore(p, "full", "khac"), STATUS_EXISTS);
    assert_int_equal(access(in(p, "khac/thu.txt"), F_OK), 0);
}

static void a_damaged_file_changes_nothing(void **state)
{
    struct place *p = *state;
    struct buf bytes = {0};
    write_full(p, "full");
    test_read_file(in(p, "full"), &bytes);
    for (size_t at = 20; at < bytes.n; at += bytes.n / 17) {
        bytes.p[at] ^= 1;
        test_write_file(in(p, "hong"), bytes.p, bytes.n);
        assert_int_equal(restore(p, "hong", "moi"), STATUS_INVALID);
        assert_int_not_equal(access(in(p, "moi"), F_OK), 0);
        bytes.p[at] ^= 1;
    }
    test_write_file(in(p, "hong"), bytes.p, bytes.n - 1);
    assert_int_equal(restore(p, "hong", "moi"), STATUS_INVALID);
    buf_release(&bytes);
}

/* A stream whose hash is right but whose figures are not those of its records. */
static void figures_must_agree(void **state)
{
    struct place *p = *state;
    struct stream_reader *r;
    struct stream_digest digest;
    struct buf header = {0};
    struct span key, value;
    unsigned table;
    write_full(p, "full");
    FILE *from = fopen(in(p, "full"), "r"), *to = fopen(in(p, "khac"), "w");
    assert_int_equal(stream_open(&r, fileno(from), "full", &header, NULL), STATUS_OK);
    struct stream_writer *w = stream_begin(fileno(to), "khac", buf_span(&header));
    bool dropped = false;
    while (stream_next(r, &table, &key, &value)) {
        if (table == BOOK_RECORD && (uint8_t)key.p[UNIT_KEY_LEN] == ENTITY_TITLE && !dropped) {
            dropped = true;
            continue;
        }
        stream_add(w, table, key, value);
    }
    assert_true(dropped);
    assert_int_equal(stream_close(r, NULL, NULL), STATUS_OK);
    assert_int_equal(stream_end(w, NULL, &digest, NULL), STATUS_OK);
    fclose(from);
    fclose(to);
    assert_int_equal(restore(p, "khac", "moi"), STATUS_INVALID);
    assert_int_not_equal(access(in(p, "moi"), F_OK), 0);
    buf_release(&header);
}

static void only_who_may(void **state)
{
    struct place *p = *state;
    struct backup_ask ask = {0};
    struct backup_info info;
    struct caller leader = p->w.who;
    leader.role = ROLE_LEADER;
    leader.units = &p->w.h1;
    leader.n_units = 1;
    assert_int_equal(backup_write(p->w.book, &leader, in(p, "a"), &ask, &info, NULL),
                     STATUS_DENIED);
    ask = (struct backup_ask){.units = &p->w.h2, .n_units = 1};
    assert_int_equal(backup_write(p->w.book, &leader, in(p, "a"), &ask, &info, NULL),
                     STATUS_DENIED);
    assert_int_not_equal(access(in(p, "a"), F_OK), 0);
    ask.units = &p->w.h1;
    assert_int_equal(backup_write(p->w.book, &leader, in(p, "a"), &ask, &info, NULL), STATUS_OK);
}

/* ---- every night ---- */

static void old_ones_go_in_turn(void **state)
{
    (void)state;
    enum { N = 800 };
    day days[N];
    bool keep[N];
    size_t n = 0, kept = 0;
    for (int i = 0; i < N; i++) /* a backup every night, rotated every night */
        days[i] = 0;
    for (day d = day_make(2024, 1, 1); n < N && d < day_make(2026, 2, 1); d++) {
        days[n++] = d;
        backup_keep(days, n, keep);
        size_t left = 0;
        for (size_t i = 0; i < n; i++)
            if (keep[i])
                days[left++] = days[i];
        n = left;
        assert_true(days[n - 1] == d);
        assert_true(n <= 7 + 4 + 12);
    }
    for (size_t i = 0; i < n; i++)
        kept += days[i] >= day_make(2026, 1, 25);
    assert_int_equal(kept, 7);
    assert_true(n >= 7 + 3 + 10);
    assert_true(days[0] <= day_make(2025, 3, 1)); /* nearly a year back */
}

static void a_night(void **state)
{
    struct place *p = *state;
    struct backup_info info;
    struct buf name = {0};
    struct detail d = {0};
    struct backup_last last;
    assert_int_equal(backup_days(p->w.book, 1000), -1);
    for (int i = 0; i < 9; i++) {
        p->w.who.today = day_make(2026, 11, 1 + i);
        buf_reset(&name);
        assert_int_equal(backup_nightly(p->w.book, &p->w.who, in(p, "dem"), NULL, &info, &name, &d),
                         STATUS_OK);
    }
    assert_non_null(strstr(buf_str(&name), "hoctap-2026-11-09.backup"));
    assert_int_equal(access(in(p, "dem/hoctap-2026-11-03.backup"), F_OK), 0);
    assert_int_not_equal(access(in(p, "dem/hoctap-2026-11-02.backup"), F_OK), 0);
    assert_int_equal(access(in(p, "dem/hoctap-2026-11-01.backup"), F_OK), 0); /* of last week */
    backup_last(p->w.book, &last);
    assert_string_equal(last.code, info.code);
    assert_int_equal(backup_days(p->w.book, last.time + 3 * 86400 + 5), 3);
    buf_release(&name);
}

static void a_clock_that_was_wrong(void **state)
{
    struct place *p = *state;
    struct backup_info info;
    struct buf name = {0};
    struct detail d = {0};
    struct backup_last last;
    for (int i = 0; i < 10; i++) { /* some days ahead for ten nights, then set right */
        p->w.who.today = day_make(2026, 11, i < 9 ? 20 + i : 16);
        buf_reset(&name);
        assert_int_equal(backup_nightly(p->w.book, &p->w.who, in(p, "dem"), NULL, &info, &name, &d),
                         STATUS_OK);
        assert_int_equal(access(buf_str(&name), F_OK), 0); /* its own rotation leaves it */
    }
    backup_last(p->w.book, &last);
    assert_true(backup_days(p->w.book, last.time - 300 * 86400) > BACKUP_OLD_DAYS);
    buf_release(&name);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(a_restored_store_is_the_same),
        T(the_audit_trail_goes_on),
        T(a_place_that_is_taken_stays),
        T(a_damaged_file_changes_nothing),
        T(figures_must_agree),
        T(only_who_may),
        cmocka_unit_test(old_ones_go_in_turn),
        T(a_night),
        T(a_clock_that_was_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
