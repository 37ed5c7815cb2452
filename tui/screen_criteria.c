/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sets of criteria: which there are, what they say, which one the commune has adopted. An
 * officer adopts one on the page of its text, so nobody adopts what was not on the screen.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/criteria_book.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/draw_wrap.h"
#include "tui/input.h"
#include "tui/list_window.h"
#include "tui/place.h"
#include "tui/sheet_screen.h"

struct criteria_screen {
    struct screen screen;
    struct session *session;
    struct criteria_entries list;
    bool loaded;
    size_t at, top;
};

/* A set's text, or what came of an import. */
struct text_screen {
    struct screen screen;
    struct criteria_screen *owner;
    char *file; /* of the import; NULL: a set */
    bool taken; /* it was imported; the text says what to look at again */
    struct buf text;
    size_t top;
    size_t lines; /* of the text as wrapped, when last drawn */
    int from;     /* the year, between the two questions */
};

static bool may_decide(const struct session *s)
{
    return caller_may(s->who, ACCESS_DECIDE, s->book->commune, NULL) == STATUS_OK;
}

/* ---- list ---- */

static enum status read_list(struct book_tx *t, void *context)
{
    struct criteria_screen *s = context;
    criteria_entries_release(&s->list); /* the closure may run again */
    return criteria_entries_load(t, &s->list);
}

static void load(struct criteria_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = book_read(s->session->book, s->session->who, read_list, s, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    s->loaded = true;
    if (s->at >= s->list.n)
        s->at = s->list.n ? s->list.n - 1 : 0;
}

static void add_adopted(const struct criteria_entry *e, struct buf *out)
{
    if (e->adopted_from)
        buf_addf(out, _("áp dụng từ năm %d"), e->adopted_from);
    else
        buf_adds(out, _("chưa áp dụng"));
}

static void draw_list(struct screen *screen, struct ui *ui)
{
    struct criteria_screen *s = (struct criteria_screen *)screen;
    struct ui_key keys[5] = {{.action = ACTION_NEXT, .name = N_("Xem, áp dụng")}};
    size_t n = 1;
    if (may_decide(s->session))
        keys[n++] = (struct ui_key){.action = ACTION_NEW, .key = "n", .name = N_("Nhập từ tệp")};
    keys[n++] = (struct ui_key){.action = ACTION_HELP};
    keys[n++] = (struct ui_key){.action = ACTION_BACK, .name = N_("Về")};
    struct draw *d = ui_draw(ui);
    struct buf b = {0};
    if (!s->loaded)
        load(s, ui);
    size_t height = list_window_rows(d, 1);
    bool wide = d->columns >= 70;
    int second = wide ? 34 : 20;
    list_window_show(s->list.n, height, &s->at, &s->top);
    if (s->at < s->list.n) {
        const struct criteria_set *set = &s->list.v[s->at].set;
        criteria_add_name(set, &b);
        buf_addf(&b, ": %s", _(field_choice_by_code(criteria_status_choices, set->status)->label));
        buf_adds(&b, wide ? "." : "; ");
        if (!wide)
            add_adopted(&s->list.v[s->at], &b);
    }
    ui_frame(ui, span_of(_("Bộ tiêu chí")), span_of(s->session->book->name), buf_span(&b), keys);
    draw_str(d, draw_work_top(d), 2, second - 3, DRAW_LABEL, _("Danh hiệu"));
    draw_str(d, draw_work_top(d), second, -1, DRAW_LABEL, _("Mã (bản)"));
    for (size_t i = 0; i < height && s->top + i < s->list.n; i++) {
        const struct criteria_entry *e = &s->list.v[s->top + i];
        int y = draw_work_top(d) + 1 + (int)i;
        draw_str(d, y, 2, second - 3, DRAW_VALUE, _(title_by_id(e->set.title)->label));
        draw_textf(d, y, second, wide ? 24 : -1, DRAW_VALUE, "%s (%s)", e->set.code,
                   e->set.version);
        buf_reset(&b);
        add_adopted(e, &b);
        if (wide)
            draw_text(d, y, second + 25, -1, e->adopted_from ? DRAW_GOOD : DRAW_DIM, buf_span(&b));
        if (s->top + i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 1);
        }
    }
    buf_release(&b);
}

