/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/units_list.h"

#include <string.h>

#include "core/unitbook_builtin.h"
#include "locale/utf8.h"

enum { NAME_MAX_BYTES = 120 };

enum unit_scheme units_scheme_of_provinces(const struct row_table *t, const int column[])
{
    size_t old = 0, now = 0;
    for (size_t i = 1; i < t->n; i++) {
        struct row r = row_table_row(t, i);
        if ((unsigned)column[0] >= r.n || (unsigned)column[1] >= r.n)
            continue;
        struct span code = span_trim(r.cells[column[0]]), name = span_trim(r.cells[column[1]]);
        if (code.n != 2)
            continue;
        const char *a = unit_builtin_name(unit_province(UNIT_PRE2025, code.p));
        const char *b = unit_builtin_name(unit_province(UNIT_2025, code.p));
        old += a && span_eq_str(name, a);
        now += b && span_eq_str(name, b);
    }
    return old > now ? UNIT_PRE2025 : UNIT_2025;
}

static bool is_digits(const struct buf *b, size_t n)
{
    return b->n == n && strspn(buf_str(b), "0123456789") == n;
}

/* The cell as a code of n digits, else the row is refused. */
static bool code_cell(struct units_job *j, int k, size_t n)
{
    if (is_digits(&j->cell[k], n))
        return true;
    units_refuse(j, _("cột %s phải có %zu chữ số, không phải '%s'"), j->list->column[k], n,
                 buf_str(&j->cell[k]));
    return false;
}

static bool name_cell(struct units_job *j, int k)
{
    if (j->cell[k].n > 0 && j->cell[k].n <= NAME_MAX_BYTES)
        return true;
    units_refuse(j, _("cột %s để trống hoặc dài quá"), j->list->column[k]);
    return false;
}

static struct unit_key commune_key(enum unit_scheme scheme, const struct buf *code)
{
    struct unit_key k;
    memset(k.c, '0', sizeof k.c);
    k.c[0] = (char)scheme;
    memcpy(k.c + 1, code->p, 5);
    return k;
}

static void load(struct units_job *j, struct unit_key key, struct unit_row *row)
{
    (void)unitrow_load(j->t, key, row); /* a new row, else */
    row->key = key;
}

static void store(struct units_job *j, struct unit_row *row)
{
    units_count(j, unitrow_store(j->t, row));
    unitrow_release(row);
}

void units_take_province(struct units_job *j)
{
    struct unit_row row;
    if (!code_cell(j, 0, 2) || !name_cell(j, 1))
        return;
    struct unit_key key = unit_province(j->scheme, j->cell[0].p);
    const char *builtin = unit_builtin_name(key);
    load(j, key, &row);
    bool changed = unitrow_set_name(&row, 0, buf_span(&j->cell[1]));
    if (builtin && !changed) {
        j->result->unchanged++; /* what is built in needs no row */
        unitrow_release(&row);
        return;
    }
    row.official = true;
    row.from = j->scheme == UNIT_2025 ? UNIT_SCHEME_DAY : 0;
    row.to = j->scheme == UNIT_PRE2025 ? UNIT_SCHEME_DAY - 1 : 0;
    unitrow_set_parent(&row, UNIT_VN, 0, 0);
    store(j, &row);
}

static void take_district(struct units_job *j)
{
    struct unit_row row;
    if (!name_cell(j, 1) || !code_cell(j, 3, 2))
        return;
    load(j, unit_district_key(j->cell[0].p), &row);
    row.official = true;
    row.to = UNIT_SCHEME_DAY - 1;
    unitrow_set_name(&row, 0, buf_span(&j->cell[1]));
    unitrow_set_parent(&row, unit_province(UNIT_PRE2025, j->cell[3].p), 0, 0);
    store(j, &row);
}

