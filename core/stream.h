/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream: one checked file that carries entries of a store from one place to another (backup,
 * restore, hand-over). It knows tables, keys and values, not what they mean (core/backup.h does).
 *
 * A reader believes nothing before it has seen the end: stream_verify() first, then use. Reading
 * takes bounded memory whatever the file says, and a damaged place is named by its offset.
 *
 *   "hoctap stream 1\n"
 *   block*       length(4, big-endian) CRC32C of the payload(4) payload
 *                the first block is the header: lines "name: value\n", unknown names are skipped
 *                the others hold whole entries: table(1) varint(keylen) key varint(vallen) value
 *                in strictly ascending order of table and key
 *   end          a block of length 0 (and CRC 0)
 *   trailer      entries(8), entries of each table(8 each, STORE_TABLES of them),
 *                BLAKE2b-256 of all bytes before it (32), signed(1); when signed:
 *                Ed25519 public key(32) and its signature of the 32 bytes above(64)
 *
 * What two people read to each other over the phone is stream_code(): twelve signs of the hash.
 */
#ifndef CORE_STREAM_H
#define CORE_STREAM_H

#include "locale/buf.h"
#include "locale/status.h"
#include "storage/store.h"

enum { STREAM_HASH = 32, STREAM_KEY = 32, STREAM_SIGNATURE = 64, STREAM_CODE = 16 };

struct stream_digest {
    unsigned char hash[STREAM_HASH];
    uint64_t entries, count[STORE_TABLES], bytes;
    bool is_signed; /* and the signature is that of signer */
    unsigned char signer[STREAM_KEY];
};

/* "7K3M-9QAB-2CDE": 60 bits of the hash. */
void stream_code(const struct stream_digest *s, char out[STREAM_CODE]);

struct stream_writer;

/* fd is borrowed and written from its current place; name is for messages and borrowed too. Errors
 * of writing stick until the end. */
struct stream_writer *stream_begin(int fd, const char *name, struct span header);
/* In ascending order of table and key (asserted). */
void stream_add(struct stream_writer *w, unsigned table, struct span key, struct span value);
/* Frees w. secret: 64 bytes of libsodium's Ed25519 secret key, or NULL. STATUS_FULL, IO. */
enum status stream_end(struct stream_writer *w, const unsigned char *secret,
                       struct stream_digest *out, struct detail *d) NODISCARD;
void stream_abort(struct stream_writer *w); /* NULL is fine */

struct stream_reader;

/* Reads the header, appended to it. STATUS_INVALID: not a stream, or damaged; TOO_NEW. */
enum status stream_open(struct stream_reader **out, int fd, const char *name, struct buf *header,
                        struct detail *d) NODISCARD;
/* Views until the next call. false at the end or at a fault, which stream_close() tells. */
bool stream_next(struct stream_reader *r, unsigned *table, struct span *key, struct span *value);
/* Frees r. STATUS_OK: everything to the last byte was read and is whole; out may be NULL.
 * STATUS_INVALID with a sentence that says where it is damaged. */
enum status stream_close(struct stream_reader *r, struct stream_digest *out,
                         struct detail *d) NODISCARD;

/* A whole pass over fd from its beginning; afterwards fd stands there again. */
enum status stream_verify(int fd, const char *name, struct buf *header, struct stream_digest *out,
                          struct detail *d) NODISCARD;

/* The value of a line of the header; empty when there is none. The n-th of that name. */
struct span stream_header_value(struct span header, const char *name, size_t nth);

#endif
