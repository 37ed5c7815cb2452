/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between stream_write.c and stream_read.c.
 */
#ifndef CORE_STREAM_FORMAT_H
#define CORE_STREAM_FORMAT_H

#define STREAM_MAGIC "hoctap stream 1\n"
enum { STREAM_MAGIC_KIND = 14 }; /* of it say what it is, the rest which version */

/* A block is closed at STREAM_BLOCK bytes; one entry more may reach beyond. */
enum { STREAM_BLOCK = 64 << 10, STREAM_BLOCK_MAX = 192 << 10 };

#endif
