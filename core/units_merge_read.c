/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Maps and answers from CSV files.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/rowsource.h"
#include "core/units_merge.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

enum { COLUMNS = 6, NAME_MAX_BYTES = 120 };

enum list_id { LIST_COMMUNES, LIST_HAMLETS, LIST_NAMES, LIST_SPECIAL };

/* What a list is recognised by; the wanted ones first, then those that may be missing. */
static const struct list {
    enum list_id id;
    int needed;
    const char *column[COLUMNS];
} lists[] = {
    {LIST_COMMUNES,
     2,
     {"old_commune_code", "new_commune_code", "partial", "kind", "date", "new_name"}},
    {LIST_HAMLETS, 3, {"old_hamlet_code", "new_hamlet_code", "date", "partial", "new_name"}},
    {LIST_NAMES, 4, {"effective_date", "code", "level", "new_name"}},
    {LIST_SPECIAL, 3, {"old_district_code", "new_commune_code", "new_name", "kind"}},
};
enum { OLD, NEW }; /* of communes and hamlets */

static const struct list answers = {
    LIST_HAMLETS, 2, {"old_hamlet_code", "new_code", "kind", "number"}};

struct reading {
    struct merge_input *in;
    enum unit_scheme scheme;
    const struct list *list;
    int column[COLUMNS];
    struct buf cell[COLUMNS];
    uint32_t line;
    bool answer;
};

/* ---- the input ---- */

void merge_add_row(struct merge_input *in, const struct merge_row *r)
{
    in->row = mem_realloc_array(in->row, in->rows + 1, sizeof *in->row);
    in->row[in->rows] = *r;
    in->row[in->rows++].name = r->name && *r->name ? mem_strdup(r->name) : NULL;
}

void merge_add_answer(struct merge_input *in, struct merge_answer a)
{
    in->answer = mem_realloc_array(in->answer, in->answers + 1, sizeof *in->answer);
    in->answer[in->answers++] = a;
}

void merge_input_release(struct merge_input *in)
{
    for (size_t i = 0; i < in->rows; i++)
        free(in->row[i].name);
    for (size_t i = 0; i < in->refusals; i++)
        free(in->refusal[i].text);
    free(in->row);
    free(in->answer);
    free(in->refusal);
    *in = (struct merge_input){0};
}

__attribute__((format(printf, 2, 3))) static void refuse(struct reading *r, const char *fmt, ...)
{
    struct buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    struct merge_input *in = r->in;
    in->refusal = mem_realloc_array(in->refusal, in->refusals + 1, sizeof *in->refusal);
    in->refusal[in->refusals++] = (struct merge_refusal){r->line, r->answer, buf_detach(&b)};
}

/* ---- cells ---- */

static bool has(const struct reading *r, int k)
{
    return r->column[k] >= 0 && r->cell[k].n > 0;
}

static const char *label(const struct reading *r, int k)
{
    return r->list->column[k];
}

static bool code_cell(struct reading *r, int k, enum unit_scheme scheme, enum unit_level level,
                      struct unit_key *out)
{
    if (unit_parse(buf_span(&r->cell[k]), scheme, out) && unit_level(*out) == level)
        return true;
    refuse(r,
           level == UNIT_HAMLET ? _("cột %s phải là mã thôn 8 chữ số, không phải '%s'")
                                : _("cột %s phải là mã xã 5 chữ số, không phải '%s'"),
           label(r, k), buf_str(&r->cell[k]));
    return false;
}

/* A day as lists or as people write it. */
static bool day_cell(struct reading *r, int k, day *out)
{
    struct pdate d;
    if (day_parse_iso(buf_span(&r->cell[k]), out))
        return true;
    if (pdate_parse(buf_span(&r->cell[k]), &d) && d.month) {
        *out = pdate_first(d);
        return true;
    }
    refuse(r, _("cột %s phải là một ngày, ví dụ 2026-03-01 hoặc 1/3/2026, không phải '%s'"),
           label(r, k), buf_str(&r->cell[k]));
    return false;
}

static bool name_cell(struct reading *r, int k, struct merge_row *row)
{
    if (has(r, k))
        row->name = (char *)buf_str(&r->cell[k]);
    if (!has(r, k) || r->cell[k].n <= NAME_MAX_BYTES)
        return true;
    refuse(r, _("cột %s dài quá"), label(r, k));
    return false;
}

static bool part_cell(struct reading *r, int k, struct merge_row *row)
{
    const char *s = has(r, k) ? buf_str(&r->cell[k]) : "0";
    row->part = strcmp(s, "1") == 0;
    if (row->part || strcmp(s, "0") == 0)
        return true;
    refuse(r, _("cột %s phải là 0 (cả đơn vị) hoặc 1 (một phần), không phải '%s'"), label(r, k), s);
    return false;
}

/* ---- rows ---- */

