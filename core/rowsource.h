/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a foreign file (.csv, .dbf, .xls, .xlsx), read by the second program hoctap-file, which
 * has one descriptor, an empty environment and limits: a hostile file can stop that program, never
 * this one. This module starts it, checks what it says and turns its faults into sentences. It
 * knows no entity, no column name and no charset: cells are the raw bytes of the file (UTF-16 is
 * already UTF-8).
 *
 * - Open (or read the whole table) BEFORE any store transaction: a closure of the store may run
 *   twice and must not wait for another process.
 * - Rows come in file order and the header row is an ordinary row, the first one. Rows are as wide
 *   as the file has them: shorter or longer than the header is for the caller to judge.
 * - A row's line is the physical line of the file on which it begins, the first being 1 (blank
 *   lines and a "sep=;" line count). For DBF it is record number + 1, deleted records counted; for
 *   Excel the number of the row in its sheet.
 * - Of an Excel file one sheet is read: the one asked for, else the first that holds something and
 *   is not hidden. Which sheets there are is known after the last row.
 * - A fault (an unclosed quote, a cut file) comes after the rows before it.
 *
 *     struct row_table t = {0};
 *     struct row_source_options o = {.separator = ';'};
 *     enum status s = row_table_read(&t, "ho.csv", &o, d);
 *     for (size_t i = 1; s == STATUS_OK && i < t.n; i++) {
 *         struct row r = row_table_row(&t, i);
 *         use(r.line, r.cells[0]);
 *     }
 *     row_table_release(&t);
 */
#ifndef CORE_ROWSOURCE_H
#define CORE_ROWSOURCE_H

#include "core/foreign/protocol.h"
#include "locale/buf.h"
#include "locale/status.h"

#define ROW_TABLE_MAX (256u << 20) /* bytes a row_table may take */

/* Zeroed: find out everything. */
struct row_source_options {
    enum foreign_format format;
    char separator;      /* 0 = find it; a CSV only */
    bool utf16;          /* the file is UTF-16 even without a byte order mark */
    const char *sheet;   /* of an Excel file: name or number from 1; NULL or "" = find it */
    const char *program; /* hoctap-file; NULL = beside this program, else HOCTAP_LIBEXEC */
    int seconds;         /* time to read the whole file; 0 = FOREIGN_SECONDS_MAX */
    bool plain;          /* nothing but a plain file with one name: no link, no pipe, no device */
    /* Of row_table_read(): more rows, or more than 400 bytes a row on the whole, are STATUS_IO; 0 =
     * what ROW_TABLE_MAX holds. */
    size_t rows_max;
};

struct row {
    uint32_t line;
    unsigned n;
    const struct span *cells; /* n of them */
    const bool *filled;       /* which are merged with a cell above, whose text they have */
};

/* The cell that is that name, whatever its capitals, a byte order mark before the first one; or -1.
 */
int row_find_column(const struct row *header, const char *name);

struct row_source_column { /* of a DBF; a CSV has none */
    char type;             /* C N F D L I B Y T */
    unsigned width;
};

struct row_sheet { /* of an Excel file */
    char *name;
    uint32_t rows; /* that hold something */
    bool hidden;
};

struct row_sheets {
    struct row_sheet *v;
    unsigned n, chosen;
};
void row_sheets_release(struct row_sheets *s);

struct row_source;

/* Opens path ("-" = standard input) and starts hoctap-file on it. STATUS_NOTFOUND, DENIED, IO (a
 * folder, not readable, format not known, program missing): the text names the file and what to
 * do. *out is NULL unless STATUS_OK. */
enum status row_source_open(struct row_source **out, const char *path,
                            const struct row_source_options *o, struct detail *d) NODISCARD;
/* STATUS_OK and a row, or STATUS_OK and *end. Else STATUS_IO: the text names file, line and what to
 * do, d->position is the line (0 = none), and every further call fails the same way. The row's
 * cells are borrowed until the next call. */
enum status row_source_next(struct row_source *s, struct row *row, bool *end,
                            struct detail *d) NODISCARD;
void row_source_close(struct row_source *s); /* stops and reaps the child; NULL is fine */

enum foreign_format row_source_format(const struct row_source *s);
char row_source_separator(const struct row_source *s); /* 0 for a DBF */
enum foreign_hint row_source_hint(const struct row_source *s);
/* All columns are known once the first row has been given. */
const struct row_source_column *row_source_columns(const struct row_source *s, unsigned *n);
/* The caller's from now on; empty for other files, and before the last row. */
struct row_sheets row_source_take_sheets(struct row_source *s);
/* After an error: a fixed word, "open-quote" and so on of protocol.h, "stopped" (crash or limit) or
 * "time"; else NULL. */
const char *row_source_reason(const struct row_source *s);

/* The whole file in memory, packed (a cell costs one byte more than its text), because charsets are
 * found by column. Zeroed is valid and empty. */
struct row_table {
    size_t n;          /* rows, the header (row 0) among them */
    unsigned width;    /* cells of the widest row */
    uint32_t *offsets; /* of rows in packed */
    size_t cap;
    struct buf packed;
    struct span *scratch;
    bool *scratch_filled;
    enum foreign_format format;
    char separator;
    enum foreign_hint hint;
    struct row_source_column *columns;
    unsigned n_columns;
    struct row_sheets sheets;
    const char *reason; /* as row_source_reason() */
};

/* On an error the rows before it stay in t, to be shown; t must be released either way. */
enum status row_table_read(struct row_table *t, const char *path,
                           const struct row_source_options *o, struct detail *d) NODISCARD;
/* i < t->n. The cells array is borrowed until the next call, the bytes until the release. */
struct row row_table_row(const struct row_table *t, size_t i);
void row_table_release(struct row_table *t);

#endif
