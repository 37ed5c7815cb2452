/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sheets of an .xlsx share: their names and parts, the texts, the formats of cells. Only
 * xlsx*.c include this.
 */
#ifndef CORE_FOREIGN_XLSXBOOK_H
#define CORE_FOREIGN_XLSXBOOK_H

#include "core/foreign/excel.h"
#include "core/foreign/xmlpart.h"

struct xlsxbook {
    struct xml_archive archive;
    struct excel_sheets sheets; /* part = name in the archive */
    bool since_1904;
    struct buf texts;  /* shared texts, one behind the other */
    uint32_t *text_at; /* where each begins; one more at the end */
    size_t n_texts, cap_texts;
    struct excel_format *formats; /* of cells, by their style */
    size_t n_formats, cap_formats;
};

bool xlsxbook_open(struct xlsxbook *b, struct span file, struct foreign_fault *fault);
void xlsxbook_close(struct xlsxbook *b);
/* Empty when there is none. */
struct span xlsxbook_text(const struct xlsxbook *b, size_t i);
struct excel_format xlsxbook_format(const struct xlsxbook *b, size_t style);

/* Text of an element as it is meant: _x000D_ and so on are single characters. */
void xlsx_add_text(struct buf *out, struct span s);

#endif
