/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A province of 1 M households x 8 years of title family: the figures of all years, from packed
 * columns, beside SQLite's GROUP BY over a covering index, and the loop over 8 MB in memory that
 * nothing can beat.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/progress_private.h"
#include "locale/mem.h"
#include "tests/bench/packed.h"
#include "tests/bench/sqlite.h"
#include "tests/bench/support.h"

enum { YEARS = 8, FIRST = COLUMNS_YEAR0, STATES = 16 };

static struct packed size = {.communes = 100, .hamlets = 100, .rows = 100, .years = YEARS};

static size_t households(void)
{
    return (size_t)size.communes * (size_t)size.hamlets * (size_t)size.rows;
}

/* ---- ours ---- */

struct question {
    unsigned flags;
    struct progress *years;   /* the answer of whole() */
    struct counts sum[YEARS]; /* and of columns_only() */
};

static enum status whole(struct book_tx *t, void *context)
{
    struct question *q = context;
    return progress_years(t, packed_province(), FIRST, FIRST + YEARS - 1, q->flags, q->years, NULL);
}

/* The scan without units, days and fingerprints: state bytes to counters. */
static enum status columns_only(struct book_tx *t, void *context)
{
    struct question *q = context;
    struct unit_key unit;
    struct span bytes;
    struct column_chunk c;
    struct column_scan *s =
        column_scan_begin(t->tx, BOOK_COLUMN, ENTITY_HOUSEHOLD, (struct span){"", 0});
    for (int y = 0; y < YEARS; y++)
        q->sum[y] = (struct counts){0};
    while (column_scan_next(s, &unit, &bytes)) {
        if (!column_chunk_parse(bytes, &c))
            return STATUS_CORRUPT;
        for (int y = 0; y < YEARS; y++) {
            const uint8_t *state = column_chunk_state(&c, 0, FIRST + y);
            const uint8_t *before = column_chunk_state(&c, 0, FIRST + y - 1);
            struct counts n = count_states(state, before, NULL, c.n);
            q->sum[y].registered += n.registered;
            q->sum[y].proposed += n.proposed;
            q->sum[y].recognised += n.recognised;
        }
    }
    column_scan_end(s);
    return STATUS_OK;
}

static double ask(struct book *b, book_fn fn, struct question *q)
{
    struct detail d = {0};
    double start = bench_now();
    bench_must(book_read(b, packed_caller(), fn, q, &d), &d, "progress");
    return (bench_now() - start) * 1000;
}

/* ---- the loop that nothing can beat ---- */

static uint8_t *states_make(void)
{
    uint8_t *all = mem_alloc(households() * YEARS);
    for (int y = 0; y < YEARS; y++)
        for (size_t i = 0; i < households(); i++)
            all[(size_t)y * households() + i] = (uint8_t)packed_state(i, y);
    return all;
}

static double memory_loop(const uint8_t *all, unsigned recognised[YEARS])
{
    double start = bench_now();
    for (int y = 0; y < YEARS; y++) {
        const uint8_t *p = all + (size_t)y * households();
        recognised[y] = 0;
        for (size_t at = 0; at < households(); at += COLUMNS_CHUNK) {
            size_t n = households() - at < COLUMNS_CHUNK ? households() - at : COLUMNS_CHUNK;
            recognised[y] += count_states(p + at, NULL, NULL, (unsigned)n).recognised;
        }
    }
    return (bench_now() - start) * 1000;
}

/* ---- SQLite ---- */

static sqlite3 *peer_make(const char *path)
{
    sqlite3 *db = peer_open(path);
    peer_exec(db, "PRAGMA synchronous=OFF; CREATE TABLE title (subject INTEGER, year INTEGER, "
                  "state INTEGER); BEGIN");
    sqlite3_stmt *put = peer_prepare(db, "INSERT INTO title VALUES (?1, ?2, ?3)");
    for (size_t i = 0; i < households(); i++) {
        peer_n(put, 1, (int64_t)packed_id(i));
        for (int y = 0; y < YEARS; y++) {
            unsigned state = packed_state(i, y);
            if (!state)
                continue;
            peer_n(put, 2, FIRST + y);
            peer_n(put, 3, state);
            peer_run(put);
        }
    }
    sqlite3_finalize(put);
    peer_exec(db, "COMMIT; CREATE INDEX covering ON title (year, state); ANALYZE");
    return db;
}

