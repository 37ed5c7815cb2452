/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a story: a script of keys and what must be on the screen then. One command a line:
 *
 *     # a remark
 *     size 80x24            before run
 *     env NAME=VALUE        before run; NAME alone takes it away
 *     setup ARGUMENTS       hoctap, without a terminal, must end with 0
 *     file NAME TEXT        a file in the story's folder; <Enter> as in paste
 *     holds NAME TEXT       that file has this text in it, and is there
 *     gone NAME             there is no such file
 *     preload NAME.so       from now on hoctap runs with $BUILD/NAME.so
 *     here                  from now on hoctap runs in that folder
 *     run ARGUMENTS         hoctap in the terminal
 *     dialect putty         what keys send (tests/story_keys.h): xterm, putty, vt100, rxvt, linux,
 * twins keys TEXT             typed in one go; <F2> <Enter> <Esc> <BS> <Up> .. <x1b> (a byte), <lt>
 *     count                 keys are counted from here
 *     most 40 WHAT          no more than 40 were needed for it
 *     paste TEXT            as a bracketed paste; <Enter> and <Tab> as in keys
 *     wait TEXT             until it stands in a row
 *     absent TEXT           it does not now
 *     settle                until the program is silent
 *     resize 40x12
 *     hangup                the terminal goes away
 *     signal TERM           to the program: TERM, HUP, KILL, STOP, CONT
 *     sent TEXT             these bytes have come from the program since the start or `forget`
 *     unsent TEXT           they have not
 *     bytes 18 WHAT         no more than 18 have
 *     forget
 *     play FILE             the lines of another file of this folder
 *     picture NAME          the screen is tests/story/NAME.txt; UPDATE=1 writes it
 *     drafted TEXT          within 3 seconds a draft on disk has this text in it
 *     end CODE              the program ends by itself; 137: it was killed
 *
 * Every story has a folder of its own: $HOME, with the store in it; $DIR in a line stands for it,
 * and in pictures too. A time of day is written hh:mm in pictures, a fingerprint ***-***.
 */
#include <ctype.h>
#include <errno.h>
#include <ftw.h>
#include <glob.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/pty.h"
#include "tests/story_keys.h"

enum { ARGUMENTS_MAX = 32, ENV_MAX = 64, DEPTH_MAX = 2 };

struct story {
    const char *file;
    int line;
    char *dir;
    struct pty pty;
    bool running, here;
    int rows, columns;
    enum story_dialect dialect;
    int pressed; /* keys, since the last count */
    int depth;   /* of what is played out of another file */
    char *env[ENV_MAX + 1];
    size_t n_env;
};

/* ---- what a story says ---- */

static void show(struct story *s)
{
    struct buf b = {0};
    if (s->pty.screen)
        pty_picture(&s->pty, &b);
    for (const char *at = buf_str(&b), *end; *at; at = end + 1) {
        end = strchr(at, '\n');
        printf("    |%.*s\n", (int)(end - at), at);
    }
    buf_release(&b);
}

static bool verdict(struct story *s, bool good, const char *command, const char *text)
{
    printf("%s - %s:%d: %s %s\n", good ? "ok" : "not ok", s->file, s->line, command, text);
    if (!good)
        show(s);
    fflush(stdout);
    return good;
}

static void replace_all(struct buf *b, const char *from, const char *to)
{
    struct buf out = {0};
    const char *at = buf_str(b);
    for (const char *hit; (hit = strstr(at, from)); at = hit + strlen(from)) {
        buf_add(&out, at, (size_t)(hit - at));
        buf_adds(&out, to);
    }
    buf_adds(&out, at);
    buf_release(b);
    *b = out;
}

static void hide_times(struct buf *b)
{
    for (size_t i = 0; i + 5 <= b->n; i++) {
        char *p = b->p + i;
        bool time = isdigit((unsigned char)p[0]) && isdigit((unsigned char)p[1]) && p[2] == ':' &&
                    isdigit((unsigned char)p[3]) && isdigit((unsigned char)p[4]);
        if (time)
            memcpy(p, "hh:mm", 5);
    }
}

