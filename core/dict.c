/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/dict.h"

#include "core/entity.h"

static const struct {
    unsigned flag;
    const char *word;
} flag_words[] = {
    {FIELD_REQUIRED, "required"},
    {FIELD_NAME, "name"},
    {FIELD_UNIT, "unit"},
    {FIELD_IDENTITY, "identity"},
    {FIELD_LIST, "list"},
    {FIELD_PACKED, "packed"},
    {FIELD_PRIVATE, "private"},
    {FIELD_PAST, "past"},
    {FIELD_LINES, "lines"},
    {FIELD_YEARLY, "yearly"},
    {FIELD_AUTO, "auto"},
    {FIELD_FROM, "from"},
    {FIELD_TO, "to"},
    {FIELD_IMPERSONAL, "impersonal"},
};

static const char *key_word(enum entity_key key)
{
    switch (key) {
    case ENTITY_KEY_ID:
        return "id";
    case ENTITY_KEY_TITLE:
        return "title";
    case ENTITY_KEY_YEAR:
        return "year";
    case ENTITY_KEY_TARGET:
        return "target";
    }
    return "?";
}

static void add_flags(struct buf *out, unsigned flags)
{
    char before = ' ';
    for (size_t i = 0; i < sizeof flag_words / sizeof *flag_words; i++) {
        if (!(flags & flag_words[i].flag))
            continue;
        buf_addf(out, "%c%s", before, flag_words[i].word);
        before = ',';
    }
}

static void add_field(struct buf *out, const struct field *f)
{
    buf_addf(out, "  %u %s %s", f->tag, f->name, f->type->name);
    add_flags(out, f->flags);
    if (f->min)
        buf_addf(out, " min=%lld", (long long)f->min);
    if (f->max)
        buf_addf(out, " max=%lld", (long long)f->max);
    if (f->ref)
        buf_addf(out, " ref=%s", entity_by_id(f->ref)->name);
    buf_addf(out, " \"%s\"\n", f->label);
    for (const struct choice *c = f->choices; c && c->label; c++)
        buf_addf(out, "    %d %s \"%s\"\n", c->code, c->name, c->label);
}

void dict_add(struct buf *out)
{
    const struct entity *e;
    for (size_t i = 0; (e = entity_at(i)) != NULL; i++) {
        buf_addf(out, "entity %s %d key=%s%s \"%s\" \"%s\"\n", e->name, (int)e->id,
                 key_word(e->key), e->subject ? " subject" : "", e->label, e->plural);
        for (size_t k = 0; k < e->n_fields; k++)
            add_field(out, &e->fields[k]);
    }
}
