/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every key is first tried as a mark, and where it cannot be one it is appended as a letter. What a
 * letter changes is found by reading the letters of the syllable anew each time; the only memory
 * between keys is what struct typing holds.
 */
#include "locale/typing.h"

#include <assert.h>
#include <string.h>

#include "locale/syllable.h"
#include "locale/typing_rules.h"
#include "locale/utf8.h"

/* What trying a key as a mark came to. After UNDONE the mark is gone and the key is a letter. */
enum effect { NONE, DONE, UNDONE };

/* The syllable that the word ends in. */
struct view {
    uint8_t start;
    uint32_t plain[TYPING_SYLLABLE];
    size_t n;
    struct typing_syllable syl;
};

/* Code points of a text before or after a key. */
struct text {
    uint32_t cp[TYPING_LETTERS + TYPING_KEYS];
    size_t n;
};

static uint32_t upper(uint32_t cp)
{
    if (cp >= 0x100)
        return cp - 1; /* so are all Vietnamese letters outside Latin-1 */
    return (cp >= 'a' && cp <= 'z') || (cp >= 0xE0 && cp < 0xFF) ? cp - 32 : cp;
}

static uint32_t shown(const struct typing_letter *l)
{
    uint32_t cp = l->tone ? syllable_mark(l->plain, (enum syllable_tone)l->tone) : l->plain;
    return l->upper ? upper(cp) : cp;
}

static void text_of(const struct typing *t, struct text *out)
{
    out->n = t->n;
    for (size_t i = 0; i < t->n; i++)
        out->cp[i] = shown(&t->letters[i]);
}

static void edit_between(const struct text *before, const struct text *after, struct typing_edit *e)
{
    size_t same = 0;
    while (same < before->n && same < after->n && before->cp[same] == after->cp[same])
        same++;
    e->remove = before->n - same;
    e->n = 0;
    for (size_t i = same; i < after->n; i++)
        e->n += utf8_encode(after->cp[i], e->insert + e->n);
}

/* false when the word does not end in letters that begin a syllable */
static bool look(const struct typing *t, struct view *w)
{
    if (t->n == 0 || t->letters[t->n - 1].foreign)
        return false;
    w->start = t->letters[t->n - 1].start;
    w->n = (size_t)(t->n - w->start);
    if (w->n > TYPING_SYLLABLE)
        return false;
    for (size_t i = 0; i < w->n; i++)
        w->plain[i] = t->letters[w->start + i].plain;
    return typing_syllable_read(w->plain, w->n, &w->syl);
}

static const uint32_t *vowels_of(const struct view *w)
{
    return w->plain + w->syl.onset;
}

static size_t tone_at(const struct typing *t, const struct view *w)
{
    return w->start + w->syl.onset +
           typing_tone_place(vowels_of(w), w->syl.vowels, w->syl.final > 0, t->options.style);
}

/* Puts the tone where it belongs after letters came, went or changed. */
static void settle(struct typing *t)
{
    struct view w;
    uint8_t tone = 0;
    if (!look(t, &w) || w.syl.vowels == 0)
        return;
    for (size_t i = w.start; i < t->n; i++) {
        if (!tone)
            tone = t->letters[i].tone;
        t->letters[i].tone = 0;
    }
    t->letters[tone_at(t, &w)].tone = tone;
}

static void push(struct typing *t, struct typing_letter l)
{
    assert(t->n < TYPING_LETTERS);
    t->letters[t->n++] = l;
}

/* uơ and ưo are beginnings of ươ: they become it when i, u or a final follows. */
static bool horns_complete(struct typing *t, const struct view *w)
{
    const uint32_t *v = vowels_of(w);
    if (w->syl.vowels < 2 || !((v[0] == 'u' && v[1] == U'ơ') || (v[0] == U'ư' && v[1] == 'o')))
        return false;
    t->letters[w->start + w->syl.onset].plain = U'ư';
    t->letters[w->start + w->syl.onset + 1].plain = U'ơ';
    return true;
}

