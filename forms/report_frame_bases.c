/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Legal bases: the decision that began the campaign, and the plans among the documents.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/report_frame.h"
#include "locale/fold.h"
#include "locale/utf8.h"

enum { PLAN = 1 /* document.kind */, PLANS_MAX = 8 };

struct plan {
    struct pdate date;
    char *text;
};
struct plans {
    struct frame *f;
    struct plan v[PLANS_MAX];
    size_t n;
};

static void add_lower_first(struct buf *b, struct span s)
{
    uint32_t cp;
    size_t k = s.n ? utf8_decode(s.p, s.n, &cp) : 0;
    fold_lower(b, span_make(s.p, k));
    buf_add(b, s.p + k, s.n - k);
}

/* "Kế hoạch số 119/KH-UBND ngày 21/02/2024 của UBND xã .. về triển khai .." */
static char *plan_text(const struct record *r, struct pdate date)
{
    struct buf b = {0}, about = {0};
    struct span issuer = record_text(r, "issuer"), subject = record_text(r, "subject");
    buf_adds(&b, "Kế hoạch số ");
    buf_add_span(&b, record_name(r));
    if (date.day)
        buf_adds(&b, " ngày ");
    else if (pdate_known(date))
        buf_adds(&b, " năm ");
    pdate_add_vn(&b, date);
    if (issuer.n) {
        buf_adds(&b, " của ");
        buf_add_span(&b, issuer);
    }
    while (subject.n && (subject.p[subject.n - 1] == '.' || subject.p[subject.n - 1] == ';'))
        subject.n--;
    add_lower_first(&about, span_trim(subject));
    if (about.n)
        buf_adds(&b, strncmp(buf_str(&about), "về ", strlen("về ")) == 0 ? " " : " về ");
    buf_add_span(&b, buf_span(&about));
    buf_release(&about);
    return buf_detach(&b);
}

/* Keeps the newest PLANS_MAX, the oldest first. */
static void keep_plan(struct plans *p, struct pdate date, char *text)
{
    size_t at = p->n;
    while (at > 0 && pdate_cmp(p->v[at - 1].date, date) > 0)
        at--;
    if (p->n == PLANS_MAX) {
        if (at == 0) {
            free(text);
            return;
        }
        free(p->v[0].text);
        memmove(p->v, p->v + 1, (--p->n) * sizeof *p->v);
        at--;
    }
    memmove(p->v + at + 1, p->v + at, (p->n - at) * sizeof *p->v);
    p->v[at] = (struct plan){date, text};
    p->n++;
}

static enum status take_plan(struct book_tx *t, const struct record *r, void *context)
{
    struct plans *p = context;
    struct frame *f = p->f;
    struct pdate date = value_date(record_value(r, "date"));
    (void)t;
    if (record_n(r, "kind") != PLAN || pdate_first(date) > f->as_of)
        return STATUS_OK;
    if (unit_eq(r->unit, f->unit.unit) || unit_eq(r->unit, f->commune.unit) ||
        unit_eq(r->unit, f->province.unit))
        keep_plan(p, date, plan_text(r, date));
    return STATUS_OK;
}

static void base(struct frame *f, const char *text, bool last)
{
    doc_paragraph(f->doc, DOC_BASIS);
    doc_addf(f->doc, DOC_ITALIC, "%s%s", text, last ? "." : ";");
}

enum status frame_bases(struct frame *f)
{
    struct plans p = {.f = f};
    struct buf b = {0};
    enum status s =
        book_each(f->t, entity_by_id(ENTITY_DOCUMENT), (struct span){"", 0}, take_plan, &p);
    base(f,
         "Căn cứ Quyết định số 1315/QĐ-TTg ngày 09/11/2023 của Thủ tướng Chính phủ ban hành Kế "
         "hoạch triển khai Phong trào " CAMPAIGN,
         false);
    for (size_t i = 0; i < p.n; i++) {
        buf_reset(&b);
        buf_addf(&b, "Thực hiện %s", p.v[i].text);
        base(f, buf_str(&b), i + 1 == p.n);
        free(p.v[i].text);
    }
    if (p.n == 0)
        base(f,
             "Thực hiện Kế hoạch số ......../KH-UBND ngày ..... tháng ..... năm ........ của "
             ".................... về triển khai Phong trào thi đua",
             true);
    buf_release(&b);
    return s;
}
