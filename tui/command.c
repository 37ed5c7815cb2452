/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/command.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/app.h"
#include "tui/help.h"
#include "tui/remote_command.h"
#include "tui/say.h"
#include "tui/served.h"
#include "tui/start.h"

/* What getopt_long() returns: 256 + index of a command's option, or one of the global ones. */
enum { OPT_COMMAND = 256, OPT_DB = 512, OPT_LANG, OPT_HELP, OPT_VERSION, OPT_AS, OPT_GLOBALS = 5 };

struct invocation {
    const char *db, *lang, *as;
    const char *family; /* "units" of "units --help" */
    bool help, version;
    bool remote;  /* words that came over SSH: no global option is theirs */
    bool globals; /* and one of them stood there */
    struct arguments a;
};

/* What is asked about a word that is no command. */
static const struct command nothing = {.name = ""};

static void add_globals(struct option *to)
{
    to[0] = (struct option){"db", required_argument, NULL, OPT_DB};
    to[1] = (struct option){"lang", required_argument, NULL, OPT_LANG};
    to[2] = (struct option){"help", no_argument, NULL, OPT_HELP};
    to[3] = (struct option){"version", no_argument, NULL, OPT_VERSION};
    to[4] = (struct option){"as", required_argument, NULL, OPT_AS};
}

/* Long options and the letters of c (may be NULL) with the global ones. */
static void make_tables(const struct command *c, struct option *longs, struct buf *letters)
{
    size_t n = 0;
    buf_adds(letters, ":h"); /* ':' tells a missing value from an unknown option */
    for (const struct command_option *o = c ? c->options : NULL; o && o->name; o++, n++) {
        longs[n] = (struct option){o->name, o->argument ? required_argument : no_argument, NULL,
                                   OPT_COMMAND + (int)n};
        if (o->letter) {
            buf_addc(letters, o->letter);
            buf_adds(letters, o->argument ? ":" : "");
        }
    }
    add_globals(longs + n);
    memset(longs + n + OPT_GLOBALS, 0, sizeof *longs);
}

static void say_where_help_is(const struct command *c)
{
    if (c)
        say(_("Xem cách dùng: hoctap %s --help"), c->name);
    else
        say(_("Xem các lệnh: hoctap --help"));
}

int command_usage(const struct arguments *a, const char *fmt, ...)
{
    struct buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    say("%s", buf_str(&b));
    say_where_help_is(a ? a->command : NULL);
    buf_release(&b);
    return EXIT_USAGE;
}

bool command_number(const struct arguments *a, int option, long lo, long hi, long *out)
{
    const char *text = a->option[option];
    char *end = NULL;
    long n = strtol(text, &end, 10);
    if (end != text && !*end && n >= lo && n <= hi) {
        *out = n;
        return true;
    }
    command_usage(a, _("--%s phải là số từ %ld đến %ld, không phải '%s'."),
                  a->command->options[option].name, lo, hi, text);
    return false;
}

static bool is_word_of(const char *words, const char *text)
{
    size_t n = strlen(text);
    for (const char *w = words; w; w = strchr(w, '|') ? strchr(w, '|') + 1 : NULL)
        if (n > 0 && strncmp(w, text, n) == 0 && (w[n] == '|' || !w[n]))
            return true;
    return false;
}

static int take_command_option(struct invocation *i, int index, const char *value)
{
    const struct command_option *o = &i->a.command->options[index];
    if (o->words && !is_word_of(o->words, value))
        return command_usage(&i->a, _("--%s nhận một trong: %s; không phải '%s'."), o->name,
                             o->words, value);
    const char *before = i->a.option[index];
    if (before && value && strcmp(before, value) != 0) /* neither may be dropped in silence */
        return command_usage(&i->a,
                             strchr(o->argument, ',')
                                 ? _("--%s nêu hai lần, '%s' và '%s'. Hãy nêu một lần, các giá trị "
                                     "cách nhau bằng dấu phẩy.")
                                 : _("--%s nêu hai lần, '%s' và '%s'. Hãy giữ lại một giá trị."),
                             o->name, before, value);
    i->a.option[index] = value ? value : "";
    return EXIT_DONE;
}

static int take_letter(struct invocation *i, int letter, const char *value)
{
    for (int k = 0; i->a.command && i->a.command->options && i->a.command->options[k].name; k++)
        if (i->a.command->options[k].letter == letter)
            return take_command_option(i, k, value);
    i->help = true; /* the only other letter is -h */
    return EXIT_DONE;
}

static int wrong_option(const struct invocation *i, int code, char **argv)
{
    const char *text = argv[optind - 1];
    if (code == ':')
        return command_usage(&i->a, _("Tùy chọn %s cần một giá trị đi sau."), text);
    if (optopt >= OPT_COMMAND)
        return command_usage(&i->a, _("Tùy chọn %s không nhận giá trị."), text);
    if (optopt)
        return command_usage(&i->a, _("Không có tùy chọn -%c."), optopt);
    const char *near = help_nearest_option(i->a.command, text);
    if (near)
        return command_usage(&i->a, _("Không có tùy chọn %s. Có phải là --%s?"), text, near);
    if (!i->a.command)
        return command_usage(
            &i->a, _("Không có tùy chọn chung %s. Tùy chọn của một lệnh đứng sau lệnh."), text);
    return command_usage(&i->a, _("Lệnh %s không có tùy chọn %s."), i->a.command->name, text);
}

