/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stream.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/field_bytes.h"
#include "core/stream_format.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"
#include "storage/crc32c.h"

struct stream_reader {
    int fd;
    const char *name;
    uint64_t offset, block_at;
    crypto_generichash_state hash;
    struct buf block, last; /* last: table and key of the entry before */
    struct span rest;       /* of the block */
    bool ended;             /* the empty block was read */
    enum status failed;
    struct detail why;
    struct stream_digest digest;
};

static void damaged(struct stream_reader *r)
{
    if (r->failed == STATUS_OK)
        r->failed =
            detail_set(&r->why, STATUS_INVALID,
                       _("%s: bản sao bị hỏng hoặc bị cắt ở byte thứ %llu. Hãy dùng bản khác, hoặc "
                         "chép lại tệp này."),
                       r->name, (unsigned long long)r->block_at);
    r->rest = (struct span){"", 0};
}

/* n bytes, or damaged. */
static bool take(struct stream_reader *r, void *to, size_t n)
{
    char *p = to;
    while (n) {
        ssize_t k = read(r->fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0 && r->failed == STATUS_OK)
            r->failed = detail_errno(&r->why, errno, r->name);
        if (k <= 0) {
            damaged(r);
            return false;
        }
        p += k, n -= (size_t)k, r->offset += (uint64_t)k;
    }
    return true;
}

static uint32_t u32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool take_block(struct stream_reader *r)
{
    unsigned char head[8];
    r->block_at = r->offset;
    buf_reset(&r->block);
    if (!take(r, head, sizeof head))
        return false;
    crypto_generichash_update(&r->hash, head, sizeof head);
    uint32_t n = u32(head);
    if (n > STREAM_BLOCK_MAX || (!n && u32(head + 4))) {
        damaged(r);
        return false;
    }
    buf_reserve(&r->block, n);
    if (n && !take(r, r->block.p, n))
        return false;
    r->block.n = n;
    if (n && crc32c(0, r->block.p, n) != u32(head + 4)) {
        damaged(r);
        return false;
    }
    crypto_generichash_update(&r->hash, (const unsigned char *)buf_str(&r->block), n);
    r->rest = buf_span(&r->block);
    r->ended = n == 0;
    return true;
}

enum status stream_open(struct stream_reader **out, int fd, const char *name, struct buf *header,
                        struct detail *d)
{
    char magic[sizeof STREAM_MAGIC - 1];
    struct stream_reader *r = mem_alloc(sizeof *r);
    *r = (struct stream_reader){.fd = fd, .name = name};
    crypto_generichash_init(&r->hash, NULL, 0, STREAM_HASH);
    *out = NULL;
    bool whole = take(r, magic, sizeof magic);
    if (!whole || memcmp(magic, STREAM_MAGIC, sizeof magic) != 0) {
        enum status s = r->failed == STATUS_OK || r->failed == STATUS_INVALID
                            ? detail_set(d, STATUS_INVALID,
                                         _("%s không phải bản sao lưu của hoctap. Hãy chọn tệp do "
                                           "'hoctap backup' ghi ra."),
                                         name)
                            : r->failed;
        if (whole && memcmp(magic, STREAM_MAGIC, STREAM_MAGIC_KIND) == 0)
            s = detail_set(d, STATUS_TOO_NEW,
                           _("%s do bản hoctap mới hơn ghi. Hãy cài bản mới rồi làm lại."), name);
        else if (s != STATUS_INVALID && d)
            *d = r->why;
        (void)!stream_close(r, NULL, NULL);
        return s;
    }
    crypto_generichash_update(&r->hash, (const unsigned char *)magic, sizeof magic);
    if (take_block(r) && (!r->rest.n || !utf8_valid(r->rest)))
        damaged(r);
    if (r->failed != STATUS_OK)
        return stream_close(r, NULL, d);
    buf_add_span(header, r->rest);
    r->rest = (struct span){"", 0};
    *out = r;
    return STATUS_OK;
}

static bool take_part(struct span *s, uint64_t max, struct span *out)
{
    uint64_t n;
    if (!bytes_varint(s, &n) || n > s->n || n > max)
        return false;
    *out = (struct span){s->p, n};
    s->p += n, s->n -= n;
    return true;
}

