/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The entity tables: what must hold for every line of them, whatever the entity.
 */
#include "tests/support.h"

#include <jansson.h>

#include "core/columns.h"
#include "core/dict.h"
#include "locale/fold.h"
#include "tests/random_record.h"

static const struct entity *entity;
static const struct field *field;

/* Where a failed assertion stood. */
#define CHECK(cond)                                                                                \
    do {                                                                                           \
        if (!(cond))                                                                               \
            fail_msg("%s.%s: %s", entity ? entity->name : "-", field ? field->name : "-", #cond);  \
    } while (0)

#define EACH_ENTITY for (size_t i_ = 0; field = NULL, (entity = entity_at(i_)) != NULL; i_++)
#define EACH_FIELD                                                                                 \
    EACH_ENTITY for (field = entity->fields; field < entity->fields + entity->n_fields; field++)

/* ---- the tables ---- */

static void dictionary_is_frozen(void **state)
{
    (void)state;
    struct buf now = {0}, frozen = {0};
    dict_add(&now);
    test_read_file("tests/data/dict.txt", &frozen);
    size_t line = 1, start = 0;
    for (size_t i = 0; i < now.n && i < frozen.n && now.p[i] == frozen.p[i]; i++)
        if (now.p[i] == '\n')
            line++, start = i + 1;
    if (!span_eq(buf_span(&now), buf_span(&frozen)))
        fail_msg(
            "tests/data/dict.txt line %zu differs: '%.*s' is now '%.*s'. Ids, tags, names and "
            "codes are never changed; when something was added: make dict >tests/data/dict.txt",
            line, (int)strcspn(buf_str(&frozen) + start, "\n"), buf_str(&frozen) + start,
            (int)strcspn(buf_str(&now) + start, "\n"), buf_str(&now) + start);
    buf_release(&now);
    buf_release(&frozen);
}

static void entities_are_named_and_numbered(void **state)
{
    (void)state;
    for (size_t i = 0; entity_at(i); i++) {
        entity = entity_at(i);
        CHECK(entity->id > 0 && entity->id < ENTITY_COMMUNE);
        CHECK(*entity->name && *entity->label && *entity->plural);
        CHECK(entity_by_id(entity->id) == entity && entity_by_name(entity->name) == entity);
        for (size_t k = 0; k < i; k++)
            CHECK(entity_at(k)->id != entity->id && strcmp(entity_at(k)->name, entity->name) != 0);
    }
}

static void tags_ascend(void **state)
{
    (void)state;
    EACH_FIELD
    {
        CHECK(field->tag >= 8 && field->tag < 65536);
        CHECK(field == entity->fields || field[-1].tag < field->tag);
        CHECK(entity_field_tag(entity, field->tag) == field - entity->fields);
    }
}

static void fields_are_named(void **state)
{
    (void)state;
    EACH_FIELD
    {
        CHECK(*field->name &&
              field->name[strspn(field->name, "abcdefghijklmnopqrstuvwxyz_0123456789")] == 0);
        CHECK(strcmp(field->name, "id") != 0);
        CHECK(!entity->subject || strcmp(field->name, "number") != 0); /* JSON has its own */
        CHECK(entity_field(entity, field->name) == field - entity->fields);
        CHECK(field->label && *field->label && field->help && *field->help);
        CHECK(field->type && field->type->name && field->type->json);
    }
}

static void flags_fit(void **state)
{
    (void)state;
    EACH_FIELD
    {
        CHECK(!(field->flags & FIELD_UNIT) || field->type == &field_unit);
        CHECK(!(field->flags & FIELD_NAME) || field->type == &field_text);
        CHECK(!(field->flags & FIELD_LINES) || field->type == &field_text);
        CHECK(!(field->flags & (FIELD_FROM | FIELD_TO)) || field->type == &field_date);
        CHECK(!(field->flags & FIELD_PAST) || field->type == &field_date ||
              field->type == &field_integer);
        CHECK(!(field->flags & FIELD_YEARLY) || field->type == &field_years);
        CHECK((field->choices != NULL) ==
              (field->type == &field_choice || field->type == &field_spans));
        CHECK((field->type == &field_ref) == (entity_by_id(field->ref) != NULL));
        CHECK(field->max >= field->min);
    }
    EACH_ENTITY
    {
        unsigned names = 0, units = 0, froms = 0, tos = 0;
        for (size_t i = 0; i < entity->n_fields; i++) {
            names += !!(entity->fields[i].flags & FIELD_NAME);
            units += !!(entity->fields[i].flags & FIELD_UNIT);
            froms += !!(entity->fields[i].flags & FIELD_FROM);
            tos += !!(entity->fields[i].flags & FIELD_TO);
        }
        CHECK(names <= 1 && units <= 1 && froms <= 1 && froms == tos);
        CHECK(!entity->subject || (names == 1 && units == 1 && froms == 1));
        CHECK(entity->n_fields <= 64); /* the importer's bits */
    }
}

static void packed_fields_fit(void **state)
{
    (void)state;
    EACH_ENTITY
    {
        unsigned width = 0;
        for (size_t i = 0; i < entity->n_fields; i++) {
            field = &entity->fields[i];
            if (!(field->flags & FIELD_PACKED))
                continue;
            CHECK(field->type->packed > 0 && field->type->packed <= 8 && field->type->pack);
            CHECK(entity->subject);
            width += field->type->packed;
        }
        CHECK(width <= COLUMNS_EXTRA);
    }
}

/* ---- words that people write ---- */

/* Letters and digits without marks or case, as headers are compared. */
static char *compact(struct span s)
{
    struct buf b = {0}, out = {0};
    fold_search(&b, s);
    for (size_t i = 0; i < b.n; i++)
        if ((b.p[i] >= 'a' && b.p[i] <= 'z') || (b.p[i] >= '0' && b.p[i] <= '9') ||
            (b.p[i] & 0x80) || b.p[i] == '%')
            buf_addc(&out, b.p[i]);
    buf_release(&b);
    return buf_detach(&out);
}

struct words {
    char *v[400];
    size_t owner[400], n;
};

static void add_word(struct words *w, size_t owner, struct span s, bool marks)
{
    char *text;
    struct buf b = {0};
    if (marks)
        fold_key(&b, s);
    text = marks ? buf_detach(&b) : compact(s);
    for (size_t i = 0; i < w->n; i++)
        if (w->owner[i] != owner && strcmp(w->v[i], text) == 0)
            fail_msg("%s: '%.*s' of %s also means %s", entity->name, (int)s.n, s.p,
                     entity->fields[owner].name, entity->fields[w->owner[i]].name);
    assert_true(w->n < sizeof w->v / sizeof *w->v);
    w->owner[w->n] = owner;
    w->v[w->n++] = text;
}

static void add_words(struct words *w, size_t owner, const char *label, const char *aliases,
                      bool marks)
{
    add_word(w, owner, span_of(label), marks);
    for (const char *p = aliases; p && *p;) {
        size_t n = strcspn(p, "|");
        assert_true(n > 0);
        add_word(w, owner, (struct span){p, n}, marks);
        p += n + (p[n] == '|');
    }
}

static void words_release(struct words *w)
{
    for (size_t i = 0; i < w->n; i++)
        free(w->v[i]);
    w->n = 0;
}

/* A header means one field. Marks decide between those that differ in marks alone (hộ, họ). */
static void headers_do_not_clash(void **state)
{
    (void)state;
    static struct words w;
    EACH_ENTITY
    {
        for (size_t i = 0; i < entity->n_fields; i++)
            add_words(&w, i, entity->fields[i].label, entity->fields[i].aliases, true);
        words_release(&w);
    }
}

/* What marks do not tell apart; with marks left out the first field of the table is meant. */
static void headers_without_marks(void **state)
{
    (void)state;
    static struct words w;
    EACH_ENTITY
    {
        for (size_t i = 0; i < entity->n_fields; i++)
            add_words(&w, i, entity->fields[i].label, entity->fields[i].aliases, false);
        words_release(&w);
    }
}

static void choices_do_not_clash(void **state)
{
    (void)state;
    EACH_FIELD
    {
        for (const struct choice *c = field->choices; c && c->label; c++) {
            CHECK(c->code >= 0 && c->code < 255 && *c->name && *c->label);
            CHECK(field_choice_by_code(field->choices, c->code) == c);
            CHECK(field_choice_by_text(field->choices, span_of(c->name)) == c);
            CHECK(field_choice_by_text(field->choices, span_of(c->label)) == c);
            for (const char *p = c->aliases; p && *p;) {
                size_t n = strcspn(p, "|");
                if (field_choice_by_text(field->choices, (struct span){p, n}) != c)
                    fail_msg("%s.%s: '%.*s' does not mean %s", entity->name, field->name, (int)n, p,
                             c->name);
                p += n + (p[n] == '|');
            }
        }
    }
}

/* ---- values: text -> value -> bytes -> value -> text ---- */

static void add_value_text(const struct field *f, const struct value *v, struct buf *out)
{
    buf_reset(out);
    field_add_text(f, v, NULL, out);
}

/* JSON of a value must parse, with the type the dictionary says. */
static void check_json(const struct value *v)
{
    struct buf b = {0};
    json_error_t err;
    buf_adds(&b, "[");
    field_add_json(field, v, NULL, &b);
    buf_adds(&b, "]");
    json_t *j = json_loadb(b.p, b.n, JSON_ALLOW_NUL, &err);
    if (!j)
        fail_msg("%s.%s: %s in %s", entity->name, field->name, err.text, buf_str(&b));
    const json_t *x = json_array_get(j, 0);
    const char *want = field->type->json;
    CHECK(json_is_string(x)    ? strcmp(want, "string") == 0
          : json_is_number(x)  ? strcmp(want, "number") == 0
          : json_is_object(x)  ? strcmp(want, "object") == 0
          : json_is_array(x)   ? strcmp(want, "array") == 0
          : json_is_boolean(x) ? strcmp(want, "boolean") == 0
                               : !v->known);
    json_decref(j);
    buf_release(&b);
}

static void check_value(const struct value *v)
{
    struct buf text = {0}, again = {0}, bytes = {0};
    struct value stored = {0}, read = {0};
    check_json(v);
    if (!v->known)
        return;
    field->type->encode(v, &bytes);
    CHECK(field->type->decode(buf_span(&bytes), &stored));
    CHECK(value_eq(v, &stored));
    add_value_text(field, &stored, &text);
    CHECK(text.n > 0);
    enum reason why = field_parse(field, buf_span(&text), NULL, &read);
    if (why != REASON_NONE && why != REASON_UNKNOWN_REFERENCE)
        fail_msg("%s.%s: own text '%s' is refused: %s", entity->name, field->name, buf_str(&text),
                 reason_word(why));
    add_value_text(field, &read, &again);
    if (!value_eq(v, &read) || !span_eq(buf_span(&text), buf_span(&again)))
        fail_msg("%s.%s: '%s' became '%s'", entity->name, field->name, buf_str(&text),
                 buf_str(&again));
    /* behind other text, as in a line of a list */
    buf_reset(&again);
    buf_adds(&again, "x,");
    field_add_text(field, v, NULL, &again);
    CHECK(again.n == text.n + 2 && memcmp(again.p + 2, text.p, text.n) == 0);
    if (field->type->pack)
        CHECK(field->type->packed == 8 || field->type->pack(v) >> (8 * field->type->packed) == 0);
    value_clear(&stored);
    value_clear(&read);
    buf_release(&text);
    buf_release(&again);
    buf_release(&bytes);
}

/* Parses a text that must be accepted, and takes it all the way round. */
static void check_text(const char *text)
{
    struct value v = {0};
    enum reason why = field_parse(field, span_of(text), NULL, &v);
    if (why != REASON_NONE && why != REASON_UNKNOWN_REFERENCE)
        fail_msg("%s.%s: '%s' is refused: %s", entity->name, field->name, text, reason_word(why));
    CHECK(v.known == (text[strspn(text, " \t")] != 0));
    check_value(&v);
    value_clear(&v);
}

static const char *const lines[] = {"dòng một\ndòng hai", "a\r\nb\n\n\"c\"\t;", "x\n= 1"};

static void check_texts(const char *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!field->max || strlen(v[i]) <= (size_t)field->max)
            check_text(v[i]);
}

