/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_template.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/field.h"
#include "forms/report_facts.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"
#include "locale/width.h"

enum { TEXT_MAX = 400 }; /* bytes of a title, a note, a head */

/* ---- codes ---- */

static const struct {
    const char *name;
    struct template_code code;
} plain[] = {
    {"index", {.source = TEMPLATE_INDEX}},
    {"name", {.source = TEMPLATE_NAME}},
    {"code", {.source = TEMPLATE_CODE}},
    {"households", {TEMPLATE_TITLE, INDICATOR_FAMILY, FIGURE_TOTAL}},
    {"people", {.source = TEMPLATE_FACT, .what = FACT_PEOPLE}},
    {"adults", {TEMPLATE_TITLE, INDICATOR_CITIZEN, FIGURE_TOTAL}},
    {"members.count", {.source = TEMPLATE_FACT, .what = FACT_MEMBERS}},
    {"members.rate", {.source = TEMPLATE_SHARE, .what = FACT_MEMBERS}},
    {"members.briefed", {.source = TEMPLATE_FACT, .what = FACT_BRIEFED}},
    {"boards", {.source = TEMPLATE_FACT, .what = FACT_BOARDS}},
    {"poor", {.source = TEMPLATE_FACT, .what = FACT_POOR}},
    {"school_age", {.source = TEMPLATE_FACT, .what = FACT_SCHOOL_AGE}},
    {"dropped_out", {.source = TEMPLATE_FACT, .what = FACT_DROPPED_OUT}},
    {"cannot_read", {.source = TEMPLATE_FACT, .what = FACT_CANNOT_READ}},
    {"fund.opening", {.source = TEMPLATE_FUND, .what = FUND_FIGURE_OPENING}},
    {"fund.in", {.source = TEMPLATE_FUND, .what = FUND_FIGURE_IN}},
    {"fund.out", {.source = TEMPLATE_FUND, .what = FUND_FIGURE_OUT}},
    {"fund.closing", {.source = TEMPLATE_FUND, .what = FUND_FIGURE_CLOSING}},
    {"fund.scholarships", {.source = TEMPLATE_FUND, .what = FUND_FIGURE_SCHOLARSHIPS}},
    {"fund.scholarship_amount", {.source = TEMPLATE_FUND, .what = FUND_FIGURE_SCHOLARSHIP_AMOUNT}},
    {"fund.rewards", {.source = TEMPLATE_FUND, .what = FUND_FIGURE_REWARDS}},
    {"fund.reward_amount", {.source = TEMPLATE_FUND, .what = FUND_FIGURE_REWARD_AMOUNT}},
    {"centre.classes", {.source = TEMPLATE_RECORD, .what = RECORD_CENTRE_CLASSES}},
    {"centre.participants", {.source = TEMPLATE_RECORD, .what = RECORD_CENTRE_PARTICIPANTS}},
    {"activity.count", {.source = TEMPLATE_RECORD, .what = RECORD_ACTIVITIES}},
    {"activity.participants", {.source = TEMPLATE_RECORD, .what = RECORD_PARTICIPANTS}},
    {"awards.merit", {.source = TEMPLATE_RECORD, .what = RECORD_MERIT}},
    {"awards.certificate", {.source = TEMPLATE_RECORD, .what = RECORD_CERTIFICATE}},
};
enum { PLAIN = sizeof plain / sizeof *plain };

static const char *const figures[] = {
    [FIGURE_TOTAL] = "total",
    [FIGURE_REGISTERED] = "registered",
    [FIGURE_REGISTERED_RATE] = "registered_rate",
    [FIGURE_PROPOSED] = "proposed",
    [FIGURE_RECOGNISED] = "recognised",
    [FIGURE_RATE] = "rate",
    [FIGURE_TARGET] = "target",
    [FIGURE_GAP] = "gap",
    [FIGURE_NEEDED] = "needed",
    [FIGURE_GOAL] = "goal",
    [FIGURE_GOAL_GAP] = "goal_gap",
    [FIGURE_GOAL_NEEDED] = "goal_needed",
};
enum { FIGURES = sizeof figures / sizeof *figures };

