/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include "core/audit.h"
#include "locale/msg.h"
#include "tui/hex.h"
#include "tui/say.h"

enum { VERIFY, LAST };

const struct command_option audit_options[] = {
    [VERIFY] = {.name = "verify", .help = N_("kiểm tra nhật ký có bị sửa hay mất mục nào không")},
    [LAST] = {.name = "last", .argument = N_("SỐ"), .help = N_("số mục mới nhất, mặc định 20")},
    {0},
};

static const char *op_word(enum audit_op op)
{
    switch (op) {
    case AUDIT_INIT:
        return "init";
    case AUDIT_CREATE:
        return "create";
    case AUDIT_CHANGE:
        return "change";
    case AUDIT_DELETE:
        return "delete";
    case AUDIT_IMPORT:
        return "import";
    case AUDIT_UNITS:
        return "units";
    case AUDIT_SETTING:
        return "setting";
    case AUDIT_REPAIR:
        return "repair";
    case AUDIT_USER:
        return "user";
    case AUDIT_DENIED:
        return "denied";
    case AUDIT_SHOWN:
        return "shown";
    case AUDIT_ERASE:
        return "erase";
    case AUDIT_UNDO:
        return "undo";
    case AUDIT_RESTORE:
        return "restore";
    case AUDIT_MERGE:
        return "merge";
    case AUDIT_REGROUP:
        return "regroup";
    }
    return "";
}

struct walk {
    long left;
    struct buf text;
    uint64_t n; /* verify: entries */
    unsigned char head[AUDIT_HASH];
};

/* 2026-11-22T14:05:00+07:00 */
static void add_time(struct buf *b, int64_t seconds)
{
    int64_t local = seconds + 7 * 3600, days = local / 86400, rest = local % 86400;
    if (rest < 0)
        rest += 86400, days--;
    day_add_iso(b, day_make(1970, 1, 1) + (day)days);
    buf_addf(b, "T%02d:%02d:%02d+07:00", (int)(rest / 3600), (int)(rest / 60 % 60),
             (int)(rest % 60));
}

/* Tabs and line ends in a name must not look like columns. */
static void add_cell(struct buf *b, const char *text)
{
    buf_addc(b, '\t');
    for (; *text; text++)
        buf_addc(b, (unsigned char)*text < ' ' ? ' ' : *text);
}

static void add_entry(void *context, const struct audit_entry *e, struct span body)
{
    struct walk *w = context;
    const struct entity *entity = entity_by_id(e->entity);
    (void)body;
    if (w->left-- <= 0)
        return;
    buf_addf(&w->text, "%llu\t", (unsigned long long)e->seq);
    add_time(&w->text, e->time);
    add_cell(&w->text, e->actor);
    add_cell(&w->text, e->source);
    add_cell(&w->text, op_word(e->op));
    add_cell(&w->text, entity ? entity->name : "");
    buf_addc(&w->text, '\t');
    if (e->record)
        id_add_text(&w->text, e->record);
    buf_addf(&w->text, "\t%u\n", e->count);
}

static enum status list_entries(struct book_tx *t, void *context)
{
    struct walk *w = context, again = *w;
    uint64_t newest = book_generation(t), first = 0;
    buf_reset(&w->text);
    if (newest >= (uint64_t)again.left)
        first = newest - (uint64_t)again.left + 1;
    enum status s = audit_each(t, first, newest + 1, true, add_entry, w);
    w->left = again.left; /* the closure may run again */
    return s;
}

static enum status verify(struct book_tx *t, void *context)
{
    struct walk *w = context;
    return audit_verify(t, w->head, &w->n, t->detail);
}

int run_audit(struct app *app, const struct arguments *a)
{
    struct walk w = {.left = 20};
    struct detail d = {0};
    if (a->option[LAST] && !command_number(a, LAST, 1, 1000000, &w.left))
        return EXIT_USAGE;
    int rc = app_open(app, true);
    if (rc != EXIT_DONE)
        return rc;
    if (a->option[VERIFY]) {
        enum status s = book_read(app->book, &app->caller, verify, &w, &d);
        if (s == STATUS_OK) {
            hex_add(&w.text, span_make(w.head, AUDIT_HASH));
            buf_addf(&w.text, "\t%llu\n", (unsigned long long)w.n);
            say(_("Nhật ký nguyên vẹn."));
            rc = app_put(buf_span(&w.text));
        } else {
            rc = say_status(s, &d);
            if (s == STATUS_CORRUPT)
                rc = EXIT_FAULTS; /* it was read, and a fault was found */
        }
    } else {
        enum status s = book_read(app->book, &app->caller, list_entries, &w, &d);
        rc = s == STATUS_OK ? app_put(buf_span(&w.text)) : say_status(s, &d);
    }
    buf_release(&w.text);
    return rc;
}