static void check_numbers(void)
{
    int64_t min = field->min, max = field->max ? field->max : 1000000000000;
    const int64_t n[] = {min, min + 1, (min + max) / 2, max - 1, max};
    for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
        struct value v = {0};
        value_set_n(&v, n[i]);
        check_value(&v);
        value_clear(&v);
    }
}

static void check_choices(void)
{
    char text[256];
    for (const struct choice *c = field->choices; c->label; c++) {
        check_text(c->name);
        check_text(c->label);
        if (field->type != &field_spans)
            continue;
        snprintf(text, sizeof text, "%s đến 30/06/2025; %s từ 01/07/2025", c->label,
                 field->choices->label);
        check_text(text);
        snprintf(text, sizeof text, "%s từ 2024 đến 2025", c->name);
        check_text(text);
    }
}

static const char *const dates[] = {"28/9/2019", "28092019",  "2019-09-28", "1970", "~1970",
                                    "1/1/1850",  "29/2/2024", "31/12/1899", "1900"};
static const char *const years[] = {"2024", "2024, 2025", "không 2023", "2046, 2016; không 2031"};
static const char *const stays[] = {"15664001", "15664001 đến 31/05/2025; 15664002 từ 01/06/2025",
                                    "pre2025:15664001 từ 1/2/2020 đến 28/2/2021; 15664; P38; VN"};