/* Appends a letter if it continues the syllable or begins the word. */
static bool append_letter(struct typing *t, uint32_t plain, bool is_upper)
{
    struct view w;
    struct typing before = *t;
    struct typing_letter l = {.plain = plain, .upper = is_upper, .start = t->n};
    if (t->n == 0 && t->headless)
        return false;
    if (t->n > 0) {
        if (!look(t, &w))
            return false;
        l.start = w.start;
        if (horns_complete(t, &w)) {
            push(t, l);
            if (look(t, &w)) {
                settle(t);
                return true;
            }
            *t = before;
        }
    }
    push(t, l);
    if (look(t, &w)) {
        settle(t);
        return true;
    }
    *t = before;
    return false;
}

/* The key as itself: a letter of the syllable, else the end of all syllables in this word; without
 * spell a Vietnamese letter begins a new one. */
static void append_key(struct typing *t, uint32_t key)
{
    bool is_upper = key >= 'A' && key <= 'Z';
    uint32_t plain = is_upper ? key + 32 : key;
    bool viet = typing_class_of(key) == TYPING_VIET;
    if (viet && append_letter(t, plain, is_upper))
        return;
    bool anew = viet && (!t->options.spell || t->loose);
    push(t, (struct typing_letter){
                .plain = plain, .upper = is_upper, .start = t->n, .foreign = !anew});
}

/* Gives the syllable other vowels of the same number, if that still is one. at: the letter that
 * changes, for those who may mark the last letter only. */
static bool change_vowels(struct typing *t, const struct view *w, const uint32_t *v, size_t at)
{
    struct view now = *w;
    size_t first = w->start + w->syl.onset;
    if (!t->options.free && first + at != (size_t)t->n - 1)
        return false;
    memcpy(now.plain + w->syl.onset, v, w->syl.vowels * sizeof *v);
    if (!typing_vowels_known(v, w->syl.vowels) || !typing_syllable_read(now.plain, now.n, &now.syl))
        return false;
    for (size_t i = 0; i < w->syl.vowels; i++)
        t->letters[first + i].plain = v[i];
    settle(t);
    return true;
}

static enum effect undone(struct typing *t, bool changed)
{
    if (!changed)
        return NONE;
    t->loose = false;
    return UNDONE;
}

/* Circumflex, or horn and breve: on the first vowel with which the vowels are known; else, when
 * one has it already, off again. `only` (0: any) is the one letter that the key makes, `never` the
 * one it does not make. */
static enum effect shape(struct typing *t, const struct view *w, uint32_t (*shaped)(uint32_t),
                         uint32_t only, uint32_t never)
{
    uint32_t v[TYPING_SYLLABLE];
    size_t n = w->syl.vowels;
    memcpy(v, vowels_of(w), n * sizeof *v);
    for (size_t i = 0; i < n; i++) {
        uint32_t old = v[i];
        v[i] = shaped(old);
        if (v[i] && typing_vowels_known(v, n)) {
            if ((only && v[i] != only) || v[i] == never)
                return NONE;
            return change_vowels(t, w, v, i) ? DONE : NONE;
        }
        v[i] = old;
    }
    for (size_t i = 0; i < n; i++) {
        if (shaped(typing_bare(v[i])) != v[i])
            continue;
        if ((only && v[i] != only) || v[i] == never)
            return NONE;
        v[i] = typing_bare(v[i]);
        return undone(t, change_vowels(t, w, v, i));
    }
    return NONE;
}

static enum effect circumflex(struct typing *t, uint32_t only)
{
    struct view w;
    if (!look(t, &w) || w.syl.vowels == 0)
        return NONE;
    const uint32_t *v = vowels_of(&w);
    if (w.syl.vowels > 1 && v[0] == U'ư' && (v[1] == 'o' || v[1] == U'ơ')) {
        uint32_t now[TYPING_SYLLABLE] = {'u', U'ô', v[2]};
        if (typing_vowels_known(now, w.syl.vowels))
            return (!only || only == U'ô') && change_vowels(t, &w, now, 0) ? DONE : NONE;
    }
    return shape(t, &w, typing_circumflex, only, 0);
}

