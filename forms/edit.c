/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/edit.h"

#include <stdlib.h>
#include <string.h>

#include "locale/msg.h"
#include "locale/nfc.h"
#include "locale/utf8.h"
#include "locale/width.h"

enum { NBSP = 0xA0, NARROW_NBSP = 0x202F };

void edit_typing_set(struct edit_typing *t, bool on, enum typing_method method)
{
    struct typing_options o = TYPING_DEFAULTS;
    o.method = method;
    typing_init(&t->engine, o);
    t->on = on;
}

void edit_init(struct edit *e, size_t max, bool lines, bool digits)
{
    *e = (struct edit){.max = max, .lines = lines, .digits = digits};
}

void edit_release(struct edit *e)
{
    buf_release(&e->text);
    buf_release(&e->saved);
    buf_release(&e->mark);
    buf_release(&e->typed);
    *e = (struct edit){0};
}

struct span edit_text(const struct edit *e)
{
    return buf_span(&e->text);
}

bool edit_dirty(const struct edit *e)
{
    return !span_eq(buf_span(&e->text), buf_span(&e->saved));
}

static void assign(struct buf *to, struct span s)
{
    struct buf b = {0};
    buf_add_span(&b, s);
    buf_release(to);
    *to = b;
}

/* ---- what may stand in a text ---- */

/* Would a mark behind s have a letter to stand on? */
static bool bears_mark(struct span s)
{
    return s.n && s.p[s.n - 1] != '\n';
}

/* Appends a character as it may stand behind before + out: control and invisible ones and marks
 * without a letter are dropped, blanks of all kinds become a blank. */
static void add_clean_char(struct buf *out, struct span before, struct span c)
{
    struct buf pair = {0}, safe = {0};
    uint32_t cp;
    utf8_decode(c.p, c.n, &cp);
    if (bears_mark(out->n ? buf_span(out) : before))
        buf_addc(&pair, 'a');
    buf_add_span(&pair, c);
    text_add_safe(&safe, buf_span(&pair));
    if (span_eq(buf_span(&pair), buf_span(&safe)) && cp != NBSP && cp != NARROW_NBSP)
        buf_add_span(out, c);
    else if (cp == UTF8_BROKEN)
        buf_add_cp(out, UTF8_REPLACEMENT); /* shown, so that it is seen that something was there */
    else if (cp == NBSP || cp == NARROW_NBSP || (safe.n && safe.p[safe.n - 1] == ' '))
        buf_addc(out, ' ');
    buf_release(&pair);
    buf_release(&safe);
}

static void add_clean(const struct edit *e, struct span before, struct span s, struct buf *out)
{
    for (size_t i = 0; i < s.n;) {
        size_t next = utf8_next(s, i);
        unsigned char c = (unsigned char)s.p[i];
        if (c == '\r' || c == '\n') {
            buf_addc(out, e->lines ? '\n' : ' ');
            next += c == '\r' && next < s.n && s.p[next] == '\n';
        } else if (c >= ' ' && c < 0x7F) {
            buf_addc(out, (char)c);
        } else {
            add_clean_char(out, before, (struct span){s.p + i, next - i});
        }
        i = next;
    }
}

/* The first boundary between clusters at or behind at. */
static size_t boundary(struct span s, size_t at)
{
    size_t b = 0;
    while (b < at && b < s.n)
        b = cluster_next(s, b);
    return b;
}

/* ---- changing ---- */