static const char *const units[] = {"15664003",         "15664",      "P38", "VN", "pre2025:15664",
                                    "pre2025:15664003", "pre2025:P38"};
static const char *const subjects[] = {"household:0000010000000007",
                                       "hamlet:ffffffffffffffff",
                                       "citizen:0000000000000001",
                                       "clan:0000010000000007",
                                       "organisation:8000000000000000",
                                       "Lê Thế Tuấn",
                                       "household:nobody"};
static const char *const refs[] = {"0123456789abcdef", "ffffffffffffffff", "Dòng họ \"Đỗ\"; 🌾",
                                   "27", "0123456789abcde"};
#define TEXTS(a) check_texts((a), sizeof(a) / sizeof *(a))

static void values_go_round(void **state)
{
    (void)state;
    EACH_FIELD
    {
        const struct field_type *t = field->type;
        check_text("");
        check_text("  \t ");
        if (t->example && t != &field_integer)
            check_text(t->example);
        if (t == &field_text || t == &field_marks)
            TEXTS(random_words);
        if (field->flags & FIELD_LINES)
            TEXTS(lines);
        if (t == &field_integer || t == &field_money || t == &field_decimal)
            check_numbers();
        if (field->choices)
            check_choices();
        if (t == &field_bool)
            check_text("có"), check_text("không"), check_text("x"), check_text("0");
        if (t == &field_date)
            TEXTS(dates);
        if (t == &field_years)
            TEXTS(years);
        if (t == &field_stays)
            TEXTS(stays);
        if (t == &field_unit)
            TEXTS(units);
        if (t == &field_subject)
            TEXTS(subjects);
        if (t == &field_ref)
            TEXTS(refs);
    }
}

