/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes of a terminal. Whatever comes: text is valid UTF-8 without controls, and the decoder comes
 * to rest. The first byte says in how large pieces they come and how long it takes between.
 */
#include <assert.h>

#include "locale/utf8.h"
#include "tui/keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void take(struct keys *k)
{
    struct event e;
    while (keys_next(k, &e)) {
        assert(utf8_valid(e.text));
        for (size_t i = 0; i < e.text.n; i++) {
            unsigned char c = (unsigned char)e.text.p[i];
            assert((c >= 0x20 && c != 0x7F) || (e.type == EVENT_PASTE && (c == '\n' || c == '\t')));
        }
        assert(e.type != EVENT_EDIT || e.erase + e.text.n > 0);
        assert(e.type != EVENT_KEY || (e.key > KEYS_NONE && e.key < KEYS_COUNT));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct keys k = {0};
    int64_t now = 1;
    size_t step = n ? 1 + (data[0] & 15) : 1;
    for (size_t at = 1; at < n;) {
        size_t some = n - at < step ? n - at : step;
        keys_feed(&k, span_make(data + at, some), now);
        take(&k);
        at += some;
        now += data[0] >> 4 << 5;
        if (keys_deadline(&k) >= 0 && now >= keys_deadline(&k)) {
            keys_expire(&k, now);
            take(&k);
        }
    }
    while (keys_deadline(&k) >= 0) { /* it comes to rest by itself */
        now = keys_deadline(&k);
        keys_expire(&k, now);
        take(&k);
    }
    assert(!keys_prefix(&k));
    keys_release(&k);
    return 0;
}
