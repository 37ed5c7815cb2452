/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/caller.h"

#include <string.h>

#include "locale/msg.h"

/* Is where one of the caller's units, or below one? */
static bool own(const struct caller *who, struct unit_key where)
{
    for (size_t i = 0; i < who->n_units; i++) {
        struct unit_key u = who->units[i];
        if (unit_eq(u, where) || unit_level(u) == UNIT_COUNTRY ||
            (unit_level(u) == UNIT_COMMUNE && unit_eq(u, unit_commune(where))))
            return true;
    }
    return false;
}

enum status caller_may(const struct caller *who, enum access what, struct unit_key where,
                       struct detail *d)
{
    switch (who->role) {
    case ROLE_ADMIN:
    case ROLE_OFFICER:
        return STATUS_OK;
    case ROLE_LEADER:
        if (what != ACCESS_DECIDE && own(who, where))
            return STATUS_OK;
        break;
    case ROLE_VIEWER:
        if (what == ACCESS_READ && own(who, where))
            return STATUS_OK;
        break;
    }
    return detail_set(
        d, STATUS_DENIED,
        _("Việc này không thuộc phần được giao. Hãy nhờ cán bộ xã làm hoặc cấp quyền."));
}
