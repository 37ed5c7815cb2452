/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The records behind a number: the scan itself says whom it counted, so the list is as long as the
 * figure. What a declared number has above the list (a yearfact, a household's number of workers,
 * an organisation's staff) has no record and cannot be shown.
 */
#include <stdlib.h>
#include <string.h>

#include "core/progress_private.h"
#include "locale/mem.h"

static enum title_id title_of(enum indicator what)
{
    switch (what) {
    case INDICATOR_CITIZEN_WORKER:
    case INDICATOR_CITIZEN_STAFF:
        return TITLE_CITIZEN;
    case INDICATOR_FAMILY:
    case INDICATOR_CLAN:
    case INDICATOR_COMMUNITY:
    case INDICATOR_ORGANISATION:
    case INDICATOR_CITIZEN:
    case INDICATOR_COMMUNE:
    case INDICATOR_ORGANISATION2:
        return (enum title_id)what;
    case INDICATOR_OFFICER_MANAGEMENT:
    case INDICATOR_OFFICER_IT:
    case INDICATOR_OFFICER_BRIEFED:
        break;
    }
    return TITLE_NONE;
}

/* An organisation that changed hands bears the title of before. */
static enum title_id other_title(enum title_id t)
{
    if (t == TITLE_ORGANISATION)
        return TITLE_ORGANISATION2;
    return t == TITLE_ORGANISATION2 ? TITLE_ORGANISATION : TITLE_NONE;
}

static enum status find_title(struct book_tx *t, const struct scan_found *f, struct unit_key unit,
                              enum title_id title, int year, struct record *r)
{
    enum status s = book_get_title(t, unit, f->id, title, year, r);
    if (s == STATUS_NOTFOUND && other_title(title) != TITLE_NONE)
        s = book_get_title(t, unit, f->id, other_title(title), year, r);
    return s;
}

static enum status give(struct book_tx *t, const struct scan_found *f, enum title_id title,
                        int year, explain_fn fn, void *context)
{
    struct record subject = {0}, record = {0};
    bool commune = title == TITLE_COMMUNE;
    enum status s = commune ? STATUS_OK : book_get(t, f->id, &subject);
    if (s != STATUS_OK)
        return s == STATUS_NOTFOUND ? STATUS_CORRUPT : s;
    enum status found = STATUS_NOTFOUND;
    if (title != TITLE_NONE)
        found = find_title(t, f, commune ? f->unit : subject.unit, title, year, &record);
    if (found == STATUS_OK || found == STATUS_NOTFOUND)
        s = fn(t, commune ? NULL : &subject, found == STATUS_OK ? &record : NULL, context);
    else
        s = found;
    if (found == STATUS_OK)
        record_release(&record);
    record_release(&subject);
    return s;
}

/* Officers are counted by their records too, but hold no title. */
static bool has_records(enum indicator what)
{
    return title_of(what) != TITLE_NONE || what >= INDICATOR_OFFICER_MANAGEMENT;
}

static enum status collect(struct book_tx *t, struct unit_key unit, int year,
                           struct scan_collect *c)
{
    struct scan s = {0};
    char name[8];
    enum status st = progress_allowed(t, unit, year);
    if (st == STATUS_OK)
        st = progress_name(t, unit, t->who->today, name, sizeof name);
    if (st == STATUS_OK && has_records(c->what))
        st = progress_scan(t, unit, year, year, 0, c, &s);
    progress_scan_release(&s);
    return st;
}

enum status progress_explain(struct book_tx *t, struct unit_key unit, enum indicator what, int year,
                             enum explain_state state, explain_fn fn, void *context)
{
    struct scan_collect c = {.what = what, .state = state};
    enum status st = collect(t, unit, year, &c);
    for (size_t i = 0; i < c.n && st == STATUS_OK; i++)
        st = give(t, &c.v[i], title_of(what), year, fn, context);
    free(c.v);
    return st == STATUS_NOTFOUND && c.n ? STATUS_OK : st;
}

enum status progress_explain_ids(struct book_tx *t, struct unit_key unit, enum indicator what,
                                 int year, enum explain_state state, struct explain_who **out,
                                 size_t *n)
{
    struct scan_collect c = {.what = what, .state = state};
    enum status st = collect(t, unit, year, &c);
    *out = mem_alloc((c.n + 1) * sizeof **out);
    *n = 0;
    for (size_t i = 0; i < c.n && st == STATUS_OK; i++)
        if (c.v[i].id)
            (*out)[(*n)++] = (struct explain_who){c.v[i].id, c.v[i].unit};
    free(c.v);
    return st;
}

day progress_day(int year, day today)
{
    return progress_counting_day(year, today);
}
