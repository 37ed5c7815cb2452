/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hoctap-office: reads a document (forms/doc_pack.h) or rows (core/sheet_stream.h) from descriptor
 * 0 to its end, then writes the file to descriptor 1: docx, xlsx, or sheet for rows. It is run by
 * forms/office.c, never by people, so it has no words for them. Ends with 0, or with 1: then
 * nothing was written.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "forms/doc_pack.h"
#include "forms/office/docx.h"
#include "forms/office/sheet.h"
#include "forms/office/xlsx.h"

static bool read_all(struct buf *b)
{
    enum { PIECE = 256 << 10 };
    for (;;) {
        buf_reserve(b, PIECE);
        ssize_t n = read(0, b->p + b->n, PIECE);
        if (n > 0)
            b->n += (size_t)n;
        else if (n == 0 || errno != EINTR)
            return n == 0;
    }
}

static bool write_all(struct span s)
{
    while (s.n) {
        ssize_t n = write(1, s.p, s.n);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            s = span_make(s.p + n, s.n - (size_t)n);
    }
    return true;
}

static bool convert(const char *how, struct span in, struct buf *out)
{
    struct doc d = {0};
    if (strcmp(how, "sheet") == 0)
        return sheet_write(in, 0, out);
    bool good = doc_unpack(in, &d);
    if (good && strcmp(how, "docx") == 0)
        good = docx_write(&d, out);
    else
        good = good && strcmp(how, "xlsx") == 0 && xlsx_write(&d, out);
    doc_release(&d);
    return good;
}

int main(int argc, char **argv)
{
    struct buf in = {0}, out = {0};
    bool good = argc == 2 && read_all(&in) && convert(argv[1], buf_span(&in), &out) &&
                write_all(buf_span(&out));
    buf_release(&in);
    buf_release(&out);
    return good ? 0 : 1;
}
