/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/sqlite.h"

#include "tests/bench/support.h"

static void must(sqlite3 *db, int rc, const char *what)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
        bench_fail("sqlite: %s: %s", what, db ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
}

sqlite3 *peer_open(const char *path)
{
    sqlite3 *db;
    must(NULL, sqlite3_open(path, &db), path);
    sqlite3_busy_timeout(db, 5000);
    peer_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
                  "PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY");
    return db;
}

void peer_close(sqlite3 *db)
{
    must(db, sqlite3_close(db), "close");
}

void peer_exec(sqlite3 *db, const char *sql)
{
    must(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
}

sqlite3_stmt *peer_prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s;
    must(db, sqlite3_prepare_v2(db, sql, -1, &s, NULL), sql);
    return s;
}

void peer_n(sqlite3_stmt *s, int i, int64_t n)
{
    must(sqlite3_db_handle(s), sqlite3_bind_int64(s, i, n), "bind");
}

void peer_s(sqlite3_stmt *s, int i, struct span text)
{
    must(sqlite3_db_handle(s), sqlite3_bind_text(s, i, text.p, (int)text.n, SQLITE_STATIC), "bind");
}

void peer_run(sqlite3_stmt *s)
{
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        continue;
    must(sqlite3_db_handle(s), rc, sqlite3_sql(s));
    sqlite3_reset(s);
}

int64_t peer_ask(sqlite3_stmt *s, int64_t miss)
{
    int rc = sqlite3_step(s);
    must(sqlite3_db_handle(s), rc, sqlite3_sql(s));
    int64_t n = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : miss;
    sqlite3_reset(s);
    return n;
}
