/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/import_parts.h"
#include "core/save.h"
#include "locale/mem.h"

struct running {
    struct import_plan *p;
    struct import_work *w;
    struct import_resolver res;
    struct import_reading g;
    struct record title;                         /* made once, used for every new one */
    struct value *subject, *kind, *year, *state; /* its fields */
    struct save_batch *batch;
    size_t from, to; /* rows of the plan in this batch */
    bool moved;      /* somebody else changed the book since the plan */
    uint64_t generation;
    unsigned imported, updated, titles; /* of this batch */
};

/* ---- titles ---- */

static enum status save_title(struct running *s, struct record *r)
{
    s->titles++;
    return save_batch_record(s->batch, r);
}

static enum status new_title(struct running *s, const struct record *subject,
                             const struct import_slot *slot, enum title_state want)
{
    struct record *r = &s->title;
    char entity = (char)s->w->e->id;

    r->id = 0;
    r->version = r->number = 0;
    r->unit = subject->unit;
    if (!s->subject->known)
        value_set_s(s->subject, span_make(&entity, 1));
    s->subject->n = (int64_t)subject->id;
    value_set_n(s->kind, slot->title->id);
    value_set_n(s->year, slot->year);
    value_set_n(s->state, want);
    return save_title(s, r);
}

static enum status raise_title(struct running *s, struct book_tx *t, const struct record *subject,
                               const struct import_slot *slot, enum title_state want)
{
    struct record r;
    bool conflict;
    enum status st = book_get_title(t, subject->unit, subject->id, slot->title->id, slot->year, &r);

    if (st == STATUS_NOTFOUND)
        return new_title(s, subject, slot, want);
    if (st != STATUS_OK)
        return st;
    enum title_state have = (enum title_state)record_n(&r, "state");
    enum title_state next = import_raise(have, want, &conflict);
    if (next != have) {
        value_set_n(record_value(&r, "state"), next);
        st = save_title(s, &r);
    }
    record_release(&r);
    return st;
}

static enum status write_titles(struct running *s, struct book_tx *t, const struct record *subject,
                                bool is_new)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; i < s->w->n_slots && st == STATUS_OK; i++) {
        enum title_state want = import_slot_state(&s->g.marks[i]);
        if (want == STATE_NONE)
            continue;
        st = is_new ? new_title(s, subject, &s->w->slots[i], want)
                    : raise_title(s, t, subject, &s->w->slots[i], want);
    }
    return st;
}

/* ---- rows ---- */

static enum status write_new(struct running *s, struct book_tx *t, const struct import_row *row)
{
    struct record *r = &s->g.r;

    r->unit = row->unit; /* a new hamlet's place was given by the plan */
    if (s->w->unit_field >= 0)
        value_set_s(&r->v[s->w->unit_field], unit_span(&row->unit));
    enum status st = save_batch_record(s->batch, r);
    if (st == STATUS_OK)
        st = write_titles(s, t, r, true);
    s->imported++;
    return st;
}

static enum status write_update(struct running *s, struct book_tx *t, const struct import_row *row)
{
    struct record stored;
    enum status st = book_get(t, row->stored, &stored);

    if (st != STATUS_OK)
        return st;
    if (import_merge(s->w, &s->g, &s->res.use, &stored, NULL))
        st = save_batch_record(s->batch, &stored);
    if (st == STATUS_OK)
        st = write_titles(s, t, &stored, false);
    record_release(&stored);
    s->updated++;
    return st;
}

/* The id of the batch. A number behind it when this very batch was written before and its records
 * were taken out again since. */
static void operation(struct running *s, struct book_tx *t, unsigned char id[AUDIT_OPERATION_ID])
{
    const struct import_work *w = s->w;
    unsigned batch = (unsigned)(s->from / IMPORT_BATCH_ROWS);
    uint64_t seq;

    for (unsigned attempt = 0;; attempt++) {
        import_operation(w->t, w->e, w->o, batch, attempt, id);
        if (!audit_done(t, id, &seq))
            return;
    }
}

static enum status write_rows(struct running *s, struct book_tx *t)
{
    enum status st = STATUS_OK;

    for (size_t i = s->from; i < s->to && st == STATUS_OK; i++) {
        const struct import_row *row = &s->p->v[i];
        if (row->action != IMPORT_NEW && row->action != IMPORT_UPDATE)
            continue;
        import_row_read(s->w, &s->res, row->row, &s->g);
        st = row->action == IMPORT_NEW ? write_new(s, t, row) : write_update(s, t, row);
    }
    return st;
}

/* May run again from the start: everything is read anew, and counted from zero. */
static enum status write_batch(struct book_tx *t, void *context)
{
    struct running *s = context;
    unsigned char id[AUDIT_OPERATION_ID];

    s->imported = s->updated = s->titles = 0;
    s->moved = book_generation(t) != s->p->generation;
    if (s->moved)
        return STATUS_CONFLICT;
    operation(s, t, id);
    import_resolver_init(&s->res, s->w, t);
    s->batch = save_batch_begin(t, AUDIT_IMPORT, id);
    enum status st = write_rows(s, t);
    if (st != STATUS_OK) {
        save_batch_abort(s->batch);
        return st;
    }
    st = save_batch_commit(s->batch);
    s->generation = book_generation(t);
    return st;
}

/* ---- the whole ---- */

/* Notes of rows behind line go, those of the new plan come in their place. */
static void replace_notes(struct import_notes *have, struct import_notes *with, uint32_t line)
{
    struct import_notes kept = {0};

    for (size_t i = 0; i < have->n; i++)
        if (have->v[i].line < line)
            import_note_add(&kept, have->v[i].line, have->v[i].field, have->v[i].column,
                            have->v[i].reason, span_of(have->v[i].text));
    for (size_t i = 0; i < with->n; i++)
        if (with->v[i].line >= line)
            import_note_add(&kept, with->v[i].line, with->v[i].field, with->v[i].column,
                            with->v[i].reason, span_of(with->v[i].text));
    import_notes_release(have);
    *have = kept;
}

