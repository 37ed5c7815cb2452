/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the header of a column means.
 */
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

enum { NAMES_MAX = 512 };

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

/* ---- names of fields ---- */

/* Every name a field goes by, as keys with marks and without; the first in table order has it. */
struct import_names {
    const struct entity *e;
    struct bytemap keys[2]; /* [marks] */
    unsigned char fields[2][NAMES_MAX];
};

static void add_name(struct import_names *n, unsigned field, struct span name)
{
    for (int marks = 0; marks < 2; marks++) {
        struct buf b = {0};
        bool fresh = false;
        add_key(&b, name, marks);
        if (b.n && n->keys[marks].n < NAMES_MAX) {
            uint32_t i = bytemap_add(&n->keys[marks], buf_span(&b), &fresh);
            if (fresh)
                n->fields[marks][i] = (unsigned char)field;
        }
        buf_release(&b);
    }
}

static void add_aliases(struct import_names *n, unsigned field, const char *aliases)
{
    for (const char *p = aliases; p && *p;) {
        size_t len = strcspn(p, "|");
        add_name(n, field, span_make(p, len));
        p += len + (p[len] == '|');
    }
}

/* An entity without a place (title) is told by it where its subject lies: the column is headed as
 * the place of a household, and stands behind the fields. */
static void add_place(struct import_names *n)
{
    const struct entity *e = entity_by_id(ENTITY_HOUSEHOLD);
    const struct field *f = &e->fields[entity_field_flag(e, FIELD_UNIT)];
    unsigned behind = (unsigned)n->e->n_fields;

    add_name(n, behind, span_of(f->label));
    add_name(n, behind, span_of(_(f->label)));
    add_name(n, behind, span_of(f->name));
    add_aliases(n, behind, f->aliases);
}

struct import_names *import_names_new(const struct entity *e)
{
    struct import_names *n = mem_alloc(sizeof *n);

    n->e = e;
    for (unsigned i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        add_name(n, i, span_of(f->label));
        add_name(n, i, span_of(_(f->label)));
        add_name(n, i, span_of(f->name));
        add_aliases(n, i, f->aliases);
    }
    if (entity_field_flag(e, FIELD_UNIT) < 0)
        add_place(n);
    return n;
}

void import_names_free(struct import_names *n)
{
    bytemap_release(&n->keys[0]);
    bytemap_release(&n->keys[1]);
    free(n);
}

/* Exact marks win over none. */
static int field_of(const struct import_names *n, struct span header)
{
    int field = -1;
    for (int marks = 1; marks >= 0 && field < 0; marks--) {
        struct buf b = {0};
        add_key(&b, header, marks);
        uint32_t i = bytemap_find(&n->keys[marks], buf_span(&b));
        if (i != BYTEMAP_NONE)
            field = n->fields[marks][i];
        buf_release(&b);
    }
    return field;
}

/* ---- years and titles ---- */

int import_year_at(struct span s)
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
    int y = s->n >= 4 ? import_year_at(span_make(s->p + s->n - 4, 4)) : 0;
    if (y) {
        s->n -= 4;
    } else if ((y = import_year_at(*s)) != 0) {
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

void import_column_field(struct import_column *out, const struct entity *e, unsigned i)
{
    if (i == e->n_fields) {
        out->use = IMPORT_PLACE;
        return;
    }
    out->use = e->fields[i].flags & FIELD_AUTO ? IMPORT_IGNORED : IMPORT_FIELD;
    out->field = i;
}

/* "Thôn - bản", "Tên thôn/tổ dân phố", "Thôn hoặc bản": every part is a name of the same field. */
static int field_of_parts(const struct import_names *n, struct span header)
{
    static const char *const between[] = {"/", ",", ";", "-", "+", "|", "&", " hoặc ", " và "};
    int field = -1;

    for (size_t from = 0, at = 0; at <= header.n; at++) {
        size_t skip = at == header.n;
        for (size_t i = 0; i < sizeof between / sizeof *between && !skip; i++)
            if (header.n - at >= strlen(between[i]) &&
                memcmp(header.p + at, between[i], strlen(between[i])) == 0)
                skip = strlen(between[i]);
        if (!skip)
            continue;
        int part = field_of(n, span_make(header.p + from, at - from));
        if (part < 0 || (field >= 0 && part != field))
            return -1;
        field = part;
        from = at + skip;
        at = from - 1;
    }
    return field;
}

static bool match_field(const struct import_names *n, struct span header, struct import_column *out)
{
    int i = field_of(n, header);
    if (i < 0)
        i = field_of_parts(n, header);
    if (i < 0)
        return false;
    import_column_field(out, n->e, (unsigned)i);
    return true;
}

/* "GĐ văn hóa 2024" */
static bool match_field_year(const struct import_names *n, struct span header,
                             struct import_column *out)
{
    struct span s = span_trim(header);
    int year = cut_year(&s), i = year ? field_of(n, s) : -1;
    if (i < 0 || n->e->fields[i].type != &field_years)
        return false;
    import_column_field(out, n->e, (unsigned)i);
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
    struct buf b = {0};
    bool hit = false;
    add_key(&b, header, false);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        hit = hit || span_eq_str(buf_span(&b), ignored[i]);
    buf_release(&b);
    return hit;
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

static bool match(const struct import_names *n, struct span header, struct import_column *out)
{
    return match_field(n, header, out) || match_title(n->e, header, out) ||
           match_field_year(n, header, out);
}

void import_names_match(const struct import_names *n, struct span header, struct import_column *out)
{
    struct buf shorter = {0};

    out->use = IMPORT_UNKNOWN;
    out->warning = REASON_NONE;
    out->year = 0;
    if (is_added(span_trim(header))) {
        out->use = IMPORT_IGNORED;
        return;
    }
    if (match(n, header, out))
        return;
    add_without_brackets(&shorter, header);
    if (shorter.n == header.n || !match(n, buf_span(&shorter), out)) {
        out->use = is_ignored(header) ? IMPORT_IGNORED : IMPORT_UNKNOWN;
        out->warning = out->use == IMPORT_UNKNOWN ? REASON_UNKNOWN_COLUMN : REASON_NONE;
    }
    buf_release(&shorter);
}

void import_match_header(const struct entity *e, struct span header, struct import_column *out)
{
    struct import_names *n = import_names_new(e);
    import_names_match(n, header, out);
    import_names_free(n);
}

/* ---- as the map file writes them ---- */

bool import_header_same(struct span a, struct span b)
{
    struct buf x = {0}, y = {0};
    add_key(&x, a, true);
    add_key(&y, b, true);
    bool eq = x.n && span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return eq;
}
