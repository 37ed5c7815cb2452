/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Cài đặt": the few things that are one person's own, where the data is and how to keep a copy,
 * and the check of the data.
 */
#include <stdlib.h>
#include <time.h>

#include "core/check.h"
#include "forms/person.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/nfc.h"
#include "locale/width.h"
#include "tui/away_ask.h"
#include "tui/backup_ask.h"
#include "tui/draw_wrap.h"
#include "tui/edit_event.h"
#include "tui/own_password.h"
#include "tui/session.h"
#include "tui/sheet_screen.h"

enum { NAME, TYPING, PLACE, VERSION, BACKUP, CHECK, CRITERIA, AWAY, PASSWORD, N_ROWS };
enum { FAULTS_SHOWN = 200, NAME_BYTES = 96 };

static const char *const labels[N_ROWS] = {
    [NAME] = N_("Tên ghi trong nhật ký"),
    [TYPING] = N_("Bộ gõ của chương trình"),
    [PLACE] = N_("Dữ liệu ở"),
    [VERSION] = N_("Phiên bản"),
    [BACKUP] = N_("Sao lưu"),
    [CHECK] = N_("Kiểm tra dữ liệu"),
    [CRITERIA] = N_("Bộ tiêu chí"),
    [AWAY] = N_("Mang việc đi, ghép về"),
    [PASSWORD] = N_("Mật khẩu"),
};

struct settings_screen {
    struct screen screen;
    struct session *session;
    size_t at;
    size_t top; /* first line of the text below, when it is long */
    struct buf name;
    struct buf result; /* of the check: one fault a line */
    size_t faults;
    struct buf checked; /* in words, with the time */
    struct away_ask away;
    size_t n_rows; /* the password is for those who come in by an account */
    bool has_password;
    struct own_password password;
};

/* ---- settings ---- */

static enum status read_name(struct book_tx *t, void *context)
{
    struct settings_screen *s = context;
    buf_reset(&s->name);
    person_add_name(t, t->who->name, &s->name);
    return STATUS_OK;
}

struct naming {
    struct span name;
};

static enum status write_name(struct book_tx *t, void *context)
{
    struct naming *n = context;
    return person_set_name(t, n->name);
}

static bool name_done(void *context, struct ui *ui, struct span answer)
{
    struct settings_screen *s = context;
    struct detail d = {0};
    struct buf nfc = {0};
    bool done = false;
    nfc_add(&nfc, span_trim(answer));
    struct naming n = {buf_span(&nfc)};
    if (!nfc.n || nfc.n > NAME_BYTES) {
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy gõ họ tên. Ví dụ: Nguyễn Thị Hường."));
    } else {
        enum status st = book_write(s->session->book, s->session->who, write_name, &n, &d);
        done = st == STATUS_OK;
        if (done) {
            buf_reset(&s->name);
            buf_add_span(&s->name, buf_span(&nfc));
            ui_receipt(ui, 0);
        } else {
            ui_say_status(ui, st, &d);
        }
    }
    buf_release(&nfc);
    return done;
}

static void ask_name(struct settings_screen *s, struct ui *ui)
{
    struct ui_question q = {.question = _("Họ tên ghi trong nhật ký:"),
                            .initial = buf_str(&s->name),
                            .anew = true,
                            .done = name_done,
                            .kept_as = "name",
                            .context = s};
    ui_ask(ui, &q);
}

