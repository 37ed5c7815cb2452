/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A field of a record, and the types a field can have.
 *
 * One line of an entity table (struct field) is all there is to say about a field; list, help,
 * codec, packed columns, import, export, validation and the data dictionary follow from it. A type
 * is a small vtable (struct field_type) in a file of its own; a special widget is a new type, never
 * an `if` in a screen.
 *
 * A value is one of: unknown; a number in n; bytes in s; for a reference both (n = id of the
 * record, or 0 and the name somebody typed in s while no such record exists: "để sau").
 *
 *   type      n                         s
 *   text                                NFC text
 *   integer   the number
 *   money     đồng
 *   decimal   hundredths
 *   bool      0, 1
 *   choice    code of the choice
 *   date      pdate packed (field_date)
 *   ref       id of a record            name, when id is 0
 *   subject   id of a record            entity tag(1) and, when id is 0, its name
 *   unit                                9-byte unit key
 *   years     2 bits a year: 0 unknown, 1 no, 2 yes; year FIELD_YEARS_FIRST is bit 0
 *   stays                               (unit key, from, to) * n: where a subject was, dated
 *   spans                               (choice code, from, to) * n: a dated choice
 *   marks                               lines of core/criteria_marks.h
 *
 * Round trip, tested for every field of every entity: text -> value -> bytes -> value -> text.
 */
#ifndef CORE_FIELD_H
#define CORE_FIELD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/reason.h"
#include "core/unit.h"
#include "locale/buf.h"
#include "locale/day.h"

struct value {
    bool known;
    int64_t n;
    char *s; /* owned; len bytes and a NUL */
    size_t len;
};

void value_clear(struct value *v);                           /* to unknown, memory freed */
void value_copy(struct value *to, const struct value *from); /* to must be valid (zeroed is) */
bool value_eq(const struct value *a, const struct value *b);
void value_set_n(struct value *v, int64_t n);
void value_set_s(struct value *v, struct span s);
struct span value_span(const struct value *v);

enum {
    FIELD_REQUIRED = 1 << 0,    /* a record without it is refused */
    FIELD_NAME = 1 << 1,        /* the record's name: folded into the names chunk, found by F3 */
    FIELD_UNIT = 1 << 2,        /* the place: part of the key, never in the record's bytes */
    FIELD_IDENTITY = 1 << 3,    /* equal in all of these (and the unit) = the same thing */
    FIELD_LIST = 1 << 4,        /* a column of the ordinary list */
    FIELD_PACKED = 1 << 5,      /* also in the packed columns */
    FIELD_PRIVATE = 1 << 6,     /* needs consent; absent from public lists */
    FIELD_PAST = 1 << 7,        /* a date or year that cannot lie after today */
    FIELD_LINES = 1 << 8,       /* text of several lines */
    FIELD_YEARLY = 1 << 9,      /* an import column of it needs a year */
    FIELD_AUTO = 1 << 10,       /* given by the program (number): not in forms, ignored by import */
    FIELD_FROM = 1 << 11,       /* valid from */
    FIELD_TO = 1 << 12,         /* valid to (the last day) */
    FIELD_IMPERSONAL = 1 << 13, /* a text that says nothing of a person: stays when one is erased */
};

struct choice {
    int code;            /* stored; never reused */
    const char *name;    /* fixed word of JSON and the command line */
    const char *label;   /* N_() */
    const char *aliases; /* '|' between, matched without case; or NULL */
};

struct field;
struct entity;
struct record;

/* Finds records by what people write. Given to parse and text of references; NULL members mean
 * "cannot be resolved here". */
