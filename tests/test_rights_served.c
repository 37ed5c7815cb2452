/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way in over SSH, as sshd starts it (hoctap --db .. --as NAME): every entity by everybody, and
 * every command of the program. What comes out is what core gives; nothing else can be asked for.
 */
#include "tests/rights_world.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/account.h"
#include "core/audit.h"
#include "tui/command.h"

/* ---- the store, with an account a person ---- */

struct entering {
    const struct town *x;
    enum who who;
};

static enum status enter_fn(struct book_tx *t, void *context)
{
    const struct entering *e = context;
    struct caller c = person(e->x, e->who, "test"), admin = c;
    struct account a = {.role = c.role};
    struct unit_key units[1];
    snprintf(a.login, sizeof a.login, "%s", c.name);
    if (c.n_units) {
        units[0] = c.units[0];
        a.units = units;
        a.n_units = 1;
    }
    admin.role = ROLE_ADMIN;
    t->who = &admin;
    return account_put(t, &a, "add");
}

static void town_with_accounts(struct town *x)
{
    town_new(x, true);
    for (int who = WHO; who-- > 0;) { /* the administrator before those to be looked after */
        struct entering e = {x, (enum who)who};
        struct detail d = {0};
        if (book_write(x->w.book, &x->w.who, enter_fn, &e, &d) != STATUS_OK)
            fail_msg("%s", d.text);
    }
    book_close(x->w.book); /* from here on the program has it */
    x->w.book = NULL;
}

/* ---- one connection ---- */

static void child(const struct town *x, const char *login, const char *command, int in, int out)
{
    struct buf program = {0}, db = {0};
    int null = open("/dev/null", O_RDWR);
    buf_addf(&program, "%s/hoctap", test_build());
    buf_addf(&db, "%s/db", x->w.dir);
    dup2(in >= 0 ? in : null, 0);
    dup2(out, 1);
    dup2(null, 2);
    setenv("SSH_ORIGINAL_COMMAND", command, 1);
    setenv("SSH_CONNECTION", "10.0.0.7 5 10.0.0.1 22", 1);
    execl(buf_str(&program), "hoctap", "--db", buf_str(&db), "--as", login, (char *)NULL);
    _exit(127);
}