/* Off, Telex, VNI, off. */
static void next_typing(struct settings_screen *s, struct ui *ui)
{
    struct edit_typing *t = &s->session->typing;
    enum typing_method m = t->engine.options.method;
    struct detail d = {0};
    if (t->on && m == TYPING_TELEX) {
        edit_typing_set(t, false, TYPING_VNI);
    } else if (!t->on) {
        edit_typing_set(t, false, m == TYPING_VNI ? TYPING_VNI : TYPING_TELEX);
    } else {
        edit_typing_set(t, true, TYPING_TELEX); /* which F9 will turn on next time */
    }
    edit_event_toggle(t, ui);
    enum status st = session_keep_typing(s->session, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

/* ---- check ---- */

static void on_fault(void *context, const char *text)
{
    struct settings_screen *s = context;
    if (s->faults++ < FAULTS_SHOWN)
        buf_addf(&s->result, "- %s\n", text);
}

static void check(struct settings_screen *s, struct ui *ui)
{
    struct detail d = {0};
    buf_reset(&s->result);
    buf_reset(&s->checked);
    s->faults = s->top = 0;
    ui_busy(ui, "%s", _("Đang kiểm tra dữ liệu, có thể mất một phút. Xin đợi ..."));
    enum status st = check_book(s->session->path, on_fault, s, &d);
    if (st == STATUS_OK) {
        buf_adds(&s->checked, _("nguyên vẹn, lúc "));
        day_add_clock(&s->checked, (int64_t)time(NULL));
        ui_say(ui, DRAW_GOOD, "%s", _("Dữ liệu nguyên vẹn."));
    } else if (s->faults) {
        buf_addf(&s->checked, _("%zu chỗ hỏng, lúc "), s->faults);
        day_add_clock(&s->checked, (int64_t)time(NULL));
        buf_addf(&s->result,
                 _("Hãy giữ nguyên thư mục %s, thoát hoctap ở mọi máy, rồi nhờ cán bộ xã chạy "
                   "'hoctap check --repair'.\n"),
                 s->session->path);
        ui_say(ui, DRAW_ERROR, _("Tìm thấy %zu chỗ hỏng, kể ở dưới."), s->faults);
    } else {
        ui_say_status(ui, st, &d);
    }
}

/* ---- picture ---- */

static void add_value(const struct settings_screen *s, size_t row, struct buf *out)
{
    const struct edit_typing *t = &s->session->typing;
    if (row == NAME)
        buf_adds(out, s->name.n ? buf_str(&s->name) : s->session->who->name);
    else if (row == TYPING && !t->on)
        buf_adds(out, _("tắt"));
    else if (row == TYPING)
        buf_adds(out, t->engine.options.method == TYPING_VNI ? "VNI" : "Telex");
    else if (row == PLACE)
        buf_adds(out, s->session->path);
    else if (row == VERSION)
        buf_adds(out, "hoctap " HOCTAP_VERSION);
    else if (row == BACKUP)
        backup_add_state(s->session, out);
    else if (row == AWAY)
        buf_adds(out, _("Enter: làm ở máy không có mạng"));
    else if (row == CRITERIA)
        buf_adds(out, _("Enter để xem, áp dụng"));
    else if (row == PASSWORD)
        buf_adds(out, s->has_password ? _("đã đặt; Enter để đổi") : _("chưa đặt; Enter để đặt"));
    else if (s->checked.n)
        buf_add_span(out, buf_span(&s->checked));
    else
        buf_adds(out, _("Enter để kiểm tra"));
}

static void add_text(const struct settings_screen *s, struct buf *out)
{
    if (s->at == NAME)
        buf_addf(out,
                 _("Nhật ký ghi ai đã sửa phiếu nào. Tên đăng nhập là %s; tên ở đây dễ đọc hơn."),
                 s->session->who->name);
    else if (s->at == TYPING)
        buf_adds(out, _("Dùng khi máy không có bộ gõ tiếng Việt. Máy đã có UniKey, ibus thì để "
                        "tắt. Ở ô nào cũng bật, tắt được bằng F9."));
    else if (s->at == PLACE)
        buf_adds(out, _("Mọi phiếu, nhật ký và bản nháp nằm trong thư mục này. Đừng sửa, xóa tệp "
                        "trong đó bằng tay."));
    else if (s->at == VERSION)
        buf_adds(out, _("Phần mềm tự do, giấy phép GPL phiên bản 3 trở lên."));
    else if (s->at == BACKUP)
        buf_adds(out, _("Ghi cả sổ ra một tệp, kể cả khi đang có người làm, rồi đọc lại để chắc là "
                        "đủ. Nên chép tệp ấy sang USB hoặc máy khác: hỏng ổ đĩa là mất cả hai. "
                        "Trong tệp có thông tin cá nhân, hãy cất giữ cẩn thận.\n\n"
                        "Lấy lại vào một chỗ trống:  hoctap --db THƯ-MỤC restore TỆP"));
    else if (s->at == AWAY)
        buf_adds(out, _("Mang một thôn, hay mọi thôn của một người, ra một tệp để làm ở máy không "
                        "có mạng, rồi ghép về. Ở đây vẫn làm tiếp được; chỗ hai nơi cùng sửa "
                        "được kể ra từng ô.\n\n"
                        "Ở máy kia:  hoctap restore TỆP   rồi mở hoctap, làm việc, và vào lại dòng "
                        "này để ghi tệp mang về."));
    else if (s->at == CRITERIA)
        buf_adds(out, _("Xã áp dụng bộ nào thì mỗi hộ, dòng họ, thôn có phiếu chấm theo bộ ấy. "
                        "Chưa áp dụng thì chỉ ghi kết quả đạt hay không."));
    else if (s->at == PASSWORD)
        buf_adds(out,
                 _("Máy hỏi mật khẩu này sau khóa, mỗi lần vào: để người khác ngồi cùng máy "
                   "không mở được sổ. Từ 6 ký tự, sáu chữ số cũng được, đừng dùng ngày sinh. "
                   "Quên thì nhờ người quản trị đặt lại.\n\n"
                   "Có mật khẩu rồi thì lệnh plink bị từ chối, trừ khi người quản trị cho phép "
                   "(hoctap user passwd TÊN --commands key)."));
    else if (s->at == CHECK && s->result.n)
        buf_add_span(out, buf_span(&s->result));
    else if (s->at == CHECK)
        buf_adds(out, _("Đọc lại từng phiếu và so với bảng số liệu. Việc này không đổi gì; nên làm "
                        "sau khi mất điện, hoặc khi có số liệu lạ."));
}

/* A narrow screen cuts the line: the sentence says the whole of the chosen one. */
static void add_hint(const struct settings_screen *s, int x, int columns, struct buf *out)
{
    struct buf value = {0};
    add_value(s, s->at, &value);
    bool whole = (int)width_columns(span_of(_(labels[s->at]))) + 5 < x &&
                 (int)width_columns(buf_span(&value)) <= columns - x;
    if (whole)
        buf_adds(out, _("Chọn một dòng rồi bấm Enter."));
    else
        buf_addf(out, "%s: %s", _(labels[s->at]), buf_str(&value));
    buf_release(&value);
}

static void draw(struct screen *screen, struct ui *ui)
{
    struct settings_screen *s = (struct settings_screen *)screen;
    const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Đổi")},
                                  {.key = s->n_rows > PASSWORD ? "1-9" : "1-8", .name = N_("Chọn")},
                                  {.action = ACTION_PAGE_DOWN, .name = N_("Đọc tiếp")},
                                  {.action = ACTION_HELP},
                                  {.action = ACTION_BACK, .name = N_("Về")},
                                  {0}};
    struct draw *d = ui_draw(ui);
    struct buf b = {0};
    int top = draw_work_top(d), x = d->columns >= 70 ? 34 : 22;
    int rows = (int)s->n_rows < draw_work_rows(d) ? (int)s->n_rows : draw_work_rows(d);
    int below = draw_work_rows(d) > rows ? draw_work_rows(d) - rows - 1 : 0;
    size_t first = s->at >= (size_t)rows ? s->at - (size_t)rows + 1 : 0;
    add_hint(s, x, d->columns, &b);
    ui_frame(ui, span_of(_("Cài đặt")), span_of(s->session->book->name), buf_span(&b), keys);
    for (size_t i = first; i < first + (size_t)rows; i++) {
        int y = top + (int)(i - first);
        buf_reset(&b);
        add_value(s, i, &b);
        draw_textf(d, y, 2, x - 3, DRAW_LABEL, "%zu  %s", i + 1, _(labels[i]));
        draw_text(d, y, x, -1, DRAW_VALUE, buf_span(&b));
        if (i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 1);
        }
    }
    buf_reset(&b);
    add_text(s, &b);
    size_t lines = draw_wrap(d, top + rows + 1, 3, below, s->top, DRAW_NORMAL, buf_span(&b));
    if (below > 0 && s->top + (size_t)below > lines)
        s->top = lines > (size_t)below ? lines - (size_t)below : 0;
    buf_release(&b);
}

