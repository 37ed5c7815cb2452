/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "locale/msg.h"

static const struct {
    int exit_code;
    const char *text;
} table[] = {
#define X(name, code, text) [STATUS_##name] = {code, text},
    STATUS_LIST(X)
#undef X
};

const char *status_text(enum status s)
{
    return _(table[s].text);
}

int status_exit_code(enum status s)
{
    return table[s].exit_code;
}

enum status detail_set(struct detail *d, enum status s, const char *fmt, ...)
{
    if (!d)
        return s;
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(d->text, sizeof d->text, fmt, ap);
    va_end(ap);
    if (n >= (int)sizeof d->text) {
        size_t last = sizeof d->text - 2; /* the last byte kept; find where its character begins */
        while (last && (d->text[last] & 0xC0) == 0x80)
            last--;
        unsigned char lead = (unsigned char)d->text[last];
        size_t need = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (last + need > sizeof d->text - 1)
            d->text[last] = 0;
    }
    return s;
}

enum status detail_errno(struct detail *d, int err, const char *what)
{
    switch (err) {
    case ENOSPC:
    case EDQUOT:
        return detail_set(d, STATUS_FULL, _("%s: ổ đĩa đã đầy. Hãy xóa bớt tệp rồi làm lại."),
                          what);
    case EACCES:
    case EPERM:
    case EROFS:
        return detail_set(d, STATUS_DENIED,
                          _("%s: không có quyền đọc hoặc ghi. Hãy chọn nơi khác hoặc hỏi cán bộ."),
                          what);
    case ENOENT:
        return detail_set(d, STATUS_NOTFOUND,
                          _("%s: không có tệp hoặc thư mục này. Hãy kiểm tra lại tên."), what);
    case ENOTDIR:
        return detail_set(d, STATUS_NOTFOUND,
                          _("%s: không phải thư mục, hoặc nằm dưới một tệp. Hãy kiểm tra lại tên."),
                          what);
    case EISDIR:
        return detail_set(d, STATUS_IO, _("%s là thư mục, không phải tệp. Hãy thêm tên tệp."),
                          what);
    case ENAMETOOLONG:
        return detail_set(d, STATUS_IO, _("%s: tên quá dài. Hãy đặt tên ngắn hơn."), what);
    default:
        return detail_set(d, STATUS_IO, _("%s: lỗi đọc ghi (%s). Hãy kiểm tra đĩa rồi làm lại."),
                          what, strerror(err));
    }
}
