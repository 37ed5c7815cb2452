/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records with random values of every type, the same at every run.
 */
#ifndef TESTS_RANDOM_RECORD_H
#define TESTS_RANDOM_RECORD_H

#include "core/record.h"
#include "tests/support.h"

static uint64_t seed = 1;

static inline unsigned chance(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static const char *const random_words[] = {
    "Đặng Thị Hòe",
    "\"nháy\", 'đơn'; chấm",
    "=1+1",
    "-",
    "@a",
    "Thôn 10",
    "nghĩa 😀 trang",
    "Nguye\xcc\x82\xcc\x83n",
    "x\xe2\x80\x8b"
    "x",
    "a\\b\x1b[31m",
    "0123",
    "1958",
    "không",
};

static inline void set_random(const struct field *f, struct value *v)
{
    struct buf b = {0};
    if (f->choices) {
        unsigned n = 0;
        while (f->choices[n].label)
            n++;
        buf_adds(&b, f->choices[chance(n)].name);
    } else if (f->type == &field_text || f->type == &field_marks) {
        const char *w = random_words[chance(sizeof random_words / sizeof *random_words)];
        buf_adds(&b, !f->max || strlen(w) <= (size_t)f->max ? w : "0123");
    } else if (f->type == &field_integer || f->type == &field_money || f->type == &field_decimal) {
        buf_addf(&b, "%lld",
                 (long long)f->min + chance((unsigned)(f->max / 100 - f->min / 100) + 1));
    } else if (f->type->example) {
        buf_adds(&b, f->type->example);
    }
    enum reason why = field_parse(f, buf_span(&b), NULL, v);
    if (!v->known || (why != REASON_NONE && why != REASON_UNKNOWN_REFERENCE))
        fail_msg("%s: no value of '%s'", f->name, buf_str(&b));
    buf_release(&b);
}

static inline void random_record(struct record *r, const struct entity *e)
{
    record_init(r, e);
    r->id = 0x10000000001 + chance(1000);
    r->version = 1 + chance(1000);
    r->number = e->subject ? 1 + chance(500) : 0;
    r->unit = unit_hamlet((struct unit_key){"115664000"}, (int)(1 + chance(99)));
    for (size_t i = 0; i < e->n_fields; i++)
        if (chance(3) || (e->fields[i].flags & FIELD_REQUIRED))
            set_random(&e->fields[i], &r->v[i]);
    int unit = entity_field_flag(e, FIELD_UNIT);
    if (unit >= 0)
        value_set_s(&r->v[unit], unit_span(&r->unit));
    if (!chance(3)) /* tags of a newer program: 5 of all entities, 16255 of this one */
        buf_add(&r->unknown, "\x05\x01\x09\xff\x7e\x03\x00\x01\x02", 9);
}

#endif
