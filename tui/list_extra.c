/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/list_extra.h"

#include "core/task_plan.h"
#include "locale/msg.h"

/* ---- tasks of the plan ---- */

struct offer {
    struct unit_key unit;
    int year;
    size_t n;
    enum plan plan;
};

static enum status count_offer(struct book_tx *t, void *context)
{
    struct offer *o = context;
    struct task_offer v[TASK_OFFERS_MAX];
    return task_plan_missing(t, o->unit, o->year, &o->plan, v, &o->n);
}

static void tasks_label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out, i == 0 ? _("Ghi những việc ấy vào sổ") : _("Chưa ghi, xem kế hoạch trước"));
}

static void tasks_done(void *context, struct ui *ui, size_t i)
{
    struct list_extra *x = context;
    struct detail d = {0};
    size_t made;
    if (i != 0)
        return;
    enum status st =
        task_plan_create(x->session->book, x->session->who, x->unit, x->session->year, &made, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    else
        ui_say(ui, DRAW_GOOD, _("Đã ghi %zu việc. Mở từng việc để sửa người làm và ngày."), made);
}

static void offer_tasks(struct list_extra *x, struct ui *ui)
{
    struct session *s = x->session;
    struct offer o = {.unit = x->unit, .year = s->year};
    struct detail d = {0};
    struct buf title = {0};
    enum status st = book_read(s->book, s->who, count_offer, &o, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
    } else if (!o.n) {
        ui_say(ui, DRAW_NORMAL, _("Không còn việc nào của kế hoạch năm %d chưa có trong sổ."),
               o.year);
    } else {
        buf_addf(&title, _("%zu việc năm %d của kế hoạch chưa có trong sổ"), o.n, o.year);
        struct ui_choices c = {.title = buf_str(&title),
                               .n = 2,
                               .label = tasks_label,
                               .done = tasks_done,
                               .context = x};
        ui_pick(ui, &c);
    }
    buf_release(&title);
}

/* ---- which list has what ---- */

const char *list_extra_key(const struct entity *e, const char **name)
{
    if (e->id == ENTITY_AWARD) {
        *name = N_("Đề nghị khen");
        return "d";
    }
    if (e->id == ENTITY_TASK) {
        *name = N_("Việc của kế hoạch");
        return "k";
    }
    return NULL;
}

bool list_extra_letter(struct list_extra *x, struct ui *ui, struct session *s,
                       const struct entity *e, struct unit_key unit, struct span text)
{
    const char *name, *key = list_extra_key(e, &name);
    if (!key || !action_letter_is(text, key[0]))
        return false;
    x->session = s;
    x->e = e;
    x->unit = unit_level(unit) == UNIT_NONE ? s->unit : unit;
    if (e->id == ENTITY_AWARD)
        ui_push(ui, screen_awards_new(s));
    else
        offer_tasks(x, ui);
    return true;
}

bool list_extra_open(struct list_extra *x, struct ui *ui, struct session *s, const struct entity *e,
                     uint64_t id)
{
    struct detail d = {0};
    enum status st;
    (void)x;
    if (e->id != ENTITY_CHECKLIST)
        return false;
    struct screen *screen = screen_checklist_open(s, id, &d, &st);
    if (screen)
        ui_push(ui, screen);
    else
        ui_say_status(ui, st, &d);
    return true;
}

bool list_extra_new(struct list_extra *x, struct ui *ui, struct session *s, const struct entity *e)
{
    if (e->id != ENTITY_CHECKLIST)
        return false;
    checklist_ask(&x->checklist, ui, s);
    return true;
}

void list_extra_release(struct list_extra *x)
{
    checklist_asking_release(&x->checklist);
}