static struct screen *text_new(struct criteria_screen *owner, const char *file);
static void ask_file(struct criteria_screen *s, struct ui *ui);

static enum ui_result list_event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct criteria_screen *s = (struct criteria_screen *)screen;
    bool asks = e->type == EVENT_EDIT ? action_letter_is(e->text, 'n')
                                      : e->type == EVENT_KEY && action_of_key(e->key) == ACTION_NEW;
    if (asks && may_decide(s->session)) {
        ask_file(s, ui);
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (list_window_key(e->key, s->list.n, list_window_rows(ui_draw(ui), 1), &s->at))
        return UI_HANDLED;
    if (e->key != KEYS_ENTER)
        return UI_PASS;
    if (s->list.n)
        ui_push(ui, text_new(s, NULL));
    return UI_HANDLED;
}

static void list_close(struct screen *screen)
{
    struct criteria_screen *s = (struct criteria_screen *)screen;
    criteria_entries_release(&s->list);
    free(s);
}

static void list_help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out,
             _("Khi xã áp dụng một bộ tiêu chí, mỗi hộ, dòng họ, thôn hoặc đơn vị có phiếu "
               "chấm theo bộ ấy. Chưa áp dụng thì chỉ ghi kết quả đạt hay không. Cán bộ xã mở "
               "một bộ, đọc nội dung rồi bấm a để áp dụng; n nhập bộ mới từ tệp JSON. Bộ nhập "
               "rồi không đổi nội dung: có sửa thì thành bản mới, phiếu đã chấm giữ bản cũ.\n"));
}

static const struct screen_ops list_ops = {
    .draw = draw_list, .event = list_event, .close = list_close, .help = list_help, .reads = true};

struct screen *screen_criteria_new(struct session *session)
{
    struct criteria_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &list_ops;
    s->session = session;
    return &s->screen;
}

/* ---- text ---- */

static const struct criteria_entry *entry_of(const struct text_screen *s)
{
    return &s->owner->list.v[s->owner->at];
}

/* Keys and sentences of the page of a set. */
static size_t set_page(struct text_screen *s, struct ui_key *keys, size_t n, struct buf *where,
                       struct buf *hint)
{
    const struct criteria_entry *e = entry_of(s);
    if (may_decide(s->owner->session)) {
        keys[n++] = (struct ui_key){.key = "a", .name = N_("Áp dụng")};
        if (e->adopted_from)
            keys[n++] = (struct ui_key){.key = "b", .name = N_("Bỏ áp dụng")};
    }
    keys[n++] = (struct ui_key){.action = ACTION_BACK, .name = N_("Về")};
    criteria_add_name(&e->set, where);
    if (e->adopted_from)
        buf_addf(hint, _("Áp dụng từ năm %d, theo %s."), e->adopted_from, e->adopted_by);
    else if (may_decide(s->owner->session))
        buf_adds(hint, _("Chưa áp dụng. Đọc hết rồi bấm a để áp dụng."));
    else
        buf_adds(hint, _("Chưa áp dụng. Cán bộ xã quyết định việc này."));
    return n;
}

static void draw_page(struct screen *screen, struct ui *ui)
{
    struct text_screen *s = (struct text_screen *)screen;
    struct draw *d = ui_draw(ui);
    struct ui_key keys[6] = {{.action = ACTION_PAGE_DOWN, .name = N_("Đọc tiếp")}};
    struct buf where = {0}, hint = {0};
    size_t n = 1, rows = list_window_rows(d, 0);
    if (s->file) {
        keys[n++] = (struct ui_key){.action = ACTION_BACK, .name = N_("Về")};
        buf_addf(&where, _("Nhập bộ tiêu chí · %s"), s->file);
        buf_adds(&hint, s->taken ? _("Đã nhập tệp. Các dòng trên để xem lại.")
                                 : _("Sửa tệp theo các dòng trên rồi nhập lại."));
    } else {
        n = set_page(s, keys, n, &where, &hint);
    }
    ui_frame(ui, buf_span(&where), SPAN_LIT(""), buf_span(&hint), keys);
    s->lines =
        draw_wrap(d, draw_work_top(d), 2, (int)rows, s->top, DRAW_NORMAL, buf_span(&s->text));
    list_window_text(s->lines, rows, &s->top);
    draw_cursor(d, draw_work_top(d), 1);
    buf_release(&where);
    buf_release(&hint);
}

