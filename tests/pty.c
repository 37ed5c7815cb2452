/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/pty.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

static int64_t now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void set_environment(const char *const *env)
{
    for (size_t i = 0; env && env[i]; i++) {
        const char *eq = strchr(env[i], '=');
        if (!eq) {
            unsetenv(env[i]);
            continue;
        }
        char *name = strndup(env[i], (size_t)(eq - env[i]));
        setenv(name, eq + 1, 1);
        free(name);
    }
}

bool pty_start(struct pty *p, int rows, int columns, const char *const *env, char *const *argv,
               int (*child)(void *), void *argument)
{
    struct winsize w = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    *p = (struct pty){.rows = rows, .columns = columns, .silence = PTY_SILENCE_MS, .fd = -1};
    fflush(NULL);
    p->pid = forkpty(&p->fd, NULL, NULL, &w);
    if (p->pid < 0)
        return false;
    if (p->pid == 0) {
        set_environment(env);
        if (child)
            _exit(child(argument));
        execv(argv[0], argv);
        _exit(127);
    }
    VTerm *vt = vterm_new(rows, columns);
    VTermScreen *screen = vterm_obtain_screen(vt);
    vterm_set_utf8(vt, 1);
    vterm_screen_enable_altscreen(screen, 1);
    vterm_screen_reset(screen, 1);
    p->vterm = vt;
    p->screen = screen;
    return true;
}

static void note_end(struct pty *p, int options)
{
    if (!p->ended && p->pid > 0 && waitpid(p->pid, &p->status, options) == p->pid)
        p->ended = true;
}

/* Reads what is there, waiting at most ms. False when nothing came. */
static bool take(struct pty *p, int ms)
{
    struct pollfd f = {.fd = p->fd, .events = POLLIN};
    char chunk[8192];
    if (p->fd < 0) {
        note_end(p, WNOHANG);
        poll(NULL, 0, ms < 5 ? ms : 5);
        return false;
    }
    if (poll(&f, 1, ms) <= 0)
        return false;
    ssize_t n = read(p->fd, chunk, sizeof chunk);
    if (n <= 0) { /* EIO: the program has closed the terminal */
        close(p->fd);
        p->fd = -1;
        return false;
    }
    buf_add(&p->raw, chunk, (size_t)n);
    vterm_input_write(p->vterm, chunk, (size_t)n);
    return true;
}

void pty_type(struct pty *p, struct span bytes)
{
    while (p->fd >= 0 && bytes.n > 0) {
        ssize_t n = write(p->fd, bytes.p, bytes.n);
        if (n <= 0)
            return;
        bytes = span_make(bytes.p + n, bytes.n - (size_t)n);
    }
}

/* 'S' sleeping, 'R' running ..; 0 when unknown */
static char process_state(pid_t pid)
{
    char path[64], line[512] = "", *end;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *f = fopen(path, "r");
    if (!f)
        return 0;
    if (!fgets(line, sizeof line, f))
        line[0] = 0;
    fclose(f);
    end = strrchr(line, ')');
    return end && end[1] ? end[2] : 0;
}

bool pty_settle(struct pty *p)
{
    int64_t start = now_ms(), silent = start;
    while (now_ms() - start < PTY_LIMIT_MS) {
        if (take(p, 10))
            silent = now_ms();
        if (p->fd < 0)
            return true;
        char state = process_state(p->pid);
        if (now_ms() - silent >= p->silence && (state == 'S' || state == 'T' || state == 0))
            return true;
    }
    return false;
}

bool pty_wait_text(struct pty *p, const char *text)
{
    int64_t start = now_ms();
    while (!pty_shows(p, text)) {
        if (now_ms() - start >= PTY_LIMIT_MS || p->fd < 0)
            return pty_shows(p, text);
        take(p, 20);
    }
    return true;
}

bool pty_wait_end(struct pty *p, int limit_ms)
{
    int64_t start = now_ms();
    note_end(p, WNOHANG);
    while (!p->ended && now_ms() - start < limit_ms) {
        take(p, 10);
        note_end(p, WNOHANG);
    }
    while (p->ended && take(p, 0)) /* what it said last */
        ;
    return p->ended;
}

void pty_resize(struct pty *p, int rows, int columns)
{
    struct winsize w = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    p->rows = rows;
    p->columns = columns;
    vterm_set_size(p->vterm, rows, columns);
    ioctl(p->fd, TIOCSWINSZ, &w);
}

void pty_hangup(struct pty *p)
{
    if (p->fd >= 0)
        close(p->fd);
    p->fd = -1;
}

void pty_forget(struct pty *p)
{
    buf_reset(&p->raw);
}

static void add_row(struct pty *p, int row, struct buf *out)
{
    size_t end = out->n; /* behind the last character that is not a blank */
    for (int x = 0; x < p->columns; x++) {
        VTermScreenCell cell;
        VTermPos at = {.row = row, .col = x};
        if (!vterm_screen_get_cell(p->screen, at, &cell) || cell.chars[0] == (uint32_t)-1)
            continue;
        if (cell.chars[0] == 0) {
            buf_addc(out, ' ');
            continue;
        }
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            buf_add_cp(out, cell.chars[i]);
        if (cell.chars[0] != ' ')
            end = out->n;
    }
    buf_truncate(out, end);
}

void pty_picture(struct pty *p, struct buf *out)
{
    VTermPos at;
    for (int row = 0; row < p->rows; row++) {
        add_row(p, row, out);
        buf_addc(out, '\n');
    }
    vterm_state_get_cursorpos(vterm_obtain_state(p->vterm), &at);
    buf_addf(out, "cursor %d %d\n", at.row + 1, at.col + 1);
}

bool pty_shows(struct pty *p, const char *text)
{
    struct buf row = {0};
    bool found = false;
    for (int i = 0; i < p->rows && !found; i++) {
        buf_reset(&row);
        add_row(p, i, &row);
        found = strstr(buf_str(&row), text) != NULL;
    }
    buf_release(&row);
    return found;
}

long pty_cpu_ms(const struct pty *p)
{
    char path[64], line[1024] = "", *end;
    unsigned long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)p->pid);
    FILE *f = fopen(path, "r");
    if (!f)
        return -1;
    end = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    fclose(f);
    if (!end ||
        sscanf(end + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel) != 2)
        return -1;
    return (long)((user + kernel) * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
}

void pty_stop(struct pty *p)
{
    pty_hangup(p);
    if (p->pid > 0 && !p->ended && !pty_wait_end(p, 2000)) {
        kill(p->pid, SIGKILL);
        note_end(p, 0);
    }
    if (p->vterm)
        vterm_free(p->vterm);
    buf_release(&p->raw);
    *p = (struct pty){.fd = -1};
}
