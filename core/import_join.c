/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows with more cells than the header. Lists that were pasted together by hand hold addresses like
 *     1207,Tổ dân phố Bảo Vượng 1,Đặng Thị Thuỷ Ngưỡng,1966,Nữ,Số 7, ngõ Giếng Đồn,4,...
 * with the separator inside a text and no quotes, so that all that follows stands one column to the
 * right. Each way to join neighbours is tried; when exactly one gives a row without a fault, that
 * one is taken, with a warning. Else the row stays as it is.
 */
#include <string.h>

#include "core/import_parts.h"

/* Faults weigh by how surely they say that a cell stands in the wrong column. */
enum { WEIGHT_REFUSED = 1000, WEIGHT_UNFIT = 10, WEIGHT_UNKNOWN = 5, WEIGHT_LOST = 20 };

unsigned import_work_cells(const struct import_work *w, size_t row)
{
    return import_table_cells(w->t, row) - w->join.more;
}

struct import_cell import_work_cell(const struct import_work *w, size_t row, unsigned column)
{
    if (w->join.more && column == w->join.at) {
        struct import_cell c = import_table_cell(w->t, row, column);
        c.text = buf_span(&w->join.text);
        return c;
    }
    return import_table_cell(w->t, row, column > w->join.at ? column + w->join.more : column);
}

static bool is_blank(const struct import_work *w, size_t row, unsigned column)
{
    return !import_clean(import_table_cell(w->t, row, column).text).n;
}

/* false: one of the cells is blank, and a text is not made of nothing. */
static bool join(struct import_work *w, size_t row, unsigned at, unsigned more)
{
    char separator = import_table_separator(w->t);

    buf_reset(&w->join.text);
    for (unsigned k = at; k <= at + more; k++) {
        if (is_blank(w, row, k))
            return false;
        if (k > at)
            buf_addc(&w->join.text, separator);
        buf_add_span(&w->join.text, import_table_cell(w->t, row, k).text);
    }
    w->join.at = at;
    w->join.more = more;
    return true;
}

static unsigned weigh(const struct import_reading *g)
{
    unsigned sum = 0;
    for (size_t i = 0; i < g->n_faults; i++) {
        const struct import_fault *f = &g->faults[i];
        if (!f->warning)
            sum += WEIGHT_REFUSED;
        else if (f->reason == REASON_UNKNOWN_MARK || f->reason == REASON_UNKNOWN_VALUE)
            sum += WEIGHT_UNFIT;
        else if (f->reason == REASON_UNKNOWN_REFERENCE)
            sum += WEIGHT_UNKNOWN;
        else if (f->reason == REASON_TOO_MANY_CELLS)
            sum += WEIGHT_LOST;
    }
    return sum;
}

/* A comma inside a text has a blank behind it. */
static bool looks_written(const struct import_work *w, size_t row, unsigned at)
{
    struct span s = import_table_cell(w->t, row, at + 1).text;
    return s.n && s.p[0] == ' ';
}

struct way {
    unsigned at, weight;
    bool written, clear; /* clear: no other way is as good */
};

static struct way best_way(struct import_work *w, struct import_resolver *res, size_t row,
                           unsigned more, struct import_reading *g)
{
    struct way best = {0, UINT32_MAX, false, false};

    for (unsigned at = 0; at < w->c->n && w->joins_left; at++) {
        if (!join(w, row, at, more))
            continue;
        w->joins_left--;
        import_row_read_joined(w, res, row, g);
        struct way way = {at, weigh(g), looks_written(w, row, at), true};
        if (way.weight < best.weight || (way.weight == best.weight && way.written && !best.written))
            best = way;
        else if (way.weight == best.weight && way.written == best.written)
            best.clear = false;
    }
    return best;
}

static void add_warning(const struct import_work *w, struct import_reading *g, unsigned at)
{
    const struct import_column *c = &w->c->v[at];
    bool field = c->use == IMPORT_FIELD;
    import_fault_add(g, field ? c->field : (unsigned)w->e->n_fields, (int)at,
                     field ? &w->e->fields[c->field] : NULL, REASON_JOINED_CELLS, true,
                     buf_span(&w->join.text));
}

void import_row_read(struct import_work *w, struct import_resolver *res, size_t row,
                     struct import_reading *g)
{
    unsigned n = import_table_cells(w->t, row);

    w->join.at = w->join.more = 0;
    import_row_read_joined(w, res, row, g);
    unsigned as_is = weigh(g);
    if (n <= w->c->n || !as_is || !w->joins_left || !import_table_separator(w->t))
        return;
    struct way best = best_way(w, res, row, n - w->c->n, g);
    w->join.at = w->join.more = 0;
    bool take = best.weight < WEIGHT_REFUSED && best.weight < as_is;
    if (take && best.clear && join(w, row, best.at, n - w->c->n)) {
        import_row_read_joined(w, res, row, g);
        add_warning(w, g, best.at);
        return;
    }
    import_row_read_joined(w, res, row, g);
    if (take) /* it can be read in several ways: people must say which */
        import_fault_add(g, (unsigned)(w->e->n_fields + w->n_slots), -1, NULL,
                         REASON_TOO_MANY_CELLS, false, span_make(NULL, 0));
}