/* Reads options of argv from argv[1] on; with "+" in front getopt stops at the first word. */
static int read_options(struct invocation *i, int argc, char **argv, bool until_word)
{
    struct option longs[COMMAND_OPTIONS + OPT_GLOBALS + 1];
    struct buf letters = {0};
    int rc = EXIT_DONE, c;
    if (until_word)
        buf_addc(&letters, '+');
    make_tables(i->a.command, longs, &letters);
    opterr = 0;
    optind = 0; /* a fresh start, GNU */
    while (rc == EXIT_DONE && (c = getopt_long(argc, argv, buf_str(&letters), longs, NULL)) != -1) {
        i->globals = i->globals || (c >= OPT_DB && c <= OPT_AS);
        if (i->remote && c >= OPT_DB && c <= OPT_AS)
            continue; /* refused as a whole afterwards */
        if (c == OPT_DB && optarg[0])
            i->db = optarg;
        else if (c == OPT_DB)
            rc = command_usage(&i->a, _("--db cần tên một thư mục."));
        else if (c == OPT_LANG)
            i->lang = optarg;
        else if (c == OPT_AS)
            i->as = optarg;
        else if (c == OPT_HELP)
            i->help = true;
        else if (c == OPT_VERSION)
            i->version = true;
        else if (c == '?' || c == ':')
            rc = wrong_option(i, c, argv);
        else if (c >= OPT_COMMAND)
            rc = take_command_option(i, c - OPT_COMMAND, optarg);
        else
            rc = take_letter(i, c, optarg);
    }
    if (rc == EXIT_DONE && i->lang && strcmp(i->lang, "vi") != 0 && strcmp(i->lang, "en") != 0)
        rc = command_usage(&i->a, _("--lang nhận một trong: %s; không phải '%s'."), "vi|en",
                           i->lang);
    buf_release(&letters);
    return rc;
}

static const struct command *find_command(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *near = help_nearest_command(name);
    if (near)
        return command_usage(NULL, _("Không có lệnh '%s'. Có phải là 'hoctap %s'?"), name, near);
    return command_usage(NULL, _("Không có lệnh '%s'."), name);
}

/* Finds the command from the words at argv[*at]; *at moves to the last of them. Global options may
 * stand between the words of a command of two ("units --db DIR list"). */
static int take_command(struct invocation *i, int argc, char **argv, int *at)
{
    struct buf name = {0};
    int rc = EXIT_DONE;
    buf_adds(&name, argv[*at]);
    if (help_is_family(argv[*at])) {
        rc = read_options(i, argc - *at, argv + *at, true);
        if (rc == EXIT_DONE && *at + optind < argc) {
            *at += optind;
            buf_addf(&name, " %s", argv[*at]);
        } else if (rc == EXIT_DONE && i->help) {
            i->family = argv[*at];
            goto out;
        } else if (rc == EXIT_DONE) {
            rc = help_family_needs_word(argv[*at]);
        }
    }
    if (rc == EXIT_DONE) {
        i->a.command = find_command(buf_str(&name));
        if (!i->a.command)
            rc = unknown_command(buf_str(&name));
    }
out:
    buf_release(&name);
    return rc;
}

/* "LOẠI TỆP": without a comma that is a kind of file. */
static int too_few(const struct arguments *a)
{
    struct buf b = {0};
    const char *p = _(a->command->arguments);
    for (size_t n = a->n; n > 0 && strchr(p, ' '); n--)
        p = strchr(p, ' ') + 1;
    for (; *p; p++) {
        buf_adds(&b, *p == ' ' ? "," : "");
        buf_addc(&b, *p);
    }
    int rc = command_usage(a, _("Lệnh %s còn thiếu: %s."), a->command->name, buf_str(&b));
    buf_release(&b);
    return rc;
}

static int check_arguments(const struct arguments *a)
{
    const struct command *c = a->command;
    if (a->n < c->min)
        return too_few(a);
    if (a->n > c->max)
        return command_usage(a, _("Lệnh %s không dùng đến '%s'."), c->name, a->v[c->max]);
    for (int k = 0; c->options && c->options[k].name; k++)
        if (c->options[k].required && !a->option[k])
            return command_usage(a, _("Lệnh %s còn thiếu --%s."), c->name, c->options[k].name);
    return EXIT_DONE;
}

static int run_command(struct invocation *i)
{
    const struct command *c = i->a.command;
    struct app app;
    int rc = check_arguments(&i->a);
    if (rc != EXIT_DONE)
        return rc;
    rc = app_init(&app, i->db);
    if (rc == EXIT_DONE)
        rc = c->run(&app, &i->a);
    if (rc == EXIT_DENIED)
        app_note_denied(&app, c->name);
    app_release(&app);
    return rc;
}

