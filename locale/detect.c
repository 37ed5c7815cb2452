/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/detect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "locale/detect_score.h"
#include "locale/mem.h"
#include "locale/utf8.h"

enum {
    SHORT = 24,           /* two or three legacy letters may happen to be valid UTF-8 */
    SAMPLE_WHOLE = 65536, /* longer texts are judged by PIECES pieces */
    PIECES = 16,
    PIECE = 4096,
    WORDS_MAX = 200000, /* more are forgotten and judged again */
};
#define MARGIN_MAX      999.0
#define BYTE_ORDER_MARK 2.0
#define NOISE           (-18.0) /* a token; a word that does not exist costs about 16 */

struct detector {
    struct detect_scorer *scorer;
};

struct detector *detector_new(void)
{
    struct detector *d = mem_alloc(sizeof *d);
    d->scorer = detect_scorer_new();
    return d;
}

void detector_free(struct detector *d)
{
    if (d)
        detect_scorer_free(d->scorer);
    free(d);
}

static bool is_ascii(struct span s)
{
    return utf8_ascii_run(s.p, s.n) == s.n;
}

/* VISCII and VPS put some capitals among the controls. */
static bool has_control(struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x0c && c != 0x1a)
            return true;
    }
    return false;
}

static bool is_utf16(struct span s)
{
    size_t zero[2] = {0}, n = s.n < 4096 ? s.n : 4096;
    if (s.n >= 2 && (!memcmp(s.p, "\xff\xfe", 2) || !memcmp(s.p, "\xfe\xff", 2)))
        return true;
    if (n < 4 || s.n % 2)
        return false;
    for (size_t i = 0; i < n; i++)
        zero[i % 2] += s.p[i] == 0;
    return zero[1] * 5 >= n / 2 * 2 && !zero[0]; /* the high bytes of small code points */
}

/* The pieces begin and end at line ends or spaces, so that no token is cut. */
static struct span piece_at(struct span s, size_t from, size_t n)
{
    size_t to = from + n < s.n ? from + n : s.n;
    while (from && from < to && !strchr(" \t\r\n", s.p[from]))
        from++;
    while (to < s.n && to > from && !strchr(" \t\r\n", s.p[to]))
        to--;
    return span_make(s.p + from, to - from);
}

static void sums_take(struct detect_scorer *scorer, struct span s, struct detect_sums *sums)
{
    if (s.n > SAMPLE_WHOLE) {
        size_t step = s.n / PIECES;
        for (size_t i = 0; i < PIECES; i++)
            detect_scorer_add(scorer, piece_at(s, i * step, PIECE), sums);
        if (!sums->marked) { /* marks are rare here: go where they are */
            size_t at = utf8_ascii_run(s.p, s.n);
            detect_scorer_add(scorer, piece_at(s, at > 64 ? at - 64 : 0, SAMPLE_WHOLE), sums);
        }
    } else {
        detect_scorer_add(scorer, s, sums);
    }
}

/* -INFINITY for what the bytes cannot be. A long file with one broken character is UTF-8 still. */
static double guess_score(const struct detect_sums *sums, enum detect_guess g, bool valid, size_t n)
{
    bool is_utf8 = g <= DETECT_UTF8_DOUBLE;
    if (is_utf8 && sums->broken[g] * 20 > sums->marked)
        return -INFINITY;
    if (!is_utf8 && valid && n >= SHORT)
        return -INFINITY;
    return (double)detect_sums_score(sums, g);
}

/* Returns how many tokens with marks there were. */
static size_t guess_scores(struct detect_scorer *scorer, struct span s,
                           double scores[DETECT_GUESSES])
{
    struct detect_sums sums = {0};
    bool valid = utf8_valid(s);
    bool marked = s.n >= 3 && !memcmp(s.p, "\xef\xbb\xbf", 3);
    if (marked)
        s = span_make(s.p + 3, s.n - 3);
    sums_take(scorer, s, &sums);
    float priors[DETECT_GUESSES];
    detect_guess_priors(priors);
    for (int g = 0; g < DETECT_GUESSES; g++)
        scores[g] = guess_score(&sums, (enum detect_guess)g, valid, marked ? SHORT : s.n) +
                    (double)priors[g];
    if (marked) { /* not sure: it may have been put before misread text */
        scores[DETECT_UTF8] += BYTE_ORDER_MARK;
        scores[DETECT_FOREIGN] += BYTE_ORDER_MARK;
    }
    return sums.marked;
}

