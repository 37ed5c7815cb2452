/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record being entered or changed: what stands in its fields, where the cursor is, what is wrong
 * with it, and how it is saved, kept as a draft, compared with what somebody else saved. One model
 * for all entities; it knows no key, no colour and no screen. The book is read in short
 * transactions, never held.
 *
 * Fields are numbered by their place in the form (layout.place): `i` below. A field has a text (the
 * editor's) and the text it had in the record (base, the editor's saved text). A field whose text
 * was not changed keeps its stored value untouched, whatever a text could lose of it.
 *
 * "Để sau" (F7): a wrong or missing value never stops the work. With F7 the record is saved without
 * it, and a line is added to the end of its note, in the words of the sổ:
 *
 *     [để sau] Năm sinh: 19 bảy lăm          [để sau] Địa chỉ
 *
 * The form shows such a line in its field, not in the note, until a right value replaces it. This
 * loses nothing (it is saved in the same transaction, with audit, backup, export and hand-over), a
 * program without forms can read it, and the list is a scan of the notes (form_later_load). A
 * field without which no record can be saved (Chủ hộ) stays in the draft, which has a list too.
 *
 * Life of a form
 *     form_open_new(), form_open(), or form_draft_open() of one of form_drafts_load()
 *     keys: edit_..(form_edit(f), ..), also undo, then form_changed(f); form_next() ..
 *     form_draft_save() when form_draft_due(); form_save(); form_close()
 */
#ifndef FORMS_FORM_H
#define FORMS_FORM_H

#include "core/audit.h"
#include "core/book.h"
#include "forms/edit.h"
#include "forms/form_pages.h"

struct form_field {
    struct edit edit;    /* edit.saved is the base: the text of the stored record, or the default */
    bool base_later;     /* the stored note has a line for it */
    struct value pinned; /* picked from a list: true while the text is pinned_text */
    struct buf pinned_text;
    struct value value; /* of the text, once checked and accepted */
    bool checked;       /* since the text last changed */
    bool accepted;      /* the text is empty or a right value */
    bool refused;       /* the record cannot be saved with it */
    enum reason reason; /* why not; without refused a warning */
    bool later;         /* "để sau" */
    bool later_stale;   /* the text changed since F7: a right one takes the mark off */
    bool shown;         /* needs consent, and F4 has shown it: the text is the value */
    bool typed_over;    /* needs consent: typed in the place of the mask */
    bool theirs_differ; /* needs consent: somebody else changed it, whatever its mask says */
    bool proposed;      /* the text is a proposal, which nobody has touched yet */
};

/* A field that somebody else changed too. */
struct form_conflict {
    size_t field; /* place */
    char *base, *mine, *theirs;
    bool mine_later;  /* mine is left for later */
    bool take_theirs; /* false at first: mine stands in the field */
};

/* A record that may be the same. */
struct form_twin {
    uint64_t id; /* 0: none */
    uint32_t number;
    char *text; /* "Nguyễn Thị Hường, 1958, Số 42, ngõ 21" */
};

struct form {
    struct book *book;
    const struct caller *who;
    const struct entity *e;
    struct form_layout layout;
    struct record record; /* as stored when opened; id 0: a new one */
    struct form_field *field;
    size_t focus;
    struct form_memory *memory;
    struct form_conflict *conflict;
    size_t n_conflicts;
    struct form_twin twin;
    bool twin_known; /* the person has seen the twin and goes on */
    unsigned char operation[AUDIT_OPERATION_ID];
    bool has_operation; /* drawn, and nothing changed since */
    char *draft_name;   /* "household/0123456789abcdef", "household/new-1a2b3c4d" */
    bool draft_due;     /* changed since the draft was written */
    bool draft_there;   /* a draft of it is on disk */
    bool read_only;     /* the caller may not write here */
    bool written;       /* the last form_save() had something to write */
};

/* ---- open, close ---- */

/* What F5 and F6 repeat: the texts of the record saved last, per entity. Owned by the screen; a
 * zeroed one is empty. */
struct form_memory {
    struct form_memory_entry *v;
    size_t n;
};
void form_memory_release(struct form_memory *m);

/* book, who and memory are borrowed until form_close(). memory may be NULL. unit: where the new
 * record is (a hamlet, or the commune). */
void form_open_new(struct form *f, struct book *b, const struct caller *who,
                   struct form_memory *memory, const struct entity *e, struct unit_key unit);
