/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What hoctap-file says to hoctap. hoctap-file reads ONE file from descriptor 0 and writes frames
 * to descriptor 1; it has an empty environment, no store and limits on memory, time and sizes.
 * Cells are raw bytes as the file has them (their charset is found later, by the column), except
 * that UTF-16 text is already UTF-8.
 *
 * Frame: 1 byte kind, u32 length, payload. All integers little-endian.
 *   'F' format, first frame: u8 enum foreign_format, u8 separator (CSV; 0 else),
 *       u8 charset_hint (enum foreign_hint), u8 quote
 *   'C' one per column, only for DBF: u8 type letter, u8 width, name bytes (the header row follows
 *       as an ordinary row too, so that the reader above needs no second path)
 *   'S' one per sheet of an Excel file, in their order, after the rows (of the sheet that was
 *       chosen): u8 1 = hidden, 2 = chosen, u32 rows that hold something, name bytes (UTF-8)
 *   'R' row: u32 line (line in the file on which the row begins; record number for DBF, the header
 *       being 1; row number of an Excel sheet), u16 cells, then per cell u32 length and bytes.
 *       With the length's highest bit (FOREIGN_FILLED) the cell is merged with one above, whose
 *       text it has
 *   'X' error, last frame: u8 enum foreign_error, u64 line or record, u64 byte offset, detail bytes
 *       (ASCII, e.g. a field name)
 *   'Z' end, last frame: u64 rows written
 * A stream that ends without 'X' or 'Z' is a reader that crashed or was stopped by a limit.
 */
#ifndef CORE_FOREIGN_PROTOCOL_H
#define CORE_FOREIGN_PROTOCOL_H

#include <stdint.h>

enum foreign_format { FOREIGN_AUTO, FOREIGN_CSV, FOREIGN_DBF, FOREIGN_XLS, FOREIGN_XLSX };

/* What the bytes alone say about the charset of all cells. */
enum foreign_hint { FOREIGN_HINT_NONE, FOREIGN_HINT_UTF8_BOM, FOREIGN_HINT_WAS_UTF16 };

/* Limits. */
#define FOREIGN_FILE_MAX     (64u << 20)
#define FOREIGN_UNPACKED_MAX (256u << 20) /* of the parts of an .xlsx together */
#define FOREIGN_ROWS_MAX     1000000u
#define FOREIGN_COLUMNS_MAX  512u
#define FOREIGN_CELL_MAX     65536u
#define FOREIGN_MEMORY_MAX   (512u << 20)
#define FOREIGN_SECONDS_MAX  60u

#define FOREIGN_FILLED 0x80000000u

#define FOREIGN_ERROR_LIST(X)                                                                      \
    X(UNKNOWN_FORMAT, "unknown-format")                                                            \
    X(UNSUPPORTED, "unsupported-format")                                                           \
    X(READ, "read-error")                                                                          \
    X(FILE_TOO_LARGE, "file-too-large")                                                            \
    X(TOO_MANY_ROWS, "too-many-rows")                                                              \
    X(TOO_MANY_COLUMNS, "too-many-columns")                                                        \
    X(CELL_TOO_LARGE, "cell-too-large")                                                            \
    X(OPEN_QUOTE, "open-quote")                                                                    \
    X(BAD_HEADER, "bad-header")                                                                    \
    X(TRUNCATED, "truncated")                                                                      \
    X(MEMO_FIELD, "memo-field")                                                                    \
    X(EMPTY, "empty-file")                                                                         \
    X(DAMAGED, "damaged")                                                                          \
    X(ENCRYPTED, "encrypted")                                                                      \
    X(WEB_PAGE, "web-page")                                                                        \
    X(UNPACKED_TOO_LARGE, "unpacked-too-large")                                                    \
    X(NO_SHEET, "no-sheet")

enum foreign_error {
#define X(name, word) FOREIGN_ERROR_##name,
    FOREIGN_ERROR_LIST(X)
#undef X
};

#endif
