/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes Excel files for tests, part by part and record by record, so that they can be wrong in any
 * way. An .xlsx is an archive of XML texts; an .xls is a stream of records in a container.
 */
#ifndef TESTS_EXCEL_FILES_H
#define TESTS_EXCEL_FILES_H

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "locale/buf.h"

/* ---- .xlsx ---- */

struct part {
    const char *name, *text;
    size_t n; /* 0: the text is a string */
};

/* An archive of the parts; the last has no name. level: of compression, 1 is fast. */
static inline void excel_zip(struct buf *out, const struct part *parts, unsigned level)
{
    zip_error_t error;
    zip_stat_t st;
    zip_error_init(&error);
    zip_source_t *archive = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *z = zip_open_from_source(archive, ZIP_TRUNCATE, &error);
    zip_source_keep(archive);
    for (; parts->name; parts++) {
        size_t n = parts->n ? parts->n : strlen(parts->text);
        zip_source_t *s = zip_source_buffer(z, parts->text, n, 0);
        zip_int64_t i = zip_file_add(z, parts->name, s, ZIP_FL_OVERWRITE);
        zip_set_file_compression(z, (zip_uint64_t)i, ZIP_CM_DEFLATE, level);
        zip_file_set_mtime(z, (zip_uint64_t)i, 1700000000, 0);
    }
    if (zip_close(z) != 0 || zip_source_open(archive) != 0 || zip_source_stat(archive, &st) != 0)
        abort();
    buf_reset(out);
    buf_reserve(out, (size_t)st.size + 1);
    out->n = (size_t)zip_source_read(archive, out->p, st.size);
    zip_source_close(archive);
    zip_source_free(archive);
    zip_error_fini(&error);
}

#define XLSX_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define XLSX_MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define XLSX_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define XLSX_BOOK(inside)                                                                          \
    XLSX_HEAD "<workbook " XLSX_MAIN " xmlns:r=\"" XLSX_TYPE "\">" inside "</workbook>"
#define XLSX_SHEET(inside)                                                                         \
    XLSX_HEAD "<worksheet " XLSX_MAIN "><sheetData>" inside "</sheetData></worksheet>"

/* Sheets lie in xl/worksheets/sheet1.xml to sheet4.xml. */
static const char xlsx_rels[] = XLSX_HEAD
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"r1\" Type=\"" XLSX_TYPE "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"r2\" Type=\"" XLSX_TYPE "worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
    "<Relationship Id=\"r3\" Type=\"" XLSX_TYPE
    "worksheet\" Target=\"../xl/worksheets/sheet3.xml\"/>"
    "<Relationship Id=\"r4\" Type=\"" XLSX_TYPE "worksheet\" Target=\"worksheets/sheet4.xml\"/>"
    "<Relationship Id=\"r5\" Type=\"" XLSX_TYPE "chartsheet\" Target=\"chartsheets/sheet1.xml\"/>"
    "<Relationship Id=\"r6\" Type=\"" XLSX_TYPE "sharedStrings\" Target=\"sharedStrings.xml\"/>"
    "<Relationship Id=\"r7\" Type=\"" XLSX_TYPE "styles\" Target=\"styles.xml\"/>"
    "</Relationships>";

#define XLSX_ONE_SHEET XLSX_BOOK("<sheets><sheet name=\"Hộ\" sheetId=\"1\" r:id=\"r1\"/></sheets>")

/* A book of one sheet; texts and styles may be NULL. n: bytes of the sheet, 0 for a string. */
static inline void excel_xlsx(struct buf *out, const char *sheet, size_t n, const char *texts,
                              const char *styles)
{
    struct part parts[6] = {{"xl/workbook.xml", XLSX_ONE_SHEET, 0},
                            {"xl/_rels/workbook.xml.rels", xlsx_rels, 0},
                            {"xl/worksheets/sheet1.xml", sheet, n}};
    unsigned k = 3;
    if (texts)
        parts[k++] = (struct part){"xl/sharedStrings.xml", texts, 0};
    if (styles)
        parts[k] = (struct part){"xl/styles.xml", styles, 0};
    excel_zip(out, parts, 1);
}