static size_t charset_scores(struct detector *d, struct span bytes, double scores[CHARSET_COUNT])
{
    double guesses[DETECT_GUESSES];
    for (int c = 0; c < CHARSET_COUNT; c++)
        scores[c] = -INFINITY;
    if (is_utf16(bytes)) {
        scores[CHARSET_UTF16] = 0;
        return 0;
    }
    if (is_ascii(bytes) && !has_control(bytes)) {
        scores[CHARSET_ASCII] = 0;
        return 0;
    }
    size_t marked = guess_scores(d->scorer, bytes, guesses);
    for (int g = 0; g < DETECT_GUESSES; g++) {
        enum charset c = detect_guess_charset((enum detect_guess)g);
        if (guesses[g] > scores[c])
            scores[c] = guesses[g];
    }
    if (is_ascii(bytes)) {
        scores[CHARSET_ASCII] = scores[CHARSET_UTF8];
        scores[CHARSET_UTF8] = -INFINITY;
    }
    return marked;
}

void detect_scores(struct span bytes, double scores[CHARSET_COUNT])
{
    struct detector *d = detector_new();
    charset_scores(d, bytes, scores);
    detector_free(d);
}

static enum charset best_but(const double scores[CHARSET_COUNT], unsigned without)
{
    enum charset best = CHARSET_AUTO;
    for (int c = CHARSET_AUTO + 1; c < CHARSET_COUNT; c++)
        if (!(without >> c & 1u) && scores[c] > -INFINITY &&
            (best == CHARSET_AUTO || scores[c] > scores[best]))
            best = (enum charset)c;
    return best;
}

static bool same_text(struct span bytes, enum charset a, enum charset b)
{
    struct buf x = {0}, y = {0};
    charset_decode(a, bytes, &x, NULL);
    charset_decode(b, bytes, &y, NULL);
    bool same = span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return same;
}

void detect_text(struct span bytes, struct detection *out)
{
    struct detector *d = detector_new();
    detector_text(d, bytes, out);
    detector_free(d);
}

void detector_text(struct detector *d, struct span bytes, struct detection *out)
{
    double scores[CHARSET_COUNT];
    if (detect_scorer_words(d->scorer) > WORDS_MAX) {
        detect_scorer_free(d->scorer);
        d->scorer = detect_scorer_new();
    }
    size_t marked = charset_scores(d, bytes, scores);
    out->best = best_but(scores, 0);
    if (out->best == CHARSET_AUTO) /* broken beyond every reading: nothing is lost in this one */
        out->best = CHARSET_LATIN1;
    unsigned seen = 1u << out->best;
    for (;;) { /* a second charset that gives the same text is no rival */
        out->second = best_but(scores, seen);
        if (out->second == CHARSET_AUTO) {
            out->margin = scores[out->best] > -INFINITY ? MARGIN_MAX : 0;
            break;
        }
        out->margin = scores[out->best] - scores[out->second];
        if (out->margin >= DETECT_DOUBT || bytes.n > SAMPLE_WHOLE ||
            !same_text(bytes, out->best, out->second))
            break;
        seen |= 1u << out->second;
    }
    if (out->margin > MARGIN_MAX)
        out->margin = MARGIN_MAX;
    /* the best of many readings that are all noise: no text at all, or a charset unknown here */
    if (out->best != CHARSET_UTF8 && scores[out->best] < NOISE * (double)marked)
        out->margin = 0;
    out->unsure = out->margin < DETECT_DOUBT;
}
