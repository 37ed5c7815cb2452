/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stream.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/field_bytes.h"
#include "core/stream_format.h"
#include "locale/mem.h"
#include "storage/crc32c.h"

struct stream_writer {
    int fd, error; /* errno of the first failed write */
    const char *name;
    crypto_generichash_state hash;
    struct buf block, last; /* last: table and key of the entry before */
    struct stream_digest digest;
};

static void write_all(struct stream_writer *w, const char *p, size_t n)
{
    w->digest.bytes += n;
    while (n && !w->error) {
        ssize_t k = write(w->fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0) {
            w->error = k < 0 ? errno : EIO;
            return;
        }
        p += k, n -= (size_t)k;
    }
}

static void put(struct stream_writer *w, struct span s)
{
    crypto_generichash_update(&w->hash, (const unsigned char *)s.p, s.n);
    write_all(w, s.p, s.n);
}

static void put_u32(struct buf *b, uint32_t n)
{
    for (int i = 24; i >= 0; i -= 8)
        buf_addc(b, (char)(n >> i));
}

static void flush(struct stream_writer *w)
{
    struct buf head = {0};
    put_u32(&head, (uint32_t)w->block.n);
    put_u32(&head, w->block.n ? crc32c(0, w->block.p, w->block.n) : 0);
    put(w, buf_span(&head));
    put(w, buf_span(&w->block));
    buf_release(&head);
    buf_reset(&w->block);
}

struct stream_writer *stream_begin(int fd, const char *name, struct span header)
{
    struct stream_writer *w = mem_alloc(sizeof *w);
    w->fd = fd;
    w->name = name;
    crypto_generichash_init(&w->hash, NULL, 0, STREAM_HASH);
    put(w, SPAN_LIT(STREAM_MAGIC));
    assert(header.n && header.n <= STREAM_BLOCK_MAX);
    buf_add_span(&w->block, header);
    flush(w);
    return w;
}

void stream_add(struct stream_writer *w, unsigned table, struct span key, struct span value)
{
    struct buf at = {0};
    buf_addc(&at, (char)table);
    buf_add_span(&at, key);
    assert(table < STORE_TABLES && key.n && span_cmp(buf_span(&w->last), buf_span(&at)) < 0);
    buf_release(&w->last);
    w->last = at;
    if (w->block.n + key.n + value.n > STREAM_BLOCK && w->block.n)
        flush(w);
    buf_addc(&w->block, (char)table);
    bytes_add_varint(&w->block, key.n);
    buf_add_span(&w->block, key);
    bytes_add_varint(&w->block, value.n);
    buf_add_span(&w->block, value);
    w->digest.entries++;
    w->digest.count[table]++;
}

void stream_abort(struct stream_writer *w)
{
    if (!w)
        return;
    buf_release(&w->block);
    buf_release(&w->last);
    free(w);
}

static void put_u64(struct buf *b, uint64_t n)
{
    put_u32(b, (uint32_t)(n >> 32));
    put_u32(b, (uint32_t)n);
}

static void sign(struct stream_writer *w, const unsigned char *secret, struct buf *out)
{
    unsigned char signature[STREAM_SIGNATURE];
    w->digest.is_signed = true;
    crypto_sign_ed25519_sk_to_pk(w->digest.signer, secret);
    crypto_sign_detached(signature, NULL, w->digest.hash, STREAM_HASH, secret);
    buf_add(out, w->digest.signer, STREAM_KEY);
    buf_add(out, signature, STREAM_SIGNATURE);
}

enum status stream_end(struct stream_writer *w, const unsigned char *secret,
                       struct stream_digest *out, struct detail *d)
{
    struct buf tail = {0};
    if (w->block.n)
        flush(w);
    flush(w); /* the empty block */
    put_u64(&tail, w->digest.entries);
    for (unsigned i = 0; i < STORE_TABLES; i++)
        put_u64(&tail, w->digest.count[i]);
    put(w, buf_span(&tail));
    crypto_generichash_final(&w->hash, w->digest.hash, STREAM_HASH);
    buf_reset(&tail);
    buf_add(&tail, w->digest.hash, STREAM_HASH);
    buf_addc(&tail, secret ? 1 : 0);
    if (secret)
        sign(w, secret, &tail);
    write_all(w, tail.p, tail.n);
    buf_release(&tail);
    *out = w->digest;
    enum status s = w->error ? detail_errno(d, w->error, w->name) : STATUS_OK;
    stream_abort(w);
    return s;
}

void stream_code(const struct stream_digest *s, char out[STREAM_CODE])
{
    static const char sign_of[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char *p = out;
    for (int i = 0; i < 12; i++) {
        unsigned bits = 0;
        for (int k = 0; k < 5; k++) {
            int at = i * 5 + k;
            bits = bits << 1 | ((s->hash[at / 8] >> (7 - at % 8)) & 1u);
        }
        if (i && i % 4 == 0)
            *p++ = '-';
        *p++ = sign_of[bits];
    }
    *p = 0;
}
