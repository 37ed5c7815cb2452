/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person's public SSH key as it comes: the line of OpenSSH ("ssh-ed25519 AAAA.. lan@may") or the
 * file PuTTYgen saves ("---- BEGIN SSH2 PUBLIC KEY ----"). What goes into the server's keys file is
 * one line made anew from the bytes of the key, so that nothing of the text (options, line ends)
 * can add to what the key may do. A private key is refused with a sentence that says so.
 */
#ifndef CORE_SSHKEY_H
#define CORE_SSHKEY_H

#include "locale/status.h"

enum { SSHKEY_BYTES_MAX = 16384, SSHKEY_COMMENT_MAX = 64 };

/* Appends "type base64 comment" without a line end. text is a whole file of at most
 * SSHKEY_BYTES_MAX bytes with one key; empty lines and lines that begin with # are passed over.
 * STATUS_INVALID: d says what is wrong. */
enum status sshkey_parse(struct span text, struct buf *line, struct detail *d) NODISCARD;

/* "SHA256:..." of such a line, as `ssh-keygen -l` and PuTTY show it. */
void sshkey_add_fingerprint(struct span line, struct buf *out);
/* Are two such lines the same key, whatever the comment? */
bool sshkey_same(struct span a, struct span b);

#endif
