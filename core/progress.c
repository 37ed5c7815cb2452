/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From counters to the lines of a unit and year: rates, targets, what is missing, fingerprint.
 */
#include "core/progress.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/fingerprint.h"
#include "core/progress_private.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/utf8.h"

bool progress_reached(int64_t recognised, int64_t total, int32_t target)
{
    return recognised * 10000 >= (int64_t)target * total;
}

int64_t progress_needed(int64_t recognised, int64_t total, int32_t target)
{
    int64_t want = ((int64_t)target * total + 9999) / 10000;
    return want > recognised ? want - recognised : 0;
}

/* --- lines --- */

static const enum indicator order[] = {
    INDICATOR_FAMILY,        INDICATOR_CLAN,
    INDICATOR_COMMUNITY,     INDICATOR_ORGANISATION,
    INDICATOR_CITIZEN,       INDICATOR_CITIZEN_WORKER,
    INDICATOR_CITIZEN_STAFF, INDICATOR_COMMUNE,
    INDICATOR_ORGANISATION2, INDICATOR_OFFICER_MANAGEMENT,
    INDICATOR_OFFICER_IT,    INDICATOR_OFFICER_BRIEFED,
};

static void add_tally(struct tally *to, const struct tally *t)
{
    to->total += t->total;
    to->registered += t->registered;
    to->proposed += t->proposed;
    to->recognised += t->recognised;
    to->decided += t->decided;
    to->lost += t->lost;
    to->moved += t->moved;
    to->every += t->every;
    to->again += t->again;
    to->owing += t->owing;
    to->declared |= t->declared;
    to->more |= t->more;
    to->exists |= t->exists;
}

struct tally progress_sum(const struct scan *s, size_t first, size_t n, int year, unsigned line)
{
    struct tally sum = {0};
    for (size_t i = first; i < first + n; i++) {
        sum.exists |= scan_tally(s, i, 0, line)->exists;
        if (s->row[i].years >> year & 1)
            add_tally(&sum, scan_tally(s, i, year, line));
    }
    return sum;
}

static void compare(const struct progress_line *l, const struct progress_target *t, int32_t *gap,
                    int64_t *needed)
{
    *gap = 0;
    *needed = 0;
    if (!t->known || !l->total_known)
        return;
    if (l->rate_known)
        *gap = l->rate - t->hundredths;
    *needed = progress_needed(l->recognised, l->total, t->hundredths);
}

static void finish_line(struct progress_line *l, const struct tally *t)
{
    l->total_known = t->owing == 0;
    l->total = t->total;
    l->registered = t->registered;
    l->proposed = t->proposed;
    l->recognised = t->recognised;
    l->decided = t->decided;
    l->declared = t->declared;
    l->more_than_declared = t->more;
    l->moved = t->moved;
    l->owing = t->owing;
    l->lost = t->lost;
    l->rate_known = l->total_known && l->total > 0;
    if (l->rate_known) {
        l->rate = (int32_t)number_rate_hundredths((uint64_t)l->recognised, (uint64_t)l->total);
        l->registered_rate =
            (int32_t)number_rate_hundredths((uint64_t)l->registered, (uint64_t)l->total);
    }
    compare(l, &l->target, &l->gap, &l->needed);
    compare(l, &l->goal, &l->goal_gap, &l->goal_needed);
    l->reached = l->rate_known && l->target.known &&
                 progress_reached(l->recognised, l->total, l->target.hundredths);
}

/* One hamlet is or is not a learning community, and so is one commune: no percent. */
static bool has_percent(struct unit_key unit, enum indicator i)
{
    enum unit_level level = unit_level(unit);
    if (i == INDICATOR_COMMUNITY)
        return level != UNIT_HAMLET;
    return i != INDICATOR_COMMUNE || level != UNIT_COMMUNE;
}

void progress_lines(const struct scan *s, size_t first, size_t n, int year,
                    const struct target_chain *targets, struct progress *out)
{
    out->n = 0;
    out->year = s->first + year;
    out->as_of = s->on[year];
    out->closed = s->closed[year];
    out->present_territory = s->present[year];
    int end = phase_end_of_year(out->year);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        struct tally t = progress_sum(s, first, n, year, order[i]);
        bool sometimes = order[i] == INDICATOR_COMMUNE || order[i] == INDICATOR_ORGANISATION2 ||
                         order[i] >= INDICATOR_OFFICER_MANAGEMENT;
        if (sometimes && !t.exists)
            continue;
        struct progress_line *l = &out->line[out->n++];
        *l = (struct progress_line){.indicator = order[i]};
        l->percent = has_percent(out->unit, order[i]);
        if (l->percent) {
            target_chain_find(targets, order[i], out->year, &l->target);
            if (end)
                target_chain_find(targets, order[i], end, &l->goal);
        }
        finish_line(l, &t);
    }
}