/* What the command writes, and its exit code. */
static int served(const struct town *x, enum who who, const char *command, const char *input,
                  struct buf *out)
{
    struct caller c = person(x, who, "ssh");
    int in[2], pipe_out[2], status;
    char bytes[4096];
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(pipe_out), 0);
    buf_reset(out);
    pid_t pid = fork();
    if (pid == 0) {
        close(in[1]);
        close(pipe_out[0]);
        child(x, c.name, command, in[0], pipe_out[1]);
    }
    close(in[0]);
    close(pipe_out[1]);
    if (input)
        assert_int_equal(write(in[1], input, strlen(input)), (ssize_t)strlen(input));
    close(in[1]);
    for (ssize_t n; (n = read(pipe_out[0], bytes, sizeof bytes)) > 0;)
        buf_add(out, bytes, (size_t)n);
    close(pipe_out[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static bool holds_id(const struct buf *b, uint64_t id)
{
    struct buf want = {0};
    id_add_text(&want, id);
    bool is = memmem(b->p, b->n, want.p, want.n) != NULL;
    buf_release(&want);
    return is;
}

/* ---- what comes out ---- */

static void every_entity(void **state)
{
    static const char *const ways[] = {"export %s -o -", "list %s --json -o -"};
    struct town x;
    struct buf out = {0};
    (void)state;
    town_with_accounts(&x);
    for (int who = 0; who < WHO; who++)
        for (size_t i = 0; entity_at(i); i++)
            for (size_t way = 0; way < 2; way++) {
                const struct entity *e = entity_at(i);
                struct caller c = person(&x, (enum who)who, "ssh");
                char command[80];
                snprintf(command, sizeof command, ways[way], e->name);
                assert_int_equal(served(&x, (enum who)who, command, NULL, &out), 0);
                for (int p = 0; p < PLACES; p++)
                    if (x.id[e->id][p])
                        right(holds_id(&out, x.id[e->id][p]), may_read((enum who)who, e, p), &c, e,
                              p, command);
            }
    buf_release(&out);
    town_free(&x);
}

static void figures_and_files(void **state)
{
    struct town x;
    struct buf out = {0};
    char command[120];
    (void)state;
    town_with_accounts(&x);
    for (int who = 0; who < WHO; who++)
        for (int p = 0; p < PLACES; p++) {
            static const char *const ways[] = {
                "progress --unit %s --format json -o -",
                "explain --title family --year 2026 --unit %s --json -o -",
                "report annual --unit %s --year 2026 -o -",
                "export household --unit %s --private -o -"};
            struct caller c = person(&x, (enum who)who, "ssh");
            for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
                bool want = i < 3 ? may_read((enum who)who, NULL, p) : is_commune((enum who)who);
                snprintf(command, sizeof command, ways[i], codes[p]);
                int rc = served(&x, (enum who)who, command, NULL, &out);
                right(rc == 0, want, &c, NULL, p, command);
                if (!want) {
                    assert_int_equal(rc, 4);
                    assert_int_equal(out.n, 0);
                }
            }
            snprintf(command, sizeof command, "Thôn,Chủ hộ\n%s,Ngô Văn %d\n", codes[p], who);
            if (p != COMMUNE_ITSELF)
                right(served(&x, (enum who)who, "import household -", command, &out) == 0,
                      may_write((enum who)who, NULL, p), &c, NULL, p, "import");
        }
    buf_release(&out);
    town_free(&x);
}

/* Whoever it is: accounts, backups, the trail, erasing .. are not to be had from afar. */
static void every_other_command(void **state)
{
    struct town x;
    struct buf out = {0};
    (void)state;
    town_with_accounts(&x);
    for (int who = 0; who < WHO; who++)
        for (const struct command *c = commands; c->name; c++) {
            char command[80];
            if (c->remote != REMOTE_NONE)
                continue;
            snprintf(command, sizeof command, "%s x", c->name);
            assert_int_equal(served(&x, (enum who)who, command, NULL, &out), 4);
            assert_int_equal(out.n, 0);
        }
    buf_release(&out);
    town_free(&x);
}

struct refusals {
    size_t n;
    struct buf sources;
};

static void take_refusal(void *context, const struct audit_entry *e, struct span body)
{
    struct refusals *r = context;
    (void)body;
    if (e->op != AUDIT_DENIED)
        return;
    r->n++;
    buf_addf(&r->sources, "%s %s\n", e->actor, e->source);
}

static enum status refusals_fn(struct book_tx *t, void *context)
{
    return audit_each(t, 0, UINT64_MAX, false, take_refusal, context);
}

/* One entry for what was refused: by core, by the words, with rows of an import. */
static void refusals_are_written_down_once(void **state)
{
    struct town x;
    struct buf out = {0}, path = {0};
    struct refusals r = {0};
    struct detail d = {0};
    (void)state;
    town_with_accounts(&x);
    assert_int_equal(served(&x, LEADER, "list household --unit 15664002 -o -", NULL, &out), 4);
    assert_int_equal(served(&x, LEADER, "backup x", NULL, &out), 4);
    assert_int_equal(
        served(&x, LEADER, "import household -", "Thôn,Chủ hộ\n15664002,Ngô Văn Kín\n", &out), 1);
    assert_int_equal(served(&x, LEADER, "list household -o -", NULL, &out), 0);
    buf_addf(&path, "%s/db", x.w.dir);
    assert_int_equal(book_open(&x.w.book, buf_str(&path), true, &x.w.who, &d), STATUS_OK);
    assert_int_equal(book_read(x.w.book, &x.w.who, refusals_fn, &r, NULL), STATUS_OK);
    assert_string_equal(buf_str(&r.sources), "lan ssh 10.0.0.7: read 15664002\n"
                                             "lan ssh 10.0.0.7: command\n"
                                             "lan ssh 10.0.0.7: import household\n");
    buf_release(&r.sources);
    buf_release(&out);
    buf_release(&path);
    town_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entity),
        cmocka_unit_test(figures_and_files),
        cmocka_unit_test(every_other_command),
        cmocka_unit_test(refusals_are_written_down_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
