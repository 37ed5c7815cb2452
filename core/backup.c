/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/backup_private.h"
#include "core/book_private.h"
#include "core/erase.h"
#include "core/progress.h"
#include "core/stream_format.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "storage/diskfile.h"

#define STATE_FILE "backup.state"

struct unit_key backup_unit(const struct book *b)
{
    return unit_level(b->commune) != UNIT_NONE ? b->commune : b->province;
}

void backup_add_unit(struct buf *b, struct unit_key u)
{
    buf_addf(b, "%s:", unit_scheme_name(u));
    unit_add_code(b, u);
}

bool backup_parse_unit(struct span s, struct unit_key *out)
{
    return unit_parse(s, UNIT_2025, out);
}

void backup_said(const struct record *r, struct backup_said *out)
{
    struct record said = {0};
    struct buf b = {0};
    int place = entity_field_flag(r->e, FIELD_UNIT), stays = entity_field(r->e, "stays");
    record_copy(&said, r);
    said.id = 0;
    said.version = said.number = 0;
    buf_add_span(&b, unit_span(&r->unit));
    if (stays >= 0)
        buf_add_span(&b, value_span(&r->v[stays]));
    crypto_generichash(out->place, BACKUP_DIGEST, (const unsigned char *)b.p, b.n, NULL, 0);
    if (place >= 0)
        value_clear(&said.v[place]);
    if (stays >= 0)
        value_clear(&said.v[stays]);
    buf_reset(&b);
    buf_addc(&b, (char)r->e->id);
    record_encode(&said, &b);
    crypto_generichash(out->fields, BACKUP_DIGEST, (const unsigned char *)b.p, b.n, NULL, 0);
    record_release(&said);
    buf_release(&b);
}

/* ---- writing ---- */

struct work {
    const struct backup_ask *ask;
    const char *name;
    int fd;
    bool back; /* of a store that was made from a part */
    struct stream_writer *w;
    struct stream_digest digest;
};

/* Belongs to this copy of the store, or is made anew. */
static bool meta_stays(struct span key)
{
    return span_eq_str(key, "machine") || span_eq_str(key, "columns") || span_eq_str(key, "store");
}

static bool begins(struct span key, const char *prefix)
{
    size_t n = strlen(prefix);
    return key.n >= n && memcmp(key.p, prefix, n) == 0;
}

static bool wants_meta(const struct work *k, struct span key)
{
    bool personal = begins(key, "acct/") || begins(key, "set/user/");
    return !meta_stays(key) && !(k->ask->n_units && personal);
}

/* What the forms of a hamlet refer to, wherever in the commune it lies; and what binds it. Papers,
 * targets and figures of the other hamlets are theirs. */
static bool shared(unsigned entity, struct unit_key unit)
{
    bool binds = unit_level(unit) != UNIT_HAMLET;
    return entity == ENTITY_HAMLET || entity == ENTITY_CLAN || entity == ENTITY_ORGANISATION ||
           (binds && (entity == ENTITY_DOCUMENT || entity == ENTITY_TARGET ||
                      entity == ENTITY_YEARFACT || entity == ENTITY_CRITERIA));
}

static bool wants_record(const struct work *k, struct span key)
{
    struct unit_key unit = unit_from_span((struct span){key.p, UNIT_KEY_LEN});
    unsigned entity = key.n > UNIT_KEY_LEN ? (uint8_t)key.p[UNIT_KEY_LEN] : 0;
    for (size_t i = 0; i < k->ask->n_units; i++)
        if (unit_eq(k->ask->units[i], unit))
            return true;
    return !k->ask->n_units || shared(entity, unit);
}

static bool wants(const struct work *k, unsigned table, struct span key, struct span value)
{
    bool part = k->ask->n_units > 0;
    switch ((enum book_table)table) {
    case BOOK_META:
        return wants_meta(k, key);
    case BOOK_RECORD:
        return wants_record(k, key);
    case BOOK_ADDRESS: /* ids of deleted records; the others are made anew */
        return value.n == 0 && !part;
    case BOOK_AUDIT:
    case BOOK_AUDIT_BODY:
    case BOOK_OPERATION:
    case BOOK_TOMB:
        return !part;
    case BOOK_UNIT:
    case BOOK_UNIT_CODE:
        return true;
    case BOOK_BASE:
        return k->back;
    case BOOK_COLUMN:
    case BOOK_NAME:
        return false;
    }
    return false;
}

