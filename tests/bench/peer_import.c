/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/peer_import.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/rowsource.h"
#include "core/title.h"
#include "core/unit.h"
#include "locale/charset.h"
#include "locale/day.h"
#include "locale/fold.h"
#include "tests/bench/sqlite.h"
#include "tests/bench/support.h"
#include "tests/bench/words.h"

/* Columns of words_add_household_csv(). */
enum {
    STT,
    PLACE,
    HEAD,
    BIRTH,
    SEX,
    ADDRESS,
    SIZE,
    CLAN,
    POVERTY,
    MARKS,
    NOTE = MARKS + 8,
    COLUMNS
};
enum { FIRST = 2023, YEARS = 4 };

static const char schema[] =
    "CREATE TABLE hamlet (unit TEXT PRIMARY KEY, name TEXT, key TEXT UNIQUE, households INTEGER);"
    "CREATE TABLE clan (id INTEGER PRIMARY KEY, name TEXT, key TEXT UNIQUE);"
    "CREATE TABLE household (id INTEGER PRIMARY KEY, unit TEXT, number INTEGER, head TEXT, key "
    "TEXT, folded TEXT, birth INTEGER, sex INTEGER, address TEXT, address_key TEXT, size INTEGER, "
    "clan INTEGER, poverty INTEGER, vfrom INTEGER, vto INTEGER, note TEXT, version INTEGER);"
    "CREATE INDEX place ON household (unit, number);"
    "CREATE INDEX name ON household (folded);"
    "CREATE UNIQUE INDEX same ON household (unit, key, birth, address_key);"
    "CREATE TABLE title (subject INTEGER, title INTEGER, year INTEGER, state INTEGER, unit TEXT, "
    "version INTEGER, PRIMARY KEY (subject, title, year)) WITHOUT ROWID;"
    "CREATE INDEX grouped ON title (title, year, state, unit);"
    "CREATE TABLE audit (seq INTEGER PRIMARY KEY, time INTEGER, actor TEXT, operation INTEGER, "
    "first INTEGER, last INTEGER, hash BLOB)";

static void add_key(struct buf *out, const char *text)
{
    buf_reset(out);
    fold_key(out, span_of(text));
}

void peer_import_prepare(const char *path)
{
    sqlite3 *db = peer_open(path);
    struct buf key = {0};
    peer_exec(db, schema);
    peer_exec(db, "BEGIN");
    sqlite3_stmt *put = peer_prepare(db, "INSERT INTO hamlet VALUES (?1, ?2, ?3, 0)");
    for (int i = 0; i < WORDS_HAMLETS; i++) {
        peer_s(put, 1, span_of(bench_text("199999%03d", i + 1)));
        peer_s(put, 2, span_of(words_hamlet(i)));
        add_key(&key, words_hamlet(i));
        peer_s(put, 3, buf_span(&key));
        peer_run(put);
    }
    sqlite3_finalize(put);
    put = peer_prepare(db, "INSERT INTO clan VALUES (?1, ?2, ?3)");
    for (int i = 0; i < WORDS_CLANS; i++) {
        peer_n(put, 1, i + 1);
        peer_s(put, 2, span_of(words_clan(i)));
        add_key(&key, words_clan(i));
        peer_s(put, 3, buf_span(&key));
        peer_run(put);
    }
    sqlite3_finalize(put);
    peer_exec(db, "COMMIT");
    peer_close(db);
    buf_release(&key);
}

struct work {
    sqlite3 *db;
    sqlite3_stmt *hamlet, *clan, *household, *title, *number;
    struct buf cell[COLUMNS], key, folded, address;
    long refused;
};

static struct span cell(const struct work *w, int column)
{
    return span_trim(buf_span(&w->cell[column]));
}

static bool read_cells(struct work *w, const struct row *row)
{
    for (unsigned i = 0; i < COLUMNS; i++) {
        buf_reset(&w->cell[i]);
        if (i < row->n)
            charset_decode(CHARSET_TCVN3, row->cells[i], &w->cell[i], NULL);
    }
    return row->n <= COLUMNS;
}

/* Binds what the row says of the household; false when it must be refused. */
static bool bind_household(struct work *w, struct span unit)
{
    struct pdate birth = {0};
    struct span sex = cell(w, SEX), clan = cell(w, CLAN);
    long size = strtol(buf_str(&w->cell[SIZE]), NULL, 10);
    int64_t clan_id = 0;
    if (!cell(w, HEAD).n || cell(w, HEAD).n > 240 || cell(w, ADDRESS).n > 480 ||
        !pdate_parse(cell(w, BIRTH), &birth) || pdate_first(birth) > bench_caller()->today ||
        size < 1 || size > 60 || cell(w, NOTE).n > 6000)
        return false;
    if (!span_eq_str(sex, "Nam") && !span_eq_str(sex, "Nữ") && sex.n)
        return false;
    if (clan.n) {
        add_key(&w->key, buf_str(&w->cell[CLAN]));
        peer_s(w->clan, 1, buf_span(&w->key));
        if ((clan_id = peer_ask(w->clan, 0)) == 0)
            return false;
    }
    buf_reset(&w->folded);
    fold_search(&w->folded, cell(w, HEAD));
    buf_reset(&w->address);
    fold_key(&w->address, cell(w, ADDRESS));
    buf_reset(&w->key);
    fold_key(&w->key, cell(w, HEAD));
    peer_s(w->household, 1, unit);
    peer_s(w->household, 3, cell(w, HEAD));
    peer_s(w->household, 4, buf_span(&w->key));
    peer_s(w->household, 5, buf_span(&w->folded));
    peer_n(w->household, 6, birth.year);
    peer_n(w->household, 7, span_eq_str(sex, "Nam") ? 1 : 2);
    peer_s(w->household, 8, cell(w, ADDRESS));
    peer_s(w->household, 9, buf_span(&w->address));
    peer_n(w->household, 10, size);
    peer_n(w->household, 11, clan_id);
    peer_n(w->household, 12, cell(w, POVERTY).n > 0);
    peer_s(w->household, 13, cell(w, NOTE));
    return true;
}

