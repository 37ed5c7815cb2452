/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a file is, by its bytes and never by its name: people rename .xls to .csv.
 */
#ifndef CORE_FOREIGN_SNIFF_H
#define CORE_FOREIGN_SNIFF_H

#include "core/foreign/protocol.h"
#include "locale/buf.h"

/* false: none we know (a picture, a PDF, a web page saved as .xls, another archive). */
bool sniff_format(struct span file, enum foreign_format *out);
/* A web page or an XML file, as many programs write under the name .xls. */
bool sniff_web_page(struct span file);
/* Is this the first part of a header of dBase or FoxPro? */
bool sniff_dbf(struct span file);

enum sniff_utf16 { SNIFF_NO_UTF16, SNIFF_UTF16_LE, SNIFF_UTF16_BE };

/* By the byte order mark; without one by where the NUL bytes are. *skip is the mark's length. */
enum sniff_utf16 sniff_utf16(struct span file, size_t *skip);

#endif