/* ---- .xls ---- */

static inline void excel_u16(struct buf *b, unsigned v)
{
    buf_addc(b, (char)v);
    buf_addc(b, (char)(v >> 8));
}

static inline void excel_u32(struct buf *b, uint32_t v)
{
    excel_u16(b, v & 0xFFFF);
    excel_u16(b, v >> 16);
}

static inline void excel_double(struct buf *b, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    excel_u32(b, (uint32_t)bits);
    excel_u32(b, (uint32_t)(bits >> 32));
}

static inline void excel_record(struct buf *b, unsigned type, const void *body, size_t n)
{
    excel_u16(b, type);
    excel_u16(b, (unsigned)n);
    buf_add(b, body, n);
}

/* The head of a cell's record, whose body has `rest` bytes more. */
static inline void excel_cell(struct buf *b, unsigned type, unsigned row, unsigned column,
                              unsigned xf, size_t rest)
{
    excel_u16(b, type);
    excel_u16(b, (unsigned)(6 + rest));
    excel_u16(b, row);
    excel_u16(b, column);
    excel_u16(b, xf);
}

static inline void excel_bof(struct buf *b, unsigned version, unsigned kind)
{
    excel_u16(b, 0x0809);
    excel_u16(b, 8);
    excel_u16(b, version);
    excel_u16(b, kind);
    excel_u32(b, 0);
}

/* ASCII and Latin-1 characters only: UTF-8 of U+0000 to U+00FF as one byte each, else as UTF-16. */
static inline void excel_chars(struct buf *b, const char *utf8, bool wide)
{
    for (const unsigned char *p = (const unsigned char *)utf8; *p;) {
        uint32_t c = *p++;
        unsigned more = c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
        c = more == 2 ? c & 15 : more == 1 ? c & 31 : c;
        for (; more; more--)
            c = c << 6 | (*p++ & 63);
        if (wide)
            excel_u16(b, c);
        else
            buf_addc(b, (char)c);
    }
}

static inline unsigned excel_length(const char *utf8)
{
    unsigned n = 0;
    for (; *utf8; utf8++)
        n += (*utf8 & 0xC0) != 0x80;
    return n;
}

/* A cell of text as BIFF8 has it without the table of texts. */
static inline void excel_label(struct buf *b, unsigned row, unsigned column, const char *utf8,
                               bool wide)
{
    unsigned n = excel_length(utf8);
    excel_cell(b, 0x0204, row, column, 0, 3 + (size_t)n * (wide ? 2 : 1));
    excel_u16(b, n);
    buf_addc(b, wide);
    excel_chars(b, utf8, wide);
}

/* The same of BIFF5: bytes. */
static inline void excel_label5(struct buf *b, unsigned row, unsigned column, const char *bytes)
{
    excel_cell(b, 0x0204, row, column, 0, 2 + strlen(bytes));
    excel_u16(b, (unsigned)strlen(bytes));
    buf_adds(b, bytes);
}

struct xls_part { /* a sheet: its records without BOF and EOF */
    const char *name;
    const struct buf *records;
    bool hidden;
};

