/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader of CSV over a text that is whole in memory. Bytes >= 0x80 are opaque: the charset is
 * found later, from the cells. Of our own, because libcsv trims cells, drops blank lines, gives no
 * position and swallows the rest of a file after an unclosed quote.
 *
 * - A cell that begins with a quote goes on to the closing quote: separators and line breaks inside
 *   belong to it and "" is one quote. What stands between the closing quote and the separator is
 *   kept. A quote elsewhere is an ordinary character. Cells are never trimmed; NUL bytes stay.
 * - Lines end with LF, CR LF or CR; the last may have no end. Lines without a byte give no row but
 *   count. A row's line is the physical line on which it begins.
 * - FOREIGN_ERROR_OPEN_QUOTE names the line and offset of the quote. It also comes when a quoted
 *   cell of several lines is followed by text: then its quote closed at the opening quote of a
 *   later cell, and rows would vanish in it without a word.
 * - A row that begins with one Ctrl-Z at the end of the text is DOS's end of file, no row.
 */
#ifndef CORE_FOREIGN_CSV_H
#define CORE_FOREIGN_CSV_H

#include "core/foreign/reader.h"

struct csv {
    char *p; /* the text; quoted cells are unescaped in place, so it can be read only once */
    size_t n, pos;
    uint32_t line; /* of pos, from 1 */
    char sep;
};

/* Borrows the text. sep is any ASCII character but a quote or line break. */
void csv_init(struct csv *c, char *text, size_t n, char sep);
enum foreign_step csv_next(struct csv *c, struct foreign_row *row, struct foreign_fault *fault);

/* Takes the first line "sep=X", as Excel writes it, off the text. true: *sep is X. */
bool csv_take_sep_line(struct csv *c, char *sep);

/* The one of , ; TAB | that cuts the first records into rows of the most and the most even width;
 * ',' when none does. Does not change the text. */
char csv_sniff(struct span text);

#endif
