/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of a foreign file, read: values, marks, and what is wrong with it.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/import_parts.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/mend.h"

void import_reading_init(struct import_reading *g, const struct import_work *w)
{
    assert(w->e->n_fields <= IMPORT_FIELDS_MAX);
    *g = (struct import_reading){0};
    record_init(&g->r, w->e);
    g->marks = mem_alloc((w->n_slots + 1) * sizeof *g->marks);
}

static void drop_faults(struct import_reading *g)
{
    for (size_t i = 0; i < g->n_faults; i++)
        free(g->faults[i].text);
    g->n_faults = 0;
}

void import_reading_release(struct import_reading *g)
{
    drop_faults(g);
    free(g->faults);
    free(g->marks);
    buf_release(&g->note);
    record_release(&g->r);
    *g = (struct import_reading){0};
}

static void reset(struct import_reading *g, const struct import_work *w)
{
    for (size_t i = 0; i < w->e->n_fields; i++)
        value_clear(&g->r.v[i]);
    g->r.id = 0;
    g->r.unit = (struct unit_key){0};
    g->r.version = g->r.number = 0;
    g->given = 0;
    g->blank = true;
    memset(g->marks, 0, w->n_slots * sizeof *g->marks);
    drop_faults(g);
    buf_reset(&g->note);
}

void import_fault_add(struct import_reading *g, unsigned order, int column, const struct field *f,
                      enum reason why, bool warning, struct span text)
{
    struct buf b = {0};

    if (g->n_faults == g->cap_faults) {
        g->cap_faults = g->cap_faults ? g->cap_faults * 2 : 8;
        g->faults = mem_realloc_array(g->faults, g->cap_faults, sizeof *g->faults);
    }
    buf_add_span(&b, text);
    g->faults[g->n_faults++] =
        (struct import_fault){order, column, f, why, warning, text.n ? buf_detach(&b) : NULL};
    buf_release(&b);
}

/* ---- marks ---- */

enum import_mark import_mark_read(struct span s)
{
    static const char *const yes[] = {"x", "1",    "✓", "✔",   "☑",  "v",   "có", "đạt",
                                      "t", "true", "y", "yes", "co", "dat", "+"};
    static const char *const no[] = {"0",  "không",     "f",    "false", "n",
                                     "no", "-",         "–",    "khong", "ko",
                                     "k",  "không đạt", "chưa", "chua",  "chưa đạt"};
    if (!s.n)
        return IMPORT_MARK_BLANK;
    if (s.n == 1 && (s.p[0] == 'x' || s.p[0] == 'X'))
        return IMPORT_MARK_YES;
    struct buf b = {0};
    enum import_mark m = IMPORT_MARK_UNKNOWN;
    fold_key(&b, s);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (span_eq_str(buf_span(&b), yes[i]))
            m = IMPORT_MARK_YES;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (span_eq_str(buf_span(&b), no[i]))
            m = IMPORT_MARK_NO;
    buf_release(&b);
    return m;
}

enum title_state import_slot_state(const struct import_slot_value *v)
{
    if (v->recognised == IMPORT_MARK_YES)
        return STATE_RECOGNISED;
    return v->registered == IMPORT_MARK_YES ? STATE_REGISTERED : STATE_NONE;
}

static void read_slot_mark(struct import_work *w, size_t row, int column, unsigned order,
                           struct import_reading *g, enum import_mark *out)
{
    if (column < 0)
        return;
    struct span text = import_clean(import_work_cell(w, row, (unsigned)column).text);
    *out = import_mark_read(text);
    if (*out == IMPORT_MARK_UNKNOWN)
        import_fault_add(g, order, column, NULL, REASON_UNKNOWN_MARK, true, text);
}

static void read_slots(struct import_work *w, size_t row, struct import_reading *g)
{
    for (size_t i = 0; i < w->n_slots; i++) {
        unsigned order = (unsigned)(w->e->n_fields + i);
        read_slot_mark(w, row, w->slots[i].registered, order, g, &g->marks[i].registered);
        read_slot_mark(w, row, w->slots[i].recognised, order, g, &g->marks[i].recognised);
    }
}

/* ---- the place ---- */

static void set_unit(struct import_work *w, struct unit_key u, struct import_reading *g)
{
    g->r.unit = u;
    if (w->unit_field >= 0)
        value_set_s(&g->r.v[w->unit_field], unit_span(&u));
}

/* "15664003", "003" or "3" of the book's own commune; by its whole code also of one that becomes,
 * or became, the same commune as it. */
