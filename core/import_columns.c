/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/import_parts.h"
#include "locale/mem.h"

enum { HEADER_ROWS = 20 }; /* titles of a list stand above its header, never more */

/* A column of years without a year of its own: a list ("2024, 2025") as our own export has it, or
 * marks, which need a year. */
static bool holds_lists(const struct import_table *t, size_t header, unsigned column)
{
    for (size_t i = header + 1; i < import_table_rows(t); i++) {
        struct span s = import_clean(import_table_cell(t, i, column).text);
        for (; s.n; s.p++, s.n--)
            if (import_year_at(s))
                return true;
    }
    return false;
}

/* Gives a yearly column its year, or takes it out with a warning. */
static void settle_year(const struct entity *e, struct import_column *c, int year, day today,
                        bool lists)
{
    bool years = c->use == IMPORT_FIELD && e->fields[c->field].type == &field_years;
    int last = today ? day_year(today) : COLUMNS_YEAR0 + COLUMNS_YEARS;

    if (c->use != IMPORT_TITLE && !years)
        return;
    if (!c->year && !lists)
        c->year = year;
    if (!c->year && years && lists)
        return;
    if (!c->year)
        c->warning = REASON_NO_YEAR;
    else if (years ? c->year < FIELD_YEARS_FIRST : c->year < COLUMNS_YEAR0)
        c->warning = REASON_OUT_OF_RANGE;
    else if (c->year > last + (c->use == IMPORT_TITLE && !c->recognised)) /* ĐK of next year */
        c->warning = REASON_IN_FUTURE;
    if (c->warning != REASON_NONE)
        c->use = IMPORT_UNKNOWN;
}

static bool same_column(const struct import_column *a, const struct import_column *b)
{
    if (a->use != b->use || a->year != b->year)
        return false;
    return (a->use == IMPORT_FIELD && a->field == b->field) ||
           (a->use == IMPORT_TITLE && a->title == b->title && a->recognised == b->recognised);
}

static void settle_twins(struct import_columns *c)
{
    for (unsigned i = 0; i < c->n; i++) {
        for (unsigned k = 0; k < i; k++) {
            if (c->v[i].use != IMPORT_FIELD && c->v[i].use != IMPORT_TITLE)
                break;
            if (same_column(&c->v[i], &c->v[k])) {
                c->v[i].use = IMPORT_UNKNOWN;
                c->v[i].warning = REASON_DUPLICATE_COLUMN;
            }
        }
    }
}

static bool recognised(const struct import_column *c)
{
    return c->use == IMPORT_FIELD || c->use == IMPORT_TITLE || c->use == IMPORT_PLACE;
}

/* What a row says itself: a cell that is merged with one above belongs to that row. */
static struct span own_cell(const struct import_table *t, size_t row, unsigned column)
{
    struct import_cell c = import_table_cell(t, row, column);
    return c.filled ? (struct span){"", 0} : import_clean(c.text);
}

static unsigned recognised_cells(const struct import_table *t, const struct import_names *names,
                                 size_t row)
{
    unsigned hits = 0;
    for (unsigned k = 0; k < import_table_cells(t, row); k++) {
        struct import_column c = {0};
        import_names_match(names, own_cell(t, row, k), &c);
        hits += recognised(&c);
    }
    return hits;
}

/* ---- headers in two rows ---- */

static struct span clean_cell(const struct import_table *t, size_t row, unsigned column)
{
    return import_clean(import_table_cell(t, row, column).text);
}

static void join(struct buf *out, struct span a, struct span b)
{
    buf_reset(out);
    buf_add_span(out, a);
    if (a.n && b.n)
        buf_addc(out, ' ');
    buf_add_span(out, b);
}

/* The header of a column that stands in a row and the one above it. `above` is the last text there
 * up to this column: of merged cells only the first has it. */
