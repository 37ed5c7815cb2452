/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/erase_private.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "storage/drafts.h"

void erase_traces_release(struct erase_traces *x)
{
    buf_release(&x->name);
    *x = (struct erase_traces){0};
}

static bool holds(struct span bytes, struct span name)
{
    return name.n && memmem(bytes.p, bytes.n, name.p, name.n);
}

static uint64_t count(struct book_tx *t, unsigned table, struct span prefix, struct span name)
{
    struct store_cursor *c = store_scan_prefix(t->tx, table, prefix, 0);
    struct span key, value;
    uint64_t n = 0;
    while (store_next(c, &key, &value))
        n += holds(value, name);
    store_scan_end(c);
    return n;
}

void erase_traces_look(struct book_tx *t, struct span name, struct erase_traces *out)
{
    name = span_trim(name);
    *out = (struct erase_traces){0};
    if (!memchr(name.p, ' ', name.n))
        return;
    buf_add_span(&out->name, name);
    name = buf_span(&out->name);
    out->mentions = count(t, BOOK_RECORD, (struct span){"", 0}, name) +
                    count(t, BOOK_META, SPAN_LIT("set/"), name);
}

/* ---- drafts ---- */

struct found {
    char *person, *form;
};

struct search {
    const char *path;
    const struct erase_ids *ids;
    struct span name;
    struct found *v; /* to be removed */
    size_t n;
    uint64_t told;
};

static bool has_id(const struct search *s, struct span text)
{
    struct buf id = {0};
    bool is = false;
    for (size_t i = 0; i < s->ids->n && !is; i++) {
        buf_reset(&id);
        id_add_text(&id, s->ids->v[i]);
        is = memmem(text.p, text.n, id.p, id.n) != NULL;
    }
    buf_release(&id);
    return is;
}

/* "household/new-1a2b3c4d" */
static bool is_new(struct span form)
{
    return holds(form, SPAN_LIT("/new-"));
}

static void look(void *context, const struct draft_info *info)
{
    struct search *s = context;
    struct buf bytes = {0};
    bool own = has_id(s, info->form), named = false;
    if (!own && draft_load(s->path, info->person, info->form, &bytes, NULL) == STATUS_OK) {
        named = holds(buf_span(&bytes), s->name);
        own = is_new(info->form) && (named || has_id(s, buf_span(&bytes)));
    }
    buf_release(&bytes);
    s->told += named && !own;
    if (!own)
        return;
    s->v = mem_realloc_array(s->v, s->n + 1, sizeof *s->v);
    s->v[s->n++] = (struct found){span_dup(info->person), span_dup(info->form)};
}

enum status erase_traces_drafts(const char *store_path, const struct erase_ids *ids,
                                const struct erase_traces *x, struct erase_result *out,
                                struct detail *d)
{
    struct search f = {.path = store_path, .ids = ids, .name = buf_span(&x->name)};
    if (!*store_path)
        return STATUS_OK;
    enum status s = draft_each(store_path, (struct span){"", 0}, look, &f, d);
    for (size_t i = 0; i < f.n; i++) {
        if (s == STATUS_OK)
            s = draft_remove(store_path, span_of(f.v[i].person), span_of(f.v[i].form), d);
        out->drafts += s == STATUS_OK;
        free(f.v[i].person);
        free(f.v[i].form);
    }
    free(f.v);
    out->mentions += f.told;
    return s;
}
