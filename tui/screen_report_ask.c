/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The report screen asks which report, of which unit, year, title and whom, and which of its texts
 * is to be written.
 */
#include "core/title.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/screen_report_private.h"

/* ---- which report ---- */

static void kind_label(void *context, size_t i, struct buf *out)
{
    buf_adds(out, _(((struct report_screen *)context)->offered[i]->label));
}

static void kind_done(void *context, struct ui *ui, size_t i)
{
    struct report_screen *s = context;
    (void)ui;
    s->kind = s->offered[i];
    if (!(s->kind->flags & REPORT_TAKES_TITLE))
        s->of.title = TITLE_NONE;
    s->of.subject = 0;
    report_screen_again(s);
}

void report_ask_kind(struct report_screen *s, struct ui *ui)
{
    size_t at = 0;
    s->offered_n = 0;
    for (const struct report_type *k = report_types; k->name; k++) {
        if (!report_fits(k, s->of.unit) || s->offered_n == REPORT_SCREEN_KINDS)
            continue;
        at = k == s->kind ? s->offered_n : at;
        s->offered[s->offered_n++] = k;
    }
    struct ui_choices q = {.title = _("Xem, in loại nào"),
                           .n = s->offered_n,
                           .first = at,
                           .label = kind_label,
                           .done = kind_done,
                           .context = s};
    ui_pick(ui, &q);
}

/* ---- of which title, of whom ---- */

static const enum title_id titles[] = {TITLE_NONE,      TITLE_FAMILY,       TITLE_CLAN,
                                       TITLE_COMMUNITY, TITLE_ORGANISATION, TITLE_CITIZEN};
enum { TITLES = sizeof titles / sizeof *titles };

static void title_label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out,
             titles[i] == TITLE_NONE ? _("Tất cả danh hiệu") : _(title_by_id(titles[i])->label));
}

static void title_done(void *context, struct ui *ui, size_t i)
{
    struct report_screen *s = context;
    (void)ui;
    s->of.title = titles[i];
    s->of.subject = 0;
    report_screen_again(s);
}

void report_ask_title(struct report_screen *s, struct ui *ui)
{
    struct ui_choices q = {.title = _("Danh hiệu nào"),
                           .n = TITLES,
                           .label = title_label,
                           .done = title_done,
                           .context = s};
    for (size_t i = 0; i < TITLES; i++)
        if (titles[i] == s->of.title)
            q.first = i;
    if (s->kind->flags & REPORT_TAKES_TITLE)
        ui_pick(ui, &q);
}

struct seeking {
    const struct report_of *of;
    struct span text;
    uint64_t id;
};

static enum status find_subject(struct book_tx *t, void *context)
{
    struct seeking *f = context;
    return report_find_subject(t, f->of, f->text, &f->id);
}

static bool subject_done(void *context, struct ui *ui, struct span answer)
{
    struct report_screen *s = context;
    struct seeking f = {.of = &s->of, .text = span_trim(answer)};
    struct detail d = {0};
    if (f.text.n) {
        enum status st = book_read(s->session->book, s->session->who, find_subject, &f, &d);
        if (st != STATUS_OK) {
            ui_say_status(ui, st, &d);
            return false;
        }
    }
    s->of.subject = f.id;
    report_screen_again(s);
    return true;
}

void report_ask_subject(struct report_screen *s, struct ui *ui)
{
    struct ui_question q = {.question = _("Phiếu của ai? Gõ tên hoặc số; để trống là phiếu trắng:"),
                            .done = subject_done,
                            .context = s};
    if (s->kind->flags & REPORT_TAKES_SUBJECT)
        ui_ask(ui, &q);
}

/* ---- unit, year ---- */

static bool year_done(void *context, struct ui *ui, struct span answer)
{
    struct report_screen *s = context;
    int64_t year;
    int last = day_year(s->session->who->today);
    if (!span_trim(answer).n)
        return true;
    if (!number_parse(answer, &year) || year < 2021 || year > last) {
        ui_say(ui, DRAW_ERROR, _("Năm phải từ 2021 đến %d. Ví dụ: %d."), last, last - 1);
        return false;
    }
    s->of.year = (int)year;
    report_screen_again(s);
    return true;
}

void report_ask_year(struct report_screen *s, struct ui *ui)
{
    struct ui_question q = {.question = _("Báo cáo của năm nào?"), .done = year_done, .context = s};
    if (!(s->kind->flags & REPORT_NO_YEAR))
        ui_ask(ui, &q);
}

static void unit_label(void *context, size_t i, struct buf *out)
{
    unit_list_label(&((struct report_screen *)context)->units, i, out);
}

static void unit_done(void *context, struct ui *ui, size_t i)
{
    struct report_screen *s = context;
    (void)ui;
    s->of.unit = s->units.unit[i];
    s->of.subject = 0;
    if (!report_fits(s->kind, s->of.unit))
        s->kind = report_types;
    report_screen_again(s);
}

void report_ask_unit(struct report_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = unit_list_load(&s->units, s->session, NULL, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    struct ui_choices q = {.title = _("Báo cáo của"),
                           .n = s->units.n,
                           .first = unit_list_find(&s->units, s->of.unit),
                           .label = unit_label,
                           .done = unit_done,
                           .context = s};
    ui_pick(ui, &q);
}

/* ---- texts ---- */

static void text_label(void *context, size_t i, struct buf *out)
{
    struct report_screen *s = context;
    enum report_text which = (enum report_text)i;
    bool draft = report_text_has_draft(s->session, s->of.unit, report_screen_period(s), which);
    buf_addf(out, "%s: %s", report_text_label(which),
             draft           ? _("đang viết dở")
             : s->written[i] ? _("đã viết")
                             : _("chưa viết"));
}

static void text_done(void *context, struct ui *ui, size_t i)
{
    struct report_screen *s = context;
    s->loaded = false; /* shown again with what will be written */
    ui_push(ui,
            report_text_new(s->session, s->of.unit, report_screen_period(s), (enum report_text)i));
}

void report_ask_text(struct report_screen *s, struct ui *ui)
{
    size_t first = 0;
    while (first + 1 < REPORT_TEXT_COUNT && s->written[first])
        first++;
    struct ui_choices q = {.title = _("Viết mục nào"),
                           .n = REPORT_TEXT_COUNT,
                           .first = first,
                           .label = text_label,
                           .done = text_done,
                           .context = s};
    if (s->good && s->kind->flags & REPORT_HAS_TEXTS)
        ui_pick(ui, &q);
}
