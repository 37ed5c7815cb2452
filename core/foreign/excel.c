/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/excel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "locale/fold.h"
#include "locale/mem.h"

/* ---- sheets ---- */

void excel_sheets_add(struct excel_sheets *s, struct excel_sheet sheet)
{
    s->v = mem_realloc_array(s->v, s->n + 1, sizeof *s->v);
    s->v[s->n++] = sheet;
}

void excel_sheets_release(struct excel_sheets *s)
{
    for (unsigned i = 0; i < s->n; i++) {
        free(s->v[i].name);
        free(s->v[i].part);
    }
    free(s->v);
    *s = (struct excel_sheets){0};
}

static bool same_name(const char *a, const char *b, void (*key)(struct buf *, struct span))
{
    struct buf x = {0}, y = {0};
    key(&x, span_trim(span_of(a)));
    key(&y, span_trim(span_of(b)));
    bool same = x.n && span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return same;
}

static bool first_visible(struct excel_sheets *s)
{
    for (s->chosen = 0; s->chosen < s->n && s->v[s->chosen].hidden; s->chosen++)
        ;
    if (s->chosen == s->n)
        s->chosen = 0; /* all are hidden */
    return s->n > 0;
}

bool excel_sheets_choose(struct excel_sheets *s, const char *wanted)
{
    if (!wanted || !*wanted)
        return first_visible(s);
    for (s->chosen = 0; s->chosen < s->n; s->chosen++)
        if (strcmp(s->v[s->chosen].name, wanted) == 0)
            return true;
    for (s->chosen = 0; s->chosen < s->n; s->chosen++)
        if (same_name(s->v[s->chosen].name, wanted, fold_key))
            return true;
    for (s->chosen = 0; s->chosen < s->n; s->chosen++)
        if (same_name(s->v[s->chosen].name, wanted, fold_search))
            return true;
    s->chosen = 0;
    if (strlen(wanted) > 4 || strspn(wanted, "0123456789") != strlen(wanted))
        return false;
    unsigned number = (unsigned)atoi(wanted);
    if (number < 1 || number > s->n)
        return false;
    s->chosen = number - 1;
    return true;
}

bool excel_sheets_advance(struct excel_sheets *s)
{
    for (unsigned i = s->chosen + 1; i < s->n; i++) {
        if (!s->v[i].hidden) {
            s->chosen = i;
            return true;
        }
    }
    return false;
}

/* ---- formats ---- */

struct excel_format excel_format_builtin(unsigned id)
{
    enum excel_look look = EXCEL_NUMBER;
    if (id == 9 || id == 10)
        look = EXCEL_PERCENT;
    else if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        look = EXCEL_DATE; /* from 27 on as Excel has them in East Asia */
    else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
        look = EXCEL_TIME;
    else if (id == 22)
        look = EXCEL_DATETIME;
    return (struct excel_format){.look = (uint8_t)look};
}

/* What the letters of a format code are, quoted text and brackets aside. */
struct letters {
    bool year, month, day, hour, second, percent, other;
    unsigned zeros;
};

/* Bytes at i that say nothing about the value: "text", \x, _x, *x, [Red], [$-42A], AM/PM. */
static size_t skipped(struct span s, size_t i)
{
    const char *end = NULL;
    if (s.p[i] == '\\' || s.p[i] == '_' || s.p[i] == '*')
        return 2;
    if (s.n - i >= 5 && strncasecmp(s.p + i, "AM/PM", 5) == 0)
        return 5;
    if (s.n - i >= 3 && strncasecmp(s.p + i, "A/P", 3) == 0)
        return 3;
    if (s.p[i] == '"')
        end = memchr(s.p + i + 1, '"', s.n - i - 1);
    else if (s.p[i] == '[' && i + 1 < s.n && !strchr("hHmMsS", s.p[i + 1]))
        end = memchr(s.p + i, ']', s.n - i);
    else
        return 0;
    return end ? (size_t)(end - (s.p + i)) + 1 : s.n - i;
}

static struct letters letters_of(struct span s)
{
    struct letters l = {0};
    for (size_t i = 0, n; i < s.n && s.p[i] != ';'; i += n ? n : 1) {
        n = skipped(s, i);
        if (n)
            continue;
        switch (s.p[i] | ((s.p[i] >= 'A' && s.p[i] <= 'Z') ? 32 : 0)) {
        case 'y':
            l.year = true;
            break;
        case 'm':
            l.month = true;
            break;
        case 'd':
            l.day = true;
            break;
        case 'h':
            l.hour = true;
            break;
        case 's':
            l.second = true;
            break;
        case '%':
            l.percent = true;
            break;
        case '0':
            l.zeros++;
            break;
        case ' ':
        case '-':
        case '(':
        case ')':
            break;
        default:
            l.other = true;
        }
    }
    return l;
}

