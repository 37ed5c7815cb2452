/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/unitrow.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

const char *unitrow_name(const struct unit_row *row, day on)
{
    const char *name = row->names ? row->name[0].text : "";
    if (on == 0 || (row->to && on > row->to))
        on = row->to ? row->to : DAY_MAX;
    for (size_t i = 0; i < row->names && row->name[i].from <= on; i++)
        name = row->name[i].text;
    return name;
}

struct unit_key unitrow_parent(const struct unit_row *row, day on)
{
    struct unit_key found = {0};
    for (size_t i = 0; i < row->parents; i++) {
        const struct unit_dated *p = &row->parent[i];
        if (i == 0 || p->from <= on)
            found = p->key; /* sorted: the last one that has begun, else the first */
    }
    return found;
}

bool unitrow_set_name(struct unit_row *row, day from, struct span text)
{
    size_t i = 0;
    while (i < row->names && row->name[i].from < from)
        i++;
    if (i < row->names && row->name[i].from == from) {
        if (span_eq_str(text, row->name[i].text))
            return false;
        free(row->name[i].text);
    } else {
        row->name = mem_realloc_array(row->name, row->names + 1, sizeof *row->name);
        memmove(row->name + i + 1, row->name + i, (row->names - i) * sizeof *row->name);
        row->names++;
    }
    struct buf b = {0};
    buf_add_span(&b, text);
    buf_addc(&b, 0);
    row->name[i] = (struct unit_name){from, buf_detach(&b)};
    return true;
}

/* Inserts d into a list sorted by day, or changes the entry that begins on the same day. */
static bool set_dated(struct unit_dated **list, size_t *n, struct unit_dated d, bool same_key)
{
    size_t i = 0;
    struct unit_dated *v = *list;
    while (i < *n && (v[i].from < d.from ||
                      (same_key && v[i].from == d.from && unit_cmp(v[i].key, d.key) < 0)))
        i++;
    if (i < *n && v[i].from == d.from && (!same_key || unit_eq(v[i].key, d.key))) {
        if (unit_eq(v[i].key, d.key) && v[i].to == d.to)
            return false;
    } else {
        v = *list = mem_realloc_array(v, *n + 1, sizeof *v);
        memmove(v + i + 1, v + i, (*n - i) * sizeof *v);
        ++*n;
    }
    v[i] = d;
    return true;
}

bool unitrow_set_parent(struct unit_row *row, struct unit_key parent, day from, day to)
{
    return set_dated(&row->parent, &row->parents, (struct unit_dated){parent, from, to}, false);
}

bool unitrow_add_code(struct unit_row *row, struct unit_key code, day from, day to)
{
    return set_dated(&row->code, &row->codes, (struct unit_dated){code, from, to}, true);
}

static int link_cmp(const struct unit_link *a, const struct unit_link *b)
{
    return a->successor != b->successor ? a->successor - b->successor
                                        : unit_cmp(a->other, b->other);
}

bool unitrow_add_link(struct unit_row *row, struct unit_link l)
{
    size_t i = 0;
    while (i < row->links && link_cmp(&row->link[i], &l) < 0)
        i++;
    if (i < row->links && link_cmp(&row->link[i], &l) == 0) {
        if (row->link[i].part == l.part && row->link[i].kind == l.kind)
            return false;
    } else {
        row->link = mem_realloc_array(row->link, row->links + 1, sizeof *row->link);
        memmove(row->link + i + 1, row->link + i, (row->links - i) * sizeof *row->link);
        row->links++;
    }
    row->link[i] = l;
    return true;
}

bool unitrow_add_variant(struct unit_row *row, struct span text)
{
    for (size_t i = 0; i < row->variants; i++)
        if (span_eq_str(text, row->variant[i]))
            return false;
    struct buf b = {0};
    buf_add_span(&b, text);
    buf_addc(&b, 0);
    row->variant = mem_realloc_array(row->variant, row->variants + 1, sizeof *row->variant);
    row->variant[row->variants++] = buf_detach(&b);
    return true;
}

struct span unit_type_words(struct span name)
{
    static const char *const words[] = {"Xã",   "Phường", "Thị trấn", "Đặc khu", "Thành phố",
                                        "Tỉnh", "Huyện",  "Quận",     "Thị xã"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (name.n > n && memcmp(name.p, words[i], n) == 0 && name.p[n] == ' ')
            return (struct span){name.p, n};
    }
    return (struct span){name.p, 0};
}

struct unit_key unit_district_key(const char three_digits[3])
{
    struct unit_key k;
    memset(k.c, '0', sizeof k.c);
    k.c[0] = 'D';
    memcpy(k.c + 1, three_digits, 3);
    return k;
}
