/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/checklist_view.h"

#include <stdlib.h>
#include <string.h>

#include "core/find.h"
#include "core/merit.h"
#include "core/save.h"
#include "forms/report_words.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"

struct found {
    uint64_t generation;
    struct record record; /* e NULL: none is stored */
    struct checklist_row row[PLAN_CRITERIA_MAX];
    size_t n;
    struct checklist_facts facts;
    enum plan plan;
};

struct checklist_view {
    struct book *book;
    const struct caller *who;
    enum plan_group group;
    struct checklist_subject subject;
    int year;
    bool dirty, loaded;
    struct found now;
};

static void found_release(struct found *f)
{
    for (size_t i = 0; i < f->n; i++) {
        free(f->row[i].evidence);
        for (size_t k = 0; k < f->row[i].n_behind; k++)
            free(f->row[i].behind[k].text);
        free(f->row[i].behind);
    }
    if (f->record.e)
        record_release(&f->record);
    *f = (struct found){0};
}

void checklist_subject_release(struct checklist_subject *s)
{
    free(s->name);
    free(s->place);
    *s = (struct checklist_subject){0};
}

/* ---- groups ---- */

static const char *group_label(enum plan_group g)
{
    const struct choice *c = field_choice_by_code(plan_group_choices, g);
    return c ? _(c->label) : "";
}

static enum plan plan_of(const struct book *b)
{
    return checklist_plan(b->commune, b->province);
}

size_t checklist_groups(const struct book *b, struct checklist_group out[PLAN_GROUPS])
{
    /* as the plans list them, each with letters of its own */
    static const enum plan_group order[] = {
        GROUP_PROVINCE, GROUP_DEPARTMENT, GROUP_FRONT,      GROUP_DISTRICT, GROUP_COMMUNE,
        GROUP_HAMLET,   GROUP_FAMILY,     GROUP_ENTERPRISE, GROUP_PERSON,   GROUP_OTHER};
    enum plan p = plan_of(b);
    size_t n = 0;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *letter = plan_group_letter(p, order[i]);
        struct buf label = {0};
        if (!letter)
            continue;
        if (*letter)
            buf_addf(&label, "%s) ", letter);
        buf_adds(&label, group_label(order[i]));
        if (plan_group_above(order[i]))
            buf_addf(&label, " (%s)", _("để đọc"));
        out[n++] =
            (struct checklist_group){order[i], plan_group_above(order[i]), buf_detach(&label)};
    }
    return n;
}

void checklist_groups_release(struct checklist_group *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(v[i].label);
}

enum checklist_whose checklist_group_whose(enum plan_group g)
{
    if (g == GROUP_OTHER)
        return CHECKLIST_NAME;
    if (g == GROUP_HAMLET)
        return CHECKLIST_LIST;
    return g == GROUP_COMMUNE ? CHECKLIST_COMMUNE : CHECKLIST_FIND;
}

/* ---- finding a subject ---- */

struct finding_subjects {
    struct unit_key unit;
    enum plan_group group;
    struct span text;
    size_t limit;
    struct checklist_subjects *out;
};

static const enum entity_id *entities_of(enum plan_group g)
{
    static const enum entity_id family[] = {ENTITY_HOUSEHOLD, ENTITY_CLAN, 0};
    static const enum entity_id organisation[] = {ENTITY_ORGANISATION, 0};
    static const enum entity_id citizen[] = {ENTITY_CITIZEN, 0}, hamlet[] = {ENTITY_HAMLET, 0};
    static const enum entity_id none[] = {0};
    switch (g) {
    case GROUP_FAMILY:
        return family;
    case GROUP_FRONT:
    case GROUP_ENTERPRISE:
        return organisation;
    case GROUP_PERSON:
        return citizen;
    case GROUP_HAMLET:
        return hamlet;
    case GROUP_DEPARTMENT:
    case GROUP_PROVINCE:
    case GROUP_DISTRICT:
    case GROUP_COMMUNE:
    case GROUP_OTHER:
        break;
    }
    return none;
}

static enum status add_subject(struct book_tx *t, const struct record *r, void *context)
{
    struct finding_subjects *x = context;
    struct checklist_subjects *out = x->out;
    struct buf place = {0};
    struct place p;
    out->v = mem_realloc_array(out->v, out->n + 1, sizeof *out->v);
    if (r->number)
        buf_addf(&place, _("số %u"), (unsigned)r->number);
    if (r->e->id != ENTITY_HAMLET && place_load(t, r->unit, &p) == STATUS_OK) {
        buf_addf(&place, "%s%s", place.n ? ", " : "", p.full);
        place_release(&p);
    }
    out->v[out->n++] = (struct checklist_subject){r->e->id, r->id, r->unit,
                                                  span_dup(record_name(r)), buf_detach(&place)};
    return STATUS_OK;
}

