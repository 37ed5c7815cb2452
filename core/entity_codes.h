/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Codes of choices that rules outside the entity tables ask for. Stored: never renumbered, never
 * reused. Their words stand once, in the tables (core/entity_*.c); knows no record.
 */
#ifndef CORE_ENTITY_CODES_H
#define CORE_ENTITY_CODES_H

enum fund_direction { FUND_IN = 1, FUND_OUT = 2 };

enum fund_purpose {
    FUND_DONATION = 1,
    FUND_SCHOLARSHIP = 2,
    FUND_REWARD = 3,
    FUND_SUPPORT = 4,
    FUND_OTHER = 5,
    FUND_OPENING = 6,  /* what was there when the book was begun; no income */
    FUND_TRANSFER = 7, /* between the books of units that were merged or split; no income */
};
enum { FUND_PURPOSES = 8 }; /* by code; 0: not said */

enum activity_kind {
    ACTIVITY_PROPAGANDA = 1,
    ACTIVITY_LAUNCH = 2,
    ACTIVITY_BROADCAST = 3,
    ACTIVITY_CLASS = 4,
    ACTIVITY_TRAINING = 5,
    ACTIVITY_INSPECTION = 6,
    ACTIVITY_WEEK = 7,
    ACTIVITY_MEETING = 8,
    ACTIVITY_REVIEW = 9,
    ACTIVITY_OTHER = 10,
};

/* Of a deadline and of what is handed in. */
enum report_kind { REPORT_ANNUAL = 1, REPORT_PHASE1 = 2, REPORT_PHASE2 = 3, REPORT_FINAL = 4 };

enum submission_state {
    SUBMISSION_DRAFT = 1,
    SUBMISSION_HANDED_IN = 2,
    SUBMISSION_ACCEPTED = 3,
    SUBMISSION_RETURNED = 4,
};

enum award_form {
    AWARD_PRIME_MINISTER = 1,
    AWARD_MINISTRY = 2,
    AWARD_PROVINCE = 3,
    AWARD_CERTIFICATE = 4,
    AWARD_PRAISE = 5,
};
enum award_occasion { AWARD_YEARLY = 1, AWARD_PHASE1 = 2, AWARD_FINAL = 3, AWARD_CONGRESS = 4 };
enum award_state { AWARD_PROPOSED = 1, AWARD_DECIDED = 2, AWARD_REFUSED = 3 };
enum award_recipient {
    AWARD_COLLECTIVE = 1,
    AWARD_HOUSEHOLD = 2,
    AWARD_PERSON = 3,
    AWARD_OUTSIDE = 4,
};

enum task_state { TASK_TODO = 1, TASK_DOING = 2, TASK_DONE = 3 };

enum officer_body { OFFICER_STEERING = 1, OFFICER_ASSOCIATION = 2, OFFICER_CENTRE = 3 };
enum officer_role { OFFICER_CHAIR = 1, OFFICER_VICE = 2, OFFICER_MEMBER = 3 };

enum criteria_status { CRITERIA_VERIFIED = 1, CRITERIA_PARTIAL = 2, CRITERIA_DRAFT = 3 };
enum criteria_method { CRITERIA_POINTS = 1, CRITERIA_CHECKLIST = 2 };

#endif
