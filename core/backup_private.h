/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between backup.c, restore.c and merge.c.
 */
#ifndef CORE_BACKUP_PRIVATE_H
#define CORE_BACKUP_PRIVATE_H

#include "core/backup.h"

enum { BACKUP_DIGEST = 16 };

/* What a record says, without id, version and running number, which differ between copies that say
 * the same: its fields, and where it lies and has lain. As stored in BOOK_BASE. */
struct backup_said {
    unsigned char fields[BACKUP_DIGEST], place[BACKUP_DIGEST];
};
void backup_said(const struct record *r, struct backup_said *out);

/* The unit whose fingerprints a full stream carries. */
struct unit_key backup_unit(const struct book *b);

/* STATUS_TOO_NEW: the stream with this header was written by a program newer than this one. */
enum status backup_check_format(struct span header, const char *file, struct detail *d) NODISCARD;

/* Opens a regular file for reading; unless follow, not through a link in its last step. */
enum status backup_open_file(const char *path, bool follow, int *fd, struct detail *d) NODISCARD;
/* As backup_read_info(), of a file that is open. */
enum status backup_info_of(int fd, const char *path, struct backup_info *out, struct buf *header,
                           struct detail *d) NODISCARD;

/* Removes what writers of path that were killed have left beside it: files and folders PATH SUFFIX
 * PID of processes that no longer live. */
void backup_clean_up(const char *path, const char *suffix);
#define BACKUP_UNFINISHED  ".tmp-"
#define RESTORE_UNFINISHED ".khoi-phuc-"

/* "2025:15664003" */
void backup_add_unit(struct buf *b, struct unit_key u);
bool backup_parse_unit(struct span s, struct unit_key *out);

#endif