/* cells: code, name, .., province code at index `province` */
static void take_commune(struct units_job *j, enum unit_scheme scheme, int province,
                         const char *district, day to)
{
    struct unit_row row;
    if (!code_cell(j, 0, 5) || !name_cell(j, 1) || !code_cell(j, province, 2))
        return;
    struct unit_key above = unit_province(scheme, j->cell[province].p);
    /* a closed code may be of a province that ended long before (Hà Tây, 28) */
    if (!unit_builtin_name(above) && (to == 0 || to == UNIT_SCHEME_DAY - 1)) {
        units_refuse(j, _("không có tỉnh mã %s"), buf_str(&j->cell[province]));
        return;
    }
    load(j, commune_key(scheme, &j->cell[0]), &row);
    row.official = true;
    row.from = scheme == UNIT_2025 ? UNIT_SCHEME_DAY : 0;
    row.to = to;
    unitrow_set_name(&row, 0, buf_span(&j->cell[1]));
    unitrow_set_parent(&row, above, 0, 0);
    if (district)
        memcpy(row.district, district, 3);
    store(j, &row);
}

void units_take_commune_or_district(struct units_job *j)
{
    if (is_digits(&j->cell[0], 3))
        take_district(j);
    else
        take_commune(j, UNIT_2025, 3, NULL, 0);
}

void units_take_commune_pre2025(struct units_job *j)
{
    if (code_cell(j, 3, 3))
        take_commune(j, UNIT_PRE2025, 4, buf_str(&j->cell[3]), UNIT_SCHEME_DAY - 1);
}

/* The last snapshot in which a code stood: it ended soon after, and no source says when. */
void units_take_closed(struct units_job *j)
{
    day last;
    if (!code_cell(j, 2, 3))
        return;
    if (!day_parse_iso(buf_span(&j->cell[4]), &last)) {
        units_refuse(j, _("cột %s phải là ngày viết năm-tháng-ngày, không phải '%s'"),
                     j->list->column[4], buf_str(&j->cell[4]));
        return;
    }
    take_commune(j, UNIT_PRE2025, 3, buf_str(&j->cell[2]), last);
}

/* Every old province went whole into one new one, so it follows its communes. */
static void link_provinces(struct units_job *j, struct unit_key old, struct unit_key now)
{
    struct unit_row row;
    struct unit_link l = {.other = now, .successor = true, .kind = UNIT_KIND_FULL};
    if (unit_eq(old, j->old_province) && unit_eq(now, j->new_province))
        return;
    j->old_province = old;
    j->new_province = now;
    if (unit_level(old) != UNIT_PROVINCE || unit_level(now) != UNIT_PROVINCE)
        return;
    load(j, old, &row);
    if (unitrow_add_link(&row, l))
        (void)unitrow_store(j->t, &row);
    unitrow_release(&row);
    load(j, now, &row);
    l = (struct unit_link){.other = old, .kind = UNIT_KIND_FULL};
    if (unitrow_add_link(&row, l))
        (void)unitrow_store(j->t, &row);
    unitrow_release(&row);
}

void units_take_mapping(struct units_job *j)
{
    struct unit_row old = {0}, now = {0};
    if (!code_cell(j, 0, 5) || !code_cell(j, 1, 5) || !code_cell(j, 2, 1))
        return;
    enum unit_kind kind = unit_kind_by_word(buf_span(&j->cell[3]));
    if (kind == UNIT_KIND_NONE) {
        units_refuse(j, _("không hiểu '%s' ở cột %s"), buf_str(&j->cell[3]), j->list->column[3]);
        return;
    }
    bool part = j->cell[2].p[0] != '0';
    load(j, commune_key(UNIT_PRE2025, &j->cell[0]), &old);
    load(j, commune_key(UNIT_2025, &j->cell[1]), &now);
    if (!old.names || !now.names) {
        units_refuse(j, _("chưa có xã %s; hãy nhập danh mục xã trước 7/2025 và từ 7/2025 trước"),
                     buf_str(&j->cell[old.names ? 1 : 0]));
    } else {
        bool fresh = true;
        for (size_t i = 0; i < old.links; i++)
            fresh = fresh && !(old.link[i].successor && unit_eq(old.link[i].other, now.key));
        bool a = unitrow_add_link(
            &old,
            (struct unit_link){.other = now.key, .successor = true, .part = part, .kind = kind});
        bool b = unitrow_add_link(&now,
                                  (struct unit_link){.other = old.key, .part = part, .kind = kind});
        if (a)
            (void)unitrow_store(j->t, &old);
        if (b)
            (void)unitrow_store(j->t, &now);
        units_count(j, !a && !b ? UNIT_SAME : fresh ? UNIT_NEW : UNIT_CHANGED);
        link_provinces(j, unitrow_parent(&old, 0), unitrow_parent(&now, 0));
    }
    unitrow_release(&old);
    unitrow_release(&now);
}

