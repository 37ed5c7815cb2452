/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Old files into the book: `hoctap import` and the screen "Nhập tệp cũ".
 *
 * Steps, with data between them so that a screen can show and change each one:
 *
 *     import_open()           the file's cells, decoded; which charset each cell was read in
 *     import_match_columns()  header -> field, title mark, or nothing; may be changed by hand
 *     import_plan_make()      per row: what it says, and new / unchanged / update / refuse
 *     import_run()            writes, a few thousand rows a transaction, and fills the result
 *
 * import_file() is all of them, for the command line. Nothing is written before the whole file has
 * been read and planned. Killed half way, the same call completes the work: what was written is
 * then `unchanged`.
 *
 * Invariants
 * - Nothing of the file is dropped silently: what is not recorded is in `refused` or `warnings`.
 * - A refused row is refused as a whole. An empty cell never takes anything back, and a title's
 *   state is never lowered.
 * - Everything recorded is NFC. Lines are physical lines of the file, the header usually being 1.
 *
 * It knows no terminal and no file but the one it reads: texts go into buffers.
 */
#ifndef CORE_IMPORT_H
#define CORE_IMPORT_H

#include "core/book.h"
#include "core/rowsource.h"
#include "core/title.h"
#include "locale/charset.h"

/* As the command line has them; NULL and zero are the defaults ("auto"). Borrowed for the call. */
struct import_options {
    const char *path;    /* "-" = standard input */
    const char *format;  /* auto csv dbf xls xlsx */
    const char *charset; /* auto or a name of charset.h: forces every cell */
    const char *sep;     /* auto or one character; "tab" */
    const char *sheet;   /* of an Excel file: name or number from 1; NULL or "" = find it */
    struct span map;     /* text of the --map file: lines `header = field`, `header = -` */
    const char *hamlet;  /* where rows go that name no hamlet: code, number or name */
    int year;            /* of yearly columns that name none; 0 = none */
    bool dry_run;        /* everything but the writing */
    bool update;         /* change stored records that differ */
    bool strict;         /* any refused row: nothing is written */
    const char *program; /* hoctap-file; NULL = beside this program (tests) */
    bool plain;          /* path must be a plain file with one name (core/rowsource.h) */
    /* Rows of the file that are taken, 80 times as many cells, 400 times as many bytes; 0 = what
     * the memory limits of rowsource.h hold. For a machine that many share. */
    size_t rows_max;
    /* Called after every batch with the rows done; may be NULL. */
    void (*progress)(void *context, size_t done, size_t total);
    void *progress_context;
};

/* One thing that was refused or that people should look at. */
struct import_note {
    uint32_t line;             /* 0: the file as a whole */
    const struct field *field; /* or NULL: a title column, an unknown column, the record */
    char *column;              /* header in the file; NULL when no column says it */
    enum reason reason;
    char *text; /* the cell as read; for DUPLICATE the earlier line, for DIFFERS the fields that
                   differ, for SIMILAR the other's number; may be NULL */
};

struct import_notes {
    struct import_note *v;
    size_t n, cap;
};

struct import_result {
    unsigned imported, updated, unchanged, blank;
    char *sheet, *sheets_left;   /* of an Excel file with several: read; names of the others */
    unsigned titles;             /* title records made or raised */
    bool resumed;                /* an earlier run of this very command was cut short */
    bool written;                /* false: dry run, or strict with refusals */
    struct import_notes refused; /* one a row: its first fault in table order */
    struct import_notes warnings;
    uint32_t charsets[CHARSET_COUNT]; /* non-ASCII cells read in each */
};
void import_result_release(struct import_result *r);

/* refused_csv (may be NULL) gets the refused rows as CSV, see import_add_refused(). STATUS_OK also
 * when rows were refused (look at result->refused.n). Else nothing more was written than result
 * says: USAGE (an option or map line, named in d), NOTFOUND, IO (the file), INVALID (no column was
 * recognised), DENIED, and what the store says. result is valid and must be released either way. */
enum status import_file(struct book *b, const struct caller *who, const struct entity *e,
                        const struct import_options *o, struct import_result *result,
                        struct buf *refused_csv, struct detail *d) NODISCARD;

/* {"imported":N,"updated":N,"unchanged":N,"refused":[{"line":L,"field":"..","reason":".."}],
 * "warnings":[{"line":L,"field":"..","reason":".."}],"charsets":{"tcvn3":N}} and a newline. field
 * is an export name, the column's header, or "". */
void import_result_add_json(const struct import_result *r, struct buf *out);
/* "Dòng 1204: Năm sinh '19 bảy lăm': phải là ngày, ví dụ 28/9/2026, hoặc năm, ví dụ 1970." Without
 * a newline. */
void import_note_add_text(const struct import_note *n, struct buf *out);
/* One or more lines: how many rows were imported, kept, refused, and what to do next. */
void import_result_add_summary(const struct import_result *r, const struct entity *e,
                               const struct import_options *o, struct buf *out);

/* ---- step 1: the cells ---- */

enum import_doubt { IMPORT_CLEAR, IMPORT_AMBIGUOUS, IMPORT_BAD };

struct import_cell {
    struct span text; /* UTF-8 NFC, as decoded; borrowed until the table's release */
    enum charset charset;
    enum import_doubt doubt;
    bool filled; /* merged with a cell above, whose text it has */
};

struct import_table;

/* Reads and decodes the whole file. STATUS_USAGE for an option, else as row_table_read(). *out is
 * NULL unless STATUS_OK. */
enum status import_open(struct import_table **out, const struct import_options *o,
                        struct detail *d) NODISCARD;
/* The same, with the sheet of an Excel file that is a list of e: unless options name one, the first
 * with a header row. When no sheet has one, it is the first that holds something. */