/* Every change goes through here: text from..to becomes s, which is clean. */
static enum edit_done replace(struct edit *e, size_t from, size_t to, struct span s)
{
    struct buf raw = {0}, text = {0}, head = {0};
    if (from == to && !s.n)
        return EDIT_NOTHING;
    buf_add(&raw, buf_str(&e->text), from);
    buf_add_span(&raw, s);
    nfc_add(&head, buf_span(&raw));
    buf_add(&raw, buf_str(&e->text) + to, e->text.n - to);
    nfc_add(&text, buf_span(&raw));
    buf_release(&raw);
    size_t count = utf8_count(buf_span(&text));
    if (e->max && count > e->max && count > utf8_count(edit_text(e))) {
        buf_release(&text);
        buf_release(&head);
        return EDIT_TOO_LONG;
    }
    buf_release(&e->text);
    e->text = text;
    e->at = boundary(edit_text(e), head.n);
    e->undone = false;
    e->want = 0;
    buf_release(&head);
    return EDIT_CHANGED;
}

/* As replace(), of what a person typed or pasted. */
static enum edit_done insert(struct edit *e, size_t from, struct span s)
{
    struct buf clean = {0};
    add_clean(e, (struct span){buf_str(&e->text), from}, s, &clean);
    enum edit_done done = replace(e, from, e->at, buf_span(&clean));
    buf_release(&clean);
    return done;
}

static size_t back(const struct edit *e, size_t clusters)
{
    size_t at = e->at;
    while (clusters-- && at)
        at = cluster_prev(edit_text(e), at);
    return at;
}

static void put(struct edit *e, struct span s)
{
    struct buf text = {0};
    add_clean(e, (struct span){"", 0}, s, &text);
    buf_release(&e->text);
    nfc_add(&e->text, buf_span(&text));
    buf_release(&text);
    e->at = e->text.n;
    e->want = 0;
    e->undone = false;
}

void edit_set(struct edit *e, struct span text)
{
    put(e, text);
    assign(&e->saved, edit_text(e));
    assign(&e->mark, edit_text(e));
    e->scroll = 0;
}

void edit_replace(struct edit *e, struct span text)
{
    assign(&e->mark, edit_text(e));
    put(e, text);
}

void edit_set_saved(struct edit *e, struct span text)
{
    struct edit clean = {.lines = e->lines};
    put(&clean, text);
    assign(&e->saved, edit_text(&clean));
    edit_release(&clean);
}

void edit_go(struct edit *e, size_t at)
{
    e->at = boundary(edit_text(e), at);
    e->want = 0;
}

void edit_enter(struct edit *e)
{
    assign(&e->mark, edit_text(e));
    e->undone = false;
    e->want = 0;
}

/* ---- the built-in typing ---- */

static bool typing_on(const struct edit *e, const struct edit_typing *t)
{
    return t && t->on && !e->digits;
}

static enum edit_done apply(struct edit *e, const struct typing_edit *x)
{
    size_t from = e->at;
    for (size_t i = 0; i < x->remove && from; i++)
        from = utf8_prev(edit_text(e), from);
    return replace(e, from, e->at, (struct span){x->insert, x->n});
}

/* The engine is one for all fields: a word that was begun in another one, which nobody has left (a
 * question that was closed), is none of this field's. */
static void forget_other(const struct edit *e, struct edit_typing *t)
{
    struct buf word = {0};
    typing_word(&t->engine, &word);
    if (word.n > e->at ||
        memcmp(e->text.n ? e->text.p + e->at - word.n : "", buf_str(&word), word.n))
        typing_reset(&t->engine);
    buf_release(&word);
}

/* The word being typed ends here. What must be restored and does not fit stays as it is shown. */
static enum edit_done end_word(struct edit *e, struct edit_typing *t)
{
    struct typing_edit x;
    if (!t)
        return EDIT_NOTHING;
    if (!typing_on(e, t)) {
        typing_reset(&t->engine);
        return EDIT_NOTHING;
    }
    forget_other(e, t);
    typing_end(&t->engine, &x);
    return apply(e, &x) == EDIT_CHANGED ? EDIT_CHANGED : EDIT_NOTHING;
}

static enum edit_done engine_backspace(struct edit *e, struct edit_typing *t)
{
    struct typing_edit x;
    if (typing_backspace(&t->engine, &x))
        return apply(e, &x);
    return replace(e, back(e, 1), e->at, (struct span){"", 0});
}

