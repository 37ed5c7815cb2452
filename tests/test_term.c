/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The terminal, the picture and the loop, in a terminal of libvterm: what bytes go where, and how
 * they end. The screens are those of tests/term_demo.h.
 */
#include "tests/support.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "tests/term_world.h"

static void test_first_picture(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    struct buf picture = {0};
    (void)state;
    world_start(&p, &o);
    pty_picture(&p, &picture);
    const char *s = buf_str(&picture);
    assert_non_null(strstr(s, " Hộ số 27 · Tổ dân phố Bảo Vượng 1 "));
    assert_non_null(strstr(s, "Lan\n────────"));
    assert_non_null(strstr(s, "\n > Chủ hộ"));
    assert_non_null(strstr(s, "█████████░░░░░░░|░░░"));
    assert_non_null(strstr(s, "Enter Ô sau   F2 Lưu   F4 Danh sách   F8 Xóa   F1 Trợ giúp   Esc"));
    assert_non_null(strstr(s, "cursor 3 20"));
    assert_non_null(strstr(buf_str(&p.raw), "\033[?2004h"));
    assert_null(strstr(buf_str(&p.raw), "\033[?1h")); /* no keypad mode, no VT100 line drawing */
    assert_null(strchr(buf_str(&p.raw), 0x0E));
    buf_release(&picture);
    world_leave(&p);
}

/* What each key costs. The figures are those of the design. */
static void key_costs(struct pty *p, const char *bytes, int times, long most, const char *what)
{
    pty_settle(p);
    for (int i = 0; i < times; i++) {
        int writes = counts->writes;
        long bytes_before = counts->bytes;
        int64_t waited = 0;
        world_type(p, bytes);
        while (counts->bytes == bytes_before && waited++ < 2000)
            usleep(1000);
        usleep(30000); /* before a hint may follow */
        long cost = counts->bytes - bytes_before;
        if (counts->writes - writes != 1 || cost > most)
            fail_msg("%s: %d writes, %ld bytes, at most %ld", what, counts->writes - writes, cost,
                     most);
        print_message("%s: %ld bytes\n", what, cost);
        pty_settle(p);
    }
}

static void test_bytes(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    print_message("first paint of a form: %zu bytes\n", p.raw.n);
    assert_true(p.raw.n <= 1500);
    key_costs(&p, "a", 2, 18, "letter");
    key_costs(&p, "ễ", 1, 18, "letter");
    key_costs(&p, "\t", 3, 30, "field");
    world_leave(&p);
    o.list = true;
    world_start(&p, &o);
    print_message("first paint of a list: %zu bytes\n", p.raw.n);
    assert_true(p.raw.n <= 1500); /* 19 rows full of text; the text alone is 1,100 */
    key_costs(&p, "\033[B", 3, 80, "list row");
    world_type(
        &p, "\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B");
    key_costs(&p, "\033[B", 3, 80, "list row that scrolls");
    world_leave(&p);
}

static void test_idle_sends_nothing(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    int writes = counts->writes;
    long cpu = pty_cpu_ms(&p);
    usleep(300000);
    assert_int_equal(counts->writes, writes);
    assert_true(pty_cpu_ms(&p) - cpu <= 10);
    world_leave(&p);
}

static void test_typing(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "Nguyên");
    world_type(&p, "\177\177\177y\xe1\xbb\x85n"); /* an input method puts the mark right */
    world_type(&p, " Th\xe1\xbb\x8b\t1958\t\033[200~Số 42,\r\nngõ 21\033[201~");
    assert_true(pty_wait_text(&p, "Nguyễn Thị"));
    assert_true(pty_wait_text(&p, "1958"));
    assert_true(pty_wait_text(&p, "Số 42, ngõ 21"));
    assert_int_equal(counts->bursts, 1);
    assert_int_equal(counts->pastes, 1);
    world_leave(&p);
}

static void test_draft_in_time(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "Lan");
    assert_true(pty_wait_text(&p, "Lan"));
    for (int i = 0; i < 210 && counts->ticks == 0; i++)
        usleep(10000);
    assert_string_equal(counts->draft, "Lan|||");
    assert_int_equal(counts->ticks, 1);
    world_leave(&p);
}

static void test_hangup(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "Đỗ Văn Minh");
    assert_true(pty_wait_text(&p, "Đỗ Văn Minh"));
    int writes = counts->writes;
    pty_hangup(&p);
    assert_true(pty_wait_end(&p, 1000));
    assert_true(WIFEXITED(p.status));
    assert_int_equal(WEXITSTATUS(p.status), 9);
    assert_int_equal(counts->hangups, 1);
    assert_int_equal(counts->closes, 1);
    assert_string_equal(counts->draft, "Đỗ Văn Minh|||");
    assert_int_equal(counts->writes, writes); /* nothing is drawn for nobody */
    pty_stop(&p);
}

