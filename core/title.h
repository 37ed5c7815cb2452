/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The learning titles and the steps to them (fixed names).
 */
#ifndef CORE_TITLE_H
#define CORE_TITLE_H

#include "core/entity.h"

/* Stored: never reused. */
enum title_id {
    TITLE_NONE = 0,
    TITLE_FAMILY = 1,
    TITLE_CLAN = 2,
    TITLE_COMMUNITY = 3,
    TITLE_ORGANISATION = 4,
    TITLE_CITIZEN = 5,
    TITLE_COMMUNE = 6,
    TITLE_ORGANISATION2 = 7,
};
enum { TITLE_MAX = 7 };

struct title_kind {
    enum title_id id;
    const char *name;          /* "family" */
    const char *label;         /* N_("Gia đình học tập") */
    const char *abbreviations; /* of old files, with marks: "GĐHT"; '|' between */
    enum entity_id subject;
    int slot;            /* which of the subject's state columns: 0 or 1 */
    int counts_years;    /* in term from Y to Y + counts_years - 1 */
    const char *counter; /* N_() what is counted: "hộ", "dòng họ", "người" */
};

const struct title_kind *title_by_id(unsigned id);
const struct title_kind *title_by_name(const char *name);
/* The title an entity's own year columns mean (household: family), or NULL. */
const struct title_kind *title_of_entity(enum entity_id subject);
/* "CĐHT" community, "CDHT" citizen: with marks first; then without marks among those of prefer. */
const struct title_kind *title_by_abbreviation(struct span text, const struct title_kind *prefer);

/* Steps; stored in records and, with TITLE_FAILED, in the state columns. Never reused. */
enum title_state {
    STATE_NONE = 0,
    STATE_REGISTERED = 1,
    STATE_ASSESSED = 2,
    STATE_REVIEWED = 3,
    STATE_PROPOSED = 4,
    STATE_RECOGNISED = 5,
    STATE_REFUSED = 6,
    STATE_WITHDRAWN = 7,
    STATE_REVOKED = 8,
};
enum { STATE_MASK = 0x0F, STATE_FAILED = 0x10 /* reviewed: không đạt */ };

extern const struct choice title_choices[], title_state_choices[];

/* May a record go from state a to b by an ordinary step (skipping forward allowed)? Backward only
 * as an undo with a reason, which is the caller's business. */
bool title_step_allowed(enum title_state a, enum title_state b);
bool title_is_decided(enum title_state s); /* by the commune: recognised, refused, revoked */
/* Counted in progress as: */
bool title_counts_registered(uint8_t state_byte);
bool title_counts_proposed(uint8_t state_byte);
bool title_counts_recognised(uint8_t state_byte);

#endif
