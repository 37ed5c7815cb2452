/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hoctap-file: reads one file of others from descriptor 0 and writes its rows to descriptor 1 as
 * protocol.h has it. It is run by core/rowsource.c, never by people, so it has no words for them.
 * Ends with 0 (all rows), 1 (a fault was reported) or 2 (wrong arguments).
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/foreign/csv.h"
#include "core/foreign/dbf.h"
#include "core/foreign/frame.h"
#include "core/foreign/jail.h"
#include "core/foreign/sniff.h"
#include "core/foreign/xls.h"
#include "core/foreign/xlsx.h"
#include "locale/charset.h"
#include "locale/mem.h"

struct request {
    enum foreign_format format;
    char sep; /* 0 = find it */
    bool utf16;
    const char *sheet; /* of an Excel file; NULL = the first that holds something */
};

static bool parse_format(const char *word, enum foreign_format *out)
{
    static const char *const words[] = {
        [FOREIGN_AUTO] = "auto", [FOREIGN_CSV] = "csv",   [FOREIGN_DBF] = "dbf",
        [FOREIGN_XLS] = "xls",   [FOREIGN_XLSX] = "xlsx",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0) {
            *out = (enum foreign_format)i;
            return true;
        }
    return false;
}

static bool parse_sep(const char *word, char *out)
{
    if (strcmp(word, "auto") == 0)
        *out = 0;
    else if (strcmp(word, "tab") == 0 || strcmp(word, "\\t") == 0)
        *out = '\t';
    else if (word[0] && !word[1] && !strchr("\"\r\n", word[0]) && (unsigned char)word[0] < 0x80)
        *out = word[0];
    else
        return false;
    return true;
}

static bool parse(int argc, char **argv, struct request *r)
{
    static const struct option options[] = {{"format", required_argument, NULL, 'f'},
                                            {"sep", required_argument, NULL, 's'},
                                            {"charset", required_argument, NULL, 'c'},
                                            {"sheet", required_argument, NULL, 'n'},
                                            {0}};
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o == 'f' && parse_format(optarg, &r->format))
            continue;
        if (o == 's' && parse_sep(optarg, &r->sep))
            continue;
        if (o == 'n') {
            r->sheet = optarg;
            continue;
        }
        if (o != 'c')
            return false;
        r->utf16 = strcasecmp(optarg, "utf-16") == 0; /* the others are the caller's business */
    }
    return optind == argc;
}

/* false: *fault says why. */
static bool read_all(struct buf *file, struct foreign_fault *fault)
{
    enum { PIECE = 256 << 10 };
    struct stat st;
    if (fstat(0, &st) == 0 && S_ISREG(st.st_mode)) {
        if (st.st_size > FOREIGN_FILE_MAX) {
            foreign_fail(fault, FOREIGN_ERROR_FILE_TOO_LARGE, 0, 0);
            return false;
        }
        buf_reserve(file, (size_t)st.st_size + PIECE);
    }
    for (;;) {
        buf_reserve(file, PIECE);
        ssize_t n = read(0, file->p + file->n, PIECE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            foreign_fail(fault, FOREIGN_ERROR_READ, 0, file->n);
            return false;
        }
        if (n == 0)
            return true;
        file->n += (size_t)n;
        if (file->n > FOREIGN_FILE_MAX) {
            foreign_fail(fault, FOREIGN_ERROR_FILE_TOO_LARGE, 0, 0);
            return false;
        }
    }
}

/* The order of the bytes may be our own finding, so the decoder gets it as a mark. */
static void from_utf16(struct buf *file, enum sniff_utf16 order, size_t skip)
{
    struct charset_decoder d;
    struct buf out = {0};
    buf_reserve(&out, file->n + file->n / 2);
    charset_decoder_init(&d, CHARSET_UTF16);
    charset_decoder_feed(&d, order == SNIFF_UTF16_BE ? SPAN_LIT("\xFE\xFF") : SPAN_LIT("\xFF\xFE"),
                         &out);
    charset_decoder_feed(&d, span_make(file->p + skip, file->n - skip), &out);
    charset_decoder_finish(&d, &out);
    buf_release(file);
    *file = out;
}

