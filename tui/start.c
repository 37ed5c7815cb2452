/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/start.h"

#include <string.h>
#include <unistd.h>

#include "core/progress.h"
#include "core/unitbook.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/commands.h"
#include "tui/say.h"

struct facts {
    size_t hamlets;
    bool known; /* family: this year's progress */
    struct progress_line family;
};

static enum status count_hamlet(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct facts *f = context;
    if (!u->to || u->to >= t->who->today)
        f->hamlets++;
    return STATUS_OK;
}

static enum status find_facts(struct book_tx *t, void *context)
{
    struct facts *f = context;
    const struct book *b = t->book;
    struct unit_key u = unit_level(b->commune) != UNIT_NONE ? b->commune : b->province;
    struct progress p;
    *f = (struct facts){0};
    enum status s = unitbook_each(t, u, count_hamlet, f);
    if (s == STATUS_OK)
        s = progress_of(t, u, day_year(t->who->today), &p);
    for (size_t i = 0; s == STATUS_OK && i < p.n; i++)
        if (p.line[i].indicator == INDICATOR_FAMILY) {
            f->known = p.line[i].total_known;
            f->family = p.line[i];
        }
    return s;
}

static void add_step(struct buf *b, const char *command, const char *what)
{
    buf_addf(b, "  %s\n      %s\n", command, what);
}

static bool is_made(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c->run != run_not_yet && c->run != run_not_yet_copy;
    return false;
}

static int page_without_store(const struct app *app)
{
    struct buf b = {0};
    buf_addf(&b, _("Chưa có dữ liệu ở %s.\n\nCác bước đầu:\n"), app->path);
    if (is_made("demo"))
        add_step(&b, "hoctap demo", _("một xã tưởng tượng để dùng thử"));
    add_step(&b, "hoctap init --commune 15664 --name \"Xã Triệu Sơn\" --province 38",
             _("lập sổ của xã: thay mã xã, tên xã và mã tỉnh cho đúng"));
    add_step(&b, _("hoctap import hamlet TỆP"), _("nhập danh sách thôn, tổ dân phố"));
    add_step(&b, _("hoctap import household TỆP"), _("nhập danh sách hộ"));
    add_step(&b, "hoctap --help", _("mọi lệnh"));
    int rc = app_put(buf_span(&b));
    buf_release(&b);
    return rc;
}

static void add_family(struct buf *b, const struct progress_line *l, int year)
{
    struct buf registered = {0}, recognised = {0}, total = {0}, rate = {0};
    number_add_vn(&registered, l->registered);
    number_add_vn(&recognised, l->recognised);
    number_add_vn(&total, l->total);
    if (l->rate_known)
        number_add_hundredths_vn(&rate, l->rate);
    buf_addf(b, _("Gia đình học tập năm %d: đăng ký %s, công nhận %s trên %s hộ (%s %%).\n"), year,
             buf_str(&registered), buf_str(&recognised), buf_str(&total), buf_str(&rate));
    buf_release(&registered);
    buf_release(&recognised);
    buf_release(&total);
    buf_release(&rate);
}

static void add_next_steps(struct buf *b, const struct facts *f)
{
    buf_addf(b, "\n%s\n", _("Việc tiếp theo:"));
    if (f->hamlets == 0)
        add_step(b, _("hoctap import hamlet TỆP"), _("nhập danh sách thôn, tổ dân phố"));
    else if (!f->known || f->family.total == 0)
        add_step(b, _("hoctap import household TỆP"), _("nhập danh sách hộ"));
    else
        add_step(b, "hoctap progress", _("tiến độ các danh hiệu năm nay"));
    if (f->hamlets > 0 && is_made("list"))
        add_step(b, "hoctap list household --find LAN", _("tìm một hộ, không cần dấu"));
    add_step(b, "hoctap --help", _("mọi lệnh"));
}

static int page_of_store(struct app *app)
{
    struct facts f;
    struct detail d = {0};
    struct buf b = {0}, code = {0}, hamlets = {0};
    const struct book *book = app->book;
    enum status s = book_read(app->book, &app->caller, find_facts, &f, &d);
    if (s != STATUS_OK)
        return say_status(s, &d);
    unit_add_code(&code, unit_level(book->commune) != UNIT_NONE ? book->commune : book->province);
    number_add_vn(&hamlets, (int64_t)f.hamlets);
    buf_addf(&b, _("%s (%s), dữ liệu ở %s\n"), book->name, buf_str(&code), app->path);
    buf_addf(&b, _("%s thôn, tổ dân phố\n"), buf_str(&hamlets));
    if (f.known && f.family.total > 0 && f.family.rate_known)
        add_family(&b, &f.family, day_year(app->caller.today));
    add_next_steps(&b, &f);
    int rc = app_put(buf_span(&b));
    buf_release(&b);
    buf_release(&code);
    buf_release(&hamlets);
    return rc;
}

int start_page(struct app *app)
{
    struct detail d = {0};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        say(_("Màn hình cần một cửa sổ dòng lệnh (terminal). Trong tệp lệnh hãy nêu lệnh; xem "
              "hoctap --help."));
        return EXIT_USAGE;
    }
    enum status s = book_open(&app->book, app->path, true, &app->caller, &d);
    if (s == STATUS_NOTFOUND)
        return page_without_store(app);
    if (s != STATUS_OK)
        return say_file_status(s, &d);
    return page_of_store(app);
}
