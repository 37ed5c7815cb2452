/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as the figures of a submission: what is read is written and read back the same.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/report_frozen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct frozen f, back;
    struct buf text = {0};
    frozen_parse(span_make(data, size), &f);
    if (f.n > INDICATOR_MAX)
        abort();
    frozen_add_text(&f, &text);
    frozen_parse(buf_span(&text), &back);
    if (back.n != f.n || memcmp(back.fact, f.fact, sizeof f.fact) != 0)
        abort();
    for (size_t i = 0; i < f.n; i++)
        if (back.line[i].indicator != f.line[i].indicator ||
            back.line[i].recognised != f.line[i].recognised ||
            (f.line[i].total_known && f.line[i].recognised > f.line[i].total))
            abort();
    buf_release(&text);
    return 0;
}
