/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite as the peer, opened the way a careful program would: WAL, synchronous FULL (a commit is on
 * disk), 64 MiB cache, memory map, busy timeout 5 s. Every error ends the program.
 */
#ifndef TESTS_BENCH_SQLITE_H
#define TESTS_BENCH_SQLITE_H

#include <sqlite3.h>

#include "locale/buf.h"

sqlite3 *peer_open(const char *path);
void peer_close(sqlite3 *db);
void peer_exec(sqlite3 *db, const char *sql);
sqlite3_stmt *peer_prepare(sqlite3 *db, const char *sql);
/* Binds a number or text at place i (from 1); the text is borrowed until the next step. */
void peer_n(sqlite3_stmt *s, int i, int64_t n);
void peer_s(sqlite3_stmt *s, int i, struct span text);
void peer_run(sqlite3_stmt *s); /* steps to the end, resets */
/* Steps once and resets: the first column, or miss when there is no row. */
int64_t peer_ask(sqlite3_stmt *s, int64_t miss);

#endif
