/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/fund_view.h"

#include <stdlib.h>
#include <string.h>

#include "forms/report_words.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

/* What one load finds; taken over whole when the transaction ended well. */
struct found {
    uint64_t generation;
    struct fund_list funds;
    char **place; /* of each fund */
};

struct fund_view {
    struct book *book;
    const struct caller *who;
    struct unit_key unit;
    int year;
    bool dirty, loaded;
    struct found now;
    size_t chosen;
};

static void found_release(struct found *f)
{
    for (size_t i = 0; i < f->funds.n; i++)
        free(f->place[i]);
    free(f->place);
    fund_list_release(&f->funds);
    *f = (struct found){0};
}

struct fund_view *fund_view_new(struct book *b, const struct caller *who, struct unit_key unit,
                                int year)
{
    struct fund_view *v = mem_alloc(sizeof *v);
    *v = (struct fund_view){.book = b, .who = who, .unit = unit, .year = year, .dirty = true};
    return v;
}

void fund_view_free(struct fund_view *v)
{
    if (!v)
        return;
    found_release(&v->now);
    free(v);
}

void fund_view_set_year(struct fund_view *v, int year)
{
    v->year = year;
    v->dirty = true;
}

int fund_view_year(const struct fund_view *v)
{
    return v->year;
}

/* ---- loading ---- */

struct load {
    const struct fund_view *v;
    struct found f;
    bool anew;
};

/* The unit's own fund is there to be begun. */
static void add_own(struct load *x)
{
    struct fund_list *l = &x->f.funds;
    for (size_t i = 0; i < l->n; i++)
        if (!l->v[i].owner_name && unit_eq(l->v[i].unit, x->v->unit))
            return;
    l->v = mem_realloc_array(l->v, l->n + 1, sizeof *l->v);
    memmove(l->v + 1, l->v, l->n * sizeof *l->v);
    l->v[0] = (struct fund_book){.unit = x->v->unit, .year = x->v->year};
    l->n++;
}

static void name_places(struct book_tx *t, struct found *f)
{
    f->place = mem_alloc((f->funds.n + 1) * sizeof *f->place);
    for (size_t i = 0; i < f->funds.n; i++) {
        struct place p;
        struct buf b = {0};
        if (place_load(t, f->funds.v[i].unit, &p) == STATUS_OK) {
            text_add_safe(&b, span_of(p.full));
            place_release(&p);
        }
        f->place[i] = mem_strdup(buf_str(&b));
        buf_release(&b);
    }
}

static enum status load_fn(struct book_tx *t, void *context)
{
    struct load *x = context;
    found_release(&x->f); /* the closure may be run again */
    x->f.generation = book_generation(t);
    x->anew = x->v->dirty || !x->v->loaded || x->f.generation != x->v->now.generation;
    if (!x->anew)
        return STATUS_OK;
    enum status s = fund_list_load(t, x->v->unit, x->v->year, &x->f.funds);
    if (s == STATUS_OK) {
        add_own(x);
        name_places(t, &x->f);
    }
    return s;
}

static bool same_fund(const struct fund_book *a, const struct fund_book *b)
{
    if (a->owner != b->owner || (!a->owner && !unit_eq(a->unit, b->unit)))
        return false;
    if (a->owner || !a->owner_name || !b->owner_name)
        return a->owner || a->owner_name == b->owner_name;
    return strcmp(a->owner_name, b->owner_name) == 0;
}

enum status fund_view_load(struct fund_view *v, struct detail *d)
{
    struct load x = {.v = v};
    enum status s = book_read(v->book, v->who, load_fn, &x, d);
    if (s != STATUS_OK || !x.anew) {
        found_release(&x.f);
        return s;
    }
    size_t chosen = 0;
    for (size_t i = 0; v->loaded && i < x.f.funds.n; i++)
        if (same_fund(&x.f.funds.v[i], &v->now.funds.v[v->chosen]))
            chosen = i;
    found_release(&v->now);
    v->now = x.f;
    v->chosen = chosen;
    v->loaded = true;
    v->dirty = false;
    return STATUS_OK;
}

