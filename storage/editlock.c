/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/editlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "storage/diskfile.h"

struct editlock {
    int folder, fd; /* -1 for a store in memory */
    struct buf name;
};

enum { TRIES = 20, PAUSE_NS = 2000000 };

static enum status folder(const char *store_path, bool make, int *fd, struct detail *d)
{
    *fd = -1;
    int store = open(store_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store < 0)
        return detail_errno(d, errno, store_path);
    enum status st = STATUS_OK;
    if (make)
        st = diskfile_folder(store, "editing", fd, d);
    else
        *fd = openat(store, "editing", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    close(store);
    return st;
}

/* A file that was removed between our opening and our locking it locks nothing. */
static bool still_there(int folder_fd, const char *name, int fd)
{
    struct stat a, b;
    return !fstat(fd, &a) && !fstatat(folder_fd, name, &b, AT_SYMLINK_NOFOLLOW) &&
           a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

/* One try. STATUS_BUSY with *who filled when it is held. */
static enum status try_take(struct editlock *e, struct lock_holder *who, struct detail *d)
{
    const char *name = buf_str(&e->name);
    e->fd = lock_file(e->folder, name);
    if (e->fd < 0)
        return detail_errno(d, errno, name);
    if (lock_try_exclusive(e->fd) && still_there(e->folder, name, e->fd))
        return STATUS_OK;
    lock_read_name(e->fd, who);
    close(e->fd);
    e->fd = -1;
    return STATUS_BUSY;
}

/* More than one try: who looks (editlock_held) or removes is in the way for a moment only. */
static enum status take(struct editlock *e, struct lock_holder *who, struct detail *d)
{
    enum status st = STATUS_BUSY;
    for (int i = 0; i < TRIES && st == STATUS_BUSY; i++) {
        if (i)
            nanosleep(&(struct timespec){0, PAUSE_NS}, NULL);
        st = try_take(e, who, d);
    }
    if (st == STATUS_BUSY)
        detail_set(d, st, _("%s đang sửa phiếu này."), who->name[0] ? who->name : _("Người khác"));
    return st;
}

enum status editlock_take(struct editlock **out, const char *store_path, struct span id,
                          const char *name, struct lock_holder *who, struct detail *d)
{
    struct lock_holder unused;
    struct editlock *e = mem_alloc(sizeof *e);
    enum status st = STATUS_OK;
    *out = NULL;
    e->folder = e->fd = -1;
    if (*store_path) {
        st = folder(store_path, true, &e->folder, d);
        diskfile_safe_name(&e->name, id);
        if (!st)
            st = take(e, who ? who : &unused, d);
    }
    if (st) {
        editlock_release(e);
        return st;
    }
    if (e->fd >= 0)
        lock_write_name(e->fd, name);
    *out = e;
    return STATUS_OK;
}

void editlock_release(struct editlock *e)
{
    if (!e)
        return;
    if (e->fd >= 0) {
        unlinkat(e->folder, buf_str(&e->name), 0); /* while we hold it */
        close(e->fd);
    }
    if (e->folder >= 0)
        close(e->folder);
    buf_release(&e->name);
    free(e);
}

bool editlock_held(const char *store_path, struct span id, struct lock_holder *who)
{
    int dir;
    bool held = false;
    struct buf name = {0};
    if (!*store_path || folder(store_path, false, &dir, NULL) || dir < 0)
        return false;
    diskfile_safe_name(&name, id);
    int fd = openat(dir, buf_str(&name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0) {
        held = !lock_try_shared(fd);
        if (held && who)
            lock_read_name(fd, who);
        close(fd);
    }
    close(dir);
    buf_release(&name);
    return held;
}
