/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fingerprint as people read it out: "7K3-M9Q", 30 bits of a hash.
 */
#ifndef CORE_FINGERPRINT_H
#define CORE_FINGERPRINT_H

#include "locale/buf.h"

/* No I, L, O, U (Crockford). hash: at least 4 bytes. */
void fingerprint_show(const unsigned char *hash, char out[8]);
void fingerprint_of(struct span bytes, char out[8]);

#endif
