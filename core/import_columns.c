/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/import_parts.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

/* Headers of running numbers, of ids, and of the columns that import_add_refused() adds. */
static const char *const ignored[] = {"stt", "tt", "sott", "sothutu", "so", "id", "no", "number"};
static const char *const added[] = {"(dòng)", "(mục)", "(lý do)"};

enum { HEADER_ROWS = 20 }; /* titles of a list stand above its header, never more */

/* Letters and digits of s only: "Họ và tên / chủ hộ" -> "Họvàtênchủhộ". */
static void add_compact(struct buf *out, struct span s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t cp;
        size_t n = utf8_decode(s.p + i, s.n - i, &cp);
        bool ascii = (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z');
        bool letter = cp >= 0xC0 && cp != 0xD7 && cp != 0xF7 && !(cp >= 0x2000 && cp < 0x2C00) &&
                      cp != 0x3000 && cp != 0xFEFF && cp != UTF8_BROKEN;
        if (ascii || letter)
            buf_add(out, s.p + i, n);
        i += n;
    }
}

/* The same, in small letters, with marks or without. */
static void add_key(struct buf *out, struct span s, bool marks)
{
    struct buf b = {0};
    if (marks)
        fold_key(&b, s);
    else
        fold_search(&b, s);
    add_compact(out, buf_span(&b));
    buf_release(&b);
}

static bool same(struct span a, struct span b, bool marks)
{
    struct buf x = {0}, y = {0};
    add_key(&x, a, marks);
    add_key(&y, b, marks);
    bool eq = x.n && span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return eq;
}

static bool field_has(const struct field *f, struct span header, bool marks)
{
    if (same(header, span_of(f->label), marks) || same(header, span_of(_(f->label)), marks) ||
        same(header, span_of(f->name), marks))
        return true;
    for (const char *p = f->aliases; p && *p;) {
        size_t n = strcspn(p, "|");
        if (same(header, span_make(p, n), marks))
            return true;
        p += n + (p[n] == '|');
    }
    return false;
}

static int field_of(const struct entity *e, struct span header)
{
    for (int marks = 1; marks >= 0; marks--)
        for (size_t i = 0; i < e->n_fields; i++)
            if (field_has(&e->fields[i], header, marks))
                return (int)i;
    return -1;
}

/* ---- years and titles ---- */

static int year_at(struct span s)
{
    int y = 0;
    if (s.n < 4)
        return 0;
    for (int i = 0; i < 4; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
        y = y * 10 + s.p[i] - '0';
    }
    return y >= 1900 && y < 2100 ? y : 0;
}

/* Takes a year off the end or the start of s; 0 when there is none. */
static int cut_year(struct span *s)
{
    int y = s->n >= 4 ? year_at(span_make(s->p + s->n - 4, 4)) : 0;
    if (y) {
        s->n -= 4;
    } else if ((y = year_at(*s)) != 0) {
        s->p += 4;
        s->n -= 4;
    }
    return y;
}

/* ĐK, CN and their long forms at the start of s; the rest stays in s. "Công nhân" is none. */
static bool cut_step(struct span *s, bool *recognised)
{
    static const struct {
        const char *word;
        bool recognised;
    } steps[] = {{"đăng ký", false}, {"đăng kí", false},  {"dang ky", false},  {"đk", false},
                 {"dk", false},      {"công nhận", true}, {"cong nhan", true}, {"cn", true}};
    bool hit = false;

    for (size_t i = 0; i < sizeof steps / sizeof *steps && !hit; i++) {
        size_t at = 0;
        struct buf b = {0};
        for (size_t k = utf8_count(span_of(steps[i].word)); k && at < s->n; k--)
            at = utf8_next(*s, at);
        fold_key(&b, span_make(s->p, at));
        hit = span_eq_str(buf_span(&b), steps[i].word);
        buf_release(&b);
        if (hit) {
            *recognised = steps[i].recognised;
            *s = span_make(s->p + at, s->n - at);
        }
    }
    return hit;
}

/* Without blanks and ASCII punctuation at both ends. */
static struct span bare(struct span s)
{
    while (s.n && (unsigned char)s.p[0] < 0x80 && !isalnum((unsigned char)s.p[0]))
        s = span_make(s.p + 1, s.n - 1);
    while (s.n && (unsigned char)s.p[s.n - 1] < 0x80 && !isalnum((unsigned char)s.p[s.n - 1]))
        s.n--;
    return s;
}

/* "GĐHT 2023", "2023", "GĐHT năm 2023" -> title and year. */
static const struct title_kind *title_and_year(const struct entity *e, struct span s, int *year)
{
    static const char word[] = "năm";
    const struct title_kind *own = title_of_entity(e->id);

    s = bare(s);
    *year = cut_year(&s);
    s = bare(s);
    if (s.n >= sizeof word - 1 &&
        span_eq_str(span_make(s.p + s.n - (sizeof word - 1), sizeof word - 1), word))
        s = bare(span_make(s.p, s.n - (sizeof word - 1)));
    return s.n ? title_by_abbreviation(s, own) : own;
}

static bool match_title(const struct entity *e, struct span header, struct import_column *out)
{
    struct buf nfc = {0};
    bool ok = false;

    nfc_add(&nfc, header);
    struct span s = bare(buf_span(&nfc));
    if (cut_step(&s, &out->recognised)) {
        out->title = title_and_year(e, s, &out->year);
        ok = out->title && out->title->subject == e->id;
    }
    if (ok)
        out->use = IMPORT_TITLE;
    buf_release(&nfc);
    return ok;
}

