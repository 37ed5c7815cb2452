/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Nhập tệp cũ": one page with all that is decided about a file, what an import would do now, and
 * the import itself. Nothing is written before F2 was pressed twice.
 */
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "storage/drafts.h"
#include "tui/draw_wrap.h"
#include "tui/import_screen.h"
#include "tui/list_window.h"
#include "tui/place.h"

enum { KIND, SOURCE, CHARSET, COLUMNS, HAMLET, YEAR, UPDATE, WARNINGS, REFUSED, N_STEPS };

static const struct {
    const char *label, *help;
} steps[N_STEPS] = {
    [KIND] = {N_("Loại phiếu"),
              N_("Nhập theo thứ tự này: thôn, dòng họ, hộ, đơn vị, công dân, kết quả danh hiệu.")},
    [SOURCE] = {N_("Tệp"),
                N_("Chọn tệp Excel, .csv hoặc .dbf của thư mục này, hoặc gõ đường dẫn.")},
    [CHARSET] = {N_("Bảng mã"),
                 N_("Xem chữ của tệp theo ba bảng mã; chữ chưa đúng thì chọn bảng mã khác.")},
    [COLUMNS] = {N_("Cột"), N_("Mỗi cột của tệp vào mục nào của phiếu. Enter để xem và chọn lại.")},
    [HAMLET] = {N_("Thôn của dòng không ghi thôn"),
                N_("Dùng khi tệp là danh sách của một thôn và không có cột thôn.")},
    [YEAR] = {N_("Năm của cột không ghi năm"), N_("Dùng khi cột chỉ ghi ĐK, CN mà không ghi năm.")},
    [UPDATE] = {N_("Phiếu đã có mà khác"), N_("Giữ phiếu đã có, hay sửa theo tệp. Enter để đổi.")},
    [WARNINGS] = {N_("Cần xem lại"), N_("Những chỗ vẫn nhập nhưng nên xem lại.")},
    [REFUSED] = {N_("Chưa nhận"), N_("Từng dòng chưa nhận và lý do; sửa ngay ở đây rồi nhập.")},
};

/* ---- picture ---- */

static void add_number(struct buf *out, uint64_t n)
{
    number_add_vn(out, (int64_t)n);
}

static void add_columns(const struct import_job *j, struct buf *out)
{
    unsigned used = 0, unknown = 0;
    for (unsigned k = 0; k < j->columns.n; k++) {
        used += j->columns.v[k].use != IMPORT_IGNORED && j->columns.v[k].use != IMPORT_UNKNOWN;
        unknown += j->columns.v[k].use == IMPORT_UNKNOWN && *j->columns.v[k].header;
    }
    buf_addf(out, _("nhập %u trên %u cột"), used, j->columns.n);
    if (unknown)
        buf_addf(out, _(", chưa rõ %u cột"), unknown);
}

/* The sheet that was read, when there was a choice. */
static void add_sheet(const struct import_job *j, struct buf *out)
{
    unsigned n = import_job_sheets(j);
    bool chosen;
    for (unsigned i = 0; n > 1 && i < n; i++) {
        const struct row_sheet *sheet = import_job_sheet(j, i, &chosen);
        if (chosen)
            buf_addf(out, _(", trang '%s'"), sheet->name);
    }
}

static void add_source(const struct import_job *j, struct buf *out)
{
    struct buf rows = {0};
    add_number(&rows, j->planned ? j->plan.n : import_table_rows(j->table));
    buf_adds(out, j->path);
    add_sheet(j, out);
    buf_addf(out, _(": %s dòng, %u cột"), buf_str(&rows), import_table_width(j->table));
    buf_release(&rows);
}