static enum status plan_again(struct book *b, const struct import_work *w, struct import_plan *p,
                              size_t from, struct detail *d)
{
    struct import_plan fresh;
    enum status st = import_plan_make(b, w->who, w->e, w->t, w->c, w->o, &fresh, d);
    if (st != STATUS_OK)
        return st;
    uint32_t line = import_table_line(w->t, p->v[from].row);
    for (size_t i = 0; i < from; i++) { /* what was done keeps its name */
        fresh.count[fresh.v[i].action]--;
        fresh.count[p->v[i].action]++;
        fresh.v[i] = p->v[i];
    }
    replace_notes(&p->refused, &fresh.refused, line);
    replace_notes(&p->warnings, &fresh.warnings, line);
    struct import_notes refused = p->refused, warnings = p->warnings;
    p->refused = p->warnings = (struct import_notes){0};
    import_notes_release(&fresh.refused);
    import_notes_release(&fresh.warnings);
    fresh.refused = refused;
    fresh.warnings = warnings;
    fresh.resumed = p->resumed;
    import_plan_release(p);
    *p = fresh;
    return STATUS_OK;
}

static bool has_work(const struct import_plan *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (p->v[i].action == IMPORT_NEW || p->v[i].action == IMPORT_UPDATE)
            return true;
    return false;
}

static enum status write_all(struct book *b, const struct import_options *o, struct running *s,
                             struct import_result *result, struct detail *d)
{
    const struct caller *who = s->w->who;
    enum status st = STATUS_OK;

    for (size_t from = 0; from < s->p->n && st == STATUS_OK;) {
        s->from = from;
        s->to =
            o->strict || s->p->n - from < IMPORT_BATCH_ROWS ? s->p->n : from + IMPORT_BATCH_ROWS;
        s->moved = false;
        if (has_work(s->p, s->from, s->to)) {
            st = book_write(b, who, write_batch, s, d);
            if (s->moved) {
                st = plan_again(b, s->w, s->p, from, d);
                s->w = s->p->work;
                if (st == STATUS_OK && o->strict && s->p->refused.n)
                    return STATUS_OK;
                continue;
            }
            if (st != STATUS_OK)
                break;
            s->p->generation = s->generation;
            result->imported += s->imported;
            result->updated += s->updated;
            result->titles += s->titles;
            result->written = true;
        }
        from = s->to;
        if (o->progress)
            o->progress(o->progress_context, from, s->p->n);
    }
    return st;
}

static void copy_notes(struct import_notes *to, const struct import_notes *from)
{
    for (size_t i = 0; i < from->n; i++)
        import_note_add(to, from->v[i].line, from->v[i].field, from->v[i].column, from->v[i].reason,
                        span_of(from->v[i].text));
}

static void count_charsets(const struct import_table *t, uint32_t counts[CHARSET_COUNT])
{
    for (size_t i = 0; i < import_table_rows(t); i++) {
        for (unsigned k = 0; k < import_table_cells(t, i); k++) {
            enum charset c = import_table_cell(t, i, k).charset;
            if (c != CHARSET_ASCII)
                counts[c]++;
        }
    }
}

/* Rows of somebody else's hamlet, or that decide: one refusal, however many they are. Nothing of
 * what stands in them. */
static void note_refusals(struct book *b, const struct caller *who, const struct entity *e,
                          const struct import_notes *refused)
{
    struct detail d = {0};
    struct buf what = {0};
    size_t n = 0;
    for (size_t i = 0; i < refused->n; i++)
        n += refused->v[i].reason == REASON_NOT_ALLOWED;
    buf_addf(&what, "import %s", e->name);
    detail_set(&d, STATUS_DENIED, "%zu: %s", n, reason_text(REASON_NOT_ALLOWED));
    if (n)
        book_note_denied(b, who, buf_str(&what), NULL, &d);
    buf_release(&what);
}

enum status import_run(struct book *b, const struct caller *who, const struct entity *e,
                       const struct import_table *t, const struct import_columns *c,
                       const struct import_options *o, struct import_plan *plan,
                       struct import_result *result, struct detail *d)
{
    enum status st = STATUS_OK;
    bool write = !o->dry_run && !(o->strict && plan->refused.n);

    (void)who, (void)e, (void)c; /* the plan's own */
    *result = (struct import_result){.resumed = plan->resumed};
    if (write) {
        struct running s = {.p = plan, .w = plan->work};
        import_reading_init(&s.g, s.w);
        record_init(&s.title, entity_by_id(ENTITY_TITLE));
        s.subject = record_value(&s.title, "subject");
        s.kind = record_value(&s.title, "title");
        s.year = record_value(&s.title, "year");
        s.state = record_value(&s.title, "state");
        st = write_all(b, o, &s, result, d);
        import_reading_release(&s.g);
        record_release(&s.title);
    } else if (o->dry_run && !(o->strict && plan->refused.n)) {
        result->imported = plan->count[IMPORT_NEW];
        result->updated = plan->count[IMPORT_UPDATE];
        result->titles = plan->titles;
    }
    result->unchanged = plan->count[IMPORT_UNCHANGED];
    result->blank = plan->count[IMPORT_BLANK];
    copy_notes(&result->refused, &plan->refused);
    copy_notes(&result->warnings, &plan->warnings);
    if (!o->dry_run)
        note_refusals(b, plan->work->who, plan->work->e, &plan->refused);
    count_charsets(t, result->charsets);
    return st;
}
