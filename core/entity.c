/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity.h"

#include <string.h>

#include "core/entity_tables.h"
#include "locale/msg.h"

static const struct entity *const tables[] = {
    &entity_hamlet,       &entity_household,  &entity_citizen,    &entity_clan,
    &entity_organisation, &entity_title,      &entity_yearfact,   &entity_target,
    &entity_document,     &entity_initiative, &entity_deadline,   &entity_activity,
    &entity_contribution, &entity_fund,       &entity_budget,     &entity_award,
    &entity_task,         &entity_officer,    &entity_submission, &entity_criteria,
    &entity_checklist,
};

const struct choice sex_choices[] = {
    {1, "male", N_("Nam"), "trai|m|1"},
    {2, "female", N_("Nữ"), "gái|f|0"},
    {0},
};

void findings_add(struct findings *f, const struct field *field, enum reason r, bool warning)
{
    if (f->n < sizeof f->v / sizeof *f->v)
        f->v[f->n++] = (struct finding){field, r, warning};
}

bool findings_refuse(const struct findings *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (!f->v[i].warning)
            return true;
    return false;
}

const struct entity *entity_at(size_t i)
{
    return i < sizeof tables / sizeof *tables ? tables[i] : NULL;
}

const struct entity *entity_by_id(unsigned id)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (tables[i]->id == id)
            return tables[i];
    return NULL;
}

const struct entity *entity_by_name(const char *name)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strcmp(tables[i]->name, name) == 0)
            return tables[i];
    return NULL;
}

int entity_field(const struct entity *e, const char *name)
{
    /* equal literals are mostly one and the same: saves comparing letters, of every record */
    for (size_t i = 0; i < e->n_fields; i++)
        if (e->fields[i].name == name)
            return (int)i;
    for (size_t i = 0; i < e->n_fields; i++)
        if (strcmp(e->fields[i].name, name) == 0)
            return (int)i;
    return -1;
}

int entity_field_tag(const struct entity *e, unsigned tag)
{
    for (size_t i = 0; i < e->n_fields; i++)
        if (e->fields[i].tag == tag)
            return (int)i;
    return -1;
}

int entity_field_flag(const struct entity *e, unsigned flag)
{
    for (size_t i = 0; i < e->n_fields; i++)
        if (e->fields[i].flags & flag)
            return (int)i;
    return -1;
}

bool entity_decides_always(const struct record *old, const struct record *r)
{
    (void)old, (void)r;
    return true;
}

void entity_check_valid(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    day from = record_from(r), to = record_to(r);
    if (from && to && from > to)
        findings_add(out, &r->e->fields[entity_field_flag(r->e, FIELD_TO)], REASON_DATES_CROSS,
                     false);
}

void entity_check_consent(const struct record *r, const char *field, const char *consent,
                          struct findings *out)
{
    if (record_value(r, field)->known && !record_value(r, consent)->known)
        findings_add(out, &r->e->fields[entity_field(r->e, field)], REASON_NEEDS_CONSENT, false);
}

const char *entity_one(const struct entity *e)
{
    return _(e->one ? e->one : e->label);
}
