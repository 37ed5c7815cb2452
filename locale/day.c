/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/day.h"

#include <time.h>

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && leap(y) ? 29 : days[m - 1];
}

bool day_valid(int y, int m, int d)
{
    return y >= DAY_YEAR_MIN && y <= DAY_YEAR_MAX && m >= 1 && m <= 12 && d >= 1 &&
           d <= month_days(y, m);
}

/* Days from 0000-03-01 to y-m-d, years beginning in March so that the leap day comes last. */
static int32_t civil(int y, int m, int d)
{
    y -= m <= 2;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy;
}

day day_make(int y, int m, int d)
{
    return civil(y, m, d) - civil(1900, 1, 1) + 1;
}

void day_split(day n, int *year, int *month, int *mday)
{
    int32_t z = n - 1 + civil(1900, 1, 1);
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *mday = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

struct pdate pdate_of_day(day d)
{
    int year, month, mday;
    day_split(d, &year, &month, &mday);
    return (struct pdate){(int16_t)year, (uint8_t)month, (uint8_t)mday, false};
}

int day_year(day d)
{
    int y, m, md;
    day_split(d, &y, &m, &md);
    return y;
}

int day_weekday(day d)
{
    return (int)(((d % 7) + 7) % 7); /* 1900-01-01, day 1, was a Monday */
}

enum { VN_SECONDS = 7 * 3600 }; /* whatever zone the machine is set to */

day day_of_seconds(int64_t seconds)
{
    time_t t = (time_t)seconds + VN_SECONDS;
    struct tm tm;
    gmtime_r(&t, &tm);
    return day_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

day day_today(void)
{
    return day_of_seconds((int64_t)time(NULL));
}

void day_add_clock(struct buf *b, int64_t seconds)
{
    int64_t minutes = (seconds + VN_SECONDS) / 60 % (24 * 60);
    buf_addf(b, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

void day_add_time_iso(struct buf *b, int64_t seconds)
{
    day_add_iso(b, day_of_seconds(seconds));
    buf_addc(b, 'T');
    day_add_clock(b, seconds);
    buf_addf(b, ":%02d+07:00", (int)(seconds % 60));
}

static bool digits(struct span s, size_t at, size_t n, int *out)
{
    int v = 0;
    if (at + n > s.n)
        return false;
    for (size_t i = at; i < at + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v = v * 10 + (s.p[i] - '0');
    }
    *out = v;
    return true;
}

bool day_parse_iso(struct span s, day *out)
{
    int y, m, d;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !digits(s, 0, 4, &y) ||
        !digits(s, 5, 2, &m) || !digits(s, 8, 2, &d) || !day_valid(y, m, d))
        return false;
    *out = day_make(y, m, d);
    return true;
}

void day_add_iso(struct buf *b, day d)
{
    int y, m, md;
    day_split(d, &y, &m, &md);
    buf_addf(b, "%04d-%02d-%02d", y, m, md);
}

void day_add_vn(struct buf *b, day d)
{
    int y, m, md;
    day_split(d, &y, &m, &md);
    buf_addf(b, "%02d/%02d/%04d", md, m, y);
}

/* A number of one or two digits at *at, moving *at behind it. */
static bool short_number(struct span s, size_t *at, int *out)
{
    size_t n = 0;
    while (n < 2 && *at + n < s.n && s.p[*at + n] >= '0' && s.p[*at + n] <= '9')
        n++;
    if (!n || !digits(s, *at, n, out))
        return false;
    *at += n;
    return true;
}

static bool with_separators(struct span s, int *y, int *m, int *d)
{
    size_t at = 0;
    if (!short_number(s, &at, d) || at >= s.n)
        return false;
    char sep = s.p[at];
    if (sep != '/' && sep != '-' && sep != '.')
        return false;
    at++;
    if (!short_number(s, &at, m) || at >= s.n || s.p[at] != sep)
        return false;
    at++;
    return s.n - at == 4 && digits(s, at, 4, y);
}

bool pdate_parse(struct span s, struct pdate *out)
{
    s = span_trim(s);
    *out = (struct pdate){0};
    if (!s.n)
        return true;
    int y, m, d;
    bool about = s.p[0] == '~';
    if (about)
        s = span_trim((struct span){s.p + 1, s.n - 1});
    if (s.n == 4 && digits(s, 0, 4, &y) && y >= DAY_YEAR_MIN && y <= DAY_YEAR_MAX) {
        *out = (struct pdate){.year = (int16_t)y, .about = about};
        return true;
    }
    if (about)
        return false;
    day n;
    bool ok = day_parse_iso(s, &n);
    if (ok)
        day_split(n, &y, &m, &d);
    else if (s.n == 8 && digits(s, 0, 2, &d) && digits(s, 2, 2, &m) && digits(s, 4, 4, &y))
        ok = true;
    else
        ok = with_separators(s, &y, &m, &d);
    if (!ok || !day_valid(y, m, d))
        return false;
    *out = (struct pdate){.year = (int16_t)y, .month = (uint8_t)m, .day = (uint8_t)d};
    return true;
}

void pdate_add_iso(struct buf *b, struct pdate d)
{
    if (d.month)
        buf_addf(b, "%04d-%02d-%02d", d.year, d.month, d.day);
    else if (d.year)
        buf_addf(b, "%s%d", d.about ? "~" : "", d.year);
}

void pdate_add_vn(struct buf *b, struct pdate d)
{
    if (d.month)
        buf_addf(b, "%02d/%02d/%04d", d.day, d.month, d.year);
    else
        pdate_add_iso(b, d);
}

bool pdate_known(struct pdate d)
{
    return d.year != 0;
}

int pdate_cmp(struct pdate a, struct pdate b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    if (a.day != b.day)
        return a.day < b.day ? -1 : 1;
    return (int)b.about - (int)a.about;
}

day pdate_first(struct pdate d)
{
    return !d.year ? 0 : d.month ? day_make(d.year, d.month, d.day) : day_make(d.year, 1, 1);
}

day pdate_last(struct pdate d)
{
    return !d.year ? 0 : d.month ? day_make(d.year, d.month, d.day) : day_make(d.year, 12, 31);
}
