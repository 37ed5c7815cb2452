/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Help texts made from the table of commands, and the nearest name to a mistyped one. A "family" is
 * the first word of commands of two words ("units").
 */
#ifndef TUI_HELP_H
#define TUI_HELP_H

#include "tui/command.h"

extern const struct command_option help_globals[]; /* of every command; ends with name NULL */
extern const char help_exit_codes[];               /* N_() */

int help_version(void);
int help_all(void);
/* kind: the first argument behind the command, or NULL; of a kind its columns are told. */
int help_command(const struct command *c, const char *kind);
int help_family(const char *family);
int help_family_needs_word(const char *family); /* says which words there are; EXIT_USAGE */
bool help_is_family(const char *word);

/* NULL when nothing is near. */
const char *help_nearest_command(const char *name);
/* text may begin with dashes and end in =value; c may be NULL (global options only). */
const char *help_nearest_option(const struct command *c, const char *text);

#endif
