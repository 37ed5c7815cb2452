/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/store_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "storage/diskfile.h"

struct store_dir {
    char *path;
    int fd, users;
    bool sound; /* not checked in vain: only then may we vouch for the data when we leave */
    struct lock *lock;
};

static const char magic[] = "hoctap store ", being_made[] = "1 new\n", made[] = "1\n";

enum { SMALL_FILE = 4096, NEARLY_FULL = 1 << 20 };

static enum status refuse_fs(int fd, const char *path, struct detail *d)
{
    struct statfs fs;
    const char *name = fstatfs(fd, &fs) ? NULL : lock_unsafe_fs((uint64_t)fs.f_type);
    if (!name)
        return STATUS_OK;
    return detail_set(
        d, STATUS_INVALID,
        _("%s nằm trên ổ đĩa mạng hoặc ổ gắn ngoài (%s), nơi dữ liệu dễ hỏng khi nhiều "
          "người cùng ghi. Hãy đặt kho dữ liệu trên ổ đĩa của chính máy này."),
        path, name);
}

static enum status no_store(const char *path, struct detail *d)
{
    return detail_set(d, STATUS_NOTFOUND,
                      _("%s: chưa có kho dữ liệu ở đây. Hãy tạo bằng 'hoctap init' hoặc 'hoctap "
                        "demo', hoặc chọn nơi khác bằng --db."),
                      path);
}

/* Like mkdir -p for the parents of path; they keep the umask. */
static void make_parents(const char *path)
{
    char *copy = mem_strdup(path);
    for (char *p = copy + 1; *copy && (p = strchr(p, '/')); p++) {
        *p = 0;
        mkdir(copy, 0777);
        *p = '/';
    }
    free(copy);
}

/* Says where the file lies that a message names. */
static enum status inside(const char *path, enum status st, struct detail *d)
{
    struct detail at = {{0}, 0};
    if (st && d) {
        detail_set(&at, st, "%s/%s", path, d->text);
        *d = at;
    }
    return st;
}

enum status store_dir_open(struct store_dir **out, const char *path, const struct store_options *o,
                           struct detail *d)
{
    struct store_dir *dir = mem_alloc(sizeof *dir);
    enum status st = STATUS_OK;
    *out = NULL;
    dir->path = mem_strdup(path);
    dir->users = -1;
    if (o->create) {
        make_parents(path);
        st = diskfile_folder(AT_FDCWD, path, &dir->fd, d);
    } else {
        dir->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (dir->fd < 0)
            st = errno == ENOENT || errno == ENOTDIR ? no_store(path, d)
                                                     : detail_errno(d, errno, path);
    }
    if (!st)
        st = refuse_fs(dir->fd, path, d);
    /* Not a store: do not leave lock files in somebody's folder. */
    if (!st && !o->create && faccessat(dir->fd, "format", F_OK, 0))
        st =
            faccessat(dir->fd, "data.mdb", F_OK, 0)
                ? no_store(path, d)
                : detail_set(d, STATUS_INVALID,
                             _("%s: tệp data.mdb ở đây không phải do hoctap tạo. Hãy chọn nơi khác "
                               "bằng --db."),
                             path);
    if (!st)
        st = inside(path, lock_open(&dir->lock, dir->fd, "lock", d), d);
    if (st) {
        store_dir_close(dir);
        return st;
    }
    *out = dir;
    return STATUS_OK;
}

void store_dir_close(struct store_dir *dir)
{
    if (!dir)
        return;
    lock_close(dir->lock);
    if (dir->users >= 0)
        close(dir->users);
    if (dir->fd >= 0)
        close(dir->fd);
    free(dir->path);
    free(dir);
}

enum status store_dir_lock(struct store_dir *dir, const char *holder, int wait_ms, struct detail *d)
{
    if (lock_take(dir->lock, holder, wait_ms))
        return STATUS_OK;
    return lock_busy(dir->lock, _("đang mở hoặc kiểm tra kho dữ liệu"), d);
}

void store_dir_unlock(struct store_dir *dir)
{
    lock_release(dir->lock);
}

static bool is_leftover(const char *name)
{
    return !strncmp(name, DISKFILE_TEMPORARY, sizeof DISKFILE_TEMPORARY - 1);
}

/* Nothing in the folder but what opening it has made. `sweep` removes files that killed processes
 * have left half written. */
static bool is_empty(struct store_dir *dir, bool sweep)
{
    bool empty = true;
    int fd = openat(dir->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);
    for (struct dirent *e; list && (e = readdir(list));) {
        const char *n = e->d_name;
        if (sweep && is_leftover(n))
            unlinkat(dir->fd, n, 0);
        empty = empty && (!strcmp(n, ".") || !strcmp(n, "..") || !strcmp(n, "lock") ||
                          !strcmp(n, "lock-queue") || is_leftover(n));
    }
    if (list)
        closedir(list);
    return empty && list;
}

static enum status write_format(struct store_dir *dir, const char *what, struct detail *d)
{
    struct buf b = {0};
    buf_addf(&b, "%s%s", magic, what);
    enum status st = diskfile_write(dir->fd, "format", buf_span(&b), true, d);
    buf_release(&b);
    return inside(dir->path, st, d);
}

