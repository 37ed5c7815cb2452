/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Allocation that never fails: when memory runs out the die hook runs (it restores the terminal)
 * and the process ends with status 3. Drafts are on disk by then, so nothing typed is lost.
 */
#ifndef LOCALE_MEM_H
#define LOCALE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t n);                               /* zeroed */
void *mem_realloc(void *p, size_t n);                    /* new bytes are not zeroed */
void *mem_realloc_array(void *p, size_t n, size_t size); /* dies on n * size overflow */
char *mem_strdup(const char *s);                         /* NULL gives NULL */
void *mem_dup(const void *p, size_t n);

/* Called once before the process ends for want of memory; NULL takes it back. */
void mem_on_die(void (*hook)(void));

#endif
