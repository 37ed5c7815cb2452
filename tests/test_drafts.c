/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files beside the store: drafts, and who edits what.
 */
#include "tests/support.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "locale/status.h"
#include "storage/diskfile.h"
#include "storage/drafts.h"
#include "storage/editlock.h"

static int set_up(void **state)
{
    *state = test_tmpdir();
    return 0;
}

static int tear_down(void **state)
{
    test_rmtree(*state);
    free(*state);
    return 0;
}

static void assert_draft(const char *dir, const char *person, const char *form, const char *want)
{
    struct buf b = {0};
    enum status st = draft_load(dir, span_of(person), span_of(form), &b, NULL);
    assert_int_equal(st, want ? STATUS_OK : STATUS_NOTFOUND);
    if (want)
        assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void save(const char *dir, const char *person, const char *form, const char *text)
{
    struct detail d = {{0}, 0};
    if (draft_save(dir, span_of(person), span_of(form), span_of(text), &d))
        fail_msg("%s", d.text);
}

static const char *const odd_names[] = {
    "",           ".",           "..",  "../../etc/passwd", "/",   "a/b", "a.b",  "%",    "%25",
    "Nguyễn Lan", "Nguyễn  Lan", "-rf", ".tmp-1-x",         "CON", "\n",  "\001", "a\\b", "ấ",
    "a\xcc\x82",  "\xff\xfe"};
enum { ODD = sizeof odd_names / sizeof *odd_names };

static void every_name_is_a_file_of_its_own(void **state)
{
    for (size_t i = 0; i < ODD; i++)
        for (size_t j = 0; j < ODD; j += 5) {
            char text[16];
            snprintf(text, sizeof text, "%zu %zu", i, j);
            save(*state, odd_names[i], odd_names[j], text);
        }
    for (size_t i = 0; i < ODD; i++)
        for (size_t j = 0; j < ODD; j += 5) {
            char text[16];
            snprintf(text, sizeof text, "%zu %zu", i, j);
            assert_draft(*state, odd_names[i], odd_names[j], text);
        }
    struct buf path = {0};
    buf_addf(&path, "%s/drafts", (char *)*state);
    struct stat st;
    assert_int_equal(stat(buf_str(&path), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    buf_release(&path);
}

static void long_names_are_told_apart(void **state)
{
    char a[400], b[400];
    memset(a, 'x', sizeof a);
    a[sizeof a - 1] = 0;
    memcpy(b, a, sizeof b);
    b[sizeof b - 2] = 'y';
    save(*state, a, a, "aa");
    save(*state, a, b, "ab");
    save(*state, b, b, "bb");
    assert_draft(*state, a, a, "aa");
    assert_draft(*state, a, b, "ab");
    assert_draft(*state, b, b, "bb");
    assert_draft(*state, b, a, NULL);
}

static void a_draft_is_replaced_and_removed(void **state)
{
    struct span lan = SPAN_LIT("lan"), form = SPAN_LIT("household/1");
    assert_draft(*state, "lan", "household/1", NULL);
    assert_int_equal(draft_remove(*state, lan, form, NULL), STATUS_OK);
    save(*state, "lan", "household/1", "một");
    save(*state, "lan", "household/1", "");
    assert_draft(*state, "lan", "household/1", "");
    save(*state, "lan", "household/1", "ba");
    assert_draft(*state, "lan", "household/1", "ba");
    assert_int_equal(draft_remove(*state, lan, form, NULL), STATUS_OK);
    assert_int_equal(draft_remove(*state, lan, form, NULL), STATUS_OK);
    assert_draft(*state, "lan", "household/1", NULL);
}

static void files_are_for_the_owner_only(void **state)
{
    struct buf path = {0};
    struct stat st;
    buf_addf(&path, "%s/drafts/lan.f", (char *)*state);
    static const mode_t masks[] = {0, 077, 0777};
    for (size_t i = 0; i < 3; i++) {
        mode_t old = umask(masks[i]);
        save(*state, "lan", "f", "x");
        umask(old);
        assert_int_equal(stat(buf_str(&path), &st), 0);
        assert_int_equal(st.st_mode & 07777, 0600);
        assert_int_equal(unlink(buf_str(&path)), 0);
    }
    buf_release(&path);
}

static void a_damaged_draft_is_told_and_kept(void **state)
{
    struct buf path = {0}, whole = {0}, out = {0};
    struct detail d = {{0}, 0};
    save(*state, "lan", "f", "nội dung");
    buf_addf(&path, "%s/drafts/lan.f", (char *)*state);
    test_read_file(buf_str(&path), &whole);
    for (size_t i = 0; i < whole.n; i++) { /* every byte flipped, every length cut */
        whole.p[i] ^= 4;
        test_write_file(buf_str(&path), whole.p, whole.n);
        assert_int_equal(draft_load(*state, span_of("lan"), span_of("f"), &out, &d),
                         STATUS_CORRUPT);
        whole.p[i] ^= 4;
        test_write_file(buf_str(&path), whole.p, i);
        assert_int_equal(draft_load(*state, span_of("lan"), span_of("f"), &out, &d),
                         STATUS_CORRUPT);
    }
    assert_int_equal(out.n, 0);
    assert_non_null(strstr(d.text, "drafts/lan.f"));
    assert_int_equal(access(buf_str(&path), F_OK), 0);
    buf_release(&path);
    buf_release(&whole);
}

static void collect(void *context, const struct draft_info *info)
{
    assert_true(info->saved > 1600000000);
    buf_addf(context, "%.*s/%.*s ", (int)info->person.n, info->person.p, (int)info->form.n,
             info->form.p);
}

static void drafts_of_one_person_are_listed(void **state)
{
    struct buf b = {0}, path = {0};
    assert_int_equal(draft_each(*state, span_of(""), collect, &b, NULL), STATUS_OK);
    assert_int_equal(b.n, 0);
    save(*state, "lan", "f", "x");
    save(*state, "Hòa", "g/2", "y");
    buf_addf(&path, "%s/drafts/.tmp-9-lan.g", (char *)*state);
    test_write_file(buf_str(&path), "half", 4);
    buf_reset(&path);
    buf_addf(&path, "%s/drafts/foreign", (char *)*state);
    test_write_file(buf_str(&path), "x", 1);
    assert_int_equal(draft_each(*state, span_of("Hòa"), collect, &b, NULL), STATUS_OK);
    assert_string_equal(buf_str(&b), "Hòa/g/2 ");
    assert_int_equal(draft_each(*state, span_of(""), collect, &b, NULL), STATUS_OK);
    assert_int_equal(b.n, 2 * strlen("Hòa/g/2 ") + strlen("lan/f "));
    buf_release(&b);
    buf_release(&path);
}

static void what_cannot_be_saved_is_told(void **state)
{
    struct detail d = {{0}, 0};
    char *big = calloc(1, DRAFT_MAX);
    assert_int_equal(draft_save("/nowhere/at/all", span_of("a"), span_of("b"), span_of("c"), &d),
                     STATUS_NOTFOUND);
    assert_int_equal(draft_save("", span_of("a"), span_of("b"), span_of("c"), &d), STATUS_INVALID);
    assert_int_equal(draft_save(*state, span_of("a"), span_of("b"), span_make(big, DRAFT_MAX), &d),
                     STATUS_INVALID);
    assert_draft("", "a", "b", NULL);
    free(big);
}

/* ---- who edits what ---- */

static void the_second_is_told_who_edits(void **state)
{
    struct editlock *a, *b;
    struct lock_holder who;
    struct detail d = {{0}, 0};
    struct span id = SPAN_LIT("household/../1");
    assert_false(editlock_held(*state, id, NULL));
    assert_int_equal(editlock_take(&a, *state, id, "Nguyễn Thị Lan", NULL, &d), STATUS_OK);
    assert_int_equal(editlock_take(&b, *state, id, "Hòa", &who, &d), STATUS_BUSY);
    assert_null(b);
    assert_string_equal(who.name, "Nguyễn Thị Lan");
    assert_string_equal(d.text, "Nguyễn Thị Lan đang sửa phiếu này.");
    assert_int_equal(who.pid, getpid());
    assert_int_equal(editlock_take(&b, *state, span_of("other"), "Hòa", NULL, &d), STATUS_OK);
    assert_true(editlock_held(*state, id, &who));
    editlock_release(b);
    editlock_release(a);
    editlock_release(NULL);
    assert_false(editlock_held(*state, id, NULL));
    assert_int_equal(editlock_take(&a, *state, id, "Hòa", NULL, &d), STATUS_OK);
    editlock_release(a);
    assert_int_equal(editlock_take(&a, "", id, "Hòa", NULL, &d), STATUS_OK);
    editlock_release(a);
}

static void a_killed_editor_frees_the_form(void **state)
{
    struct editlock *a;
    struct lock_holder who;
    struct span id = SPAN_LIT("x");
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (editlock_take(&a, *state, id, "Lan", NULL, NULL))
            _exit(1);
        if (write(ready[1], "", 1) == 1)
            pause();
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(editlock_take(&a, *state, id, "Hòa", &who, NULL), STATUS_BUSY);
    assert_string_equal(who.name, "Lan");
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    assert_false(editlock_held(*state, id, NULL));
    assert_int_equal(editlock_take(&a, *state, id, "Hòa", &who, NULL), STATUS_OK);
    editlock_release(a);
    close(ready[0]);
    close(ready[1]);
}

static void never_two_editors_at_once(void **state)
{
    enum { PROCESSES = 4, ROUNDS = 200 };
    struct buf path = {0};
    buf_addf(&path, "%s/inside", (char *)*state);
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0) {
            int bad = 0;
            for (int r = 0; r < ROUNDS; r++) {
                struct editlock *e;
                if (editlock_take(&e, *state, span_of("x"), "p", NULL, NULL))
                    continue;
                int fd = open(buf_str(&path), O_CREAT | O_EXCL | O_WRONLY, 0600);
                bad |= fd < 0;
                close(fd);
                unlink(buf_str(&path));
                editlock_release(e);
            }
            _exit(bad);
        }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    buf_release(&path);
}

/* One person cannot fill the disk with drafts, nor hinder another, nor lose those that are there.
 */
static void no_end_of_drafts(void **state)
{
    struct detail d = {0};
    char form[16], name[512];
    enum status s = STATUS_OK;
    int n = 0;
    save(*state, "lan", "first", "x");
    for (; n < 20 && s == STATUS_OK; n++) {
        snprintf(form, sizeof form, "f%d", n);
        s = draft_save(*state, SPAN_LIT("lan"), span_of(form), SPAN_LIT("x"), &d);
        snprintf(name, sizeof name, "%s/drafts/lan.f%d", (const char *)*state, n);
        if (s == STATUS_OK)
            assert_int_equal(truncate(name, DRAFT_MAX), 0); /* a hole takes no room */
    }
    assert_int_equal(s, STATUS_FULL);
    assert_int_equal(n, DRAFT_PERSON_MAX / DRAFT_MAX + 1);
    assert_draft(*state, "lan", "first", "x");
    save(*state, "la", "first", "x"); /* whose name is the beginning of another's */
    save(*state, "lan.f", "first", "x");
    assert_int_equal(draft_remove(*state, SPAN_LIT("lan"), SPAN_LIT("f0"), NULL), STATUS_OK);
    save(*state, "lan", "first", "y");
    assert_draft(*state, "lan", "first", "y");
}

/* Answers of a word each take room too. */
static void nor_of_small_ones(void **state)
{
    char first[512], name[512], form[16];
    struct detail d = {0};
    int large = DRAFT_PERSON_MAX / DRAFT_MAX - 1, small = DRAFT_MAX / 4096;
    save(*state, "lan", "first", "x");
    snprintf(first, sizeof first, "%s/drafts/lan.first", (const char *)*state);
    for (int i = 1; i < large + small; i++) {
        snprintf(name, sizeof name, "%s/drafts/lan.f%d", (const char *)*state, i);
        if (i < small) {
            assert_int_equal(link(first, name), 0);
        } else {
            snprintf(form, sizeof form, "f%d", i);
            save(*state, "lan", form, "x");
            assert_int_equal(truncate(name, DRAFT_MAX), 0);
        }
    }
    save(*state, "lan", "first", "y"); /* in its own place */
    assert_int_equal(draft_save(*state, SPAN_LIT("lan"), SPAN_LIT("more"), SPAN_LIT("x"), &d),
                     STATUS_FULL);
    assert_non_null(strstr(d.text, "bản nháp cũ"));
    save(*state, "hoa", "more", "x");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_name_is_a_file_of_its_own),
        TEST(long_names_are_told_apart),
        TEST(a_draft_is_replaced_and_removed),
        TEST(files_are_for_the_owner_only),
        TEST(a_damaged_draft_is_told_and_kept),
        TEST(drafts_of_one_person_are_listed),
        TEST(what_cannot_be_saved_is_told),
        TEST(the_second_is_told_who_edits),
        TEST(a_killed_editor_frees_the_form),
        TEST(never_two_editors_at_once),
        TEST(no_end_of_drafts),
        TEST(nor_of_small_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