struct resolver {
    void *context;
    /* id of the record of entity whose name is text, near unit (may be zero); 0 when there is none,
     * with *why = UNKNOWN_REFERENCE or AMBIGUOUS_REFERENCE. */
    uint64_t (*find)(void *context, const struct entity *e, struct span text, struct unit_key near,
                     enum reason *why);
    /* Appends the name of record id, nothing when unknown. */
    void (*name)(void *context, const struct entity *e, uint64_t id, struct buf *out);
    /* A unit by name or code; false with *why = UNKNOWN_HAMLET. */
    bool (*unit)(void *context, struct span text, struct unit_key *out, enum reason *why);
    void (*unit_name)(void *context, struct unit_key u, struct buf *out);
    /* The code it bears today, in the form of a key; NULL: its founding one. */
    struct unit_key (*unit_code)(void *context, struct unit_key u);
    /* Does r say no more than what holds without it, from above? NULL: not known. */
    bool (*as_above)(void *context, const struct record *r);
    struct unit_key near; /* the unit of the record in hand, when known */
    unsigned subject;     /* enum entity_id that a subject must be of; 0: any */
    day today;            /* 0: no check against the future */
};

struct field_type {
    const char *name; /* for the dictionary: "text", "integer", .. */
    const char *json; /* how JSON shows it: "string", "number", "object", .. */
    /* Reads what a person or a file wrote (NFC, may have blanks around). Empty text is unknown and
     * accepted. REASON_NONE when accepted; an unresolved reference is accepted with a reason
     * (UNKNOWN_REFERENCE, AMBIGUOUS_REFERENCE). On refusal *out is unchanged. */
    enum reason (*parse)(const struct field *f, struct span text, const struct resolver *r,
                         struct value *out);
    /* Canonical text, which parse reads back to the same value; Vietnamese words. */
    void (*text)(const struct field *f, const struct value *v, const struct resolver *r,
                 struct buf *out);
    /* A JSON value; never called for unknown. */
    void (*to_json)(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out);
    /* The stored bytes; never called for unknown. decode gives false for impossible bytes. */
    void (*encode)(const struct value *v, struct buf *out);
    bool (*decode)(struct span bytes, struct value *out);
    unsigned packed; /* bytes in a packed column, 0 = cannot be packed */
    uint64_t (*pack)(const struct value *v);
    const char *example; /* what a test and a help text write for it, or NULL: made from bounds */
};

extern const struct field_type field_text, field_integer, field_money, field_decimal, field_bool,
    field_choice, field_date, field_ref, field_subject, field_unit, field_years, field_stays,
    field_spans, field_marks;

struct field {
    unsigned tag;     /* stored; 8.. ; never reused */
    const char *name; /* export name: fixed */
    const struct field_type *type;
    unsigned flags;
    const char *label;   /* N_() */
    const char *aliases; /* headers of old files, '|' between; matched without case or marks */
    const char *help;    /* N_(): one sentence with an example */
    int64_t min, max;    /* bounds of numbers; max characters of text; 0, 0 = none */
    const struct choice *choices; /* choice and spans; ends with label NULL */
    unsigned ref;                 /* ref: enum entity_id */
};

/* Parse, then the checks that every field has: bounds, length, FIELD_PAST. */
enum reason field_parse(const struct field *f, struct span text, const struct resolver *r,
                        struct value *out);
void field_add_text(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out); /* nothing when unknown */
void field_add_json(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out); /* null when unknown */

const struct choice *field_choice_by_code(const struct choice *c, int64_t code);
/* By code word, label or alias, without case, marks second; NULL when none or not clear. */
const struct choice *field_choice_by_text(const struct choice *c, struct span text);

struct pdate value_date(const struct value *v);
void value_set_date(struct value *v, struct pdate d);
struct unit_key value_unit(const struct value *v);

enum { FIELD_YEARS_FIRST = 2016, FIELD_YEARS_N = 31 };
/* 0 unknown, 1 no, 2 yes. */
int value_year(const struct value *v, int year);
void value_set_year(struct value *v, int year, int yes_no);

/* One stay or span. from, to: 0 = open. */
struct dated {
    struct unit_key unit; /* stays */
    int code;             /* spans */
    day from, to;
};
size_t value_dated_count(const struct field *f, const struct value *v);
struct dated value_dated(const struct field *f, const struct value *v, size_t i);
void value_add_dated(const struct field *f, struct value *v, struct dated d);

/* A JSON string with its quotes. */
void json_add_string(struct buf *out, struct span s);

#endif
