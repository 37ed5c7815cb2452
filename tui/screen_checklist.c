/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tiêu chí thi đua: the campaign criteria of one subject in one year; 1 and 0 mark, Enter asks for
 * the evidence or opens the records behind what is computed. New ones ask for the group, then for
 * whom. What is shown is forms/checklist_view.h.
 */
#include <stdlib.h>

#include "forms/checklist_view.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/checklist_screen.h"
#include "tui/draw_wrap.h"
#include "tui/list_window.h"
#include "tui/print_ask.h"

struct checklist_screen {
    struct screen screen;
    struct session *session;
    struct checklist_view *view;
    size_t at, top;
    struct print_ask print;
};

enum { NARROW = 60, PAGE = 3 /* rows a page key goes on */ };

/* Where the text of a criterion begins: behind "đạt" and "chưa". */
static int text_at(const struct checklist_screen *s, const struct draw *d)
{
    return checklist_view_reads(s->view) ? 2 : d->columns < NARROW ? 7 : 8;
}

/* Draws a row from line y, within rows lines; rows 0 only measures. Returns its lines; where there
 * is room an empty one follows. */
static size_t draw_row(const struct checklist_screen *s, struct draw *d, int y, int rows,
                       size_t row)
{
    const struct checklist_row *r = checklist_view_row(s->view, row);
    bool reads = checklist_view_reads(s->view);
    int x = text_at(s, d);
    struct buf b = {0};
    if (!reads && rows > 0)
        draw_str(d, y, 2, x - 3, r->met ? DRAW_GOOD : DRAW_DIM, r->met ? _("đạt") : _("chưa"));
    size_t lines = draw_wrap(d, y, x, rows, 0, DRAW_VALUE, span_of(_(r->c->text)));
    if (r->computed)
        buf_addf(&b, "%s %s", _("máy tính:"), r->evidence);
    else if (!reads && r->evidence[0])
        buf_addf(&b, "%s %s", _("minh chứng:"), r->evidence);
    int left = rows > (int)lines ? rows - (int)lines : 0;
    lines += draw_wrap(d, y + (int)lines, x, left, 0, r->computed ? DRAW_DIM : DRAW_NORMAL,
                       buf_span(&b));
    buf_release(&b);
    return lines < 2 && d->columns >= NARROW ? 2 : lines;
}

/* Rows are of different heights: at is within them, and as much of it is seen as there is room. */
static void show(struct checklist_screen *s, struct draw *d)
{
    size_t rows = checklist_view_rows(s->view), height = list_window_rows(d, 1), used = 0;
    list_window_show(rows, rows + 1, &s->at, &s->top);
    for (size_t i = s->top; i < rows && i <= s->at; i++)
        used += draw_row(s, d, 0, 0, i);
    while (used > height && s->top < s->at)
        used -= draw_row(s, d, 0, 0, s->top++);
}

static void load(struct checklist_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = checklist_view_load(s->view, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    show(s, ui_draw(ui));
}

static void draw_rows(struct checklist_screen *s, struct draw *d)
{
    struct buf b = {0};
    size_t rows = checklist_view_rows(s->view);
    int y = draw_work_top(d), end = y + draw_work_rows(d);
    if (d->columns < NARROW && !checklist_view_reads(s->view))
        buf_addf(&b, _("Năm %d. "), checklist_view_year(s->view));
    checklist_view_add_source(s->view, &b);
    draw_text(d, y++, 2, -1, DRAW_LABEL, buf_span(&b));
    for (size_t i = s->top; i < rows && y < end; i++) {
        if (i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 2);
        }
        y += (int)draw_row(s, d, y, end - y, i);
    }
    if (!rows)
        draw_wrap_empty(d, 2, _("Kế hoạch này không có tiêu chí cho nhóm ấy. Bấm Esc để về."));
    buf_release(&b);
}

