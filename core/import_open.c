/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/import_parts.h"
#include "locale/detect_table.h"
#include "locale/mem.h"
#include "locale/utf8.h"

struct cell {
    uint32_t at, n; /* in the packed rows, or in text when decoded is set */
    uint8_t charset, doubt, decoded, filled;
};

struct import_table {
    struct row_table raw;
    uint32_t *lines;  /* per row */
    uint32_t *first;  /* per row: its first cell; one more at the end */
    struct cell *v;   /* as decoded now */
    uint32_t *raw_at; /* per cell: where its bytes are in raw.packed, and how many */
    uint32_t *raw_n;
    size_t cells;
    struct buf text;
    unsigned char content[32]; /* BLAKE2b of the rows as read */
};

/* ---- options ---- */

static bool is_auto(const char *s)
{
    return !s || !*s || strcasecmp(s, "auto") == 0;
}

static enum status read_format(const char *s, enum foreign_format *out, struct detail *d)
{
    static const struct {
        const char *name;
        enum foreign_format format;
    } names[] = {
        {"csv", FOREIGN_CSV}, {"dbf", FOREIGN_DBF}, {"xls", FOREIGN_XLS}, {"xlsx", FOREIGN_XLSX}};

    *out = FOREIGN_AUTO;
    if (is_auto(s))
        return STATUS_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcasecmp(s, names[i].name) == 0) {
            *out = names[i].format;
            return STATUS_OK;
        }
    }
    return detail_set(d, STATUS_USAGE,
                      _("Không có dạng tệp '%s'. Hãy ghi: auto, csv, dbf, xls hoặc xlsx."), s);
}

static enum status read_separator(const char *s, char *out, struct detail *d)
{
    *out = 0;
    if (is_auto(s))
        return STATUS_OK;
    if (strcasecmp(s, "tab") == 0 || strcmp(s, "\\t") == 0)
        *out = '\t';
    else if (strlen(s) == 1 && strchr(",;|\t:", s[0]))
        *out = s[0];
    else
        return detail_set(d, STATUS_USAGE,
                          _("Dấu ngăn cột '%s' không dùng được. Hãy ghi: auto, tab hoặc một dấu "
                            "trong  , ; | :"),
                          s);
    return STATUS_OK;
}

static enum status read_charset(const char *s, enum charset *out, struct detail *d)
{
    *out = CHARSET_AUTO;
    if (is_auto(s) || charset_by_name(s, out))
        return STATUS_OK;
    struct buf names = {0};
    for (unsigned c = 0; c < CHARSET_COUNT; c++)
        buf_addf(&names, "%s%s", c ? " " : "", charset_name((enum charset)c));
    detail_set(d, STATUS_USAGE, _("Không có bảng mã '%s'. Hãy ghi một trong: %s."), s,
               buf_str(&names));
    buf_release(&names);
    return STATUS_USAGE;
}

/* ---- the table ---- */

/* Where every cell's bytes are; false when there are too many cells. */
static bool find_cells(struct import_table *t, size_t max)
{
    size_t cap = 0;

    if (t->raw.n * t->raw.width > max)
        return false;
    t->lines = mem_alloc((t->raw.n + 1) * sizeof *t->lines);
    t->first = mem_alloc((t->raw.n + 1) * sizeof *t->first);
    for (size_t i = 0; i < t->raw.n; i++) {
        struct row r = row_table_row(&t->raw, i);
        t->lines[i] = r.line;
        t->first[i] = (uint32_t)t->cells;
        if (t->cells + r.n > cap) {
            cap = (t->cells + r.n) * 2;
            t->raw_at = mem_realloc_array(t->raw_at, cap, sizeof *t->raw_at);
            t->raw_n = mem_realloc_array(t->raw_n, cap, sizeof *t->raw_n);
        }
        for (unsigned k = 0; k < r.n; k++, t->cells++) {
            t->raw_at[t->cells] = (uint32_t)(r.cells[k].p - t->raw.packed.p);
            t->raw_n[t->cells] = (uint32_t)r.cells[k].n;
        }
    }
    t->first[t->raw.n] = (uint32_t)t->cells;
    t->v = mem_alloc((t->cells + 1) * sizeof *t->v);
    for (size_t i = 0; i < t->raw.n; i++) {
        struct row r = row_table_row(&t->raw, i);
        for (unsigned k = 0; k < r.n; k++)
            t->v[t->first[i] + k].filled = r.filled[k];
    }
    return true;
}