/* "7KF-3QX" */
static bool is_fingerprint(const char *p)
{
    for (int i = 0; i < 7; i++)
        if (i == 3 ? p[i] != '-' : !isupper((unsigned char)p[i]) && !isdigit((unsigned char)p[i]))
            return false;
    return true;
}

/* A fingerprint depends on the ids of the store. */
static void hide_fingerprints(struct buf *b)
{
    static const char before[] = "chiếu"; /* "Dấu đối chiếu": any blank may be a line end */
    const size_t n = sizeof before - 1;
    for (char *p = b->p; p && (p = strstr(p, before)) != NULL;) {
        p += n;
        while (*p == ' ' || *p == '\n')
            p++;
        if (is_fingerprint(p))
            memcpy(p, "***-***", 7);
    }
}

static void hide_behind(struct buf *b, const char *before, const char *signs)
{
    for (char *p = b->p; p && (p = strstr(p, before)) != NULL;) {
        p += strlen(before);
        memset(p, '*', strspn(p, signs)); /* a box may cover its end */
    }
}

/* So do the head of the audit trail and the code of a backup. */
static void hide_trail(struct buf *b)
{
    hide_behind(b, "Mã nhật ký ", "0123456789abcdef");
    hide_behind(b, "Mã kiểm tra của tệp: ", "0123456789ABCDEFGHJKMNPQRSTVWXYZ-");
}

/* Line 1 of the menu ends in the login, and what stands before it is pushed to the left. */
static void hide_login(struct buf *b)
{
    const struct passwd *pw = getpwuid(geteuid());
    size_t n = strcspn(buf_str(b), "\n"), login = pw ? strlen(pw->pw_name) : 0;
    struct buf out = {0};
    if (!login || n <= login || b->p[n - login - 1] != ' ' ||
        memcmp(b->p + n - login, pw->pw_name, login) != 0)
        return;
    for (size_t i = 0; i < n - login; i++)
        if (i < 2 || memcmp(b->p + i - 2, "   ", 3) != 0) /* blanks: two at most */
            buf_addc(&out, b->p[i]);
    buf_adds(&out, "$USER");
    buf_add(&out, b->p + n, b->n - n);
    buf_release(b);
    *b = out;
}

static bool read_whole(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    char chunk[4096];
    if (!f)
        return false;
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_add(out, chunk, n);
    fclose(f);
    return true;
}

static bool do_picture(struct story *s, const char *name)
{
    struct buf now = {0}, want = {0}, path = {0};
    const char *update = getenv("UPDATE");
    bool good = pty_settle(&s->pty);
    pty_picture(&s->pty, &now);
    replace_all(&now, s->dir, "$DIR");
    hide_times(&now);
    hide_login(&now);
    hide_fingerprints(&now);
    hide_trail(&now);
    buf_addf(&path, "tests/story/%s.txt", name);
    if (update && strcmp(update, "1") == 0) {
        FILE *f = fopen(buf_str(&path), "wb");
        good = f && fwrite(now.p, 1, now.n, f) == now.n;
        good = f && fclose(f) == 0 && good;
    } else {
        good =
            good && read_whole(buf_str(&path), &want) && span_eq(buf_span(&now), buf_span(&want));
        if (!good)
            printf("    expected %s:\n%s    got:\n", buf_str(&path), buf_str(&want));
    }
    buf_release(&now);
    buf_release(&want);
    buf_release(&path);
    return verdict(s, good, "picture", name);
}

/* ---- programs ---- */

static size_t split(char *text, char **argv)
{
    size_t n = 1; /* argv[0] is the program */
    for (char *word = strtok(text, " "); word && n < ARGUMENTS_MAX; word = strtok(NULL, " "))
        argv[n++] = word;
    argv[n] = NULL;
    return n;
}

static char *program(void)
{
    static char path[4096], real[PATH_MAX];
    const char *build = getenv("BUILD");
    snprintf(path, sizeof path, "%s/hoctap", build && *build ? build : "build");
    return realpath(path, real) ? real : path;
}

