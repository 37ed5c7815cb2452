/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/story_keys.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "locale/width.h"

static const char *const dialects[DIALECTS] = {
    [XTERM] = "xterm", [PUTTY] = "putty", [VT100] = "vt100",
    [RXVT] = "rxvt",   [LINUX] = "linux", [TWINS] = "twins",
};

static const struct {
    const char *name, *bytes[DIALECTS]; /* NULL: as xterm */
} keys[] = {
    {"Enter", {"\r"}},
    {"Tab", {"\t"}},
    {"BS", {"\177", "\177", "\b"}},
    {"Esc", {"\033"}},
    {"lt", {"<"}},
    {"Up", {"\033[A", [VT100] = "\033OA"}},
    {"Down", {"\033[B", [VT100] = "\033OB"}},
    {"Right", {"\033[C", [VT100] = "\033OC"}},
    {"Left", {"\033[D", [VT100] = "\033OD"}},
    {"Home", {"\033[H", "\033[1~", "\033[1~", "\033[7~", "\033[1~"}},
    {"End", {"\033[F", "\033[4~", "\033[4~", "\033[8~", "\033[4~"}},
    {"PgUp", {"\033[5~"}},
    {"PgDn", {"\033[6~"}},
    {"Ins", {"\033[2~", [TWINS] = "\0330"}},
    {"Del", {"\033[3~"}},
    {"S-Tab", {"\033[Z", [LINUX] = "\033\t"}},
    {"F1", {"\033OP", "\033[11~", "\033OP", "\033[11~", "\033[[A", "\0331"}},
    {"F2", {"\033OQ", "\033[12~", "\033OQ", "\033[12~", "\033[[B", "\0332"}},
    {"F3", {"\033OR", "\033[13~", "\033OR", "\033[13~", "\033[[C", "\0333"}},
    {"F4", {"\033OS", "\033[14~", "\033OS", "\033[14~", "\033[[D", "\0334"}},
    {"F5", {"\033[15~", "\033[15~", "\033OT", "\033[15~", "\033[[E", "\0335"}},
    {"F6", {"\033[17~", [VT100] = "\033OU", [TWINS] = "\0336"}},
    {"F7", {"\033[18~", [VT100] = "\033OV", [TWINS] = "\0337"}},
    {"F8", {"\033[19~", [VT100] = "\033OW", [TWINS] = "\0338"}},
    {"F9", {"\033[20~", [VT100] = "\033OX", [TWINS] = "\0339"}},
    {"F10", {"\033[21~"}},
};

bool story_dialect(const char *name, enum story_dialect *out)
{
    for (int i = 0; i < DIALECTS; i++)
        if (strcmp(dialects[i], name) == 0) {
            *out = (enum story_dialect)i;
            return true;
        }
    return false;
}

static bool add_named(const char *name, size_t n, enum story_dialect dialect, struct buf *out,
                      int *pressed)
{
    *pressed += 1;
    if (n == 3 && *name == 'x' && isxdigit((unsigned char)name[1])) {
        buf_addc(out, (char)strtol((char[]){name[1], name[2], 0}, NULL, 16));
        return true;
    }
    if (n == 6 && strncmp(name, "Ctrl-", 5) == 0 && isalpha((unsigned char)name[5])) {
        buf_addc(out, (char)(name[5] & 31));
        return true;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strlen(keys[i].name) == n && strncmp(keys[i].name, name, n) == 0) {
            const char *bytes = keys[i].bytes[dialect];
            *pressed += bytes && dialect == TWINS;
            buf_adds(out, bytes ? bytes : keys[i].bytes[XTERM]);
            return true;
        }
    return false;
}

bool story_keys(const char *text, enum story_dialect dialect, struct buf *out, int *n)
{
    int pressed = 0;
    while (*text) {
        const char *end = *text == '<' ? strchr(text, '>') : NULL;
        size_t letter = end ? 0 : cluster_next(span_of(text), 0);
        if (end && !add_named(text + 1, (size_t)(end - text - 1), dialect, out, &pressed))
            return false;
        if (!end) {
            buf_add(out, text, letter);
            pressed++;
        }
        text = end ? end + 1 : text + letter;
    }
    if (n)
        *n += pressed;
    return true;
}
