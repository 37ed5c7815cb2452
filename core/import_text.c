/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an import says: to scripts, to people, and as a file of the refused rows.
 */
#include <stdlib.h>
#include <string.h>

#include "core/import_parts.h"
#include "locale/mem.h"
#include "locale/utf8.h"

void import_note_add(struct import_notes *notes, uint32_t line, const struct field *field,
                     const char *column, enum reason reason, struct span text)
{
    struct buf b = {0};

    if (notes->n == notes->cap) {
        notes->cap = notes->cap ? notes->cap * 2 : 16;
        notes->v = mem_realloc_array(notes->v, notes->cap, sizeof *notes->v);
    }
    buf_add_span(&b, text);
    notes->v[notes->n++] = (struct import_note){line, field, mem_strdup(column), reason,
                                                text.n ? buf_detach(&b) : NULL};
    buf_release(&b);
}

void import_notes_release(struct import_notes *notes)
{
    for (size_t i = 0; i < notes->n; i++) {
        free(notes->v[i].column);
        free(notes->v[i].text);
    }
    free(notes->v);
    *notes = (struct import_notes){0};
}

void import_result_release(struct import_result *r)
{
    import_notes_release(&r->refused);
    import_notes_release(&r->warnings);
    free(r->sheet);
    free(r->sheets_left);
    *r = (struct import_result){0};
}

/* ---- JSON ---- */

static void add_notes_json(const struct import_notes *notes, struct buf *out)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < notes->n; i++) {
        const struct import_note *n = &notes->v[i];
        const char *field = n->field ? n->field->name : n->column ? n->column : "";
        buf_addf(out, "%s{\"line\":%u,\"field\":", i ? "," : "", n->line);
        json_add_string(out, span_of(field));
        buf_addf(out, ",\"reason\":\"%s\"}", reason_word(n->reason));
    }
    buf_addc(out, ']');
}

void import_result_add_json(const struct import_result *r, struct buf *out)
{
    const char *comma = "";

    buf_addf(out, "{\"imported\":%u,\"updated\":%u,\"unchanged\":%u,\"refused\":", r->imported,
             r->updated, r->unchanged);
    add_notes_json(&r->refused, out);
    buf_adds(out, ",\"warnings\":");
    add_notes_json(&r->warnings, out);
    buf_adds(out, ",\"charsets\":{");
    for (unsigned c = 0; c < CHARSET_COUNT; c++) {
        if (!r->charsets[c])
            continue;
        buf_addf(out, "%s\"%s\":%u", comma, charset_name((enum charset)c), r->charsets[c]);
        comma = ",";
    }
    buf_adds(out, "}}\n");
}

/* ---- sentences ---- */

/* A cell as it may stand in a sentence: short, without control characters. */
static void add_quoted(struct buf *out, const char *text)
{
    struct span s = span_of(text);
    size_t shown = 0, at = 0;

    buf_adds(out, " '");
    while (at < s.n && shown < 60) {
        uint32_t cp;
        size_t n = utf8_decode(s.p + at, s.n - at, &cp);
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == UTF8_BROKEN)
            buf_addc(out, ' ');
        else
            buf_add(out, s.p + at, n);
        at += n;
        shown++;
    }
    buf_adds(out, at < s.n ? "...'" : "'");
}

static void add_bounds(const struct field *f, struct buf *out)
{
    struct value v = {0};
    buf_adds(out, _("phải từ "));
    value_set_n(&v, f->min);
    f->type->text(f, &v, NULL, out);
    buf_adds(out, _(" đến "));
    value_set_n(&v, f->max);
    f->type->text(f, &v, NULL, out);
    value_clear(&v);
}

static bool has_bounds(const struct field *f)
{
    return f && (f->min || f->max) &&
           (f->type == &field_integer || f->type == &field_money || f->type == &field_decimal);
}

