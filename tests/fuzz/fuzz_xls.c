/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>

#include "core/foreign/sniff.h"
#include "core/foreign/xls.h"
#include "tests/excel_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void read_rows(struct span file, const char *sheet)
{
    struct foreign_row *row = malloc(sizeof *row);
    struct foreign_fault fault;
    struct xls *x = xls_open(file, sheet, NULL, &fault);
    uint32_t line = 0;
    unsigned sum = 0;
    while (x && xls_next(x, row, &fault) == FOREIGN_ROW) {
        assert(row->line > line || row->n == 0);
        line = row->line;
        for (unsigned i = 0; i < row->n; i++)
            for (size_t k = 0; k < row->cells[i].n; k++)
                sum += (unsigned char)row->cells[i].p[k]; /* every byte can be read */
    }
    if (x)
        xls_count(x);
    xls_close(x);
    free(row);
    assert(sum != 1u || line); /* uses the sum */
}

/* A whole file, or the stream of a book, which is put into a container. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    enum foreign_format format;
    struct span file = span_make(data, n);
    sniff_format(file, &format);
    read_rows(file, NULL);
    read_rows(file, "2");
    if (n > 1 && data[0] == 9) {
        struct buf stream = {0}, whole = {0};
        buf_add(&stream, data, n);
        excel_container(&whole, "Book", &stream, n < 4096);
        read_rows(buf_span(&whole), NULL);
        buf_release(&stream);
        buf_release(&whole);
    }
    return 0;
}
