/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader of .xls (BIFF8 of Excel 97 to 2003, BIFF5 of Excel 5 and 95) that is whole in memory. Of
 * our own: libfreexl opens its file by name and takes every text through iconv, which loads its
 * tables from disk, so it cannot run where nothing may be opened (jail.h); and what it makes of
 * BIFF5 is text that went through a code page, where we need the bytes.
 *
 * - Rows, lines and cells as in xlsx.h.
 * - Texts of BIFF8 are UTF-8 here. Those of BIFF5 are the bytes of the file: their charset is found
 *   later, as that of a CSV's.
 * - Older ones (Excel 2 to 4): FOREIGN_ERROR_UNSUPPORTED. With a password: ENCRYPTED.
 */
#ifndef CORE_FOREIGN_XLS_H
#define CORE_FOREIGN_XLS_H

#include "core/foreign/excel.h"

struct xls;

/* As xlsx_open() and so on. */
struct xls *xls_open(struct span file, const char *sheet, struct excel_sheets *names,
                     struct foreign_fault *fault);
bool xls_is_unicode(const struct xls *x);
enum foreign_step xls_next(struct xls *x, struct foreign_row *row, struct foreign_fault *fault);
void xls_count(struct xls *x);
const struct excel_sheets *xls_sheets(const struct xls *x);
void xls_close(struct xls *x); /* NULL is fine */

#endif
