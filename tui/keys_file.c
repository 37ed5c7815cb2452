/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/keys_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/account.h"
#include "locale/msg.h"

enum { CONF_BYTES_MAX = 4096 };

/* Quotes and backslashes mean something to sshd as well as to the shell; control characters would
 * end the line. */
bool shell_word(const char *text, struct buf *out)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._+@,=:-";
    bool quote = !text[0] || text[strspn(text, plain)] != 0;
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f || strchr("'\"\\", *p))
            return false;
    buf_adds(out, quote ? "'" : "");
    buf_adds(out, text);
    buf_adds(out, quote ? "'" : "");
    return true;
}

bool keys_file_noted(const char *conf, const char *store, struct buf *out)
{
    char text[CONF_BYTES_MAX + 1], *save = NULL;
    const char *db = NULL, *keys = NULL;
    int fd = open(conf, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, CONF_BYTES_MAX);
    if (fd >= 0)
        close(fd);
    if (n <= 0)
        return false;
    text[n] = 0;
    for (char *l = strtok_r(text, "\n", &save); l; l = strtok_r(NULL, "\n", &save)) {
        if (strncmp(l, "db=", 3) == 0)
            db = l + 3;
        if (strncmp(l, "keys=", 5) == 0)
            keys = l + 5;
    }
    if (!db || !keys || keys[0] != '/' || strcmp(db, store) != 0)
        return false;
    buf_adds(out, keys);
    return true;
}

struct making {
    const struct buf *command; /* up to the login */
    struct buf *out;
};

static enum status add_lines(struct book_tx *t, const struct account *a, void *context)
{
    struct making *m = context;
    (void)t;
    for (size_t i = 1; !a->disabled && account_key(a, i).n; i++) {
        buf_addf(m->out, "restrict,pty,command=\"%s%s\" ", buf_str(m->command), a->login);
        buf_add_span(m->out, account_key(a, i));
        buf_addc(m->out, '\n');
    }
    return STATUS_OK;
}

static enum status make(struct book_tx *t, void *context)
{
    struct making *m = context;
    buf_reset(m->out);
    buf_adds(m->out, "# Made by hoctap from its accounts (hoctap user ...). Do not edit: the next "
                     "change makes it anew.\n");
    return account_each(t, add_lines, m);
}

enum status keys_file_text(struct book *b, const struct caller *who, const char *program,
                           const char *store, struct buf *out, struct detail *d)
{
    struct buf command = {0};
    struct making m = {&command, out};
    bool safe = shell_word(program, &command);
    buf_adds(&command, " --db ");
    safe = safe && shell_word(store, &command);
    buf_adds(&command, " --as ");
    enum status s = safe ? book_read(b, who, make, &m, d)
                         : detail_set(d, STATUS_INVALID,
                                      _("Đường dẫn %s hoặc %s có dấu nháy hay ký tự lạ nên không "
                                        "ghi vào tệp khóa được. Hãy đổi tên thư mục."),
                                      program, store);
    buf_release(&command);
    return s;
}

static bool write_all(int fd, struct span s)
{
    while (s.n > 0) {
        ssize_t k = write(fd, s.p, s.n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return false;
        s.p += k, s.n -= (size_t)k;
    }
    return true;
}

enum status keys_file_write(const char *path, struct span text, struct detail *d)
{
    struct buf temporary = {0};
    enum status s = STATUS_OK;
    buf_addf(&temporary, "%s.XXXXXX", path);
    int fd = mkostemp(temporary.p, O_CLOEXEC); /* 0600 */
    bool good = fd >= 0 && write_all(fd, text) && fchmod(fd, geteuid() == 0 ? 0644 : 0600) == 0 &&
                fsync(fd) == 0 && rename(temporary.p, path) == 0;
    if (!good) {
        s = detail_errno(d, errno, path);
        if (fd >= 0)
            unlink(temporary.p);
    }
    if (fd >= 0)
        close(fd);
    buf_release(&temporary);
    return s;
}
