/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/away_ask.h"

#include <stdlib.h>
#include <string.h>

#include "core/account.h"
#include "core/backup.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/place.h"

void away_ask_release(struct away_ask *a)
{
    for (size_t i = 0; i < a->n; i++) {
        free(a->part[i].label);
        free(a->part[i].units);
    }
    free(a->part);
    *a = (struct away_ask){0};
}

/* ---- what there is to take away ---- */

static void add_part(struct away_ask *a, struct book_tx *t, const char *whose,
                     const struct unit_key *units, size_t n)
{
    struct buf b = {0};
    struct unit_info u;
    buf_adds(&b, _("Mang đi: "));
    if (whose)
        buf_addf(&b, "%s: ", whose);
    for (size_t i = 0; i < n; i++)
        if (unitbook_get(t, units[i], &u) == STATUS_OK)
            buf_addf(&b, "%s%s", i ? ", " : "", u.name);
    a->part = mem_realloc_array(a->part, a->n + 1, sizeof *a->part);
    struct away_part *p = &a->part[a->n++];
    *p = (struct away_part){buf_detach(&b), mem_alloc(n * sizeof *units), n};
    memcpy(p->units, units, n * sizeof *units);
}

static bool only_hamlets(const struct unit_key *units, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (unit_level(units[i]) != UNIT_HAMLET)
            return false;
    return n > 0;
}

static enum status add_person(struct book_tx *t, const struct account *a, void *context)
{
    struct account_caller c;
    if (a->role != ROLE_LEADER || a->disabled)
        return STATUS_OK;
    account_caller(t, a, "screen", t->who->today, &c);
    if (only_hamlets(c.units, c.caller.n_units))
        add_part(context, t, a->name[0] ? a->name : a->login, c.units, c.caller.n_units);
    account_caller_release(&c);
    return STATUS_OK;
}

static enum status add_hamlet(struct book_tx *t, const struct unit_info *u, void *context)
{
    if (u->to >= t->who->today || !u->to)
        if (caller_may(t->who, ACCESS_WRITE, u->key, NULL) == STATUS_OK)
            add_part(context, t, NULL, &u->key, 1);
    return STATUS_OK;
}

/* People first: all of a leader's hamlets in one file. May run again. */
static enum status load(struct book_tx *t, void *context)
{
    struct away_ask *a = context;
    struct session *s = a->session;
    enum status st = STATUS_OK;
    away_ask_release(a);
    a->session = s;
    if (t->who->role == ROLE_LEADER && t->who->n_units > 1 &&
        only_hamlets(t->who->units, t->who->n_units))
        add_part(a, t, _("Cả phần việc của tôi"), t->who->units, t->who->n_units);
    else if (caller_may(t->who, ACCESS_DECIDE, t->book->commune, NULL) == STATUS_OK)
        st = account_each(t, add_person, a);
    return st == STATUS_OK ? unitbook_each(t, t->book->commune, add_hamlet, a) : st;
}

/* ---- the file ---- */

static void add_name(const struct away_ask *a, struct ui *ui, const char *ending, struct buf *out)
{
    const char *home = getenv("HOME");
    const struct place *place = ui_place(ui);
    if (!place || !place->own)
        buf_addf(out, "%s/", home && home[0] == '/' ? home : ".");
    buf_adds(out, "hoctap-");
    day_add_iso(out, a->session->who->today);
    buf_addf(out, ".%s", ending);
}

static bool answered(struct ui *ui, struct span answer, struct buf *path)
{
    struct detail d = {0};
    enum status s = place_path(ui_place(ui), answer, path, &d);
    if (s != STATUS_OK)
        ui_say(ui, DRAW_WARNING, "%s",
               s == STATUS_INVALID ? _("Hãy gõ tên tệp, ví dụ /media/usb/thon.phan; Esc để thôi.")
                                   : d.text);
    return s == STATUS_OK;
}

