/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/served.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/audit.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/password_ask.h"
#include "tui/place.h"
#include "tui/say.h"

/* What PuTTY, Windows, Linux and Mac clients send. A name that is not here might make curses read a
 * description of its own choice. */
static const char *const terms[] = {"xterm",        "xterm-256color",
                                    "putty",        "putty-256color",
                                    "vt100",        "vt102",
                                    "vt220",        "linux",
                                    "screen",       "screen-256color",
                                    "tmux",         "tmux-256color",
                                    "rxvt",         "rxvt-unicode-256color",
                                    "ansi",         "konsole",
                                    "gnome",        "cygwin",
                                    "dumb",         "xterm-color",
                                    "xterm-16color"};

const char *served_term(const char *term)
{
    for (size_t i = 0; term && i < sizeof terms / sizeof *terms; i++)
        if (strcmp(term, terms[i]) == 0)
            return terms[i];
    return "xterm";
}

bool served_asked(int argc, char *const *argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--as") == 0 || strncmp(argv[i], "--as=", 5) == 0)
            return true;
    return false;
}

/* "ssh 10.0.0.7" of "10.0.0.7 51234 10.0.0.1 22"; only what an address is made of. */
static void read_address(struct served *s)
{
    const char *from = getenv("SSH_CONNECTION");
    size_t n = from ? strspn(from, "0123456789abcdefABCDEF.:") : 0;
    snprintf(s->source, sizeof s->source, "ssh%s%.*s", n ? " " : "", (int)(n < 45 ? n : 0),
             from ? from : "");
}

void served_prepare(struct served *s)
{
    static const struct rlimit none = {0, 0};
    const char *command = getenv("SSH_ORIGINAL_COMMAND"), *term = served_term(getenv("TERM"));
    s->prepared = true;
    s->command = command && command[0] ? mem_strdup(command) : NULL;
    read_address(s);
    clearenv();
    setenv("TERM", term, 1);
    setenv("LANG", "C.UTF-8", 1);
    setenv("PATH", "/usr/bin:/bin", 1);
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGTSTP, SIG_IGN);
    umask(077);
}

void served_release(struct served *s)
{
    free(s->command);
    account_caller_release(&s->who);
    memset(s, 0, sizeof *s);
}

/* ---- who ---- */

struct looking {
    const char *login, *source;
    day today;
    struct account account;
    struct account_caller who;
};

static enum status look(struct book_tx *t, void *context)
{
    struct looking *l = context;
    account_release(&l->account);
    account_caller_release(&l->who);
    enum status s = account_get(t, l->login, &l->account);
    if (s == STATUS_OK)
        account_caller(t, &l->account, l->source, l->today, &l->who);
    return s;
}

struct denying {
    const char *what, *text;
};

static enum status note_denied(struct book_tx *t, void *context)
{
    const struct denying *n = context;
    audit_denied(t, n->what, NULL, n->text);
    return STATUS_OK;
}

static void note(struct app *app, const char *what, const char *text)
{
    struct denying n = {what, text};
    if (book_write(app->book, &app->caller, note_denied, &n, NULL) != STATUS_OK)
        return; /* the person is refused all the same */
}

int served_note_refused(struct app *app)
{
    note(app, "command", _("Lệnh qua SSH chưa đúng."));
    return EXIT_DENIED;
}

int served_refuse(struct app *app, const struct detail *d)
{
    note(app, "command", d->text);
    say("%s", d->text);
    return EXIT_DENIED;
}

/* ---- the password ---- */

enum { TRIES = 3 };

/* At most three times a connection. Nobody is kept waiting with a connection open: who is too early
 * is told how long it takes, and comes again. */
static int ask(const struct password_terminal *term, struct app *app, const struct account *a)
{
    struct detail d = {0};
    for (int i = 0; i < TRIES; i++) {
        struct buf typed = {0};
        bool right = false;
        int64_t wait = 0;
        enum status s = STATUS_OK;
        bool given = password_ask(term, _("Mật khẩu: "), &typed);
        if (given)
            s = account_try(app->book, &app->caller, a, buf_span(&typed), &right, &wait, &d);
        password_forget(&typed);
        if (!given)
            return EXIT_DENIED;
        if (s != STATUS_OK)
            return say_status(s, &d);
        if (right)
            return EXIT_DONE;
        if (wait) {
            say(_("Gõ sai nhiều lần. Hãy đợi %lld giây rồi vào lại; quên mật khẩu thì nhờ người "
                  "quản trị đặt lại."),
                (long long)wait);
            return EXIT_DENIED;
        }
        say(_("Mật khẩu chưa đúng."));
    }
    return EXIT_DENIED;
}