static double ask_peer(sqlite3_stmt *s, unsigned recognised[YEARS])
{
    double start = bench_now();
    while (sqlite3_step(s) == SQLITE_ROW)
        if (sqlite3_column_int(s, 1) == STATE_RECOGNISED)
            recognised[sqlite3_column_int(s, 0) - FIRST] = (unsigned)sqlite3_column_int(s, 2);
    sqlite3_reset(s);
    return (bench_now() - start) * 1000;
}

/* ---- the table ---- */

static void compare(const struct question *q, const unsigned peer[YEARS],
                    const unsigned loop[YEARS])
{
    for (int y = 0; y < YEARS; y++) {
        const struct progress_line *l = &q->years[y].line[0];
        if (l->indicator != INDICATOR_FAMILY || l->total != (int64_t)households() ||
            l->decided != peer[y] || q->sum[y].recognised != peer[y] || loop[y] != peer[y])
            bench_fail("year %d: %lld of %lld, columns %u, SQLite %u, loop %u", FIRST + y,
                       (long long)l->decided, (long long)l->total, q->sum[y].recognised, peer[y],
                       loop[y]);
    }
}

int main(void)
{
    char *dir = bench_dir_new(), path[300];
    struct question q = {.years = mem_alloc(YEARS * sizeof *q.years)};
    struct bench_samples print = {0}, figures = {0}, columns = {0}, memory = {0}, peer = {0};
    unsigned recognised[YEARS] = {0}, loop[YEARS];
    if (bench_quick())
        size.communes = 10;
    snprintf(path, sizeof path, "%s/store", dir);
    double start = bench_now();
    struct book *book = packed_make(path, &size);
    double made = bench_now();
    snprintf(path, sizeof path, "%s/peer.db", dir);
    sqlite3 *db = peer_make(path);
    bench_note("made: ours %.1f s, SQLite %.1f s", made - start, bench_now() - made);
    sqlite3_stmt *query =
        peer_prepare(db, "SELECT year, state, COUNT(*) FROM title GROUP BY year, state");
    uint8_t *all = states_make();
    for (int round = 0; round < bench_rounds(5); round++) {
        for (int i = 0; i < 4; i++) {
            q.flags = SCAN_FINGERPRINT;
            bench_add(&print, ask(book, whole, &q));
            q.flags = 0;
            bench_add(&figures, ask(book, whole, &q));
            bench_add(&columns, ask(book, columns_only, &q));
            bench_add(&memory, memory_loop(all, loop));
        }
        bench_add(&peer, ask_peer(query, recognised));
    }
    compare(&q, recognised, loop);
    double ours = bench_median(&figures), sqlite = bench_median(&peer);
    bench_row(bench_text("%zu households x %d years, progress", households(), YEARS),
              bench_text("%.2f ms", ours), bench_text("SQLite covering %.0f ms", sqlite),
              sqlite / ours, "<= 5 ms", bench_goal(ours <= 5));
    bench_row("  columns to counters alone", bench_text("%.2f ms", bench_median(&columns)),
              bench_text("loop in memory %.2f ms", bench_median(&memory)),
              bench_median(&memory) / bench_median(&columns), "", BENCH_NO_GOAL);
    bench_row("  progress with fingerprints", bench_text("%.2f ms", bench_median(&print)), NULL,
              sqlite / bench_median(&print), "", BENCH_NO_GOAL);
    sqlite3_finalize(query);
    peer_close(db);
    book_close(book);
    free(all);
    free(q.years);
    bench_dir_remove(dir);
    return 0;
}