static void copy_table(struct work *k, struct book_tx *t, unsigned table)
{
    struct span key, value;
    struct store_cursor *c = store_scan_prefix(t->tx, table, (struct span){"", 0}, 0);
    while (store_next(c, &key, &value)) {
        if (!wants(k, table, key, value))
            continue;
        if (!store_verify(c)) {
            store_tx_fail(t->tx, STATUS_CORRUPT);
            break;
        }
        stream_add(k->w, table, key, value);
    }
    store_scan_end(c);
}

static enum status add_progress(struct book_tx *t, struct buf *h)
{
    struct unit_key unit = backup_unit(t->book);
    for (int year = 2021; year <= day_year(t->who->today); year++) {
        struct progress p;
        enum status s = progress_of(t, unit, year, &p);
        if (s != STATUS_OK)
            return s;
        buf_addf(h, "progress: %d %s\n", year, p.fingerprint);
    }
    return STATUS_OK;
}

static void add_line(struct buf *h, const char *name, struct span value)
{
    buf_addf(h, "%s: ", name);
    for (size_t i = 0; i < value.n; i++)
        buf_addc(h, (unsigned char)value.p[i] < ' ' ? ' ' : value.p[i]);
    buf_addc(h, '\n');
}

static enum status make_header(struct work *k, struct book_tx *t, struct buf *h)
{
    const struct book *b = t->book;
    unsigned char head[AUDIT_HASH];
    audit_head(t, head);
    buf_addf(h, "kind: %s\ntime: ", k->ask->n_units ? "part" : k->back ? "return" : "full");
    day_add_time_iso(h, time(NULL));
    buf_adds(h, "\nday: ");
    day_add_iso(h, t->who->today);
    buf_addf(h,
             "\nstore: %06x\nformat: %d\nmin-reader: %d\nmin-writer: %d\ncommune: ", b->store_bits,
             BOOK_FORMAT, BOOK_MIN_READER, BOOK_MIN_WRITER);
    backup_add_unit(h, b->commune);
    buf_addc(h, '\n');
    add_line(h, "name", span_of(b->name));
    buf_addf(h, "generation: %llu\nhead: ", (unsigned long long)book_generation(t));
    for (int i = 0; i < AUDIT_HASH; i++)
        buf_addf(h, "%02x", head[i]);
    buf_addc(h, '\n');
    add_line(h, "by", span_of(t->who->name));
    for (size_t i = 0; i < k->ask->n_units; i++) {
        buf_adds(h, "unit: ");
        backup_add_unit(h, k->ask->units[i]);
        buf_addc(h, '\n');
    }
    struct buf part = {0};
    if (book_setting(t, "part", &part))
        add_line(h, "part", buf_span(&part));
    buf_release(&part);
    return k->ask->n_units || k->back ? STATUS_OK : add_progress(t, h);
}

static enum status may(struct work *k, struct book_tx *t)
{
    enum status s = STATUS_OK;
    if (!k->ask->n_units)
        return book_may(t, ACCESS_DECIDE, t->book->commune);
    for (size_t i = 0; s == STATUS_OK && i < k->ask->n_units; i++)
        s = book_may(t, ACCESS_WRITE, k->ask->units[i]);
    return s;
}

/* May run again: begins its file anew. */
static enum status write_fn(struct book_tx *t, void *context)
{
    struct work *k = context;
    struct buf header = {0}, part = {0};
    enum status s = may(k, t);
    k->back = book_setting(t, "part", &part);
    if (k->back && k->ask->n_units)
        s = detail_set(t->detail, STATUS_USAGE,
                       _("Kho này đã là một phần mang đi. Hãy chạy 'hoctap backup TỆP' không kèm "
                         "--unit để mang về."));
    if (s == STATUS_OK && (ftruncate(k->fd, 0) || lseek(k->fd, 0, SEEK_SET)))
        s = detail_errno(t->detail, errno, k->name);
    if (s == STATUS_OK)
        s = make_header(k, t, &header);
    if (s == STATUS_OK) {
        k->w = stream_begin(k->fd, k->name, buf_span(&header));
        for (unsigned table = 0; table <= BOOK_TABLE_LAST; table++)
            copy_table(k, t, table);
        s = store_tx_status(t->tx);
        if (s == STATUS_OK)
            s = stream_end(k->w, k->ask->secret, &k->digest, t->detail);
        else
            stream_abort(k->w);
    }
    buf_release(&header);
    buf_release(&part);
    return s;
}