static struct span raw_cell(const struct import_table *t, size_t cell)
{
    return span_make(t->raw.packed.p + t->raw_at[cell], t->raw_n[cell]);
}

/* Characters nobody sees and no printer prints; a line end is text. */
static bool holds_controls(struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0x7F || (c < ' ' && !(c >= '\t' && c <= '\r')))
            return true;
    }
    return false;
}

static void decode_cell(struct import_table *t, size_t cell, enum charset c,
                        enum import_doubt doubt)
{
    struct span raw = raw_cell(t, cell);
    struct cell *v = &t->v[cell];

    *v = (struct cell){t->raw_at[cell], t->raw_n[cell], (uint8_t)c,
                       (uint8_t)doubt,  false,          v->filled};
    if (c == CHARSET_ASCII && utf8_ascii_run(raw.p, raw.n) == raw.n) {
        if (holds_controls(raw))
            v->doubt = IMPORT_BAD;
        return;
    }
    struct charset_report report = {0};
    size_t before = t->text.n;
    charset_decode(c, raw, &t->text, &report);
    assert(t->text.n <= UINT32_MAX);
    v->at = (uint32_t)before;
    v->n = (uint32_t)(t->text.n - before);
    v->decoded = true;
    if (report.undecoded || holds_controls(span_make(t->text.p + v->at, v->n)))
        v->doubt = IMPORT_BAD;
}

/* Text marked as Unicode may have been misread before it was saved, or had a row of bytes pasted
 * in; what is valid UTF-8 there was not typed in an old charset, however odd ("x", U+200B, "x"). */
static bool typed_in_bytes(enum charset c)
{
    switch (c) {
    case CHARSET_TCVN3:
    case CHARSET_VNI:
    case CHARSET_VISCII:
    case CHARSET_VPS:
    case CHARSET_CP1258:
    case CHARSET_LATIN1:
        return true;
    case CHARSET_AUTO:
    case CHARSET_ASCII:
    case CHARSET_UTF8:
    case CHARSET_VIQR:
    case CHARSET_NCR:
    case CHARSET_UTF16:
    case CHARSET_TCVN3_UTF8:
    case CHARSET_VNI_UTF8:
    case CHARSET_UTF8_DOUBLE:
    case CHARSET_COUNT:
        break;
    }
    return false;
}

/* Is the file Unicode, by its mark or by most of its cells? */
static bool is_unicode(const struct import_table *t, const struct detect_table *found)
{
    size_t all = 0, unicode = detect_table_count(found, CHARSET_UTF8);

    for (unsigned c = 0; c < CHARSET_COUNT; c++)
        all += detect_table_count(found, (enum charset)c);
    return t->raw.hint != FOREIGN_HINT_NONE || (unicode > 4 && unicode * 4 > all * 3);
}

static void find_charsets(struct import_table *t)
{
    struct detect_table *found = detect_table_new(t->raw.width);
    bool ambiguous;

    for (size_t i = 0; i < t->raw.n; i++) {
        struct row r = row_table_row(&t->raw, i);
        detect_table_add_row(found, r.cells, r.n);
    }
    detect_table_finish(found);
    bool unicode = is_unicode(t, found);
    for (size_t i = 0; i < t->raw.n; i++) {
        unsigned n = row_table_row(&t->raw, i).n; /* a row may have grown since */
        for (unsigned k = 0; k < import_table_cells(t, i); k++) {
            enum charset c = CHARSET_ASCII;
            ambiguous = false;
            if (k < n)
                c = detect_table_cell(found, i, k, &ambiguous);
            if (unicode && typed_in_bytes(c) && utf8_valid(raw_cell(t, t->first[i] + k))) {
                c = CHARSET_UTF8;
                ambiguous = false;
            }
            decode_cell(t, t->first[i] + k, c, ambiguous ? IMPORT_AMBIGUOUS : IMPORT_CLEAR);
        }
    }
    detect_table_free(found);
}

