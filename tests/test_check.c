/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What check finds, and what repair makes of it.
 */
#include "tests/support.h"

#include "core/audit.h"
#include "core/book_private.h"
#include "core/check.h"
#include "core/criteria_book.h"
#include "core/save.h"
#include "core/unitbook.h"
#include "core/unitrow.h"

struct world {
    char *dir, *db;
    struct caller who;
};

static void set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    assert_true(i >= 0);
    assert_int_equal(field_parse(&r->e->fields[i], span_of(text), NULL, &r->v[i]), REASON_NONE);
}

static struct book *open_book(struct world *w)
{
    struct book *b;
    struct detail d = {0};
    if (book_open(&b, w->db, false, &w->who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return b;
}

enum { HOUSEHOLDS = 300 };

static enum status fill(struct book_tx *t, void *context)
{
    struct save_batch *s = save_batch_begin(t, AUDIT_IMPORT, NULL);
    (void)context;
    for (int i = 0; i < HOUSEHOLDS; i++) {
        struct record r;
        char name[32];
        record_init(&r, entity_by_id(ENTITY_HOUSEHOLD));
        snprintf(name, sizeof name, "Nguyễn Văn %d", i);
        set(&r, "hamlet", i % 2 ? "15664001" : "15664002");
        set(&r, "head", name);
        enum status st = save_batch_record(s, &r);
        record_release(&r);
        if (st != STATUS_OK) {
            save_batch_abort(s);
            return st;
        }
    }
    return save_batch_commit(s);
}

static int setup(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    struct buf db = {0};
    struct book *b;
    struct detail d = {0};
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã Triệu Sơn"};
    w->who = (struct caller){.name = "xa", .role = ROLE_OFFICER, .source = "test"};
    w->who.today = day_make(2026, 11, 22);
    w->dir = test_tmpdir();
    buf_addf(&db, "%s/db", w->dir);
    w->db = buf_detach(&db);
    assert_true(unit_parse(span_of("15664"), UNIT_2025, &init.commune));
    assert_true(unit_parse(span_of("P38"), UNIT_2025, &init.province));
    if (book_create(&b, w->db, &init, &w->who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    for (int i = 0; i < 2; i++) {
        struct record h;
        record_init(&h, entity_by_id(ENTITY_HAMLET));
        set(&h, "name", i ? "Thôn 2" : "Thôn 1");
        assert_int_equal(save_one(b, &w->who, &h, NULL, &d), STATUS_OK);
        record_release(&h);
    }
    assert_int_equal(book_write(b, &w->who, fill, NULL, &d), STATUS_OK);
    book_close(b);
    *state = w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;
    test_rmtree(w->dir);
    free(w->dir);
    free(w->db);
    free(w);
    return 0;
}

struct seen {
    int n;
    char first[512];
};

static void see(void *context, const char *text)
{
    struct seen *s = context;
    if (!s->n++)
        snprintf(s->first, sizeof s->first, "%s", text);
}

static enum status run_check(struct world *w, struct seen *s)
{
    struct detail d = {0};
    *s = (struct seen){0};
    return check_book(w->db, see, s, &d);
}

static void a_sound_store_has_no_fault(void **state)
{
    struct seen s;
    if (run_check(*state, &s) != STATUS_OK)
        fail_msg("%s", s.first);
    assert_int_equal(s.n, 0);
}

static enum status spoil_column(struct book_tx *t, void *context)
{
    struct span key, value;
    struct buf k = {0}, v = {0};
    (void)context;
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_COLUMN, (struct span){"\2", 1}, 0);
    assert_true(store_next(c, &key, &value));
    buf_add_span(&k, key);
    buf_add_span(&v, value);
    store_scan_end(c);
    v.p[v.n - 1] ^= 1;
    store_put(t->tx, BOOK_COLUMN, buf_span(&k), buf_span(&v));
    buf_release(&k);
    buf_release(&v);
    return STATUS_OK;
}

static enum status lose_record(struct book_tx *t, void *context)
{
    struct buf key = {0};
    assert_true(book_address(t, *(uint64_t *)context, &key));
    assert_true(store_del(t->tx, BOOK_RECORD, buf_span(&key)));
    buf_release(&key);
    return STATUS_OK;
}

static void mend(struct world *w, bool copied)
{
    struct check_repaired r;
    struct seen s;
    struct detail d = {0};
    if (check_repair(w->db, &w->who, &r, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    assert_int_equal(r.copied, copied);
    free(r.aside);
    if (run_check(w, &s) != STATUS_OK)
        fail_msg("after repair: %s", s.first);
}

static void spoilt_columns_are_made_anew(void **state)
{
    struct world *w = *state;
    struct seen s;
    struct book *b = open_book(w);
    assert_int_equal(book_write(b, &w->who, spoil_column, NULL, NULL), STATUS_OK);
    book_close(b);
    assert_int_equal(run_check(w, &s), STATUS_CORRUPT);
    assert_int_equal(s.n, 1);
    assert_non_null(strstr(s.first, "15664001"));
    mend(w, false);
}

static void a_lost_record_is_told(void **state)
{
    struct world *w = *state;
    struct seen s;
    struct book *b = open_book(w);
    uint64_t id = ((uint64_t)b->store_bits << 40) + 10;
    assert_int_equal(book_write(b, &w->who, lose_record, &id, NULL), STATUS_OK);
    book_close(b);
    assert_int_equal(run_check(w, &s), STATUS_CORRUPT);
    assert_true(s.n >= 2); /* the address and the columns */
    mend(w, false);
}

static enum status lose_entries(struct book_tx *t, void *context)
{
    char key[8];
    uint64_t last = book_generation(t);
    (void)context;
    for (uint64_t n = last - 1; n <= last; n++) {
        for (int i = 0; i < 8; i++)
            key[i] = (char)(n >> (56 - 8 * i));
        assert_true(store_del(t->tx, BOOK_AUDIT, (struct span){key, 8}));
    }
    return STATUS_OK;
}

/* What is left of them is in nobody's way: the next entries get their numbers. */
static void the_end_of_the_trail_is_lost(void **state)
{
    struct world *w = *state;
    struct seen s = {0};
    struct detail d = {0};
    struct book *b;
    assert_int_equal(book_open(&b, w->db, false, &w->who, &d), STATUS_OK);
    for (int i = 0; i < 3; i++) {
        struct record r;
        record_init(&r, entity_by_name("household"));
        set(&r, "hamlet", "15664001");
        set(&r, "head", "Lê Văn Tám");
        assert_int_equal(save_one(b, &w->who, &r, NULL, &d), STATUS_OK);
        record_release(&r);
    }
    assert_int_equal(book_write(b, &w->who, lose_entries, NULL, &d), STATUS_OK);
    book_close(b);
    assert_int_equal(run_check(w, &s), STATUS_CORRUPT);
    mend(w, false);
}

static enum status lose_address(struct book_tx *t, void *context)
{
    struct buf id = {0};
    key_add_u64(&id, *(uint64_t *)context);
    assert_true(store_del(t->tx, BOOK_ADDRESS, buf_span(&id)));
    buf_release(&id);
    return STATUS_OK;
}

static void a_lost_address_is_told(void **state)
{
    struct world *w = *state;
    struct seen s;
    struct book *b = open_book(w);
    uint64_t id = ((uint64_t)b->store_bits << 40) + 10;
    assert_int_equal(book_write(b, &w->who, lose_address, &id, NULL), STATUS_OK);
    book_close(b);
    assert_int_equal(run_check(w, &s), STATUS_CORRUPT);
    assert_int_equal(s.n, 1);
}

static void add_title(struct world *w, struct book *b, uint64_t household, const char *year)
{
    struct record r;
    struct detail d = {0};
    struct buf subject = {0};
    record_init(&r, entity_by_id(ENTITY_TITLE));
    buf_adds(&subject, "household:");
    id_add_text(&subject, household);
    set(&r, "subject", buf_str(&subject));
    set(&r, "title", "family");
    set(&r, "year", year);
    set(&r, "state", "registered");
    if (save_one(b, &w->who, &r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    buf_release(&subject);
    record_release(&r);
}

struct moving {
    uint64_t id;
    struct record r;
};

static enum status read_one(struct book_tx *t, void *context)
{
    struct moving *m = context;
    return book_get(t, m->id, &m->r);
}

static void move_one(struct world *w, struct book *b, uint64_t id, const char *from, const char *to)
{
    struct moving m = {.id = id};
    struct unit_key u;
    struct detail d = {0};
    assert_true(unit_parse(span_of(from), UNIT_2025, &u));
    assert_int_equal(book_read(b, &w->who, read_one, &m, NULL), STATUS_OK);
    assert_true(unit_eq(m.r.unit, u));
    set(&m.r, "hamlet", to);
    if (save_one(b, &w->who, &m.r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    record_release(&m.r);
}

/* Whoever moved has rows in two units, of which one is looked at before its record is read: both
 * are as the records say, with the titles of before and after. */
static void moved_households_have_no_fault(void **state)
{
    struct world *w = *state;
    struct seen s;
    struct book *b = open_book(w);
    uint64_t back = ((uint64_t)b->store_bits << 40) + 3, forth = back + 1;
    for (uint64_t id = back; id <= forth; id++)
        add_title(w, b, id, "2025");
    move_one(w, b, back, "15664002", "15664001");
    move_one(w, b, forth, "15664001", "15664002");
    for (uint64_t id = back; id <= forth + 4; id++)
        add_title(w, b, id, "2026");
    book_close(b);
    if (run_check(w, &s) != STATUS_OK)
        fail_msg("%s", s.first);
    b = open_book(w);
    assert_int_equal(book_write(b, &w->who, spoil_column, NULL, NULL), STATUS_OK);
    book_close(b);
    assert_int_equal(run_check(w, &s), STATUS_CORRUPT);
    assert_int_equal(s.n, 1);
    mend(w, false);
}

static struct unit_key unit(const char *code)
{
    struct unit_key u;
    assert_true(unit_parse(span_of(code), UNIT_2025, &u));
    return u;
}

/* Hamlet 001 has been 15664009 since 1/3/2026. */
static enum status give_code(struct book_tx *t, void *context)
{
    struct unit_row row;
    (void)context;
    unitrow_load(t, unit("15664001"), &row);
    assert_true(unitrow_add_code(&row, unit("15664009"), day_make(2026, 3, 1), 0));
    unitrow_store(t, &row);
    unitrow_release(&row);
    return STATUS_OK;
}

static enum status lose_code(struct book_tx *t, void *context)
{
    struct unit_key code = unit("15664009");
    (void)context;
    assert_true(store_del(t->tx, BOOK_UNIT_CODE, unit_span(&code)));
    return STATUS_OK;
}

/* To a unit that does not bear it. */
static enum status lead_astray(struct book_tx *t, void *context)
{
    struct unit_key code = unit("15664077"), to = unit("15664002");
    struct buf b = {0};
    (void)context;
    buf_add_span(&b, unit_span(&to));
    buf_addc(&b, 0);
    buf_addc(&b, 0);
    store_put(t->tx, BOOK_UNIT_CODE, unit_span(&code), buf_span(&b));
    buf_release(&b);
    return STATUS_OK;
}

static enum status find_009(struct book_tx *t, void *context)
{
    return unitbook_by_code(t, unit("15664009"), t->who->today, context);
}

static void spoilt_codes_are_made_anew(void **state)
{
    static const struct {
        book_fn spoil;
        const char *code;
    } ways[] = {{lose_code, "15664009"}, {lead_astray, "15664077"}};
    struct world *w = *state;
    struct unit_key found;
    struct seen s;
    struct book *b = open_book(w);
    assert_int_equal(book_write(b, &w->who, give_code, NULL, NULL), STATUS_OK);
    book_close(b);
    if (run_check(w, &s) != STATUS_OK)
        fail_msg("%s", s.first);
    for (size_t i = 0; i < 2; i++) {
        b = open_book(w);
        assert_int_equal(book_write(b, &w->who, ways[i].spoil, NULL, NULL), STATUS_OK);
        book_close(b);
        assert_int_equal(run_check(w, &s), STATUS_CORRUPT);
        assert_int_equal(s.n, 1);
        assert_non_null(strstr(s.first, ways[i].code));
        mend(w, false);
    }
    b = open_book(w);
    assert_int_equal(book_read(b, &w->who, find_009, &found, NULL), STATUS_OK);
    assert_true(unit_eq(found, unit("15664001")));
    book_close(b);
}

/* A set of criteria whose record says another title, or whose content was cut. */
static enum status spoil_set(struct book_tx *t, const struct record *r, void *context)
{
    const char *field = context;
    struct record copy;
    struct buf key = {0}, bytes = {0};
    record_key(r, &key);
    assert_int_equal(book_get(t, r->id, &copy), STATUS_OK);
    if (strcmp(field, "content") == 0)
        value_set_s(record_value(&copy, field), SPAN_LIT("{\"sets\": ["));
    else
        value_set_n(record_value(&copy, field), TITLE_CLAN);
    record_encode(&copy, &bytes);
    record_release(&copy);
    store_put(t->tx, BOOK_RECORD, buf_span(&key), buf_span(&bytes));
    buf_release(&key);
    buf_release(&bytes);
    return STATUS_NOTFOUND;
}

static enum status spoil_first_set(struct book_tx *t, void *context)
{
    return book_each(t, entity_by_id(ENTITY_CRITERIA), SPAN_LIT(""), spoil_set, context);
}

static void criteria_say_what_their_content_says(void **state)
{
    struct world *w = *state;
    struct seen s;
    struct detail d = {0};
    struct book *b = open_book(w);
    if (criteria_adopt(b, &w->who, SPAN_LIT("GDHT-NHAP-2026"), SPAN_LIT("1"), 2026,
                       SPAN_LIT("Quyết định 215/QĐ-UBND"), true, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    book_close(b);
    if (run_check(w, &s) != STATUS_OK)
        fail_msg("%s", s.first);
    b = open_book(w);
    assert_int_equal(book_write(b, &w->who, spoil_first_set, (void *)"title", NULL), STATUS_OK);
    book_close(b);
    assert_int_equal(run_check(w, &s), STATUS_CORRUPT);
    assert_int_equal(s.n, 1);
    assert_non_null(strstr(s.first, "GDHT-NHAP-2026"));
    assert_non_null(strstr(s.first, "Danh hiệu"));
    mend(w, false);
    b = open_book(w);
    assert_int_equal(book_write(b, &w->who, spoil_first_set, (void *)"content", NULL), STATUS_OK);
    book_close(b);
    assert_int_equal(run_check(w, &s), STATUS_CORRUPT);
    assert_int_equal(s.n, 1);
    assert_non_null(strstr(s.first, "không đọc được"));
}

/* Bytes of the file itself: whatever is flipped or cut, check tells or all is still right; repair
 * gives a sound store. */
static void a_damaged_file_never_crashes(void **state)
{
    struct world *w = *state;
    struct buf path = {0}, data = {0}, copy = {0};
    struct seen s;
    int found = 0, mended = 0;
    buf_addf(&path, "%s/data.mdb", w->db);
    test_read_file(buf_str(&path), &data);
    unsigned seed = 7;
    for (int i = 0; i < 24; i++) {
        buf_reset(&copy);
        buf_add_span(&copy, buf_span(&data));
        seed = seed * 1103515245 + 12345;
        size_t at = 8192 + (seed >> 8) % (data.n - 8192);
        copy.p[at] = (char)(copy.p[at] ^ (1 << (seed & 7)));
        if (i % 8 == 7)
            buf_truncate(&copy, 4096 * (3 + (seed >> 8) % (data.n / 4096 - 3)));
        test_write_file(buf_str(&path), copy.p, copy.n);
        if (run_check(w, &s) == STATUS_OK)
            continue;
        found++;
        assert_true(s.n > 0);
        if (i % 4 == 3) {
            struct check_repaired r;
            struct detail d = {0};
            enum status st = check_repair(w->db, &w->who, &r, &d);
            if (st == STATUS_OK) {
                mended++;
                assert_int_equal(run_check(w, &s), STATUS_OK);
                if (r.aside)
                    test_rmtree(r.aside);
                free(r.aside);
            } else {
                assert_true(d.text[0] != 0);
            }
        }
    }
    assert_true(found > 0);
    assert_true(mended > 0);
    buf_release(&path);
    buf_release(&data);
    buf_release(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sound_store_has_no_fault, setup, teardown),
        cmocka_unit_test_setup_teardown(spoilt_columns_are_made_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(a_lost_record_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(the_end_of_the_trail_is_lost, setup, teardown),
        cmocka_unit_test_setup_teardown(a_lost_address_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(moved_households_have_no_fault, setup, teardown),
        cmocka_unit_test_setup_teardown(spoilt_codes_are_made_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(criteria_say_what_their_content_says, setup, teardown),
        cmocka_unit_test_setup_teardown(a_damaged_file_never_crashes, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