/* uo, uô, uơ, ưo -> ươ; ươ -> uo undoes it. An open uo after h kh th is uơ first. */
static enum effect horn_pair(struct typing *t, const struct view *w)
{
    const uint32_t *v = vowels_of(w);
    uint32_t now[TYPING_SYLLABLE] = {U'ư', U'ơ', v[2]};
    size_t last = w->syl.vowels - 1u;
    if (v[0] == U'ư' && v[1] == U'ơ') {
        now[0] = 'u', now[1] = 'o';
        return undone(t, change_vowels(t, w, now, last));
    }
    if (v[0] == 'u' && v[1] != U'ơ' && last == 1 && w->syl.final == 0 &&
        typing_onset_of_uo(w->plain, w->syl.onset))
        now[0] = 'u';
    return change_vowels(t, w, now, last) ? DONE : NONE;
}

static enum effect horn(struct typing *t, enum typing_action a)
{
    struct view w;
    if (!look(t, &w) || w.syl.vowels == 0)
        return NONE;
    const uint32_t *v = vowels_of(&w);
    if (a != TYPING_BREVE && w.syl.vowels > 1 && typing_bare(v[0]) == 'u' &&
        typing_bare(v[1]) == 'o')
        return horn_pair(t, &w);
    return shape(t, &w, typing_horn, a == TYPING_BREVE ? U'ă' : 0, a == TYPING_HORN ? U'ă' : 0);
}

static enum effect tone(struct typing *t, uint8_t which)
{
    struct view w;
    if (!look(t, &w) || w.syl.vowels == 0)
        return NONE;
    if (t->options.spell && !t->options.free && !w.syl.complete)
        return NONE;
    if (w.syl.stop && which >= 2 && which <= 4)
        return NONE;
    struct typing_letter *l = &t->letters[tone_at(t, &w)];
    if (l->tone == which) {
        l->tone = 0;
        return which ? undone(t, true) : NONE;
    }
    l->tone = which;
    return DONE;
}

static enum effect stroke(struct typing *t)
{
    struct typing_letter *l = t->n ? &t->letters[t->n - 1] : NULL;
    if (!l)
        return NONE;
    /* abbreviations: a d that is no syllable is made đ, and then the word need not be one */
    if (l->foreign && l->plain == 'd' && t->n > 1 && !typing_is_vowel(l[-1].plain)) {
        *l = (struct typing_letter){.plain = U'đ', .upper = l->upper, .start = (uint8_t)(t->n - 1)};
        t->loose = true;
        return DONE;
    }
    struct view w;
    if (!look(t, &w) || w.syl.onset == 0 || (!t->options.free && w.n > 1))
        return NONE;
    l = &t->letters[w.start];
    if (w.syl.onset == 1 && l->plain == 'd') {
        l->plain = U'đ';
        t->loose = true;
        return DONE;
    }
    if (l->plain != U'đ')
        return NONE;
    l->plain = 'd';
    return undone(t, true);
}

/* A key that stands for a letter: appended, or taken back when the word ends in it already. */
static enum effect letter(struct typing *t, uint32_t plain, bool is_upper)
{
    if (append_letter(t, plain, is_upper))
        return DONE;
    const struct typing_letter *l = t->n ? &t->letters[t->n - 1] : NULL;
    if (!l || l->foreign || l->plain != plain || l->upper != is_upper)
        return NONE;
    t->n--;
    settle(t);
    return undone(t, true);
}

/* The w of Telex is a mark where it can be, else the letter ư; after ư was typed with it the letter
 * comes first, so that ww is w and not uw. */
static enum effect telex_w(struct typing *t, bool is_upper)
{
    enum effect e = t->w_letter ? letter(t, U'ư', is_upper) : horn(t, TYPING_W);
    if (e != NONE)
        return e;
    t->w_letter = !t->w_letter;
    return t->w_letter ? letter(t, U'ư', is_upper) : horn(t, TYPING_W);
}

static enum effect try_mark(struct typing *t, uint32_t key)
{
    struct typing_meaning m = typing_meaning_of(t->options.method, key);
    if (t->escape) {
        t->escape = false;
        if (m.action != TYPING_PLAIN) {
            t->n--; /* the backslash has done its work */
            return NONE;
        }
    }
    switch (m.action) {
    case TYPING_PLAIN:
        return NONE;
    case TYPING_TONE:
        return tone(t, (uint8_t)m.arg);
    case TYPING_CIRCUMFLEX:
        return circumflex(t, m.arg);
    case TYPING_HORN:
    case TYPING_BREVE:
        return horn(t, m.action);
    case TYPING_W:
        return telex_w(t, key == 'W');
    case TYPING_STROKE:
        return stroke(t);
    case TYPING_CHAR:
        return letter(t, m.arg == U'Ơ' || m.arg == U'Ư' ? m.arg + 1 : m.arg,
                      m.arg == U'Ơ' || m.arg == U'Ư');
    case TYPING_ESCAPE:
        if (t->n == 0 || t->letters[t->n - 1].foreign)
            return NONE;
        push(t, (struct typing_letter){.plain = key, .start = t->n, .foreign = true});
        t->escape = true;
        return DONE;
    }
    return NONE;
}

