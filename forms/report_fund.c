/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_fund.h"

#include <string.h>

#include "core/fingerprint.h"
#include "core/fund.h"
#include "forms/report_frame.h"
#include "locale/msg.h"
#include "locale/number_words.h"

static const char *const purposes[FUND_PURPOSES] = {
    [0] = "chưa ghi về việc gì",   [FUND_DONATION] = "đóng góp",  [FUND_SCHOLARSHIP] = "học bổng",
    [FUND_REWARD] = "khen thưởng", [FUND_SUPPORT] = "hỗ trợ",     [FUND_OTHER] = "việc khác",
    [FUND_OPENING] = "số dư đầu",  [FUND_TRANSFER] = "chuyển quỹ"};

static void mark_of(const struct fund_book *b, char out[8])
{
    struct buf bytes = {0};
    buf_adds(&bytes, "fund 1\n");
    buf_addf(&bytes, "%lld\n", (long long)b->opening);
    for (size_t i = 0; i < b->n; i++) {
        const struct fund_row *r = &b->row[i];
        buf_addf(&bytes, "%016llx %d %d %lld %lld %s\n", (unsigned long long)r->id,
                 (int)r->direction, r->purpose, (long long)r->amount, (long long)r->grants,
                 r->number);
        pdate_add_iso(&bytes, r->date);
    }
    fingerprint_of(buf_span(&bytes), out);
    buf_release(&bytes);
}

/* As the paper book has them: the slips of what came in and what went out are counted apart. */
enum { COLUMN_TEXT = 3, COLUMN_FIRST_FIGURE = 4, COLUMNS = 8 };

static void columns(struct doc *d)
{
    static const char *const below[] = {"Thu", "Chi", "Thu", "Chi", "Tồn quỹ"};
    for (int i = 0; i < COLUMNS; i++)
        doc_column(d, i < COLUMN_FIRST_FIGURE ? DOC_LEFT : DOC_RIGHT, i == COLUMN_TEXT ? 6 : 1,
                   i < COLUMN_FIRST_FIGURE ? 0 : 1);
    doc_row(d, DOC_ROW_HEAD);
    doc_cell(d, 1, 2, "Ngày");
    doc_cell(d, 2, 1, "Số phiếu");
    doc_cell(d, 1, 2, "Người nộp, người nhận; về việc gì");
    doc_cell(d, 1, 2, "Suất");
    doc_cell(d, 3, 1, "Số tiền (đồng)");
    doc_row(d, DOC_ROW_HEAD);
    for (size_t i = 0; i < sizeof below / sizeof *below; i++)
        frame_cell(d, below[i]);
}

static void balance_row(struct doc *d, const char *label, int64_t balance)
{
    doc_row(d, DOC_ROW_BODY);
    for (int i = 0; i < COLUMN_TEXT; i++)
        frame_cell(d, "");
    frame_cell(d, label);
    for (int i = 0; i < 3; i++)
        frame_cell(d, "");
    frame_cell_money(d, balance);
}

static void row(struct doc *d, const struct fund_row *r)
{
    struct buf b = {0};
    const char *purpose = r->purpose > 0 && r->purpose < FUND_PURPOSES ? purposes[r->purpose] : "";
    doc_row(d, DOC_ROW_BODY);
    frame_cell_date(d, r->date);
    for (int side = FUND_IN; side <= FUND_OUT; side++)
        frame_cell(d, (int)r->direction == side ? r->number : "");
    if (r->handed_over)
        buf_adds(&b, r->direction == FUND_OUT ? "Số dư chuyển sang " : "Số dư chuyển sang từ ");
    buf_adds(&b, r->name);
    if (*purpose && !r->handed_over)
        buf_addf(&b, "%s%s", b.n ? "; " : "", purpose);
    frame_cell_span(d, buf_span(&b));
    if (r->grants)
        frame_cell_count(d, true, r->grants);
    else
        frame_cell(d, "");
    for (int side = FUND_IN; side <= FUND_OUT; side++)
        if ((int)r->direction == side)
            frame_cell_money(d, r->amount);
        else
            frame_cell(d, "");
    frame_cell_money(d, r->balance);
    buf_release(&b);
}

static bool has_transfers(const struct fund_book *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->row[i].purpose == FUND_TRANSFER)
            return true;
    return false;
}

static void total_row(struct doc *d, const struct fund_book *b)
{
    int64_t grants = 0;
    for (int i = 0; i < FUND_PURPOSES; i++)
        grants += b->out_by[i].grants;
    doc_row(d, DOC_ROW_TOTAL);
    for (int i = 0; i < COLUMN_TEXT; i++)
        frame_cell(d, "");
    frame_cell(d, has_transfers(b) ? "Cộng, không kể tiền chuyển quỹ" : "Cộng");
    frame_cell_count(d, true, grants);
    frame_cell_money(d, b->in);
    frame_cell_money(d, b->out);
    frame_cell_money(d, b->closing);
}

/* ---- below the table ---- */

static void in_words(struct frame *f, const char *label, int64_t amount)
{
    struct buf b = {0};
    words_counted(&b, amount, "đồng");
    buf_adds(&b, " (");
    number_add_money_words(&b, amount);
    buf_addc(&b, ')');
    doc_figure(f->doc, label, buf_str(&b));
    buf_release(&b);
}