static void put_titles(struct work *w, int64_t household, struct span unit)
{
    for (int y = 0; y < YEARS; y++) {
        bool recognised = cell(w, MARKS + 2 * y + 1).n > 0;
        if (!recognised && !cell(w, MARKS + 2 * y).n)
            continue;
        peer_n(w->title, 1, household);
        peer_n(w->title, 2, FIRST + y);
        peer_n(w->title, 3, recognised ? STATE_RECOGNISED : STATE_REGISTERED);
        peer_s(w->title, 4, unit);
        peer_run(w->title);
    }
}

static bool put_row(struct work *w, const struct row *row)
{
    char unit[16];
    if (!read_cells(w, row))
        return false;
    add_key(&w->key, buf_str(&w->cell[PLACE]));
    peer_s(w->hamlet, 1, buf_span(&w->key));
    if (sqlite3_step(w->hamlet) != SQLITE_ROW) {
        sqlite3_reset(w->hamlet);
        return false;
    }
    snprintf(unit, sizeof unit, "%s", (const char *)sqlite3_column_text(w->hamlet, 0));
    int number = sqlite3_column_int(w->hamlet, 1) + 1;
    sqlite3_reset(w->hamlet);
    if (!bind_household(w, span_of(unit)))
        return false;
    peer_n(w->household, 2, number);
    peer_run(w->household);
    if (!sqlite3_changes(w->db))
        return false; /* like an earlier row, or one stored before */
    put_titles(w, sqlite3_last_insert_rowid(w->db), span_of(unit));
    peer_n(w->number, 1, number);
    peer_s(w->number, 2, span_of(unit));
    peer_run(w->number);
    return true;
}

static void work_begin(struct work *w)
{
    w->hamlet = peer_prepare(w->db, "SELECT unit, households FROM hamlet WHERE key = ?1");
    w->clan = peer_prepare(w->db, "SELECT id FROM clan WHERE key = ?1");
    w->household = peer_prepare(
        w->db, "INSERT OR IGNORE INTO household (unit, number, head, key, folded, birth, sex, "
               "address, address_key, size, clan, poverty, note, vfrom, vto, version) VALUES "
               "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,0,65535,1)");
    w->title = peer_prepare(w->db, "INSERT INTO title VALUES (?1, 1, ?2, ?3, ?4, 1)");
    w->number = peer_prepare(w->db, "UPDATE hamlet SET households = ?1 WHERE unit = ?2");
    peer_exec(w->db, "BEGIN IMMEDIATE");
}

void peer_import_run(const char *path, const char *csv, const char *hoctap_file)
{
    struct work w = {.db = peer_open(path)};
    struct row_table t = {0};
    struct row_source_options o = {.separator = ',', .program = hoctap_file};
    struct detail d = {0};
    bench_must(row_table_read(&t, csv, &o, &d), &d, csv);
    work_begin(&w);
    for (size_t i = 1; i < t.n; i++) {
        struct row row = row_table_row(&t, i);
        w.refused += !put_row(&w, &row);
    }
    peer_exec(w.db, "INSERT INTO audit (time, actor, operation, first, last) SELECT 1782777600, "
                    "'bench', 5, MIN(id), MAX(id) FROM household; COMMIT");
    sqlite3_finalize(w.hamlet);
    sqlite3_finalize(w.clan);
    sqlite3_finalize(w.household);
    sqlite3_finalize(w.title);
    sqlite3_finalize(w.number);
    for (int i = 0; i < COLUMNS; i++)
        buf_release(&w.cell[i]);
    buf_release(&w.key);
    buf_release(&w.folded);
    buf_release(&w.address);
    row_table_release(&t);
    peer_close(w.db);
}

void peer_import_count(const char *path, long *households, long *titles)
{
    sqlite3 *db = peer_open(path);
    sqlite3_stmt *s = peer_prepare(db, "SELECT COUNT(*) FROM household");
    *households = (long)peer_ask(s, -1);
    sqlite3_finalize(s);
    s = peer_prepare(db, "SELECT COUNT(*) FROM title");
    *titles = (long)peer_ask(s, -1);
    sqlite3_finalize(s);
    peer_close(db);
}
