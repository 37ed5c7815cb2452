/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>

#include "core/foreign/sniff.h"
#include "core/foreign/xlsx.h"
#include "tests/excel_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void read_rows(struct span file)
{
    struct foreign_row *row = malloc(sizeof *row);
    struct foreign_fault fault;
    struct xlsx *x = xlsx_open(file, NULL, NULL, &fault);
    uint32_t line = 0, chosen = 0;
    unsigned sum = 0;
    while (x && xlsx_next(x, row, &fault) == FOREIGN_ROW) {
        if (xlsx_sheets(x)->chosen != chosen)
            line = 0;
        chosen = xlsx_sheets(x)->chosen;
        assert(row->n && row->line > line);
        line = row->line;
        for (unsigned i = 0; i < row->n; i++)
            for (size_t k = 0; k < row->cells[i].n; k++)
                sum += (unsigned char)row->cells[i].p[k]; /* every byte can be read */
    }
    if (x)
        xlsx_count(x);
    xlsx_close(x);
    assert(sum != 1u || line); /* uses the sum */
    free(row);
}

/* A whole archive; or, since few changes leave an archive whole, its texts with NUL between: sheet,
 * shared texts, styles, book. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const names[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                        "xl/styles.xml", "xl/workbook.xml"};
    struct part parts[6] = {{"xl/workbook.xml", XLSX_ONE_SHEET, 0},
                            {"xl/_rels/workbook.xml.rels", xlsx_rels, 0}};
    enum foreign_format format;
    struct buf file = {0};
    sniff_format(span_make(data, n), &format);
    if (n < 2 || memcmp(data, "PK", 2) == 0) {
        read_rows(span_make(data, n));
        return 0;
    }
    const char *p = (const char *)data, *end = p + n;
    for (unsigned i = 0; i < 4 && p < end; i++) {
        const char *nul = memchr(p, 0, (size_t)(end - p));
        size_t length = (size_t)((nul ? nul : end) - p);
        if (length)
            parts[i == 3 ? 0 : i + 2] = (struct part){names[i], p, length};
        else if (i < 3)
            parts[i + 2] = (struct part){names[i], " ", 1};
        p += length + 1;
    }
    excel_zip(&file, parts, 1);
    read_rows(buf_span(&file));
    buf_release(&file);
    return 0;
}
