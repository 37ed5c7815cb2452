/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of cells as bytes, on their way from core/export to the program that writes .xlsx. A cell is
 * one byte what it is, four bytes its length (the lowest first) and its text; a row ends with a
 * SHEET_ROW_END. Both ends are of one version; nothing is stored this way.
 */
#ifndef CORE_SHEET_STREAM_H
#define CORE_SHEET_STREAM_H

#include "locale/buf.h"

enum sheet_cell {
    SHEET_TEXT = 't',
    SHEET_INTEGER = 'i',    /* digits as they are: a year is no 2.026 */
    SHEET_MONEY = 'm',      /* whole đồng */
    SHEET_HUNDREDTHS = 'h', /* 6520 is 65,20 */
    SHEET_DATE = 'd',       /* 2026-09-28, 1900 or later */
    SHEET_ROW_END = 'e',
};

enum { SHEET_YEAR_MIN = 1900 };

void sheet_put(struct buf *out, enum sheet_cell kind, struct span text);
/* Takes the next cell off s. false at the end, and where the bytes are none (then s is not empty).
 */
bool sheet_take(struct span *s, enum sheet_cell *kind, struct span *text);

#endif