bool stream_next(struct stream_reader *r, unsigned *table, struct span *key, struct span *value)
{
    if (!r->rest.n && (r->ended || r->failed != STATUS_OK || !take_block(r) || r->ended))
        return false;
    *table = (uint8_t)r->rest.p[0];
    r->rest.p++, r->rest.n--;
    if (*table >= STORE_TABLES || !take_part(&r->rest, STORE_KEY_MAX, key) || !key->n ||
        !take_part(&r->rest, STORE_VALUE_MAX, value)) {
        damaged(r);
        return false;
    }
    struct buf at = {0};
    buf_addc(&at, (char)*table);
    buf_add_span(&at, *key);
    bool ascending = span_cmp(buf_span(&r->last), buf_span(&at)) < 0;
    buf_release(&r->last);
    r->last = at;
    if (!ascending) {
        damaged(r);
        return false;
    }
    r->digest.entries++;
    r->digest.count[*table]++;
    return true;
}

static uint64_t u64(const unsigned char *p)
{
    return (uint64_t)u32(p) << 32 | u32(p + 4);
}

/* Behind the empty block: counts, hash, signature, and then nothing. */
static void check_tail(struct stream_reader *r)
{
    unsigned char counts[8 + 8 * STORE_TABLES], hash[STREAM_HASH], is_signed;
    unsigned char signature[STREAM_SIGNATURE], more;
    r->block_at = r->offset;
    if (!take(r, counts, sizeof counts))
        return;
    bool same = u64(counts) == r->digest.entries;
    for (unsigned i = 0; i < STORE_TABLES; i++)
        same = same && u64(counts + 8 + 8 * i) == r->digest.count[i];
    crypto_generichash_update(&r->hash, counts, sizeof counts);
    crypto_generichash_final(&r->hash, r->digest.hash, STREAM_HASH);
    if (!take(r, hash, sizeof hash) || !take(r, &is_signed, 1))
        return;
    same = same && memcmp(hash, r->digest.hash, STREAM_HASH) == 0 && is_signed <= 1;
    if (same && is_signed) {
        if (!take(r, r->digest.signer, STREAM_KEY) || !take(r, signature, sizeof signature))
            return;
        same = crypto_sign_verify_detached(signature, hash, STREAM_HASH, r->digest.signer) == 0;
        r->digest.is_signed = same;
    }
    if (!same || read(r->fd, &more, 1) != 0)
        damaged(r);
    r->digest.bytes = r->offset;
}

enum status stream_close(struct stream_reader *r, struct stream_digest *out, struct detail *d)
{
    if (r->failed == STATUS_OK && r->ended)
        check_tail(r);
    else if (r->failed == STATUS_OK)
        damaged(r); /* left before its end */
    enum status s = r->failed;
    if (s != STATUS_OK && d)
        *d = r->why;
    if (s == STATUS_OK && out)
        *out = r->digest;
    buf_release(&r->block);
    buf_release(&r->last);
    free(r);
    return s;
}

enum status stream_verify(int fd, const char *name, struct buf *header, struct stream_digest *out,
                          struct detail *d)
{
    struct stream_reader *r;
    struct span key, value;
    unsigned table;
    if (lseek(fd, 0, SEEK_SET) < 0)
        return detail_errno(d, errno, name);
    enum status s = stream_open(&r, fd, name, header, d);
    if (s == STATUS_OK) {
        while (stream_next(r, &table, &key, &value))
            ;
        s = stream_close(r, out, d);
    }
    if (s == STATUS_OK && lseek(fd, 0, SEEK_SET) < 0)
        s = detail_errno(d, errno, name);
    return s;
}

struct span stream_header_value(struct span header, const char *name, size_t nth)
{
    size_t n = strlen(name);
    while (header.n) {
        const char *end = memchr(header.p, '\n', header.n);
        size_t line = end ? (size_t)(end - header.p) : header.n;
        if (line > n + 1 && memcmp(header.p, name, n) == 0 && header.p[n] == ':' &&
            header.p[n + 1] == ' ' && nth-- == 0)
            return (struct span){header.p + n + 2, line - n - 2};
        line += end != NULL;
        header.p += line, header.n -= line;
    }
    return (struct span){"", 0};
}