static void take_commune(struct reading *r)
{
    struct merge_row row = {.line = r->line, .from = UNIT_SCHEME_DAY};
    if (!code_cell(r, OLD, UNIT_PRE2025, UNIT_COMMUNE, &row.old) ||
        !code_cell(r, NEW, UNIT_2025, UNIT_COMMUNE, &row.now) || !part_cell(r, 2, &row) ||
        (has(r, 4) && !day_cell(r, 4, &row.from)) || !name_cell(r, 5, &row))
        return;
    row.kind = row.part ? UNIT_KIND_PART : UNIT_KIND_FULL;
    if (has(r, 3))
        row.kind = unit_kind_by_word(buf_span(&r->cell[3]));
    if (row.kind == UNIT_KIND_NONE)
        refuse(r, _("không hiểu '%s' ở cột %s"), buf_str(&r->cell[3]), label(r, 3));
    else
        merge_add_row(r->in, &row);
}

static void take_hamlet(struct reading *r)
{
    struct merge_row row = {.line = r->line};
    if (!code_cell(r, OLD, r->scheme, UNIT_HAMLET, &row.old) ||
        !code_cell(r, NEW, r->scheme, UNIT_HAMLET, &row.now) || !day_cell(r, 2, &row.from) ||
        !part_cell(r, 3, &row) || !name_cell(r, 4, &row))
        return;
    row.kind = row.part ? UNIT_KIND_PART : UNIT_KIND_FULL;
    merge_add_row(r->in, &row);
}

static void take_name(struct reading *r)
{
    struct merge_row row = {.line = r->line, .kind = UNIT_KIND_SAME};
    bool province = strcmp(buf_str(&r->cell[2]), "province") == 0;
    if (!day_cell(r, 0, &row.from) || !name_cell(r, 3, &row))
        return;
    if (province && r->cell[1].n == 2 && strspn(buf_str(&r->cell[1]), "0123456789") == 2) {
        row.old = unit_province(UNIT_2025, buf_str(&r->cell[1]));
    } else if (!unit_parse(buf_span(&r->cell[1]), UNIT_2025, &row.old) ||
               unit_level(row.old) == UNIT_COUNTRY) {
        refuse(r, _("cột %s phải là mã xã 5 chữ số, không phải '%s'"), label(r, 1),
               buf_str(&r->cell[1]));
        return;
    }
    row.now = row.old;
    if (!row.name)
        refuse(r, _("cột %s để trống hoặc dài quá"), label(r, 3));
    else
        merge_add_row(r->in, &row);
}

static bool blank(const struct reading *r)
{
    for (int k = 0; k < COLUMNS; k++)
        if (r->cell[k].n)
            return false;
    return true;
}

static void take_row(struct reading *r)
{
    if (blank(r))
        return;
    switch (r->list->id) {
    case LIST_COMMUNES:
        take_commune(r);
        break;
    case LIST_HAMLETS:
        take_hamlet(r);
        break;
    case LIST_NAMES:
        take_name(r);
        break;
    case LIST_SPECIAL: /* districts without communes, land without people: nobody moves */
        break;
    }
}

/* A household unless the row says otherwise: by export name, label or alias of the kinds. */
static bool kind_cell(struct reading *r, struct merge_answer *a)
{
    static const enum entity_id kinds[] = {ENTITY_HOUSEHOLD, ENTITY_CITIZEN, ENTITY_CLAN,
                                           ENTITY_ORGANISATION};
    struct buf want = {0}, have = {0};
    bool found = !has(r, 2);
    a->entity = ENTITY_HOUSEHOLD;
    fold_search(&want, buf_span(&r->cell[2]));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !found; i++) {
        const struct entity *e = entity_by_id(kinds[i]);
        const char *words[] = {e->name, e->label, e->plural};
        for (int k = 0; k < 3 && !found; k++) {
            buf_reset(&have);
            fold_search(&have, span_of(words[k]));
            found = span_eq(buf_span(&want), buf_span(&have));
        }
        a->entity = kinds[i];
    }
    if (!found)
        refuse(r, _("không hiểu '%s' ở cột %s"), buf_str(&r->cell[2]), label(r, 2));
    buf_release(&want);
    buf_release(&have);
    return found;
}

static void take_answer(struct reading *r)
{
    struct merge_answer a = {.line = r->line};
    if (!has(r, NEW)) /* not answered yet */
        return;
    if (has(r, OLD) && (!unit_parse(buf_span(&r->cell[OLD]), r->scheme, &a.old) ||
                        unit_level(a.old) > UNIT_COMMUNE)) {
        refuse(r, _("cột %s phải là mã thôn 8 chữ số, không phải '%s'"), label(r, OLD),
               buf_str(&r->cell[OLD]));
        return;
    }
    if (!unit_parse(buf_span(&r->cell[NEW]), UNIT_2025, &a.now) ||
        unit_level(a.now) > UNIT_COMMUNE) {
        refuse(r, _("cột %s phải là mã xã hoặc mã thôn mới, không phải '%s'"), label(r, NEW),
               buf_str(&r->cell[NEW]));
        return;
    }
    if (has(r, 3)) {
        char *end;
        unsigned long n = strtoul(buf_str(&r->cell[3]), &end, 10);
        if (*end || !n || n > UINT32_MAX) {
            refuse(r, _("cột %s phải là số của hộ, không phải '%s'"), label(r, 3),
                   buf_str(&r->cell[3]));
            return;
        }
        a.number = (uint32_t)n;
        if (!kind_cell(r, &a))
            return;
    }
    merge_add_answer(r->in, a);
}

