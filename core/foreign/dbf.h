/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader of DBF (dBase III and IV, FoxPro, Visual FoxPro) that is whole in memory, over shapelib.
 * shapelib believes the header (fields beyond the record, negative counts, no fields), so the
 * header is checked and laid out here first; shapelib then fetches the records.
 *
 * - The first row holds the names of the fields, line 1. Record k (from 1) is line k + 1; deleted
 *   records give no row but count, so line = record number + 1.
 * - Cells: C without trailing blanks; N, F without blanks; L "T", "F" or ""; D YYYY-MM-DD; of
 *   FoxPro I, B (double), Y (currency) in decimals, T "YYYY-MM-DD HH:MM:SS" (the day alone at
 *   midnight), V and Q at their length; a null of FoxPro is empty. A date that is none stays as it
 *   stands; other types are given as they stand. The column of FoxPro's null flags is no column.
 * - A file with a memo, general or picture field is refused (FOREIGN_ERROR_MEMO_FIELD and the
 *   field's name): its text is in another file. dBase 7: FOREIGN_ERROR_UNSUPPORTED.
 * - A file shorter than its records: FOREIGN_ERROR_TRUNCATED after the whole ones, line = the
 *   first that lacks.
 */
#ifndef CORE_FOREIGN_DBF_H
#define CORE_FOREIGN_DBF_H

#include "core/foreign/reader.h"

struct dbf;

struct dbf_field {
    char type;
    bool nullable;
    unsigned at, width;  /* bytes in the record, which begins with the mark of deletion */
    unsigned null_bit;   /* of a nullable one */
    unsigned length_bit; /* of V and Q: set = the last byte tells the length */
    struct span name;
};

/* Borrows the file. NULL: *fault says why. */
struct dbf *dbf_open(struct span file, struct foreign_fault *fault);
enum foreign_step dbf_next(struct dbf *d, struct foreign_row *row, struct foreign_fault *fault);
const struct dbf_field *dbf_fields(const struct dbf *d, unsigned *n);
void dbf_close(struct dbf *d); /* NULL is fine */

#endif
