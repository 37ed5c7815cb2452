/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "forms/office/xlsx_parts.h"
#include "locale/utf8.h"

#define FONT "Times New Roman"

enum {
    A4 = 9,
    CELL_MAX = 32000, /* characters; the format knows 32,767 */
    NAME_MAX_LETTERS = 31,
    CREATED = 315532800, /* 1980-01-01: no clock in a report's bytes */
};

bool book_begin(struct book *x, bool constant)
{
    char path[64];
    char *tmp = getenv("TMPDIR");
    lxw_workbook_options o = {
        .constant_memory = constant, .tmpdir = tmp && tmp[0] ? tmp : NULL, .use_zip64 = LXW_FALSE};
    lxw_doc_properties properties = {.created = CREATED};
    *x = (struct book){.fd = memfd_create("xlsx", MFD_CLOEXEC)};
    if (x->fd < 0)
        return false;
    snprintf(path, sizeof path, "/proc/self/fd/%d", x->fd);
    x->workbook = workbook_new_opt(path, &o);
    if (x->workbook)
        workbook_set_properties(x->workbook, &properties);
    return x->workbook != NULL;
}

static bool read_back(int fd, struct buf *out)
{
    enum { PIECE = 256 << 10 };
    if (lseek(fd, 0, SEEK_SET) != 0)
        return false;
    for (;;) {
        buf_reserve(out, PIECE);
        ssize_t n = read(fd, out->p + out->n, PIECE);
        if (n > 0)
            out->n += (size_t)n;
        out->p[out->n] = 0;
        if (n == 0 || (n < 0 && errno != EINTR))
            return n == 0;
    }
}

bool book_end(struct book *x, struct buf *out)
{
    bool good = x->workbook && !x->broken && workbook_close(x->workbook) == LXW_NO_ERROR;
    if (x->broken && x->workbook)
        lxw_workbook_free(x->workbook);
    good = good && read_back(x->fd, out);
    if (x->fd >= 0)
        close(x->fd);
    buf_release(&x->names);
    *x = (struct book){.fd = -1};
    return good;
}

/* ---- sheets ---- */

/* What the format forbids becomes a blank; cut at so many letters. */
static void add_sheet_name(struct buf *out, const char *name, size_t letters)
{
    size_t n = strlen(name), k;
    for (size_t i = 0, at = 0; at < n && i < letters; at += k, i++) {
        uint32_t cp;
        k = utf8_decode(name + at, n - at, &cp);
        k = k ? k : 1;
        if (strchr("[]:*?/\\'", name[at]))
            buf_addc(out, ' ');
        else
            buf_add(out, name + at, k);
    }
    while (out->n && out->p[out->n - 1] == ' ')
        buf_truncate(out, out->n - 1);
}

static bool name_taken(const struct book *x, const char *name)
{
    for (size_t at = 0; at < x->names.n; at += strlen(x->names.p + at) + 1)
        if (strcasecmp(x->names.p + at, name) == 0)
            return true;
    return false;
}

lxw_worksheet *book_sheet(struct book *x, const char *name)
{
    struct buf own = {0};
    add_sheet_name(&own, name, NAME_MAX_LETTERS);
    for (unsigned k = 2; !own.n || name_taken(x, buf_str(&own)); k++) {
        buf_reset(&own);
        add_sheet_name(&own, name[0] ? name : "Biểu", NAME_MAX_LETTERS - 8);
        buf_addf(&own, " (%u)", k);
    }
    buf_add(&x->names, buf_str(&own), own.n + 1);
    lxw_worksheet *s = workbook_add_worksheet(x->workbook, buf_str(&own));
    buf_release(&own);
    if (!s) { /* no file for its rows */
        x->broken = true;
        return NULL;
    }
    worksheet_ignore_errors(s, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"); /* phone, code */
    worksheet_set_paper(s, A4);
    worksheet_set_margins(s, 30 / 25.4, 15 / 25.4, 20 / 25.4, 20 / 25.4);
    worksheet_set_header(s, "&C&\"" FONT ",Regular\"&13&P");
    worksheet_fit_to_pages(s, 1, 0);
    return s;
}

void fit_pages(lxw_worksheet *s, size_t width)
{
    enum { ACROSS = 190 }; /* units of a sheet's width on a page across, in small letters */
    worksheet_fit_to_pages(s, (uint16_t)(width / ACROSS + 1), 0);
}

/* ---- formats ---- */

const char *number_format(enum doc_number number)
{
    switch (number) {
    case DOC_NO_NUMBER:
        return NULL;
    case DOC_COUNT:
    case DOC_MONEY:
        return "[$-42A]#,##0";
    case DOC_PERCENT:
        return "[$-42A]0.00\\ %";
    case DOC_POINTS:
        return "[$-42A]+0.00;-0.00;0.00";
    case DOC_ORDINAL:
        return "0";
    }
    return NULL;
}

double number_value(enum doc_number number, int64_t value)
{
    switch (number) {
    case DOC_NO_NUMBER:
    case DOC_COUNT:
    case DOC_MONEY:
    case DOC_ORDINAL:
        break;
    case DOC_PERCENT:
        return (double)value / 10000;
    case DOC_POINTS:
        return (double)value / 100;
    }
    return (double)value;
}

static void set_align(lxw_format *f, enum doc_row_kind row, enum doc_align align)
{
    static const uint8_t how[] = {[DOC_LEFT] = LXW_ALIGN_LEFT,
                                  [DOC_RIGHT] = LXW_ALIGN_RIGHT,
                                  [DOC_CENTRE] = LXW_ALIGN_CENTER};
    format_set_align(f, row == DOC_ROW_HEAD ? LXW_ALIGN_CENTER : how[align]);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
}

lxw_format *book_format(struct book *x, enum doc_row_kind row, enum doc_align align,
                        enum doc_number number)
{
    lxw_format **f = &x->format[row][align][number];
    if (*f)
        return *f;
    *f = workbook_add_format(x->workbook);
    format_set_font_name(*f, FONT);
    format_set_font_size(*f, 12);
    format_set_border(*f, LXW_BORDER_THIN);
    format_set_text_wrap(*f);
    set_align(*f, row, align);
    if (row != DOC_ROW_BODY)
        format_set_bold(*f);
    if (row == DOC_ROW_HEAD)
        format_set_bg_color(*f, 0xE7ECEF);
    if (number_format(number))
        format_set_num_format(*f, number_format(number));
    return *f;
}

void write_text(lxw_worksheet *s, size_t row, size_t column, const char *text, lxw_format *f)
{
    size_t n = text ? strlen(text) : 0, letters = 0, at = 0;
    if (row >= SHEET_ROWS || column >= SHEET_COLUMNS)
        return;
    if (!n) {
        if (f)
            worksheet_write_blank(s, (lxw_row_t)row, (lxw_col_t)column, f);
        return;
    }
    while (at < n && letters < CELL_MAX) {
        uint32_t cp;
        size_t k = utf8_decode(text + at, n - at, &cp);
        at += k ? k : 1;
        letters++;
    }
    struct buf b = {0};
    buf_add(&b, text, at);
    worksheet_write_string(s, (lxw_row_t)row, (lxw_col_t)column, buf_str(&b), f);
    buf_release(&b);
}