/* ---- funds ---- */

size_t fund_view_funds(const struct fund_view *v)
{
    return v->now.funds.n;
}

void fund_view_choose(struct fund_view *v, size_t fund)
{
    if (fund < v->now.funds.n)
        v->chosen = fund;
}

size_t fund_view_chosen(const struct fund_view *v)
{
    return v->chosen;
}

const struct fund_book *fund_view_book(const struct fund_view *v)
{
    static const struct fund_book none = {0};
    return v->chosen < v->now.funds.n ? &v->now.funds.v[v->chosen] : &none;
}

void fund_view_add_name(const struct fund_view *v, size_t fund, struct buf *out)
{
    if (fund >= v->now.funds.n)
        return;
    const struct fund_book *b = &v->now.funds.v[fund];
    if (b->owner_name) {
        text_add_safe(out, span_of(b->owner_name));
        buf_adds(out, " · ");
    }
    buf_adds(out, v->now.place[fund]);
}

static void add_dong(int64_t n, struct buf *out)
{
    number_add_vn(out, n);
    buf_addf(out, " %s", _("đồng"));
}

void fund_view_add_fund(const struct fund_view *v, size_t fund, struct buf *out)
{
    if (fund >= v->now.funds.n)
        return;
    fund_view_add_name(v, fund, out);
    buf_addf(out, ": %s ", _("còn"));
    add_dong(v->now.funds.v[fund].closing, out);
}

/* ---- rows ---- */

enum { DATE = 5, NUMBER = 6, MONEY = 11, WIDE = 60 };

size_t fund_view_rows(const struct fund_view *v)
{
    return v->loaded ? fund_view_book(v)->n + 1 : 0;
}

uint64_t fund_view_id(const struct fund_view *v, size_t row)
{
    const struct fund_book *b = fund_view_book(v);
    return row && row <= b->n ? b->row[row - 1].id : 0;
}

static void add_cell(struct buf *out, struct span text, size_t width, enum width_align align)
{
    if (out->n)
        buf_addc(out, ' ');
    width_add_padded(out, text, width, align);
}

static size_t digits(int64_t n)
{
    struct buf b = {0};
    number_add_vn(&b, n);
    size_t columns = b.n;
    buf_release(&b);
    return columns;
}

/* A number is never cut: the columns are as wide as the widest of the book, with its sign. */
static size_t money_columns(const struct fund_view *v)
{
    const struct fund_book *b = fund_view_book(v);
    size_t most = digits(b->opening);
    for (size_t i = 0; i < b->n; i++) {
        size_t amount = digits(b->row[i].amount) + 1, balance = digits(b->row[i].balance);
        most = amount > most ? amount : most;
        most = balance > most ? balance : most;
    }
    return most > MONEY ? most : MONEY;
}

static void add_money(struct buf *out, size_t columns, const char *sign, bool shown, int64_t n)
{
    struct buf b = {0};
    if (shown) {
        buf_adds(&b, sign);
        number_add_vn(&b, n);
    }
    add_cell(out, buf_span(&b), columns, WIDTH_RIGHT);
    buf_release(&b);
}

/* What is left for the text between the other columns. */
static size_t text_columns(size_t width, size_t money)
{
    size_t others =
        width >= WIDE ? DATE + 1 + NUMBER + 1 + 3 * (money + 1) : DATE + 1 + 2 * (money + 1);
    return width > others ? width - others : 1;
}

void fund_view_add_headers(const struct fund_view *v, size_t width, struct buf *out)
{
    struct buf b = {0};
    bool wide = width >= WIDE;
    size_t money = money_columns(v);
    add_cell(&b, span_of(_("Ngày")), DATE, WIDTH_LEFT);
    if (wide)
        add_cell(&b, span_of(_("Số")), NUMBER, WIDTH_LEFT);
    add_cell(&b, span_of(_("Ai, việc gì")), text_columns(width, money), WIDTH_LEFT);
    add_cell(&b, span_of(wide ? _("Thu") : _("Thu, chi")), money, WIDTH_RIGHT);
    if (wide)
        add_cell(&b, span_of(_("Chi")), money, WIDTH_RIGHT);
    add_cell(&b, span_of(_("Còn")), money, WIDTH_RIGHT);
    buf_add_span(out, buf_span(&b));
    buf_release(&b);
}

