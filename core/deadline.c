/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/deadline.h"

#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/entity_tables.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"

#define PLAN_1315      N_("Kế hoạch kèm QĐ 1315/QĐ-TTg ngày 09/11/2023")
#define PLAN_HAI_PHONG N_("Kế hoạch năm 2023 của UBND thành phố Hải Phòng")
#define PLAN_LAI_CHAU  N_("Kế hoạch tháng 12/2023 của UBND tỉnh Lai Châu")
#define PLAN_TRIEU_SON N_("KH 119/KH-UBND ngày 21/02/2024 của thị trấn Triệu Sơn")
#define DEPARTMENTS    N_("Sở Giáo dục và Đào tạo, Sở Nội vụ")

#define PROGRAMME_387                                                                              \
    N_("Kế hoạch năm 2023 của UBND thành phố Hải Phòng; Chương trình 387 ở đây sơ kết quý I/2026")
#define TWO_MINISTRIES N_("Bộ Giáo dục và Đào tạo, Bộ Nội vụ")
#define TO_TRIEU_SON   N_("Hội Khuyến học và Trung tâm học tập cộng đồng")
#define BODIES         N_("sở, ban, ngành, Mặt trận Tổ quốc, đoàn thể, hội")
#define MINISTRIES     N_("bộ, ban, ngành, Mặt trận Tổ quốc, đoàn thể trung ương")

#define YEARLY(key, l, m, d, by, receiver, plan)                                                   \
    {                                                                                              \
        .unit = {key}, .level = DEADLINE_##l, .report = REPORT_ANNUAL, .month = (m), .mday = (d),  \
        .who = (by), .to = (receiver), .source = (plan)                                            \
    }
/* "Vào năm 2025" is any day of it: the last one is safe. No plan says to whom. */
#define IN_YEAR(key, l, r, y, plan)                                                                \
    {                                                                                              \
        .unit = {key}, .level = DEADLINE_##l, .report = REPORT_##r, .year = (y), .source = (plan)  \
    }
/* A code means one place before 1/7/2025 and perhaps another since: both are named. */
#define BOTH(rule, code, ...) rule("0" code, __VA_ARGS__), rule("1" code, __VA_ARGS__)

#define TRIEU_SON "15664000"
#define HAI_PHONG "P3100000"
#define LAI_CHAU  "P1200000"
#define COUNTRY   "1VN000000"

const struct deadline_rule deadline_rules[] = {
    BOTH(YEARLY, TRIEU_SON, HAMLET, 12, 6, NULL, TO_TRIEU_SON, PLAN_TRIEU_SON),
    BOTH(YEARLY, HAI_PHONG, COMMUNE, 12, 5, NULL, DEPARTMENTS, PLAN_HAI_PHONG),
    BOTH(YEARLY, HAI_PHONG, DEPARTMENT, 12, 5, BODIES, DEPARTMENTS, PLAN_HAI_PHONG),
    BOTH(YEARLY, LAI_CHAU, COMMUNE, 12, 1, NULL, DEPARTMENTS, PLAN_LAI_CHAU),
    BOTH(YEARLY, LAI_CHAU, DEPARTMENT, 12, 1, BODIES, DEPARTMENTS, PLAN_LAI_CHAU),
    BOTH(YEARLY, LAI_CHAU, DEPARTMENT, 12, 10, N_("Sở Giáo dục và Đào tạo"),
         N_("Ủy ban nhân dân tỉnh"), PLAN_LAI_CHAU),
    YEARLY(COUNTRY, PROVINCE, 12, 15, NULL, TWO_MINISTRIES, PLAN_1315),
    YEARLY(COUNTRY, DEPARTMENT, 12, 15, MINISTRIES, TWO_MINISTRIES, PLAN_1315),

    BOTH(IN_YEAR, TRIEU_SON, COMMUNE, PHASE1, 2025, PLAN_TRIEU_SON),
    BOTH(IN_YEAR, HAI_PHONG, COMMUNE, PHASE1, 2025, PROGRAMME_387),
    BOTH(IN_YEAR, HAI_PHONG, PROVINCE, PHASE1, 2025, PROGRAMME_387),
    BOTH(IN_YEAR, LAI_CHAU, COMMUNE, PHASE1, 2025, PLAN_LAI_CHAU),
    IN_YEAR(COUNTRY, PROVINCE, PHASE1, 2025, PLAN_1315),

    BOTH(IN_YEAR, TRIEU_SON, COMMUNE, FINAL, 2030, PLAN_TRIEU_SON),
    BOTH(IN_YEAR, HAI_PHONG, PROVINCE, FINAL, 2030, PLAN_HAI_PHONG),
    BOTH(IN_YEAR, LAI_CHAU, PROVINCE, FINAL, 2030, PLAN_LAI_CHAU),
    IN_YEAR(COUNTRY, PROVINCE, FINAL, 2030, PLAN_1315),
};
const size_t deadline_rules_n = sizeof deadline_rules / sizeof *deadline_rules;

