/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hoctap user ...: the accounts, and after every change the keys file of the server.
 */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/account.h"
#include "core/sshkey.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/nfc.h"
#include "locale/width.h"
#include "tui/commands.h"
#include "tui/input.h"
#include "tui/keys_file.h"
#include "tui/password_ask.h"
#include "tui/say.h"

#define ROLES "leader|officer|viewer|admin"
/* clang-format off */
#define KEYS_FILE {.name = "keys-file", .argument = N_("TỆP"), .file = true, .help = N_("tệp khóa của sshd, mặc định như server-setup đã ghi")}
#define ROLE_HELP N_("quyền: leader trưởng thôn, officer cán bộ xã, viewer chỉ xem, admin quản trị")
#define UNIT_HELP N_("các thôn (leader) hoặc xã (viewer) được giao, cách nhau bằng dấu phẩy")

enum { NAME, ROLE, UNIT, KEY, FILE_ADD };
const struct command_option user_add_options[] = {
    [NAME] = {.name = "name", .argument = N_("HỌ-TÊN"), .help = N_("họ tên như mọi người gọi")},
    [ROLE] = {.name = "role", .argument = ROLES, .words = ROLES, .required = true, .help = ROLE_HELP},
    [UNIT] = {.name = "unit", .argument = N_("MÃ,MÃ"), .help = UNIT_HELP},
    [KEY] = {.name = "key", .argument = N_("TỆP"), .file = true, .help = N_("khóa công khai của người ấy; - là đầu vào")},
    [FILE_ADD] = KEYS_FILE,
    {0},
};
const struct command_option user_rights_options[] = {
    [NAME] = {.name = "name", .argument = N_("HỌ-TÊN"), .help = N_("họ tên như mọi người gọi")},
    [ROLE] = {.name = "role", .argument = ROLES, .words = ROLES, .help = ROLE_HELP},
    [UNIT] = {.name = "unit", .argument = N_("MÃ,MÃ"), .help = UNIT_HELP},
    {0},
};
enum { REMOVE_KEY, FILE_KEY };
const struct command_option user_key_options[] = {
    [REMOVE_KEY] = {.name = "remove", .argument = N_("SỐ"), .help = N_("bỏ khóa số mấy")},
    [FILE_KEY] = KEYS_FILE,
    {0},
};
enum { REMOVE_PASSWORD, KEEP, COMMANDS };
const struct command_option user_passwd_options[] = {
    [REMOVE_PASSWORD] = {.name = "remove", .help = N_("bỏ mật khẩu: chỉ cần khóa")},
    [KEEP] = {.name = "keep", .help = N_("chính người ấy vừa gõ mật khẩu: lần vào đầu không phải đổi")},
    [COMMANDS] = {.name = "commands", .argument = "none|key", .words = "none|key", .help = N_("lệnh gửi qua SSH khi có mật khẩu: none không nhận (mặc định), key chỉ cần khóa")},
    {0},
};
const struct command_option user_state_options[] = {KEYS_FILE, {0}};
/* clang-format on */

/* One change: how the account is to be, from what it was. */
struct change {
    const char *login, *what;
    enum status (*make)(struct change *c, struct account *a, struct detail *d);
    bool new_account;
    const struct arguments *arguments;
    struct unit_key *units;
    size_t n_units;
    bool units_given;
    struct buf key;       /* a line */
    const char *password; /* hash */
    long remove;
    size_t keys; /* the account has afterwards */
    bool served; /* and they have been written for sshd */
};

/* ---- the keys file ---- */

/* Without --keys-file there may be none yet: *served tells whether sshd has one. */
static int write_keys(struct app *app, const char *given, bool *served)
{
    struct buf path = {0}, text = {0};
    struct detail d = {0};
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    char *store = realpath(app->path, NULL);
    enum status s = STATUS_OK;
    exe[n > 0 ? n : 0] = 0;
    if (given)
        buf_adds(&path, given);
    else if (store)
        keys_file_noted(SERVER_CONF, store, &path);
    *served = path.n && store;
    if (*served) {
        s = keys_file_text(app->book, &app->caller, exe, store, &text, &d);
        if (s == STATUS_OK && !app_be_oneself())
            s = detail_errno(&d, errno, buf_str(&path));
        if (s == STATUS_OK)
            s = keys_file_write(buf_str(&path), buf_span(&text), &d);
    } else {
        say(_("Máy này chưa nhận khóa qua SSH: xem hoctap server-setup --help."));
    }
    free(store);
    buf_release(&path);
    buf_release(&text);
    return say_file_status(s, &d);
}