static void refusals_change_nothing(void **state)
{
    static const struct {
        const struct field_type *type;
        const char *text;
        enum reason why;
    } bad[] = {
        {&field_integer, "bốn", REASON_NOT_A_NUMBER},
        {&field_integer, "4x", REASON_NOT_A_NUMBER},
        {&field_integer, "99999999999999999999", REASON_NOT_A_NUMBER},
        {&field_integer, "-1", REASON_OUT_OF_RANGE},
        {&field_decimal, "1,234", REASON_NOT_A_NUMBER},
        {&field_bool, "có lẽ", REASON_UNKNOWN_VALUE},
        {&field_choice, "zzz", REASON_UNKNOWN_VALUE},
        {&field_date, "19 bảy lăm", REASON_NOT_A_DATE},
        {&field_date, "31/2/2020", REASON_NOT_A_DATE},
        {&field_date, "3000", REASON_IN_FUTURE},
        {&field_years, "2015", REASON_OUT_OF_RANGE},
        {&field_years, "20255", REASON_OUT_OF_RANGE},
        {&field_years, "năm nay", REASON_NOT_A_NUMBER},
        {&field_stays, "không có thôn này", REASON_UNKNOWN_HAMLET},
        {&field_stays, "15664001 từ hôm qua", REASON_NOT_A_DATE},
        {&field_spans, "xã đến 30/6/2025; ???", REASON_UNKNOWN_VALUE},
        {&field_unit, "Thôn không tên", REASON_UNKNOWN_HAMLET},
    };
    (void)state;
    EACH_FIELD for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    {
        struct value v = {0};
        if (field->type != bad[i].type)
            continue;
        value_set_s(&v, SPAN_LIT("as before"));
        enum reason why = field_parse(field, span_of(bad[i].text), NULL, &v);
        if (why != bad[i].why)
            fail_msg("%s.%s: '%s' gives %s", entity->name, field->name, bad[i].text,
                     reason_word(why));
        CHECK(span_eq_str(value_span(&v), "as before"));
        value_clear(&v);
    }
}

