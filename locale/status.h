/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How functions fail. A function that can fail returns enum status (NODISCARD) and may fill an
 * optional last argument `struct detail *` with what happened and what to do next, in the user's
 * language. What a user types wrong is never a status: validation returns a list. A programming
 * error is an assert.
 */
#ifndef LOCALE_STATUS_H
#define LOCALE_STATUS_H

#include "locale/buf.h"

#define NODISCARD __attribute__((warn_unused_result))

/* name, exit code of the command line (fixed), text */
#define STATUS_LIST(X)                                                                             \
    X(OK, 0, N_("Xong."))                                                                          \
    X(NOTFOUND, 3, N_("Không tìm thấy."))                                                          \
    X(EXISTS, 3, N_("Đã có rồi."))                                                                 \
    X(CONFLICT, 3, N_("Người khác vừa sửa phiếu này. Hãy mở lại để xem bản mới."))                 \
    X(FULL, 3, N_("Ổ đĩa đã đầy. Hãy xóa bớt tệp không cần rồi làm lại."))                         \
    X(IO, 3, N_("Không đọc hoặc ghi được đĩa. Hãy kiểm tra đĩa rồi làm lại."))                     \
    X(CORRUPT, 3, N_("Dữ liệu bị hỏng. Hãy chạy 'hoctap check' để xem hỏng ở đâu."))               \
    X(BUSY, 3, N_("Kho dữ liệu đang bận. Hãy thử lại sau ít phút."))                               \
    X(TOO_NEW, 3, N_("Kho dữ liệu do bản hoctap mới hơn tạo ra. Hãy cài bản mới."))                \
    X(DENIED, 4, N_("Không có quyền làm việc này. Hãy hỏi cán bộ xã."))                            \
    X(USAGE, 2, N_("Lệnh chưa đúng. Thêm --help để xem cách dùng."))                               \
    X(INVALID, 1, N_("Nội dung chưa hợp lệ. Hãy xem lại chỗ được nêu tên."))                       \
    X(NEEDS_REASON, 1, N_("Báo cáo của năm này đã nộp: muốn sửa thì ghi lý do."))

enum status {
#define X(name, code, text) STATUS_##name,
    STATUS_LIST(X)
#undef X
};

const char *status_text(enum status s); /* one translated sentence; static storage */
int status_exit_code(enum status s);

/* Zeroed is empty. text is a whole message, translated, ready to show; it names the file or the
 * field. position is a line, an offset or 0, as the function says. */
struct detail {
    char text[480];
    uint64_t position;
};

/* Fills d (if not NULL) and returns s, so that `return detail_set(d, STATUS_IO, _(".."), ..);`
 * reads as one step. Text that is too long is cut at a character. */
enum status detail_set(struct detail *d, enum status s, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* STATUS_FULL for ENOSPC and EDQUOT, STATUS_DENIED for EACCES and EPERM, STATUS_NOTFOUND for
 * ENOENT, else STATUS_IO; the text names what (a file) and the system's reason. */
enum status detail_errno(struct detail *d, int err, const char *what);

#endif