static void add_hint(struct checklist_screen *s, struct buf *out)
{
    const struct checklist_row *r = checklist_view_row(s->view, s->at);
    if (!r)
        return;
    if (r->note)
        buf_adds(out, r->note);
    else if (checklist_view_reads(s->view))
        buf_adds(out, _("Nhóm này ở trên cấp xã: tiêu chí để đọc, xã không lập phiếu."));
    else if (r->computed)
        buf_adds(out, _("Máy tự tính từ sổ danh hiệu, đóng góp; Enter: xem phiếu đứng sau."));
    else
        buf_adds(out, _("1: đạt, 0: chưa; Enter: đạt, ghi minh chứng. Mỗi lần bấm đều ghi ngay."));
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.key = "1", .name = N_("Đạt")},
                                         {.key = "0", .name = N_("Chưa")},
                                         {.action = ACTION_NEXT, .name = N_("Minh chứng")},
                                         {.key = "← →", .name = N_("Năm khác")},
                                         {.action = ACTION_PRINT, .name = N_("In")},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct checklist_screen *s = (struct checklist_screen *)screen;
    struct buf where = {0}, who = {0}, hint = {0};
    load(s, ui);
    checklist_view_add_title(s->view, &where);
    if (!checklist_view_reads(s->view)) {
        if (ui_draw(ui)->columns >= NARROW) { /* else it stands below */
            buf_addf(&who, _("Năm %d"), checklist_view_year(s->view));
            buf_adds(&who, " · ");
        }
        checklist_view_add_sum(s->view, &who);
    }
    add_hint(s, &hint);
    ui_frame(ui, buf_span(&where), buf_span(&who), buf_span(&hint),
             checklist_view_reads(s->view) ? keys + 4 : keys);
    draw_rows(s, ui_draw(ui));
    buf_release(&where);
    buf_release(&who);
    buf_release(&hint);
}

/* ---- marks and evidence ---- */

static void said(struct ui *ui, enum status st, const struct detail *d)
{
    if (st == STATUS_OK)
        ui_receipt(ui, 0);
    else
        ui_say_status(ui, st, d);
}

static void mark(struct checklist_screen *s, struct ui *ui, bool met)
{
    struct detail d = {0};
    enum status st = checklist_view_mark(s->view, s->at, met, &d);
    said(ui, st, &d);
    s->at += st == STATUS_OK && s->at + 1 < checklist_view_rows(s->view);
}

static void keep(struct checklist_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = checklist_view_keep(s->view, &d);
    if (!checklist_view_reads(s->view))
        said(ui, st, &d);
}

static bool evidence_done(void *context, struct ui *ui, struct span answer)
{
    struct checklist_screen *s = context;
    struct detail d = {0};
    enum status st = checklist_view_evidence(s->view, s->at, answer, &d);
    said(ui, st, &d);
    return st == STATUS_OK; /* what was typed stays when it could not be saved */
}

static void behind_label(void *context, size_t i, struct buf *out)
{
    struct checklist_screen *s = context;
    const struct checklist_row *r = checklist_view_row(s->view, s->at);
    if (r && i < r->n_behind)
        buf_adds(out, r->behind[i].text);
}

static void behind_done(void *context, struct ui *ui, size_t i)
{
    struct checklist_screen *s = context;
    const struct checklist_row *r = checklist_view_row(s->view, s->at);
    if (r && i < r->n_behind)
        ui_push(ui,
                screen_form_new(s->session, r->behind[i].e, r->behind[i].id, r->behind[i].unit));
}

static void open_row(struct checklist_screen *s, struct ui *ui)
{
    const struct checklist_row *r = checklist_view_row(s->view, s->at);
    if (!r || checklist_view_reads(s->view))
        return;
    if (!r->computed) {
        struct buf name = {0};
        checklist_view_add_name(s->view, s->at, &name);
        struct ui_question q = {.question = _("Minh chứng là gì?"),
                                .initial = r->evidence,
                                .done = evidence_done,
                                .kept_as = buf_str(&name),
                                .context = s};
        ui_ask(ui, &q);
        buf_release(&name);
    } else if (!r->n_behind) {
        ui_say(ui, DRAW_NORMAL, "%s",
               _("Chưa có phiếu nào. Khi sổ danh hiệu, đóng góp có thì chỗ này tự đổi."));
    } else if (r->n_behind == 1) {
        behind_done(s, ui, 0);
    } else {
        struct ui_choices c = {.title = _("Phiếu đứng sau"),
                               .n = r->n_behind,
                               .label = behind_label,
                               .done = behind_done,
                               .context = s};
        ui_pick(ui, &c);
    }
}