static void done(struct text_screen *s, struct ui *ui, enum status st, const struct detail *d)
{
    if (st != STATUS_OK) {
        ui_say_status(ui, st, d);
        return;
    }
    /* by code and version: the list may have changed its order */
    struct buf code = {0}, version = {0};
    buf_adds(&code, entry_of(s)->set.code);
    buf_adds(&version, entry_of(s)->set.version);
    load(s->owner, ui);
    for (size_t i = 0; i < s->owner->list.n; i++)
        if (strcmp(s->owner->list.v[i].set.code, buf_str(&code)) == 0 &&
            strcmp(s->owner->list.v[i].set.version, buf_str(&version)) == 0)
            s->owner->at = i;
    buf_release(&code);
    buf_release(&version);
    ui_receipt(ui, 0);
}

static bool by_done(void *context, struct ui *ui, struct span answer)
{
    struct text_screen *s = context;
    const struct criteria_set *set = &entry_of(s)->set;
    struct detail d = {0};
    if (!span_trim(answer).n) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Hãy ghi văn bản làm căn cứ, ví dụ: Quyết định 215/QĐ-UBND."));
        return false;
    }
    /* the text is what stands on this screen */
    enum status st =
        criteria_adopt(s->owner->session->book, s->owner->session->who, span_of(set->code),
                       span_of(set->version), s->from, answer, true, &d);
    done(s, ui, st, &d);
    return true;
}

static bool year_done(void *context, struct ui *ui, struct span answer)
{
    struct text_screen *s = context;
    int64_t year;
    if (!span_trim(answer).n)
        return true;
    if (!number_parse(answer, &year) || year < 2021 || year > 2044) {
        ui_say(ui, DRAW_ERROR, "%s", _("Năm áp dụng phải từ 2021 đến 2044, ví dụ 2026."));
        return false;
    }
    s->from = (int)year;
    struct buf name = {0};
    const struct criteria_set *set = &entry_of(s)->set;
    buf_addf(&name, "adopt/%s/%s", set->code, set->version);
    struct ui_question q = {.question = _("Theo văn bản nào? (ví dụ Quyết định 215/QĐ-UBND)"),
                            .done = by_done,
                            .kept_as = buf_str(&name),
                            .context = s};
    ui_ask(ui, &q);
    buf_release(&name);
    return true;
}

static void adopt(struct text_screen *s, struct ui *ui)
{
    char year[16];
    struct buf q = {0};
    const char *note = criteria_status_note(entry_of(s)->set.status);
    snprintf(year, sizeof year, "%d",
             s->owner->session->year ? s->owner->session->year
                                     : day_year(s->owner->session->who->today));
    if (*note)
        buf_addf(&q, "%s. ", note);
    buf_adds(&q, _("Áp dụng từ năm nào?"));
    struct ui_question question = {
        .question = buf_str(&q), .initial = year, .anew = true, .done = year_done, .context = s};
    ui_ask(ui, &question);
    buf_release(&q);
}

static void drop(struct text_screen *s, struct ui *ui)
{
    const struct criteria_set *set = &entry_of(s)->set;
    struct detail d = {0};
    enum status st = criteria_drop(s->owner->session->book, s->owner->session->who,
                                   span_of(set->code), span_of(set->version), &d);
    done(s, ui, st, &d);
}

static void drop_label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out, i ? _("Thôi áp dụng; từ nay chỉ ghi kết quả, không chấm") : _("Giữ nguyên"));
}

static void drop_done(void *context, struct ui *ui, size_t i)
{
    if (i)
        drop(context, ui);
}

/* One stroke by mistake would take the marking sheets from the whole commune. */
static void ask_drop(struct text_screen *s, struct ui *ui)
{
    struct ui_choices q = {.title = _("Thôi áp dụng bộ này? Phiếu đã chấm vẫn giữ nguyên"),
                           .n = 2,
                           .label = drop_label,
                           .done = drop_done,
                           .context = s};
    ui_pick(ui, &q);
}

