/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file that tells sshd which key is whose: made anew from the accounts after every change, so
 * nobody edits it. A line per key of every account that is not disabled:
 *
 *     restrict,pty,command="/usr/local/bin/hoctap --db /var/lib/hoctap --as lan" ssh-ed25519 AAAA..
 *
 * `restrict` takes everything from the key (forwarding, X11, ~/.ssh/rc ...) that is not given back,
 * and the command is all it can start. sshd hands the command to the account's shell: program and
 * folder are quoted for it, and paths that would need more than that are refused.
 *
 * Where the file is: --keys-file, else as `hoctap server-setup` has noted in SERVER_CONF, which
 * only root can write. Never from the store: who can write there must not choose a file that root
 * writes.
 */
#ifndef TUI_KEYS_FILE_H
#define TUI_KEYS_FILE_H

#include "tui/app.h"

#define SERVER_CONF "/etc/hoctap/server.conf"

/* Appends the path noted for this store in conf (SERVER_CONF); false: there is none. */
bool keys_file_noted(const char *conf, const char *store, struct buf *out);

/* The whole text. STATUS_INVALID: program or store has a path that cannot be quoted safely. */
enum status keys_file_text(struct book *b, const struct caller *who, const char *program,
                           const char *store, struct buf *out, struct detail *d) NODISCARD;
/* Writes it beside and renames: mode 0644 for root (sshd reads it as the service account), else
 * 0600. The folder must be there. */
enum status keys_file_write(const char *path, struct span text, struct detail *d) NODISCARD;

/* Appends text as one word of a shell; false: it holds what must not be there. */
bool shell_word(const char *text, struct buf *out);

#endif
