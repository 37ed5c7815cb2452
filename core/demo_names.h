/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words from which demo.c puts invented names together.
 */
#ifndef CORE_DEMO_NAMES_H
#define CORE_DEMO_NAMES_H

enum {
    DEMO_SURNAMES = 24,
    DEMO_MIDDLES = 12,
    DEMO_GIVEN = 30,
    DEMO_PLACES = 16,
    DEMO_OCCUPATIONS = 10,
    DEMO_ORGANISATIONS = 12,
};

struct demo_organisation {
    const char *name, *kind;
};

extern const char *const demo_surnames[DEMO_SURNAMES];
extern const char *const demo_middle_men[DEMO_MIDDLES];
extern const char *const demo_middle_women[DEMO_MIDDLES];
extern const char *const demo_given_men[DEMO_GIVEN];
extern const char *const demo_given_women[DEMO_GIVEN];
extern const char *const demo_places[DEMO_PLACES];
extern const char *const demo_occupations[DEMO_OCCUPATIONS];
extern const struct demo_organisation demo_organisations[DEMO_ORGANISATIONS];

#endif