bool template_code_parse(struct span name, struct template_code *out)
{
    for (size_t i = 0; i < PLAIN; i++)
        if (span_eq_str(name, plain[i].name)) {
            *out = plain[i].code;
            return true;
        }
    const char *dot = name.n ? memchr(name.p, '.', name.n) : NULL;
    if (!dot)
        return false;
    struct span title = {name.p, (size_t)(dot - name.p)};
    struct span figure = {dot + 1, name.n - title.n - 1};
    for (const struct choice *c = indicator_choices; c->name; c++)
        for (int i = 0; i < FIGURES; i++)
            if (span_eq_str(title, c->name) && span_eq_str(figure, figures[i])) {
                *out = (struct template_code){TEMPLATE_TITLE, (enum indicator)c->code, i};
                return true;
            }
    return false;
}

/* Codes of one family stand together: "fund.opening|in|out". */
static void add_plain(struct buf *out)
{
    for (size_t i = 0; i < PLAIN; i++) {
        const char *name = plain[i].name, *dot = strchr(name, '.');
        const char *last = i ? strchr(plain[i - 1].name, '.') : NULL;
        size_t n = dot ? (size_t)(dot - name) + 1 : 0;
        bool same = dot && last && strncmp(plain[i - 1].name, name, n) == 0;
        buf_addf(out, "%s%s", same ? "|" : i ? " " : "", same ? name + n : name);
    }
}

static void add_titles(struct buf *out)
{
    for (const struct choice *c = indicator_choices; c->name; c++)
        buf_addf(out, "%s%s", c == indicator_choices ? "" : "|", c->name);
}

static void add_figures(struct buf *out)
{
    for (int i = 0; i < FIGURES; i++)
        buf_addf(out, "%s%s", i ? "|" : "", figures[i]);
}

void template_codes(struct buf *out)
{
    add_plain(out);
    buf_adds(out, "; ");
    add_titles(out);
    buf_addc(out, '.');
    add_figures(out);
}

/* ---- lines ---- */

struct parsing {
    struct report_template *t;
    struct detail *d;
    uint64_t line;
};

/* Returns STATUS_INVALID with the sentence and the line. */
static enum status wrong(struct parsing *p, const char *sentence, struct span what)
{
    struct buf shown = {0};
    if (what.n > 60)
        what.n = 60;
    what.n -= utf8_tail(what);
    text_add_safe(&shown, what);
    detail_set(p->d, STATUS_INVALID, sentence, (unsigned long long)p->line, buf_str(&shown));
    if (p->d)
        p->d->position = p->line;
    buf_release(&shown);
    return STATUS_INVALID;
}

/* Says what may stand there: behind a title its figures, else the other codes and the titles. All
 * of them would not fit one message. */
static enum status no_such_code(struct parsing *p, struct span name)
{
    struct buf shown = {0}, codes = {0};
    const char *dot = name.n ? memchr(name.p, '.', name.n) : NULL;
    struct span title = {name.p, dot ? (size_t)(dot - name.p) : name.n};
    bool of_title = false;
    for (const struct choice *c = indicator_choices; c->name; c++)
        of_title |= span_eq_str(title, c->name);
    if (of_title) {
        buf_add_span(&codes, title);
        buf_addc(&codes, '.');
        add_figures(&codes);
    } else {
        add_plain(&codes);
        buf_addc(&codes, ' ');
        add_titles(&codes);
    }
    if (name.n > 16)
        name.n = 16;
    name.n -= utf8_tail(name);
    text_add_safe(&shown, name);
    detail_set(p->d, STATUS_INVALID, _("Mẫu, dòng %llu: không có mã '%s'. Có: %s."),
               (unsigned long long)p->line, buf_str(&shown), buf_str(&codes));
    if (p->d)
        p->d->position = p->line;
    buf_release(&shown);
    buf_release(&codes);
    return STATUS_INVALID;
}

static struct span cut(struct span *s, const char *at, size_t n)
{
    struct span before = {s->p, (size_t)(at - s->p)};
    *s = span_trim(span_make(at + n, s->n - before.n - n));
    return span_trim(before);
}

