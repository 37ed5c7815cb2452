/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/criteria_term.h"

struct reading {
    struct title_terms *out;
    int since[TITLE_MAX + 1][COLUMNS_YEARS]; /* adopted from: of the set that holds so far */
};

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct reading *x = context;
    int64_t title = record_n(r, "title"), from = record_n(r, "adopted_from");
    int64_t years = record_n(r, "counts_years");
    (void)t;
    if (title < 1 || title > TITLE_MAX || !from || years < 1)
        return STATUS_OK;
    for (int i = 0; i < COLUMNS_YEARS; i++)
        if (COLUMNS_YEAR0 + i >= from && from >= x->since[title][i]) {
            x->since[title][i] = (int)from;
            x->out->years[title][i] = (uint8_t)years;
        }
    return STATUS_OK;
}

enum status criteria_terms(struct book_tx *t, struct title_terms *out)
{
    const struct book *b = t->book;
    struct unit_key home = unit_level(b->commune) != UNIT_NONE ? b->commune : b->province;
    struct reading x = {.out = out};
    struct buf prefix = {0};
    for (unsigned k = 1; k <= TITLE_MAX; k++)
        for (int i = 0; i < COLUMNS_YEARS; i++)
            out->years[k][i] = (uint8_t)title_by_id(k)->counts_years;
    buf_add_span(&prefix, unit_span(&home));
    buf_addc(&prefix, ENTITY_CRITERIA);
    enum status s = book_each(t, entity_by_id(ENTITY_CRITERIA), buf_span(&prefix), take, &x);
    for (unsigned k = 1; k <= TITLE_MAX; k++) {
        out->most[k] = 1;
        for (int i = 0; i < COLUMNS_YEARS; i++)
            if (out->years[k][i] > out->most[k])
                out->most[k] = out->years[k][i];
    }
    buf_release(&prefix);
    return s;
}
