/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The entity tables: the heart. One table per entity type (entity_*.c), one line per field; all
 * else follows from it. Adding an entity is a table file and a line in entity.c.
 */
#ifndef CORE_ENTITY_H
#define CORE_ENTITY_H

#include "core/field.h"

/* Stored (in keys and references): never reused. */
enum entity_id {
    ENTITY_NONE = 0,
    ENTITY_HAMLET = 1,
    ENTITY_HOUSEHOLD = 2,
    ENTITY_CITIZEN = 3,
    ENTITY_CLAN = 4,
    ENTITY_ORGANISATION = 5,
    ENTITY_TITLE = 6,
    ENTITY_YEARFACT = 7,
    ENTITY_TARGET = 8,
    ENTITY_DOCUMENT = 9,
    ENTITY_INITIATIVE = 10,
    ENTITY_DEADLINE = 11,
    ENTITY_ACTIVITY = 12,
    ENTITY_CONTRIBUTION = 13,
    ENTITY_FUND = 14,
    ENTITY_BUDGET = 15,
    ENTITY_AWARD = 16,
    ENTITY_TASK = 17,
    ENTITY_OFFICER = 18,
    ENTITY_SUBMISSION = 19,
    ENTITY_CRITERIA = 20,
    ENTITY_CHECKLIST = 21,
    ENTITY_COMMUNE = 31, /* no table: the subject of title `commune`, one a commune, id 0 */
};

struct record;

/* One finding of a check. field NULL: the record as a whole. */
struct finding {
    const struct field *field;
    enum reason reason;
    bool warning; /* may be saved all the same */
};

struct findings {
    struct finding v[32];
    size_t n;
};
void findings_add(struct findings *f, const struct field *field, enum reason r, bool warning);
bool findings_refuse(const struct findings *f); /* holds one that is no warning */

/* How the key of a record ends, behind unit and entity (core/record.h). */
enum entity_key {
    ENTITY_KEY_ID,     /* the id: a thing of its own */
    ENTITY_KEY_TITLE,  /* subject id, title, year: once a year per title and subject */
    ENTITY_KEY_YEAR,   /* subject id or 0, year */
    ENTITY_KEY_TARGET, /* indicator, year */
};

struct entity {
    enum entity_id id;
    const char *name;   /* export name: fixed */
    const char *label;  /* N_() */
    const char *plural; /* N_() as in "1.201 hộ gia đình" */
    const char *one;    /* N_() as in "Hộ số 27"; NULL: as label */
    enum entity_key key;
    bool subject; /* can hold titles: has packed columns and a running number */
    bool asks;    /* its check asks the book what stands elsewhere (resolver.as_above) */
    bool shared;  /* what the commune laid down, no person: its leaders and viewers read it too */
    bool person;  /* its name is somebody's: can be erased (core/erase.h) */
    const struct field *fields;
    size_t n_fields;
    /* Rules between fields; may be NULL. */
    void (*check)(const struct record *r, const struct resolver *res, struct findings *out);
    /* What the packed column of field i holds instead of the plain value; may be NULL. */
    uint64_t (*pack)(const struct record *r, size_t i, uint64_t plain);
    /* Is this change (old NULL: a new record) the commune's to make: a decision, a date that binds
     * others? May be NULL. Titles have steps of their own (core/save.c). */
    bool (*decides)(const struct record *old, const struct record *r);
    /* Why r may not come after old (NULL: new; r NULL: deleted), N_(); NULL when it may. May be
     * NULL.
     */
    const char *(*forbids)(const struct record *old, const struct record *r);
    /* What two records of one unit must not have in common, whatever their names and other identity
     * say (a receipt number): appends it as bytes to compare, and returns the field it is seen in;
     * -1 when there is nothing to compare. A warning at entry and import, nothing more; may be
     * NULL. */
    int (*twin_key)(const struct record *r, struct buf *out);
    /* What a list says in place of the value of field i on that day, N_(): "quá hạn" follows from
     * a date and is never stored. NULL: the value; may be NULL. */
    const char *(*remark)(const struct record *r, size_t i, day today);
};

const struct entity *entity_by_id(unsigned id);        /* NULL when there is no such table */
const struct entity *entity_by_name(const char *name); /* export name */
const char *entity_one(const struct entity *e);        /* translated */
const struct entity *entity_at(size_t i); /* in the order of the tables; NULL behind the last */

/* Index into e->fields, or -1. */
int entity_field(const struct entity *e, const char *name);
int entity_field_tag(const struct entity *e, unsigned tag);
int entity_field_flag(const struct entity *e, unsigned flag); /* the first with that flag */

#endif
