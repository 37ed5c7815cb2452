/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the steps of an import share (core/import.h). Only import*.c and their test include this.
 */
#ifndef CORE_IMPORT_PARTS_H
#define CORE_IMPORT_PARTS_H

#include "core/bytemap.h"
#include "core/import.h"

struct import_work;

enum {
    IMPORT_FIELDS_MAX = 64,
    IMPORT_BATCH_ROWS = 2000,
    IMPORT_CELLS_MAX = 24000000,
    IMPORT_WIDTH_USUAL = 80, /* columns: all fields of an entity and 8 years of marks */
    IMPORT_JOINS = 100000
};

/* ---- texts of cells ---- */

/* Without blanks (also the no-break and zero-width ones) and without the ' that our own export puts
 * before = + - @ TAB CR. */
struct span import_clean(struct span cell);

enum import_mark { IMPORT_MARK_BLANK, IMPORT_MARK_NO, IMPORT_MARK_YES, IMPORT_MARK_UNKNOWN };
enum import_mark import_mark_read(struct span clean);

void import_note_add(struct import_notes *notes, uint32_t line, const struct field *field,
                     const char *column, enum reason reason, struct span text);
void import_notes_release(struct import_notes *notes);

/* BLAKE2b-128 of the cells, the entity, what the options change and the number of the batch. */
void import_operation(const struct import_table *t, const struct entity *e,
                      const struct import_options *o, unsigned batch, unsigned attempt,
                      unsigned char out[16]);

/* ---- headers ---- */

/* All names of an entity's fields, ready to be compared. */
struct import_names;
struct import_names *import_names_new(const struct entity *e);
void import_names_free(struct import_names *n);
void import_names_match(const struct import_names *n, struct span header,
                        struct import_column *out);
void import_column_field(struct import_column *out, const struct entity *e, unsigned field);
bool import_header_same(struct span a, struct span b); /* case, blanks, punctuation aside */
int import_year_at(struct span s); /* 1900..2099 in the first four bytes, else 0 */

/* Recognised columns of the row that is the header. */
unsigned import_header_hits(const struct import_table *t, const struct entity *e);

/* ---- one row, read ---- */

/* The two columns that say something about one title and year; -1 = the file has none. */
struct import_slot {
    const struct title_kind *title;
    int year;
    int registered, recognised;
};

struct import_slot_value {
    enum import_mark registered, recognised;
};

struct import_fault {
    unsigned order; /* index of the field; behind them the title columns */
    int column;     /* or -1 */
    const struct field *field;
    enum reason reason;
    bool warning;
    char *text; /* of the cell; owned, or NULL */
};

struct import_reading {
    struct record r;
    uint64_t given;                  /* bit per field: the file says something */
    struct import_slot_value *marks; /* one per slot */
    struct import_fault *faults;
    size_t n_faults, cap_faults;
    struct buf note; /* texts that found no field, to be added to the record's note */
    bool blank;
};

void import_reading_init(struct import_reading *g, const struct import_work *w);
void import_reading_release(struct import_reading *g);

#define IMPORT_STORED UINT32_MAX

/* What a record's identity is known by while a plan is made. */
struct import_known {
    uint64_t id; /* stored record, or 0 */
    struct unit_key unit;
    uint32_t number;
    uint32_t row;  /* row of the file that is equal, or UINT32_MAX */
    uint32_t same; /* stored records with this very key */
    uint32_t next; /* the next stored record with the same name and unit + 1; 0 = none */
};

struct import_answer {
    uint64_t id; /* of a reference; code of a choice */
    struct unit_key unit;
    enum reason why;
    bool known, ok;
};

struct import_work {
    const struct caller *who;
    const struct entity *e;
    const struct import_table *t;
    const struct import_columns *c;
    const struct import_options *o;
    struct unit_key commune, hamlet; /* of the book; of --hamlet, or zero */
    enum unit_scheme scheme;
    int unit_field, name_field, note_field, subject_field; /* index, or -1 */
    int place_column;                                      /* of an entity without a place, or -1 */
    int column_of[IMPORT_FIELDS_MAX]; /* the first column of each field, or -1 */
    struct import_slot *slots;
    size_t n_slots;
    /* answers of the resolver and of choices */
    struct bytemap asked;
    struct import_answer *answers;
    size_t cap_answers;
    /* identities: of stored records, then of the file's rows; known[i] belongs to key i */
    struct bytemap keys, names;
    struct import_known *known;
    size_t cap_known;
    uint32_t *first_of_name; /* known + 1, by name */
    size_t cap_names;
    /* what must not be there twice (entity.h, twin_key), and the row that has it; a stored record
     * has IMPORT_STORED */
    struct bytemap twins;
    uint32_t *twin_row;
    size_t cap_twins;
    /* states of stored titles, by unit */
    struct bytemap units;
    struct column_set *sets;
    size_t cap_sets;
    /* the row in hand: `more` cells behind cell `at` belong to it */
    struct import_join {
        unsigned at, more;
        struct buf text;
    } join;
    unsigned joins_left; /* trials, so that a hostile file does not take hours */
    int next_hamlet;     /* number for a new hamlet that brings no code */
    struct buf scratch, key, name;
};

