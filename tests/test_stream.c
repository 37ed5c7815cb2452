/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream: what was written comes back, and no changed byte goes unseen.
 */
#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/stream.h"
#include "tests/support.h"

static const char header[] = "kind: full\nname: Xã Triệu Sơn\nunit: a\nunit: b\n";

static int memory(void)
{
    int fd = memfd_create("stream", 0);
    assert_true(fd >= 0);
    return fd;
}

static void value_of(unsigned i, struct buf *out)
{
    size_t n = i % 97 == 0 ? STORE_VALUE_MAX : i * 37 % 900;
    buf_reset(out);
    for (size_t k = 0; k < n; k++)
        buf_addc(out, (char)(i + k * k));
}

/* n entries in tables 1 and 5. */
static void write_some(int fd, unsigned n, const unsigned char *secret, struct stream_digest *out)
{
    struct stream_writer *w = stream_begin(fd, "here", span_of(header));
    struct buf value = {0};
    for (unsigned i = 0; i < n; i++) {
        char key[16];
        snprintf(key, sizeof key, "%06u", i);
        value_of(i, &value);
        stream_add(w, i < n / 2 ? 1 : 5, span_of(key), buf_span(&value));
    }
    struct detail d = {0};
    assert_int_equal(stream_end(w, secret, out, &d), STATUS_OK);
    buf_release(&value);
}

static enum status verify(int fd, struct stream_digest *out)
{
    struct buf h = {0};
    struct detail d = {0};
    enum status s = stream_verify(fd, "here", &h, out, &d);
    if (s != STATUS_OK)
        assert_string_not_equal(d.text, "");
    buf_release(&h);
    return s;
}

static void comes_back(void **state)
{
    (void)state;
    static const unsigned sizes[] = {0, 1, 2, 300};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        struct stream_digest written, seen;
        struct stream_reader *r;
        struct buf h = {0}, value = {0};
        struct span key, v;
        unsigned table, i = 0, n = sizes[k];
        int fd = memory();
        write_some(fd, n, NULL, &written);
        assert_int_equal(written.entries, n);
        lseek(fd, 0, SEEK_SET);
        assert_int_equal(stream_open(&r, fd, "here", &h, NULL), STATUS_OK);
        assert_string_equal(buf_str(&h), header);
        for (; stream_next(r, &table, &key, &v); i++) {
            char name[16];
            snprintf(name, sizeof name, "%06u", i);
            value_of(i, &value);
            assert_true(span_eq(key, span_of(name)));
            assert_true(span_eq(v, buf_span(&value)));
            assert_int_equal(table, i < n / 2 ? 1 : 5);
        }
        assert_int_equal(i, n);
        assert_int_equal(stream_close(r, &seen, NULL), STATUS_OK);
        assert_memory_equal(seen.hash, written.hash, STREAM_HASH);
        assert_memory_equal(seen.count, written.count, sizeof seen.count);
        assert_int_equal(seen.bytes, written.bytes);
        assert_false(seen.is_signed);
        buf_release(&h);
        buf_release(&value);
        close(fd);
    }
}

static void every_changed_byte_is_seen(void **state)
{
    (void)state;
    struct stream_digest d;
    int fd = memory();
    write_some(fd, 12, NULL, &d);
    off_t size = lseek(fd, 0, SEEK_END);
    assert_int_equal(size, d.bytes);
    /* every byte at both ends, and a sample of the long values between */
    for (off_t at = 0; at < size; at += at < 300 || at > size - 400 ? 1 : 997) {
        unsigned char was, is;
        assert_int_equal(pread(fd, &was, 1, at), 1);
        is = was ^ (unsigned char)(1 << at % 8);
        assert_int_equal(pwrite(fd, &is, 1, at), 1);
        assert_int_not_equal(verify(fd, &d), STATUS_OK);
        assert_int_equal(pwrite(fd, &was, 1, at), 1);
    }
    assert_int_equal(verify(fd, &d), STATUS_OK);
    assert_int_equal(pwrite(fd, "x", 1, size), 1); /* something behind the end */
    assert_int_not_equal(verify(fd, &d), STATUS_OK);
    for (off_t at = 0; at<size; at += at> size - 400 || at < 300 ? 1 : 4999) {
        assert_int_equal(ftruncate(fd, at), 0); /* grows again with zeros below */
        assert_int_not_equal(verify(fd, &d), STATUS_OK);
        lseek(fd, 0, SEEK_SET);
        write_some(fd, 12, NULL, &d);
    }
    close(fd);
}

