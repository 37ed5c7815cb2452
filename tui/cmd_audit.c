/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <string.h>

#include "core/audit.h"
#include "forms/form.h"
#include "locale/msg.h"
#include "tui/hex.h"
#include "tui/say.h"

enum { VERIFY, LAST, HEAD, CONTAINS, RECORD };

/* clang-format off */
const struct command_option audit_options[] = {
    [VERIFY] = {.name = "verify", .help = N_("kiểm tra nhật ký có bị sửa hay mất mục nào không")},
    [LAST] = {.name = "last", .argument = N_("SỐ"), .help = N_("số mục mới nhất, mặc định 20")},
    [HEAD] = {.name = "head", .help = N_("mã của mục mới nhất, để ghi kèm báo cáo")},
    [CONTAINS] = {.name = "contains", .argument = N_("MÃ"), .help = N_("mã ghi ở báo cáo cũ có nằm trong nhật ký này không")},
    [RECORD] = {.name = "record", .argument = N_("MÃ-PHIẾU"), .help = N_("mọi lần sửa của một phiếu, mới nhất trước")},
    {0},
};
/* clang-format on */

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
    struct span wanted; /* contains */
    uint64_t seq;
    bool branch;
};

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
    struct span said = audit_body_text(body);
    const char *nl = said.n ? memchr(said.p, '\n', said.n) : NULL;
    if (w->left-- <= 0)
        return;
    buf_addf(&w->text, "%llu\t", (unsigned long long)e->seq);
    day_add_time_iso(&w->text, e->time);
    add_cell(&w->text, e->actor);
    add_cell(&w->text, e->source);
    add_cell(&w->text, op_word(e->op));
    add_cell(&w->text, entity ? entity->name : "");
    buf_addc(&w->text, '\t');
    if (e->record)
        id_add_text(&w->text, e->record);
    buf_addf(&w->text, "\t%u", e->count);
    if (said.n) { /* "add lan", or the sentence that refused */
        struct buf words = {0};
        buf_add(&words, said.p, nl ? (size_t)(nl - said.p) : said.n);
        add_cell(&w->text, buf_str(&words));
        buf_release(&words);
    }
    buf_addc(&w->text, '\n');
}

static enum status list_entries(struct book_tx *t, void *context)
{
    struct walk *w = context, again = *w;
    uint64_t newest = book_generation(t), first = 0;
    buf_reset(&w->text);
    if (newest >= (uint64_t)again.left)
        first = newest - (uint64_t)again.left + 1;
    enum status s = audit_may_read(t);
    if (s == STATUS_OK)
        s = audit_each(t, first, newest + 1, true, add_entry, w);
    w->left = again.left; /* the closure may run again */
    return s;
}

/* Where other stores came in: their heads are named here and nowhere else. */
static void add_branch(void *context, const struct audit_entry *e, struct span body)
{
    struct walk *w = context;
    (void)body;
    if (e->op != AUDIT_MERGE && e->op != AUDIT_RESTORE)
        return;
    buf_addf(&w->text, "%s\t%llu\t", op_word(e->op), (unsigned long long)e->seq);
    day_add_time_iso(&w->text, e->time);
    add_cell(&w->text, e->actor);
    add_cell(&w->text, e->source);
    buf_addc(&w->text, '\n');
}

static void add_head(struct walk *w)
{
    hex_add(&w->text, span_make(w->head, AUDIT_HASH));
    buf_addf(&w->text, "\t%llu\n", (unsigned long long)w->n);
}

static enum status verify(struct book_tx *t, void *context)
{
    struct walk *w = context;
    buf_reset(&w->text); /* the closure may run again */
    enum status s = audit_may_read(t);
    if (s == STATUS_OK)
        s = audit_verify(t, w->head, &w->n, t->detail);
    if (s != STATUS_OK)
        return s;
    add_head(w);
    return audit_each(t, 0, UINT64_MAX, false, add_branch, w);
}

static int run_verify(struct app *app, struct walk *w)
{
    struct detail d = {0};
    enum status s = book_read(app->book, &app->caller, verify, w, &d);
    if (s == STATUS_OK) {
        say(_("Nhật ký nguyên vẹn."));
        return app_put(buf_span(&w->text));
    }
    int rc = say_status(s, &d);
    return s == STATUS_CORRUPT ? EXIT_FAULTS : rc; /* it was read, and a fault was found */
}