static enum status find_fn(struct book_tx *t, void *context)
{
    struct finding_subjects *x = context;
    struct find_options o = {
        .unit = x->unit, .text = x->text, .limit = x->limit, .valid_on = t->who->today};
    enum status s = STATUS_OK;
    checklist_subjects_release(x->out); /* the closure may run again */
    for (const enum entity_id *e = entities_of(x->group); *e && s == STATUS_OK; e++)
        s = find_records(t, entity_by_id(*e), &o, add_subject, x);
    return s;
}

enum status checklist_find(struct book *b, const struct caller *who, struct unit_key unit,
                           enum plan_group g, struct span text, size_t limit,
                           struct checklist_subjects *out, struct detail *d)
{
    struct finding_subjects x = {unit, g, text, limit, out};
    *out = (struct checklist_subjects){0};
    return book_read(b, who, find_fn, &x, d);
}

void checklist_subjects_release(struct checklist_subjects *s)
{
    for (size_t i = 0; i < s->n; i++)
        checklist_subject_release(&s->v[i]);
    free(s->v);
    *s = (struct checklist_subjects){0};
}

/* ---- opening ---- */

struct checklist_view *checklist_view_new(struct book *b, const struct caller *who,
                                          enum plan_group g,
                                          const struct checklist_subject *subject, int year)
{
    struct checklist_view *v = mem_alloc(sizeof *v);
    *v = (struct checklist_view){.book = b, .who = who, .group = g, .year = year, .dirty = true};
    if (subject)
        v->subject = (struct checklist_subject){subject->entity, subject->id, subject->unit,
                                                mem_strdup(subject->name), NULL};
    return v;
}

static enum status get_fn(struct book_tx *t, void *context)
{
    struct record *r = context;
    uint64_t id = r->id;
    struct record got;
    enum status s = book_get(t, id, &got);
    if (s != STATUS_OK)
        return s;
    record_release(r);
    *r = got;
    return book_may_read(t, r->e, r->unit) ? STATUS_OK : STATUS_DENIED;
}

/* Without its subject's record: the commune's own, else a name only. */
static void subject_of(const struct record *r, enum plan_group g, struct checklist_subject *out)
{
    const struct value *v = record_value(r, "subject");
    *out = (struct checklist_subject){.unit = r->unit, .name = span_dup(record_name(r))};
    if (v->known && v->n && v->len) {
        out->entity = (enum entity_id)(unsigned char)v->s[0];
        out->id = (uint64_t)v->n;
    } else if (checklist_group_whose(g) == CHECKLIST_COMMUNE) {
        out->entity = ENTITY_COMMUNE;
    }
}

enum status checklist_view_open(struct checklist_view **out, struct book *b,
                                const struct caller *who, uint64_t id, struct detail *d)
{
    struct record r = {.id = id};
    struct checklist_subject subject;
    enum status s = book_read(b, who, get_fn, &r, d);
    if (s == STATUS_OK) {
        enum plan_group g = (enum plan_group)record_n(&r, "group");
        subject_of(&r, g, &subject);
        *out = checklist_view_new(b, who, g, &subject, (int)record_n(&r, "year"));
        checklist_subject_release(&subject);
    }
    if (r.e)
        record_release(&r);
    return s;
}

void checklist_view_free(struct checklist_view *v)
{
    if (!v)
        return;
    found_release(&v->now);
    checklist_subject_release(&v->subject);
    free(v);
}

void checklist_view_set_year(struct checklist_view *v, int year)
{
    v->year = year;
    v->dirty = true;
}

int checklist_view_year(const struct checklist_view *v)
{
    return v->year;
}

/* ---- loading ---- */

struct load {
    const struct checklist_view *v;
    struct found f;
    bool anew;
};

static bool is_ours(const struct checklist_view *v, const struct record *r)
{
    uint64_t id = (uint64_t)record_value(r, "subject")->n;
    if (record_n(r, "group") != (int64_t)v->group || record_n(r, "year") != v->year)
        return false;
    if (id || v->subject.id)
        return id == v->subject.id;
    return fold_same(record_name(r), span_of(v->subject.name));
}

static enum status take_record(struct book_tx *t, const struct record *r, void *context)
{
    struct load *x = context;
    (void)t;
    if (!is_ours(x->v, r))
        return STATUS_OK;
    record_copy(&x->f.record, r);
    return STATUS_NOTFOUND; /* that is all */
}

static void add_behind(struct checklist_row *row, const struct entity *e, uint64_t id,
                       struct unit_key unit, const struct buf *text)
{
    row->behind = mem_realloc_array(row->behind, row->n_behind + 1, sizeof *row->behind);
    row->behind[row->n_behind++] =
        (struct checklist_behind){e, id, unit, mem_strdup(buf_str(text))};
}

