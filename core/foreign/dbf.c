/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/dbf.h"

#include <inttypes.h>
#include <shapefil.h>
#include <stdlib.h>
#include <string.h>

#include "core/foreign/dbfcell.h"
#include "locale/mem.h"

enum { HEAD = 32, FIELD = 32, END_OF_FIELDS = 0x0D };

struct dbf {
    struct span file;
    size_t pos; /* of shapelib's reading */
    DBFHandle handle;
    uint32_t records, whole;    /* said by the header; there */
    uint32_t next;              /* 0 = the names, else the record (from 1) */
    unsigned header, record;    /* bytes */
    unsigned flags_at, flags_n; /* FoxPro's null flags in the record */
    unsigned n;
    struct dbf_field fields[FOREIGN_COLUMNS_MAX];
    struct buf text;
};

/* shapelib's way to the file. It gives its hooks no context, only the name it opens: so the name is
 * the address of our struct dbf. It asks for a second file (.cpg) as well, which is never there. */
static SAFile open_named(const char *name, const char *access)
{
    uintptr_t address = 0;
    char extension[8];
    (void)access;
    if (sscanf(name, "%" SCNxPTR ".%7s", &address, extension) != 2 || strcmp(extension, "dbf") != 0)
        return NULL;
    return (SAFile)address;
}

static SAOffset read_items(void *p, SAOffset size, SAOffset n, SAFile f)
{
    struct dbf *d = (struct dbf *)(void *)f;
    size_t left = d->pos < d->file.n ? d->file.n - d->pos : 0;
    if (!size || n > left / size)
        n = size ? left / size : 0;
    memcpy(p, d->file.p + d->pos, size * n);
    d->pos += size * n;
    return n;
}

static SAOffset seek_to(SAFile f, SAOffset offset, int whence)
{
    struct dbf *d = (struct dbf *)(void *)f;
    if (whence != SEEK_SET || offset > d->file.n)
        return (SAOffset)-1;
    d->pos = offset;
    return 0;
}

static SAOffset tell(SAFile f)
{
    return ((struct dbf *)(void *)f)->pos;
}

static SAOffset no_write(void *p, SAOffset size, SAOffset n, SAFile f)
{
    (void)p, (void)size, (void)n, (void)f;
    return 0;
}

static int nothing(SAFile f)
{
    (void)f;
    return 0;
}

static int no_remove(const char *name)
{
    (void)name;
    return -1;
}

static void no_error(const char *message)
{
    (void)message;
}

static bool open_handle(struct dbf *d)
{
    SAHooks hooks = {.FOpen = open_named,
                     .FRead = read_items,
                     .FWrite = no_write,
                     .FSeek = seek_to,
                     .FTell = tell,
                     .FFlush = nothing,
                     .FClose = nothing,
                     .Remove = no_remove,
                     .Error = no_error,
                     .Atof = atof};
    char name[32];
    snprintf(name, sizeof name, "%" PRIxPTR ".dbf", (uintptr_t)d);
    d->handle = DBFOpenLL(name, "rb", &hooks);
    return d->handle != NULL;
}

