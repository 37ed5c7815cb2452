/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a table is put on paper: the largest of a few font sizes at which every column holds its
 * longest word, upright before across; a table that fits nowhere is split between its groups of
 * columns (forms/doc.h).
 */
#include <stdlib.h>

#include "forms/office/docx_parts.h"
#include "forms/office/metrics.h"
#include "locale/mem.h"

enum {
    PADDING = 150,
    SPLIT_SIZE = 20, /* of the parts, which lie across */
    NAME = 7000,     /* a column of texts is not narrower than this, unless its texts are */
};

struct measures { /* of a column, in thousandths of the font size */
    size_t least, ideal;
    bool filled; /* a row of the body has a text here; else it is to be written on by hand */
};

/* What each cell needs; a head over several columns widens the last of them. */
static struct measures *measure(const struct doc_table *t)
{
    struct measures *m = mem_alloc((t->columns + 1) * sizeof *m);
    int *place = doc_table_places(t);
    for (unsigned pass = 0; pass < 2; pass++) /* single columns first */
        for (size_t i = 0; i < t->rows * t->columns; i++) {
            size_t c = i % t->columns, sum = 0;
            if (place[i] == DOC_COVERED)
                continue;
            const struct doc_cell *cell = &t->row[i / t->columns].cell[place[i]];
            bool head = t->row[i / t->columns].kind == DOC_ROW_HEAD;
            size_t word = metrics_string_word(&cell->text) * 21 / 20; /* another font may come */
            size_t all = head ? word : metrics_string(&cell->text) * 21 / 20;
            if ((cell->across > 1) != (pass == 1))
                continue;
            size_t last = c + cell->across - 1 < t->columns ? c + cell->across - 1 : t->columns - 1;
            for (size_t k = c; k < last; k++)
                sum += m[k].least;
            if (m[last].least + sum < word)
                m[last].least = word - sum;
            m[last].filled |= t->row[i / t->columns].kind == DOC_ROW_BODY && all;
            if (pass == 0 && m[last].ideal < all)
                m[last].ideal = all;
        }
    for (size_t c = 0; c < t->columns; c++) {
        size_t name = m[c].ideal < NAME && m[c].filled ? m[c].ideal : NAME;
        if (t->column[c].weight > 1 && m[c].least < name)
            m[c].least = name;
        if (m[c].ideal < m[c].least)
            m[c].ideal = m[c].least;
    }
    free(place);
    return m;
}

static size_t needed(const struct doc_table *t, const struct measures *m, const bool *has,
                     unsigned size)
{
    size_t n = 0;
    for (size_t c = 0; c < t->columns; c++)
        if (has[c])
            n += metrics_twips(m[c].least, size) + PADDING;
    return n;
}

/* What would still be good for column c; texts come before numbers. */
static size_t lacking(const struct doc_table *t, const struct measures *m, size_t c, unsigned size)
{
    return metrics_twips(m[c].ideal - m[c].least, size) * t->column[c].weight;
}

/* Shares the width: what each needs, then towards one line a cell, then by weight. */
static void share(const struct doc_table *t, const struct measures *m, struct table_part *p,
                  unsigned size, size_t width)
{
    size_t used = 0, want = 0, weight = 0, last = 0;
    for (size_t c = 0; c < t->columns; c++)
        if (p->has[c]) {
            p->width[c] = metrics_twips(m[c].least, size) + PADDING;
            used += p->width[c];
            want += lacking(t, m, c, size);
            weight += t->column[c].weight;
            last = c;
        }
    size_t spare = used < width ? width - used : 0, grow = want < spare ? want : spare;
    for (size_t c = 0; c < t->columns && want; c++)
        if (p->has[c])
            p->width[c] += lacking(t, m, c, size) * grow / want;
    for (size_t c = 0; c < t->columns && weight; c++)
        if (p->has[c])
            p->width[c] += (spare - grow) * t->column[c].weight / weight;
    for (size_t c = 0, sum = 0; used <= width && c <= last; c++) {
        sum += p->has[c] ? p->width[c] : 0;
        if (c == last && sum < width)
            p->width[c] += width - sum; /* what rounding left */
    }
    for (size_t c = 0; used > width && c < t->columns; c++) /* a word longer than the page */
        p->width[c] = p->width[c] * width / used;
}

static struct table_part *add_part(struct table_layout *l, const struct doc_table *t)
{
    l->part = mem_realloc_array(l->part, l->n + 1, sizeof *l->part);
    struct table_part *p = &l->part[l->n++];
    p->has = mem_alloc((t->columns + 1) * sizeof *p->has);
    p->width = mem_alloc((t->columns + 1) * sizeof *p->width);
    return p;
}

/* Columns of group 0 and of another one join part p; 0: only group 0. */
static void add_group(const struct doc_table *t, struct table_part *p, unsigned group)
{
    for (size_t c = 0; c < t->columns; c++)
        p->has[c] |= t->column[c].group == 0 || t->column[c].group == group;
}

static void remove_group(const struct doc_table *t, struct table_part *p, unsigned group)
{
    for (size_t c = 0; c < t->columns; c++)
        p->has[c] &= t->column[c].group != group || group == 0;
}

static void split(struct table_layout *l, const struct doc_table *t, const struct measures *m)
{
    unsigned last = 0;
    for (size_t c = 0; c < t->columns; c++)
        last = t->column[c].group > last ? t->column[c].group : last;
    struct table_part *p = add_part(l, t);
    bool empty = true;
    for (unsigned g = 1; g <= last; g++) {
        add_group(t, p, g);
        if (!empty && needed(t, m, p->has, SPLIT_SIZE) > WIDTH_ACROSS) {
            remove_group(t, p, g);
            p = add_part(l, t);
            add_group(t, p, g);
        }
        empty = false;
    }
    if (last == 0)
        add_group(t, p, 0);
    l->half_points = SPLIT_SIZE;
    l->across = true;
    for (size_t i = 0; i < l->n; i++)
        share(t, m, &l->part[i], SPLIT_SIZE, WIDTH_ACROSS);
}

void table_layout_make(struct table_layout *l, const struct doc_table *t)
{
    static const struct {
        unsigned half_points;
        bool across;
    } tries[] = {{26, false}, {24, false}, {22, false}, {24, true},
                 {22, true},  {20, true},  {18, true}};
    struct measures *m = measure(t);
    bool *all = mem_alloc((t->columns + 1) * sizeof *all);
    *l = (struct table_layout){0};
    for (size_t c = 0; c < t->columns; c++)
        all[c] = true;
    for (size_t i = 0; i < sizeof tries / sizeof *tries && !l->n; i++) {
        size_t width = tries[i].across ? WIDTH_ACROSS : WIDTH_UPRIGHT;
        if (needed(t, m, all, tries[i].half_points) > width)
            continue;
        l->half_points = tries[i].half_points;
        l->across = tries[i].across;
        struct table_part *p = add_part(l, t);
        for (size_t c = 0; c < t->columns; c++)
            p->has[c] = true;
        share(t, m, p, l->half_points, width);
    }
    if (!l->n)
        split(l, t, m);
    free(all);
    free(m);
}

void table_layout_release(struct table_layout *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->part[i].has);
        free(l->part[i].width);
    }
    free(l->part);
    *l = (struct table_layout){0};
}