void import_table_decode(struct import_table *t, enum charset c)
{
    buf_reset(&t->text);
    buf_reserve(&t->text, t->raw.packed.n);
    if (c == CHARSET_AUTO) {
        find_charsets(t);
        return;
    }
    for (size_t i = 0; i < t->cells; i++) {
        struct span raw = raw_cell(t, i);
        bool plain = utf8_ascii_run(raw.p, raw.n) == raw.n && c != CHARSET_VIQR &&
                     c != CHARSET_NCR && c != CHARSET_UTF16;
        decode_cell(t, i, plain ? CHARSET_ASCII : c, IMPORT_CLEAR);
    }
}

enum status import_open(struct import_table **out, const struct import_options *o, struct detail *d)
{
    struct row_source_options source = {
        .program = o->program, .sheet = o->sheet, .plain = o->plain, .rows_max = o->rows_max};
    enum charset c;
    enum status s;

    *out = NULL;
    if ((s = read_format(o->format, &source.format, d)) != STATUS_OK ||
        (s = read_separator(o->sep, &source.separator, d)) != STATUS_OK ||
        (s = read_charset(o->charset, &c, d)) != STATUS_OK)
        return s;
    source.utf16 = c == CHARSET_UTF16;
    struct import_table *t = mem_alloc(sizeof *t);
    s = row_table_read(&t->raw, o->path, &source, d);
    if (s == STATUS_OK &&
        !find_cells(t, o->rows_max ? o->rows_max * IMPORT_WIDTH_USUAL : IMPORT_CELLS_MAX))
        s = detail_set(d, STATUS_IO,
                       _("%s: tệp có quá nhiều ô để đọc một lần. Hãy chia thành nhiều tệp, mỗi "
                         "thôn một tệp."),
                       o->path);
    if (s != STATUS_OK) {
        import_table_free(t);
        return s;
    }
    crypto_generichash(t->content, sizeof t->content, (const unsigned char *)t->raw.packed.p,
                       t->raw.packed.n, NULL, 0);
    import_table_decode(t, source.utf16 ? CHARSET_UTF8 : c);
    *out = t;
    return STATUS_OK;
}

const struct row_sheets *import_table_sheets(const struct import_table *t)
{
    return &t->raw.sheets;
}

void import_table_free(struct import_table *t)
{
    if (!t)
        return;
    row_table_release(&t->raw);
    free(t->lines);
    free(t->first);
    free(t->v);
    free(t->raw_at);
    free(t->raw_n);
    buf_release(&t->text);
    free(t);
}

size_t import_table_rows(const struct import_table *t)
{
    return t->raw.n;
}

unsigned import_table_width(const struct import_table *t)
{
    return t->raw.width;
}

char import_table_separator(const struct import_table *t)
{
    return t->raw.separator;
}

uint32_t import_table_line(const struct import_table *t, size_t row)
{
    return t->lines[row];
}

unsigned import_table_cells(const struct import_table *t, size_t row)
{
    return t->first[row + 1] - t->first[row];
}

struct import_cell import_table_cell(const struct import_table *t, size_t row, unsigned column)
{
    if (column >= import_table_cells(t, row))
        return (struct import_cell){{"", 0}, CHARSET_ASCII, IMPORT_CLEAR, false};
    const struct cell *c = &t->v[t->first[row] + column];
    return (struct import_cell){span_make((c->decoded ? t->text.p : t->raw.packed.p) + c->at, c->n),
                                (enum charset)c->charset, (enum import_doubt)c->doubt, c->filled};
}

struct span import_table_raw(const struct import_table *t, size_t row, unsigned column)
{
    if (column >= import_table_cells(t, row))
        return (struct span){"", 0};
    return raw_cell(t, t->first[row] + column);
}

void import_table_read_as(const struct import_table *t, size_t row, unsigned column, enum charset c,
                          struct buf *out)
{
    if (column < import_table_cells(t, row))
        charset_decode(c, raw_cell(t, t->first[row] + column), out, NULL);
}