static enum status begin_making(struct store_dir *dir, bool cut_off, struct detail *d)
{
    if (!cut_off && !is_empty(dir, false))
        return detail_set(d, STATUS_EXISTS,
                          _("%s: đã có dữ liệu ở đây. Hãy chọn một thư mục trống bằng --db."),
                          dir->path);
    unlinkat(dir->fd, "data.mdb", 0); /* what an interrupted making has left */
    unlinkat(dir->fd, "lock.mdb", 0);
    fchmod(dir->fd, 0700);
    return write_format(dir, being_made, d);
}

enum status store_dir_examine(struct store_dir *dir, bool create, struct detail *d)
{
    struct buf b = {0};
    enum status st = diskfile_read(dir->fd, "format", SMALL_FILE, &b, d);
    const char *text = buf_str(&b);
    bool ours = !st && !strncmp(text, magic, sizeof magic - 1);
    const char *version = ours ? text + sizeof magic - 1 : "";
    bool whole = !strcmp(version, made), cut_off = !strcmp(version, being_made);
    bool newer = ours && !whole && !cut_off && strtol(version, NULL, 10) > 1;
    buf_release(&b);
    if (st && st != STATUS_NOTFOUND)
        return inside(dir->path, st, d);
    if (create)
        return begin_making(dir, cut_off, d);
    if (st || cut_off)
        return no_store(dir->path, d);
    if (newer)
        return detail_set(d, STATUS_TOO_NEW, "%s: %s", dir->path, status_text(STATUS_TOO_NEW));
    if (!whole)
        return detail_set(d, STATUS_INVALID,
                          _("%s: không phải kho dữ liệu của hoctap. Hãy chọn nơi khác bằng --db."),
                          dir->path);
    return STATUS_OK;
}

enum status store_dir_made(struct store_dir *dir, struct detail *d)
{
    return write_format(dir, made, d);
}

/* First line: the boot. Second line: what the data file looks like. */
static void describe(struct store_dir *dir, struct buf *out)
{
    struct stat st;
    struct buf id = {0};
    if (diskfile_read(AT_FDCWD, "/proc/sys/kernel/random/boot_id", SMALL_FILE, &id, NULL))
        buf_adds(&id, "unknown\n");
    buf_add_span(out, buf_span(&id));
    if (!fstatat(dir->fd, "data.mdb", &st, 0))
        buf_addf(out, "%llu %llu %lld %lld.%09ld\n", (unsigned long long)st.st_dev,
                 (unsigned long long)st.st_ino, (long long)st.st_size, (long long)st.st_mtim.tv_sec,
                 st.st_mtim.tv_nsec);
    buf_release(&id);
}

/* Are we the only one? Takes our shared lock on `users` the other way for a moment. */
static bool alone(struct store_dir *dir)
{
    if (dir->users < 0)
        dir->users = lock_file(dir->fd, "users");
    return dir->users >= 0 && lock_try_exclusive(dir->users);
}

bool store_dir_needs_check(struct store_dir *dir)
{
    struct buf then = {0}, now = {0};
    enum status st = diskfile_read(dir->fd, "boot", SMALL_FILE, &then, NULL);
    describe(dir, &now);
    size_t line = strcspn(buf_str(&now), "\n") + 1; /* others are in: the boot is enough */
    bool same = !st && then.n >= line && now.n >= line && !memcmp(then.p, now.p, line);
    if (same && alone(dir))
        same = span_eq(buf_span(&then), buf_span(&now));
    buf_release(&then);
    buf_release(&now);
    dir->sound = same && faccessat(dir->fd, "suspect", F_OK, 0);
    return !dir->sound;
}

/* Without fsync: when a power cut takes it away, the next boot checks anyway. */
static void note_state(struct store_dir *dir)
{
    struct buf then = {0}, now = {0};
    describe(dir, &now);
    if (diskfile_read(dir->fd, "boot", SMALL_FILE, &then, NULL) ||
        !span_eq(buf_span(&then), buf_span(&now))) {
        enum status st = diskfile_write(dir->fd, "boot", buf_span(&now), false, NULL);
        (void)st; /* not noted: the next open checks once more */
    }
    buf_release(&then);
    buf_release(&now);
}

void store_dir_checked(struct store_dir *dir)
{
    dir->sound = true;
    note_state(dir);
    unlinkat(dir->fd, "suspect", 0);
}

void store_dir_enter(struct store_dir *dir)
{
    if (alone(dir))
        is_empty(dir, true);
    if (dir->users >= 0 && !lock_try_shared(dir->users)) {
        close(dir->users);
        dir->users = -1;
    }
}

void store_dir_leave(struct store_dir *dir)
{
    if (dir->sound && alone(dir) && faccessat(dir->fd, "suspect", F_OK, 0))
        note_state(dir);
}

void store_dir_suspect(struct store_dir *dir)
{
    dir->sound = false;
    enum status st = diskfile_write(dir->fd, "suspect", (struct span){0}, true, NULL);
    (void)st; /* the disk fails; the handle refuses writes in any case */
}

bool store_dir_disk_full(struct store_dir *dir)
{
    struct statvfs fs;
    return !fstatvfs(dir->fd, &fs) && (uint64_t)fs.f_bavail * fs.f_frsize < NEARLY_FULL;
}

enum status store_dir_writer(struct store_dir *dir, struct lock **out, struct detail *d)
{
    return inside(dir->path, lock_open(out, dir->fd, "writer", d), d);
}