/* A record, or a plan's date. */
struct rule {
    uint64_t id; /* 0: a plan */
    struct unit_key unit;
    enum deadline_level level;
    enum report_kind report;
    int year; /* 0: every year */
    int month, mday;
    char *to, *source; /* owned; of a plan NULL */
    const struct deadline_rule *plan;
};

/* What was asked for. */
struct asking {
    const struct unit_key *units;
    size_t n;
    enum report_kind report;
    int year;
    const struct rule *records;
    size_t n_records;
};

enum { PROPOSED_WORKDAYS = 5 };

day deadline_workdays_before(day d, int n)
{
    while (n > 0) {
        int weekday = day_weekday(--d);
        n -= weekday != 0 && weekday != 6;
    }
    return d;
}

static const char *receiver(enum deadline_level level)
{
    switch (level) {
    case DEADLINE_HAMLET:
        return N_("Ủy ban nhân dân xã");
    case DEADLINE_COMMUNE:
    case DEADLINE_DEPARTMENT:
        return DEPARTMENTS;
    case DEADLINE_PROVINCE:
        return N_("Bộ Giáo dục và Đào tạo, Bộ Nội vụ");
    }
    return "";
}

/* 29/02 of a rule for every year is the 28th where there is none. */
static void set_day(struct deadline *out, int year, int month, int mday)
{
    while (mday > 28 && !day_valid(year, month, mday))
        mday--;
    out->before = day_make(year, month, mday);
    out->last = out->before - 1;
    out->known = true;
}

static void take_plan(struct deadline *out, const struct deadline_rule *r, int year)
{
    if (r->month)
        set_day(out, year, r->month, r->mday);
    else
        set_day(out, r->year + 1, 1, 1);
    utf8_copy(out->to, sizeof out->to, span_of(r->to ? r->to : receiver(out->level)));
    out->who = r->who ? _(r->who) : deadline_level_label(out->level);
    utf8_copy(out->source, sizeof out->source, span_of(r->source));
}

static void take_record(struct deadline *out, const struct rule *r, int year)
{
    set_day(out, year, r->month, r->mday);
    out->id = r->id;
    utf8_copy(out->to, sizeof out->to, span_of(*r->to ? r->to : receiver(out->level)));
    out->who = deadline_level_label(out->level);
    utf8_copy(out->source, sizeof out->source, span_of(r->source));
}

/* For that very year, else for every year. */
static const struct rule *record_at(const struct asking *a, struct unit_key u,
                                    enum deadline_level level)
{
    const struct rule *always = NULL;
    for (size_t i = 0; i < a->n_records; i++) {
        const struct rule *r = &a->records[i];
        if (r->level != level || r->report != a->report || !unit_eq(r->unit, u))
            continue;
        if (r->year == a->year)
            return r;
        if (!r->year && !always)
            always = r;
    }
    return always;
}

static bool rule_is(const struct deadline_rule *r, const struct asking *a,
                    enum deadline_level level)
{
    return r->level == level && r->report == a->report && (!r->year || r->year == a->year);
}

/* A plan's day for the departments binds those of that very unit: deadline_list(). */
static const struct deadline_rule *plan_at(const struct asking *a, struct unit_key u,
                                           enum deadline_level level)
{
    for (size_t i = 0; level != DEADLINE_DEPARTMENT && i < deadline_rules_n; i++)
        if (rule_is(&deadline_rules[i], a, level) && unit_eq(deadline_rules[i].unit, u))
            return &deadline_rules[i];
    return NULL;
}

/* A plan that says only the year comes after everybody who says a day. */
static bool find_at(const struct asking *a, struct unit_key u, enum deadline_level level,
                    bool by_day, struct deadline *out)
{
    const struct rule *r = by_day ? record_at(a, u, level) : NULL;
    const struct deadline_rule *p = plan_at(a, u, level);
    if (r)
        take_record(out, r, a->year);
    else if (p && (p->month != 0) == by_day)
        take_plan(out, p, a->year);
    else
        return false;
    return true;
}