/* STATUS_NOTFOUND, DENIED, CORRUPT. f is valid and must be closed either way. */
enum status form_open(struct form *f, struct book *b, const struct caller *who,
                      struct form_memory *memory, uint64_t id, struct detail *d) NODISCARD;
void form_close(struct form *f); /* drafts stay */

/* ---- fields ---- */

struct edit *form_edit(struct form *f);            /* of the field with the focus */
void form_changed(struct form *f);                 /* after an edit of it */
bool form_skipped(const struct form *f, size_t i); /* greyed */
bool form_dirty(const struct form *f);
bool form_field_dirty(const struct form *f, size_t i);
struct span form_text(const struct form *f, size_t i);
/* Replaces the text of a field, as a person would. */
void form_set_text(struct form *f, size_t i, struct span text);
unsigned form_page(const struct form *f);

enum form_moved { FORM_STAYED, FORM_MOVED, FORM_AT_END /* Enter on the last field: ask to save */ };
/* All leave the field: it is checked, and what is wrong is in its reason; nobody is held. */
enum form_moved form_next(struct form *f, struct edit_typing *t);
enum form_moved form_previous(struct form *f, struct edit_typing *t);
enum form_moved form_page_move(struct form *f, struct edit_typing *t, int pages);
void form_go(struct form *f, struct edit_typing *t, size_t i);
/* Checks the field with the focus without leaving it (a save, a draft). */
void form_leave(struct form *f, struct edit_typing *t);

/* Does a mask stand in field i for what is stored (FIELD_PRIVATE)? Typing takes its place. */
bool form_masked(const struct form *f, size_t i);
/* Shows it, and writes that into the audit trail. STATUS_DENIED: not to a reader; CONFLICT: the
 * record was saved by somebody since. Nothing when no mask stands there. */
enum status form_show(struct form *f, size_t i, struct detail *d) NODISCARD;

/* F5: the field of the record saved before. false: nothing to repeat. F6: all that may be repeated
 * and is not filled in yet; returns how many fields. */
bool form_repeat_field(struct form *f);
size_t form_repeat_record(struct form *f);
/* F7: marks the field "để sau", or takes it back. false: a program's own field. */
bool form_later(struct form *f);

/* ---- checks and sentences ---- */

/* All fields and the rules between them. The number of findings that stop a save; *first (may be
 * NULL) is the first of them. */
size_t form_check(struct form *f, size_t *first);
/* What is to say about field i, at most columns wide when it can be: what is wrong, with an
 * example; else a warning; else nothing. */
void form_add_finding(const struct form *f, size_t i, size_t columns, struct buf *out);
/* The help of the field: one sentence with an example. */
void form_add_help(const struct form *f, size_t i, struct buf *out);
/* The example of a field's help: "1958"; nothing when it has none. */
void form_add_example(const struct field *f, struct buf *out);
/* "Hộ số 27", "Hộ mới". */
void form_add_title(const struct form *f, struct buf *out);

/* "Gia đình học tập   2023 Công nhận   2024 Đăng ký   2025 -   2026 -": of a stored
 * subject as many of the last four years as fit; nothing for others. */
void form_add_titles(const struct form *f, size_t columns, struct buf *out);

/* Is there a record of the same name in the same place (the same title and year of a subject)?
 * Looked up when a field of the identity is left; f->twin. false when none, or when the person has
 * been told and goes on (form_twin_accept). */
bool form_twin_shown(const struct form *f);
void form_twin_accept(struct form *f);
void form_add_twin(const struct form *f, struct buf *out); /* the sentence */

/* ---- values to pick from (F4) ---- */

struct form_value {
    struct value value;
    char *text; /* what the field will show */
    char *more; /* to tell namesakes apart: "số 27, 1958"; may be empty */
};
struct form_values {
    struct form_value *v;
    size_t n, total; /* total > n: there are more, type on */
};
/* Choices, yes and no, records, places; filtered by typed (without marks). STATUS_INVALID: the
 * field has no list. out must be released either way. */
enum status form_values(const struct form *f, size_t i, struct span typed, size_t limit,
                        struct form_values *out, struct detail *d) NODISCARD;
bool form_has_values(const struct form *f, size_t i);
void form_values_release(struct form_values *v);
/* Puts a picked value into the field. */
void form_pick(struct form *f, size_t i, const struct form_value *v);

/* ---- save, delete ---- */

