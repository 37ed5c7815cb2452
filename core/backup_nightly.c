/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/backup.h"
#include "locale/mem.h"
#include "storage/diskfile.h"

#define PREFIX "hoctap-"
#define SUFFIX ".backup"

enum { KEEP_DAYS = 7, KEEP_WEEKS = 4, KEEP_MONTHS = 12, NAME_LEN = 7 + 10 + 7 };

static day week_of(day d)
{
    return (d + 6 - (day_weekday(d) + 6) % 7) / 7; /* Monday to Sunday */
}

static int month_of(day d)
{
    int y, m, dd;
    day_split(d, &y, &m, &dd);
    return y * 12 + m;
}

void backup_keep(const day *days, size_t n, bool *keep)
{
    size_t left = n;
    int weeks = 0, months = 0;
    for (size_t i = 0; i < n; i++)
        keep[i] = false;
    for (int i = 0; i < KEEP_DAYS && left; i++)
        keep[--left] = true;
    day last_week = left < n ? week_of(days[left]) : 0;
    for (; left && weeks < KEEP_WEEKS; left--) {
        day week = week_of(days[left - 1]);
        if (week != last_week) {
            keep[left - 1] = true;
            weeks++;
        }
        last_week = week;
    }
    int last_month = left < n ? month_of(days[left]) : 0;
    for (; left && months < KEEP_MONTHS; left--) {
        int month = month_of(days[left - 1]);
        if (month != last_month) {
            keep[left - 1] = true;
            months++;
        }
        last_month = month;
    }
}

static bool day_of_name(const char *name, day *out)
{
    return strlen(name) == NAME_LEN && memcmp(name, PREFIX, 7) == 0 &&
           strcmp(name + 17, SUFFIX) == 0 && day_parse_iso(span_make(name + 7, 10), out);
}

static int by_day(const void *a, const void *b)
{
    day x = *(const day *)a, y = *(const day *)b;
    return (x > y) - (x < y);
}

static void add_name(struct buf *b, day d)
{
    buf_adds(b, PREFIX);
    day_add_iso(b, d);
    buf_adds(b, SUFFIX);
}

/* Old ones go only after the new one is whole; one that cannot be removed is left. The new one
 * stays, even when a clock that was wrong has left names of later days. */
static void rotate(int folder, day written)
{
    int copy = dup(folder);
    DIR *list = copy < 0 ? NULL : fdopendir(copy);
    day *days = NULL, d;
    size_t n = 0;
    if (!list) {
        if (copy >= 0)
            close(copy);
        return;
    }
    for (struct dirent *e; (e = readdir(list));)
        if (day_of_name(e->d_name, &d)) {
            days = mem_realloc_array(days, n + 1, sizeof *days);
            days[n++] = d;
        }
    closedir(list);
    bool *keep = mem_alloc(n ? n : 1);
    if (n)
        qsort(days, n, sizeof *days, by_day);
    backup_keep(days, n, keep);
    for (size_t i = 0; i < n; i++) {
        struct buf name = {0};
        add_name(&name, days[i]);
        if (!keep[i] && days[i] != written)
            unlinkat(folder, buf_str(&name), 0);
        buf_release(&name);
    }
    free(days);
    free(keep);
}

enum status backup_nightly(struct book *b, const struct caller *who, const char *folder,
                           const unsigned char *secret, struct backup_info *out, struct buf *name,
                           struct detail *d)
{
    struct backup_ask ask = {.secret = secret};
    int fd;
    enum status s = diskfile_folder(AT_FDCWD, folder, &fd, d);
    if (s != STATUS_OK)
        return s;
    buf_addf(name, "%s/", folder);
    add_name(name, who->today);
    s = backup_write(b, who, buf_str(name), &ask, out, d);
    if (s == STATUS_OK)
        rotate(fd, who->today);
    close(fd);
    return s;
}