void units_take_change(struct units_job *j)
{
    struct unit_row row;
    bool province = strcmp(buf_str(&j->cell[2]), "province") == 0;
    day from;
    if (!day_parse_iso(buf_span(&j->cell[0]), &from) || from < UNIT_SCHEME_DAY) {
        units_refuse(j, _("cột %s phải là ngày từ 2025-07-01, không phải '%s'"), j->list->column[0],
                     buf_str(&j->cell[0]));
        return;
    }
    if (!code_cell(j, 1, province ? 2 : 5) || !name_cell(j, 4))
        return;
    load(j, province ? unit_province(UNIT_2025, j->cell[1].p) : commune_key(UNIT_2025, &j->cell[1]),
         &row);
    if (!row.names) {
        units_refuse(j, _("chưa có đơn vị mã %s; hãy nhập danh mục xã trước"),
                     buf_str(&j->cell[1]));
        unitrow_release(&row);
        return;
    }
    if (unitrow_set_name(&row, from, buf_span(&j->cell[4]))) {
        (void)unitrow_store(j->t, &row);
        j->result->changed++; /* also a built-in province that had no row of its own */
    } else {
        j->result->unchanged++;
    }
    unitrow_release(&row);
}

/* The unit of a code in the scheme that a cell names; refused when there is none. */
static bool known_commune(struct units_job *j, enum unit_scheme scheme, struct unit_row *row)
{
    load(j, commune_key(scheme, &j->cell[0]), row);
    if (row->names)
        return true;
    units_refuse(j, _("chưa có đơn vị mã %s; hãy nhập danh mục xã trước"), buf_str(&j->cell[0]));
    unitrow_release(row);
    return false;
}

void units_take_spelling(struct units_job *j)
{
    struct unit_row row;
    const char *word = buf_str(&j->cell[1]);
    if (!code_cell(j, 0, 5) || !name_cell(j, 3))
        return;
    if (strcmp(word, "2025") != 0 && strcmp(word, "pre2025") != 0) {
        units_refuse(j, _("không hiểu '%s' ở cột %s"), word, j->list->column[1]);
        return;
    }
    if (!known_commune(j, word[0] == 'p' ? UNIT_PRE2025 : UNIT_2025, &row))
        return;
    unitrow_add_variant(&row, buf_span(&j->cell[3]));
    store(j, &row);
}

void units_take_code(struct units_job *j)
{
    struct unit_row row, bearer;
    if (!code_cell(j, 0, 5) || !code_cell(j, 2, 5) || !known_commune(j, UNIT_2025, &row))
        return;
    struct unit_key code = commune_key(UNIT_2025, &j->cell[2]);
    bool taken = unitrow_load(j->t, code, &bearer);
    unitrow_release(&bearer);
    if (taken) {
        units_refuse(j, _("mã %s là của một xã khác"), buf_str(&j->cell[2]));
        unitrow_release(&row);
        return;
    }
    unitrow_add_code(&row, code, 0, 0);
    store(j, &row);
}
