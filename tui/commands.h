/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands: option tables and handlers, one file per family (cmd_*.c). The table that names
 * them all is commands.c. A handler returns an exit code.
 */
#ifndef TUI_COMMANDS_H
#define TUI_COMMANDS_H

#include "tui/app.h"
#include "tui/command.h"

extern const struct command_option convert_options[], detect_options[], type_options[],
    init_options[], check_options[], units_list_options[], units_show_options[],
    units_merge_options[], import_options[], export_options[], list_options[], progress_options[],
    explain_options[], report_options[], demo_options[], audit_options[];

int run_convert(struct app *app, const struct arguments *a);
int run_detect(struct app *app, const struct arguments *a);
int run_type(struct app *app, const struct arguments *a);
int run_init(struct app *app, const struct arguments *a);
int run_check(struct app *app, const struct arguments *a);
int run_units_import(struct app *app, const struct arguments *a);
int run_units_list(struct app *app, const struct arguments *a);
int run_units_show(struct app *app, const struct arguments *a);
int run_units_merge(struct app *app, const struct arguments *a);
int run_import(struct app *app, const struct arguments *a);
int run_export(struct app *app, const struct arguments *a);
int run_list(struct app *app, const struct arguments *a);
int run_progress(struct app *app, const struct arguments *a);
int run_explain(struct app *app, const struct arguments *a);
int run_report(struct app *app, const struct arguments *a);
int run_demo(struct app *app, const struct arguments *a);
int run_audit(struct app *app, const struct arguments *a);

/* Named in the command line's contract, not made yet: says so, and what to do instead. */
int run_not_yet(struct app *app, const struct arguments *a);
int run_not_yet_copy(struct app *app, const struct arguments *a); /* backup, restore */

#endif
