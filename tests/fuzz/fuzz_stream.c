/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reader of streams believes no byte: no crash, bounded memory, and what it takes for whole is
 * written again to the same bytes.
 */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void copy(int from, int to, struct span header, struct stream_digest *out)
{
    struct stream_reader *r;
    struct stream_writer *w = stream_begin(to, "copy", header);
    struct buf again = {0};
    struct span key, value;
    unsigned table;
    assert(stream_open(&r, from, "in", &again, NULL) == STATUS_OK);
    while (stream_next(r, &table, &key, &value))
        stream_add(w, table, key, value);
    assert(stream_close(r, NULL, NULL) == STATUS_OK);
    assert(stream_end(w, NULL, out, NULL) == STATUS_OK);
    buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct stream_digest digest = {0}, again = {0}, read = {0};
    struct buf header = {0}, second = {0};
    struct detail d = {0};
    assert(sodium_init() >= 0);
    int fd = memfd_create("in", 0), out = memfd_create("out", 0);
    assert(fd >= 0 && out >= 0 && write(fd, data, n) == (ssize_t)n);
    if (stream_verify(fd, "in", &header, &digest, &d) == STATUS_OK) {
        copy(fd, out, buf_span(&header), &again);
        assert(again.entries == digest.entries);
        assert(stream_verify(out, "out", &second, &read, NULL) == STATUS_OK);
        assert(memcmp(read.hash, again.hash, STREAM_HASH) == 0);
        assert(span_eq(buf_span(&header), buf_span(&second)));
    } else {
        assert(d.text[0]);
    }
    close(fd);
    close(out);
    buf_release(&header);
    buf_release(&second);
    return 0;
}
