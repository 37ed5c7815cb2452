/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/title.h"

#include <string.h>

#include "locale/fold.h"

static const struct title_kind kinds[] = {
    {TITLE_FAMILY, "family", N_("Gia đình học tập"), "GĐHT|gia đình học tập|gia đình ht",
     ENTITY_HOUSEHOLD, 0, 1, N_("hộ")},
    {TITLE_CLAN, "clan", N_("Dòng họ học tập"), "DHHT|dòng họ học tập", ENTITY_CLAN, 0, 1,
     N_("dòng họ")},
    {TITLE_COMMUNITY, "community", N_("Cộng đồng học tập"), "CĐHT|cộng đồng học tập|cộng đồng",
     ENTITY_HAMLET, 0, 1, N_("thôn, tổ dân phố")},
    {TITLE_ORGANISATION, "organisation", N_("Đơn vị học tập"), "ĐVHT|đơn vị học tập",
     ENTITY_ORGANISATION, 0, 1, N_("đơn vị")},
    {TITLE_CITIZEN, "citizen", N_("Công dân học tập"), "CDHT|công dân học tập|công dân",
     ENTITY_CITIZEN, 0, 1, N_("người")},
    /* TT 25/2023/TT-BGDĐT: kept for 36 months after the year of recognition */
    {TITLE_COMMUNE, "commune", N_("Cộng đồng học tập cấp xã"),
     "CĐHT xã|CĐHT cấp xã|cộng đồng học tập cấp xã", ENTITY_COMMUNE, 0, 4, N_("xã")},
    {TITLE_ORGANISATION2, "organisation2", N_("Đơn vị học tập cấp tỉnh"),
     "ĐVHT tỉnh|ĐVHT cấp tỉnh|đơn vị học tập cấp tỉnh", ENTITY_ORGANISATION, 1, 1, N_("đơn vị")},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

const struct title_kind *title_by_id(unsigned id)
{
    return id >= 1 && id <= N_KINDS ? &kinds[id - 1] : NULL;
}

const struct title_kind *title_by_name(const char *name)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

const struct title_kind *title_of_entity(enum entity_id subject)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (kinds[i].subject == subject && kinds[i].slot == 0)
            return &kinds[i];
    return NULL;
}

static bool has_abbreviation(const struct title_kind *k, const struct buf *folded,
                             void (*fold)(struct buf *, struct span))
{
    struct buf b = {0};
    bool hit = false;
    for (const char *p = k->abbreviations; *p && !hit;) {
        size_t n = strcspn(p, "|");
        buf_reset(&b);
        fold(&b, (struct span){p, n});
        hit = span_eq(buf_span(&b), buf_span(folded));
        p += n + (p[n] == '|');
    }
    buf_release(&b);
    return hit;
}

const struct title_kind *title_by_abbreviation(struct span text, const struct title_kind *prefer)
{
    const struct title_kind *hit = NULL;
    struct buf b = {0};
    fold_key(&b, text);
    for (size_t i = 0; i < N_KINDS && !hit; i++)
        if (has_abbreviation(&kinds[i], &b, fold_key))
            hit = &kinds[i];
    if (!hit && prefer) {
        buf_reset(&b);
        fold_search(&b, text);
        if (has_abbreviation(prefer, &b, fold_search))
            hit = prefer;
    }
    buf_release(&b);
    return hit;
}

bool title_is_decided(enum title_state s)
{
    return s == STATE_RECOGNISED || s == STATE_REFUSED || s == STATE_REVOKED;
}

bool title_step_allowed(enum title_state a, enum title_state b)
{
    switch (a) {
    case STATE_NONE:
        return b != STATE_NONE && b != STATE_REVOKED;
    case STATE_REGISTERED:
    case STATE_ASSESSED:
    case STATE_REVIEWED:
    case STATE_PROPOSED:
        return b > a && b != STATE_REVOKED;
    case STATE_RECOGNISED:
        return b == STATE_REVOKED;
    case STATE_REFUSED:
    case STATE_WITHDRAWN:
    case STATE_REVOKED:
        return false;
    }
    return false;
}

bool title_counts_registered(uint8_t s)
{
    s &= STATE_MASK;
    return s != STATE_NONE && s != STATE_WITHDRAWN;
}

bool title_counts_proposed(uint8_t s)
{
    s &= STATE_MASK;
    return s >= STATE_PROPOSED && s != STATE_REFUSED && s != STATE_WITHDRAWN;
}

bool title_counts_recognised(uint8_t s)
{
    return (s & STATE_MASK) == STATE_RECOGNISED;
}