static bool find_in_chain(const struct asking *a, enum deadline_level level, bool by_day,
                          struct deadline *out)
{
    for (size_t k = 0; k < a->n; k++)
        if (find_at(a, a->units[k], level, by_day, out))
            return true;
    /* whatever the country says binds every unit of it, also one of before 2025 */
    return find_at(a, UNIT_VN, level, by_day, out);
}

static void find(const struct asking *a, enum deadline_level level, struct deadline *out)
{
    *out = (struct deadline){.level = level, .report = a->report};
    if (find_in_chain(a, level, true, out) || find_in_chain(a, level, false, out) ||
        level >= DEADLINE_PROVINCE)
        return;
    find(a, (enum deadline_level)(level + 1), out);
    out->level = level;
    out->who = deadline_level_label(level);
    out->id = 0;
    if (!out->known)
        return;
    out->before = deadline_workdays_before(out->before, PROPOSED_WORKDAYS);
    out->last = out->before - 1;
    out->proposed = true;
    utf8_copy(out->to, sizeof out->to, span_of(receiver(level)));
}

void deadline_find(const struct unit_key *units, size_t n, enum deadline_level level, int year,
                   struct deadline *out)
{
    const struct asking a = {.units = units, .n = n, .report = REPORT_ANNUAL, .year = year};
    find(&a, level, out);
}

/* ---- the book ---- */

enum { CHAIN_MAX = 8 };

struct loading {
    struct rule *v;
    size_t n;
    struct unit_key chain[CHAIN_MAX + 1];
    size_t links;
};

static enum status load_record(struct book_tx *t, const struct record *r, void *context)
{
    struct loading *l = context;
    (void)t;
    l->v = mem_realloc_array(l->v, l->n + 1, sizeof *l->v);
    l->v[l->n++] = (struct rule){
        .id = r->id,
        .unit = r->unit,
        .level = (enum deadline_level)(record_n(r, "level") - 1),
        .report = (enum report_kind)record_n(r, "report"),
        .year = (int)record_n(r, "year"),
        .month = (int)record_n(r, "month"),
        .mday = (int)record_n(r, "mday"),
        .to = span_dup(record_text(r, "to")),
        .source = span_dup(record_text(r, "source")),
    };
    return STATUS_OK;
}

static bool has(const struct unit_key *v, size_t n, struct unit_key u)
{
    for (size_t i = 0; i < n; i++)
        if (unit_eq(v[i], u))
            return true;
    return false;
}

static void load_chain(struct book_tx *t, struct unit_key unit, struct loading *l)
{
    struct unit_key up = unit;
    day on = unitbook_last_day(t, unit);
    while (unit_level(up) != UNIT_NONE && l->links < CHAIN_MAX && !has(l->chain, l->links, up)) {
        l->chain[l->links++] = up;
        up = unitbook_parent(t, up, on);
    }
    /* before the official list of units is imported */
    if (has(l->chain, l->links, t->book->commune) && !has(l->chain, l->links, t->book->province))
        l->chain[l->links++] = t->book->province;
}

static enum status load(struct book_tx *t, struct unit_key unit, struct loading *l)
{
    *l = (struct loading){0};
    load_chain(t, unit, l);
    return book_each_any(t, entity_by_id(ENTITY_DEADLINE), (struct span){"", 0}, load_record, l);
}

static void loading_release(struct loading *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->v[i].to);
        free(l->v[i].source);
    }
    free(l->v);
}

static struct asking ask(const struct loading *l, enum report_kind report, int year)
{
    return (struct asking){l->chain, l->links, report, year, l->v, l->n};
}

static enum deadline_level level_of(struct unit_key unit)
{
    if (unit_level(unit) == UNIT_HAMLET)
        return DEADLINE_HAMLET;
    return unit_level(unit) == UNIT_COMMUNE ? DEADLINE_COMMUNE : DEADLINE_PROVINCE;
}

enum status deadline_of_report(struct book_tx *t, struct unit_key unit, enum report_kind report,
                               int year, struct deadline *out)
{
    struct loading l;
    enum status s = load(t, unit, &l);
    struct asking a = ask(&l, report, year);
    find(&a, level_of(unit), out);
    loading_release(&l);
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}

enum status deadline_of(struct book_tx *t, struct unit_key unit, int year, struct deadline *out)
{
    return deadline_of_report(t, unit, REPORT_ANNUAL, year, out);
}

