/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The records of an .xls, and what its sheets share: names, texts, formats. Only xls*.c include
 * this. A record: u16 type, u16 length, bytes; integers are little-endian.
 */
#ifndef CORE_FOREIGN_XLSBOOK_H
#define CORE_FOREIGN_XLSBOOK_H

#include "core/foreign/excel.h"

enum xls_type {
    XLS_FORMULA = 0x0006,
    XLS_EOF = 0x000A,
    XLS_DATEMODE = 0x0022,
    XLS_FILEPASS = 0x002F,
    XLS_CONTINUE = 0x003C,
    XLS_BOUNDSHEET = 0x0085,
    XLS_MULRK = 0x00BD,
    XLS_RSTRING = 0x00D6,
    XLS_MERGEDCELLS = 0x00E5,
    XLS_XF = 0x00E0,
    XLS_SST = 0x00FC,
    XLS_LABELSST = 0x00FD,
    XLS_NUMBER = 0x0203,
    XLS_LABEL = 0x0204,
    XLS_BOOLERR = 0x0205,
    XLS_STRING = 0x0207,
    XLS_ARRAY = 0x0221,
    XLS_TABLE = 0x0236,
    XLS_RK = 0x027E,
    XLS_FORMAT = 0x041E,
    XLS_SHRFMLA = 0x04BC,
    XLS_BOF = 0x0809,
};

struct xls_record {
    unsigned type;
    struct span body;
    size_t next; /* where the next record is */
};

struct xlsbook {
    struct buf stream;
    bool unicode; /* BIFF8; else BIFF5 */
    bool since_1904;
    struct excel_sheets sheets; /* at = where in the stream */
    struct buf texts;
    uint32_t *text_at; /* one more at the end */
    size_t n_texts;
    uint16_t *cell_formats; /* numbers of formats, by a cell's XF */
    size_t n_cells, cap_cells;
    struct xls_format {
        unsigned id;
        struct excel_format format;
    } * formats;
    size_t n_formats;
};

bool xlsbook_open(struct xlsbook *b, struct span file, struct foreign_fault *fault);
void xlsbook_close(struct xlsbook *b);
/* false: behind the end. A record that is cut off is none. */
bool xlsbook_record(const struct xlsbook *b, size_t at, struct xls_record *out);
struct span xlsbook_text(const struct xlsbook *b, size_t i);
struct excel_format xlsbook_format(const struct xlsbook *b, size_t xf);

/* A text with its length in `bytes` (1 or 2) bytes before it, as the version of the file has it. */
void xlsbook_add_string(const struct xlsbook *b, struct span s, unsigned bytes, struct buf *out);

static inline unsigned xls_u16(const char *p)
{
    return (unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8;
}

static inline uint32_t xls_u32(const char *p)
{
    return xls_u16(p) | (uint32_t)xls_u16(p + 2) << 16;
}

#endif
