/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/export.h"

#include <string.h>

#include "core/audit.h"
#include "core/export_cell.h"
#include "core/sheet_stream.h"
#include "core/title.h"

enum { PIECE = 16 << 20 };

enum export_form { FORM_CSV, FORM_JSON, FORM_SHEET };

struct export
{
    const struct entity *e;
    const struct export_options *o;
    enum export_form form;
    struct buf out;  /* the piece in hand */
    struct buf from; /* key to go on behind; empty: from the start */
    struct buf last; /* key of the piece's last record */
    bool started, done;
    size_t records, before;        /* so far; when the piece began */
    uint32_t years[COLUMNS_SLOTS]; /* bit per year since COLUMNS_YEAR0 that has a column */
    /* while a transaction runs */
    struct export_cells *cells;
    struct resolver names;
    struct column_set set; /* states of the unit in hand */
    struct unit_key unit;
    bool wanted;
    struct buf cell;
};

/* ---- years ---- */

static void note_states(struct export *x, const struct column_chunk *c)
{
    for (unsigned slot = 0; slot < c->slots && slot < COLUMNS_SLOTS; slot++)
        for (int y = c->first_year; y < c->first_year + c->years; y++) {
            const uint8_t *state = column_chunk_state(c, slot, y);
            for (unsigned i = 0; state && i < c->n; i++)
                if (state[i])
                    x->years[slot] |= (uint32_t)1 << (y - COLUMNS_YEAR0);
        }
}

/* In which years any of the records has a title. */
static enum status find_years(struct export *x, struct book_tx *t)
{
    struct column_scan *s =
        column_scan_begin(t->tx, BOOK_COLUMN, x->e->id, find_unit_prefix(&x->o->unit));
    struct unit_key unit;
    struct span bytes;
    memset(x->years, 0, sizeof x->years);
    while (column_scan_next(s, &unit, &bytes)) {
        struct column_chunk c;
        if (!find_unit_wanted(t, x->e, unit, x->o->unit))
            column_scan_skip_unit(s);
        else if (column_chunk_parse(bytes, &c))
            note_states(x, &c);
        else
            store_tx_fail(t->tx, STATUS_CORRUPT);
    }
    column_scan_end(s);
    int only = x->o->year - COLUMNS_YEAR0;
    for (unsigned slot = 0; slot < COLUMNS_SLOTS && x->o->year; slot++)
        x->years[slot] &= only >= 0 && only < COLUMNS_YEARS ? (uint32_t)1 << only : 0;
    return store_tx_status(t->tx);
}

typedef void (*year_fn)(struct export *x, const struct title_kind *k, int year, bool recognised,
                        const void *context);

static void each_year(struct export *x, year_fn fn, const void *context)
{
    for (unsigned id = 1; id <= TITLE_MAX; id++) {
        const struct title_kind *k = title_by_id(id);
        if (!k || k->subject != x->e->id)
            continue;
        for (int y = 0; y < COLUMNS_YEARS; y++)
            if (x->years[k->slot] >> y & 1) {
                fn(x, k, COLUMNS_YEAR0 + y, false, context);
                fn(x, k, COLUMNS_YEAR0 + y, true, context);
            }
    }
}

/* ---- CSV, and cells for a spreadsheet ---- */

/* Every column but the first of a line begins behind a comma. */
static void put_cell(struct export *x, bool first, enum sheet_cell kind, struct span text)
{
    switch (x->form) {
    case FORM_CSV:
        if (!first)
            buf_addc(&x->out, ',');
        export_csv_cell(&x->out, text, kind != SHEET_TEXT);
        return;
    case FORM_SHEET:
        sheet_put(&x->out, kind, text);
        return;
    case FORM_JSON:
        return;
    }
}

static void end_line(struct export *x)
{
    if (x->form == FORM_CSV)
        buf_adds(&x->out, "\r\n");
    else
        sheet_put(&x->out, SHEET_ROW_END, SPAN_LIT(""));
}

static bool has_column(const struct export *x, const struct field *f)
{
    return !(f->flags & FIELD_PRIVATE) || x->o->private;
}

static void add_year_header(struct export *x, const struct title_kind *k, int year, bool recognised,
                            const void *context)
{
    struct buf b = {0};
    (void)context;
    buf_addf(&b, "%s %.*s %d", recognised ? "CN" : "ĐK", (int)strcspn(k->abbreviations, "|"),
             k->abbreviations, year);
    put_cell(x, false, SHEET_TEXT, buf_span(&b));
    buf_release(&b);
}