static enum status find_head(struct book_tx *t, void *context)
{
    struct walk *w = context;
    enum status s = verify(t, w);
    if (s == STATUS_OK)
        s = audit_find_head(t, w->wanted, &w->seq, &w->branch, t->detail);
    buf_reset(&w->text);
    w->left = 1;
    if (s == STATUS_OK)
        s = audit_each(t, w->seq, w->seq + 1, false, add_entry, w);
    return s;
}

static int run_contains(struct app *app, struct walk *w)
{
    struct detail d = {0};
    enum status s = book_read(app->book, &app->caller, find_head, w, &d);
    if (s == STATUS_NOTFOUND) {
        say(_("Mã này không có trong nhật ký: không do sổ này in ra, hoặc sổ đã lấy lại từ bản sao "
              "cũ hơn. Hãy đọc lại mã."));
        return EXIT_FAULTS;
    }
    if (s != STATUS_OK)
        return s == STATUS_INVALID ? (say_status(s, &d), EXIT_USAGE) : say_status(s, &d);
    if (w->branch)
        say(_("Có: là nhật ký của máy khác, ghép vào sổ này ở mục số %llu."),
            (unsigned long long)w->seq);
    else
        say(_("Có: là mục số %llu của nhật ký, từ đó đến nay thêm %llu mục."),
            (unsigned long long)w->seq, (unsigned long long)(w->n - w->seq));
    return app_put(buf_span(&w->text));
}

static enum status read_head(struct book_tx *t, void *context)
{
    struct walk *w = context;
    audit_head(t, w->head);
    w->n = book_generation(t);
    return audit_may_read(t);
}

static int run_head(struct app *app, struct walk *w)
{
    struct detail d = {0};
    enum status s = book_read(app->book, &app->caller, read_head, w, &d);
    if (s != STATUS_OK)
        return say_status(s, &d);
    add_head(w);
    return app_put(buf_span(&w->text));
}

static int run_record(struct app *app, uint64_t id)
{
    struct form_history h;
    struct buf text = {0};
    struct detail d = {0};
    enum status s = form_history_load(&h, app->book, &app->caller, id, 0, &d);
    for (size_t i = 0; i < h.n; i++) {
        const struct form_event *e = &h.v[i];
        buf_addf(&text, "%llu\t", (unsigned long long)e->seq);
        day_add_time_iso(&text, e->time);
        add_cell(&text, e->who);
        add_cell(&text, e->source);
        add_cell(&text, op_word(e->op));
        add_cell(&text, e->field ? e->field->name : "");
        add_cell(&text, e->before);
        add_cell(&text, e->after);
        buf_addc(&text, '\n');
    }
    int rc = say_status(s, &d);
    if (rc == EXIT_DONE && !h.n) {
        say(_("Nhật ký không có mục nào của phiếu này. Hãy xem lại mã phiếu."));
        rc = EXIT_FILE;
    } else if (rc == EXIT_DONE) {
        rc = app_put(buf_span(&text));
    }
    form_history_release(&h);
    buf_release(&text);
    return rc;
}

static int run_list_entries(struct app *app, struct walk *w)
{
    struct detail d = {0};
    enum status s = book_read(app->book, &app->caller, list_entries, w, &d);
    return s == STATUS_OK ? app_put(buf_span(&w->text)) : say_status(s, &d);
}

int run_audit(struct app *app, const struct arguments *a)
{
    struct walk w = {.left = 20, .wanted = span_of(a->option[CONTAINS])};
    uint64_t id = 0;
    if (a->option[LAST] && !command_number(a, LAST, 1, 1000000, &w.left))
        return EXIT_USAGE;
    if (a->option[RECORD] && !command_record_id(a, a->option[RECORD], &id))
        return EXIT_USAGE;
    int rc = app_open(app, true);
    if (rc != EXIT_DONE)
        return rc;
    if (a->option[VERIFY])
        rc = run_verify(app, &w);
    else if (a->option[HEAD])
        rc = run_head(app, &w);
    else if (a->option[CONTAINS])
        rc = run_contains(app, &w);
    else if (a->option[RECORD])
        rc = run_record(app, id);
    else
        rc = run_list_entries(app, &w);
    buf_release(&w.text);
    return rc;
}
