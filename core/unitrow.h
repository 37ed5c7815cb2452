/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One unit in full, as BOOK_UNIT keeps it: dated names, parents and codes, and what it became or
 * was made of. Most readers want core/unitbook.h; `units show`, the import of official lists and
 * mergers need the whole row.
 *
 * Key: the founding unit key. Value: format(1), then tag(varint) length(varint) bytes, as records
 * have it; a tag may come several times, unknown ones are kept. A district of before 2025 is a row
 * too, under scheme 'D' code(3) "0000"; it is a name and nothing else.
 *
 * BOOK_UNIT_CODE holds only codes that differ from the founding one: key = the code in the form of
 * a unit key, value = (founding key, from, to) one behind the other. A code that is not there is
 * the founding key itself.
 */
#ifndef CORE_UNITROW_H
#define CORE_UNITROW_H

#include "core/book.h"

/* In BOOK_META once any hamlet has dated parents or codes, or a commune went over to another. */
#define UNITROW_HAMLETS "unit/hamlets"

/* How a unit passed into another; stored, never reused. Words of the official mapping. */
enum unit_kind {
    UNIT_KIND_NONE = 0,
    UNIT_KIND_FULL = 1,        /* the whole old unit, with others */
    UNIT_KIND_SAME = 2,        /* unchanged, or only renamed */
    UNIT_KIND_PART = 3,        /* part of land and people */
    UNIT_KIND_AREA = 4,        /* part of the land, no people named */
    UNIT_KIND_AREA_ALLPOP = 5, /* part of the land, all the people */
    UNIT_KIND_POP = 6,         /* people only */
    UNIT_KIND_AREA_ALL = 7,    /* all the land, no people */
};
const char *unit_kind_word(enum unit_kind k);  /* "area_allpop"; "" for none */
const char *unit_kind_label(enum unit_kind k); /* translated */
enum unit_kind unit_kind_by_word(struct span word);

struct unit_name {
    day from; /* 0: since it was founded */
    char *text;
};
struct unit_dated {
    struct unit_key key; /* a parent, or a code in the form of a key */
    day from, to;        /* 0 = open */
};
struct unit_link {
    struct unit_key other;
    bool successor; /* other came out of this unit; else it went into it */
    bool part;      /* not the whole of the older one */
    enum unit_kind kind;
};

/* Zeroed is valid and empty. */
struct unit_row {
    struct unit_key key;
    day from, to;
    bool official;
    char district[4];       /* code, before 2025; "" none */
    struct unit_name *name; /* by day, the founding name first */
    size_t names;
    struct unit_dated *parent;
    size_t parents;
    struct unit_dated *code; /* besides the founding one */
    size_t codes;
    struct unit_link *link;
    size_t links;
    char **variant; /* other spellings */
    size_t variants;
    struct buf unknown; /* tags of a newer program */
};

/* false: no such row (or it is damaged: then the transaction has failed). row is initialised either
 * way and must be released. A province that is built in and has no row is made from the table. */
bool unitrow_load(struct book_tx *t, struct unit_key key, struct unit_row *row);
void unitrow_release(struct unit_row *row);
/* The one unit that u became part of as a whole; zero: it goes on, was divided, or nobody knows. */
struct unit_key unitrow_heir(struct book_tx *t, struct unit_key u);

enum unit_stored { UNIT_SAME, UNIT_NEW, UNIT_CHANGED };
/* Writes the row and its codes when they differ from what is stored. */
enum unit_stored unitrow_store(struct book_tx *t, const struct unit_row *row);

/* The codes of units are found by BOOK_UNIT_CODE, which follows from the rows. fn is called with
 * every code that is not, or no longer, as the rows say; it changes nothing. STATUS_CORRUPT: a row
 * cannot be read. */
typedef void (*unitrow_fault_fn)(void *context, struct unit_key code);
enum status unitrow_check_codes(struct book_tx *t, unitrow_fault_fn fn, void *context) NODISCARD;
/* Makes them anew. */
void unitrow_rebuild_codes(struct book_tx *t);

/* Between unitrow.c and unitrow_codes.c. */
void unitrow_add_code_entry(const struct unit_row *row, const struct unit_dated *code,
                            struct buf *out);
void unitrow_index_code(struct book_tx *t, const struct unit_row *row,
                        const struct unit_dated *code);

/* Name on a day; 0 and days after its end: its last one. "" when it has none. */
const char *unitrow_name(const struct unit_row *row, day on);
/* The parent on a day; outside all spans the nearest one; zero when there is none. */
struct unit_key unitrow_parent(const struct unit_row *row, day on);

/* They change the row in memory; false when nothing changed. */
bool unitrow_set_name(struct unit_row *row, day from, struct span text);
bool unitrow_set_parent(struct unit_row *row, struct unit_key parent, day from, day to);
bool unitrow_add_code(struct unit_row *row, struct unit_key code, day from, day to);
bool unitrow_add_link(struct unit_row *row, struct unit_link l);
bool unitrow_add_variant(struct unit_row *row, struct span text);

/* "Thị trấn" of "Thị trấn Triệu Sơn"; empty when it begins with no word of a unit. */
struct span unit_type_words(struct span name);
/* The key of a district's row: "397" -> "D39700000" is no unit: unit_level() must not be asked. */
struct unit_key unit_district_key(const char three_digits[3]);

#endif
