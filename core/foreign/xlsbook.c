/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/xlsbook.h"

#include <stdlib.h>
#include <string.h>

#include "core/foreign/cfb.h"
#include "locale/mem.h"

enum { FORMATS_MAX = 4096, WIDE = 1, PHONETIC = 4, RICH = 8, TEXTS_BYTES = 128 << 20 };

bool xlsbook_record(const struct xlsbook *b, size_t at, struct xls_record *out)
{
    if (at > b->stream.n || b->stream.n - at < 4)
        return false;
    const char *p = b->stream.p + at;
    size_t n = xls_u16(p + 2);
    if (n > b->stream.n - at - 4)
        return false;
    *out = (struct xls_record){xls_u16(p), {p + 4, n}, at + 4 + n};
    return true;
}

/* ---- texts ---- */

/* UTF-16, or bytes that are its low halves. */
static void add_chars(struct buf *out, const char *p, size_t n, bool wide)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t c = wide ? xls_u16(p + 2 * i) : (unsigned char)p[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < n) {
            uint32_t low = xls_u16(p + 2 * i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i++;
            }
        }
        buf_add_cp(out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
}

void xlsbook_add_string(const struct xlsbook *b, struct span s, unsigned bytes, struct buf *out)
{
    if (s.n < bytes)
        return;
    size_t n = bytes == 1 ? (unsigned char)s.p[0] : xls_u16(s.p);
    s = span_make(s.p + bytes, s.n - bytes);
    if (!b->unicode) {
        buf_add(out, s.p, n < s.n ? n : s.n);
        return;
    }
    if (!s.n)
        return;
    bool wide = s.p[0] & WIDE;
    size_t fits = (s.n - 1) >> wide;
    add_chars(out, s.p + 1, n < fits ? n : fits, wide);
}

/* Bytes that may go on in the next records: CONTINUE. */
struct reader {
    const struct xlsbook *b;
    struct span left;
    size_t next; /* record */
    bool end;
};

static bool go_on(struct reader *r)
{
    struct xls_record c;
    while (!r->end && !r->left.n) {
        r->end = !xlsbook_record(r->b, r->next, &c) || c.type != XLS_CONTINUE;
        if (!r->end) {
            r->left = c.body;
            r->next = c.next;
        }
    }
    return !r->end;
}

static uint32_t take(struct reader *r, unsigned bytes)
{
    uint32_t v = 0;
    for (unsigned i = 0; i < bytes && go_on(r); i++) {
        v |= (uint32_t)(unsigned char)*r->left.p << 8 * i;
        r->left = span_make(r->left.p + 1, r->left.n - 1);
    }
    return v;
}

static void skip(struct reader *r, uint64_t n)
{
    while (n && go_on(r)) {
        size_t step = n < r->left.n ? (size_t)n : r->left.n;
        r->left = span_make(r->left.p + step, r->left.n - step);
        n -= step;
    }
}

/* One text of the table. Its characters may go on in the next record, which then begins by saying
 * anew whether they are wide. */
static void take_text(struct reader *r, struct buf *out)
{
    size_t n = take(r, 2);
    unsigned flags = take(r, 1);
    uint64_t runs = flags & RICH ? take(r, 2) : 0, phonetic = flags & PHONETIC ? take(r, 4) : 0;
    bool wide = flags & WIDE;
    while (n && !r->end) {
        if (!r->left.n) {
            if (!go_on(r))
                break;
            wide = take(r, 1) & WIDE;
            continue;
        }
        size_t fits = r->left.n >> wide, here = n < fits ? n : fits;
        add_chars(out, r->left.p, here, wide);
        size_t used = here << wide;
        if (!here) /* half a character: no program writes that */
            used = r->left.n;
        r->left = span_make(r->left.p + used, r->left.n - used);
        n -= here;
    }
    skip(r, runs * 4 + phonetic);
}

static bool read_texts(struct xlsbook *b, const struct xls_record *sst)
{
    struct reader r = {b, sst->body, sst->next, false};
    size_t cap = 0;
    take(&r, 4);
    uint32_t n = take(&r, 4);
    free(b->text_at);
    b->text_at = NULL;
    b->n_texts = 0;
    buf_reset(&b->texts);
    while (b->n_texts < n && go_on(&r) && b->texts.n < TEXTS_BYTES) {
        if (b->n_texts + 2 > cap) {
            cap = cap ? cap * 2 : 1024;
            b->text_at = mem_realloc_array(b->text_at, cap, sizeof *b->text_at);
        }
        b->text_at[b->n_texts++] = (uint32_t)b->texts.n;
        take_text(&r, &b->texts);
        b->text_at[b->n_texts] = (uint32_t)b->texts.n;
    }
    return b->texts.n < TEXTS_BYTES;
}

struct span xlsbook_text(const struct xlsbook *b, size_t i)
{
    if (i >= b->n_texts || !b->texts.n) /* none, or all of them empty */
        return (struct span){"", 0};
    return span_make(b->texts.p + b->text_at[i], b->text_at[i + 1] - b->text_at[i]);
}

/* ---- formats ---- */

