/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/erase_ask.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "locale/msg.h"
#include "locale/utf8.h"

bool erase_ask_offered(const struct session *s, const struct entity *e, struct unit_key unit)
{
    return e->person && e->subject && caller_may(s->who, ACCESS_DECIDE, unit, NULL) == STATUS_OK;
}

void erase_add_receipt(const struct erase_result *done, struct buf *out)
{
    buf_addf(out,
             _("Đã xóa thông tin: %llu phiếu, %llu mục nhật ký, %zu bản nháp. Số liệu "
               "không đổi."),
             (unsigned long long)done->records, (unsigned long long)done->bodies, done->drafts);
    if (done->mentions)
        buf_addf(out, _(" Tên này còn ở %llu chỗ khác, có thể là người trùng tên: hãy xem lại."),
                 (unsigned long long)done->mentions);
}

static enum status look(struct book_tx *t, void *context)
{
    struct erase_ask *a = context;
    struct record r;
    enum status s = book_get(t, a->id, &r);
    if (s != STATUS_OK)
        return s;
    a->number = r.number;
    struct span name = record_name(&r);
    size_t n = name.n < sizeof a->name ? name.n : sizeof a->name - 1;
    n -= utf8_tail((struct span){name.p, n});
    memcpy(a->name, name.p, n);
    a->name[n] = 0;
    record_release(&r);
    return STATUS_OK;
}

static void confirmed(void *context, struct ui *ui)
{
    struct erase_ask *a = context;
    struct erase_result done;
    struct detail d = {0};
    struct buf b = {0};
    enum status s = erase_person(a->session->book, a->session->who, a->id, a->reason, &done, &d);
    if (s == STATUS_OK) {
        erase_add_receipt(&done, &b);
        ui_say(ui, DRAW_GOOD, "%s", buf_str(&b));
    } else {
        ui_say_status(ui, s, &d);
    }
    buf_release(&b);
}

static bool reason_done(void *context, struct ui *ui, struct span answer)
{
    struct erase_ask *a = context;
    struct span text = span_trim(answer);
    struct buf question = {0};
    if (!text.n) {
        ui_say(ui, DRAW_WARNING, "%s", _("Chưa xóa gì. Hãy ghi lý do, hoặc bấm Esc để thôi."));
        return false;
    }
    size_t n = text.n < sizeof a->reason ? text.n : sizeof a->reason - 1;
    n -= utf8_tail((struct span){text.p, n});
    memcpy(a->reason, text.p, n);
    a->reason[n] = 0;
    buf_addf(&question, _("Xóa hẳn thông tin của %s, không lấy lại được. Gõ %u để xóa:"), a->name,
             a->number);
    ui_confirm_number(ui, buf_str(&question), a->number, confirmed, a);
    buf_release(&question);
    return true;
}

void erase_ask(struct erase_ask *a, struct ui *ui, struct session *session, uint64_t id)
{
    struct detail d = {0};
    *a = (struct erase_ask){.session = session, .id = id};
    enum status s = book_read(session->book, session->who, look, a, &d);
    if (s != STATUS_OK) {
        ui_say_status(ui, s, &d);
        return;
    }
    char name[32]; /* not the text of the id: erasing would count this among what it finds */
    snprintf(name, sizeof name, "erase/%" PRIu64, id);
    struct ui_question q = {.question = _("Vì sao xóa thông tin cá nhân? Gõ lý do, không ghi tên:"),
                            .done = reason_done,
                            .kept_as = name,
                            .context = a};
    ui_ask(ui, &q);
}