static void add_value(const struct import_screen *s, size_t step, struct buf *out)
{
    const struct import_job *j = &s->job;
    if (step == KIND)
        buf_adds(out, j->e ? _(j->e->label) : _("(chọn)"));
    else if (step == SOURCE && !j->table)
        buf_adds(out, _("(chọn)"));
    else if (step == HAMLET)
        buf_adds(out, s->hamlet ? s->hamlet : _("(không)"));
    else if (step == YEAR && !j->options.year)
        buf_adds(out, _("(không)"));
    else if (step == YEAR)
        buf_addf(out, "%d", j->options.year);
    else if (step == UPDATE)
        buf_adds(out, j->options.update ? _("sửa theo tệp") : _("giữ phiếu đã có"));
    else if (!j->table)
        return;
    else if (step == SOURCE)
        add_source(j, out);
    else if (step == CHARSET)
        buf_addf(out, "%s%s", import_charset_label(s->found),
                 j->charset == CHARSET_AUTO && s->found != CHARSET_ASCII ? _(", tự nhận ra") : "");
    else if (step == COLUMNS)
        add_columns(j, out);
    else if (j->planned) {
        add_number(out, step == WARNINGS ? j->plan.warnings.n : j->plan.refused.n);
        buf_adds(out, step == WARNINGS ? _(" chỗ") : _(" dòng"));
    }
}

/* What an import would do now; two lines at most. */
static void draw_plan(const struct import_screen *s, struct draw *d, int y)
{
    const struct import_plan *p = &s->job.plan;
    struct buf b = {0};
    if (!s->job.planned)
        return;
    buf_adds(&b, _("Nếu nhập bây giờ: thêm "));
    add_number(&b, p->count[IMPORT_NEW]);
    buf_addf(&b, " %s", _(s->job.e->plural));
    if (p->titles) {
        buf_adds(&b, _(", kết quả danh hiệu "));
        add_number(&b, p->titles);
    }
    buf_adds(&b, _(", sửa "));
    add_number(&b, p->count[IMPORT_UPDATE]);
    buf_adds(&b, _(", giữ nguyên "));
    add_number(&b, p->count[IMPORT_UNCHANGED]);
    buf_adds(&b, _(", chưa nhận "));
    add_number(&b, p->count[IMPORT_REFUSE]);
    buf_addc(&b, '.');
    draw_wrap(d, y, 2, 2, 0, DRAW_NORMAL, buf_span(&b));
    buf_release(&b);
}

static void draw_step(const struct import_screen *s, struct draw *d, int y, size_t i)
{
    struct buf value = {0};
    int x = d->columns >= 70 ? 38 : 24;
    bool fault = i == REFUSED && s->job.planned && s->job.plan.refused.n;
    draw_textf(d, y, 2, x - 3, DRAW_LABEL, "%zu  %s", i + 1, _(steps[i].label));
    add_value(s, i, &value);
    draw_text(d, y, x, -1, fault ? DRAW_WARNING : DRAW_VALUE, buf_span(&value));
    if (i == s->at) {
        draw_mark(d, y, 0);
        draw_cursor(d, y, 1);
    }
    buf_release(&value);
}

static size_t steps_shown(const struct draw *d)
{
    int rows = draw_work_rows(d) - 3; /* what an import would do stands below */
    return rows < 1 ? 1 : rows > N_STEPS ? N_STEPS : (size_t)rows;
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Mở")},
                                         {.key = "1-9", .name = N_("Chọn")},
                                         {.action = ACTION_SAVE, .name = N_("Nhập")},
                                         {.action = ACTION_PRINT, .name = N_("Ghi dòng lỗi")},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct import_screen *s = (struct import_screen *)screen;
    struct draw *d = ui_draw(ui);
    size_t rows = steps_shown(d);
    list_window_show(N_STEPS, rows, &s->at, &s->top);
    ui_frame(ui, span_of(_("Nhập tệp cũ")), span_of(s->session->book->name),
             span_of(_(steps[s->at].help)), keys);
    for (size_t i = 0; i < rows && s->top + i < N_STEPS; i++)
        draw_step(s, d, draw_work_top(d) + (int)i, s->top + i);
    draw_plan(s, d, draw_work_top(d) + (int)rows + 1);
}

/* ---- drafts ---- */

void import_screen_add_draft(const struct import_screen *s, struct buf *out)
{
    char *real = realpath(s->job.path, NULL);
    buf_addf(out, "import/%s", real ? real : s->job.path);
    add_sheet(&s->job, out);
    free(real);
}

