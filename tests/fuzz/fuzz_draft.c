/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A draft that somebody else has written into the folder of drafts: the form opens or says why not,
 * takes what fits, and what can be saved of it changes nothing but what its person may change.
 */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "core/save.h"
#include "forms/form_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct caller officer = {
    .name = "xa", .role = ROLE_OFFICER, .source = "fuzz", .today = 46347};

static uint64_t keep(struct book *b, enum entity_id e, struct unit_key u, const char *name)
{
    struct record r;
    record_init(&r, entity_by_id(e));
    r.unit = u;
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_UNIT)], unit_span(&u));
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_NAME)], span_of(name));
    if (save_one(b, &officer, &r, NULL, NULL) != STATUS_OK)
        abort();
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

/* Ids are drawn: in a draft of the corpus 16 times 1 stands for the household of the own hamlet, 16
 * times 2 for the other's. */
static void name_records(char *p, size_t n, const uint64_t id[2])
{
    static const char *const names[2] = {"1111111111111111", "2222222222222222"};
    for (int i = 0; i < 2; i++) {
        struct buf text = {0};
        id_add_text(&text, id[i]);
        for (char *at; (at = memmem(p, n, names[i], 16)) != NULL;)
            memcpy(at, text.p, 16);
        buf_release(&text);
    }
}

static struct book *small_book(struct unit_key *own, struct unit_key *other, uint64_t id[2])
{
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã tưởng tượng"};
    struct book *b;
    if (!unit_parse(SPAN_LIT("00001"), UNIT_2025, &init.commune) ||
        book_create(&b, "mem:", &init, &officer, NULL) != STATUS_OK)
        abort();
    *own = unit_hamlet(init.commune, 1);
    *other = unit_hamlet(init.commune, 2);
    keep(b, ENTITY_HAMLET, *own, "Thôn 1");
    keep(b, ENTITY_HAMLET, *other, "Thôn 2");
    id[0] = keep(b, ENTITY_HOUSEHOLD, *own, "Hộ ở đây");
    id[1] = keep(b, ENTITY_HOUSEHOLD, *other, "Hộ nơi khác");
    return b;
}

struct rows {
    struct unit_key unit;
    struct buf text;
};

/* Every record of a hamlet as it is stored. */
static enum status read_rows(struct book_tx *t, void *context)
{
    struct rows *x = context;
    struct span key, value;
    buf_reset(&x->text);
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, unit_span(&x->unit), 0);
    while (store_next(c, &key, &value)) {
        buf_add_span(&x->text, key);
        buf_add_span(&x->text, value);
    }
    store_scan_end(c);
    return STATUS_OK;
}

static struct rows rows_of(struct book *b, struct unit_key unit)
{
    struct rows x = {.unit = unit};
    if (book_read(b, &officer, read_rows, &x, NULL) != STATUS_OK)
        abort();
    return x;
}

static void as_form(struct book *b, const struct caller *who, struct span bytes)
{
    struct form f = {0};
    struct form_draft listed = {0};
    struct edit_typing typing = {0};
    struct detail d = {0};
    bool older = false;
    form_draft_peek(bytes, &listed);
    free(listed.title);
    enum status s = form_from_draft(&f, b, who, NULL, "household/new-1", bytes, &older, &d);
    if (s != STATUS_OK && s != STATUS_EXISTS && !d.text[0])
        abort(); /* nobody was told why */
    if (s == STATUS_OK || (s == STATUS_NOTFOUND && f.e)) {
        struct buf again = {0};
        form_to_draft(&f, &again);
        for (size_t i = 0; i < f.n_conflicts; i++)
            form_conflict_take(&f, i, false);
        s = form_save(&f, &typing, &d);
        buf_release(&again);
    }
    form_close(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct unit_key own, other;
    uint64_t id[2];
    struct buf copy = {0};
    if (sodium_init() < 0)
        abort();
    struct book *b = small_book(&own, &other, id);
    buf_add(&copy, data, n);
    name_records(copy.p, copy.n, id);
    struct span bytes = buf_span(&copy);
    struct caller leader = {.name = "lan",
                            .role = ROLE_LEADER,
                            .units = &own,
                            .n_units = 1,
                            .source = "fuzz",
                            .today = 46347};
    struct rows before = rows_of(b, other);
    as_form(b, &leader, bytes);
    struct rows after = rows_of(b, other);
    if (!span_eq(buf_span(&before.text), buf_span(&after.text)))
        abort(); /* a leader has changed another hamlet */
    book_close(b);
    buf_release(&copy);
    buf_release(&before.text);
    buf_release(&after.text);
    return 0;
}