static void add_date(const struct fund_row *r, struct buf *out)
{
    struct buf b = {0};
    if (r->date.month)
        buf_addf(&b, "%02d/%02d", r->date.day, r->date.month);
    add_cell(out, buf_span(&b), DATE, WIDTH_LEFT);
    buf_release(&b);
}

/* "Học sinh nghèo, học bổng 4 suất"; that a named giver donates goes without saying. */
static void add_what(const struct fund_row *r, struct buf *out)
{
    const struct entity *e = entity_by_id(ENTITY_FUND);
    const struct choice *c =
        field_choice_by_code(e->fields[entity_field(e, "purpose")].choices, r->purpose);
    if (r->handed_over) {
        buf_addf(out, "%s ", r->direction == FUND_OUT ? _("Chuyển sang") : _("Nhận từ"));
        text_add_safe(out, span_of(r->name));
        return;
    }
    text_add_safe(out, span_of(r->name));
    if (c && (!out->n || r->purpose != FUND_DONATION))
        buf_addf(out, "%s%s", out->n ? ", " : "", _(c->label));
    if (r->grants)
        buf_addf(out, _(" %lld suất"), (long long)r->grants);
}

static void add_receipt(const struct fund_row *r, size_t width, size_t money, struct buf *out)
{
    struct buf b = {0};
    bool wide = width >= WIDE, in = r->direction != FUND_OUT;
    bool moves = r->purpose != FUND_OPENING; /* what was there before is no income */
    add_date(r, out);
    if (wide) {
        buf_addf(&b, "%s", r->duplicate ? "!" : "");
        text_add_safe(&b, span_of(r->number));
        add_cell(out, buf_span(&b), NUMBER, WIDTH_LEFT);
        buf_reset(&b);
    }
    add_what(r, &b);
    add_cell(out, buf_span(&b), text_columns(width, money), WIDTH_LEFT);
    add_money(out, money, wide ? "" : in ? "+" : "-", moves && (!wide || in), r->amount);
    if (wide)
        add_money(out, money, "", moves && !in, r->amount);
    add_money(out, money, "", true, r->balance);
    buf_release(&b);
}

static int64_t carried_over(const struct fund_book *b)
{
    if (!b->n)
        return b->closing;
    const struct fund_row *r = &b->row[0];
    return r->balance - (r->direction == FUND_OUT ? -r->amount : r->amount);
}

static void add_carried(const struct fund_book *b, size_t width, size_t money, struct buf *out)
{
    const struct span empty = {"", 0};
    add_cell(out, empty, DATE, WIDTH_LEFT);
    if (width >= WIDE)
        add_cell(out, empty, NUMBER, WIDTH_LEFT);
    add_cell(out, span_of(_("Năm trước chuyển sang")), text_columns(width, money), WIDTH_LEFT);
    add_money(out, money, "", false, 0);
    if (width >= WIDE)
        add_money(out, money, "", false, 0);
    add_money(out, money, "", true, carried_over(b));
}

void fund_view_add_detail(const struct fund_view *v, size_t row, struct buf *out)
{
    const struct fund_book *f = fund_view_book(v);
    if (!row || row > f->n)
        return;
    add_what(&f->row[row - 1], out);
    buf_addc(out, '.');
}

void fund_view_add_row(const struct fund_view *v, size_t row, size_t width, struct buf *out)
{
    const struct fund_book *f = fund_view_book(v);
    size_t money = money_columns(v);
    struct buf b = {0};
    if (row > f->n)
        return;
    if (row)
        add_receipt(&f->row[row - 1], width, money, &b);
    else
        add_carried(f, width, money, &b);
    buf_add_span(out, buf_span(&b));
    buf_release(&b);
}

