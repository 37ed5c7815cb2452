/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a document on its way to hoctap-office: refused, or a document that packs to the
 * same again and that the .docx writer's body can be made of. The first byte chooses rows instead.
 */
#include <stdlib.h>

#include "forms/doc_pack.h"
#include "forms/office/docx_parts.h"
#include "forms/office/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void document(struct span s)
{
    struct doc d = {0}, again = {0};
    struct buf one = {0}, two = {0};
    if (doc_unpack(s, &d)) {
        doc_pack(&one, &d);
        if (!doc_unpack(buf_span(&one), &again))
            abort();
        doc_pack(&two, &again);
        if (!span_eq(buf_span(&one), buf_span(&two)))
            abort();
        buf_reset(&two);
        docx_body(&two, &d);
    } else if (d.n) {
        abort();
    }
    doc_release(&d);
    doc_release(&again);
    buf_release(&one);
    buf_release(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf out = {0};
    if (size == 0)
        return 0;
    if (data[0] != 'R')
        document(span_make(data, size));
    else if (sheet_write(span_make(data + 1, size - 1), 3, &out) != (out.n > 0))
        abort();
    buf_release(&out);
    return 0;
}
