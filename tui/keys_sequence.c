/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/keys_sequence.h"

#define LEN(a) (sizeof(a) / sizeof *(a))

struct number_key { /* ESC [ number ~ */
    int number;
    enum key key;
};

/* VT220 and its heirs; 1, 4 (Linux, PuTTY) and 7, 8 (rxvt) are both Home, End; 11 to 14 are what
 * PuTTY and rxvt send for F1 to F4. */
static const struct number_key number_keys[] = {
    {1, KEYS_HOME}, {2, KEYS_INS},  {3, KEYS_DEL},  {4, KEYS_END},  {5, KEYS_PGUP},
    {6, KEYS_PGDN}, {7, KEYS_HOME}, {8, KEYS_END},  {11, KEYS_F1},  {12, KEYS_F2},
    {13, KEYS_F3},  {14, KEYS_F4},  {15, KEYS_F5},  {17, KEYS_F6},  {18, KEYS_F7},
    {19, KEYS_F8},  {20, KEYS_F9},  {21, KEYS_F10}, {23, KEYS_F11}, {24, KEYS_F12}};

struct letter_key {
    enum sequence_intro intro;
    char letter;
    enum key key;
    unsigned mods;
    char text;
};

static const struct letter_key letter_keys[] = {
    {SEQUENCE_CSI, 'A', KEYS_UP},
    {SEQUENCE_CSI, 'B', KEYS_DOWN},
    {SEQUENCE_CSI, 'C', KEYS_RIGHT},
    {SEQUENCE_CSI, 'D', KEYS_LEFT},
    {SEQUENCE_CSI, 'H', KEYS_HOME},
    {SEQUENCE_CSI, 'F', KEYS_END},
    {SEQUENCE_CSI, 'Z', KEYS_BACKTAB},
    {SEQUENCE_CSI, 'a', KEYS_UP, KEYS_SHIFT}, /* rxvt */
    {SEQUENCE_CSI, 'b', KEYS_DOWN, KEYS_SHIFT},
    {SEQUENCE_CSI, 'c', KEYS_RIGHT, KEYS_SHIFT},
    {SEQUENCE_CSI, 'd', KEYS_LEFT, KEYS_SHIFT},
    {SEQUENCE_LINUX, 'A', KEYS_F1},
    {SEQUENCE_LINUX, 'B', KEYS_F2},
    {SEQUENCE_LINUX, 'C', KEYS_F3},
    {SEQUENCE_LINUX, 'D', KEYS_F4},
    {SEQUENCE_LINUX, 'E', KEYS_F5},
    {SEQUENCE_SS3, 'A', KEYS_UP}, /* cursor keys in application mode */
    {SEQUENCE_SS3, 'B', KEYS_DOWN},
    {SEQUENCE_SS3, 'C', KEYS_RIGHT},
    {SEQUENCE_SS3, 'D', KEYS_LEFT},
    {SEQUENCE_SS3, 'H', KEYS_HOME},
    {SEQUENCE_SS3, 'F', KEYS_END},
    {SEQUENCE_SS3, 'a', KEYS_UP, KEYS_CTRL}, /* rxvt */
    {SEQUENCE_SS3, 'b', KEYS_DOWN, KEYS_CTRL},
    {SEQUENCE_SS3, 'c', KEYS_RIGHT, KEYS_CTRL},
    {SEQUENCE_SS3, 'd', KEYS_LEFT, KEYS_CTRL},
    {SEQUENCE_SS3, 'P', KEYS_F1},
    {SEQUENCE_SS3, 'Q', KEYS_F2},
    {SEQUENCE_SS3, 'R', KEYS_F3},
    {SEQUENCE_SS3, 'S', KEYS_F4},
    {SEQUENCE_SS3, 'T', KEYS_F5}, /* PuTTY as "VT100+" goes on through the alphabet */
    {SEQUENCE_SS3, 'U', KEYS_F6},
    {SEQUENCE_SS3, 'V', KEYS_F7},
    {SEQUENCE_SS3, 'W', KEYS_F8},
    {SEQUENCE_SS3, 'X', KEYS_F9},
    {SEQUENCE_SS3, 'Y', KEYS_F10},
    {SEQUENCE_SS3, 'Z', KEYS_F11},
    {SEQUENCE_SS3, '[', KEYS_F12},
    {SEQUENCE_SS3, 'M', KEYS_ENTER}, /* the keypad in application mode */
    {SEQUENCE_SS3, 'I', KEYS_TAB},
    {SEQUENCE_SS3, 'j', KEYS_NONE, 0, '*'},
    {SEQUENCE_SS3, 'k', KEYS_NONE, 0, '+'},
    {SEQUENCE_SS3, 'l', KEYS_NONE, 0, ','},
    {SEQUENCE_SS3, 'm', KEYS_NONE, 0, '-'},
    {SEQUENCE_SS3, 'n', KEYS_NONE, 0, '.'},
    {SEQUENCE_SS3, 'o', KEYS_NONE, 0, '/'},
    {SEQUENCE_SS3, 'p', KEYS_NONE, 0, '0'},
    {SEQUENCE_SS3, 'q', KEYS_NONE, 0, '1'},
    {SEQUENCE_SS3, 'r', KEYS_NONE, 0, '2'},
    {SEQUENCE_SS3, 's', KEYS_NONE, 0, '3'},
    {SEQUENCE_SS3, 't', KEYS_NONE, 0, '4'},
    {SEQUENCE_SS3, 'u', KEYS_NONE, 0, '5'},
    {SEQUENCE_SS3, 'v', KEYS_NONE, 0, '6'},
    {SEQUENCE_SS3, 'w', KEYS_NONE, 0, '7'},
    {SEQUENCE_SS3, 'x', KEYS_NONE, 0, '8'},
    {SEQUENCE_SS3, 'y', KEYS_NONE, 0, '9'},
};

