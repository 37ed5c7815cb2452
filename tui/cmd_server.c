/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hoctap server-setup: what a machine needs so that many people reach one store over SSH. Shown
 * file by file; with --apply made, by root. Done twice it changes nothing.
 */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/account.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/commands.h"
#include "tui/keys_file.h"
#include "tui/say.h"

#define SSHD_SNIPPET "/etc/ssh/sshd_config.d/hoctap.conf"

enum { USER, BACKUP_TO, ROOT, APPLY };

/* clang-format off */
const struct command_option server_setup_options[] = {
    [USER] = {.name = "user", .argument = N_("TÊN"), .help = N_("tài khoản hệ thống mà mọi người vào chung, mặc định hoctap")},
    [BACKUP_TO] = {.name = "backup-to", .argument = N_("THƯ-MỤC"), .help = N_("nơi sao lưu hằng đêm, mặc định /var/backups/hoctap; tốt nhất là đĩa khác")},
    [ROOT] = {.name = "root", .argument = N_("THƯ-MỤC"), .help = N_("viết các tệp dưới thư mục này thay cho /, để xem trước; không tạo tài khoản")},
    [APPLY] = {.name = "apply", .help = N_("làm thật (cần quyền root); không có thì chỉ in ra")},
    {0},
};
/* clang-format on */

struct setup {
    const char *user, *db, *backup, *root;
    char program[4096];
    bool apply, changed;
    struct buf out; /* what is shown */
};

/* ---- texts of the files ---- */

static void add_sshd(const struct setup *s, struct buf *b)
{
    buf_addf(b,
             "# Made by hoctap server-setup.\n"
             "# Many people come at half past seven; the default of 10:30:100 drops some of them.\n"
             "MaxStartups 100:30:200\n"
             "\n"
             "Match User %s\n"
             "    AuthorizedKeysFile /etc/hoctap/keys\n"
             "    AuthenticationMethods publickey\n"
             "    PasswordAuthentication no\n"
             "    KbdInteractiveAuthentication no\n"
             "    AllowTcpForwarding no\n"
             "    AllowStreamLocalForwarding no\n"
             "    AllowAgentForwarding no\n"
             "    X11Forwarding no\n"
             "    PermitTunnel no\n"
             "    PermitUserRC no\n"
             "    DisableForwarding yes\n"
             "    ClientAliveInterval 30\n"
             "    ClientAliveCountMax 4\n"
             "Match all\n",
             s->user);
}

static void add_conf(const struct setup *s, struct buf *b)
{
    buf_addf(b,
             "# Made by hoctap server-setup: where hoctap user writes the keys of this store.\n"
             "db=%s\nkeys=/etc/hoctap/keys\nuser=%s\n",
             s->db, s->user);
}

/* A path as one word of a systemd unit; % and \ mean something there and are refused before. */
static void add_unit_word(struct buf *b, const char *path)
{
    buf_addf(b, strchr(path, ' ') ? "\"%s\"" : "%s", path);
}

static void add_service(const struct setup *s, struct buf *b)
{
    buf_addf(b,
             "# Made by hoctap server-setup.\n"
             "[Unit]\n"
             "Description=Nightly backup of hoctap\n"
             "RequiresMountsFor=%s\n"
             "\n"
             "[Service]\n"
             "Type=oneshot\n"
             "User=%s\n"
             "UMask=0077\n"
             "Nice=10\n"
             "NoNewPrivileges=yes\n"
             "PrivateTmp=yes\n"
             "ExecStart=",
             s->backup, s->user);
    add_unit_word(b, s->program);
    buf_adds(b, " --db ");
    add_unit_word(b, s->db);
    buf_adds(b, " backup --nightly ");
    add_unit_word(b, s->backup);
    buf_adds(b, "\n");
}

static void add_timer(const struct setup *s, struct buf *b)
{
    (void)s;
    buf_adds(b, "# Made by hoctap server-setup.\n"
                "[Unit]\n"
                "Description=Nightly backup of hoctap\n"
                "\n"
                "[Timer]\n"
                "OnCalendar=*-*-* 01:30:00\n"
                "RandomizedDelaySec=10min\n"
                "Persistent=true\n"
                "\n"
                "[Install]\n"
                "WantedBy=timers.target\n");
}

static const struct {
    const char *path;
    void (*add)(const struct setup *s, struct buf *b);
} files[] = {
    {"/etc/hoctap/server.conf", add_conf},
    {SSHD_SNIPPET, add_sshd},
    {"/etc/systemd/system/hoctap-backup.service", add_service},
    {"/etc/systemd/system/hoctap-backup.timer", add_timer},
};

/* ---- doing it ---- */

static void show(struct setup *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void show(struct setup *s, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&s->out, fmt, ap);
    va_end(ap);
    buf_addc(&s->out, '\n');
}

