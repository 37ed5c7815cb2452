/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/regroup.h"

#include <stdlib.h>
#include <string.h>

#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/nfc.h"
#include "storage/drafts.h"

static void rows_release(struct regroup *g)
{
    for (size_t i = 0; i < g->rows; i++)
        free(g->row[i].name);
    free(g->row);
    g->row = NULL;
    g->rows = 0;
}

void regroup_release(struct regroup *g)
{
    rows_release(g);
    merge_plan_release(&g->plan);
    buf_release(&g->name);
    buf_release(&g->text);
    buf_release(&g->kept);
    free(g->hamlet_name);
    *g = (struct regroup){0};
}

static struct regroup_row *add_row(struct regroup *g, struct span name)
{
    struct buf b = {0};
    buf_add_span(&b, name);
    buf_addc(&b, 0);
    g->row = mem_realloc_array(g->row, g->rows + 1, sizeof *g->row);
    struct regroup_row *r = &g->row[g->rows++];
    *r = (struct regroup_row){.name = buf_detach(&b)};
    return r;
}

/* ---- what there is ---- */

static enum status open_fn(struct book_tx *t, void *context)
{
    struct regroup *g = context;
    struct unit_info u;
    enum status s = book_may(t, ACCESS_DECIDE, g->hamlet);
    if (s == STATUS_OK)
        s = unitbook_get(t, g->hamlet, &u);
    if (s != STATUS_OK)
        return s;
    if (u.to && u.to < t->who->today)
        return detail_set(t->detail, STATUS_INVALID,
                          _("%s đã hết hiệu lực. Hãy chọn một thôn đang có."), u.name);
    free(g->hamlet_name);
    g->hamlet_name = mem_strdup(u.name);
    g->code = unitbook_code(t, g->hamlet, t->who->today);
    return STATUS_OK;
}

enum status regroup_open(struct regroup *g, struct book *b, const struct caller *who,
                         struct unit_key hamlet, struct detail *d)
{
    *g = (struct regroup){.book = b, .who = who, .hamlet = hamlet, .from = who->today};
    return book_read(b, who, open_fn, g, d);
}

static enum status take_hamlet(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct regroup *g = context;
    if (u->to && u->to < t->who->today)
        return STATUS_OK;
    struct regroup_row *r = add_row(g, span_of(u->name));
    r->unit = u->key;
    r->code = unitbook_code(t, u->key, t->who->today);
    r->entity = ENTITY_HAMLET;
    r->chosen = unit_eq(u->key, g->hamlet);
    return STATUS_OK;
}

/* People of a household go where it goes. */
static enum status take_people(struct book_tx *t, const struct record *r, void *context)
{
    struct regroup *g = context;
    day to = record_to(r);
    if ((to && to < t->who->today) || (r->e->id == ENTITY_CITIZEN && record_n(r, "household") != 0))
        return STATUS_OK;
    struct regroup_row *x = add_row(g, record_name(r));
    x->unit = r->unit;
    x->entity = r->e->id;
    x->number = r->number;
    x->id = r->id;
    return STATUS_OK;
}

static int by_number(const void *a, const void *b)
{
    const struct regroup_row *x = a, *y = b;
    if (x->entity != y->entity)
        return (int)x->entity - (int)y->entity;
    int c = unit_cmp(x->code, y->code);
    return c ? c : (x->number > y->number) - (x->number < y->number);
}

/* May run again. */
static enum status load_fn(struct book_tx *t, void *context)
{
    static const enum entity_id people[] = {ENTITY_HOUSEHOLD, ENTITY_CITIZEN, ENTITY_CLAN,
                                            ENTITY_ORGANISATION};
    struct regroup *g = context;
    enum status s = STATUS_OK;
    rows_release(g);
    if (g->what == REGROUP_MERGE)
        s = unitbook_each(t, unitbook_commune(t, g->hamlet, t->who->today), take_hamlet, g);
    for (size_t i = 0; g->what == REGROUP_SPLIT && i < 4 && s == STATUS_OK; i++)
        s = book_each(t, entity_by_id(people[i]), unit_span(&g->hamlet), take_people, g);
    if (g->rows)
        qsort(g->row, g->rows, sizeof *g->row, by_number);
    return s;
}

/* ---- the draft ---- */

static void draft_name(const struct regroup *g, struct buf *out)
{
    buf_addf(out, "regroup-%d-%.9s", (int)g->what, g->hamlet.c);
}

