/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Funds by tier, contributions, budget, initiatives and awards of a report.
 */
#include <string.h>

#include "core/fund.h"
#include "forms/report_works_parts.h"
#include "locale/number_words.h"

/* ---- funds ---- */

enum { TIER_COMMUNE, TIER_HAMLET, TIER_CLAN, TIER_ORGANISATION, TIERS };
static const char *const tiers[TIERS] = {
    [TIER_COMMUNE] = "Quỹ của xã",
    [TIER_HAMLET] = "Quỹ của thôn, tổ dân phố",
    [TIER_CLAN] = "Quỹ của dòng họ",
    [TIER_ORGANISATION] = "Quỹ của đơn vị",
};

struct tier {
    int64_t funds, opening, in, out, moved, closing;
    struct fund_sum grant[2]; /* scholarships, rewards */
};

static enum status tier_of(struct book_tx *t, const struct fund_book *b, int *out)
{
    struct record r;
    *out = unit_level(b->unit) == UNIT_HAMLET ? TIER_HAMLET : TIER_COMMUNE;
    if (!b->owner)
        return STATUS_OK;
    enum status s = book_get(t, b->owner, &r);
    if (s == STATUS_NOTFOUND)
        return STATUS_OK; /* the owner is gone, the money is where it was */
    if (s != STATUS_OK)
        return s;
    if (r.e->id == ENTITY_CLAN)
        *out = TIER_CLAN;
    else if (r.e->id == ENTITY_ORGANISATION)
        *out = TIER_ORGANISATION;
    record_release(&r);
    return STATUS_OK;
}

static void add_fund(struct tier *t, const struct fund_book *b)
{
    static const int purpose[2] = {FUND_SCHOLARSHIP, FUND_REWARD};
    t->funds++;
    t->opening += b->opening;
    t->in += b->in;
    t->out += b->out;
    t->moved += b->moved;
    t->closing += b->closing;
    for (int i = 0; i < 2; i++) {
        t->grant[i].amount += b->out_by[purpose[i]].amount;
        t->grant[i].grants += b->out_by[purpose[i]].grants;
    }
}

static void fund_row(struct doc *d, const char *label, const struct tier *t, enum doc_row_kind kind)
{
    doc_row(d, kind);
    frame_cell(d, label);
    frame_cell_count(d, true, t->funds);
    frame_cell_money(d, t->opening);
    frame_cell_money(d, t->in);
    frame_cell_money(d, t->out);
    frame_cell_money(d, t->closing);
}

static void fund_table(struct works *w, const char *caption, const char *first)
{
    static const char *const head[] = {"Số quỹ", "Số dư đầu", "Thu", "Chi", "Số dư cuối"};
    struct doc *d = w->f->doc;
    frame_caption(w->f, caption);
    doc_column(d, DOC_LEFT, 3, 0);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        doc_column(d, DOC_RIGHT, 1, 1);
    doc_row(d, DOC_ROW_HEAD);
    frame_cell(d, first);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        frame_cell(d, head[i]);
}

/* "Học bổng: 10 suất, 5.000.000 đồng; khen thưởng từ quỹ: 4 suất, 400.000 đồng." */
static void grants(struct works *w, const struct tier *t)
{
    static const char *const what[] = {"học bổng", "khen thưởng"};
    struct buf b = {0};
    for (int i = 0; i < 2; i++) {
        if (!t->grant[i].amount && !t->grant[i].grants)
            continue;
        buf_addf(&b, "%s%s ", b.n ? "; " : "Chi từ quỹ: ", what[i]);
        words_counted(&b, t->grant[i].grants, "suất");
        buf_adds(&b, ", ");
        words_counted(&b, t->grant[i].amount, "đồng");
    }
    if (b.n) {
        buf_addc(&b, '.');
        frame_bullet(w->f, &b);
    }
    buf_release(&b);
}

static void closing_words(struct works *w, int64_t closing)
{
    struct buf b = {0};
    buf_adds(&b, "Số dư các quỹ đến ngày ");
    day_add_vn(&b, w->f->as_of);
    buf_adds(&b, ": ");
    words_counted(&b, closing, "đồng");
    buf_adds(&b, " (");
    number_add_money_words(&b, closing);
    buf_adds(&b, ").");
    frame_bullet(w->f, &b);
    buf_release(&b);
}

