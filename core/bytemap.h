/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A map from byte strings to 0, 1, 2 .. in the order in which they were added; what belongs to
 * a string is kept by the caller in an array of his own. Strings are copied. The hash is keyed
 * (SipHash), so that a foreign file cannot be made to hit one bucket.
 *
 * Zeroed is valid and empty.
 */
#ifndef CORE_BYTEMAP_H
#define CORE_BYTEMAP_H

#include "locale/buf.h"

#define BYTEMAP_NONE UINT32_MAX

struct bytemap_entry;

struct bytemap {
    struct bytemap_entry *v;
    size_t n, cap;
    uint32_t *slot; /* index + 1, 0 = free; a power of two of them */
    size_t slots;
    struct buf bytes;
    unsigned char key[16];
};

uint32_t bytemap_find(const struct bytemap *m, struct span s); /* BYTEMAP_NONE */
/* The number of s, new when it was not there; *added may be NULL. */
uint32_t bytemap_add(struct bytemap *m, struct span s, bool *added);
/* Borrowed until the next bytemap_add(). */
struct span bytemap_bytes(const struct bytemap *m, uint32_t i);
void bytemap_release(struct bytemap *m);

#endif