static void match_two(const struct import_table *t, const struct import_names *names, size_t row,
                      unsigned column, struct span above, struct buf *text,
                      struct import_column *out)
{
    struct span below = own_cell(t, row, column);
    if (!below.n) /* merged with the cell above, or empty */
        above = clean_cell(t, row - 1, column);
    join(text, below, above);
    import_names_match(names, buf_span(text), out);
    if (below.n && above.n && out->use == IMPORT_UNKNOWN) {
        join(text, above, below);
        import_names_match(names, buf_span(text), out);
    }
    if (below.n && above.n && out->use == IMPORT_UNKNOWN) {
        struct import_column alone = {0};
        import_names_match(names, below, &alone);
        if (alone.use == IMPORT_UNKNOWN)
            return;
        join(text, below, (struct span){"", 0});
        *out = alone;
    }
}

static unsigned width_of_two(const struct import_table *t, size_t row)
{
    unsigned a = import_table_cells(t, row - 1), b = import_table_cells(t, row);
    return a > b ? a : b;
}

static unsigned recognised_in_two(const struct import_table *t, const struct import_names *names,
                                  size_t row)
{
    struct span above = {"", 0};
    struct buf text = {0};
    unsigned hits = 0;
    for (unsigned k = 0; k < width_of_two(t, row); k++) {
        struct import_column c = {0};
        struct span here = clean_cell(t, row - 1, k);
        above = here.n ? here : above;
        match_two(t, names, row, k, above, &text, &c);
        hits += recognised(&c);
    }
    buf_release(&text);
    return hits;
}

/* Two rows are the header only when they say more than any one. */
static bool find_two(const struct import_table *t, const struct import_names *names, unsigned most,
                     size_t *row)
{
    bool found = false;
    for (size_t i = 1; i < import_table_rows(t) && i < HEADER_ROWS; i++) {
        unsigned hits = recognised_in_two(t, names, i);
        if (hits > most) {
            most = hits;
            *row = i;
            found = true;
        }
    }
    return found;
}

static void match_all_two(const struct import_table *t, const struct import_names *names,
                          struct import_columns *out)
{
    struct span above = {"", 0};
    struct buf text = {0};
    for (unsigned k = 0; k < out->n; k++) {
        struct span here = clean_cell(t, out->header - 1, k);
        above = here.n ? here : above;
        match_two(t, names, out->header, k, above, &text, &out->v[k]);
        out->v[k].header = mem_strdup(buf_str(&text));
    }
    buf_release(&text);
}

static void match_all(const struct import_table *t, const struct import_names *names,
                      struct import_columns *out)
{
    for (unsigned k = 0; k < out->n; k++) {
        struct span s = own_cell(t, out->header, k);
        struct buf header = {0};
        buf_add_span(&header, s);
        out->v[k].header = mem_strdup(buf_str(&header));
        buf_release(&header);
        import_names_match(names, s, &out->v[k]);
    }
}

/* ---- which row ---- */

static size_t find_header(const struct import_table *t, const struct import_names *names,
                          unsigned *hits_there)
{
    unsigned most = 0;
    size_t best = 0;
    for (size_t i = 0; i < import_table_rows(t) && i < HEADER_ROWS; i++) {
        unsigned hits = recognised_cells(t, names, i);
        if (hits > most) {
            most = hits;
            best = i;
        }
    }
    *hits_there = most;
    return best;
}

unsigned import_header_hits(const struct import_table *t, const struct entity *e)
{
    struct import_names *names = import_names_new(e);
    unsigned hits;
    find_header(t, names, &hits);
    import_names_free(names);
    return hits;
}

/* What people (or a map line) say a column means. */
static bool mean(struct import_column *c, const struct entity *e, struct span meaning)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        if (span_eq_str(meaning, e->fields[i].name)) {
            c->year = 0;
            c->warning = REASON_NONE;
            import_column_field(c, e, (unsigned)i);
            return true;
        }
    }
    if (span_eq_str(meaning, "-")) {
        c->use = IMPORT_IGNORED;
        c->warning = REASON_NONE;
        return true;
    }
    struct import_column other = {0};
    import_match_header(e, meaning, &other);
    if (other.use == IMPORT_UNKNOWN)
        return false;
    other.header = c->header;
    *c = other;
    return true;
}

bool import_column_set(struct import_columns *c, unsigned column, const struct entity *e,
                       struct span meaning, int year, day today)
{
    if (column >= c->n || !mean(&c->v[column], e, meaning))
        return false;
    settle_year(e, &c->v[column], year, today, false);
    return true;
}

