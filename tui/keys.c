/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/keys.h"

#include <stdlib.h>

#include "locale/mem.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tui/keys_sequence.h"

enum state {
    GROUND,
    ESC,       /* may begin a sequence, or be the key */
    PREFIX,    /* the key; a digit may follow */
    AFTER_ESC, /* Esc Esc was given; it may have been Alt and a key in two pieces */
    CSI,
    SS3,
    LINUX,
    STRING, /* ESC ] and the like: an answer of the terminal */
};

enum {
    SEQUENCE_MAX = 64,    /* more is swallowed, not kept */
    PASTE_MAX = 16 << 20, /* bytes */
    STRING_REST_MS = 150, /* an answer comes in one piece; Alt-] is no answer */
};

static const char *const names[KEYS_COUNT] = {[KEYS_NONE] = "",
#define X(name, text) [KEYS_##name] = text,
                                              KEYS_LIST(X)
#undef X
};

const char *keys_name(enum key key)
{
    return names[key];
}

/* ---- the queue ---- */

static void push(struct keys *k, struct keys_queued q)
{
    if (k->n == k->cap) {
        k->cap = k->cap ? k->cap * 2 : 16;
        k->queue = mem_realloc_array(k->queue, k->cap, sizeof *k->queue);
    }
    k->queue[k->n++] = q;
}

static void flush_edit(struct keys *k)
{
    if (k->editing)
        push(k, k->edit);
    k->editing = false;
}

static void push_key(struct keys *k, enum key key, unsigned mods)
{
    if (k->paste) {
        if (key == KEYS_ENTER || key == KEYS_TAB)
            buf_addc(&k->pasted, key == KEYS_TAB ? '\t' : '\n');
        return;
    }
    flush_edit(k);
    push(k, (struct keys_queued){.type = EVENT_KEY, .key = key, .mods = mods});
}

static void begin_edit(struct keys *k, size_t erase)
{
    flush_edit(k);
    k->edit = (struct keys_queued){.type = EVENT_EDIT, .erase = erase, .at = k->text.n};
    k->editing = true;
}

static void push_backspace(struct keys *k)
{
    if (k->paste)
        return;
    if (k->editing && k->edit.n == 0)
        k->edit.erase++;
    else
        begin_edit(k, 1);
}

/* Does p go on with the cluster being typed? */
static bool joins(const struct keys *k, const char *p, size_t n)
{
    struct buf b = {0};
    buf_add(&b, k->text.p + k->edit.at, k->edit.n);
    buf_add(&b, p, n);
    bool whole = cluster_next(buf_span(&b), 0) == b.n;
    buf_release(&b);
    return whole;
}

static void push_text(struct keys *k, const char *p, size_t n)
{
    if (k->paste) {
        if (k->pasted.n + n <= PASTE_MAX)
            buf_add(&k->pasted, p, n);
        return;
    }
    if (!k->editing || (k->edit.erase == 0 && ((unsigned char)*p < 0x80 || !joins(k, p, n))))
        begin_edit(k, 0);
    buf_add(&k->text, p, n);
    k->edit.n += n;
}

static void end_paste(struct keys *k)
{
    k->paste = false;
    k->paste_deadline = 0;
    if (k->pasted.n > 0) {
        flush_edit(k);
        push(k, (struct keys_queued){.type = EVENT_PASTE, .at = k->text.n, .n = k->pasted.n});
        buf_add_span(&k->text, buf_span(&k->pasted));
    }
    buf_release(&k->pasted);
}

/* ---- the machine: each step takes at least one byte of rest and returns how many ---- */

static void go(struct keys *k, enum state state, int64_t deadline)
{
    k->state = state;
    k->deadline = deadline;
    buf_reset(&k->sequence);
}

static int64_t escdelay(const struct keys *k)
{
    return k->escdelay > 0 ? k->escdelay : KEYS_ESCDELAY_MS;
}

static enum key key_of_digit(char digit)
{
    return digit == '0' ? KEYS_INS : (enum key)(KEYS_F1 + (digit - '1'));
}

