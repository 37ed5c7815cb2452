/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables as text: rules above and below, no boxes. Every column gets at least its longest word,
 * the columns that name the rows a fair share of the width; what is left over goes by weight. When
 * the least widths do not fit, the table is cut into parts between its groups of columns.
 */
#include <stdlib.h>

#include "forms/doc_text_lines.h"
#include "locale/mem.h"

enum { GAP = 2, NARROW_GAP = 1, LEAST = 3, HEAD_FULL = 10 };

struct layout {
    const struct doc_table *t;
    int *place;    /* doc_table_places() */
    size_t *least; /* columns of the terminal each column needs */
    size_t *full;  /* that it would use, unwrapped */
    size_t *width; /* that it gets; 0 = not in this part */
    size_t gap;
};

static const struct doc_cell *cell_at(const struct layout *l, size_t row, size_t column)
{
    int i = l->place[row * l->t->columns + column];
    return i == DOC_COVERED ? NULL : &l->t->row[row].cell[i];
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* ---- widths ---- */

static void measure(struct layout *l, size_t paper)
{
    for (size_t r = 0; r < l->t->rows; r++)
        for (size_t c = 0; c < l->t->columns; c++) {
            const struct doc_cell *cell = cell_at(l, r, c);
            if (!cell || cell->across > 1)
                continue;
            size_t word = doc_string_word(&cell->text);
            l->least[c] = larger(l->least[c], word);
            size_t want = doc_string_columns(&cell->text);
            if (l->t->row[r].kind == DOC_ROW_HEAD && want > HEAD_FULL)
                want = larger(word, HEAD_FULL); /* a long head wraps */
            l->full[c] = larger(l->full[c], want);
        }
    for (size_t c = 0; c < l->t->columns; c++) {
        l->full[c] = larger(l->full[c], l->least[c]);
        if (l->t->column[c].group == 0) { /* a name in five lines is no name */
            size_t fair = larger(l->least[c], paper / 4);
            l->least[c] = l->full[c] < fair ? l->full[c] : fair;
        }
        l->least[c] = larger(l->least[c], 1);
    }
}

static size_t part_width(const struct layout *l, const size_t *columns)
{
    size_t sum = 0, n = 0;
    for (size_t c = 0; c < l->t->columns; c++)
        if (l->width[c]) {
            sum += columns[c];
            n++;
        }
    return sum + (n ? (n - 1) * l->gap : 0);
}

/* Merged heads need room for their longest word. */
static void widen_for_merged(struct layout *l)
{
    for (size_t r = 0; r < l->t->rows; r++)
        for (size_t c = 0; c < l->t->columns; c++) {
            const struct doc_cell *cell = cell_at(l, r, c);
            if (!cell || cell->across < 2)
                continue;
            size_t word = doc_string_word(&cell->text), have = (cell->across - 1) * NARROW_GAP;
            size_t end = c + cell->across < l->t->columns ? c + cell->across : l->t->columns;
            for (size_t k = c; k < end; k++)
                have += l->least[k];
            for (size_t k = c; have < word; k = k + 1 < end ? k + 1 : c) {
                l->least[k]++;
                have++;
            }
            for (size_t k = c; k < end; k++)
                l->full[k] = larger(l->full[k], l->least[k]);
        }
}

/* Puts groups from *next on into the part as long as they fit; at least one. */
static void choose_part(struct layout *l, unsigned *next, unsigned last, size_t paper)
{
    unsigned taken = 0;
    for (size_t c = 0; c < l->t->columns; c++)
        l->width[c] = l->t->column[c].group == 0;
    l->gap = NARROW_GAP;
    for (; *next <= last; (*next)++, taken++) {
        for (size_t c = 0; c < l->t->columns; c++)
            if (l->t->column[c].group == *next)
                l->width[c] = 1;
        if (taken && part_width(l, l->least) > paper) {
            for (size_t c = 0; c < l->t->columns; c++)
                if (l->t->column[c].group == *next)
                    l->width[c] = 0;
            break;
        }
    }
    l->gap = GAP;
    if (part_width(l, l->least) > paper)
        l->gap = NARROW_GAP;
}

/* Too wide even so: the widest columns give way, and their words are cut. */
static void squeeze(struct layout *l, size_t paper)
{
    while (part_width(l, l->width) > paper) {
        size_t widest = 0;
        for (size_t c = 1; c < l->t->columns; c++)
            if (l->width[c] > l->width[widest])
                widest = c;
        if (l->width[widest] <= LEAST)
            return;
        l->width[widest]--;
    }
}

/* Gives one column more to the one that is owed most: first up to its full width, then by weight.
 */
static void grow(struct layout *l, size_t paper)
{
    for (size_t used = part_width(l, l->width); used < paper; used++) {
        size_t best = l->t->columns, most = 0;
        for (size_t c = 0; c < l->t->columns; c++)
            if (l->width[c] && l->full[c] > l->width[c] && l->full[c] - l->width[c] > most) {
                most = l->full[c] - l->width[c];
                best = c;
            }
        for (size_t c = 0; c < l->t->columns && !most; c++) {
            if (!l->width[c] || !l->t->column[c].weight)
                continue;
            if (best == l->t->columns ||
                l->width[c] * l->t->column[best].weight < l->width[best] * l->t->column[c].weight)
                best = c;
        }
        if (best == l->t->columns)
            return;
        l->width[best]++;
    }
}

static void set_widths(struct layout *l, size_t paper)
{
    for (size_t c = 0; c < l->t->columns; c++)
        if (l->width[c])
            l->width[c] = l->least[c];
    squeeze(l, paper);
    grow(l, paper);
}

/* ---- rows ---- */

/* Columns of the terminal a cell covers in this part: its own and what it reaches over. */
static size_t cell_width(const struct layout *l, size_t column, const struct doc_cell *cell)
{
    size_t sum = 0;
    for (size_t c = column; c < column + cell->across && c < l->t->columns; c++)
        if (l->width[c])
            sum += l->width[c] + (sum ? l->gap : 0);
    return sum;
}

/* The cell to be written at a place of row: its own, or at the foot of a head that is several rows
 * high the head itself. */
static const struct doc_cell *written_at(const struct layout *l, size_t row, size_t column)
{
    bool head = l->t->row[row].kind == DOC_ROW_HEAD;
    for (size_t r = row + 1; r-- > 0;) {
        const struct doc_cell *cell = cell_at(l, r, column);
        if (!cell)
            continue;
        if (!head)
            return r == row ? cell : NULL;
        return r + cell->down == row + 1 ? cell : NULL;
    }
    return NULL;
}

struct placed {
    struct text_lines text;
    size_t width;
    enum doc_align align;
    bool merged;
};

static size_t place_row(const struct layout *l, size_t row, struct placed *out)
{
    size_t height = 1, end = 0;
    for (size_t c = 0; c < l->t->columns; c++) {
        out[c] = (struct placed){.align = l->t->column[c].align};
        if (!l->width[c] || c < end)
            continue;
        const struct doc_cell *cell = written_at(l, row, c);
        out[c].width = cell ? cell_width(l, c, cell) : l->width[c];
        if (!cell)
            continue;
        end = c + cell->across;
        out[c].merged = cell->across > 1;
        out[c].align = doc_cell_align(l->t, c, cell);
        if (out[c].merged && l->t->row[row].kind == DOC_ROW_HEAD)
            out[c].align = DOC_CENTRE;
        text_lines_wrap(&out[c].text, &cell->text, out[c].width, out[c].width);
        height = larger(height, out[c].text.n);
    }
    return height;
}

static void add_row(struct buf *out, const struct layout *l, size_t row)
{
    struct placed *cell = mem_alloc((l->t->columns + 1) * sizeof *cell);
    size_t height = place_row(l, row, cell);
    bool head = l->t->row[row].kind == DOC_ROW_HEAD, merged = false;
    for (size_t i = 0; i < height; i++) {
        bool first = true;
        for (size_t c = 0; c < l->t->columns; c++) {
            size_t n = cell[c].text.n, skip = head ? height - n : 0;
            if (!cell[c].width)
                continue;
            text_add_repeated(out, " ", first ? 0 : l->gap);
            width_add_padded(
                out, i >= skip && i - skip < n ? cell[c].text.line[i - skip] : span_make("", 0),
                cell[c].width, text_align(cell[c].align));
            first = false;
            merged |= head && cell[c].merged;
        }
        buf_addc(out, '\n');
    }
    for (size_t c = 0, first = 1; merged && c < l->t->columns; c++) {
        if (!cell[c].width)
            continue;
        text_add_repeated(out, " ", first ? 0 : l->gap);
        text_add_repeated(out, cell[c].merged ? DOC_TEXT_RULE : " ", cell[c].width);
        first = 0;
    }
    if (merged)
        buf_addc(out, '\n');
    for (size_t c = 0; c < l->t->columns; c++)
        text_lines_release(&cell[c].text);
    free(cell);
}

static void add_part(struct buf *out, const struct layout *l)
{
    size_t paper = part_width(l, l->width);
    for (size_t r = 0; r < l->t->rows; r++) {
        enum doc_row_kind kind = l->t->row[r].kind;
        if (r == 0 || kind != l->t->row[r - 1].kind) {
            text_add_repeated(out, DOC_TEXT_RULE, paper);
            buf_addc(out, '\n');
        }
        add_row(out, l, r);
    }
    text_add_repeated(out, DOC_TEXT_RULE, paper);
    buf_addc(out, '\n');
}

static void add_caption(struct buf *out, const struct doc_table *t, unsigned part, size_t width)
{
    struct text_lines l = {0};
    struct buf b = {0};
    doc_string_add(&b, &t->caption);
    if (part > 1)
        buf_adds(&b, " (tiếp theo)");
    struct doc_run run = {b.p, DOC_BOLD};
    struct doc_string s = {&run, b.n ? 1 : 0};
    text_lines_wrap(&l, &s, width, width);
    for (size_t i = 0; i < l.n; i++) {
        buf_add_span(out, l.line[i]);
        buf_addc(out, '\n');
    }
    text_lines_release(&l);
    buf_release(&b);
}

void text_add_table(struct buf *out, const struct doc_table *t, size_t width)
{
    size_t *room = mem_alloc((3 * t->columns + 1) * sizeof *room);
    struct layout l = {.t = t, .place = doc_table_places(t), .gap = GAP};
    unsigned last = 0, next = 1, part = 0;
    l.least = room;
    l.full = room + t->columns;
    l.width = room + 2 * t->columns;
    measure(&l, width);
    widen_for_merged(&l);
    for (size_t c = 0; c < t->columns; c++)
        last = t->column[c].group > last ? t->column[c].group : last;
    do {
        choose_part(&l, &next, last, width);
        set_widths(&l, width);
        if (part++)
            buf_addc(out, '\n');
        add_caption(out, t, part, width);
        add_part(out, &l);
    } while (next <= last);
    free(l.place);
    free(room);
}
