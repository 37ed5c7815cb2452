/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A document as bytes, for the way to the program that writes .docx and .xlsx (forms/office.h).
 * Only two programs of one version speak it: the first line names the version, another one is
 * refused. Nothing is stored this way.
 */
#ifndef FORMS_DOC_PACK_H
#define FORMS_DOC_PACK_H

#include "forms/doc.h"

void doc_pack(struct buf *out, const struct doc *d); /* appends */
/* out: zeroed. false, and out empty, when the bytes are no document of this version. */
bool doc_unpack(struct span s, struct doc *out);

#endif