static enum status add_title(struct load *x, struct book_tx *t, struct checklist_row *row)
{
    const struct checklist_subject *s = &x->v->subject;
    struct record title = {0};
    enum status st = checklist_title(t, x->v->group, s->entity, s->id, s->unit, x->v->year,
                                     &x->f.facts.title, &title);
    if (st != STATUS_OK || !x->f.facts.title)
        return st;
    const struct title_kind *k = title_by_id((unsigned)record_n(&title, "title"));
    struct buf text = {0};
    buf_addf(&text, _("%s năm %d: đã công nhận"), _(k->label), (int)record_n(&title, "year"));
    add_behind(row, title.e, title.id, title.unit, &text);
    buf_release(&text);
    record_release(&title);
    return STATUS_OK;
}

/* Work, ideas, goods and money; an initiative is a criterion for people to judge. */
static bool counts(const struct checklist_subject *s, const struct merit *m)
{
    if (m->kind == MERIT_INITIATIVE)
        return false;
    if (s->id)
        return m->giver == s->entity && m->giver_id == s->id;
    return !m->giver_id && s->entity == ENTITY_NONE &&
           fold_same(span_of(m->name), span_of(s->name));
}

static enum status add_merits(struct load *x, struct book_tx *t, struct checklist_row *row)
{
    struct merits m;
    enum status s = merits_load(t, (struct unit_key){0}, x->v->year, x->v->year, &m);
    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; i < m.n; i++) {
        struct buf text = {0};
        if (!counts(&x->v->subject, &m.v[i]))
            continue;
        merit_add_text(&m.v[i], &text);
        add_behind(row, entity_by_id(merit_entity(m.v[i].kind)), m.v[i].id, m.v[i].unit, &text);
        buf_release(&text);
        x->f.facts.merits++;
    }
    merits_release(&m);
    return STATUS_OK;
}

static void add_computed_words(struct checklist_row *r, int year)
{
    struct buf b = {0};
    for (size_t i = 0; i < r->n_behind; i++)
        buf_addf(&b, "%s%s", i ? "; " : "", r->behind[i].text);
    if (!r->n_behind && r->c->kind == CRITERION_TITLE)
        buf_addf(&b, _("chưa thấy công nhận năm %d"), year);
    else if (!r->n_behind)
        buf_addf(&b, _("chưa thấy ghi đóng góp năm %d"), year);
    r->evidence = buf_detach(&b);
}

static enum status make_row(struct load *x, struct book_tx *t, struct checklist_row *r)
{
    struct span items = x->f.record.e ? record_text(&x->f.record, "items") : (struct span){"", 0};
    struct span evidence;
    enum status s = STATUS_OK;
    bool met;
    r->note = plan_criterion_note(x->f.plan, r->c);
    r->computed = checklist_computed(r->c);
    if (plan_group_above(x->v->group)) {
        r->computed = false;
        r->evidence = mem_strdup("");
        return STATUS_OK;
    }
    if (r->c->kind == CRITERION_TITLE)
        s = add_title(x, t, r);
    else if (r->c->kind == CRITERION_CONTRIBUTION)
        s = add_merits(x, t, r);
    r->met = checklist_met(r->c, items, x->f.facts);
    if (r->computed) {
        add_computed_words(r, x->v->year);
    } else {
        checklist_mark(items, r->c->code, &met, &evidence);
        r->evidence = span_dup(evidence);
    }
    return s;
}

static enum status load_fn(struct book_tx *t, void *context)
{
    struct load *x = context;
    const struct checklist_view *v = x->v;
    const struct plan_criterion *c[PLAN_CRITERIA_MAX];
    enum status s = STATUS_OK;
    found_release(&x->f); /* the closure may run again */
    x->f.generation = book_generation(t);
    x->anew = v->dirty || !v->loaded || x->f.generation != v->now.generation;
    if (!x->anew)
        return STATUS_OK;
    x->f.plan = plan_of(v->book);
    if (!plan_group_above(v->group))
        s = find_records(t, entity_by_id(ENTITY_CHECKLIST),
                         &(struct find_options){.unit = v->subject.unit}, take_record, x);
    if (s == STATUS_OK && x->f.record.e && record_n(&x->f.record, "plan"))
        x->f.plan = (enum plan)record_n(&x->f.record, "plan");
    x->f.n = plan_criteria_of(x->f.plan, v->group, c);
    for (size_t i = 0; i < x->f.n; i++)
        x->f.row[i].c = c[i];
    for (size_t i = 0; i < x->f.n && s == STATUS_OK; i++)
        s = make_row(x, t, &x->f.row[i]);
    return s;
}

