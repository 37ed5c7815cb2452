/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <string.h>

#include "core/unitbook.h"
#include "core/unitrow.h"
#include "core/units_import.h"
#include "locale/msg.h"
#include "tui/say.h"

int run_units_import(struct app *app, const struct arguments *a)
{
    struct units_result r;
    struct detail d = {0};
    int rc = app_open(app, false);
    if (rc != EXIT_DONE)
        return rc;
    enum status s = units_import(app->book, &app->caller, a->v[0], NULL, &r, &d);
    if (s != STATUS_OK)
        return app_say_failed(s, &d, a->v[0]);
    for (unsigned i = 0; i < r.notes; i++)
        say(_("%s, dòng %u: %s."), a->v[0], (unsigned)r.note[i].line, r.note[i].text);
    if (r.refused > r.notes)
        say(_("... và %u dòng khác."), r.refused - r.notes);
    say(_("Danh mục %s: %u dòng; thêm %u, sửa %u, giữ nguyên %u, từ chối %u."), _(r.list), r.rows,
        r.added, r.changed, r.unchanged, r.refused);
    return r.refused ? EXIT_FAULTS : EXIT_DONE;
}

/* ---- list ---- */

enum { LIST_PARENT, LIST_JSON };

const struct command_option units_list_options[] = {
    [LIST_PARENT] = {.name = "parent",
                     .argument = N_("MÃ"),
                     .help = N_("chỉ các đơn vị ngay dưới đơn vị này: VN, P38, 15664; cả đơn vị đã "
                                "hết hiệu lực")},
    [LIST_JSON] = {.name = "json", .help = N_("in ra JSON")},
    {0},
};

/* As --unit takes it: with the scheme only when it is not the store's. */
static void add_code(struct buf *b, const struct book *book, struct unit_key u)
{
    if (unit_level(u) != UNIT_COUNTRY && u.c[0] != (char)book->scheme)
        buf_addf(b, "%s:", unit_scheme_name(u));
    unit_add_code(b, u);
}

static void add_day(struct buf *b, day d)
{
    if (d)
        day_add_iso(b, d);
}

static void json_day(struct buf *b, const char *name, day d)
{
    buf_addf(b, ",\"%s\":", name);
    if (d) {
        buf_addc(b, '"');
        day_add_iso(b, d);
        buf_addc(b, '"');
    } else {
        buf_adds(b, "null");
    }
}

/* "scheme":"..","code":"..","name":".." without braces. */
static void json_unit(struct buf *b, struct unit_key u, const char *name)
{
    buf_addf(b, "\"scheme\":\"%s\",\"code\":\"", unit_scheme_name(u));
    unit_add_code(b, u);
    buf_adds(b, "\",\"name\":");
    json_add_string(b, span_of(name));
}

static void json_parent(struct book_tx *t, struct buf *b, const struct unit_info *u)
{
    struct unit_key above = unitbook_parent(t, u->key, t->who->today);
    struct unit_info p;
    buf_adds(b, ",\"parent\":");
    if (unit_level(above) == UNIT_NONE) {
        buf_adds(b, "null");
        return;
    }
    if (unitbook_get(t, above, &p) != STATUS_OK)
        p.name[0] = 0;
    buf_addc(b, '{');
    json_unit(b, above, p.name);
    buf_addc(b, '}');
}

struct listing {
    struct unit_key parent;
    bool json;
    size_t n;
    struct buf text;
};

/* Of its day: today, or its last. */
static struct unit_key code_of(struct book_tx *t, const struct unit_info *u)
{
    day today = t->who->today;
    return unitbook_code(t, u->key, u->to && u->to < today ? u->to : today);
}

static void add_listed(struct book_tx *t, struct listing *l, const struct unit_info *u)
{
    struct buf *b = &l->text;
    if (l->json) {
        buf_adds(b, l->n ? ",\n{" : "{");
        json_unit(b, code_of(t, u), u->name);
        buf_adds(b, ",\"type\":");
        json_add_string(b, span_of(u->type));
        json_parent(t, b, u);
        json_day(b, "from", u->from);
        json_day(b, "to", u->to);
        buf_addc(b, '}');
    } else {
        add_code(b, t->book, code_of(t, u));
        buf_addf(b, "\t%s\t", u->name);
        add_code(b, t->book, unitbook_parent(t, u->key, t->who->today));
        buf_addc(b, '\t');
        add_day(b, u->from);
        buf_addc(b, '\t');
        add_day(b, u->to);
        buf_addc(b, '\n');
    }
    l->n++;
}

