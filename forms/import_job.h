/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Nhập tệp cũ" without its screen: one file on its way into the book. Holds the steps of
 * core/import.h and what a person has changed at each of them: entity, charset, meanings of
 * columns, corrected cells. After every change the plan is made again, so what is shown is always
 * what an import would do now. Knows no key and writes no file.
 *
 * - The file is read (by hoctap-file) in import_job_open(), before and outside any transaction.
 * - A correction belongs to a cell as it was read: it is named by line and column and by the text
 *   that stood there, so a draft is never put into another file by mistake.
 * - A function that fails leaves the job as it was, unless it says otherwise.
 *
 *     import_job_init(&j, book, who);
 *     import_job_set_entity(&j, e, d), import_job_open(&j, "ho.csv", d);
 *     ... look at j.columns, j.plan; import_job_correct() ...
 *     import_job_run(&j, d);      what is written is then `unchanged` in the new plan
 */
#ifndef FORMS_IMPORT_JOB_H
#define FORMS_IMPORT_JOB_H

#include "core/import.h"

enum { IMPORT_CANDIDATES = 3, IMPORT_SAMPLE = 20 };

struct import_correction {
    uint32_t row; /* of the table */
    unsigned column;
    char *was, *text;
};

struct import_meaning {
    unsigned column;
    char *text; /* as import_column_set() takes it */
};

struct import_job {
    struct book *book;
    struct caller who; /* as given, but the source names the file */
    const struct entity *e;
    char *path, *source;
    struct import_options options; /* path and charset are the job's; the rest may be set */
    char *hamlet;                  /* options.hamlet */
    enum charset charset;          /* CHARSET_AUTO: found cell by cell */
    struct import_table *table;    /* NULL: no file */
    struct import_columns columns; /* of the table and the entity, when both are there */
    struct import_plan plan;
    bool planned;
    bool stale; /* a cell was changed since */
    enum charset candidate[IMPORT_CANDIDATES];
    size_t n_candidates;
    struct import_result done; /* of all import_job_run() of this file together, without notes */
    struct import_correction *correction;
    size_t n_corrections;
    struct import_meaning *meaning;
    size_t n_meanings;
    bool draft_due; /* something was corrected or matched by hand since the draft */
};

/* book and who are borrowed until the release. */
void import_job_init(struct import_job *j, struct book *b, const struct caller *who);
void import_job_release(struct import_job *j);

/* The entities that files may hold, in the order in which they should be imported (each may refer
 * to those before it); NULL behind the last. */
const struct entity *import_job_entity(size_t i);

/* The three that follow match the columns and make the plan when file and entity are there. When
 * that fails (STATUS_INVALID: no column was recognised) what was asked for is done all the same,
 * and `planned` is false. */
/* Another entity forgets the meanings. */
enum status import_job_set_entity(struct import_job *j, const struct entity *e,
                                  struct detail *d) NODISCARD;
/* Reads the file; of an Excel file the sheet that suits the entity. Errors of import_open(): the
 * file before it stays. */
enum status import_job_open(struct import_job *j, const char *path, struct detail *d) NODISCARD;
/* Reads another sheet of the Excel file that is open. */
enum status import_job_set_sheet(struct import_job *j, const char *name,
                                 struct detail *d) NODISCARD;
/* How many sheets of the file hold something; 0 when it is no Excel file. */
unsigned import_job_sheets(const struct import_job *j);
/* The i-th of them, and whether it is the one that was read. */
const struct row_sheet *import_job_sheet(const struct import_job *j, unsigned i, bool *chosen);
enum status import_job_set_charset(struct import_job *j, enum charset c,
                                   struct detail *d) NODISCARD;

/* After a change of options.year or options.update. */
enum status import_job_replan(struct import_job *j, struct detail *d) NODISCARD;
/* text NULL or "": none. A hamlet that is not known is STATUS_USAGE, and the old one stays. */
enum status import_job_set_hamlet(struct import_job *j, const char *text,
                                  struct detail *d) NODISCARD;

/* ---- charsets ---- */

/* job.candidate: the likeliest charsets of the file as it was found, the one that most cells are
 * read in first; none for a file without letters that need one. */
const char *import_charset_label(enum charset c); /* translated: "TCVN3 (.VnTime)" */
/* The charset that most cells are read in now; CHARSET_ASCII when none needs one. */
enum charset import_job_charset(const struct import_job *j);
/* Are there cells in another one too? */
bool import_job_mixed(const struct import_job *j);
/* Rows of a column to look at: those with letters that depend on the charset first. Returns how
 * many, at most IMPORT_SAMPLE; in the order of the file. */
size_t import_job_sample(const struct import_job *j, unsigned column, size_t out[IMPORT_SAMPLE]);
/* The column with most of such cells, names first. */
unsigned import_job_sample_column(const struct import_job *j);

/* ---- columns ---- */

struct import_choice {
    char *text;  /* for import_job_set_meaning() */
    char *label; /* translated */
    bool taken;  /* another column means it now */
};
struct import_choices {
    struct import_choice *v;
    size_t n;
};
/* What a column may mean: nothing, each field, each title of each year. */
void import_job_choices(const struct import_job *j, struct import_choices *out);
void import_choices_release(struct import_choices *c);
/* What column means now, translated: "Chủ hộ", "bỏ qua", "chưa nhận ra". */
void import_job_add_meaning(const struct import_job *j, unsigned column, struct buf *out);
/* Sets it by hand; a column that meant the same is then left out. */
enum status import_job_set_meaning(struct import_job *j, unsigned column, const char *text,
                                   struct detail *d) NODISCARD;

/* ---- refused rows ---- */

/* Where a note points to; false when it is about the file as a whole. *column is -1 when it is
 * about no single cell. */
bool import_job_note_cell(const struct import_job *j, const struct import_note *n, size_t *row,
                          int *column);
/* The sentence, for people at a screen: no options of the command line. */
void import_job_add_note(const struct import_job *j, const struct import_note *n, struct buf *out);
/* Puts text in the place of a cell and plans again. */
enum status import_job_correct(struct import_job *j, size_t row, unsigned column, struct span text,
                               struct detail *d) NODISCARD;
/* The same while it is still being typed, for the draft: the plan is made by the next correction,
 * or before an import. */
void import_job_keep(struct import_job *j, size_t row, unsigned column, struct span text);
bool import_job_corrected(const struct import_job *j, size_t row, unsigned column);

/* ---- import ---- */

/* Imports; then the plan is made again, and holds what is still refused. `written` may be true
 * with an error too: what done says is in the book. */
enum status import_job_run(struct import_job *j, struct detail *d) NODISCARD;
/* The name that a file of the refused rows gets, beside the file: "ho-tu-choi.csv"; with number 2
 * "ho-tu-choi-2.csv". */
void import_job_add_refused_name(const struct import_job *j, unsigned number, struct buf *out);
void import_job_add_refused(const struct import_job *j, struct buf *out);

/* ---- draft ---- */

/* What was changed by hand, to be kept with storage/drafts.h; nothing when nothing was. */
void import_job_to_draft(const struct import_job *j, struct buf *out);
/* The entity that a draft is of; NULL when bytes are no draft. */
const struct entity *import_job_draft_entity(struct span bytes);
/* Puts what fits into the file that is open, and plans again. Returns how many changes came back.
 * Bytes that are no draft give 0. */
size_t import_job_from_draft(struct import_job *j, struct span bytes);

#endif
