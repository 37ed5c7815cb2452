/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that was read as CP1252 or Latin-1 and saved as UTF-8: the characters are turned back into
 * the bytes they were, in runs, and the runs read as what they are.
 */
#include <string.h>

#include "locale/charset_step.h"
#include "locale/utf8.h"

/* The byte of a character of CP1252 or Latin-1 (they differ in 80-9F only), or -1. */
static int byte_of(uint32_t cp)
{
    if (cp < 0x100)
        return (int)cp;
    for (int b = 0x80; b < 0xA0 && cp < 0x2200; b++) {
        if (charset_unit_cp(&charset_cp1252[b]) == cp)
            return b;
    }
    return -1;
}

/* UTF-8 read back; a byte that is no part of it stays the character it was. */
static size_t utf8_bytes(struct charset_decoder *d, struct span in, struct buf *out, size_t *first)
{
    size_t odd = 0, i = 0;
    if (!d->started && in.n >= 3 && memcmp(in.p, "\xEF\xBB\xBF", 3) == 0)
        i = 3;
    while (i < in.n) {
        uint32_t cp;
        size_t n = utf8_decode(in.p + i, in.n - i, &cp);
        if (cp != UTF8_BROKEN) {
            buf_add(out, in.p + i, n);
        } else {
            if (odd == 0)
                *first = i;
            odd += n;
            charset_add_broken(d, (struct span){in.p + i, n}, out);
        }
        i += n;
    }
    return odd;
}

/* Bytes at the end of a run that need what comes next. */
static size_t unfinished(enum charset c, struct span run)
{
    if (c == CHARSET_VNI_UTF8)
        return run.n && charset_vni_class[(unsigned char)run.p[run.n - 1]].base ? 1 : 0;
    return c == CHARSET_UTF8_DOUBLE ? utf8_tail(run) : 0;
}

static void read_run(struct charset_decoder *d, struct span in, size_t from, struct span run)
{
    size_t first = 0, odd = 0;
    if (d->c == CHARSET_TCVN3_UTF8)
        odd = charset_bytes(charset_table(d, charset_tcvn3), NULL, run, &d->text, &first);
    else if (d->c == CHARSET_VNI_UTF8)
        odd = charset_vni_bytes(charset_table(d, charset_vni), NULL, run, &d->text, &first);
    else
        odd = utf8_bytes(d, run, &d->text, &first);
    for (; odd && first; first--) /* from bytes of the run to bytes of the input */
        from = utf8_next(in, from);
    charset_note(d, from, odd);
    d->started |= run.n > 0;
}

size_t charset_step_misread(struct charset_decoder *d, struct span in, struct buf *out)
{
    struct buf run = {0};
    if (!d->last)
        in.n -= utf8_tail(in);
    buf_reset(&d->text);
    size_t i = 0;
    if (d->offset == 0 && in.n >= 3 && memcmp(in.p, "\xEF\xBB\xBF", 3) == 0)
        i = 3;
    size_t from = i;
    while (i < in.n) {
        uint32_t cp;
        size_t n = utf8_decode(in.p + i, in.n - i, &cp);
        int b = cp == UTF8_BROKEN ? -1 : byte_of(cp);
        if (b >= 0) {
            buf_addc(&run, (char)b);
            i += n;
            continue;
        }
        read_run(d, in, from, buf_span(&run));
        buf_reset(&run);
        charset_note(d, i, n);
        buf_add_cp(&d->text, cp == UTF8_BROKEN || d->lossy ? UTF8_REPLACEMENT : cp);
        d->started = true;
        i += n;
        from = i;
    }
    if (!d->last) {
        size_t back = unfinished(d->c, buf_span(&run));
        buf_truncate(&run, run.n - back);
        while (back--)
            i = utf8_prev(in, i);
    }
    read_run(d, in, from, buf_span(&run));
    buf_release(&run);
    charset_text(d, buf_span(&d->text), out);
    return i;
}
