/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Official lists of units into BOOK_UNIT: `units import FILE`. The lists are not shipped; which one
 * a file is, its header line says (columns in any order, others are not read):
 *
 *     provinces     code name type                    both schemes: the names tell which
 *     districts     code name type province_code      3-digit codes; kept as names only
 *     communes      code name type province_code      5-digit codes: since 1/7/2025
 *     communes      code name type district_code province_code              on 30/6/2025
 *     closed        code name district_code district_name province_code last_snapshot
 *     mapping       old_commune_code new_commune_code partial kind
 *     changes       effective_date code level old_name new_name             since 1/7/2025
 *     spellings     code scheme name variant
 *     other codes   code name variant_code
 *
 * CSV in UTF-8; codes are text with their leading zeros. Importing a list again changes nothing. A
 * row that cannot be right is refused by itself. It knows no terminal.
 */
#ifndef CORE_UNITS_IMPORT_H
#define CORE_UNITS_IMPORT_H

#include "core/book.h"

enum { UNITS_NOTES = 20 };

struct units_note {
    uint32_t line;
    char text[200]; /* translated, without the line */
};

struct units_result {
    const char *list; /* N_(): which list it was */
    unsigned rows;    /* behind the header, blank ones not counted */
    unsigned added, changed, unchanged, refused;
    unsigned notes; /* of refused rows: the first UNITS_NOTES */
    struct units_note note[UNITS_NOTES];
};

/* program: hoctap-file, NULL = beside this program. STATUS_INVALID: not a list that is known, d
 * says which columns are expected; nothing was written. Refused rows leave STATUS_OK. */
enum status units_import(struct book *b, const struct caller *who, const char *path,
                         const char *program, struct units_result *out, struct detail *d) NODISCARD;

#endif
