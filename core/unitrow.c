/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/unitrow.h"

#include <stdlib.h>
#include <string.h>

#include "core/field_bytes.h"
#include "core/unitbook_builtin.h"
#include "locale/mem.h"

enum { FORMAT = 1 };
/* Stored: never reused. */
enum {
    TAG_OFFICIAL = 1,
    TAG_FROM = 2,
    TAG_TO = 3,
    TAG_NAME = 4,
    TAG_PARENT = 5,
    TAG_CODE = 6,
    TAG_LINK = 7,
    TAG_VARIANT = 8,
    TAG_DISTRICT = 9,
};
enum { LINK_SUCCESSOR = 1, LINK_PART = 2 };

static const struct {
    const char *word, *label;
} kinds[] = {
    [UNIT_KIND_NONE] = {"", ""},
    [UNIT_KIND_FULL] = {"full", N_("toàn bộ")},
    [UNIT_KIND_SAME] = {"same", N_("giữ nguyên")},
    [UNIT_KIND_PART] = {"part", N_("một phần")},
    [UNIT_KIND_AREA] = {"area", N_("một phần diện tích")},
    [UNIT_KIND_AREA_ALLPOP] = {"area_allpop", N_("một phần diện tích và toàn bộ dân số")},
    [UNIT_KIND_POP] = {"pop", N_("dân số")},
    [UNIT_KIND_AREA_ALL] = {"area_all", N_("toàn bộ diện tích")},
};

const char *unit_kind_word(enum unit_kind k)
{
    return kinds[k].word;
}

const char *unit_kind_label(enum unit_kind k)
{
    return k == UNIT_KIND_NONE ? "" : _(kinds[k].label);
}

enum unit_kind unit_kind_by_word(struct span word)
{
    for (size_t i = 1; i < sizeof kinds / sizeof *kinds; i++)
        if (span_eq_str(word, kinds[i].word))
            return (enum unit_kind)i;
    return UNIT_KIND_NONE;
}

void unitrow_release(struct unit_row *row)
{
    for (size_t i = 0; i < row->names; i++)
        free(row->name[i].text);
    for (size_t i = 0; i < row->variants; i++)
        free(row->variant[i]);
    free(row->name);
    free(row->parent);
    free(row->code);
    free(row->link);
    free(row->variant);
    buf_release(&row->unknown);
    *row = (struct unit_row){0};
}

struct unit_key unitrow_heir(struct book_tx *t, struct unit_key u)
{
    struct unit_row row;
    struct unit_key heir = {0};
    size_t n = 0;
    if (unitrow_load(t, u, &row))
        for (size_t i = 0; i < row.links; i++) {
            const struct unit_link *l = &row.link[i];
            if (!l->successor || unit_eq(l->other, u))
                continue;
            n++;
            heir = l->part ? (struct unit_key){0} : l->other;
        }
    unitrow_release(&row);
    return n == 1 ? heir : (struct unit_key){0};
}

/* ---- bytes ---- */

static void add_tag(struct buf *out, unsigned tag, struct span bytes)
{
    bytes_add_varint(out, tag);
    bytes_add_varint(out, bytes.n);
    buf_add_span(out, bytes);
}

static void add_day(struct buf *out, day d)
{
    bytes_add_varint(out, bytes_zigzag(d));
}

static bool take_day(struct span *s, day *out)
{
    uint64_t n;
    if (!bytes_varint(s, &n))
        return false;
    *out = (day)bytes_unzigzag(n);
    return true;
}

static bool take_key(struct span *s, struct unit_key *out)
{
    if (s->n < UNIT_KEY_LEN)
        return false;
    memcpy(out->c, s->p, UNIT_KEY_LEN);
    s->p += UNIT_KEY_LEN;
    s->n -= UNIT_KEY_LEN;
    return true;
}

static void add_dated(struct buf *out, unsigned tag, const struct unit_dated *d)
{
    struct buf b = {0};
    buf_add_span(&b, unit_span(&d->key));
    add_day(&b, d->from);
    add_day(&b, d->to);
    add_tag(out, tag, buf_span(&b));
    buf_release(&b);
}

static void encode(const struct unit_row *row, struct buf *out)
{
    struct buf b = {0};
    buf_addc(out, FORMAT);
    if (row->official)
        add_tag(out, TAG_OFFICIAL, SPAN_LIT("\1"));
    add_day(&b, row->from);
    if (row->from)
        add_tag(out, TAG_FROM, buf_span(&b));
    buf_reset(&b);
    add_day(&b, row->to);
    if (row->to)
        add_tag(out, TAG_TO, buf_span(&b));
    for (size_t i = 0; i < row->names; i++) {
        buf_reset(&b);
        add_day(&b, row->name[i].from);
        buf_adds(&b, row->name[i].text);
        add_tag(out, TAG_NAME, buf_span(&b));
    }
    for (size_t i = 0; i < row->parents; i++)
        add_dated(out, TAG_PARENT, &row->parent[i]);
    for (size_t i = 0; i < row->codes; i++)
        add_dated(out, TAG_CODE, &row->code[i]);
    for (size_t i = 0; i < row->links; i++) {
        const struct unit_link *l = &row->link[i];
        buf_reset(&b);
        buf_addc(&b, (char)((l->successor ? LINK_SUCCESSOR : 0) | (l->part ? LINK_PART : 0)));
        buf_addc(&b, (char)l->kind);
        buf_add_span(&b, unit_span(&l->other));
        add_tag(out, TAG_LINK, buf_span(&b));
    }
    for (size_t i = 0; i < row->variants; i++)
        add_tag(out, TAG_VARIANT, span_of(row->variant[i]));
    if (row->district[0])
        add_tag(out, TAG_DISTRICT, span_of(row->district));
    buf_add_span(out, buf_span(&row->unknown));
    buf_release(&b);
}