static void test_hangup_behind_a_question(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "Lan\033[11~\033[14~");
    pty_settle(&p);
    pty_hangup(&p);
    assert_true(pty_wait_end(&p, 1000));
    assert_int_equal(counts->hangups, 1);
    assert_string_equal(counts->draft, "Lan|||");
    pty_stop(&p);
}

/* Told to end from outside: the terminal is still there and is put in order. */
static void told_to_end(int number)
{
    struct demo_options o = {0};
    struct pty p;
    world_start(&p, &o);
    world_type(&p, "Lan");
    assert_true(pty_wait_text(&p, "Lan"));
    pty_forget(&p);
    kill(p.pid, number);
    assert_true(pty_wait_end(&p, 1000));
    assert_int_equal(WEXITSTATUS(p.status), 9);
    assert_string_equal(counts->draft, "Lan|||");
    assert_int_equal(counts->hangups, 1);
    assert_non_null(strstr(buf_str(&p.raw), "\033[?1049l"));
    assert_non_null(strstr(buf_str(&p.raw), "\033[?2004l"));
    pty_stop(&p);
}

static void test_signals(void **state)
{
    (void)state;
    told_to_end(SIGTERM);
    told_to_end(SIGHUP);
    told_to_end(SIGINT);
}

static void test_modes_are_restored(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    struct termios before, raw, after;
    (void)state;
    world_start_with(&p, &o, 24, 80, world_standard);
    assert_int_equal(tcgetattr(p.fd, &before), 0); /* mostly before the program has begun */
    assert_true(pty_settle(&p));
    assert_int_equal(tcgetattr(p.fd, &raw), 0);
    assert_int_equal(raw.c_iflag & (IXON | ICRNL), 0);
    assert_int_equal(raw.c_lflag & (ICANON | ECHO | ISIG), 0);
    int keep = dup(p.fd);
    world_type(&p, "\033\033");
    assert_true(pty_wait_end(&p, 3000));
    if (tcgetattr(keep, &after) == 0 && (before.c_lflag & ICANON)) {
        assert_int_equal(after.c_lflag & (ICANON | ECHO | ISIG), ICANON | ECHO | ISIG);
        assert_int_equal(after.c_iflag & ICRNL, ICRNL);
    }
    close(keep);
    pty_stop(&p);
}

static void test_resize_in_an_edit(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "Nguyễn Th");
    pty_settle(&p);
    pty_resize(&p, 12, 40);
    world_type(&p, "ị Hường");
    assert_true(pty_settle(&p));
    assert_true(pty_wait_text(&p, "Nguyễn Thị Hường"));
    assert_true(pty_shows(&p, "Esc Quay lại")); /* the way out stays */
    assert_false(pty_shows(&p, "F8 Xóa"));
    pty_resize(&p, 60, 200);
    world_type(&p, "!");
    assert_true(pty_wait_text(&p, "Nguyễn Thị Hường!"));
    assert_true(pty_wait_text(&p, "F8 Xóa"));
    world_leave(&p);
}

static void test_too_small(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    struct buf picture = {0};
    (void)state;
    world_start(&p, &o);
    world_type(&p, "Lan");
    pty_settle(&p);
    pty_resize(&p, 5, 38);
    assert_true(pty_wait_text(&p, "Cửa sổ nhỏ quá (38x5), cần 40x12."));
    world_type(&p, "xyz\177\r"); /* does nothing that cannot be seen */
    pty_settle(&p);
    pty_picture(&p, &picture);
    assert_null(strstr(buf_str(&picture), "Lan"));
    pty_resize(&p, 24, 80);
    assert_true(pty_wait_text(&p, "Chủ hộ          Lan"));
    assert_false(pty_shows(&p, "Lanx"));
    pty_resize(&p, 1, 1); /* and not even that line fits */
    pty_settle(&p);
    pty_resize(&p, 24, 80);
    assert_true(pty_wait_text(&p, "Chủ hộ          Lan"));
    buf_release(&picture);
    world_leave(&p);
}

