/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erasing what is known about a person (Luật 91/2025/QH15, điều về quyền xóa dữ liệu). The record
 * keeps its place and all that is counted; its name becomes ERASED_NAME, and every other text,
 * field that needs consent and evidence of it is gone, with the texts of its titles, and of the
 * awards, contributions, checklists and offices that point at it. The bodies of their audit
 * entries are deleted, and of titles and awards that were deleted before; the headers stay and the
 * entry of the erasure tells which bodies went, so the chain still verifies. Who else was in the
 * same body (a batch) loses that part of the history too: a body cannot be cut without breaking its
 * hash. Of a record that was deleted the trail alone is left, and loses it in the same way.
 *
 * What stays is a tombstone (BOOK_TOMB): id -> when, why. Copies made before still hold the person:
 * `erased.list` beside the backups, written by every full backup, holds all ids and times, and a
 * restore erases them again. A merge never brings an erased person back, and takes over what was
 * erased in the other copy. Bytes of freed pages stay in the store's file until LMDB uses them
 * again; `restore` of a new backup into a new folder leaves them behind.
 */
#ifndef CORE_ERASE_H
#define CORE_ERASE_H

#include "core/book.h"

#define ERASED_NAME "(đã xóa thông tin)" /* as stored: the same in every language */
#define ERASED_LIST "erased.list"

struct erase_result {
    uint64_t records; /* that were cleared: the person's own, titles, awards .. */
    uint64_t bodies;  /* audit entries that have lost theirs */
    size_t drafts;
    uint64_t mentions; /* records, texts, drafts that hold the same name: to be looked at */
};

/* STATUS_INVALID: not a record of a person, no reason or one that names the person; NOTFOUND;
 * EXISTS: erased before; DENIED: the commune's to do. Drafts of these records, whosever, are
 * removed, and those of new records with the very name (core/erase_private.h). */
enum status erase_person(struct book *b, const struct caller *who, uint64_t id, const char *reason,
                         struct erase_result *out, struct detail *d) NODISCARD;

struct erased {
    uint64_t id;
    int64_t time; /* seconds since 1970 */
};
struct erased_list {
    struct erased *v; /* by id, each once */
    size_t n, cap;
};
void erased_list_release(struct erased_list *l);
void erased_list_add(struct erased_list *l, uint64_t id, int64_t when);

/* Inside a book_write(), without asking for rights: erases who is in the store and not erased yet,
 * and remembers all. One audit entry each. */
enum status erase_again(struct book_tx *t, const struct erased_list *l,
                        struct erase_result *out) NODISCARD;
bool erase_is_erased(struct book_tx *t, uint64_t id);
/* Is r erased, or about somebody who is (a title, an award)? also: more of them; or NULL. */
bool erase_concerns(struct book_tx *t, const struct record *r, const struct erased_list *also);
void erase_collect(struct book_tx *t, struct erased_list *out); /* the tombstones */

/* The file: "hoctap erased 1", then "id seconds" a line. STATUS_NOTFOUND, INVALID (names the line).
 */
enum status erased_list_read(const char *file, struct erased_list *out, struct detail *d) NODISCARD;
/* The list in the folder of a backup gets the tombstones of this store; what others wrote in it
 * stays. Nothing is written when there is nothing to say. */
enum status erased_list_refresh(struct book *b, const struct caller *who, const char *backup,
                                struct detail *d) NODISCARD;
/* The list beside a backup; the caller frees the name. */
char *erased_list_beside(const char *backup);

#endif
