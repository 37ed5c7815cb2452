/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_award_criteria.h"

#include <stdlib.h>

#include "core/award_proposal.h"
#include "core/book_private.h"
#include "core/checklist.h"
#include "core/entity_codes.h"
#include "core/merit.h"
#include "locale/mem.h"

/* Of one who is proposed. */
struct sheet {
    const struct record *award;
    enum entity_id entity;
    uint64_t id;
    int first, last;     /* the years that the award looks at */
    struct record found; /* the newest checklist; e NULL: none */
};

struct criteria {
    struct frame *f;
    struct sheet *v;
    size_t n, found;
    struct merits merits;
};

static void begin(struct sheet *x, const struct record *award, day today)
{
    const struct value *who = record_value(award, "recipient");
    struct award_ask ask = {.occasion = (enum award_occasion)record_n(award, "occasion"),
                            .form = (enum award_form)record_n(award, "form"),
                            .year = (int)record_n(award, "year")};
    *x = (struct sheet){.award = award};
    award_years(&ask, &x->first, &x->last);
    if (x->last > day_year(today))
        x->last = day_year(today);
    if (!who->known || !who->n || !who->len)
        return;
    x->entity = (enum entity_id)(unsigned char)who->s[0];
    x->id = (uint64_t)who->n;
}

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct criteria *c = context;
    int64_t year = record_n(r, "year");
    uint64_t id = (uint64_t)record_value(r, "subject")->n;
    (void)t;
    for (size_t i = 0; i < c->n && id; i++) {
        struct sheet *x = &c->v[i];
        if (x->id != id || year < x->first || year > x->last ||
            (x->found.e && record_n(&x->found, "year") >= year))
            continue;
        c->found += !x->found.e;
        record_release(&x->found);
        record_copy(&x->found, r);
    }
    return STATUS_OK;
}

/* ---- the rows ---- */

static void given(const struct criteria *c, const struct sheet *x, int year, size_t *times,
                  int64_t *money)
{
    *times = 0;
    *money = 0;
    for (size_t i = 0; i < c->merits.n; i++) {
        const struct merit *m = &c->merits.v[i];
        if (m->kind == MERIT_INITIATIVE || m->giver != x->entity || m->giver_id != x->id ||
            m->date.year != year)
            continue;
        (*times)++;
        *money += m->money;
    }
}

static void add_evidence(struct buf *b, const struct plan_criterion *p, struct span items, int year,
                         bool met, size_t times, int64_t money)
{
    struct span said;
    bool ticked;
    switch (p->kind) {
    case CRITERION_TITLE:
        buf_addf(b, met ? "được công nhận, tính đến năm %d" : "chưa được công nhận năm %d", year);
        return;
    case CRITERION_CONTRIBUTION:
        if (!met) {
            buf_addf(b, "sổ chưa ghi đóng góp năm %d", year);
            return;
        }
        words_counted(b, (int64_t)times, "lần");
        if (money) {
            buf_adds(b, ", ");
            words_counted(b, money, "đồng");
        }
        return;
    case CRITERION_EVIDENCE:
        break;
    }
    if (checklist_mark(items, p->code, &ticked, &said) && said.n)
        buf_add_span(b, said);
    else
        buf_adds(b, met ? "chưa ghi minh chứng" : "");
}

static enum status rows_of(struct criteria *c, const struct sheet *x)
{
    const struct plan_criterion *p[PLAN_CRITERIA_MAX];
    struct doc *d = c->f->doc;
    int year = (int)record_n(&x->found, "year");
    int64_t plan = record_n(&x->found, "plan"), money;
    enum plan_group group = (enum plan_group)record_n(&x->found, "group");
    struct span items = record_text(&x->found, "items");
    struct checklist_facts facts = {0};
    struct buf b = {0};
    enum status s = checklist_title(c->f->t, group, x->entity, x->id, book_unit_of(c->f->t, x->id),
                                    year, &facts.title, NULL);
    size_t n = plan_criteria_of(plan ? (enum plan)plan : PLAN_NATIONAL, group, p);
    given(c, x, year, &facts.merits, &money);
    for (size_t i = 0; i < n && s == STATUS_OK; i++) {
        bool met = checklist_met(p[i], items, facts);
        doc_row(d, DOC_ROW_BODY);
        if (i == 0) {
            buf_add_span(&b, record_name(x->award));
            buf_addf(&b, " (năm %d)", year);
            doc_cell(d, 1, (unsigned)n, buf_str(&b));
            buf_reset(&b);
        }
        frame_cell(d, p[i]->text);
        frame_cell(d, met ? "đạt" : "chưa\u00A0đạt");
        add_evidence(&b, p[i], items, year, met, facts.merits, money);
        frame_cell_buf(d, &b);
    }
    buf_release(&b);
    return s;
}

static enum status table(struct criteria *c)
{
    static const char *const head[] = {"Người, tập thể", "Tiêu chí thi đua", "Kết quả",
                                       "Minh chứng"};
    static const unsigned weight[] = {3, 5, 1, 4};
    struct doc *d = c->f->doc;
    struct buf without = {0};
    enum status s = STATUS_OK;
    frame_caption(c->f, "Tiêu chí thi đua của người, tập thể được đề nghị");
    for (int i = 0; i < 4; i++)
        doc_column(d, DOC_LEFT, weight[i], i ? 1 : 0);
    doc_row(d, DOC_ROW_HEAD);
    for (int i = 0; i < 4; i++)
        frame_cell(d, head[i]);
    for (size_t i = 0; i < c->n && s == STATUS_OK; i++) {
        if (c->v[i].found.e) {
            s = rows_of(c, &c->v[i]);
            continue;
        }
        buf_adds(&without, without.n ? "; " : "Chưa lập bảng tiêu chí thi đua: ");
        buf_add_span(&without, record_name(c->v[i].award));
    }
    if (without.n) {
        buf_addc(&without, '.');
        frame_note(c->f, buf_str(&without));
    }
    frame_source(c->f, "Theo phần III.1 của kế hoạch");
    buf_release(&without);
    return s;
}

enum status award_criteria(struct frame *f, const struct record *v, size_t n)
{
    struct criteria c = {.f = f, .v = mem_alloc((n + 1) * sizeof *c.v), .n = n};
    int first = 9999, last = 0;
    for (size_t i = 0; i < n; i++) {
        begin(&c.v[i], &v[i], f->t->who->today);
        first = c.v[i].first < first ? c.v[i].first : first;
        last = c.v[i].last > last ? c.v[i].last : last;
    }
    enum status s = book_each(f->t, entity_by_id(ENTITY_CHECKLIST), (struct span){"", 0}, take, &c);
    if (s == STATUS_OK && c.found)
        s = merits_load(f->t, (struct unit_key){0}, first, last, &c.merits);
    if (s == STATUS_OK && c.found)
        s = table(&c);
    merits_release(&c.merits);
    for (size_t i = 0; i < n; i++)
        record_release(&c.v[i].found);
    free(c.v);
    return s;
}
