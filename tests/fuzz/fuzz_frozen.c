/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as the figures of a submission: what is read is written and read back the same.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/report_frozen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void same(const struct frozen_row *f, const struct frozen_row *back, bool whole)
{
    if (f->n > INDICATOR_MAX || (whole ? back->n != f->n : back->n > f->n) ||
        memcmp(back->fact, f->fact, sizeof f->fact) != 0 ||
        memcmp(back->fund, f->fund, sizeof f->fund) != 0)
        abort();
    for (size_t i = 0; i < f->n; i++) {
        const struct frozen_line *l = &f->line[i], *b = frozen_line(back, l->indicator);
        if ((b ? b->recognised : 0) != l->recognised || (b ? b->moved : 0) != l->moved ||
            (l->total_known && l->recognised > l->total))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct frozen f, back;
    struct buf text = {0};
    frozen_parse(span_make(data, size), &f);
    frozen_add_text(&f, &text);
    frozen_parse(buf_span(&text), &back);
    if (back.rows != f.rows || back.full != f.full)
        abort();
    same(&f.whole, &back.whole, true);
    for (size_t i = 0; i < f.rows; i++)
        same(&f.row[i], &back.row[i], false); /* there lines of zeros are left out */
    frozen_release(&f);
    frozen_release(&back);
    buf_release(&text);
    return 0;
}