/* --- fingerprint --- */

static void hash_number(crypto_generichash_state *h, int64_t n)
{
    unsigned char b[8];
    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)((uint64_t)n >> 8 * i);
    crypto_generichash_update(h, b, sizeof b);
}

static void hash_target(crypto_generichash_state *h, const struct progress_target *t)
{
    hash_number(h, t->known ? t->hundredths : -1);
    crypto_generichash_update(h, (const unsigned char *)t->source, strlen(t->source) + 1);
}

static void hash_line(crypto_generichash_state *h, const struct progress_line *l)
{
    hash_number(h, l->indicator);
    hash_number(h, l->total_known ? l->total : -1);
    hash_number(h, l->registered);
    hash_number(h, l->proposed);
    hash_number(h, l->recognised);
    hash_number(h, l->decided);
    hash_number(h, l->moved);
    hash_number(h, l->owing);
    hash_number(h, l->lost);
    hash_number(h, l->declared + 2 * l->more_than_declared);
    hash_target(h, &l->target);
    hash_target(h, &l->goal);
}

void progress_fingerprint(const struct scan *s, size_t first, size_t n, int year,
                          struct progress *out)
{
    crypto_generichash_state h;
    unsigned char hash[16];
    uint64_t sum = 0;
    crypto_generichash_init(&h, NULL, 0, sizeof hash);
    for (size_t i = first; i < first + n; i++)
        if (s->row[i].years >> year & 1)
            sum += s->row[i].sum[year];
    crypto_generichash_update(&h, (const unsigned char *)"progress 1", 11);
    crypto_generichash_update(&h, (const unsigned char *)out->unit.c, UNIT_KEY_LEN);
    hash_number(&h, out->year);
    hash_number(&h, out->as_of);
    hash_number(&h, (int64_t)sum);
    for (size_t i = 0; i < out->n; i++)
        hash_line(&h, &out->line[i]);
    crypto_generichash_final(&h, hash, sizeof hash);
    fingerprint_show(hash, out->fingerprint);
}

/* --- a unit --- */

enum status progress_name(struct book_tx *t, struct unit_key unit, day on, char *name, size_t size)
{
    struct unit_info info;
    enum status s = unitbook_get_on(t, unit, on, &info);
    utf8_copy(name, size, span_of(s == STATUS_OK ? info.name : ""));
    if (s == STATUS_NOTFOUND && unit_eq(unit, t->book->commune)) {
        utf8_copy(name, size, span_of(t->book->name ? t->book->name : ""));
        return STATUS_OK;
    }
    if (s == STATUS_NOTFOUND)
        return detail_set(t->detail, s,
                          _("Không có thôn, xã hoặc tỉnh này trong sổ. Hãy xem lại "
                            "mã, ví dụ 15664 hoặc 15664003."));
    return s;
}

enum status progress_allowed(struct book_tx *t, struct unit_key unit, int year)
{
    int now = day_year(t->who->today);
    if (year > now)
        return detail_set(t->detail, STATUS_USAGE, _("Năm %d chưa tới. Hãy chọn năm từ %d đến %d."),
                          year, COLUMNS_YEAR0, now);
    if (year < COLUMNS_YEAR0)
        return detail_set(t->detail, STATUS_USAGE,
                          _("Sổ ghi từ năm %d. Hãy chọn năm từ %d đến %d."), COLUMNS_YEAR0,
                          COLUMNS_YEAR0, now);
    return book_may_see(t, unit);
}