static enum status list_unit(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct listing *l = context;
    day today = t->who->today;
    bool now = u->from <= today && (!u->to || u->to >= today);
    if (unit_level(l->parent) != UNIT_NONE || now)
        add_listed(t, l, u);
    return STATUS_OK;
}

static enum status list_units(struct book_tx *t, void *context)
{
    struct listing *l = context;
    buf_reset(&l->text); /* the closure may run again */
    l->n = 0;
    return unitbook_each(t, l->parent, list_unit, l);
}

int run_units_list(struct app *app, const struct arguments *a)
{
    struct listing l = {.json = a->option[LIST_JSON] != NULL};
    struct buf out = {0};
    struct detail d = {0};
    int rc = app_open(app, true);
    if (rc != EXIT_DONE)
        return rc;
    if (a->option[LIST_PARENT])
        rc = app_unit(app, a->option[LIST_PARENT], &l.parent);
    if (rc != EXIT_DONE)
        return rc;
    enum status s = book_read(app->book, &app->caller, list_units, &l, &d);
    if (s == STATUS_OK) {
        buf_addf(&out, l.json ? "[%s]\n" : "%s", buf_str(&l.text));
        rc = app_put(buf_span(&out));
    } else {
        rc = say_status(s, &d);
    }
    buf_release(&out);
    buf_release(&l.text);
    return rc;
}

/* ---- show ---- */

enum { SHOW_JSON };

const struct command_option units_show_options[] = {
    [SHOW_JSON] = {.name = "json", .help = N_("in ra JSON")},
    {0},
};

struct showing {
    struct unit_key asked;
    bool json;
    struct buf text;
};

static void name_of(struct book_tx *t, struct unit_key u, struct unit_info *out)
{
    if (unitbook_get(t, u, out) != STATUS_OK)
        out->name[0] = 0;
}

static void add_line(struct buf *b, const char *label, const char *text)
{
    if (text[0])
        buf_addf(b, "%s: %s\n", label, text);
}

static void text_links(struct book_tx *t, const struct unit_row *row, bool successor, struct buf *b)
{
    bool any = false;
    for (size_t i = 0; i < row->links; i++) {
        const struct unit_link *l = &row->link[i];
        struct unit_key code = l->other;
        struct unit_info other;
        if (l->successor != successor)
            continue;
        if (!any)
            buf_addf(b, "%s:\n", successor ? _("Nay thuộc") : _("Lập từ"));
        any = true;
        name_of(t, l->other, &other);
        if (other.name[0])
            code = code_of(t, &other);
        buf_adds(b, "  ");
        add_code(b, t->book, code);
        buf_addf(b, "  %s (%s)\n", other.name, unit_kind_label(l->kind));
    }
}

static void text_period(const struct unit_info *u, struct buf *b)
{
    if (u->from) {
        buf_addf(b, "%s: ", _("Từ ngày"));
        day_add_vn(b, u->from);
        buf_addc(b, '\n');
    }
    if (u->to) {
        buf_addf(b, "%s: ", _("Đến hết ngày"));
        day_add_vn(b, u->to);
        buf_addc(b, '\n');
    }
}

/* Of a hamlet the codes it had; of a commune others by which it is found. */
static void text_codes(struct book_tx *t, const struct unit_info *u, const struct unit_row *row,
                       struct buf *b)
{
    bool hamlet = unit_level(u->key) == UNIT_HAMLET;
    if (hamlet && row->codes) {
        buf_addf(b, "%s: ", _("Mã lúc đầu"));
        add_code(b, t->book, u->key);
        buf_addc(b, '\n');
    }
    for (size_t i = 0; i < row->codes; i++) {
        struct buf date = {0};
        day_add_vn(&date, row->code[i].from);
        if (hamlet)
            buf_addf(b, _("Mã từ ngày %s: "), buf_str(&date));
        else
            buf_addf(b, "%s: ", _("Mã khác"));
        buf_release(&date);
        add_code(b, t->book, row->code[i].key);
        buf_addc(b, '\n');
    }
}

