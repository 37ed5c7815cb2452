/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is dated of a unit: the code it bears, its name, its last day.
 */
#include <stdlib.h>

#include "core/field_bytes.h"
#include "core/unitbook.h"
#include "core/unitrow.h"
#include "locale/utf8.h"

/* ---- codes ---- */

static day distance(day on, day from, day to)
{
    if (from && on < from)
        return from - on;
    return to && on > to ? on - to : 0;
}

enum status unitbook_by_code(struct book_tx *t, struct unit_key code, day on, struct unit_key *out)
{
    struct span v;
    struct unit_info u;
    day nearest = INT32_MAX;
    *out = (struct unit_key){0};
    /* by its founding code */
    if (unit_level(code) == UNIT_HAMLET ? unitbook_hamlet_exists(t, code)
                                        : unitbook_get(t, code, &u) == STATUS_OK) {
        *out = code;
        nearest = unit_level(code) == UNIT_HAMLET ? 0 : distance(on, u.from, u.to);
    }
    /* by a code given later */
    if (!store_get(t->tx, BOOK_UNIT_CODE, unit_span(&code), &v))
        v.n = 0;
    while (v.n >= UNIT_KEY_LEN) {
        struct unit_key key = unit_from_span(span_make(v.p, UNIT_KEY_LEN));
        uint64_t from, to;
        v.p += UNIT_KEY_LEN;
        v.n -= UNIT_KEY_LEN;
        if (!bytes_varint(&v, &from) || !bytes_varint(&v, &to))
            return STATUS_CORRUPT;
        day far = distance(on, (day)bytes_unzigzag(from), (day)bytes_unzigzag(to));
        if (far < nearest || (far == nearest && unit_level(code) == UNIT_HAMLET)) {
            nearest = far;
            *out = key;
        }
    }
    if (store_tx_status(t->tx) != STATUS_OK)
        return store_tx_status(t->tx);
    return unit_level(*out) == UNIT_NONE ? STATUS_NOTFOUND : STATUS_OK;
}

struct unit_key unitbook_code(struct book_tx *t, struct unit_key u, day on)
{
    struct unit_row row;
    struct unit_key code = u;
    if (unit_level(u) != UNIT_HAMLET || !unitbook_hamlets_move(t))
        return u; /* a commune is known by its founding code; others are only found by them */
    if (unitrow_load(t, u, &row))
        for (size_t i = 0; i < row.codes; i++)
            if (row.code[i].from && row.code[i].from <= on)
                code = row.code[i].key; /* sorted: the last one that has begun */
    unitrow_release(&row);
    return code;
}

/* ---- names, days ---- */

enum status unitbook_get_on(struct book_tx *t, struct unit_key key, day on, struct unit_info *out)
{
    struct unit_row row;
    enum status s = unitbook_get(t, key, out);
    if (s != STATUS_OK || on >= t->who->today || unit_level(key) == UNIT_COUNTRY)
        return s;
    /* a hamlet's record has its present name, which may have been mended since */
    if (unitrow_load(t, key, &row) && row.names > 1 && on < row.name[row.names - 1].from)
        utf8_copy(out->name, sizeof out->name, span_of(unitrow_name(&row, on)));
    unitrow_release(&row);
    return store_tx_status(t->tx);
}

day unitbook_last_day(struct book_tx *t, struct unit_key u)
{
    struct unit_info info;
    day today = t->who->today;
    if (unit_level(u) == UNIT_NONE || unitbook_get(t, u, &info) != STATUS_OK)
        return today;
    return info.to && info.to < today ? info.to : today;
}

/* ---- numbers of hamlets ---- */

static void top_setting(struct buf *name, struct unit_key commune)
{
    buf_adds(name, "hamlet/");
    buf_add(name, commune.c, 6);
}

static int top_of(int max, struct unit_key hamlet)
{
    int n = unit_hamlet_number(hamlet);
    return n > max ? n : max;
}

int unitbook_top_number(struct book_tx *t, struct unit_key commune)
{
    struct span prefix = {commune.c, 6}, key, value;
    struct buf name = {0}, top = {0};
    int max = 0;
    top_setting(&name, commune);
    if (book_setting(t, buf_str(&name), &top))
        max = atoi(buf_str(&top));
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_UNIT_CODE, prefix, 0);
    while (store_next(c, &key, &value))
        max = top_of(max, unit_from_span(key));
    store_scan_end(c);
    c = store_scan_prefix(t->tx, BOOK_RECORD, prefix, STORE_REVERSE);
    while (store_next(c, &key, &value)) { /* the last unit that holds anything */
        max = top_of(max, unit_from_span(span_make(key.p, key.n < 9 ? 0 : 9)));
        break;
    }
    store_scan_end(c);
    buf_release(&name);
    buf_release(&top);
    return max;
}

void unitbook_keep_number(struct book_tx *t, struct unit_key commune, int n)
{
    struct buf name = {0}, top = {0};
    top_setting(&name, commune);
    buf_addf(&top, "%d", n);
    book_set_setting(t, buf_str(&name), buf_span(&top));
    buf_release(&name);
    buf_release(&top);
}

/* ---- communes that belong together ---- */

static bool became(const struct unit_row *a, struct unit_key b)
{
    for (size_t i = 0; i < a->links; i++)
        if (a->link[i].successor && unit_eq(a->link[i].other, b))
            return true;
    return false;
}

bool unitbook_kin(struct book_tx *t, struct unit_key a, struct unit_key b)
{
    struct unit_row one, two;
    bool known = unitrow_load(t, a, &one), both = unitrow_load(t, b, &two) && known, kin;
    kin = both && (became(&one, b) || became(&two, a));
    for (size_t i = 0; both && !kin && i < one.links; i++)
        kin = one.link[i].successor && became(&two, one.link[i].other);
    unitrow_release(&one);
    unitrow_release(&two);
    return kin;
}
