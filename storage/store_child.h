/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A forked child that reads what may crash it, and the pipe it reports through. Private to
 * storage/.
 *
 * The child runs `work` and sends messages; the last is STORE_CHILD_DONE. A pipe that ends without
 * one means the child crashed, and `place` tells at which key: it lies in memory both share.
 */
#ifndef STORAGE_STORE_CHILD_H
#define STORAGE_STORE_CHILD_H

#include <stdint.h>
#include <sys/types.h>

#include "storage/store_backend.h"

enum store_child_type { STORE_CHILD_FAULT = 1, STORE_CHILD_ENTRY, STORE_CHILD_DONE };

/* FAULT: table, key and a sentence. ENTRY: a physical key and a value. DONE: status, detail text.
 */
struct store_message {
    enum store_child_type type;
    uint32_t number; /* table or status */
    struct span key, bytes;
};

struct store_place {
    struct store_key key; /* the entry read last */
    uint64_t entries;     /* how many there should be */
};

struct store_child {
    pid_t pid;
    int fd;
    struct store_place *place;
    struct buf message;
};

/* What runs in the child. */
typedef void (*store_child_fn)(int fd, struct store_place *place, void *context);

enum status store_child_start(struct store_child *c, store_child_fn work, void *context,
                              struct detail *d) NODISCARD;
/* false at the end of the pipe. The spans live until the next call. */
bool store_child_next(struct store_child *c, struct store_message *m);
void store_child_end(
    struct store_child *c); /* waits for it; it is told to stop by the closed pipe */

void store_child_send(int fd, const struct store_message *m);
void store_child_done(int fd, enum status st, const struct detail *d);

#endif
