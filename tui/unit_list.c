/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/unit_list.h"

#include <stdlib.h>

#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"

void unit_list_release(struct unit_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->name[i]);
    free(l->name);
    free(l->unit);
    free(l->to);
    *l = (struct unit_list){0};
}

static void add(struct unit_list *l, struct unit_key u, const char *name, day to)
{
    l->to = mem_realloc_array(l->to, l->n + 1, sizeof *l->to);
    l->to[l->n] = to;
    l->unit = mem_realloc_array(l->unit, l->n + 1, sizeof *l->unit);
    l->name = mem_realloc_array(l->name, l->n + 1, sizeof *l->name);
    l->unit[l->n] = u;
    l->name[l->n++] = mem_strdup(name);
}

struct loading {
    struct unit_list *list;
    const char *whole;
};

static enum status add_hamlet(struct book_tx *t, const struct unit_info *u, void *context)
{
    if (caller_may(t->who, ACCESS_READ, u->key, NULL) == STATUS_OK)
        add(((struct loading *)context)->list, u->key, u->name, u->to < t->who->today ? u->to : 0);
    return STATUS_OK;
}

/* May run again. */
static enum status load(struct book_tx *t, void *context)
{
    struct loading *x = context;
    struct unit_key commune = t->book->commune;
    unit_list_release(x->list);
    if (x->whole)
        add(x->list, commune, x->whole, 0);
    else if (caller_may(t->who, ACCESS_READ, commune, NULL) == STATUS_OK)
        add(x->list, commune, t->book->name, 0);
    return unitbook_each(t, commune, add_hamlet, x);
}

enum status unit_list_load(struct unit_list *l, const struct session *s, const char *whole,
                           struct detail *d)
{
    struct loading x = {l, whole};
    return book_read(s->book, s->who, load, &x, d);
}

void unit_list_label(void *list, size_t i, struct buf *out)
{
    const struct unit_list *l = list;
    struct buf date = {0};
    buf_adds(out, l->name[i]);
    if (!l->to[i])
        return;
    day_add_vn(&date, l->to[i]);
    buf_addf(out, _(" (hết ngày %s)"), buf_str(&date));
    buf_release(&date);
}

size_t unit_list_find(const struct unit_list *l, struct unit_key u)
{
    for (size_t i = 0; i < l->n; i++)
        if (unit_eq(l->unit[i], u))
            return i;
    return 0;
}

void unit_list_keep(struct unit_list *l, bool (*keep)(void *l, size_t i))
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (!keep(l, i)) {
            free(l->name[i]);
            l->name[i] = NULL;
            continue;
        }
        l->unit[n] = l->unit[i];
        l->to[n] = l->to[i];
        char *name = l->name[i];
        l->name[i] = NULL;
        l->name[n++] = name;
    }
    l->n = n;
}

struct naming {
    struct unit_key unit;
    struct buf *out;
};

static enum status name_unit(struct book_tx *t, void *context)
{
    struct naming *n = context;
    struct unit_info u;
    buf_reset(n->out);
    if (unitbook_get(t, n->unit, &u) == STATUS_OK)
        buf_adds(n->out, u.name);
    return STATUS_OK;
}

enum status unit_name_read(const struct session *s, struct unit_key unit, struct buf *out,
                           struct detail *d)
{
    struct naming n = {unit, out};
    return book_read(s->book, s->who, name_unit, &n, d);
}
