/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/submission.h"

#include "core/audit.h"
#include "core/book_private.h"
#include "core/save.h"
#include "core/unitbook.h"
#include "locale/msg.h"

static const char *const texts[SUBMISSION_TEXTS] = {
    "text_results", "text_limits", "text_causes", "text_plan", "text_requests",
};

static bool stands(int64_t state)
{
    return state == SUBMISSION_HANDED_IN || state == SUBMISSION_ACCEPTED;
}

/* ---- what is there ---- */

struct looking {
    enum report_kind report;
    int year;
    struct record *out;
};

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct looking *x = context;
    (void)t;
    if (record_n(r, "report") == (int64_t)x->report && record_n(r, "year") == x->year &&
        (!x->out->e || r->id > x->out->id)) {
        record_release(x->out);
        record_copy(x->out, r);
    }
    return STATUS_OK;
}

enum status submission_find(struct book_tx *t, struct unit_key unit, enum report_kind report,
                            int year, struct record *out)
{
    struct looking x = {report, year, out};
    *out = (struct record){0};
    enum status s = book_each_any(t, entity_by_id(ENTITY_SUBMISSION), unit_span(&unit), take, &x);
    if (s != STATUS_OK)
        record_release(out);
    return s == STATUS_OK && !out->e ? STATUS_NOTFOUND : s;
}

bool submission_stands(struct book_tx *t, struct unit_key unit, int year)
{
    struct record r;
    if (submission_find(t, unit, REPORT_ANNUAL, year, &r) != STATUS_OK)
        return false; /* a fault is sticky in the transaction */
    bool is = stands(record_n(&r, "state"));
    record_release(&r);
    return is;
}

static struct unit_key commune_of(struct book_tx *t, struct unit_key unit)
{
    return unit_level(unit) == UNIT_HAMLET ? unitbook_parent(t, unit, t->who->today) : unit;
}

bool submission_binds(struct book_tx *t, struct unit_key unit, int year, struct unit_key *whose)
{
    *whose = unit;
    if (submission_stands(t, unit, year))
        return true;
    *whose = commune_of(t, unit);
    return unit_level(unit) == UNIT_HAMLET && submission_stands(t, *whose, year);
}

bool submission_year_over(int year, day today)
{
    return today >= day_make(year + 1, 1, 31);
}

bool submission_year_closed(struct book_tx *t, struct unit_key unit, int year)
{
    struct unit_key commune = commune_of(t, unit);
    if (submission_year_over(year, t->who->today))
        return true;
    return year <= day_year(t->who->today) && unit_level(commune) == UNIT_COMMUNE &&
           submission_stands(t, commune, year);
}

/* ---- steps ---- */

static bool step_allowed(int64_t from, int64_t to)
{
    switch ((enum submission_state)from) {
    case SUBMISSION_DRAFT:
    case SUBMISSION_RETURNED:
        return true; /* also a paper that came by another way */
    case SUBMISSION_HANDED_IN:
        return to == SUBMISSION_ACCEPTED || to == SUBMISSION_RETURNED;
    case SUBMISSION_ACCEPTED:
        return to == SUBMISSION_RETURNED;
    }
    return true;
}

static bool frozen_differs(const struct record *a, const struct record *b)
{
    static const char *const names[] = {"report",      "year",         "figures",
                                        "fingerprint", "handed_in_on", "handed_in_by"};
    if (!unit_eq(a->unit, b->unit))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!value_eq(record_value(a, names[i]), record_value(b, names[i])))
            return true;
    for (size_t i = 0; i < SUBMISSION_TEXTS; i++)
        if (!value_eq(record_value(a, texts[i]), record_value(b, texts[i])))
            return true;
    return false;
}

const char *submission_forbids(const struct record *old, const struct record *r)
{
    if (!old || !stands(record_n(old, "state")))
        return NULL;
    if (!r)
        return N_("Báo cáo đã nộp nên không xóa được. Cần làm lại thì xã trả lại, rồi nộp lại.");
    int64_t from = record_n(old, "state"), to = record_n(r, "state");
    if (from != to && !step_allowed(from, to))
        return N_("Báo cáo đã nộp. Muốn sửa thì xã bấm trả lại và ghi lý do, rồi nộp lại.");
    if (frozen_differs(old, r))
        return N_("Báo cáo đã nộp thì số liệu và lời văn đã chốt, không sửa được. Xã trả lại thì "
                  "sửa rồi nộp lại.");
    return NULL;
}

