/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nộp: the figures of a report are shown, and when the person says yes to these very figures, they
 * are frozen with the texts (core/submission.h). Also what becomes of it: accepted, or returned
 * with a reason. No terminal.
 *
 *     s = hand_in_look(&h, book, who, unit, REPORT_ANNUAL, 2026, &d);
 *     hand_in_add_lines(&h, &out);       "Gia đình học tập: đăng ký 61, đề nghị 34, .. trên 107 hộ"
 *     s = hand_in_do(&h, book, who, &d);  STATUS_CONFLICT: the figures are others by now
 *     hand_in_release(&h);
 */
#ifndef FORMS_HAND_IN_H
#define FORMS_HAND_IN_H

#include "core/deadline.h"
#include "core/submission.h"
#include "forms/report_frozen.h"
#include "forms/report_texts.h"

struct hand_in {
    struct unit_key unit;
    enum report_kind report;
    int year;
    struct frozen now;  /* what would be frozen */
    struct frozen then; /* what was, when it is handed in or was */
    struct deadline deadline;
    size_t unwritten; /* texts that nobody has written yet */
    size_t waiting;   /* of a commune: hamlets that have not handed in */
    /* the submission there is; id 0: none */
    uint64_t id;
    uint32_t version;
    int state;
    day on;            /* handed in */
    struct buf reason; /* returned: what is to be changed */
    struct buf name;   /* of the unit */
    const char *why;   /* N_(): it cannot be handed in now; NULL: it can */
};

/* STATUS_DENIED, STATUS_USAGE (a year to come). */
enum status hand_in_look(struct hand_in *out, struct book *b, const struct caller *who,
                         struct unit_key unit, enum report_kind report, int year,
                         struct detail *d) NODISCARD;
void hand_in_release(struct hand_in *h);
/* A line an indicator with something to tell, each ending in \n. */
void hand_in_add_lines(const struct hand_in *h, struct buf *out);
/* "Đã nộp ngày 20/11/2026, dấu đối chiếu 7K3-M9Q."; "Xã trả lại: thiếu số hộ. .."; nothing while
 * nothing was handed in. */
void hand_in_add_state(const struct hand_in *h, struct buf *out);

/* "Gia đình học tập: công nhận đã nộp 34, nay 36 (+2)" a line; nothing while nothing has changed,
 * or nothing was handed in. */
void hand_in_add_changes(const struct hand_in *h, struct buf *out);

/* Freezes what hand_in_look() showed. */
enum status hand_in_do(struct hand_in *h, struct book *b, const struct caller *who,
                       struct detail *d) NODISCARD;
/* Of a submission as it was read; STATUS_CONFLICT when somebody was there meanwhile. */
enum status hand_in_accept(struct book *b, const struct caller *who, uint64_t id, uint32_t version,
                           struct detail *d) NODISCARD;
enum status hand_in_return(struct book *b, const struct caller *who, uint64_t id, uint32_t version,
                           struct span reason, struct detail *d) NODISCARD;

#endif