static void save_draft(struct import_screen *s, struct ui *ui)
{
    const char *store = store_path(s->session->book->store);
    struct buf name = {0}, bytes = {0};
    struct detail d = {0};
    enum status st = STATUS_OK;
    if (!s->job.draft_due || !s->job.path || !*store)
        return;
    import_screen_add_draft(s, &name);
    import_job_to_draft(&s->job, &bytes);
    st = draft_save(store, span_of(s->session->who->name), buf_span(&name), buf_span(&bytes), &d);
    if (st == STATUS_OK)
        s->job.draft_due = false;
    else if (ui)
        ui_say_status(ui, st, &d);
    buf_release(&name);
    buf_release(&bytes);
}

static size_t load_draft(struct import_screen *s)
{
    struct buf name = {0}, bytes = {0};
    size_t n = 0;
    import_screen_add_draft(s, &name);
    if (draft_load(store_path(s->session->book->store), span_of(s->session->who->name),
                   buf_span(&name), &bytes, NULL) == STATUS_OK)
        n = import_job_from_draft(&s->job, buf_span(&bytes));
    buf_release(&name);
    buf_release(&bytes);
    return n;
}

static void tick(struct screen *screen, struct ui *ui)
{
    save_draft((struct import_screen *)screen, ui);
}

static void hangup(struct screen *screen, struct ui *ui)
{
    (void)ui;
    save_draft((struct import_screen *)screen, NULL);
}

/* ---- steps ---- */

void import_screen_changed(struct import_screen *s, struct ui *ui, enum status st,
                           const struct detail *d)
{
    if (s->job.table)
        s->found = import_job_charset(&s->job);
    if (st != STATUS_OK)
        ui_say_status(ui, st, d);
}

/* A file or a sheet has been read in the place of `before`, or has not. */
static bool opened(struct import_screen *s, struct ui *ui, enum status st, const struct detail *d,
                   const struct import_table *before)
{
    if (s->job.table == before) {
        ui_say_status(ui, st, d);
        return false;
    }
    free(s->refused_path);
    s->refused_path = NULL;
    size_t again = st == STATUS_OK ? load_draft(s) : 0;
    import_screen_changed(s, ui, st, d);
    s->at = st == STATUS_OK ? CHARSET : COLUMNS;
    if (again)
        ui_say(ui, DRAW_NORMAL, _("Đã lấy lại %zu chỗ sửa lần trước trong tệp này."), again);
    else if (st == STATUS_OK)
        ui_say(ui, DRAW_NORMAL, "%s", _("Đã đọc xong. Hãy xem chữ và cột trước khi nhập."));
    return true;
}

bool import_screen_open(struct import_screen *s, struct ui *ui, const char *path)
{
    struct detail d = {0};
    struct buf allowed = {0};
    const struct import_table *before = s->job.table;
    enum status st = place_path(ui_place(ui), span_of(path), &allowed, &d);
    if (st != STATUS_OK) { /* a draft of another day may name a file elsewhere */
        buf_release(&allowed);
        ui_say(ui, DRAW_WARNING, "%s", d.text);
        return false;
    }
    save_draft(s, ui); /* of the file that gives way */
    s->job.options.plain = ui_place(ui) && ui_place(ui)->own;
    s->job.options.rows_max = s->job.options.plain ? PLACE_ROWS_MAX : 0;
    ui_busy(ui, _("Đang đọc %s ..."), path);
    st = import_job_open(&s->job, buf_str(&allowed), &d);
    buf_release(&allowed);
    return opened(s, ui, st, &d, before);
}

static void sheet_label(void *context, size_t i, struct buf *out)
{
    const struct import_screen *s = context;
    struct buf rows = {0};
    bool chosen;
    const struct row_sheet *sheet = import_job_sheet(&s->job, (unsigned)i, &chosen);
    number_add_vn(&rows, sheet->rows);
    buf_addf(out, _("%s: %s dòng%s"), sheet->name, buf_str(&rows),
             sheet->hidden ? _(", đang ẩn") : "");
    buf_release(&rows);
}