/* from, into, name, then a line for each that is chosen */
static void draft_bytes(const struct regroup *g, struct buf *out)
{
    buf_addf(out, "%d\n%.9s\n", (int)g->from, unit_level(g->into) ? g->into.c : "-");
    buf_addf(out, "%s\n", buf_str(&g->name));
    for (size_t i = 0; i < g->rows; i++)
        if (g->row[i].chosen && g->row[i].id)
            buf_addf(out, "%016llx\n", (unsigned long long)g->row[i].id);
        else if (g->row[i].chosen)
            buf_addf(out, "%.9s\n", g->row[i].unit.c);
}

static struct span take_line(struct span *s)
{
    size_t n = 0;
    while (n < s->n && s->p[n] != '\n')
        n++;
    struct span line = {s->p, n};
    n += n < s->n;
    s->p += n, s->n -= n;
    return line;
}

static void choose(struct regroup *g, struct span line)
{
    for (size_t i = 0; i < g->rows; i++) {
        struct buf id = {0};
        if (g->row[i].id)
            buf_addf(&id, "%016llx", (unsigned long long)g->row[i].id);
        else
            buf_add_span(&id, unit_span(&g->row[i].unit));
        g->row[i].chosen = g->row[i].chosen || span_eq(buf_span(&id), line);
        buf_release(&id);
    }
}

static void draft_take(struct regroup *g)
{
    struct buf name = {0}, bytes = {0};
    const char *store = store_path(g->book->store);
    draft_name(g, &name);
    if (*store &&
        draft_load(store, span_of(g->who->name), buf_span(&name), &bytes, NULL) == STATUS_OK) {
        struct span rest = buf_span(&bytes), line;
        line = take_line(&rest);
        long from = line.n ? atol(line.p) : 0;
        if (from > 0 && from <= DAY_MAX)
            g->from = (day)from;
        line = take_line(&rest);
        g->into = unit_from_span(line);
        regroup_set_name(g, take_line(&rest));
        while (rest.n)
            choose(g, take_line(&rest));
        g->found_draft = true;
        buf_reset(&g->kept);
        buf_add_span(&g->kept, buf_span(&bytes));
    }
    buf_release(&name);
    buf_release(&bytes);
}

enum status regroup_keep(struct regroup *g, struct detail *d)
{
    struct buf name = {0}, bytes = {0};
    const char *store = store_path(g->book->store);
    enum status s = STATUS_OK;
    draft_bytes(g, &bytes);
    draft_name(g, &name);
    if (*store && g->what != REGROUP_NOTHING && !span_eq(buf_span(&bytes), buf_span(&g->kept)))
        s = draft_save(store, span_of(g->who->name), buf_span(&name), buf_span(&bytes), d);
    if (s == STATUS_OK) {
        buf_reset(&g->kept);
        buf_add_span(&g->kept, buf_span(&bytes));
    }
    buf_release(&name);
    buf_release(&bytes);
    return s;
}

static void draft_drop(struct regroup *g)
{
    struct buf name = {0};
    const char *store = store_path(g->book->store);
    draft_name(g, &name);
    if (*store && draft_remove(store, span_of(g->who->name), buf_span(&name), NULL) != STATUS_OK)
        g->found_draft = false; /* there was none */
    buf_release(&name);
}

enum status regroup_set_what(struct regroup *g, enum regroup_what what, struct detail *d)
{
    g->what = what;
    g->into = (struct unit_key){0};
    g->found_draft = false;
    buf_reset(&g->name);
    enum status s = book_read(g->book, g->who, load_fn, g, d);
    buf_reset(&g->kept);
    draft_bytes(g, &g->kept); /* nothing of it is the person's own yet */
    if (s == STATUS_OK)
        draft_take(g);
    return s;
}

/* ---- what is asked ---- */

size_t regroup_chosen(const struct regroup *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->rows; i++)
        n += g->row[i].chosen;
    return n;
}

void regroup_set_name(struct regroup *g, struct span name)
{
    buf_reset(&g->name);
    nfc_add(&g->name, span_trim(name));
}

static enum status next_code(struct book_tx *t, void *context)
{
    struct unit_key *code = context;
    int top = unitbook_top_number(t, *code);
    if (top >= 999)
        return detail_set(t->detail, STATUS_INVALID, _("Xã đã có 999 thôn, không thêm được nữa."));
    *code = unit_hamlet(*code, top + 1);
    return STATUS_OK;
}