enum status checklist_view_load(struct checklist_view *v, struct detail *d)
{
    struct load x = {.v = v};
    enum status s = book_read(v->book, v->who, load_fn, &x, d);
    if (s != STATUS_OK || !x.anew) {
        found_release(&x.f);
        return s;
    }
    found_release(&v->now);
    v->now = x.f;
    v->loaded = true;
    v->dirty = false;
    return STATUS_OK;
}

/* ---- what a screen asks ---- */

size_t checklist_view_rows(const struct checklist_view *v)
{
    return v->now.n;
}

const struct checklist_row *checklist_view_row(const struct checklist_view *v, size_t row)
{
    return row < v->now.n ? &v->now.row[row] : NULL;
}

bool checklist_view_reads(const struct checklist_view *v)
{
    return plan_group_above(v->group);
}

void checklist_view_add_title(const struct checklist_view *v, struct buf *out)
{
    if (v->subject.name) {
        text_add_safe(out, span_of(v->subject.name));
        buf_adds(out, " · ");
    }
    buf_adds(out, group_label(v->group));
}

void checklist_view_add_source(const struct checklist_view *v, struct buf *out)
{
    const char *letter = v->loaded ? plan_group_letter(v->now.plan, v->group) : NULL;
    if (!v->loaded)
        return;
    buf_adds(out, plan_source(v->now.plan));
    buf_addf(out, ", %s", letter && *letter ? _("mục III.1, điểm") : _("mục III.1"));
    if (letter && *letter)
        buf_addf(out, " %s", letter);
}

void checklist_view_add_name(const struct checklist_view *v, size_t row, struct buf *out)
{
    buf_addf(out, "evidence/%d/%s/", v->year, checklist_view_row(v, row)->c->code);
    if (v->subject.id)
        id_add_text(out, v->subject.id);
    else
        buf_addf(out, "%.*s/%s", UNIT_KEY_LEN, v->subject.unit.c,
                 v->subject.name ? v->subject.name : "");
}

void checklist_view_add_sum(const struct checklist_view *v, struct buf *out)
{
    size_t met = 0;
    for (size_t i = 0; i < v->now.n; i++)
        met += v->now.row[i].met;
    if (v->now.n && !checklist_view_reads(v))
        buf_addf(out, _("đạt %zu trên %zu tiêu chí"), met, v->now.n);
}

/* ---- marks ---- */

static void make_record(const struct checklist_view *v, struct record *r)
{
    const struct checklist_subject *s = &v->subject;
    char tag = (char)s->entity;
    record_init(r, entity_by_id(ENTITY_CHECKLIST));
    value_set_s(record_value(r, "hamlet"), unit_span(&s->unit));
    if (s->id) {
        struct value *subject = record_value(r, "subject");
        value_set_s(subject, span_make(&tag, 1));
        subject->n = (int64_t)s->id;
        subject->known = true;
    }
    value_set_s(record_value(r, "name"), span_of(s->name));
    value_set_n(record_value(r, "group"), v->group);
    value_set_n(record_value(r, "plan"), v->now.plan);
    value_set_n(record_value(r, "year"), v->year);
}

static enum status put(struct checklist_view *v, size_t row, bool met, struct span evidence,
                       struct detail *d)
{
    const struct checklist_row *at = checklist_view_row(v, row);
    struct record r = {0};
    struct buf items = {0};
    if (!at || at->computed || checklist_view_reads(v))
        return detail_set(d, STATUS_INVALID,
                          _("Tiêu chí này máy tự tính từ sổ, không đánh dấu bằng tay."));
    if (v->now.record.e)
        record_copy(&r, &v->now.record);
    else
        make_record(v, &r);
    checklist_put(record_text(&r, "items"), at->c->code, met, evidence, &items);
    value_set_s(record_value(&r, "items"), buf_span(&items));
    enum status s = save_one(v->book, v->who, &r, NULL, d);
    v->dirty = true;
    buf_release(&items);
    record_release(&r);
    return s;
}

enum status checklist_view_mark(struct checklist_view *v, size_t row, bool met, struct detail *d)
{
    const struct checklist_row *r = checklist_view_row(v, row);
    return put(v, row, met, r ? span_of(r->evidence) : (struct span){"", 0}, d);
}

/* Evidence says that it is met, until somebody marks otherwise. */
enum status checklist_view_evidence(struct checklist_view *v, size_t row, struct span text,
                                    struct detail *d)
{
    const struct checklist_row *r = checklist_view_row(v, row);
    text = span_trim(text);
    return put(v, row, r && (r->met || (text.n && !*r->evidence)), text, d);
}

enum status checklist_view_keep(struct checklist_view *v, struct detail *d)
{
    struct record r = {0};
    if (v->now.record.e || checklist_view_reads(v) || !v->loaded)
        return STATUS_OK;
    make_record(v, &r);
    enum status s = save_one(v->book, v->who, &r, NULL, d);
    v->dirty = true;
    record_release(&r);
    return s;
}