static bool do_setup(struct story *s, char *text)
{
    char *argv[ARGUMENTS_MAX + 1], *const shown = strdup(text);
    int status = -1;
    split(text, argv);
    argv[0] = program();
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        for (size_t i = 0; i < s->n_env; i++)
            putenv(s->env[i]);
        if (!freopen("/dev/null", "r", stdin) || !freopen("/dev/null", "w", stdout))
            _exit(126);
        execv(argv[0], argv);
        _exit(127);
    }
    bool good =
        pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    good = verdict(s, good, "setup", shown);
    free(shown);
    return good;
}

static bool do_run(struct story *s, char *text)
{
    char *argv[ARGUMENTS_MAX + 1];
    if (s->running)
        pty_stop(&s->pty);
    split(text, argv);
    argv[0] = program();
    char *before = s->here ? getcwd(NULL, 0) : NULL;
    if (before && chdir(s->dir) != 0)
        return verdict(s, false, "run", s->dir);
    s->running =
        pty_start(&s->pty, s->rows, s->columns, (const char *const *)s->env, argv, NULL, NULL);
    if (before && chdir(before) != 0)
        return verdict(s, false, "run", before);
    free(before);
    return s->running || verdict(s, false, "run", "");
}

static bool do_size(struct story *s, const char *text, bool now)
{
    int columns, rows;
    if (sscanf(text, "%dx%d", &columns, &rows) != 2 || columns < 1 || rows < 1)
        return false;
    if (now)
        pty_resize(&s->pty, rows, columns);
    s->rows = rows;
    s->columns = columns;
    return true;
}

/* ---- files ---- */

static void add_path(const struct story *s, const char *text, struct buf *out)
{
    buf_addf(out, "%s/%.*s", s->dir, (int)strcspn(text, " "), text);
}

static const char *behind_name(const char *text)
{
    const char *blank = strchr(text, ' ');
    return blank ? blank + 1 : "";
}

static bool do_file(struct story *s, const char *text)
{
    struct buf path = {0}, bytes = {0};
    add_path(s, text, &path);
    bool good = story_keys(behind_name(text), XTERM, &bytes, NULL);
    for (size_t i = 0; i < bytes.n; i++)
        if (bytes.p[i] == '\r')
            bytes.p[i] = '\n';
    FILE *f = good ? fopen(buf_str(&path), "wb") : NULL;
    good = f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
    good = f && fclose(f) == 0 && good;
    buf_release(&path);
    buf_release(&bytes);
    return good || verdict(s, false, "file", text);
}

static bool do_holds(struct story *s, const char *text)
{
    struct buf path = {0}, have = {0};
    add_path(s, text, &path);
    bool good =
        read_whole(buf_str(&path), &have) && strstr(buf_str(&have), behind_name(text)) != NULL;
    if (!good)
        printf("%s\n", buf_str(&have));
    buf_release(&path);
    buf_release(&have);
    return verdict(s, good, "holds", text);
}

static bool do_gone(struct story *s, const char *text)
{
    struct buf path = {0};
    add_path(s, text, &path);
    bool good = access(buf_str(&path), F_OK) != 0;
    buf_release(&path);
    return verdict(s, good, "gone", text);
}

static bool in_drafts(const struct story *s, const char *text)
{
    struct buf pattern = {0};
    glob_t files;
    bool found = false;
    buf_addf(&pattern, "%s/db/drafts/*", s->dir);
    if (glob(buf_str(&pattern), 0, NULL, &files) == 0) {
        for (size_t i = 0; i < files.gl_pathc && !found; i++) {
            struct buf have = {0};
            found = read_whole(files.gl_pathv[i], &have) && strstr(buf_str(&have), text);
            buf_release(&have);
        }
        globfree(&files);
    }
    buf_release(&pattern);
    return found;
}

static bool do_drafted(struct story *s, const char *text)
{
    static const struct timespec pause = {.tv_nsec = 20000000};
    bool found = false;
    for (int i = 0; i < 150 && !(found = in_drafts(s, text)); i++)
        nanosleep(&pause, NULL);
    return verdict(s, found, "drafted", text);
}

static bool do_env(struct story *s, const char *text)
{
    if (s->n_env == ENV_MAX)
        return false;
    s->env[s->n_env++] = strdup(text);
    return true;
}

