/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Phases: 1 = 2023-2025, 2 = 2026-2030, all = 2023-2030. No forecast: the
 * pace only divides what is missing by the years that are left.
 */
#include <stdlib.h>
#include <string.h>

#include "core/progress_private.h"
#include "core/submission.h"
#include "locale/mem.h"
#include "locale/msg.h"

static void years_of(enum phase phase, int *first, int *last)
{
    switch (phase) {
    case PHASE_1:
        *first = 2023, *last = 2025;
        return;
    case PHASE_2:
        *first = 2026, *last = 2030;
        return;
    case PHASE_ALL:
        break;
    }
    *first = 2023, *last = 2030;
}

static int last_closed(struct book_tx *t, struct unit_key unit)
{
    int year = day_year(t->who->today);
    while (!submission_year_closed(t, unit, year))
        year--;
    return year;
}

/* a / b, half up */
static int32_t divide(int32_t a, int b)
{
    int32_t n = 2 * a + b, d = 2 * b;
    return n >= 0 ? n / d : -((-n + d - 1) / d);
}

static const struct progress_line *line_of(const struct progress *p, enum indicator i)
{
    for (size_t k = 0; k < p->n; k++)
        if (p->line[k].indicator == i)
            return &p->line[k];
    return NULL;
}

static void phase_line(struct phase_line *to, const struct progress_line *now,
                       const struct progress *closed, int end)
{
    const struct progress_line *was = closed ? line_of(closed, now->indicator) : NULL;
    *to = (struct phase_line){.indicator = now->indicator, .goal = now->goal};
    if (!closed)
        return;
    to->years_left = end - closed->year;
    to->pace_known = to->years_left > 0 && was && was->rate_known && now->goal.known;
    if (to->pace_known)
        to->pace = divide(now->goal.hundredths - was->rate, to->years_left);
}

/* The goal of the whole is that of its end, whatever year its lines are of. */
static void set_goals(struct book_tx *t, struct unit_key unit, struct progress_phase *p)
{
    struct target_chain *targets;
    if (target_chain_load(t, unit, &targets) != STATUS_OK)
        return;
    for (size_t i = 0; i < p->lines; i++)
        if (p->line[i].goal.known)
            target_chain_find(targets, p->line[i].indicator, p->last, &p->line[i].goal);
    target_chain_free(targets);
}

enum status progress_phase_of(struct book_tx *t, struct unit_key unit, enum phase phase,
                              struct progress_phase *out)
{
    int now = day_year(t->who->today), closed = last_closed(t, unit);
    struct tally every[SCAN_LINES];
    struct progress before = {0}, *base = NULL;
    *out = (struct progress_phase){.phase = phase};
    years_of(phase, &out->first, &out->last);
    if (now < out->first)
        return detail_set(t->detail, STATUS_USAGE,
                          _("Giai đoạn này bắt đầu từ năm %d. Hãy chọn giai đoạn trước."),
                          out->first);
    int last = now < out->last ? now : out->last;
    size_t n = (size_t)(last - out->first + 1);
    out->year = mem_alloc(n * sizeof *out->year);
    enum status s =
        progress_years(t, unit, out->first, last, SCAN_FINGERPRINT | SCAN_EVERY, out->year, every);
    if (closed > out->last)
        closed = out->last;
    if (s == STATUS_OK && closed >= out->first) {
        base = &out->year[closed - out->first];
    } else if (s == STATUS_OK && closed >= COLUMNS_YEAR0) {
        s = progress_years(t, unit, closed, closed, 0, &before, NULL);
        base = &before;
    }
    if (s != STATUS_OK) {
        progress_phase_release(out);
        return s;
    }
    out->n = n;
    const struct progress *current = &out->year[n - 1];
    for (size_t i = 0; i < current->n; i++) {
        struct phase_line *l = &out->line[out->lines++];
        phase_line(l, &current->line[i], NULL, out->last);
        l->every_year = every[current->line[i].indicator].every;
        l->not_again = every[current->line[i].indicator].again;
    }
    set_goals(t, unit, out);
    for (size_t i = 0; i < out->lines && base; i++) {
        struct phase_line kept = out->line[i];
        struct progress_line with_goal = current->line[i];
        with_goal.goal = out->line[i].goal;
        phase_line(&out->line[i], &with_goal, base, out->last);
        out->line[i].every_year = kept.every_year;
        out->line[i].not_again = kept.not_again;
    }
    return STATUS_OK;
}

void progress_phase_release(struct progress_phase *p)
{
    free(p->year);
    *p = (struct progress_phase){0};
}
