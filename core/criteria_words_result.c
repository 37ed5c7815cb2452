/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The result of judging in words.
 */
#include "core/criteria_eval.h"
#include "locale/msg.h"

static void add_points(struct buf *out, int32_t h)
{
    criteria_mark_add((struct criteria_mark){.given = true, .points = h}, out);
}

void criteria_add_grade(const struct criteria_set *s, const struct criteria_result *r,
                        struct buf *out)
{
    if (s->method == CRITERIA_CHECKLIST) {
        if (r->level)
            buf_addf(out, "mức độ %d", r->level); /* kept in the record, so not translated */
    } else if (s->bands) {
        buf_adds(out, s->band[r->band].name);
    }
}

void criteria_add_result(const struct criteria_set *s, const struct criteria_result *r,
                         struct buf *out)
{
    if (s->method == CRITERIA_CHECKLIST) {
        if (!r->complete)
            buf_addf(out, _("đã xem %zu trên %zu tiêu chí"), s->n - r->open, s->n);
        else if (!r->level)
            buf_addf(out, _("chưa đạt mức 1: còn %zu tiêu chí"), r->unmet[0]);
        else
            buf_addf(out, _("đạt mức độ %d"), r->level);
        return;
    }
    add_points(out, r->score);
    buf_adds(out, _(" trên "));
    add_points(out, s->total);
    if (s->bands && r->complete)
        buf_addf(out, ": %s", s->band[r->band].name);
}

enum { CODES_MAX = 5, CODES_SOME = 3 }; /* more than five codes are not read any more */

static void add_codes(const struct criteria_set *s, const struct criteria_result *r,
                      enum criteria_state state, const char *label, struct buf *out)
{
    bool any = false;
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < s->n; i++)
        n += r->item[i].state == state;
    for (size_t i = 0; i < s->n; i++) {
        if (r->item[i].state != state)
            continue;
        if (n > CODES_MAX && shown == CODES_SOME) {
            buf_addf(out, _(" và %zu tiêu chí khác"), n - shown);
            return;
        }
        shown++;
        if (!any)
            buf_addf(out, "%s%s ", out->n ? "; " : "", label);
        buf_addf(out, "%s%s", any ? ", " : "", s->v[i].code);
        if (r->item[i].part_more && state == CRITERIA_ITEM_BLOCKS)
            buf_addf(out, " (%s %lld %s)", _("cần thêm"), (long long)r->item[i].part_more,
                     criteria_auto_counter(s->v[i].measure));
        any = true;
    }
}

void criteria_add_missing(const struct criteria_set *s, const struct criteria_result *r,
                          struct buf *out)
{
    struct buf b = {0};
    bool points = s->method == CRITERIA_POINTS;
    add_codes(s, r, CRITERIA_ITEM_WRONG, _("ghi sai"), &b);
    add_codes(s, r, CRITERIA_ITEM_BLOCKS, points ? _("chưa đạt mức bắt buộc") : _("chưa đạt"), &b);
    if (points && r->complete && r->lacking) {
        buf_adds(&b, b.n ? "; " : "");
        buf_adds(&b, _("thiếu "));
        add_points(&b, r->lacking);
        buf_addf(&b, _(" điểm để được %s"), s->band[s->recognised].name);
    }
    add_codes(s, r, CRITERIA_ITEM_OPEN, _("chưa chấm"), &b);
    if (!points && r->level == 1 && r->too_early) {
        buf_addf(&b, "%s%s", b.n ? "; " : "", _("từ ngày "));
        day_add_vn(&b, r->level_on);
        buf_adds(&b, _(" mới xét mức 2"));
    } else if (!points) {
        add_codes(s, r, CRITERIA_ITEM_UNKNOWN, _("bộ này chưa có số của mức 2:"), &b);
        add_codes(s, r, CRITERIA_ITEM_LESS, _("chưa tới mức 2:"), &b);
    }
    buf_add_span(out, buf_span(&b));
    buf_release(&b);
}
