/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What .xls (xls.h) and .xlsx (xlsx.h) have in common: sheets, and numbers that are shown as dates.
 *
 * - A cell is given as people see it: 1970 and not 1970.0, a date as a date. How a number is to be
 *   read only its format tells ("dd/mm/yyyy").
 * - Dates are YYYY-MM-DD, with "HH:MM:SS" behind when the format shows a time and it is not
 *   midnight; a time of day alone is HH:MM or HH:MM:SS; a format of the year alone gives the year.
 * - Days count from 1 January 1900, which is day 1, with a 29 February 1900 (day 60) that never
 *   was: it is given as it is counted, and refused as a date later. Files of old Macs count from
 *   1 January 1904, which is day 0.
 */
#ifndef CORE_FOREIGN_EXCEL_H
#define CORE_FOREIGN_EXCEL_H

#include "core/foreign/reader.h"

enum { EXCEL_SHEETS_MAX = 256, EXCEL_ROWS = 1 << 20 };

struct excel_sheet {
    char *name;    /* UTF-8 */
    uint32_t rows; /* that hold something; 0 until counted */
    bool hidden;
    uint64_t at; /* the reader's own business */
    char *part;  /* the same */
};

struct excel_sheets {
    struct excel_sheet *v;
    unsigned n, chosen;
};

void excel_sheets_add(struct excel_sheets *s, struct excel_sheet sheet); /* takes name and part */
void excel_sheets_release(struct excel_sheets *s);
/* Chooses by name (also without case and marks) or by number from 1; NULL or "": the first that is
 * not hidden. false: there is none. */
bool excel_sheets_choose(struct excel_sheets *s, const char *wanted);
/* Chooses the next one that is not hidden; false: there is none. */
bool excel_sheets_advance(struct excel_sheets *s);

enum excel_look {
    EXCEL_NUMBER,
    EXCEL_PERCENT,
    EXCEL_ZEROS, /* at least `digits` digits, as for phone numbers */
    EXCEL_DATE,
    EXCEL_TIME,
    EXCEL_DATETIME,
    EXCEL_YEAR,
};

struct excel_format {
    uint8_t look; /* enum excel_look */
    uint8_t digits;
};

/* Of a format code; of a built-in format by its number. */
struct excel_format excel_format_read(struct span code);
struct excel_format excel_format_builtin(unsigned id);
void excel_add_number(struct buf *out, double v, struct excel_format f, bool since_1904);

#endif
