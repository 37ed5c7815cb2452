/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress for a terminal of 80 columns. A percentage never stands without "trên N".
 */
#include <string.h>

#include "core/progress_print.h"
#include "core/title.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

const char *progress_indicator_name(enum indicator i)
{
    const struct choice *c = field_choice_by_code(indicator_choices, i);
    return c ? c->name : "";
}

const char *progress_indicator_label(enum indicator i)
{
    const struct choice *c = field_choice_by_code(indicator_choices, i);
    return c ? _(c->label) : "";
}

const char *progress_indicator_counter(enum indicator i)
{
    const struct title_kind *k = title_by_id((unsigned)i);
    return k ? _(k->counter) : _("người");
}

static void add_cell(struct buf *out, const char *text, size_t columns, enum width_align align)
{
    width_add_padded(out, span_of(text), columns, align);
}

static void add_count(struct buf *out, bool known, int64_t n, size_t columns)
{
    struct buf b = {0};
    if (known)
        number_add_vn(&b, n);
    else
        buf_adds(&b, "?");
    add_cell(out, buf_str(&b), columns, WIDTH_RIGHT);
    buf_release(&b);
}

/* "65,20 % trên 1.201 hộ" */
static void add_rate(struct buf *out, const struct progress_line *l, int32_t rate)
{
    number_add_hundredths_vn(out, rate);
    buf_addf(out, " %% %s ", _("trên"));
    number_add_vn(out, l->total);
    buf_addf(out, " %s", progress_indicator_counter(l->indicator));
}

/* 80 %, or 72,50 % */
static void add_percent(struct buf *out, int32_t hundredths)
{
    if (hundredths % 100)
        number_add_hundredths_vn(out, hundredths);
    else
        number_add_vn(out, hundredths / 100);
    buf_adds(out, " %");
}

static void trim_line(struct buf *out)
{
    while (out->n && out->p[out->n - 1] == ' ')
        buf_truncate(out, out->n - 1);
    buf_addc(out, '\n');
}

enum { LABEL = 34, COUNT = 11 };

static void add_head(struct buf *out, const char *first)
{
    add_cell(out, first, LABEL, WIDTH_LEFT);
    add_cell(out, _("Tổng"), COUNT, WIDTH_RIGHT);
    add_cell(out, _("Đăng ký"), COUNT, WIDTH_RIGHT);
    add_cell(out, _("Đề nghị"), COUNT, WIDTH_RIGHT);
    add_cell(out, _("Công nhận"), COUNT + 1, WIDTH_RIGHT);
    buf_addc(out, '\n');
}

static void add_counts(struct buf *out, const char *first, const struct progress_line *l)
{
    add_cell(out, first, LABEL, WIDTH_LEFT);
    add_count(out, l->total_known, l->total, COUNT);
    add_count(out, true, l->registered, COUNT);
    add_count(out, true, l->proposed, COUNT);
    add_count(out, true, l->recognised, COUNT + 1);
    buf_addc(out, '\n');
}

/* "Chỉ tiêu năm: 70 % (QĐ 387/QĐ-TTg), còn thiếu 58 hộ" */
static void add_against(struct buf *out, const char *word, int year, const struct progress_line *l,
                        const struct progress_target *t, int64_t needed)
{
    if (!t->known)
        return;
    buf_addf(out, "    %s", word);
    if (year)
        buf_addf(out, " %d", year);
    buf_adds(out, ": ");
    add_percent(out, t->hundredths);
    if (t->source[0]) {
        buf_adds(out, " (");
        text_add_safe(out, span_of(t->source));
        if (t->reason[0]) {
            buf_adds(out, "; ");
            text_add_safe(out, span_of(t->reason));
        }
        buf_adds(out, ")");
    }
    if (l->total_known && l->total > 0) {
        buf_adds(out, ", ");
        if (needed) {
            buf_addf(out, "%s ", _("còn thiếu"));
            number_add_vn(out, needed);
            buf_addf(out, " %s", progress_indicator_counter(l->indicator));
        } else {
            buf_adds(out, _("đã đạt"));
        }
    }
    buf_addc(out, '\n');
}