/* ---- changes ---- */

static enum status change_fn(struct book_tx *t, void *context)
{
    struct change *c = context;
    struct account a;
    enum status s = account_get(t, c->login, &a);
    if (s == STATUS_OK && c->new_account) {
        s = detail_set(t->detail, STATUS_EXISTS,
                       _("Đã có tài khoản %s. Muốn đổi quyền hãy dùng 'hoctap user rights', thêm "
                         "khóa thì 'hoctap user key'."),
                       c->login);
    } else if (s == STATUS_NOTFOUND && c->new_account) {
        s = STATUS_OK;
        snprintf(a.login, sizeof a.login, "%s", c->login);
        a.created = (int64_t)time(NULL);
    } else if (s == STATUS_NOTFOUND) {
        s = detail_set(t->detail, s, _("Không có tài khoản %s. Xem: hoctap user list."), c->login);
    }
    if (s == STATUS_OK)
        s = c->make(c, &a, t->detail);
    if (s == STATUS_OK)
        s = account_put(t, &a, c->what);
    account_release(&a);
    return s;
}

static enum status count_keys(struct book_tx *t, void *context)
{
    struct change *c = context;
    struct account a;
    enum status s = account_get(t, c->login, &a);
    c->keys = 0;
    while (s == STATUS_OK && account_key(&a, c->keys + 1).n)
        c->keys++;
    account_release(&a);
    return s;
}

/* What is still to be done before this person comes in: who adds people is no computer person. */
static void say_next(struct app *app, struct change *c)
{
    struct stat st;
    const struct passwd *owner = stat(app->path, &st) == 0 ? getpwuid(st.st_uid) : NULL;
    if (book_read(app->book, &app->caller, count_keys, c, NULL) != STATUS_OK)
        return; /* only advice */
    if (!c->keys)
        say(_("Đã thêm %s, nhưng chưa có khóa nên người ấy chưa vào được. Việc tiếp: người ấy mở "
              "PuTTYgen, chọn EdDSA, bấm Generate, cất khóa riêng (Save private key), rồi gửi tệp "
              "khóa công khai (Save public key) về đây; nhận được thì gõ: hoctap --db %s user key "
              "%s TỆP"),
            c->login, app->path, c->login);
    else
        say(_("%s vào được rồi. Trên máy người ấy mở PuTTY: ô Host Name gõ %s@ và tên máy chủ này; "
              "Connection, SSH, Auth, Credentials: chọn tệp khóa riêng .ppk; về Session, đặt tên "
              "vào Saved Sessions, bấm Save, rồi Open."),
            c->login, owner ? owner->pw_name : "hoctap");
}

static int run_change(struct app *app, struct change *c)
{
    struct detail d = {0};
    struct span login = span_of(c->login);
    if (c->new_account && (!account_login_valid(login)))
        return command_usage(c->arguments,
                             _("Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số và . _ -, tối "
                               "đa %d ký tự. Ví dụ: lan, thon-3."),
                             ACCOUNT_LOGIN_MAX);
    enum status s = book_write(app->book, &app->caller, change_fn, c, &d);
    return s == STATUS_INVALID ? (say_status(s, &d), EXIT_USAGE) : say_status(s, &d);
}

static enum status unit_known(struct book_tx *t, void *context)
{
    struct unit_info info;
    return unitbook_get(t, *(struct unit_key *)context, &info);
}

/* --unit CODE,CODE. Says what is wrong. */
static int read_units(struct app *app, const char *text, struct change *c)
{
    char *copy = mem_strdup(text), *save = NULL;
    struct detail d = {0};
    int rc = EXIT_DONE;
    c->units_given = true;
    for (char *w = strtok_r(copy, ", ", &save); w && rc == EXIT_DONE;
         w = strtok_r(NULL, ", ", &save)) {
        struct unit_key u;
        rc = app_unit(app, w, &u);
        if (rc == EXIT_DONE && unit_level(u) != UNIT_COUNTRY &&
            book_read(app->book, &app->caller, unit_known, &u, &d) != STATUS_OK) {
            say(_("Trong sổ không có đơn vị %s. Xem: hoctap units list."), w);
            rc = EXIT_FILE;
        }
        if (rc == EXIT_DONE && c->n_units == ACCOUNT_UNITS_MAX)
            rc = command_usage(c->arguments, _("Tối đa %d đơn vị."), ACCOUNT_UNITS_MAX);
        if (rc == EXIT_DONE) {
            c->units = mem_realloc_array(c->units, c->n_units + 1, sizeof *c->units);
            c->units[c->n_units++] = u;
        }
    }
    free(copy);
    return rc;
}

