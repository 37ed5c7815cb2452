/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The container of old Office files ("compound file"): streams in chains of sectors, like a small
 * file system. Only what reading a whole stream takes. Chains that run in a circle or out of the
 * file end there; a cut file gives what is left of a stream.
 */
#ifndef CORE_FOREIGN_CFB_H
#define CORE_FOREIGN_CFB_H

#include <stdbool.h>
#include <stdint.h>

#include "locale/buf.h"

struct cfb {
    struct span file;
    unsigned shift;    /* of a sector's size */
    uint32_t *fat;     /* sectors that hold the table of chains */
    uint32_t n_fat, n; /* n: sectors of the file */
    uint32_t cutoff;   /* streams below it lie in small sectors of the root's stream */
    struct buf folder; /* 128 bytes a stream */
};

/* Borrows the file. false: no such container, or its first sectors are damaged. */
bool cfb_open(struct cfb *c, struct span file);
void cfb_close(struct cfb *c); /* zeroed is fine */
bool cfb_has(const struct cfb *c, const char *name);
/* Appends the stream of this name (ASCII, case aside). false: there is none. *whole: all of it was
 * there. */
bool cfb_read(const struct cfb *c, const char *name, struct buf *out, bool *whole);

#endif
