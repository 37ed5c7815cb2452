/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hoàn tác: what somebody wrote last is taken back, whole, by its author and on the same day. A
 * mark of the grid, a list of marks, a decision with its document, a meeting, a hand-in: whatever
 * was one save is one step back, and the audit trail keeps both.
 *
 *     s = undo_look(t, 0, &u);          the newest of the caller's own entries of today
 *     undo_add_text(t, &u, &text);      "ghi lúc 14:05, 12 kết quả danh hiệu"
 *     s = undo_do(t, u.seq);            in a book_write()
 *
 * - Records of every kind but places and criteria sets. Who moved to another hamlet, and a
 * household or person that was deleted, is not put back: others went along. Of what needs consent
 * the trail keeps no value: it stays as it is now.
 * - Only while nobody, not even the author, has changed one of these records since: the later
 *   change is taken back first.
 * - Rights are those of a save; of a year that is handed in a reason is asked as for any change. A
 *   step backward needs no reason of its own: the entry says that it is an undo, and of which.
 * - An undo is not undone.
 *
 * The day is the real clock's, as the audit's times are (Vietnamese time).
 */
#ifndef CORE_UNDO_H
#define CORE_UNDO_H

#include "core/audit.h"

struct undo {
    uint64_t seq;
    int64_t time;
    size_t records;        /* of that entity, that it would change */
    enum entity_id entity; /* of the first that is no document */
    uint64_t record;       /* when it is one: which */
    char of[200];          /* a title alone: "Đỗ Văn Lan, Gia đình học tập 2026" */
};

/* STATUS_NOTFOUND with a sentence in t->detail: nothing to take back, or why not. record: 0 the
 * newest entry of the caller; else the newest that changed this record. */
enum status undo_look(struct book_tx *t, uint64_t record, struct undo *out) NODISCARD;
void undo_add_text(struct book_tx *t, const struct undo *u, struct buf *out);
/* What undo_look() told of. STATUS_CONFLICT: it is not the newest any more. */
enum status undo_do(struct book_tx *t, uint64_t seq) NODISCARD;

#endif
