/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people have written into a report.
 */
#include <string.h>

#include "forms/report_frame.h"

/* A line that begins as a list does is an item of one. */
static void add_line(struct doc *d, struct span line)
{
    struct buf b = {0};
    bool item = line.n > 2 && strchr("-+*", line.p[0]) && line.p[1] == ' ';
    buf_add_span(&b, item ? span_trim(span_make(line.p + 2, line.n - 2)) : line);
    doc_paragraph(d, item ? DOC_BULLET : DOC_BODY);
    doc_add(d, DOC_PLAIN, buf_str(&b));
    buf_release(&b);
}

/* The text, or lines to write it on by hand. */
void frame_written(struct frame *f, int period, enum report_text which, unsigned blanks)
{
    struct buf text = {0};
    if (!report_text_get(f->t, f->unit.unit, period, which, &text))
        doc_blanks(f->doc, blanks);
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t n = end ? (size_t)(end - text.p) - at : text.n - at;
        struct span line = span_trim(span_make(text.p + at, n));
        if (line.n)
            add_line(f->doc, line);
        at += n + 1;
    }
    buf_release(&text);
}
