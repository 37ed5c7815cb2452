/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work that was taken to another machine comes back: see core/backup.h for what a stream tells and
 * how "changed there", "changed here" and "both" are told apart. Also brings together two full
 * copies of one store; without BOOK_BASE every record that differs is then a conflict.
 *
 * All of it is one transaction and one audit entry, or nothing. Rights, checks, running numbers
 * and packed columns are those of an ordinary save.
 */
#ifndef CORE_MERGE_H
#define CORE_MERGE_H

#include "core/backup.h"

enum merge_why {
    MERGE_BOTH,          /* changed here and there: field, here, there; once a field */
    MERGE_DELETED_HERE,  /* and changed there */
    MERGE_DELETED_THERE, /* and changed here: stays */
    MERGE_TWICE,   /* another record says the same key (a title of that year): as MERGE_BOTH */
    MERGE_OUTSIDE, /* not in the units that were taken away */
    MERGE_ERASED,  /* personal data that was erased does not come back */
    MERGE_REFUSED, /* the save was refused: text says why */
};

struct merge_note {
    enum merge_why why;
    enum entity_id entity;
    uint64_t id;
    struct unit_key unit;
    char *name;                /* of the record */
    const struct field *field; /* or NULL: the record as a whole */
    char *here, *there;        /* texts; NULL when there is none */
    char *text;                /* refused: the sentence */
};

struct merge_result {
    char code[STREAM_CODE];
    unsigned char hash[STREAM_HASH]; /* of the file */
    uint64_t added, changed, deleted;
    uint64_t same;      /* the same in both, or changed here only */
    uint64_t conflicts; /* records */
    struct merge_note *v;
    size_t n;
};
void merge_result_release(struct merge_result *r);
const char *merge_why_name(enum merge_why w); /* fixed words of JSON: "both", .. */
/* "Đã ghép: thêm 3, sửa 1, .."; dry: of a dry run. Translated. */
void merge_result_add_text(const struct merge_result *r, bool dry, struct buf *out);
/* One sentence a note, translated. */
void merge_note_add_text(const struct merge_note *n, struct buf *out);

struct merge_options {
    bool dry_run;
    bool take_theirs; /* in conflicts of fields what was brought back wins; the audit keeps ours */
    bool plain;       /* not through a link */
    const unsigned char *hash; /* no other file than this one was when it was looked at; or NULL */
};

/* STATUS_INVALID: the file is damaged, or of another commune. out is valid whatever comes back. */
enum status merge_file(struct book *b, const struct caller *who, const char *file,
                       const struct merge_options *o, struct merge_result *out,
                       struct detail *d) NODISCARD;

#endif