static bool same(const char *path, const struct buf *text)
{
    struct buf there = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = 1;
    while (fd >= 0 && n > 0 && there.n <= text->n) {
        buf_reserve(&there, 4096);
        n = read(fd, there.p + there.n, 4096);
        there.n += n > 0 ? (size_t)n : 0;
    }
    if (fd >= 0)
        close(fd);
    bool equal = fd >= 0 && span_eq(buf_span(&there), buf_span(text));
    buf_release(&there);
    return equal;
}

static int failed(const char *what)
{
    struct detail d = {0};
    return say_file_status(detail_errno(&d, errno, what), &d);
}

/* Every folder on the way to path, 0755. */
static int make_folders(const char *path)
{
    char *copy = mem_strdup(path);
    int rc = EXIT_DONE;
    for (char *p = strchr(copy + 1, '/'); p && rc == EXIT_DONE; p = strchr(p + 1, '/')) {
        *p = 0;
        if (mkdir(copy, 0755) != 0 && errno != EEXIST)
            rc = failed(copy);
        *p = '/';
    }
    free(copy);
    return rc;
}

static int put_file(struct setup *s, const char *path, const struct buf *text)
{
    struct buf full = {0};
    struct detail d = {0};
    int rc = EXIT_DONE;
    buf_addf(&full, "%s%s", s->root, path);
    show(s, "## %s", path);
    if (same(buf_str(&full), text)) {
        show(s, "%s\n", _("# (đã có, không đổi)"));
    } else {
        buf_add_span(&s->out, buf_span(text));
        buf_addc(&s->out, '\n');
        if (s->apply) {
            s->changed = true;
            rc = make_folders(buf_str(&full));
            if (rc == EXIT_DONE)
                rc = say_file_status(keys_file_write(buf_str(&full), buf_span(text), &d), &d);
            if (rc == EXIT_DONE && chmod(buf_str(&full), 0644) != 0)
                rc = failed(buf_str(&full));
        }
    }
    buf_release(&full);
    return rc;
}

