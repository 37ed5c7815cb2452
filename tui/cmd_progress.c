/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <stdlib.h>
#include <string.h>

#include "core/export_cell.h"
#include "core/progress_print.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"

#include "tui/say.h"

enum { UNIT, YEAR, PHASE, BY, FORMAT, OUTPUT };

/* clang-format off */
const struct command_option progress_options[] = {
    [UNIT] = {.name = "unit", .argument = N_("MÃ"), .help = N_("của đơn vị này: 15664, 15664003, P38, VN; mặc định cả xã")},
    [YEAR] = {.name = "year", .argument = N_("NĂM"), .help = N_("của năm này, mặc định năm nay")},
    [PHASE] = {.name = "phase", .argument = "all", .words = "1|2|all", .help = N_("cả giai đoạn: 1 là 2023-2025, 2 là 2026-2030, all là 2023-2030")},
    [BY] = {.name = "by", .argument = "hamlet", .words = "hamlet", .help = N_("thêm từng thôn, tổ dân phố")},
    [FORMAT] = {.name = "format", .argument = "text", .words = "text|csv|json", .help = N_("cách in, mặc định text")},
    [OUTPUT] = {.name = "output", .letter = 'o', .file = true, .output = true, .argument = N_("TỆP"), .help = N_("tệp ghi ra; không nêu thì in ra đầu ra")},
    {0},
};
/* clang-format on */

enum format { TEXT, CSV, JSON };

struct query {
    struct unit_key unit;
    int year;
    bool by_hamlet, by_phase;
    enum phase phase;
    enum format format;
    struct buf text;
};

static enum status one_year(struct book_tx *t, struct query *q)
{
    struct progress whole, *row = NULL;
    size_t n = 0;
    enum status s = progress_of(t, q->unit, q->year, &whole);
    if (s == STATUS_OK && q->by_hamlet)
        s = progress_by_hamlet(t, q->unit, q->year, &row, &n);
    if (s != STATUS_OK)
        return s;
    switch (q->format) {
    case CSV:
        progress_add_csv_head(&q->text);
        progress_add_csv(&q->text, &whole, false);
        for (size_t i = 0; i < n; i++)
            progress_add_csv(&q->text, &row[i], i + 1 == n);
        break;
    case JSON:
        if (q->by_hamlet)
            progress_add_json_units(&q->text, &whole, row, n);
        else
            progress_add_json(&q->text, &whole);
        buf_addc(&q->text, '\n');
        break;
    case TEXT:
        if (q->by_hamlet)
            progress_add_text_units(&q->text, &whole, row, n);
        else
            progress_add_text(&q->text, &whole);
        break;
    }
    free(row);
    return s;
}

static void add_phase(struct query *q, const struct progress_phase *p,
                      const struct progress_rows *rows)
{
    switch (q->format) {
    case CSV:
        progress_add_csv_head(&q->text);
        for (size_t i = 0; i < p->n; i++) {
            progress_add_csv(&q->text, &p->year[i], false);
            for (size_t k = 0; rows && k < rows[i].n; k++)
                progress_add_csv(&q->text, &rows[i].v[k], k + 1 == rows[i].n);
        }
        break;
    case JSON:
        progress_add_json_phase(&q->text, p, rows);
        buf_addc(&q->text, '\n');
        break;
    case TEXT:
        progress_add_text_phase(&q->text, p, rows);
        break;
    }
}

static enum status whole_phase(struct book_tx *t, struct query *q)
{
    struct progress_phase p = {0};
    struct progress_rows *rows = NULL;
    enum status s = progress_phase_of(t, q->unit, q->phase, &p);
    if (s != STATUS_OK)
        return s;
    if (q->by_hamlet)
        rows = mem_alloc(p.n * sizeof *rows);
    for (size_t i = 0; rows && i < p.n && s == STATUS_OK; i++)
        s = progress_by_hamlet(t, q->unit, p.year[i].year, &rows[i].v, &rows[i].n);
    if (s == STATUS_OK)
        add_phase(q, &p, rows);
    for (size_t i = 0; rows && i < p.n; i++)
        free(rows[i].v);
    free(rows);
    progress_phase_release(&p);
    return s;
}

static enum status answer(struct book_tx *t, void *context)
{
    struct query *q = context;
    buf_reset(&q->text); /* the closure may run again */
    return q->by_phase ? whole_phase(t, q) : one_year(t, q);
}

static enum format format_option(const char *text)
{
    if (text && strcmp(text, "csv") == 0)
        return CSV;
    return text && strcmp(text, "json") == 0 ? JSON : TEXT;
}

static int print(struct app *app, book_fn fn, void *context, const char *path,
                 const struct buf *text)
{
    struct detail d = {0};
    enum status s = book_read(app->book, &app->caller, fn, context, &d);
    return s == STATUS_OK ? app_put_to(path, buf_span(text)) : say_status(s, &d);
}

