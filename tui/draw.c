/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/draw.h"

#include <curses.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "locale/msg.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tui/draw_wrap.h"

struct look {
    attr_t mono, few; /* attributes without colours; with 8 */
    short few_colour;
    attr_t many; /* with 256 */
    short many_colour;
};

static const struct look looks[DRAW_ROLE_COUNT] = {
#define X(name, mono, few, few_colour, many, many_colour)                                          \
    [DRAW_##name] = {mono, few, few_colour, many, many_colour},
    DRAW_ROLES(X)
#undef X
};

/* ---- cells ---- */

static short role_colour(const struct draw *d, enum draw_role role)
{
    return d->depth == DRAW_8 ? looks[role].few_colour : looks[role].many_colour;
}

static attr_t role_attributes(const struct draw *d, enum draw_role role)
{
    switch (d->depth) {
    case DRAW_MONO:
        return looks[role].mono;
    case DRAW_8:
        return looks[role].few;
    case DRAW_256:
        return looks[role].many;
    }
    return A_NORMAL;
}

/* Pair 0 for the terminal's own colour: a pair of its own would be set and reset around each word.
 */
static void put_cell(const struct draw *d, int y, int x, enum draw_role role, const wchar_t *text)
{
    cchar_t cell;
    bool plain = d->depth == DRAW_MONO || role_colour(d, role) < 0;
    setcchar(&cell, text, role_attributes(d, role), plain ? 0 : (short)(role + 1), NULL);
    mvadd_wch(y, x, &cell);
}

static void put_plain(const struct draw *d, int y, int x, enum draw_role role, uint32_t cp)
{
    wchar_t text[2] = {(wchar_t)(d->utf8 ? cp : (uint32_t)draw_ascii(cp)), 0};
    put_cell(d, y, x, role, text);
}

/* One cluster of w columns. What libc measures otherwise would shift the rest of the row. */
static void put_cluster(const struct draw *d, int y, int x, enum draw_role role, struct span s,
                        size_t w)
{
    wchar_t text[CCHARW_MAX + 1] = {0};
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < CCHARW_MAX;) {
        uint32_t cp;
        i += utf8_decode(s.p + i, s.n - i, &cp);
        if (cp == UTF8_BROKEN || wcwidth((wchar_t)cp) != (n == 0 ? (int)w : 0))
            break;
        text[n++] = (wchar_t)cp;
    }
    if (d->utf8 && n > 0) {
        put_cell(d, y, x, role, text);
        return;
    }
    uint32_t first;
    utf8_decode(s.p, s.n, &first);
    put_plain(d, y, x, role, d->utf8 ? UTF8_REPLACEMENT : first);
    for (size_t i = 1; i < w; i++)
        put_plain(d, y, x + (int)i, role, ' ');
}

static bool outside(const struct draw *d, int y, int x)
{
    return d->gone || y < 0 || y >= d->rows || x < 0 || x >= d->columns;
}

/* s is safe and fits. */
static void put_line(const struct draw *d, int y, int x, enum draw_role role, struct span s)
{
    for (size_t i = 0, next; i < s.n; i = next) {
        next = cluster_next(s, i);
        struct span cluster = span_make(s.p + i, next - i);
        size_t w = width_columns(cluster);
        if (w == 0 || w > 2)
            w = 1; /* a lone mark has got its circle; a family of emoji is one cell too many */
        put_cluster(d, y, x, role, cluster, w);
        x += (int)w;
    }
}

/* ---- text ---- */

/* d->line gets the safe text cut to width; returns its columns. */
static int cut_line(struct draw *d, int width, struct span text)
{
    buf_reset(&d->safe);
    buf_reset(&d->line);
    text_add_safe(&d->safe, text);
    width_add_cut(&d->line, buf_span(&d->safe), (size_t)width);
    return (int)width_columns(buf_span(&d->line));
}

int draw_text(struct draw *d, int y, int x, int width, enum draw_role role, struct span text)
{
    if (outside(d, y, x))
        return 0;
    if (width < 0 || width > d->columns - x)
        width = d->columns - x;
    int used = cut_line(d, width, text);
    put_line(d, y, x, role, buf_span(&d->line));
    return used;
}

