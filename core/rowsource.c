/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rowsource.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "core/rowsource_spawn.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"

enum { HEAD = 5, PIECE = 64 << 10, FIELD_NAME_MAX = 64, SHEETS_MAX = 1024 };
#define FRAME_MAX (6 + FOREIGN_COLUMNS_MAX * (4 + FOREIGN_CELL_MAX))

struct row_source {
    struct rowsource_child child;
    char *name; /* of the file, as people know it */
    int64_t left_ms;
    struct buf in; /* from `pos` on: what the child said and we have not used */
    size_t pos;
    enum foreign_format format;
    char separator;
    enum foreign_hint hint;
    uint64_t rows;
    uint32_t line; /* of the last row */
    bool ended;
    const char *reason; /* set: every call fails with `failed` */
    struct detail failed;
    struct row_sheets sheets;
    unsigned n_columns;
    struct row_source_column columns[FOREIGN_COLUMNS_MAX];
    struct span cells[FOREIGN_COLUMNS_MAX];
    bool filled[FOREIGN_COLUMNS_MAX];
};

struct frame {
    char kind;
    struct span body;
};

static uint64_t little(const char *p, unsigned n)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < n; i++)
        v |= (uint64_t)(unsigned char)p[i] << 8 * i;
    return v;
}

static enum status fail(struct row_source *s, const char *reason, uint64_t line, const char *fmt,
                        ...) __attribute__((format(printf, 4, 5)));
static enum status fail(struct row_source *s, const char *reason, uint64_t line, const char *fmt,
                        ...)
{
    struct buf text = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    s->reason = reason;
    s->failed = (struct detail){.position = line};
    detail_set(&s->failed, STATUS_IO, "%s", buf_str(&text));
    buf_release(&text);
    rowsource_stop(&s->child);
    return STATUS_IO;
}

/* The child crashed, was stopped by a limit, or said what it must not. */
static enum status stopped(struct row_source *s)
{
    if (!s->line)
        return fail(s, "stopped", 0,
                    _("%s: tệp này không đọc được. Hãy mở bằng Excel và lưu lại thành .csv "
                      "(UTF-8)."),
                    s->name);
    return fail(s, "stopped", s->line,
                _("%s: không đọc được phần sau dòng %" PRIu32
                  ". Hãy mở bằng Excel và lưu lại thành .csv (UTF-8)."),
                s->name, s->line);
}

static const char *error_word(enum foreign_error e)
{
    static const char *const words[] = {
#define X(name, word) [FOREIGN_ERROR_##name] = word,
        FOREIGN_ERROR_LIST(X)
#undef X
    };
    return words[e];
}

static enum status no_sheet(struct row_source *s, const char *word)
{
    struct buf names = {0};
    for (unsigned i = 0; i < s->sheets.n; i++)
        buf_addf(&names, "%s%u %s", i ? ", " : "", i + 1, s->sheets.v[i].name);
    enum status st = fail(s, word, 0,
                          _("%s: không có trang tính như đã nêu. Tệp có các trang: %s. Hãy nêu tên "
                            "hoặc số của một trang."),
                          s->name, buf_str(&names));
    buf_release(&names);
    return st;
}

