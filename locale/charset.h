/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charsets that Vietnamese files are found in, to UTF-8 NFC and back. Guessing which one a file
 * has is locale/detect.h. The only module that may include iconv.h (it needs none so far).
 *
 * Nothing is ever dropped. A byte without meaning is kept as its CP1252 character (the five that
 * CP1252 leaves undefined as C1 controls, 81 -> U+0081) and counted; only where the input claims
 * to be UTF-8 or UTF-16 and is broken, a broken part becomes U+FFFD, counted too. C0 controls pass.
 * In TCVN3 and VNI the CP1252 punctuation (80-9F, no-break space, symbols) has meaning: Windows
 * files use it. Without meaning are letters of CP1252 that the charset does not assign, and in VNI
 * a mark that follows no letter it could stand on.
 * With `lossy` (struct charset_decoder) all of these become U+FFFD instead.
 * A byte order mark at the start is removed.
 *
 * Example: TCVN3 "B\xD6nh vi\xD6n" and VNI "Be\xE4nh vie\xE4n" both give "Bệnh viện".
 * The three names *-utf8 / utf8-double are text that was misread as CP1252 or Latin-1 and saved as
 * UTF-8: "BÖnh viÖn" is tcvn3-utf8. A character that is no byte of CP1252 is kept there, counted.
 */
#ifndef LOCALE_CHARSET_H
#define LOCALE_CHARSET_H

#include "locale/buf.h"

/* constant, name on the command line (fixed) */
#define CHARSET_LIST(X)                                                                            \
    X(AUTO, "auto")                                                                                \
    X(ASCII, "ascii")                                                                              \
    X(UTF8, "utf-8")                                                                               \
    X(TCVN3, "tcvn3")                                                                              \
    X(VNI, "vni")                                                                                  \
    X(VISCII, "viscii")                                                                            \
    X(VPS, "vps")                                                                                  \
    X(CP1258, "cp1258")                                                                            \
    X(VIQR, "viqr")                                                                                \
    X(NCR, "ncr")                                                                                  \
    X(LATIN1, "latin1") /* read and written as CP1252 */                                           \
    X(UTF16, "utf-16")  /* byte order by the mark, without one little-endian */                    \
    X(TCVN3_UTF8, "tcvn3-utf8")                                                                    \
    X(VNI_UTF8, "vni-utf8")                                                                        \
    X(UTF8_DOUBLE, "utf8-double")

enum charset {
#define X(name, text) CHARSET_##name,
    CHARSET_LIST(X)
#undef X
        CHARSET_COUNT
};

const char *charset_name(enum charset c);
bool charset_by_name(const char *name, enum charset *out); /* any case; false when unknown */

/* Different characters in order of appearance; of more than fit only the first. TCVN3 lacks 60. */
struct charset_letters {
    uint32_t cp[64];
    size_t n;
};

/* Zeroed is "nothing to report". Calls add to it, so one report can serve many cells. */
struct charset_report {
    size_t undecoded;    /* bytes without meaning or broken (decode) */
    size_t first;        /* offset in bytes of the first of them, if undecoded > 0 */
    size_t lost;         /* characters written as '?' (encode) */
    uint32_t missing;    /* the first of them */
    size_t approximated; /* capitals written as small letters (encode, TCVN3) */
    struct charset_letters *lost_letters, *small_letters; /* of these two; NULL: not asked for */
};

/* Appends in as UTF-8 NFC to out; r may be NULL. c is not CHARSET_AUTO. */
void charset_decode(enum charset c, struct span in, struct buf *out, struct charset_report *r);

struct charset_unit;

/* The same in pieces: any cut of the input gives the same bytes and the same report. init needs
 * no memory; finish flushes what was held back, and releases. */
struct charset_decoder {
    enum charset c;
    struct charset_report report;
    size_t offset;               /* of the next byte to be understood, in the whole input */
    struct buf held;             /* input that needs more bytes to be understood */
    struct buf text;             /* decoded, on its way to NFC */
    struct buf pending;          /* decoded, may still join with what follows */
    uint64_t *entries;           /* a table for long texts */
    struct charset_unit *marked; /* the table of lossy reading */
    int order;                   /* UTF-16: byte order, 0 while unknown */
    bool started;                /* a byte order mark is no longer expected */
    bool last;                   /* nothing follows */
    bool lossy; /* set after init: what has no meaning becomes U+FFFD (counted as ever) */
};

void charset_decoder_init(struct charset_decoder *d, enum charset c);
void charset_decoder_feed(struct charset_decoder *d, struct span in, struct buf *out);
void charset_decoder_finish(struct charset_decoder *d, struct buf *out);

/* Appends the text (UTF-8, any normal form) in charset c; false when c can only be read (VIQR, NCR
 * and the misread ones). A letter that does not exist there is written as '?' and reported; TCVN3
 * has no code for 60 accented capitals: they become the small letter, as UniKey does, and count as
 * approximated. UTF-16 is written little-endian with a byte order mark. */
bool charset_encode(enum charset c, struct span utf8, struct buf *out, struct charset_report *r);

#endif
