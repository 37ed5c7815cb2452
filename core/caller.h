/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who asks, and on what day: every core call that reads or changes records takes one. Tests and
 * $HOCTAP_TODAY set the day; audit times are the real clock.
 */
#ifndef CORE_CALLER_H
#define CORE_CALLER_H

#include "core/unit.h"
#include "locale/status.h"

enum role { ROLE_LEADER, ROLE_OFFICER, ROLE_VIEWER, ROLE_ADMIN };

struct caller {
    const char *name; /* as the audit shows it */
    enum role role;
    const struct unit_key *units; /* a leader's hamlets, a viewer's communes; officer: all */
    size_t n_units;
    const char *source; /* "screen", "command", "import ho.csv": how the request came in */
    day today;
    const char *reason; /* why a year that is handed in changes (core/submission.h); or NULL */
};

enum access { ACCESS_READ, ACCESS_WRITE, ACCESS_DECIDE };

/* STATUS_OK or STATUS_DENIED, with a sentence in d. A leader reads and writes the own hamlets and
 * decides nothing, a viewer reads the own communes, officer and admin do all. */
enum status caller_may(const struct caller *who, enum access what, struct unit_key where,
                       struct detail *d) NODISCARD;

#endif
