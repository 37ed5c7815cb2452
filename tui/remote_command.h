/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person may ask for behind `ssh xa@server ...`: the words of SSH_ORIGINAL_COMMAND, split by
 * our own rules and no shell's, and whether they are one of the commands whose data goes in or out
 * by the same connection.
 *
 *     import household --year 2025 -
 *     report annual --format docx -o -
 *
 * Words are divided by blanks; '..' and ".." hold blanks. There are no variables, patterns,
 * backslashes, no pipes and no second command: `;` or `$` are letters like others, so that they
 * make a word that no command knows. A leading "hoctap" may stand there.
 *
 * Which commands, and that no option names a file, is not judged from the text but from what the
 * option parser made of it (remote_allowed()): a shortened or odd spelling cannot pass by.
 */
#ifndef TUI_REMOTE_COMMAND_H
#define TUI_REMOTE_COMMAND_H

#include "locale/status.h"
#include "tui/command.h"

enum { REMOTE_BYTES_MAX = 4096, REMOTE_WORDS_MAX = 64 };

struct remote_command {
    char *word[REMOTE_WORDS_MAX + 2]; /* word[0] is "hoctap"; NULL at the end */
    int n;
    struct buf text; /* what they point into */
};

/* STATUS_INVALID with one sentence: too long, not UTF-8, control characters, a backslash, an open
 * quote, no word. */
enum status remote_split(struct span text, struct remote_command *out, struct detail *d) NODISCARD;
void remote_release(struct remote_command *c);

/* STATUS_DENIED with one sentence. */
enum status remote_allowed(const struct arguments *a, struct detail *d) NODISCARD;

#endif
