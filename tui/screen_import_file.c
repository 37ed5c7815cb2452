/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which file: those of this folder that can be imported, the newest first, or a path that is typed.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/import_screen.h"
#include "tui/list_window.h"
#include "tui/place.h"

struct file {
    char *name;
    int64_t size;
    time_t changed;
};

struct files_screen {
    struct screen screen;
    struct import_screen *import;
    struct file *v; /* behind the first row, which asks for a path */
    size_t n, at, top;
    char *folder;
};

static bool can_be_read(const char *name)
{
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && dot &&
           (strcasecmp(dot, ".csv") == 0 || strcasecmp(dot, ".dbf") == 0 ||
            strcasecmp(dot, ".xlsx") == 0 || strcasecmp(dot, ".xls") == 0 ||
            strcasecmp(dot, ".xlsm") == 0);
}

static int newest_first(const void *a, const void *b)
{
    const struct file *x = a, *y = b;
    if (x->changed != y->changed)
        return x->changed > y->changed ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void read_folder(struct files_screen *s)
{
    DIR *dir = opendir(".");
    struct stat st;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (!can_be_read(e->d_name) || stat(e->d_name, &st) != 0 || !S_ISREG(st.st_mode))
            continue;
        s->v = mem_realloc_array(s->v, s->n + 1, sizeof *s->v);
        s->v[s->n++] = (struct file){mem_strdup(e->d_name), st.st_size, st.st_mtime};
    }
    if (dir)
        closedir(dir);
    if (s->n)
        qsort(s->v, s->n, sizeof *s->v, newest_first);
    char *here = getcwd(NULL, 0);
    s->folder = mem_strdup(here ? here : ".");
    free(here);
}

/* ---- picture ---- */

static size_t rows_of(const struct draw *d)
{
    return list_window_rows(d, 0);
}

static void draw_file(const struct file *f, struct draw *d, int y)
{
    struct buf size = {0};
    struct buf date = {0};
    int right = d->columns - 26;
    number_add_vn(&size, (f->size + 1023) / 1024);
    buf_adds(&size, " KB");
    day_add_vn(&date, day_of_seconds((int64_t)f->changed));
    draw_str(d, y, 2, right - 3, DRAW_VALUE, f->name);
    draw_right(d, y, right, 12, DRAW_DIM, buf_span(&size));
    draw_str(d, y, right + 14, -1, DRAW_DIM, buf_str(&date));
    buf_release(&size);
    buf_release(&date);
}

/* Behind sshd nobody's own files are here: they come by the connection. */
static const char *hint_of(const struct files_screen *s)
{
    if (s->n)
        return N_("Tệp mới sửa đứng trước. Enter để đọc tệp; chưa ghi gì vào sổ.");
    if (s->import->session->served)
        return N_("Tệp ở máy mình thì gõ ở máy mình: plink TÊN-PHIÊN import household - < ho.csv");
    return N_("Thư mục này không có tệp Excel, .csv, .dbf. Bấm g để gõ đường dẫn.");
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Chọn")},
                                         {.key = "g", .name = N_("Gõ đường dẫn")},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK},
                                         {0}};
    struct files_screen *s = (struct files_screen *)screen;
    struct draw *d = ui_draw(ui);
    list_window_show(s->n + 1, rows_of(d), &s->at, &s->top);
    ui_frame(ui, span_of(_("Nhập tệp cũ · chọn tệp")), span_of(s->folder), span_of(_(hint_of(s))),
             keys);
    for (size_t i = 0; i < rows_of(d) && s->top + i <= s->n; i++) {
        int y = draw_work_top(d) + (int)i;
        if (s->top + i == 0)
            draw_str(d, y, 2, -1, DRAW_LABEL, _("(gõ đường dẫn của tệp khác)"));
        else
            draw_file(&s->v[s->top + i - 1], d, y);
        if (s->top + i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 1);
        }
    }
}