/* A size that no window has, as a client can send it: no memory goes, and work goes on. */
static void test_too_large(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    struct winsize huge = {.ws_row = 65535, .ws_col = 65535};
    char path[40], statm[64] = "";
    (void)state;
    world_start(&p, &o);
    world_type(&p, "Lan");
    pty_settle(&p);
    assert_int_equal(ioctl(p.fd, TIOCSWINSZ, &huge), 0);
    world_type(&p, " Anh");
    pty_settle(&p);
    snprintf(path, sizeof path, "/proc/%ld/statm", (long)p.pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && read(fd, statm, sizeof statm - 1) > 0) {
        long resident = strchr(statm, ' ') ? atol(strchr(statm, ' ')) : 0;
        if (resident * sysconf(_SC_PAGESIZE) > 200L << 20) /* also under ASan */
            fail_msg("%ld pages", resident);
    }
    if (fd >= 0)
        close(fd);
    pty_resize(&p, 24, 80);
    assert_true(pty_wait_text(&p, "Chủ hộ          Lan Anh"));
    world_leave(&p);
}

/* Is a colour of ours set: ESC [ .. 3x .. m */
static bool has_colours(const struct buf *raw)
{
    for (const char *at = buf_str(raw); (at = strstr(at, "\033[")); at += 2) {
        size_t n = strspn(at + 2, "0123456789;");
        if (at[2 + n] == 'm' && n > 0 && (at[2] == '3' || memmem(at, n + 2, ";3", 2)))
            return true;
    }
    return false;
}

struct place {
    const char *const env[6];
    const char *shows;
    bool ascii, mono;
};

/* Whatever the terminal calls itself, the same work can be done on it. */
static void test_terminals(void **state)
{
    static const struct place places[] = {
        {{"TERM=dumb", "LC_ALL=C.UTF-8", "NO_COLOR", NULL}, "Nguyễn Thị", false, true},
        {{"TERM", "LC_ALL=C.UTF-8", "NO_COLOR", NULL}, "Nguyễn Thị", false, true},
        {{"TERM=vt100", "LC_ALL=C.UTF-8", "NO_COLOR", NULL}, "Nguyễn Thị", false, true},
        {{"TERM=linux", "LC_ALL=C.UTF-8", "NO_COLOR", NULL}, "Nguyễn Thị", false, false},
        {{"TERM=putty", "LC_ALL=C.UTF-8", "NO_COLOR", NULL}, "Nguyễn Thị", false, false},
        {{"TERM=no-such-terminal", "LC_ALL=C.UTF-8", "NO_COLOR", NULL}, "Nguyễn Thị", false, false},
        {{"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=1", NULL}, "Nguyễn Thị", false, true},
        {{"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=", NULL}, "Nguyễn Thị", false, false},
        {{"TERM=xterm-256color", "LC_ALL=C", "NO_COLOR", NULL}, "Nguyen Thi", true, false},
        {{"TERM=dumb", "LC_ALL=C", "NO_COLOR", NULL}, "Nguyen Thi", true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct place *at = &places[i];
        struct demo_options o = {0};
        struct pty p;
        bool high = false;
        world_start_with(&p, &o, 24, 80, at->env);
        pty_settle(&p); /* before, the terminal itself would echo */
        world_type(&p, "Nguyễn Thị\t1958");
        if (!pty_wait_text(&p, at->shows) || !pty_wait_text(&p, "1958"))
            fail_msg("%s, %s: not shown", at->env[0], at->env[1]);
        pty_settle(&p);
        for (size_t b = 0; b < p.raw.n; b++)
            high |= (p.raw.p[b] & 0x80) != 0;
        assert_int_equal(high, !at->ascii);
        if (has_colours(&p.raw) == at->mono)
            fail_msg("%s, %s: colours or none", at->env[0], at->env[2]);
        kill(p.pid, SIGTERM); /* nothing of the text is destroyed by being shown without marks */
        assert_true(pty_wait_end(&p, 2000));
        assert_string_equal(counts->draft, "Nguyễn Thị|1958||");
        pty_stop(&p);
    }
}

/* A locale of another charset, where the machine can make one. */
static void other_charset(const char *language, const char *charset, const char *bytes,
                          const char *shown, const char *stored)
{
    char *dir = test_tmpdir();
    struct buf command = {0}, path = {0}, name = {0};
    struct demo_options o = {0};
    struct pty p;
    buf_addf(&command, "localedef -c -i %s -f %s %s/%s.%s >/dev/null 2>&1", language, charset, dir,
             language, charset);
    buf_addf(&path, "LOCPATH=%s", dir);
    buf_addf(&name, "LC_ALL=%s.%s", language, charset);
    if (system(buf_str(&command)) == 0) {
        const char *const env[] = {"TERM=xterm", buf_str(&path), buf_str(&name), "NO_COLOR=1",
                                   NULL};
        world_start_with(&p, &o, 24, 80, env);
        pty_settle(&p);
        world_type(&p, bytes);
        assert_true(pty_wait_text(&p, shown));
        kill(p.pid, SIGTERM);
        assert_true(pty_wait_end(&p, 2000));
        assert_string_equal(counts->draft, stored);
        pty_stop(&p);
    } else {
        print_message("no %s here\n", charset);
    }
    buf_release(&command);
    buf_release(&path);
    buf_release(&name);
    test_rmtree(dir);
    free(dir);
}

static void test_other_charsets(void **state)
{
    (void)state;
    other_charset("fr_FR", "ISO-8859-1", "Caf\xe9 x\033[D!", "Cafe !x", "Café !x|||");
    other_charset("vi_VN", "TCVN5712-1", "B\xd6nh vi\xd6n", "Benh vien", "Bệnh viện|||");
}

/* A list that scrolls looks the same wherever it is drawn. */
static void test_same_picture(void **state)
{
    static const char *const types[] = {"TERM=xterm-256color", "TERM=vt100", "TERM=linux",
                                        "TERM=dumb",           "TERM=xterm", "TERM=screen"};
    struct buf first = {0};
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *const env[] = {types[i], "LC_ALL=C.UTF-8", "NO_COLOR", NULL};
        struct demo_options o = {.list = true};
        struct pty p;
        struct buf picture = {0};
        world_start_with(&p, &o, 24, 80, env);
        pty_settle(&p);
        for (int row = 0; row < 25; row++) {
            world_type(&p, "\033[B");
            if (row > 15)
                pty_settle(&p);
        }
        world_type(&p, "\033[A");
        assert_true(pty_wait_text(&p, "> 25"));
        pty_settle(&p);
        pty_picture(&p, &picture);
        if (i == 0)
            buf_add_span(&first, buf_span(&picture));
        else
            assert_string_equal(buf_str(&picture), buf_str(&first));
        buf_release(&picture);
        world_leave(&p);
    }
    buf_release(&first);
}

