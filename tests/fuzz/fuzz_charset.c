/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes in any charset: the text is valid UTF-8 in NFC, and any cutting of the input gives the
 * same text and report. What can be written reads back the same. Mended text is text. The first
 * byte chooses the charset (0: all of them), the second how it is cut.
 */
#include <stdlib.h>
#include <string.h>

#include "locale/charset.h"
#include "locale/fold.h"
#include "locale/mend.h"
#include "locale/nfc.h"
#include "locale/utf8.h"
#include "locale/width.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define NEED(x)                                                                                    \
    do                                                                                             \
        if (!(x))                                                                                  \
            abort();                                                                               \
    while (0)

/* Lossy: the same letters, with U+FFFD where something has no meaning. */
static void decode_lossy(enum charset c, struct span in, const struct charset_report *want)
{
    struct buf out = {0};
    struct charset_decoder d;
    charset_decoder_init(&d, c);
    d.lossy = true;
    charset_decoder_feed(&d, in, &out);
    charset_decoder_finish(&d, &out);
    NEED(nfc_is(buf_span(&out)) && utf8_valid(buf_span(&out)));
    NEED(d.report.undecoded == want->undecoded && d.report.first == want->first);
    NEED(!want->undecoded || memmem(out.p, out.n, "\uFFFD", 3));
    buf_release(&out);
}

static void decode_both_ways(enum charset c, struct span in, unsigned seed)
{
    struct buf whole = {0}, pieces = {0}, again = {0}, back = {0};
    struct charset_report r = {0}, w = {0};
    struct charset_decoder d;
    charset_decode(c, in, &whole, &r);
    NEED(nfc_is(buf_span(&whole)) && utf8_valid(buf_span(&whole)));
    NEED(r.undecoded == 0 || r.first < in.n);
    decode_lossy(c, in, &r);
    charset_decoder_init(&d, c);
    for (size_t i = 0, n; i < in.n; i += n) {
        seed = seed * 1103515245u + 12345u;
        n = (seed >> 16) % 7;
        n = n < in.n - i ? n : in.n - i;
        charset_decoder_feed(&d, (struct span){in.p + i, n}, &pieces);
    }
    charset_decoder_finish(&d, &pieces);
    NEED(span_eq(buf_span(&whole), buf_span(&pieces)));
    NEED(d.report.undecoded == r.undecoded && d.report.first == r.first);
    if (charset_encode(c, buf_span(&whole), &back, &w) && !w.lost && !w.approximated) {
        charset_decode(c, buf_span(&back), &again, NULL);
        NEED(c == CHARSET_UTF8 || span_eq(buf_span(&again), buf_span(&whole)));
    }
    buf_release(&whole);
    buf_release(&pieces);
    buf_release(&again);
    buf_release(&back);
}

/* Any text, mended in any way, is text; mending it again changes nothing that the first pass did
 * not make possible, so only the form is asked for. */
static void mend(struct span in, unsigned what)
{
    struct buf text = {0}, out = {0};
    nfc_add(&text, in);
    mend_text(&out, buf_span(&text), what);
    NEED(nfc_is(buf_span(&out)) && utf8_valid(buf_span(&out)));
    buf_release(&text);
    buf_release(&out);
}

static void fold_and_measure(struct span in)
{
    struct buf a = {0}, b = {0}, safe = {0};
    fold_key(&a, in);
    fold_key(&b, buf_span(&a));
    NEED(utf8_valid(buf_span(&a)));
    buf_reset(&b);
    fold_search(&b, in);
    fold_sort_key(&b, in);
    text_add_safe(&safe, in);
    NEED(text_is_safe(buf_span(&safe)));
    for (size_t i = 0, next; i < safe.n; i = next) {
        next = cluster_next(buf_span(&safe), i);
        NEED(next > i && cluster_prev(buf_span(&safe), next) == i);
    }
    buf_reset(&b);
    width_add_padded(&b, buf_span(&safe), 20, WIDTH_CENTRE);
    NEED(width_columns(buf_span(&b)) == 20);
    buf_release(&a);
    buf_release(&b);
    buf_release(&safe);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n < 2)
        return 0;
    struct span in = {(const char *)data + 2, n - 2};
    enum charset only = (enum charset)(data[0] % CHARSET_COUNT);
    for (int c = CHARSET_AUTO + 1; c < CHARSET_COUNT; c++)
        if (only == CHARSET_AUTO || (enum charset)c == only)
            decode_both_ways((enum charset)c, in, data[1]);
    fold_and_measure(in);
    mend(in, data[1]);
    return 0;
}
