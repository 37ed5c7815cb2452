/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes get an answer; taken as lines and tabs of a table too.
 */
#include <stdlib.h>

#include "locale/detect.h"
#include "locale/detect_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { COLUMNS = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct detection d;
    struct span all = span_make(data, n);
    detect_text(all, &d);
    if (d.best == CHARSET_AUTO || !(d.margin >= 0))
        abort();

    struct detect_table *t = detect_table_new(COLUMNS);
    struct span cells[COLUMNS];
    size_t count = 0, from = 0, rows = 0;
    for (size_t i = 0; i <= n; i++) {
        bool end = i == n || data[i] == '\n';
        if (!end && data[i] != '\t')
            continue;
        if (count < COLUMNS)
            cells[count++] = span_make(data + from, i - from);
        from = i + 1;
        if (end) {
            detect_table_add_row(t, cells, count);
            rows++;
            count = 0;
        }
    }
    detect_table_finish(t);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < COLUMNS; c++)
            if (detect_table_cell(t, r, c, NULL) == CHARSET_AUTO)
                abort();
    detect_table_free(t);
    return 0;
}