static void sheet_done(void *context, struct ui *ui, size_t i)
{
    struct import_screen *s = context;
    const struct import_table *before = s->job.table;
    struct detail d = {0};
    bool chosen;
    const struct row_sheet *sheet = import_job_sheet(&s->job, (unsigned)i, &chosen);
    if (chosen)
        return;
    save_draft(s, ui);
    opened(s, ui, import_job_set_sheet(&s->job, sheet->name, &d), &d, before);
}

void import_screen_ask_sheet(struct import_screen *s, struct ui *ui)
{
    struct ui_choices q = {.title = _("Nhập trang tính nào"),
                           .n = import_job_sheets(&s->job),
                           .label = sheet_label,
                           .done = sheet_done,
                           .context = s};
    bool chosen = false;
    while (q.first < q.n && !chosen)
        import_job_sheet(&s->job, (unsigned)q.first++, &chosen);
    q.first -= q.first > 0;
    if (q.n > 1)
        ui_pick(ui, &q);
}
static void kind_label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out, _(import_job_entity(i)->label));
}

static void kind_done(void *context, struct ui *ui, size_t i)
{
    struct import_screen *s = context;
    struct detail d = {0};
    enum status st = import_job_set_entity(&s->job, import_job_entity(i), &d);
    import_screen_changed(s, ui, st, &d);
    if (!s->job.table) {
        s->at = SOURCE;
        ui_push(ui, import_files_new(s));
    }
}

static void ask_kind(struct import_screen *s, struct ui *ui)
{
    size_t n = 0, first = 0;
    for (; import_job_entity(n); n++)
        first = import_job_entity(n) == s->job.e ? n : first;
    struct ui_choices q = {.title = _("Tệp là danh sách gì"),
                           .n = n,
                           .first = first,
                           .label = kind_label,
                           .done = kind_done,
                           .context = s};
    ui_pick(ui, &q);
}

static void hamlet_label(void *context, size_t i, struct buf *out)
{
    struct import_screen *s = context;
    unit_list_label(&s->units, i, out);
}

static void hamlet_done(void *context, struct ui *ui, size_t i)
{
    struct import_screen *s = context;
    struct detail d = {0};
    struct buf code = {0};
    if (i)
        unit_add_code(&code, s->units.unit[i]);
    enum status st = import_job_set_hamlet(&s->job, buf_str(&code), &d);
    if (st != STATUS_USAGE) {
        free(s->hamlet);
        s->hamlet = i ? mem_strdup(s->units.name[i]) : NULL;
    }
    import_screen_changed(s, ui, st, &d);
    buf_release(&code);
}