enum status progress_years(struct book_tx *t, struct unit_key unit, int first, int last,
                           unsigned flags, struct progress *out, struct tally *every)
{
    struct scan s = {0};
    struct target_chain *targets = NULL;
    char name[sizeof out->name];
    enum status st = progress_allowed(t, unit, last);
    if (st == STATUS_OK)
        st = progress_allowed(t, unit, first);
    if (st == STATUS_OK)
        st = progress_name(t, unit, t->who->today, name, sizeof name);
    if (st == STATUS_OK)
        st = target_chain_load(t, unit, &targets);
    if (st == STATUS_OK)
        st = progress_scan(t, unit, first, last, flags, NULL, &s);
    for (int y = 0; st == STATUS_OK && y <= last - first; y++) {
        struct progress *p = &out[y];
        *p = (struct progress){.unit = unit, .code = unitbook_code(t, unit, s.on[y])};
        st = progress_name(t, unit, s.on[y], p->name, sizeof p->name);
        progress_lines(&s, 0, s.rows, y, targets, p);
        if (flags & SCAN_FINGERPRINT)
            progress_fingerprint(&s, 0, s.rows, y, p);
    }
    for (unsigned i = 0; st == STATUS_OK && every && i < SCAN_LINES; i++)
        every[i] = progress_sum(&s, 0, s.rows, last - first, i);
    progress_scan_release(&s);
    target_chain_free(targets);
    return st;
}

enum status progress_of(struct book_tx *t, struct unit_key unit, int year, struct progress *out)
{
    *out = (struct progress){0};
    return progress_years(t, unit, year, year, SCAN_FINGERPRINT, out, NULL);
}

/* --- by hamlet --- */

static int row_order(const void *a, const void *b)
{
    const struct scan_row *x = a, *y = b;
    bool cx = unit_level(x->unit) == UNIT_COMMUNE, cy = unit_level(y->unit) == UNIT_COMMUNE;
    int c = cx != cy ? cx - cy : unit_cmp(x->code, y->code);
    return c ? c : unit_cmp(x->unit, y->unit);
}

/* A hamlet that was not there and has nothing to show is left out. */
static bool empty_row(const struct scan *s, size_t row)
{
    if (!(s->row[row].years & 1))
        return true;
    if (unit_level(s->row[row].unit) == UNIT_COMMUNE)
        return false;
    for (unsigned i = 0; i < SCAN_LINES; i++) {
        const struct tally *t = scan_tally(s, row, 0, i);
        bool moved = t->moved && !(s->row[row].ended & 1); /* else it was the hamlet that ended */
        if (t->total || t->registered || moved || t->owing)
            return false;
    }
    return true;
}

enum status progress_by_hamlet(struct book_tx *t, struct unit_key commune, int year,
                               struct progress **out, size_t *n)
{
    struct scan s = {0};
    enum status st = progress_allowed(t, commune, year);
    *out = NULL;
    *n = 0;
    if (st == STATUS_OK && unit_level(commune) != UNIT_COMMUNE)
        st = detail_set(t->detail, STATUS_USAGE,
                        _("Chỉ xem theo thôn được cho một xã. Hãy chọn mã xã, ví dụ 15664."));
    if (st == STATUS_OK)
        st = progress_scan(t, commune, year, year, SCAN_BY_HAMLET | SCAN_FINGERPRINT, NULL, &s);
    if (st == STATUS_OK) {
        for (size_t i = 0; i < s.rows; i++)
            s.row[i].code = unitbook_code(t, s.row[i].unit, s.on[0]);
        qsort(s.row, s.rows, sizeof *s.row, row_order);
        *out = mem_alloc((s.rows + 1) * sizeof **out);
    }
    for (size_t i = 0; st == STATUS_OK && i < s.rows; i++) {
        struct target_chain *targets = NULL;
        struct progress *p = &(*out)[*n];
        if (empty_row(&s, i))
            continue;
        p->unit = s.row[i].unit;
        p->code = s.row[i].code;
        bool own = unit_level(p->unit) == UNIT_COMMUNE;
        st = target_chain_load(t, p->unit, &targets);
        if (st != STATUS_OK)
            break;
        if (own || progress_name(t, p->unit, s.on[0], p->name, sizeof p->name) != STATUS_OK)
            utf8_copy(p->name, sizeof p->name, span_of(own ? _("cấp xã") : ""));
        progress_lines(&s, i, 1, 0, targets, p);
        progress_fingerprint(&s, i, 1, 0, p);
        target_chain_free(targets);
        (*n)++;
    }
    if (st != STATUS_OK) {
        free(*out);
        *out = NULL;
        *n = 0;
    }
    progress_scan_release(&s);
    return st;
}
