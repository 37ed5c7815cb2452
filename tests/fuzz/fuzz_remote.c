/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <string.h>

#include "tui/remote_command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Whatever comes: words without control characters that together are no longer than the text, the
 * first one the program's name, a NULL behind the last. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct remote_command c;
    if (remote_split(span_make(data, n), &c, NULL) == STATUS_OK) {
        size_t total = 0;
        assert(c.n >= 2 && c.n <= REMOTE_WORDS_MAX + 1);
        assert(strcmp(c.word[0], "hoctap") == 0);
        assert(c.word[c.n] == NULL);
        for (int i = 1; i < c.n; i++) {
            for (const char *p = c.word[i]; *p; p++)
                assert((unsigned char)*p >= ' ' && *p != 0x7f && *p != '\\');
            total += strlen(c.word[i]);
        }
        assert(total <= n && n <= REMOTE_BYTES_MAX);
        remote_release(&c);
    } else {
        assert(c.n == 0 && !c.word[0]);
    }
    return 0;
}