static void add_note(struct buf *out, const char *text, int64_t n)
{
    buf_addf(out, "    %s: ", text);
    number_add_vn(out, n);
    buf_addc(out, '\n');
}

static void add_line(struct buf *out, const struct progress *p, const struct progress_line *l)
{
    add_counts(out, progress_indicator_label(l->indicator), l);
    if (!l->percent) {
        buf_addf(out, "    %s\n", l->recognised ? _("đạt") : _("chưa đạt"));
    } else if (l->rate_known) {
        buf_addf(out, "    %s: ", _("Tỷ lệ"));
        add_rate(out, l, l->rate);
        buf_addf(out, ", %s\n", l->declared ? _("theo số thống kê") : _("theo danh sách đã nhập"));
    }
    add_against(out, _("Chỉ tiêu năm"), 0, l, &l->target, l->needed);
    add_against(out, _("Mục tiêu"), l->goal.year, l, &l->goal, l->goal_needed);
    if (l->more_than_declared)
        buf_addf(out, "    %s\n",
                 _("Số phiếu đã nhập nhiều hơn số thống kê: hãy xem lại số thống "
                   "kê."));
    if (l->moved)
        add_note(out, _("Đã chuyển đi"), l->moved);
    if (l->owing)
        add_note(out, _("Đơn vị chưa cho biết số người"), l->owing);
    if (p->closed && l->lost)
        add_note(out, _("Năm trước được công nhận, năm này không"), l->lost);
}

static void add_title(struct buf *out, const struct progress *p)
{
    buf_addf(out, _("Tiến độ %d"), p->year);
    buf_adds(out, " · ");
    text_add_safe(out, span_of(p->name));
    buf_addf(out, " · %s ", _("đến ngày"));
    day_add_vn(out, p->as_of);
    if (p->present_territory)
        buf_addf(out, " · %s", _("theo địa giới nay"));
    buf_addc(out, '\n');
}

static void add_fingerprint(struct buf *out, const struct progress *p)
{
    buf_addf(out, "%s %s\n", _("Dấu đối chiếu"), p->fingerprint);
}

void progress_add_text(struct buf *out, const struct progress *p)
{
    add_title(out, p);
    buf_addc(out, '\n');
    add_head(out, "");
    for (size_t i = 0; i < p->n; i++)
        add_line(out, p, &p->line[i]);
    buf_addc(out, '\n');
    add_fingerprint(out, p);
}

static const struct progress_line *line_of(const struct progress *p, enum indicator i)
{
    for (size_t k = 0; k < p->n; k++)
        if (p->line[k].indicator == i)
            return &p->line[k];
    return NULL;
}

void progress_add_text_units(struct buf *out, const struct progress *whole,
                             const struct progress *row, size_t n)
{
    struct buf name = {0};
    add_title(out, whole);
    for (size_t i = 0; i < whole->n; i++) {
        enum indicator what = whole->line[i].indicator;
        buf_addc(out, '\n');
        add_head(out, progress_indicator_label(what));
        for (size_t k = 0; k < n; k++) {
            const struct progress_line *l = line_of(&row[k], what);
            if (!l)
                continue;
            buf_reset(&name);
            buf_adds(&name, "  ");
            text_add_safe(&name, span_of(row[k].name));
            add_counts(out, buf_str(&name), l);
        }
        buf_reset(&name);
        text_add_safe(&name, span_of(whole->name));
        add_counts(out, buf_str(&name), &whole->line[i]);
        if (whole->line[i].percent && whole->line[i].rate_known) {
            buf_addf(out, "    %s: ", _("Tỷ lệ"));
            add_rate(out, &whole->line[i], whole->line[i].rate);
            buf_addc(out, '\n');
        }
    }
    buf_addc(out, '\n');
    add_fingerprint(out, whole);
    buf_release(&name);
}

