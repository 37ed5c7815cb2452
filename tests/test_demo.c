/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The invented commune: the same seed gives the same, the columns are those of its records.
 */
#include "tests/support.h"

#include "core/book_private.h"
#include "core/demo.h"

static struct book *make(const struct caller *who, uint64_t seed, int households)
{
    struct book *b;
    struct detail d = {0};
    struct book_init init = demo_init();
    struct demo_options o = {.hamlets = 3, .households = households, .people = -1, .seed = seed};
    const char *uri = getenv("DEMO_URI");
    if (book_create(&b, uri ? uri : "mem:", &init, who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    if (demo_fill(b, who, &o, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return b;
}

struct sum {
    struct buf names;
    size_t n;
};

static enum status add(struct book_tx *t, const struct record *r, void *context)
{
    struct sum *s = context;
    (void)t;
    buf_add_span(&s->names, record_name(r));
    s->n++;
    return STATUS_OK;
}

static enum status sum_fn(struct book_tx *t, void *context)
{
    enum status s = STATUS_OK;
    for (size_t i = 0; entity_at(i) && s == STATUS_OK; i++)
        s = book_each(t, entity_at(i), (struct span){"", 0}, add, context);
    return s;
}

static void the_same_seed_gives_the_same_commune(void **state)
{
    struct caller who = {.name = "demo", .role = ROLE_OFFICER, .today = day_make(2026, 11, 22)};
    struct sum s[3] = {0};
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct book *b = make(&who, i == 2 ? 2 : 1, 120);
        assert_int_equal(book_read(b, &who, sum_fn, &s[i], NULL), STATUS_OK);
        book_close(b);
    }
    assert_true(s[0].n > 120 * 4);
    assert_int_equal(s[0].n, s[1].n);
    assert_string_equal(buf_str(&s[0].names), buf_str(&s[1].names));
    assert_string_not_equal(buf_str(&s[0].names), buf_str(&s[2].names));
    for (int i = 0; i < 3; i++)
        buf_release(&s[i].names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_commune),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
