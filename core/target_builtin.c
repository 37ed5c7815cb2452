/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The national targets (end of 2025, end of 2030) and the year table of Hải Phòng's plan of 2022
 * for programme 387. Two decisions name a share of Công dân học tập for 2030 (QĐ 387: 60 % of the
 * workers inside recognised models, QĐ 677: 70 % of adults): they are two indicators here, each
 * with its source.
 */
#include "core/target.h"

#define Q387  N_("QĐ 387/QĐ-TTg")
#define Q677  N_("QĐ 677/QĐ-TTg")
#define Q1373 N_("QĐ 1373/QĐ-TTg")
#define HP387 N_("KH UBND TP Hải Phòng 2022, CT 387")

#define VN(i, year, percent, source)                                                               \
    {                                                                                              \
        {"1VN000000"}, INDICATOR_##i, year, (percent)*100, source                                  \
    }
/* Hải Phòng bears the code 31 before and after 1/7/2025. */
#define HP(i, year, percent)                                                                       \
    {{"0P3100000"}, INDICATOR_##i, year, (percent)*100, HP387},                                    \
    {                                                                                              \
        {"1P3100000"}, INDICATOR_##i, year, (percent)*100, HP387                                   \
    }
#define HP_TITLES(year, family, clan, community, organisation)                                     \
    HP(FAMILY, year, family), HP(CLAN, year, clan), HP(COMMUNITY, year, community),                \
        HP(ORGANISATION, year, organisation)
#define HP_OFFICERS(year, management, it, briefed)                                                 \
    HP(OFFICER_MANAGEMENT, year, management), HP(OFFICER_IT, year, it),                            \
        HP(OFFICER_BRIEFED, year, briefed)

const struct target_builtin target_builtins[] = {
    VN(FAMILY, 2025, 70, Q387),
    VN(FAMILY, 2030, 80, Q387),
    VN(CLAN, 2025, 65, Q387),
    VN(CLAN, 2030, 75, Q387),
    VN(COMMUNITY, 2025, 65, Q387),
    VN(COMMUNITY, 2030, 75, Q387),
    VN(ORGANISATION, 2025, 80, Q387),
    VN(ORGANISATION, 2030, 90, Q387),
    VN(CITIZEN, 2025, 40, Q1373),
    VN(CITIZEN, 2030, 70, Q677),
    VN(CITIZEN_WORKER, 2025, 40, Q387),
    VN(CITIZEN_WORKER, 2030, 60, Q387),
    VN(CITIZEN_STAFF, 2025, 60, Q387),
    VN(CITIZEN_STAFF, 2030, 80, Q387),
    VN(OFFICER_MANAGEMENT, 2025, 100, Q387),
    VN(OFFICER_IT, 2025, 40, Q387),
    VN(OFFICER_IT, 2030, 70, Q387),
    VN(OFFICER_BRIEFED, 2025, 100, Q387),
    VN(OFFICER_BRIEFED, 2030, 100, Q387),
    HP_TITLES(2022, 55, 50, 50, 50),
    HP_OFFICERS(2022, 70, 25, 70),
    HP_TITLES(2023, 60, 55, 55, 60),
    HP_OFFICERS(2023, 80, 30, 80),
    HP_TITLES(2024, 65, 60, 60, 70),
    HP_OFFICERS(2024, 90, 35, 90),
    HP_TITLES(2025, 70, 65, 65, 80),
    HP_OFFICERS(2025, 100, 40, 100),
    HP(CITIZEN_WORKER, 2025, 40),
    HP(CITIZEN_STAFF, 2025, 60),
    HP_TITLES(2030, 80, 75, 75, 90),
    HP(OFFICER_IT, 2030, 70),
    HP(OFFICER_BRIEFED, 2030, 100),
    HP(CITIZEN_WORKER, 2030, 60),
    HP(CITIZEN_STAFF, 2030, 80),
};
const size_t target_builtins_n = sizeof target_builtins / sizeof *target_builtins;