/* ---- doing ---- */

static enum status save(struct book_tx *t, struct record *r)
{
    struct save_batch *b = save_batch_begin(t, r->id ? AUDIT_CHANGE : AUDIT_CREATE, NULL);
    enum status s = save_batch_record(b, r);
    if (s != STATUS_OK) {
        save_batch_abort(b);
        return s;
    }
    return save_batch_commit(b);
}

static void fill(struct book_tx *t, const struct submission_paper *p, struct record *r)
{
    value_set_n(record_value(r, "state"), SUBMISSION_HANDED_IN);
    value_clear(record_value(r, "reason"));
    value_clear(record_value(r, "accepted_on"));
    record_set_day(r, "handed_in_on", t->who->today);
    record_set_text(r, "handed_in_by", p->by.n ? p->by : span_of(t->who->name ? t->who->name : ""));
    record_set_text(r, "figures", p->figures);
    record_set_text(r, "fingerprint", p->fingerprint);
    if (p->to.n)
        record_set_text(r, "to", p->to);
    for (size_t i = 0; i < SUBMISSION_TEXTS; i++)
        record_set_text(r, texts[i], p->text[i]);
}

enum status submission_hand_in(struct book_tx *t, const struct submission_paper *p, uint64_t *id)
{
    struct record r;
    enum status s = submission_find(t, p->unit, p->report, p->year, &r);
    if (s == STATUS_OK && stands(record_n(&r, "state"))) {
        record_release(&r);
        return detail_set(t->detail, STATUS_EXISTS,
                          _("Báo cáo này đã nộp rồi. Muốn nộp lại thì nhờ cán bộ xã trả lại."));
    }
    if (s == STATUS_NOTFOUND) {
        record_init(&r, entity_by_id(ENTITY_SUBMISSION));
        r.unit = p->unit;
        value_set_s(record_value(&r, "unit"), unit_span(&p->unit));
        value_set_n(record_value(&r, "report"), p->report);
        value_set_n(record_value(&r, "year"), p->year);
    } else if (s != STATUS_OK) {
        return s;
    }
    fill(t, p, &r);
    s = save(t, &r);
    *id = r.id;
    record_release(&r);
    return s;
}

/* The record as the person has seen it. */
static enum status seen(struct book_tx *t, uint64_t id, uint32_t version, struct record *r)
{
    enum status s = book_get(t, id, r);
    if (s != STATUS_OK)
        return s;
    if (r->e->id == ENTITY_SUBMISSION && r->version == version)
        return STATUS_OK;
    record_release(r);
    return detail_set(t->detail, STATUS_CONFLICT, "%s", status_text(STATUS_CONFLICT));
}

enum status submission_accept(struct book_tx *t, uint64_t id, uint32_t version)
{
    struct record r;
    enum status s = seen(t, id, version, &r);
    if (s != STATUS_OK)
        return s;
    if (record_n(&r, "state") == SUBMISSION_HANDED_IN) {
        value_set_n(record_value(&r, "state"), SUBMISSION_ACCEPTED);
        record_set_day(&r, "accepted_on", t->who->today);
        s = save(t, &r);
    } else {
        s = detail_set(t->detail, STATUS_INVALID,
                       _("Chỉ nhận được báo cáo đã nộp. Báo cáo này %s."),
                       _(field_choice_by_code(r.e->fields[entity_field(r.e, "state")].choices,
                                              record_n(&r, "state"))
                             ->label));
    }
    record_release(&r);
    return s;
}

enum status submission_return(struct book_tx *t, uint64_t id, uint32_t version, struct span reason)
{
    struct record r;
    enum status s = seen(t, id, version, &r);
    if (s != STATUS_OK)
        return s;
    reason = span_trim(reason);
    if (!reason.n)
        s = detail_set(t->detail, STATUS_INVALID,
                       _("Trả lại thì cần lý do. Ví dụ: số hộ không khớp danh sách."));
    else if (!stands(record_n(&r, "state")))
        s = detail_set(t->detail, STATUS_INVALID, _("Chỉ trả lại được báo cáo đã nộp."));
    if (s == STATUS_OK) {
        value_set_n(record_value(&r, "state"), SUBMISSION_RETURNED);
        record_set_text(&r, "reason", reason);
        value_clear(record_value(&r, "accepted_on"));
        s = save(t, &r);
    }
    record_release(&r);
    return s;
}
