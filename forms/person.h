/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The name people know somebody by, for the login that stands in the audit: that of the account
 * (core/account.h), and where there is none the setting "user/<login>", which the first start and
 * Cài đặt write.
 */
#ifndef FORMS_PERSON_H
#define FORMS_PERSON_H

#include "core/book.h"

/* Appends the name; the login when nobody gave one. */
void person_add_name(struct book_tx *t, const char *login, struct buf *out);
/* The caller's own name. */
enum status person_set_name(struct book_tx *t, struct span name) NODISCARD;

#endif
