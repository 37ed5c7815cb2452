/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/foreign/csv.h"
#include "core/foreign/sniff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct csv c;
    struct foreign_row *row = malloc(sizeof *row);
    struct foreign_fault fault;
    enum foreign_format format;
    size_t cells = 0;
    uint32_t line = 0;
    char sep = csv_sniff(span_make(data, n)), *text = malloc(n ? n : 1);
    memcpy(text, data, n);
    sniff_format(span_make(data, n), &format);
    csv_init(&c, text, n, sep);
    csv_take_sep_line(&c, &c.sep);
    while (csv_next(&c, row, &fault) == FOREIGN_ROW) {
        assert(row->line > line && row->n >= 1 && row->n <= FOREIGN_COLUMNS_MAX);
        line = row->line;
        for (unsigned i = 0; i < row->n; i++) {
            assert(row->cells[i].p >= text && row->cells[i].p + row->cells[i].n <= text + n);
            cells += row->cells[i].n + 1;
        }
        assert(cells <= n + 1);
    }
    free(text);
    free(row);
    return 0;
}
