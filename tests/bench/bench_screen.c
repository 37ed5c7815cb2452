/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the screen costs, beside dialog, whiptail and nano: start, private memory, bytes and write()
 * calls to the terminal, in a terminal of 80x24 with 256 colours. Then the keys that work needs, as
 * the stories count them (tests/story/16_keys_needed.story).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/bench/support.h"
#include "tests/pty.h"

enum { STARTS = 7, KEYS = 9 };

static _Atomic long *writes; /* of the program in the terminal; tests/preload/writes.c */

struct program {
    const char *name;
    const char *argv[80];
    const char *shown; /* the last that its first picture has */
};

static char list_file[300], text_file[300], store[320], preload[320], counter[320];

static bool run(struct pty *p, const struct program *g)
{
    const char *const env[] = {"TERM=xterm-256color",
                               "LC_ALL=C.UTF-8",
                               "NO_COLOR",
                               preload,
                               counter,
                               store,
                               "LANGUAGE",
                               "HOCTAP_TODAY=2026-11-22",
                               NULL};
    *writes = 0;
    return pty_start(p, 24, 80, env, (char *const *)g->argv, NULL, NULL);
}

/* Milliseconds from fork to the first picture. */
static double start_ms(const struct program *g)
{
    struct bench_samples s = {0};
    for (int i = 0; i < bench_rounds(STARTS); i++) {
        struct pty p;
        double begin = bench_now();
        if (!run(&p, g) || !pty_wait_text(&p, g->shown))
            bench_fail("%s does not show '%s'", g->name, g->shown);
        bench_add(&s, (bench_now() - begin) * 1000);
        pty_stop(&p);
    }
    double median = bench_median(&s);
    bench_samples_release(&s);
    return median;
}

static double private_mb(pid_t pid)
{
    char path[64], line[200];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", (long)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "Private_Dirty: %ld kB", &kb) == 1)
            break;
    if (f)
        fclose(f);
    return (double)kb / 1024;
}

struct cost {
    double bytes, writes; /* median at once, before the hand rests */
    double later;         /* bytes that follow when it does: the help of the field in focus */
    double most;          /* of all keys, with what follows */
};

/* Types the keys one by one, and waits for each. */
static struct cost cost_of(struct pty *p, const char *const *keys, int n)
{
    struct bench_samples bytes = {0}, calls = {0}, later = {0}, all = {0};
    for (int i = 0; i < n; i++) {
        pty_settle(p);
        pty_forget(p);
        long before = *writes;
        pty_type(p, span_of(keys[i]));
        for (int wait = 0; *writes == before && wait < 500; wait++)
            usleep(1000);
        usleep(30000); /* a hint follows after 120 ms */
        bench_add(&calls, (double)(*writes - before));
        p->silence = 30;
        pty_settle(p);
        double now = (double)p->raw.n;
        p->silence = PTY_SILENCE_MS;
        pty_settle(p);
        bench_add(&bytes, now);
        bench_add(&later, (double)p->raw.n - now);
        bench_add(&all, (double)p->raw.n);
    }
    struct cost c = {bench_median(&bytes), bench_median(&calls), bench_median(&later),
                     bench_percentile(&all, 1)};
    bench_samples_release(&bytes);
    bench_samples_release(&calls);
    bench_samples_release(&later);
    bench_samples_release(&all);
    return c;
}

static struct cost same_key(struct pty *p, const char *key)
{
    const char *keys[KEYS];
    for (int i = 0; i < KEYS; i++)
        keys[i] = key;
    return cost_of(p, keys, KEYS);
}

static const char *const letters[] = {"N", "g", "u", "y", "ễ", "n", " ", "T", "h"};

#define FIELD(label, row) label, row, "1", "", row, "20", "40", "60"

/* ours is the menu; the list and the form are opened from it. */
static struct program ours = {"hoctap", {NULL}, "Esc Thoát"};
static const struct program dialog_form = {
    "dialog --form",
    {"/usr/bin/dialog", "--form", "Ho gia dinh", "20", "76", "8", FIELD("Chu ho:", "1"),
     FIELD("Nam sinh:", "2"), FIELD("Gioi tinh:", "3"), FIELD("Dia chi:", "4"),
     FIELD("So khau:", "5"), FIELD("Nguoi lon:", "6"), FIELD("Lao dong:", "7"),
     FIELD("Tre di hoc:", "8"), NULL},
    "Cancel"};