/* One sentence per fault: which file, which line, what to do. */
static enum status report(struct row_source *s, enum foreign_error e, uint64_t line,
                          const char *field)
{
    const char *word = error_word(e), *name = s->name;
    switch (e) {
    case FOREIGN_ERROR_UNKNOWN_FORMAT:
        return fail(s, word, 0,
                    _("%s: đây không phải tệp .xlsx, .xls, .csv hay .dbf. Hãy mở bằng Excel hoặc "
                      "LibreOffice và lưu lại thành .xlsx."),
                    name);
    case FOREIGN_ERROR_UNSUPPORTED:
        if (s->format == FOREIGN_DBF)
            return fail(s, word, 0,
                        _("%s: chưa đọc được .dbf của dBase 7. Hãy mở bằng LibreOffice và lưu lại "
                          "thành .csv (UTF-8)."),
                        name);
        return fail(s, word, 0,
                    _("%s: chưa đọc được loại tệp Excel này. Hãy mở bằng Excel hoặc LibreOffice và "
                      "lưu lại thành .xlsx."),
                    name);
    case FOREIGN_ERROR_READ:
        return fail(s, word, line,
                    _("%s: không đọc được hết tệp. Hãy chép tệp sang chỗ khác rồi làm lại."), name);
    case FOREIGN_ERROR_FILE_TOO_LARGE:
        return fail(s, word, 0,
                    _("%s: tệp lớn hơn %u MiB. Hãy chia thành nhiều tệp, mỗi thôn một tệp."), name,
                    FOREIGN_FILE_MAX >> 20);
    case FOREIGN_ERROR_TOO_MANY_ROWS:
        return fail(s, word, line,
                    _("%s: tệp có hơn %u dòng. Hãy chia thành nhiều tệp, mỗi thôn một tệp."), name,
                    FOREIGN_ROWS_MAX);
    case FOREIGN_ERROR_TOO_MANY_COLUMNS:
        return fail(s, word, line,
                    _("%s, dòng %" PRIu64 ": có hơn %u cột. Hãy xóa bớt cột rồi làm lại."), name,
                    line, FOREIGN_COLUMNS_MAX);
    case FOREIGN_ERROR_CELL_TOO_LARGE:
        if (s->format != FOREIGN_CSV)
            return fail(s, word, line,
                        _("%s, dòng %" PRIu64 ": có một ô quá dài (hơn %u KiB). Hãy viết ô đó ngắn "
                          "lại rồi làm lại."),
                        name, line, FOREIGN_CELL_MAX >> 10);
        return fail(s, word, line,
                    _("%s, dòng %" PRIu64 ": có một ô quá dài (hơn %u KiB). Hãy sửa ô đó; có thể "
                      "thiếu hoặc thừa dấu ngoặc kép (\")."),
                    name, line, FOREIGN_CELL_MAX >> 10);
    case FOREIGN_ERROR_OPEN_QUOTE:
        return fail(s, word, line,
                    _("%s, dòng %" PRIu64 ": có dấu ngoặc kép (\") mở mà không đóng. Hãy thêm hoặc "
                      "xóa dấu đó rồi làm lại."),
                    name, line);
    case FOREIGN_ERROR_BAD_HEADER:
        return fail(
            s, word, 0,
            _("%s: phần đầu không phải của tệp .dbf, hoặc đã hỏng. Hãy bỏ --format, hoặc chép "
              "lại tệp từ máy cũ rồi làm lại."),
            name);
    case FOREIGN_ERROR_TRUNCATED:
        return fail(s, word, line,
                    _("%s: tệp bị cắt cụt, thiếu từ dòng %" PRIu64
                      ". Hãy chép lại tệp từ máy cũ rồi làm lại."),
                    name, line);
    case FOREIGN_ERROR_MEMO_FIELD:
        return fail(s, word, 0,
                    _("%s: cột %s là cột ghi chú (memo), nội dung nằm ở tệp khác. Hãy bỏ cột đó "
                      "hoặc lưu lại thành .csv (UTF-8)."),
                    name, field);
    case FOREIGN_ERROR_EMPTY:
        if (s->sheets.n)
            return fail(s, word, 0,
                        _("%s: trang tính '%s' không có dòng nào. Hãy chọn trang hoặc tệp khác."),
                        name, s->sheets.v[s->sheets.chosen].name);
        return fail(s, word, 0, _("%s: tệp không có dòng nào. Hãy chọn tệp khác."), name);
    case FOREIGN_ERROR_DAMAGED:
        return fail(
            s, word, line,
            _("%s: tệp Excel này hỏng hoặc thiếu một phần. Hãy chép lại tệp từ máy cũ, hoặc "
              "mở bằng Excel và lưu lại thành .xlsx."),
            name);
    case FOREIGN_ERROR_ENCRYPTED:
        return fail(s, word, 0,
                    _("%s: tệp có mật khẩu nên không đọc được. Hãy mở bằng Excel, bỏ mật khẩu, lưu "
                      "lại rồi nhập."),
                    name);
    case FOREIGN_ERROR_WEB_PAGE:
        return fail(s, word, 0,
                    _("%s: bên trong là trang web (HTML, XML), không phải bảng Excel thật. Hãy mở "
                      "bằng Excel, chọn Lưu thành (Save As), loại .xlsx, rồi nhập tệp mới."),
                    name);
    case FOREIGN_ERROR_UNPACKED_TOO_LARGE:
        return fail(
            s, word, line,
            _("%s: nội dung tệp lớn quá (hơn %u MiB). Hãy xóa các trang không cần, hoặc chia "
              "thành nhiều tệp, mỗi thôn một tệp."),
            name, FOREIGN_UNPACKED_MAX >> 20);
    case FOREIGN_ERROR_NO_SHEET:
        return no_sheet(s, word);
    }
    return stopped(s);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* More bytes from the child. Only the time we wait for it counts: a caller may take as long over a
 * row as a person looks at it. */
static enum status fill(struct row_source *s)
{
    buf_reserve(&s->in, PIECE);
    for (;;) {
        struct pollfd p = {.fd = s->child.out, .events = POLLIN};
        int64_t begin = now_ms();
        int ready = poll(&p, 1, (int)s->left_ms);
        s->left_ms -= now_ms() - begin;
        if (ready == 0 || s->left_ms <= 0)
            return fail(s, "time", s->line,
                        _("%s: đọc tệp lâu quá nên đã dừng. Hãy chia thành nhiều tệp nhỏ."),
                        s->name);
        ssize_t n = ready < 0 ? -1 : read(s->child.out, s->in.p + s->in.n, PIECE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return stopped(s);
        s->in.n += (size_t)n;
        return STATUS_OK;
    }
}

static enum status next_frame(struct row_source *s, struct frame *f)
{
    for (;;) {
        size_t have = s->in.n - s->pos;
        const char *p = s->in.p + s->pos;
        size_t length = have >= HEAD ? (size_t)little(p + 1, 4) : 0;
        if (length > FRAME_MAX)
            return stopped(s);
        if (have >= HEAD && have - HEAD >= length) {
            *f = (struct frame){p[0], {p + HEAD, length}};
            s->pos += HEAD + length;
            return STATUS_OK;
        }
        if (s->pos) {
            memmove(s->in.p, p, have);
            s->in.n = have;
            s->pos = 0;
        }
        enum status st = fill(s);
        if (st != STATUS_OK)
            return st;
    }
}

static bool take_format(struct row_source *s, struct span b)
{
    if (b.n != 4 || s->format != FOREIGN_AUTO || (unsigned char)b.p[0] == FOREIGN_AUTO ||
        (unsigned char)b.p[0] > FOREIGN_XLSX || (unsigned char)b.p[2] > FOREIGN_HINT_WAS_UTF16)
        return false;
    s->format = (enum foreign_format)b.p[0];
    s->separator = b.p[1];
    s->hint = (enum foreign_hint)b.p[2];
    return true;
}

static bool take_column(struct row_source *s, struct span b)
{
    if (b.n < 2 || s->rows || s->n_columns == FOREIGN_COLUMNS_MAX)
        return false;
    s->columns[s->n_columns++] = (struct row_source_column){b.p[0], (unsigned char)b.p[1]};
    return true;
}

static bool take_row(struct row_source *s, struct span b, struct row *row)
{
    if (b.n < 6 || little(b.p + 4, 2) > FOREIGN_COLUMNS_MAX)
        return false;
    *row =
        (struct row){(uint32_t)little(b.p, 4), (unsigned)little(b.p + 4, 2), s->cells, s->filled};
    size_t at = 6;
    for (unsigned i = 0; i < row->n; i++) {
        size_t n = b.n - at >= 4 ? (size_t)little(b.p + at, 4) : SIZE_MAX;
        s->filled[i] = b.n - at >= 4 && (n & FOREIGN_FILLED);
        if (s->filled[i])
            n -= FOREIGN_FILLED;
        if (n > FOREIGN_CELL_MAX || n > b.n - at - 4)
            return false;
        s->cells[i] = (struct span){b.p + at + 4, n};
        at += 4 + n;
    }
    s->line = row->line;
    s->rows++;
    return at == b.n;
}

static bool take_sheet(struct row_source *s, struct span b)
{
    struct row_sheets *all = &s->sheets;
    if (b.n < 5 || all->n == SHEETS_MAX || (s->format != FOREIGN_XLS && s->format != FOREIGN_XLSX))
        return false;
    struct row_sheet sheet = {.rows = (uint32_t)little(b.p + 1, 4), .hidden = b.p[0] & 1};
    struct buf name = {0};
    for (size_t i = 5; i < b.n; i++) /* it comes before the eyes of people */
        buf_addc(&name, (unsigned char)b.p[i] < ' ' || b.p[i] == 127 ? '?' : b.p[i]);
    buf_adds(&name, "");
    sheet.name = mem_strdup(utf8_valid(buf_span(&name)) ? buf_str(&name) : "?");
    buf_release(&name);
    if (b.p[0] & 2)
        all->chosen = all->n;
    all->v = mem_realloc_array(all->v, all->n + 1, sizeof *all->v);
    all->v[all->n++] = sheet;
    return true;
}

static enum status take_fault(struct row_source *s, struct span b)
{
    char field[FIELD_NAME_MAX] = "";
    if (b.n < 17 || (unsigned char)b.p[0] > FOREIGN_ERROR_NO_SHEET)
        return stopped(s);
    for (size_t i = 0; i < b.n - 17 && i < sizeof field - 1; i++)
        field[i] = b.p[17 + i] > ' ' && b.p[17 + i] < 127 ? b.p[17 + i] : '?';
    return report(s, (enum foreign_error)b.p[0], little(b.p + 1, 8), field);
}

/* *row is filled, or *end set, or both are left when the frame was for us alone. */
static enum status take_frame(struct row_source *s, struct frame f, struct row *row, bool *end)
{
    bool good = false;
    switch (f.kind) {
    case 'F':
        good = take_format(s, f.body);
        break;
    case 'C':
        good = s->format == FOREIGN_DBF && take_column(s, f.body);
        break;
    case 'R':
        good = s->format != FOREIGN_AUTO && row && take_row(s, f.body, row);
        break;
    case 'S':
        good = take_sheet(s, f.body);
        break;
    case 'X':
        return take_fault(s, f.body);
    case 'Z':
        good = f.body.n == 8 && little(f.body.p, 8) == s->rows && s->rows;
        *end = s->ended = good;
        if (good)
            rowsource_stop(&s->child);
        break;
    default:
        break;
    }
    return good ? STATUS_OK : stopped(s);
}

static enum status give(const struct row_source *s, struct detail *d)
{
    if (d)
        *d = s->failed;
    return STATUS_IO;
}

int row_find_column(const struct row *header, const char *name)
{
    for (unsigned i = 0; i < header->n; i++) {
        struct span s = span_trim(header->cells[i]);
        if (i == 0 && s.n > 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0)
            s.p += 3, s.n -= 3;
        if (s.n == strlen(name) && strncasecmp(s.p, name, s.n) == 0)
            return (int)i;
    }
    return -1;
}

enum status row_source_open(struct row_source **out, const char *path,
                            const struct row_source_options *o, struct detail *d)
{
    struct row_source_options defaults = {0};
    int fd;
    bool end = false;
    *out = NULL;
    o = o ? o : &defaults;
    enum status st = rowsource_open_file(path, o->plain, &fd, d);
    if (st != STATUS_OK)
        return st;
    struct row_source *s = mem_alloc(sizeof *s);
    s->left_ms = 1000LL * (o->seconds > 0 ? o->seconds : (int)FOREIGN_SECONDS_MAX);
    s->name = mem_strdup(strcmp(path, "-") == 0 ? _("Đầu vào") : path);
    st = rowsource_spawn(&s->child, fd, o, d);
    close(fd);
    if (st == STATUS_OK) {
        struct frame f;
        st = next_frame(s, &f);
        if (st == STATUS_OK)
            st = take_frame(s, f, NULL, &end);
        if (st != STATUS_OK)
            give(s, d);
    }
    if (st == STATUS_OK)
        *out = s;
    else
        row_source_close(s);
    return st;
}

enum status row_source_next(struct row_source *s, struct row *row, bool *end, struct detail *d)
{
    *row = (struct row){0};
    *end = s->ended;
    while (!s->reason && !*end && !row->n) {
        struct frame f;
        enum status st = next_frame(s, &f);
        if (st == STATUS_OK)
            st = take_frame(s, f, row, end);
        if (st != STATUS_OK)
            *row = (struct row){0};
    }
    return s->reason ? give(s, d) : STATUS_OK;
}

void row_source_close(struct row_source *s)
{
    if (!s)
        return;
    rowsource_stop(&s->child);
    buf_release(&s->in);
    row_sheets_release(&s->sheets);
    free(s->name);
    free(s);
}

enum foreign_format row_source_format(const struct row_source *s)
{
    return s->format;
}

char row_source_separator(const struct row_source *s)
{
    return s->separator;
}

enum foreign_hint row_source_hint(const struct row_source *s)
{
    return s->hint;
}

const struct row_source_column *row_source_columns(const struct row_source *s, unsigned *n)
{
    *n = s->n_columns;
    return s->columns;
}

struct row_sheets row_source_take_sheets(struct row_source *s)
{
    struct row_sheets all = s->sheets;
    s->sheets = (struct row_sheets){0};
    return all;
}

void row_sheets_release(struct row_sheets *s)
{
    for (unsigned i = 0; i < s->n; i++)
        free(s->v[i].name);
    free(s->v);
    *s = (struct row_sheets){0};
}

const char *row_source_reason(const struct row_source *s)
{
    return s->reason;
}