/* ---- sentences ---- */

static void add_grants(const struct fund_sum *s, const char *what, struct buf *out)
{
    if (!s->rows)
        return;
    buf_addf(out, "%s%s ", out->n ? " " : "", what);
    if (s->grants)
        buf_addf(out, _("%lld suất, "), (long long)s->grants);
    add_dong(s->amount, out);
    buf_addc(out, '.');
}

void fund_view_add_totals(const struct fund_view *v, struct buf *out)
{
    const struct fund_book *b = fund_view_book(v);
    bool opened = b->opening != 0;
    if (opened) {
        buf_addf(out, "%s ", _("Đầu kỳ"));
        number_add_vn(out, b->opening);
    }
    buf_addf(out, "%s ", opened ? _(", thu") : _("Thu"));
    number_add_vn(out, b->in);
    buf_addf(out, ", %s ", _("chi"));
    number_add_vn(out, b->out);
    if (b->moved) {
        buf_addf(out, ", %s ", b->moved < 0 ? _("chuyển quỹ đi") : _("nhận chuyển quỹ"));
        number_add_vn(out, b->moved < 0 ? -b->moved : b->moved);
    }
    buf_addf(out, ", %s ", _("còn"));
    add_dong(b->closing, out);
    buf_addc(out, '.');
}

void fund_view_add_grants(const struct fund_view *v, struct buf *out)
{
    const struct fund_book *b = fund_view_book(v);
    add_grants(&b->out_by[FUND_SCHOLARSHIP], _("Học bổng"), out);
    add_grants(&b->out_by[FUND_REWARD], _("Khen thưởng"), out);
}

/* A receipt that was cancelled on paper is missing too, and rightly. */
static void add_missing(const struct fund_book *b, struct buf *out)
{
    buf_adds(out, _("Chưa thấy phiếu số "));
    for (size_t i = 0; i < b->n_missing && i < FUND_MISSING_SHOWN; i++) {
        const struct fund_missing *m = &b->missing[i];
        buf_addf(out, "%s%lld", i ? ", " : "", (long long)m->number);
        if (m->direction)
            buf_addf(out, " (%s)", m->direction == FUND_OUT ? _("chi") : _("thu"));
    }
    if (b->n_missing > FUND_MISSING_SHOWN)
        buf_adds(out, " ...");
    buf_adds(out, _(": ghi thêm, hoặc để vậy nếu phiếu đã hủy."));
}

void fund_view_add_warning(const struct fund_view *v, struct buf *out)
{
    const struct fund_book *b = fund_view_book(v);
    if (b->duplicates)
        buf_addf(out,
                 _("%zu phiếu trùng số (dấu !): mở từng phiếu để sửa số, hoặc xóa phiếu ghi "
                   "hai lần."),
                 b->duplicates);
    else if (b->opened_again)
        buf_adds(out, _("Sổ đã chuyển số dư năm trước sang: dòng số dư đầu cộng thêm một lần nữa. "
                        "Hãy xóa dòng ấy."));
    else if (b->below_zero)
        buf_adds(out, _("Có lúc quỹ bị âm: hãy xem lại ngày, số tiền, hoặc ghi thêm số dư đầu."));
    else if (b->ended && unit_level(b->heir) == UNIT_NONE && b->closing)
        buf_adds(out,
                 _("Nơi này đã tách, quỹ chưa chia: ghi phiếu chi \"chuyển quỹ\" ở đây và phiếu "
                   "thu \"chuyển quỹ\" ở nơi nhận."));
    else if (b->n_missing)
        add_missing(b, out);
}

enum status fund_view_add_sum(struct book_tx *t, struct unit_key unit, int year, struct buf *out)
{
    struct fund_list l;
    struct fund_book sum;
    enum status s = fund_list_load(t, unit, year, &l);
    if (s != STATUS_OK)
        return s;
    fund_list_sum(&l, &sum);
    if (l.n)
        add_dong(sum.closing, out);
    fund_list_release(&l);
    return STATUS_OK;
}
