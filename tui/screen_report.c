/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Báo cáo": the document as it would be printed now, read by pages; b chooses another one of the
 * list of reports, v writes its texts, Ctrl-P prints it to a file. What is shown and what is
 * printed come from the same document.
 */
#include <stdlib.h>
#include <string.h>

#include "core/unitbook.h"
#include "forms/doc_text.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/draw_wrap.h"
#include "tui/list_window.h"
#include "tui/screen_report_private.h"

/* ---- the document ---- */

int report_screen_period(const struct report_screen *s)
{
    if (strcmp(s->kind->name, "phase1") == 0)
        return REPORT_PERIOD_PHASE1;
    if (strcmp(s->kind->name, "phase2") == 0)
        return REPORT_PERIOD_PHASE2;
    return strcmp(s->kind->name, "final") == 0 ? REPORT_PERIOD_FINAL : s->of.year;
}

static enum status build(struct book_tx *t, void *context)
{
    struct report_screen *s = context;
    struct unit_info u;
    struct buf text = {0};
    doc_release(&s->doc); /* the closure may run again */
    buf_reset(&s->place);
    if (unitbook_get(t, s->of.unit, &u) == STATUS_OK)
        buf_adds(&s->place, u.name);
    for (int i = 0; i < REPORT_TEXT_COUNT; i++) {
        buf_reset(&text);
        s->written[i] =
            report_text_get(t, s->of.unit, report_screen_period(s), (enum report_text)i, &text);
    }
    buf_release(&text);
    return s->kind->build(t, &s->of, &s->doc);
}

static void cut_lines(struct report_screen *s)
{
    s->n = 0;
    for (size_t at = 0; at < s->text.n;) {
        const char *end = memchr(s->text.p + at, '\n', s->text.n - at);
        size_t n = end ? (size_t)(end - s->text.p) - at : s->text.n - at;
        s->line = mem_realloc_array(s->line, s->n + 1, sizeof *s->line);
        s->line[s->n++] = span_make(s->text.p + at, n);
        at += n + 1;
    }
}

static void write_text(struct report_screen *s, size_t width)
{
    s->width = width;
    buf_reset(&s->text);
    if (s->good)
        doc_text_write(&s->doc, width, &s->text);
    cut_lines(s);
}

static void load(struct report_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = book_read(s->session->book, s->session->who, build, s, &d);
    s->loaded = true;
    s->good = st == STATUS_OK;
    s->width = 0;
    s->hit = 0;
    if (!s->good)
        ui_say_status(ui, st, &d);
}

/* ---- picture ---- */

static size_t rows_of(const struct draw *d)
{
    return list_window_rows(d, 0);
}

static size_t width_of(const struct draw *d)
{
    size_t n = d->columns > 0 ? (size_t)d->columns : 0;
    return n > DOC_TEXT_WIDTH ? DOC_TEXT_WIDTH : n < DOC_TEXT_WIDTH_MIN ? DOC_TEXT_WIDTH_MIN : n;
}

static void draw_lines(struct report_screen *s, struct draw *d)
{
    size_t rows = rows_of(d), last = s->n > rows ? s->n - rows : 0;
    int y = draw_work_top(d);
    if (s->top > last)
        s->top = last;
    for (size_t i = 0; i < rows && s->top + i < s->n; i++)
        draw_text(d, y + (int)i, 0, -1, s->hit == s->top + i + 1 ? DRAW_FOCUS : DRAW_NORMAL,
                  s->line[s->top + i]);
    if (s->hit > s->top && s->hit <= s->top + rows)
        y += (int)(s->hit - 1 - s->top);
    draw_cursor(d, y, 0);
}

/* Is this report handed in, and as which? 0: no. */
static int handed_in_as(const struct report_screen *s)
{
    static const struct {
        const char *name;
        enum report_kind report;
    } kinds[] = {{"annual", REPORT_ANNUAL},
                 {"phase1", REPORT_PHASE1},
                 {"phase2", REPORT_PHASE2},
                 {"final", REPORT_FINAL}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(s->kind->name, kinds[i].name) == 0)
            return (int)kinds[i].report;
    return 0;
}