static enum ui_result page_event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct text_screen *s = (struct text_screen *)screen;
    enum key key = e->key == KEYS_ENTER ? KEYS_DOWN : e->key;
    bool deciding = !s->file && may_decide(s->owner->session);
    if (e->type == EVENT_EDIT && deciding && span_eq_str(e->text, "a")) {
        adopt(s, ui);
        return UI_HANDLED;
    }
    if (e->type == EVENT_EDIT && deciding && span_eq_str(e->text, "b") &&
        entry_of(s)->adopted_from) {
        ask_drop(s, ui);
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY ||
        !list_window_scroll(key, s->lines, list_window_rows(ui_draw(ui), 0), &s->top))
        return UI_PASS;
    return UI_HANDLED;
}

static void page_close(struct screen *screen)
{
    struct text_screen *s = (struct text_screen *)screen;
    buf_release(&s->text);
    free(s->file);
    free(s);
}

static void page_help(struct screen *screen, struct buf *out)
{
    if (((struct text_screen *)screen)->file) {
        buf_adds(out,
                 _("Mỗi dòng nói một chỗ sai: ở bộ nào, tiêu chí nào, mục nào, và phải ghi thế "
                   "nào. Tệp sai thì không bộ nào được nhập.\n"));
        return;
    }
    buf_adds(out, _("Đọc nội dung bộ tiêu chí. Cán bộ xã bấm a để áp dụng, ghi năm và văn bản làm "
                    "căn cứ; b để thôi áp dụng. Phiếu đã chấm giữ nguyên bộ và bản đã dùng.\n"));
}

static const struct screen_ops page_ops = {
    .draw = draw_page, .event = page_event, .close = page_close, .help = page_help};

static struct screen *text_new(struct criteria_screen *owner, const char *file)
{
    struct text_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &page_ops;
    s->owner = owner;
    s->file = mem_strdup(file);
    if (!file)
        criteria_add_text(&owner->list.v[owner->at].set, &s->text);
    return &s->screen;
}

/* ---- import ---- */

static void show_report(struct criteria_screen *s, struct ui *ui, const char *file, bool taken,
                        const struct criteria_report *r)
{
    struct screen *page = text_new(s, file);
    struct buf *text = &((struct text_screen *)page)->text;
    ((struct text_screen *)page)->taken = taken;
    buf_add_span(text, buf_span(&r->errors));
    if (r->n_errors && r->n_warnings)
        buf_addf(text, "\n%s\n", _("Cần xem lại:"));
    buf_add_span(text, buf_span(&r->warnings));
    ui_push(ui, page);
}

static enum status import_file(struct criteria_screen *s, struct ui *ui, const char *path,
                               bool *shown, struct detail *d)
{
    struct buf json = {0};
    struct criteria_imported r = {0};
    struct stat file;
    if (stat(path, &file) == 0 && !S_ISREG(file.st_mode)) /* a pipe would be waited for */
        return detail_set(d, STATUS_INVALID, _("%s không phải là một tệp. Hãy kiểm tra lại tên."),
                          path);
    enum status st = input_all(path, CRITERIA_FILE_MAX, &json, d);
    if (st == STATUS_OK)
        st = criteria_import(s->session->book, s->session->who, buf_span(&json), false, &r, d);
    *shown = r.report.n_errors > 0;
    if (*shown || (st == STATUS_OK && r.report.n_warnings))
        show_report(s, ui, path, st == STATUS_OK, &r.report);
    if (st == STATUS_OK) {
        load(s, ui);
        ui_say(ui, DRAW_GOOD, _("Đã nhập %u bộ mới; %u bộ đã có, giữ nguyên."), r.added,
               r.unchanged);
    }
    criteria_report_release(&r.report);
    buf_release(&json);
    return st;
}

static bool file_done(void *context, struct ui *ui, struct span answer)
{
    struct criteria_screen *s = context;
    struct detail d = {0};
    bool shown = false;
    struct buf path = {0};
    if (!span_trim(answer).n)
        return true;
    enum status st = place_path(ui_place(ui), answer, &path, &d);
    if (st == STATUS_OK)
        st = import_file(s, ui, buf_str(&path), &shown, &d);
    buf_release(&path);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    return st == STATUS_OK || shown;
}

static void ask_file(struct criteria_screen *s, struct ui *ui)
{
    struct ui_question q = {.question = _("Tên tệp bộ tiêu chí (.json):"),
                            .done = file_done,
                            .kept_as = "file/criteria",
                            .context = s};
    ui_ask(ui, &q);
}