/* The stream of a book. globals: records between BOF and the sheets (may be NULL). */
static inline void excel_stream(struct buf *out, unsigned version, const struct buf *globals,
                                const struct xls_part *sheets, unsigned n)
{
    size_t at[16];
    bool wide = version == 0x0600;
    buf_reset(out);
    excel_bof(out, version, 5);
    if (globals)
        buf_add_span(out, buf_span(globals));
    for (unsigned i = 0; i < n; i++) {
        unsigned length = wide ? excel_length(sheets[i].name) : (unsigned)strlen(sheets[i].name);
        at[i] = out->n + 4;
        excel_u16(out, 0x0085);
        excel_u16(out, 7 + (wide ? 1 + 2 * length : length));
        excel_u32(out, 0);
        buf_addc(out, sheets[i].hidden);
        buf_addc(out, 0);
        buf_addc(out, (char)length);
        if (wide) {
            buf_addc(out, 1);
            excel_chars(out, sheets[i].name, true);
        } else {
            buf_adds(out, sheets[i].name);
        }
    }
    excel_record(out, 0x000A, "", 0);
    for (unsigned i = 0; i < n; i++) {
        uint32_t pos = (uint32_t)out->n;
        for (unsigned k = 0; k < 4; k++)
            out->p[at[i] + k] = (char)(pos >> 8 * k);
        excel_bof(out, version, 0x10);
        buf_add_span(out, buf_span(sheets[i].records));
        excel_record(out, 0x000A, "", 0);
    }
}

static inline void excel_entry(struct buf *b, const char *name, unsigned type, uint32_t first,
                               uint32_t size)
{
    size_t at = b->n, n = strlen(name);
    excel_chars(b, name, true);
    for (size_t i = n; i < 32; i++)
        excel_u16(b, 0);
    excel_u16(b, (unsigned)(2 * (n + 1)));
    buf_addc(b, (char)type);
    buf_addc(b, 1);
    for (unsigned i = 0; i < 3; i++)
        excel_u32(b, UINT32_MAX);
    while (b->n < at + 116)
        buf_addc(b, 0);
    excel_u32(b, first);
    excel_u32(b, size);
    excel_u32(b, 0);
}

static inline void excel_pad(struct buf *b, size_t to)
{
    while (b->n % to)
        buf_addc(b, 0);
}

/* A container with one stream: sectors of the table, the folder, the table of small sectors, the
 * stream. small: as programs write streams below 4096 bytes. */
static inline void excel_container(struct buf *out, const char *name, const struct buf *stream,
                                   bool small)
{
    enum { S = 512, EACH = S / 4 };
    uint32_t body = (uint32_t)((stream->n + S - 1) / S), fixed = 2, n_fat = 1;
    while (n_fat * EACH < n_fat + fixed + body)
        n_fat++;
    uint32_t folder = n_fat, mini = n_fat + 1, first = n_fat + fixed;
    buf_reset(out);
    buf_add(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    while (out->n < 24)
        buf_addc(out, 0);
    buf_add(out, "\x3E\0\3\0\xFE\xFF\x09\0\x06\0", 10);
    while (out->n < 44)
        buf_addc(out, 0);
    excel_u32(out, n_fat);
    excel_u32(out, folder);
    excel_u32(out, 0);
    excel_u32(out, small ? 4096 : 0);
    excel_u32(out, small ? mini : 0xFFFFFFFE);
    excel_u32(out, small);
    excel_u32(out, 0xFFFFFFFE);
    excel_u32(out, 0);
    for (uint32_t i = 0; i < 109; i++)
        excel_u32(out, i < n_fat ? i : UINT32_MAX);
    for (uint32_t i = 0; i < n_fat * EACH; i++) {
        bool chained = i >= first && i + 1 < first + body;
        excel_u32(out, i < n_fat          ? 0xFFFFFFFD
                       : chained          ? i + 1
                       : i < first + body ? 0xFFFFFFFE
                                          : UINT32_MAX);
    }
    excel_entry(out, "Root Entry", 5, small ? first : 0xFFFFFFFE, small ? (uint32_t)stream->n : 0);
    excel_entry(out, name, 2, small ? 0 : first, (uint32_t)stream->n);
    excel_pad(out, S);
    for (uint32_t i = 0; i < EACH; i++)
        excel_u32(out, (i + 1) * 64 < stream->n ? i + 1 : 0xFFFFFFFE);
    buf_add_span(out, buf_span(stream));
    excel_pad(out, S);
}

#endif
