/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the charset module: the steps of the decoder. A step reads from the start of `in`, sends
 * text on, and returns how many bytes it has understood; what remains is given to it again with
 * more behind it. When d->last is set it must take all. d->offset is the offset of in.p[0].
 */
#ifndef LOCALE_CHARSET_STEP_H
#define LOCALE_CHARSET_STEP_H

#include "locale/charset.h"
#include "locale/charset_tables.h"

/* n bytes without meaning at in.p[at]. */
void charset_note(struct charset_decoder *d, size_t at, size_t n);
/* Text in any form, sent on as NFC; a broken part becomes U+FFFD. */
void charset_text(struct charset_decoder *d, struct span text, struct buf *out);

/* The table to read with: lossy, a copy in which bytes without meaning are U+FFFD. One table for
 * one decoder. */
const struct charset_unit *charset_table(struct charset_decoder *d,
                                         const struct charset_unit table[256]);
/* A broken part of what claims to be UTF-8 inside NCR, VIQR or utf8-double: kept as CP1252. */
void charset_add_broken(const struct charset_decoder *d, struct span part, struct buf *out);

/* Byte tables: append the text, return how many bytes have no meaning, *first: the first one.
 * entries: of the same table, for long texts; or NULL. */
size_t charset_bytes(const struct charset_unit table[256], const uint64_t *entries, struct span in,
                     struct buf *out, size_t *first);
size_t charset_vni_bytes(const struct charset_unit table[256], const uint64_t *entries,
                         struct span in, struct buf *out, size_t *first);
uint64_t *charset_bytes_entries(const struct charset_unit table[256]); /* freed by the caller */
uint64_t *charset_vni_entries(const struct charset_unit table[256]);

/* The table, and the reading of a long text with it; 0: not these bytes, read them one by one. */
uint64_t *charset_cp1258_entries(const struct charset_unit table[256]);
size_t charset_cp1258_long(struct charset_decoder *d, const struct charset_unit table[256],
                           struct span in, struct buf *out);

size_t charset_step_misread(struct charset_decoder *d, struct span in, struct buf *out);
size_t charset_step_ncr(struct charset_decoder *d, struct span in, struct buf *out);
size_t charset_step_viqr(struct charset_decoder *d, struct span in, struct buf *out);

#endif