/* As people write a dated choice, and what is kept of it. */
static void spans_are_put_in_order(void **state)
{
    static const char *const cases[][2] = {
        {"xã", "xã"},
        {"xã từ 1/7/2025; huyện", "huyện đến 30/06/2025; xã từ 01/07/2025"},
        {"huyện đến 30/6/2025, xã từ 1/7/2025", "huyện đến 30/06/2025; xã từ 01/07/2025"},
        {"huyện đến 30/6/2025; xã", "huyện đến 30/06/2025; xã từ 01/07/2025"},
        {"xã; huyện đến 30/6/2025", "huyện đến 30/06/2025; xã từ 01/07/2025"},
        {"huyện đến 1/7/2025; xã từ 1/7/2025", "huyện đến 30/06/2025; xã từ 01/07/2025"},
        {"tỉnh từ 1/1/2024 đến 31/12/2024; xã từ 1/7/2025; huyện đến 2022",
         "huyện đến 31/12/2022; tỉnh từ 01/01/2024 đến 31/12/2024; xã từ 01/07/2025"},
        {"xã; tỉnh", NULL},
        {"xã từ 1/7/2025; tỉnh từ 1/7/2025", NULL},
        {"xã từ 1/7/2025 đến 30/6/2025", NULL},
    };
    const struct entity *e = entity_by_name("organisation");
    const struct field *f = &e->fields[entity_field(e, "managed")];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct value v = {0};
        struct buf b = {0};
        enum reason why = field_parse(f, span_of(cases[i][0]), NULL, &v);
        assert_int_equal(why, cases[i][1] ? REASON_NONE : REASON_DATES_CROSS);
        field_add_text(f, &v, NULL, &b);
        assert_string_equal(buf_str(&b), cases[i][1] ? cases[i][1] : "");
        buf_release(&b);
        value_clear(&v);
    }
}

static void bounds_are_kept(void **state)
{
    const struct resolver res = {.today = day_make(2026, 11, 22)};
    (void)state;
    EACH_FIELD
    {
        struct value v = {0};
        struct buf b = {0};
        bool number = field->type == &field_integer || field->type == &field_money;
        if (number && field->max) {
            buf_addf(&b, "%lld", (long long)field->max + 1);
            CHECK(field_parse(field, buf_span(&b), NULL, &v) == REASON_OUT_OF_RANGE);
            buf_reset(&b);
            buf_addf(&b, "%lld", (long long)field->min - 1);
            CHECK(field_parse(field, buf_span(&b), NULL, &v) == REASON_OUT_OF_RANGE);
        }
        if (field->type == &field_text && field->max) { /* characters, not bytes */
            for (int64_t i = 0; i < field->max; i++)
                buf_adds(&b, "ờ");
            CHECK(field_parse(field, buf_span(&b), NULL, &v) == REASON_NONE);
            buf_adds(&b, "ờ");
            CHECK(field_parse(field, buf_span(&b), NULL, &v) == REASON_TOO_LONG);
        }
        if (field->flags & FIELD_PAST) {
            bool date = field->type == &field_date;
            CHECK(field_parse(field, span_of(date ? "22/11/2026" : "2026"), &res, &v) ==
                  REASON_NONE);
            CHECK(field_parse(field, span_of(date ? "23/11/2026" : "2027"), &res, &v) ==
                  REASON_IN_FUTURE);
        }
        value_clear(&v);
        buf_release(&b);
    }
}