static bool has_mark(const struct typing *t)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct typing_letter *l = &t->letters[i];
        if (!l->foreign && (l->tone || typing_bare(l->plain) != l->plain))
            return true;
    }
    return false;
}

static bool must_restore(const struct typing *t)
{
    struct view w;
    if (!t->options.restore || !t->options.spell || t->headless || t->keys_lost || !has_mark(t))
        return false;
    if (!look(t, &w))
        return true;
    if (w.syl.vowels == 0)
        return false;
    uint8_t mark = t->letters[tone_at(t, &w)].tone;
    return !w.syl.complete || !w.syl.closed || (w.syl.stop && mark >= 2 && mark <= 4);
}

static void end_word(struct typing *t, struct text *after)
{
    if (must_restore(t)) {
        memcpy(after->cp, t->keys, t->nkeys * sizeof *t->keys);
        after->n = t->nkeys;
    } else {
        text_of(t, after);
    }
    typing_reset(t);
}

static void remember(struct typing *t, uint32_t key)
{
    if (t->nkeys < TYPING_KEYS)
        t->keys[t->nkeys++] = key;
    else
        t->keys_lost = true;
}

void typing_init(struct typing *t, struct typing_options o)
{
    *t = (struct typing){.options = o};
}

void typing_reset(struct typing *t)
{
    typing_init(t, t->options);
}

void typing_key(struct typing *t, uint32_t key, struct typing_edit *e)
{
    struct text before, after;
    if (t->n == TYPING_LETTERS) {
        typing_reset(t);
        t->headless = true;
    }
    text_of(t, &before);
    if (try_mark(t, key) == DONE) {
        remember(t, key);
    } else if (typing_class_of(key) != TYPING_BREAK) {
        append_key(t, key);
        remember(t, key);
    } else {
        end_word(t, &after);
        after.cp[after.n++] = key;
        edit_between(&before, &after, e);
        return;
    }
    text_of(t, &after);
    edit_between(&before, &after, e);
}

void typing_end(struct typing *t, struct typing_edit *e)
{
    struct text before, after;
    text_of(t, &before);
    end_word(t, &after);
    edit_between(&before, &after, e);
}

bool typing_backspace(struct typing *t, struct typing_edit *e)
{
    struct text before, after;
    *e = (struct typing_edit){0};
    if (t->n == 0)
        return false;
    text_of(t, &before);
    t->n--;
    t->escape = false;
    if (t->nkeys > 0)
        t->nkeys--;
    settle(t);
    text_of(t, &after);
    edit_between(&before, &after, e);
    if (t->n == 0 && !t->headless)
        typing_reset(t);
    return true;
}

void typing_word(const struct typing *t, struct buf *out)
{
    for (size_t i = 0; i < t->n; i++)
        buf_add_cp(out, shown(&t->letters[i]));
}

static void delete_last(struct buf *out, size_t from, size_t count)
{
    struct span s = buf_span(out);
    while (count-- > 0 && s.n > from)
        s.n = utf8_prev(s, s.n);
    buf_truncate(out, s.n);
}

void typing_line(struct typing_options o, struct span keys, struct buf *out)
{
    struct typing t;
    struct typing_edit e;
    size_t from = out->n;
    typing_init(&t, o);
    while (keys.n > 0) {
        uint32_t key;
        size_t n = utf8_decode(keys.p, keys.n, &key);
        keys = span_make(keys.p + n, keys.n - n);
        if (key == 0x232B) {
            if (!typing_backspace(&t, &e))
                e.remove = 1;
        } else {
            typing_key(&t, key == UTF8_BROKEN ? UTF8_REPLACEMENT : key, &e);
        }
        delete_last(out, from, e.remove);
        buf_add(out, e.insert, e.n);
    }
}
