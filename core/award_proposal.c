/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/award_proposal.h"

#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/award_gather.h"
#include "core/save.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

void award_years(const struct award_ask *a, int *first, int *last)
{
    switch (a->occasion) {
    case AWARD_YEARLY:
        *first = *last = a->year;
        return;
    case AWARD_PHASE1:
        *first = 2023, *last = 2025;
        return;
    case AWARD_FINAL:
        *first = 2023, *last = 2030;
        return;
    case AWARD_CONGRESS:
        break;
    }
    *first = a->year < 2023 ? a->year : 2023;
    *last = a->year;
}

int award_usual_year(enum award_occasion o, day today)
{
    int now = day_year(today), usual = now;
    switch (o) {
    case AWARD_PHASE1:
        usual = 2025;
        break;
    case AWARD_FINAL:
        usual = 2030;
        break;
    case AWARD_YEARLY:
    case AWARD_CONGRESS:
        break;
    }
    return usual < now ? usual : now;
}

enum status award_proposal_load(struct book_tx *t, struct unit_key unit,
                                const struct award_ask *ask, struct award_proposal *out)
{
    int now = day_year(t->who->today);
    *out = (struct award_proposal){.ask = *ask};
    award_years(ask, &out->first, &out->last);
    if (out->last > now)
        out->last = now;
    enum status s = out->first > now ? STATUS_OK : award_gather(t, unit, out);
    if (s == STATUS_OK)
        s = award_gather_states(t, out);
    if (s != STATUS_OK)
        award_proposal_release(out);
    return s;
}

void award_proposal_release(struct award_proposal *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->v[i].name);
    free(p->v);
    *p = (struct award_proposal){0};
}

bool award_candidate_open(const struct award_candidate *c)
{
    return !c->ended && !c->state;
}

int award_recipient_of(const struct award_candidate *c)
{
    if (c->entity == ENTITY_NONE)
        return c->outside ? AWARD_OUTSIDE : 0;
    if (c->entity == ENTITY_HOUSEHOLD)
        return AWARD_HOUSEHOLD;
    return c->entity == ENTITY_CITIZEN ? AWARD_PERSON : AWARD_COLLECTIVE;
}

/* ---- words ---- */

/* "2023-2025", "2023, 2025": runs of three years and more are put together. */
static void add_years(uint32_t mask, int first, struct buf *out)
{
    bool any = false;
    for (int i = 0; i < 32; i++) {
        int end = i;
        if (!(mask >> i & 1))
            continue;
        while (end < 31 && mask >> (end + 1) & 1)
            end++;
        buf_addf(out, "%s%d", any ? ", " : "", first + i);
        if (end > i + 1)
            buf_addf(out, "-%d", first + end);
        else if (end > i)
            buf_addf(out, ", %d", first + end);
        any = true;
        i = end;
    }
}

static void next(struct buf *out, size_t begun)
{
    buf_adds(out, out->n > begun ? "; " : "");
}

/* What is kept is Vietnamese, whatever language the screen has. */
__attribute__((format_arg(2))) static const char *say(bool kept, const char *msgid)
{
    return kept ? msgid : _(msgid);
}

static void add_reasons(const struct award_proposal *p, const struct award_candidate *c, bool kept,
                        struct buf *out)
{
    size_t begun = out->n;
    if (c->years_held && p->first == p->last) {
        buf_addf(out, say(kept, N_("công nhận năm %d")), p->first);
    } else if (c->years_held) {
        buf_addf(out, say(kept, N_("công nhận %d trên %d năm")), c->years_held, c->years);
        buf_adds(out, " (");
        add_years(c->held, p->first, out);
        buf_adds(out, ")");
    }
    if (c->contributions) {
        next(out, begun);
        buf_addf(out, say(kept, N_("đóng góp %zu lần")), c->contributions);
    }
    if (c->donations) {
        next(out, begun);
        buf_addf(out, say(kept, N_("nộp quỹ %zu lần, ")), c->donations);
        number_add_vn(out, c->money);
        buf_addf(out, " %s", say(kept, N_("đồng")));
    }
    if (c->initiatives) {
        next(out, begun);
        buf_addf(out, say(kept, N_("%zu sáng kiến, mô hình")), c->initiatives);
    }
    if (c->checklists) {
        next(out, begun);
        buf_addf(out, say(kept, N_("đủ tiêu chí thi đua %zu năm")), c->checklists);
    }
    if (!c->id && !c->outside) {
        next(out, begun);
        buf_adds(out, say(kept, N_("chưa nối với phiếu nào")));
    }
}

void award_candidate_add_reasons(const struct award_proposal *p, const struct award_candidate *c,
                                 struct buf *out)
{
    add_reasons(p, c, false, out);
}

