/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record in memory, and its bytes in the store.
 *
 * Key in table BOOK_RECORD:   unit(9) entity(1) suffix
 *   suffix by entity->key:    ENTITY_KEY_ID      id(8, big-endian)
 *                             ENTITY_KEY_TITLE   subject(8) title(1) year(2)
 *                             ENTITY_KEY_YEAR    subject entity(1) subject(8) year(2)
 *                             ENTITY_KEY_TARGET  indicator(1) year(2)
 * so all of a hamlet lies together, the titles of a subject are one prefix scan, and "once a year
 * per title and subject" holds by the key itself. Table BOOK_ADDRESS: id(8) -> the record's key.
 *
 * Value: format(1) then, in ascending order, tag(varint) length(varint) bytes. Tags 1..7 are common
 * to all entities: 1 version, 2 running number, 3 id (for keys that do not end in it). A tag this
 * program does not know is kept and written again. The store seals every value with a CRC32C.
 *
 *   e.g. household 27 "Lê Thế Tuấn": 01 | 01 01 01 | 02 01 1B | 08 0E "Lê Thế Tuấn" | ...
 */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include "core/entity.h"
#include "locale/status.h"

struct record {
    const struct entity *e;
    uint64_t id;          /* 0: not saved yet */
    struct unit_key unit; /* where it lies now */
    uint32_t version;     /* 0: not saved yet; counts saves */
    uint32_t number;    /* running number within the unit ("số 27"); 0 when the entity has none */
    struct value *v;    /* e->n_fields values, in the order of the table */
    struct buf unknown; /* tags of a newer program, as stored */
};

void record_init(struct record *r, const struct entity *e);
void record_release(struct record *r);                          /* zeroed afterwards */
void record_copy(struct record *to, const struct record *from); /* to: initialised or zeroed */

/* The value of a field by export name; the name must exist (assert). */
struct value *record_value(const struct record *r, const char *field);
struct span record_text(const struct record *r,
                        const char *field);                  /* s of it; empty when unknown */
int64_t record_n(const struct record *r, const char *field); /* n of it; 0 when unknown */
struct span record_name(const struct record *r);             /* of the FIELD_NAME field */
day record_from(const struct record *r); /* FIELD_FROM: first day it may mean, 0 open */
day record_to(const struct record *r);   /* FIELD_TO: last day it may mean, 0 open */

/* Set it, or take it away: an empty text and day 0 are not known. */
void record_set_text(struct record *r, const char *field, struct span text);
void record_set_day(struct record *r, const char *field, day on);

/* The key, from unit, id and the fields. key is reset first. */
void record_key(const struct record *r, struct buf *key);
void record_encode(const struct record *r, struct buf *out);
/* r is initialised by it. STATUS_CORRUPT when the bytes are impossible; FIELD_UNIT and unit are
 * taken from the key. */
enum status record_decode(struct record *r, struct span key, struct span value) NODISCARD;
/* The name in stored bytes, without decoding the rest; empty when there is none. For searches. */
struct span record_peek_name(const struct entity *e, struct span value);
/* The same of any field but FIELD_UNIT, which is in the key: what its type's decode() reads. */
struct span record_peek(const struct entity *e, size_t field, struct span value);

/* Required fields, bounds, FIELD_PAST, entity->check. */
void record_check(const struct record *r, const struct resolver *res, struct findings *out);

/* {"id":"..","<field>":..,...} with export names in table order, for list, export, explain. */
void record_add_json(const struct record *r, const struct resolver *res, struct buf *out);

void key_add_u64(struct buf *key, uint64_t n); /* big-endian */
void key_add_u16(struct buf *key, unsigned n);
uint64_t key_u64(const char *p);
/* Ids in exports: 16 hexadecimal digits. */
void id_add_text(struct buf *b, uint64_t id);

#endif
