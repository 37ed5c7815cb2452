/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_annual.h"

#include <stdlib.h>
#include <string.h>

#include "core/target.h"
#include "core/unitbook.h"
#include "forms/report_annual_parts.h"
#include "locale/msg.h"

enum { FIRST_YEAR = 2023, PHASE_2_YEAR = 2026 };

const struct progress_line *annual_line(const struct progress *p, enum indicator i)
{
    for (size_t k = 0; k < p->n; k++)
        if (p->line[k].indicator == i)
            return &p->line[k];
    return NULL;
}

bool annual_line_recorded(const struct progress_line *l)
{
    return l && (l->registered || l->recognised);
}

bool annual_recorded(const struct progress *p)
{
    for (size_t k = 0; k < p->n; k++)
        if (annual_line_recorded(&p->line[k]))
            return true;
    return false;
}

/* ---- reading ---- */

static enum status same_kind(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct annual *a = context;
    struct place p;
    (void)t;
    if ((u->from && u->from > a->now.as_of) || (u->to && u->to < a->now.as_of))
        return STATUS_OK;
    enum status s = place_load(a->t, u->key, &p);
    if (s != STATUS_OK)
        return s;
    const char *own = NULL;
    static const char *const kinds[] = {"thôn", "bản",  "ấp",      "buôn",      "làng",
                                        "xóm",  "khóm", "khu phố", "tổ dân phố"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(p.type, kinds[i]) == 0)
            own = kinds[i];
    place_release(&p);
    if (!own || (a->kind && strcmp(a->kind, own) != 0)) {
        a->kind = "thôn, tổ dân phố";
        return STATUS_NOTFOUND; /* no need to look further */
    }
    a->kind = own;
    return STATUS_OK;
}

/* Collects the names of those counted in citizen_staff's `owing`: they hold the title and have no
 * number of staff, in their own record or for the year. */
static enum status take_owing(struct book_tx *t, const struct record *subject,
                              const struct record *title, void *context)
{
    struct annual *a = context;
    struct record fact;
    struct buf key = {0};
    bool given = record_value(subject, "staff")->known;
    (void)title;
    record_init(&fact, entity_by_id(ENTITY_YEARFACT));
    fact.unit = subject->unit;
    struct value *v = record_value(&fact, "subject");
    char tag = ENTITY_ORGANISATION;
    value_set_s(v, span_make(&tag, 1));
    v->n = (int64_t)subject->id;
    value_set_n(record_value(&fact, "year"), a->year);
    record_key(&fact, &key);
    record_release(&fact);
    enum status s = given ? STATUS_NOTFOUND : book_get_key(t, buf_span(&key), &fact);
    buf_release(&key);
    if (s == STATUS_OK) {
        given = record_value(&fact, "staff")->known;
        record_release(&fact);
    } else if (s != STATUS_NOTFOUND) {
        return s;
    }
    if (given)
        return STATUS_OK;
    if (a->owing_n++)
        buf_adds(&a->owing, "; ");
    buf_add_span(&a->owing, record_name(subject));
    return STATUS_OK;
}

static enum status load_owing(struct annual *a)
{
    static const enum indicator held[] = {INDICATOR_ORGANISATION, INDICATOR_ORGANISATION2};
    const struct progress_line *staff = annual_line(&a->now, INDICATOR_CITIZEN_STAFF);
    enum status s = STATUS_OK;
    for (size_t i = 0; i < 2 && s == STATUS_OK && staff && staff->owing; i++)
        if (annual_line(&a->now, held[i]))
            s = progress_explain(a->t, a->unit.unit, held[i], a->year, EXPLAIN_RECOGNISED,
                                 take_owing, a);
    return s;
}

static enum status load_years(struct annual *a)
{
    enum status s = STATUS_OK;
    if (a->year >= FIRST_YEAR)
        s = progress_phase_of(a->t, a->unit.unit, PHASE_ALL, &a->years);
    while (a->years.n && a->years.year[a->years.n - 1].year > a->year)
        a->years.n--;
    if (s == STATUS_OK && a->year >= FIRST_YEAR && a->year == day_year(a->t->who->today))
        s = progress_phase_of(a->t, a->unit.unit, a->year < PHASE_2_YEAR ? PHASE_1 : PHASE_2,
                              &a->phase);
    return s;
}