static enum reason hamlet_code(struct import_work *w, struct book_tx *t, struct span text,
                               struct unit_key *out)
{
    int n = 0;
    bool book = unit_level(w->commune) == UNIT_COMMUNE;
    struct unit_key bearer;

    if (text.n <= 3 && book) {
        for (size_t i = 0; i < text.n; i++) {
            if (text.p[i] < '0' || text.p[i] > '9')
                return REASON_NOT_A_NUMBER;
            n = n * 10 + text.p[i] - '0';
        }
        if (n < 1)
            return REASON_OUT_OF_RANGE;
        *out = unit_hamlet(w->commune, n);
        if (unitbook_by_code(t, *out, w->who->today, &bearer) == STATUS_OK)
            *out = bearer;
        return REASON_NONE;
    }
    if (!unit_parse(text, w->scheme, out))
        return REASON_NOT_A_NUMBER;
    if (unitbook_by_code(t, *out, w->who->today, &bearer) == STATUS_OK)
        *out = bearer;
    if (unit_level(*out) != UNIT_HAMLET)
        return REASON_OUT_OF_RANGE;
    struct unit_key commune = unitbook_commune(t, *out, w->who->today);
    if (book && !unit_eq(commune, w->commune) && !unitbook_kin(t, commune, w->commune))
        return REASON_OTHER_COMMUNE;
    return REASON_NONE;
}

/* Where a row goes that names no place. */
static struct unit_key default_unit(const struct import_work *w)
{
    if (unit_level(w->hamlet) != UNIT_NONE)
        return w->hamlet;
    if (w->who->role == ROLE_LEADER && w->who->n_units == 1)
        return w->who->units[0];
    return (struct unit_key){0};
}

/* Where to look for the subject of a row: what the row says, --hamlet, the commune. */
static struct unit_key read_place(struct import_work *w, struct import_resolver *res, size_t row,
                                  struct import_reading *g)
{
    int column = w->place_column;
    struct span text = {"", 0};
    struct unit_key u = default_unit(w);
    enum reason why;

    if (column >= 0)
        text = import_clean(import_work_cell(w, row, (unsigned)column).text);
    if (text.n && !res->use.unit(res, text, &u, &why))
        import_fault_add(g, 0, column, NULL, why, false, text);
    return unit_level(u) == UNIT_NONE ? w->commune : u;
}

static void read_unit(struct import_work *w, struct import_resolver *res, size_t row,
                      struct import_reading *g)
{
    if (w->unit_field < 0) {
        set_unit(w, read_place(w, res, row, g), g);
        return;
    }
    unsigned i = (unsigned)w->unit_field;
    const struct field *f = &w->e->fields[i];
    int column = w->column_of[i];
    struct span text = {"", 0};
    struct unit_key u = {0};
    enum reason why = REASON_NONE;

    if (column >= 0)
        text = import_clean(import_work_cell(w, row, (unsigned)column).text);
    if (w->e->id == ENTITY_HAMLET) { /* without a code the plan gives the next number */
        if (text.n)
            why = hamlet_code(w, res->t, text, &u);
    } else if (text.n) {
        why = import_parse(res, i, text, &g->r.v[i]);
        u = value_unit(&g->r.v[i]);
    } else {
        u = default_unit(w);
        if (unit_level(u) == UNIT_NONE && !(f->flags & FIELD_REQUIRED))
            u = w->commune;
    }
    if (why != REASON_NONE) {
        import_fault_add(g, i, column, f, why, false, text);
    } else if (unit_level(u) != UNIT_NONE) {
        set_unit(w, u, g);
        if (caller_may(w->who, ACCESS_WRITE, u, NULL) != STATUS_OK)
            import_fault_add(g, i, column, f, REASON_NOT_ALLOWED, false, text);
    }
    if (text.n)
        g->given |= (uint64_t)1 << i;
}

/* ---- fields ---- */

/* "Loại: trạm xá": what has no field of its own is kept with the record. */
static void keep_in_note(struct import_work *w, const struct field *f, struct span text,
                         struct import_reading *g)
{
    if (w->note_field < 0)
        return;
    if (g->note.n)
        buf_addc(&g->note, '\n');
    buf_addf(&g->note, "%s: ", _(f->label));
    for (size_t i = 0; i < text.n; i++)
        buf_addc(&g->note, text.p[i] == '\n' || text.p[i] == '\r' ? ' ' : text.p[i]);
}

