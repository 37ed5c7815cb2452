/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/import_parts.h"
#include "locale/mem.h"

struct planning {
    struct book *b;
    struct import_work *w;
    struct import_plan *p;
    struct import_resolver res;
    struct import_reading g;
    struct book_tx *t;
};

/* ---- notes ---- */

static const char *header_of(const struct import_work *w, int column)
{
    return column >= 0 && (unsigned)column < w->c->n ? w->c->v[column].header : NULL;
}

static void note_fault(const struct planning *s, size_t row, const struct import_fault *f)
{
    const struct import_work *w = s->w;
    import_note_add(f->warning ? &s->p->warnings : &s->p->refused, import_table_line(w->t, row),
                    f->field, header_of(w, f->column), f->reason, span_of(f->text));
}

/* A fault of the record as a whole, named after its name field, or the first that it must have. */
static void note_row(const struct planning *s, size_t row, enum reason why, bool warning,
                     const char *text)
{
    const struct import_work *w = s->w;
    int named = w->name_field >= 0 ? w->name_field : entity_field_flag(w->e, FIELD_REQUIRED);
    const struct field *f = named >= 0 ? &w->e->fields[named] : NULL;
    import_note_add(warning ? &s->p->warnings : &s->p->refused, import_table_line(w->t, row), f,
                    NULL, why, span_of(text));
}

/* What must not be there twice is imported, and told: one of the two may be right. */
static void note_twin(struct planning *s, size_t row)
{
    const struct import_work *w = s->w;
    struct buf line = {0};
    uint32_t at = (uint32_t)row;
    int field = import_work_twin(s->w, &s->g.r, &at);
    if (field < 0)
        return;
    if (at != IMPORT_STORED)
        buf_addf(&line, "%u", import_table_line(w->t, at));
    import_note_add(&s->p->warnings, import_table_line(w->t, row), &w->e->fields[field],
                    header_of(w, w->column_of[field]), REASON_TWICE, buf_span(&line));
    buf_release(&line);
}

/* All warnings, and the refusal that comes first in the order of the table. */
static bool note_faults(const struct planning *s, size_t row)
{
    const struct import_fault *worst = NULL;
    for (size_t i = 0; i < s->g.n_faults; i++) {
        const struct import_fault *f = &s->g.faults[i];
        if (f->warning)
            note_fault(s, row, f);
        else if (!worst || f->order < worst->order)
            worst = f;
    }
    if (worst)
        note_fault(s, row, worst);
    return worst != NULL;
}

static bool column_says(const struct import_work *w, unsigned column)
{
    for (size_t i = w->c->header + 1; i < import_table_rows(w->t); i++)
        if (import_clean(import_table_cell(w->t, i, column).text).n)
            return true;
    return false;
}

/* An empty column is no loss, without a header or when it is only its year that is missing. */
static void note_columns(const struct planning *s)
{
    const struct import_work *w = s->w;
    uint32_t line = import_table_line(w->t, w->c->header);

    for (unsigned k = 0; k < w->c->n; k++) {
        const struct import_column *c = &w->c->v[k];
        if (c->warning == REASON_NONE)
            continue;
        if ((*c->header && c->warning != REASON_NO_YEAR) || column_says(w, k))
            import_note_add(&s->p->warnings, line, NULL, c->header, c->warning, span_make(NULL, 0));
    }
}

/* ---- titles ---- */

static enum title_state stored_state(const struct planning *s, const struct import_known *k,
                                     const struct import_slot *slot)
{
    struct column_set *set = import_work_columns(s->w, s->t, k->unit);
    const struct column_row *row = column_set_find(set, k->id);
    int y = slot->year - COLUMNS_YEAR0;
    if (!row || y < 0 || y >= COLUMNS_YEARS)
        return STATE_NONE;
    return (enum title_state)(row->state[slot->title->slot][y] & STATE_MASK);
}

static int slot_column(const struct import_slot *slot, enum title_state want)
{
    if (want == STATE_RECOGNISED)
        return slot->recognised;
    return slot->registered >= 0 ? slot->registered : slot->recognised;
}

/* A clear "no" in the file where more is recorded. */
static bool says_less(const struct import_slot_value *v, enum title_state want,
                      enum title_state have)
{
    if (v->recognised == IMPORT_MARK_NO && have == STATE_RECOGNISED)
        return true;
    return v->registered == IMPORT_MARK_NO && want == STATE_NONE &&
           title_counts_registered((uint8_t)have);
}

/* Adds the columns that ask for more than is recorded of k (NULL: nothing) to differs; counts
 * titles to be written. False when one needs the commune's decision and the caller may not give it.
 */
static bool plan_titles(struct planning *s, size_t row, const struct import_known *k,
                        struct buf *differs, unsigned *titles)
{
    const struct import_work *w = s->w;