static void a_signature_is_of_its_key(void **state)
{
    (void)state;
    unsigned char public[STREAM_KEY], secret[crypto_sign_SECRETKEYBYTES], c;
    struct stream_digest d, seen;
    int fd = memory();
    crypto_sign_keypair(public, secret);
    write_some(fd, 3, secret, &d);
    assert_int_equal(verify(fd, &seen), STATUS_OK);
    assert_true(seen.is_signed);
    assert_memory_equal(seen.signer, public, STREAM_KEY);
    off_t at = (off_t)d.bytes - 1; /* the signature, then the key */
    for (int i = 0; i < 2; i++, at -= STREAM_SIGNATURE) {
        assert_int_equal(pread(fd, &c, 1, at), 1);
        c ^= 4;
        assert_int_equal(pwrite(fd, &c, 1, at), 1);
        assert_int_not_equal(verify(fd, &seen), STATUS_OK);
        c ^= 4;
        assert_int_equal(pwrite(fd, &c, 1, at), 1);
    }
    close(fd);
}

static void other_files_are_told(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "hoctap", "PK\x03\x04", "hoctap stream 2\nxx"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct stream_digest d;
        int fd = memory();
        assert_int_equal(write(fd, texts[i], strlen(texts[i])), strlen(texts[i]));
        assert_int_equal(verify(fd, &d), i == 3 ? STATUS_TOO_NEW : STATUS_INVALID);
        close(fd);
    }
}

static void the_header_has_lines(void **state)
{
    (void)state;
    struct span h = span_of(header);
    assert_true(span_eq_str(stream_header_value(h, "kind", 0), "full"));
    assert_true(span_eq_str(stream_header_value(h, "unit", 1), "b"));
    assert_int_equal(stream_header_value(h, "unit", 2).n, 0);
    assert_int_equal(stream_header_value(h, "kin", 0).n, 0);
}

static void the_code_can_be_read_out(void **state)
{
    (void)state;
    struct stream_digest a = {{0}}, b = {{0}};
    char x[STREAM_CODE], y[STREAM_CODE];
    stream_code(&a, x);
    assert_string_equal(x, "0000-0000-0000");
    memset(a.hash, 0xFF, STREAM_HASH);
    stream_code(&a, x);
    assert_string_equal(x, "ZZZZ-ZZZZ-ZZZZ");
    b = a;
    b.hash[7] ^= 0x10; /* the last of the 60 bits */
    stream_code(&b, y);
    assert_string_not_equal(x, y);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        skip();
    struct stream_digest d;
    struct detail why = {0};
    struct stream_writer *w = stream_begin(fileno(full), "ban-sao", span_of(header));
    stream_add(w, 1, SPAN_LIT("a"), SPAN_LIT("b"));
    assert_int_equal(stream_end(w, NULL, &d, &why), STATUS_FULL);
    assert_non_null(strstr(why.text, "ban-sao"));
    fclose(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(every_changed_byte_is_seen),
        cmocka_unit_test(a_signature_is_of_its_key),
        cmocka_unit_test(other_files_are_told),
        cmocka_unit_test(the_header_has_lines),
        cmocka_unit_test(the_code_can_be_read_out),
        cmocka_unit_test(a_full_disk_is_told),
    };
    assert_true(sodium_init() >= 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
