/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/unit.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

static bool all_digits(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

bool unit_valid(struct unit_key u)
{
    if (u.c[0] != UNIT_PRE2025 && u.c[0] != UNIT_2025)
        return false;
    if (u.c[1] == 'V')
        return memcmp(u.c + 1, "VN000000", 8) == 0;
    if (u.c[1] == 'P')
        return all_digits((struct span){u.c + 2, 2}) && memcmp(u.c + 4, "00000", 5) == 0;
    return all_digits((struct span){u.c + 1, 8});
}

enum unit_level unit_level(struct unit_key u)
{
    if (!u.c[0])
        return UNIT_NONE;
    if (u.c[1] == 'V')
        return UNIT_COUNTRY;
    if (u.c[1] == 'P')
        return UNIT_PROVINCE;
    return memcmp(u.c + 6, "000", 3) == 0 ? UNIT_COMMUNE : UNIT_HAMLET;
}

bool unit_eq(struct unit_key a, struct unit_key b)
{
    return memcmp(a.c, b.c, UNIT_KEY_LEN) == 0;
}

int unit_cmp(struct unit_key a, struct unit_key b)
{
    return memcmp(a.c, b.c, UNIT_KEY_LEN);
}

struct span unit_span(const struct unit_key *u)
{
    return (struct span){u->c, UNIT_KEY_LEN};
}

struct unit_key unit_from_span(struct span s)
{
    struct unit_key u = {0};
    if (s.n == UNIT_KEY_LEN)
        memcpy(u.c, s.p, UNIT_KEY_LEN);
    return u;
}

bool unit_parse(struct span s, enum unit_scheme scheme, struct unit_key *out)
{
    struct unit_key u;
    s = span_trim(s);
    if (s.n > 8 && strncasecmp(s.p, "pre2025:", 8) == 0) {
        scheme = UNIT_PRE2025;
        s = (struct span){s.p + 8, s.n - 8};
    } else if (s.n > 5 && memcmp(s.p, "2025:", 5) == 0) {
        scheme = UNIT_2025;
        s = (struct span){s.p + 5, s.n - 5};
    }
    memset(u.c, '0', sizeof u.c);
    u.c[0] = (char)scheme;
    if (s.n == 2 && strncasecmp(s.p, "VN", 2) == 0) {
        u = UNIT_VN;
    } else if (s.n == 3 && (s.p[0] == 'P' || s.p[0] == 'p') &&
               all_digits((struct span){s.p + 1, 2})) {
        u.c[1] = 'P';
        memcpy(u.c + 2, s.p + 1, 2);
    } else if ((s.n == 5 || s.n == 8) && all_digits(s)) {
        memcpy(u.c + 1, s.p, s.n);
    } else {
        return false;
    }
    *out = u;
    return true;
}

void unit_add_code(struct buf *b, struct unit_key u)
{
    switch (unit_level(u)) {
    case UNIT_NONE:
        break;
    case UNIT_COUNTRY:
        buf_adds(b, "VN");
        break;
    case UNIT_PROVINCE:
        buf_add(b, u.c + 1, 3);
        break;
    case UNIT_COMMUNE:
        buf_add(b, u.c + 1, 5);
        break;
    case UNIT_HAMLET:
        buf_add(b, u.c + 1, 8);
        break;
    }
}

const char *unit_scheme_name(struct unit_key u)
{
    return u.c[0] == UNIT_PRE2025 ? "pre2025" : "2025";
}

struct unit_key unit_commune(struct unit_key u)
{
    if (unit_level(u) == UNIT_HAMLET)
        memcpy(u.c + 6, "000", 3);
    return u;
}

struct unit_key unit_hamlet(struct unit_key commune, int n)
{
    assert(n >= 1 && n <= 999);
    commune.c[6] = (char)('0' + n / 100);
    commune.c[7] = (char)('0' + n / 10 % 10);
    commune.c[8] = (char)('0' + n % 10);
    return commune;
}

int unit_hamlet_number(struct unit_key u)
{
    if (unit_level(u) != UNIT_HAMLET)
        return 0;
    return (u.c[6] - '0') * 100 + (u.c[7] - '0') * 10 + (u.c[8] - '0');
}

struct unit_key unit_province(enum unit_scheme scheme, const char *two_digits)
{
    struct unit_key u;
    memset(u.c, '0', sizeof u.c);
    u.c[0] = (char)scheme;
    u.c[1] = 'P';
    memcpy(u.c + 2, two_digits, 2);
    return u;
}