#define MENU                                                                                       \
    "Danh sach", "20", "76", "12", "1", "Nguyen", "2", "Tran", "3", "Le", "4", "Pham", "5",        \
        "Hoang", "6", "Phan", "7", "Vu", "8", "Dang", "9", "Bui", "10", "Do", "11", "Ho", "12",    \
        "Ngo", NULL
static const struct program dialog_menu = {
    "dialog --menu", {"/usr/bin/dialog", "--menu", MENU}, "Cancel"};
static const struct program whiptail_box = {
    "whiptail --inputbox",
    {"/usr/bin/whiptail", "--inputbox", "Ho ten", "10", "70", NULL},
    "Cancel"};
static const struct program whiptail_menu = {
    "whiptail --menu", {"/usr/bin/whiptail", "--menu", MENU}, "Cancel"};
static struct program nano = {"nano", {"/usr/bin/nano", "-I", text_file, NULL}, "Exit"};

struct figures {
    double start, memory, paint;
    struct cost letter, move;
};

static struct figures peer(const struct program *g, bool typing, const char *move)
{
    struct figures f = {.start = start_ms(g)};
    struct pty p;
    if (!run(&p, g) || !pty_wait_text(&p, g->shown))
        bench_fail("%s does not start", g->name);
    pty_settle(&p);
    f.paint = (double)p.raw.n;
    f.memory = private_mb(p.pid);
    if (typing)
        f.letter = cost_of(&p, letters, KEYS);
    if (move)
        f.move = same_key(&p, move);
    pty_stop(&p);
    return f;
}

static void open_ours(struct pty *p, const char *keys, const char *shown)
{
    if (!run(p, &ours) || !pty_wait_text(p, ours.shown))
        bench_fail("hoctap does not start");
    pty_type(p, span_of(keys));
    if (!pty_wait_text(p, shown))
        bench_fail("hoctap does not show '%s'", shown);
    pty_settle(p);
}

