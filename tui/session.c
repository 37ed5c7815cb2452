/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/session.h"

#include <unistd.h>

#include "forms/menu.h"
#include "locale/msg.h"
#include "tui/say.h"
#include "tui/start.h"

void session_release(struct session *s)
{
    form_memory_release(&s->memory);
}

/* The screens over an open terminal, until the person leaves or the line drops. */
static void run(struct app *app, struct term *term)
{
    struct session s = {
        .book = app->book, .who = &app->caller, .path = app->path, .served = app->served};
    struct ui *ui = ui_new(term);
    ui_lend_typing(ui, &s.typing);
    ui_lend_place(ui, &app->place);
    ui_lend_session(ui, &s);
    if (!app->served)
        app->caller.source = "screen";
    s.year = day_year(app->caller.today);
    if (s.book) {
        s.unit = menu_unit(s.book, s.who);
        session_read_typing(&s);
        ui_push(ui, screen_menu_new(&s));
    } else {
        ui_push(ui, screen_first_new(&s));
    }
    enum ui_end end = ui_run(ui);
    (void)end; /* hung up or done: what was typed is on disk either way */
    ui_free(ui);
    app->book = s.book; /* the first start may have made one */
    session_release(&s);
}

int start_screen(struct app *app)
{
    struct detail d = {0};
    struct term term = {0};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        say(_("Màn hình cần một cửa sổ dòng lệnh (terminal). Trong tệp lệnh hãy nêu lệnh; xem "
              "hoctap --help."));
        return EXIT_USAGE;
    }
    enum status s = STATUS_OK;
    if (!app->book)
        s = book_open(&app->book, app->path, false, &app->caller, &d);
    if (s != STATUS_OK && s != STATUS_NOTFOUND)
        return say_file_status(s, &d);
    s = term_open(&term, &(struct term_options){.no_suspend = app->served}, &d);
    if (s != STATUS_OK) {
        say("%s", d.text);
        return EXIT_USAGE;
    }
    run(app, &term);
    term_close(&term);
    return EXIT_DONE;
}
