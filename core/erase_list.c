/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of erased persons beside the backups.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/erase.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "storage/diskfile.h"

#define HEAD "hoctap erased 1\n"

enum { LIST_MAX = 16 << 20 };

void erased_list_release(struct erased_list *l)
{
    free(l->v);
    *l = (struct erased_list){0};
}

void erased_list_add(struct erased_list *l, uint64_t id, int64_t when)
{
    size_t lo = 0, hi = l->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (l->v[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < l->n && l->v[lo].id == id)
        return;
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 16;
        l->v = mem_realloc_array(l->v, l->cap, sizeof *l->v);
    }
    memmove(l->v + lo + 1, l->v + lo, (l->n - lo) * sizeof *l->v);
    l->v[lo] = (struct erased){id, when};
    l->n++;
}

char *erased_list_beside(const char *backup)
{
    struct buf b = {0};
    const char *slash = strrchr(backup, '/');
    if (slash)
        buf_add(&b, backup, (size_t)(slash + 1 - backup));
    buf_adds(&b, ERASED_LIST);
    return buf_detach(&b);
}

static bool read_line(const char *line, size_t n, struct erased_list *out)
{
    char text[48], *end;
    if (n < 18 || n >= sizeof text || line[16] != ' ')
        return false;
    memcpy(text, line, n);
    text[n] = 0;
    if (strspn(text, "0123456789abcdefABCDEF") != 16 || strspn(text + 17, "0123456789") != n - 17)
        return false;
    uint64_t id = strtoull(text, &end, 16);
    erased_list_add(out, id, strtoll(text + 17, NULL, 10));
    return end == text + 16;
}

static enum status parse(struct span s, const char *file, struct erased_list *out, struct detail *d)
{
    size_t head = strlen(HEAD), line = 1;
    bool ok = s.n >= head && memcmp(s.p, HEAD, head) == 0;
    if (ok)
        s.p += head, s.n -= head;
    while (ok && s.n) {
        const char *end = memchr(s.p, '\n', s.n);
        line++;
        ok = end && read_line(s.p, (size_t)(end - s.p), out);
        if (ok)
            s.n -= (size_t)(end + 1 - s.p), s.p = end + 1;
    }
    if (ok)
        return STATUS_OK;
    return detail_set(d, STATUS_INVALID,
                      _("%s: dòng %zu không đọc được, nên không biết đã xóa thông tin của ai. Hãy "
                        "lấy tệp này ở bản sao lưu khác."),
                      file, line);
}

enum status erased_list_read(const char *file, struct erased_list *out, struct detail *d)
{
    struct buf text = {0};
    enum status s = diskfile_read(AT_FDCWD, file, LIST_MAX, &text, d);
    if (s == STATUS_OK)
        s = parse(buf_span(&text), file, out, d);
    buf_release(&text);
    return s;
}

static enum status collect(struct book_tx *t, void *context)
{
    erase_collect(t, context);
    return store_tx_status(t->tx);
}

static enum status write_list(const struct erased_list *l, const char *backup, struct detail *d)
{
    struct buf text = {0}, folder = {0};
    const char *slash = strrchr(backup, '/');
    buf_add(&folder, slash ? backup : ".",
            !slash            ? 1
            : slash == backup ? 1
                              : (size_t)(slash - backup));
    buf_adds(&text, HEAD);
    for (size_t i = 0; i < l->n; i++)
        buf_addf(&text, "%016llx %lld\n", (unsigned long long)l->v[i].id, (long long)l->v[i].time);
    int fd = open(buf_str(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status s = fd < 0 ? detail_errno(d, errno, buf_str(&folder))
                           : diskfile_write(fd, ERASED_LIST, buf_span(&text), true, d);
    if (fd >= 0)
        close(fd);
    buf_release(&text);
    buf_release(&folder);
    return s;
}

enum status erased_list_refresh(struct book *b, const struct caller *who, const char *backup,
                                struct detail *d)
{
    struct erased_list all = {0};
    char *beside = erased_list_beside(backup);
    enum status s = erased_list_read(beside, &all, d);
    size_t before = all.n;
    if (s == STATUS_NOTFOUND)
        s = STATUS_OK;
    if (s == STATUS_OK)
        s = book_read(b, who, collect, &all, d);
    if (s == STATUS_OK && all.n > before)
        s = write_list(&all, backup, d);
    free(beside);
    erased_list_release(&all);
    return s;
}
