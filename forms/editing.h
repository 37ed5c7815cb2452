/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has a record's form open: said in the form and in lists, so that two people do not type the
 * same. It holds nobody up: whoever saves second is shown both versions (form_save()). Ends with
 * the process, however it ends; a store in memory has one user.
 */
#ifndef FORMS_EDITING_H
#define FORMS_EDITING_H

#include "core/book.h"
#include "storage/editlock.h"

struct editing {
    struct editlock *lock;
    bool busy;     /* somebody else has it */
    char *name;    /* the name people know */
    int64_t since; /* seconds since 1970 */
};

/* Takes the record for this person, or says who has it. Again later: tries again, and takes it when
 * it is free. Nothing for a record that is not saved yet (id 0). */
void editing_begin(struct editing *x, struct book *b, const struct caller *who,
                   const struct entity *e, uint64_t id);
void editing_end(struct editing *x); /* zeroed afterwards */
/* Has anybody it open? Only looks. x must be ended. */
void editing_look(struct editing *x, struct book *b, const struct caller *who,
                  const struct entity *e, uint64_t id);

/* "Lan đang sửa từ 14:05"; with the day when that was not today. Nothing when nobody is. */
void editing_add_short(const struct editing *x, int64_t now, struct buf *out);
/* "Lan đang sửa phiếu này từ 14:05." */
void editing_add_sentence(const struct editing *x, int64_t now, struct buf *out);

#endif
