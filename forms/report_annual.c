/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_annual.h"

#include <stdlib.h>
#include <string.h>

#include "core/target.h"
#include "core/unitbook.h"
#include "forms/report_annual_parts.h"
#include "forms/report_corrections.h"
#include "forms/report_statistics.h"
#include "forms/report_works.h"
#include "locale/msg.h"

enum { FIRST_YEAR = 2023, PHASE_2_YEAR = 2026 };

bool annual_recorded(const struct progress *p)
{
    for (size_t k = 0; k < p->n; k++)
        if (frame_recorded(&p->line[k]))
            return true;
    return false;
}

/* ---- reading ---- */

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
    value_set_n(record_value(&fact, "year"), a->f.year);
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
    const struct progress_line *staff = frame_line(&a->now, INDICATOR_CITIZEN_STAFF);
    enum status s = STATUS_OK;
    for (size_t i = 0; i < 2 && s == STATUS_OK && staff && staff->owing; i++)
        if (frame_line(&a->now, held[i]))
            s = progress_explain(a->f.t, a->f.unit.unit, held[i], a->f.year, EXPLAIN_RECOGNISED,
                                 take_owing, a);
    return s;
}

static enum status load_years(struct annual *a)
{
    enum status s = STATUS_OK;
    if (a->f.year >= FIRST_YEAR)
        s = progress_phase_of(a->f.t, a->f.unit.unit, PHASE_ALL, &a->years);
    while (a->years.n && a->years.year[a->years.n - 1].year > a->f.year)
        a->years.n--;
    if (frozen_stands(&a->stat.frozen) && a->years.n) /* the same number in every table */
        frozen_put(&a->stat.frozen, &a->years.year[a->years.n - 1]);
    if (s == STATUS_OK && a->f.year >= FIRST_YEAR && a->f.year == day_year(a->f.t->who->today))
        s = progress_phase_of(a->f.t, a->f.unit.unit, a->f.year < PHASE_2_YEAR ? PHASE_1 : PHASE_2,
                              &a->phase);
    return s;
}

static enum status load(struct annual *a, struct book_tx *t, struct unit_key unit, int year,
                        struct doc *out)
{
    enum status s = frame_load(&a->f, t, unit, year, _("Báo cáo năm"), out);
    if (s == STATUS_OK)
        s = statistics_load(&a->stat, unit);
    if (s != STATUS_OK)
        return s;
    a->live = annual_live(a)->now;
    a->now = a->stat.now;
    if (frozen_stands(&a->stat.frozen)) /* also what an older program froze */
        frozen_put(&a->stat.frozen, &a->now);
    a->f.as_of = a->now.as_of;
    a->f.present_territory = a->now.present_territory;
    memcpy(a->f.mark, a->now.fingerprint, sizeof a->f.mark);
    s = load_years(a);
    return s == STATUS_OK ? load_owing(a) : s;
}

/* ---- writing ---- */

/* Was any year of the campaign before this one recorded? */
static bool earlier_years(const struct annual *a)
{
    for (size_t y = 0; y + 1 < a->years.n; y++)
        if (annual_recorded(&a->years.year[y]))
            return true;
    return false;
}

static enum status results(struct annual *a)
{
    static const char *const number[] = {"1", "2", "3", "4"};
    size_t n = 0;
    enum status s = STATUS_OK;
    struct buf b = {0};
    buf_addf(&b, "KẾT QUẢ THỰC HIỆN NĂM %d", a->f.year);
    frame_heading(&a->f, 1, "II", buf_str(&b));
    frame_heading(&a->f, 2, number[n++], "Các danh hiệu học tập");
    annual_titles(a);
    annual_remarks(a);
    corrections_write(&a->f, &a->stat.frozen, &a->live);
    if (earlier_years(a)) {
        frame_heading(&a->f, 2, number[n++], "Kết quả qua các năm");
        annual_years(a);
    }
    if (!a->f.hamlet) {
        buf_reset(&b);
        buf_addf(&b, "Kết quả theo %s", a->f.kind);
        frame_heading(&a->f, 2, number[n++], buf_str(&b));
        annual_hamlets(a);
        if (a->stat.live)
            corrections_rows(&a->f, a->stat.row, a->stat.rows, a->stat.live->row,
                             a->stat.live->rows);
        s = annual_handed_in(a);
    }
    frame_heading(&a->f, 2, number[n],
                  "Tuyên truyền, trung tâm học tập cộng đồng, quỹ khuyến học, khen thưởng");
    struct frame today = corrections_today(&a->f, &a->live);
    if (s == STATUS_OK)
        s = works_write(&today, a->f.year, a->f.year);
    a->f.tables = today.tables;
    buf_release(&b);
    return s;
}

/* The statistics of the year as an annex. */
static void annex(struct annual *a)
{
    struct buf b = {0};
    doc_page(a->f.doc);
    buf_addf(&b, "Biểu thống kê năm %d, %s", a->f.year, a->f.unit.inner);
    doc_title(a->f.doc, DOC_BOLD, 0, "PHỤ LỤC");
    doc_title(a->f.doc, DOC_BOLD, 0, buf_str(&b));
    frame_attached(&a->f, "Báo cáo");
    buf_release(&b);
    statistics_annex(&a->stat, a->f.doc);
}

static void release(struct annual *a)
{
    frame_release(&a->f);
    progress_phase_release(&a->years);
    progress_phase_release(&a->phase);
    statistics_release(&a->stat);
    buf_release(&a->missing);
    buf_release(&a->owing);
}

static enum status write(struct annual *a)
{
    annual_head(a);
    enum status s = annual_bases(a);
    if (s != STATUS_OK)
        return s;
    frame_heading(&a->f, 1, "I", "TÌNH HÌNH CHUNG");
    frame_heading(&a->f, 2, "1", "Số liệu chung");
    annual_general(a);
    frame_heading(&a->f, 2, "2", "Công tác chỉ đạo, triển khai");
    s = works_guidance(&a->f, a->f.year, a->f.year);
    if (s == STATUS_OK)
        s = results(a);
    if (s != STATUS_OK)
        return s;
    annual_appraisal(a);
    annual_foot(a);
    annex(a);
    return STATUS_OK;
}

enum status report_annual(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct report_template form;
    enum status s = template_parse(span_of(template_default()), &form, t->detail);
    if (s != STATUS_OK)
        return s;
    struct annual a = {.stat = {.t = t, .form = &form, .year = of->year}};
    s = load(&a, t, of->unit, of->year, out);
    if (s == STATUS_OK)
        s = write(&a);
    if (s != STATUS_OK)
        doc_release(out);
    release(&a);
    template_release(&form);
    return s;
}
