/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <string.h>

#include "core/sshkey.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* What is taken is one line without control characters that is taken again as it is. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct buf line = {0}, again = {0}, fingerprint = {0};
    if (sshkey_parse(span_make(data, n), &line, NULL) == STATUS_OK) {
        for (size_t i = 0; i < line.n; i++)
            assert((unsigned char)line.p[i] >= ' ' && line.p[i] != 0x7f);
        assert(line.p[0] == 's' || line.p[0] == 'e');
        assert(sshkey_parse(buf_span(&line), &again, NULL) == STATUS_OK);
        assert(span_eq(buf_span(&line), buf_span(&again)));
        sshkey_add_fingerprint(buf_span(&line), &fingerprint);
        assert(fingerprint.n == strlen("SHA256:") + 43);
    } else {
        assert(line.n == 0);
    }
    buf_release(&line);
    buf_release(&again);
    buf_release(&fingerprint);
    return 0;
}