/* STATUS_OK: on disk; the form shows the saved record, the draft is gone, memory holds it.
 * STATUS_INVALID: the focus is on the first wrong field, d says it. STATUS_CONFLICT: somebody saved
 * in between; both sides are in f->conflict, the form now stands on their version and saving again
 * writes mine (or what was taken of theirs). STATUS_EXISTS: a twin that may not be. Others: nothing
 * was saved, the form and its draft are as they were. */
enum status form_save(struct form *f, struct edit_typing *t, struct detail *d) NODISCARD;
/* "Đã ghi đĩa, số 27, 14:05"; now: seconds since 1970. */
void form_add_receipt(const struct form *f, int64_t now, struct buf *out);
/* Chooses a side of a conflict. */
void form_conflict_take(struct form *f, size_t c, bool theirs);
void form_conflicts_clear(struct form *f);

/* What must be typed to delete: the record's number; without one the word "xoa". */
void form_add_delete_word(const struct form *f, struct buf *out);
/* STATUS_INVALID when typed is not that. The draft goes with the record. */
enum status form_delete(struct form *f, struct span typed, struct detail *d) NODISCARD;

/* ---- drafts ---- */

/* The whole state: entity, record, version, changed fields with the text they were changed from,
 * focus, cursor. */
void form_to_draft(const struct form *f, struct buf *out);
/* Opens the form that a draft is of. *older: the record was saved by somebody since; what both
 * changed is in f->conflict. STATUS_EXISTS: the draft had been saved (the answer was lost); the
 * form shows the record. STATUS_CORRUPT. NOTFOUND: its record was deleted; f is then a new record
 * with all the texts. f must be closed either way. */
enum status form_from_draft(struct form *f, struct book *b, const struct caller *who,
                            struct form_memory *memory, const char *name, struct span bytes,
                            bool *older, struct detail *d) NODISCARD;

/* The same through storage/drafts.h. A store in memory has no drafts: STATUS_OK, nothing done. */
bool form_draft_due(const struct form *f);
enum status form_draft_save(struct form *f, struct detail *d) NODISCARD;
enum status form_draft_remove(struct form *f, struct detail *d) NODISCARD;
enum status form_draft_open(struct form *f, struct book *b, const struct caller *who,
                            struct form_memory *memory, const char *name, bool *older,
                            struct detail *d) NODISCARD;

/* A draft for a list: "Hộ số 27, sửa dở lúc 14:05". */
struct form_draft {
    char *name; /* for form_draft_open() */
    const struct entity *e;
    uint64_t id; /* 0: a new record */
    char *title; /* "Nguyễn Thị Hường"; what stands in the name field */
    int64_t saved;
};
struct form_drafts {
    struct form_draft *v;
    size_t n;
};
/* Of this person, newest first. e NULL: all. */
enum status form_drafts_load(struct form_drafts *out, struct book *b, const struct caller *who,
                             const struct entity *e, struct detail *d) NODISCARD;
void form_drafts_release(struct form_drafts *d);

/* ---- history ---- */

struct form_event {
    uint64_t seq;
    int64_t time;       /* seconds since 1970 */
    char *who, *source; /* who: the name people know, else the login */
    enum audit_op op;
    const struct field *field; /* NULL: the record as a whole (created, deleted) */
    char *before, *after;
    char *reason; /* why a year that was handed in changed; or "" */
};
struct form_history {
    struct form_event *v; /* newest first */
    size_t n;
};
enum status form_history_load(struct form_history *out, struct book *b, const struct caller *who,
                              uint64_t id, size_t limit, struct detail *d) NODISCARD;
void form_history_release(struct form_history *h);

/* ---- "để sau" ---- */

struct form_later_row {
    const struct entity *e;
    uint64_t id;
    struct unit_key unit;
    uint32_t number;
    char *name;
    char *place;  /* its hamlet's name; "" in the list of that very hamlet */
    char *fields; /* "Năm sinh, Địa chỉ" */
};
struct form_later_list {
    struct form_later_row *v;
    size_t n;
};
/* Records with something left for later, of units inside unit (zero: all that the caller sees).
 * e NULL: every entity. */
enum status form_later_load(struct form_later_list *out, struct book *b, const struct caller *who,
                            const struct entity *e, struct unit_key unit,
                            struct detail *d) NODISCARD;
void form_later_release(struct form_later_list *l);

#endif
