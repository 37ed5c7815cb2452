/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What columns mean, in words and as a list to pick from.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/import_job_parts.h"
#include "locale/mem.h"
#include "locale/msg.h"

static bool same_meaning(const struct import_column *a, const struct import_column *b)
{
    if (a->use != b->use || a->year != b->year)
        return false;
    return (a->use == IMPORT_FIELD && a->field == b->field) || a->use == IMPORT_PLACE ||
           (a->use == IMPORT_TITLE && a->title == b->title && a->recognised == b->recognised);
}

static void add_title(const struct import_column *c, struct buf *out)
{
    buf_addf(out, c->recognised ? _("CN %s %d") : _("ĐK %s %d"), _(c->title->label), c->year);
}

static void add_use(const struct entity *e, const struct import_column *c, struct buf *out)
{
    switch (c->use) {
    case IMPORT_UNKNOWN:
        if (c->warning == REASON_DUPLICATE_COLUMN)
            buf_adds(out, _("trùng một cột trước, không nhập"));
        else if (c->warning == REASON_NO_YEAR)
            buf_adds(out, _("thiếu năm, không nhập"));
        else if (c->warning == REASON_UNKNOWN_COLUMN)
            buf_adds(out, _("chưa nhận ra, không nhập"));
        else
            buf_addf(out, _("không nhập: %s"), reason_text(c->warning));
        break;
    case IMPORT_IGNORED:
        buf_adds(out, _("bỏ qua"));
        break;
    case IMPORT_FIELD:
        buf_adds(out, _(e->fields[c->field].label));
        if (c->year)
            buf_addf(out, " %d", c->year);
        break;
    case IMPORT_TITLE:
        add_title(c, out);
        break;
    case IMPORT_PLACE:
        buf_adds(out, _("Thôn, tổ dân phố của hộ, người được xét"));
        break;
    }
}

void import_job_add_meaning(const struct import_job *j, unsigned column, struct buf *out)
{
    if (column < j->columns.n)
        add_use(j->e, &j->columns.v[column], out);
}

enum status import_job_set_meaning(struct import_job *j, unsigned column, const char *text,
                                   struct detail *d)
{
    struct import_columns *c = &j->columns;
    if (!import_column_set(c, column, j->e, span_of(text), j->options.year, j->who.today))
        return detail_set(d, STATUS_USAGE, _("Không có mục '%s'."), text);
    import_job_note_meaning(j, column, text);
    for (unsigned k = 0; k < c->n; k++)
        if (k != column && same_meaning(&c->v[k], &c->v[column]) &&
            import_column_set(c, k, j->e, SPAN_LIT("-"), 0, j->who.today))
            import_job_note_meaning(j, k, "-");
    j->draft_due = true;
    return import_job_plan(j, d);
}

/* ---- to pick from ---- */

/* text as a header; left out when it would not be understood. */
static void add_choice(const struct import_job *j, struct import_choices *out, const char *text)
{
    struct import_column c = {0};
    struct buf label = {0};
    import_match_header(j->e, span_of(text), &c);
    if (strcmp(text, "-") == 0)
        c.use = IMPORT_IGNORED;
    if (c.use == IMPORT_UNKNOWN)
        return;
    add_use(j->e, &c, &label);
    out->v = mem_realloc_array(out->v, out->n + 1, sizeof *out->v);
    struct import_choice *choice = &out->v[out->n++];
    *choice = (struct import_choice){.text = mem_strdup(text)};
    for (unsigned k = 0; k < j->columns.n; k++)
        choice->taken = choice->taken || same_meaning(&j->columns.v[k], &c);
    choice->label = buf_detach(&label);
}

/* "Gia đình văn hóa 2026", 2025 .. */
static void add_years(const struct import_job *j, struct import_choices *out, const char *step,
                      const char *name)
{
    int last = day_year(j->who.today);
    for (int year = last; year >= 2021; year--) {
        struct buf b = {0};
        buf_addf(&b, "%s%s %d", step, name, year);
        add_choice(j, out, buf_str(&b));
        buf_release(&b);
    }
}

static void add_titles(const struct import_job *j, struct import_choices *out)
{
    const struct title_kind *k;
    for (unsigned id = 1; (k = title_by_id(id)) != NULL; id++) {
        struct buf name = {0};
        if (k->subject != j->e->id)
            continue;
        buf_add(&name, k->abbreviations, strcspn(k->abbreviations, "|"));
        add_years(j, out, "CN ", buf_str(&name));
        add_years(j, out, "ĐK ", buf_str(&name));
        buf_release(&name);
    }
}

void import_job_choices(const struct import_job *j, struct import_choices *out)
{
    const struct entity *e = j->e;
    *out = (struct import_choices){0};
    add_choice(j, out, "-");
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        if (f->flags & FIELD_AUTO)
            continue;
        if (f->type == &field_years)
            add_years(j, out, "", f->label);
        else
            add_choice(j, out, f->name);
    }
    if (entity_field_flag(e, FIELD_UNIT) < 0)
        add_choice(j, out, "Thôn");
    add_titles(j, out);
}

void import_choices_release(struct import_choices *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->v[i].text);
        free(c->v[i].label);
    }
    free(c->v);
    *c = (struct import_choices){0};
}

/* ---- order ---- */

const struct entity *import_job_entity(size_t i)
{
    static const enum entity_id first[] = {ENTITY_HAMLET,       ENTITY_CLAN,    ENTITY_HOUSEHOLD,
                                           ENTITY_ORGANISATION, ENTITY_CITIZEN, ENTITY_TITLE};
    enum { N = sizeof first / sizeof *first };
    if (i < N)
        return entity_by_id(first[i]);
    for (size_t k = 0, at = N; entity_at(k); k++) {
        bool listed = false;
        for (size_t n = 0; n < N; n++)
            listed = listed || entity_at(k)->id == first[n];
        if (!listed && at++ == i)
            return entity_at(k);
    }
    return NULL;
}
