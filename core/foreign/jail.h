/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes from this process what a reader of files does not need, before it looks at the first byte.
 */
#ifndef CORE_FOREIGN_JAIL_H
#define CORE_FOREIGN_JAIL_H

/* Closes all descriptors but 0, 1 and 2; limits memory, time, files and descriptors; then allows
 * only the system calls that reading, writing and memory take (x86-64 and arm64). Every step that
 * the system does not know is skipped. With a sanitizer only the descriptors and the time are
 * limited: it reserves terabytes of addresses and reads /proc. */
void jail_enter(void);

#endif