int draw_str(struct draw *d, int y, int x, int width, enum draw_role role, const char *text)
{
    return draw_text(d, y, x, width, role, span_of(text));
}

int draw_textf(struct draw *d, int y, int x, int width, enum draw_role role, const char *fmt, ...)
{
    struct buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    int used = draw_text(d, y, x, width, role, buf_span(&b));
    buf_release(&b);
    return used;
}

int draw_right(struct draw *d, int y, int x, int width, enum draw_role role, struct span text)
{
    if (outside(d, y, x))
        return 0;
    if (width < 0 || width > d->columns - x)
        width = d->columns - x;
    int used = cut_line(d, width, text);
    put_line(d, y, x + width - used, role, buf_span(&d->line));
    return used;
}

/* ---- other things ---- */

void draw_blank(struct draw *d, int y, int x, int rows, int columns)
{
    for (int i = y; i < y + rows; i++)
        for (int j = x; j < x + columns; j++)
            if (!outside(d, i, j))
                put_plain(d, i, j, DRAW_NORMAL, ' ');
}

void draw_rule(struct draw *d, int y)
{
    for (int x = 0; !outside(d, y, x); x++)
        put_plain(d, y, x, DRAW_RULE, 0x2500);
}

void draw_column_rule(struct draw *d, int y, int x, int rows)
{
    for (int i = y; i < y + rows && !outside(d, i, x); i++)
        put_plain(d, i, x, DRAW_RULE, 0x2502);
}

void draw_mark(struct draw *d, int y, int x)
{
    if (!outside(d, y, x))
        put_plain(d, y, x, DRAW_NORMAL, '>'); /* bold would double its bytes */
}

void draw_cursor(struct draw *d, int y, int x)
{
    d->cursor_y = y;
    d->cursor_x = x;
}

/* Full only when value has reached total, empty only when there is nothing. */
static int bar_cells(int width, int64_t value, int64_t total)
{
    if (value <= 0 || total <= 0)
        return 0;
    if (value >= total)
        return width;
    int cells = (int)((double)value / (double)total * width);
    return cells < 1 ? 1 : cells >= width ? width - 1 : cells;
}

void draw_bar(struct draw *d, int y, int x, int width, int64_t value, int64_t total, int64_t mark)
{
    int filled = bar_cells(width, value, total);
    int at = mark < 0 || total <= 0 ? -1 : (int)((double)mark / (double)total * width);
    if (at >= width)
        at = width - 1;
    for (int i = 0; i < width && !outside(d, y, x + i); i++) {
        if (i == at)
            put_plain(d, y, x + i, DRAW_KEY, '|');
        else
            put_plain(d, y, x + i, i < filled ? DRAW_GOOD : DRAW_DIM, i < filled ? 0x2588 : 0x2591);
    }
}

/* ---- the frame ---- */

int draw_work_top(const struct draw *d)
{
    (void)d;
    return 2;
}

int draw_work_rows(const struct draw *d)
{
    return d->rows > 6 ? d->rows - 5 : 1;
}

enum { KEY_GAP = 3 };

static int key_columns(const struct draw_key *k)
{
    return (int)(width_columns(span_of(k->key)) + 1 + width_columns(span_of(k->name)));
}

static void draw_keys(struct draw *d, int y, const struct draw_key *keys, struct span prefix)
{
    int n = 0, x = 1;
    int room = d->columns - 2 - (prefix.n ? (int)width_columns(prefix) + KEY_GAP : 0);
    while (n < DRAW_KEYS && keys[n].name)
        n++;
    for (int i = 0; i < n; i++) {
        bool last = i == n - 1;
        if (!last && x - 1 + key_columns(&keys[i]) + KEY_GAP + key_columns(&keys[n - 1]) > room)
            continue;
        x += draw_str(d, y, x, -1, DRAW_KEY, keys[i].key) + 1;
        x += draw_str(d, y, x, -1, DRAW_NORMAL, keys[i].name) + KEY_GAP;
    }
    if (prefix.n)
        draw_right(d, y, 0, d->columns - 1, DRAW_WARNING, prefix);
}

