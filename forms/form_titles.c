/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a household, a person .. has reached in the last years, to stand below its fields.
 */
#include "forms/form_private.h"
#include "forms/title_words.h"
#include "locale/msg.h"
#include "locale/width.h"

enum { YEARS = 4 };

struct titles {
    const struct form *f;
    const struct title_kind *kind;
    uint8_t state[YEARS];
    int last;
};

static enum status read_titles(struct book_tx *t, void *context)
{
    struct titles *x = context;
    const struct form *f = x->f;
    x->last = day_year(t->who->today);
    for (int i = 0; i < YEARS; i++) {
        struct record r;
        enum status s =
            book_get_title(t, f->record.unit, f->record.id, x->kind->id, x->last - i, &r);
        if (s != STATUS_OK && s != STATUS_NOTFOUND)
            return s;
        x->state[i] = s == STATUS_OK ? title_state_of(&r) : 0;
        if (s == STATUS_OK)
            record_release(&r);
    }
    return STATUS_OK;
}

void form_add_titles(const struct form *f, size_t columns, struct buf *out)
{
    struct titles x = {.f = f, .kind = title_of_entity(f->e->id)};
    size_t before = out->n;
    if (!f->record.id || !x.kind || book_read(f->book, f->who, read_titles, &x, NULL) != STATUS_OK)
        return; /* the form can do without */
    for (int years = YEARS; years > 0; years--) {
        buf_truncate(out, before);
        buf_adds(out, _(x.kind->label));
        for (int i = years - 1; i >= 0; i--) {
            const char *words = title_state_words(x.state[i]);
            buf_addf(out, "   %d %s", x.last - i, *words ? _(words) : "-");
        }
        if (width_columns((struct span){buf_str(out) + before, out->n - before}) <= columns)
            return;
    }
}
