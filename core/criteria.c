/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sets of criteria: their life, and the rules a set has to keep.
 */
#include "core/criteria.h"

#include <stdlib.h>
#include <string.h>

#include "locale/msg.h"
#include "locale/number.h"
#include "locale/utf8.h"

void criteria_set_release(struct criteria_set *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->v[i].code);
        free(s->v[i].name);
        free(s->v[i].level[0].words);
        free(s->v[i].level[1].words);
    }
    for (size_t i = 0; i < s->bands; i++)
        free(s->band[i].name);
    free(s->v);
    free(s->band);
    free(s->code);
    free(s->version);
    free(s->name);
    free(s->basis);
    free(s->authority);
    free(s->missing);
    free(s->period);
    free(s->submit_before);
    *s = (struct criteria_set){0};
}

void criteria_sets_release(struct criteria_sets *s)
{
    for (size_t i = 0; i < s->n; i++)
        criteria_set_release(&s->v[i]);
    free(s->v);
    *s = (struct criteria_sets){0};
}

bool criteria_set_eq(const struct criteria_set *a, const struct criteria_set *b)
{
    struct buf x = {0}, y = {0};
    criteria_add_json(a, &x);
    criteria_add_json(b, &y);
    bool same = span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return same;
}

int criteria_find(const struct criteria_set *s, struct span code)
{
    for (size_t i = 0; i < s->n; i++)
        if (span_eq_str(code, s->v[i].code))
            return (int)i;
    return -1;
}

void criteria_report_release(struct criteria_report *r)
{
    buf_release(&r->errors);
    buf_release(&r->warnings);
    *r = (struct criteria_report){0};
}

enum { REPORTED_MAX = 200 }; /* of each kind; a file of nonsense is not repeated in full */

void criteria_error(struct criteria_report *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (r->n_errors++ < REPORTED_MAX) {
        buf_vaddf(&r->errors, fmt, ap);
        buf_addc(&r->errors, '\n');
    }
    va_end(ap);
}

void criteria_warn(struct criteria_report *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (r->n_warnings++ < REPORTED_MAX) {
        buf_vaddf(&r->warnings, fmt, ap);
        buf_addc(&r->warnings, '\n');
    }
    va_end(ap);
}

/* ---- rules ---- */

static void check_codes(const struct criteria_set *s, struct criteria_report *r)
{
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < i; k++)
            if (*s->v[i].code && strcmp(s->v[i].code, s->v[k].code) == 0) {
                criteria_error(r,
                               _("Bộ %s, tiêu chí %s: mã này đã dùng cho tiêu chí trước; hãy đổi "
                                 "một trong hai."),
                               s->code, s->v[i].code);
                break;
            }
}

/* Of a title that the measure is about. */
static bool measures(enum criteria_auto a, enum title_id t)
{
    switch (a) {
    case CRITERIA_AUTO_NONE:
        return true;
    case CRITERIA_AUTO_HOME_CITIZENS:
        return t == TITLE_FAMILY;
    case CRITERIA_AUTO_CLAN_FAMILIES:
        return t == TITLE_CLAN;
    case CRITERIA_AUTO_HAMLET_FAMILIES:
    case CRITERIA_AUTO_HAMLET_CITIZENS:
        return t == TITLE_COMMUNITY;
    }
    return false;
}

static void check_criterion(const struct criteria_set *s, const struct criterion *c,
                            struct criteria_report *r)
{
    const struct criteria_level *l = c->level;
    if (c->floor > c->max)
        criteria_error(r, _("Bộ %s, tiêu chí %s: mức sàn (san) cao hơn điểm tối đa (max)."),
                       s->code, c->code);
    if (s->title != TITLE_NONE && !measures(c->measure, s->title))
        criteria_error(r,
                       _("Bộ %s, tiêu chí %s, mục auto: không tính được cho danh hiệu %s; hãy bỏ "
                         "mục này hoặc đổi từ khác."),
                       s->code, c->code, _(title_by_id(s->title)->label));
    if (c->when == CRITERIA_SCHOOLS && s->title != TITLE_NONE &&
        title_by_id(s->title)->subject != ENTITY_ORGANISATION)
        criteria_error(r, _("Bộ %s, tiêu chí %s, mục khi: chỉ dùng cho danh hiệu của đơn vị."),
                       s->code, c->code);
    if (c->input == CRITERIA_FIGURE && l[0].known && l[1].known && l[1].min < l[0].min)
        criteria_error(r, _("Bộ %s, tiêu chí %s: ngưỡng mức 2 thấp hơn mức 1; hãy xem lại."),
                       s->code, c->code);
}

