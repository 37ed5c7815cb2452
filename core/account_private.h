/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between account.c and account_password.c.
 */
#ifndef CORE_ACCOUNT_PRIVATE_H
#define CORE_ACCOUNT_PRIVATE_H

#include "core/account.h"

/* Writes it as it is: no right is asked and no audit entry made. */
void account_store(struct book_tx *t, const struct account *a);
/* The audit entry that tells the account as it is now. */
void account_note(struct book_tx *t, const struct account *a, const char *what);

#endif
