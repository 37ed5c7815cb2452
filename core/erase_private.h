/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where else a person's name may stand than in the records about that person: in what others have
 * typed and not saved, and in free texts. A name is not a person: namesakes are common. So drafts
 * of a record that was erased go, and drafts of new records that hold the very name; what else
 * holds it is counted and told, for somebody to look at.
 */
#ifndef CORE_ERASE_PRIVATE_H
#define CORE_ERASE_PRIVATE_H

#include "core/erase.h"

struct erase_ids {
    uint64_t *v;
    size_t n;
};

struct erase_traces {
    struct buf name;   /* NFC, as it was written; of fewer than two words nothing is looked for */
    uint64_t mentions; /* records, settings and texts of reports that hold it */
};
void erase_traces_release(struct erase_traces *x);

/* After the person's own records have lost it, in the same transaction. */
void erase_traces_look(struct book_tx *t, struct span name, struct erase_traces *out);
/* Outside of a transaction. Adds to out->drafts and out->mentions. */
enum status erase_traces_drafts(const char *store_path, const struct erase_ids *ids,
                                const struct erase_traces *x, struct erase_result *out,
                                struct detail *d) NODISCARD;

#endif
