/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/field.h"
#include "core/progress_print.h"
#include "locale/number.h"

static void add_key(struct buf *out, const char *key)
{
    buf_addf(out, "\"%s\":", key);
}

static void add_text(struct buf *out, const char *key, const char *text)
{
    add_key(out, key);
    json_add_string(out, span_of(text));
}

static void add_int(struct buf *out, const char *key, int64_t n)
{
    buf_addf(out, "\"%s\":%lld", key, (long long)n);
}

static void add_int_if(struct buf *out, const char *key, bool known, int64_t n)
{
    if (known)
        add_int(out, key, n);
    else
        buf_addf(out, "\"%s\":null", key);
}

/* 65.20, and always with two decimals */
static void add_rate(struct buf *out, const char *key, bool known, int32_t hundredths)
{
    add_key(out, key);
    if (known)
        number_add_hundredths_json(out, hundredths);
    else
        buf_adds(out, "null");
}

/* A target as people set it: 80, or 72.50 */
static void add_percent(struct buf *out, const char *key, const struct progress_target *t)
{
    if (!t->known || t->hundredths % 100)
        add_rate(out, key, t->known, t->hundredths);
    else
        add_int(out, key, t->hundredths / 100);
}

static void add_source(struct buf *out, const char *key, const struct progress_target *t)
{
    if (t->known && t->source[0])
        add_text(out, key, t->source);
    else
        buf_addf(out, "\"%s\":null", key);
}

static void add_goal(struct buf *out, const struct progress_line *l)
{
    add_key(out, "goal");
    if (!l->goal.known) {
        buf_adds(out, "null");
        return;
    }
    buf_addc(out, '{');
    add_int(out, "year", l->goal.year);
    buf_addc(out, ',');
    add_percent(out, "percent", &l->goal);
    buf_addc(out, ',');
    add_source(out, "source", &l->goal);
    buf_addc(out, ',');
    add_rate(out, "gap", l->rate_known, l->goal_gap);
    buf_addc(out, ',');
    add_int_if(out, "needed", l->total_known, l->goal_needed);
    buf_addc(out, '}');
}

static void add_counts(struct buf *out, const struct progress_line *l)
{
    add_int_if(out, "total", l->total_known, l->total);
    buf_addc(out, ',');
    add_text(out, "denominator", l->declared ? "declared" : "records");
    buf_addc(out, ',');
    add_int(out, "registered", l->registered);
    buf_addc(out, ',');
    add_int(out, "proposed", l->proposed);
    buf_addc(out, ',');
    add_int(out, "recognised", l->recognised);
    buf_addc(out, ',');
    add_int(out, "decided", l->decided);
    buf_addc(out, ',');
    add_rate(out, "rate", l->rate_known, l->rate);
    buf_addc(out, ',');
    add_rate(out, "registered_rate", l->rate_known, l->registered_rate);
}

static void add_line(struct buf *out, const struct progress *p, const struct progress_line *l,
                     bool with_lost)
{
    buf_addc(out, '{');
    add_text(out, "title", progress_indicator_name(l->indicator));
    buf_addc(out, ',');
    add_counts(out, l);
    buf_addc(out, ',');
    add_percent(out, "target", &l->target);
    buf_addc(out, ',');
    add_source(out, "target_source", &l->target);
    buf_addc(out, ',');
    add_rate(out, "gap", l->target.known && l->rate_known, l->gap);
    buf_addc(out, ',');
    add_int_if(out, "needed", l->target.known && l->total_known, l->needed);
    buf_addc(out, ',');
    add_goal(out, l);
    if (l->more_than_declared)
        buf_adds(out, ",\"more_than_declared\":true");
    if (l->moved)
        buf_addf(out, ",\"moved\":%lld", (long long)l->moved);
    if (l->owing)
        buf_addf(out, ",\"owing\":%lld", (long long)l->owing);
    if (with_lost) {
        buf_addc(out, ',');
        add_int_if(out, "lost", p->closed, l->lost);
    }
    buf_addc(out, '}');
}

