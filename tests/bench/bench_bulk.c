/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Storage alone: 1 M household records through save_batch (record, address, packed columns, audit)
 * beside SQLite's prepared INSERT into a table with three indexes, in turns of 100,000; then the
 * full check of that store beside SQLite's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/check.h"

#include "locale/fold.h"
#include "tests/bench/bulk.h"
#include "tests/bench/sqlite.h"
#include "tests/bench/support.h"

enum { TURN = 100000 };

static double ours(struct book *book, const struct bulk_row *v)
{
    double start = bench_now();
    bulk_save(book, v, TURN);
    return bench_now() - start;
}

/* ---- SQLite ---- */

static sqlite3 *peer_make(const char *path)
{
    sqlite3 *db = peer_open(path);
    peer_exec(db, "CREATE TABLE household (id INTEGER PRIMARY KEY, unit TEXT, number INTEGER, head "
                  "TEXT, folded TEXT, birth INTEGER, sex INTEGER, address TEXT, size INTEGER, "
                  "workers INTEGER, vfrom INTEGER, vto INTEGER, version INTEGER);"
                  "CREATE INDEX place ON household (unit, number);"
                  "CREATE INDEX name ON household (folded);"
                  "CREATE UNIQUE INDEX same ON household (unit, head, birth, address)");
    return db;
}

static double peer(sqlite3 *db, sqlite3_stmt *put, const struct bulk_row *v)
{
    struct buf folded = {0};
    double start = bench_now();
    for (int i = 0; i < TURN; i++) {
        const struct bulk_row *row = &v[i];
        if (i % BULK_WRITE == 0)
            peer_exec(db, "BEGIN IMMEDIATE");
        buf_reset(&folded);
        fold_search(&folded, span_of(row->head));
        peer_s(put, 1, unit_span(&row->unit));
        peer_n(put, 2, 1 + i % BULK_PER_HAMLET);
        peer_s(put, 3, span_of(row->head));
        peer_s(put, 4, buf_span(&folded));
        peer_n(put, 5, row->birth);
        peer_n(put, 6, row->sex);
        peer_s(put, 7, span_of(row->address));
        peer_n(put, 8, row->size);
        peer_n(put, 9, row->workers);
        peer_run(put);
        if (i % BULK_WRITE == BULK_WRITE - 1)
            peer_exec(db, "COMMIT");
    }
    double took = bench_now() - start;
    buf_release(&folded);
    return took;
}

/* ---- the checks ---- */

static void fault(void *context, const char *text)
{
    (void)context;
    bench_fail("check: %s", text);
}

static void checks(const char *store, const char *db_path, int rows)
{
    struct detail d = {0};
    double start = bench_now();
    bench_must(check_book(store, fault, NULL, &d), &d, store);
    double whole = bench_now() - start;
    start = bench_now();
    bench_must(store_check(store, NULL, NULL, NULL, NULL, &d), &d, store);
    double seals = bench_now() - start;
    sqlite3 *db = peer_open(db_path);
    start = bench_now();
    peer_exec(db, "PRAGMA integrity_check");
    double theirs = bench_now() - start;
    peer_close(db);
    bench_row(bench_text("full check of %d records", rows), bench_text("%.2f s", whole),
              bench_text("SQLite integrity_check %.2f s", theirs), theirs / whole,
              "<= 0.5 s of 1 M", bench_goal(whole <= 0.5));
    bench_row("  every seal and page of the store alone", bench_text("%.2f s", seals), NULL,
              theirs / seals, "", BENCH_NO_GOAL);
}

int main(void)
{
    char *dir = bench_dir_new(), store[300], db_path[300];
    int rows = bench_quick() ? 2 * TURN : 10 * TURN;
    struct bench_samples a = {0}, b = {0};
    double all = 0, all_peer = 0;
    snprintf(store, sizeof store, "%s/store", dir);
    snprintf(db_path, sizeof db_path, "%s/peer.db", dir);
    struct book *book = bulk_create(store);
    sqlite3 *db = peer_make(db_path);
    sqlite3_stmt *put = peer_prepare(
        db,
        "INSERT INTO household (unit, number, head, folded, birth, sex, address, size, workers, "
        "vfrom, vto, version) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,0,65535,1)");
    for (int at = 0; at < rows; at += TURN) {
        struct bulk_row *v = bulk_rows_make(at, TURN);
        double took = ours(book, v), took_peer = peer(db, put, v);
        bulk_rows_free(v, TURN);
        bench_add(&a, TURN / took);
        bench_add(&b, TURN / took_peer);
        all += took;
        all_peer += took_peer;
    }
    sqlite3_finalize(put);
    peer_close(db);
    book_close(book);
    bench_row(bench_text("storage alone, %d household records", rows),
              bench_text("%.0f rows/s", rows / all),
              bench_text("SQLite, 3 indexes %.0f/s", rows / all_peer), all_peer / all,
              ">= 500,000 rows/s", bench_goal(rows / all >= 500000));
    bench_row("  median of turns of 100,000", bench_text("%.0f rows/s", bench_median(&a)),
              bench_text("SQLite %.0f/s", bench_median(&b)), bench_median(&a) / bench_median(&b),
              "", BENCH_NO_GOAL);
    checks(store, db_path, rows);
    bench_dir_remove(dir);
    return 0;
}
