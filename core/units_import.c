/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/units_import.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/audit.h"
#include "core/rowsource.h"
#include "core/unitbook_builtin.h"
#include "core/units_list.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

/* The most telling columns first: a list that has all of these is that list. */
static const struct units_list lists[] = {
    {N_("xã đã đóng mã trước 7/2025"),
     {"code", "name", "district_code", "province_code", "last_snapshot"},
     units_take_closed},
    {N_("xã trước 7/2025"),
     {"code", "name", "type", "district_code", "province_code"},
     units_take_commune_pre2025},
    {N_("xã từ 7/2025, hoặc huyện trước 7/2025"),
     {"code", "name", "type", "province_code"},
     units_take_commune_or_district},
    {N_("xã cũ thành xã mới"),
     {"old_commune_code", "new_commune_code", "partial", "kind"},
     units_take_mapping},
    {N_("đổi tên từ 7/2025"),
     {"effective_date", "code", "level", "old_name", "new_name"},
     units_take_change},
    {N_("cách viết khác của tên"), {"code", "scheme", "name", "variant"}, units_take_spelling},
    {N_("mã khác của xã"), {"code", "name", "variant_code"}, units_take_code},
    {N_("tỉnh"), {"code", "name", "type"}, units_take_province},
};

static const struct units_list *recognise(const struct row *header, int column[UNITS_COLUMNS])
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        bool all = true;
        for (int k = 0; k < UNITS_COLUMNS && lists[i].column[k] && all; k++) {
            column[k] = row_find_column(header, lists[i].column[k]);
            all = column[k] >= 0;
        }
        if (all)
            return &lists[i];
    }
    return NULL;
}

void units_refuse(struct units_job *j, const char *fmt, ...)
{
    struct units_result *r = j->result;
    va_list ap;
    j->refused = true;
    r->refused++;
    if (r->notes == UNITS_NOTES)
        return;
    struct units_note *n = &r->note[r->notes++];
    struct detail d = {0};
    struct buf text = {0};
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    (void)detail_set(&d, STATUS_OK, "%s", buf_str(&text));
    utf8_copy(n->text, sizeof n->text, span_of(d.text));
    n->line = j->line;
    buf_release(&text);
}

void units_count(struct units_job *j, enum unit_stored how)
{
    if (how == UNIT_NEW)
        j->result->added++;
    else if (how == UNIT_CHANGED)
        j->result->changed++;
    else
        j->result->unchanged++;
}

/* The cells of the list's columns as NFC text. false for a blank row; a row of broken UTF-8 is
 * refused. */
static bool take_cells(struct units_job *j, const struct row *row, const int column[UNITS_COLUMNS])
{
    bool blank = true;
    for (int k = 0; k < UNITS_COLUMNS && j->list->column[k]; k++) {
        struct span s = {"", 0};
        if (column[k] >= 0 && (unsigned)column[k] < row->n)
            s = span_trim(row->cells[column[k]]);
        buf_reset(&j->cell[k]);
        nfc_add(&j->cell[k], s);
        blank = blank && s.n == 0;
        if (!utf8_valid(s)) {
            units_refuse(j, _("chữ không phải UTF-8; hãy đổi tệp bằng 'hoctap convert' trước"));
            return false;
        }
    }
    return !blank;
}

struct import {
    const struct row_table *table;
    const struct units_list *list;
    int column[UNITS_COLUMNS];
    struct units_result *result;
};

static enum status write_rows(struct book_tx *t, void *context)
{
    struct import *m = context;
    struct units_job j = {.t = t, .list = m->list, .result = m->result};
    *m->result = (struct units_result){.list = m->list->label};
    j.scheme = units_scheme_of_provinces(m->table, m->column);
    for (size_t i = 1; i < m->table->n; i++) {
        struct row row = row_table_row(m->table, i);
        unsigned before = m->result->refused;
        j.line = row.line;
        j.refused = false;
        if (take_cells(&j, &row, m->column))
            m->list->take(&j);
        else if (m->result->refused == before)
            continue; /* blank */
        m->result->rows++;
    }
    for (int k = 0; k < UNITS_COLUMNS; k++)
        buf_release(&j.cell[k]);
    if (m->result->added + m->result->changed > 0 && store_tx_status(t->tx) == STATUS_OK)
        audit_add(t, AUDIT_UNITS, NULL, NULL, m->result->added + m->result->changed);
    return store_tx_status(t->tx);
}

static enum status may_import(struct book_tx *t, void *context)
{
    (void)context;
    return book_may(t, ACCESS_DECIDE, t->book->commune);
}

enum status units_import(struct book *b, const struct caller *who, const char *path,
                         const char *program, struct units_result *out, struct detail *d)
{
    struct row_source_options o = {.program = program, .format = FOREIGN_CSV};
    struct row_table table = {0};
    struct import m = {.table = &table, .result = out};
    enum status s = book_read(b, who, may_import, NULL, d); /* before a file is opened */
    *out = (struct units_result){0};
    if (s == STATUS_OK)
        s = row_table_read(&table, path, &o, d);
    if (s == STATUS_OK && table.n > 0) {
        struct row header = row_table_row(&table, 0);
        m.list = recognise(&header, m.column);
    }
    if (s == STATUS_OK && !m.list)
        s = detail_set(d, STATUS_INVALID,
                       _("%s: không phải danh mục đơn vị hành chính. Dòng đầu phải có các cột như "
                         "code,name,type,province_code hoặc old_commune_code,new_commune_code,"
                         "partial,kind."),
                       path);
    if (s == STATUS_OK)
        s = book_write(b, who, write_rows, &m, d);
    row_table_release(&table);
    return s;
}
