/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which charset a text has. Vietnamese files carry no label, and every byte string is a text in
 * TCVN3, so the answer is the charset whose decoded text is the likeliest Vietnamese (or French or
 * German): syllables that exist and are common, no symbols inside words, no capitals inside words.
 * Tables are better judged with locale/detect_table.h, which also uses the neighbours of a cell.
 *
 * VIQR and NCR are never found: they are plain ASCII. Text with only ASCII is CHARSET_ASCII.
 * Example: "Nguy\xD4n V\xA8n An" is TCVN3; "Tr\xC7n" alone is found too, with a smaller margin.
 */
#ifndef LOCALE_DETECT_H
#define LOCALE_DETECT_H

#include "locale/charset.h"

/* Below this many natural units between the best and the second text the answer is a guess. Set so
 * that of the answers above it at least 99.95 % are right (tests/test_detect.c). */
#define DETECT_DOUBT 4.0

struct detection {
    enum charset best, second; /* second: CHARSET_AUTO when there is none */
    double margin;             /* log-likelihood of best minus that of second, capped at 999 */
    bool unsure;               /* margin below DETECT_DOUBT: ask, or look at more text. Bytes that
                                  are no text in any charset have the margin 0 */
};

void detect_text(struct span bytes, struct detection *out);

/* The same for many short texts (the lines of a file): a word is judged once, not each time. The
 * answer for a text does not depend on those before it. Memory stays below some 30 MB. */
struct detector;
struct detector *detector_new(void);
void detector_free(struct detector *d); /* NULL is fine */
void detector_text(struct detector *d, struct span bytes, struct detection *out);

/* The log-likelihood of every charset, -INFINITY where it is impossible or never guessed. */
void detect_scores(struct span bytes, double scores[CHARSET_COUNT]);

#endif