static void set_field(const struct entity *e, unsigned i, struct import_column *out)
{
    out->use = e->fields[i].flags & FIELD_AUTO ? IMPORT_IGNORED : IMPORT_FIELD;
    out->field = i;
}

static bool match_field(const struct entity *e, struct span header, struct import_column *out)
{
    int i = field_of(e, header);
    if (i < 0)
        return false;
    set_field(e, (unsigned)i, out);
    return true;
}

/* "GĐ văn hóa 2024" */
static bool match_field_year(const struct entity *e, struct span header, struct import_column *out)
{
    struct span s = span_trim(header);
    int year = cut_year(&s), i = year ? field_of(e, s) : -1;
    if (i < 0 || e->fields[i].type != &field_years)
        return false;
    set_field(e, (unsigned)i, out);
    out->year = year;
    return true;
}

static bool is_added(struct span header)
{
    for (size_t i = 0; i < sizeof added / sizeof *added; i++)
        if (span_eq_str(header, added[i]))
            return true;
    return false;
}

static bool is_ignored(struct span header)
{
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        if (same(header, span_of(ignored[i]), false))
            return true;
    return false;
}

/* "Quỹ khuyến học (đồng)" -> "Quỹ khuyến học" */
static void add_without_brackets(struct buf *out, struct span s)
{
    int depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '(')
            depth++;
        else if (s.p[i] == ')' && depth)
            depth--;
        else if (!depth)
            buf_addc(out, s.p[i]);
    }
}

void import_match_header(const struct entity *e, struct span header, struct import_column *out)
{
    struct buf shorter = {0};

    out->use = IMPORT_UNKNOWN;
    out->warning = REASON_NONE;
    out->year = 0;
    add_without_brackets(&shorter, header);
    struct span s = shorter.n < header.n ? buf_span(&shorter) : span_make(NULL, 0);
    if (is_added(span_trim(header)))
        out->use = IMPORT_IGNORED;
    else if (!match_field(e, header, out) && !match_title(e, header, out) &&
             !match_field_year(e, header, out) && !match_field(e, s, out) &&
             !match_title(e, s, out) && !match_field_year(e, s, out)) {
        out->use = is_ignored(header) ? IMPORT_IGNORED : IMPORT_UNKNOWN;
        out->warning = out->use == IMPORT_UNKNOWN ? REASON_UNKNOWN_COLUMN : REASON_NONE;
    }
    buf_release(&shorter);
}

/* ---- all columns ---- */

/* A column of years without a year of its own: a list ("2024, 2025") as our own export has it, or
 * marks, which need a year. */
static bool holds_lists(const struct import_table *t, size_t header, unsigned column)
{
    for (size_t i = header + 1; i < import_table_rows(t); i++) {
        struct span s = import_clean(import_table_cell(t, i, column).text);
        for (; s.n; s.p++, s.n--)
            if (year_at(s))
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

static unsigned recognised_cells(const struct import_table *t, const struct entity *e, size_t row)
{
    unsigned hits = 0;
    for (unsigned k = 0; k < import_table_cells(t, row); k++) {
        struct import_column c = {0};
        import_match_header(e, import_clean(import_table_cell(t, row, k).text), &c);
        hits += c.use == IMPORT_FIELD || c.use == IMPORT_TITLE;
    }
    return hits;
}

static size_t find_header(const struct import_table *t, const struct entity *e)
{
    unsigned most = 0;
    size_t best = 0;
    for (size_t i = 0; i < import_table_rows(t) && i < HEADER_ROWS; i++) {
        unsigned hits = recognised_cells(t, e, i);
        if (hits > most) {
            most = hits;
            best = i;
        }
    }
    return best;
}

/* What people (or a map line) say a column means. */
static bool mean(struct import_column *c, const struct entity *e, struct span meaning)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        if (span_eq_str(meaning, e->fields[i].name)) {
            c->year = 0;
            c->warning = REASON_NONE;
            set_field(e, (unsigned)i, c);
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
        if (!span_eq(have, header) && !same(have, header, true))
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

enum status import_match_columns(const struct import_table *t, const struct entity *e,
                                 const struct import_options *o, day today,
                                 struct import_columns *out, struct detail *d)
{
    bool any = false;

    *out = (struct import_columns){0};
    if (e->id == ENTITY_TITLE)
        return detail_set(d, STATUS_USAGE,
                          _("Danh hiệu được nhập cùng hộ, công dân, dòng họ, đơn vị hoặc thôn: mỗi "
                            "năm một cột ĐK, một cột CN."));
    if (import_table_rows(t) > 0) {
        out->header = find_header(t, e);
        out->n = import_table_cells(t, out->header);
    }
    out->v = mem_alloc((out->n + 1) * sizeof *out->v);
    for (unsigned k = 0; k < out->n; k++) {
        struct span s = import_clean(import_table_cell(t, out->header, k).text);
        struct buf header = {0};
        buf_add_span(&header, s);
        out->v[k].header = mem_strdup(buf_str(&header));
        buf_release(&header);
        import_match_header(e, s, &out->v[k]);
    }
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