static void push_control(struct keys *k, unsigned char c)
{
    static const enum key keys[32] = {
        [1] = KEYS_CTRL_A,  [2] = KEYS_CTRL_B,  [3] = KEYS_CTRL_C,  [4] = KEYS_CTRL_D,
        [5] = KEYS_CTRL_E,  [6] = KEYS_CTRL_F,  [7] = KEYS_CTRL_G,  [9] = KEYS_TAB,
        [10] = KEYS_ENTER,  [11] = KEYS_CTRL_K, [12] = KEYS_CTRL_L, [13] = KEYS_ENTER,
        [14] = KEYS_CTRL_N, [15] = KEYS_CTRL_O, [16] = KEYS_CTRL_P, [17] = KEYS_CTRL_Q,
        [18] = KEYS_CTRL_R, [19] = KEYS_CTRL_S, [20] = KEYS_CTRL_T, [21] = KEYS_CTRL_U,
        [22] = KEYS_CTRL_V, [23] = KEYS_CTRL_W, [24] = KEYS_CTRL_X, [25] = KEYS_CTRL_Y,
        [26] = KEYS_CTRL_Z,
    };
    if (c == 0x7F || c == 0x08)
        push_backspace(k);
    else if (c == '\n' && k->cr)
        ; /* CR LF is one line end */
    else if (keys[c] != KEYS_NONE)
        push_key(k, keys[c], 0);
    k->cr = c == '\r';
}

static size_t step_character(struct keys *k, struct span rest)
{
    unsigned char c = (unsigned char)*rest.p;
    uint32_t cp;
    if (k->held.n > 0 && (c & 0xC0) != 0x80) { /* the character before was cut off */
        buf_reset(&k->held);
        k->skip = false;
        return 0;
    }
    k->cr = false;
    buf_addc(&k->held, *rest.p);
    if (utf8_tail(buf_span(&k->held)) == k->held.n)
        return 1;
    size_t n = utf8_decode(k->held.p, k->held.n, &cp);
    if (cp != UTF8_BROKEN && cp >= 0xA0 && !k->skip) /* 80 to 9F are controls */
        push_text(k, k->held.p, n);
    buf_reset(&k->held);
    k->skip = false;
    return 1;
}

static size_t step_ground(struct keys *k, struct span rest, int64_t now)
{
    unsigned char c = (unsigned char)*rest.p;
    if (c >= 0x80 || k->held.n > 0)
        return step_character(k, rest);
    if (c == 0x1B) {
        go(k, ESC, now + escdelay(k));
    } else if (c < 0x20 || c == 0x7F) {
        push_control(k, c);
    } else {
        k->cr = false;
        push_text(k, rest.p, 1);
    }
    return 1;
}

static void end_sequence(struct keys *k, enum sequence_intro intro)
{
    struct sequence s = {SEQUENCE_UNKNOWN};
    if (k->sequence.n > 0 && k->sequence.n < SEQUENCE_MAX)
        s = sequence_find(intro, buf_span(&k->sequence));
    go(k, GROUND, 0);
    switch (s.kind) {
    case SEQUENCE_UNKNOWN:
        break;
    case SEQUENCE_KEY:
        push_key(k, s.key, s.mods);
        break;
    case SEQUENCE_TEXT:
        push_text(k, &s.text, 1);
        break;
    case SEQUENCE_PASTE_BEGIN:
        flush_edit(k);
        k->paste = true;
        break;
    case SEQUENCE_PASTE_END:
        if (k->paste)
            end_paste(k);
        break;
    }
}

/* What follows an ESC in one piece: a key of its own, not Esc Esc and letters. */
static bool begins_sequence(struct span rest)
{
    return rest.n > 1 && (*rest.p == '[' || *rest.p == 'O');
}