static enum status map_line(struct import_columns *c, const struct entity *e, struct span line,
                            unsigned number, struct detail *d)
{
    const char *eq = NULL;
    for (size_t i = 0; i < line.n; i++) /* the last =: a header may hold one */
        if (line.p[i] == '=')
            eq = line.p + i;
    if (!eq)
        return detail_set(d, STATUS_USAGE,
                          _("Tệp --map dòng %u: thiếu dấu =. Hãy ghi: tên cột = tên mục, hoặc tên "
                            "cột = - để bỏ cột."),
                          number);
    struct span header = span_trim(span_make(line.p, (size_t)(eq - line.p)));
    struct span meaning = span_trim(span_make(eq + 1, line.n - (size_t)(eq + 1 - line.p)));
    bool found = false;
    for (unsigned i = 0; i < c->n; i++) {
        struct span have = span_of(c->v[i].header);
        if (!span_eq(have, header) && !import_header_same(have, header))
            continue;
        found = true;
        if (!mean(&c->v[i], e, meaning))
            return detail_set(d, STATUS_USAGE,
                              _("Tệp --map dòng %u: không có mục '%.*s'. Hãy ghi tên mục như trong "
                                "tệp xuất ra, hoặc - để bỏ cột."),
                              number, (int)meaning.n, meaning.p);
    }
    if (!found)
        return detail_set(d, STATUS_USAGE,
                          _("Tệp --map dòng %u: trong tệp không có cột '%.*s'. Hãy chép đúng tiêu "
                            "đề cột."),
                          number, (int)header.n, header.p);
    return STATUS_OK;
}

static enum status apply_map(struct import_columns *c, const struct entity *e, struct span map,
                             struct detail *d)
{
    enum status s = STATUS_OK;
    if (map.n >= 3 && memcmp(map.p, "\xEF\xBB\xBF", 3) == 0)
        map = span_make(map.p + 3, map.n - 3);
    for (unsigned number = 1; map.n && s == STATUS_OK; number++) {
        const char *end = memchr(map.p, '\n', map.n);
        size_t n = end ? (size_t)(end - map.p) : map.n;
        struct span line = span_trim(span_make(map.p, n));
        if (line.n && line.p[0] != '#')
            s = map_line(c, e, line, number, d);
        n += end != NULL;
        map = span_make(map.p + n, map.n - n);
    }
    return s;
}

enum status import_match_columns(struct import_table *t, const struct entity *e,
                                 const struct import_options *o, day today,
                                 struct import_columns *out, struct detail *d)
{
    bool any = false;
    unsigned hits;

    *out = (struct import_columns){0};
    struct import_names *names = import_names_new(e);
    if (import_table_rows(t) > 0) {
        out->header = find_header(t, names, &hits);
        out->two_rows = find_two(t, names, hits, &out->header);
        out->n = out->two_rows ? width_of_two(t, out->header) : import_table_cells(t, out->header);
    }
    out->v = mem_alloc((out->n + 1) * sizeof *out->v);
    if (out->two_rows)
        match_all_two(t, names, out);
    else
        match_all(t, names, out);
    import_names_free(names);
    import_table_end_head(t, out->header);
    enum status s = apply_map(out, e, o->map, d);
    for (unsigned k = 0; k < out->n && s == STATUS_OK; k++) {
        struct import_column *c = &out->v[k];
        bool years = c->use == IMPORT_FIELD && e->fields[c->field].type == &field_years;
        settle_year(e, c, o->year, today, years && !c->year && holds_lists(t, out->header, k));
    }
    settle_twins(out);
    for (unsigned k = 0; k < out->n; k++)
        any = any || out->v[k].use == IMPORT_FIELD;
    if (s == STATUS_OK && !any)
        s = detail_set(d, STATUS_INVALID,
                       _("%s: không nhận ra cột nào ở dòng tiêu đề. Hãy sửa tiêu đề cho giống mẫu, "
                         "hoặc dùng --map để chỉ từng cột."),
                       o->path ? o->path : "-");
    return s;
}

void import_columns_release(struct import_columns *c)
{
    for (unsigned i = 0; i < c->n; i++)
        free(c->v[i].header);
    free(c->v);
    *c = (struct import_columns){0};
}
