/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The drafts of forms on disk, one per person and form, and their list.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/form_private.h"
#include "locale/mem.h"
#include "storage/drafts.h"

static const char *folder(const struct form *f)
{
    return store_path(f->book->store);
}

bool form_draft_due(const struct form *f)
{
    return f->draft_due;
}

enum status form_draft_remove(struct form *f, struct detail *d)
{
    if (!*folder(f) || !f->draft_there)
        return STATUS_OK;
    enum status s = draft_remove(folder(f), span_of(f->who->name), span_of(f->draft_name), d);
    if (s == STATUS_OK)
        f->draft_there = false;
    return s;
}

enum status form_draft_save(struct form *f, struct detail *d)
{
    struct buf b = {0};
    enum status s = STATUS_OK;
    if (!form_dirty(f)) {
        s = form_draft_remove(f, d);
    } else if (*folder(f)) {
        form_to_draft(f, &b);
        s = draft_save(folder(f), span_of(f->who->name), span_of(f->draft_name), buf_span(&b), d);
        f->draft_there = f->draft_there || s == STATUS_OK;
        buf_release(&b);
    }
    if (s == STATUS_OK)
        f->draft_due = false;
    return s;
}

enum status form_draft_open(struct form *f, struct book *b, const struct caller *who,
                            struct form_memory *memory, const char *name, bool *older,
                            struct detail *d)
{
    struct buf bytes = {0};
    *f = (struct form){0};
    *older = false;
    enum status s = draft_load(store_path(b->store), span_of(who->name), span_of(name), &bytes, d);
    if (s == STATUS_OK)
        s = form_from_draft(f, b, who, memory, name, buf_span(&bytes), older, d);
    buf_release(&bytes);
    return s;
}

/* ---- the list ---- */

static void note_draft(void *context, const struct draft_info *info)
{
    struct form_drafts *l = context;
    struct buf name = {0};
    buf_add_span(&name, info->form);
    l->v = mem_realloc_array(l->v, l->n + 1, sizeof *l->v);
    l->v[l->n++] = (struct form_draft){.name = mem_strdup(buf_str(&name)), .saved = info->saved};
    buf_release(&name);
}

/* Fills in what the draft says; false when it is none of a form, or of another entity. */
static bool look_into(struct form_draft *x, const char *path, const struct caller *who,
                      const struct entity *e)
{
    struct buf bytes = {0};
    bool ok = draft_load(path, span_of(who->name), span_of(x->name), &bytes, NULL) == STATUS_OK &&
              form_draft_peek(buf_span(&bytes), x) && (!e || x->e == e);
    buf_release(&bytes);
    return ok;
}

static void release(struct form_draft *x)
{
    free(x->name);
    free(x->title);
}

static int newest_first(const void *a, const void *b)
{
    const struct form_draft *x = a, *y = b;
    return x->saved > y->saved ? -1 : x->saved < y->saved ? 1 : strcmp(x->name, y->name);
}

enum status form_drafts_load(struct form_drafts *out, struct book *b, const struct caller *who,
                             const struct entity *e, struct detail *d)
{
    const char *path = store_path(b->store);
    *out = (struct form_drafts){0};
    if (!*path)
        return STATUS_OK;
    enum status s = draft_each(path, span_of(who->name), note_draft, out, d);
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (look_into(&out->v[i], path, who, e))
            out->v[kept++] = out->v[i];
        else
            release(&out->v[i]);
    }
    out->n = kept;
    if (kept)
        qsort(out->v, kept, sizeof *out->v, newest_first);
    return s;
}

void form_drafts_release(struct form_drafts *l)
{
    for (size_t i = 0; i < l->n; i++)
        release(&l->v[i]);
    free(l->v);
    *l = (struct form_drafts){0};
}
