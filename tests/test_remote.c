/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands over SSH: how the words are split, and that no option of a command that may come so
 * names a file unnoticed.
 */
#include "tests/support.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/rowsource.h"
#include "tui/keys_file.h"
#include "tui/place.h"
#include "tui/remote_command.h"
#include "tui/served.h"

static void split(const char *text, const char *words)
{
    struct remote_command c;
    struct buf b = {0};
    enum status s = remote_split(span_of(text), &c, NULL);
    if (!words) {
        assert_int_equal(s, STATUS_INVALID);
        return;
    }
    assert_int_equal(s, STATUS_OK);
    for (int i = 1; i < c.n; i++)
        buf_addf(&b, "[%s]", c.word[i]);
    assert_string_equal(buf_str(&b), words);
    remote_release(&c);
    buf_release(&b);
}

static void words(void **state)
{
    struct buf b = {0};
    (void)state;
    split("report annual -o -", "[report][annual][-o][-]");
    split("  report   annual ", "[report][annual]");
    split("hoctap list household", "[list][household]");
    split("list hoctap", "[list][hoctap]");
    split("list --find 'Lê Thị \"Na\"'", "[list][--find][Lê Thị \"Na\"]");
    split("list --find=\"Lê Thị\"' Na'", "[list][--find=Lê Thị Na]");
    split("list ''", "[list][]");
    split("list; sh && $(id) `id` | x > y", "[list;][sh][&&][$(id)][`id`][|][x][>][y]");
    split("list *", "[list][*]");
    split("", NULL);
    split("   ", NULL);
    split("hoctap", NULL);
    split("list 'x", NULL);
    split("list \"x", NULL);
    split("list a\\ b", NULL);
    split("list\tx", NULL);
    split("list\nsh", NULL);
    split("list \033[2J", NULL);
    split("list \xff", NULL);
    for (int i = 0; i < REMOTE_WORDS_MAX; i++)
        buf_adds(&b, "a ");
    struct remote_command c;
    assert_int_equal(remote_split(buf_span(&b), &c, NULL), STATUS_OK);
    remote_release(&c);
    buf_adds(&b, "a");
    split(buf_str(&b), NULL);
    buf_reset(&b);
    for (int i = 0; i <= REMOTE_BYTES_MAX; i++)
        buf_addc(&b, 'a');
    split(buf_str(&b), NULL);
    buf_release(&b);
}

/* "TỆP" is how an argument that is a file is called everywhere. */
static void options_that_name_files(void **state)
{
    size_t in = 0, out = 0;
    (void)state;
    for (const struct command *c = commands; c->name; c++) {
        in += c->remote == REMOTE_IN;
        out += c->remote == REMOTE_OUT;
        if (c->remote == REMOTE_NONE)
            continue;
        bool data = false;
        for (const struct command_option *o = c->options; o->name; o++) {
            if (o->argument && strstr(o->argument, "TỆP") && !o->file)
                fail_msg("%s --%s names a file", c->name, o->name);
            data = data || o->output;
        }
        assert_true(data == (c->remote == REMOTE_OUT));
    }
    assert_int_equal(in, 1);
    assert_int_equal(out, 5);
}

static void terminals(void **state)
{
    (void)state;
    assert_string_equal(served_term("putty-256color"), "putty-256color");
    assert_string_equal(served_term("../../tmp/x"), "xterm");
    assert_string_equal(served_term(""), "xterm");
    assert_string_equal(served_term(NULL), "xterm");
}

static enum status named(const struct place *p, const char *typed)
{
    struct buf b = {0};
    enum status s = place_path(p, span_of(typed), &b, NULL);
    if (s != STATUS_OK)
        assert_int_equal(b.n, 0);
    buf_release(&b);
    return s;
}

