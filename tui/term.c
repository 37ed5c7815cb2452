/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/term.h"

#include <assert.h>
#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "locale/charset.h"
#include "locale/mem.h"
#include "locale/msg.h"

static const int caught[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
enum { CAUGHT = sizeof caught / sizeof *caught };
/* A client may call any size its own; 65535 by 65535 cells would take the memory of all. What is
 * larger than any real window is drawn in its upper left part. */
enum { TERM_ROWS_MAX = 300, TERM_COLUMNS_MAX = 500 };

/* Signal flags, and the one terminal for the hook that runs when memory is out. */
static volatile sig_atomic_t got_hangup, got_end, got_stop, got_continue, got_resize;
static struct term *opened;

int64_t term_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* ---- signals ---- */

static void on_signal(int number)
{
    if (number == SIGHUP)
        got_hangup = 1;
    else if (number == SIGTSTP)
        got_stop = 1;
    else if (number == SIGCONT)
        got_continue = 1;
    else if (number == SIGWINCH)
        got_resize = 1;
    else
        got_end = 1;
}

/* Before curses opens: it leaves signals alone that have a handler. */
static void catch_signals(struct term *t)
{
    struct sigaction act = {.sa_handler = on_signal};
    sigset_t block;
    sigemptyset(&act.sa_mask);
    sigemptyset(&block);
    for (int i = 0; i < CAUGHT; i++)
        sigaddset(&block, caught[i]);
    sigprocmask(SIG_BLOCK, &block, &t->mask);
    got_hangup = got_end = got_stop = got_continue = got_resize = 0;
    for (int i = 0; i < CAUGHT; i++)
        sigaction(caught[i], &act, &t->actions[i]);
}

static void restore_signals(struct term *t)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    for (int i = 0; i < CAUGHT; i++)
        sigaction(caught[i], &t->actions[i], NULL);
    if (t->hung_up) { /* a second signal must not cut short what is still to be closed */
        sigaction(SIGHUP, &ignore, NULL);
        sigaction(SIGTERM, &ignore, NULL);
    }
    sigprocmask(SIG_SETMASK, &t->mask, NULL);
}

/* ---- open and close ---- */

/* Best effort: a terminal that is gone or does not take anything is left alone. */
static void write_raw(const char *s, size_t n)
{
    struct pollfd p = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (n > 0 && poll(&p, 1, 0) == 1 && p.revents == POLLOUT && write(STDOUT_FILENO, s, n) < 0)
        return;
}

static const char *paste_on(const struct term *t)
{
    return t->paste_mode ? "\033[?2004h" : "";
}

static const char *paste_off(const struct term *t)
{
    return t->paste_mode ? "\033[?2004l" : "";
}

static enum draw_depth find_depth(const char *type)
{
    const char *no = getenv("NO_COLOR");
    if ((no && *no) || strcmp(type, "dumb") == 0 || !has_colors())
        return DRAW_MONO;
    if (start_color() == ERR || use_default_colors() == ERR || COLORS < 8)
        return DRAW_MONO;
    return COLORS >= 256 && COLOR_PAIRS > DRAW_ROLE_COUNT ? DRAW_256 : DRAW_8;
}

/* All modes are set here, curses sets none: it does not see the terminal (draw.h, out). No flow
 * control, so that Ctrl-S arrives; no translation of line ends in either direction. */
static void set_raw(const struct term *t)
{
    struct termios raw = t->before;
    cfmakeraw(&raw);
    raw.c_iflag &= ~(tcflag_t)(IXOFF | IXANY);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

static void set_cooked(const struct term *t)
{
    tcsetattr(STDIN_FILENO, TCSADRAIN, &t->before);
}

/* "dumb" cannot move the cursor; most programs that call themselves so understand a VT100. */
static bool open_screen(struct term *t, const char *type)
{
    const char *const types[] = {type, "xterm", "vt100"};
    int fd = memfd_create("hoctap-screen", MFD_CLOEXEC);
    t->out = fd >= 0 ? fdopen(fd, "w+") : tmpfile();
    for (size_t i = strcmp(type, "dumb") == 0 ? 2 : 0; t->out && i < 3 && !t->screen; i++)
        t->screen = newterm(types[i], t->out, stdin);
    if (!t->screen) {
        if (t->out)
            fclose(t->out);
        return false;
    }
    raw();
    noecho();
    nonl();
    typeahead(-1);
    idlok(stdscr, TRUE);
    return true;
}

static void take_size(struct term *t)
{
    struct winsize w;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0)
        resize_term(w.ws_row < TERM_ROWS_MAX ? w.ws_row : TERM_ROWS_MAX,
                    w.ws_col < TERM_COLUMNS_MAX ? w.ws_col : TERM_COLUMNS_MAX);
    t->draw.rows = LINES;
    t->draw.columns = COLS;
    draw_forget(&t->draw); /* terminals shift what they show */
}

