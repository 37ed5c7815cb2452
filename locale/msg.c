/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/msg.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>

static enum msg_lang chosen; /* set once by msg_init(), before any thread or screen */

static bool is_set(const char *name)
{
    const char *v = getenv(name);
    return v && *v;
}

void msg_init(enum msg_lang lang, const char *localedir)
{
    chosen = lang;
    setlocale(LC_CTYPE, "");
    if (!is_set("LC_ALL") && !is_set("LC_CTYPE") && !is_set("LANG"))
        setlocale(LC_CTYPE, "C.UTF-8"); /* SSH often loses LANG; the terminals are UTF-8 */
    if (lang == MSG_VI)
        return; /* LC_MESSAGES stays "C": gettext() returns the msgid */
    /* gettext ignores LANGUAGE in the locale "C" but not in "C.UTF-8", which is built into glibc */
    if (setlocale(LC_MESSAGES, "C.UTF-8") || setlocale(LC_MESSAGES, "en_US.UTF-8"))
        setenv("LANGUAGE", "en", 1);
    bindtextdomain("hoctap", localedir);
    bind_textdomain_codeset("hoctap", "UTF-8");
    textdomain("hoctap");
}

enum msg_lang msg_lang(void)
{
    return chosen;
}