/* ESC, long enough ago to be shown as the key, and now "[A" in one piece: nobody types that. */
static size_t take_late_sequence(struct keys *k, struct span rest)
{
    struct span body = span_make(rest.p + 1, rest.n - 1);
    enum sequence_intro intro = *rest.p == 'O' ? SEQUENCE_SS3 : SEQUENCE_CSI;
    if (*rest.p != '[' && *rest.p != 'O')
        return 0;
    if (intro == SEQUENCE_CSI && body.n > 0 && *body.p == '[') {
        intro = SEQUENCE_LINUX;
        body = span_make(body.p + 1, body.n - 1);
    }
    size_t n = sequence_length(intro, body);
    if (n == 0 || sequence_find(intro, span_make(body.p, n)).kind == SEQUENCE_UNKNOWN)
        return 0;
    if (intro == SEQUENCE_SS3 && k->state == PREFIX && (n != body.n || *body.p > 'Z'))
        return 0; /* a name from an input method: "Oanh" */
    buf_reset(&k->sequence);
    buf_add(&k->sequence, body.p, n);
    end_sequence(k, intro);
    return (size_t)(body.p - rest.p) + n;
}

static size_t step_prefix(struct keys *k, struct span rest, int64_t now)
{
    char c = *rest.p;
    size_t n = take_late_sequence(k, rest);
    if (n > 0)
        return n;
    go(k, GROUND, 0);
    if (c >= '0' && c <= '9') {
        push_key(k, key_of_digit(c), 0);
        return 1;
    }
    push_key(k, KEYS_ESC, 0);
    if (c != 0x1B || begins_sequence(span_make(rest.p + 1, rest.n - 1)))
        return 0;
    go(k, AFTER_ESC, now + escdelay(k)); /* or an arrow in two pieces */
    return 1;
}

static size_t step_esc(struct keys *k, struct span rest, int64_t now)
{
    char c = *rest.p;
    int64_t deadline = now + KEYS_SEQUENCE_MS;
    if (c == 0x1B) {
        if (rest.n > 1 && (rest.p[1] == '[' || rest.p[1] == 'O'))
            return 1; /* Alt and a key: ESC ESC [ A */
        push_key(k, KEYS_ESC, 0);
        go(k, AFTER_ESC, now + escdelay(k));
        return 1;
    }
    go(k, GROUND, 0);
    if (c == '[') {
        go(k, CSI, deadline);
    } else if (c == 'O') {
        go(k, SS3, deadline);
    } else if (c == ']' || c == 'P' || c == '^' || c == '_' || c == 'X') {
        go(k, STRING, now + STRING_REST_MS);
    } else if (c >= '0' && c <= '9') {
        push_key(k, key_of_digit(c), 0);
    } else if (c == '\t') {
        push_key(k, KEYS_BACKTAB, 0); /* the Linux console's Shift-Tab */
    } else if (c & 0x80) {
        k->skip = true; /* Alt and a letter of several bytes */
        return 0;
    } else if ((unsigned char)c < 0x20 && c != '\b') {
        push_key(k, KEYS_ESC, 0); /* typed ahead: Esc, Enter */
        return 0;
    }
    return 1; /* Alt and a letter */
}

static size_t step_csi(struct keys *k, struct span rest)
{
    unsigned char c = (unsigned char)*rest.p;
    if (c < 0x20 || c >= 0x7F) { /* broken off: what comes now counts */
        go(k, GROUND, 0);
        return c == 0x18 || c == 0x1A ? 1 : 0;
    }
    if (c == '[' && k->sequence.n == 0) {
        go(k, LINUX, k->deadline);
        return 1;
    }
    if (k->sequence.n < SEQUENCE_MAX)
        buf_addc(&k->sequence, (char)c);
    if (c == 'M' && k->sequence.n == 1) { /* an old mouse report has three bytes more */
        go(k, GROUND, 0);
        return rest.n >= 4 ? 4 : 1;
    }
    bool rxvt_shift = c == '$' && *k->sequence.p >= '0' && *k->sequence.p <= '9';
    if ((c >= 0x40 && c <= 0x7E) || rxvt_shift)
        end_sequence(k, SEQUENCE_CSI);
    return 1;
}

static size_t step_ss3(struct keys *k, struct span rest)
{
    unsigned char c = (unsigned char)*rest.p;
    bool final = c >= 0x40 && c <= 0x7E;
    if (!final && (c < '0' || c > ';')) {
        go(k, GROUND, 0);
        return 0;
    }
    if (k->sequence.n < SEQUENCE_MAX)
        buf_addc(&k->sequence, (char)c);
    if (final)
        end_sequence(k, SEQUENCE_SS3);
    return 1;
}