/* ---- keys ---- */

static bool path_done(void *context, struct ui *ui, struct span answer)
{
    struct files_screen *s = context;
    struct buf path = {0};
    struct detail d = {0};
    enum status st = place_path(ui_place(ui), answer, &path, &d);
    struct import_screen *import = s->import;
    bool done = false;
    if (st == STATUS_INVALID)
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy gõ đường dẫn của tệp, ví dụ /home/lan/ho.csv."));
    else if (st != STATUS_OK)
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    else
        done = import_screen_open(import, ui, buf_str(&path));
    buf_release(&path);
    if (done) {
        ui_close(ui, &s->screen); /* the question above goes too */
        import_screen_ask_sheet(import, ui);
    }
    return false;
}

static void ask_path(struct files_screen *s, struct ui *ui, struct span typed)
{
    struct buf begun = {0};
    buf_add_span(&begun, typed);
    struct ui_question q = {.question = _("Đường dẫn của tệp:"),
                            .initial = buf_str(&begun),
                            .done = path_done,
                            .kept_as = "file/import",
                            .context = s};
    ui_ask(ui, &q);
    buf_release(&begun);
}

static void open_file(struct files_screen *s, struct ui *ui, const char *name)
{
    struct import_screen *import = s->import;
    if (!import_screen_open(import, ui, name))
        return;
    ui_close(ui, &s->screen);
    import_screen_ask_sheet(import, ui);
}

/* A path that is pasted, or typed right away. */
static bool begins_path(const struct event *e)
{
    return (e->type == EVENT_PASTE && span_trim(e->text).n) ||
           (e->type == EVENT_EDIT && e->text.n && memchr("/~.", e->text.p[0], 3));
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct files_screen *s = (struct files_screen *)screen;
    bool g = e->type == EVENT_EDIT && action_letter_is(e->text, 'g');
    if (g || begins_path(e)) {
        ask_path(s, ui, g ? (struct span){0} : span_trim(e->text));
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (list_window_key(e->key, s->n + 1, rows_of(ui_draw(ui)), &s->at))
        return UI_HANDLED;
    if (e->key != KEYS_ENTER)
        return UI_PASS;
    if (s->at == 0)
        ask_path(s, ui, (struct span){0});
    else
        open_file(s, ui, s->v[s->at - 1].name);
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct files_screen *s = (struct files_screen *)screen;
    for (size_t i = 0; i < s->n; i++)
        free(s->v[i].name);
    free(s->v);
    free(s->folder);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    const struct files_screen *s = (struct files_screen *)screen;
    if (s->import->session->served) {
        buf_adds(out, _("Sổ nằm trên máy chủ, còn danh sách thì ở máy mình. Ở máy mình mở cửa sổ "
                        "lệnh (phím Windows, gõ cmd, Enter), vào thư mục có tệp, rồi gõ:"));
        buf_addf(out, "\n\nplink %s import household - < ho.csv\n\n", _("TÊN-PHIÊN"));
        buf_adds(out, _("TÊN-PHIÊN là tên đã lưu trong PuTTY. Thay household bằng citizen (công "
                        "dân), clan (dòng họ), organisation (đơn vị); tệp .xlsx, .xls, .dbf cũng "
                        "được. Thêm --dry-run trước dấu - để xem thử. Còn các tệp ở đây là tệp "
                        "máy chủ đã ghi cho mình, như các dòng chưa nhận."));
        buf_adds(out, "\n\n");
    }
    buf_adds(out,
             _("Ở đây có các tệp Excel, .csv và .dbf của thư mục đang đứng. Tệp Excel có nhiều "
               "trang thì máy hỏi nhập trang nào. Tệp ở nơi khác: bấm g rồi gõ đường dẫn.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help};

struct screen *import_files_new(struct import_screen *import)
{
    struct files_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->import = import;
    read_folder(s);
    s->at = s->n ? 1 : 0;
    return &s->screen;
}