enum status import_open_for(struct import_table **out, const struct entity *e,
                            const struct import_options *o, struct detail *d) NODISCARD;
/* The sheets of an Excel file, the one that was read among them; empty for other files. */
const struct row_sheets *import_table_sheets(const struct import_table *t);
void import_table_free(struct import_table *t);         /* NULL is fine */
size_t import_table_rows(const struct import_table *t); /* with those above the header */
unsigned import_table_width(const struct import_table *t);
char import_table_separator(const struct import_table *t); /* 0 for a DBF */
uint32_t import_table_line(const struct import_table *t, size_t row);
unsigned import_table_cells(const struct import_table *t, size_t row); /* how many this row has */
/* Cells behind the row's end are empty. */
struct import_cell import_table_cell(const struct import_table *t, size_t row, unsigned column);
/* Its bytes as they stand in the file; empty behind the row's end. */
struct span import_table_raw(const struct import_table *t, size_t row, unsigned column);
/* The same cell read in another charset, for the preview. */
void import_table_read_as(const struct import_table *t, size_t row, unsigned column, enum charset c,
                          struct buf *out);
/* Reads every cell in c from now on, or finds out again (CHARSET_AUTO). Corrections are lost. */
void import_table_decode(struct import_table *t, enum charset c);
/* A correction on the spot: NFC text in the place of a cell, column < import_table_width(); a row
 * that is too short grows. Make the plan again afterwards. */
void import_table_set(struct import_table *t, size_t row, unsigned column, struct span text);
/* Empties the cells below the header that are merged with one of the head: a third row of it is no
 * person by the name of "Họ và tên". */
void import_table_end_head(struct import_table *t, size_t header);

/* ---- step 2: the columns ---- */

enum import_use {
    IMPORT_UNKNOWN, /* not recognised: a warning */
    IMPORT_IGNORED, /* left out on purpose: STT, `header = -` */
    IMPORT_FIELD,   /* fields[field]; year for a field of type years */
    IMPORT_TITLE,   /* a mark of title and year */
    IMPORT_PLACE,   /* the hamlet of the subject, of an entity without a place of its own (title) */
};

struct import_column {
    char *header; /* as decoded; owned */
    enum import_use use;
    unsigned field; /* index into the entity's fields */
    const struct title_kind *title;
    bool recognised; /* CN; else ĐK */
    int year;
    enum reason warning; /* UNKNOWN_COLUMN, DUPLICATE_COLUMN, NO_YEAR, OUT_OF_RANGE, IN_FUTURE */
};

struct import_columns {
    struct import_column *v; /* one per column of the table */
    unsigned n;
    size_t header; /* row of the table that holds the headers */
    bool two_rows; /* with the row above it: "ĐK GĐHT" in merged cells above "2025", "2026" */
};

/* What a header means for e by itself, without map or year. For tests and help. */
void import_match_header(const struct entity *e, struct span header, struct import_column *out);
/* Finds the header row and matches every column. STATUS_USAGE for a map line that is none or names
 * no column of the file or no field; STATUS_INVALID when no column was recognised. */
enum status import_match_columns(struct import_table *t, const struct entity *e,
                                 const struct import_options *o, day today,
                                 struct import_columns *out, struct detail *d) NODISCARD;
/* Sets one column by hand, as a map line would: an export name, "-", or a header text. false when
 * it is none. */
bool import_column_set(struct import_columns *c, unsigned column, const struct entity *e,
                       struct span meaning, int year, day today);
void import_columns_release(struct import_columns *c);

/* ---- step 3: the plan ---- */

enum import_action {
    IMPORT_BLANK, /* no cell says anything */
    IMPORT_NEW,
    IMPORT_UNCHANGED,
    IMPORT_UPDATE,
    IMPORT_REFUSE,
};

struct import_row {
    uint32_t row;   /* of the table */
    uint8_t action; /* enum import_action */
    struct unit_key unit;
    uint64_t stored; /* the record it equals, or 0 */
};

struct import_plan {
    struct import_row *v; /* every row behind the header, in the file's order */
    size_t n;
    unsigned count[IMPORT_REFUSE + 1];
    unsigned titles;                       /* title records that would be made or raised */
    struct import_notes refused, warnings; /* in the order of rows */
    uint64_t generation;                   /* of the book, when it was made (book_generation) */
    bool resumed;                          /* batches of this very import were written earlier */
    struct import_work *work;              /* caches; nobody else's business */
};

/* Reads the book in one snapshot. t, c and o must outlive the plan. */
enum status import_plan_make(struct book *b, const struct caller *who, const struct entity *e,
                             const struct import_table *t, const struct import_columns *c,
                             const struct import_options *o, struct import_plan *out,
                             struct detail *d) NODISCARD;
void import_plan_release(struct import_plan *p);

/* ---- step 4 ---- */

/* Writes what the plan says (nothing when o says dry_run, or strict and rows are refused) and fills
 * result. When somebody else changed the book in between, the rows still to come are planned
 * again: plan then holds the new plan. */
enum status import_run(struct book *b, const struct caller *who, const struct entity *e,
                       const struct import_table *t, const struct import_columns *c,
                       const struct import_options *o, struct import_plan *plan,
                       struct import_result *result, struct detail *d) NODISCARD;

/* The refused rows as decoded, UTF-8 with a byte order mark, with the columns `dòng`, `mục`,
 * `lý do` at the end; a cell that a spreadsheet would take for a formula gets a leading '. The file
 * can be corrected and imported as it is: those three columns are not read. */
void import_add_refused(const struct import_table *t, const struct import_columns *c,
                        const struct import_notes *refused, struct buf *out);

#endif
