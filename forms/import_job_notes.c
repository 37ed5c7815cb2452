/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Refused rows: where they are and what is wrong, and what a draft keeps of the work on them.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/import_job_parts.h"
#include "locale/msg.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

/* The row that begins on this line; false when none does. */
static bool row_of_line(const struct import_table *t, uint32_t line, size_t *row)
{
    size_t from = 0, to = import_table_rows(t);
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (import_table_line(t, mid) < line)
            from = mid + 1;
        else
            to = mid;
    }
    *row = from;
    return from < import_table_rows(t) && import_table_line(t, from) == line;
}

static int column_of(const struct import_job *j, const struct import_note *n)
{
    int found = -1;
    for (unsigned k = 0; k < j->columns.n; k++) {
        const struct import_column *c = &j->columns.v[k];
        bool header = n->column && strcmp(n->column, c->header) == 0;
        bool field = n->field && c->use == IMPORT_FIELD && &j->e->fields[c->field] == n->field;
        if (n->column ? header && (field || !n->field) : field)
            return (int)k;
        if (header || (field && found < 0))
            found = (int)k;
    }
    return found;
}

bool import_job_note_cell(const struct import_job *j, const struct import_note *n, size_t *row,
                          int *column)
{
    *column = column_of(j, n);
    return row_of_line(j->table, n->line, row) && *row > j->columns.header;
}

void import_job_add_note(const struct import_job *j, const struct import_note *n, struct buf *out)
{
    (void)j;
    if (n->reason == REASON_DIFFERS)
        buf_addf(out,
                 _("Dòng %u: đã có phiếu này, khác ở %s. Muốn lấy theo tệp thì đổi mục 'Phiếu đã "
                   "có mà khác'."),
                 n->line, n->text ? n->text : "");
    else if (n->reason == REASON_NO_YEAR)
        buf_addf(out, _("Cột '%s' theo năm nhưng thiếu năm nên không nhập. Hãy ghi năm của tệp."),
                 n->column ? n->column : "");
    else if (n->reason == REASON_UNKNOWN_COLUMN)
        buf_addf(out, _("Cột '%s' chưa nhận ra nên không nhập. Hãy chọn ở mục Cột."),
                 n->column ? n->column : "");
    else
        import_note_add_text(n, out);
}

/* ---- draft: numbers and texts, each as LENGTH:BYTES ---- */

static const char magic[] = "hoctap import 1\n";

static void put_text(struct buf *out, const char *s)
{
    buf_addf(out, "%zu:%s", strlen(s), s);
}

static void put_number(struct buf *out, unsigned long n)
{
    struct buf b = {0};
    buf_addf(&b, "%lu", n);
    put_text(out, buf_str(&b));
    buf_release(&b);
}

void import_job_to_draft(const struct import_job *j, struct buf *out)
{
    if (!j->table || !j->e || !(j->n_corrections + j->n_meanings))
        return;
    buf_adds(out, magic);
    put_text(out, j->e->name);
    put_text(out, charset_name(j->charset));
    for (size_t i = 0; i < j->n_meanings; i++) {
        if (j->meaning[i].column >= j->columns.n)
            continue;
        put_text(out, "m");
        put_number(out, j->meaning[i].column);
        put_text(out, j->columns.v[j->meaning[i].column].header);
        put_text(out, j->meaning[i].text);
    }
    for (size_t i = 0; i < j->n_corrections; i++) {
        put_text(out, "c");
        put_number(out, import_table_line(j->table, j->correction[i].row));
        put_number(out, j->correction[i].column);
        put_text(out, j->correction[i].was);
        put_text(out, j->correction[i].text);
    }
}

static bool take_text(struct span *s, struct span *out)
{
    size_t n = 0, i = 0;
    while (i < s->n && s->p[i] >= '0' && s->p[i] <= '9' && n < ((size_t)1 << 24))
        n = n * 10 + (size_t)(s->p[i++] - '0');
    if (i == 0 || i == s->n || s->p[i] != ':' || n > s->n - i - 1)
        return false;
    *out = span_make(s->p + i + 1, n);
    *s = span_make(out->p + n, s->n - i - 1 - n);
    return true;
}

static bool take_number(struct span *s, unsigned long *out)
{
    struct span t;
    if (!take_text(s, &t) || !t.n || t.n > 9)
        return false;
    *out = 0;
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] < '0' || t.p[i] > '9')
            return false;
        *out = *out * 10 + (unsigned long)(t.p[i] - '0');
    }
    return true;
}

/* false: the draft ends or is broken here. */
static bool take_meaning(struct import_job *j, struct span *s, size_t *done)
{
    unsigned long column;
    struct span header, text;
    if (!take_number(s, &column) || !take_text(s, &header) || !take_text(s, &text))
        return false;
    if (column < j->columns.n && span_eq_str(header, j->columns.v[column].header) &&
        import_column_set(&j->columns, (unsigned)column, j->e, text, j->options.year,
                          j->who.today)) {
        struct buf b = {0};
        buf_add_span(&b, text);
        import_job_note_meaning(j, (unsigned)column, buf_str(&b));
        buf_release(&b);
        ++*done;
    }
    return true;
}

static bool take_correction(struct import_job *j, struct span *s, size_t *done)
{
    unsigned long line, column;
    struct span was, text;
    size_t row;
    if (!take_number(s, &line) || !take_number(s, &column) || !take_text(s, &was) ||
        !take_text(s, &text))
        return false;
    if (line <= UINT32_MAX && row_of_line(j->table, (uint32_t)line, &row) &&
        column < import_table_width(j->table) && utf8_valid(text) && nfc_is(text) &&
        span_eq(import_table_cell(j->table, row, (unsigned)column).text, was)) {
        import_job_put(j, row, (unsigned)column, text);
        ++*done;
    }
    return true;
}

const struct entity *import_job_draft_entity(struct span s)
{
    struct span name;
    struct buf b = {0};
    size_t head = sizeof magic - 1;
    if (s.n < head || memcmp(s.p, magic, head) != 0)
        return NULL;
    s = span_make(s.p + head, s.n - head);
    if (!take_text(&s, &name))
        return NULL;
    buf_add_span(&b, name);
    const struct entity *e = entity_by_name(buf_str(&b));
    buf_release(&b);
    return e;
}

size_t import_job_from_draft(struct import_job *j, struct span s)
{
    struct span name, charset, kind;
    struct buf b = {0};
    enum charset c;
    size_t done = 0, head = sizeof magic - 1;
    if (!j->table || !j->e || s.n < head || memcmp(s.p, magic, head) != 0)
        return 0;
    s = span_make(s.p + head, s.n - head);
    if (!take_text(&s, &name) || !take_text(&s, &charset) || !span_eq_str(name, j->e->name))
        return 0;
    buf_add_span(&b, charset);
    if (charset_by_name(buf_str(&b), &c) && c != j->charset &&
        import_job_set_charset(j, c, NULL) != STATUS_OK)
        j->planned = false;
    buf_release(&b);
    while (take_text(&s, &kind)) {
        bool more = span_eq_str(kind, "m")   ? take_meaning(j, &s, &done)
                    : span_eq_str(kind, "c") ? take_correction(j, &s, &done)
                                             : false;
        if (!more)
            break;
    }
    if (import_job_plan(j, NULL) != STATUS_OK)
        j->planned = false;
    j->draft_due = false;
    return done;
}