static void add_year(struct buf *out, const struct progress *p, const struct progress_line *l)
{
    buf_addf(out, "    %d  ", p->year);
    if (!l->percent) {
        buf_adds(out, l->recognised ? _("đạt") : _("chưa đạt"));
    } else if (l->rate_known) {
        buf_addf(out, "%s ", _("công nhận"));
        number_add_vn(out, l->recognised);
        buf_adds(out, ": ");
        add_rate(out, l, l->rate);
    } else {
        buf_adds(out, _("chưa có số"));
    }
    if (p->present_territory)
        buf_addf(out, " (%s)", _("theo địa giới nay"));
    if (!p->closed)
        buf_addf(out, " (%s)", _("năm chưa chốt"));
    else if (l->lost) {
        buf_addf(out, "; %s ", _("mất danh hiệu"));
        number_add_vn(out, l->lost);
    }
    trim_line(out);
}

enum { ROW = 24, YEAR = 7 };

/* "Thôn Đông   38/75   43/75": recognised and total of each year. */
static void add_hamlets(struct buf *out, const struct progress_phase *p,
                        const struct progress_rows *rows, enum indicator what)
{
    const struct progress_rows *last = &rows[p->n - 1];
    struct buf cell = {0};
    add_cell(out, "", ROW, WIDTH_LEFT);
    for (size_t y = 0; y < p->n; y++) {
        buf_reset(&cell);
        buf_addf(&cell, "%d", p->year[y].year);
        add_cell(out, buf_str(&cell), YEAR, WIDTH_RIGHT);
    }
    buf_addc(out, '\n');
    for (size_t i = 0; i < last->n; i++) {
        buf_reset(&cell);
        buf_adds(&cell, "    ");
        text_add_safe(&cell, span_of(last->v[i].name));
        add_cell(out, buf_str(&cell), ROW, WIDTH_LEFT);
        for (size_t y = 0; y < p->n; y++) {
            const struct progress_line *l = NULL;
            for (size_t k = 0; k < rows[y].n && !l; k++)
                if (unit_eq(rows[y].v[k].unit, last->v[i].unit))
                    l = line_of(&rows[y].v[k], what);
            buf_reset(&cell);
            if (l && l->total_known && l->total)
                buf_addf(&cell, "%lld/%lld", (long long)l->recognised, (long long)l->total);
            else
                buf_addc(&cell, '-');
            add_cell(out, buf_str(&cell), YEAR, WIDTH_RIGHT);
        }
        trim_line(out);
    }
    buf_release(&cell);
}

void progress_add_text_phase(struct buf *out, const struct progress_phase *p,
                             const struct progress_rows *by_hamlet)
{
    const struct progress *last = &p->year[p->n - 1];
    buf_addf(out, _("Tiến độ %d-%d"), p->first, p->last);
    buf_adds(out, " · ");
    text_add_safe(out, span_of(last->name));
    buf_addf(out, " · %s ", _("đến ngày"));
    day_add_vn(out, last->as_of);
    buf_addc(out, '\n');
    for (size_t i = 0; i < p->lines; i++) {
        const struct phase_line *l = &p->line[i];
        buf_addf(out, "\n%s\n", progress_indicator_label(l->indicator));
        for (size_t y = 0; y < p->n; y++) {
            const struct progress_line *of = line_of(&p->year[y], l->indicator);
            if (of)
                add_year(out, &p->year[y], of);
        }
        if (l->goal.known) {
            buf_addf(out, "    %s %d: ", _("Mục tiêu"), l->goal.year);
            add_percent(out, l->goal.hundredths);
            buf_addc(out, '\n');
        }
        if (l->pace_known && l->pace > 0) {
            buf_adds(out, "    ");
            buf_addf(out, _("Còn %d năm, mỗi năm cần thêm "), l->years_left);
            number_add_hundredths_vn(out, l->pace);
            buf_addf(out, " %s\n", _("điểm %"));
        } else if (l->pace_known) {
            buf_addf(out, "    %s\n", _("năm chốt gần nhất đã đạt"));
        }
        if (l->every_year)
            add_note(out, _("Được công nhận mọi năm"), l->every_year);
        if (l->not_again)
            add_note(out, _("Năm trước được công nhận, năm này chưa công nhận lại"), l->not_again);
        if (by_hamlet)
            add_hamlets(out, p, by_hamlet, l->indicator);
    }
    buf_addc(out, '\n');
    add_fingerprint(out, last);
}