static bool all_hamlets(const struct account *a)
{
    for (size_t i = 0; i < a->n_units; i++)
        if (unit_level(a->units[i]) != UNIT_HAMLET)
            return false;
    return true;
}

static enum status role_fits(const struct account *a, struct detail *d)
{
    switch (a->role) {
    case ROLE_LEADER:
        if (a->n_units && all_hamlets(a))
            return STATUS_OK;
        return detail_set(d, STATUS_INVALID,
                          _("Trưởng thôn (leader) cần --unit với mã 8 số của thôn, ví dụ --unit "
                            "15664003."));
    case ROLE_VIEWER:
        if (a->n_units)
            return STATUS_OK;
        return detail_set(d, STATUS_INVALID,
                          _("Người chỉ xem (viewer) cần --unit với mã xã hoặc mã thôn được xem."));
    case ROLE_OFFICER:
    case ROLE_ADMIN:
        if (!a->n_units)
            return STATUS_OK;
        return detail_set(d, STATUS_INVALID,
                          _("Cán bộ xã và quản trị làm việc với cả sổ: hãy bỏ --unit."));
    }
    return STATUS_OK;
}

static enum status make_rights(struct change *c, struct account *a, struct detail *d)
{
    const char *name = c->arguments->option[NAME], *role = c->arguments->option[ROLE];
    struct buf nfc = {0};
    enum status s = STATUS_OK;
    if (role)
        role_by_word(span_of(role), &a->role);
    if (c->units_given || (role && (a->role == ROLE_OFFICER || a->role == ROLE_ADMIN))) {
        free(a->units);
        a->units = c->n_units ? mem_dup(c->units, c->n_units * sizeof *c->units) : NULL;
        a->n_units = c->n_units;
    }
    if (name) {
        nfc_add(&nfc, span_trim(span_of(name)));
        if (nfc.n > ACCOUNT_NAME_MAX || !text_is_safe(buf_span(&nfc)))
            s = detail_set(d, STATUS_INVALID, _("--name: họ tên dài quá hoặc có ký tự lạ."));
        else
            snprintf(a->name, sizeof a->name, "%s", buf_str(&nfc));
    }
    if (s == STATUS_OK && c->key.n && !account_add_key(a, buf_span(&c->key)))
        s = detail_set(d, STATUS_INVALID, _("Mỗi người tối đa %d khóa."), ACCOUNT_KEYS_MAX);
    buf_release(&nfc);
    return s == STATUS_OK ? role_fits(a, d) : s;
}

static void change_release(struct change *c)
{
    free(c->units);
    buf_release(&c->key);
}

/* ---- keys ---- */

static int read_key(const char *path, struct buf *line)
{
    struct input in = {.fd = -1};
    struct buf text = {0};
    struct span piece;
    struct detail d = {0};
    enum status s = input_open(&in, path, &d);
    do {
        piece.n = 0;
        if (s == STATUS_OK)
            s = input_piece(&in, &piece, &d);
        buf_add_span(&text, piece);
    } while (s == STATUS_OK && piece.n && text.n <= SSHKEY_BYTES_MAX);
    int rc = say_file_status(s, &d);
    if (rc == EXIT_DONE) {
        s = sshkey_parse(buf_span(&text), line, &d);
        rc = s == STATUS_OK ? EXIT_DONE : (say_status(s, &d), EXIT_FILE);
    }
    input_close(&in);
    buf_release(&text);
    return rc;
}

static enum status make_key(struct change *c, struct account *a, struct detail *d)
{
    if (c->remove && !account_drop_key(a, (size_t)c->remove))
        return detail_set(d, STATUS_NOTFOUND, _("%s không có khóa số %ld. Xem: hoctap user key %s"),
                          a->login, c->remove, a->login);
    if (c->key.n && !account_add_key(a, buf_span(&c->key)))
        return detail_set(d, STATUS_INVALID,
                          _("Mỗi người tối đa %d khóa. Hãy bỏ bớt bằng --remove."),
                          ACCOUNT_KEYS_MAX);
    return STATUS_OK;
}

struct listing {
    const char *login;
    struct buf text;
};

