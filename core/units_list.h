/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rows of each official list do (core/units_import.h). Only units_*.c include this.
 */
#ifndef CORE_UNITS_LIST_H
#define CORE_UNITS_LIST_H

#include "core/rowsource.h"
#include "core/unitrow.h"
#include "core/units_import.h"

enum { UNITS_COLUMNS = 6 };

struct units_job;

struct units_list {
    const char *label;                 /* N_() */
    const char *column[UNITS_COLUMNS]; /* what it is recognised by, and all that is read */
    void (*take)(struct units_job *j); /* one row: stores, counts or refuses it */
};

/* One row at work. cell[k] is the text of list->column[k]. */
struct units_job {
    struct book_tx *t;
    const struct units_list *list;
    struct units_result *result;
    enum unit_scheme scheme; /* of a list of provinces */
    uint32_t line;
    bool refused;
    struct buf cell[UNITS_COLUMNS];
    struct unit_key old_province, new_province; /* the last pair that a mapping linked */
};

void units_take_province(struct units_job *j);
void units_take_commune_or_district(struct units_job *j);
void units_take_commune_pre2025(struct units_job *j);
void units_take_closed(struct units_job *j);
void units_take_mapping(struct units_job *j);
void units_take_change(struct units_job *j);
void units_take_spelling(struct units_job *j);
void units_take_code(struct units_job *j);

/* The two lists of provinces have one header; the rows tell: more of them are in the one or the
 * other built-in table. */
enum unit_scheme units_scheme_of_provinces(const struct row_table *t, const int column[]);

/* fmt: translated sentence part without the line. */
void units_refuse(struct units_job *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void units_count(struct units_job *j, enum unit_stored how);

#endif
