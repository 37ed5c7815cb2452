/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mask.h"

#include "locale/msg.h"

enum { DIGITS_MIN = 7 };

void mask_add(struct span text, struct buf *out)
{
    char digit[4] = {0};
    size_t n = 0;
    if (!text.n)
        return;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c < '0' || c > '9')
            continue;
        if (n < 2)
            digit[n] = c;
        digit[2] = digit[3], digit[3] = c;
        n++;
    }
    if (n >= DIGITS_MIN)
        buf_addf(out, "%.2s.. ..%.2s", digit, digit + 2);
    else
        buf_adds(out, _("(ẩn)"));
}

void mask_add_value(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out)
{
    struct buf text = {0};
    if (!(f->flags & FIELD_PRIVATE)) {
        field_add_text(f, v, r, out);
        return;
    }
    field_add_text(f, v, r, &text);
    mask_add(buf_span(&text), out);
    buf_release(&text);
}