static void add_format(struct xlsbook *b, struct span s)
{
    struct buf code = {0};
    if (s.n < 2 || b->n_formats == FORMATS_MAX)
        return;
    xlsbook_add_string(b, span_make(s.p + 2, s.n - 2), b->unicode ? 2 : 1, &code);
    b->formats = mem_realloc_array(b->formats, b->n_formats + 1, sizeof *b->formats);
    b->formats[b->n_formats++] =
        (struct xls_format){xls_u16(s.p), excel_format_read(buf_span(&code))};
    buf_release(&code);
}

static void add_xf(struct xlsbook *b, struct span s)
{
    if (s.n < 4 || b->n_cells > UINT16_MAX)
        return;
    if (b->n_cells == b->cap_cells) {
        b->cap_cells = b->cap_cells ? b->cap_cells * 2 : 64;
        b->cell_formats = mem_realloc_array(b->cell_formats, b->cap_cells, sizeof(uint16_t));
    }
    b->cell_formats[b->n_cells++] = (uint16_t)xls_u16(s.p + 2);
}

struct excel_format xlsbook_format(const struct xlsbook *b, size_t xf)
{
    if (xf >= b->n_cells)
        return (struct excel_format){0};
    for (size_t i = b->n_formats; i-- > 0;)
        if (b->formats[i].id == b->cell_formats[xf])
            return b->formats[i].format;
    return excel_format_builtin(b->cell_formats[xf]);
}

/* ---- the book ---- */

static void add_sheet(struct xlsbook *b, struct span s)
{
    struct buf name = {0};
    if (s.n < 7 || s.p[5] != 0 || b->sheets.n == EXCEL_SHEETS_MAX) /* 0: of cells; else charts */
        return;
    struct span text = span_make(s.p + 6, s.n - 6);
    if (b->unicode) {
        xlsbook_add_string(b, text, 1, &name);
    } else {
        size_t n = (unsigned char)text.p[0];
        add_chars(&name, text.p + 1, n < text.n - 1 ? n : text.n - 1, false);
    }
    buf_adds(&name, "");
    excel_sheets_add(&b->sheets, (struct excel_sheet){.name = mem_strdup(buf_str(&name)),
                                                      .hidden = s.p[4] & 3,
                                                      .at = xls_u32(s.p)});
    buf_release(&name);
}

/* The first part of the stream, up to its EOF. */
static bool read_globals(struct xlsbook *b, struct foreign_fault *fault)
{
    struct xls_record r;
    bool texts = true;
    if (!xlsbook_record(b, 0, &r) || r.type != XLS_BOF || r.body.n < 4) {
        bool old = b->stream.n > 4 && b->stream.p[0] == 9 && (b->stream.p[1] & ~6) == 0;
        foreign_fail(fault, old ? FOREIGN_ERROR_UNSUPPORTED : FOREIGN_ERROR_DAMAGED, 0, 0);
        return false;
    }
    unsigned version = xls_u16(r.body.p);
    if (version != 0x0600 && version != 0x0500) {
        foreign_fail(fault, FOREIGN_ERROR_UNSUPPORTED, 0, 0);
        return false;
    }
    b->unicode = version == 0x0600;
    while (xlsbook_record(b, r.next, &r) && r.type != XLS_EOF) {
        if (r.type == XLS_FILEPASS) {
            foreign_fail(fault, FOREIGN_ERROR_ENCRYPTED, 0, 0);
            return false;
        }
        if (r.type == XLS_DATEMODE && r.body.n >= 2)
            b->since_1904 = xls_u16(r.body.p);
        else if (r.type == XLS_BOUNDSHEET)
            add_sheet(b, r.body);
        else if (r.type == XLS_FORMAT)
            add_format(b, r.body);
        else if (r.type == XLS_XF)
            add_xf(b, r.body);
        else if (r.type == XLS_SST)
            texts = read_texts(b, &r);
    }
    if (texts && b->sheets.n)
        return true;
    foreign_fail(fault, texts ? FOREIGN_ERROR_DAMAGED : FOREIGN_ERROR_UNPACKED_TOO_LARGE, 0, 0);
    return false;
}

bool xlsbook_open(struct xlsbook *b, struct span file, struct foreign_fault *fault)
{
    struct cfb c;
    bool whole; /* else the sheet that is cut says so */
    *b = (struct xlsbook){0};
    if (file.n > 1 && file.p[0] == 9) { /* without a container */
        buf_add_span(&b->stream, file);
        return read_globals(b, fault);
    }
    bool ok = cfb_open(&c, file);
    if (!ok || (!cfb_read(&c, "Workbook", &b->stream, &whole) &&
                !cfb_read(&c, "Book", &b->stream, &whole))) {
        bool locked = ok && cfb_has(&c, "EncryptedPackage");
        foreign_fail(fault, locked ? FOREIGN_ERROR_ENCRYPTED : FOREIGN_ERROR_DAMAGED, 0, 0);
        ok = false;
    }
    cfb_close(&c);
    return ok && read_globals(b, fault);
}

void xlsbook_close(struct xlsbook *b)
{
    buf_release(&b->stream);
    excel_sheets_release(&b->sheets);
    buf_release(&b->texts);
    free(b->text_at);
    free(b->cell_formats);
    free(b->formats);
    *b = (struct xlsbook){0};
}
