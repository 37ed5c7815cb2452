/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line as a table: a line per command, a line per option. Reading the arguments, the
 * help texts and the sentences about wrong ones follow from the tables; a handler sees arguments
 * that are right in form.
 *
 * `hoctap [--db DIR] [--lang vi|en] [COMMAND ...]`. Long options as getopt_long has them: anywhere
 * behind the command, `--name=value` or `--name value`, shortened while clear, `--` ends them. The
 * global options may stand anywhere.
 *
 *     static const struct command_option options[] = {
 *         {.name = "from", .argument = N_("TÊN"), .help = N_("bảng mã của tệp")},
 *         {.name = "hex", .help = N_("mỗi dòng là một chuỗi số thập lục phân")},
 *         {0},
 *     };
 *     a->option[0] is the text behind --from or NULL; a->option[1] is not NULL when --hex is given.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum { COMMAND_OPTIONS = 16 };

struct command_option {
    const char *name;
    char letter;          /* of a short form, or 0 */
    const char *argument; /* N_(): what stands for the value; NULL: a flag */
    const char *words;    /* "old|new": only these; NULL: any text */
    bool required;
    bool file;        /* the value names a file: never over SSH (tui/remote_command.h) */
    bool output;      /* of these the one where the data goes; "-" is stdout */
    const char *help; /* N_() */
};

struct arguments {
    const struct command *command;
    const char *option[COMMAND_OPTIONS]; /* in the order of the table; NULL = not given */
    char **v;
    int n;
};

struct app;
struct buf;

/* Over SSH: not at all; its data comes back; a file comes in. */
enum command_remote { REMOTE_NONE, REMOTE_OUT, REMOTE_IN };

struct command {
    const char *name;      /* one word, or two: "units import" */
    const char *arguments; /* N_(): as the usage line shows them; NULL: none */
    int min, max;          /* how many */
    const char *help;      /* N_(): one sentence */
    bool kinds;            /* the first argument is a kind of record: the help lists them */
    enum command_remote remote;
    const struct command_option *options;
    void (*lists)(struct buf *out); /* what the help lists besides, a line each; NULL: nothing */
    int (*run)(struct app *app, const struct arguments *a); /* returns an exit code */
};

extern const struct command commands[]; /* ends with name NULL; tui/commands.c */

/* Reads the arguments of the program, runs, returns the exit code. */
int command_main(int argc, char **argv);

/* For a handler: an argument is wrong. Says the sentence and where the help is; EXIT_USAGE. */
int command_usage(const struct arguments *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* A whole number lo..hi, else a sentence that names the option. */
bool command_number(const struct arguments *a, int option, long lo, long hi, long *out);

#endif
