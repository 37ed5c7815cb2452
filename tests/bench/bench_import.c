/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A household list of 20,000 rows in TCVN3 (clans, marks of four years, notes) to disk, whole
 * processes: `hoctap import`, with charset, columns and separator found out, every check, audit and
 * packed columns; beside the same in SQLite (peer_import.h). Both must end with the same number of
 * households and titles.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/save.h"
#include "tests/bench/peer_import.h"
#include "tests/bench/support.h"
#include "tests/bench/words.h"

/* ---- a book with its hamlets and clans ---- */

static void set(struct record *r, const char *field, const char *text)
{
    struct resolver none = {.today = 0};
    int i = entity_field(r->e, field);
    if (field_parse(&r->e->fields[i], span_of(text), &none, &r->v[i]) != REASON_NONE)
        bench_fail("%s: %s", field, text);
}

static enum status put(struct save_batch *s, enum entity_id e, struct unit_key unit,
                       const char *name)
{
    struct record r;
    record_init(&r, entity_by_id(e));
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_UNIT)], unit_span(&unit));
    set(&r, "name", name);
    if (e == ENTITY_HAMLET)
        set(&r, "kind", "thon");
    enum status st = save_batch_record(s, &r);
    record_release(&r);
    return st;
}

static enum status fill(struct book_tx *t, void *context)
{
    struct unit_key commune = t->book->commune;
    struct save_batch *s = save_batch_begin(t, 5, NULL);
    enum status st = STATUS_OK;
    (void)context;
    for (int i = 0; st == STATUS_OK && i < WORDS_HAMLETS; i++)
        st = put(s, ENTITY_HAMLET, unit_hamlet(commune, i + 1), words_hamlet(i));
    for (int i = 0; st == STATUS_OK && i < WORDS_CLANS; i++)
        st = put(s, ENTITY_CLAN, unit_hamlet(commune, i % WORDS_HAMLETS + 1), words_clan(i));
    if (st == STATUS_OK)
        return save_batch_commit(s);
    save_batch_abort(s);
    return st;
}

static void prepare(const char *path)
{
    struct book *b;
    struct detail d = {0};
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã Mẫu"};
    if (!unit_parse(SPAN_LIT("99999"), UNIT_2025, &init.commune))
        bench_fail("no commune");
    init.province = unit_province(UNIT_2025, "31");
    bench_must(book_create(&b, path, &init, bench_caller(), &d), &d, path);
    bench_must(book_write(b, bench_caller(), fill, NULL, &d), &d, path);
    book_close(b);
}

struct count {
    long households, titles;
};

static enum status count_one(struct book_tx *t, const struct record *r, void *context)
{
    struct count *c = context;
    (void)t;
    *(r->e->id == ENTITY_TITLE ? &c->titles : &c->households) += 1;
    return STATUS_OK;
}

static enum status count_all(struct book_tx *t, void *context)
{
    const struct span all = {"", 0};
    enum status s = book_each(t, entity_by_id(ENTITY_HOUSEHOLD), all, count_one, context);
    return s == STATUS_OK ? book_each(t, entity_by_id(ENTITY_TITLE), all, count_one, context) : s;
}

static struct count count_ours(const char *path)
{
    struct book *b;
    struct detail d = {0};
    struct count c = {0};
    bench_must(book_open(&b, path, true, bench_caller(), &d), &d, path);
    bench_must(book_read(b, bench_caller(), count_all, &c, &d), &d, path);
    book_close(b);
    return c;
}

/* ---- rounds ---- */

struct paths {
    char csv[300], store[300], peer[300], hoctap[256], file[256];
};

static double ours(const struct paths *p, struct count *c)
{
    const char *const argv[] = {p->hoctap,   "--db", p->store, "import",
                                "household", p->csv, "--json", NULL};
    int code;
    prepare(p->store);
    double took = bench_run(argv, &code);
    if (code > 1) /* 1: some rows were refused, which the file asks for */
        return 0;
    *c = count_ours(p->store);
    return took;
}

static double peer(const struct paths *p, const char *self, struct count *c)
{
    const char *const argv[] = {self, "--peer", p->peer, p->csv, p->file, NULL};
    int code;
    peer_import_prepare(p->peer);
    double took = bench_run(argv, &code);
    if (code)
        bench_fail("the import into SQLite failed");
    peer_import_count(p->peer, &c->households, &c->titles);
    return took;
}

static void show(int rows, struct bench_samples *a, struct bench_samples *b)
{
    double mine = bench_median(a), theirs = bench_median(b);
    const char *what = bench_text("%d CSV rows to disk, whole process", rows);
    const char *sqlite = bench_text("SQLite %.2f s, %.0f rows/s", theirs, rows / theirs);
    const char *goal = "<= 0.5 s; >= 4x SQLite";
    if (!a->n)
        bench_row(what, "no `hoctap import`", sqlite, 0, goal, BENCH_NO_GOAL);
    else
        bench_row(what, bench_text("%.2f s, %.0f rows/s", mine, rows / mine), sqlite, theirs / mine,
                  goal, bench_goal(mine <= 0.5 && theirs >= 4 * mine));
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "--peer") == 0) {
        peer_import_run(argv[2], argv[3], argv[4]);
        return 0;
    }
    struct paths p;
    struct bench_samples a = {0}, b = {0};
    struct count mine = {0}, theirs = {0};
    struct buf csv = {0};
    int rows = bench_quick() ? 5000 : 20000;
    char *dir = bench_dir_new();
    setenv("HOCTAP_TODAY", "2026-06-30", 1);
    snprintf(p.hoctap, sizeof p.hoctap, "%s/hoctap", bench_build());
    snprintf(p.file, sizeof p.file, "%s/hoctap-file", bench_build());
    snprintf(p.csv, sizeof p.csv, "%s/households.csv", dir);
    words_add_household_csv(&csv, rows);
    words_write(p.csv, buf_span(&csv), 1);
    for (int round = 0; round < bench_rounds(5); round++) {
        snprintf(p.store, sizeof p.store, "%s/store%d", dir, round);
        snprintf(p.peer, sizeof p.peer, "%s/peer%d.db", dir, round);
        double took = ours(&p, &mine);
        if (took > 0)
            bench_add(&a, took);
        bench_add(&b, peer(&p, argv[0], &theirs));
    }
    bench_note("%.1f MB; SQLite took in %ld households and %ld titles", (double)csv.n / 1e6,
               theirs.households, theirs.titles);
    show(rows, &a, &b);
    if (a.n && (mine.households != theirs.households || mine.titles != theirs.titles))
        bench_fail("ours took in %ld households and %ld titles", mine.households, mine.titles);
    buf_release(&csv);
    bench_dir_remove(dir);
    return 0;
}
