/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/list_window.h"

size_t list_window_rows(const struct draw *d, int kept)
{
    int n = draw_work_rows(d) - kept;
    return n < 1 ? 1 : (size_t)n;
}

void list_window_show(size_t n, size_t rows, size_t *at, size_t *top)
{
    if (*at >= n)
        *at = n ? n - 1 : 0;
    if (*at < *top)
        *top = *at;
    if (*at >= *top + rows)
        *top = *at - rows + 1;
}

bool list_window_key(enum key key, size_t n, size_t rows, size_t *at)
{
    size_t last = n ? n - 1 : 0;
    if (key == KEYS_UP)
        *at -= *at > 0;
    else if (key == KEYS_DOWN)
        *at += *at < last;
    else if (key == KEYS_PGUP)
        *at = *at > rows ? *at - rows : 0;
    else if (key == KEYS_PGDN)
        *at = *at + rows < last ? *at + rows : last;
    else if (key == KEYS_HOME)
        *at = 0;
    else if (key == KEYS_END)
        *at = last;
    else
        return false;
    return true;
}

void list_window_text(size_t lines, size_t rows, size_t *top)
{
    if (*top + rows > lines)
        *top = lines > rows ? lines - rows : 0;
}

bool list_window_scroll(enum key key, size_t lines, size_t rows, size_t *top)
{
    size_t page = rows > 1 ? rows - 1 : 1; /* one line is seen again */
    if (!list_window_key(key, lines, page, top))
        return false;
    list_window_text(lines, rows, top);
    return true;
}
