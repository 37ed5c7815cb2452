/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include "core/criteria_book.h"
#include "locale/msg.h"
#include "tui/input.h"
#include "tui/say.h"

/* ---- list ---- */

enum { LIST_JSON };

const struct command_option criteria_list_options[] = {
    [LIST_JSON] = {.name = "json", .help = N_("in ra JSON")},
    {0},
};

struct listing {
    bool json;
    struct span code; /* show: only this one */
    struct buf text;
};

static void add_json_text(struct buf *b, const char *key, const char *text)
{
    buf_addf(b, ",\"%s\":", key);
    json_add_string(b, span_of(text));
}

static const char *word(const struct choice *choices, int code)
{
    const struct choice *c = field_choice_by_code(choices, code);
    return c ? c->name : "";
}

static void add_json(const struct criteria_entry *e, struct buf *b)
{
    const struct criteria_set *s = &e->set;
    buf_adds(b, b->n > 1 ? ",\n{\"code\":" : "{\"code\":");
    json_add_string(b, span_of(s->code));
    add_json_text(b, "version", s->version);
    add_json_text(b, "title", title_by_id(s->title)->name);
    add_json_text(b, "status", word(criteria_status_choices, s->status));
    add_json_text(b, "method", word(criteria_method_choices, s->method));
    buf_addf(b, ",\"counts_years\":%d,\"adopted_from\":", s->counts_years);
    if (e->adopted_from)
        buf_addf(b, "%d", e->adopted_from);
    else
        buf_adds(b, "null");
    add_json_text(b, "adopted_by", e->adopted_by);
    add_json_text(b, "basis", s->basis);
    buf_addc(b, '}');
}

static void add_row(const struct criteria_entry *e, struct buf *b)
{
    const struct criteria_set *s = &e->set;
    buf_addf(b, "%s\t%s\t%s\t%s\t", s->code, s->version, _(title_by_id(s->title)->label),
             _(field_choice_by_code(criteria_status_choices, s->status)->label));
    if (e->adopted_from)
        buf_addf(b, _("áp dụng từ năm %d, theo %s"), e->adopted_from, e->adopted_by);
    else
        buf_adds(b, _("chưa áp dụng"));
    buf_addc(b, '\n');
}

static enum status list_sets(struct book_tx *t, void *context)
{
    struct listing *l = context;
    struct criteria_entries all;
    buf_reset(&l->text); /* the closure may run again */
    enum status s = criteria_entries_load(t, &all);
    if (l->json)
        buf_addc(&l->text, '[');
    for (size_t i = 0; i < all.n; i++)
        if (l->json)
            add_json(&all.v[i], &l->text);
        else
            add_row(&all.v[i], &l->text);
    if (l->json)
        buf_adds(&l->text, "]\n");
    criteria_entries_release(&all);
    return s;
}

static int put(struct app *app, book_fn fn, struct listing *l)
{
    struct detail d = {0};
    int rc = app_open(app, true);
    if (rc != EXIT_DONE)
        return rc;
    enum status s = book_read(app->book, &app->caller, fn, l, &d);
    rc = s == STATUS_OK ? app_put(buf_span(&l->text)) : say_status(s, &d);
    buf_release(&l->text);
    return rc;
}

int run_criteria_list(struct app *app, const struct arguments *a)
{
    struct listing l = {.json = a->option[LIST_JSON] != NULL};
    return put(app, list_sets, &l);
}

/* ---- show ---- */

enum { SHOW_VERSION, SHOW_JSON };

const struct command_option criteria_show_options[] = {
    [SHOW_VERSION] = {.name = "version",
                      .argument = N_("BẢN"),
                      .help = N_("bản nào; không ghi: bản đang áp dụng, nếu không thì bản cuối")},
    [SHOW_JSON] = {.name = "json", .help = N_("in ra JSON, sửa rồi nhập lại được")},
    {0},
};

struct showing {
    struct listing l;
    const struct span *version;
};

static enum status show_set(struct book_tx *t, void *context)
{
    struct showing *w = context;
    struct criteria_entry e;
    buf_reset(&w->l.text);
    enum status s = criteria_get_set(t, w->l.code, w->version, &e);
    if (s != STATUS_OK)
        return s;
    if (w->l.json) {
        criteria_add_json(&e.set, &w->l.text);
        buf_addc(&w->l.text, '\n');
    } else {
        criteria_add_text(&e.set, &w->l.text);
        if (e.adopted_from)
            buf_addf(&w->l.text, _("Xã áp dụng từ năm %d, theo %s.\n"), e.adopted_from,
                     e.adopted_by);
        else
            buf_adds(&w->l.text,
                     _("Chưa áp dụng. Cán bộ xã áp dụng ở màn hình Cài đặt, mục Bộ tiêu chí.\n"));
    }
    criteria_entry_release(&e);
    return s;
}

int run_criteria_show(struct app *app, const struct arguments *a)
{
    struct span version = span_of(a->option[SHOW_VERSION]);
    struct showing w = {
        .l = {.json = a->option[SHOW_JSON] != NULL, .code = span_of(a->v[0])},
        .version = a->option[SHOW_VERSION] ? &version : NULL,
    };
    return put(app, show_set, &w.l);
}

/* ---- import ---- */

enum { IMPORT_DRY };

const struct command_option criteria_import_options[] = {
    [IMPORT_DRY] = {.name = "dry-run", .help = N_("chỉ kiểm tra tệp, không ghi gì")},
    {0},
};

int run_criteria_import(struct app *app, const struct arguments *a)
{
    struct criteria_imported r = {0};
    struct buf json = {0};
    struct detail d = {0};
    bool dry = a->option[IMPORT_DRY] != NULL;
    int rc = app_open(app, dry);
    if (rc != EXIT_DONE)
        return rc;
    enum status s = input_all(a->v[0], CRITERIA_FILE_MAX, &json, &d);
    if (s != STATUS_OK) {
        buf_release(&json);
        return app_say_failed(s, &d, a->v[0]);
    }
    s = criteria_import(app->book, &app->caller, buf_span(&json), dry, &r, &d);
    if (r.report.errors.n)
        say("%.*s", (int)r.report.errors.n - 1, r.report.errors.p);
    if (r.report.warnings.n)
        say(_("Cần xem lại:\n%.*s"), (int)r.report.warnings.n - 1, r.report.warnings.p);
    if (s == STATUS_OK)
        say(dry ? _("Kiểm tra xong, chưa ghi gì: %u bộ mới, %u bộ đã có.")
                : _("Đã nhập %u bộ mới; %u bộ đã có, giữ nguyên."),
            r.added, r.unchanged);
    rc = s == STATUS_OK ? EXIT_DONE : say_status(s, &d);
    criteria_report_release(&r.report);
    buf_release(&json);
    return rc;
}
