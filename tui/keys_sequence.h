/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a whole escape sequence means: one table over all dialects. Knows no state and no time.
 */
#ifndef TUI_KEYS_SEQUENCE_H
#define TUI_KEYS_SEQUENCE_H

#include "tui/keys.h"

enum sequence_kind {
    SEQUENCE_UNKNOWN,
    SEQUENCE_KEY,
    SEQUENCE_TEXT, /* the keypad sends characters */
    SEQUENCE_PASTE_BEGIN,
    SEQUENCE_PASTE_END,
};

struct sequence {
    enum sequence_kind kind;
    enum key key;
    unsigned mods;
    char text;
};

enum sequence_intro {
    SEQUENCE_CSI /* ESC [ */,
    SEQUENCE_SS3 /* ESC O */,
    SEQUENCE_LINUX /* ESC [[ */
};

/* body: everything behind the introducer, the final byte last; not empty. */
struct sequence sequence_find(enum sequence_intro intro, struct span body);
/* How many bytes of s, which begins behind the introducer, are one sequence; 0 when it is not
 * complete or cannot be one. */
size_t sequence_length(enum sequence_intro intro, struct span s);

#endif