static enum status add_keys(struct book_tx *t, void *context)
{
    struct listing *l = context;
    struct account a;
    enum status s = account_get(t, l->login, &a);
    buf_reset(&l->text);
    if (s == STATUS_NOTFOUND)
        s = detail_set(t->detail, s, _("Không có tài khoản %s. Xem: hoctap user list."), l->login);
    for (size_t i = 1; s == STATUS_OK && account_key(&a, i).n; i++) {
        struct span line = account_key(&a, i);
        const char *sp = memchr(line.p, ' ', line.n);
        const char *comment = memrchr(line.p, ' ', line.n);
        buf_addf(&l->text, "%zu\t%.*s\t", i, (int)(sp - line.p), line.p);
        sshkey_add_fingerprint(line, &l->text);
        buf_addf(&l->text, "\t%.*s\n", comment == sp ? 0 : (int)(line.p + line.n - comment - 1),
                 comment + 1);
    }
    account_release(&a);
    return s;
}

static int print(struct app *app, book_fn fn, struct listing *l)
{
    struct detail d = {0};
    int rc = app_open(app, true);
    if (rc == EXIT_DONE) {
        enum status s = book_read(app->book, &app->caller, fn, l, &d);
        rc = s == STATUS_OK ? app_put(buf_span(&l->text)) : say_status(s, &d);
    }
    buf_release(&l->text);
    return rc;
}

int run_user_key(struct app *app, const struct arguments *a)
{
    struct change c = {.login = a->v[0], .what = "key", .make = make_key, .arguments = a};
    struct listing l = {.login = a->v[0]};
    int rc = EXIT_DONE;
    if (a->option[REMOVE_KEY] && a->n == 2)
        return command_usage(a, _("Mỗi lần hãy thêm hoặc bỏ một khóa."));
    if (a->option[REMOVE_KEY] && !command_number(a, REMOVE_KEY, 1, ACCOUNT_KEYS_MAX, &c.remove))
        return EXIT_USAGE;
    if (!a->option[REMOVE_KEY] && a->n == 1)
        return print(app, add_keys, &l);
    if (a->n == 2)
        rc = read_key(a->v[1], &c.key);
    if (rc == EXIT_DONE)
        rc = app_open(app, false);
    if (rc == EXIT_DONE)
        rc = run_change(app, &c);
    if (rc == EXIT_DONE)
        rc = write_keys(app, a->option[FILE_KEY], &c.served);
    if (rc == EXIT_DONE && a->n == 2 && c.served)
        say_next(app, &c);
    change_release(&c);
    return rc;
}

/* ---- refresh ---- */

/* For a store that a restore has put in the place of another. */
int run_user_refresh(struct app *app, const struct arguments *a)
{
    bool served;
    int rc = app_open(app, true);
    return rc == EXIT_DONE ? write_keys(app, a->option[0], &served) : rc;
}

/* ---- add, rights ---- */

int run_user_add(struct app *app, const struct arguments *a)
{
    struct change c = {
        .login = a->v[0], .what = "add", .make = make_rights, .new_account = true, .arguments = a};
    int rc = a->option[KEY] ? read_key(a->option[KEY], &c.key) : EXIT_DONE;
    if (rc == EXIT_DONE)
        rc = app_open(app, false);
    if (rc == EXIT_DONE && a->option[UNIT])
        rc = read_units(app, a->option[UNIT], &c);
    if (rc == EXIT_DONE)
        rc = run_change(app, &c);
    if (rc == EXIT_DONE)
        rc = write_keys(app, a->option[FILE_ADD], &c.served);
    if (rc == EXIT_DONE && c.served)
        say_next(app, &c);
    change_release(&c);
    return rc;
}

int run_user_rights(struct app *app, const struct arguments *a)
{
    struct change c = {.login = a->v[0], .what = "rights", .make = make_rights, .arguments = a};
    if (!a->option[NAME] && !a->option[ROLE] && !a->option[UNIT])
        return command_usage(a, _("Hãy nêu --role, --unit hoặc --name."));
    int rc = app_open(app, false);
    if (rc == EXIT_DONE && a->option[UNIT])
        rc = read_units(app, a->option[UNIT], &c);
    if (rc == EXIT_DONE)
        rc = run_change(app, &c);
    change_release(&c);
    return rc;
}

/* ---- disable, enable ---- */

static enum status make_disabled(struct change *c, struct account *a, struct detail *d)
{
    (void)c, (void)d;
    a->disabled = true;
    return STATUS_OK;
}

static enum status make_enabled(struct change *c, struct account *a, struct detail *d)
{
    (void)c, (void)d;
    a->disabled = false;
    a->failures = 0;
    a->next_try = 0;
    return STATUS_OK;
}

