/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has a record's form open, or marks the same list: said in the form, in the grid and in lists,
 * to both of them, so that two people do not type the same. It holds nobody up: whoever saves
 * second is shown both versions (form_save()). Ends with the process, however it ends; a store in
 * memory has one user.
 */
#ifndef FORMS_EDITING_H
#define FORMS_EDITING_H

#include "core/book.h"
#include "core/title.h"
#include "storage/editlock.h"

struct editing {
    struct editlock *lock;
    struct editlock *behind; /* of who came second: the first one sees it */
    bool busy;               /* somebody else has it */
    bool joined;             /* we have it, and somebody came later */
    char *name;              /* the name people know */
    int64_t since;           /* seconds since 1970 */
};

/* Takes the record for this person, or says who has it. Again later: tries again, takes it when it
 * is free, sees who has come. Nothing for a record that is not saved yet (id 0). */
void editing_begin(struct editing *x, struct book *b, const struct caller *who,
                   const struct entity *e, uint64_t id);
/* The same for the marks of a title in a unit and year. */
void editing_begin_marks(struct editing *x, struct book *b, const struct caller *who,
                         enum title_id title, struct unit_key unit, int year);
void editing_end(struct editing *x); /* zeroed afterwards */
/* Has anybody it open? Only looks. x must be ended. */
void editing_look(struct editing *x, struct book *b, const struct caller *who,
                  const struct entity *e, uint64_t id);

/* "Lan đang sửa từ 14:05", "Lan cũng mở từ 14:10"; with the day when that was not today. Nothing
 * when nobody is. */
void editing_add_short(const struct editing *x, int64_t now, struct buf *out);
/* "Lan đang sửa phiếu này từ 14:05." */
void editing_add_sentence(const struct editing *x, int64_t now, struct buf *out);

#endif
