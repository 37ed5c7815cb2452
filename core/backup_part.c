/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/account.h"
#include "core/backup_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct work {
    const char *login;
    struct unit_key **units;
    size_t *n;
};

static enum status whole_commune(struct book_tx *t, const char *login)
{
    return detail_set(t->detail, STATUS_USAGE,
                      _("%s làm việc với cả xã, không có thôn riêng. Hãy nêu thôn bằng --unit."),
                      login);
}

static enum status take_units(struct book_tx *t, const struct account *a, const struct work *w)
{
    struct account_caller c;
    account_caller(t, a, "backup", t->who->today, &c);
    enum status s = a->role == ROLE_LEADER && c.caller.n_units ? STATUS_OK : STATUS_USAGE;
    for (size_t i = 0; s == STATUS_OK && i < c.caller.n_units; i++)
        if (unit_level(c.units[i]) != UNIT_HAMLET)
            s = STATUS_USAGE;
    if (s == STATUS_OK) {
        *w->n = c.caller.n_units;
        *w->units = mem_alloc(*w->n * sizeof **w->units);
        memcpy(*w->units, c.units, *w->n * sizeof **w->units);
    }
    account_caller_release(&c);
    return s == STATUS_OK ? s : whole_commune(t, a->login);
}

/* May run again. */
static enum status look_up(struct book_tx *t, void *context)
{
    struct work *w = context;
    struct account a;
    free(*w->units);
    *w->units = NULL;
    *w->n = 0;
    enum status s = account_get(t, w->login, &a);
    if (s == STATUS_OK)
        s = take_units(t, &a, w);
    else if (s == STATUS_NOTFOUND)
        s = detail_set(t->detail, STATUS_USAGE,
                       _("Không có người dùng %s. 'hoctap user list' kể những người đang có."),
                       w->login);
    account_release(&a);
    return s;
}

enum status backup_units_of(struct book *b, const struct caller *who, const char *login,
                            struct unit_key **units, size_t *n, struct detail *d)
{
    struct work w = {login, units, n};
    *units = NULL;
    *n = 0;
    return book_read(b, who, look_up, &w, d);
}

static enum status is_part(struct book_tx *t, void *context)
{
    struct buf part = {0};
    *(bool *)context = book_setting(t, "part", &part);
    buf_release(&part);
    return STATUS_OK;
}

bool backup_is_part(struct book *b, const struct caller *who)
{
    bool is = false;
    return book_read(b, who, is_part, &is, NULL) == STATUS_OK && is;
}
