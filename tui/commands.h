/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands: option tables and handlers, one file per family (cmd_*.c). The table that names
 * them all is commands.c. A handler returns an exit code.
 */
#ifndef TUI_COMMANDS_H
#define TUI_COMMANDS_H

#include "tui/app.h"
#include "tui/command.h"

extern const struct command_option convert_options[];
extern const struct command_option detect_options[];
extern const struct command_option type_options[];
extern const struct command_option init_options[];
extern const struct command_option check_options[];
extern const struct command_option units_list_options[];
extern const struct command_option units_show_options[];
extern const struct command_option units_merge_options[];
extern const struct command_option import_options[];
extern const struct command_option export_options[];
extern const struct command_option list_options[];
extern const struct command_option progress_options[];
extern const struct command_option backup_options[];
extern const struct command_option restore_options[];
extern const struct command_option explain_options[];
extern const struct command_option report_options[];
extern const struct command_option demo_options[];
extern const struct command_option erase_options[];
extern const struct command_option audit_options[];
extern const struct command_option user_add_options[];
extern const struct command_option user_key_options[];
extern const struct command_option user_passwd_options[];
extern const struct command_option user_state_options[];
extern const struct command_option user_rights_options[];
extern const struct command_option server_setup_options[];
extern const struct command_option criteria_list_options[];
extern const struct command_option criteria_show_options[];
extern const struct command_option criteria_import_options[];

int run_convert(struct app *app, const struct arguments *a);
int run_detect(struct app *app, const struct arguments *a);
int run_type(struct app *app, const struct arguments *a);
int run_init(struct app *app, const struct arguments *a);
int run_check(struct app *app, const struct arguments *a);
int run_backup(struct app *app, const struct arguments *a);
int run_restore(struct app *app, const struct arguments *a);
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
void report_lists(struct buf *out); /* the kinds, and the codes of a template's columns */
int run_demo(struct app *app, const struct arguments *a);
int run_erase(struct app *app, const struct arguments *a);
/* 16 digits, else a sentence. */
bool command_record_id(const struct arguments *a, const char *text, uint64_t *out);
int run_audit(struct app *app, const struct arguments *a);
int run_user_add(struct app *app, const struct arguments *a);
int run_user_list(struct app *app, const struct arguments *a);
int run_user_key(struct app *app, const struct arguments *a);
int run_user_passwd(struct app *app, const struct arguments *a);
int run_user_disable(struct app *app, const struct arguments *a);
int run_user_enable(struct app *app, const struct arguments *a);
int run_user_refresh(struct app *app, const struct arguments *a);
int run_user_rights(struct app *app, const struct arguments *a);
int run_server_setup(struct app *app, const struct arguments *a);
int run_criteria_list(struct app *app, const struct arguments *a);
int run_criteria_show(struct app *app, const struct arguments *a);
int run_criteria_import(struct app *app, const struct arguments *a);

#endif