static int run_start(const struct invocation *i)
{
    struct app app;
    int rc = app_init(&app, i->db);
    if (rc == EXIT_DONE)
        rc = start_screen(&app);
    app_release(&app);
    return rc;
}

/* Words that came over SSH, as argv; app is the person's already. */
static int run_words(struct app *app, struct remote_command *words)
{
    struct invocation i = {.remote = true};
    struct detail d = {0};
    int at = 1;
    i.a.command = words->n > 1 ? find_command(words->word[1]) : NULL;
    if (!i.a.command || i.a.command->remote == REMOTE_NONE) {
        enum status s = remote_allowed(&(struct arguments){.command = &nothing}, &d);
        return s == STATUS_OK ? EXIT_DENIED : served_refuse(app, &d);
    }
    int rc = read_options(&i, words->n - at, words->word + at, false);
    i.a.v = words->word + at + optind;
    i.a.n = words->n - at - optind;
    if (rc == EXIT_DONE && i.globals) {
        detail_set(&d, STATUS_DENIED,
                   _("Qua SSH không dùng --db, --lang, --as, --help, --version."));
        return served_refuse(app, &d);
    }
    if (rc == EXIT_DONE && remote_allowed(&i.a, &d) != STATUS_OK)
        return served_refuse(app, &d);
    if (rc == EXIT_DONE)
        rc = check_arguments(&i.a);
    if (rc != EXIT_DONE)
        return served_note_refused(app); /* it has been said what is wrong */
    return i.a.command->run(app, &i.a);
}

static int run_person(struct app *app, struct served *served)
{
    struct remote_command words;
    struct detail d = {0};
    if (!served->command)
        return start_screen(app);
    if (remote_split(span_of(served->command), &words, &d) != STATUS_OK)
        return served_refuse(app, &d);
    int rc = run_words(app, &words);
    remote_release(&words);
    return rc;
}

/* hoctap --db DIR --as NAME: what sshd starts. */
static int run_served(const struct invocation *i, struct served *served)
{
    struct app app;
    if (!served->prepared || !i->db || i->a.command)
        return command_usage(NULL,
                             _("--as đứng một mình với --db, đúng như 'hoctap user' ghi trong "
                               "tệp khóa."));
    int rc = app_init(&app, i->db);
    if (rc == EXIT_DONE)
        rc = served_enter(served, &app, i->as);
    if (rc == EXIT_DONE)
        rc = run_person(&app, served);
    app_release(&app);
    return rc;
}

/* The language of every sentence, so it is looked for before the first one can be needed. */
static enum msg_lang find_language(int argc, char **argv)
{
    enum msg_lang lang = MSG_VI;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        size_t n = strcspn(argv[i], "=");
        const char *value = argv[i][n] ? argv[i] + n + 1 : argv[i + 1];
        if (n >= strlen("--la") && strncmp(argv[i], "--lang", n) == 0 && value)
            lang = strcmp(value, "en") == 0 ? MSG_EN : MSG_VI;
    }
    return lang;
}

/* The folder of catalogues: beside the program as built, or where `make install` puts it, seen from
 * the program first, so that an installed tree may be moved. */
static char *find_catalogue(void)
{
    static const char *const places[] = {"locale", "../share/locale"};
    char exe[4096];
    struct buf b = {0};
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);
    while (n > 0 && exe[n - 1] != '/')
        n--;
    for (size_t i = 0; n > 0 && i < sizeof places / sizeof *places; i++) {
        buf_reset(&b);
        buf_add(&b, exe, (size_t)n);
        buf_adds(&b, places[i]);
        size_t folder = b.n;
        buf_adds(&b, "/en/LC_MESSAGES/hoctap.mo");
        bool there = access(buf_str(&b), R_OK) == 0;
        buf_truncate(&b, folder);
        if (there)
            return buf_detach(&b);
    }
    buf_release(&b);
    return mem_strdup(HOCTAP_LOCALEDIR);
}

static int read_and_run(int argc, char **argv, struct served *served)
{
    struct invocation i = {0};
    char *localedir = find_catalogue();
    msg_init(find_language(argc, argv), localedir);
    free(localedir);

    int rc = read_options(&i, argc, argv, true);
    int at = optind;
    if (rc == EXIT_DONE && at < argc)
        rc = take_command(&i, argc, argv, &at);
    if (rc == EXIT_DONE && i.a.command) {
        rc = read_options(&i, argc - at, argv + at, false); /* argv[at] passes for the program */
        i.a.v = argv + at + optind;
        i.a.n = argc - at - optind;
    }
    if (rc != EXIT_DONE)
        return rc;
    if (i.version)
        return help_version();
    if (i.help && i.family)
        return help_family(i.family);
    if (i.help)
        return i.a.command ? help_command(i.a.command, i.a.n ? i.a.v[0] : NULL) : help_all();
    if (i.as)
        return run_served(&i, served);
    return i.a.command ? run_command(&i) : run_start(&i);
}

int command_main(int argc, char **argv)
{
    struct served served = {0};
    if (served_asked(argc, argv))
        served_prepare(&served); /* before anything reads the environment */
    int rc = read_and_run(argc, argv, &served);
    served_release(&served);
    return rc;
}