/* Shows the command and, when that is asked for, runs it: words, no shell. */
static int run(struct setup *s, const char *const *argv, bool needed)
{
    struct buf line = {0};
    for (size_t i = 0; argv[i]; i++) {
        buf_adds(&line, i ? " " : "");
        shell_word(argv[i], &line);
    }
    show(s, "    %s", buf_str(&line));
    int status = 0;
    pid_t pid = s->apply && !s->root[0] ? fork() : -1;
    if (pid == 0) {
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (pid > 0 && waitpid(pid, &status, 0) < 0)
        status = -1;
    if (pid > 0 && status != 0)
        say(_("Lệnh sau không chạy được, hãy xem lại rồi làm tay: %s"), buf_str(&line));
    buf_release(&line);
    return needed && status != 0 ? EXIT_FILE : EXIT_DONE;
}

/* The account has a shell, because sshd starts the forced command with it, and a password that
 * nobody can type: "*" and not "!", which sshd without PAM takes for locked. */
static int make_account(struct setup *s)
{
    const char *const add[] = {
        "useradd", "--system", "--user-group", "--home-dir", "/var/lib/hoctap", "--no-create-home",
        "--shell", "/bin/sh",  "--password",   "*",          s->user,           NULL};
    show(s, "## %s", _("tài khoản hệ thống"));
    if (getpwnam(s->user)) {
        show(s, _("# (đã có %s, không đổi)\n"), s->user);
        return EXIT_DONE;
    }
    int rc = run(s, add, true);
    show(s, "%s", "");
    s->changed = true;
    return rc;
}

static int own_folder(struct setup *s, const char *path)
{
    struct buf full = {0};
    const struct passwd *pw = s->root[0] ? NULL : getpwnam(s->user);
    int rc = EXIT_DONE;
    show(s, "    install -d -m 700 -o %s -g %s %s", s->user, s->user, path);
    buf_addf(&full, "%s%s", s->root, path);
    if (s->apply) {
        struct buf below = {0};
        buf_addf(&below, "%s/", buf_str(&full));
        rc = make_folders(buf_str(&below));
        buf_release(&below);
        if (rc == EXIT_DONE && chmod(buf_str(&full), 0700) != 0)
            rc = failed(buf_str(&full));
        if (rc == EXIT_DONE && pw && chown(buf_str(&full), pw->pw_uid, pw->pw_gid) != 0)
            rc = failed(buf_str(&full));
    }
    buf_release(&full);
    return rc;
}

/* The folder above the store, unless somebody has made it for something else: a restore makes the
 * new store beside the old one and gives it its name when it is whole. */
static int own_above(struct setup *s)
{
    struct buf above = {0}, full = {0};
    buf_add(&above, s->db, (size_t)(strrchr(s->db, '/') - s->db));
    buf_addf(&full, "%s%s", s->root, buf_str(&above));
    int rc =
        above.n && access(buf_str(&full), F_OK) != 0 ? own_folder(s, buf_str(&above)) : EXIT_DONE;
    buf_release(&above);
    buf_release(&full);
    return rc;
}

static int make_owned(struct setup *s)
{
    show(s, "## %s", _("thư mục dữ liệu và sao lưu, chỉ tài khoản ấy vào được"));
    int rc = own_above(s);
    if (rc == EXIT_DONE)
        rc = own_folder(s, s->db);
    if (rc == EXIT_DONE)
        rc = own_folder(s, s->backup);
    show(s, "%s", "");
    return rc;
}

/* So that sshd has something to read before the first user is added. */
static int make_keys(struct setup *s)
{
    struct buf full = {0}, none = {0};
    int rc = EXIT_DONE;
    buf_addf(&full, "%s/etc/hoctap/keys", s->root);
    buf_adds(&none, "# Made by hoctap from its accounts (hoctap user ...).\n");
    if (s->apply && access(buf_str(&full), F_OK) == 0)
        show(s, "## /etc/hoctap/keys\n%s\n", _("# (đã có, không đổi)"));
    else
        rc = put_file(s, "/etc/hoctap/keys", &none);
    buf_release(&full);
    buf_release(&none);
    return rc;
}

/* sshd -t wants this folder, which is there once ssh.service has run. */
static void make_sshd_folder(const struct setup *s)
{
    if (s->apply && !s->root[0] && mkdir("/run/sshd", 0755) != 0 && errno != EEXIST)
        say("/run/sshd: %s", strerror(errno)); /* sshd -t will fail, and that is told */
}

/* A configuration that sshd refuses would keep everybody out after the next restart. */
static int take_back(struct setup *s)
{
    if (s->apply && !s->root[0] && unlink(SSHD_SNIPPET) == 0)
        say(_("sshd chưa nhận cấu hình, nên tệp %s đã được gỡ ra: máy chủ vẫn vào được như trước. "
              "Sửa chỗ sshd -t nêu tên, rồi chạy lại hoctap server-setup --apply."),
            SSHD_SNIPPET);
    return EXIT_FILE;
}

static int make_running(struct setup *s)
{
    const char *const check[] = {"sshd", "-t", NULL};
    const char *const reload[] = {"systemctl", "reload", "ssh.service", NULL};
    const char *const daemon[] = {"systemctl", "daemon-reload", NULL};
    const char *const timer[] = {"systemctl", "enable", "--now", "hoctap-backup.timer", NULL};
    show(s, "## %s", _("cho có hiệu lực"));
    make_sshd_folder(s);
    int rc = run(s, check, true);
    if (rc != EXIT_DONE)
        return take_back(s);
    rc = run(s, reload, false);
    if (rc == EXIT_DONE)
        rc = run(s, daemon, false);
    return rc == EXIT_DONE ? run(s, timer, false) : rc;
}

static int do_all(struct setup *s)
{
    int rc = make_account(s);
    if (rc == EXIT_DONE)
        rc = make_owned(s);
    for (size_t i = 0; i < sizeof files / sizeof *files && rc == EXIT_DONE; i++) {
        struct buf text = {0};
        files[i].add(s, &text);
        rc = put_file(s, files[i].path, &text);
        buf_release(&text);
    }
    if (rc == EXIT_DONE)
        rc = make_keys(s);
    return rc == EXIT_DONE ? make_running(s) : rc;
}

/* Goes into configuration files: nothing that means something there. */
static bool fit(const char *path)
{
    struct buf b = {0};
    bool good = path[0] == '/' && !strpbrk(path, "%$#*?\n") && shell_word(path, &b);
    buf_release(&b);
    return good;
}

int run_server_setup(struct app *app, const struct arguments *a)
{
    struct setup s = {.user = a->option[USER] ? a->option[USER] : "hoctap",
                      .db = app->db_given ? app->path : "/var/lib/hoctap/so",
                      .backup = a->option[BACKUP_TO] ? a->option[BACKUP_TO] : "/var/backups/hoctap",
                      .root = a->option[ROOT] ? a->option[ROOT] : "",
                      .apply = a->option[APPLY] != NULL};
    ssize_t n = readlink("/proc/self/exe", s.program, sizeof s.program - 1);
    s.program[n > 0 ? n : 0] = 0;
    if (!account_login_valid(span_of(s.user)))
        return command_usage(a, _("--user: tên tài khoản chỉ gồm chữ thường, chữ số và . _ -."));
    if (!fit(s.db) || !fit(s.backup) || !fit(s.program))
        return command_usage(a, _("--db và --backup-to phải là đường dẫn đầy đủ, bắt đầu bằng / và "
                                  "không có ký tự lạ."));
    if (s.apply && !s.root[0] && geteuid() != 0) {
        say(_("--apply cần quyền root: sudo hoctap server-setup --apply"));
        return EXIT_DENIED;
    }
    int rc = do_all(&s), shown = app_put(buf_span(&s.out));
    rc = rc == EXIT_DONE ? shown : rc;
    buf_release(&s.out);
    if (rc != EXIT_DONE)
        return rc;
    if (!s.apply)
        say(_("Chưa làm gì. Xem xong, hãy chạy: sudo hoctap server-setup --apply"));
    else
        say(_("Xong. Việc tiếp: sudo -u %s hoctap --db %s init ..., rồi sudo hoctap --db %s user "
              "add ..."),
            s.user, s.db, s.db);
    return rc;
}