static bool do_keys(struct story *s, const char *text, bool paste)
{
    struct buf b = {0};
    buf_adds(&b, paste ? "\033[200~" : "");
    bool good = story_keys(text, s->dialect, &b, paste ? NULL : &s->pressed);
    buf_adds(&b, paste ? "\033[201~" : "");
    if (good)
        pty_type(&s->pty, buf_span(&b));
    buf_release(&b);
    return good;
}

static bool do_preload(struct story *s, const char *name)
{
    struct buf b = {0};
    const char *build = getenv("BUILD");
    char real[PATH_MAX];
    buf_addf(&b, "%s/%s", build && *build ? build : "build", name);
    bool good = realpath(buf_str(&b), real) != NULL;
    buf_reset(&b);
    buf_addf(&b, "LD_PRELOAD=%s", real);
    good = good && do_env(s, buf_str(&b));
    buf_release(&b);
    return good;
}

static bool do_most(struct story *s, const char *text)
{
    struct buf b = {0};
    buf_addf(&b, "%s: %d keys", text, s->pressed);
    bool good = verdict(s, s->pressed <= atoi(text), "most", buf_str(&b));
    buf_release(&b);
    return good;
}

static bool do_bytes(struct story *s, const char *text)
{
    struct buf b = {0};
    buf_addf(&b, "%s: %zu bytes", text, s->pty.raw.n);
    bool good = verdict(s, s->pty.raw.n <= (size_t)atoi(text), "bytes", buf_str(&b));
    buf_release(&b);
    return good;
}

static bool do_signal(struct story *s, const char *text)
{
    static const struct {
        const char *name;
        int number;
    } signals[] = {{"TERM", SIGTERM},
                   {"HUP", SIGHUP},
                   {"KILL", SIGKILL},
                   {"STOP", SIGSTOP},
                   {"CONT", SIGCONT}};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (strcmp(signals[i].name, text) == 0)
            return s->pty.pid > 0 && kill(s->pty.pid, signals[i].number) == 0;
    return false;
}

/* What the program has sent since the last forget; text as in keys. */
static bool do_sent(struct story *s, const char *text, bool wanted)
{
    struct buf want = {0};
    bool good =
        story_keys(text, XTERM, &want, NULL) &&
        (memmem(buf_str(&s->pty.raw), s->pty.raw.n, buf_str(&want), want.n) != NULL) == wanted;
    buf_release(&want);
    return verdict(s, good, wanted ? "sent" : "unsent", text);
}

static bool do_end(struct story *s, const char *text)
{
    bool good = pty_wait_end(&s->pty, PTY_LIMIT_MS);
    int status = s->pty.status;
    good = good && (WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)) == atoi(text);
    return verdict(s, good, "end", text);
}

static bool do_play(struct story *s, const char *name);

/* False ends the story. */
static bool play(struct story *s, const char *command, char *text)
{
    bool known = true;
    if (strcmp(command, "setup") == 0)
        return do_setup(s, text);
    if (strcmp(command, "run") == 0)
        return do_run(s, text);
    if (strcmp(command, "file") == 0)
        return do_file(s, text);
    if (strcmp(command, "holds") == 0)
        return do_holds(s, text);
    if (strcmp(command, "gone") == 0)
        return do_gone(s, text);
    if (strcmp(command, "drafted") == 0)
        return do_drafted(s, text);
    if (strcmp(command, "wait") == 0)
        return verdict(s, pty_wait_text(&s->pty, text), command, text);
    if (strcmp(command, "absent") == 0)
        return verdict(s, !pty_shows(&s->pty, text), command, text);
    if (strcmp(command, "settle") == 0)
        return pty_settle(&s->pty) || verdict(s, false, command, text);
    if (strcmp(command, "picture") == 0)
        return do_picture(s, text);
    if (strcmp(command, "end") == 0)
        return do_end(s, text);
    if (strcmp(command, "most") == 0)
        return do_most(s, text);
    if (strcmp(command, "bytes") == 0)
        return do_bytes(s, text);
    if (strcmp(command, "sent") == 0 || strcmp(command, "unsent") == 0)
        return do_sent(s, text, *command == 's');
    if (strcmp(command, "play") == 0)
        return do_play(s, text);
    if (strcmp(command, "size") == 0 || strcmp(command, "resize") == 0)
        known = do_size(s, text, *command == 'r');
    else if (strcmp(command, "env") == 0)
        known = do_env(s, text);
    else if (strcmp(command, "dialect") == 0)
        known = story_dialect(text, &s->dialect);
    else if (strcmp(command, "keys") == 0 || strcmp(command, "paste") == 0)
        known = do_keys(s, text, *command == 'p');
    else if (strcmp(command, "here") == 0)
        s->here = true;
    else if (strcmp(command, "hangup") == 0)
        pty_hangup(&s->pty);
    else if (strcmp(command, "preload") == 0)
        known = do_preload(s, text);
    else if (strcmp(command, "signal") == 0)
        known = do_signal(s, text);
    else if (strcmp(command, "count") == 0)
        s->pressed = 0;
    else if (strcmp(command, "forget") == 0)
        pty_forget(&s->pty);
    else
        known = false;
    return known || verdict(s, false, command, "(not understood)");
}

