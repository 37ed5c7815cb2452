/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which place a record belongs to.
 *
 * A 5-digit commune code is not unique over time (3,316 of today's 3,321 codes belonged to another
 * commune before 1/7/2025), so a unit is (scheme, code): scheme '0' before, '1' since. A unit is
 * identified for ever by its FOUNDING code; that is the 9-byte key its records lie under:
 *
 *     1 15664 003      hamlet 3 of commune 15664 of the 2025 scheme
 *     1 15664 000      the commune itself
 *     1 P38   00000    a province       1 VN 000000    the country
 *
 * written without the blanks. The code a unit bears on a given day, its parents and its names are
 * dated attributes (core/unitbook.h). This header knows only the key and its text.
 */
#ifndef CORE_UNIT_H
#define CORE_UNIT_H

#include <stdbool.h>

#include "locale/buf.h"
#include "locale/day.h"

enum { UNIT_KEY_LEN = 9 };

/* Zeroed is "no unit". Plain ASCII, no NUL at the end. */
struct unit_key {
    char c[UNIT_KEY_LEN];
};

enum unit_scheme { UNIT_PRE2025 = '0', UNIT_2025 = '1' };
enum unit_level { UNIT_NONE, UNIT_HAMLET, UNIT_COMMUNE, UNIT_PROVINCE, UNIT_COUNTRY };

#define UNIT_VN         ((struct unit_key){"1VN000000"})
#define UNIT_SCHEME_DAY (day_make(2025, 7, 1)) /* QĐ 19/2025/QĐ-TTg: the new codes begin */

bool unit_valid(struct unit_key u); /* of one of the shapes above; what is decoded may be none */
enum unit_level unit_level(struct unit_key u);
bool unit_eq(struct unit_key a, struct unit_key b);
int unit_cmp(struct unit_key a, struct unit_key b);
struct span unit_span(const struct unit_key *u); /* its 9 bytes */
struct unit_key unit_from_span(struct span s);   /* 9 bytes, else the zero key */

/* The command line's `[pre2025:|2025:]CODE` (fixed): 5 digits, 8 with the hamlet, P + 2 digits, VN;
 * scheme when no prefix is given. false when it is none of these. */
bool unit_parse(struct span text, enum unit_scheme scheme, struct unit_key *out);
/* The reverse, without the scheme: "15664", "15664003", "P38", "VN". */
void unit_add_code(struct buf *b, struct unit_key u);
const char *unit_scheme_name(struct unit_key u); /* "2025" or "pre2025" */

struct unit_key unit_commune(struct unit_key u); /* the founding commune of a hamlet; itself */
struct unit_key unit_hamlet(struct unit_key commune, int n); /* n 1..999 */
int unit_hamlet_number(struct unit_key u);                   /* 0 when u is no hamlet */
struct unit_key unit_province(enum unit_scheme scheme, const char *two_digits);

#endif