typedef enum foreign_step next_row(void *reader, struct foreign_row *, struct foreign_fault *);

/* Sends rows until the end, the limit or a fault. The header row is not counted. */
static enum foreign_step send_some(struct frame_out *out, next_row *next, void *reader,
                                   struct foreign_fault *fault)
{
    struct foreign_row *row = mem_alloc(sizeof *row);
    enum foreign_step step;
    while ((step = next(reader, row, fault)) == FOREIGN_ROW) {
        if (out->rows == FOREIGN_ROWS_MAX + 1) {
            step = foreign_fail(fault, FOREIGN_ERROR_TOO_MANY_ROWS, row->line, 0);
            break;
        }
        frame_row(out, row);
    }
    free(row);
    if (step == FOREIGN_END && out->rows == 0)
        step = foreign_fail(fault, FOREIGN_ERROR_EMPTY, 0, 0);
    return step;
}

/* The last frame. */
static int end_rows(struct frame_out *out, enum foreign_step step,
                    const struct foreign_fault *fault)
{
    if (step == FOREIGN_END)
        frame_end(out);
    else
        frame_fault(out, fault);
    return step == FOREIGN_END ? 0 : 1;
}

static int send_rows(struct frame_out *out, next_row *next, void *reader)
{
    struct foreign_fault fault = {0};
    enum foreign_step step = send_some(out, next, reader, &fault);
    return end_rows(out, step, &fault);
}

static enum foreign_step next_csv(void *reader, struct foreign_row *row, struct foreign_fault *f)
{
    return csv_next(reader, row, f);
}

static enum foreign_step next_dbf(void *reader, struct foreign_row *row, struct foreign_fault *f)
{
    return dbf_next(reader, row, f);
}

static enum foreign_step next_xls(void *reader, struct foreign_row *row, struct foreign_fault *f)
{
    return xls_next(reader, row, f);
}

static enum foreign_step next_xlsx(void *reader, struct foreign_row *row, struct foreign_fault *f)
{
    return xlsx_next(reader, row, f);
}

static int send_csv(struct buf *file, const struct request *r, struct frame_out *out)
{
    struct csv c;
    size_t skip;
    char sep;
    enum foreign_hint hint = FOREIGN_HINT_NONE;
    enum sniff_utf16 order = sniff_utf16(buf_span(file), &skip);
    if (order != SNIFF_NO_UTF16 || r->utf16) {
        from_utf16(file, order, skip);
        hint = FOREIGN_HINT_WAS_UTF16;
    }
    csv_init(&c, file->p, file->n, ',');
    if (file->n >= 3 && memcmp(file->p, "\xEF\xBB\xBF", 3) == 0) {
        c.pos = 3;
        hint = hint ? hint : FOREIGN_HINT_UTF8_BOM;
    }
    if (!csv_take_sep_line(&c, &sep))
        sep = r->sep ? 0 : csv_sniff(span_make(file->p + c.pos, file->n - c.pos));
    c.sep = r->sep ? r->sep : sep; /* what the user says wins over what the file says */
    frame_format(out, FOREIGN_CSV, c.sep, hint);
    return send_rows(out, next_csv, &c);
}

static int send_dbf(struct span file, struct frame_out *out)
{
    struct foreign_fault fault = {0};
    unsigned n;
    struct dbf *d = dbf_open(file, &fault);
    frame_format(out, FOREIGN_DBF, 0, FOREIGN_HINT_NONE);
    if (!d) {
        frame_fault(out, &fault);
        return 1;
    }
    const struct dbf_field *fields = dbf_fields(d, &n);
    for (unsigned i = 0; i < n; i++)
        frame_column(out, fields[i].type, fields[i].width, fields[i].name);
    int rc = send_rows(out, next_dbf, d);
    dbf_close(d);
    return rc;
}