static bool play_line(struct story *s, char *line)
{
    struct buf b = {0};
    line[strcspn(line, "\n")] = 0;
    if (*line == '#' || *line == 0)
        return true;
    buf_adds(&b, line);
    replace_all(&b, "$DIR", s->dir);
    char *command = buf_detach(&b), *text = command + strcspn(command, " ");
    if (*text)
        *text++ = 0;
    bool on = play(s, command, text);
    free(command);
    return on;
}

static bool play_file(struct story *s, const char *path)
{
    FILE *f = fopen(path, "r");
    const char *file = s->file;
    int before = s->line;
    char line[8192];
    bool on = f != NULL;
    if (!f)
        return verdict(s, false, "play", path);
    s->file = path;
    s->line = 0;
    while (on && fgets(line, sizeof line, f)) {
        s->line++;
        on = play_line(s, line);
    }
    fclose(f);
    s->file = file;
    s->line = before;
    return on;
}

/* The lines of another file of the folder. */
static bool do_play(struct story *s, const char *name)
{
    struct buf path = {0};
    bool on = s->depth < DEPTH_MAX;
    buf_addf(&path, "tests/story/%s", name);
    s->depth++;
    on = on && play_file(s, buf_str(&path));
    s->depth--;
    buf_release(&path);
    return on;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

/* The environment that every story begins with. */
static void begin(struct story *s)
{
    static const char *const standard[] = {"TERM=xterm-256color",
                                           "LC_ALL=C.UTF-8",
                                           "NO_COLOR",
                                           "ESCDELAY",
                                           "LINES",
                                           "COLUMNS",
                                           "LANGUAGE",
                                           "XDG_DATA_HOME"};
    const char *base = getenv("TMPDIR");
    struct buf b = {0};
    buf_addf(&b, "%s/hoctap-story-XXXXXX", base && *base ? base : "/tmp");
    s->dir = buf_detach(&b);
    s->rows = 24;
    s->columns = 80;
    if (!mkdtemp(s->dir)) {
        printf("not ok - %s: no folder %s\n", s->file, s->dir);
        exit(1);
    }
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++)
        do_env(s, standard[i]);
    buf_addf(&b, "HOME=%s", s->dir);
    do_env(s, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "HOCTAP_DB=%s/db", s->dir);
    do_env(s, buf_str(&b));
    do_env(s, "HOCTAP_TODAY=2026-11-22");
    buf_release(&b);
}

int main(int argc, char **argv)
{
    struct story s = {.file = argc > 1 ? argv[1] : "", .pty = {.fd = -1}};
    signal(SIGPIPE, SIG_IGN);
    begin(&s);
    bool on = play_file(&s, s.file);
    pty_stop(&s.pty);
    nftw(s.dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(s.dir);
    for (size_t i = 0; i < s.n_env; i++)
        free(s.env[i]);
    return on ? 0 : 1;
}