static void find_leave(struct term *t)
{
    static const char *const names[] = {"sgr0", "rmcup"};
    buf_adds(&t->leave, paste_off(t));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *s = tigetstr(names[i]);
        if (s && s != (const char *)-1 && !strchr(s, '$'))
            buf_adds(&t->leave, s);
    }
    buf_adds(&t->leave, "\r\n");
}

static bool has_string(const char *name, const char *text)
{
    const char *s = tigetstr(name);
    return s && s != (const char *)-1 && strcmp(s, text) == 0;
}

static void on_die(void)
{
    if (opened)
        term_close(opened);
}

static int read_escdelay(void)
{
    const char *s = getenv("ESCDELAY");
    int ms = s ? atoi(s) : 0;
    return ms >= 10 && ms <= 2000 ? ms : KEYS_ESCDELAY_MS;
}

enum status term_open(struct term *t, const struct term_options *options, struct detail *d)
{
    const char *type = getenv("TERM");
    if (!type || !*type)
        type = "dumb";
    *t = (struct term){0};
    if (options)
        t->options = *options;
    assert(!opened);
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &t->before) != 0)
        return detail_set(d, STATUS_INVALID, _("Màn hình cần một cửa sổ dòng lệnh (terminal)."));
    catch_signals(t);
    if (!open_screen(t, type)) {
        restore_signals(t);
        return detail_set(
            d, STATUS_INVALID,
            _("Không có mô tả nào cho cửa sổ này (TERM=%s). Hãy cài gói ncurses-base, "
              "hoặc đặt TERM=xterm."),
            type);
    }
    const char *charset = nl_langinfo(CODESET);
    const char *cup = tigetstr("cup");
    t->charset = strcmp(charset, "UTF-8") == 0 || strstr(charset, "ANSI_X3.4") ? NULL : charset;
    t->paste_mode = strcmp(type, "dumb") != 0 && cup && cup != (const char *)-1 &&
                    strncmp(cup, "\033[", 2) == 0;
    t->keys.escdelay = read_escdelay();
    find_leave(t);
    draw_init(&t->draw, fileno(t->out), find_depth(type), strcmp(charset, "UTF-8") == 0);
    t->draw.squeeze.rep = has_string("rep", "%p1%c\033[%p2%{1}%-%db");
    t->draw.squeeze.column = tigetflag("xenl") == 1 && has_string("hpa", "\033[%i%p1%dG");
    set_raw(t);
    take_size(t);
    draw_send(&t->draw, paste_on(t));
    t->open = true;
    opened = t;
    mem_on_die(on_die);
    return STATUS_OK;
}

void term_close(struct term *t)
{
    if (!t->open)
        return;
    t->open = false;
    opened = NULL;
    mem_on_die(NULL);
    if (t->draw.gone) { /* the strings only: curses must not be touched */
        write_raw(buf_str(&t->leave), t->leave.n);
    } else {
        endwin();
        draw_send(&t->draw, paste_off(t));
        delscreen(t->screen);
    }
    fclose(t->out);
    set_cooked(t);
    restore_signals(t);
    draw_release(&t->draw);
    keys_release(&t->keys);
    buf_release(&t->raw);
    buf_release(&t->leave);
}

/* ---- input ---- */

/* libc holds a letter of these back until it knows whether a mark follows; ours does not. */
static bool find_own(const char *charset, enum charset *out)
{
    bool found = true;
    if (strncmp(charset, "TCVN", 4) == 0)
        *out = CHARSET_TCVN3;
    else if (strcmp(charset, "CP1258") == 0)
        *out = CHARSET_CP1258;
    else if (strcmp(charset, "VISCII") == 0)
        *out = CHARSET_VISCII;
    else
        found = false;
    return found;
}

static void convert_byte(struct term *t, const char *p)
{
    wchar_t wide;
    size_t r = mbrtowc(&wide, p, 1, &t->shift);
    uint32_t cp = (uint32_t)wide;
    if (r == (size_t)-1)
        memset(&t->shift, 0, sizeof t->shift);
    else if (r != (size_t)-2 && cp >= 0xA0 && cp < 0x110000 && (cp < 0xD800 || cp > 0xDFFF))
        buf_add_cp(&t->raw, cp);
}

