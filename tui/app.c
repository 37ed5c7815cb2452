/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/app.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/unitbook.h"
#include "forms/menu.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/output.h"
#include "tui/say.h"

static char *login_name(void)
{
    const struct passwd *pw = getpwuid(geteuid());
    const char *env = getenv("USER");
    struct buf b = {0};
    if (pw && pw->pw_name[0])
        return mem_strdup(pw->pw_name);
    if (env && env[0])
        return mem_strdup(env);
    buf_addf(&b, "uid %lu", (unsigned long)geteuid());
    return buf_detach(&b);
}

int app_init(struct app *app, const char *db)
{
    const char *today = getenv("HOCTAP_TODAY");
    memset(app, 0, sizeof *app);
    app->path = db ? mem_strdup(db) : book_default_path();
    app->db_given = db || (getenv("HOCTAP_DB") && *getenv("HOCTAP_DB"));
    app->user = login_name();
    /* Whoever can open the store's files from the command line is its owner. */
    app->caller = (struct caller){.name = app->user, .role = ROLE_ADMIN, .source = "command"};
    app->caller.today = day_today();
    if (today && today[0] && !day_parse_iso(span_of(today), &app->caller.today)) {
        say(_("HOCTAP_TODAY=%s không phải là ngày. Hãy viết năm-tháng-ngày, ví dụ 2026-11-22."),
            today);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

void app_release(struct app *app)
{
    book_close(app->book);
    free(app->path);
    free(app->user);
    memset(app, 0, sizeof *app);
}

int app_say_no_store(const struct app *app)
{
    say(_("Chưa có dữ liệu ở %s. Hãy chạy 'hoctap init' để lập sổ mới, hoặc chỉ đúng thư mục bằng "
          "--db."),
        app->path);
    return EXIT_FILE;
}

/* Of the folder, or of the nearest one above that is there. */
static bool owner(const char *path, struct stat *st)
{
    char *at = mem_strdup(path), *slash;
    bool found;
    while (!(found = stat(at[0] ? at : "/", st) == 0) && (slash = strrchr(at, '/')) != NULL)
        *slash = 0;
    free(at);
    return found || stat(".", st) == 0;
}

int app_be_owner(const struct app *app)
{
    struct stat st;
    if (geteuid() != 0 || strchr(app->path, ':') || !owner(app->path, &st) || st.st_uid == 0 ||
        (setgroups(0, NULL) == 0 && setegid(st.st_gid) == 0 && seteuid(st.st_uid) == 0))
        return EXIT_DONE;
    say(_("Không làm thay được chủ của %s: %s."), app->path, strerror(errno));
    return EXIT_FILE;
}

bool app_be_oneself(void)
{
    return getuid() == geteuid() || (seteuid(getuid()) == 0 && setegid(getgid()) == 0);
}

int app_open(struct app *app, bool read_only)
{
    struct detail d = {0};
    if (app->book)
        return EXIT_DONE;
    int rc = app_be_owner(app);
    if (rc != EXIT_DONE)
        return rc;
    enum status s = book_open(&app->book, app->path, read_only, &app->caller, &d);
    return s == STATUS_NOTFOUND ? app_say_no_store(app) : say_file_status(s, &d);
}

/* Asked before the store puts its lock files there. What a broken-off init left is no hindrance. */
static bool holds_other_files(const char *path)
{
    DIR *list = opendir(path);
    bool other = false;
    for (struct dirent *e; list && !other && (e = readdir(list));)
        other = strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
                strncmp(e->d_name, "lock", 4) != 0;
    if (list)
        closedir(list);
    return other;
}

int app_create(struct app *app, const struct book_init *init)
{
    struct detail d = {0};
    enum status s = STATUS_EXISTS;
    int rc = app_be_owner(app);
    if (rc != EXIT_DONE)
        return rc;
    if (!holds_other_files(app->path))
        s = book_create(&app->book, app->path, init, &app->caller, &d);
    if (s == STATUS_EXISTS) {
        say(_("Đã có dữ liệu ở %s nên không lập sổ mới. Hãy chọn thư mục khác bằng --db."),
            app->path);
        return EXIT_FILE;
    }
    return say_file_status(s, &d);
}

bool app_unit_code(const struct app *app, const char *text, struct unit_key *out)
{
    if (unit_parse(span_of(text), app->book->scheme, out))
        return true;
    say(_("'%s' không phải là mã đơn vị. Mã xã có 5 chữ số, mã thôn 8 chữ số, tỉnh là P và 2 chữ "
          "số, cả nước là VN; thêm pre2025: phía trước cho mã cũ."),
        text);
    return false;
}

static enum status find_bearer(struct book_tx *t, void *context)
{
    struct unit_key *u = context, found;
    enum status s = unitbook_by_code(t, *u, t->who->today, &found);
    if (s == STATUS_OK)
        *u = found;
    return s;
}

int app_unit(struct app *app, const char *text, struct unit_key *out)
{
    struct unit_key u;
    struct detail d = {0};
    if (!text) {
        *out = menu_unit(app->book, &app->caller); /* a leader's hamlet */
        return EXIT_DONE;
    }
    if (!app_unit_code(app, text, &u))
        return EXIT_USAGE;
    enum status s = book_read(app->book, &app->caller, find_bearer, &u, &d);
    *out = u;
    if (s == STATUS_NOTFOUND)
        say(_("Không có thôn, xã hoặc tỉnh này trong sổ. Hãy xem lại mã, ví dụ 15664 hoặc "
              "15664003."));
    return s == STATUS_NOTFOUND ? EXIT_FILE : say_status(s, &d);
}

int app_put_to(const char *path, struct span text)
{
    struct output out;
    struct detail d = {0};
    enum status s = output_open(&out, path, &d);
    if (s == STATUS_OK) {
        output_add(&out, text);
        s = output_commit(&out, &d);
    }
    return say_file_status(s, &d);
}

int app_put(struct span text)
{
    return app_put_to(NULL, text);
}

int app_say_failed(enum status s, const struct detail *d, const char *file)
{
    if (s == STATUS_DENIED && file && strcmp(file, "-") != 0 && access(file, R_OK) != 0)
        return say_file_status(s, d); /* the file's rights, not the person's */
    return say_status(s, d);
}

const struct entity *app_entity(const struct arguments *a)
{
    const struct entity *e = entity_by_name(a->v[0]);
    struct buf names = {0};
    if (e)
        return e;
    for (size_t i = 0; entity_at(i); i++)
        buf_addf(&names, "%s%s", i ? " " : "", entity_at(i)->name);
    command_usage(a, _("Không có loại phiếu '%s'. Các loại: %s."), a->v[0], buf_str(&names));
    buf_release(&names);
    return NULL;
}

int app_year(const struct app *app, const struct arguments *a, int option, int *out)
{
    long year = day_year(app->caller.today);
    if (a->option[option] && !command_number(a, option, 2021, year, &year))
        return EXIT_USAGE;
    *out = (int)year;
    return EXIT_DONE;
}

void app_note_denied(struct app *app, const char *command)
{
    struct detail d = {0};
    if (!app->book || !store_read_only(app->book->store))
        return;            /* where it can be written it was */
    book_close(app->book); /* a store is not opened twice by one process */
    app->book = NULL;
    if (book_open(&app->book, app->path, false, &app->caller, &d) != STATUS_OK)
        return;
    detail_set(&d, STATUS_DENIED, "%s", status_text(STATUS_DENIED));
    book_note_denied(app->book, &app->caller, command, NULL, &d);
}