/* Within the commune they even out; what is left came from outside, or went there. */
static void moved(struct works *w, const struct tier *t)
{
    struct buf b = {0};
    if (!t->moved)
        return;
    buf_adds(&b, t->moved < 0 ? "Chuyển quỹ ra ngoài khi tách, gộp: "
                              : "Nhận chuyển quỹ khi tách, gộp: ");
    words_counted(&b, t->moved < 0 ? -t->moved : t->moved, "đồng");
    buf_adds(&b, ", không tính vào thu, chi.");
    frame_bullet(w->f, &b);
    buf_release(&b);
}

/* Of one year: a row for each tier. */
static enum status funds_by_tier(struct works *w, const struct fund_list *list)
{
    struct tier by[TIERS] = {{0}}, all = {0};
    struct buf b = {0};
    for (size_t i = 0; i < list->n; i++) {
        int tier;
        enum status s = tier_of(w->f->t, &list->v[i], &tier);
        if (s != STATUS_OK)
            return s;
        add_fund(&by[tier], &list->v[i]);
        add_fund(&all, &list->v[i]);
    }
    buf_addf(&b, "Quỹ khuyến học năm %d (đồng)", w->last);
    fund_table(w, buf_str(&b), "Quỹ");
    for (int i = 0; i < TIERS; i++)
        if (by[i].funds)
            fund_row(w->f->doc, tiers[i], &by[i], DOC_ROW_BODY);
    fund_row(w->f->doc, "Cộng", &all, DOC_ROW_TOTAL);
    frame_source(w->f, "Theo sổ quỹ");
    moved(w, &all);
    grants(w, &all);
    closing_words(w, all.closing);
    buf_release(&b);
    return STATUS_OK;
}

/* Of several years: a row for each. */
static enum status funds_by_year(struct works *w, int64_t *closing)
{
    struct buf b = {0};
    struct tier whole = {0};
    buf_addf(&b, "Quỹ khuyến học từ năm %d đến năm %d (đồng)", w->first, w->last);
    fund_table(w, buf_str(&b), "Năm");
    for (int year = w->first; year <= w->last; year++) {
        struct fund_list list = {0};
        struct tier all = {0};
        enum status s = fund_list_load(w->f->t, w->f->unit.unit, year, &list);
        for (size_t i = 0; s == STATUS_OK && i < list.n; i++)
            add_fund(&all, &list.v[i]);
        fund_list_release(&list);
        if (s != STATUS_OK) {
            buf_release(&b);
            return s;
        }
        buf_reset(&b);
        buf_addf(&b, "%d", year);
        fund_row(w->f->doc, buf_str(&b), &all, DOC_ROW_BODY);
        whole.moved += all.moved;
        for (int i = 0; i < 2; i++) {
            whole.grant[i].amount += all.grant[i].amount;
            whole.grant[i].grants += all.grant[i].grants;
        }
        *closing = all.closing;
    }
    frame_source(w->f, "Theo sổ quỹ");
    moved(w, &whole);
    grants(w, &whole);
    closing_words(w, *closing);
    buf_release(&b);
    return STATUS_OK;
}

static enum status funds(struct works *w)
{
    struct fund_list list = {0};
    int64_t closing = 0;
    enum status s = fund_list_load(w->f->t, w->f->unit.unit, w->last, &list);
    if (s == STATUS_OK && list.n)
        s = w->first == w->last ? funds_by_tier(w, &list) : funds_by_year(w, &closing);
    fund_list_release(&list);
    return s;
}

/* ---- contributions, budget ---- */

static enum status take_contribution(struct book_tx *t, const struct record *r, void *context)
{
    struct works *w = context;
    int64_t kind = record_n(r, "kind");
    (void)t;
    if (!works_here(w, r) || !works_year(w, works_year_of(r, "date")) || kind < 1 || kind > 3)
        return STATUS_OK;
    w->given[kind]++;
    w->given[0]++;
    w->value += record_n(r, "value");
    return STATUS_OK;
}

