/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/detect_score.h"

#include <stdlib.h>
#include <string.h>

#include "locale/detect_word.h"
#include "locale/mem.h"
#include "locale/utf8.h"

/* Longer tokens are cut: binary rubbish must not cost quadratic time or much memory. */
enum { TOKEN_MAX = 64, FIRST_SLOTS = 512 };
/* Pairs of words decide between few words only; longer texts need them not, and save the time. */
enum { PAIRED_TOKENS = 8, PAIRED_MARKED = 5 };
#define COST_BROKEN    (-25.0f) /* a token that cannot be in this charset */
#define COST_UNDECODED (-4.0f)  /* a byte the charset gives no meaning */

struct token {
    float score[DETECT_GUESSES];   /* unused when not marked */
    float foreign_gain;            /* unused when marked */
    uint16_t broken;               /* a bit a guess */
    uint16_t word[DETECT_GUESSES]; /* detect_word_number(); of ASCII in every guess the same */
    uint16_t n;
    bool marked;
    uint32_t at; /* bytes in struct detect_scorer text */
};

struct detect_scorer {
    struct token *tokens;
    uint32_t *slots; /* index into tokens + 1, 0 is free; a power of two of them */
    size_t count, cap, slot_count;
    struct buf text;
    struct buf decoded;
};

enum charset detect_guess_charset(enum detect_guess g)
{
    static const enum charset of[DETECT_GUESSES] = {
        [DETECT_UTF8] = CHARSET_UTF8,
        [DETECT_FOREIGN] = CHARSET_UTF8,
        [DETECT_TCVN3_UTF8] = CHARSET_TCVN3_UTF8,
        [DETECT_VNI_UTF8] = CHARSET_VNI_UTF8,
        [DETECT_UTF8_DOUBLE] = CHARSET_UTF8_DOUBLE,
        [DETECT_TCVN3] = CHARSET_TCVN3,
        [DETECT_VNI] = CHARSET_VNI,
        [DETECT_VISCII] = CHARSET_VISCII,
        [DETECT_VPS] = CHARSET_VPS,
        [DETECT_CP1258] = CHARSET_CP1258,
        [DETECT_LATIN1] = CHARSET_LATIN1,
    };
    return of[g];
}

/* Valid UTF-8 rarely happens by chance, doubly encoded text never does. */
void detect_guess_priors(float out[DETECT_GUESSES])
{
    static const float priors[DETECT_GUESSES] = {
        [DETECT_UTF8] = 2,     [DETECT_FOREIGN] = 0,     [DETECT_TCVN3_UTF8] = 0,
        [DETECT_VNI_UTF8] = 0, [DETECT_UTF8_DOUBLE] = 3, [DETECT_TCVN3] = 0,
        [DETECT_VNI] = 0,      [DETECT_VISCII] = -2,     [DETECT_VPS] = -2.5f,
        [DETECT_CP1258] = -1,  [DETECT_LATIN1] = -3,
    };
    memcpy(out, priors, sizeof priors);
}

struct detect_scorer *detect_scorer_new(void)
{
    struct detect_scorer *s = mem_alloc(sizeof *s);
    s->slot_count = FIRST_SLOTS;
    s->slots = mem_alloc(s->slot_count * sizeof *s->slots);
    return s;
}

void detect_scorer_free(struct detect_scorer *s)
{
    if (!s)
        return;
    buf_release(&s->text);
    buf_release(&s->decoded);
    free(s->tokens);
    free(s->slots);
    free(s);
}

size_t detect_scorer_words(const struct detect_scorer *s)
{
    return s->count;
}

static size_t to_code_points(struct span s, uint32_t *cp, size_t max)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n && n < max; n++) {
        at += utf8_decode(s.p + at, s.n - at, &cp[n]);
        if (cp[n] == UTF8_BROKEN)
            cp[n] = UTF8_REPLACEMENT;
    }
    return n;
}

static bool is_foreign(enum detect_guess g)
{
    return g == DETECT_FOREIGN || g == DETECT_LATIN1;
}

/* Bytes of a single-byte charset never fail; UTF-8 and what was misread as it can. */
static bool can_break(enum detect_guess g)
{
    return g <= DETECT_UTF8_DOUBLE;
}

static void token_score_ascii(struct span bytes, struct token *t)
{
    uint32_t cp[TOKEN_MAX];
    size_t n = to_code_points(bytes, cp, TOKEN_MAX);
    t->foreign_gain = detect_word_foreign(cp, n) - detect_word_vietnamese(cp, n, false);
    for (int g = 0; g < DETECT_GUESSES; g++)
        t->word[g] = is_foreign((enum detect_guess)g) ? 0
                     : g                              ? t->word[0]
                                                      : detect_word_number(cp, n);
}