int run_progress(struct app *app, const struct arguments *a)
{
    struct query q = {.by_hamlet = a->option[BY] != NULL,
                      .format = format_option(a->option[FORMAT])};
    const char *phase = a->option[PHASE];
    if (phase && a->option[YEAR])
        return command_usage(a, _("--year và --phase không đi cùng nhau."));
    if (app_year(app, a, YEAR, &q.year) != EXIT_DONE)
        return EXIT_USAGE;
    q.by_phase = phase != NULL;
    if (phase)
        q.phase = phase[0] == '1' ? PHASE_1 : phase[0] == '2' ? PHASE_2 : PHASE_ALL;
    int rc = app_open(app, true);
    if (rc == EXIT_DONE)
        rc = app_unit(app, a->option[UNIT], &q.unit);
    if (rc == EXIT_DONE && q.by_hamlet && unit_level(q.unit) != UNIT_COMMUNE)
        rc = command_usage(a, _("--by hamlet cần một xã, không phải thôn hay tỉnh."));
    if (rc == EXIT_DONE)
        rc = print(app, answer, &q, a->option[OUTPUT], &q.text);
    buf_release(&q.text);
    return rc;
}

/* ---- explain ---- */

enum { E_TITLE, E_YEAR, E_UNIT, E_STATE, E_JSON, E_OUTPUT };

/* clang-format off */
const struct command_option explain_options[] = {
    [E_TITLE] = {.name = "title", .required = true, .argument = N_("DANH-HIỆU"), .help = N_("family, clan, community, organisation, citizen...")},
    [E_YEAR] = {.name = "year", .argument = N_("NĂM"), .help = N_("của năm này, mặc định năm nay")},
    [E_UNIT] = {.name = "unit", .argument = N_("MÃ"), .help = N_("của đơn vị này, mặc định cả xã")},
    [E_STATE] = {.name = "state", .argument = "recognised", .words = "registered|proposed|recognised|missing|moved", .help = N_("đứng sau số nào; không nêu thì mọi phiếu trong tổng")},
    [E_JSON] = {.name = "json", .help = N_("in ra JSON")},
    [E_OUTPUT] = {.name = "output", .letter = 'o', .file = true, .output = true, .argument = N_("TỆP"), .help = N_("tệp ghi ra; không nêu thì in ra đầu ra")},
    {0},
};
/* clang-format on */

struct explanation {
    struct unit_key unit;
    enum indicator what;
    int year;
    enum explain_state state;
    bool json;
    size_t n;
    struct resolver names;
    struct buf text;
};

static enum status add_subject(struct book_tx *t, const struct record *subject,
                               const struct record *title, void *context)
{
    struct explanation *x = context;
    struct buf *b = &x->text;
    const struct choice *state =
        title ? field_choice_by_code(title_state_choices, record_n(title, "state")) : NULL;
    if (x->json) {
        buf_adds(b, x->n ? ",\n" : "");
        export_json_record(subject, &x->names, false, b);
        buf_truncate(b, b->n - 1); /* the closing brace */
        if (state)
            buf_addf(b, ",\"state\":\"%s\"}", state->name);
        else
            buf_adds(b, ",\"state\":null}");
    } else {
        unit_add_code(b, unitbook_code(t, subject->unit, t->who->today));
        buf_addf(b, "\t%u\t", (unsigned)subject->number);
        buf_add_span(b, record_name(subject));
        buf_addf(b, "\t%s\n", state ? _(state->label) : "-");
    }
    x->n++;
    return STATUS_OK;
}

static enum status explain(struct book_tx *t, void *context)
{
    struct explanation *x = context;
    buf_reset(&x->text); /* the closure may run again */
    x->n = 0;
    x->names = book_resolver(t, x->unit);
    if (x->json)
        buf_addc(&x->text, '[');
    enum status s = progress_explain(t, x->unit, x->what, x->year, x->state, add_subject, x);
    if (x->json)
        buf_adds(&x->text, "]\n");
    return s;
}

static int title_option(const struct arguments *a, enum indicator *out)
{
    const char *text = a->option[E_TITLE];
    struct buf names = {0};
    for (const struct choice *c = indicator_choices; c->label; c++) {
        if (strcmp(c->name, text) == 0) {
            *out = (enum indicator)c->code;
            buf_release(&names);
            return EXIT_DONE;
        }
        buf_addf(&names, "%s%s", names.n ? " " : "", c->name);
    }
    command_usage(a, _("Không có danh hiệu '%s'. Các tên: %s."), text, buf_str(&names));
    buf_release(&names);
    return EXIT_USAGE;
}

static enum explain_state state_option(const char *text)
{
    static const struct {
        const char *word;
        enum explain_state state;
    } words[] = {{"registered", EXPLAIN_REGISTERED},
                 {"proposed", EXPLAIN_PROPOSED},
                 {"recognised", EXPLAIN_RECOGNISED},
                 {"missing", EXPLAIN_MISSING},
                 {"moved", EXPLAIN_MOVED}};
    for (size_t i = 0; text && i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i].word) == 0)
            return words[i].state;
    return EXPLAIN_TOTAL;
}

int run_explain(struct app *app, const struct arguments *a)
{
    struct explanation x = {.json = a->option[E_JSON] != NULL,
                            .state = state_option(a->option[E_STATE])};
    if (title_option(a, &x.what) != EXIT_DONE || app_year(app, a, E_YEAR, &x.year) != EXIT_DONE)
        return EXIT_USAGE;
    int rc = app_open(app, true);
    if (rc == EXIT_DONE)
        rc = app_unit(app, a->option[E_UNIT], &x.unit);
    if (rc == EXIT_DONE)
        rc = print(app, explain, &x, a->option[E_OUTPUT], &x.text);
    if (rc == EXIT_DONE && !x.n && !x.json)
        say(_("Không có phiếu nào như vậy trong năm %d."), x.year);
    buf_release(&x.text);
    return rc;
}