static void add_map_row(struct regroup *g, struct merge_input *in, struct unit_key old,
                        struct unit_key now, bool part, const char *name)
{
    struct merge_row r = {.old = old,
                          .now = now,
                          .part = part,
                          .kind = part ? UNIT_KIND_PART : UNIT_KIND_FULL,
                          .from = g->from,
                          .name = (char *)name};
    merge_add_row(in, &r);
}

static void add_split(struct regroup *g, struct merge_input *in, struct unit_key fresh)
{
    add_map_row(g, in, g->code, fresh, true, buf_str(&g->name));
    for (size_t i = 0; i < g->rows; i++) {
        const struct regroup_row *r = &g->row[i];
        merge_add_answer(in, (struct merge_answer){.old = g->code,
                                                   .entity = r->entity,
                                                   .number = r->number,
                                                   .now = r->chosen ? fresh : g->code});
    }
}

static void add_merge(struct regroup *g, struct merge_input *in, struct unit_key fresh)
{
    struct unit_key to = fresh;
    for (size_t i = 0; i < g->rows; i++)
        if (unit_eq(g->row[i].unit, g->into))
            to = g->row[i].code;
    for (size_t i = 0; i < g->rows; i++)
        if (g->row[i].chosen && !unit_eq(g->row[i].code, to))
            add_map_row(g, in, g->row[i].code, to, false,
                        unit_eq(to, fresh) ? buf_str(&g->name) : NULL);
}

static enum status make_input(struct regroup *g, struct merge_input *in, struct detail *d)
{
    struct unit_key fresh = unit_commune(g->code);
    enum status s = book_read(g->book, g->who, next_code, &fresh, d);
    if (s != STATUS_OK)
        return s;
    switch (g->what) {
    case REGROUP_MERGE:
        add_merge(g, in, fresh);
        break;
    case REGROUP_SPLIT:
        add_split(g, in, fresh);
        break;
    case REGROUP_RENAME:
        add_map_row(g, in, g->code, g->code, false, buf_str(&g->name));
        break;
    case REGROUP_NOTHING:
        break;
    }
    return STATUS_OK;
}

/* Who is not in the list because he left since that day, or came in just now, stays. */
static void answer_rest(struct regroup *g, struct merge_input *in)
{
    for (size_t i = 0; i < g->plan.questions; i++)
        merge_add_answer(in, (struct merge_answer){.old = g->code,
                                                   .entity = g->plan.question[i].entity,
                                                   .number = g->plan.question[i].number,
                                                   .now = g->code});
}

static enum status run(struct regroup *g, bool dry_run, struct detail *d)
{
    struct merge_input in = {0};
    enum status s = make_input(g, &in, d);
    merge_plan_release(&g->plan);
    if (s == STATUS_OK)
        s = units_merge(g->book, g->who, &in, true, &g->plan, d);
    bool again = s == STATUS_OK && (!dry_run || g->plan.questions);
    if (again) {
        answer_rest(g, &in);
        merge_plan_release(&g->plan);
        s = units_merge(g->book, g->who, &in, dry_run, &g->plan, d);
    }
    merge_input_release(&in);
    if (s == STATUS_OK && g->plan.refusals)
        s = detail_set(d, STATUS_INVALID, _("Chưa làm được: %s."), g->plan.refusal[0].text);
    else if (s == STATUS_OK && g->plan.questions) /* somebody came in meanwhile */
        s = detail_set(d, STATUS_CONFLICT,
                       _("Danh sách vừa đổi. Hãy bấm Esc rồi chọn lại từ đầu."));
    return s;
}

enum status regroup_preview(struct regroup *g, struct detail *d)
{
    buf_reset(&g->text);
    if (g->from > g->who->today)
        return detail_set(d, STATUS_INVALID,
                          _("Ngày này chưa tới. Hãy làm từ ngày đó trở đi, hoặc sửa ngày."));
    enum status s = run(g, true, d);
    /* the hamlets that stay as they are need not be read here */
    size_t stays = g->plan.stays;
    g->plan.stays = 0;
    if (s == STATUS_OK)
        merge_plan_add_text(&g->plan, &g->text);
    g->plan.stays = stays;
    return s;
}

enum status regroup_apply(struct regroup *g, struct detail *d)
{
    enum status s = run(g, false, d);
    if (s == STATUS_OK)
        draft_drop(g);
    return s;
}

unsigned regroup_number(const struct regroup *g)
{
    return g->plan.sum.households ? (unsigned)g->plan.sum.households
                                  : (unsigned)unit_hamlet_number(g->code);
}
