/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sshkey.h"

#include <sodium.h>
#include <string.h>

#include "locale/msg.h"
#include "locale/utf8.h"
#include "locale/width.h"

enum { RSA_BYTES_MIN = 256 }; /* 2,048 bits */

/* What Debian 12's sshd takes; DSA is not among them. */
static const char *const types[] = {"ssh-ed25519",
                                    "ecdsa-sha2-nistp256",
                                    "ecdsa-sha2-nistp384",
                                    "ecdsa-sha2-nistp521",
                                    "sk-ssh-ed25519@openssh.com",
                                    "sk-ecdsa-sha2-nistp256@openssh.com",
                                    "ssh-rsa"};

static bool starts(struct span s, const char *with)
{
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.p, with, n) == 0;
}

static struct span take_line(struct span *s)
{
    const char *nl = memchr(s->p, '\n', s->n);
    size_t n = nl ? (size_t)(nl - s->p) : s->n;
    struct span line = {s->p, n};
    s->p += n + (nl ? 1 : 0), s->n -= n + (nl ? 1 : 0);
    return span_trim(line);
}

static struct span take_word(struct span *s)
{
    size_t n = 0;
    while (n < s->n && s->p[n] != ' ' && s->p[n] != '\t')
        n++;
    struct span word = {s->p, n};
    *s = span_trim((struct span){s->p + n, s->n - n});
    return word;
}

/* A string of the key's own format: 32 bits of length, big end first. */
static bool take_string(struct span *s, struct span *out)
{
    if (s->n < 4)
        return false;
    const unsigned char *p = (const unsigned char *)s->p;
    size_t n = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
    if (n > s->n - 4)
        return false;
    *out = (struct span){s->p + 4, n};
    s->p += 4 + n, s->n -= 4 + n;
    return true;
}

/* The type that the bytes of a key name, when they are whole; NULL when not, or not taken. */
static const char *type_of(struct span blob, bool *weak)
{
    struct span name, part, last = {"", 0};
    size_t parts = 0;
    *weak = false;
    if (!take_string(&blob, &name))
        return NULL;
    for (; blob.n; parts++)
        if (!take_string(&blob, &part))
            return NULL;
        else
            last = part;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!span_eq_str(name, types[i]))
            continue;
        *weak = strcmp(types[i], "ssh-rsa") == 0 && last.n < RSA_BYTES_MIN;
        return parts > 0 ? types[i] : NULL;
    }
    return NULL;
}

static enum status wrong(struct detail *d)
{
    return detail_set(
        d, STATUS_INVALID,
        _("Đây không phải là khóa SSH công khai dùng được. Trong PuTTYgen hãy chép cả "
          "ô \"Public key for pasting\", hoặc bấm \"Save public key\" rồi gửi tệp "
          "ấy."));
}

/* One line, no control character, no longer than the list of users is wide. */
static void add_comment(struct buf *line, struct span comment)
{
    struct buf safe = {0};
    text_add_safe(&safe, comment); /* a broken byte becomes three */
    for (size_t i = 0; i < safe.n; i++)
        if ((unsigned char)safe.p[i] < ' ' || safe.p[i] == 0x7f)
            safe.p[i] = ' ';
    struct span clean = span_trim(buf_span(&safe));
    if (clean.n > SSHKEY_COMMENT_MAX) {
        clean.n = SSHKEY_COMMENT_MAX;
        clean.n -= utf8_tail(clean);
        clean = span_trim(clean);
    }
    if (clean.n)
        buf_addf(line, " %.*s", (int)clean.n, clean.p);
    buf_release(&safe);
}