static void show_text(struct book_tx *t, const struct unit_info *u, const struct unit_row *row,
                      struct buf *b)
{
    struct unit_key above = unitbook_parent(t, u->key, t->who->today);
    struct unit_row district = {0};
    struct unit_info p;
    add_code(b, t->book, code_of(t, u));
    buf_addf(b, "  %s\n", u->name);
    add_line(b, _("Loại"), u->type);
    if (row->district[0] && unitrow_load(t, unit_district_key(row->district), &district))
        add_line(b, _("Huyện"), unitrow_name(&district, 0));
    unitrow_release(&district);
    if (unit_level(above) != UNIT_NONE) {
        name_of(t, above, &p);
        buf_addf(b, "%s: ", _("Thuộc"));
        add_code(b, t->book, above);
        buf_addf(b, "  %s\n", p.name);
    }
    text_period(u, b);
    for (size_t i = 1; i < row->names; i++) {
        buf_addf(b, "%s ", _("Đổi tên từ"));
        day_add_vn(b, row->name[i].from);
        buf_addf(b, ": %s -> %s\n", row->name[i - 1].text, row->name[i].text);
    }
    for (size_t i = 0; i < row->variants; i++)
        add_line(b, _("Cũng viết"), row->variant[i]);
    text_codes(t, u, row, b);
    text_links(t, row, false, b);
    text_links(t, row, true, b);
}

static void json_links(struct book_tx *t, const struct unit_row *row, bool successor, struct buf *b)
{
    bool any = false;
    buf_addf(b, ",\"%s\":[", successor ? "successors" : "predecessors");
    for (size_t i = 0; i < row->links; i++) {
        const struct unit_link *l = &row->link[i];
        struct unit_info other;
        if (l->successor != successor)
            continue;
        name_of(t, l->other, &other);
        buf_adds(b, any ? ",{" : "{");
        json_unit(b, other.name[0] ? code_of(t, &other) : l->other, other.name);
        buf_addf(b, ",\"share\":\"%s\",\"kind\":\"%s\"}", l->part ? "part" : "whole",
                 unit_kind_word(l->kind));
        any = true;
    }
    buf_addc(b, ']');
}

static void show_json(struct book_tx *t, const struct unit_info *u, const struct unit_row *row,
                      struct buf *b)
{
    buf_addc(b, '{');
    json_unit(b, code_of(t, u), u->name);
    buf_adds(b, ",\"type\":");
    json_add_string(b, span_of(u->type));
    json_parent(t, b, u);
    json_day(b, "from", u->from);
    json_day(b, "to", u->to);
    buf_addf(b, ",\"official\":%s,\"names\":[", u->official ? "true" : "false");
    for (size_t i = 0; i < row->names; i++) {
        buf_adds(b, i ? ",{\"name\":" : "{\"name\":");
        json_add_string(b, span_of(row->name[i].text));
        json_day(b, "from", row->name[i].from);
        buf_addc(b, '}');
    }
    buf_adds(b, "],\"spellings\":[");
    for (size_t i = 0; i < row->variants; i++) {
        buf_adds(b, i ? "," : "");
        json_add_string(b, span_of(row->variant[i]));
    }
    buf_adds(b, "],\"codes\":[");
    for (size_t i = 0; i < row->codes; i++) {
        buf_adds(b, i ? ",{\"code\":\"" : "{\"code\":\"");
        unit_add_code(b, row->code[i].key);
        buf_adds(b, "\"");
        json_day(b, "from", row->code[i].from);
        json_day(b, "to", row->code[i].to);
        buf_addc(b, '}');
    }
    buf_addc(b, ']');
    json_links(t, row, false, b);
    json_links(t, row, true, b);
    buf_adds(b, "}\n");
}

static enum status show_unit(struct book_tx *t, void *context)
{
    struct showing *w = context;
    struct unit_row row = {0};
    struct unit_key key;
    struct unit_info u;
    buf_reset(&w->text);
    enum status s = unitbook_by_code(t, w->asked, t->who->today, &key);
    if (s == STATUS_OK)
        s = unitbook_get(t, key, &u);
    if (s != STATUS_OK)
        return s;
    (void)unitrow_load(t, key, &row);
    if (w->json)
        show_json(t, &u, &row, &w->text);
    else
        show_text(t, &u, &row, &w->text);
    unitrow_release(&row);
    return store_tx_status(t->tx);
}

int run_units_show(struct app *app, const struct arguments *a)
{
    struct showing w = {.json = a->option[SHOW_JSON] != NULL};
    struct detail d = {0};
    int rc = app_open(app, true);
    if (rc != EXIT_DONE)
        return rc;
    if (!app_unit_code(app, a->v[0], &w.asked))
        return EXIT_USAGE;
    enum status s = book_read(app->book, &app->caller, show_unit, &w, &d);
    if (s == STATUS_OK) {
        rc = app_put(buf_span(&w.text));
    } else if (s == STATUS_NOTFOUND) {
        say(_("Chưa biết đơn vị %s. Hãy nhập danh mục bằng 'hoctap units import TỆP'."), a->v[0]);
        rc = EXIT_FILE;
    } else {
        rc = say_status(s, &d);
    }
    buf_release(&w.text);
    return rc;
}
