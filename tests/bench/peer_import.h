/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The import of a household list as somebody would write it for SQLite with this project's own
 * reader, charset and folding modules: the same checks, one transaction, duplicates by a unique
 * index, and the indexes that lists, find and progress would need. It need not find out charset,
 * columns or separator: those are told.
 */
#ifndef TESTS_BENCH_PEER_IMPORT_H
#define TESTS_BENCH_PEER_IMPORT_H

/* The schema, with the hamlets and clans of tests/bench/words.h. */
void peer_import_prepare(const char *db);
/* The whole work, in the process of its own that main() started. */
void peer_import_run(const char *db, const char *csv, const char *hoctap_file);
void peer_import_count(const char *db, long *households, long *titles);

#endif
