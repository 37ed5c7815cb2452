/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The import itself, and the file of the rows that are still refused.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "storage/drafts.h"
#include "tui/import_screen.h"
#include "tui/output.h"
#include "tui/place.h"

enum { NAMES_TRIED = 99 };

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* A name that no file has, so that rows corrected in a spreadsheet are not written over; the one of
 * this file, once it has one. */
static void add_free_name(const struct import_screen *s, struct buf *out)
{
    if (s->refused_path) {
        buf_adds(out, s->refused_path);
        return;
    }
    for (unsigned n = 1; n <= NAMES_TRIED; n++) {
        buf_reset(out);
        import_job_add_refused_name(&s->job, n, out);
        if (!exists(buf_str(out)))
            return;
    }
}

static enum status write_refused(struct import_screen *s, const struct ui *ui, const char *path,
                                 struct detail *d)
{
    struct output o;
    struct buf csv = {0};
    import_job_add_refused(&s->job, &csv);
    enum status st = place_output(ui_place(ui), &o, path, d);
    if (st == STATUS_OK) {
        output_add(&o, buf_span(&csv));
        st = output_commit(&o, d);
    }
    buf_release(&csv);
    return st;
}

/* ---- F2 ---- */

static void show_progress(void *context, size_t done, size_t total)
{
    ui_busy(context, _("Đã ghi %s trên %s dòng"), number_vn((int64_t)done).text,
            number_vn((int64_t)total).text);
}

/* Only after the store said OK. */
static void say_receipt(struct import_screen *s, struct ui *ui, const char *refused)
{
    struct buf b = {0}, n = {0}, at = {0};
    const struct import_result *r = &s->job.done;
    number_add_vn(&n, r->imported);
    day_add_clock(&at, (int64_t)time(NULL));
    buf_addf(&b, _("Đã ghi đĩa: thêm %s %s"), buf_str(&n), _(s->job.e->plural));
    if (r->updated) {
        buf_reset(&n);
        number_add_vn(&n, r->updated);
        buf_addf(&b, _(", sửa %s"), buf_str(&n));
    }
    buf_addf(&b, ", %s.", buf_str(&at));
    if (refused)
        buf_addf(&b, _(" %s dòng chưa nhận ở tệp %s."),
                 number_vn((int64_t)s->job.plan.refused.n).text, refused);
    ui_say(ui, DRAW_GOOD, "%s", buf_str(&b));
    buf_release(&b);
    buf_release(&n);
    buf_release(&at);
}

/* What was corrected is in the book: a draft would only offer it again. */
static void drop_draft(struct import_screen *s)
{
    struct buf name = {0};
    import_screen_add_draft(s, &name);
    if (draft_remove(store_path(s->session->book->store), span_of(s->session->who->name),
                     buf_span(&name), NULL) == STATUS_OK)
        s->job.draft_due = false;
    buf_release(&name);
}

static void after_import(struct import_screen *s, struct ui *ui)
{
    struct buf name = {0};
    struct detail d = {0};
    if (!s->job.planned || !s->job.plan.refused.n) {
        drop_draft(s);
        say_receipt(s, ui, NULL);
        return;
    }
    add_free_name(s, &name);
    enum status st = write_refused(s, ui, buf_str(&name), &d);
    if (st == STATUS_OK) {
        free(s->refused_path);
        s->refused_path = mem_strdup(buf_str(&name));
        say_receipt(s, ui, s->refused_path);
    } else {
        ui_say(ui, DRAW_WARNING,
               _("Đã ghi đĩa, nhưng chưa ghi được tệp dòng chưa nhận: %s Bấm Ctrl-P để ghi nơi "
                 "khác."),
               d.text);
    }
    buf_release(&name);
}

static void run(struct import_screen *s, struct ui *ui);

static void run_again(void *context, struct ui *ui)
{
    run(context, ui);
}