static void read_years(struct import_work *w, const struct import_column *c, struct span text,
                       int column, struct import_reading *g)
{
    const struct field *f = &w->e->fields[c->field];
    enum import_mark m = import_mark_read(text);

    if (m == IMPORT_MARK_YES || m == IMPORT_MARK_NO) {
        value_set_year(&g->r.v[c->field], c->year, m == IMPORT_MARK_YES ? 2 : 1);
        g->given |= (uint64_t)1 << c->field;
    } else {
        import_fault_add(g, c->field, column, f, REASON_UNKNOWN_MARK, true, text);
    }
}

/* A column headed "Năm sinh" asks for a number, not for a date. */
static enum reason year_not_date(const struct import_column *c, enum reason why)
{
    struct buf b = {0};
    if (why == REASON_NOT_A_DATE) {
        fold_search(&b, span_of(c->header));
        if (b.n >= 3 && memcmp(b.p, "nam", 3) == 0)
            why = REASON_NOT_A_NUMBER;
    }
    buf_release(&b);
    return why;
}

/* What Excel shows when a formula fails. */
static bool is_formula_error(struct span text)
{
    static const char *const errors[] = {"#N/A",   "#REF!",  "#VALUE!", "#DIV/0!",
                                         "#NAME?", "#NULL!", "#NUM!"};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (span_eq_str(text, errors[i]))
            return true;
    return false;
}

static void read_field(struct import_work *w, struct import_resolver *res, unsigned column,
                       struct span text, struct import_reading *g)
{
    const struct import_column *c = &w->c->v[column];
    const struct field *f = &w->e->fields[c->field];

    if (c->year) {
        read_years(w, c, text, (int)column, g);
        return;
    }
    enum reason why = import_parse(res, c->field, text, &g->r.v[c->field]);
    if (is_formula_error(text)) /* kept as text where text may stand, but people should know */
        import_fault_add(g, c->field, (int)column, f, REASON_FORMULA_ERROR,
                         why == REASON_NONE && !(f->flags & FIELD_REQUIRED), text);
    if (g->r.v[c->field].known)
        g->given |= (uint64_t)1 << c->field;
    if (why == REASON_NONE)
        return;
    if (why == REASON_UNKNOWN_REFERENCE || why == REASON_AMBIGUOUS_REFERENCE) {
        import_fault_add(g, c->field, (int)column, f, why, true, text);
    } else if (why == REASON_UNKNOWN_VALUE && (f->flags & FIELD_REQUIRED)) {
        import_fault_add(g, c->field, (int)column, f, why, false, text);
    } else if (why == REASON_UNKNOWN_VALUE) {
        bool no = f->type == &field_choice && import_mark_read(text) == IMPORT_MARK_NO;
        if (no &&
            import_parse(res, c->field, SPAN_LIT("không"), &g->r.v[c->field]) == REASON_NONE) {
            g->given |= (uint64_t)1 << c->field;
            return;
        }
        keep_in_note(w, f, text, g);
        import_fault_add(g, c->field, (int)column, f, why, true, text);
    } else {
        import_fault_add(g, c->field, (int)column, f, year_not_date(c, why), false, text);
    }
}

/* A person's name in TCVN3 has lost its capitals with a tone: "Triệu ái Tùng". */
static bool lost_capitals(const struct import_work *w, const struct import_column *c,
                          struct import_cell cell)
{
    return (cell.charset == CHARSET_TCVN3 || cell.charset == CHARSET_TCVN3_UTF8) &&
           (w->e->id == ENTITY_CITIZEN || w->e->id == ENTITY_HOUSEHOLD) &&
           (w->e->fields[c->field].flags & FIELD_NAME) != 0;
}

static void doubts(struct import_work *w, struct import_cell cell, unsigned column,
                   struct import_reading *g)
{
    const struct import_column *c = &w->c->v[column];
    bool field = c->use == IMPORT_FIELD;

    if (cell.doubt == IMPORT_CLEAR)
        return;
    import_fault_add(g, field ? c->field : (unsigned)w->e->n_fields, (int)column,
                     field ? &w->e->fields[c->field] : NULL,
                     cell.doubt == IMPORT_BAD ? REASON_BAD_CHARACTERS : REASON_AMBIGUOUS_CHARSET,
                     true, import_clean(cell.text));
}

static void read_cells(struct import_work *w, struct import_resolver *res, size_t row,
                       struct import_reading *g)
{
    unsigned n = import_work_cells(w, row);

