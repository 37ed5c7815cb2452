/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What keys do: one list makes the enum, the map from keys, the help screen and README's table.
 * A screen asks for the action, never for the key. Keys and twins are fixed; a twin travels over
 * clients that eat function keys. Esc and a digit are decoded in tui/keys.c.
 */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include "locale/buf.h"
#include "tui/keys.h"

/* name, key, twin (KEYS_NONE: none), letter in lists (0: none), key and twins as shown,
 * name (two words at most, for the last line), what it does */
#define ACTION_LIST(X)                                                                             \
    X(NEXT, ENTER, TAB, 0, "Enter", "Tab, ↓", N_("Ô sau"),                                         \
      N_("sang ô sau; ở ô cuối Enter hỏi có lưu không"))                                           \
    X(PREVIOUS, BACKTAB, NONE, 0, "Shift-Tab", "↑", N_("Ô trước"), N_("về ô trước"))               \
    X(PAGE_DOWN, PGDN, NONE, 0, "PgDn", "", N_("Trang sau"), N_("trang sau của phiếu, danh sách")) \
    X(PAGE_UP, PGUP, NONE, 0, "PgUp", "", N_("Trang trước"),                                       \
      N_("trang trước của phiếu, danh sách"))                                                      \
    X(HELP, F1, NONE, '?', "F1", "Esc 1", N_("Trợ giúp"), N_("giải thích ô hay màn hình này"))     \
    X(SAVE, F2, CTRL_S, 0, "F2", "Ctrl-S, Esc 2", N_("Lưu"), N_("lưu phiếu và báo đã ghi đĩa"))    \
    X(FIND, F3, CTRL_F, '/', "F3", "Ctrl-F, Esc 3", N_("Tìm"),                                     \
      N_("tìm, không cần dấu; bấm lại: chỗ tiếp theo"))                                            \
    X(PICK, F4, NONE, 0, "F4", "Esc 4", N_("Danh sách"),                                           \
      N_("giá trị để chọn, gõ chữ để lọc; ô trống: phím +"))                                       \
    X(REPEAT_FIELD, F5, CTRL_D, 0, "F5", "Ctrl-D, Esc 5", N_("Như trước"),                         \
      N_("lấy giá trị ô này của phiếu trước"))                                                     \
    X(REPEAT_RECORD, F6, NONE, 0, "F6", "Esc 6", N_("Như phiếu trước"),                            \
      N_("lấy mọi ô của phiếu trước, trừ tên và số"))                                              \
    X(NOTE, F7, CTRL_G, 0, "F7", "Ctrl-G, Esc 7", N_("Để sau"),                                    \
      N_("ghi chú, hoặc để ô này lại sau"))                                                        \
    X(DELETE, F8, NONE, 0, "F8", "Esc 8", N_("Xóa"), N_("xóa phiếu; hỏi số của phiếu trước"))      \
    X(TYPING, F9, NONE, 0, "F9", "Esc 9", N_("Gõ Telex"), N_("bật, tắt bộ gõ Telex, VNI có sẵn"))  \
    X(NEW, INS, CTRL_O, 'n', "Ins", "Ctrl-O, Esc 0", N_("Thêm"), N_("thêm phiếu mới"))             \
    X(UNDO, CTRL_U, NONE, 0, "Ctrl-U", "", N_("Hoàn tác"), N_("lấy lại chữ vừa sửa trong ô"))      \
    X(REDRAW, CTRL_L, NONE, 0, "Ctrl-L", "", N_("Vẽ lại"), N_("vẽ lại màn hình"))                  \
    X(PRINT, CTRL_P, NONE, 0, "Ctrl-P", "", N_("In ra tệp"), N_("in màn hình này ra tệp"))         \
    X(BACK, ESC, NONE, 0, "Esc", "Esc Esc", N_("Quay lại"),                                        \
      N_("lùi một bước; phiếu đang sửa được giữ làm bản nháp"))

enum action {
    ACTION_NONE,
#define X(name, key, twin, letter, shown, twins, title, help) ACTION_##name,
    ACTION_LIST(X)
#undef X
        ACTION_COUNT
};

enum action action_of_key(enum key key); /* arrows are keys, not actions */
/* In lists letters are commands: the action of a typed '?', '/' or 'n'. Also of a key event. */
enum action action_in_list(const struct event *e);
/* A letter that is a command where no field has the cursor; Caps Lock does not matter. */
bool action_letter_is(struct span text, char letter);
const char *action_shown(enum action a); /* "F2" */
const char *action_twins(enum action a); /* "Ctrl-S, Esc 2"; "" when it has none */
char action_letter(enum action a);       /* in lists; 0 when it has none */
const char *action_name(enum action a);  /* translated: "Lưu" */
const char *action_help(enum action a);  /* translated */
void action_add_readme(struct buf *out); /* the table of keys, for README.md */

#endif
