/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds without a record, said below a list: the dates of the plans below those that were
 * recorded.
 */
#include "core/deadline.h"
#include "forms/list_private.h"
#include "locale/day.h"
#include "locale/msg.h"

static void add_deadline(const struct deadline *d, struct buf *out)
{
    buf_addf(out, _("- %s: báo cáo năm, trước ngày "), deadline_level_label(d->level));
    day_add_vn(out, d->before);
    buf_adds(out, d->proposed ? _(" (đề xuất)") : "");
    buf_addf(out, _("; nộp cho %s. Theo %s.\n"), _(d->to), _(d->source));
}

static enum status add_deadlines(struct book_tx *t, struct unit_key unit, struct buf *out)
{
    struct deadline v[DEADLINES_MAX], country;
    struct unit_key vn = {"1VN000000"};
    int year = day_year(t->who->today);
    size_t n = 0;
    enum status s = deadline_list(t, unit, year, v, &n);
    if (s != STATUS_OK)
        return s;
    buf_adds(out, _("Hạn có sẵn theo các kế hoạch; ghi phiếu khác thì theo phiếu:\n"));
    for (size_t i = 0; i < n; i++)
        if (!v[i].id)
            add_deadline(&v[i], out);
    deadline_find(&vn, 1, DEADLINE_PROVINCE, year, &country);
    if (unit_level(unit) != UNIT_HAMLET)
        add_deadline(&country, out);
    return STATUS_OK;
}

enum status list_make_foot(const struct list *l, struct book_tx *t, struct buf *out)
{
    struct unit_key unit = unit_level(l->q.unit) == UNIT_NONE ? l->book->commune : l->q.unit;
    if (l->e->id != ENTITY_DEADLINE)
        return STATUS_OK;
    return add_deadlines(t, unit, out);
}
