/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A set as JSON for the book and as lines for people. Numbers are printed from whole hundredths:
 * a library that prints doubles makes 69.959999999999994 of 69.96.
 */
#include "core/criteria_json.h"
#include "locale/msg.h"
#include "locale/number.h"

/* ---- JSON ---- */

static void add_key(struct buf *b, const char *key)
{
    char last = b->n ? b->p[b->n - 1] : 0;
    buf_adds(b, last == '{' ? "\"" : ", \"");
    buf_addf(b, "%s\": ", key);
}

static void add_string(struct buf *b, const char *key, const char *text)
{
    if (!*text)
        return;
    add_key(b, key);
    json_add_string(b, span_of(text));
}

static void add_int(struct buf *b, const char *key, int n)
{
    if (!n)
        return;
    add_key(b, key);
    buf_addf(b, "%d", n);
}

/* Hundredths without noughts at the end: 750 is 7.5. */
static void add_number(struct buf *b, int32_t h)
{
    buf_addf(b, "%d", h / 100);
    if (h % 100)
        buf_addf(b, h % 10 ? ".%02d" : ".%d", h % 10 ? h % 100 : h % 100 / 10);
}

/* A percent in hundredths as a share: 6500 is 0.65. */
static void add_share(struct buf *b, int32_t h)
{
    char digits[12];
    int n = snprintf(digits, sizeof digits, "%d.%04d", h / 10000, h % 10000);
    while (n > 1 && digits[n - 1] == '0' && digits[n - 2] != '.')
        n--;
    buf_add(b, digits, (size_t)n);
}

static void add_levels(const struct criterion *c, struct buf *b)
{
    bool any = false;
    add_key(b, "levels");
    buf_adds(b, c->levels == 3 ? "[1, 2]" : c->levels == 2 ? "[2]" : c->levels ? "[1]" : "[]");
    for (int i = 0; i < 2; i++) {
        const struct criteria_level *l = &c->level[i];
        if (!l->asked)
            continue;
        if (!any) {
            add_key(b, "nguong");
            buf_addc(b, '{');
        }
        buf_addf(b, any ? ", \"%d\": " : "\"%d\": ", i + 1);
        any = true;
        if (!l->known)
            buf_adds(b, "null");
        else if (l->words)
            json_add_string(b, span_of(l->words));
        else
            add_number(b, l->min);
    }
    if (any)
        buf_addc(b, '}');
}

static void add_points(const struct criterion *c, struct buf *b)
{
    add_key(b, "max");
    add_number(b, c->max);
    add_key(b, "bat_buoc");
    buf_adds(b, c->mandatory ? "true" : "false");
    if (c->floor) {
        add_key(b, "san");
        add_number(b, c->floor);
    }
    if (c->na)
        add_string(b, "na", criteria_word_of(criteria_na_words, c->na));
    if (!c->measure)
        return;
    add_string(b, "auto", criteria_word_of(criteria_auto_words, c->measure));
    if (c->share) {
        add_key(b, "nguong");
        add_share(b, c->share);
    }
    if (c->whole)
        add_string(b, "cach_tinh", criteria_word_of(criteria_scale_words, 1));
}

static void add_criterion(const struct criteria_set *s, const struct criterion *c, struct buf *b)
{
    buf_addc(b, '{');
    add_string(b, "id", c->code);
    add_string(b, "ten", c->name);
    if (s->method == CRITERIA_CHECKLIST)
        add_levels(c, b);
    else
        add_points(c, b);
    if (c->when)
        add_string(b, "khi", criteria_word_of(criteria_when_words, c->when));
    buf_addc(b, '}');
}

static void add_bands(const struct criteria_set *s, struct buf *b)
{
    if (!s->bands)
        return;
    buf_adds(b, ",\n \"bands\": [");
    for (size_t i = 0; i < s->bands; i++) {
        buf_adds(b, i ? ", {" : "{");
        add_string(b, "ten", s->band[i].name);
        add_key(b, "min");
        add_number(b, s->band[i].min);
        buf_addc(b, '}');
    }
    buf_addc(b, ']');
    if (s->recognised < s->bands)
        add_string(b, "recognised_from", s->band[s->recognised].name);
    if (s->bands_draft)
        add_string(b, "bands_status", "nhap");
}

void criteria_add_json(const struct criteria_set *s, struct buf *b)
{
    const struct title_kind *k = title_by_id(s->title);
    buf_addc(b, '{');
    add_string(b, "id", s->code);
    add_string(b, "version", s->version);
    add_string(b, "danh_hieu", k ? k->name : "");
    add_string(b, "title", s->name);
    add_string(b, "status", criteria_word_of(criteria_status_words, s->status));
    add_string(b, "basis", s->basis);
    add_string(b, "authority", s->authority);
    add_string(b, "missing", s->missing);
    add_string(b, "period", s->period);
    add_string(b, "submit_before", s->submit_before);
    add_int(b, "from", s->from);
    add_int(b, "to", s->to);
    add_int(b, "counts_years", s->counts_years);
    add_int(b, "term_months", s->term_months);
    add_int(b, "upgrade_after_months", s->upgrade_months);
    add_int(b, "votes_min_percent", s->votes_min);
    add_int(b, "targets_total", s->targets);
    add_int(b, "forms_by_group", s->forms_by_group);
    add_string(b, "method", criteria_word_of(criteria_method_words, s->method));
    if (s->method == CRITERIA_POINTS) {
        add_key(b, "total");
        add_number(b, s->total);
    }
    buf_adds(b, ",\n \"criteria\": [");
    for (size_t i = 0; i < s->n; i++) {
        buf_adds(b, i ? ",\n  " : "\n  ");
        add_criterion(s, &s->v[i], b);
    }
    buf_addc(b, ']');
    add_bands(s, b);
    buf_addc(b, '}');
}