/* base64: of the whole key, maybe with white space. named: the type in front of it, or empty. */
static enum status make_line(struct span named, struct span base64, struct span comment,
                             struct buf *line, struct detail *d)
{
    unsigned char blob[SSHKEY_BYTES_MAX];
    char text[sodium_base64_ENCODED_LEN(SSHKEY_BYTES_MAX, sodium_base64_VARIANT_ORIGINAL)];
    size_t n = 0;
    bool weak;
    const char *end = NULL;
    if (!base64.n || sodium_base642bin(blob, sizeof blob, base64.p, base64.n, " \t\r\n", &n, &end,
                                       sodium_base64_VARIANT_ORIGINAL) != 0)
        return wrong(d);
    if (end != base64.p + base64.n)
        return wrong(d);
    const char *type = type_of(span_make(blob, n), &weak);
    if (!type || (named.n && !span_eq_str(named, type)))
        return wrong(d);
    if (weak)
        return detail_set(d, STATUS_INVALID,
                          _("Khóa RSA này quá ngắn. Hãy làm khóa mới trong PuTTYgen, chọn EdDSA "
                            "(Ed25519)."));
    sodium_bin2base64(text, sizeof text, blob, n, sodium_base64_VARIANT_ORIGINAL);
    buf_addf(line, "%s %s", type, text);
    add_comment(line, comment);
    return STATUS_OK;
}

/* Behind "---- BEGIN ..": headers ("Comment: ..", a \ at the end goes on in the next line), base64
 * (RFC 4716). */
static enum status parse_putty(struct span *rest, struct buf *line, struct detail *d)
{
    struct buf base64 = {0};
    struct span comment = {"", 0};
    bool header = false, ended = false;
    while (rest->n && !ended) {
        struct span l = take_line(rest);
        bool goes_on = header;
        header = false;
        ended = starts(l, "---- END");
        if (ended)
            break;
        if (goes_on || memchr(l.p, ':', l.n)) {
            header = l.n && l.p[l.n - 1] == '\\';
            if (!goes_on && starts(l, "Comment:")) {
                comment = span_trim((struct span){l.p + 8, l.n - 8});
                if (comment.n >= 2 && comment.p[0] == '"' && comment.p[comment.n - 1] == '"')
                    comment = (struct span){comment.p + 1, comment.n - 2};
            }
        } else {
            buf_add_span(&base64, l);
        }
    }
    enum status s =
        ended ? make_line((struct span){"", 0}, buf_span(&base64), comment, line, d) : wrong(d);
    buf_release(&base64);
    return s;
}

enum status sshkey_parse(struct span text, struct buf *line, struct detail *d)
{
    struct buf made = {0};
    enum status s = STATUS_OK;
    if (text.n > SSHKEY_BYTES_MAX || !text.p)
        return wrong(d);
    if (memmem(text.p, text.n, "PRIVATE KEY", 11) || starts(text, "PuTTY-User-Key-File"))
        return detail_set(d, STATUS_INVALID,
                          _("Đây là khóa RIÊNG: chỉ người ấy được giữ, đừng gửi cho ai. Hãy gửi "
                            "khóa công khai (public key), và làm khóa mới nếu khóa riêng đã lộ."));
    while (s == STATUS_OK && text.n) {
        struct span l = take_line(&text);
        if (!l.n || l.p[0] == '#')
            continue;
        if (made.n) {
            s = detail_set(d, STATUS_INVALID, _("Tệp có nhiều khóa. Mỗi lần hãy thêm một khóa."));
            break;
        }
        if (starts(l, "---- BEGIN SSH2 PUBLIC KEY ----")) {
            s = parse_putty(&text, &made, d);
        } else {
            struct span type = take_word(&l), base64 = take_word(&l);
            s = make_line(type, base64, l, &made, d);
        }
    }
    if (s == STATUS_OK && !made.n)
        s = wrong(d);
    if (s == STATUS_OK)
        buf_add_span(line, buf_span(&made));
    buf_release(&made);
    return s;
}

static struct span base64_of(struct span line)
{
    take_word(&line);
    return take_word(&line);
}

void sshkey_add_fingerprint(struct span line, struct buf *out)
{
    unsigned char blob[SSHKEY_BYTES_MAX], h[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof h, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)];
    struct span base64 = base64_of(line);
    size_t n = 0;
    if (sodium_base642bin(blob, sizeof blob, base64.p, base64.n, NULL, &n, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        return;
    crypto_hash_sha256(h, blob, n);
    sodium_bin2base64(text, sizeof text, h, sizeof h, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    buf_addf(out, "SHA256:%s", text);
}

bool sshkey_same(struct span a, struct span b)
{
    return span_eq(base64_of(a), base64_of(b));
}
