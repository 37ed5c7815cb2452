/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records point at a subject: the people of a household, the households of a clan, the fund
 * or the award of either. While there are any the subject is not deleted. Its titles are part of
 * it and are not counted.
 */
#ifndef CORE_REFERRERS_H
#define CORE_REFERRERS_H

#include "core/book.h"

struct referrer {
    const struct entity *e;
    uint64_t id;
};
struct referrers {
    struct referrer *v; /* by entity, in the order of its table */
    size_t n;
};
/* out is initialised by it. */
enum status referrers_find(struct book_tx *t, uint64_t id, struct referrers *out) NODISCARD;
void referrers_release(struct referrers *r);
/* "2 người, 1 khoản thu chi"; translated. */
void referrers_add_text(const struct referrers *r, struct buf *out);

#endif
