/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backup, restore, and work taken away and brought back: one checked stream (core/stream.h).
 *
 * A full stream holds everything that cannot be computed again: settings, accounts, records, ids
 * of deleted records, official units, the audit trail. Packed columns and addresses are made anew.
 * A part holds some hamlets, and of the commune what their forms refer to: hamlets, clans,
 * organisations, and the commune's own documents, targets, figures, criteria; no accounts and no
 * audit trail. What a place that was made from a part gives back also tells how each record was
 * when it was taken away (BOOK_BASE), so that the commune sees who changed what:
 *
 *   taken away   here     brought back
 *   A            A        B              changed there: B is saved
 *   A            B        A              changed here: stays
 *   A            B        C              a conflict: stays B, both are told field by field
 *   -            -        B              new there: saved, with its id
 *   A            A        -              deleted there: deleted
 *
 * The table is asked twice, for what a record says and for where it lies: a household that moved on
 * one side and was changed on the other has done both. A hamlet that was merged here meanwhile is
 * the same place as the one it went into.
 *
 * Neither counts nor content depend on how often a file is brought back.
 *
 * A person's work is taken away as the hamlets of that person's account (backup_units_of), not as
 * the records that the person has written: rights, running numbers and counts go by hamlet, a
 * household's titles and people must travel with it whoever wrote them, and only a whole hamlet
 * tells "deleted there" from "never taken".
 *
 * Header: kind (full, part, return), time, day, store, scheme, commune, province, name, format,
 * min-reader, min-writer, generation, head (newest audit hash), unit (of a part, a line each), by,
 * progress
 * ("2026 7K3-M9Q": the fingerprints that the commune showed, since 2021).
 */
#ifndef CORE_BACKUP_H
#define CORE_BACKUP_H

#include "core/book.h"
#include "core/stream.h"

struct backup_ask {
    const struct unit_key *units; /* of a part; n_units 0: everything */
    size_t n_units;
    const unsigned char *secret; /* signs; or NULL */
};

struct backup_info {
    struct stream_digest digest;
    char code[STREAM_CODE];
    uint64_t records[ENTITY_COMMUNE + 1]; /* by entity_id; backup_read_info() only */
};

/* Was the store made from a part? Its backup is then what is brought back. */
bool backup_is_part(struct book *b, const struct caller *who);
/* The hamlets that are one person's work: those of the account, and what they became. The caller
 * frees *units. STATUS_USAGE: there is no such account, or it is for the whole commune. */
enum status backup_units_of(struct book *b, const struct caller *who, const char *login,
                            struct unit_key **units, size_t *n, struct detail *d) NODISCARD;

/* Writes a stream to path (temporary name, mode 0600, fsync, rename), then reads it again from the
 * disk: STATUS_OK means it is there and whole. Rights: all of the store for a full one, reading the
 * units for a part. STATUS_DENIED, FULL, IO; EXISTS: something that is no backup stands there. */
enum status backup_write(struct book *b, const struct caller *who, const char *path,
                         const struct backup_ask *ask, struct backup_info *out,
                         struct detail *d) NODISCARD;

/* Verifies a file and counts its records. header (may be NULL) gets its lines. */
enum status backup_read_info(const char *path, struct backup_info *out, struct buf *header,
                             struct detail *d) NODISCARD;

/* Makes a store from a stream at path `to`, which must not exist or be an empty folder. Every
 * record goes through core's codec; the whole is checked (check_book) and the fingerprints of all
 * years are compared with those of the header before the store takes its place: else STATUS_INVALID
 * or CORRUPT, and nothing is there. STATUS_EXISTS: the place is not empty. Who stands in
 * `erased.list` beside the file is erased again before anybody can open the store. */
enum status restore_book(const char *file, const char *to, const struct caller *who,
                         struct backup_info *out, struct detail *d) NODISCARD;
/* The same, with one more list of persons to erase (core/erase.h) than the one beside the file. */
enum status restore_book_erasing(const char *file, const char *to, const char *erased,
                                 const struct caller *who, struct backup_info *out,
                                 struct detail *d) NODISCARD;

/* ---- the last good backup, in a file of the store's folder ---- */

struct backup_last {
    int64_t time; /* seconds since 1970; 0: never */
    char code[STREAM_CODE];
};
enum { BACKUP_OLD_DAYS = 7 };
void backup_last(const struct book *b, struct backup_last *out);
/* Days between then and now, whichever is later (clocks go wrong); -1: never. */
int backup_days(const struct book *b, int64_t now);

/* ---- every night ---- */

/* Writes folder/hoctap-YYYY-MM-DD.backup (the day of who) and then removes old ones of that name
 * pattern only: 7 newest days, the newest of each of 4 weeks before, and of each of 12 months
 * before that stay. name gets the file's path. */
enum status backup_nightly(struct book *b, const struct caller *who, const char *folder,
                           const unsigned char *secret, struct backup_info *out, struct buf *name,
                           struct detail *d) NODISCARD;
/* Which of n ascending days stay: keep[i]. */
void backup_keep(const day *days, size_t n, bool *keep);

#endif
