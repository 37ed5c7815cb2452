/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fingerprint.h"

#include <sodium.h>
#include <stdint.h>

void fingerprint_show(const unsigned char *hash, char out[8])
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    uint32_t n = (uint32_t)hash[0] | (uint32_t)hash[1] << 8 | (uint32_t)hash[2] << 16 |
                 (uint32_t)hash[3] << 24;
    for (int i = 0; i < 7; i++) {
        if (i == 3) {
            out[i] = '-';
            continue;
        }
        out[i] = digits[n & 31];
        n >>= 5;
    }
    out[7] = 0;
}

void fingerprint_of(struct span bytes, char out[8])
{
    unsigned char hash[16];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes.p, bytes.n, NULL, 0);
    fingerprint_show(hash, out);
}