static void write_files(const char *dir)
{
    snprintf(text_file, sizeof text_file, "%s/sixty.txt", dir);
    snprintf(list_file, sizeof list_file, "%s/writes", dir);
    FILE *f = fopen(text_file, "w");
    for (int i = 1; f && i <= 60; i++)
        fprintf(f, "%2d  Nguyen Thi Huong %c   Cong nhan\n", i, 'A' + i % 26);
    if (!f || fclose(f) != 0)
        bench_fail("cannot write %s", text_file);
    int fd = open(list_file, O_RDWR | O_CREAT, 0600);
    if (fd < 0 || ftruncate(fd, sizeof *writes) != 0)
        bench_fail("cannot write %s", list_file);
    writes = mmap(NULL, sizeof *writes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (writes == MAP_FAILED)
        bench_fail("no shared memory");
    snprintf(counter, sizeof counter, "WRITES=%s", list_file);
}

static const char *three(double a, double b, double c, const char *unit)
{
    return bench_text(unit, a, b, c);
}

static void row(const char *what, double mine, const char *unit, const char *peers, double best,
                double goal, const char *goal_text)
{
    bench_row(what, bench_text(unit, mine), peers, mine > 0 ? best / mine : 0, goal_text,
              goal > 0 ? bench_goal(mine <= goal) : BENCH_NO_GOAL);
}

static void keys_needed(void)
{
    char line[400];
    snprintf(line, sizeof line,
             "BUILD=%s %s/tests/story/story tests/story/16_keys_needed.story 2>&1", bench_build(),
             bench_build());
    FILE *f = popen(line, "r");
    while (f && fgets(line, sizeof line, f)) {
        const char *most = strstr(line, ": most ");
        int goal, n;
        char what[200];
        if (most && sscanf(most, ": most %d %199[^:]: %d keys", &goal, what, &n) == 3)
            bench_row(bench_text("keys: %s", what), bench_text("%d", n), "-", 0,
                      bench_text("<= %d", goal), bench_goal(n <= goal));
        else if (strncmp(line, "not ok", 6) == 0)
            bench_fail("%s", line);
    }
    if (f)
        pclose(f);
}

int main(void)
{
    char *dir = bench_dir_new(), program[300];
    int code;
    struct pty p;
    snprintf(program, sizeof program, "%s/hoctap", bench_build());
    snprintf(store, sizeof store, "HOCTAP_DB=%s/db", dir);
    snprintf(preload, sizeof preload, "LD_PRELOAD=%s/writes.so", bench_build());
    write_files(dir);
    char *const real = realpath(program, NULL);
    ours.argv[0] = real;
    setenv("HOCTAP_DB", store + 10, 1);
    bench_run((const char *const[]){program, "demo", "--hamlets", "1", "--households", "100",
                                    "--seed", "3", NULL},
              &code);
    if (code != 0)
        bench_fail("hoctap demo ends with %d", code);

    struct figures d = peer(&dialog_form, true, "\t"), m = peer(&dialog_menu, false, "\033OB");
    struct figures w = peer(&whiptail_box, true, NULL), l = peer(&whiptail_menu, false, "\033OB");
    struct figures n = peer(&nano, true, "\033OB");
    struct figures h = {.start = start_ms(&ours)};
    open_ours(&p, "", "");
    h.paint = (double)p.raw.n;
    pty_stop(&p);
    open_ours(&p, "2\r", "Sắp xếp");
    struct cost list = same_key(&p, "\033[B");
    pty_type(&p, SPAN_LIT("\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B\033[B"));
    struct cost scroll = same_key(&p, "\033[B");
    pty_forget(&p);
    pty_type(&p, SPAN_LIT("\014"));
    pty_settle(&p);
    double full = (double)p.raw.n;
    pty_type(&p, SPAN_LIT("n\r"));
    if (!pty_wait_text(&p, "mới"))
        bench_fail("no form");
    h.letter = cost_of(&p, letters, KEYS);
    h.move = same_key(&p, "\t");
    h.memory = private_mb(p.pid);
    pty_stop(&p);

    row("screen: start to first picture", h.start, "%.1f ms",
        three(d.start, w.start, n.start, "d %.1f  w %.1f  n %.1f ms"), d.start, 30, "<= 30 ms");
    row("  private memory (Private_Dirty), form open", h.memory, "%.2f MB",
        three(d.memory, w.memory, n.memory, "d %.2f  w %.2f  n %.2f MB"), d.memory, 2, "<= 2 MB");
    row("  bytes of the first picture", h.paint, "%.0f",
        three(d.paint, w.paint, n.paint, "d %.0f  w %.0f  n %.0f"), d.paint, 1500, "<= 1,500");
    row("  bytes of a full list (18 rows), drawn anew", full, "%.0f",
        bench_text("d %.0f  w %.0f (12 rows)", m.paint, l.paint), 0, 0, "");
    row("  bytes a letter", h.letter.bytes, "%.0f",
        three(d.letter.bytes, w.letter.bytes, n.letter.bytes, "d %.0f  w %.0f  n %.0f"),
        d.letter.bytes, 18, "<= 18");
    row("  write() calls a letter", h.letter.writes, "%.0f",
        three(d.letter.writes, w.letter.writes, n.letter.writes, "d %.0f  w %.0f  n %.0f"), 0, 1,
        "1");
    row("  bytes to the next field", h.move.bytes, "%.0f", bench_text("d %.0f", d.move.bytes),
        d.move.bytes, 30, "<= 30");
    row("  write() calls to the next field", h.move.writes, "%.0f",
        bench_text("d %.0f", d.move.writes), 0, 1, "1");
    row("  bytes to the next row of a list", list.bytes, "%.0f",
        three(m.move.bytes, l.move.bytes, n.move.bytes, "d %.0f  w %.0f  n %.0f"), m.move.bytes, 80,
        "<= 80");
    row("  write() calls to the next row", list.writes, "%.0f",
        three(m.move.writes, l.move.writes, n.move.writes, "d %.0f  w %.0f  n %.0f"), 0, 1, "1");
    row("  bytes when it scrolls (a row of 75 columns)", scroll.bytes, "%.0f", "-", 0, 0, "");
    bench_note(
        "d dialog --form / --menu, w whiptail --inputbox / --menu, n nano; ratio beside dialog");
    bench_note("bytes at once; the help of the next field follows when the hand rests: %.0f bytes; "
               "most after a letter %.0f (\"đang sửa\" appears)",
               h.move.later, h.letter.most);
    keys_needed();
    free(real);
    bench_dir_remove(dir);
    return 0;
}