/* ---- people ---- */

void criteria_add_name(const struct criteria_set *s, struct buf *out)
{
    buf_addf(out, _("%s, bản %s"), s->code, s->version);
}

static void add_vn(struct buf *b, int32_t h)
{
    if (h % 100)
        number_add_hundredths_vn(b, h);
    else
        number_add_vn(b, h / 100);
}

void criteria_add_threshold(const struct criterion *c, struct buf *b)
{
    if (c->measure) {
        buf_addf(b, "%s", criteria_auto_label(c->measure));
        if (c->share) {
            buf_adds(b, _(", từ "));
            add_vn(b, c->share);
            buf_adds(b, _(" % là đủ điểm"));
        }
    }
    for (int i = 0; i < 2; i++) {
        const struct criteria_level *l = &c->level[i];
        if (!l->asked)
            continue;
        buf_addf(b, _("%smức %d: "), i && c->level[0].asked ? "; " : "", i + 1);
        if (!l->known) {
            buf_adds(b, _("xem văn bản"));
        } else if (l->words) {
            buf_adds(b, l->words);
        } else {
            buf_adds(b, _("từ "));
            add_vn(b, l->min);
            buf_adds(b, " %");
        }
    }
}

static void add_line(struct buf *b, const char *label, const char *text)
{
    if (*text)
        buf_addf(b, "%s: %s\n", label, text);
}

static void add_notes(const struct criterion *c, struct buf *b)
{
    struct buf t = {0};
    criteria_add_threshold(c, &t);
    if (t.n)
        buf_addf(b, "        %s\n", buf_str(&t));
    if (c->floor) {
        buf_adds(b, "        ");
        buf_adds(b, _("dưới "));
        add_vn(b, c->floor);
        buf_adds(b, _(" điểm thì không được công nhận\n"));
    }
    if (c->na)
        buf_addf(b, "        %s\n", criteria_na_label(c->na));
    if (c->when)
        buf_addf(b, "        %s\n", criteria_when_label(c->when));
    buf_release(&t);
}

static void add_items(const struct criteria_set *s, struct buf *b)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct criterion *c = &s->v[i];
        buf_addf(b, "  %-6s%s %s", c->code, c->mandatory ? "*" : " ", c->name);
        if (s->method == CRITERIA_POINTS) {
            buf_adds(b, _(": tối đa "));
            add_vn(b, c->max);
        } else if (c->levels == 1) {
            buf_adds(b, _(": chỉ mức 1"));
        } else if (c->levels == 2) {
            buf_adds(b, _(": chỉ mức 2"));
        }
        buf_addc(b, '\n');
        add_notes(c, b);
    }
}

static void add_grades(const struct criteria_set *s, struct buf *b)
{
    buf_addf(b, "%s: ", _("Xếp loại"));
    for (size_t i = 0; i < s->bands; i++) {
        buf_addf(b, _("%s%s từ "), i ? "; " : "", s->band[i].name);
        add_vn(b, s->band[i].min);
    }
    buf_addf(b, "%s\n", s->bands_draft ? _(" (xếp loại là tạm đặt)") : "");
    buf_addf(b, _("Được công nhận từ bậc %s"), s->band[s->recognised].name);
    buf_addc(b, '\n');
}

static void add_terms(const struct criteria_set *s, struct buf *b)
{
    if (s->counts_years == 1)
        buf_adds(b, _("Kết quả có giá trị trong năm được công nhận.\n"));
    else
        buf_addf(b, _("Kết quả có giá trị %d năm, kể cả năm được công nhận.\n"), s->counts_years);
    if (s->upgrade_months)
        buf_addf(b, _("Đạt mức 1 rồi, sau %d tháng mới được xét mức 2.\n"), s->upgrade_months);
    if (s->votes_min)
        buf_addf(b, _("Bình xét đạt thì ít nhất %d %% người dự họp đồng ý.\n"), s->votes_min);
    if (s->from && s->to)
        buf_addf(b, _("Dùng cho các năm %d đến %d.\n"), s->from, s->to);
    else if (s->from)
        buf_addf(b, _("Dùng từ năm %d.\n"), s->from);
    else if (s->to)
        buf_addf(b, _("Dùng đến hết năm %d.\n"), s->to);
}

void criteria_add_text(const struct criteria_set *s, struct buf *b)
{
    const char *note = criteria_status_note(s->status);
    const struct choice *c = field_choice_by_code(criteria_status_choices, s->status);
    buf_addf(b, "%s\n", s->name);
    if (*note)
        buf_addf(b, "%s.\n", note);
    buf_addf(b, _("Mã %s, bản %s\n"), s->code, s->version);
    add_line(b, _("Danh hiệu"), _(title_by_id(s->title)->label));
    add_line(b, _("Tình trạng"), _(c->label));
    add_line(b, _("Căn cứ"), s->basis);
    add_line(b, _("Cơ quan công nhận"), s->authority);
    add_line(b, _("Còn thiếu so với văn bản"), s->missing);
    add_line(b, _("Kỳ số liệu"), s->period);
    add_line(b, _("Nộp hồ sơ trước ngày"), s->submit_before);
    add_line(b, _("Cách đánh giá"),
             _(field_choice_by_code(criteria_method_choices, s->method)->label));
    add_terms(s, b);
    if (s->method == CRITERIA_POINTS) {
        buf_adds(b, _("Tiêu chí (* bắt buộc), tổng điểm "));
        add_vn(b, s->total);
        buf_adds(b, ":\n");
    } else {
        buf_adds(b, _("Tiêu chí:\n"));
    }
    add_items(s, b);
    if (s->bands)
        add_grades(s, b);
}
