/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a value or a row is not accepted, or is accepted with a warning. The words are fixed: JSON
 * and scripts rely on them. The sentences are for people.
 */
#ifndef CORE_REASON_H
#define CORE_REASON_H

#include "locale/msg.h"

/* The sentence takes no arguments; the caller names line, field and the text. */
#define REASON_LIST(X)                                                                             \
    X(NONE, "", "")                                                                                \
    X(MISSING, "missing", N_("còn để trống, mục này cần có"))                                      \
    X(UNKNOWN_HAMLET, "unknown-hamlet",                                                            \
      N_("không có thôn, tổ dân phố này trong danh sách; hãy sửa tên hoặc nhập thôn trước"))       \
    X(NOT_A_NUMBER, "not-a-number", N_("phải là số, ví dụ 4"))                                     \
    X(NOT_A_DATE, "not-a-date", N_("phải là ngày, ví dụ 28/9/2026, hoặc năm, ví dụ 1970"))         \
    X(IN_FUTURE, "in-future", N_("ở sau hôm nay, hãy xem lại"))                                    \
    X(OUT_OF_RANGE, "out-of-range", N_("ngoài khoảng cho phép, hãy xem lại"))                      \
    X(OTHER_COMMUNE, "other-commune",                                                              \
      N_("là mã của xã khác; nếu hai xã nhập một thì nạp bảng sáp nhập trước"))                    \
    X(TOO_LONG, "too-long", N_("dài quá, hãy viết ngắn lại"))                                      \
    X(UNKNOWN_VALUE, "unknown-value", N_("không có trong danh mục, hãy chọn một mục đã có"))       \
    X(UNKNOWN_REFERENCE, "unknown-reference",                                                      \
      N_("chưa có trong danh sách; đã giữ lại tên, sẽ nối khi có phiếu này"))                      \
    X(AMBIGUOUS_REFERENCE, "ambiguous-reference",                                                  \
      N_("có nhiều phiếu cùng tên; đã giữ lại tên, hãy chọn lại trên màn hình"))                   \
    X(DUPLICATE, "duplicate", N_("trùng với một dòng trước trong tệp"))                            \
    X(DIFFERS, "differs",                                                                          \
      N_("đã có phiếu này nhưng khác nội dung; thêm --update nếu muốn sửa phiếu đã có"))           \
    X(SIMILAR, "similar", N_("gần giống một phiếu đã có, hãy xem có phải là một không"))           \
    X(TWICE, "twice", N_("đã có rồi, hãy xem có phải ghi hai lần không"))                          \
    X(BAD_CHARACTERS, "bad-characters", N_("có ký tự không đọc được, hãy xem lại bảng mã"))        \
    X(FORMULA_ERROR, "formula-error", N_("công thức trong ô bị lỗi; hãy sửa ô này trong Excel"))   \
    X(AMBIGUOUS_CHARSET, "ambiguous-charset",                                                      \
      N_("có thể đọc theo hai bảng mã, hãy xem lại chữ đã nhập"))                                  \
    X(UNKNOWN_COLUMN, "unknown-column", N_("cột này không nhận ra nên không nhập"))                \
    X(DUPLICATE_COLUMN, "duplicate-column", N_("hai cột cùng một mục, chỉ nhập cột đầu"))          \
    X(NO_YEAR, "no-year", N_("cột theo năm nhưng thiếu năm nên không nhập; hãy thêm --year NĂM"))  \
    X(UNKNOWN_MARK, "unknown-mark",                                                                \
      N_("không hiểu dấu này; hãy dùng x cho có, để trống cho không"))                             \
    X(TOO_MANY_CELLS, "too-many-cells",                                                            \
      N_("dòng có nhiều ô hơn dòng tiêu đề, phần thừa không nhập"))                                \
    X(JOINED_CELLS, "joined-cells",                                                                \
      N_("dòng thừa dấu ngăn cột; đã ghép hai ô liền nhau thành một, hãy xem lại"))                \
    X(STATE_KEPT, "state-kept", N_("kết quả đã ghi cao hơn trong tệp, giữ nguyên kết quả đã ghi")) \
    X(DATES_CROSS, "dates-cross", N_("ngày đầu ở sau ngày cuối, hãy xem lại"))                     \
    X(STEPS_CROSS, "steps-cross", N_("ở trước ngày của bước trước đó, hãy xem lại"))               \
    X(NOT_ALLOWED, "not-allowed", N_("việc này chưa được phép theo trạng thái hiện nay"))          \
    X(NEEDS_CONSENT, "needs-consent", N_("cần ghi sự đồng ý của người này trước"))                 \
    X(MORE_THAN_DECLARED, "more-than-declared",                                                    \
      N_("số phiếu đã nhập nhiều hơn số thống kê, hãy xem lại số thống kê"))                       \
    X(MORE_THAN_ALL, "more-than-all", N_("nhiều hơn tổng số, hãy xem lại"))                        \
    X(WANTED, "wanted", N_("còn để trống, nên ghi thêm khi biết"))                                 \
    X(REVERSED, "reversed", N_("thu và chi có vẻ ghi ngược, hãy xem lại"))                         \
    X(STATE_OPEN, "state-open", N_("chưa ghi là xong mà đã có ngày xong, hãy xem lại"))

enum reason {
#define X(name, word, text) REASON_##name,
    REASON_LIST(X)
#undef X
};

const char *reason_word(enum reason r); /* "not-a-number" */
const char *reason_text(enum reason r); /* translated sentence part, without a full stop */

#endif