/* A charset of the locale that is not UTF-8; control bytes are the same in all of them. */
static void convert(struct term *t, const char *p, size_t n)
{
    enum charset own;
    bool ours = find_own(t->charset, &own);
    buf_reset(&t->raw);
    for (size_t i = 0, end; i < n; i = end) {
        end = i + 1;
        if (mbsinit(&t->shift) && !(p[i] & 0x80)) {
            buf_addc(&t->raw, p[i]);
        } else if (ours) {
            while (end < n && (p[end] & 0x80))
                end++;
            charset_decode(own, span_make(p + i, end - i), &t->raw, NULL);
        } else {
            convert_byte(t, p + i);
        }
    }
}

/* False when the terminal is gone. */
static bool take_input(struct term *t)
{
    char chunk[4096];
    ssize_t n = read(STDIN_FILENO, chunk, sizeof chunk);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (n <= 0)
        return false;
    if (t->charset) {
        convert(t, chunk, (size_t)n);
        keys_feed(&t->keys, buf_span(&t->raw), term_now());
    } else {
        keys_feed(&t->keys, span_make(chunk, (size_t)n), term_now());
    }
    return true;
}

/* ---- waiting ---- */

static void come_back(struct term *t)
{
    set_raw(t);
    take_size(t);
    draw_send(&t->draw, paste_on(t));
}

void term_suspend(struct term *t)
{
    struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
    sigset_t stop;
    if (t->options.no_suspend || t->draw.gone)
        return;
    endwin();
    draw_send(&t->draw, paste_off(t));
    set_cooked(t);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGTSTP, &standard, &ours);
    kill(0, SIGTSTP); /* all of the job, as the terminal itself would */
    sigprocmask(SIG_UNBLOCK, &stop, NULL);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    sigaction(SIGTSTP, &ours, NULL);
    got_stop = got_continue = 0;
    come_back(t);
}

static void gone(struct term *t, struct event *out)
{
    t->draw.gone = t->hung_up = true;
    *out = (struct event){.type = EVENT_HANGUP};
}

/* True when a signal has become an event. */
static bool take_signals(struct term *t, struct event *out)
{
    if (got_hangup) {
        gone(t, out);
        return true;
    }
    if (got_end) { /* told to end; the terminal is still there */
        t->hung_up = true;
        *out = (struct event){.type = EVENT_HANGUP};
        return true;
    }
    if (!got_stop && !got_continue && !got_resize)
        return false;
    bool stop = got_stop, back = got_continue;
    got_stop = got_continue = got_resize = 0;
    if (stop)
        term_suspend(t);
    else if (back)
        come_back(t);
    else
        take_size(t);
    *out = (struct event){.type = EVENT_RESIZE};
    return true;
}

/* Waits for input, a signal or the time; < 0 hung up, 0 nothing to read, 1 there is. */
static int wait_input(struct term *t, int64_t until)
{
    struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
    struct timespec ts = {0};
    sigset_t mask = t->mask;
    if (until >= 0) {
        int64_t ms = until - term_now();
        if (ms > 0)
            ts = (struct timespec){ms / 1000, (ms % 1000) * 1000000};
    }
    for (int i = 0; i < CAUGHT; i++)
        sigdelset(&mask, caught[i]);
    int n = ppoll(&p, 1, until >= 0 ? &ts : NULL, &mask);
    if (n <= 0)
        return 0;
    return p.revents & POLLIN ? 1 : -1;
}

void term_wait(struct term *t, int64_t deadline, struct event *out)
{
    assert(!t->hung_up);
    while (!keys_next(&t->keys, out)) {
        int64_t until = keys_deadline(&t->keys);
        if (until < 0 || (deadline >= 0 && deadline < until))
            until = deadline;
        int ready = t->draw.gone ? -1 : wait_input(t, until);
        if (take_signals(t, out))
            return;
        if (ready < 0 || (ready > 0 && !take_input(t))) {
            gone(t, out);
            return;
        }
        int64_t now = term_now();
        int64_t keys = keys_deadline(&t->keys);
        if (ready == 0 && keys >= 0 && now >= keys) {
            keys_expire(&t->keys, now);
            if (keys_prefix(&t->keys)) {
                *out = (struct event){.type = EVENT_TICK};
                return;
            }
        }
        if (deadline >= 0 && now >= deadline && !term_pending(t)) {
            *out = (struct event){.type = EVENT_TICK};
            return;
        }
    }
}

bool term_pending(const struct term *t)
{
    return t->keys.next < t->keys.n;
}

bool term_prefix(const struct term *t)
{
    return keys_prefix(&t->keys);
}
