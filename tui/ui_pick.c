/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One of many: a box over the right of the screen. What is typed filters; marks may be left out,
 * labels with the very marks come first, and a number is the number of the row.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/edit.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"
#include "tui/edit_event.h"
#include "tui/ui_private.h"

enum { LABEL_AT = 9 /* columns from the rule of the box */ };

struct label { /* offsets into pick.text */
    size_t at, n;
    size_t key, key_n;       /* folded, with marks */
    size_t search, search_n; /* folded, without */
};

struct pick {
    struct screen screen;
    struct ui_choices choices;
    char *title;
    struct buf text;
    struct label *labels;
    size_t widest;
    size_t *shown, n; /* labels that pass the filter, best first */
    struct edit filter;
    size_t at, top; /* index into shown: chosen, first row */
    size_t room;    /* rows of labels */
};

static struct span part(const struct pick *p, size_t at, size_t n)
{
    return span_make(p->text.n ? p->text.p + at : "", n);
}

static bool holds(struct span all, struct span some)
{
    return some.n == 0 || (all.n >= some.n && memmem(all.p, all.n, some.p, some.n) != NULL);
}

/* Does the label say "số 12"? That is the number people know; the row's own comes behind it. */
static bool says_number(struct span search, size_t number)
{
    struct buf word = {0};
    bool hit = false;
    buf_addf(&word, "so %zu", number);
    for (const char *p = search.p; !hit && p;) {
        size_t left = search.n - (size_t)(p - search.p);
        p = memmem(p, left, word.p, word.n);
        if (!p)
            break;
        size_t end = (size_t)(p - search.p) + word.n;
        hit = end == search.n || search.p[end] < '0' || search.p[end] > '9';
        p += word.n;
    }
    buf_release(&word);
    return hit;
}

/* 4: "số 12" in it, 3: its number, 2: the very marks, 1: without marks, 0: no */
static int match(const struct pick *p, size_t i, struct span key, struct span search, size_t number)
{
    const struct label *l = &p->labels[i];
    if (number && says_number(part(p, l->search, l->search_n), number))
        return 4;
    if (number == i + 1)
        return 3;
    if (holds(part(p, l->key, l->key_n), key))
        return 2;
    return holds(part(p, l->search, l->search_n), search) ? 1 : 0;
}

static size_t typed_number(struct span s)
{
    size_t number = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || number > 1000000)
            return 0;
        number = number * 10 + (size_t)(s.p[i] - '0');
    }
    return number;
}

static void filter(struct pick *p)
{
    struct buf key = {0}, search = {0};
    struct span typed = edit_text(&p->filter);
    size_t number = typed_number(typed);
    fold_key(&key, typed);
    fold_search(&search, typed);
    p->n = p->at = p->top = 0;
    for (int rank = 4; rank > 0; rank--)
        for (size_t i = 0; i < p->choices.n; i++)
            if (match(p, i, buf_span(&key), buf_span(&search), number) == rank)
                p->shown[p->n++] = i;
    buf_release(&key);
    buf_release(&search);
}

static void move_to(struct pick *p, size_t at)
{
    p->at = p->n == 0 ? 0 : at >= p->n ? p->n - 1 : at;
}

static void draw_box(struct pick *p, struct draw *d, int x)
{
    int y = draw_work_top(d), rows = draw_work_rows(d), width = d->columns - x;
    struct buf line = {0};
    draw_blank(d, y, x, rows, width);
    draw_column_rule(d, y, x, rows);
    int used = draw_textf(d, y, x + 2, width - 2, DRAW_LABEL, "%s: ", p->title);
    size_t room = width - 2 - used > 4 ? (size_t)(width - 2 - used) : 4;
    struct edit_view v = edit_view(&p->filter, room, &line);
    draw_text(d, y, x + 2 + used, (int)room, DRAW_FOCUS, buf_span(&line));
    draw_cursor(d, y, x + 2 + used + (int)v.cursor);
    buf_release(&line);
    p->room = rows > 2 ? (size_t)rows - 2 : 1;
    if (p->at < p->top)
        p->top = p->at;
    if (p->at >= p->top + p->room)
        p->top = p->at - p->room + 1;
    for (size_t i = 0; i < p->room && p->top + i < p->n; i++) {
        const struct label *l = &p->labels[p->shown[p->top + i]];
        int at = y + 2 + (int)i;
        if (p->top + i == p->at)
            draw_mark(d, at, x + 2);
        draw_textf(d, at, x + 3, 5, DRAW_DIM, "%4zu", p->shown[p->top + i] + 1);
        draw_text(d, at, x + LABEL_AT, -1, DRAW_VALUE, part(p, l->at, l->n));
    }
}

static struct span chosen_label(const struct pick *p)
{
    const struct label *l = &p->labels[p->shown[p->at]];
    return part(p, l->at, l->n);
}

