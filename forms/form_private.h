/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of the form model share. Only forms/form*.c include this.
 */
#ifndef FORMS_FORM_PRIVATE_H
#define FORMS_FORM_PRIVATE_H

#include "forms/form.h"

enum { FORM_TEXT_MAX = 200 /* characters of a number, date or choice: room for what is wrong */ };

/* The text of a record in one place of the form. */
struct form_base {
    struct buf text;
    bool later;
};
/* One per place; the lines "[để sau]" of the note stand in their fields. */
struct form_base *form_base_new(const struct form *f, const struct record *rec,
                                const struct resolver *r);
void form_base_free(struct form_base *b, size_t n);

/* An empty form: everything but texts. */
void form_init(struct form *f, struct book *b, const struct caller *who, struct form_memory *memory,
               const struct entity *e);
/* The texts of a stored record, which becomes f->record (moved). */
void form_take(struct form *f, struct record *rec, struct form_base *base);
/* The same under what the person changed: that stays, what both changed goes to f->conflict. */
void form_rebase(struct form *f, struct record *rec, struct form_base *base);
/* Puts what is stored now under what the person changed. */
enum status form_rebase_stored(struct form *f, struct detail *d) NODISCARD;
void form_touch(struct form *f, size_t i); /* the text or mark of a field changed */
/* The field with the focus is entered: what it proposes. After a key: what was typed behind a
 * proposal takes its place. */
void form_propose(struct form *f);
void form_proposal_changed(struct form *f);

struct unit_key form_unit(const struct form *f); /* where the record is, as far as is known */
int form_note(const struct form *f);             /* place of the note, -1 when it has none */
struct resolver form_resolver(const struct form *f, struct book_tx *t); /* t may be NULL */
bool form_needs_book(const struct field *f); /* its text names a record or a place */

/* All fields are checked anew where their text changed, in one transaction when needed. */
void form_check_fields(struct form *f);
/* The record that would be saved. rec is initialised by it. */
void form_candidate(const struct form *f, struct record *rec);

void form_pin(struct form *f, size_t i, const struct value *v);

/* After a key: what was typed into a mask takes its place. */
void form_mask_changed(struct form *f, size_t i);
void form_mask_base(const struct form *f, size_t i, struct buf *out);

/* Looks for a record that may be the same, when the field with the focus may say so. */
void form_twin_look(struct form *f);
void form_twin_find(struct form *f); /* whatever the field */
/* What tells namesakes apart: "1958, Số 42, ngõ 21". */
void form_add_identity(const struct record *r, const struct resolver *res, struct buf *out);

/* Entity, id and title of a draft; false when the bytes are none. The caller frees title. */
bool form_draft_peek(struct span bytes, struct form_draft *out);

/* ---- the lines of the note ---- */

/* Is line "[để sau] LABEL" or "[để sau] LABEL: TEXT"? *index: the field; text empty without one. */
bool form_later_parse(const struct entity *e, struct span line, size_t *index, struct buf *text);
void form_later_add(const struct field *f, struct span text, struct buf *out);

/* ---- F5, F6 ---- */

struct form_memory_entry {
    const struct entity *e;
    struct buf *text;    /* per field of the entity */
    struct value *value; /* known: what the text meant */
};
const struct form_memory_entry *form_memory_find(const struct form *f);
void form_remember(struct form *f); /* what was just saved */

#endif
