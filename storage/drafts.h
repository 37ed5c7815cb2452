/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drafts: what somebody has typed and not saved, one file per person and form in `drafts/` of the
 * store's folder. They are beside the store, not in it: a draft is no record, belongs to no
 * transaction, and must be written even when the store cannot be. Knows nothing of a form's bytes.
 *
 * person and form are any UTF-8 (an account, "household/1A2B"); they become safe file names, and
 * the file says whose it really is. A draft is replaced whole or not at all, and is on disk when
 * draft_save() returns STATUS_OK. A store in memory (path "") has no drafts: saving is INVALID.
 * Beyond DRAFT_PERSON_MAX, counted in blocks of the disk, it is STATUS_FULL, and the older ones
 * stay.
 *
 *      hoctap draft 1 <bytes of person> <bytes of form> <CRC32C of lengths and all that follows>\n
 *      person form bytes
 */
#ifndef STORAGE_DRAFTS_H
#define STORAGE_DRAFTS_H

#include <stdint.h>

#include "locale/buf.h"
#include "locale/status.h"

/* Bytes: of one draft, and of all that one person has. A year of careful typing is far below it; it
 * keeps one key on a shared server from filling the disk with text that is in no record. */
enum { DRAFT_MAX = 4 << 20, DRAFT_PERSON_MAX = 64 << 20 };

enum status draft_save(const char *store_path, struct span person, struct span form,
                       struct span bytes, struct detail *d) NODISCARD;
/* Appended to out. NOTFOUND; CORRUPT (the file stays, to be looked at). */
enum status draft_load(const char *store_path, struct span person, struct span form,
                       struct buf *out, struct detail *d) NODISCARD;
/* STATUS_OK when there is none. */
enum status draft_remove(const char *store_path, struct span person, struct span form,
                         struct detail *d) NODISCARD;

struct draft_info {
    struct span person, form; /* for the call only */
    int64_t saved;            /* seconds since 1970 */
};

typedef void (*draft_fn)(void *context, const struct draft_info *info);

/* Every readable draft of one person, or of all when person is empty; in no order. Also removes
 * what interrupted saves have left. No drafts at all is STATUS_OK. */
enum status draft_each(const char *store_path, struct span person, draft_fn fn, void *context,
                       struct detail *d) NODISCARD;

#endif