static enum edit_done engine_key(struct edit *e, struct edit_typing *t, char key)
{
    struct typing_edit x;
    if (key == '\n') {
        end_word(e, t);
        return replace(e, e->at, e->at, (struct span){&key, 1});
    }
    typing_key(&t->engine, (unsigned char)key, &x);
    return apply(e, &x);
}

/* Keys one by one through the engine; all of them or none. */
static enum edit_done type_keys(struct edit *e, struct edit_typing *t, size_t erase, struct span s)
{
    forget_other(e, t);
    struct edit_typing before = *t;
    struct buf text = {0}, clean = {0};
    size_t at = e->at, n = e->text.n;
    enum edit_done done = EDIT_NOTHING;
    buf_add_span(&text, edit_text(e));
    add_clean(e, (struct span){"", 0}, s, &clean);
    for (; erase && e->at; erase--)
        done = engine_backspace(e, t);
    for (size_t i = 0; i < clean.n && done != EDIT_TOO_LONG; i++)
        done = engine_key(e, t, clean.p[i]);
    if (done == EDIT_TOO_LONG) {
        *t = before;
        buf_release(&e->text);
        e->text = text;
        e->at = at;
    } else {
        done =
            n == e->text.n && span_eq(buf_span(&text), edit_text(e)) ? EDIT_NOTHING : EDIT_CHANGED;
        buf_release(&text);
    }
    buf_release(&clean);
    return done;
}

enum edit_done edit_type(struct edit *e, struct edit_typing *t, size_t erase, struct span text)
{
    bool ascii = utf8_ascii_run(text.p, text.n) == text.n;
    if (typing_on(e, t) && ascii)
        return type_keys(e, t, erase, text);
    enum edit_done done = insert(e, back(e, erase), text);
    if (!t)
        return done;
    typing_reset(&t->engine);
    if (done == EDIT_CHANGED && typing_on(e, t)) {
        t->on = false;
        return EDIT_TYPING_OFF;
    }
    return done;
}