static bool write_part(void *context, struct ui *ui, struct span answer)
{
    struct away_ask *a = context;
    struct session *s = a->session;
    struct backup_ask ask = {0};
    struct backup_info info;
    struct detail d = {0};
    struct buf path = {0};
    bool done = false;
    if (a->n) {
        ask.units = a->part[a->chosen].units;
        ask.n_units = a->part[a->chosen].n;
    }
    if (answered(ui, answer, &path)) {
        ui_busy(ui, "%s", _("Đang ghi. Xin đợi ..."));
        enum status st = place_room(ui_place(ui), buf_str(&path), &d);
        if (st == STATUS_OK)
            st = backup_write(s->book, s->who, buf_str(&path), &ask, &info, &d);
        done = st == STATUS_OK;
        if (!done)
            ui_say_status(ui, st, &d);
        else if (s->served)
            ui_say(ui, DRAW_GOOD,
                   _("Đã ghi, mã %s. Tệp %s nằm trên máy chủ: nhờ người quản trị chép ra USB."),
                   info.code, buf_str(&path));
        else
            ui_say(ui, DRAW_GOOD,
                   a->n ? _("Đã ghi, mã %s. Ở máy kia chạy: hoctap restore %s")
                        : _("Đã ghi, mã %s. Mang tệp này về xã để ghép: %s"),
                   info.code, buf_str(&path));
    }
    buf_release(&path);
    return done;
}

static bool open_back(void *context, struct ui *ui, struct span answer)
{
    struct away_ask *a = context;
    struct buf path = {0};
    struct screen *s =
        answered(ui, answer, &path) ? screen_merge_new(a->session, ui, buf_str(&path)) : NULL;
    buf_release(&path);
    if (s)
        ui_push(ui, s);
    return s != NULL;
}

static void ask_file(struct away_ask *a, struct ui *ui, const char *question, const char *ending,
                     bool (*done)(void *, struct ui *, struct span))
{
    struct buf path = {0};
    add_name(a, ui, ending, &path);
    struct buf name = {0};
    buf_addf(&name, "file/%s", ending);
    struct ui_question q = {.question = question,
                            .initial = buf_str(&path),
                            .done = done,
                            .kept_as = buf_str(&name),
                            .context = a};
    ui_ask(ui, &q);
    buf_release(&path);
    buf_release(&name);
}

/* ---- which ---- */

static void label(void *context, size_t i, struct buf *out)
{
    const struct away_ask *a = context;
    buf_adds(out, i ? a->part[i - 1].label : _("Ghép phần việc mang về"));
}

static void picked(void *context, struct ui *ui, size_t i)
{
    struct away_ask *a = context;
    a->chosen = i ? i - 1 : 0;
    if (i)
        ask_file(a, ui, _("Ghi phần mang đi ra tệp nào? Ví dụ sang USB:"), "phan", write_part);
    else
        ask_file(a, ui, _("Tệp mang về tên là gì?"), "mang-ve", open_back);
}

void away_ask(struct away_ask *a, struct ui *ui, struct session *session)
{
    struct detail d = {0};
    away_ask_release(a);
    a->session = session;
    if (backup_is_part(session->book, session->who)) {
        ask_file(a, ui, _("Ghi phần việc đã làm ra tệp nào để mang về xã?"), "mang-ve", write_part);
        return;
    }
    enum status s = book_read(session->book, session->who, load, a, &d);
    if (s != STATUS_OK || !a->n) {
        if (s == STATUS_OK)
            ui_say(ui, DRAW_WARNING, "%s",
                   _("Chưa có thôn nào để mang đi. Việc này của cán bộ xã và trưởng thôn."));
        else
            ui_say_status(ui, s, &d);
        return;
    }
    struct ui_choices c = {.title = _("Mang việc đi, ghép về"),
                           .n = a->n + 1,
                           .first = 1,
                           .label = label,
                           .done = picked,
                           .context = a};
    ui_pick(ui, &c);
}
