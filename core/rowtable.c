/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * struct row_table of rowsource.h. A packed row: u32 line, u16 number of cells, then per cell its
 * length in one byte, or 255 and the length in four, and its bytes; 254 goes before the length of a
 * filled cell. Integers as the machine has them. A span per cell would take 16
 * bytes, four times the text of a usual cell.
 */
#include "core/rowsource.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

enum { ROW_HEAD = 6, FILLED_CELL = 254, LONG_CELL = 255, ROW_USUAL = 400 };

static void add_row(struct row_table *t, const struct row *row)
{
    uint16_t n = (uint16_t)row->n;
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 1024;
        t->offsets = mem_realloc_array(t->offsets, t->cap, sizeof *t->offsets);
    }
    t->offsets[t->n++] = (uint32_t)t->packed.n;
    t->width = row->n > t->width ? row->n : t->width;
    buf_add(&t->packed, &row->line, 4);
    buf_add(&t->packed, &n, 2);
    for (unsigned i = 0; i < row->n; i++) {
        uint32_t length = (uint32_t)row->cells[i].n;
        if (row->filled[i])
            buf_addc(&t->packed, (char)FILLED_CELL);
        if (length < FILLED_CELL) {
            buf_addc(&t->packed, (char)length);
        } else {
            buf_addc(&t->packed, (char)LONG_CELL);
            buf_add(&t->packed, &length, 4);
        }
        buf_add_span(&t->packed, row->cells[i]);
    }
}

/* At least what add_row() will take. */
static size_t packed_size(const struct row *row)
{
    size_t n = ROW_HEAD + sizeof(uint32_t);
    for (unsigned i = 0; i < row->n; i++)
        n += 6 + row->cells[i].n;
    return n;
}

static void take_over(struct row_table *t, struct row_source *s)
{
    const struct row_source_column *columns = row_source_columns(s, &t->n_columns);
    t->format = row_source_format(s);
    t->separator = row_source_separator(s);
    t->hint = row_source_hint(s);
    t->reason = row_source_reason(s);
    t->sheets = row_source_take_sheets(s);
    t->columns = mem_dup(columns, t->n_columns * sizeof *columns);
    t->scratch = mem_alloc((t->width ? t->width : 1) * sizeof *t->scratch);
    t->scratch_filled = mem_alloc((t->width ? t->width : 1) * sizeof *t->scratch_filled);
}

static enum status too_many(const char *path, uint32_t line, const struct row_source_options *o,
                            struct detail *d)
{
    struct buf n = {0};
    number_add_vn(&n, (int64_t)o->rows_max);
    enum status st = detail_set(d, STATUS_IO,
                                _("%s: có hơn %s dòng; trên máy chủ nhiều người dùng chung, mỗi "
                                  "lần chỉ nhận chừng ấy. Hãy chia thành nhiều tệp, mỗi thôn một "
                                  "tệp."),
                                path, buf_str(&n));
    if (d)
        d->position = line;
    buf_release(&n);
    return st;
}

enum status row_table_read(struct row_table *t, const char *path,
                           const struct row_source_options *o, struct detail *d)
{
    struct row_source *s;
    struct row row;
    bool end = false, full = false, many = false;
    size_t most = o->rows_max ? o->rows_max * ROW_USUAL : ROW_TABLE_MAX;
    *t = (struct row_table){0};
    enum status st = row_source_open(&s, path, o, d);
    if (st != STATUS_OK)
        return st;
    while ((st = row_source_next(s, &row, &end, d)) == STATUS_OK && !end) {
        many = o->rows_max && t->n == o->rows_max;
        full = t->packed.n + t->n * sizeof *t->offsets + packed_size(&row) > most;
        if (many) {
            st = too_many(path, row.line, o, d);
            break;
        }
        if (full) {
            if (d)
                d->position = row.line;
            st = detail_set(d, STATUS_IO,
                            _("%s: tệp quá lớn để đọc một lần. Hãy chia thành nhiều tệp, mỗi thôn "
                              "một tệp."),
                            path);
            break;
        }
        add_row(t, &row);
    }
    take_over(t, s);
    if (full || many)
        t->reason = "file-too-large";
    row_source_close(s);
    return st;
}

struct row row_table_row(const struct row_table *t, size_t i)
{
    assert(i < t->n);
    const char *p = t->packed.p + t->offsets[i];
    struct row row = {.cells = t->scratch, .filled = t->scratch_filled};
    uint16_t n;
    memcpy(&row.line, p, 4);
    memcpy(&n, p + 4, 2);
    row.n = n;
    p += ROW_HEAD;
    for (unsigned k = 0; k < n; k++) {
        uint32_t length = (unsigned char)*p++;
        t->scratch_filled[k] = length == FILLED_CELL;
        if (t->scratch_filled[k])
            length = (unsigned char)*p++;
        if (length == LONG_CELL) {
            memcpy(&length, p, 4);
            p += 4;
        }
        t->scratch[k] = (struct span){p, length};
        p += length;
    }
    return row;
}

void row_table_release(struct row_table *t)
{
    buf_release(&t->packed);
    free(t->offsets);
    free(t->scratch);
    free(t->scratch_filled);
    free(t->columns);
    row_sheets_release(&t->sheets);
    *t = (struct row_table){0};
}
