/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/export.h"
#include "forms/office.h"
#include "locale/msg.h"
#include "tui/output.h"
#include "tui/say.h"

enum { OUTPUT, FORMAT, UNIT, YEAR, PRIVATE };

/* clang-format off */
const struct command_option export_options[] = {
    [OUTPUT] = {.name = "output", .letter = 'o', .file = true, .output = true, .argument = N_("TỆP"), .help = N_("tệp ghi ra; không nêu thì in ra đầu ra")},
    [FORMAT] = {.name = "format", .argument = "csv", .words = "csv|json|xlsx", .help = N_("loại tệp, mặc định csv")},
    [UNIT] = {.name = "unit", .argument = N_("MÃ"), .help = N_("chỉ của đơn vị này")},
    [YEAR] = {.name = "year", .argument = N_("NĂM"), .help = N_("chỉ của năm này")},
    [PRIVATE] = {.name = "private", .help = N_("kèm điện thoại riêng và dân tộc đã được đồng ý cho ghi")},
    {0},
};
/* clang-format on */

/* Stops the export once nobody takes the bytes any more. */
static enum status put(void *context, struct span bytes)
{
    struct output *out = context;
    output_add(out, bytes);
    return output_failed(out) ? STATUS_IO : STATUS_OK;
}

/* Ends an output whose filling ended with s: a failed write says more than what
 * it led to. */
static int finish(struct output *out, enum status s, struct detail *d)
{
    bool write_failed = output_failed(out);
    if (s == STATUS_OK || write_failed)
        s = output_commit(out, d);
    output_abort(out);
    return write_failed ? say_file_status(s, d) : say_status(s, d);
}

/* Rows go to the program that writes .xlsx while they are read; its file comes back at the end. */
static enum status export_xlsx(struct app *app, const struct entity *e,
                               const struct export_options *o, struct output *out, struct detail *d)
{
    struct office_stream office;
    struct buf file = {0};
    enum status s = office_sheet_begin(&office, d);
    if (s == STATUS_OK)
        s = export_sheet(app->book, &app->caller, e, o, office_sheet_put, &office, d);
    if (s == STATUS_OK || office.bad)
        s = office_sheet_end(&office, &file, d);
    if (s == STATUS_OK)
        s = put(out, buf_span(&file));
    office_sheet_abort(&office);
    buf_release(&file);
    return s;
}

int run_export(struct app *app, const struct arguments *a)
{
    const struct entity *e = app_entity(a);
    const char *format = a->option[FORMAT];
    struct export_options o = {0};
    struct output out = {.fd = -1};
    struct detail d = {0};
    if (!e || (a->option[YEAR] && app_year(app, a, YEAR, &o.year) != EXIT_DONE))
        return EXIT_USAGE;
    bool xlsx = format && strcmp(format, "xlsx") == 0;
    const char *path = a->option[OUTPUT];
    if (xlsx && (!path || strcmp(path, "-") == 0) && isatty(STDOUT_FILENO) == 1)
        return command_usage(
            a, _("Tệp .xlsx không xem được trên màn hình này. Hãy thêm -o TỆP, ví dụ -o ho.xlsx."));
    int rc = app_open(app, a->option[PRIVATE] == NULL); /* it is written down who asked */
    if (rc == EXIT_DONE && a->option[UNIT])
        rc = app_unit(app, a->option[UNIT], &o.unit);
    if (rc == EXIT_DONE)
        rc = say_file_status(output_open(&out, a->option[OUTPUT], &d), &d);
    if (rc != EXIT_DONE)
        return rc;
    output_hold(&out);
    o.private = a->option[PRIVATE] != NULL;
    bool json = format && strcmp(format, "json") == 0;
    enum status s = xlsx   ? export_xlsx(app, e, &o, &out, &d)
                    : json ? export_json(app->book, &app->caller, e, &o, put, &out, &d)
                           : export_csv(app->book, &app->caller, e, &o, put, &out, &d);
    return finish(&out, s, &d);
}

/* ---- list ---- */

enum { L_UNIT, L_FIND, L_JSON, L_OUTPUT };

/* clang-format off */
const struct command_option list_options[] = {
    [L_UNIT] = {.name = "unit", .argument = N_("MÃ"), .help = N_("chỉ của đơn vị này")},
    [L_FIND] = {.name = "find", .argument = N_("CHỮ"), .help = N_("tìm theo tên, không cần dấu")},
    [L_JSON] = {.name = "json", .help = N_("in ra JSON")},
    [L_OUTPUT] = {.name = "output", .letter = 'o', .file = true, .output = true, .argument = N_("TỆP"), .help = N_("tệp ghi ra; không nêu thì in ra đầu ra")},
    {0},
};
/* clang-format on */

static size_t terminal_columns(void)
{
    struct winsize w;
    if (isatty(STDOUT_FILENO) != 1)
        return 0;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 80;
}

int run_list(struct app *app, const struct arguments *a)
{
    const struct entity *e = app_entity(a);
    struct find_options o = {.text = span_of(a->option[L_FIND])};
    struct output out = {.fd = -1};
    struct detail d = {0};
    if (!e)
        return EXIT_USAGE;
    int rc = app_open(app, true);
    if (rc == EXIT_DONE && a->option[L_UNIT])
        rc = app_unit(app, a->option[L_UNIT], &o.unit);
    if (rc == EXIT_DONE)
        rc = say_file_status(output_open(&out, a->option[L_OUTPUT], &d), &d);
    if (rc != EXIT_DONE)
        return rc;
    output_hold(&out);
    enum status s = a->option[L_JSON] ? list_json(app->book, &app->caller, e, &o, put, &out, &d)
                                      : list_text(app->book, &app->caller, e, &o,
                                                  terminal_columns(), put, &out, &d);
    return finish(&out, s, &d);
}
