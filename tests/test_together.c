/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two people, two processes, one store: who edits is named, nobody saves over the other unseen, and
 * neither a stopped nor a killed program holds anybody up for long.
 */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/book_private.h"
#include "forms/editing.h"
#include "forms/list.h"
#include "tests/form_world.h"

enum { WAIT_MS = 300 };

struct office {
    struct world w;
    char *dir;
    char path[300];
    uint64_t id;
};

static int begin(void **state)
{
    static struct office o;
    o = (struct office){.dir = test_tmpdir()};
    snprintf(o.path, sizeof o.path, "%s/xa", o.dir);
    world_init(&o.w, o.path);
    o.id = add_household(&o.w, "Lê Thế Tuấn");
    book_close(o.w.book); /* a store is not carried over a fork */
    o.w.book = NULL;
    *state = &o;
    return 0;
}

static int end_office(void **state)
{
    struct office *o = *state;
    world_release(&o->w);
    test_rmtree(o->dir);
    free(o->dir);
    return 0;
}

/* As book_open() does it, but it does not wait for long. */
static struct world arrive(struct office *o, const char *name)
{
    struct world w = {.who = o->w.who, .h1 = o->w.h1, .h2 = o->w.h2};
    struct store_options so = {.wait_ms = WAIT_MS, .holder = name};
    struct store *store;
    struct detail d = {0};
    w.who.name = name;
    if (store_open(&store, o->path, &so, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    w.book = book_adopt(store);
    assert_int_equal(book_load(w.book, &w.who, &d), STATUS_OK);
    return w;
}

/* ---- the other one ---- */

struct other {
    pid_t pid;
    int to, from;
};
typedef void (*other_fn)(struct office *o, struct world *w, int in, int out);

static void say(int fd, char c)
{
    assert_int_equal(write(fd, &c, 1), 1);
}

static char hear(int fd)
{
    char c = 0;
    return read(fd, &c, 1) == 1 ? c : 0;
}

static struct other start_other(struct office *o, other_fn fn)
{
    int in[2], out[2];
    assert_int_equal(pipe(in) + pipe(out), 0);
    struct other x = {.pid = fork(), .to = in[1], .from = out[0]};
    if (x.pid == 0) {
        close(in[1]);
        close(out[0]);
        struct world w = arrive(o, "hai");
        fn(o, &w, in[0], out[1]);
        _exit(0);
    }
    close(in[0]);
    close(out[1]);
    return x;
}

static int end_other(struct other *x)
{
    int status = 0;
    close(x->to);
    close(x->from);
    waitpid(x->pid, &status, 0);
    return status;
}

static void kill_other(struct other *x)
{
    kill(x->pid, SIGKILL);
    end_other(x);
}

/* ---- who is editing ---- */

static void edit_and_stay(struct office *o, struct world *w, int in, int out)
{
    struct editing x = {0};
    editing_begin(&x, w->book, &w->who, entity_by_name("household"), o->id);
    say(out, x.lock ? 'y' : 'n');
    hear(in);
    editing_end(&x);
}

static void sees_hai(struct office *o, struct world *w)
{
    struct editing x = {0};
    struct buf words = {0};
    editing_begin(&x, w->book, &w->who, entity_by_name("household"), o->id);
    assert_true(x.busy);
    assert_string_equal(x.name, "Hải Anh"); /* the name people know, not the login */
    assert_in_range(x.since, time(NULL) - 5, time(NULL));
    editing_add_sentence(&x, time(NULL), &words);
    assert_non_null(strstr(buf_str(&words), "Hải Anh"));
    editing_end(&x);
    editing_look(&x, w->book, &w->who, entity_by_name("household"), o->id);
    assert_true(x.busy);
    editing_end(&x);
    buf_release(&words);
}

static enum status name_hai(struct book_tx *t, void *context)
{
    (void)context;
    book_set_setting(t, "user/hai", SPAN_LIT("Hải Anh"));
    return STATUS_OK;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void who_edits_is_named(void **state)
{
    struct office *o = *state;
    struct form f;
    struct editing x = {0};
    int status;
    struct other hai = start_other(o, edit_and_stay);
    assert_int_equal(hear(hai.from), 'y');
    struct world w = arrive(o, "lan");
    assert_int_equal(book_write(w.book, &w.who, name_hai, NULL, NULL), STATUS_OK);
    sees_hai(o, &w);
    /* another record is free */
    editing_begin(&x, w.book, &w.who, entity_by_name("household"), o->id + 1000);
    assert_non_null(x.lock);
    editing_end(&x);
    /* the program over there is stopped: named all the same, and a save is not held up */
    kill(hai.pid, SIGSTOP);
    waitpid(hai.pid, &status, WUNTRACED);
    sees_hai(o, &w);
    int64_t from = now_ms();
    reopen(&w, &f, o->id);
    put(&f, "size", "5");
    saved(&f);
    form_close(&f);
    assert_true(now_ms() - from < WAIT_MS);
    kill_other(&hai); /* and what it leaves behind is in nobody's way */
    editing_begin(&x, w.book, &w.who, entity_by_name("household"), o->id);
    assert_false(x.busy);
    assert_non_null(x.lock);
    editing_end(&x);
    world_release(&w);
}

static void look_on(struct office *o, struct world *w, int in, int out)
{
    struct editing x = {0}, marks = {0};
    editing_begin(&x, w->book, &w->who, entity_by_name("household"), o->id);
    editing_begin_marks(&marks, w->book, &w->who, TITLE_FAMILY, w->h1, 2026);
    say(out, x.busy && marks.busy ? 'y' : 'n');
    hear(in);
    editing_end(&x);
    editing_end(&marks);
}

/* Who has it first is told of who comes later, and when that one has gone. */
static void the_first_one_is_told_too(void **state)
{
    struct office *o = *state;
    struct editing x = {0}, marks = {0};
    struct buf words = {0};
    struct world w = arrive(o, "lan");
    const struct entity *e = entity_by_name("household");
    editing_begin(&x, w.book, &w.who, e, o->id);
    editing_begin_marks(&marks, w.book, &w.who, TITLE_FAMILY, w.h1, 2026);
    assert_true(x.lock && marks.lock);
    struct other hai = start_other(o, look_on);
    assert_int_equal(hear(hai.from), 'y');
    editing_begin(&x, w.book, &w.who, e, o->id);
    editing_begin_marks(&marks, w.book, &w.who, TITLE_FAMILY, w.h1, 2026);
    assert_true(x.joined && marks.joined && !x.busy);
    editing_add_short(&x, time(NULL), &words);
    assert_non_null(strstr(buf_str(&words), "hai cũng mở"));
    say(hai.to, 'g');
    assert_int_equal(end_other(&hai), 0);
    editing_begin(&x, w.book, &w.who, e, o->id);
    assert_false(x.joined);
    editing_end(&x);
    editing_end(&marks);
    buf_release(&words);
    world_release(&w);
}

/* ---- saving ---- */

static void save_second(struct office *o, struct world *w, int in, int out)
{
    struct form f;
    struct detail d = {0};
    reopen(w, &f, o->id);
    say(out, 'o');
    hear(in);
    put(&f, "size", "6");
    put(&f, "birth", "1960");
    enum status s = form_save(&f, NULL, &d);
    say(out, s == STATUS_CONFLICT && f.n_conflicts == 1 && strcmp(f.conflict[0].theirs, "5") == 0 &&
                     strcmp(f.conflict[0].mine, "6") == 0
                 ? 'c'
                 : '?');
    hear(in);
    say(out, form_save(&f, NULL, &d) == STATUS_OK ? 's' : '?');
    form_close(&f);
}

static void a_second_save_is_never_silent(void **state)
{
    struct office *o = *state;
    struct form f;
    struct other hai = start_other(o, save_second);
    assert_int_equal(hear(hai.from), 'o');
    struct world w = arrive(o, "lan");
    reopen(&w, &f, o->id);
    put(&f, "size", "5");
    saved(&f);
    form_close(&f);
    say(hai.to, 'g');
    assert_int_equal(hear(hai.from), 'c');
    reopen(&w, &f, o->id); /* nothing of it was written yet */
    check_text(&f, "size", "5");
    check_text(&f, "birth", "");
    form_close(&f);
    say(hai.to, 'g'); /* it has seen both and keeps its own */
    assert_int_equal(hear(hai.from), 's');
    reopen(&w, &f, o->id);
    check_text(&f, "size", "6");
    check_text(&f, "birth", "1960");
    form_close(&f);
    assert_int_equal(end_other(&hai), 0);
    world_release(&w);
}

static enum status write_and_stop(struct book_tx *t, void *context)
{
    int *out = context;
    book_set_setting(t, "user/hai", SPAN_LIT("nửa chừng"));
    say(*out, 'w');
    raise(SIGSTOP);
    return STATUS_OK;
}

static void stop_in_a_write(struct office *o, struct world *w, int in, int out)
{
    (void)o, (void)in;
    say(out, book_write(w->book, &w->who, write_and_stop, &out, NULL) == STATUS_OK ? 'd' : '?');
}

static enum status save_size(struct world *w, uint64_t id, const char *size, struct detail *d)
{
    struct form f;
    reopen(w, &f, id);
    put(&f, "size", size);
    enum status s = form_save(&f, NULL, d);
    form_close(&f);
    return s;
}

static void a_stopped_writer_is_named_and_goes_on(void **state)
{
    struct office *o = *state;
    struct detail d = {0};
    int status;
    struct other hai = start_other(o, stop_in_a_write);
    assert_int_equal(hear(hai.from), 'w');
    waitpid(hai.pid, &status, WUNTRACED);
    struct world w = arrive(o, "lan");
    int64_t from = now_ms();
    assert_int_equal(save_size(&w, o->id, "5", &d), STATUS_BUSY);
    assert_in_range(now_ms() - from, WAIT_MS / 2, 4 * WAIT_MS);
    assert_non_null(strstr(d.text, "hai"));
    kill(hai.pid, SIGCONT);
    assert_int_equal(hear(hai.from), 'd');
    assert_int_equal(end_other(&hai), 0);
    assert_int_equal(save_size(&w, o->id, "5", &d), STATUS_OK);
    world_release(&w);
}

static void a_killed_writer_holds_nobody_up(void **state)
{
    struct office *o = *state;
    struct detail d = {0};
    int status;
    struct other hai = start_other(o, stop_in_a_write);
    assert_int_equal(hear(hai.from), 'w');
    waitpid(hai.pid, &status, WUNTRACED);
    struct world w = arrive(o, "lan");
    kill_other(&hai);
    int64_t from = now_ms();
    assert_int_equal(save_size(&w, o->id, "7", &d), STATUS_OK);
    assert_true(now_ms() - from < WAIT_MS);
    world_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_edits_is_named, begin, end_office),
        cmocka_unit_test_setup_teardown(the_first_one_is_told_too, begin, end_office),
        cmocka_unit_test_setup_teardown(a_second_save_is_never_silent, begin, end_office),
        cmocka_unit_test_setup_teardown(a_stopped_writer_is_named_and_goes_on, begin, end_office),
        cmocka_unit_test_setup_teardown(a_killed_writer_holds_nobody_up, begin, end_office),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