static enum status take_budget(struct book_tx *t, const struct record *r, void *context)
{
    struct works *w = context;
    (void)t;
    if (!works_here(w, r) || !works_year(w, record_n(r, "year")))
        return STATUS_OK;
    w->planned += record_n(r, "planned");
    w->spent += record_n(r, "spent");
    return STATUS_OK;
}

static void given_bullet(struct works *w)
{
    static const char *const kind[] = {"", "công sức", "trí tuệ", "hiện vật"};
    struct buf b = {0};
    if (!w->given[0])
        return;
    buf_adds(&b, "Đóng góp ngoài tiền: ");
    words_counted(&b, w->given[0], "lượt");
    for (int i = 1; i < 4; i++)
        if (w->given[i])
            buf_addf(&b, ", %s %lld", kind[i], (long long)w->given[i]);
    if (w->value) {
        buf_adds(&b, "; ước giá trị ");
        words_counted(&b, w->value, "đồng");
        buf_adds(&b, " (");
        number_add_money_words(&b, w->value);
        buf_addc(&b, ')');
    }
    buf_addc(&b, '.');
    frame_bullet(w->f, &b);
    buf_release(&b);
}

static void budget_bullet(struct works *w)
{
    struct buf b = {0};
    if (!w->planned && !w->spent)
        return;
    buf_adds(&b, "Kinh phí: đã chi ");
    if (w->planned)
        words_share(&b, w->spent, w->planned, "đồng dự kiến");
    else
        words_counted(&b, w->spent, "đồng");
    buf_addc(&b, '.');
    frame_bullet(w->f, &b);
    buf_release(&b);
}

enum status works_money(struct works *w)
{
    enum status s = funds(w);
    if (s == STATUS_OK)
        s = works_each(w, ENTITY_CONTRIBUTION, take_contribution);
    if (s == STATUS_OK)
        s = works_each(w, ENTITY_BUDGET, take_budget);
    if (s == STATUS_OK) {
        given_bullet(w);
        budget_bullet(w);
    }
    return s;
}

/* ---- initiatives, awards ---- */

enum { INITIATIVES_MAX = 10 };

static enum status take_initiative(struct book_tx *t, const struct record *r, void *context)
{
    struct works *w = context;
    (void)t;
    if (!works_here(w, r) || !works_year(w, works_year_of(r, "date")))
        return STATUS_OK;
    if (++w->initiatives > INITIATIVES_MAX)
        return STATUS_OK;
    buf_adds(&w->text, w->text.n ? "; " : "");
    buf_add_span(&w->text, record_name(r));
    if (record_text(r, "who").n) {
        buf_adds(&w->text, " (");
        buf_add_span(&w->text, record_text(r, "who"));
        buf_addc(&w->text, ')');
    }
    return STATUS_OK;
}

static enum status take_award(struct book_tx *t, const struct record *r, void *context)
{
    struct works *w = context;
    int64_t form = record_n(r, "form");
    (void)t;
    if (!works_here(w, r) || !works_year(w, record_n(r, "year")) || form < 1 ||
        form > AWARD_PRAISE || record_n(r, "state") != AWARD_DECIDED)
        return STATUS_OK;
    w->award[form]++;
    w->award_label[form] = works_label(r, "form");
    return STATUS_OK;
}

enum status works_merits(struct works *w)
{
    struct buf b = {0};
    buf_reset(&w->text);
    enum status s = works_each(w, ENTITY_INITIATIVE, take_initiative);
    if (s == STATUS_OK)
        s = works_each(w, ENTITY_AWARD, take_award);
    if (s == STATUS_OK && w->initiatives) {
        buf_addf(&b, "Sáng kiến, mô hình, điển hình: %zu: ", w->initiatives);
        buf_add_span(&b, buf_span(&w->text));
        buf_adds(&b, w->initiatives > INITIATIVES_MAX ? "..." : ".");
        frame_bullet(w->f, &b);
    }
    for (int i = 1; s == STATUS_OK && i <= AWARD_PRAISE; i++)
        if (w->award[i])
            buf_addf(&b, b.n ? "; %s: %lld" : "Khen thưởng đã có quyết định: %s: %lld",
                     w->award_label[i], (long long)w->award[i]);
    if (b.n) {
        buf_addc(&b, '.');
        frame_bullet(w->f, &b);
    }
    buf_release(&b);
    return s;
}
