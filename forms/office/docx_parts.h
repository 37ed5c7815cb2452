/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the .docx writer share. Lengths are twips (1/20 point, 567 a centimetre), font
 * sizes half points, as the format has them.
 */
#ifndef FORMS_OFFICE_DOCX_PARTS_H
#define FORMS_OFFICE_DOCX_PARTS_H

#include "forms/doc.h"

enum {
    PAGE_SHORT = 11906, /* A4 */
    PAGE_LONG = 16838,
    MARGIN_TOP = 1134,
    MARGIN_BOTTOM = 1134,
    MARGIN_LEFT = 1701,
    MARGIN_RIGHT = 851,
    WIDTH_UPRIGHT = PAGE_SHORT - MARGIN_LEFT - MARGIN_RIGHT,
    WIDTH_ACROSS = PAGE_LONG - MARGIN_LEFT - MARGIN_RIGHT,
};

void xml_text(struct buf *b, struct span s); /* & < > " escaped; U+FFFE, U+FFFF left out */
extern const char docx_styles[];             /* word/styles.xml */

/* word/document.xml. */
void docx_body(struct buf *b, const struct doc *d);

/* How a table is put on paper. */
struct table_part {
    bool *has; /* per column: is it in this part? */
    size_t *width;
};
struct table_layout {
    unsigned half_points;
    bool across;
    struct table_part *part;
    size_t n;
};
void table_layout_make(struct table_layout *l, const struct doc_table *t);
void table_layout_release(struct table_layout *l);
/* keep: its end stays on the page of what comes next. */
void docx_table(struct buf *b, const struct doc_table *t, const struct table_layout *l, bool keep);

#endif