static void by_purpose(struct frame *f, const char *what, const struct fund_sum *by)
{
    struct buf b = {0};
    for (int i = 1; i <= FUND_PURPOSES; i++) {
        int k = i % FUND_PURPOSES; /* what is not said comes last */
        if (!by[k].rows)
            continue;
        buf_addf(&b, b.n ? "; %s " : "%s ", purposes[k]);
        words_counted(&b, by[k].amount, "đồng");
        if (by[k].grants)
            buf_addf(&b, " (%lld\u00A0suất)", (long long)by[k].grants);
    }
    if (b.n) {
        struct buf line = {0};
        buf_addf(&line, "%s: %s.", what, buf_str(&b));
        frame_bullet(f, &line);
        buf_release(&line);
    }
    buf_release(&b);
}

static void faults(struct frame *f, const struct fund_book *b)
{
    struct buf t = {0};
    if (!b->n)
        frame_note(f, "Sổ chưa ghi phiếu thu, phiếu chi nào.");
    if (b->duplicates) {
        buf_addf(&t, "Có %zu dòng trùng số phiếu: hãy xem lại sổ.", b->duplicates);
        frame_note(f, buf_str(&t));
        buf_reset(&t);
    }
    if (b->below_zero) {
        buf_addf(&t, "Sau %zu dòng, quỹ còn dưới 0 đồng: có phiếu ghi sai hoặc thiếu.",
                 b->below_zero);
        frame_note(f, buf_str(&t));
    }
    buf_release(&t);
}

/* Why the book ends here, or who has to say what becomes of the money. */
static void ended(struct frame *f, const struct fund_book *b)
{
    struct buf t = {0};
    struct place p = {0};
    if (!b->ended || day_year(b->ended + 1) > f->year)
        return;
    if (unit_level(b->heir) == UNIT_NONE) {
        if (b->closing)
            frame_note(f, "Nơi này đã tách, quỹ chưa chia: việc chia do các nơi thống nhất, ghi "
                          "bằng phiếu chuyển quỹ.");
        return;
    }
    buf_adds(&t, "Sổ này đóng: từ ngày ");
    day_add_vn(&t, b->ended + 1);
    if (place_load(f->t, b->heir, &p) == STATUS_OK)
        buf_addf(&t, " quỹ thuộc %s", p.inner);
    buf_addc(&t, '.');
    frame_note(f, buf_str(&t));
    place_release(&p);
    buf_release(&t);
}

static void add_name(struct frame *f, const struct fund_book *b, struct buf *out)
{
    struct place p = {0};
    if (b->owner_name)
        buf_addf(out, "%s, ", b->owner_name);
    if (place_load(f->t, b->unit, &p) == STATUS_OK)
        buf_adds(out, b->owner_name ? p.inner : p.full);
    place_release(&p);
}

static void one(struct frame *f, const struct fund_book *b)
{
    struct buf t = {0}, name = {0};
    struct doc *d = f->doc;
    doc_page(d);
    f->tables = 0;
    mark_of(b, f->mark);
    add_name(f, b, &name);
    frame_head_plain(f, FRAME_ASSOCIATION);
    frame_title(f, "SỔ QUỸ KHUYẾN HỌC", buf_str(&name));
    buf_addf(&t, "Thu, chi năm %d, %s", f->year, buf_str(&name));
    frame_caption(f, buf_str(&t));
    columns(d);
    balance_row(d, "Số dư đầu", b->opening);
    for (size_t i = 0; i < b->n; i++)
        if (b->row[i].purpose != FUND_OPENING)
            row(d, &b->row[i]);
    total_row(d, b);
    faults(f, b);
    ended(f, b);
    frame_source(f, !has_transfers(b)
                        ? "Số dư cuối = số dư đầu + thu - chi"
                        : "Số dư cuối = số dư đầu + thu - chi + tiền chuyển quỹ đến - "
                          "tiền chuyển quỹ đi");
    in_words(f, "Số dư đầu", b->opening);
    in_words(f, "Tổng thu", b->in);
    in_words(f, "Tổng chi", b->out);
    if (b->moved)
        in_words(f, b->moved < 0 ? "Chuyển quỹ đi" : "Chuyển quỹ đến",
                 b->moved < 0 ? -b->moved : b->moved);
    in_words(f, "Số dư cuối", b->closing);
    by_purpose(f, "Thu", b->in_by);
    by_purpose(f, "Chi", b->out_by);
    frame_foot(f);
    frame_sign_as(f, DOC_LEFT_SIDE, "NGƯỜI GHI SỔ", SPAN_LIT(""));
    frame_sign_as(f, DOC_RIGHT_SIDE, "NGƯỜI PHỤ TRÁCH QUỸ", SPAN_LIT(""));
    buf_release(&t);
    buf_release(&name);
}

enum status report_fund(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct frame f;
    struct fund_list list = {0};
    enum status s = frame_load(&f, t, of->unit, of->year, _("Sổ quỹ"), out);
    if (s == STATUS_OK)
        s = fund_list_load(t, of->unit, of->year, &list);
    if (s == STATUS_OK && !list.n) { /* an empty book, to be written on */
        struct fund_book none = {.unit = of->unit, .year = of->year};
        one(&f, &none);
    }
    for (size_t i = 0; s == STATUS_OK && i < list.n; i++)
        one(&f, &list.v[i]);
    if (s != STATUS_OK)
        doc_release(out);
    fund_list_release(&list);
    frame_release(&f);
    return s;
}
