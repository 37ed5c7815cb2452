/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/backup_ask.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "core/backup.h"
#include "locale/msg.h"
#include "tui/place.h"

void backup_add_state(const struct session *s, struct buf *out)
{
    struct backup_last last;
    backup_last(s->book, &last);
    int days = backup_days(s->book, (int64_t)time(NULL));
    if (days < 0)
        buf_adds(out, _("chưa có bản nào; Enter để sao lưu"));
    else if (days == 0)
        buf_addf(out, _("trong 24 giờ qua, mã %s"), last.code);
    else
        buf_addf(out, _("%d ngày trước, mã %s"), days, last.code);
}

/* ~/hoctap-2026-11-22.backup */
static void add_default(const struct session *s, const struct place *place, struct buf *out)
{
    const char *home = getenv("HOME");
    if (!place || !place->own)
        buf_addf(out, "%s/", home && home[0] == '/' ? home : ".");
    buf_adds(out, "hoctap-");
    day_add_iso(out, s->who->today);
    buf_adds(out, ".backup");
}

static bool write_file(void *context, struct ui *ui, struct span answer)
{
    struct session *s = context;
    struct backup_ask ask = {0};
    struct backup_info info;
    struct detail d = {0};
    struct buf path = {0};
    struct stat st;
    enum status placed = place_path(ui_place(ui), answer, &path, &d);
    if (path.n && stat(buf_str(&path), &st) == 0 && S_ISDIR(st.st_mode)) {
        buf_adds(&path, path.p[path.n - 1] == '/' ? "hoctap-" : "/hoctap-");
        day_add_iso(&path, s->who->today);
        buf_adds(&path, ".backup");
    }
    bool done = false;
    if (placed == STATUS_OK)
        placed = place_room(ui_place(ui), buf_str(&path), &d);
    if (placed == STATUS_INVALID) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Hãy gõ tên tệp, ví dụ /media/usb/hoctap.backup; Esc để thôi."));
    } else if (placed != STATUS_OK) {
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    } else {
        ui_busy(ui, "%s", _("Đang sao lưu. Xin đợi ..."));
        enum status status = backup_write(s->book, s->who, buf_str(&path), &ask, &info, &d);
        done = status == STATUS_OK;
        if (done && s->served)
            ui_say(ui, DRAW_GOOD,
                   _("Đã ghi, mã %s. Tệp %s nằm trên máy chủ: nhờ người quản trị chép ra USB."),
                   info.code, buf_str(&path));
        else if (done)
            ui_say(ui, DRAW_GOOD, _("Đã sao lưu, mã kiểm tra %s. Tệp: %s"), info.code,
                   buf_str(&path));
        else
            ui_say_status(ui, status, &d);
    }
    buf_release(&path);
    return done;
}

void backup_ask_file(struct session *s, struct ui *ui)
{
    struct buf path = {0};
    if (caller_may(s->who, ACCESS_DECIDE, s->book->commune, NULL) != STATUS_OK) {
        ui_say(ui, DRAW_WARNING, "%s", _("Sao lưu do cán bộ xã làm. Hãy nhờ cán bộ xã."));
        return;
    }
    add_default(s, ui_place(ui), &path);
    struct ui_question q = {.question = s->served
                                            ? _("Sao lưu ra tệp nào?")
                                            : _("Sao lưu ra tệp nào? Ghi sang USB thì càng tốt:"),
                            .initial = buf_str(&path),
                            .anew = true,
                            .done = write_file,
                            .kept_as = "file/backup",
                            .context = s};
    ui_ask(ui, &q);
    buf_release(&path);
}