static void move_year(struct checklist_screen *s, struct ui *ui, int by)
{
    int year = checklist_view_year(s->view) + by, last = day_year(s->session->who->today);
    if (checklist_view_reads(s->view))
        return;
    if (year < 2021 || year > last)
        ui_say(ui, DRAW_NORMAL, _("Năm phải từ 2021 đến %d."), last);
    else
        checklist_view_set_year(s->view, year);
}

static void print(struct checklist_screen *s, struct ui *ui)
{
    struct buf name = {0};
    doc_release(&s->print.doc);
    checklist_view_print(s->view, &s->print.doc);
    buf_addf(&name, "tieu-chi-%d.docx", checklist_view_year(s->view));
    print_ask(&s->print, ui, &s->print.doc, buf_str(&name));
    buf_release(&name);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct checklist_screen *s = (struct checklist_screen *)screen;
    if (e->type == EVENT_EDIT && (span_eq_str(e->text, "1") || span_eq_str(e->text, "0"))) {
        if (!checklist_view_reads(s->view))
            mark(s, ui, e->text.p[0] == '1');
        return UI_HANDLED;
    }
    if (e->action == ACTION_PRINT) {
        print(s, ui);
        return UI_HANDLED;
    }
    if (list_window_key(e->key, checklist_view_rows(s->view), PAGE, &s->at))
        return UI_HANDLED;
    switch ((int)e->key) {
    case KEYS_LEFT:
    case KEYS_RIGHT:
        move_year(s, ui, e->key == KEYS_LEFT ? -1 : 1);
        return UI_HANDLED;
    case KEYS_F2:
    case KEYS_CTRL_S:
        keep(s, ui);
        return UI_HANDLED;
    case KEYS_ENTER:
        open_row(s, ui);
        return UI_HANDLED;
    }
    return UI_PASS;
}

static void close_screen(struct screen *screen)
{
    struct checklist_screen *s = (struct checklist_screen *)screen;
    checklist_view_free(s->view);
    print_ask_release(&s->print);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    struct checklist_screen *s = (struct checklist_screen *)screen;
    const struct checklist_row *r = checklist_view_row(s->view, s->at);
    buf_adds(out,
             _("Tiêu chí của kế hoạch phong trào, mục III.1, cho từng nhóm. 1 là đạt, 0 là chưa, "
               "Enter để ghi minh chứng. Danh hiệu và đóng góp máy tự tính từ sổ, Enter xem phiếu "
               "đứng sau. F2 để giữ phiếu trong danh sách khi không có gì phải đánh dấu, Ctrl-P để "
               "in ra tệp. Phiếu này chỉ dùng để đề nghị khen thưởng, không làm đổi tiến độ.\n\n"));
    checklist_view_add_source(s->view, out);
    buf_adds(out, ".\n");
    if (r)
        buf_addf(out, "\n%s.%s%s\n", _(r->c->text), r->note ? " " : "", r->note ? r->note : "");
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .close = close_screen,
    .help = help,
    .reads = true,
};

static struct screen *screen_of(struct session *session, struct checklist_view *v)
{
    struct checklist_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->view = v;
    return &s->screen;
}

struct screen *screen_checklist_open(struct session *session, uint64_t id, struct detail *d,
                                     enum status *st)
{
    struct checklist_view *v;
    *st = checklist_view_open(&v, session->book, session->who, id, d);
    return *st == STATUS_OK ? screen_of(session, v) : NULL;
}

/* ---- a new one ---- */