/* A file that cannot be opened; the sheets are known when only the one asked for is missing. */
static int refuse_book(struct frame_out *out, struct excel_sheets *names,
                       const struct foreign_fault *fault)
{
    frame_sheets(out, names);
    excel_sheets_release(names);
    frame_fault(out, fault);
    return 1;
}

static int send_xls(struct span file, const struct request *r, struct frame_out *out)
{
    struct excel_sheets names = {0};
    struct foreign_fault fault = {0};
    struct xls *x = xls_open(file, r->sheet, &names, &fault);
    bool unicode = x && xls_is_unicode(x);
    frame_format(out, FOREIGN_XLS, 0, unicode ? FOREIGN_HINT_WAS_UTF16 : FOREIGN_HINT_NONE);
    if (!x)
        return refuse_book(out, &names, &fault);
    enum foreign_step step = send_some(out, next_xls, x, &fault);
    if (step == FOREIGN_END)
        xls_count(x);
    frame_sheets(out, xls_sheets(x));
    xls_close(x);
    return end_rows(out, step, &fault);
}

static int send_xlsx(struct span file, const struct request *r, struct frame_out *out)
{
    struct excel_sheets names = {0};
    struct foreign_fault fault = {0};
    struct xlsx *x = xlsx_open(file, r->sheet, &names, &fault);
    frame_format(out, FOREIGN_XLSX, 0, FOREIGN_HINT_WAS_UTF16);
    if (!x)
        return refuse_book(out, &names, &fault);
    enum foreign_step step = send_some(out, next_xlsx, x, &fault);
    if (step == FOREIGN_END)
        xlsx_count(x);
    frame_sheets(out, xlsx_sheets(x));
    xlsx_close(x);
    return end_rows(out, step, &fault);
}

static int send_fault(struct frame_out *out, enum foreign_error error)
{
    struct foreign_fault fault = {.error = error};
    frame_fault(out, &fault);
    return 1;
}

/* What the file is. Of the two kinds of Excel the bytes know better than people. */
static enum foreign_format find_format(struct span file, const struct request *r)
{
    enum foreign_format found = FOREIGN_AUTO;
    bool excel = r->format == FOREIGN_XLS || r->format == FOREIGN_XLSX;
    if (r->format == FOREIGN_AUTO && r->utf16)
        return FOREIGN_CSV;
    if (r->format != FOREIGN_AUTO && !excel)
        return r->format;
    bool known = sniff_format(file, &found);
    if (excel && found != FOREIGN_XLS && found != FOREIGN_XLSX)
        return FOREIGN_AUTO;
    return known ? found : FOREIGN_AUTO;
}

static int send_file(struct buf *file, struct request *r, struct frame_out *out)
{
    if (!file->n)
        return send_fault(out, FOREIGN_ERROR_EMPTY);
    switch (find_format(buf_span(file), r)) {
    case FOREIGN_CSV:
        return send_csv(file, r, out);
    case FOREIGN_DBF:
        return send_dbf(buf_span(file), out);
    case FOREIGN_XLS:
        return send_xls(buf_span(file), r, out);
    case FOREIGN_XLSX:
        return send_xlsx(buf_span(file), r, out);
    case FOREIGN_AUTO:
        break;
    }
    return send_fault(out, sniff_web_page(buf_span(file)) ? FOREIGN_ERROR_WEB_PAGE
                                                          : FOREIGN_ERROR_UNKNOWN_FORMAT);
}

int main(int argc, char **argv)
{
    struct request r = {0};
    struct frame_out out = {.fd = 1};
    struct foreign_fault fault = {0};
    struct buf file = {0};
    if (!parse(argc, argv, &r))
        return 2;
    jail_enter();
    int rc = 1;
    if (read_all(&file, &fault))
        rc = send_file(&file, &r, &out);
    else
        frame_fault(&out, &fault);
    buf_release(&file);
    buf_release(&out.pending);
    return rc;
}
