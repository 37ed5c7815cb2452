/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <stdlib.h>

#include "core/foreign/dbf.h"
#include "core/foreign/sniff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct foreign_row *row = malloc(sizeof *row);
    struct foreign_fault fault;
    struct dbf *d = dbf_open(span_make(data, n), &fault);
    uint32_t line = 0;
    unsigned sum = 0;
    sniff_dbf(span_make(data, n));
    while (d && dbf_next(d, row, &fault) == FOREIGN_ROW) {
        assert(row->line > line);
        line = row->line;
        for (unsigned i = 0; i < row->n; i++)
            for (size_t k = 0; k < row->cells[i].n; k++)
                sum += (unsigned char)row->cells[i].p[k]; /* every byte can be read */
    }
    dbf_close(d);
    assert(sum != 1u || line); /* uses the sum */
    free(row);
    return 0;
}