static void run(struct import_screen *s, struct ui *ui)
{
    struct detail d = {0};
    ui_busy(ui, "%s", _("Đang nhập ..."));
    s->job.options.progress = show_progress;
    s->job.options.progress_context = ui;
    enum status st = import_job_run(&s->job, &d);
    s->job.options.progress = NULL;
    if (why_ask(&s->why, ui, st, &d, &s->job.who, run_again, s))
        return;
    if (st == STATUS_OK)
        after_import(s, ui);
    else
        import_screen_changed(s, ui, st, &d);
}

void import_screen_run(struct import_screen *s, struct ui *ui, bool sure)
{
    const struct import_plan *p = &s->job.plan;
    unsigned n = p->count[IMPORT_NEW] + p->count[IMPORT_UPDATE];
    struct buf fresh = {0};
    if (sure && n) {
        run(s, ui);
        return;
    }
    number_add_vn(&fresh, n);
    if (!n && p->refused.n)
        ui_say(ui, DRAW_WARNING, "%s", _("Không có gì mới để nhập. Hãy sửa các dòng chưa nhận."));
    else if (!n)
        ui_say(ui, DRAW_NORMAL, "%s", _("Mọi dòng của tệp đã có trong sổ."));
    else if (p->refused.n)
        ui_say(ui, DRAW_WARNING,
               _("Sẽ ghi %s phiếu; %s dòng chưa nhận ghi ra tệp riêng. Bấm F2 lần nữa để nhập."),
               buf_str(&fresh), number_vn((int64_t)p->refused.n).text);
    else
        ui_say(ui, DRAW_NORMAL, _("Sẽ ghi %s phiếu vào sổ. Bấm F2 lần nữa để nhập."),
               buf_str(&fresh));
    s->sure = n > 0;
    buf_release(&fresh);
}

/* ---- Ctrl-P ---- */

static bool print_done(void *context, struct ui *ui, struct span answer)
{
    struct import_screen *s = context;
    struct detail d = {0};
    struct buf path = {0};
    enum status placed = place_path(ui_place(ui), answer, &path, &d);
    bool asked = s->offered && strcmp(s->offered, buf_str(&path)) == 0;
    bool own = s->refused_path && strcmp(s->refused_path, buf_str(&path)) == 0;
    bool done = false;
    if (placed == STATUS_INVALID) {
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy gõ tên tệp, ví dụ ho-tu-choi.csv."));
    } else if (placed != STATUS_OK) {
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    } else if (exists(buf_str(&path)) && !asked && !own) {
        free(s->offered);
        s->offered = mem_strdup(buf_str(&path));
        ui_say(ui, DRAW_WARNING, "%s",
               _("Đã có tệp này. Bấm Enter lần nữa để ghi đè, hoặc sửa tên."));
    } else {
        enum status st = write_refused(s, ui, buf_str(&path), &d);
        if (st == STATUS_OK)
            ui_say(ui, DRAW_GOOD, _("Đã ghi %s dòng chưa nhận ra tệp %s."),
                   number_vn((int64_t)s->job.plan.refused.n).text, buf_str(&path));
        else
            ui_say_status(ui, st, &d);
        done = st == STATUS_OK;
    }
    buf_release(&path);
    return done;
}

void import_screen_print(struct import_screen *s, struct ui *ui)
{
    struct buf name = {0};
    if (!s->job.plan.refused.n) {
        ui_say(ui, DRAW_NORMAL, "%s", _("Không có dòng nào chưa nhận."));
        return;
    }
    free(s->offered);
    s->offered = NULL;
    add_free_name(s, &name);
    struct ui_question q = {.question = _("Ghi các dòng chưa nhận ra tệp nào?"),
                            .initial = buf_str(&name),
                            .anew = true,
                            .done = print_done,
                            .kept_as = "file/refused",
                            .context = s};
    ui_ask(ui, &q);
    buf_release(&name);
}