/* ---- files ---- */

static bool is_list(struct reading *r, const struct list *l, const struct row *header)
{
    bool all = true;
    r->list = l;
    for (int k = 0; k < COLUMNS; k++) {
        r->column[k] = l->column[k] ? row_find_column(header, l->column[k]) : -1;
        all = all && (k >= l->needed || r->column[k] >= 0);
    }
    return all;
}

/* A map's columns of the official lists may bear other names too. */
static bool is_map(struct reading *r, const struct row *header)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (is_list(r, &lists[i], header))
            return true;
    return false;
}

static bool is_answers(struct reading *r, const struct row *header)
{
    static const char *const news[] = {"new_commune_code", "new_hamlet_code"};
    bool known = is_list(r, &answers, header);
    for (size_t i = 0; i < 2 && r->column[NEW] < 0; i++)
        r->column[NEW] = row_find_column(header, news[i]);
    /* the numbers of households are enough when only one hamlet is split */
    return known || (r->column[NEW] >= 0 && (r->column[OLD] >= 0 || r->column[3] >= 0));
}

/* Two columns of codes and no header. */
static bool is_bare(struct reading *r, const struct row *first)
{
    struct unit_key u;
    r->list = &answers;
    for (int k = 0; k < COLUMNS; k++)
        r->column[k] = k < 2 ? k : -1;
    return first->n >= 2 && unit_parse(first->cells[0], r->scheme, &u) &&
           unit_parse(first->cells[1], UNIT_2025, &u);
}

static void take_cells(struct reading *r, const struct row *row)
{
    for (int k = 0; k < COLUMNS; k++) {
        buf_reset(&r->cell[k]);
        if (r->column[k] >= 0 && (unsigned)r->column[k] < row->n)
            nfc_add(&r->cell[k], span_trim(row->cells[r->column[k]]));
    }
}

static bool is_utf8(const struct row *row)
{
    for (unsigned i = 0; i < row->n; i++)
        if (!utf8_valid(row->cells[i]))
            return false;
    return true;
}

static bool take_table(struct reading *r, const struct row_table *table)
{
    size_t first = 1;
    bool known = false;
    if (table->n) {
        struct row header = row_table_row(table, 0);
        known = r->answer ? is_answers(r, &header) : is_map(r, &header);
        if (!known && r->answer && is_bare(r, &header))
            known = true, first = 0;
    }
    for (size_t i = first; known && i < table->n; i++) {
        struct row row = row_table_row(table, i);
        r->line = row.line;
        if (!is_utf8(&row)) {
            refuse(r, _("chữ không phải UTF-8; hãy đổi tệp bằng 'hoctap convert' trước"));
            continue;
        }
        take_cells(r, &row);
        if (r->answer)
            take_answer(r);
        else
            take_row(r);
    }
    for (int k = 0; k < COLUMNS; k++)
        buf_release(&r->cell[k]);
    return known;
}

bool merge_take_table(struct merge_input *in, enum unit_scheme scheme, const struct row_table *t,
                      bool of_answers)
{
    struct reading r = {.in = in, .scheme = scheme, .answer = of_answers};
    return take_table(&r, t);
}

static enum status read_file(struct reading *r, const char *path, struct detail *d)
{
    struct row_source_options o = {.format = FOREIGN_CSV};
    struct row_table table = {0};
    enum status s = row_table_read(&table, path, &o, d);
    bool known = s == STATUS_OK && take_table(r, &table);
    row_table_release(&table);
    if (s != STATUS_OK || known)
        return s;
    return r->answer
               ? detail_set(d, STATUS_INVALID,
                            _("%s: không phải tệp trả lời. Dòng đầu phải có các cột "
                              "old_hamlet_code,new_code; làm tệp mẫu bằng --dry-run --answers."),
                            path)
               : detail_set(d, STATUS_INVALID,
                            _("%s: không phải tệp sáp nhập. Dòng đầu phải có các cột "
                              "old_commune_code,new_commune_code,partial,kind hoặc "
                              "old_hamlet_code,new_hamlet_code,date."),
                            path);
}

enum status merge_read_map(struct merge_input *in, enum unit_scheme scheme, const char *path,
                           struct detail *d)
{
    struct reading r = {.in = in, .scheme = scheme};
    return read_file(&r, path, d);
}

enum status merge_read_answers(struct merge_input *in, enum unit_scheme scheme, const char *path,
                               struct detail *d)
{
    struct reading r = {.in = in, .scheme = scheme, .answer = true};
    return read_file(&r, path, d);
}
