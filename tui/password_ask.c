/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/password_ask.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024, CTRL_C = 3 };

/* Byte by byte: what follows the line is not ours to take. */
static bool read_line(struct buf *out)
{
    buf_reserve(out, LINE_MAX_BYTES + 1); /* it never moves, so no copy is left behind */
    for (;;) {
        char c;
        ssize_t k = read(STDIN_FILENO, &c, 1);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return k == 0 && out->n > 0;
        if (c == CTRL_C)
            return false;
        if (c == '\n')
            return true;
        if (out->n < LINE_MAX_BYTES && c != '\r')
            buf_addc(out, c);
    }
}

void password_begin(struct password_terminal *t)
{
    t->is = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &t->before) == 0;
    if (!t->is)
        return;
    struct termios quiet = t->before;
    quiet.c_lflag &= (tcflag_t) ~(ECHO | ISIG);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet); /* what was typed until now has been seen */
}

void password_end(struct password_terminal *t)
{
    if (t->is)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &t->before);
    t->is = false;
}

bool password_ask(const struct password_terminal *t, const char *question, struct buf *out)
{
    if (t->is) {
        fputs(question, stderr);
        fflush(stderr);
    }
    bool good = read_line(out);
    if (t->is)
        fputc('\n', stderr);
    return good;
}

void password_forget(struct buf *b)
{
    if (b->p)
        sodium_memzero(b->p, b->cap);
    buf_release(b);
}