static size_t step_linux(struct keys *k, struct span rest)
{
    unsigned char c = (unsigned char)*rest.p;
    if (c < 0x20 || c >= 0x7F) {
        go(k, GROUND, 0);
        return 0;
    }
    buf_addc(&k->sequence, (char)c);
    end_sequence(k, SEQUENCE_LINUX);
    return 1;
}

static size_t step_string(struct keys *k, struct span rest, int64_t now)
{
    unsigned char c = (unsigned char)*rest.p;
    k->deadline = now + STRING_REST_MS;
    if (c == 0x07) { /* ends it */
        go(k, GROUND, 0);
    } else if (c == 0x1B) { /* ESC \ ends it, another sequence breaks it off */
        go(k, GROUND, 0);
        if (rest.n >= 2 && rest.p[1] == '\\')
            return 2;
        return 0;
    } else if (c < 0x20) {
        go(k, GROUND, 0);
        return 0;
    }
    return 1;
}

static size_t step(struct keys *k, struct span rest, int64_t now)
{
    size_t n = 0;
    switch ((enum state)k->state) {
    case GROUND:
        return step_ground(k, rest, now);
    case ESC:
        return step_esc(k, rest, now);
    case PREFIX:
        return step_prefix(k, rest, now);
    case AFTER_ESC:
        n = take_late_sequence(k, rest);
        if (n == 0)
            go(k, GROUND, 0);
        return n;
    case CSI:
        return step_csi(k, rest);
    case SS3:
        return step_ss3(k, rest);
    case LINUX:
        return step_linux(k, rest);
    case STRING:
        return step_string(k, rest, now);
    }
    return 1;
}

void keys_feed(struct keys *k, struct span bytes, int64_t now)
{
    if (k->state == ESC || k->state == PREFIX || k->state == AFTER_ESC)
        keys_expire(k, now);
    else if (k->next == k->n) {
        k->next = k->n = 0;
        buf_reset(&k->text);
    }
    if (!k->paste)
        k->cr = false;
    for (size_t at = 0; at < bytes.n;)
        at += step(k, span_make(bytes.p + at, bytes.n - at), now);
    flush_edit(k);
    if (k->paste)
        k->paste_deadline = now + KEYS_SEQUENCE_MS;
}

bool keys_next(struct keys *k, struct event *out)
{
    if (k->next == k->n)
        return false;
    const struct keys_queued *q = &k->queue[k->next++];
    *out = (struct event){.type = q->type,
                          .key = q->key,
                          .mods = q->mods,
                          .erase = q->erase,
                          .text = q->n ? span_make(k->text.p + q->at, q->n) : (struct span){"", 0},
                          .burst = q->erase > 0 && q->n > 0};
    return true;
}

int64_t keys_deadline(const struct keys *k)
{
    int64_t first = k->deadline;
    if (k->paste_deadline && (first == 0 || k->paste_deadline < first))
        first = k->paste_deadline;
    return first ? first : -1;
}

void keys_expire(struct keys *k, int64_t now)
{
    if (k->next == k->n) {
        k->next = k->n = 0;
        buf_reset(&k->text);
    }
    if (k->deadline && now >= k->deadline) {
        if (k->state == ESC && !k->paste) {
            go(k, PREFIX, now + KEYS_PREFIX_MS);
        } else {
            bool key = k->state == PREFIX;
            go(k, GROUND, 0);
            if (key)
                push_key(k, KEYS_ESC, 0);
        }
    }
    if (k->paste_deadline && now >= k->paste_deadline)
        end_paste(k); /* its end was lost */
}

bool keys_prefix(const struct keys *k)
{
    return k->state == PREFIX;
}

void keys_release(struct keys *k)
{
    buf_release(&k->sequence);
    buf_release(&k->held);
    buf_release(&k->pasted);
    buf_release(&k->text);
    free(k->queue);
    *k = (struct keys){0};
}
