/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One field of one DBF record as text. Knows no file.
 */
#ifndef CORE_FOREIGN_DBFCELL_H
#define CORE_FOREIGN_DBFCELL_H

#include "core/foreign/dbf.h"

/* The field's raw bytes, or appended to text when they must be written differently; then the span
 * points into text, which must have room for DBFCELL_MAX bytes. */
enum { DBFCELL_MAX = 64 };
struct span dbfcell_text(const struct dbf_field *f, struct span raw, struct buf *text);

#endif
