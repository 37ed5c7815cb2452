/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "locale/msg.h"

enum status input_open(struct input *in, const char *path, struct detail *d)
{
    memset(in, 0, sizeof *in);
    if (!path || strcmp(path, "-") == 0) {
        in->fd = STDIN_FILENO;
        in->name = _("đầu vào");
        return STATUS_OK;
    }
    in->name = path;
    in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (in->fd < 0)
        return detail_errno(d, errno, path);
    struct stat file;
    if (fstat(in->fd, &file) == 0 && S_ISDIR(file.st_mode)) {
        input_close(in);
        return detail_set(d, STATUS_IO, _("%s là thư mục. Hãy ghi tên tệp ở trong đó."), path);
    }
    return STATUS_OK;
}

/* Appends one piece to in->b. */
static enum status fill(struct input *in, struct detail *d)
{
    ssize_t k;
    buf_reserve(&in->b, INPUT_PIECE);
    do
        k = read(in->fd, in->b.p + in->b.n, INPUT_PIECE);
    while (k < 0 && errno == EINTR);
    if (k < 0)
        return detail_errno(d, errno, in->name);
    in->b.n += (size_t)k;
    in->end = k == 0;
    return STATUS_OK;
}

enum status input_piece(struct input *in, struct span *out, struct detail *d)
{
    enum status s = STATUS_OK;
    buf_reset(&in->b);
    if (!in->end)
        s = fill(in, d);
    *out = buf_span(&in->b);
    return s;
}

enum status input_line(struct input *in, struct span *line, bool *end, struct detail *d)
{
    size_t seen = in->at; /* no line end before this offset */
    *end = false;
    for (;;) {
        const char *nl = in->b.n > seen ? memchr(in->b.p + seen, '\n', in->b.n - seen) : NULL;
        if (nl || in->end) {
            size_t stop = nl ? (size_t)(nl - in->b.p) : in->b.n;
            *line = span_make(in->b.p + in->at, stop - in->at);
            *end = !nl && line->n == 0;
            in->at = stop + (nl ? 1 : 0);
            if (line->n > 0 && line->p[line->n - 1] == '\r')
                line->n--;
            return STATUS_OK;
        }
        if (in->at > 0) {
            memmove(in->b.p, in->b.p + in->at, in->b.n - in->at);
            buf_truncate(&in->b, in->b.n - in->at);
            in->at = 0;
        }
        seen = in->b.n;
        enum status s = fill(in, d);
        if (s != STATUS_OK)
            return s;
    }
}

void input_close(struct input *in)
{
    if (in->fd > STDERR_FILENO)
        close(in->fd);
    in->fd = -1;
    buf_release(&in->b);
}

enum status input_all(const char *path, size_t max, struct buf *out, struct detail *d)
{
    struct input in;
    struct span piece;
    enum status s = input_open(&in, path, d);
    if (s != STATUS_OK)
        return s;
    do {
        s = input_piece(&in, &piece, d);
        buf_add_span(out, piece);
    } while (s == STATUS_OK && piece.n > 0 && out->n <= max);
    input_close(&in);
    return s;
}