/* Resolves through the answers already known, else asks inner (of t). use is handed to fields. */
struct import_resolver {
    struct import_work *w;
    struct book_tx *t;
    struct resolver inner, use;
};
void import_resolver_init(struct import_resolver *r, struct import_work *w, struct book_tx *t);
/* field_parse() through the known answers. */
enum reason import_parse(struct import_resolver *r, unsigned field, struct span text,
                         struct value *out);

/* Reads a row of the table into g (initialised; what it held is dropped). A row with more cells
 * than the header because a text holds the separator without quotes is put together again, when
 * there is one way that fits. */
void import_row_read(struct import_work *w, struct import_resolver *res, size_t row,
                     struct import_reading *g);
/* The same as the cells stand, or joined as w->join says. */
void import_row_read_joined(struct import_work *w, struct import_resolver *res, size_t row,
                            struct import_reading *g);
/* Reads whose title or figures these are, once the other cells are read; the record then lies where
 * its subject lies. */
void import_subject_read(struct import_work *w, struct import_resolver *res, size_t row,
                         struct import_reading *g);
void import_fault_add(struct import_reading *g, unsigned order, int column, const struct field *f,
                      enum reason why, bool warning, struct span text);
/* Cells of a row after joining. */
unsigned import_work_cells(const struct import_work *w, size_t row);
struct import_cell import_work_cell(const struct import_work *w, size_t row, unsigned column);
/* The state that the marks of a slot ask for: none, registered or recognised. */
enum title_state import_slot_state(const struct import_slot_value *v);

/* ---- a row against a stored record ---- */

/* Is field i part of what makes two records the same, given the columns that the file has? */
bool import_is_identity(const struct import_work *w, unsigned i);
/* Puts what the file says into the stored record. Names what differs in differs (labels with ", "
 * between; may be NULL). false when nothing differs. */
bool import_merge(const struct import_work *w, const struct import_reading *g,
                  const struct resolver *res, struct record *stored, struct buf *differs);
/* What a title of state have becomes when the file asks for want; have when nothing changes.
 * *conflict: the file says something that have does not allow. */
enum title_state import_raise(enum title_state have, enum title_state want, bool *conflict);
void import_add_name(struct buf *names, const char *name); /* ", " between */

/* ---- what the book holds already ---- */

struct import_work *import_work_new(struct book *b, const struct caller *who,
                                    const struct entity *e, const struct import_table *t,
                                    const struct import_columns *c, const struct import_options *o);
void import_work_free(struct import_work *w); /* NULL is fine */
/* Forgets all answers and identities, and reads those of the book as it is in t. */
enum status import_work_load(struct import_work *w, struct book_tx *t) NODISCARD;
/* The identity of the row in g: of a stored record (id), of this row, or of an earlier row (row is
 * then another one). A hamlet without code gets its number here. *many and NULL: several stored
 * records fit. Borrowed until the next call. */
struct import_known *import_work_match(struct import_work *w, struct import_reading *g,
                                       const struct resolver *res, uint32_t row, bool *many);
/* Is there a stored record with the name and place of the row matched last, which may be the same
 * thing? Appends its number. */
bool import_work_similar(struct import_work *w, struct book_tx *t, const struct record *r,
                         struct buf *number);
/* Does a stored record or an earlier row have what must not be there twice? Then the field it is
 * seen in, and *row is the earlier row or IMPORT_STORED; else -1, and it is row's from now on. */
int import_work_twin(struct import_work *w, const struct record *r, uint32_t *row);
/* States of titles in a unit. Borrowed until the next call. */
struct column_set *import_work_columns(struct import_work *w, struct book_tx *t,
                                       struct unit_key unit);

#endif