static void add_reason(struct buf *out, const struct import_note *n)
{
    const char *text = n->text ? n->text : "";

    if (n->reason == REASON_DUPLICATE)
        buf_addf(out, _("trùng với dòng %s của tệp"), text);
    else if (n->reason == REASON_DIFFERS)
        buf_addf(out, _("đã có, khác ở %s; thêm --update nếu muốn sửa phiếu đã có"), text);
    else if (n->reason == REASON_SIMILAR)
        buf_addf(out, _("đã nhập, nhưng gần giống phiếu số %s; hãy xem có phải là một không"),
                 text);
    else if (n->reason == REASON_TWICE && *text)
        buf_addf(out,
                 _("đã nhập, nhưng trùng với dòng %s của tệp; hãy xem có phải ghi hai lần không"),
                 text);
    else if (n->reason == REASON_TWICE)
        buf_adds(out, _("đã nhập, nhưng trong sổ đã có; hãy xem có phải ghi hai lần không"));
    else if (n->reason == REASON_AMBIGUOUS_REFERENCE && n->field && n->field->type == &field_unit)
        buf_adds(out, _("có nhiều thôn, tổ dân phố tên như vậy; hãy ghi mã hoặc tên đầy đủ"));
    else if (n->reason == REASON_AMBIGUOUS_REFERENCE && n->field &&
             n->field->type == &field_subject)
        buf_adds(out, _("có nhiều phiếu cùng tên; hãy ghi thêm thôn, hoặc ghi số của phiếu"));
    else if (n->reason == REASON_UNKNOWN_REFERENCE && n->field && n->field->type == &field_subject)
        buf_adds(out,
                 _("chưa có trong danh sách của nơi này; hãy sửa tên hoặc nhập phiếu ấy trước"));
    else if (n->reason == REASON_AMBIGUOUS_REFERENCE && !n->column)
        buf_adds(out, _("có nhiều phiếu cùng tên; hãy thêm cột năm sinh, địa chỉ để phân biệt"));
    else if (n->reason == REASON_NOT_A_NUMBER && n->field && n->field->type == &field_date)
        buf_adds(out, _("phải là năm gồm 4 chữ số, ví dụ 1970"));
    else if (n->reason == REASON_IN_FUTURE && !n->field)
        buf_adds(out, _("năm này chưa đến nên không nhập cột"));
    else if (n->reason == REASON_OUT_OF_RANGE && !n->field)
        buf_adds(out, _("sổ không ghi năm này nên không nhập cột; hãy xem lại năm"));
    else if (n->reason == REASON_OUT_OF_RANGE && has_bounds(n->field))
        add_bounds(n->field, out);
    else if (n->reason == REASON_NOT_ALLOWED)
        buf_adds(out, _("việc này do xã làm; hãy gửi các dòng này cho cán bộ xã"));
    else if (n->reason == REASON_UNKNOWN_VALUE && n->field && !(n->field->flags & FIELD_REQUIRED))
        buf_adds(out, _("không có trong danh mục, đã giữ lại ở mục Ghi chú"));
    else
        buf_adds(out, reason_text(n->reason));
}

void import_note_add_text(const struct import_note *n, struct buf *out)
{
    bool quoted = n->text && n->reason != REASON_DUPLICATE && n->reason != REASON_DIFFERS &&
                  n->reason != REASON_SIMILAR && n->reason != REASON_TWICE;

    if (n->line)
        buf_addf(out, _("Dòng %u: "), n->line);
    if (n->field)
        buf_adds(out, _(n->field->label));
    else if (n->column && *n->column)
        buf_addf(out, _("cột '%s'"), n->column);
    else
        buf_adds(out, _("cột không có tiêu đề"));
    if (quoted)
        add_quoted(out, n->text);
    buf_adds(out, ": ");
    add_reason(out, n);
    buf_addc(out, '.');
}

static void add_charsets(const struct import_result *r, struct buf *out)
{
    const char *comma = "";
    bool any = false;

    for (unsigned c = 0; c < CHARSET_COUNT; c++) {
        if (!r->charsets[c])
            continue;
        if (!any)
            buf_adds(out, _("Bảng mã đã đọc: "));
        any = true;
        buf_addf(out, _("%s%s %u ô"), comma, charset_name((enum charset)c), r->charsets[c]);
        comma = ", ";
    }
    if (any)
        buf_adds(out, ".\n");
}

