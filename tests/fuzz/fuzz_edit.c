/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any operations on any text: it stays valid NFC UTF-8 that is safe to show, no longer than it may
 * be, with the cursor between two clusters and inside the window; undo finds the saved text.
 * The first byte chooses options; then a byte below 32 is an operation, all else is typed.
 */
#include <assert.h>

#include "forms/edit.h"
#include "locale/nfc.h"
#include "locale/utf8.h"
#include "locale/width.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { COLUMNS = 7, MAX = 40 };

static void check(struct edit *e)
{
    struct span s = edit_text(e);
    struct buf out = {0}, safe = {0}, bare = {0};
    assert(utf8_valid(s));
    nfc_add(&out, s);
    assert(span_eq(buf_span(&out), s));
    buf_reset(&out);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\n' || !e->lines)
            buf_addc(&bare, s.p[i]);
    text_add_safe(&safe, buf_span(&bare));
    assert(span_eq(buf_span(&safe), buf_span(&bare)));
    assert(!e->max || utf8_count(s) <= e->max);
    size_t at = 0;
    while (at < e->at)
        at = cluster_next(s, at);
    assert(at == e->at && at <= s.n);
    if (e->lines) {
        size_t row, column, rows = edit_lines_rows(e, COLUMNS);
        edit_lines_cursor(e, COLUMNS, &row, &column);
        assert(row < rows && column < COLUMNS);
        assert(edit_lines_top(e, COLUMNS, 2) <= row);
    } else {
        struct edit_view v = edit_view(e, COLUMNS, &out);
        assert(v.cursor < COLUMNS && width_columns(buf_span(&out)) <= COLUMNS);
    }
    buf_release(&out);
    buf_release(&safe);
    buf_release(&bare);
}

static void operate(struct edit *e, struct edit_typing *t, unsigned op, struct span s)
{
    if (op < 6)
        edit_move(e, t, (enum edit_move)op);
    else if (op == 6)
        edit_undo(e, t);
    else if (op == 7)
        edit_delete(e, t);
    else if (op == 8)
        edit_backspace(e, t);
    else if (op == 9)
        edit_paste(e, t, s);
    else if (op == 10)
        edit_type(e, t, 0, SPAN_LIT("\n"));
    else if (op < 16)
        edit_type(e, t, op - 10, s);
    else if (op < 20)
        edit_lines_move(e, t, COLUMNS, (long)op - 18);
    else if (op == 20)
        edit_lines_home(e, t, COLUMNS);
    else if (op == 21)
        edit_lines_end(e, t, COLUMNS);
    else if (op == 22)
        edit_enter(e);
    else if (op == 23)
        edit_leave(e, t);
    else if (op == 24)
        edit_typing_set(t, !t->on, TYPING_VNI);
    else if (op == 25)
        edit_typing_set(t, true, TYPING_TELEX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct edit e;
    struct edit_typing t = {0};
    uint8_t o = n ? data[0] : 0;
    edit_init(&e, o & 1 ? MAX : 0, o & 2, o & 4);
    edit_typing_set(&t, o & 8, o & 16 ? TYPING_VNI : TYPING_TELEX);
    if (o & 32)
        edit_set(&e, SPAN_LIT("Nguyễn Thị"));
    for (size_t i = 1; i < n;) {
        size_t run = 0, op = 26;
        if (data[i] < 32)
            op = data[i++];
        while (i + run < n && data[i + run] >= 32 && run < 12)
            run++;
        struct span s = span_make(data + i, run);
        operate(&e, &t, (unsigned)op, s);
        if (op > 15 || op < 9) {
            size_t len = run ? utf8_next(s, 0) : 0;
            edit_type(&e, &t, 0, (struct span){s.p, len});
            i += len;
        } else {
            i += run;
        }
        check(&e);
    }
    for (int k = 0; k < 2 && edit_dirty(&e); k++)
        edit_undo(&e, &t);
    assert(!edit_dirty(&e) || e.undone);
    for (int k = 0; k < 3 && edit_dirty(&e); k++)
        edit_undo(&e, &t);
    assert(!edit_dirty(&e));
    check(&e);
    edit_release(&e);
    return 0;
}