static enum status sync_folder(const char *path)
{
    struct buf folder = {0};
    const char *slash = strrchr(path, '/');
    if (slash)
        buf_add(&folder, path, slash == path ? 1 : (size_t)(slash - path));
    else
        buf_adds(&folder, ".");
    int fd = open(buf_str(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    buf_release(&folder);
    return ok ? STATUS_OK : STATUS_IO;
}

static void remove_left(int folder, const char *name)
{
    if (unlinkat(folder, name, 0) == 0 || errno != EISDIR)
        return;
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);
    for (struct dirent *e; list && (e = readdir(list));)
        unlinkat(dirfd(list), e->d_name, 0);
    if (list)
        closedir(list);
    else if (fd >= 0)
        close(fd);
    unlinkat(folder, name, AT_REMOVEDIR);
}

void backup_clean_up(const char *path, const char *suffix)
{
    struct buf folder = {0}, prefix = {0};
    const char *slash = strrchr(path, '/');
    buf_add(&folder, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);
    buf_addf(&prefix, "%s%s", slash ? slash + 1 : path, suffix);
    DIR *list = opendir(buf_str(&folder));
    for (struct dirent *e; list && (e = readdir(list));) {
        char *end = e->d_name;
        long pid = begins(span_of(e->d_name), buf_str(&prefix))
                       ? strtol(e->d_name + prefix.n, &end, 10)
                       : 0;
        if (pid > 0 && !*end && kill((pid_t)pid, 0) && errno == ESRCH)
            remove_left(dirfd(list), e->d_name);
    }
    if (list)
        closedir(list);
    buf_release(&folder);
    buf_release(&prefix);
}

/* From the disk, not from memory. */
static enum status read_again(struct work *k, struct detail *d)
{
    struct stream_digest seen;
    struct buf header = {0};
    if (fsync(k->fd))
        return detail_errno(d, errno, k->name);
    posix_fadvise(k->fd, 0, 0, POSIX_FADV_DONTNEED);
    enum status s = stream_verify(k->fd, k->name, &header, &seen, d);
    buf_release(&header);
    if (s == STATUS_OK && memcmp(seen.hash, k->digest.hash, STREAM_HASH) != 0)
        s = detail_set(d, STATUS_IO,
                       _("%s: đọc lại không giống như đã ghi. Hãy dùng đĩa khác rồi sao lưu lại."),
                       k->name);
    return s;
}

static void keep_state(struct book *b, const struct backup_info *info)
{
    struct buf line = {0};
    int fd;
    if (!*store_path(b->store))
        return;
    buf_addf(&line, "%lld %s\n", (long long)time(NULL), info->code);
    if (diskfile_folder(AT_FDCWD, store_path(b->store), &fd, NULL) == STATUS_OK) {
        /* only a reminder: the backup itself is good */
        (void)!diskfile_write(fd, STATE_FILE, buf_span(&line), true, NULL);
        close(fd);
    }
    buf_release(&line);
}

/* Nothing, or an older backup, may stand at path: a report of that name is not written over. */
static enum status may_replace(const char *path, struct detail *d)
{
    char head[STREAM_MAGIC_KIND];
    struct stat st;
    if (lstat(path, &st))
        return errno == ENOENT ? STATUS_OK : detail_errno(d, errno, path);
    if (S_ISDIR(st.st_mode))
        return detail_set(d, STATUS_EXISTS,
                          _("%s là thư mục. Hãy thêm tên tệp, ví dụ %s/hoctap.backup."), path,
                          path);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    bool ours = fd >= 0 && S_ISREG(st.st_mode) &&
                (st.st_size == 0 || (read(fd, head, sizeof head) == sizeof head &&
                                     memcmp(head, STREAM_MAGIC, sizeof head) == 0));
    if (fd >= 0)
        close(fd);
    return ours
               ? STATUS_OK
               : detail_set(d, STATUS_EXISTS,
                            _("%s đã có và không phải bản sao lưu nên chưa ghi. Hãy đặt tên khác."),
                            path);
}

enum status backup_write(struct book *b, const struct caller *who, const char *path,
                         const struct backup_ask *ask, struct backup_info *out, struct detail *d)
{
    struct work k = {.ask = ask, .name = path};
    struct buf temporary = {0};
    *out = (struct backup_info){0};
    enum status free_place = may_replace(path, d);
    if (free_place != STATUS_OK)
        return free_place;
    backup_clean_up(path, BACKUP_UNFINISHED);
    buf_addf(&temporary, "%s" BACKUP_UNFINISHED "%ld", path, (long)getpid());
    unlink(buf_str(&temporary));
    k.fd = open(buf_str(&temporary), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    enum status s = k.fd < 0 || fchmod(k.fd, 0600) ? detail_errno(d, errno, path) : STATUS_OK;
    if (s == STATUS_OK)
        s = book_read(b, who, write_fn, &k, d);
    if (s == STATUS_OK)
        s = read_again(&k, d);
    if (k.fd >= 0 && close(k.fd) && s == STATUS_OK)
        s = detail_errno(d, errno, path);
    if (s == STATUS_OK && rename(buf_str(&temporary), path))
        s = detail_errno(d, errno, path);
    if (s == STATUS_OK && sync_folder(path) != STATUS_OK)
        s = detail_errno(d, EIO, path);
    if (s != STATUS_OK && k.fd >= 0)
        unlink(buf_str(&temporary));
    if (s == STATUS_OK) {
        out->digest = k.digest;
        stream_code(&k.digest, out->code);
        if (!ask->n_units) /* of a part too: all of the work that was done there */
            keep_state(b, out);
        if (!ask->n_units && !k.back)
            s = erased_list_refresh(b, who, path, d);
    }
    buf_release(&temporary);
    return s;
}

/* ---- reading ---- */

/* Whoever takes it in writes it too, so both numbers count. */
enum status backup_check_format(struct span header, const char *file, struct detail *d)
{
    static const char *const names[] = {"min-reader", "min-writer"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct span n = stream_header_value(header, names[i], 0);
        if (n.n && atoi(n.p) > BOOK_FORMAT) /* the line ends behind it */
            return detail_set(d, STATUS_TOO_NEW,
                              _("%s do bản hoctap mới hơn ghi. Hãy cài bản mới rồi làm lại."),
                              file);
    }
    return STATUS_OK;
}

enum status backup_open_file(const char *path, bool follow, int *fd, struct detail *d)
{
    struct stat st;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW));
    if (*fd < 0 && (follow || errno != ELOOP))
        return detail_errno(d, errno, path);
    if (*fd >= 0 && fstat(*fd, &st) == 0 && S_ISREG(st.st_mode))
        return STATUS_OK;
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    return detail_set(d, STATUS_INVALID,
                      _("%s không phải là tệp. Hãy chọn tệp do 'hoctap backup' ghi ra."), path);
}

