/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accounts: what is written comes back, who may change them, what the audit keeps of them, the
 * wait after wrong passwords, and rights that follow units through a merger.
 */
#include "tests/merge_world.h"

#include "core/account.h"
#include "core/audit.h"
#include "core/sshkey.h"
#include "forms/person.h"

static const char key_line[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIBVmVDO92ABlh16Ay322kMZkw3iC8LEAUJk1pLrtGgP lan@may";

/* ---- in transactions ---- */

static enum status put_account(struct book_tx *t, void *context)
{
    return account_put(t, context, "add");
}

static enum status put(struct world *w, const struct account *a, struct detail *d)
{
    return book_write(w->book, &w->who, put_account, (void *)a, d);
}

struct got {
    const char *login;
    struct account a;
};

static enum status get_account(struct book_tx *t, void *context)
{
    struct got *g = context;
    account_release(&g->a);
    return account_get(t, g->login, &g->a);
}

static enum status get(struct world *w, const char *login, struct account *out)
{
    struct got g = {.login = login};
    enum status s = book_read(w->book, &w->who, get_account, &g, NULL);
    *out = g.a;
    return s;
}

static struct account new_account(const char *login, enum role role, const char *code)
{
    struct account a = {.role = role, .created = 1700000000};
    snprintf(a.login, sizeof a.login, "%s", login);
    snprintf(a.name, sizeof a.name, "Nguyễn Thị %s", login);
    if (code) {
        a.units = calloc(1, sizeof *a.units);
        a.units[0] = unit(code);
        a.n_units = 1;
    }
    return a;
}

static void add_account(struct world *w, const char *login, enum role role, const char *code)
{
    struct account a = new_account(login, role, code);
    struct detail d = {0};
    if (put(w, &a, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    account_release(&a);
}

static struct world admin_world(void)
{
    struct world w = world_new(false);
    w.who.role = ROLE_ADMIN;
    return w;
}

/* ---- tests ---- */

static void comes_back(void **state)
{
    struct world w = admin_world();
    struct account a = new_account("thon-3", ROLE_LEADER, "15664003"), b;
    (void)state;
    assert_true(account_add_key(&a, span_of(key_line)));
    assert_true(account_add_key(&a, span_of(key_line))); /* the same: once */
    strcpy(a.hash, "$y$j7T$x");
    a.commands_by_key = true;
    buf_add(&a.unknown, "\x63\x03xyz", 5); /* of a newer program */
    assert_int_equal(put(&w, &a, NULL), STATUS_OK);
    assert_int_equal(get(&w, "thon-3", &b), STATUS_OK);
    assert_string_equal(b.name, "Nguyễn Thị thon-3");
    assert_int_equal(b.role, ROLE_LEADER);
    assert_int_equal(b.n_units, 1);
    assert_true(unit_eq(b.units[0], unit("15664003")));
    assert_true(span_eq_str(account_key(&b, 1), key_line));
    assert_int_equal(account_key(&b, 2).n, 0);
    assert_string_equal(b.hash, "$y$j7T$x");
    assert_true(b.commands_by_key);
    assert_false(b.disabled);
    assert_int_equal(b.created, 1700000000);
    assert_true(span_eq(buf_span(&b.unknown), span_make("\x63\x03xyz", 5)));
    assert_false(account_drop_key(&b, 2));
    assert_true(account_drop_key(&b, 1));
    assert_int_equal(b.keys.n, 0);
    account_release(&a);
    account_release(&b);
    assert_int_equal(get(&w, "thon-4", &b), STATUS_NOTFOUND);
    account_release(&b);
    world_free(&w);
}

static void names_of_logins(void **state)
{
    static const char *const good[] = {"lan", "thon-3", "a.b_c", "0",
                                       "abcdefghijklmnopqrstuvwxyz012345"};
    static const char *const bad[] = {"",
                                      "Lan",
                                      "-lan",
                                      ".lan",
                                      "lan huong",
                                      "../x",
                                      "a/b",
                                      "a\"b",
                                      "lân",
                                      "a'b",
                                      "a\nb",
                                      "a$b",
                                      "abcdefghijklmnopqrstuvwxyz0123456"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(account_login_valid(span_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(account_login_valid(span_of(bad[i])));
    assert_false(account_login_valid(span_make("a\0b", 3)));
}

static void only_administrators(void **state)
{
    struct world w = admin_world();
    struct account a = new_account("lan", ROLE_ADMIN, NULL);
    struct detail d = {0};
    (void)state;
    for (enum role r = ROLE_LEADER; r <= ROLE_VIEWER; r++) {
        w.who.role = r;
        assert_int_equal(put(&w, &a, &d), STATUS_DENIED);
    }
    w.who.role = ROLE_ADMIN;
    strcpy(a.login, "Lan");
    assert_int_equal(put(&w, &a, &d), STATUS_INVALID);
    account_release(&a);
    world_free(&w);
}

static void the_last_administrator_stays(void **state)
{
    struct world w = admin_world();
    struct account a = new_account("xa", ROLE_ADMIN, NULL);
    struct detail d = {0};
    (void)state;
    assert_int_equal(put(&w, &a, &d), STATUS_OK);
    add_account(&w, "lan", ROLE_OFFICER, NULL);
    a.disabled = true;
    assert_int_equal(put(&w, &a, &d), STATUS_INVALID);
    a.disabled = false;
    a.role = ROLE_OFFICER;
    assert_int_equal(put(&w, &a, &d), STATUS_INVALID);
    add_account(&w, "mai", ROLE_ADMIN, NULL);
    assert_int_equal(put(&w, &a, &d), STATUS_OK);
    account_release(&a);
    world_free(&w);
}

struct seen {
    struct buf text;
    enum audit_op op;
    char source[96];
    size_t n;
};

static void see(void *context, const struct audit_entry *e, struct span body)
{
    struct seen *s = context;
    if (s->n++)
        return;
    s->op = e->op;
    memcpy(s->source, e->source, sizeof s->source);
    buf_add_span(&s->text, body);
}

static enum status newest(struct book_tx *t, void *context)
{
    return audit_each(t, 0, UINT64_MAX, true, see, context);
}

static enum status verify(struct book_tx *t, void *context)
{
    unsigned char head[AUDIT_HASH];
    return audit_verify(t, head, context, t->detail);
}

static void the_audit_knows_no_hash(void **state)
{
    struct world w = admin_world();
    struct account a = new_account("lan", ROLE_VIEWER, "15664");
    struct seen s = {0};
    uint64_t n;
    (void)state;
    assert_int_equal(account_hash("lan", SPAN_LIT("482913"), a.hash, NULL), STATUS_OK);
    account_add_key(&a, span_of(key_line));
    assert_int_equal(put(&w, &a, NULL), STATUS_OK);
    assert_int_equal(book_read(w.book, &w.who, newest, &s, NULL), STATUS_OK);
    assert_int_equal(s.op, AUDIT_USER);
    assert_string_equal(s.source, "test");
    assert_non_null(memmem(s.text.p, s.text.n, "role=viewer", 11));
    assert_non_null(memmem(s.text.p, s.text.n, "add lan\n", 8));
    assert_non_null(memmem(s.text.p, s.text.n, "units=115664000", 15));
    assert_non_null(memmem(s.text.p, s.text.n, "password=yes", 12));
    assert_non_null(memmem(s.text.p, s.text.n, "key=SHA256:", 11));
    assert_null(memmem(s.text.p, s.text.n, "$y$", 3));
    assert_null(memmem(s.text.p, s.text.n, a.hash + 8, 8));
    assert_int_equal(book_read(w.book, &w.who, verify, &n, NULL), STATUS_OK);
    assert_int_equal(n, 2);
    buf_release(&s.text);
    account_release(&a);
    world_free(&w);
}

static enum status own_name(struct book_tx *t, void *context)
{
    return person_set_name(t, span_of(context));
}

static enum status show_name(struct book_tx *t, void *context)
{
    person_add_name(t, t->who->name, context);
    return STATUS_OK;
}

/* With an account the name is the account's; without one the setting of before. */
static void a_name_of_ones_own(void **state)
{
    struct world w = admin_world();
    struct buf b = {0};
    (void)state;
    add_account(&w, "lan", ROLE_LEADER, "15664001");
    w.who.role = ROLE_LEADER;
    assert_int_equal(book_write(w.book, &w.who, own_name, (void *)"Ông Xã", NULL), STATUS_OK);
    assert_int_equal(book_read(w.book, &w.who, show_name, &b, NULL), STATUS_OK);
    assert_string_equal(buf_str(&b), "Ông Xã");
    buf_reset(&b);
    w.who.name = "lan";
    assert_int_equal(book_read(w.book, &w.who, show_name, &b, NULL), STATUS_OK);
    assert_string_equal(buf_str(&b), "Nguyễn Thị lan");
    buf_reset(&b);
    assert_int_equal(book_write(w.book, &w.who, own_name, (void *)"Bà Lan", NULL), STATUS_OK);
    assert_int_equal(book_read(w.book, &w.who, show_name, &b, NULL), STATUS_OK);
    assert_string_equal(buf_str(&b), "Bà Lan");
    buf_release(&b);
    world_free(&w);
}

/* ---- the password ---- */

static void hashes(void **state)
{
    char a[ACCOUNT_HASH_MAX + 1], b[ACCOUNT_HASH_MAX + 1];
    char longest[ACCOUNT_PASSWORD_MAX + 1];
    (void)state;
    memset(longest, 'x', sizeof longest);
    assert_int_equal(account_hash("lan", SPAN_LIT("482913"), a, NULL), STATUS_OK);
    assert_int_equal(account_hash("lan", SPAN_LIT("482913"), b, NULL), STATUS_OK);
    assert_string_not_equal(a, b);      /* a salt of its own */
    assert_memory_equal(a, "$y$jB", 5); /* yescrypt, cost 7 */
    assert_true(account_hash_matches(a, SPAN_LIT("482913")));
    assert_false(account_hash_matches(a, SPAN_LIT("482914")));
    assert_false(account_hash_matches(a, SPAN_LIT("")));
    assert_false(account_hash_matches("", SPAN_LIT("")));
    assert_false(account_hash_matches("*0", SPAN_LIT("482913")));
    assert_int_equal(account_hash("lan", SPAN_LIT("12345"), a, NULL), STATUS_INVALID);
    assert_int_equal(account_hash("lan", span_make(longest, sizeof longest), a, NULL),
                     STATUS_INVALID);
    assert_int_equal(account_hash("lan", span_make("abc\0def", 7), a, NULL), STATUS_INVALID);
    static const char *const easy[] = {"111111", "aaaaaaaa", "123456",
                                       "987654", "abcdef",   "lan.nguyen"};
    for (size_t i = 0; i < sizeof easy / sizeof *easy; i++)
        if (account_hash("lan.nguyen", span_of(easy[i]), a, NULL) != STATUS_INVALID)
            fail_msg("'%s' is taken", easy[i]);
    /* composed or not, as the keyboard has it */
    assert_int_equal(account_hash("lan", SPAN_LIT("mật khẩu"), a, NULL), STATUS_OK);
    assert_true(account_hash_matches(a, SPAN_LIT("ma\u0323\u0302t kha\u0302\u0309u")));
    assert_int_equal(account_hash("lan", SPAN_LIT("\xff\xfe\xfd\xfc\xfa\xfb"), a, NULL), STATUS_OK);
    assert_true(account_hash_matches(a, SPAN_LIT("\xff\xfe\xfd\xfc\xfa\xfb")));
    assert_false(account_hash_matches(a, SPAN_LIT("\xff\xfe\xfd\xfc\xfa\xfa")));
}

static void a_password_of_ones_own(void **state)
{
    struct world w = admin_world();
    struct account a = new_account("lan", ROLE_LEADER, "99999001"), is;
    struct caller lan = {.name = "lan", .role = ROLE_LEADER, .source = "ssh", .today = w.who.today};
    struct detail d = {0};
    bool right;
    int64_t wait;
    (void)state;
    assert_int_equal(account_hash("lan", SPAN_LIT("482913"), a.hash, NULL), STATUS_OK);
    a.must_change = true;
    a.commands_by_key = true;
    assert_int_equal(put(&w, &a, NULL), STATUS_OK);
    assert_int_equal(get(&w, "lan", &is), STATUS_OK);
    assert_true(is.must_change);
    assert_int_equal(account_try(w.book, &lan, &is, SPAN_LIT("000000"), &right, &wait, &d),
                     STATUS_OK);
    assert_false(right);
    assert_int_equal(account_try(w.book, &lan, &is, SPAN_LIT("482913"), &right, &wait, &d),
                     STATUS_OK);
    assert_true(right);
    /* the same again is no change; what is easy is none; one set by others meanwhile is told */
    assert_int_equal(account_set_own_password(w.book, &lan, is.hash, SPAN_LIT("482913"), &d),
                     STATUS_INVALID);
    assert_int_equal(account_set_own_password(w.book, &lan, is.hash, SPAN_LIT("123456"), &d),
                     STATUS_INVALID);
    assert_int_equal(account_set_own_password(w.book, &lan, "$y$other", SPAN_LIT("739104"), &d),
                     STATUS_CONFLICT);
    assert_int_equal(account_set_own_password(w.book, &lan, is.hash, SPAN_LIT("739104"), &d),
                     STATUS_OK);
    account_release(&is);
    assert_int_equal(get(&w, "lan", &is), STATUS_OK);
    assert_true(account_hash_matches(is.hash, SPAN_LIT("739104")));
    assert_false(account_hash_matches(is.hash, SPAN_LIT("482913")));
    assert_false(is.must_change);
    assert_true(is.commands_by_key); /* the rest is not the person's to change */
    assert_int_equal(is.role, ROLE_LEADER);
    lan.name = "nobody";
    assert_int_equal(account_set_own_password(w.book, &lan, is.hash, SPAN_LIT("555123"), &d),
                     STATUS_NOTFOUND);
    account_release(&is);
    account_release(&a);
    world_free(&w);
}

struct trying {
    int64_t now, wait;
    bool right;
};

static enum status begin_fn(struct book_tx *t, void *context)
{
    struct trying *y = context;
    return account_try_begin(t, "lan", y->now, &y->wait);
}

static enum status end_fn(struct book_tx *t, void *context)
{
    struct trying *y = context;
    return account_try_end(t, "lan", y->right);
}

static int64_t try_at(struct world *w, int64_t now)
{
    struct trying y = {.now = now};
    assert_int_equal(book_write(w->book, &w->who, begin_fn, &y, NULL), STATUS_OK);
    return y.wait;
}

static void the_wait_grows(void **state)
{
    struct world w = admin_world();
    struct trying y = {.right = true};
    struct account a;
    (void)state;
    add_account(&w, "lan", ROLE_LEADER, "15664001");
    assert_int_equal(account_wait_after(2), 0);
    assert_int_equal(account_wait_after(3), 1);
    assert_int_equal(account_wait_after(8), 32);
    assert_int_equal(account_wait_after(40), ACCOUNT_WAIT_MAX);
    for (int i = 0; i < 3; i++)
        assert_int_equal(try_at(&w, 1000), 0);
    assert_int_equal(try_at(&w, 1000), 1); /* not counted: it was too early */
    assert_int_equal(try_at(&w, 1001), 0);
    assert_int_equal(try_at(&w, 1002), 1);
    assert_int_equal(try_at(&w, 1003), 0);
    assert_int_equal(try_at(&w, 1003), 4);
    assert_int_equal(try_at(&w, 1003 - 86400), 0); /* the clock was set back: not for a day */
    y.right = false;
    assert_int_equal(book_write(w.book, &w.who, end_fn, &y, NULL), STATUS_OK);
    y.right = true;
    assert_int_equal(book_write(w.book, &w.who, end_fn, &y, NULL), STATUS_OK);
    assert_int_equal(get(&w, "lan", &a), STATUS_OK);
    assert_int_equal(a.failures, 0);
    assert_int_equal(a.next_try, 0);
    account_release(&a);
    world_free(&w);
}

/* ---- units through a merger ---- */

struct asking {
    const char *login;
    struct account_caller c;
};

static enum status ask_caller(struct book_tx *t, void *context)
{
    struct asking *q = context;
    struct account a;
    enum status s = account_get(t, q->login, &a);
    account_caller_release(&q->c);
    if (s == STATUS_OK)
        account_caller(t, &a, "test", t->who->today, &q->c);
    account_release(&a);
    return s;
}

static struct account_caller caller_of(struct world *w, const char *login)
{
    struct asking q = {.login = login};
    assert_int_equal(book_read(w->book, &w->who, ask_caller, &q, NULL), STATUS_OK);
    return q.c;
}

static bool may(struct world *w, const char *login, enum access what, const char *code)
{
    struct account_caller c = caller_of(w, login);
    bool good = caller_may(&c.caller, what, unit(code), NULL) == STATUS_OK;
    account_caller_release(&c);
    return good;
}

static void rights_follow_a_merger(void **state)
{
    struct world w = old_world(false);
    struct merge_input in = {0};
    (void)state;
    w.who.role = ROLE_ADMIN;
    hamlet_at(&w, "pre2025:15664001", "name=Tổ dân phố 1");
    hamlet_at(&w, "pre2025:15664002", "name=Tổ dân phố 2");
    hamlet_at(&w, "pre2025:15691001", "name=Thôn Đông");
    add_account(&w, "lan", ROLE_LEADER, "pre2025:15664001");
    add_account(&w, "hung", ROLE_LEADER, "pre2025:15664002");
    add_account(&w, "mai", ROLE_VIEWER, "pre2025:15691");
    assert_false(may(&w, "mai", ACCESS_READ, "15664"));
    /* the communes merge, and then two hamlets of them */
    row(&in, "pre2025:15664", "15664", "full", UNIT_SCHEME_DAY, NULL);
    row(&in, "pre2025:15691", "15664", "full", UNIT_SCHEME_DAY, NULL);
    merge_now(&w, &in, true);
    merge_input_release(&in);
    assert_true(may(&w, "mai", ACCESS_READ, "15664"));
    assert_true(may(&w, "mai", ACCESS_READ, "pre2025:15691001"));
    assert_true(may(&w, "lan", ACCESS_WRITE, "pre2025:15664001")); /* it lives on under its key */
    row(&in, "15664001", "15664003", "full", day_make(2026, 3, 1), NULL);
    merge_now(&w, &in, true);
    merge_input_release(&in);
    assert_true(may(&w, "lan", ACCESS_WRITE, "pre2025:15691001")); /* who bears 15664003 */
    assert_true(may(&w, "lan", ACCESS_WRITE, "pre2025:15664001"));
    assert_false(may(&w, "lan", ACCESS_WRITE, "pre2025:15664002"));
    assert_false(may(&w, "hung", ACCESS_WRITE, "pre2025:15691001"));
    world_free(&w);
}

/* ---- keys ---- */

static enum status parse(const char *text, struct buf *out, struct detail *d)
{
    buf_reset(out);
    return sshkey_parse(span_of(text), out, d);
}

static void keys(void **state)
{
    static const char blob[] =
        "AAAAC3NzaC1lZDI1NTE5AAAAIIBVmVDO92ABlh16Ay322kMZkw3iC8LEAUJk1pLrtGgP";
    struct buf out = {0}, text = {0}, f = {0};
    struct detail d = {0};
    (void)state;
    assert_int_equal(parse(key_line, &out, &d), STATUS_OK);
    assert_string_equal(buf_str(&out), key_line);
    sshkey_add_fingerprint(buf_span(&out), &f);
    assert_string_equal(buf_str(&f), "SHA256:jRelwB7muv7cpb70sq5R3ouPd5Tn7qw9pcZnSwx5GoM");
    /* PuTTYgen's file */
    buf_addf(&text,
             "---- BEGIN SSH2 PUBLIC KEY ----\r\nComment: \"may cua\\\r\n lan\"\r\n%.40s\r\n%s\r\n"
             "---- END SSH2 PUBLIC KEY ----\r\n",
             blob, blob + 40);
    assert_int_equal(parse(buf_str(&text), &out, &d), STATUS_OK);
    assert_true(sshkey_same(buf_span(&out), span_of(key_line)));
    /* nothing can be smuggled in */
    buf_reset(&text);
    buf_addf(&text, "ssh-ed25519 %s a\",command=\"sh\033[2J\x01 b", blob);
    assert_int_equal(parse(buf_str(&text), &out, &d), STATUS_OK);
    assert_null(memchr(out.p, 033, out.n));
    assert_null(memchr(out.p, 1, out.n));
    assert_memory_equal(out.p, "ssh-ed25519 AAAA", 16);
    static const char *const bad[] = {"restrict ssh-ed25519 %s",
                                      "command=\"sh\" ssh-ed25519 %s",
                                      "ssh-rsa %s",
                                      "ssh-dss %s",
                                      "%s",
                                      "ssh-ed25519 x%s",
                                      "ssh-ed25519",
                                      "PuTTY-User-Key-File-3: %s",
                                      ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        buf_reset(&text);
        for (const char *p = bad[i]; *p; p++)
            if (p[0] == '%' && *++p)
                buf_adds(&text, blob);
            else
                buf_addc(&text, *p);
        assert_int_equal(parse(buf_str(&text), &out, &d), STATUS_INVALID);
        assert_int_equal(out.n, 0);
    }
    buf_release(&out);
    buf_release(&text);
    buf_release(&f);
}

static void a_viewer_of_several_communes(void **state)
{
    (void)state;
    const struct unit_key two[] = {unit("15664"), unit("15667")};
    const struct caller who = {.role = ROLE_VIEWER, .units = two, .n_units = 2};
    const struct unit_key third = unit("15670");
    for (size_t i = 0; i < 2; i++) {
        struct unit_key hamlet = unit_hamlet(two[i], 3);
        assert_int_equal(caller_may(&who, ACCESS_READ, two[i], NULL), STATUS_OK);
        assert_int_equal(caller_may(&who, ACCESS_READ, hamlet, NULL), STATUS_OK);
        assert_int_equal(caller_may(&who, ACCESS_WRITE, hamlet, NULL), STATUS_DENIED);
        assert_int_equal(caller_may(&who, ACCESS_DECIDE, two[i], NULL), STATUS_DENIED);
    }
    assert_int_equal(caller_may(&who, ACCESS_READ, third, NULL), STATUS_DENIED);
    assert_int_equal(caller_may(&who, ACCESS_READ, unit_hamlet(third, 3), NULL), STATUS_DENIED);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(names_of_logins),
        cmocka_unit_test(only_administrators),
        cmocka_unit_test(the_last_administrator_stays),
        cmocka_unit_test(the_audit_knows_no_hash),
        cmocka_unit_test(a_name_of_ones_own),
        cmocka_unit_test(hashes),
        cmocka_unit_test(a_password_of_ones_own),
        cmocka_unit_test(the_wait_grows),
        cmocka_unit_test(rights_follow_a_merger),
        cmocka_unit_test(a_viewer_of_several_communes),
        cmocka_unit_test(keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
