/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/say.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "locale/width.h"

static void write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t k = write(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return; /* nobody to tell */
        p += k;
        n -= (size_t)k;
    }
}

void say(const char *fmt, ...)
{
    struct buf text = {0}, safe = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    if (text.n > 0 && text.p[text.n - 1] == '\n')
        buf_truncate(&text, text.n - 1);
    for (const char *p = buf_str(&text), *end = p + text.n; p <= end;) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((nl ? nl : end) - p);
        text_add_safe(&safe, span_make(p, n));
        buf_addc(&safe, '\n');
        p += n + 1;
    }
    write_all(STDERR_FILENO, safe.p, safe.n); /* one write: lines of two programs do not mix */
    buf_release(&safe);
    buf_release(&text);
}

int say_status(enum status s, const struct detail *d)
{
    if (s == STATUS_OK)
        return EXIT_DONE;
    say("%s", d && d->text[0] ? d->text : status_text(s));
    return status_exit_code(s);
}

int say_file_status(enum status s, const struct detail *d)
{
    return say_status(s, d) == EXIT_DONE ? EXIT_DONE : EXIT_FILE;
}
