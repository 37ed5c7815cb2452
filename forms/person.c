/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/person.h"

void person_add_name(struct book_tx *t, const char *login, struct buf *out)
{
    struct buf key = {0};
    size_t before = out->n;
    buf_addf(&key, "user/%s", login);
    if (!book_setting(t, buf_str(&key), out) || out->n == before)
        buf_adds(out, login);
    buf_release(&key);
}