static int run_state(struct app *app, const struct arguments *a, struct change *c)
{
    int rc = app_open(app, false);
    if (rc == EXIT_DONE)
        rc = run_change(app, c);
    return rc == EXIT_DONE ? write_keys(app, a->option[0], &c->served) : rc;
}

int run_user_disable(struct app *app, const struct arguments *a)
{
    struct change c = {.login = a->v[0], .what = "disable", .make = make_disabled, .arguments = a};
    return run_state(app, a, &c);
}

int run_user_enable(struct app *app, const struct arguments *a)
{
    struct change c = {.login = a->v[0], .what = "enable", .make = make_enabled, .arguments = a};
    return run_state(app, a, &c);
}

/* ---- passwd ---- */

static enum status make_password(struct change *c, struct account *a, struct detail *d)
{
    const char *over_ssh = c->arguments->option[COMMANDS];
    (void)d;
    if (c->password || c->arguments->option[REMOVE_PASSWORD]) {
        snprintf(a->hash, sizeof a->hash, "%s", c->password ? c->password : "");
        a->must_change = c->password && !c->arguments->option[KEEP];
    }
    if (over_ssh)
        a->commands_by_key = strcmp(over_ssh, "key") == 0;
    a->failures = 0;
    a->next_try = 0;
    return STATUS_OK;
}

/* Twice on a terminal, once from a pipe. Says what is wrong. */
static int ask_password(const char *login, char hash[ACCOUNT_HASH_MAX + 1])
{
    struct buf one = {0}, two = {0};
    struct detail d = {0};
    int rc = EXIT_DONE;
    struct password_terminal term;
    password_begin(&term);
    bool twice = term.is;
    bool given = password_ask(&term, _("Mật khẩu mới: "), &one) &&
                 (!twice || password_ask(&term, _("Gõ lại lần nữa: "), &two));
    password_end(&term);
    if (!given) {
        say(_("Không có mật khẩu nào được gõ: giữ nguyên như cũ."));
        rc = EXIT_USAGE;
    } else if (twice && !span_eq(buf_span(&one), buf_span(&two))) {
        say(_("Hai lần gõ không giống nhau: giữ nguyên như cũ. Hãy làm lại."));
        rc = EXIT_USAGE;
    } else if (account_hash(login, buf_span(&one), hash, &d) != STATUS_OK) {
        say("%s", d.text);
        rc = EXIT_USAGE;
    }
    password_forget(&one);
    password_forget(&two);
    return rc;
}

int run_user_passwd(struct app *app, const struct arguments *a)
{
    struct change c = {.login = a->v[0], .what = "passwd", .make = make_password, .arguments = a};
    char hash[ACCOUNT_HASH_MAX + 1];
    int rc = app_open(app, false);
    if (rc == EXIT_DONE && !a->option[REMOVE_PASSWORD] && !a->option[COMMANDS]) {
        rc = ask_password(a->v[0], hash);
        c.password = hash;
    }
    if (rc == EXIT_DONE)
        rc = run_change(app, &c);
    if (rc == EXIT_DONE && c.password && !a->option[KEEP])
        say(_("Đã đặt. Lần vào đầu tiên máy hỏi mật khẩu này, rồi bắt đổi sang mật khẩu riêng."));
    return rc;
}

/* ---- list ---- */

static enum status add_account(struct book_tx *t, const struct account *a, void *context)
{
    struct listing *l = context;
    size_t keys = 0;
    while (account_key(a, keys + 1).n)
        keys++;
    buf_addf(&l->text, "%s\t%s\t", a->login, role_word(a->role));
    for (size_t i = 0; i < a->n_units; i++) {
        buf_adds(&l->text, i ? "," : "");
        unit_add_code(&l->text, unitbook_code(t, a->units[i], t->who->today));
    }
    buf_addf(&l->text, "%s\t%zu\t%s\t%s\t%s\n", a->n_units ? "" : "-", keys,
             a->must_change ? "first-password"
             : a->hash[0]   ? "password"
                            : "-",
             a->disabled ? "disabled" : "-", a->name);
    return STATUS_OK;
}

static enum status add_accounts(struct book_tx *t, void *context)
{
    struct listing *l = context;
    buf_reset(&l->text);
    return account_each(t, add_account, l);
}

int run_user_list(struct app *app, const struct arguments *a)
{
    struct listing l = {0};
    (void)a;
    return print(app, add_accounts, &l);
}
