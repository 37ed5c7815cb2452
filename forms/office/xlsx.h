/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes .xlsx with libxlsxwriter. Text is always text, whatever it begins with: never a formula.
 * The same input gives the same bytes. Part of hoctap-office only.
 *
 * A document becomes a sheet of its texts, a sheet for every table (real numbers, head rows
 * repeated on every printed page) and a sheet for every chart with the figures it draws.
 */
#ifndef FORMS_OFFICE_XLSX_H
#define FORMS_OFFICE_XLSX_H

#include "forms/doc.h"

/* Appends. false: no room for temporary files ($TMPDIR, else /tmp). */
bool xlsx_write(const struct doc *d, struct buf *out);

#endif
