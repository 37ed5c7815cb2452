/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/stream_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"

/* 0, or errno. */
static int copy(int from, int to)
{
    char chunk[65536];
    for (;;) {
        ssize_t n = read(from, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : 0;
        for (ssize_t done = 0, w; done < n; done += w)
            if ((w = write(to, chunk + done, (size_t)(n - done))) < 0) {
                if (errno != EINTR)
                    return errno;
                w = 0;
            }
    }
}

static enum status take_stdin(const struct stream_file *f, struct detail *d)
{
    if (isatty(STDIN_FILENO) == 1)
        return detail_set(d, STATUS_USAGE,
                          _("Đang chờ bản sao lưu từ bàn phím. Hãy nêu tên tệp, hoặc thêm < TỆP."));
    int to = open(f->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int why = to < 0 ? errno : copy(STDIN_FILENO, to);
    if (to >= 0 && close(to) && !why)
        why = errno;
    return why ? detail_errno(d, why, f->path) : STATUS_OK;
}

enum status stream_file_open(struct stream_file *f, const char *name, bool read, struct detail *d)
{
    const char *base = getenv("TMPDIR");
    struct buf b = {0};
    *f = (struct stream_file){0};
    if (strcmp(name, "-") != 0) {
        f->path = mem_strdup(name);
        return STATUS_OK;
    }
    if (!read && isatty(STDOUT_FILENO) == 1)
        return detail_set(d, STATUS_USAGE,
                          _("Bản sao lưu không in ra màn hình được. Hãy nêu tên tệp, hoặc thêm > "
                            "TỆP."));
    buf_addf(&b, "%s/hoctap-XXXXXX", base && base[0] == '/' ? base : "/tmp");
    f->folder = buf_detach(&b);
    if (!mkdtemp(f->folder)) {
        enum status s = detail_errno(d, errno, f->folder);
        free(f->folder);
        f->folder = NULL;
        return s;
    }
    buf_addf(&b, "%s/-", f->folder);
    f->path = buf_detach(&b);
    return read ? take_stdin(f, d) : STATUS_OK;
}

enum status stream_file_send(const struct stream_file *f, struct detail *d)
{
    if (!f->folder)
        return STATUS_OK;
    int from = open(f->path, O_RDONLY | O_CLOEXEC);
    int why = from < 0 ? errno : copy(from, STDOUT_FILENO);
    if (from >= 0)
        close(from);
    return why ? detail_errno(d, why, _("đầu ra")) : STATUS_OK;
}

/* A backup may leave its list of erased persons beside the file. */
void stream_file_release(struct stream_file *f)
{
    int fd = f->folder ? open(f->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        unlinkat(fd, "-", 0);
        unlinkat(fd, "erased.list", 0);
        close(fd);
        rmdir(f->folder);
    }
    free(f->folder);
    free(f->path);
    *f = (struct stream_file){0};
}