static enum status load_places(struct annual *a, struct unit_key unit)
{
    day today = a->t->who->today;
    struct unit_key commune = a->hamlet ? unitbook_parent(a->t, unit, today) : unit;
    enum status s = place_load(a->t, unit, &a->unit);
    if (s == STATUS_OK)
        s = place_load(a->t, commune, &a->commune);
    if (s != STATUS_OK)
        return s;
    struct unit_key province = unitbook_parent(a->t, commune, today);
    if (unit_level(province) != UNIT_PROVINCE)
        province = a->t->book->province;
    s = place_load(a->t, province, &a->province);
    return s == STATUS_NOTFOUND ? STATUS_OK : s; /* "tỉnh" will do */
}

static enum status load(struct annual *a, struct unit_key unit)
{
    enum status s = progress_of(a->t, unit, a->year, &a->now); /* checks rights and year */
    if (s == STATUS_OK)
        s = load_places(a, unit);
    if (s == STATUS_OK && !a->hamlet)
        s = progress_by_hamlet(a->t, unit, a->year, &a->row, &a->rows);
    if (s == STATUS_OK)
        s = load_years(a);
    if (s == STATUS_OK)
        s = facts_load(a->t, unit, a->year, a->now.as_of, &a->facts);
    if (s == STATUS_OK)
        s = load_owing(a);
    if (s == STATUS_OK)
        s = unitbook_each(a->t, a->commune.unit, same_kind, a);
    if (!a->kind)
        a->kind = "thôn, tổ dân phố";
    return s;
}

/* ---- writing ---- */

static void heading(struct annual *a, unsigned level, const char *number, const char *text)
{
    struct buf b = {0};
    buf_addf(&b, "%s. %s", number, text);
    doc_heading(a->doc, level, buf_str(&b));
    buf_release(&b);
}

/* Was any year of the campaign before this one recorded? */
static bool earlier_years(const struct annual *a)
{
    for (size_t y = 0; y + 1 < a->years.n; y++)
        if (annual_recorded(&a->years.year[y]))
            return true;
    return false;
}

static void results(struct annual *a)
{
    static const char *const number[] = {"1", "2", "3", "4"};
    size_t n = 0;
    struct buf b = {0};
    buf_addf(&b, "KẾT QUẢ THỰC HIỆN NĂM %d", a->year);
    heading(a, 1, "II", buf_str(&b));
    heading(a, 2, number[n++], "Các danh hiệu học tập");
    annual_titles(a);
    annual_remarks(a);
    if (earlier_years(a)) {
        heading(a, 2, number[n++], "Kết quả qua các năm");
        annual_years(a);
    }
    if (!a->hamlet) {
        buf_reset(&b);
        buf_addf(&b, "Kết quả theo %s", a->kind);
        heading(a, 2, number[n++], buf_str(&b));
        annual_hamlets(a);
    }
    heading(a, 2, number[n],
            "Tuyên truyền, trung tâm học tập cộng đồng, quỹ khuyến học, khen thưởng");
    doc_blanks(a->doc, 3);
    buf_release(&b);
}

static void release(struct annual *a)
{
    place_release(&a->unit);
    place_release(&a->commune);
    place_release(&a->province);
    free(a->row);
    progress_phase_release(&a->years);
    progress_phase_release(&a->phase);
    facts_release(&a->facts);
    buf_release(&a->missing);
    buf_release(&a->owing);
}

enum status report_annual(struct book_tx *t, struct unit_key unit, int year, struct doc *out)
{
    enum unit_level level = unit_level(unit);
    struct annual a = {.t = t, .doc = out, .year = year, .hamlet = level == UNIT_HAMLET};
    if (level != UNIT_HAMLET && level != UNIT_COMMUNE)
        return detail_set(t->detail, STATUS_USAGE,
                          _("Báo cáo năm lập cho một xã hoặc một thôn. Hãy chọn mã, ví dụ 15664 "
                            "hoặc 15664003."));
    enum status s = load(&a, unit);
    if (s == STATUS_OK) {
        annual_head(&a);
        s = annual_bases(&a);
    }
    if (s == STATUS_OK) {
        heading(&a, 1, "I", "TÌNH HÌNH CHUNG");
        heading(&a, 2, "1", "Số liệu chung");
        annual_general(&a);
        heading(&a, 2, "2", "Công tác chỉ đạo, triển khai");
        doc_blanks(a.doc, 3);
        results(&a);
        annual_appraisal(&a);
        annual_foot(&a);
    } else {
        doc_release(out);
    }
    release(&a);
    return s;
}
