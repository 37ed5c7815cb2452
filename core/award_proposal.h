/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom the records speak for when awards are proposed: households, clans, hamlets, organisations
 * and persons, and givers without a record of their own, each with its reasons in numbers. People
 * decide: there is no score and no quota here, only an order, and a proposal is made for those who
 * were ticked.
 *
 * A candidate has a title recognised in most of the years of the occasion that count, or has given
 * something in them (core/merit.h), or has a complete checklist (core/checklist.h). A year counts
 * when it is closed, or when somebody has been recognised in it:
 *
 *     sơ kết 2023-2025: công nhận Gia đình học tập 3 trên 3 năm (2023-2025), đóng góp 2 lần
 *
 * Order within a kind: years recognised, then how often it gave, initiatives, complete checklists,
 * then the name.
 *
 * A body that has ended (merged, dissolved) is shown and cannot be proposed: TT 15/2025/TT-BNV.
 * Households and persons that have left are not shown. Once proposed, decided or refused for an
 * occasion and form, nobody is proposed again for it (in the same year, for what comes every year).
 */
#ifndef CORE_AWARD_PROPOSAL_H
#define CORE_AWARD_PROPOSAL_H

#include "core/book.h"
#include "core/entity_codes.h"

struct award_ask {
    enum award_occasion occasion;
    enum award_form form;
    int year; /* of the award; it ends the span of AWARD_YEARLY (that year alone) and of CONGRESS */
};
/* The years that an occasion looks at: 2023-2025, 2023-2030, 2023 to the year, the year alone. */
void award_years(const struct award_ask *a, int *first, int *last);
/* The year an occasion is usually held in: this year, 2025, 2030; never after today. */
int award_usual_year(enum award_occasion o, day today);

struct award_candidate {
    enum entity_id entity; /* ENTITY_NONE: a name only */
    bool outside;          /* said to be from outside the commune */
    uint64_t id;           /* 0: a name only */
    struct unit_key unit;  /* where the proposal will lie */
    char *name;
    uint32_t held;         /* bit: recognised in year first + bit */
    int years_held, years; /* of those that count */
    size_t contributions, donations, initiatives, checklists;
    int64_t money; /* of the donations */
    day ended;     /* a body that is no more: not proposed; 0: is there */
    int state; /* enum award_state of what was proposed for this occasion and form; 0: nothing */
};

struct award_proposal {
    struct award_ask ask;
    int first, last;
    struct award_candidate *v; /* by kind, then in the order above */
    size_t n;
};

/* Of all that lies in the unit. STATUS_DENIED. */
enum status award_proposal_load(struct book_tx *t, struct unit_key unit,
                                const struct award_ask *ask, struct award_proposal *out) NODISCARD;
void award_proposal_release(struct award_proposal *p);

/* Can be ticked: it is there and nothing was proposed for it yet. */
bool award_candidate_open(const struct award_candidate *c);
int award_recipient_of(const struct award_candidate *c); /* enum award_recipient; 0: unknown */
/* "công nhận 3 trên 3 năm (2023-2025); đóng góp 2 lần; nộp quỹ 1 lần, 500.000 đồng": translated. */
void award_candidate_add_reasons(const struct award_proposal *p, const struct award_candidate *c,
                                 struct buf *out);
/* Why it cannot be proposed: "đã kết thúc ngày 30/06/2025 ..", "đã đề nghị". Or nothing. */
void award_candidate_add_closed(const struct award_candidate *c, struct buf *out);

/* Makes a record "đề nghị" with its reasons for each candidate i with ticked[i], in one
 * transaction; those proposed by somebody since are left out. *made: how many. */
enum status award_propose(struct book *b, const struct caller *who, const struct award_proposal *p,
                          const bool *ticked, size_t *made, struct detail *d) NODISCARD;

/* How many the commune itself has set for an occasion and form ("mức xã đặt"); 0: nothing set. */
int award_limit(struct book_tx *t, const struct award_ask *a);
enum status award_set_limit(struct book_tx *t, const struct award_ask *a, int n) NODISCARD;

#endif