static void add_unit(struct buf *out, struct unit_key unit, const char *name, bool row_000)
{
    struct buf code = {0};
    unit_add_code(&code, unit);
    if (row_000)
        buf_adds(&code, "000");
    add_text(out, "unit", buf_str(&code));
    buf_addc(out, ',');
    add_text(out, "scheme", unit_scheme_name(unit));
    buf_addc(out, ',');
    add_text(out, "name", name);
    buf_release(&code);
}

/* Without the closing brace. */
static void add_progress(struct buf *out, const struct progress *p, bool row_000, bool with_lost)
{
    buf_addc(out, '{');
    add_unit(out, p->code, p->name, row_000);
    buf_addc(out, ',');
    add_int(out, "year", p->year);
    buf_adds(out, ",\"as_of\":\"");
    day_add_iso(out, p->as_of);
    buf_adds(out, "\",");
    add_text(out, "fingerprint", p->fingerprint);
    if (p->present_territory)
        buf_adds(out, ",\"territory\":\"present\"");
    buf_adds(out, ",\"titles\":[");
    for (size_t i = 0; i < p->n; i++) {
        if (i)
            buf_addc(out, ',');
        add_line(out, p, &p->line[i], with_lost);
    }
    buf_addc(out, ']');
}

void progress_add_json(struct buf *out, const struct progress *p)
{
    add_progress(out, p, false, false);
    buf_addc(out, '}');
}

static void add_phase_line(struct buf *out, const struct phase_line *l)
{
    bool people = l->indicator >= INDICATOR_CITIZEN_WORKER; /* counted, not followed by name */
    buf_addc(out, '{');
    add_text(out, "title", progress_indicator_name(l->indicator));
    buf_adds(out, ",\"goal\":");
    if (l->goal.known) {
        buf_addc(out, '{');
        add_int(out, "year", l->goal.year);
        buf_addc(out, ',');
        add_percent(out, "percent", &l->goal);
        buf_addc(out, ',');
        add_source(out, "source", &l->goal);
        buf_addc(out, '}');
    } else {
        buf_adds(out, "null");
    }
    buf_addc(out, ',');
    add_rate(out, "pace", l->pace_known, l->pace);
    buf_addc(out, ',');
    add_int(out, "years_left", l->years_left);
    buf_addc(out, ',');
    add_int_if(out, "every_year", !people, l->every_year);
    buf_addc(out, ',');
    add_int_if(out, "not_again", !people, l->not_again);
    buf_addc(out, '}');
}

static void add_units(struct buf *out, const struct progress *row, size_t n, bool with_lost)
{
    buf_adds(out, ",\"units\":[");
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_addc(out, ',');
        add_progress(out, &row[i], unit_level(row[i].unit) == UNIT_COMMUNE, with_lost);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

void progress_add_json_units(struct buf *out, const struct progress *whole,
                             const struct progress *row, size_t n)
{
    add_progress(out, whole, false, false);
    add_units(out, row, n, false);
    buf_addc(out, '}');
}

void progress_add_json_phase(struct buf *out, const struct progress_phase *p,
                             const struct progress_rows *by_hamlet)
{
    const char *names[] = {[PHASE_1] = "1", [PHASE_2] = "2", [PHASE_ALL] = "all"};
    const struct progress *last = &p->year[p->n - 1];
    buf_addc(out, '{');
    add_unit(out, last->code, last->name, false);
    buf_addc(out, ',');
    add_text(out, "phase", names[p->phase]);
    buf_addf(out, ",\"first\":%d,\"last\":%d,\"titles\":[", p->first, p->last);
    for (size_t i = 0; i < p->lines; i++) {
        if (i)
            buf_addc(out, ',');
        add_phase_line(out, &p->line[i]);
    }
    buf_adds(out, "],\"years\":[");
    for (size_t i = 0; i < p->n; i++) {
        if (i)
            buf_addc(out, ',');
        add_progress(out, &p->year[i], false, true);
        if (by_hamlet)
            add_units(out, by_hamlet[i].v, by_hamlet[i].n, true);
        buf_addc(out, '}');
    }
    buf_adds(out, "]}");
}