static void start(struct checklist_asking *a, struct ui *ui, const struct checklist_subject *s)
{
    struct session *x = a->session;
    ui_push(ui, screen_of(x, checklist_view_new(x->book, x->who, a->group, s, x->year)));
}

static void subject_label(void *context, size_t i, struct buf *out)
{
    const struct checklist_subject *s = &((struct checklist_asking *)context)->found.v[i];
    buf_addf(out, "%s%s%s", s->name, s->place && *s->place ? ", " : "", s->place ? s->place : "");
}

static void subject_done(void *context, struct ui *ui, size_t i)
{
    struct checklist_asking *a = context;
    start(a, ui, &a->found.v[i]);
}

static bool name_done(void *context, struct ui *ui, struct span answer)
{
    struct checklist_asking *a = context;
    struct buf name = {0};
    buf_add_span(&name, span_trim(answer));
    if (name.n) {
        struct checklist_subject s = {.unit = a->session->unit, .name = (char *)buf_str(&name)};
        start(a, ui, &s);
    }
    buf_release(&name);
    return true;
}

enum { SUBJECTS_SHOWN = 40 };

/* Those that bear the text; the only one is taken at once. false: there is none, and why is said.
 */
static bool choose(struct checklist_asking *a, struct ui *ui, struct span text, size_t limit,
                   const char *none)
{
    struct session *x = a->session;
    struct detail d = {0};
    checklist_subjects_release(&a->found);
    enum status st = checklist_find(x->book, x->who, x->unit, a->group, text, limit, &a->found, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return false;
    }
    if (!a->found.n) {
        ui_say(ui, DRAW_NORMAL, "%s", none);
        return false;
    }
    if (a->found.n == 1) {
        start(a, ui, &a->found.v[0]);
        return true;
    }
    struct ui_choices c = {.title = _("Của ai"),
                           .n = a->found.n,
                           .label = subject_label,
                           .done = subject_done,
                           .context = a};
    ui_pick(ui, &c);
    return true;
}

static bool find_done(void *context, struct ui *ui, struct span answer)
{
    struct span text = span_trim(answer);
    return !text.n ||
           choose(context, ui, text, SUBJECTS_SHOWN,
                  _("Không thấy tên này trong danh sách. Gõ ít chữ hơn, không cần dấu."));
}

static void group_label(void *context, size_t i, struct buf *out)
{
    buf_adds(out, ((struct checklist_asking *)context)->groups[i].label);
}

static void group_done(void *context, struct ui *ui, size_t i)
{
    struct checklist_asking *a = context;
    const struct book *b = a->session->book;
    struct ui_question q = {.context = a};
    a->group = a->groups[i].group;
    if (a->groups[i].above) {
        start(a, ui, NULL);
        return;
    }
    switch (checklist_group_whose(a->group)) {
    case CHECKLIST_COMMUNE:
        start(a, ui, &(struct checklist_subject){ENTITY_COMMUNE, 0, b->commune, b->name, NULL});
        return;
    case CHECKLIST_NAME:
        q.question = _("Tên người, tổ chức ngoài xã?");
        q.kept_as = "checklist/name";
        q.done = name_done;
        break;
    case CHECKLIST_LIST:
        choose(a, ui, (struct span){"", 0}, 0,
               _("Chưa có thôn, tổ dân phố nào. Hãy nhập ở mục 1 trước."));
        return;
    case CHECKLIST_FIND:
        q.question = _("Của ai? Gõ một phần tên, không cần dấu");
        q.done = find_done;
        break;
    }
    ui_ask(ui, &q);
}

void checklist_ask(struct checklist_asking *a, struct ui *ui, struct session *session)
{
    checklist_asking_release(a);
    a->session = session;
    a->n = checklist_groups(session->book, a->groups);
    struct ui_choices c = {
        .title = _("Nhóm nào"), .n = a->n, .label = group_label, .done = group_done, .context = a};
    ui_pick(ui, &c);
}

void checklist_asking_release(struct checklist_asking *a)
{
    checklist_groups_release(a->groups, a->n);
    checklist_subjects_release(&a->found);
    *a = (struct checklist_asking){0};
}
