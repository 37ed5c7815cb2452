/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/print_ask.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/report.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/output.h"
#include "tui/place.h"

static enum status write_file(const struct place *place, const struct doc *doc, const char *path,
                              enum report_format format, struct detail *d)
{
    struct output o;
    struct buf bytes = {0};
    enum status st = report_render(doc, format, &bytes, d);
    if (st == STATUS_OK)
        st = place_output(place, &o, path, d);
    if (st == STATUS_OK) {
        output_add(&o, buf_span(&bytes));
        st = output_commit(&o, d);
    }
    buf_release(&bytes);
    return st;
}

static bool write_and_say(struct print_ask *p, struct ui *ui, const char *path,
                          enum report_format format)
{
    struct detail d = {0};
    enum status st = write_file(ui_place(ui), p->what, path, format, &d);
    struct buf how = {0};
    if (st == STATUS_OK)
        fetch_text(&p->fetch, path, &how);
    if (how.n)
        ui_read(ui, _("Lấy tệp về máy mình"), buf_span(&how));
    if (st == STATUS_OK)
        ui_say(ui, DRAW_GOOD, _("Đã in ra tệp %s."), path);
    else
        ui_say_status(ui, st, &d);
    buf_release(&how);
    return st == STATUS_OK;
}

static bool done(void *context, struct ui *ui, struct span answer)
{
    struct print_ask *p = context;
    struct detail d = {0};
    struct buf path = {0};
    enum report_format format;
    bool good = false;
    enum status st = place_path(ui_place(ui), answer, &path, &d);
    bool asked = p->offered && strcmp(p->offered, buf_str(&path)) == 0;
    if (st == STATUS_INVALID) {
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy gõ tên tệp, ví dụ bao-cao.docx."));
    } else if (st != STATUS_OK) {
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    } else if (report_format_of(buf_str(&path), &format, &d) != STATUS_OK) {
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    } else if (access(buf_str(&path), F_OK) == 0 && !asked) {
        free(p->offered);
        p->offered = mem_strdup(buf_str(&path));
        ui_say(ui, DRAW_WARNING, "%s",
               _("Đã có tệp này. Bấm Enter lần nữa để ghi đè, hoặc sửa tên."));
    } else {
        good = write_and_say(p, ui, buf_str(&path), format);
    }
    buf_release(&path);
    return good;
}

void print_ask(struct print_ask *p, struct ui *ui, const struct doc *what, const char *name)
{
    struct buf as = {0};
    buf_addf(&as, "file/print/%s", name);
    struct ui_question q = {.question = _("In ra tệp nào?"),
                            .initial = name,
                            .anew = true,
                            .done = done,
                            .kept_as = buf_str(&as),
                            .context = p};
    free(p->offered);
    p->offered = NULL;
    p->what = what;
    ui_ask(ui, &q);
    buf_release(&as);
}

void print_ask_release(struct print_ask *p)
{
    doc_release(&p->doc);
    fetch_release(&p->fetch);
    free(p->offered);
    *p = (struct print_ask){0};
}