static void header(struct export *x)
{
    bool first = true;
    if (x->form == FORM_CSV) {
        buf_adds(&x->out, "\xEF\xBB\xBF");
    } else { /* the sheet's name */
        put_cell(x, true, SHEET_TEXT, span_of(x->e->label));
        end_line(x);
    }
    if (x->e->subject) {
        put_cell(x, true, SHEET_TEXT, SPAN_LIT("Số"));
        first = false;
    }
    for (size_t i = 0; i < x->e->n_fields; i++) {
        if (!has_column(x, &x->e->fields[i]))
            continue;
        put_cell(x, first, SHEET_TEXT, span_of(x->e->fields[i].label));
        first = false;
    }
    if (x->e->subject)
        each_year(x, add_year_header, NULL);
    put_cell(x, false, SHEET_TEXT, SPAN_LIT("id"));
    end_line(x);
}

static void add_year_mark(struct export *x, const struct title_kind *k, int year, bool recognised,
                          const void *context)
{
    const struct column_row *row = context;
    uint8_t s = row ? row->state[k->slot][year - COLUMNS_YEAR0] : 0;
    bool marked = recognised ? title_counts_recognised(s) : title_counts_registered(s);
    put_cell(x, false, SHEET_TEXT, marked ? SPAN_LIT("x") : SPAN_LIT(""));
}

static enum sheet_cell cell_kind(const struct field *f)
{
    if (f->type == &field_integer)
        return SHEET_INTEGER;
    if (f->type == &field_money)
        return SHEET_MONEY;
    return f->type == &field_decimal ? SHEET_HUNDREDTHS : SHEET_TEXT;
}

/* A number for a spreadsheet is its digits alone: whole, or in hundredths. A year alone, and a day
 * from before its calendar, are texts there. */
static void add_value(struct export *x, const struct record *r, size_t i, bool first)
{
    const struct value *v = &r->v[i];
    enum sheet_cell kind = cell_kind(&x->e->fields[i]);
    bool sheet = x->form == FORM_SHEET && v->known;
    struct pdate d = {0};
    buf_reset(&x->cell);
    if (sheet && x->e->fields[i].type == &field_date)
        d = value_date(v);
    if (d.day && d.year >= SHEET_YEAR_MIN) {
        kind = SHEET_DATE;
        pdate_add_iso(&x->cell, d);
    } else if (sheet && kind != SHEET_TEXT) {
        buf_addf(&x->cell, "%lld", (long long)v->n);
    } else {
        export_cell_add(x->cells, r, i, &x->cell);
    }
    put_cell(x, first, kind, buf_span(&x->cell));
}

static void line_of_record(struct export *x, struct book_tx *t, const struct record *r)
{
    struct buf b = {0};
    bool first = !x->e->subject;
    buf_addf(&b, "%u", r->number);
    if (x->e->subject)
        put_cell(x, true, SHEET_INTEGER, buf_span(&b));
    for (size_t i = 0; i < x->e->n_fields; i++)
        if (has_column(x, &x->e->fields[i])) {
            add_value(x, r, i, first);
            first = false;
        }
    if (x->e->subject) {
        if (!unit_eq(x->set.unit, r->unit)) {
            column_set_release(&x->set);
            column_set_load(t->tx, x->e->id, r->unit, &x->set);
        }
        each_year(x, add_year_mark, column_set_find(&x->set, r->id));
    }
    buf_reset(&b);
    id_add_text(&b, r->id);
    put_cell(x, false, SHEET_TEXT, buf_span(&b));
    end_line(x);
    buf_release(&b);
}

/* ---- JSON ---- */

static void json_record(struct export *x, const struct record *r)
{
    buf_adds(&x->out, x->records ? ",\n" : "");
    x->names.near = r->unit;
    export_json_record(r, &x->names, x->o->private, &x->out);
}

/* ---- pieces ---- */

static bool of_year(const struct export *x, const struct record *r)
{
    int i = x->e->subject ? -1 : entity_field(x->e, "year");
    return !x->o->year || i < 0 || (r->v[i].known && r->v[i].n == x->o->year);
}

static void add_record(struct export *x, struct book_tx *t, const struct record *r)
{
    if (!of_year(x, r))
        return;
    if (x->form == FORM_JSON)
        json_record(x, r);
    else
        line_of_record(x, t, r);
    x->records++;
}

/* Jumps over the other entities of a unit, and over units that are not wanted. */
static void skip(struct store_cursor *c, struct span key, unsigned entity)
{
    struct buf at = {0};
    unsigned tag = key.n > UNIT_KEY_LEN ? (uint8_t)key.p[UNIT_KEY_LEN] : 0;
    buf_add(&at, key.p, UNIT_KEY_LEN);
    buf_addc(&at, tag < entity ? (char)entity : (char)0xFF);
    store_seek(c, buf_span(&at));
    buf_release(&at);
}