static bool decode_link(struct unit_row *row, struct span v)
{
    struct unit_link l = {0};
    if (v.n != 2 + UNIT_KEY_LEN)
        return false;
    unsigned kind = (unsigned char)v.p[1];
    l.successor = v.p[0] & LINK_SUCCESSOR;
    l.part = v.p[0] & LINK_PART;
    l.kind = kind <= UNIT_KIND_AREA_ALL ? (enum unit_kind)kind : UNIT_KIND_NONE;
    memcpy(l.other.c, v.p + 2, UNIT_KEY_LEN);
    unitrow_add_link(row, l);
    return true;
}

static bool decode_dated(struct unit_row *row, unsigned tag, struct span v)
{
    struct unit_key key;
    day from, to;
    if (!take_key(&v, &key) || !take_day(&v, &from) || !take_day(&v, &to) || v.n > 0)
        return false;
    if (tag == TAG_PARENT)
        unitrow_set_parent(row, key, from, to);
    else
        unitrow_add_code(row, key, from, to);
    return true;
}

static bool decode_tag(struct unit_row *row, unsigned tag, struct span v)
{
    day from;
    switch (tag) {
    case TAG_OFFICIAL:
        row->official = true;
        return true;
    case TAG_FROM:
        return take_day(&v, &row->from);
    case TAG_TO:
        return take_day(&v, &row->to);
    case TAG_NAME:
        if (!take_day(&v, &from))
            return false;
        unitrow_set_name(row, from, v);
        return true;
    case TAG_PARENT:
    case TAG_CODE:
        return decode_dated(row, tag, v);
    case TAG_LINK:
        return decode_link(row, v);
    case TAG_VARIANT:
        unitrow_add_variant(row, v);
        return true;
    case TAG_DISTRICT:
        if (v.n != 3)
            return false;
        memcpy(row->district, v.p, 3);
        return true;
    default:
        add_tag(&row->unknown, tag, v);
        return true;
    }
}

static bool decode(struct unit_row *row, struct span s)
{
    if (s.n < 1 || s.p[0] != FORMAT)
        return false;
    s.p++, s.n--;
    while (s.n > 0) {
        uint64_t tag, n;
        if (!bytes_varint(&s, &tag) || !bytes_varint(&s, &n) || n > s.n || tag > 1 << 20)
            return false;
        if (!decode_tag(row, (unsigned)tag, span_make(s.p, n)))
            return false;
        s.p += n;
        s.n -= n;
    }
    return true;
}

/* ---- store ---- */

bool unitrow_load(struct book_tx *t, struct unit_key key, struct unit_row *row)
{
    const char *name = unit_builtin_name(key);
    struct span v;
    *row = (struct unit_row){.key = key};
    if (store_get(t->tx, BOOK_UNIT, unit_span(&key), &v)) {
        if (decode(row, v))
            return true;
        store_tx_fail(t->tx, STATUS_CORRUPT);
        return false;
    }
    if (!name)
        return false;
    row->official = true;
    row->from = key.c[0] == UNIT_2025 ? UNIT_SCHEME_DAY : 0;
    row->to = key.c[0] == UNIT_PRE2025 ? UNIT_SCHEME_DAY - 1 : 0;
    unitrow_set_name(row, 0, span_of(name));
    unitrow_set_parent(row, UNIT_VN, 0, 0);
    return true;
}

void unitrow_add_code_entry(const struct unit_row *row, const struct unit_dated *code,
                            struct buf *out)
{
    buf_add_span(out, unit_span(&row->key));
    add_day(out, code->from);
    add_day(out, code->to);
}

/* Puts (founding key, from, to) into the entry of a code, unless it is there. */
void unitrow_index_code(struct book_tx *t, const struct unit_row *row,
                        const struct unit_dated *code)
{
    struct buf entry = {0}, all = {0};
    struct span old = {0};
    unitrow_add_code_entry(row, code, &entry);
    if (store_get(t->tx, BOOK_UNIT_CODE, unit_span(&code->key), &old))
        buf_add_span(&all, old);
    if (!memmem(buf_str(&all), all.n, entry.p, entry.n)) {
        buf_add_span(&all, buf_span(&entry));
        store_put(t->tx, BOOK_UNIT_CODE, unit_span(&code->key), buf_span(&all));
    }
    buf_release(&entry);
    buf_release(&all);
}

/* Is it found elsewhere than its key says? */
static bool moves(const struct unit_row *row)
{
    enum unit_level level = unit_level(row->key);
    for (size_t i = 0; i < row->parents; i++)
        if (level == UNIT_COMMUNE && unit_level(row->parent[i].key) == UNIT_COMMUNE)
            return true;
    return level == UNIT_HAMLET && (row->parents || row->codes);
}

enum unit_stored unitrow_store(struct book_tx *t, const struct unit_row *row)
{
    struct buf bytes = {0};
    struct span old;
    enum unit_stored how = UNIT_NEW;
    encode(row, &bytes);
    if (store_get(t->tx, BOOK_UNIT, unit_span(&row->key), &old))
        how = span_eq(old, buf_span(&bytes)) ? UNIT_SAME : UNIT_CHANGED;
    if (how != UNIT_SAME) {
        store_put(t->tx, BOOK_UNIT, unit_span(&row->key), buf_span(&bytes));
        for (size_t i = 0; i < row->codes; i++)
            unitrow_index_code(t, row, &row->code[i]);
        if (moves(row))
            store_put(t->tx, BOOK_META, span_of(UNITROW_HAMLETS), SPAN_LIT("1"));
        t->units = (struct unit_cache){0};
    }
    buf_release(&bytes);
    return how;
}
