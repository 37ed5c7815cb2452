/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/csv.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

enum { SNIFF_RECORDS = 50, SNIFF_BYTES = 256 << 10 };

void csv_init(struct csv *c, char *text, size_t n, char sep)
{
    *c = (struct csv){.p = text, .n = n, .line = 1, .sep = sep};
}

static bool is_eol(char ch)
{
    return ch == '\n' || ch == '\r';
}

/* c->pos is at a line break: steps over it. */
static void take_eol(struct csv *c)
{
    if (c->p[c->pos] == '\r' && c->pos + 1 < c->n && c->p[c->pos + 1] == '\n')
        c->pos++;
    c->pos++;
    c->line++;
}

static bool blank(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] != ' ' && p[i] != '\t')
            return false;
    return true;
}

/* To the next separator, line break or end. */
static size_t plain_end(const struct csv *c, size_t pos)
{
    while (pos < c->n && c->p[pos] != c->sep && !is_eol(c->p[pos]))
        pos++;
    return pos;
}

/* c->pos is at the opening quote. The cell is written over its own text: it only gets shorter. */
static bool quoted(struct csv *c, struct span *cell, struct foreign_fault *fault)
{
    size_t open = c->pos, in = open + 1, out = open;
    uint32_t open_line = c->line;
    for (;;) {
        const char *q = in < c->n ? memchr(c->p + in, '"', c->n - in) : NULL;
        if (!q) {
            foreign_fail(fault, FOREIGN_ERROR_OPEN_QUOTE, open_line, open);
            return false;
        }
        size_t end = (size_t)(q - c->p);
        for (size_t i = in; i < end; i++) {
            bool cr_of_crlf = c->p[i] == '\r' && i + 1 < c->n && c->p[i + 1] == '\n';
            c->line += is_eol(c->p[i]) && !cr_of_crlf;
        }
        memmove(c->p + out, c->p + in, end - in);
        out += end - in;
        in = end + 1;
        if (in >= c->n || c->p[in] != '"')
            break;
        c->p[out++] = '"';
        in++;
    }
    size_t end = plain_end(c, in);
    if (c->line != open_line && !blank(c->p + in, end - in)) {
        foreign_fail(fault, FOREIGN_ERROR_OPEN_QUOTE, open_line, open);
        return false;
    }
    memmove(c->p + out, c->p + in, end - in);
    out += end - in;
    c->pos = end;
    *cell = (struct span){c->p + open, out - open};
    return true;
}

enum foreign_step csv_next(struct csv *c, struct foreign_row *row, struct foreign_fault *fault)
{
    while (c->pos < c->n && is_eol(c->p[c->pos]))
        take_eol(c);
    if (c->pos == c->n || (c->pos == c->n - 1 && c->p[c->pos] == 0x1A))
        return FOREIGN_END;
    row->line = c->line;
    row->n = 0;
    for (;;) {
        size_t begin = c->pos;
        uint32_t line = c->line;
        struct span cell;
        if (row->n == FOREIGN_COLUMNS_MAX)
            return foreign_fail(fault, FOREIGN_ERROR_TOO_MANY_COLUMNS, row->line, begin);
        if (begin < c->n && c->p[begin] == '"') {
            if (!quoted(c, &cell, fault))
                return FOREIGN_FAULT;
        } else {
            c->pos = plain_end(c, begin);
            cell = (struct span){c->p + begin, c->pos - begin};
        }
        if (cell.n > FOREIGN_CELL_MAX)
            return foreign_fail(fault, FOREIGN_ERROR_CELL_TOO_LARGE, line, begin);
        row->cells[row->n++] = cell;
        if (c->pos == c->n)
            return FOREIGN_ROW;
        if (is_eol(c->p[c->pos])) {
            take_eol(c);
            return FOREIGN_ROW;
        }
        c->pos++; /* the separator; a cell follows it, be it empty */
    }
}

bool csv_take_sep_line(struct csv *c, char *sep)
{
    if (c->n - c->pos < 5 || memcmp(c->p + c->pos, "sep=", 4) != 0)
        return false;
    char x = c->p[c->pos + 4];
    size_t end = c->pos + 5;
    if (is_eol(x) || x == '"' || (unsigned char)x >= 0x80 || (end < c->n && !is_eol(c->p[end])))
        return false;
    *sep = x;
    c->pos = end;
    if (end < c->n)
        take_eol(c);
    return true;
}

/* (width - 1) x rows of that width, for the width for which it is greatest: the number of
 * separators that stand where every row has one. A comma inside every address loses against 14
 * separators of which one row in ten lacks some. Most of all counts that the first record has the
 * width of most: so a decimal comma in every cell loses against the semicolon of the header. */
static size_t evenness(char *text, size_t n, bool cut, char sep, struct foreign_row *row)
{
    unsigned widths[SNIFF_RECORDS] = {0};
    size_t records = 0, best = 0, first = 0;
    struct csv c;
    struct foreign_fault fault = {0};
    csv_init(&c, text, n, sep);
    while (records < SNIFF_RECORDS && csv_next(&c, row, &fault) == FOREIGN_ROW)
        widths[records++] = row->n;
    if (fault.error == FOREIGN_ERROR_TOO_MANY_COLUMNS)
        return SIZE_MAX; /* it cuts, only too often: the reader will say so */
    if (cut && records > 1 && c.pos == n)
        records--; /* the last one is not whole */
    for (size_t i = 0; i < records; i++) {
        size_t same = 0;
        for (size_t j = 0; j < records; j++)
            same += widths[j] == widths[i];
        if (same * (widths[i] - 1) > best)
            best = same * (widths[i] - 1);
        if (i == 0 && widths[0] > 1 && same * 2 >= records)
            first = SNIFF_RECORDS * FOREIGN_COLUMNS_MAX;
    }
    return first + best;
}

char csv_sniff(struct span text)
{
    static const char candidates[] = ",;\t|";
    bool cut = text.n > SNIFF_BYTES;
    size_t n = cut ? SNIFF_BYTES : text.n, best = 0;
    char found = ',';
    struct foreign_row *row = mem_alloc(sizeof *row);
    struct buf copy = {0}; /* the reader changes the text */
    for (const char *sep = candidates; *sep; sep++) {
        buf_reset(&copy);
        buf_add(&copy, text.p, n);
        size_t even = evenness(copy.p, n, cut, *sep, row);
        if (even > best) {
            best = even;
            found = *sep;
        }
    }
    buf_release(&copy);
    free(row);
    return found;
}