static enum status fill(struct export *x, struct book_tx *t)
{
    struct store_cursor *c =
        store_scan_prefix(t->tx, BOOK_RECORD, find_unit_prefix(&x->o->unit), 0);
    struct span key, value;
    size_t most = x->o->piece ? x->o->piece : PIECE;
    if (x->from.n)
        store_seek(c, buf_span(&x->from));
    x->done = true;
    while (store_next(c, &key, &value)) {
        struct unit_key unit = {0};
        struct record r;
        if (key.n > UNIT_KEY_LEN)
            unit = unit_from_span((struct span){key.p, UNIT_KEY_LEN});
        if (!unit_eq(unit, x->unit)) {
            x->unit = unit;
            x->wanted = find_unit_wanted(t, x->e, unit, x->o->unit);
        }
        if (key.n <= UNIT_KEY_LEN || (uint8_t)key.p[UNIT_KEY_LEN] != x->e->id || !x->wanted) {
            skip(c, key, x->wanted ? (unsigned)x->e->id : 0);
            continue;
        }
        if (!store_verify(c) || record_decode(&r, key, value) != STATUS_OK) {
            store_tx_fail(t->tx, STATUS_CORRUPT);
            break;
        }
        buf_reset(&x->last);
        buf_add_span(&x->last, key);
        add_record(x, t, &r);
        record_release(&r);
        if (x->out.n >= most) {
            x->done = false;
            break;
        }
    }
    store_scan_end(c);
    return store_tx_status(t->tx);
}

/* May be run again: everything it changes is set at its start. */
static enum status piece_fn(struct book_tx *t, void *context)
{
    struct export *x = context;
    enum status s = find_unit_allowed(t, x->e, x->o->unit);
    if (s == STATUS_OK && x->o->private)
        s = book_may(t, ACCESS_DECIDE, x->o->unit);
    buf_reset(&x->out);
    x->records = x->before;
    x->unit = (struct unit_key){0};
    x->wanted = false;
    if (s == STATUS_OK && !x->started && x->form != FORM_JSON && x->e->subject)
        s = find_years(x, t);
    if (s != STATUS_OK)
        return s;
    if (!x->started && x->form == FORM_JSON)
        buf_addc(&x->out, '[');
    else if (!x->started)
        header(x);
    x->cells = export_cells_new(t);
    x->names = book_resolver(t, (struct unit_key){0});
    s = fill(x, t);
    if (x->done && x->form == FORM_JSON)
        buf_adds(&x->out, "]\n");
    export_cells_free(x->cells);
    column_set_release(&x->set);
    return s;
}

/* Whoever takes private data along stands in the trail, before the first of it is read. */
static enum status note_private(struct book_tx *t, void *context)
{
    const struct export *x = context;
    struct buf text = {0};
    enum status s = book_may(t, ACCESS_DECIDE, x->o->unit);
    buf_addf(&text, "export --private %s ", x->e->name);
    unit_add_code(&text, x->o->unit);
    if (s == STATUS_OK)
        audit_note(t, AUDIT_SHOWN, NULL, buf_str(&text));
    buf_release(&text);
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}

static enum status run(struct export *x, struct book *b, const struct caller *who, export_sink sink,
                       void *context, struct detail *d)
{
    enum status s = STATUS_OK;
    if (x->o->private)
        s = book_write(b, who, note_private, x, d);
    while (s == STATUS_OK && !x->done) {
        s = book_read(b, who, piece_fn, x, d);
        if (s == STATUS_OK)
            s = sink(context, buf_span(&x->out));
        x->started = true;
        x->before = x->records;
        buf_reset(&x->from);
        buf_add_span(&x->from, buf_span(&x->last));
        buf_addc(&x->from, 0); /* the least key behind it */
    }
    buf_release(&x->out);
    buf_release(&x->from);
    buf_release(&x->last);
    buf_release(&x->cell);
    return s;
}

enum status export_csv(struct book *b, const struct caller *who, const struct entity *e,
                       const struct export_options *o, export_sink sink, void *context,
                       struct detail *d)
{
    struct export x = {.e = e, .o = o, .form = FORM_CSV};
    return run(&x, b, who, sink, context, d);
}

enum status export_json(struct book *b, const struct caller *who, const struct entity *e,
                        const struct export_options *o, export_sink sink, void *context,
                        struct detail *d)
{
    struct export x = {.e = e, .o = o, .form = FORM_JSON};
    return run(&x, b, who, sink, context, d);
}

enum status export_sheet(struct book *b, const struct caller *who, const struct entity *e,
                         const struct export_options *o, export_sink sink, void *context,
                         struct detail *d)
{
    struct export x = {.e = e, .o = o, .form = FORM_SHEET};
    return run(&x, b, who, sink, context, d);
}