/* Empty cells at the end of a row, up to column. */
static void grow_row(struct import_table *t, size_t row, unsigned column)
{
    size_t at = t->first[row + 1], more = t->first[row] + column + 1 - at;
    size_t behind = t->cells - at, all = t->cells + more;

    t->v = mem_realloc_array(t->v, all + 1, sizeof *t->v);
    t->raw_at = mem_realloc_array(t->raw_at, all, sizeof *t->raw_at);
    t->raw_n = mem_realloc_array(t->raw_n, all, sizeof *t->raw_n);
    memmove(t->v + at + more, t->v + at, behind * sizeof *t->v);
    memmove(t->raw_at + at + more, t->raw_at + at, behind * sizeof *t->raw_at);
    memmove(t->raw_n + at + more, t->raw_n + at, behind * sizeof *t->raw_n);
    memset(t->v + at, 0, more * sizeof *t->v);
    memset(t->raw_at + at, 0, more * sizeof *t->raw_at);
    memset(t->raw_n + at, 0, more * sizeof *t->raw_n);
    for (size_t i = at; i < at + more; i++)
        t->v[i].charset = CHARSET_ASCII;
    for (size_t i = row + 1; i <= t->raw.n; i++)
        t->first[i] += (uint32_t)more;
    t->cells = all;
}

void import_table_set(struct import_table *t, size_t row, unsigned column, struct span text)
{
    assert(column < t->raw.width);
    if (column >= import_table_cells(t, row))
        grow_row(t, row, column);
    struct cell *c = &t->v[t->first[row] + column];
    struct buf copy = {0};

    buf_add_span(&copy, text); /* text may lie in t->text */
    *c = (struct cell){
        (uint32_t)t->text.n, (uint32_t)text.n, CHARSET_UTF8, IMPORT_CLEAR, true, false};
    buf_add_span(&t->text, buf_span(&copy));
    buf_release(&copy);
}

/* Emptied cells stay filled ones, so that doing it again does nothing more. */
void import_table_end_head(struct import_table *t, size_t header)
{
    bool more = true;
    for (size_t i = header + 1; more && i < t->raw.n; i++) {
        more = false;
        for (unsigned k = 0; k < import_table_cells(t, i); k++) {
            struct cell *c = &t->v[t->first[i] + k];
            struct import_cell above = import_table_cell(t, i - 1, k);
            if (!c->filled || (i > header + 1 && (!above.filled || above.text.n)))
                continue;
            c->n = 0;
            more = true;
        }
    }
}

/* ---- texts of cells ---- */

/* Bytes of a blank at the start of s, 0 when there is none: ASCII white space, U+00A0, U+200B,
 * U+3000, U+FEFF. */
static size_t blank_at(struct span s)
{
    if (s.n && (unsigned char)s.p[0] < 0x80)
        return s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r');
    if (s.n >= 2 && memcmp(s.p, "\xC2\xA0", 2) == 0)
        return 2;
    if (s.n >= 3 && (memcmp(s.p, "\xE2\x80\x8B", 3) == 0 || memcmp(s.p, "\xE3\x80\x80", 3) == 0 ||
                     memcmp(s.p, "\xEF\xBB\xBF", 3) == 0))
        return 3;
    return 0;
}

static struct span trim(struct span s)
{
    for (size_t n; (n = blank_at(s)) > 0; s.p += n, s.n -= n)
        ;
    for (bool again = true; again;) {
        again = false;
        if (s.n && (signed char)s.p[s.n - 1] > ' ') /* no blank ends in such a byte */
            break;
        for (size_t n = 1; n <= 3 && n <= s.n && !again; n++) {
            struct span end = {s.p + s.n - n, n};
            if (blank_at(end) == n) {
                s.n -= n;
                again = true;
            }
        }
    }
    return s;
}

struct span import_clean(struct span s)
{
    s = trim(s);
    size_t quotes = 0;
    while (quotes < s.n && s.p[quotes] == '\'')
        quotes++;
    if (quotes && quotes < s.n && memchr("=+-@\t\r", s.p[quotes], 6))
        s = trim((struct span){s.p + 1, s.n - 1});
    return s;
}

void import_operation(const struct import_table *t, const struct entity *e,
                      const struct import_options *o, unsigned batch, unsigned attempt,
                      unsigned char out[16])
{
    struct buf b = {0};

    buf_add(&b, t->content, sizeof t->content);
    buf_addf(&b, "import\n%s\n%s\n%s\n%d %d\n%u %u\n", e->name, o->charset ? o->charset : "auto",
             o->hamlet ? o->hamlet : "", o->year, o->update, batch, attempt);
    buf_add_span(&b, o->map);
    crypto_generichash(out, 16, (const unsigned char *)b.p, b.n, NULL, 0);
    buf_release(&b);
}
