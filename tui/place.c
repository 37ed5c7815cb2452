/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "locale/msg.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "storage/lock.h"

enum { NAME_BYTES_MAX = 200 }; /* room for the ending of a temporary name */

static bool base_name(struct span s)
{
    return s.n <= NAME_BYTES_MAX && s.p[0] != '.' && !memchr(s.p, '/', s.n) &&
           !memchr(s.p, 0, s.n) && text_is_safe(s) && !memchr(s.p, '\n', s.n);
}

/* Nothing, or a plain file with this one name. */
static bool plain(const char *name)
{
    struct stat st;
    int fd = openat(AT_FDCWD, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    bool good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1;
    close(fd);
    return good;
}

enum status place_path(const struct place *p, struct span typed, struct buf *out, struct detail *d)
{
    struct span name = span_trim(typed);
    const char *home = getenv("HOME");
    size_t before = out->n;
    if (!name.n || span_eq_str(name, "-"))
        return detail_set(d, STATUS_INVALID, _("Hãy gõ tên tệp."));
    if (!p || !p->own) {
        if (name.n >= 2 && memcmp(name.p, "~/", 2) == 0 && home) {
            buf_adds(out, home);
            name.p++, name.n--;
        }
        buf_add_span(out, name);
        return STATUS_OK;
    }
    buf_add_span(out, name);
    if (base_name(name) && plain(buf_str(out) + before))
        return STATUS_OK;
    buf_truncate(out, before);
    return detail_set(
        d, STATUS_DENIED,
        _("Trên máy chủ hãy chỉ gõ tên tệp, không kèm thư mục. Ví dụ: bao-cao.docx."));
}

enum status place_room(const struct place *p, const char *name, struct detail *d)
{
    struct stat st;
    size_t files = 0;
    off_t bytes = 0;
    if (!p || !p->own || lstat(name, &st) == 0)
        return STATUS_OK;
    DIR *list = opendir(".");
    if (!list)
        return detail_errno(d, errno, "files");
    for (struct dirent *e; (e = readdir(list));)
        if (fstatat(dirfd(list), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(st.st_mode))
            files++, bytes += st.st_size;
    closedir(list);
    if (files < PLACE_FILES_MAX && bytes < PLACE_BYTES_MAX)
        return STATUS_OK;
    return detail_set(d, STATUS_FULL,
                      _("Trên máy chủ mỗi người giữ được %d tệp, tất cả %d MB. Hãy gõ tên một tệp "
                        "cũ để ghi đè lên, hoặc nhờ người quản trị dọn bớt."),
                      PLACE_FILES_MAX, PLACE_BYTES_MAX >> 20);
}

enum status place_output(const struct place *p, struct output *o, const char *path,
                         struct detail *d)
{
    if (!p || !p->own)
        return output_open(o, path, d);
    enum status s = place_room(p, path, d);
    return s == STATUS_OK ? output_open_own(o, path, d) : s;
}

static int step(int at, const char *name)
{
    if (mkdirat(at, name, 0700) != 0 && errno != EEXIST)
        return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

enum status place_session(const char *store, const char *login, struct detail *d)
{
    int at = open(store, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_store = at >= 0 && faccessat(at, "format", F_OK, 0) == 0;
    int folder = is_store ? step(at, "sessions") : -1;
    bool got = folder < 0; /* opening the store will say what is wrong with it */
    for (int i = 0; i < PLACE_SESSIONS_MAX && !got; i++) {
        char name[64];
        snprintf(name, sizeof name, "%.40s.%d", login, i);
        int fd = lock_file(folder, name);
        got = fd < 0 || lock_try_exclusive(fd); /* the descriptor stays open: it is the place */
        if (!got)
            close(fd);
    }
    if (folder >= 0)
        close(folder);
    if (at >= 0)
        close(at);
    if (got)
        return STATUS_OK;
    return detail_set(
        d, STATUS_BUSY,
        _("Tài khoản này đang mở %d cửa sổ cùng lúc, không mở thêm được. Hãy đóng bớt "
          "cửa sổ PuTTY; nếu không phải mình mở thì báo người quản trị."),
        PLACE_SESSIONS_MAX);
}

enum status place_enter(const char *store, const char *login, struct detail *d)
{
    int at = open(store, O_RDONLY | O_DIRECTORY | O_CLOEXEC), files = -1, own = -1;
    if (at >= 0)
        files = step(at, "files");
    if (files >= 0)
        own = step(files, login);
    enum status s = own >= 0 && fchdir(own) == 0 ? STATUS_OK : detail_errno(d, errno, "files");
    if (own >= 0)
        close(own);
    if (files >= 0)
        close(files);
    if (at >= 0)
        close(at);
    return s;
}