void award_candidate_add_closed(const struct award_candidate *c, struct buf *out)
{
    if (c->ended) {
        buf_adds(out, _("đã kết thúc ngày"));
        buf_addc(out, ' ');
        day_add_vn(out, c->ended);
        buf_addf(out, ": %s",
                 _("không đề nghị khen tập thể đã sáp nhập, giải thể (TT 15/2025/TT-BNV)"));
    } else if (c->state == AWARD_DECIDED) {
        buf_adds(out, _("đã có quyết định khen"));
    } else if (c->state == AWARD_REFUSED) {
        buf_adds(out, _("đã xét, không được khen"));
    } else if (c->state) {
        buf_adds(out, _("đã đề nghị"));
    }
}

/* ---- proposing ---- */

struct proposing {
    const struct award_proposal *p;
    const bool *ticked;
    size_t made;
};

static void set_subject(struct record *r, const struct award_candidate *c)
{
    struct value *v = record_value(r, "recipient");
    char tag = (char)c->entity;
    if (!c->id)
        return;
    value_set_s(v, span_make(&tag, 1));
    v->n = (int64_t)c->id;
    v->known = true;
}

static void fill(struct record *r, const struct award_proposal *p, const struct award_candidate *c,
                 day today)
{
    struct buf why = {0};
    add_reasons(p, c, true, &why);
    value_set_s(record_value(r, "hamlet"), unit_span(&c->unit));
    set_subject(r, c);
    value_set_s(record_value(r, "name"), span_of(c->name));
    if (award_recipient_of(c))
        value_set_n(record_value(r, "recipient_kind"), award_recipient_of(c));
    value_set_n(record_value(r, "form"), p->ask.form);
    value_set_n(record_value(r, "occasion"), p->ask.occasion);
    value_set_n(record_value(r, "year"), p->ask.year);
    value_set_n(record_value(r, "state"), AWARD_PROPOSED);
    record_set_text(r, "reason", buf_span(&why));
    record_set_day(r, "proposed_on", today);
    buf_release(&why);
}

/* What somebody else has proposed since is asked again here, inside the one transaction. */
static enum status propose_fn(struct book_tx *t, void *context)
{
    struct proposing *x = context;
    struct award_proposal now = *x->p;
    enum status s = STATUS_OK;
    x->made = 0;
    now.v = mem_alloc((now.n + 1) * sizeof *now.v);
    for (size_t i = 0; i < now.n; i++) {
        now.v[i] = x->p->v[i];
        now.v[i].state = 0;
    }
    s = award_gather_states(t, &now);
    struct save_batch *batch = save_batch_begin(t, AUDIT_CREATE, NULL);
    for (size_t i = 0; i < now.n && s == STATUS_OK; i++) {
        if (!x->ticked[i] || !award_candidate_open(&now.v[i]))
            continue;
        struct record r;
        record_init(&r, entity_by_id(ENTITY_AWARD));
        fill(&r, &now, &now.v[i], t->who->today);
        s = save_batch_record(batch, &r);
        record_release(&r);
        x->made++;
    }
    free(now.v);
    if (s != STATUS_OK) {
        save_batch_abort(batch);
        return s;
    }
    return save_batch_commit(batch);
}

enum status award_propose(struct book *b, const struct caller *who, const struct award_proposal *p,
                          const bool *ticked, size_t *made, struct detail *d)
{
    struct proposing x = {p, ticked, 0};
    enum status s = book_write(b, who, propose_fn, &x, d);
    *made = s == STATUS_OK ? x.made : 0;
    return s;
}

/* ---- the commune's own limit ---- */

static void limit_name(const struct award_ask *a, struct buf *out)
{
    buf_addf(out, "award/%d/%d", (int)a->occasion, (int)a->form);
}

int award_limit(struct book_tx *t, const struct award_ask *a)
{
    struct buf name = {0}, text = {0};
    limit_name(a, &name);
    int n = book_setting(t, buf_str(&name), &text) ? atoi(buf_str(&text)) : 0;
    buf_release(&name);
    buf_release(&text);
    return n > 0 ? n : 0;
}

static const char *stored_label(const char *field, int64_t code)
{
    const struct entity *e = entity_by_id(ENTITY_AWARD);
    const struct choice *c = field_choice_by_code(e->fields[entity_field(e, field)].choices, code);
    return c ? c->label : "";
}

enum status award_set_limit(struct book_tx *t, const struct award_ask *a, int n)
{
    struct buf name = {0}, text = {0}, said = {0};
    int was = award_limit(t, a);
    buf_addf(&said, "Mức khen xã đặt, %s, %s: %d, trước là %d",
             stored_label("occasion", a->occasion), stored_label("form", a->form), n > 0 ? n : 0,
             was);
    limit_name(a, &name);
    buf_addf(&text, "%d", n > 0 ? n : 0);
    /* kept: in Vietnamese */
    enum status s = book_change_setting_said(t, buf_str(&name), buf_span(&text), buf_str(&said));
    buf_release(&said);
    buf_release(&name);
    buf_release(&text);
    return s;
}
