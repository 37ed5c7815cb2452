/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person is erased: nothing of the person is left anywhere in the store, every figure is as it
 * was, and neither a backup nor a merge brings anything back.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/backup.h"
#include "core/check.h"
#include "core/erase.h"
#include "core/merge.h"
#include "storage/drafts.h"
#include "tests/progress_world.h"

/* Words that stand nowhere else. */
static const char *const traces[] = {"Phùngxác",  "phungxac",   "0912345678",
                                     "Sốnhàxanh", "Bằngkhencũ", "giấykhenkèm"};
enum { TRACES = sizeof traces / sizeof *traces };

struct town {
    struct world w;
    uint64_t house, person, title, award, other, family;
};

static const char *in(const struct town *x, const char *name)
{
    static char path[6][300];
    static int at;
    at = (at + 1) % 6;
    snprintf(path[at], sizeof path[at], "%s/%s", x->w.dir, name);
    return path[at];
}

static void town_new(struct town *x)
{
    char fields[300];
    *x = (struct town){.w = two_hamlets(true)};
    x->other = household(&x->w, 1, "Nguyễn Thị Hường", "");
    x->house = household(&x->w, 1, "Phùngxác Văn Tuấn",
                         "phone=0912345678|phone_consent=1/2/2026|address=Sốnhàxanh 4|birth=1958");
    snprintf(fields, sizeof fields,
             "household=%016llx|name=Phùngxác Thị Lan|birth=1980|worker=có|occupation=Sốnhàxanh",
             (unsigned long long)x->house);
    x->person = add(&x->w, ENTITY_CITIZEN, fields);
    x->title = give(&x->w, "citizen", x->person, 2025, STATE_RECOGNISED);
    change(&x->w, x->title, "marks=G1.1\t900\tgiấykhenkèm\t1000|reason=Bằngkhencũ");
    x->family = give(&x->w, "family", x->house, 2025, STATE_RECOGNISED);
    change(&x->w, x->family, "note=Phùngxác");
    snprintf(fields, sizeof fields,
             "hamlet=15664001|recipient=citizen:%016llx|name=Phùngxác Thị Lan|form=Giấy "
             "khen|year=2025|state=đã khen|reason=Bằngkhencũ",
             (unsigned long long)x->person);
    x->award = add(&x->w, ENTITY_AWARD, fields);
    change(&x->w, x->person, "note=Phùngxác Thị Lan đã đổi nghề");
    change(&x->w, x->house, "note=Phùngxác");
}

static void town_free(struct town *x)
{
    world_free(&x->w);
}

/* ---- what is left ---- */

struct search {
    const char *word;
    char where[80];
};

static enum status search_store(struct book_tx *t, void *context)
{
    struct search *s = context;
    for (unsigned table = 0; table <= BOOK_TABLE_LAST; table++) {
        struct span key, value;
        struct store_cursor *c = store_scan_prefix(t->tx, table, SPAN_LIT(""), 0);
        while (store_next(c, &key, &value))
            if (memmem(value.p, value.n, s->word, strlen(s->word)))
                snprintf(s->where, sizeof s->where, "table %u", table);
        store_scan_end(c);
    }
    return STATUS_OK;
}

/* How many of the words stand in some table. */
static int left(struct world *w, const char **which)
{
    int n = 0;
    for (int i = 0; i < TRACES; i++) {
        struct search s = {.word = traces[i]};
        assert_int_equal(book_read(w->book, &w->who, search_store, &s, NULL), STATUS_OK);
        if (s.where[0]) {
            n++;
            *which = traces[i];
        }
    }
    return n;
}

static void nothing_left(struct world *w)
{
    const char *which = "";
    if (left(w, &which))
        fail_msg("%s is still there", which);
}

static void no_fault(void *context, const char *text)
{
    (void)context;
    fail_msg("%s", text);
}

