/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include "forms/report.h"
#include "locale/msg.h"
#include "tui/output.h"
#include "tui/say.h"

enum { UNIT, YEAR, OUTPUT };

/* clang-format off */
const struct command_option report_options[] = {
    [UNIT] = {.name = "unit", .argument = N_("MÃ"), .help = N_("của đơn vị này, mặc định cả xã")},
    [YEAR] = {.name = "year", .argument = N_("NĂM"), .help = N_("năm báo cáo, mặc định năm nay")},
    [OUTPUT] = {.name = "output", .letter = 'o', .required = true, .argument = N_("TỆP"), .help = N_("tệp ghi ra: .txt, .docx hoặc .xlsx; - là đầu ra")},
    {0},
};
/* clang-format on */

struct making {
    const struct report_kind *kind;
    struct unit_key unit;
    int year;
    struct doc doc;
};

static enum status build(struct book_tx *t, void *context)
{
    struct making *m = context;
    doc_release(&m->doc); /* the closure may run again */
    return m->kind->build(t, m->unit, m->year, &m->doc);
}

static const struct report_kind *kind_argument(const struct arguments *a)
{
    const struct report_kind *k = report_by_name(a->v[0]);
    struct buf names = {0};
    if (k)
        return k;
    for (k = report_kinds; k->name; k++)
        buf_addf(&names, "%s%s", names.n ? " " : "", k->name);
    command_usage(a, _("Không có báo cáo '%s'. Các báo cáo: %s."), a->v[0], buf_str(&names));
    buf_release(&names);
    return NULL;
}

static int write_file(const char *path, const struct buf *bytes)
{
    struct output out;
    struct detail d = {0};
    enum status s = output_open(&out, path, &d);
    if (s == STATUS_OK) {
        output_add(&out, buf_span(bytes));
        s = output_commit(&out, &d);
    }
    return say_file_status(s, &d);
}

int run_report(struct app *app, const struct arguments *a)
{
    struct making m = {.kind = kind_argument(a)};
    const char *path = a->option[OUTPUT];
    struct buf bytes = {0};
    struct detail d = {0};
    enum report_format format;
    if (!m.kind || app_year(app, a, YEAR, &m.year) != EXIT_DONE)
        return EXIT_USAGE;
    enum status s = report_format_of(path, &format, &d); /* before the work */
    if (s != STATUS_OK)
        return say_status(s, &d);
    int rc = app_open(app, true);
    if (rc == EXIT_DONE)
        rc = app_unit(app, a->option[UNIT], &m.unit);
    if (rc != EXIT_DONE)
        return rc;
    s = book_read(app->book, &app->caller, build, &m, &d);
    if (s == STATUS_OK)
        s = report_render(&m.doc, path, &bytes, &d);
    rc = s == STATUS_OK ? write_file(path, &bytes) : say_status(s, &d);
    doc_release(&m.doc);
    buf_release(&bytes);
    return rc;
}
