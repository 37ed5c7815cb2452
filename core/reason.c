/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/reason.h"

static const struct {
    const char *word, *text;
} table[] = {
#define X(name, word, text) [REASON_##name] = {word, text},
    REASON_LIST(X)
#undef X
};

const char *reason_word(enum reason r)
{
    return table[r].word;
}

const char *reason_text(enum reason r)
{
    return r == REASON_NONE ? "" : _(table[r].text);
}