static void test_out_of_memory(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    pty_forget(&p);
    world_type(&p, "\013");
    assert_true(pty_wait_end(&p, 2000));
    assert_int_equal(WEXITSTATUS(p.status), 3);
    assert_non_null(strstr(buf_str(&p.raw), "\033[?1049l"));
    const char *said = strstr(buf_str(&p.raw), "hết bộ nhớ");
    assert_true(said && said > strstr(buf_str(&p.raw), "\033[?1049l"));
    pty_stop(&p);
}

static void test_redraw(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    pty_forget(&p);
    world_type(&p, "\014");
    pty_settle(&p);
    assert_non_null(strstr(buf_str(&p.raw), "Bảo Vượng"));
    world_leave(&p);
}

static void test_suspend(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o); /* a session of its own cannot stop: it comes back at once, drawn again */
    world_type(&p, "Lan");
    pty_settle(&p);
    pty_forget(&p);
    world_type(&p, "\032");
    assert_true(pty_settle(&p));
    assert_non_null(strstr(buf_str(&p.raw), "\033[?1049l"));
    assert_non_null(strstr(buf_str(&p.raw), "\033[?2004h"));
    assert_true(pty_wait_text(&p, "Chủ hộ          Lan"));
    kill(p.pid, SIGSTOP);
    kill(p.pid, SIGCONT);
    world_type(&p, "h");
    assert_true(pty_wait_text(&p, "Chủ hộ          Lanh"));
    world_leave(&p);
    o.no_suspend = true;
    world_start(&p, &o);
    pty_forget(&p);
    world_type(&p, "\032");
    assert_true(pty_wait_text(&p, "không dùng ở đây"));
    kill(p.pid, SIGTSTP);
    pty_settle(&p);
    assert_null(strstr(buf_str(&p.raw), "\033[?1049l"));
    world_leave(&p);
}

static int not_a_terminal(void *unused)
{
    struct demo_options o = {.counts = counts};
    (void)unused;
    close(STDIN_FILENO);
    return demo_run(&o);
}

static void test_not_a_terminal(void **state)
{
    struct pty p;
    (void)state;
    assert_true(pty_start(&p, 24, 80, world_standard, NULL, not_a_terminal, NULL));
    world_end(&p, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_picture),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_idle_sends_nothing),
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_draft_in_time),
        cmocka_unit_test(test_hangup),
        cmocka_unit_test(test_hangup_behind_a_question),
        cmocka_unit_test(test_signals),
        cmocka_unit_test(test_modes_are_restored),
        cmocka_unit_test(test_resize_in_an_edit),
        cmocka_unit_test(test_too_small),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_terminals),
        cmocka_unit_test(test_other_charsets),
        cmocka_unit_test(test_same_picture),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_redraw),
        cmocka_unit_test(test_suspend),
        cmocka_unit_test(test_not_a_terminal),
    };
    world_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
