/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A look at LMDB's own bookkeeping that a walk over the entries does not give. Private to the LMDB
 * backend; to be run in a child process only.
 */
#ifndef STORAGE_STORE_LMDB_CHECK_H
#define STORAGE_STORE_LMDB_CHECK_H

#include <lmdb.h>

#include "storage/store_backend.h"

/* No page may hold two things, or be in use and in the list of free pages at once: the next write
 * would lie over data. That list has no seal, so this is the only way to see a damaged one. */
void store_lmdb_check_pages(MDB_env *env, store_fault_fn fault, void *context);

#endif