/* What stands in the line of keys: at most six. */
static void keys_of(const struct report_screen *s, struct ui_key keys[7])
{
    size_t n = 0;
    keys[n++] = (struct ui_key){.key = "b", .name = N_("Loại khác")};
    if (s->kind->flags & REPORT_HAS_TEXTS)
        keys[n++] = (struct ui_key){.key = "v", .name = N_("Viết")};
    if (s->kind->flags & REPORT_TAKES_TITLE)
        keys[n++] = (struct ui_key){.key = "d", .name = N_("Danh hiệu")};
    if (s->kind->flags & REPORT_TAKES_SUBJECT)
        keys[n++] = (struct ui_key){.key = "p", .name = N_("Của ai")};
    keys[n++] = (struct ui_key){.action = ACTION_PRINT};
    if (handed_in_as(s)) /* the year's key is said above */
        keys[n++] = (struct ui_key){.action = ACTION_SAVE, .name = N_("Nộp")};
    else if (!(s->kind->flags & (REPORT_NO_YEAR | REPORT_TAKES_SUBJECT)))
        keys[n++] = (struct ui_key){.key = "n", .name = N_("Năm khác")};
    keys[n++] = (struct ui_key){.key = "h", .name = N_("Đơn vị")};
    keys[n++] = (struct ui_key){.action = ACTION_BACK, .name = N_("Về")};
    keys[n] = (struct ui_key){0};
}

static void add_heading(const struct report_screen *s, struct buf *out)
{
    if (strcmp(s->kind->name, "annual") == 0)
        buf_addf(out, _("Báo cáo năm %d"), s->of.year);
    else if (s->kind->flags & REPORT_NO_YEAR)
        buf_adds(out, _(s->kind->label));
    else
        buf_addf(out, "%s %d", _(s->kind->label), s->of.year);
    if (s->of.title != TITLE_NONE)
        buf_addf(out, " · %s", _(title_by_id(s->of.title)->label));
    if (s->place.n)
        buf_addf(out, " · %s", buf_str(&s->place));
}

static void draw(struct screen *screen, struct ui *ui)
{
    struct report_screen *s = (struct report_screen *)screen;
    struct draw *d = ui_draw(ui);
    struct ui_key keys[8];
    struct buf where = {0}, who = {0};
    if (!s->loaded)
        load(s, ui);
    if (s->width != width_of(d))
        write_text(s, width_of(d));
    keys_of(s, keys);
    add_heading(s, &where);
    if (s->n)
        buf_addf(&who, _("dòng %s trên %s"), number_vn((int64_t)s->top + 1).text,
                 number_vn((int64_t)s->n).text);
    ui_frame(ui, buf_span(&where), buf_span(&who),
             span_of(s->kind->flags & REPORT_HAS_TEXTS
                         ? _("v viết mục còn trống, F2 nộp, / tìm, n năm khác, Ctrl-P in ra tệp.")
                         : _("PgDn trang sau, F3 hoặc / tìm, Ctrl-P in ra tệp.")),
             keys);
    draw_lines(s, d);
    if (!s->good)
        draw_wrap_empty(d, 1, _("Chưa lập được báo cáo này. Bấm h để chọn đơn vị, n để chọn năm."));
    buf_release(&where);
    buf_release(&who);
}

/* ---- find ---- */

static bool line_holds(struct span line, struct span sought)
{
    struct buf b = {0};
    fold_search(&b, line);
    bool is = b.n >= sought.n && memmem(b.p, b.n, sought.p, sought.n) != NULL;
    buf_release(&b);
    return is;
}

/* The next line behind the last hit, round the end. */
static void find_next(struct report_screen *s, struct ui *ui)
{
    struct buf sought = {0};
    size_t from = s->hit ? s->hit : s->top, found = 0;
    fold_search(&sought, span_trim(buf_span(&s->sought)));
    for (size_t k = 0; k < s->n && sought.n && !found; k++)
        if (line_holds(s->line[(from + k) % s->n], buf_span(&sought)))
            found = (from + k) % s->n + 1;
    if (found) {
        s->hit = found;
        s->top = found > 3 ? found - 3 : 0;
    } else if (sought.n) {
        ui_say(ui, DRAW_WARNING, _("Không thấy '%s' trong báo cáo."), buf_str(&s->sought));
    }
    buf_release(&sought);
}

static bool find_done(void *context, struct ui *ui, struct span answer)
{
    struct report_screen *s = context;
    struct buf b = {0};
    buf_add_span(&b, answer);
    buf_release(&s->sought);
    s->sought = b;
    s->hit = 0;
    find_next(s, ui);
    return true;
}

static void ask_find(struct report_screen *s, struct ui *ui)
{
    struct ui_question q = {.question = _("Tìm trong báo cáo (không cần dấu):"),
                            .initial = buf_str(&s->sought),
                            .anew = true,
                            .done = find_done,
                            .context = s};
    ui_ask(ui, &q);
}

