/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a template of a report: read, or refused with a sentence and a line.
 */
#include <stdlib.h>

#include "forms/report_template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct report_template t;
    struct detail d = {0};
    enum status s = template_parse(span_make(data, size), &t, &d);
    if (s == STATUS_OK ? !t.columns || t.columns > TEMPLATE_COLUMNS_MAX
                       : !d.text[0] || t.columns || t.column)
        abort();
    template_release(&t);
    return 0;
}