/* As the file has it: 90, 7.5. */
static void add_points(struct buf *b, int64_t h)
{
    if (h % 100)
        number_add_hundredths_json(b, h);
    else
        buf_addf(b, "%lld", (long long)(h / 100));
}

static void check_total(const struct criteria_set *s, struct criteria_report *r)
{
    struct buf a = {0}, b = {0};
    int64_t sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += s->v[i].max;
    if (s->n && sum != s->total) {
        add_points(&a, sum);
        add_points(&b, s->total);
        criteria_error(r,
                       _("Bộ %s: các điểm tối đa (max) cộng lại là %s, không bằng total %s; hãy "
                         "sửa điểm hoặc total."),
                       s->code, buf_str(&a), buf_str(&b));
    }
    buf_release(&a);
    buf_release(&b);
}

static void check_bands(const struct criteria_set *s, struct criteria_report *r)
{
    for (size_t i = 0; i < s->bands; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(s->band[i].name, s->band[k].name) == 0)
                criteria_error(r, _("Bộ %s: hai bậc xếp loại cùng tên '%s'; hãy đổi tên một bậc."),
                               s->code, s->band[i].name);
    for (size_t i = 1; i < s->bands; i++)
        if (s->band[i].min >= s->band[i - 1].min)
            criteria_error(r,
                           _("Bộ %s: bậc '%s' phải có min thấp hơn bậc '%s' đứng trước; hãy xếp "
                             "từ cao xuống thấp."),
                           s->code, s->band[i].name, s->band[i - 1].name);
    if (s->bands && s->band[s->bands - 1].min != 0)
        criteria_error(r, _("Bộ %s: bậc cuối '%s' phải có min là 0 để điểm nào cũng có bậc."),
                       s->code, s->band[s->bands - 1].name);
    if (s->bands && s->band[0].min > s->total)
        criteria_error(r, _("Bộ %s: bậc '%s' có min cao hơn tổng điểm."), s->code, s->band[0].name);
}

static void check_checklist(const struct criteria_set *s, struct criteria_report *r)
{
    unsigned levels = 0;
    for (size_t i = 0; i < s->n; i++)
        levels |= s->v[i].levels;
    if (s->n && !(levels & 1))
        criteria_error(r, _("Bộ %s: chưa có tiêu chí nào cho mức 1; hãy xem lại mục levels."),
                       s->code);
    if (s->targets && (size_t)s->targets < s->n)
        criteria_warn(r, _("Bộ %s: targets_total nhỏ hơn số tiêu chí; hãy xem lại."), s->code);
}

void criteria_check(const struct criteria_set *s, struct criteria_report *r)
{
    check_codes(s, r);
    for (size_t i = 0; i < s->n; i++)
        check_criterion(s, &s->v[i], r);
    if (s->from && s->to && s->from > s->to)
        criteria_error(r, _("Bộ %s: năm đầu (from) ở sau năm cuối (to); hãy xem lại."), s->code);
    if (s->upgrade_months && s->method != CRITERIA_CHECKLIST)
        criteria_warn(r, _("Bộ %s: upgrade_after_months chỉ dùng cho method danh_sach nên bỏ qua."),
                      s->code);
    switch (s->method) {
    case CRITERIA_POINTS:
        check_total(s, r);
        check_bands(s, r);
        break;
    case CRITERIA_CHECKLIST:
        check_checklist(s, r);
        break;
    }
    if (s->status == CRITERIA_DRAFT && !r->n_errors)
        criteria_warn(r, _("Bộ %s: mẫu nháp, phải thay bằng văn bản chính thức khi có."), s->code);
    struct buf b = {0};
    criteria_add_json(s, &b);
    if (utf8_count(buf_span(&b)) > CRITERIA_TEXT_MAX)
        criteria_error(r, _("Bộ %s: dài quá %d chữ; hãy viết gọn tên các tiêu chí."), s->code,
                       CRITERIA_TEXT_MAX);
    buf_release(&b);
}