    *titles = 0;
    for (size_t i = 0; i < w->n_slots; i++) {
        const struct import_slot *slot = &w->slots[i];
        enum title_state want = import_slot_state(&s->g.marks[i]);
        enum title_state have = k ? stored_state(s, k, slot) : STATE_NONE;
        bool conflict;
        enum title_state next = import_raise(have, want, &conflict);
        int column = slot_column(slot, want);

        if (says_less(&s->g.marks[i], want, have) || (conflict && w->o->update))
            import_note_add(&s->p->warnings, import_table_line(w->t, row), NULL,
                            header_of(w, column), REASON_STATE_KEPT, span_make(NULL, 0));
        if (next == have && !conflict)
            continue;
        if (next == STATE_RECOGNISED &&
            caller_may(w->who, ACCESS_DECIDE, s->g.r.unit, NULL) != STATUS_OK) {
            import_note_add(&s->p->refused, import_table_line(w->t, row), NULL,
                            header_of(w, column), REASON_NOT_ALLOWED, span_make(NULL, 0));
            return false;
        }
        *titles += next != have;
        if (k)
            import_add_name(differs, header_of(w, column));
    }
    return true;
}

/* ---- rows ---- */

static enum import_action refuse(const struct planning *s, size_t row, enum reason why,
                                 const char *text)
{
    note_row(s, row, why, false, text);
    return IMPORT_REFUSE;
}

/* A row of titles that decides, or changes what is decided: may the caller? */
static bool may_decide(const struct planning *s, size_t row, enum title_state have, bool changed)
{
    const struct import_work *w = s->w;
    if (w->e->id != ENTITY_TITLE)
        return true;
    bool conflict;
    enum title_state want = (enum title_state)record_n(&s->g.r, "state");
    enum title_state next = import_raise(have, want, &conflict);
    if (!changed || !(title_is_decided(next) || title_is_decided(have)) ||
        caller_may(w->who, ACCESS_DECIDE, s->g.r.unit, NULL) == STATUS_OK)
        return true;
    int state = entity_field(w->e, "state");
    import_note_add(&s->p->refused, import_table_line(w->t, row), &w->e->fields[state],
                    header_of(w, w->column_of[state]), REASON_NOT_ALLOWED, span_make(NULL, 0));
    return false;
}

/* The file asks a recorded title for something that it cannot become: it stays, and says so. */
static void note_kept(const struct planning *s, size_t row, const struct record *stored)
{
    const struct import_work *w = s->w;
    bool conflict = false;
    if (w->e->id != ENTITY_TITLE || !w->o->update)
        return;
    import_raise((enum title_state)record_n(stored, "state"),
                 (enum title_state)record_n(&s->g.r, "state"), &conflict);
    int state = entity_field(w->e, "state");
    if (conflict)
        import_note_add(&s->p->warnings, import_table_line(w->t, row), &w->e->fields[state],
                        header_of(w, w->column_of[state]), REASON_STATE_KEPT, span_make(NULL, 0));
}

static enum import_action plan_new(struct planning *s, size_t row)
{
    struct buf number = {0};
    unsigned titles;
    bool ok = may_decide(s, row, STATE_NONE, true) && plan_titles(s, row, NULL, NULL, &titles);

    if (ok) {
        s->p->titles += titles;
        if (import_work_similar(s->w, s->t, &s->g.r, &number))
            note_row(s, row, REASON_SIMILAR, true, buf_str(&number));
        note_twin(s, row);
    }
    buf_release(&number);
    return ok ? IMPORT_NEW : IMPORT_REFUSE;
}

/* What is recorded and what the row says may fit each, and not together. */
static bool merged_fits(const struct planning *s, size_t row, const struct record *merged)
{
    struct findings f = {0};
    const struct import_work *w = s->w;

    record_check(merged, &s->res.use, &f);
    for (size_t i = 0; i < f.n; i++) {
        if (f.v[i].warning)
            continue;
        int column = f.v[i].field ? w->column_of[f.v[i].field - w->e->fields] : -1;
        import_note_add(&s->p->refused, import_table_line(w->t, row), f.v[i].field,
                        header_of(w, column), f.v[i].reason, span_make(NULL, 0));
        return false;
    }
    return true;
}

static enum import_action plan_stored(struct planning *s, size_t row, struct import_known *k)
{
    struct buf differs = {0};
    struct record stored;
    unsigned titles;
    enum import_action action = IMPORT_UNCHANGED;