struct excel_format excel_format_read(struct span code)
{
    struct excel_format f = {.look = EXCEL_NUMBER};
    if (code.n >= 7 && strncasecmp(code.p, "General", 7) == 0)
        return f;
    struct letters l = letters_of(code);
    bool time = l.hour || l.second;
    if (l.year || l.day || (l.month && !time)) {
        f.look = time ? EXCEL_DATETIME : EXCEL_DATE;
        if (l.year && !l.month && !l.day && !time)
            f.look = EXCEL_YEAR;
    } else if (time) {
        f.look = EXCEL_TIME;
    } else if (l.percent) {
        f.look = EXCEL_PERCENT;
    } else if (l.zeros > 1 && l.zeros < 30 && !l.other) {
        f.look = EXCEL_ZEROS;
        f.digits = (uint8_t)l.zeros;
    }
    return f;
}

/* ---- numbers ---- */

static void add_plain(struct buf *out, double v)
{
    if (v == floor(v) && fabs(v) < 1e21)
        buf_addf(out, "%.0f", v == 0 ? 0 : v); /* not -0 */
    else
        buf_addf(out, "%.15g", v); /* what Excel keeps of a number */
}

/* The day that has this number since 1 January 1970; H. Hinnant's way of counting in eras. */
static void civil(int64_t days, int *year, unsigned *month, unsigned *day)
{
    days += 719468;
    int64_t era = days / 146097; /* days are never before the year 0 here */
    unsigned in_era = (unsigned)(days - era * 146097);
    unsigned y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    unsigned in_year = in_era - (365 * y + y / 4 - y / 100), m = (5 * in_year + 2) / 153;
    *day = in_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = (int)(y + era * 400 + (*month <= 2));
}

enum { DAY_SECONDS = 86400, LAST_DAY = 2958465, DAYS_1904 = 1462, DAYS_TO_1970 = 25569, LEAP = 60 };

static void add_day(struct buf *out, int days, bool year_alone)
{
    int y = 1900;
    unsigned m = 1, d = 0; /* day 0, which is shown so */
    if (days == LEAP)
        m = 2, d = 29;
    else if (days > 0)
        civil((int64_t)days - DAYS_TO_1970 + (days < LEAP), &y, &m, &d);
    buf_addf(out, year_alone ? "%d" : "%d-%02u-%02u", y, m, d);
}

static void add_time(struct buf *out, int seconds, bool whole)
{
    buf_addf(out, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
    if (whole || seconds % 60)
        buf_addf(out, ":%02d", seconds % 60);
}

static void add_moment(struct buf *out, double v, enum excel_look look, bool since_1904)
{
    double whole = floor(v);
    int days = (int)whole, seconds = (int)lround((v - whole) * DAY_SECONDS);
    if (seconds == DAY_SECONDS) {
        seconds = 0;
        days++;
    }
    if (since_1904)
        days += DAYS_1904;
    if (look == EXCEL_TIME) {
        add_time(out, seconds, false);
        return;
    }
    add_day(out, days, look == EXCEL_YEAR);
    if (look == EXCEL_DATETIME && seconds) {
        buf_addc(out, ' ');
        add_time(out, seconds, true);
    }
}

void excel_add_number(struct buf *out, double v, struct excel_format f, bool since_1904)
{
    if (!isfinite(v))
        return;
    switch ((enum excel_look)f.look) {
    case EXCEL_DATE:
    case EXCEL_TIME:
    case EXCEL_DATETIME:
    case EXCEL_YEAR:
        if (v >= 0 && v < LAST_DAY - DAYS_1904) {
            add_moment(out, v, (enum excel_look)f.look, since_1904);
            return;
        }
        break; /* Excel shows ####, we the number */
    case EXCEL_PERCENT:
        add_plain(out, v * 100);
        buf_addc(out, '%');
        return;
    case EXCEL_ZEROS:
        if (v >= 0 && v == floor(v) && v < 1e15) {
            buf_addf(out, "%0*.0f", (int)f.digits, v);
            return;
        }
        break;
    case EXCEL_NUMBER:
        break;
    }
    add_plain(out, v);
}
