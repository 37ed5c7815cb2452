/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records and their bytes: nothing is lost, and damage is noticed without harm.
 */
#include "tests/support.h"

#include <jansson.h>

#include "tests/random_record.h"

static const struct entity *entity;

#define CHECK(cond)                                                                                \
    do {                                                                                           \
        if (!(cond))                                                                               \
            fail_msg("%s: %s", entity->name, #cond);                                               \
    } while (0)

#define EACH_ENTITY for (size_t i_ = 0; (entity = entity_at(i_)) != NULL; i_++)

static bool same_record(const struct record *a, const struct record *b)
{
    if (a->e != b->e || a->id != b->id || a->version != b->version || a->number != b->number ||
        !unit_eq(a->unit, b->unit) || !span_eq(buf_span(&a->unknown), buf_span(&b->unknown)))
        return false;
    for (size_t i = 0; i < a->e->n_fields; i++)
        if (!value_eq(&a->v[i], &b->v[i]))
            return false;
    return true;
}

static void records_go_round(void **state)
{
    (void)state;
    EACH_ENTITY for (int i = 0; i < 100; i++)
    {
        struct record r, again, copy = {0};
        struct buf key = {0}, bytes = {0}, bytes2 = {0};
        random_record(&r, entity);
        record_key(&r, &key);
        record_encode(&r, &bytes);
        assert_int_equal(record_decode(&again, buf_span(&key), buf_span(&bytes)), STATUS_OK);
        CHECK(same_record(&r, &again));
        CHECK(span_eq(record_peek_name(entity, buf_span(&bytes)), record_name(&r)));
        record_encode(&again, &bytes2);
        CHECK(span_eq(buf_span(&bytes), buf_span(&bytes2)));
        record_copy(&copy, &again);
        CHECK(same_record(&r, &copy));
        record_release(&r);
        record_release(&again);
        record_release(&copy);
        buf_release(&key);
        buf_release(&bytes);
        buf_release(&bytes2);
    }
}

static void damaged_bytes_are_refused(void **state)
{
    (void)state;
    EACH_ENTITY for (int i = 0; i < 300; i++)
    {
        struct record r;
        struct buf key = {0}, bytes = {0}, out = {0};
        random_record(&r, entity);
        record_key(&r, &key);
        record_encode(&r, &bytes);
        record_release(&r);
        for (unsigned k = chance(4); k; k--)
            bytes.p[chance((unsigned)bytes.n)] = (char)chance(256);
        /* an exact copy, so that the sanitizer sees a read behind the end */
        size_t n = chance(4) ? bytes.n : chance((unsigned)bytes.n + 1);
        char *exact = malloc(n ? n : 1);
        memcpy(exact, bytes.p, n);
        if (record_decode(&r, buf_span(&key), span_make(exact, n)) == STATUS_OK) {
            json_error_t err;
            record_add_json(&r, NULL, &out);
            json_t *j = json_loadb(out.p, out.n, JSON_ALLOW_NUL, &err);
            if (!j)
                fail_msg("%s: %s in %s", entity->name, err.text, buf_str(&out));
            json_decref(j);
            record_release(&r);
        }
        free(exact);
        buf_release(&key);
        buf_release(&bytes);
        buf_release(&out);
    }
}

static void records_are_json(void **state)
{
    (void)state;
    EACH_ENTITY for (int i = 0; i < 20; i++)
    {
        struct record r;
        struct buf out = {0};
        json_error_t err;
        random_record(&r, entity);
        record_add_json(&r, NULL, &out);
        json_t *j = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, &err);
        if (!j)
            fail_msg("%s: %s in %s", entity->name, err.text, buf_str(&out));
        assert_true(strncmp(out.p, "{\"id\":\"", 7) == 0);
        CHECK(json_object_size(j) == entity->n_fields + 1 + entity->subject);
        for (size_t k = 0; k < entity->n_fields; k++) {
            const struct field *field = &entity->fields[k];
            CHECK(json_object_get(j, field->name));
            CHECK(json_is_null(json_object_get(j, field->name)) == !r.v[k].known);
        }
        json_decref(j);
        record_release(&r);
        buf_release(&out);
    }
}

static void set_and_taken_away(void **state)
{
    struct record r;
    (void)state;
    record_init(&r, entity_by_id(ENTITY_TITLE));
    record_set_text(&r, "reason", SPAN_LIT("ghi nhầm"));
    record_set_day(&r, "registered_on", day_make(2026, 11, 22));
    assert_true(span_eq_str(record_text(&r, "reason"), "ghi nhầm"));
    assert_int_equal(pdate_first(value_date(record_value(&r, "registered_on"))),
                     day_make(2026, 11, 22));
    record_set_text(&r, "reason", SPAN_LIT(""));
    record_set_day(&r, "registered_on", 0);
    assert_false(record_value(&r, "reason")->known);
    assert_false(record_value(&r, "registered_on")->known);
    record_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_go_round),
        cmocka_unit_test(damaged_bytes_are_refused),
        cmocka_unit_test(records_are_json),
        cmocka_unit_test(set_and_taken_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