/* On a narrow screen the rule above gives its line to what does not fit into one. */
static bool draw_sentence(struct draw *d, int y, int room, const struct frame *f)
{
    struct span rest = f->sentence;
    if (width_columns(rest) > (size_t)room) {
        size_t n = draw_wrap_first(rest, (size_t)room);
        draw_blank(d, y - 1, 0, 1, d->columns);
        draw_text(d, y - 1, 1, room, f->sentence_role, span_make(rest.p, n));
        n += n < rest.n && rest.p[n] == ' ';
        rest = span_make(rest.p + n, rest.n - n);
    }
    draw_text(d, y, 1, room, f->sentence_role, rest);
    return width_columns(rest) <= (size_t)room;
}

bool draw_frame(struct draw *d, const struct frame *f)
{
    int bottom = d->rows - 1, room = d->columns - 2, who = 0, third = d->columns / 3;
    if (f->who.n > 0)
        who = draw_right(d, 0, third, d->columns - 1 - third, DRAW_DIM, f->who) + 2;
    draw_text(d, 0, 1, room - who, DRAW_TITLE, f->where);
    draw_rule(d, 1);
    draw_rule(d, bottom - 2);
    bool whole = draw_sentence(d, bottom - 1, room + 1, f);
    draw_keys(d, bottom, f->keys, f->prefix);
    return whole;
}

/* ---- for the loop ---- */

void draw_init(struct draw *d, int out, enum draw_depth depth, bool utf8)
{
    d->out = out;
    d->depth = depth;
    d->utf8 = utf8;
    d->rows = LINES;
    d->columns = COLS;
    for (int i = 0; depth != DRAW_MONO && i < DRAW_ROLE_COUNT; i++)
        if (role_colour(d, (enum draw_role)i) >= 0)
            init_pair((short)(i + 1), role_colour(d, (enum draw_role)i), -1);
}

void draw_send(struct draw *d, const char *more)
{
    off_t n = lseek(d->out, 0, SEEK_END);
    buf_reset(&d->line);
    if (n > 0) {
        buf_reserve(&d->line, (size_t)n);
        ssize_t got = pread(d->out, d->line.p, (size_t)n, 0);
        d->line.n = got > 0 ? (size_t)got : 0;
        buf_reset(&d->safe);
        d->squeeze.rows = d->rows;
        squeeze_add(&d->squeeze, buf_span(&d->line), &d->safe);
        buf_reset(&d->line);
        buf_add_span(&d->line, buf_span(&d->safe));
        if (ftruncate(d->out, 0) != 0 || lseek(d->out, 0, SEEK_SET) != 0)
            d->gone = true;
    }
    buf_adds(&d->line, more);
    for (size_t sent = 0; sent < d->line.n && !d->gone;) {
        ssize_t w = write(STDOUT_FILENO, d->line.p + sent, d->line.n - sent);
        if (w > 0)
            sent += (size_t)w;
        else if (errno != EINTR && errno != EAGAIN)
            d->gone = true;
    }
}

void draw_begin(struct draw *d)
{
    d->cursor_y = d->rows - 1;
    d->cursor_x = 0;
    if (!d->gone)
        erase();
}

void draw_end(struct draw *d)
{
    if (d->gone)
        return;
    if (outside(d, d->cursor_y, d->cursor_x))
        d->cursor_y = d->rows - 1, d->cursor_x = d->columns - 1;
    move(d->cursor_y, d->cursor_x);
    wnoutrefresh(stdscr);
    doupdate();
    draw_send(d, "");
}

void draw_forget(struct draw *d)
{
    if (!d->gone)
        clearok(curscr, TRUE);
    d->squeeze.whole = true;
}

void draw_release(struct draw *d)
{
    buf_release(&d->safe);
    buf_release(&d->line);
}