/* The only record of this little world is 0x10000000001 "Lê Thế Tuấn". */
static void world_name(void *context, const struct entity *e, uint64_t id, struct buf *out)
{
    (void)context, (void)e;
    if (id == 0x10000000001)
        buf_adds(out, "Lê Thế Tuấn");
}

static uint64_t world_find(void *context, const struct entity *e, struct span text,
                           struct unit_key near, enum reason *why)
{
    (void)context, (void)near;
    *why = REASON_UNKNOWN_REFERENCE;
    return e->id == ENTITY_HOUSEHOLD && span_eq_str(text, "Lê Thế Tuấn") ? 0x10000000001 : 0;
}

static void references_by_id_and_name(void **state)
{
    static const struct {
        const char *ref, *subject;
        uint64_t id;
        const char *left; /* the text that is kept when there is no such record */
    } v[] = {
        {"Lê Thế Tuấn", "Lê Thế Tuấn", 0x10000000001, ""},
        {"0000010000000001", "household:0000010000000001", 0x10000000001, ""},
        {"0000010000000002", "household:0000010000000002", 0, NULL},
        {"Ai đó [0000010000000001]", "Ai đó [household:0000010000000001]", 0x10000000001, ""},
        {"Lê Thế Tuấn [0000010000000002]", "Lê Thế Tuấn [household:0000010000000002]",
         0x10000000001, ""},
        {"Ai đó [0000010000000002]", "Ai đó [household:0000010000000002]", 0, "Ai đó"},
        {"Ai đó [2]", "Ai đó [hộ:0000010000000001]", 0, NULL},
        {"[0000010000000001]", "[household:0000010000000001]", 0, NULL},
        {"Ai đó]", "]", 0, NULL},
    };
    const struct resolver res = {.name = world_name, .find = world_find};
    const struct entity *e = entity_by_name("citizen");
    const struct field *ref = &e->fields[entity_field(e, "household")];
    const struct field *subject = entity_by_name("title")->fields;
    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        struct value r = {0}, s = {0};
        enum reason why = v[i].id ? REASON_NONE : REASON_UNKNOWN_REFERENCE;
        assert_int_equal(field_parse(ref, span_of(v[i].ref), &res, &r), why);
        assert_int_equal(field_parse(subject, span_of(v[i].subject), &res, &s), why);
        assert_int_equal(r.n, v[i].id);
        assert_int_equal(s.n, v[i].id);
        assert_int_equal(s.s[0], v[i].id ? ENTITY_HOUSEHOLD : 0);
        assert_string_equal(v[i].id ? "" : r.s, v[i].left ? v[i].left : v[i].ref);
        assert_string_equal(v[i].id ? "" : s.s + 1, v[i].left ? v[i].left : v[i].subject);
        value_clear(&r);
        value_clear(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dictionary_is_frozen),
        cmocka_unit_test(entities_are_named_and_numbered),
        cmocka_unit_test(tags_ascend),
        cmocka_unit_test(fields_are_named),
        cmocka_unit_test(flags_fit),
        cmocka_unit_test(packed_fields_fit),
        cmocka_unit_test(headers_do_not_clash),
        cmocka_unit_test(headers_without_marks),
        cmocka_unit_test(choices_do_not_clash),
        cmocka_unit_test(values_go_round),
        cmocka_unit_test(refusals_change_nothing),
        cmocka_unit_test(spans_are_put_in_order),
        cmocka_unit_test(bounds_are_kept),
        cmocka_unit_test(references_by_id_and_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
