/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress as CSV: columns are the members of the JSON, goal's with "goal_" before them.
 */
#include <string.h>

#include "core/progress_print.h"
#include "locale/number.h"

/* Quoted where it must be; a leading ' keeps a spreadsheet from taking text for a formula. */
static void add_text(struct buf *out, const char *s)
{
    bool formula = *s && strchr("=+-@\t\r", *s);
    bool quote = formula || strpbrk(s, ",\"\r\n");
    if (quote)
        buf_addc(out, '"');
    if (formula)
        buf_addc(out, '\'');
    for (; *s; s++) {
        if (*s == '"')
            buf_addc(out, '"');
        buf_addc(out, *s);
    }
    if (quote)
        buf_addc(out, '"');
}

static void add_int(struct buf *out, bool known, int64_t n)
{
    buf_addc(out, ',');
    if (known)
        buf_addf(out, "%lld", (long long)n);
}

static void add_rate(struct buf *out, bool known, int32_t hundredths)
{
    buf_addc(out, ',');
    if (known)
        number_add_hundredths_json(out, hundredths);
}

static void add_source(struct buf *out, const struct progress_target *t)
{
    buf_addc(out, ',');
    if (t->known)
        add_text(out, t->source);
}

void progress_add_csv_head(struct buf *out)
{
    buf_adds(out,
             "unit,scheme,name,year,as_of,title,total,denominator,registered,proposed,"
             "recognised,decided,rate,registered_rate,target,target_source,gap,needed,goal_year,"
             "goal_percent,goal_source,goal_gap,goal_needed,moved,owing,lost,territory,"
             "fingerprint\r\n");
}

static void add_line(struct buf *out, const struct progress *p, const struct progress_line *l,
                     bool row_000)
{
    unit_add_code(out, p->code);
    buf_addf(out, "%s,%s,", row_000 ? "000" : "", unit_scheme_name(p->code));
    add_text(out, p->name);
    buf_addf(out, ",%d,", p->year);
    day_add_iso(out, p->as_of);
    buf_addf(out, ",%s", progress_indicator_name(l->indicator));
    add_int(out, l->total_known, l->total);
    buf_adds(out, l->declared ? ",declared" : ",records");
    add_int(out, true, l->registered);
    add_int(out, true, l->proposed);
    add_int(out, true, l->recognised);
    add_int(out, true, l->decided);
    add_rate(out, l->rate_known, l->rate);
    add_rate(out, l->rate_known, l->registered_rate);
    add_rate(out, l->target.known, l->target.hundredths);
    add_source(out, &l->target);
    add_rate(out, l->target.known && l->rate_known, l->gap);
    add_int(out, l->target.known && l->total_known, l->needed);
    add_int(out, l->goal.known, l->goal.year);
    add_rate(out, l->goal.known, l->goal.hundredths);
    add_source(out, &l->goal);
    add_rate(out, l->goal.known && l->rate_known, l->goal_gap);
    add_int(out, l->goal.known && l->total_known, l->goal_needed);
    add_int(out, true, l->moved);
    add_int(out, true, l->owing);
    add_int(out, p->closed, l->lost);
    buf_addf(out, ",%s,%s\r\n", p->present_territory ? "present" : "", p->fingerprint);
}

void progress_add_csv(struct buf *out, const struct progress *p, bool row_000)
{
    for (size_t i = 0; i < p->n; i++)
        add_line(out, p, &p->line[i], row_000);
}
