/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/person.h"

#include "core/account.h"

void person_add_name(struct book_tx *t, const char *login, struct buf *out)
{
    struct buf key = {0};
    struct account a;
    size_t before = out->n;
    if (account_get(t, login, &a) == STATUS_OK)
        buf_adds(out, a.name);
    buf_addf(&key, "user/%s", login);
    if (out->n == before && (!book_setting(t, buf_str(&key), out) || out->n == before))
        buf_adds(out, login);
    account_release(&a);
    buf_release(&key);
}

enum status person_set_name(struct book_tx *t, struct span name)
{
    struct buf key = {0};
    enum status s = account_set_own_name(t, name);
    if (s != STATUS_NOTFOUND)
        return s;
    buf_addf(&key, "user/%s", t->who->name);
    s = book_change_setting(t, buf_str(&key), name);
    buf_release(&key);
    return s;
}
