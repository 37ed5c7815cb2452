/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any keys with any options: each edit stays within the word and leaves the text before the cursor
 * at what typing_word() says; all the text is valid UTF-8, and NFC
 * unless a key was a combining mark.
 * The first byte chooses the options; then bytes are keys, 0x08 backspace, 0x00 the end of a word.
 */
#include <assert.h>
#include <string.h>

#include "locale/nfc.h"
#include "locale/typing.h"
#include "locale/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void edit(struct buf *word, struct buf *line, const struct typing_edit *e)
{
    struct span s = buf_span(word);
    assert(e->n <= sizeof e->insert && e->remove <= utf8_count(s));
    for (size_t i = 0; i < e->remove; i++)
        s.n = utf8_prev(s, s.n);
    size_t gone = word->n - s.n;
    buf_truncate(word, s.n);
    buf_add(word, e->insert, e->n);
    buf_truncate(line, line->n - gone);
    buf_add(line, e->insert, e->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct typing t;
    struct typing_edit e;
    struct buf word = {0}, line = {0}, now = {0};
    uint8_t o = n ? data[0] : 0;
    struct span keys = span_make(data + (n > 0), n - (n > 0));
    bool marks = false;
    typing_init(&t, (struct typing_options){.method = (enum typing_method)(o % 3),
                                            .style = o & 4 ? TYPING_NEW : TYPING_OLD,
                                            .spell = o & 8,
                                            .restore = o & 16,
                                            .free = o & 32});
    while (keys.n > 0) {
        uint32_t key;
        size_t len = utf8_decode(keys.p, keys.n, &key);
        keys = span_make(keys.p + len, keys.n - len);
        marks |= key >= 0x300; /* keys that may combine */
        if (key == 0)
            typing_end(&t, &e);
        else if (key == 8)
            typing_backspace(&t, &e);
        else
            typing_key(&t, key == UTF8_BROKEN ? UTF8_REPLACEMENT : key, &e);
        edit(&word, &line, &e);
        buf_reset(&now);
        typing_word(&t, &now);
        assert(now.n <= word.n &&
               memcmp(buf_str(&now), buf_str(&word) + word.n - now.n, now.n) == 0);
        buf_reset(&word);
        buf_add_span(&word, buf_span(&now));
    }
    assert(utf8_valid(buf_span(&line)));
    assert(marks || nfc_is(buf_span(&line)));
    buf_release(&word);
    buf_release(&line);
    buf_release(&now);
    return 0;
}