void import_result_add_summary(const struct import_result *r, const struct entity *e,
                               const struct import_options *o, struct buf *out)
{
    bool stopped = o->strict && r->refused.n && !r->written;

    if (r->resumed)
        buf_adds(out, _("Lần nhập trước bị dừng giữa chừng; lần này nhập tiếp phần còn lại.\n"));
    if (r->sheets_left)
        buf_addf(out,
                 _("Đã đọc trang tính '%s'. Tệp còn các trang: %s; muốn nhập trang nào thì thêm "
                   "--sheet TÊN.\n"),
                 r->sheet, r->sheets_left);
    if (stopped)
        buf_addf(out, _("Chưa nhập gì, vì có %zu dòng không nhận được (--strict).\n"),
                 r->refused.n);
    else if (o->dry_run)
        buf_addf(out,
                 _("Chạy thử, chưa ghi gì: sẽ nhập %u %s, sửa %u, giữ nguyên %u, không nhận "
                   "%zu dòng.\n"),
                 r->imported, _(e->plural), r->updated, r->unchanged, r->refused.n);
    else
        buf_addf(out, _("Đã nhập %u %s, sửa %u, giữ nguyên %u, không nhận %zu dòng.\n"),
                 r->imported, _(e->plural), r->updated, r->unchanged, r->refused.n);
    add_charsets(r, out);
    if (r->refused.n && r->written)
        buf_adds(out, _("Hãy sửa các dòng không nhận rồi nhập lại; những dòng đã nhập sẽ được giữ "
                        "nguyên.\n"));
    else if (r->refused.n)
        buf_adds(out, _("Hãy sửa các dòng không nhận rồi nhập cả tệp.\n"));
}

/* ---- the refused rows ---- */

static void add_csv(struct buf *out, struct span s, bool first)
{
    bool quote = false;

    if (!first)
        buf_addc(out, ',');
    for (size_t i = 0; i < s.n; i++)
        quote = quote || memchr(",\"\r\n;\t", s.p[i], 6);
    if (quote)
        buf_addc(out, '"');
    if (s.n && memchr("=+-@\t\r", s.p[0], 6))
        buf_addc(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_addc(out, '"');
        buf_addc(out, s.p[i]);
    }
    if (quote)
        buf_addc(out, '"');
}

static void add_cells(const struct import_table *t, size_t row, unsigned width, struct buf *out)
{
    for (unsigned k = 0; k < width; k++)
        add_csv(out, import_table_cell(t, row, k).text, k == 0);
}

void import_add_refused(const struct import_table *t, const struct import_columns *c,
                        const struct import_notes *refused, struct buf *out)
{
    unsigned width = c->n;
    size_t row = c->header;
    struct buf b = {0};

    for (size_t i = 0; i < refused->n; i++) { /* both in the order of the file */
        while (row < import_table_rows(t) && import_table_line(t, row) < refused->v[i].line)
            row++;
        if (row < import_table_rows(t) && import_table_cells(t, row) > width)
            width = import_table_cells(t, row);
    }
    buf_adds(out, "\xEF\xBB\xBF");
    if (c->two_rows)
        for (unsigned k = 0; k < width; k++)
            add_csv(out, span_of(k < c->n ? c->v[k].header : ""), k == 0);
    else
        add_cells(t, c->header, width, out);
    buf_adds(out, ",(dòng),(mục),(lý do)\r\n");
    row = c->header;
    for (size_t i = 0; i < refused->n; i++) {
        const struct import_note *n = &refused->v[i];
        while (row < import_table_rows(t) && import_table_line(t, row) < n->line)
            row++;
        if (row == import_table_rows(t))
            break;
        add_cells(t, row, width, out);
        buf_addf(out, ",%u", n->line);
        add_csv(out, span_of(n->field ? _(n->field->label) : n->column), false);
        buf_reset(&b);
        add_reason(&b, n);
        add_csv(out, buf_span(&b), false);
        buf_adds(out, "\r\n");
    }
    buf_release(&b);
}
