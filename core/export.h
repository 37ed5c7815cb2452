/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records out of the book: `hoctap export` and `hoctap list`. It knows no file and no terminal:
 * bytes go to a sink.
 *
 * - The sink is called outside transactions, with pieces of some megabytes: a slow pipe holds
 *   nobody up, and memory stays bounded. The records of a commune are one piece, so one snapshot.
 *   A larger export goes on behind the last key; a record that is moved to another hamlet in that
 *   very minute may then be missed or come twice.
 * - Only what the caller may read comes out; STATUS_DENIED when that is nothing of options->unit.
 * - Fields that need consent (phone, ethnic group) are left out of CSV and null in JSON unless
 *   `private` is set, which asks for the right to decide (officer, admin): a file travels further
 *   than a screen.
 *
 * CSV: UTF-8 with a byte order mark, CRLF, commas; the headers are the Vietnamese labels of the
 * entity table, which import matches. In the order: running number (Số), the fields, for subjects
 * the columns "ĐK GĐHT 2023", "CN GĐHT 2023", .. of every year that has a record (x), id. Cells
 * are texts that import reads back to the same value: a place or a reference whose name alone would
 * not be found again bears its code or its id. A text that a spreadsheet would take for a formula
 * gets a leading ', which import takes off.
 *
 * The years say who registered and who was recognised; the steps between are in `export title`.
 */
#ifndef CORE_EXPORT_H
#define CORE_EXPORT_H

#include "core/find.h"

typedef enum status (*export_sink)(void *context, struct span bytes);

struct export_options {
    struct unit_key unit; /* zero: all the caller may see */
    int year; /* only this year: columns of subjects, records that are of a year; 0 all */
    bool private;
    size_t piece; /* bytes after which a transaction ends; 0 = 16 MiB. For tests */
};

enum status export_csv(struct book *b, const struct caller *who, const struct entity *e,
                       const struct export_options *o, export_sink sink, void *context,
                       struct detail *d) NODISCARD;
/* [{..},\n{..}] and a newline: record_add_json() of each. */
enum status export_json(struct book *b, const struct caller *who, const struct entity *e,
                        const struct export_options *o, export_sink sink, void *context,
                        struct detail *d) NODISCARD;

/* The same cells as CSV, for a program that writes spreadsheets: sheet_stream.h tells their bytes.
 * The first row has one cell, the entity's label; the second one the headers. Texts have no leading
 * ': the program must write them as texts, never as formulas. */
enum status export_sheet(struct book *b, const struct caller *who, const struct entity *e,
                         const struct export_options *o, export_sink sink, void *context,
                         struct detail *d) NODISCARD;

/* The records that find_ids() finds, in its order; without what needs consent. */
enum status list_json(struct book *b, const struct caller *who, const struct entity *e,
                      const struct find_options *o, export_sink sink, void *context,
                      struct detail *d) NODISCARD;
/* For people: a head line, a line a record with the fields of the ordinary list, numbers to the
 * right, an empty line and "1.201 hộ". width: columns of the terminal, cells are cut to fit ('…');
 * 0: no terminal, nothing is cut. Widths are those of the first 500 records. */
enum status list_text(struct book *b, const struct caller *who, const struct entity *e,
                      const struct find_options *o, size_t width, export_sink sink, void *context,
                      struct detail *d) NODISCARD;

#endif