    for (unsigned k = 0; k < n; k++) {
        struct import_cell cell = import_work_cell(w, row, k);
        struct span text = import_clean(cell.text);
        if (!text.n)
            continue;
        if (k >= w->c->n) {
            import_fault_add(g, (unsigned)(w->e->n_fields + w->n_slots), (int)k, NULL,
                             REASON_TOO_MANY_CELLS, true, text);
            break;
        }
        const struct import_column *c = &w->c->v[k];
        if (c->use == IMPORT_UNKNOWN || c->use == IMPORT_IGNORED)
            continue;
        doubts(w, cell, k, g);
        if (c->use != IMPORT_FIELD || (int)c->field == w->unit_field ||
            (int)c->field == w->subject_field)
            continue;
        struct buf mended = {0};
        if (lost_capitals(w, c, cell)) {
            mend_text(&mended, text, MEND_NAMES);
            text = buf_span(&mended);
        }
        read_field(w, res, k, text, g);
        buf_release(&mended);
    }
}

/* Adds what found no field to the note, when there is room. */
static void finish_note(struct import_work *w, struct import_reading *g)
{
    if (!g->note.n)
        return;
    struct value *v = &g->r.v[w->note_field];
    size_t max = (size_t)w->e->fields[w->note_field].max;
    struct buf b = {0};

    if (v->known && g->given >> w->note_field & 1) {
        buf_add_span(&b, value_span(v));
        buf_addc(&b, '\n');
    }
    buf_add_span(&b, buf_span(&g->note));
    if (!max || b.n <= max)
        value_set_s(v, buf_span(&b));
    buf_release(&b);
}

/* Rules of the record as a whole. What needs consent is left out of the import, not the row. */
static void check(struct import_work *w, struct import_resolver *res, size_t row,
                  struct import_reading *g)
{
    struct findings f = {0};

    record_check(&g->r, &res->use, &f);
    for (size_t i = 0; i < f.n; i++) {
        unsigned k = f.v[i].field ? (unsigned)(f.v[i].field - w->e->fields) : 0;
        if (f.v[i].reason == REASON_MISSING && w->e->id == ENTITY_HAMLET && (int)k == w->unit_field)
            continue;
        bool drop = f.v[i].reason == REASON_NEEDS_CONSENT && f.v[i].field;
        if (drop) {
            value_clear(&g->r.v[k]);
            g->given &= ~((uint64_t)1 << k);
        }
        int column = f.v[i].field ? w->column_of[k] : -1;
        struct span text = {"", 0};
        if (column >= 0)
            text = import_clean(import_work_cell(w, row, (unsigned)column).text);
        import_fault_add(g, k, column, f.v[i].field, f.v[i].reason, f.v[i].warning || drop, text);
    }
}

/* A person without a place of its own lies with its household, else its workplace. */
static void settle_person(struct import_work *w, struct import_resolver *res,
                          struct import_reading *g)
{
    const struct value *v = record_value(&g->r, "household");
    if (!v->known)
        v = record_value(&g->r, "organisation");
    if (!v->known || !v->n)
        return;
    struct unit_key u = book_unit_of(res->t, (uint64_t)v->n);
    if (unit_level(u) == UNIT_NONE)
        return;
    set_unit(w, u, g);
    if (caller_may(w->who, ACCESS_WRITE, u, NULL) != STATUS_OK)
        import_fault_add(g, (unsigned)w->unit_field, -1, &w->e->fields[w->unit_field],
                         REASON_NOT_ALLOWED, false, span_make(NULL, 0));
}

static bool is_blank(const struct import_work *w, size_t row)
{
    for (unsigned k = 0; k < import_work_cells(w, row); k++) {
        struct import_cell c = import_work_cell(w, row, k);
        if (!c.filled && import_clean(c.text).n)
            return false;
    }
    return true;
}

void import_row_read_joined(struct import_work *w, struct import_resolver *res, size_t row,
                            struct import_reading *g)
{
    reset(g, w);
    if (is_blank(w, row))
        return;
    g->blank = false;
    read_unit(w, res, row, g);
    res->use.near = res->inner.near = g->r.unit;
    read_cells(w, res, row, g);
    read_slots(w, row, g);
    if (w->e->id == ENTITY_CITIZEN && unit_level(g->r.unit) == UNIT_NONE)
        settle_person(w, res, g);
    if (w->subject_field >= 0)
        import_subject_read(w, res, row, g);
    finish_note(w, g);
    check(w, res, row, g);
}
