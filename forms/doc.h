/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A document as a list of blocks: what a report says, before anybody knows how it will look. One
 * report builds one document; the writers (text, .docx, .xlsx) print it. So there are no
 * columns of a terminal, no points and no millimetres here, only roles ("the draft mark", "a legal
 * basis", "the row of the total") and shares of a width.
 *
 * A document is made from top to bottom: a function adds a block, later calls fill the last one.
 * The document owns copies of all texts; every text is made NFC and free of control characters on
 * the way in. A zeroed struct doc is valid and empty; doc_release() leaves it so again.
 *
 *     doc_pair(d, DOC_PAIR_HEAD, 2, 3);
 *     doc_pair_line(d, DOC_LEFT_SIDE, DOC_BOLD, DOC_CENTRE, "XÃ TRIỆU SƠN");
 *     doc_paragraph(d, DOC_BASIS);
 *     doc_add(d, DOC_ITALIC, "Căn cứ Quyết định số ..");
 *     doc_table(d, "Biểu 1. ..");
 *     doc_column(d, DOC_LEFT, 3, 0), doc_column(d, DOC_RIGHT, 1, 1);
 *     doc_row(d, DOC_ROW_HEAD);
 *     doc_cell(d, 1, 1, "Danh hiệu"), doc_cell(d, 1, 1, "Tổng");
 */
#ifndef FORMS_DOC_H
#define FORMS_DOC_H

#include "locale/buf.h"

enum doc_style { DOC_PLAIN = 0, DOC_BOLD = 1 << 0, DOC_ITALIC = 1 << 1 };
enum doc_align { DOC_LEFT, DOC_RIGHT, DOC_CENTRE };

struct doc_run {
    char *text;
    unsigned style;
};
struct doc_string { /* one line or paragraph of text */
    struct doc_run *run;
    size_t n;
};

enum doc_kind {
    DOC_NOTE_BLOCK,  /* the draft mark: seen first */
    DOC_PAIR_BLOCK,  /* two columns: the head, "Kính gửi" and the bodies, "nơi nhận" and the
                        signature */
    DOC_TITLE_BLOCK, /* a centred line of the title */
    DOC_PARAGRAPH_BLOCK, /* by its role */
    DOC_HEADING_BLOCK,   /* level 1 "I. ..", 2 "1. .." */
    DOC_FIGURES_BLOCK,   /* name and value, a line each */
    DOC_TABLE_BLOCK,
    DOC_BLANKS_BLOCK, /* dotted lines to be written on by hand */
    DOC_CHART_BLOCK,  /* figures of the tables as a picture; only .xlsx draws it */
    DOC_PAGE_BLOCK,   /* what follows begins on a new page */
};

enum doc_role {
    DOC_BODY,
    DOC_BASIS,  /* căn cứ */
    DOC_BULLET, /* the writer adds its mark */
    DOC_SOURCE, /* below a table: where its figures come from */
};

enum doc_side { DOC_LEFT_SIDE, DOC_RIGHT_SIDE };
enum doc_pair_role { DOC_PAIR_HEAD, DOC_PAIR_ADDRESS, DOC_PAIR_FOOT };
struct doc_line {
    struct doc_string text;
    enum doc_align align;
    unsigned rule;  /* under it: 0 none, else percent of the text's length */
    unsigned space; /* empty lines after it: room for a signature */
};
struct doc_pair {
    enum doc_pair_role role;
    unsigned share[2]; /* of the width */
    struct doc_line *line[2];
    size_t n[2];
};

struct doc_figure {
    struct doc_string name, value;
};

struct doc_column {
    enum doc_align align;
    unsigned weight; /* share of the width that is left over */
    /* Columns of group 0 name the row. A table too wide for the paper is split between other
     * groups, never inside one, and every part repeats group 0. */
    unsigned group;
};
enum doc_row_kind { DOC_ROW_HEAD, DOC_ROW_BODY, DOC_ROW_TOTAL };
/* What a cell's text is as a number, for the writer whose cells can be counted with. Shares and
 * points are whole hundredths: 65,20 % is 6520. An ordinal is a year or the number of a row: no dot
 * in it. */
enum doc_number { DOC_NO_NUMBER, DOC_COUNT, DOC_MONEY, DOC_PERCENT, DOC_POINTS, DOC_ORDINAL };
struct doc_cell {
    struct doc_string text;
    unsigned across, down; /* columns and rows it covers; a covered place has no cell of its own */
    enum doc_number number;
    int64_t value;
};
struct doc_row {
    enum doc_row_kind kind;
    struct doc_cell *cell;
    size_t n;
};
struct doc_table {
    struct doc_string caption;
    struct doc_column *column;
    size_t columns;
    struct doc_row *row;
    size_t rows;
};

struct doc_series {
    struct doc_string name;
    bool mark; /* a line over the bars: a target */
    int64_t *value;
    size_t n;
};
struct doc_chart {
    struct doc_string title;
    enum doc_number number; /* of all its values */
    struct doc_string *category;
    size_t categories;
    struct doc_series *series;
    size_t n;
};

struct doc_block {
    enum doc_kind kind;
    struct doc_string text; /* note, title, paragraph, heading */
    enum doc_role role;     /* paragraph */
    unsigned level;         /* heading: 1, 2; title: rule under it in percent; blanks: how many */
    struct doc_pair pair;
    struct doc_table table;
    struct doc_chart chart;
    struct doc_figure *figure;
    size_t figures;
};

struct doc {
    struct doc_block *block;
    size_t n;
};

void doc_release(struct doc *d);

void doc_note(struct doc *d, const char *text);
void doc_title(struct doc *d, unsigned style, unsigned rule, const char *text);
void doc_heading(struct doc *d, unsigned level, const char *text);
void doc_blanks(struct doc *d, unsigned lines);
void doc_page(struct doc *d); /* another document of the same file; nothing at the top */
/* An empty paragraph; doc_add() adds runs to it. */
void doc_paragraph(struct doc *d, enum doc_role role);
void doc_add(struct doc *d, unsigned style, const char *text);
void doc_addf(struct doc *d, unsigned style, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

void doc_pair(struct doc *d, enum doc_pair_role role, unsigned left, unsigned right);
struct doc_line *doc_pair_line(struct doc *d, enum doc_side side, unsigned style,
                               enum doc_align align, const char *text);

/* Lines that follow each other are one block. value NULL: dots to write the number on. */
void doc_figure(struct doc *d, const char *name, const char *value);

/* A table: first its columns, then rows with their cells from left to right. */
void doc_table(struct doc *d, const char *caption);
void doc_column(struct doc *d, enum doc_align align, unsigned weight, unsigned group);
void doc_row(struct doc *d, enum doc_row_kind kind);
void doc_cell(struct doc *d, unsigned across, unsigned down, const char *text);
/* Of the last cell: the number that its text shows. */
void doc_cell_number(struct doc *d, enum doc_number kind, int64_t value);

/* Of a cell of the body that begins in a column: a line over several columns begins at the left. */
enum doc_align doc_cell_align(const struct doc_table *t, size_t column,
                              const struct doc_cell *cell);

/* Which cell covers each place: row r, column c is out[r * columns + c], an index into the row's
 * own cells, or DOC_COVERED where a cell above or to the left reaches. The caller frees. Rows with
 * too few cells end in covered places. */
enum { DOC_COVERED = -1 };
int *doc_table_places(const struct doc_table *t);

/* A chart: first what its bars stand for, then a series with a value for each. */
#define DOC_UNKNOWN INT64_MIN /* a value that is not known: no bar */
void doc_chart(struct doc *d, enum doc_number number, const char *title);
void doc_category(struct doc *d, const char *text);
void doc_series(struct doc *d, bool mark, const char *name);
void doc_point(struct doc *d, int64_t value);

#endif