/* Of a province: what its plan says to its departments, each for itself. */
static void add_departments(const struct asking *a, struct deadline out[DEADLINES_MAX], size_t *n)
{
    for (size_t i = 0; i < deadline_rules_n && *n < DEADLINES_MAX; i++) {
        const struct deadline_rule *r = &deadline_rules[i];
        if (!rule_is(r, a, DEADLINE_DEPARTMENT) || !unit_eq(r->unit, a->units[0]))
            continue;
        out[*n] = (struct deadline){.level = DEADLINE_DEPARTMENT, .report = a->report};
        take_plan(&out[(*n)++], r, a->year);
    }
}

enum status deadline_list(struct book_tx *t, struct unit_key unit, int year,
                          struct deadline out[DEADLINES_MAX], size_t *n)
{
    static const enum report_kind reports[] = {REPORT_ANNUAL, REPORT_PHASE1, REPORT_PHASE2,
                                               REPORT_FINAL};
    struct loading l;
    enum status s = load(t, unit, &l);
    enum deadline_level own = level_of(unit);
    *n = 0;
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        struct asking a = ask(&l, reports[i], year);
        for (int level = own; level >= 0 && level >= (int)own - 1; level--) {
            find(&a, (enum deadline_level)level, &out[*n]);
            *n += out[*n].known;
        }
        if (own >= DEADLINE_COMMUNE) {
            find(&a, DEADLINE_DEPARTMENT, &out[*n]);
            *n += out[*n].known;
        }
        if (own == DEADLINE_PROVINCE && a.n)
            add_departments(&a, out, n);
    }
    loading_release(&l);
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}

/* ---- words ---- */

const char *deadline_weekday(day d)
{
    static const char *const names[] = {N_("Chủ nhật"), N_("thứ Hai"), N_("thứ Ba"), N_("thứ Tư"),
                                        N_("thứ Năm"),  N_("thứ Sáu"), N_("thứ Bảy")};
    return _(names[day_weekday(d)]);
}

/* "sơ kết 2023-2025" */
static const char *report_label(enum report_kind report)
{
    const struct entity *e = entity_by_id(ENTITY_DEADLINE);
    const struct field *f = &e->fields[entity_field(e, "report")];
    const struct choice *c = field_choice_by_code(f->choices, (int64_t)report);
    return c ? _(c->label) : "";
}

const char *deadline_report_label(enum report_kind report)
{
    const struct choice *c = field_choice_by_code(report_choices, (int64_t)report);
    return c ? _(c->label) : "";
}

const char *deadline_level_label(enum deadline_level level)
{
    const struct entity *e = entity_by_id(ENTITY_DEADLINE);
    const struct field *f = &e->fields[entity_field(e, "level")];
    return _(field_choice_by_code(f->choices, (int)level + 1)->label);
}

/* Short enough for the second line of a screen of 40 columns. What is only proposed binds nobody:
 * no last day is held against it. */
static void add_days_left(const struct deadline *d, day today, struct buf *out)
{
    int year, month, mday, left = (int)(d->last - today);
    day_split(d->last, &year, &month, &mday);
    const char *weekday = deadline_weekday(d->last);
    if (left < 0)
        buf_addf(out, _("đã quá hạn %d ngày."), -left);
    else if (d->proposed && !left)
        buf_adds(out, _("hạn là hôm nay."));
    else if (d->proposed)
        buf_addf(out, _("còn %d ngày."), left);
    else if (!left)
        buf_addf(out, _("hôm nay, %s %02d/%02d, là hạn chót."), weekday, mday, month);
    else
        buf_addf(out, _("còn %d ngày, hạn chót là %s %02d/%02d."), left, weekday, mday, month);
}

void deadline_add_sentence(const struct deadline *d, day today, struct buf *out)
{
    struct buf before = {0};
    bool past = day_year(d->before) < day_year(today); /* it is that year's report */
    day_add_vn(&before, d->before);
    if (d->report == REPORT_ANNUAL && past)
        buf_addf(out, _("Báo cáo năm %d phải nộp trước ngày %s: "), day_year(d->before),
                 buf_str(&before));
    else if (d->report == REPORT_ANNUAL)
        buf_addf(out,
                 d->proposed ? _("Báo cáo năm nên nộp trước ngày %s (đề xuất): ")
                             : _("Báo cáo năm nộp trước ngày %s: "),
                 buf_str(&before));
    else
        buf_addf(out,
                 d->proposed ? _("Báo cáo %s nên nộp trước ngày %s (đề xuất): ")
                             : _("Báo cáo %s nộp trước ngày %s: "),
                 report_label(d->report), buf_str(&before));
    add_days_left(d, today, out);
    buf_release(&before);
}