/* The one the administrator gave lets in once, to here. */
static int ask_new(const struct password_terminal *term, struct app *app, const struct account *a)
{
    struct detail d = {0};
    enum status s = STATUS_INVALID;
    say(_("Mật khẩu này do người quản trị đặt, nên còn người khác biết. Hãy đặt mật khẩu của riêng "
          "mình: từ %d ký tự, sáu chữ số cũng được. Xin nhớ kỹ."),
        ACCOUNT_PASSWORD_MIN);
    for (int i = 0; i < TRIES && s == STATUS_INVALID; i++) {
        struct buf one = {0}, two = {0};
        bool given = password_ask(term, _("Mật khẩu mới: "), &one) &&
                     password_ask(term, _("Gõ lại lần nữa: "), &two);
        if (!given)
            s = STATUS_DENIED;
        else if (!span_eq(buf_span(&one), buf_span(&two)))
            say(_("Hai lần gõ không giống nhau. Hãy gõ lại mật khẩu mới."));
        else if ((s = account_set_own_password(app->book, &app->caller, a->hash, buf_span(&one),
                                               &d)) != STATUS_OK)
            say_status(s, &d);
        password_forget(&one);
        password_forget(&two);
    }
    if (s == STATUS_OK)
        return EXIT_DONE;
    say(_("Chưa đổi mật khẩu nên chưa vào được. Hãy vào lại và đặt mật khẩu mới."));
    return EXIT_DENIED;
}

static int check(struct served *s, struct app *app, const struct account *a)
{
    struct detail d = {0};
    if (!a->hash[0])
        return EXIT_DONE;
    if (!s->command) {
        struct password_terminal term;
        password_begin(&term);
        int rc = ask(&term, app, a);
        if (rc == EXIT_DONE && a->must_change)
            rc = ask_new(&term, app, a);
        password_end(&term);
        return rc;
    }
    if (a->commands_by_key)
        return EXIT_DONE;
    detail_set(&d, STATUS_DENIED,
               _("Tài khoản này có mật khẩu nên không nhận lệnh qua SSH: hãy vào màn hình. Người "
                 "quản trị có thể cho phép bằng 'hoctap user passwd %s --commands key'."),
               a->login);
    return served_refuse(app, &d);
}

/* ---- in ---- */

static int unknown(struct app *app, const char *login)
{
    const char *text = _("Tài khoản này không dùng được. Hãy hỏi người quản trị của xã.");
    struct buf what = {0};
    buf_addf(&what, "login %.40s", login);
    note(app, buf_str(&what), text);
    say("%s", text);
    buf_release(&what);
    return EXIT_DENIED;
}

/* From here on paths are relative to the person's own folder. */
static int go_in(struct app *app, const char *login)
{
    struct detail d = {0};
    enum status s = place_enter(app->path, login, &d);
    app->place.own = true;
    return say_file_status(s, &d);
}

int served_enter(struct served *s, struct app *app, const char *login)
{
    struct looking l = {.login = login, .source = s->source, .today = app->caller.today};
    struct detail d = {0};
    char *store = realpath(app->path, NULL);
    if (store) { /* the folder is left below */
        free(app->path);
        app->path = store;
    }
    app->caller.source = s->source;
    app->served = true;
    if (account_login_valid(span_of(login)) && place_session(app->path, login, &d) != STATUS_OK) {
        say("%s", d.text);
        return EXIT_DENIED;
    }
    int rc = app_open(app, false);
    if (rc != EXIT_DONE)
        return rc;
    enum status st = book_read(app->book, &app->caller, look, &l, &d);
    if (st == STATUS_NOTFOUND || (st == STATUS_OK && l.account.disabled))
        rc = unknown(app, login);
    else
        rc = say_status(st, &d);
    if (rc == EXIT_DONE) {
        s->who = l.who;
        s->who.caller.name = s->who.login; /* it has moved */
        memset(&l.who, 0, sizeof l.who);
        app->caller = s->who.caller;
        rc = check(s, app, &l.account);
    }
    if (rc == EXIT_DONE)
        rc = go_in(app, login);
    account_release(&l.account);
    account_caller_release(&l.who);
    return rc;
}