static void is_clean(struct town *x)
{
    struct detail d = {0};
    assert_int_equal(check_book(in(x, "db"), no_fault, NULL, &d), STATUS_OK);
}

static void same_figures(const struct progress *a, const struct progress *b)
{
    assert_string_equal(a->fingerprint, b->fingerprint);
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        assert_int_equal(a->line[i].total, b->line[i].total);
        assert_int_equal(a->line[i].registered, b->line[i].registered);
        assert_int_equal(a->line[i].recognised, b->line[i].recognised);
    }
}

static struct erase_result erase(struct town *x, uint64_t id)
{
    struct erase_result done;
    struct detail d = {0};
    if (erase_person(x->w.book, &x->w.who, id, "gia đình yêu cầu", &done, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return done;
}

static enum status verify(struct book_tx *t, void *context)
{
    unsigned char head[AUDIT_HASH];
    return audit_verify(t, head, context, t->detail);
}

static void nothing_is_left_and_all_is_counted(void **state)
{
    struct town x;
    struct record r;
    uint64_t entries;
    const char *which;
    (void)state;
    town_new(&x);
    struct progress before = ask(&x.w, "15664", 2025), hamlet = ask(&x.w, "15664001", 2026);
    assert_int_equal(left(&x.w, &which), TRACES); /* the search does find */
    struct erase_result done = erase(&x, x.person);
    assert_int_equal(done.records, 3); /* the person, the title, the award */
    assert_true(done.bodies >= 5);
    erase(&x, x.house);
    nothing_left(&x.w);
    struct progress after = ask(&x.w, "15664", 2025);
    same_figures(&before, &after);
    after = ask(&x.w, "15664001", 2026);
    same_figures(&hamlet, &after);
    assert_int_equal(book_read(x.w.book, &x.w.who, verify, &entries, NULL), STATUS_OK);
    r.id = x.person;
    assert_int_equal(book_read(x.w.book, &x.w.who, get_fn, &r, NULL), STATUS_OK);
    assert_true(span_eq_str(record_name(&r), ERASED_NAME));
    assert_int_equal(record_n(&r, "worker"), 1);
    assert_true(record_value(&r, "birth")->known); /* adults are counted by it */
    record_release(&r);
    r.id = x.title;
    assert_int_equal(book_read(x.w.book, &x.w.who, get_fn, &r, NULL), STATUS_OK);
    assert_int_equal(record_n(&r, "state"), STATE_RECOGNISED);
    assert_non_null(strstr(record_text(&r, "marks").p, "900"));
    record_release(&r);
    r.id = x.other;
    assert_int_equal(book_read(x.w.book, &x.w.who, get_fn, &r, NULL), STATUS_OK);
    assert_true(span_eq_str(record_name(&r), "Nguyễn Thị Hường"));
    record_release(&r);
    is_clean(&x);
    town_free(&x);
}

static void who_and_what_is_refused(void **state)
{
    struct town x;
    struct erase_result done;
    struct detail d = {0};
    (void)state;
    town_new(&x);
    struct unit_key own = unit("15664001");
    struct caller lan = {.name = "lan",
                         .role = ROLE_LEADER,
                         .units = &own,
                         .n_units = 1,
                         .source = "test",
                         .today = x.w.who.today};
    assert_int_equal(erase_person(x.w.book, &lan, x.house, "x", &done, &d), STATUS_DENIED);
    assert_int_equal(erase_person(x.w.book, &x.w.who, x.house, "  ", &done, &d), STATUS_INVALID);
    assert_int_equal(erase_person(x.w.book, &x.w.who, x.title, "x", &done, &d), STATUS_INVALID);
    assert_int_equal(erase_person(x.w.book, &x.w.who, 12345, "x", &done, &d), STATUS_NOTFOUND);
    erase(&x, x.house);
    assert_int_equal(erase_person(x.w.book, &x.w.who, x.house, "x", &done, &d), STATUS_EXISTS);
    town_free(&x);
}

/* Somebody has the form open: what stands in it is not written back. */
static void an_open_form_does_not_bring_it_back(void **state)
{
    struct town x;
    struct record r;
    struct detail d = {0};
    (void)state;
    town_new(&x);
    r.id = x.person;
    assert_int_equal(book_read(x.w.book, &x.w.who, get_fn, &r, NULL), STATUS_OK);
    erase(&x, x.person);
    assert_int_equal(save_one(x.w.book, &x.w.who, &r, NULL, &d), STATUS_CONFLICT);
    record_release(&r);
    town_free(&x);
}

static void drafts_of_everybody_go(void **state)
{
    struct town x;
    struct buf mine = {0}, other = {0}, sheet = {0}, got = {0};
    (void)state;
    town_new(&x);
    const char *db = in(&x, "db");
    buf_adds(&mine, "citizen/");
    id_add_text(&mine, x.person);
    buf_adds(&sheet, "sheet/citizen/2025/x/");
    id_add_text(&sheet, x.person);
    buf_adds(&other, "household/");
    id_add_text(&other, x.other);
    assert_int_equal(draft_save(db, span_of("lan"), buf_span(&mine), SPAN_LIT("Phùngxác"), NULL),
                     STATUS_OK);
    assert_int_equal(draft_save(db, span_of("hoa"), buf_span(&sheet), SPAN_LIT("Phùngxác"), NULL),
                     STATUS_OK);
    assert_int_equal(draft_save(db, span_of("hoa"), buf_span(&other), SPAN_LIT("x"), NULL),
                     STATUS_OK);
    assert_int_equal(erase(&x, x.person).drafts, 2);
    assert_int_equal(draft_load(db, span_of("lan"), buf_span(&mine), &got, NULL), STATUS_NOTFOUND);
    assert_int_equal(draft_load(db, span_of("hoa"), buf_span(&sheet), &got, NULL), STATUS_NOTFOUND);
    assert_int_equal(draft_load(db, span_of("hoa"), buf_span(&other), &got, NULL), STATUS_OK);
    buf_release(&mine);
    buf_release(&other);
    buf_release(&sheet);
    buf_release(&got);
    town_free(&x);
}

static void write_full(struct town *x, const char *name);
static struct world restored(struct town *x, const char *file, const char *to, const char *list);

static void new_drafts_that_hold_the_name(void **state)
{
    static const struct {
        const char *form, *bytes;
        bool goes, told;
    } rows[] = {
        {"citizen/new-1a2b3c4d", "name Phùngxác Thị Lan", true, false},
        {"award/new-1a2b3c4e", "Bằng khen, Phùngxác Thị Lan", true, false},
        {"citizen/new-1a2b3c4f", "name Phùngxác Thị Huệ", false, false},
        {"report/2026/15664001/causes", "bà Phùngxác Thị Lan đã đi", false, true},
        {"ask/numbers/family/2026/0/2/15664001", "Sổ\nSố?\n1 2 3\n", false, false},
        {"ask/why/2026", "Sổ\nVì sao?\nbà Phùngxác Thị Lan đi\n", false, true},
    };
    struct town x;
    struct buf got = {0}, other = {0}, own = {0};
    (void)state;
    town_new(&x);
    const char *db = in(&x, "db");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(
            draft_save(db, span_of("hoa"), span_of(rows[i].form), span_of(rows[i].bytes), NULL),
            STATUS_OK);
    buf_adds(&other, "household/"); /* somebody else's record: her name is typed in a note */
    id_add_text(&other, x.other);
    assert_int_equal(draft_save(db, span_of("lan"), buf_span(&other),
                                SPAN_LIT("note: em là Phùngxác Thị Lan"), NULL),
                     STATUS_OK);
    buf_adds(&own, "ask/fail/citizen/2026/"); /* an answer about her */
    id_add_text(&own, x.person);
    assert_int_equal(
        draft_save(db, span_of("lan"), buf_span(&own), SPAN_LIT("Sổ\nLý do?\nốm\n"), NULL),
        STATUS_OK);
    struct erase_result done = erase(&x, x.person);
    assert_int_equal(done.drafts, 3);
    assert_int_equal(done.mentions, 3);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(draft_load(db, span_of("hoa"), span_of(rows[i].form), &got, NULL),
                         rows[i].goes ? STATUS_NOTFOUND : STATUS_OK);
    assert_int_equal(draft_load(db, span_of("lan"), buf_span(&other), &got, NULL), STATUS_OK);
    assert_int_equal(draft_load(db, span_of("lan"), buf_span(&own), &got, NULL), STATUS_NOTFOUND);
    buf_release(&own);
    buf_release(&got);
    buf_release(&other);
    town_free(&x);
}

static void where_else_the_name_stands_is_told(void **state)
{
    struct town x;
    (void)state;
    town_new(&x);
    change(&x.w, x.other, "note=cháu của Phùngxác Văn Tuấn");
    add(&x.w, ENTITY_ACTIVITY,
        "hamlet=15664001|kind=tuyên truyền|date=2/10/2026|topic=Phùngxác Văn Tuấn kể chuyện");
    household(&x.w, 2, "Phùngxác Văn Tuấn", ""); /* a namesake, perhaps */
    assert_int_equal(erase(&x, x.house).mentions, 3);
    town_free(&x);
}

static void the_reason_does_not_say_it_again(void **state)
{
    static const char *const bad[] = {"ông Phùngxác Văn Tuấn yêu cầu", "phungxac van tuan yeu cau",
                                      "ông Tuấn yêu cầu", "(Tuấn)"};
    struct town x;
    struct erase_result done;
    struct detail d = {0};
    (void)state;
    town_new(&x);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        enum status s = erase_person(x.w.book, &x.w.who, x.house, bad[i], &done, &d);
        if (s != STATUS_INVALID || !strstr(d.text, "đừng ghi tên"))
            fail_msg("%s", bad[i]);
    }
    assert_int_equal(
        erase_person(x.w.book, &x.w.who, x.house, "đơn hôm tuấn trước, Tuấnh", &done, &d),
        STATUS_OK);
    town_free(&x);
}

/* What was deleted before is in the trail alone. */
static void what_was_deleted_goes_too(void **state)
{
    struct town x;
    struct erase_result done;
    struct detail d = {0};
    uint64_t entries;
    (void)state;
    town_new(&x);
    write_full(&x, "before.backup");
    assert_int_equal(delete_one(x.w.book, &x.w.who, x.award, NULL), STATUS_OK);
    assert_int_equal(delete_one(x.w.book, &x.w.who, x.title, NULL), STATUS_OK);
    erase(&x, x.person);
    assert_int_equal(delete_one(x.w.book, &x.w.who, x.person, NULL), STATUS_OK);
    assert_int_equal(delete_one(x.w.book, &x.w.who, x.house, NULL), STATUS_OK);
    write_full(&x, "deleted.backup");
    done = erase(&x, x.house); /* after it was deleted, with its titles */
    assert_int_equal(done.records, 0);
    assert_true(done.bodies > 0);
    nothing_left(&x.w);
    assert_int_equal(book_read(x.w.book, &x.w.who, verify, &entries, NULL), STATUS_OK);
    assert_int_equal(erase_person(x.w.book, &x.w.who, x.house, "x", &done, &d), STATUS_EXISTS);
    is_clean(&x);
    write_full(&x, "new.backup");
    struct world back = restored(&x, "deleted.backup", "again", NULL);
    nothing_left(&back);
    assert_int_equal(book_read(back.book, &back.who, verify, &entries, NULL), STATUS_OK);
    book_close(back.book);
    back = restored(&x, "before.backup", "there", NULL); /* where they still are */
    nothing_left(&back);
    assert_int_equal(book_read(back.book, &back.who, verify, &entries, NULL), STATUS_OK);
    book_close(back.book);
    town_free(&x);
}

/* ---- copies ---- */

static void write_full(struct town *x, const char *name)
{
    struct backup_ask all = {0};
    struct backup_info info;
    struct detail d = {0};
    if (backup_write(x->w.book, &x->w.who, in(x, name), &all, &info, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static struct world restored(struct town *x, const char *file, const char *to, const char *list)
{
    struct world back = {.who = x->w.who};
    struct backup_info info;
    struct detail d = {0};
    if (restore_book_erasing(in(x, file), in(x, to), list, &x->w.who, &info, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    if (book_open(&back.book, in(x, to), false, &back.who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return back;
}

static void an_older_backup_erases_again(void **state)
{
    struct town x;
    struct detail d = {0};
    const char *which;
    (void)state;
    town_new(&x);
    write_full(&x, "old.backup");
    assert_int_not_equal(access(in(&x, ERASED_LIST), F_OK), 0); /* nothing to say yet */
    struct progress before = ask(&x.w, "15664", 2025);
    erase(&x, x.person);
    erase(&x, x.house);
    write_full(&x, "new.backup");
    assert_int_equal(access(in(&x, ERASED_LIST), F_OK), 0);
    struct world back = restored(&x, "old.backup", "again", NULL);
    nothing_left(&back);
    struct progress after = ask(&back, "15664", 2025);
    same_figures(&before, &after);
    assert_int_equal(check_book(in(&x, "again"), no_fault, NULL, &d), STATUS_OK);
    book_close(back.book);
    back = restored(&x, "new.backup", "newer", NULL);
    nothing_left(&back);
    book_close(back.book);
    /* a copy that was taken elsewhere has no list beside it; it can be named */
    assert_int_equal(mkdir(in(&x, "usb"), 0700), 0);
    assert_int_equal(rename(in(&x, "old.backup"), in(&x, "usb/old.backup")), 0);
    back = restored(&x, "usb/old.backup", "bare", NULL);
    assert_int_equal(left(&back, &which), TRACES);
    book_close(back.book);
    back = restored(&x, "usb/old.backup", "named", in(&x, ERASED_LIST));
    nothing_left(&back);
    book_close(back.book);
    town_free(&x);
}

static void a_damaged_list_is_not_passed_over(void **state)
{
    static const char *const bad[] = {"", "hoctap erased 2\n", "hoctap erased 1\nxyz 5\n",
                                      "hoctap erased 1\n0000000000000001 5",
                                      "hoctap erased 1\n0000000000000001 -5\n"};
    struct town x;
    struct backup_info info;
    struct erased_list l = {0};
    struct detail d = {0};
    (void)state;
    town_new(&x);
    write_full(&x, "old.backup");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        test_write_file(in(&x, ERASED_LIST), bad[i], strlen(bad[i]));
        assert_int_equal(restore_book(in(&x, "old.backup"), in(&x, "to"), &x.w.who, &info, &d),
                         STATUS_INVALID);
        assert_int_not_equal(access(in(&x, "to"), F_OK), 0);
    }
    test_write_file(in(&x, ERASED_LIST), "hoctap erased 1\n00000000000000ff 7\n", 35);
    assert_int_equal(erased_list_read(in(&x, ERASED_LIST), &l, &d), STATUS_OK);
    assert_int_equal(l.n, 1);
    erased_list_release(&l);
    erase(&x, x.person);
    write_full(&x, "new.backup"); /* what others wrote there stays */
    assert_int_equal(erased_list_read(in(&x, ERASED_LIST), &l, &d), STATUS_OK);
    assert_int_equal(l.n, 2);
    assert_int_equal(l.v[0].id, 0xff);
    erased_list_release(&l);
    town_free(&x);
}

static struct merge_result merged(struct world *w, const char *file, bool theirs)
{
    struct merge_options o = {.take_theirs = theirs};
    struct merge_result out;
    struct detail d = {0};
    if (merge_file(w->book, &w->who, file, &o, &out, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return out;
}

/* Away with the hamlet, the person is changed there, erased here meanwhile. */
static void a_merge_does_not_bring_it_back(void **state)
{
    struct town x;
    struct unit_key u = unit("15664001");
    struct backup_ask part = {.units = &u, .n_units = 1}, all = {0};
    struct backup_info info;
    struct detail d = {0};
    size_t told = 0;
    (void)state;
    town_new(&x);
    assert_int_equal(backup_write(x.w.book, &x.w.who, in(&x, "part"), &part, &info, &d), STATUS_OK);
    struct world away = restored(&x, "part", "away", NULL);
    change(&away, x.person, "note=Phùngxác mới|occupation=Sốnhàxanh mới");
    change(&away, x.title, "note=Phùngxác");
    change(&away, x.award, "reason=Bằngkhencũ mới");
    give(&away, "citizen", x.person, 2024, STATE_RECOGNISED);
    change(&away, x.other, "note=đã sửa ở nơi khác");
    assert_int_equal(backup_write(away.book, &away.who, in(&x, "back"), &all, &info, &d),
                     STATUS_OK);
    book_close(away.book);
    erase(&x, x.person);
    erase(&x, x.house);
    struct merge_result r = merged(&x.w, in(&x, "back"), true);
    for (size_t i = 0; i < r.n; i++)
        told += r.v[i].why == MERGE_ERASED;
    assert_int_equal(told, 4);
    assert_int_equal(r.changed, 1);
    merge_result_release(&r);
    nothing_left(&x.w);
    is_clean(&x);
    town_free(&x);
}

/* Erased on the machine that the work was taken to: here too after the merge. */
static void what_was_erased_there_is_erased_here(void **state)
{
    struct town x;
    struct unit_key u = unit("15664001");
    struct backup_ask part = {.units = &u, .n_units = 1}, all = {0};
    struct backup_info info;
    struct detail d = {0};
    struct erase_result done;
    (void)state;
    town_new(&x);
    struct progress before = ask(&x.w, "15664", 2025);
    assert_int_equal(backup_write(x.w.book, &x.w.who, in(&x, "part"), &part, &info, &d), STATUS_OK);
    struct world away = restored(&x, "part", "away", NULL);
    assert_int_equal(erase_person(away.book, &away.who, x.person, "x", &done, &d), STATUS_OK);
    assert_int_equal(erase_person(away.book, &away.who, x.house, "x", &done, &d), STATUS_OK);
    assert_int_equal(backup_write(away.book, &away.who, in(&x, "back"), &all, &info, &d),
                     STATUS_OK);
    book_close(away.book);
    struct merge_result r = merged(&x.w, in(&x, "back"), false);
    merge_result_release(&r);
    nothing_left(&x.w);
    struct progress after = ask(&x.w, "15664", 2025);
    same_figures(&before, &after);
    is_clean(&x);
    town_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_left_and_all_is_counted),
        cmocka_unit_test(who_and_what_is_refused),
        cmocka_unit_test(an_open_form_does_not_bring_it_back),
        cmocka_unit_test(drafts_of_everybody_go),
        cmocka_unit_test(new_drafts_that_hold_the_name),
        cmocka_unit_test(where_else_the_name_stands_is_told),
        cmocka_unit_test(the_reason_does_not_say_it_again),
        cmocka_unit_test(what_was_deleted_goes_too),
        cmocka_unit_test(an_older_backup_erases_again),
        cmocka_unit_test(a_damaged_list_is_not_passed_over),
        cmocka_unit_test(a_merge_does_not_bring_it_back),
        cmocka_unit_test(what_was_erased_there_is_erased_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