static void files_of_ones_own(void **state)
{
    struct place own = {.own = true};
    char *dir = test_tmpdir();
    struct buf outside = {0}, b = {0};
    (void)state;
    assert_int_equal(place_enter(dir, "lan", NULL), STATUS_OK);
    buf_addf(&outside, "%s/x", dir);
    test_write_file(buf_str(&outside), "x", 1);
    test_write_file("ho.csv", "x", 1);
    assert_int_equal(symlink("../../x", "link"), 0);
    assert_int_equal(link("../../x", "hard"), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(named(&own, "bao cáo.docx"), STATUS_OK);
    assert_int_equal(named(&own, " ho.csv "), STATUS_OK);
    static const char *const bad[] = {"../x", "/etc/passwd", "a/b",    ".profile", "..",
                                      ".",    "link",        "hard",   "pipe",     "folder",
                                      "a\nb", "a\033b",      "~/x.csv"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (named(&own, bad[i]) != STATUS_DENIED)
            fail_msg("'%s' is let through", bad[i]);
    assert_int_equal(named(&own, "  "), STATUS_INVALID);
    assert_int_equal(named(&own, "-"), STATUS_INVALID);
    /* at home any path will do */
    assert_int_equal(named(NULL, "/etc/passwd"), STATUS_OK);
    setenv("HOME", "/home/lan", 1);
    assert_int_equal(place_path(NULL, span_of("~/ho.csv"), &b, NULL), STATUS_OK);
    assert_string_equal(buf_str(&b), "/home/lan/ho.csv");
    buf_release(&b);
    /* a folder that somebody made a link of is not entered */
    assert_int_equal(chdir(dir), 0);
    assert_int_equal(symlink("/tmp", "files/hung"), 0);
    assert_int_not_equal(place_enter(dir, "hung", NULL), STATUS_OK);
    assert_int_equal(chdir("/"), 0);
    test_rmtree(dir);
    free(dir);
    buf_release(&outside);
}

static enum status put(const struct place *own, const char *name, struct detail *d)
{
    struct output o;
    enum status s = place_output(own, &o, name, d);
    if (s == STATUS_OK) {
        output_adds(&o, "new");
        s = output_commit(&o, d);
    }
    return s;
}

static void assert_file(const char *path, const char *text)
{
    char is[64] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0 && read(fd, is, sizeof is - 1) >= 0);
    close(fd);
    assert_string_equal(is, text);
}

static enum status get(const char *name)
{
    struct row_source_options o = {.format = FOREIGN_CSV, .plain = true, .program = "/bin/true"};
    struct row_source *s = NULL;
    enum status st = row_source_open(&s, name, &o, NULL);
    row_source_close(s);
    return st;
}

/* The last word is with the call that opens: what is no plain file by then is refused, or replaced,
 * and never followed. */
static void no_link_is_followed(void **state)
{
    static const char *const odd[] = {"link", "hard", "pipe", "folder", "dangling"};
    struct place own = {.own = true};
    struct output o;
    struct stat st;
    char *dir = test_tmpdir();
    (void)state;
    assert_int_equal(place_enter(dir, "lan", NULL), STATUS_OK);
    test_write_file("../../x", "old", 3);
    assert_int_equal(symlink("../../x", "link"), 0);
    assert_int_equal(symlink("../../no", "dangling"), 0);
    assert_int_equal(link("../../x", "hard"), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(mkdir("folder", 0700), 0);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        if (put(&own, odd[i], NULL) != STATUS_DENIED)
            fail_msg("written: %s", odd[i]);
        if (get(odd[i]) != STATUS_DENIED)
            fail_msg("read: %s", odd[i]);
    }
    assert_int_not_equal(put(&own, "../x", NULL), STATUS_OK);
    test_write_file("wide.csv", "old", 3);
    assert_int_equal(chmod("wide.csv", 0666), 0);
    assert_int_equal(put(&own, "wide.csv", NULL), STATUS_OK);
    assert_int_equal(stat("wide.csv", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_file("wide.csv", "new");
    /* swapped in after it was looked at */
    assert_int_equal(place_output(&own, &o, "late", NULL), STATUS_OK);
    assert_int_equal(symlink("../../x", "late"), 0);
    output_adds(&o, "new");
    assert_int_equal(output_commit(&o, NULL), STATUS_OK);
    assert_int_equal(lstat("late", &st), 0);
    assert_true(S_ISREG(st.st_mode));
    assert_file("../../x", "old");
    assert_int_equal(access("../../no", F_OK), -1);
    assert_int_equal(chdir("/"), 0);
    test_rmtree(dir);
    free(dir);
}

/* Somebody who swaps all the time: the file outside stays, and is never read. */
static void races(void **state)
{
    struct place own = {.own = true};
    char *dir = test_tmpdir();
    int refused = 0;
    (void)state;
    assert_int_equal(place_enter(dir, "lan", NULL), STATUS_OK);
    test_write_file("../../x", "old", 3);
    pid_t swapper = fork();
    if (swapper == 0)
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (unsigned i = 0; swapper == 0; i++) { /* until it is killed */
        unlink("swapped");
        if ((i % 2 ? symlink("../../x", "swapped") : mknod("swapped", S_IFREG | 0600, 0)) != 0)
            usleep(1);
    }
    assert_true(swapper > 0);
    int i = 0; /* on a busy machine the other one may not have had its turn yet */
    for (; i < 150 || (refused == i && i < 150000); i++) {
        struct buf path = {0};
        struct detail d = {0};
        bool looked = place_path(&own, SPAN_LIT("swapped"), &path, &d) == STATUS_OK;
        refused += !looked;
        if (looked && put(&own, buf_str(&path), &d) == STATUS_OK)
            assert_file("../../x", "old");
        buf_release(&path);
    }
    assert_true(refused < i);
    assert_int_equal(kill(swapper, SIGKILL), 0);
    assert_int_equal(waitpid(swapper, NULL, 0), swapper);
    assert_file("../../x", "old");
    assert_int_equal(chdir("/"), 0);
    test_rmtree(dir);
    free(dir);
}

static void no_end_of_files(void **state)
{
    struct place own = {.own = true};
    struct detail d = {0};
    char *dir = test_tmpdir();
    (void)state;
    assert_int_equal(place_enter(dir, "lan", NULL), STATUS_OK);
    for (int i = 0; i < PLACE_FILES_MAX; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d.txt", i);
        test_write_file(name, "x", 1);
    }
    assert_int_equal(put(&own, "one-more.txt", &d), STATUS_FULL);
    assert_true(strstr(d.text, "100") != NULL);
    assert_int_equal(put(&own, "7.txt", &d), STATUS_OK); /* in its own place */
    assert_int_equal(unlink("7.txt"), 0);
    assert_int_equal(truncate("8.txt", PLACE_BYTES_MAX), 0); /* a hole: no disk is needed */
    assert_int_equal(put(&own, "7.txt", &d), STATUS_FULL);
    assert_int_equal(put(&own, "8.txt", &d), STATUS_OK);
    assert_int_equal(put(&own, "7.txt", &d), STATUS_OK);
    assert_int_equal(place_room(NULL, "x", &d), STATUS_OK); /* at home the disk is one's own */
    assert_int_equal(chdir("/"), 0);
    test_rmtree(dir);
    free(dir);
}

/* Rows come from a transaction; who should take them may have gone for lunch. */
static void a_reader_that_stands_still(void **state)
{
    struct output o;
    struct buf row = {0};
    int p[2], out = dup(STDOUT_FILENO);
    (void)state;
    assert_true(out >= 0 && pipe2(p, O_CLOEXEC) == 0);
    assert_true(fcntl(p[1], F_SETFL, O_NONBLOCK) == 0); /* a write that would wait fails */
    fflush(stdout);
    assert_true(dup2(p[1], STDOUT_FILENO) >= 0);
    assert_int_equal(output_open(&o, "-", NULL), STATUS_OK);
    output_hold(&o);
    for (int i = 0; i < 60000; i++)
        buf_addc(&row, 'a');
    for (int i = 0; i < 50; i++) /* 3 MB: no pipe takes it */
        output_add(&o, buf_span(&row));
    output_addf(&o, "%d", 1);
    bool held = !output_failed(&o) && o.b.n == 50 * row.n + 1;
    output_abort(&o);
    assert_true(dup2(out, STDOUT_FILENO) >= 0);
    assert_true(held);
    close(out);
    close(p[0]);
    close(p[1]);
    buf_release(&row);
}

static void so_many_sessions(void **state)
{
    char *dir = test_tmpdir();
    struct buf format = {0};
    struct detail d = {0};
    int status = 0;
    (void)state;
    assert_int_equal(place_session(dir, "lan", &d), STATUS_OK); /* no store: not its business */
    buf_addf(&format, "%s/sessions", dir);
    assert_int_equal(access(buf_str(&format), F_OK), -1);
    buf_reset(&format);
    buf_addf(&format, "%s/format", dir);
    test_write_file(buf_str(&format), "x", 1);
    pid_t other = fork();
    if (other == 0) {
        int n = 0;
        while (n < 100 && place_session(dir, "lan", &d) == STATUS_OK)
            n++;
        bool busy = place_session(dir, "lan", &d) == STATUS_BUSY && strstr(d.text, "16");
        bool hung = place_session(dir, "hung", &d) == STATUS_OK; /* each has the own ones */
        _exit(n == PLACE_SESSIONS_MAX && busy && hung ? 0 : 1);
    }
    assert_int_equal(waitpid(other, &status, 0), other);
    assert_int_equal(status, 0);
    assert_int_equal(place_session(dir, "lan", &d), STATUS_OK); /* they went with the process */
    test_rmtree(dir);
    free(dir);
    buf_release(&format);
}

static void words_of_a_shell(void **state)
{
    struct buf b = {0};
    (void)state;
    assert_true(shell_word("/var/lib/hoctap", &b));
    assert_true(shell_word("/srv/xã mẫu", &b));
    assert_true(shell_word("$(x);*", &b));
    assert_string_equal(buf_str(&b), "/var/lib/hoctap'/srv/xã mẫu''$(x);*'");
    assert_false(shell_word("a'b", &b));
    assert_false(shell_word("a\"b", &b));
    assert_false(shell_word("a\\b", &b));
    assert_false(shell_word("a\nb", &b));
    buf_release(&b);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(options_that_name_files),
        cmocka_unit_test(terminals),
        cmocka_unit_test(files_of_ones_own),
        cmocka_unit_test(no_link_is_followed),
        cmocka_unit_test(races),
        cmocka_unit_test(no_end_of_files),
        cmocka_unit_test(so_many_sessions),
        cmocka_unit_test(a_reader_that_stands_still),
        cmocka_unit_test(words_of_a_shell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