/* Editors like to begin a line with a capital. */
static bool is_word(struct span s, const char *word)
{
    return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

static bool parse_code(struct span name, struct template_code *out)
{
    char lower[64];
    if (name.n > sizeof lower)
        return false;
    for (size_t i = 0; i < name.n; i++)
        lower[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i];
    return template_code_parse(span_make(lower, name.n), out);
}

/* "Group / Head = code" */
static enum status column(struct parsing *p, struct span s)
{
    struct template_code code;
    const char *equals = s.n ? memrchr(s.p, '=', s.n) : NULL;
    if (!equals)
        return wrong(p,
                     _("Mẫu biểu, dòng %llu: '%s' thiếu dấu = và mã. Ví dụ: column: Số hộ = "
                       "households"),
                     s);
    struct span name = s;
    struct span head = cut(&name, equals, 1);
    if (!parse_code(name, &code))
        return no_such_code(p, name);
    if (!head.n || head.n > TEXT_MAX)
        return wrong(p,
                     _("Mẫu biểu, dòng %llu: cột '%s' chưa có tên, hoặc tên quá dài. Ví dụ: "
                       "column: Số hộ = households"),
                     name);
    if (p->t->columns == TEMPLATE_COLUMNS_MAX)
        return wrong(p,
                     _("Mẫu biểu, dòng %llu: quá nhiều cột, một biểu có nhiều nhất 200 cột. Hãy "
                       "tách '%s' sang biểu khác."),
                     head);
    const char *slash = memmem(head.p, head.n, " / ", 3);
    struct span group = {0};
    if (slash)
        group = cut(&head, slash, 3);
    p->t->column = mem_realloc_array(p->t->column, p->t->columns + 1, sizeof *p->t->column);
    p->t->column[p->t->columns++] =
        (struct template_column){group.n ? span_dup(group) : NULL, span_dup(head), code};
    return STATUS_OK;
}

static enum status statement(struct parsing *p, struct span line)
{
    const char *colon = memchr(line.p, ':', line.n);
    struct span text = line, key = {0};
    if (colon)
        key = cut(&text, colon, 1);
    if (is_word(key, "column"))
        return column(p, text);
    if (text.n > TEXT_MAX)
        return wrong(p, _("Mẫu biểu, dòng %llu: chữ quá dài, hãy viết ngắn lại: '%s'..."), text);
    if (is_word(key, "title")) {
        free(p->t->title);
        p->t->title = span_dup(text);
        return STATUS_OK;
    }
    if (is_word(key, "note")) {
        p->t->note = mem_realloc_array(p->t->note, p->t->notes + 1, sizeof *p->t->note);
        p->t->note[p->t->notes++] = span_dup(text);
        return STATUS_OK;
    }
    return wrong(p,
                 _("Mẫu biểu, dòng %llu: không hiểu '%s'. Mỗi dòng bắt đầu bằng title:, column:, "
                   "note: hoặc dấu #."),
                 line);
}

static enum status lines(struct parsing *p, struct span text)
{
    enum status s = STATUS_OK;
    while (text.n && s == STATUS_OK) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end ? (size_t)(end - text.p) : text.n;
        struct span line = span_trim(span_make(text.p, n));
        text = span_make(text.p + n + (end != NULL), text.n - n - (end != NULL));
        p->line++;
        if (line.n && line.p[0] != '#')
            s = statement(p, line);
    }
    return s;
}

/* A Word or Excel file is what people try first. */
static enum status readable(struct span text, struct detail *d)
{
    bool office = text.n >= 4 &&
                  (memcmp(text.p, "PK\3\4", 4) == 0 || memcmp(text.p, "\xD0\xCF\x11\xE0", 4) == 0);
    if (office)
        return detail_set(
            d, STATUS_INVALID,
            _("Mẫu biểu phải là tệp chữ, không phải tệp Word hay Excel. Hãy mở Notepad, "
              "ghi mỗi cột một dòng, ví dụ column: Số hộ = households, rồi lưu kiểu "
              "UTF-8."));
    if (text.n > TEMPLATE_BYTES_MAX)
        return detail_set(d, STATUS_INVALID,
                          _("Mẫu biểu lớn quá: có lẽ nhầm tệp. Mỗi cột chỉ cần một dòng chữ."));
    if (!utf8_valid(text) || (text.n && memchr(text.p, 0, text.n)))
        return detail_set(
            d, STATUS_INVALID,
            _("Mẫu biểu không phải tệp chữ UTF-8. Hãy đổi bằng 'hoctap convert' rồi làm "
              "lại."));
    return STATUS_OK;
}