static void token_score_marked(struct buf *decoded, struct span bytes, struct token *t)
{
    uint32_t cp[TOKEN_MAX * 2];
    size_t n = 0;
    bool same = false; /* FOREIGN decodes as UTF8, which comes just before it, does */
    for (int g = 0; g < DETECT_GUESSES; g++) {
        enum detect_guess guess = (enum detect_guess)g;
        struct charset_report r = {0};
        if (guess != DETECT_FOREIGN) {
            buf_reset(decoded);
            charset_decode(detect_guess_charset(guess), bytes, decoded, &r);
            same = !(r.undecoded && can_break(guess));
            n = to_code_points(buf_span(decoded), cp, TOKEN_MAX * 2);
        }
        if (!same) {
            t->broken = (uint16_t)(t->broken | 1u << g);
            t->score[g] = COST_BROKEN;
        } else if (is_foreign(guess)) {
            t->score[g] = detect_word_foreign(cp, n);
        } else {
            bool tcvn3 = guess == DETECT_TCVN3 || guess == DETECT_TCVN3_UTF8;
            t->score[g] = detect_word_vietnamese(cp, n, tcvn3);
            t->word[g] = detect_word_number(cp, n);
        }
        t->score[g] += COST_UNDECODED * (float)(can_break(guess) ? 0 : r.undecoded);
    }
}

static size_t hash_bytes(struct span s)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ s.n;
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        uint64_t v;
        memcpy(&v, s.p + i, 8);
        h = (h ^ v) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    for (; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    h *= 0xc4ceb9fe1a85ec53u;
    return (size_t)(h ^ h >> 33);
}

static void slots_grow(struct detect_scorer *s)
{
    size_t n = s->slot_count * 2;
    uint32_t *slots = mem_alloc(n * sizeof *slots);
    for (size_t i = 0; i < s->count; i++) {
        struct token *t = &s->tokens[i];
        size_t at = hash_bytes(span_make(s->text.p + t->at, t->n)) & (n - 1);
        while (slots[at])
            at = (at + 1) & (n - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(s->slots);
    s->slots = slots;
    s->slot_count = n;
}

static const struct token *token_find(struct detect_scorer *s, struct span bytes, bool marked)
{
    size_t at = hash_bytes(bytes) & (s->slot_count - 1);
    for (; s->slots[at]; at = (at + 1) & (s->slot_count - 1)) {
        const struct token *t = &s->tokens[s->slots[at] - 1];
        if (t->n == bytes.n && !memcmp(s->text.p + t->at, bytes.p, bytes.n))
            return t;
    }
    if (s->count == s->cap) {
        s->cap = s->cap ? s->cap * 2 : FIRST_SLOTS / 2;
        s->tokens = mem_realloc_array(s->tokens, s->cap, sizeof *s->tokens);
    }
    struct token *t = &s->tokens[s->count++];
    *t = (struct token){.n = (uint16_t)bytes.n, .at = (uint32_t)s->text.n, .marked = marked};
    buf_add_span(&s->text, bytes);
    if (marked)
        token_score_marked(&s->decoded, bytes, t);
    else
        token_score_ascii(bytes, t);
    s->slots[at] = (uint32_t)s->count;
    if (s->count * 2 > s->slot_count)
        slots_grow(s);
    return t;
}

/* 0 between tokens, 1 an ASCII letter, 2 anything else in a token */
static unsigned byte_kind(unsigned char c)
{
    if ((c | 32) >= 'a' && (c | 32) <= 'z')
        return c < 0x80;
    return (c >= 0x80 || c < 0x20 || c == 0x7f) && c != '\t' && c != '\n' && c != '\r' ? 2 : 0;
}

static void add_pair(const struct token *a, const struct token *b, struct detect_sums *sums)
{
    if (!a->marked && !b->marked)
        return;
    for (int g = 0; g < DETECT_GUESSES; g++)
        sums->score[g] += detect_word_pair(a->word[g], b->word[g]);
}

/* A token of text at from, its kinds of bytes together; returns where it ends. */
static size_t token_end(struct span text, size_t from, unsigned *kinds)
{
    size_t i = from;
    *kinds = 0;
    for (unsigned k; i < text.n && i - from < TOKEN_MAX; i++) {
        k = byte_kind((unsigned char)text.p[i]);
        if (!k)
            break;
        *kinds |= k;
    }
    return i;
}

void detect_scorer_add(struct detect_scorer *s, struct span text, struct detect_sums *sums)
{
    size_t seen[PAIRED_TOKENS], count = 0, end = 0; /* end: of the token before */
    unsigned joined = 0;                            /* bit k: one blank between k - 1 and k */
    for (size_t from = 0; from < text.n;) {
        unsigned kinds;
        size_t to = token_end(text, from, &kinds);
        if (to == from) {
            from++;
            continue;
        }
        const struct token *t =
            token_find(s, span_make(text.p + from, to - from), (kinds & 2) != 0);
        if (count < PAIRED_TOKENS) {
            joined |= (unsigned)(count && from == end + 1 && text.p[end] == ' ') << count;
            seen[count] = (size_t)(t - s->tokens);
        }
        count++;
        end = from = to;
        sums->foreign_gain += t->foreign_gain;
        if (!t->marked)
            continue;
        sums->marked++;
        for (int g = 0; g < DETECT_GUESSES; g++) {
            sums->score[g] += t->score[g];
            sums->broken[g] += t->broken >> g & 1u;
        }
    }
    for (size_t k = 1; sums->marked <= PAIRED_MARKED && k < count && k < PAIRED_TOKENS; k++)
        if (joined >> k & 1u)
            add_pair(&s->tokens[seen[k - 1]], &s->tokens[seen[k]], sums);
}

float detect_sums_score(const struct detect_sums *sums, enum detect_guess g)
{
    float most = 4.0f + 3.0f * (float)sums->marked, gain = sums->foreign_gain;
    if (!is_foreign(g))
        return sums->score[g];
    return sums->score[g] + (gain > most ? most : gain < -most ? -most : gain);
}
