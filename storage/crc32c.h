/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CRC32C (Castagnoli), as iSCSI and ext4 use it: finds every flipped run of up to 32 bits. It says
 * that bytes are what they were, not who wrote them.
 * crc32c(0, p, n) starts; crc32c(crc32c(0, a, m), b, n) is the sum of a followed by b.
 */
#ifndef STORAGE_CRC32C_H
#define STORAGE_CRC32C_H

#include <stddef.h>
#include <stdint.h>

uint32_t crc32c(uint32_t crc, const void *p, size_t n);
/* The same without the processor's instruction; for tests and other machines. */
uint32_t crc32c_portable(uint32_t crc, const void *p, size_t n);

#endif