static unsigned u16(const char *p)
{
    return (unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8;
}

static bool fox_pro(struct span file)
{
    return file.p[0] >= 0x30 && file.p[0] <= 0x32;
}

static bool is_memo(const struct dbf *d, const struct dbf_field *f)
{
    if (f->type == 'B') /* a double of FoxPro; a picture of dBase */
        return !fox_pro(d->file) && f->width != 8;
    return f->type && strchr("MGPW", f->type);
}

static bool refuse_memo(const struct dbf_field *f, struct foreign_fault *fault)
{
    foreign_fail(fault, FOREIGN_ERROR_MEMO_FIELD, 1, 0);
    for (size_t i = 0; i < f->name.n && i < sizeof fault->detail - 1; i++)
        fault->detail[i] = f->name.p[i] > ' ' && f->name.p[i] < 127 ? f->name.p[i] : '?';
    return false;
}

/* The descriptor of a field. `wide`: a C field has the high byte of its width where others have
 * their decimals (FoxPro, Clipper); which it is, the length of the record tells. */
static struct dbf_field field_at(const struct dbf *d, unsigned i, bool wide)
{
    const char *p = d->file.p + HEAD + FIELD * i;
    size_t n = strnlen(p, 11);
    while (n && p[n - 1] == ' ')
        n--;
    struct dbf_field f = {.type = p[11], .width = (unsigned char)p[16], .name = {p, n}};
    if (wide && f.type == 'C')
        f.width = u16(p + 16);
    f.nullable = fox_pro(d->file) && (p[18] & 2);
    return f;
}

static unsigned count_fields(const struct dbf *d)
{
    unsigned n = 0;
    while (HEAD + FIELD * (n + 1) <= d->header && d->file.p[HEAD + FIELD * n] != END_OF_FIELDS)
        n++;
    return n;
}

static unsigned sum_widths(const struct dbf *d, unsigned n, bool wide)
{
    unsigned sum = 1;
    for (unsigned i = 0; i < n; i++)
        sum += field_at(d, i, wide).width;
    return sum;
}

static bool lay_out(struct dbf *d, struct foreign_fault *fault)
{
    unsigned n = count_fields(d), at = 1, bit = 0;
    bool wide = sum_widths(d, n, false) != d->record && sum_widths(d, n, true) == d->record;
    if (!n || sum_widths(d, n, wide) > d->record) {
        foreign_fail(fault, FOREIGN_ERROR_BAD_HEADER, 1, n ? 10 : HEAD);
        return false;
    }
    for (unsigned i = 0; i < n; i++) {
        struct dbf_field f = field_at(d, i, wide);
        f.at = at;
        at += f.width;
        if (is_memo(d, &f))
            return refuse_memo(&f, fault);
        if (f.type == '0') {
            d->flags_at = f.at;
            d->flags_n = f.width;
            continue;
        }
        if (f.type == 'V' || f.type == 'Q')
            f.length_bit = bit++;
        if (f.nullable)
            f.null_bit = bit++;
        if (d->n == FOREIGN_COLUMNS_MAX) {
            foreign_fail(fault, FOREIGN_ERROR_TOO_MANY_COLUMNS, 1, HEAD + FIELD * i);
            return false;
        }
        d->fields[d->n++] = f;
    }
    return true;
}

static bool read_header(struct dbf *d, struct foreign_fault *fault)
{
    enum foreign_error error = FOREIGN_ERROR_BAD_HEADER;
    if (d->file.n >= HEAD) {
        const char *p = d->file.p;
        d->records = u16(p + 4) | (uint32_t)u16(p + 6) << 16;
        d->header = u16(p + 8);
        d->record = u16(p + 10);
        bool text = !memchr(p, 0, HEAD); /* no DBF at all */
        if ((p[0] & 7) == 4 && !text)    /* dBase 7 has other descriptors */
            error = FOREIGN_ERROR_UNSUPPORTED;
        else if (d->header > HEAD + FIELD && d->header <= d->file.n && d->record > 1 &&
                 d->records <= INT32_MAX)
            return lay_out(d, fault);
        else if (d->header > d->file.n && d->header > HEAD + FIELD && !text)
            error = FOREIGN_ERROR_TRUNCATED;
    }
    foreign_fail(fault, error, 1, 0);
    return false;
}

struct dbf *dbf_open(struct span file, struct foreign_fault *fault)
{
    struct dbf *d = mem_alloc(sizeof *d);
    d->file = file;
    if (!read_header(d, fault)) {
        dbf_close(d);
        return NULL;
    }
    if (!open_handle(d)) {
        foreign_fail(fault, FOREIGN_ERROR_BAD_HEADER, 1, 0);
        dbf_close(d);
        return NULL;
    }
    size_t fit = (file.n - d->header) / d->record;
    d->whole = fit < d->records ? (uint32_t)fit : d->records;
    buf_reserve(&d->text, (size_t)d->n * DBFCELL_MAX); /* so that cells in it stay where they are */
    return d;
}

static bool flag(const struct dbf *d, const char *record, unsigned bit)
{
    return bit / 8 < d->flags_n && record[d->flags_at + bit / 8] >> bit % 8 & 1;
}

static struct span cell(struct dbf *d, const char *record, const struct dbf_field *f)
{
    struct span raw = {record + f->at, f->width};
    if (f->nullable && flag(d, record, f->null_bit))
        return SPAN_LIT("");
    if ((f->type == 'V' || f->type == 'Q') && f->width && flag(d, record, f->length_bit)) {
        unsigned char n = (unsigned char)raw.p[raw.n - 1];
        raw.n = n < raw.n ? n : raw.n - 1;
    }
    return dbfcell_text(f, raw, &d->text);
}

enum foreign_step dbf_next(struct dbf *d, struct foreign_row *row, struct foreign_fault *fault)
{
    row->n = d->n;
    if (d->next == 0) {
        row->line = 1;
        for (unsigned i = 0; i < d->n; i++)
            row->cells[i] = d->fields[i].name;
        d->next = 1;
        return FOREIGN_ROW;
    }
    while (d->next <= d->whole) {
        uint32_t k = d->next++;
        const char *record = DBFReadTuple(d->handle, (int)(k - 1));
        if (!record)
            return foreign_fail(fault, FOREIGN_ERROR_READ, k + 1, d->pos);
        if (record[0] == '*')
            continue;
        buf_reset(&d->text);
        row->line = k + 1;
        for (unsigned i = 0; i < d->n; i++)
            row->cells[i] = cell(d, record, &d->fields[i]);
        return FOREIGN_ROW;
    }
    if (d->whole < d->records)
        return foreign_fail(fault, FOREIGN_ERROR_TRUNCATED, (uint64_t)d->whole + 2, d->file.n);
    return FOREIGN_END;
}

const struct dbf_field *dbf_fields(const struct dbf *d, unsigned *n)
{
    *n = d->n;
    return d->fields;
}

void dbf_close(struct dbf *d)
{
    if (!d)
        return;
    if (d->handle)
        DBFClose(d->handle);
    buf_release(&d->text);
    free(d);
}