enum status template_parse(struct span text, struct report_template *out, struct detail *d)
{
    struct parsing p = {.t = out, .d = d};
    *out = (struct report_template){0};
    if (text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0)
        text = span_make(text.p + 3, text.n - 3);
    enum status s = readable(text, d);
    if (s != STATUS_OK)
        return s;
    s = lines(&p, text);
    if (s == STATUS_OK && !out->columns)
        s = detail_set(d, STATUS_INVALID,
                       _("Mẫu biểu chưa có cột nào. Hãy thêm, ví dụ: column: Số hộ = households"));
    if (s != STATUS_OK)
        template_release(out);
    return s;
}

void template_release(struct report_template *t)
{
    for (size_t i = 0; i < t->columns; i++) {
        free(t->column[i].group);
        free(t->column[i].label);
    }
    for (size_t i = 0; i < t->notes; i++)
        free(t->note[i]);
    free(t->column);
    free(t->note);
    free(t->title);
    *t = (struct report_template){0};
}

/* ---- the sheet of every year ---- */

#define OF_TITLE(head, name)                                                                       \
    "column: " head " / Tổng = " name ".total\n"                                                   \
    "column: " head " / Đăng ký = " name ".registered\n"                                           \
    "column: " head " / Công nhận = " name ".recognised\n"                                         \
    "column: " head " / Tỷ lệ trên tổng = " name ".rate\n"                                         \
    "column: " head " / Chỉ tiêu năm = " name ".target\n"                                          \
    "column: " head " / Chênh lệch (điểm %) = " name ".gap\n"

const char *template_default(void)
{
    return "title: Biểu thống kê kết quả xây dựng xã hội học tập năm {year}\n"
           "column: Tên thôn, tổ dân phố = name\n"
           "column: Số liệu chung / Số hộ = households\n"
           "column: Số liệu chung / Nhân khẩu = people\n"
           "column: Số liệu chung / Người lớn = adults\n"
           "column: Số liệu chung / Hội viên khuyến học = members.count\n"
           "column: Số liệu chung / Hội viên trên dân số = members.rate\n"
           "column: Số liệu chung / Chi hội, ban khuyến học = boards\n" OF_TITLE("Gia đình học tập",
                                                                                 "family")
               OF_TITLE("Dòng họ học tập", "clan") OF_TITLE("Cộng đồng học tập", "community")
                   OF_TITLE("Đơn vị học tập", "organisation") OF_TITLE(
                       "Công dân học tập",
                       "citizen") "column: Quỹ khuyến học (đồng) / Số dư đầu = fund.opening\n"
                                  "column: Quỹ khuyến học (đồng) / Thu = fund.in\n"
                                  "column: Quỹ khuyến học (đồng) / Chi = fund.out\n"
                                  "column: Quỹ khuyến học (đồng) / Số dư cuối = fund.closing\n"
                                  "column: Học bổng / Suất = fund.scholarships\n"
                                  "column: Học bổng / Tiền (đồng) = fund.scholarship_amount\n"
                                  "column: Khen thưởng từ quỹ / Suất = fund.rewards\n"
                                  "column: Khen thưởng từ quỹ / Tiền (đồng) = fund.reward_amount\n"
                                  "column: TTHTCĐ / Lớp, chuyên đề = centre.classes\n"
                                  "column: TTHTCĐ / Lượt người = centre.participants\n"
                                  "column: Phổ cập, xóa mù chữ / Trẻ bỏ học = dropped_out\n"
                                  "column: Phổ cập, xóa mù chữ / Người lớn chưa biết chữ = "
                                  "cannot_read\n"
                                  "column: Khen thưởng / Bằng khen = awards.merit\n"
                                  "column: Khen thưởng / Giấy khen = awards.certificate\n";
}