enum edit_done edit_paste(struct edit *e, struct edit_typing *t, struct span text)
{
    enum edit_done ended = end_word(e, t);
    while (!e->lines && text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
        text.n--;
    enum edit_done done = insert(e, e->at, text);
    return done == EDIT_NOTHING ? ended : done;
}

enum edit_done edit_backspace(struct edit *e, struct edit_typing *t)
{
    return edit_type(e, t, 1, (struct span){"", 0});
}

enum edit_done edit_delete(struct edit *e, struct edit_typing *t)
{
    enum edit_done ended = end_word(e, t);
    size_t to = cluster_next(edit_text(e), e->at);
    enum edit_done done = replace(e, e->at, to, (struct span){"", 0});
    return done == EDIT_NOTHING ? ended : done;
}

enum edit_done edit_leave(struct edit *e, struct edit_typing *t)
{
    return end_word(e, t);
}

/* ---- undo ---- */

static enum edit_done undo_to(struct edit *e, const struct buf *text, bool undone)
{
    struct buf copy = {0};
    buf_add_span(&copy, buf_span(text));
    buf_release(&e->text);
    e->text = copy;
    e->at = e->text.n;
    e->want = 0;
    e->undone = undone;
    return EDIT_CHANGED;
}

static bool text_is(const struct edit *e, const struct buf *b)
{
    return span_eq(edit_text(e), buf_span(b));
}

enum edit_done edit_undo(struct edit *e, struct edit_typing *t)
{
    if (t)
        typing_reset(&t->engine);
    if (e->undone)
        return text_is(e, &e->saved) ? undo_to(e, &e->typed, false) : undo_to(e, &e->saved, true);
    const struct buf *to = text_is(e, &e->mark) ? &e->saved : &e->mark;
    if (text_is(e, to))
        return EDIT_NOTHING;
    assign(&e->typed, edit_text(e));
    return undo_to(e, to, true);
}

/* ---- moving ---- */

static bool is_gap(char c)
{
    return c == ' ' || c == '\n';
}

static size_t word_left(struct span s, size_t at)
{
    while (at && is_gap(s.p[at - 1]))
        at--;
    while (at && !is_gap(s.p[at - 1]))
        at--;
    return at;
}

static size_t word_right(struct span s, size_t at)
{
    while (at < s.n && !is_gap(s.p[at]))
        at++;
    while (at < s.n && is_gap(s.p[at]))
        at++;
    return at;
}

static size_t target(const struct edit *e, enum edit_move m)
{
    struct span s = edit_text(e);
    size_t at = e->at;
    switch (m) {
    case EDIT_LEFT:
        return cluster_prev(s, at);
    case EDIT_RIGHT:
        return cluster_next(s, at);
    case EDIT_WORD_LEFT:
        return word_left(s, at);
    case EDIT_WORD_RIGHT:
        return word_right(s, at);
    case EDIT_HOME:
        while (at && s.p[at - 1] != '\n')
            at--;
        return at;
    case EDIT_END:
        while (at < s.n && s.p[at] != '\n')
            at++;
        return at;
    }
    return at;
}

enum edit_done edit_move(struct edit *e, struct edit_typing *t, enum edit_move m)
{
    enum edit_done ended = end_word(e, t);
    size_t at = boundary(edit_text(e), target(e, m)); /* a blank may bear a mark */
    e->want = 0;
    if (at == e->at)
        return ended;
    e->at = at;
    return ended == EDIT_NOTHING ? EDIT_MOVED : ended;
}

/* ---- showing ---- */

void edit_add_sentence(const struct edit *e, enum edit_done done, struct buf *out)
{
    switch (done) {
    case EDIT_NOTHING:
    case EDIT_MOVED:
    case EDIT_CHANGED:
        break;
    case EDIT_TOO_LONG:
        buf_addf(out, _("Ô này chứa nhiều nhất %zu ký tự nên chưa nhận thêm. Hãy viết ngắn lại."),
                 e->max);
        break;
    case EDIT_TYPING_OFF:
        buf_adds(out, _("Đã tắt gõ Telex, VNI của máy vì có bộ gõ khác đang chạy. F9: bật lại."));
        break;
    }
}

/* Bytes of s before the first cluster that begins at or behind column; *column becomes its. */
static size_t at_column(struct span s, size_t *column)
{
    size_t used, at = width_fit(s, *column, &used);
    if (used < *column && at < s.n) { /* a letter two columns wide stands across */
        size_t next = cluster_next(s, at);
        used += width_columns((struct span){s.p + at, next - at});
        at = next;
    }
    *column = used;
    return at;
}

struct edit_view edit_view(struct edit *e, size_t columns, struct buf *out)
{
    struct edit_view v = {0};
    struct buf safe = {0};
    if (!columns)
        return v;
    text_add_safe(&safe, edit_text(e)); /* clean text: it stays as it is */
    struct span s = buf_span(&safe);
    size_t cursor = width_columns((struct span){s.p, e->at}), total = width_columns(s);
    /* a third of the window at once, so that most keys draw one letter */
    if (total < columns)
        e->scroll = 0;
    else if (cursor < e->scroll)
        e->scroll = cursor - (cursor < columns / 3 ? cursor : columns / 3);
    else if (cursor >= e->scroll + columns)
        e->scroll = cursor - columns + 1 + columns / 3;
    size_t first = e->scroll, from = at_column(s, &first);
    if (first > cursor)
        first = cursor, from = e->at;
    struct span rest = {s.p + from, s.n - from};
    size_t n = width_fit(rest, columns, NULL);
    buf_add(out, rest.p, n);
    v.cursor = cursor - first;
    v.before = from > 0;
    v.after = n < rest.n;
    buf_release(&safe);
    return v;
}