/* "5", "1;5", "" (n = 0 numbers); false for anything else: private parameters, reports. */
static bool parse_numbers(struct span s, int number[2], int *n)
{
    bool open = false; /* a number is being read */
    *n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            if (!open) {
                if (*n == 2)
                    return false;
                number[(*n)++] = 0;
                open = true;
            }
            if (number[*n - 1] > 9999)
                return false;
            number[*n - 1] = number[*n - 1] * 10 + (s.p[i] - '0');
        } else if (s.p[i] == ';' && open && i + 1 < s.n) {
            open = false;
        } else {
            return false;
        }
    }
    return true;
}

/* xterm: 1 + a sum of shift 1, alt 2, ctrl 4, meta 8 */
static bool parse_mods(int code, unsigned *mods)
{
    unsigned bits = (unsigned)code - 1;
    if (code < 1 || code > 16)
        return false;
    *mods =
        (bits & 1 ? KEYS_SHIFT : 0) | (bits & (2 | 8) ? KEYS_ALT : 0) | (bits & 4 ? KEYS_CTRL : 0);
    return true;
}

/* With Shift, Alt or Ctrl only the cursor and editing keys keep their meaning. */
static struct sequence key_found(enum key key, unsigned mods)
{
    bool plain_only = key == KEYS_ENTER || key == KEYS_TAB || key >= KEYS_F1;
    if (mods && plain_only)
        return (struct sequence){SEQUENCE_UNKNOWN};
    return (struct sequence){SEQUENCE_KEY, key, key == KEYS_BACKTAB ? 0 : mods, 0};
}

static struct sequence find_number(const int number[2], int n, char final)
{
    unsigned mods = 0;
    if (final == '~' && n >= 1 && (number[0] == 200 || number[0] == 201))
        return (struct sequence){number[0] == 200 ? SEQUENCE_PASTE_BEGIN : SEQUENCE_PASTE_END};
    if (n == 2 && !parse_mods(number[1], &mods))
        return (struct sequence){SEQUENCE_UNKNOWN};
    if (final == '$' || final == '@') /* rxvt */
        mods |= KEYS_SHIFT;
    if (final == '^' || final == '@')
        mods |= KEYS_CTRL;
    for (size_t i = 0; n > 0 && i < LEN(number_keys); i++)
        if (number_keys[i].number == number[0])
            return key_found(number_keys[i].key, mods);
    return (struct sequence){SEQUENCE_UNKNOWN};
}

struct sequence sequence_find(enum sequence_intro intro, struct span body)
{
    int number[2], n;
    unsigned mods = 0;
    char final = body.p[body.n - 1];
    if (!parse_numbers(span_make(body.p, body.n - 1), number, &n))
        return (struct sequence){SEQUENCE_UNKNOWN};
    if (intro == SEQUENCE_CSI && (final == '~' || final == '$' || final == '^' || final == '@'))
        return find_number(number, n, final);
    /* ESC [ 1 ; 5 C, and the older ESC O 5 C */
    if (intro == SEQUENCE_CSI && n == 1 && number[0] != 1)
        return (struct sequence){SEQUENCE_UNKNOWN};
    if (n == 2 && number[0] != 1)
        return (struct sequence){SEQUENCE_UNKNOWN};
    if (n > 0 && !parse_mods(number[n - 1], &mods))
        return (struct sequence){SEQUENCE_UNKNOWN};
    for (size_t i = 0; i < LEN(letter_keys); i++) {
        const struct letter_key *l = &letter_keys[i];
        if (l->intro != intro || l->letter != final)
            continue;
        if (l->key == KEYS_NONE)
            return (struct sequence){mods ? SEQUENCE_UNKNOWN : SEQUENCE_TEXT, KEYS_NONE, 0,
                                     l->text};
        return key_found(l->key, mods | l->mods);
    }
    return (struct sequence){SEQUENCE_UNKNOWN};
}

size_t sequence_length(enum sequence_intro intro, struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (intro == SEQUENCE_LINUX)
            return 1;
        if (intro == SEQUENCE_CSI && c == '$' && i > 0 && s.p[0] >= '0' && s.p[0] <= '9')
            return i + 1; /* rxvt's Shift; elsewhere '$' stands in the middle */
        if (c >= 0x40 && c <= 0x7E)
            return i + 1;
        if (c < 0x20 || c >= 0x7F || (intro == SEQUENCE_SS3 && (c < '0' || c > ';')))
            return 0;
    }
    return 0;
}