void report_screen_again(struct report_screen *s)
{
    s->loaded = false;
    s->top = 0;
}

/* ---- print ---- */

static void ask_print(struct report_screen *s, struct ui *ui)
{
    struct buf name = {0};
    if (!s->good)
        return;
    buf_adds(&name, s->kind->file);
    if (!(s->kind->flags & REPORT_NO_YEAR))
        buf_addf(&name, "-%d", s->of.year);
    buf_adds(&name, ".docx");
    struct fetch *f = &s->print.fetch;
    fetch_begin(f, s->session, NULL, "report %s", s->kind->name);
    if (!(s->kind->flags & REPORT_NO_YEAR))
        fetch_add_year(f, s->of.year);
    if (s->kind->flags & REPORT_TAKES_TITLE && s->of.title)
        fetch_add(f, " --title %s", title_by_id(s->of.title)->name);
    if (s->kind->flags & REPORT_TAKES_SUBJECT && s->of.subject)
        fetch_add(f, " --subject %016llx", (unsigned long long)s->of.subject);
    fetch_add_unit(f, s->of.unit);
    print_ask(&s->print, ui, &s->doc, buf_str(&name));
    buf_release(&name);
}

/* ---- keys ---- */

static bool reading_key(struct report_screen *s, size_t rows, enum key key)
{
    if (!list_window_scroll(key == KEYS_ENTER ? KEYS_DOWN : key, s->n, rows, &s->top))
        return false;
    s->hit = 0;
    return true;
}

static enum ui_result letter(struct report_screen *s, struct ui *ui, struct span t)
{
    if (action_letter_is(t, 'v'))
        report_ask_text(s, ui);
    else if (action_letter_is(t, 'b'))
        report_ask_kind(s, ui);
    else if (action_letter_is(t, 'd'))
        report_ask_title(s, ui);
    else if (action_letter_is(t, 'p'))
        report_ask_subject(s, ui);
    else if (action_letter_is(t, 'n'))
        report_ask_year(s, ui);
    else if (action_letter_is(t, 'h'))
        report_ask_unit(s, ui);
    else if (span_eq_str(t, "/"))
        ask_find(s, ui);
    else if (span_eq_str(t, " "))
        reading_key(s, rows_of(ui_draw(ui)), KEYS_PGDN);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct report_screen *s = (struct report_screen *)screen;
    if (e->type == EVENT_EDIT && !span_eq_str(e->text, "?"))
        return letter(s, ui, e->text);
    if (e->type == EVENT_KEY && reading_key(s, rows_of(ui_draw(ui)), e->key))
        return UI_HANDLED;
    if (action_in_list(e) == ACTION_HELP)
        ui_help(ui);
    else if (e->action == ACTION_FIND && s->sought.n)
        find_next(s, ui);
    else if (e->action == ACTION_FIND)
        ask_find(s, ui);
    else if (e->action == ACTION_PRINT)
        ask_print(s, ui);
    else if (e->action == ACTION_SAVE && handed_in_as(s))
        ui_push(ui, screen_hand_in_new(s->session, s->of.unit, (enum report_kind)handed_in_as(s),
                                       s->of.year));
    else
        return UI_PASS;
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct report_screen *s = (struct report_screen *)screen;
    doc_release(&s->doc);
    unit_list_release(&s->units);
    buf_release(&s->place);
    buf_release(&s->text);
    buf_release(&s->sought);
    free(s->line);
    print_ask_release(&s->print);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(
        out,
        _("Bấm b để chọn loại khác: sơ kết, tổng kết, sổ đăng ký, danh sách, biên bản, tờ trình, "
          "phiếu, sổ quỹ. Số liệu trong báo cáo lấy từ sổ, không phải gõ. Các mục phải viết (kết "
          "quả nổi "
          "bật, hạn chế, nguyên nhân, phương hướng, kiến nghị) thì bấm v. Ctrl-P in ra "
          "tệp: tên có đuôi .docx mở bằng Word, .xlsx mở bằng Excel, .txt là chữ thường. Báo "
          "cáo in ra ghi rõ DỰ THẢO và ngày của số liệu.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help, .reads = true};

struct screen *screen_report_new(struct session *session, int year)
{
    struct report_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->kind = report_by_name("annual");
    s->of.unit = session->unit;
    s->of.year = year;
    return &s->screen;
}