/* ---- keys ---- */

static void go(struct settings_screen *s, size_t row)
{
    s->at = row;
    s->top = 0;
}

static void open_row(struct settings_screen *s, struct ui *ui)
{
    if (s->at == NAME)
        ask_name(s, ui);
    else if (s->at == TYPING)
        next_typing(s, ui);
    else if (s->at == CHECK)
        check(s, ui);
    else if (s->at == BACKUP)
        backup_ask_file(s->session, ui);
    else if (s->at == AWAY)
        away_ask(&s->away, ui, s->session);
    else if (s->at == CRITERIA)
        ui_push(ui, screen_criteria_new(s->session));
    else if (s->at == PASSWORD)
        own_password_ask(&s->password, s->session, ui);
    else
        ui_help(ui); /* the same text, also where the screen has no room for it below */
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct settings_screen *s = (struct settings_screen *)screen;
    int page = draw_work_rows(ui_draw(ui)) - (int)s->n_rows - 2;
    if (e->type == EVENT_EDIT && e->text.n == 1 && e->text.p[0] >= '1' &&
        e->text.p[0] < '1' + (int)s->n_rows) {
        go(s, (size_t)(e->text.p[0] - '1'));
        open_row(s, ui);
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (e->key == KEYS_UP)
        go(s, s->at > 0 ? s->at - 1 : 0);
    else if (e->key == KEYS_DOWN)
        go(s, s->at + 1 < s->n_rows ? s->at + 1 : s->at);
    else if (e->key == KEYS_PGDN)
        s->top += page > 1 ? (size_t)page : 1;
    else if (e->key == KEYS_PGUP)
        s->top -= s->top < (size_t)(page > 1 ? page : 1) ? s->top : (size_t)(page > 1 ? page : 1);
    else if (e->key == KEYS_ENTER)
        open_row(s, ui);
    else if (e->action == ACTION_TYPING)
        edit_event_toggle(&s->session->typing, ui);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct settings_screen *s = (struct settings_screen *)screen;
    buf_release(&s->name);
    buf_release(&s->result);
    buf_release(&s->checked);
    away_ask_release(&s->away);
    own_password_release(&s->password);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    add_text((struct settings_screen *)screen, out);
    buf_addc(out, '\n');
}

static void password_done(void *context)
{
    ((struct settings_screen *)context)->has_password = true;
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help};

struct screen *screen_settings_new(struct session *session)
{
    struct settings_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    if (book_read(session->book, session->who, read_name, s, NULL) != STATUS_OK)
        buf_reset(&s->name); /* the login name stands there then */
    s->n_rows = session->served ? N_ROWS : PASSWORD;
    s->password.context = s;
    s->password.done = password_done;
    if (session->served)
        s->has_password = own_password_state(session) == OWN_PASSWORD_SET;
    return &s->screen;
}
