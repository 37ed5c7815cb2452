/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several lines, broken into rows at blanks by display width. Rows are found anew each time from
 * the text: notes are short, and nothing can go stale.
 */
#include "forms/edit.h"

#include <string.h>

#include "locale/width.h"

/* The row that begins at `at`; *next is where the one behind it begins. */
static struct edit_row row_from(struct span s, size_t at, size_t columns, size_t *next)
{
    const char *brk = memchr(s.p + at, '\n', s.n - at);
    size_t end = brk ? (size_t)(brk - s.p) : s.n;
    size_t room = columns > 1 ? columns - 1 : 1;
    size_t fit = at + width_fit((struct span){s.p + at, end - at}, room, NULL);
    if (fit == end) {
        *next = brk ? end + 1 : end;
        return (struct edit_row){at, end - at};
    }
    if (fit == at) /* no room for a wide letter: it is shown cut, but the text goes on */
        fit = cluster_next(s, at);
    for (size_t i = fit; i > at; i--) /* fit < end: s.p[fit] can be looked at */
        if (s.p[i] == ' ' && cluster_next(s, i) == i + 1) {
            *next = i + 1;
            return (struct edit_row){at, i - at};
        }
    *next = fit;
    return (struct edit_row){at, fit - at};
}

/* Is there a row behind this one? It is empty when the text ends in a line break or blank. */
static bool goes_on(struct span s, struct edit_row r, size_t next)
{
    return next < s.n || next > r.at + r.n;
}

bool edit_lines_row(const struct edit *e, size_t columns, size_t row, struct edit_row *out)
{
    struct span s = edit_text(e);
    size_t at = 0, next;
    for (;; at = next) {
        *out = row_from(s, at, columns, &next);
        if (row-- == 0)
            return true;
        if (!goes_on(s, *out, next))
            return false;
    }
}

size_t edit_lines_rows(const struct edit *e, size_t columns)
{
    struct span s = edit_text(e);
    size_t n = 1, at = 0, next;
    for (;; at = next, n++) {
        struct edit_row r = row_from(s, at, columns, &next);
        if (!goes_on(s, r, next))
            return n;
    }
}

/* The row where the cursor is shown. Between two parts of a word that was cut it is the later. */
static struct edit_row cursor_row(const struct edit *e, size_t columns, size_t *row)
{
    struct span s = edit_text(e);
    size_t at = 0, next;
    for (*row = 0;; at = next, ++*row) {
        struct edit_row r = row_from(s, at, columns, &next);
        if (!goes_on(s, r, next) || e->at < next)
            return r;
    }
}

void edit_lines_cursor(const struct edit *e, size_t columns, size_t *row, size_t *column)
{
    struct edit_row r = cursor_row(e, columns, row);
    *column = width_columns((struct span){buf_str(&e->text) + r.at, e->at - r.at});
}

enum edit_done edit_lines_move(struct edit *e, struct edit_typing *t, size_t columns, long rows)
{
    enum edit_done ended = edit_leave(e, t);
    struct edit_row r;
    size_t row, column, last = edit_lines_rows(e, columns) - 1;
    edit_lines_cursor(e, columns, &row, &column);
    size_t up = rows < 0 ? (size_t)-rows : 0, down = rows > 0 ? (size_t)rows : 0;
    size_t to = up ? row - (up < row ? up : row) : down < last - row ? row + down : last;
    if (to == row || !edit_lines_row(e, columns, to, &r))
        return ended;
    size_t want = e->want ? e->want - 1 : column;
    struct span s = {buf_str(&e->text) + r.at, r.n};
    size_t in = width_fit(s, want, NULL);
    e->at = r.at + in;
    size_t shown;
    cursor_row(e, columns, &shown);
    if (shown != to) /* the end of a cut word is the start of the row behind */
        e->at = cluster_prev(edit_text(e), e->at);
    e->want = want + 1;
    return ended == EDIT_NOTHING ? EDIT_MOVED : ended;
}

enum edit_done edit_lines_home(struct edit *e, struct edit_typing *t, size_t columns)
{
    enum edit_done ended = edit_leave(e, t);
    size_t row, before = e->at;
    e->at = cursor_row(e, columns, &row).at;
    e->want = 0;
    return ended == EDIT_NOTHING && e->at != before ? EDIT_MOVED : ended;
}

enum edit_done edit_lines_end(struct edit *e, struct edit_typing *t, size_t columns)
{
    enum edit_done ended = edit_leave(e, t);
    size_t row, shown, before = e->at;
    struct edit_row r = cursor_row(e, columns, &row);
    e->at = r.at + r.n;
    cursor_row(e, columns, &shown);
    if (shown != row)
        e->at = cluster_prev(edit_text(e), e->at);
    e->want = 0;
    return ended == EDIT_NOTHING && e->at != before ? EDIT_MOVED : ended;
}

size_t edit_lines_top(struct edit *e, size_t columns, size_t height)
{
    size_t row, column;
    edit_lines_cursor(e, columns, &row, &column);
    if (row < e->scroll)
        e->scroll = row;
    else if (height && row >= e->scroll + height)
        e->scroll = row - height + 1;
    return e->scroll;
}