static void pick_draw(struct screen *s, struct ui *ui)
{
    static const struct ui_key keys[] = {{ACTION_NEXT, N_("Chọn"), NULL},
                                         {ACTION_NONE, N_("Dòng khác"), "↑ ↓"},
                                         {ACTION_BACK, NULL, NULL},
                                         {0}};
    struct pick *p = (struct pick *)s;
    struct draw *d = ui_draw(ui);
    struct ui_key named[4] = {0};
    struct buf hint = {0};
    size_t want = p->widest + 11, title = width_columns(span_of(p->title)) + 16;
    if (want < title)
        want = title;
    int x = want + 1 < (size_t)d->columns ? d->columns - (int)want - 1 : 0;
    draw_box(p, d, x);
    for (int i = 0; i < 3; i++)
        named[i] =
            (struct ui_key){keys[i].action, keys[i].name ? _(keys[i].name) : NULL, keys[i].key};
    if (p->n == 0)
        buf_adds(&hint, _("Không có dòng nào khớp. Hãy xóa bớt chữ đã gõ."));
    else if (width_columns(chosen_label(p)) + LABEL_AT >
             (size_t)(d->columns - x)) /* the label chosen is cut in the box */
        buf_add_span(&hint, chosen_label(p));
    else
        buf_addf(&hint, _("Gõ số hoặc chữ để lọc, không cần dấu, rồi Enter. %s trên %s."),
                 number_vn((int64_t)p->n).text, number_vn((int64_t)p->choices.n).text);
    ui_frame(ui, (struct span){0}, (struct span){0}, buf_span(&hint), named);
    buf_release(&hint);
}

static enum ui_result take(struct pick *p, struct ui *ui)
{
    struct ui_choices c = p->choices;
    if (p->n == 0)
        return UI_HANDLED;
    size_t chosen = p->shown[p->at];
    ui_close(ui, &p->screen);
    c.done(c.context, ui, chosen);
    return UI_HANDLED;
}

static enum ui_result pick_key(struct pick *p, struct ui *ui, const struct event *e)
{
    if (e->key == KEYS_UP || e->key == KEYS_BACKTAB)
        move_to(p, p->at > 0 ? p->at - 1 : 0);
    else if (e->key == KEYS_DOWN || e->key == KEYS_TAB)
        move_to(p, p->at + 1);
    else if (e->key == KEYS_PGUP)
        move_to(p, p->at > p->room ? p->at - p->room : 0);
    else if (e->key == KEYS_PGDN)
        move_to(p, p->at + p->room);
    else if (e->key == KEYS_HOME)
        move_to(p, 0);
    else if (e->key == KEYS_END)
        move_to(p, p->n);
    else if (e->key == KEYS_ENTER)
        return take(p, ui);
    else if (e->action == ACTION_TYPING && ui->typing)
        edit_event_toggle(ui->typing, ui);
    else if (e->action == ACTION_UNDO && edit_undo(&p->filter, NULL) != EDIT_NOTHING)
        filter(p);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static enum ui_result pick_event(struct screen *s, struct ui *ui, const struct event *e)
{
    struct pick *p = (struct pick *)s;
    if (e->type == EVENT_KEY)
        return pick_key(p, ui, e);
    enum edit_done done;
    if (!edit_event(&p->filter, ui->typing, e, &done))
        return UI_PASS;
    if (done == EDIT_CHANGED || done == EDIT_TYPING_OFF)
        filter(p);
    return UI_HANDLED;
}

static void pick_close(struct screen *s)
{
    struct pick *p = (struct pick *)s;
    free(p->title);
    free(p->labels);
    free(p->shown);
    buf_release(&p->text);
    edit_release(&p->filter);
    free(p);
}

static const struct screen_ops pick_ops = {
    .draw = pick_draw, .event = pick_event, .close = pick_close, .over = true};

static void read_labels(struct pick *p)
{
    for (size_t i = 0; i < p->choices.n; i++) {
        struct label *l = &p->labels[i];
        struct buf one = {0};
        p->choices.label(p->choices.context, i, &one);
        size_t columns = width_columns(buf_span(&one));
        if (columns > p->widest)
            p->widest = columns;
        l->at = p->text.n, l->n = one.n;
        buf_add_span(&p->text, buf_span(&one));
        l->key = p->text.n;
        fold_key(&p->text, buf_span(&one));
        l->key_n = p->text.n - l->key;
        l->search = p->text.n;
        fold_search(&p->text, buf_span(&one));
        l->search_n = p->text.n - l->search;
        buf_release(&one);
    }
}

void ui_pick(struct ui *ui, const struct ui_choices *choices)
{
    struct pick *p = mem_alloc(sizeof *p);
    ui_unsay(ui);
    p->screen.ops = &pick_ops;
    p->choices = *choices;
    p->title = mem_strdup(choices->title);
    p->labels = mem_alloc((choices->n + 1) * sizeof *p->labels);
    p->shown = mem_alloc((choices->n + 1) * sizeof *p->shown);
    edit_init(&p->filter, 60, false, false);
    read_labels(p);
    filter(p);
    move_to(p, choices->first);
    ui_push(ui, &p->screen);
}
