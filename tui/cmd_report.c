/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <string.h>
#include <unistd.h>

#include "core/title.h"
#include "forms/report.h"
#include "forms/report_statistics.h"
#include "forms/report_template.h"
#include "locale/msg.h"
#include "tui/input.h"
#include "tui/output.h"
#include "tui/say.h"

enum { UNIT, YEAR, TITLE, SUBJECT, TEMPLATE, OUTPUT, FORMAT };

/* clang-format off */
const struct command_option report_options[] = {
    [UNIT] = {.name = "unit", .argument = N_("MÃ"), .help = N_("của đơn vị này, mặc định cả xã")},
    [YEAR] = {.name = "year", .argument = N_("NĂM"), .help = N_("năm báo cáo, mặc định năm nay")},
    [TITLE] = {.name = "title", .argument = N_("DANH-HIỆU"), .help = N_("danh hiệu của phiếu, danh sách, sổ: family, citizen, clan, community, organisation")},
    [SUBJECT] = {.name = "subject", .argument = N_("TÊN"), .help = N_("phiếu của người, hộ, đơn vị này: tên, số hoặc mã; không nêu là phiếu trắng")},
    [TEMPLATE] = {.name = "template", .file = true, .argument = N_("TỆP"), .help = N_("chỉ cho statistics: các cột theo mẫu trong tệp này")},
    [OUTPUT] = {.name = "output", .letter = 'o', .file = true, .output = true, .required = true, .argument = N_("TỆP"), .help = N_("tệp ghi ra: .txt, .docx hoặc .xlsx; - là đầu ra")},
    [FORMAT] = {.name = "format", .argument = "txt", .words = "txt|docx|xlsx", .help = N_("loại tệp; không nêu thì theo đuôi của tên tệp")},
    {0},
};
/* clang-format on */

struct making {
    const struct report_type *kind;
    struct report_of of;
    const char *subject;         /* as it was typed; NULL: nobody */
    struct report_template form; /* no column: the report's own */
    struct doc doc;
};

static enum status build(struct book_tx *t, void *context)
{
    struct making *m = context;
    doc_release(&m->doc); /* the closure may run again */
    if (m->form.columns)
        return report_statistics_by(t, &m->form, m->of.unit, m->of.year, &m->doc);
    if (m->subject) {
        enum status s = report_find_subject(t, &m->of, span_of(m->subject), &m->of.subject);
        if (s != STATUS_OK)
            return s;
    }
    return m->kind->build(t, &m->of, &m->doc);
}

static void add_names(struct buf *out)
{
    for (const struct report_type *k = report_types; k->name; k++)
        buf_addf(out, "%s%s", k == report_types ? "" : " ", k->name);
}

void report_lists(struct buf *out)
{
    struct buf b = {0};
    add_names(&b);
    buf_addf(out, _("Các báo cáo: %s."), buf_str(&b));
    buf_reset(&b);
    template_codes(&b);
    buf_addc(out, '\n');
    buf_addf(out, _("Mã cột của --template: %s."), buf_str(&b));
    buf_addc(out, '\n');
    buf_release(&b);
}

static const struct report_type *kind_argument(const struct arguments *a)
{
    const struct report_type *k = report_by_name(a->v[0]);
    struct buf names = {0};
    if (k)
        return k;
    add_names(&names);
    command_usage(a, _("Không có báo cáo '%s'. Các báo cáo: %s."), a->v[0], buf_str(&names));
    buf_release(&names);
    return NULL;
}

/* By --format, else by the name of the file. Bytes of an office file would only upset a terminal.
 */
static enum status format_of(const struct arguments *a, enum report_format *out, struct detail *d)
{
    const char *path = a->option[OUTPUT], *word = a->option[FORMAT];
    if (!word || !report_format_by_word(word, out)) {
        enum status s = report_format_of(path, out, d);
        if (s != STATUS_OK)
            return s;
    }
    if (*out != REPORT_TEXT && strcmp(path, "-") == 0 && isatty(STDOUT_FILENO) == 1)
        return detail_set(d, STATUS_USAGE,
                          _("Tệp .%s không xem được trên màn hình này. Hãy thêm -o TỆP, ví dụ -o "
                            "bao-cao.%s."),
                          word, word);
    return STATUS_OK;
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

/* false: --title is wrong, and that has been said. */
static bool title_option(const struct arguments *a, struct making *m)
{
    const char *name = a->option[TITLE];
    if (!name)
        return true;
    const struct title_kind *title = title_by_name(name);
    if (title && m->kind->flags & REPORT_TAKES_TITLE) {
        m->of.title = title->id;
        return true;
    }
    if (title)
        command_usage(a, _("Báo cáo %s không theo danh hiệu: hãy bỏ --title."), m->kind->name);
    else
        command_usage(a, _("Không có danh hiệu '%s'. Ví dụ: family, citizen, clan."), name);
    return false;
}

/* Reads --template; a report with columns of its own has none. */
static int template_option(const struct arguments *a, struct making *m)
{
    const char *path = a->option[TEMPLATE];
    struct buf text = {0};
    struct detail d = {0};
    if (!path)
        return EXIT_DONE;
    if (strcmp(m->kind->name, "statistics") != 0)
        return command_usage(a, _("Chỉ báo cáo statistics theo mẫu: hãy bỏ --template."));
    enum status s = input_all(path, TEMPLATE_BYTES_MAX, &text, &d);
    int rc = say_file_status(s, &d);
    if (rc == EXIT_DONE &&
        say_status(template_parse(buf_span(&text), &m->form, &d), &d) != EXIT_DONE)
        rc = EXIT_USAGE;
    buf_release(&text);
    return rc;
}

static bool subject_option(const struct arguments *a, struct making *m)
{
    m->subject = a->option[SUBJECT];
    if (!m->subject || m->kind->flags & REPORT_TAKES_SUBJECT)
        return true;
    command_usage(a, _("Báo cáo %s không lập cho riêng ai: hãy bỏ --subject."), m->kind->name);
    return false;
}

int run_report(struct app *app, const struct arguments *a)
{
    struct making m = {.kind = kind_argument(a)};
    const char *path = a->option[OUTPUT];
    struct buf bytes = {0};
    struct detail d = {0};
    enum report_format format;
    if (!m.kind || !title_option(a, &m) || !subject_option(a, &m) ||
        app_year(app, a, YEAR, &m.of.year) != EXIT_DONE)
        return EXIT_USAGE;
    enum status s = format_of(a, &format, &d); /* before the work */
    if (s != STATUS_OK)
        return say_status(s, &d);
    int rc = template_option(a, &m);
    if (rc == EXIT_DONE)
        rc = app_open(app, true);
    if (rc == EXIT_DONE)
        rc = app_unit(app, a->option[UNIT], &m.of.unit);
    if (rc != EXIT_DONE) {
        template_release(&m.form);
        return rc;
    }
    s = book_read(app->book, &app->caller, build, &m, &d);
    if (s == STATUS_OK)
        s = report_render(&m.doc, format, &bytes, &d);
    rc = s == STATUS_OK ? write_file(path, &bytes) : say_status(s, &d);
    doc_release(&m.doc);
    template_release(&m.form);
    buf_release(&bytes);
    return rc;
}