enum status backup_info_of(int fd, const char *path, struct backup_info *out, struct buf *header,
                           struct detail *d)
{
    struct buf own = {0};
    struct buf *h = header ? header : &own;
    struct stream_reader *r;
    struct span key, value;
    unsigned table;
    *out = (struct backup_info){0};
    enum status s = stream_open(&r, fd, path, h, d);
    if (s == STATUS_OK) {
        while (stream_next(r, &table, &key, &value))
            if (table == BOOK_RECORD && key.n > UNIT_KEY_LEN &&
                (uint8_t)key.p[UNIT_KEY_LEN] <= ENTITY_COMMUNE)
                out->records[(uint8_t)key.p[UNIT_KEY_LEN]]++;
        s = stream_close(r, &out->digest, d);
    }
    if (s == STATUS_OK)
        stream_code(&out->digest, out->code);
    buf_release(&own);
    return s;
}

enum status backup_read_info(const char *path, struct backup_info *out, struct buf *header,
                             struct detail *d)
{
    int fd;
    *out = (struct backup_info){0};
    enum status s = backup_open_file(path, true, &fd, d);
    if (s != STATUS_OK)
        return s;
    s = backup_info_of(fd, path, out, header, d);
    close(fd);
    return s;
}

/* ---- when was the last one? ---- */

void backup_last(const struct book *b, struct backup_last *out)
{
    struct buf text = {0};
    long long when;
    char code[STREAM_CODE];
    *out = (struct backup_last){0};
    if (!*store_path(b->store))
        return;
    int fd = open(store_path(b->store), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (diskfile_read(fd, STATE_FILE, 200, &text, NULL) == STATUS_OK &&
        sscanf(buf_str(&text), "%lld %15s", &when, code) == 2 && when > 0) {
        out->time = when;
        memcpy(out->code, code, sizeof code);
    }
    close(fd);
    buf_release(&text);
}

int backup_days(const struct book *b, int64_t now)
{
    struct backup_last last;
    backup_last(b, &last);
    if (!last.time)
        return -1;
    /* One "from the future" was written while the clock was wrong: it is as far away. */
    int64_t between = now > last.time ? now - last.time : last.time - now;
    return (int)(between / 86400);
}