static void ask_hamlet(struct import_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = unit_list_load(&s->units, s->session, _("(không)"), &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    struct ui_choices q = {.title = _("Thôn của dòng không ghi thôn"),
                           .n = s->units.n,
                           .label = hamlet_label,
                           .done = hamlet_done,
                           .context = s};
    ui_pick(ui, &q);
}

static bool year_done(void *context, struct ui *ui, struct span answer)
{
    struct import_screen *s = context;
    struct detail d = {0};
    int64_t year = 0;
    int last = day_year(s->session->who->today);
    if (answer.n && (!number_parse(answer, &year) || year < 2021 || year > last)) {
        ui_say(ui, DRAW_ERROR, _("Năm phải từ 2021 đến %d, hoặc để trống."), last);
        return false;
    }
    s->job.options.year = (int)year;
    enum status st = import_job_replan(&s->job, &d);
    import_screen_changed(s, ui, st, &d);
    return true;
}

static void ask_year(struct import_screen *s, struct ui *ui)
{
    struct ui_question q = {
        .question = _("Cột ĐK, CN không ghi năm là của năm nào?"), .done = year_done, .context = s};
    ui_ask(ui, &q);
}

static void change_update(struct import_screen *s, struct ui *ui)
{
    struct detail d = {0};
    s->job.options.update = !s->job.options.update;
    enum status st = import_job_replan(&s->job, &d);
    import_screen_changed(s, ui, st, &d);
}

/* A step that needs the file, or the plan, and has none says what to do first. */
static bool ready(struct import_screen *s, struct ui *ui, size_t step)
{
    const struct import_job *j = &s->job;
    if (step == KIND || step == SOURCE || step == HAMLET || step == YEAR || step == UPDATE)
        return true;
    if (!j->e || !j->table) {
        s->at = j->e ? SOURCE : KIND;
        ui_say(ui, DRAW_WARNING, "%s",
               j->e ? _("Hãy chọn tệp trước.") : _("Hãy chọn loại phiếu trước."));
        return false;
    }
    if (!j->planned && (step == WARNINGS || step == REFUSED)) {
        s->at = COLUMNS;
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy chọn mục cho các cột trước."));
        return false;
    }
    return true;
}

static void open_step(struct import_screen *s, struct ui *ui, size_t step)
{
    s->at = step;
    if (!ready(s, ui, step))
        return;
    if (step == KIND)
        ask_kind(s, ui);
    else if (step == SOURCE)
        ui_push(ui, import_files_new(s));
    else if (step == CHARSET)
        ui_push(ui, import_text_new(s));
    else if (step == COLUMNS)
        ui_push(ui, import_columns_new(s));
    else if (step == HAMLET)
        ask_hamlet(s, ui);
    else if (step == YEAR)
        ask_year(s, ui);
    else if (step == UPDATE)
        change_update(s, ui);
    else
        ui_push(ui, import_notes_new(s, step == REFUSED));
}

/* ---- keys ---- */

static enum ui_result leave(struct import_screen *s, struct ui *ui)
{
    save_draft(s, ui);
    if (s->job.n_corrections && s->job.planned && s->job.plan.count[IMPORT_NEW])
        ui_say(ui, DRAW_NORMAL, "%s",
               _("Chưa nhập. Chỗ đã sửa được giữ lại, mở lại tệp này là có."));
    return UI_CLOSE;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct import_screen *s = (struct import_screen *)screen;
    bool sure = s->sure;
    s->sure = false;
    if (e->type == EVENT_EDIT && e->text.n == 1 && e->text.p[0] >= '1' && e->text.p[0] <= '9') {
        open_step(s, ui, (size_t)(e->text.p[0] - '1'));
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (list_window_key(e->key, N_STEPS, steps_shown(ui_draw(ui)), &s->at))
        return UI_HANDLED;
    if (e->key == KEYS_ENTER)
        open_step(s, ui, s->at);
    else if (e->action == ACTION_SAVE && ready(s, ui, REFUSED))
        import_screen_run(s, ui, sure);
    else if (e->action == ACTION_PRINT && ready(s, ui, REFUSED))
        import_screen_print(s, ui);
    else if (e->action == ACTION_BACK)
        return leave(s, ui);
    else if (e->action != ACTION_SAVE && e->action != ACTION_PRINT)
        return UI_PASS;
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct import_screen *s = (struct import_screen *)screen;
    import_job_release(&s->job);
    unit_list_release(&s->units);
    free(s->refused_path);
    free(s->offered);
    free(s->hamlet);
    why_ask_release(&s->why);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Chọn loại phiếu, rồi chọn tệp. Máy tự nhận bảng mã và ghép cột; hãy mở mục "
                    "Bảng mã và mục Cột để xem có đúng không. Dòng chưa nhận thì sửa từng dòng ở "
                    "mục Chưa nhận. Bấm F2 hai lần để nhập; chưa bấm thì chưa ghi gì vào sổ. Dòng "
                    "còn lại được ghi ra một tệp bên cạnh để sửa sau.\n"));
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .tick = tick,
    .hangup = hangup,
    .close = close_screen,
    .help = help,
};

struct screen *screen_import_new(struct session *session)
{
    struct import_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    import_job_init(&s->job, session->book, session->who);
    return &s->screen;
}

void screen_import_again(struct session *session, struct ui *ui, const struct entity *e,
                         const char *path)
{
    struct screen *screen = screen_import_new(session);
    struct import_screen *s = (struct import_screen *)screen;
    struct detail d = {0};
    ui_push(ui, screen);
    enum status st = e ? import_job_set_entity(&s->job, e, &d) : STATUS_OK;
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    else
        import_screen_open(s, ui, path);
}
