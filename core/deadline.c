/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/deadline.h"

#include "core/unitbook.h"
#include "locale/msg.h"

#define PLAN_1315      N_("Kế hoạch kèm QĐ 1315/QĐ-TTg ngày 09/11/2023")
#define PLAN_HAI_PHONG N_("Kế hoạch năm 2023 của UBND thành phố Hải Phòng")
#define PLAN_LAI_CHAU  N_("Kế hoạch tháng 12/2023 của UBND tỉnh Lai Châu")
#define PLAN_TRIEU_SON N_("KH 119/KH-UBND ngày 21/02/2024 của thị trấn Triệu Sơn")
#define DEPARTMENTS    N_("Sở Giáo dục và Đào tạo, Sở Nội vụ")

/* A code means one place before 1/7/2025 and perhaps another since: both are named. */
const struct deadline_rule deadline_rules[] = {
    {{"015664000"},
     DEADLINE_HAMLET,
     12,
     6,
     N_("Hội Khuyến học và Trung tâm học tập cộng đồng"),
     PLAN_TRIEU_SON},
    {{"115664000"},
     DEADLINE_HAMLET,
     12,
     6,
     N_("Hội Khuyến học và Trung tâm học tập cộng đồng"),
     PLAN_TRIEU_SON},
    {{"0P3100000"}, DEADLINE_COMMUNE, 12, 5, DEPARTMENTS, PLAN_HAI_PHONG},
    {{"1P3100000"}, DEADLINE_COMMUNE, 12, 5, DEPARTMENTS, PLAN_HAI_PHONG},
    {{"0P1200000"}, DEADLINE_COMMUNE, 12, 1, DEPARTMENTS, PLAN_LAI_CHAU},
    {{"1P1200000"}, DEADLINE_COMMUNE, 12, 1, DEPARTMENTS, PLAN_LAI_CHAU},
    {{"1VN000000"}, DEADLINE_PROVINCE, 12, 15, N_("Bộ Giáo dục và Đào tạo, Bộ Nội vụ"), PLAN_1315},
};
const size_t deadline_rules_n = sizeof deadline_rules / sizeof *deadline_rules;

enum { PROPOSED_WORKDAYS = 5 };

day deadline_workdays_before(day d, int n)
{
    while (n > 0) {
        int weekday = day_weekday(--d);
        n -= weekday != 0 && weekday != 6;
    }
    return d;
}

static const struct deadline_rule *rule_of(const struct unit_key *units, size_t n,
                                           enum deadline_level level)
{
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < deadline_rules_n; i++)
            if (deadline_rules[i].level == level && unit_eq(deadline_rules[i].unit, units[k]))
                return &deadline_rules[i];
    /* whatever the country says binds every unit of it, also one of before 2025 */
    for (size_t i = 0; i < deadline_rules_n; i++)
        if (deadline_rules[i].level == level && unit_level(deadline_rules[i].unit) == UNIT_COUNTRY)
            return &deadline_rules[i];
    return NULL;
}

static const char *receiver(enum deadline_level level)
{
    switch (level) {
    case DEADLINE_HAMLET:
        return N_("Ủy ban nhân dân xã");
    case DEADLINE_COMMUNE:
        return DEPARTMENTS;
    case DEADLINE_PROVINCE:
        return N_("Bộ Giáo dục và Đào tạo, Bộ Nội vụ");
    }
    return "";
}

void deadline_find(const struct unit_key *units, size_t n, enum deadline_level level, int year,
                   struct deadline *out)
{
    const struct deadline_rule *r = rule_of(units, n, level);
    if (r) {
        day before = day_make(year, r->month, r->mday);
        *out = (struct deadline){level, before, before - 1, false, r->to, r->source};
        return;
    }
    deadline_find(units, n, (enum deadline_level)(level + 1), year, out);
    out->level = level;
    out->before = deadline_workdays_before(out->before, PROPOSED_WORKDAYS);
    out->last = out->before - 1;
    out->proposed = true;
    out->to = receiver(level);
}

enum { CHAIN_MAX = 8 };

static bool has(const struct unit_key *v, size_t n, struct unit_key u)
{
    for (size_t i = 0; i < n; i++)
        if (unit_eq(v[i], u))
            return true;
    return false;
}

enum status deadline_of(struct book_tx *t, struct unit_key unit, int year, struct deadline *out)
{
    struct unit_key chain[CHAIN_MAX + 1], up = unit;
    enum deadline_level level = DEADLINE_PROVINCE;
    day on = unitbook_last_day(t, unit);
    size_t n = 0;
    while (unit_level(up) != UNIT_NONE && n < CHAIN_MAX && !has(chain, n, up)) {
        chain[n++] = up;
        up = unitbook_parent(t, up, on);
    }
    /* before the official list of units is imported */
    if (has(chain, n, t->book->commune) && !has(chain, n, t->book->province))
        chain[n++] = t->book->province;
    if (unit_level(unit) == UNIT_HAMLET)
        level = DEADLINE_HAMLET;
    else if (unit_level(unit) == UNIT_COMMUNE)
        level = DEADLINE_COMMUNE;
    deadline_find(chain, n, level, year, out);
    return store_tx_status(t->tx);
}

/* ---- words ---- */

const char *deadline_weekday(day d)
{
    static const char *const names[] = {N_("Chủ nhật"), N_("thứ Hai"), N_("thứ Ba"), N_("thứ Tư"),
                                        N_("thứ Năm"),  N_("thứ Sáu"), N_("thứ Bảy")};
    return _(names[day_weekday(d)]);
}

void deadline_add_sentence(const struct deadline *d, day today, struct buf *out)
{
    struct buf before = {0}, last = {0};
    int year, month, mday;
    day_split(d->last, &year, &month, &mday);
    day_add_vn(&before, d->before);
    buf_addf(&last, "%s %02d/%02d", deadline_weekday(d->last), mday, month);
    buf_addf(out,
             d->proposed ? _("Báo cáo năm nên nộp trước ngày %s (đề xuất): ")
                         : _("Báo cáo năm nộp trước ngày %s: "),
             buf_str(&before));
    if (today < d->last)
        buf_addf(out, _("còn %d ngày, hạn chót là %s."), (int)(d->last - today), buf_str(&last));
    else if (today == d->last)
        buf_addf(out, _("hôm nay, %s, là hạn chót."), buf_str(&last));
    else
        buf_addf(out, _("đã quá hạn %d ngày, hạn chót là %s."), (int)(today - d->last),
                 buf_str(&last));
    buf_release(&before);
    buf_release(&last);
}