    if (k->same > 1)
        return refuse(s, row, REASON_AMBIGUOUS_REFERENCE, NULL);
    if (book_get(s->t, k->id, &stored) != STATUS_OK) /* sticky: the transaction fails */
        return IMPORT_REFUSE;
    note_kept(s, row, &stored);
    bool title = s->w->e->id == ENTITY_TITLE;
    enum title_state have = title ? (enum title_state)record_n(&stored, "state") : STATE_NONE;
    bool changed = import_merge(s->w, &s->g, &s->res.use, &stored, &differs);
    if ((title && !may_decide(s, row, have, changed)) ||
        !plan_titles(s, row, k, &differs, &titles)) {
        action = IMPORT_REFUSE;
    } else if (differs.n && !s->w->o->update) {
        action = refuse(s, row, REASON_DIFFERS, buf_str(&differs));
    } else if (changed && s->w->o->update && !merged_fits(s, row, &stored)) {
        action = IMPORT_REFUSE;
    } else if (s->w->o->update && (changed || titles)) {
        action = IMPORT_UPDATE;
        s->p->titles += titles;
    }
    record_release(&stored);
    buf_release(&differs);
    return action;
}

static enum import_action plan_row(struct planning *s, struct import_row *out)
{
    size_t row = out->row;

    import_row_read(s->w, &s->res, row, &s->g);
    if (s->g.blank)
        return IMPORT_BLANK;
    if (note_faults(s, row))
        return IMPORT_REFUSE;
    bool many = false;
    struct import_known *k = import_work_match(s->w, &s->g, &s->res.use, (uint32_t)row, &many);
    out->unit = s->g.r.unit;
    if (many)
        return refuse(s, row, REASON_AMBIGUOUS_REFERENCE, NULL);
    if (k->row != (uint32_t)row) {
        struct buf line = {0};
        buf_addf(&line, "%u", import_table_line(s->w->t, k->row));
        refuse(s, row, REASON_DUPLICATE, buf_str(&line));
        buf_release(&line);
        return IMPORT_REFUSE;
    }
    out->stored = k->id;
    return k->id ? plan_stored(s, row, k) : plan_new(s, row);
}

/* Were batches of this very import written, and others that it needs not? */
static bool is_resumed(const struct planning *s)
{
    const struct import_plan *p = s->p;
    bool done = false, missing = false;
    unsigned char id[AUDIT_OPERATION_ID];

    if (!p->count[IMPORT_NEW] && !p->count[IMPORT_UPDATE])
        return false;
    for (size_t from = 0; from < p->n; from += IMPORT_BATCH_ROWS) {
        uint64_t seq;
        import_operation(s->w->t, s->w->e, s->w->o, (unsigned)(from / IMPORT_BATCH_ROWS), 0, id);
        if (audit_done(s->t, id, &seq)) {
            done = true;
            continue;
        }
        for (size_t i = from; i < p->n && i < from + IMPORT_BATCH_ROWS; i++)
            missing = missing || p->v[i].action == IMPORT_NEW || p->v[i].action == IMPORT_UPDATE;
    }
    return done && missing;
}

static void clear(struct import_plan *p)
{
    import_notes_release(&p->refused);
    import_notes_release(&p->warnings);
    memset(p->count, 0, sizeof p->count);
    p->titles = 0;
}

/* May run again from the start, as every closure of the store. */
static enum status plan(struct book_tx *t, void *context)
{
    struct planning *s = context;
    struct import_plan *p = s->p;

    s->t = t;
    clear(p);
    enum status st = import_work_load(s->w, t);
    if (st != STATUS_OK)
        return st;
    p->generation = book_generation(t);
    import_resolver_init(&s->res, s->w, t);
    if (s->w->o->hamlet && *s->w->o->hamlet) {
        enum reason why;
        if (!s->res.use.unit(&s->res, span_of(s->w->o->hamlet), &s->w->hamlet, &why))
            return detail_set(t->detail, STATUS_USAGE,
                              _("--hamlet: không có thôn, tổ dân phố '%s'. Hãy ghi mã, số hoặc tên "
                                "như trong danh sách thôn."),
                              s->w->o->hamlet);
    }
    note_columns(s);
    for (size_t i = 0; i < p->n; i++) {
        struct import_row *row = &p->v[i];
        *row = (struct import_row){.row = (uint32_t)(s->w->c->header + 1 + i)};
        row->action = (uint8_t)plan_row(s, row);
        p->count[row->action]++;
    }
    p->resumed = is_resumed(s);
    return store_tx_status(t->tx);
}

enum status import_plan_make(struct book *b, const struct caller *who, const struct entity *e,
                             const struct import_table *t, const struct import_columns *c,
                             const struct import_options *o, struct import_plan *out,
                             struct detail *d)
{
    *out = (struct import_plan){0};
    size_t rows = import_table_rows(t);
    out->n = rows > c->header ? rows - c->header - 1 : 0;
    out->v = mem_alloc((out->n + 1) * sizeof *out->v);
    out->work = import_work_new(b, who, e, t, c, o);
    struct planning s = {.b = b, .w = out->work, .p = out};
    import_reading_init(&s.g, out->work);
    enum status st = book_read(b, who, plan, &s, d);
    import_reading_release(&s.g);
    if (st != STATUS_OK)
        import_plan_release(out);
    return st;
}

void import_plan_release(struct import_plan *p)
{
    clear(p);
    free(p->v);
    import_work_free(p->work);
    *p = (struct import_plan){0};
}
