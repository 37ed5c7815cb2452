/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Units: provinces built in, rows and their bytes, codes, what lies inside what on which day.
 */
#include "tests/support.h"

#include "core/save.h"
#include "core/unitbook.h"
#include "core/unitrow.h"

static struct caller officer = {.name = "xa", .role = ROLE_OFFICER, .source = "test"};

static struct unit_key unit(const char *code)
{
    struct unit_key u;
    assert_true(unit_parse(span_of(code), UNIT_2025, &u));
    return u;
}

static int new_book(void **state)
{
    struct book *b;
    struct detail d = {0};
    struct book_init init = {UNIT_2025, unit("15664"), unit("P38"), "Xã Triệu Sơn"};
    officer.today = day_make(2026, 11, 22);
    if (book_create(&b, "mem:", &init, &officer, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    *state = b;
    return 0;
}

static int free_book(void **state)
{
    book_close(*state);
    return 0;
}

static void in_write(void **state, book_fn fn)
{
    struct detail d = {0};
    if (book_write(*state, &officer, fn, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static void assert_unit(struct unit_key is, const char *code)
{
    struct unit_key u = unit(code);
    if (!unit_eq(is, u))
        fail_msg("%.9s is not %s", is.c, code);
}

static void put_commune(struct book_tx *t, const char *code, const char *name, const char *province)
{
    struct unit_info u = {.key = unit(code), .province = unit(province), .from = UNIT_SCHEME_DAY};
    snprintf(u.name, sizeof u.name, "%s", name);
    unitbook_put(t, &u);
}

/* ---- provinces ---- */

static enum status count_unit(struct book_tx *t, const struct unit_info *u, void *context)
{
    int *n = context;
    (void)t;
    assert_int_equal(unit_level(u->key), UNIT_PROVINCE);
    assert_true(u->name[0] && u->type[0]);
    ++*n;
    return STATUS_OK;
}

static enum status stop_at_once(struct book_tx *t, const struct unit_info *u, void *context)
{
    int *n = context;
    (void)t;
    (void)u;
    ++*n;
    return STATUS_NOTFOUND;
}

static enum status provinces(struct book_tx *t, void *context)
{
    struct unit_info u;
    int n = 0;
    (void)context;
    assert_int_equal(unitbook_each(t, UNIT_VN, count_unit, &n), STATUS_OK);
    assert_int_equal(n, 34);
    n = 0;
    assert_int_equal(unitbook_each(t, UNIT_VN, stop_at_once, &n), STATUS_OK);
    assert_int_equal(n, 1);
    assert_int_equal(unitbook_get(t, unit("P38"), &u), STATUS_OK);
    assert_string_equal(u.name, "Tỉnh Thanh Hóa");
    assert_string_equal(u.type, "Tỉnh");
    assert_int_equal(u.from, UNIT_SCHEME_DAY);
    assert_true(u.official);
    assert_int_equal(unitbook_get(t, unit("pre2025:P02"), &u), STATUS_OK);
    assert_string_equal(u.name, "Tỉnh Hà Giang");
    assert_int_equal(u.to, UNIT_SCHEME_DAY - 1);
    assert_int_equal(unitbook_get(t, unit("P02"), &u), STATUS_NOTFOUND);
    assert_int_equal(unitbook_get(t, UNIT_VN, &u), STATUS_OK);
    assert_string_equal(unitbook_province_name(unit("P31")), "Thành phố Hải Phòng");
    assert_null(unitbook_province_name(unit("P02")));
    assert_null(unitbook_province_name(unit("15664")));
    return STATUS_OK;
}

static void provinces_are_built_in(void **state)
{
    in_write(state, provinces);
}

/* ---- rows ---- */

static enum status rows(struct book_tx *t, void *context)
{
    struct unit_row a = {0}, b;
    (void)context;
    assert_false(unitrow_load(t, unit("25270"), &a));
    a.official = true;
    a.from = UNIT_SCHEME_DAY;
    memcpy(a.district, "397", 4);
    assert_true(unitrow_set_name(&a, day_make(2026, 4, 30), SPAN_LIT("Phường Lộc Ninh")));
    assert_true(unitrow_set_name(&a, 0, SPAN_LIT("Xã Lộc Ninh")));
    assert_false(unitrow_set_name(&a, 0, SPAN_LIT("Xã Lộc Ninh")));
    assert_true(unitrow_set_parent(&a, unit("P75"), 0, 0));
    assert_false(unitrow_set_parent(&a, unit("P75"), 0, 0));
    assert_true(unitrow_add_code(&a, unit("25999"), 0, 0));
    assert_false(unitrow_add_code(&a, unit("25999"), 0, 0));
    assert_true(unitrow_add_link(
        &a, (struct unit_link){.other = unit("pre2025:25270"), .kind = UNIT_KIND_FULL}));
    assert_true(unitrow_add_link(&a, (struct unit_link){.other = unit("pre2025:25267"),
                                                        .part = true,
                                                        .kind = UNIT_KIND_AREA_ALLPOP}));
    assert_false(unitrow_add_link(
        &a, (struct unit_link){.other = unit("pre2025:25270"), .kind = UNIT_KIND_FULL}));
    assert_true(unitrow_add_variant(&a, SPAN_LIT("Loc Ninh")));
    assert_false(unitrow_add_variant(&a, SPAN_LIT("Loc Ninh")));
    assert_int_equal(unitrow_store(t, &a), UNIT_NEW);
    assert_int_equal(unitrow_store(t, &a), UNIT_SAME);

    assert_true(unitrow_load(t, unit("25270"), &b));
    assert_int_equal(unitrow_store(t, &b), UNIT_SAME); /* bytes -> row -> bytes */
    assert_int_equal(b.names, 2);
    assert_string_equal(unitrow_name(&b, day_make(2026, 4, 29)), "Xã Lộc Ninh");
    assert_string_equal(unitrow_name(&b, day_make(2026, 4, 30)), "Phường Lộc Ninh");
    assert_string_equal(unitrow_name(&b, 0), "Phường Lộc Ninh");
    assert_int_equal(b.links, 2);
    assert_unit(b.link[0].other, "pre2025:25267");
    assert_true(b.link[0].part);
    assert_int_equal(b.link[0].kind, UNIT_KIND_AREA_ALLPOP);
    assert_string_equal(b.district, "397");
    assert_string_equal(b.variant[0], "Loc Ninh");
    b.to = day_make(2026, 4, 1);
    assert_string_equal(unitrow_name(&b, day_make(2027, 1, 1)), "Xã Lộc Ninh"); /* its last */
    assert_int_equal(unitrow_store(t, &b), UNIT_CHANGED);
    unitrow_release(&a);
    unitrow_release(&b);
    return STATUS_OK;
}

static void rows_keep_dated_names_and_links(void **state)
{
    in_write(state, rows);
}

static enum status newer_tags(struct book_tx *t, void *context)
{
    static const char bytes[] = "\1\4\3\0Xa\x2A\3new"; /* a name, and tag 42 of a newer program */
    struct unit_key key = unit("00001");
    struct unit_row row;
    struct span v;
    (void)context;
    store_put(t->tx, BOOK_UNIT, unit_span(&key), (struct span){bytes, sizeof bytes - 1});
    assert_true(unitrow_load(t, key, &row));
    row.official = true;
    assert_int_equal(unitrow_store(t, &row), UNIT_CHANGED);
    unitrow_release(&row);
    assert_true(store_get(t->tx, BOOK_UNIT, unit_span(&key), &v));
    assert_non_null(memmem(v.p, v.n, "\x2A\3new", 5));
    return STATUS_OK;
}

static void tags_of_a_newer_program_survive(void **state)
{
    in_write(state, newer_tags);
}

static enum status damaged(struct book_tx *t, void *context)
{
    static const struct span rows_[] = {SPAN_LIT("\2"), SPAN_LIT("\1\4\x7F"), SPAN_LIT("\1\5\2ab"),
                                        SPAN_LIT("\1\7\1a"), SPAN_LIT("\1\x80")};
    struct unit_key key = unit("00001");
    struct unit_row row;
    size_t i = *(size_t *)context;
    store_put(t->tx, BOOK_UNIT, unit_span(&key), rows_[i]);
    assert_false(unitrow_load(t, key, &row));
    unitrow_release(&row);
    return STATUS_OK;
}

static void impossible_bytes_are_corrupt(void **state)
{
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(book_write(*state, &officer, damaged, &i, NULL), STATUS_CORRUPT);
}

/* ---- whose code it is ---- */

static enum status codes(struct book_tx *t, void *context)
{
    struct unit_row row;
    struct unit_key u;
    (void)context;
    put_commune(t, "15667", "Xã Thọ Bình", "P38");
    put_commune(t, "15670", "Xã Khác", "P38");
    assert_int_equal(unitbook_by_code(t, unit("15664"), officer.today, &u), STATUS_OK);
    assert_unit(u, "15664");
    assert_int_equal(unitbook_by_code(t, unit("15664"), day_make(2024, 1, 1), &u), STATUS_OK);
    assert_int_equal(unitbook_by_code(t, unit("pre2025:15664"), day_make(2024, 1, 1), &u),
                     STATUS_NOTFOUND);
    assert_int_equal(unitbook_by_code(t, unit("15999"), officer.today, &u), STATUS_NOTFOUND);
    /* 15670 ends and its code goes to 15667 */
    (void)unitrow_load(t, unit("15670"), &row);
    row.to = day_make(2026, 6, 30);
    unitrow_store(t, &row);
    unitrow_release(&row);
    (void)unitrow_load(t, unit("15667"), &row);
    unitrow_add_code(&row, unit("15670"), day_make(2026, 7, 1), 0);
    unitrow_store(t, &row);
    unitrow_release(&row);
    assert_int_equal(unitbook_by_code(t, unit("15670"), day_make(2026, 6, 30), &u), STATUS_OK);
    assert_unit(u, "15670");
    assert_int_equal(unitbook_by_code(t, unit("15670"), day_make(2026, 7, 1), &u), STATUS_OK);
    assert_unit(u, "15667");
    assert_int_equal(unitbook_by_code(t, unit("15670003"), officer.today, &u), STATUS_NOTFOUND);
    return STATUS_OK;
}

static void a_code_finds_its_bearer_of_the_day(void **state)
{
    in_write(state, codes);
}

/* ---- inside ---- */

static enum status insides(struct book_tx *t, void *context)
{
    struct unit_row row = {.key = unit("15670002")};
    day before = day_make(2026, 6, 30), after = day_make(2026, 7, 1);
    (void)context;
    put_commune(t, "15670", "Xã Khác", "P38");
    put_commune(t, "00004", "Phường Ba Đình", "P01");
    assert_true(unitbook_inside(t, unit("15664003"), unit("15664"), before));
    assert_true(unitbook_inside(t, unit("15664"), unit("15664"), before));
    assert_true(unitbook_inside(t, unit("15664003"), unit("15664003"), before));
    assert_false(unitbook_inside(t, unit("15664003"), unit("15664004"), before));
    assert_false(unitbook_inside(t, unit("15664003"), unit("15670"), before));
    assert_false(unitbook_inside(t, unit("15664"), unit("15664003"), before));
    assert_true(unitbook_inside(t, unit("15664003"), unit("P38"), before));
    assert_false(unitbook_inside(t, unit("15664003"), unit("P01"), before));
    assert_true(unitbook_inside(t, unit("00004001"), unit("P01"), before));
    assert_true(unitbook_inside(t, unit("00004001"), UNIT_VN, before));
    assert_true(unitbook_inside(t, unit("P38"), unit("P38"), before));
    assert_false(unitbook_inside(t, unit("pre2025:15664003"), unit("15664"), before));
    assert_false(unitbook_inside(t, (struct unit_key){0}, UNIT_VN, before));
    assert_false(unitbook_inside(t, unit("15664"), (struct unit_key){0}, before));
    /* a hamlet that passes from 15670 to 15664 */
    unitrow_set_parent(&row, unit("15664"), after, 0);
    unitrow_store(t, &row);
    unitrow_release(&row);
    assert_true(unitbook_inside(t, unit("15670002"), unit("15670"), before));
    assert_false(unitbook_inside(t, unit("15670002"), unit("15664"), before));
    assert_true(unitbook_inside(t, unit("15670002"), unit("15664"), after));
    assert_false(unitbook_inside(t, unit("15670002"), unit("15670"), after));
    assert_true(unitbook_inside(t, unit("15670001"), unit("15670"), after));
    assert_unit(unitbook_parent(t, unit("15670002"), after), "15664");
    assert_unit(unitbook_parent(t, unit("15664"), after), "P38");
    assert_unit(unitbook_parent(t, unit("P38"), after), "VN");
    assert_int_equal(unit_level(unitbook_parent(t, UNIT_VN, after)), UNIT_NONE);
    assert_int_equal(unit_level(unitbook_parent(t, unit("11111"), after)), UNIT_NONE);
    return STATUS_OK;
}

static void inside_follows_dated_parents(void **state)
{
    in_write(state, insides);
}

/* ---- hamlets are records ---- */

static void save_hamlet(struct book *b, const char *code, const char *name)
{
    struct record r;
    struct detail d = {0};
    record_init(&r, entity_by_id(ENTITY_HAMLET));
    r.unit = unit(code);
    value_set_s(record_value(&r, "name"), span_of(name));
    value_set_s(record_value(&r, "hamlet"), unit_span(&r.unit));
    value_set_n(record_value(&r, "kind"), 9);
    if (save_one(b, &officer, &r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    record_release(&r);
}

static enum status add_name(struct book_tx *t, const struct unit_info *u, void *context)
{
    (void)t;
    buf_addf(context, "%s|", u->name);
    return STATUS_OK;
}

static enum status hamlets(struct book_tx *t, void *context)
{
    struct unit_info u;
    struct unit_key k;
    struct buf names = {0};
    (void)context;
    assert_int_equal(unitbook_get(t, unit("15664002"), &u), STATUS_OK);
    assert_string_equal(u.name, "Tổ dân phố Giắt");
    assert_string_equal(u.type, "tổ dân phố");
    assert_false(u.official);
    assert_int_equal(unitbook_get(t, unit("15664009"), &u), STATUS_NOTFOUND);
    assert_int_equal(unitbook_by_code(t, unit("15664002"), officer.today, &k), STATUS_OK);
    assert_unit(k, "15664002");
    assert_int_equal(unitbook_each(t, unit("15664"), add_name, &names), STATUS_OK);
    assert_string_equal(buf_str(&names), "Thôn 1|Tổ dân phố Giắt|");
    buf_reset(&names);
    assert_int_equal(unitbook_each(t, unit("15670"), add_name, &names), STATUS_OK);
    assert_int_equal(names.n, 0);
    buf_release(&names);
    return STATUS_OK;
}

static void hamlets_come_from_their_records(void **state)
{
    save_hamlet(*state, "15664001", "Thôn 1");
    save_hamlet(*state, "15664002", "Tổ dân phố Giắt");
    in_write(state, hamlets);
}

static void words_of_the_type(void **state)
{
    static const struct {
        const char *name, *type;
    } v[] = {{"Thị trấn Triệu Sơn", "Thị trấn"},
             {"Xã Xã", "Xã"},
             {"Xã", ""},
             {"Thành phố Huế", "Thành phố"},
             {"Xãng", ""},
             {"Triệu Sơn", ""},
             {"", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        assert_true(span_eq_str(unit_type_words(span_of(v[i].name)), v[i].type));
    for (int k = UNIT_KIND_FULL; k <= UNIT_KIND_AREA_ALL; k++)
        assert_int_equal(unit_kind_by_word(span_of(unit_kind_word((enum unit_kind)k))), k);
    assert_int_equal(unit_kind_by_word(SPAN_LIT("whole")), UNIT_KIND_NONE);
}

#define ON_BOOK(f) cmocka_unit_test_setup_teardown(f, new_book, free_book)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOOK(provinces_are_built_in),
        ON_BOOK(rows_keep_dated_names_and_links),
        ON_BOOK(tags_of_a_newer_program_survive),
        ON_BOOK(impossible_bytes_are_corrupt),
        ON_BOOK(a_code_finds_its_bearer_of_the_day),
        ON_BOOK(inside_follows_dated_parents),
        ON_BOOK(hamlets_come_from_their_records),
        cmocka_unit_test(words_of_the_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
