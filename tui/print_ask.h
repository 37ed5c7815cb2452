/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Printing a document to a file from a screen: asks for the name, asks again before a file that is
 * there is written over, prints by the ending of the name, and says what became of it. A screen
 * embeds one; a zeroed one is valid.
 */
#ifndef TUI_PRINT_ASK_H
#define TUI_PRINT_ASK_H

#include "forms/doc.h"
#include "tui/fetch.h"

struct print_ask {
    struct doc doc; /* its own, when the screen has none: filled before print_ask() */
    const struct doc *what;
    char *offered;      /* a name that is there already: the same again writes over it */
    struct fetch fetch; /* filled before print_ask(): how it comes to a person's own PC */
};

/* what: lives until the question is answered. */
void print_ask(struct print_ask *p, struct ui *ui, const struct doc *what, const char *name);
void print_ask_release(struct print_ask *p);

#endif
