/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding records by name and number, and in which order they come.
 */
#include "tests/support.h"

#include "core/find.h"
#include "core/save.h"

struct world {
    struct book *book;
    struct caller who;
};

static struct unit_key unit(const char *code)
{
    struct unit_key u;
    assert_true(unit_parse(span_of(code), UNIT_2025, &u));
    return u;
}

static void set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    assert_true(i >= 0);
    enum reason why = field_parse(&r->e->fields[i], span_of(text), NULL, &r->v[i]);
    if (why != REASON_NONE && why != REASON_UNKNOWN_REFERENCE)
        fail_msg("%s = %s: %s", field, text, reason_word(why));
}

/* Fields and texts in turn, NULL behind the last. */
static uint64_t add(struct world *w, const char *entity, ...)
{
    struct record r;
    struct detail d = {0};
    va_list ap;
    record_init(&r, entity_by_name(entity));
    va_start(ap, entity);
    for (const char *f; (f = va_arg(ap, const char *)) != NULL;)
        set(&r, f, va_arg(ap, const char *));
    va_end(ap);
    if (save_one(w->book, &w->who, &r, NULL, &d) != STATUS_OK)
        fail_msg("%s: %s", entity, d.text);
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

static void household(struct world *w, const char *hamlet, const char *head)
{
    add(w, "household", "hamlet", hamlet, "head", head, NULL);
}

static int start(void **state)
{
    static struct world w;
    struct detail d = {0};
    struct book_init init = {UNIT_2025, unit("15664"), unit("P38"), "Xã Triệu Sơn"};
    w = (struct world){.who = {.name = "xa", .role = ROLE_OFFICER, .source = "test"}};
    w.who.today = day_make(2026, 11, 22);
    if (book_create(&w.book, "mem:", &init, &w.who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    for (int i = 1; i <= 12; i++) {
        char name[32];
        snprintf(name, sizeof name, "Thôn %d", i);
        add(&w, "hamlet", "name", name, NULL);
    }
    household(&w, "15664001", "Nguyễn Thị Hường");
    household(&w, "15664001", "Lê Văn Hướng");
    household(&w, "15664001", "Trần Hoa");
    household(&w, "15664001", "Đặng Thị Hòa");
    household(&w, "15664002", "Nguyễn Hoà");
    household(&w, "15664002", "Bùi Khoa");
    household(&w, "15664002", "Ngô Thị Lan");
    household(&w, "15664002", "Phạm An");
    household(&w, "15664002", "Vũ Ân");
    *state = &w;
    return 0;
}

static int stop(void **state)
{
    struct world *w = *state;
    book_close(w->book);
    return 0;
}

struct ask {
    const char *entity;
    struct find_options o;
    struct buf names;
};

static enum status add_name(struct book_tx *t, const struct record *r, void *context)
{
    struct ask *a = context;
    (void)t;
    if (a->names.n)
        buf_adds(&a->names, ", ");
    buf_add_span(&a->names, record_name(r));
    return STATUS_OK;
}

static enum status ask_fn(struct book_tx *t, void *context)
{
    struct ask *a = context;
    buf_reset(&a->names);
    return find_records(t, entity_by_name(a->entity), &a->o, add_name, a);
}

static enum status try_find(struct world *w, struct ask *a)
{
    return book_read(w->book, &w->who, ask_fn, a, NULL);
}

static void expect(struct world *w, const char *entity, struct find_options o, const char *want)
{
    struct ask a = {.entity = entity, .o = o};
    assert_int_equal(try_find(w, &a), STATUS_OK);
    assert_string_equal(buf_str(&a.names), want);
    buf_release(&a.names);
}

static void expect_text(struct world *w, const char *text, const char *want)
{
    expect(w, "household", (struct find_options){.text = span_of(text)}, want);
}

static void by_part_of_a_name(void **state)
{
    struct world *w = *state;
    expect_text(w, "huong", "Nguyễn Thị Hường, Lê Văn Hướng");
    expect_text(w, "HUONG ", "Nguyễn Thị Hường, Lê Văn Hướng");
    expect_text(w, "ngu", "Nguyễn Hoà, Nguyễn Thị Hường");
    expect_text(w, "nguyễn thị", "Nguyễn Thị Hường");
    expect_text(w, "dang", "Đặng Thị Hòa");
    expect_text(w, "xyz", "");
    expect_text(w, "oa", "Trần Hoa, Bùi Khoa, Đặng Thị Hòa, Nguyễn Hoà");
    expect_text(w, "thi h", "Đặng Thị Hòa, Nguyễn Thị Hường");
    expect_text(w, "nguyen huong", "Nguyễn Thị Hường");
    expect_text(w, "huong nguyen", "");
    expect_text(w, "n t h", "Nguyễn Thị Hường");
}

static void exact_marks_come_first(void **state)
{
    struct world *w = *state;
    expect_text(w, "Hòa", "Đặng Thị Hòa, Nguyễn Hoà, Trần Hoa, Bùi Khoa");
    expect_text(w, "hoà", "Đặng Thị Hòa, Nguyễn Hoà, Trần Hoa, Bùi Khoa");
    expect_text(w, "hoa", "Trần Hoa, Bùi Khoa, Đặng Thị Hòa, Nguyễn Hoà");
    expect_text(w, "hò", "Đặng Thị Hòa, Trần Hoa, Nguyễn Hoà, Bùi Khoa");
    /* with the very marks before the start of a word */
    expect_text(w, "an", "Phạm An, Ngô Thị Lan, Vũ Ân, Trần Hoa, Đặng Thị Hòa, Lê Văn Hướng");
}

static void the_order_of_names(void **state)
{
    struct world *w = *state;
    expect(w, "household", (struct find_options){.sort = FIND_AS_NAMED},
           "Phạm An, Vũ Ân, Trần Hoa, Đặng Thị Hòa, Nguyễn Hoà, Nguyễn Thị Hường, Lê Văn Hướng, "
           "Bùi Khoa, Ngô Thị Lan");
    expect(w, "hamlet", (struct find_options){.text = SPAN_LIT("thôn 1"), .sort = FIND_AS_NAMED},
           "Thôn 1, Thôn 10, Thôn 11, Thôn 12");
    expect(w, "hamlet", (struct find_options){.limit = 3}, "Thôn 1, Thôn 2, Thôn 3");
}

static void by_number(void **state)
{
    struct world *w = *state;
    expect_text(w, "3", "Trần Hoa, Ngô Thị Lan");
    expect_text(w, " 03", "Trần Hoa, Ngô Thị Lan");
    expect(w, "household", (struct find_options){.text = SPAN_LIT("3"), .unit = unit("15664002")},
           "Ngô Thị Lan");
    expect(w, "hamlet", (struct find_options){.text = SPAN_LIT("2")}, "Thôn 2, Thôn 12");
    expect_text(w, "99999999999999999999", "");
}

static void places_and_limits(void **state)
{
    struct world *w = *state;
    expect(w, "household", (struct find_options){.unit = unit("15664001")},
           "Nguyễn Thị Hường, Lê Văn Hướng, Trần Hoa, Đặng Thị Hòa");
    expect(w, "household", (struct find_options){.unit = unit("15664"), .limit = 2},
           "Nguyễn Thị Hường, Lê Văn Hướng");
    expect(w, "household",
           (struct find_options){.unit = UNIT_VN, .text = SPAN_LIT("hoa"), .limit = 1}, "Trần Hoa");
    expect(w, "household", (struct find_options){.unit = unit("15664003")}, "");
    expect(w, "household", (struct find_options){.unit = unit("15665")}, "");
}

static void everybody_sees_the_own(void **state)
{
    struct world *w = *state, leader = *w;
    struct unit_key own = unit("15664002");
    leader.who.role = ROLE_LEADER;
    leader.who.units = &own;
    leader.who.n_units = 1;
    expect_text(&leader, "hoa", "Bùi Khoa, Nguyễn Hoà");
    expect(&leader, "household", (struct find_options){.unit = unit("15664")},
           "Nguyễn Hoà, Bùi Khoa, Ngô Thị Lan, Phạm An, Vũ Ân");
    struct ask a = {.entity = "household", .o = {.unit = unit("15664001")}};
    assert_int_equal(try_find(&leader, &a), STATUS_DENIED);
    assert_int_equal(a.names.n, 0);
    leader.who.n_units = 0;
    expect_text(&leader, "", "");
}

/* Someone who moved is found at the new place, and at the old one for a day before. */
static void on_a_day(void **state)
{
    struct world *w = *state;
    add(w, "household", "hamlet", "15664003", "head", "Cao Văn Đến", "from", "1/3/2024", NULL);
    add(w, "household", "hamlet", "15664003", "head", "Cao Văn Đi", "to", "30/6/2025", NULL);
    expect(w, "household", (struct find_options){.unit = unit("15664003")},
           "Cao Văn Đến, Cao Văn Đi");
    expect(w, "household",
           (struct find_options){.unit = unit("15664003"), .valid_on = day_make(2026, 1, 1)},
           "Cao Văn Đến");
    expect(w, "household",
           (struct find_options){.text = SPAN_LIT("cao"), .valid_on = day_make(2024, 2, 29)},
           "Cao Văn Đi");
}

static void entities_without_columns(void **state)
{
    struct world *w = *state;
    add(w, "document", "unit", "15664", "number", "119/KH-UBND", "kind", "plan", "subject",
        "Xây dựng xã hội học tập", NULL);
    add(w, "document", "unit", "15664", "number", "27/QĐ-UBND", "kind", "decision", NULL);
    expect(w, "document", (struct find_options){0}, "119/KH-UBND, 27/QĐ-UBND");
    expect(w, "document", (struct find_options){.text = SPAN_LIT("qd")}, "27/QĐ-UBND");
    expect(w, "document", (struct find_options){.text = SPAN_LIT("hoc tap")}, "119/KH-UBND");
    expect(w, "document", (struct find_options){.text = SPAN_LIT("quyết định")}, "27/QĐ-UBND");
    expect(w, "document", (struct find_options){.text = SPAN_LIT("ubnd"), .limit = 1},
           "119/KH-UBND");
}

struct count {
    struct find_options o;
    struct find_result r;
};

static enum status count_fn(struct book_tx *t, void *context)
{
    struct count *c = context;
    find_result_release(&c->r);
    return find_ids(t, entity_by_name("household"), &c->o, &c->r);
}

/* More than are ranked: those shown are right, and the count is whole. */
static enum status many_fn(struct book_tx *t, void *context)
{
    struct save_batch *s = save_batch_begin(t, 5, NULL);
    (void)context;
    for (int i = 0; i < FIND_RANKED + 500; i++) {
        struct record r;
        char head[64];
        record_init(&r, entity_by_name("household"));
        set(&r, "hamlet", i % 2 ? "15664004" : "15664005");
        snprintf(head, sizeof head, "Quách Thị %c%c", 'A' + i / 26 % 26, 'a' + i % 26);
        set(&r, "head", head);
        enum status st = save_batch_record(s, &r);
        record_release(&r);
        if (st != STATUS_OK) {
            save_batch_abort(s);
            return st;
        }
    }
    return save_batch_commit(s);
}

static void many(void **state)
{
    struct world *w = *state;
    struct count c = {.o = {.text = SPAN_LIT("quach"), .limit = 10}};
    assert_int_equal(book_write(w->book, &w->who, many_fn, NULL, NULL), STATUS_OK);
    assert_int_equal(book_read(w->book, &w->who, count_fn, &c, NULL), STATUS_OK);
    assert_int_equal(c.r.n, 10);
    assert_int_equal(c.r.total, FIND_RANKED + 500);
    c.o.limit = 0;
    assert_int_equal(book_read(w->book, &w->who, count_fn, &c, NULL), STATUS_OK);
    assert_int_equal(c.r.n, FIND_RANKED + 500);
    for (size_t i = 0; i < c.r.n; i++)
        for (size_t k = 0; k < i && i < 50; k++)
            assert_true(c.r.v[i].id != c.r.v[k].id);
    find_result_release(&c.r);
}

static enum status organisations_fn(struct book_tx *t, void *context)
{
    struct save_batch *s = save_batch_begin(t, 6, NULL);
    (void)context;
    for (int i = 0; i <= FIND_RANKED + 50; i++) {
        struct record r;
        char name[64];
        record_init(&r, entity_by_name("organisation"));
        set(&r, "hamlet", "15664001");
        snprintf(name, sizeof name, "Đội %d", i);
        set(&r, "name", name);
        /* a row for each time */
        set(&r, "managed", i > FIND_RANKED ? "huyện đến 30/6/2025; xã từ 1/7/2025" : "");
        enum status st = save_batch_record(s, &r);
        record_release(&r);
        if (st != STATUS_OK) {
            save_batch_abort(s);
            return st;
        }
    }
    return save_batch_commit(s);
}

static enum status count_organisations_fn(struct book_tx *t, void *context)
{
    struct count *c = context;
    find_result_release(&c->r);
    return find_ids(t, entity_by_name("organisation"), &c->o, &c->r);
}

/* A subject of several rows counts once, also behind those that are ranked. */
static void counted_once(void **state)
{
    struct world *w = *state;
    struct count c = {.o = {.text = SPAN_LIT("doi"), .limit = 10}};
    assert_int_equal(book_write(w->book, &w->who, organisations_fn, NULL, NULL), STATUS_OK);
    assert_int_equal(book_read(w->book, &w->who, count_organisations_fn, &c, NULL), STATUS_OK);
    assert_int_equal(c.r.total, FIND_RANKED + 51);
    find_result_release(&c.r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_part_of_a_name),
        cmocka_unit_test(exact_marks_come_first),
        cmocka_unit_test(the_order_of_names),
        cmocka_unit_test(by_number),
        cmocka_unit_test(places_and_limits),
        cmocka_unit_test(everybody_sees_the_own),
        cmocka_unit_test(on_a_day),
        cmocka_unit_test(entities_without_columns),
        cmocka_unit_test(many),
        cmocka_unit_test(counted_once),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
