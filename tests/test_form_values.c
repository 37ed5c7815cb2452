/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forms: what need not be typed. F5 and F6 repeat, F4 picks, a twin is told of; and every entity by
 * the examples of its own fields.
 */
#include "forms/form.h"
#include "tests/form_world.h"

/* ---- repeat ---- */

static void repeats(void **state)
{
    struct world *w = *state;
    struct form f;
    new_form(w, &f, "household");
    form_go(&f, NULL, place(&f, "address"));
    assert_false(form_repeat_field(&f)); /* nothing before */
    put(&f, "head", "Bùi Khoa");
    put(&f, "birth", "1961");
    put(&f, "address", "Ngõ 5");
    put(&f, "poverty", "cận nghèo");
    put(&f, "phone", "0912345678");
    put(&f, "phone_consent", "1/2/2026");
    put(&f, "from", "");
    saved(&f);
    form_close(&f);
    new_form(w, &f, "household");
    check_text(&f, "from", ""); /* whoever empties it once enters people who always lived here */
    form_go(&f, NULL, place(&f, "address"));
    assert_true(form_repeat_field(&f));
    check_text(&f, "address", "Ngõ 5");
    put(&f, "address", "Ngõ 6");
    assert_int_equal(form_repeat_record(&f), 1);
    check_text(&f, "address", "Ngõ 6"); /* what stands there stays */
    check_text(&f, "poverty", "cận nghèo");
    check_text(&f, "head", "");
    check_text(&f, "birth", "");
    check_text(&f, "phone", "");
    form_go(&f, NULL, place(&f, "phone"));
    assert_false(form_repeat_field(&f));
    form_go(&f, NULL, place(&f, "head"));
    assert_true(form_repeat_field(&f));
    check_text(&f, "head", "Bùi Khoa");
    edit_undo(form_edit(&f), NULL);
    check_text(&f, "head", "");
    form_close(&f);
}

/* ---- twins ---- */

static void twin_is_told_before(void **state)
{
    struct world *w = *state;
    struct form f;
    struct buf b = {0};
    struct detail d = {0};
    new_form(w, &f, "household");
    put(&f, "head", "Nguyễn Thị Hòa");
    put(&f, "birth", "1958");
    saved(&f);
    uint64_t id = f.record.id;
    form_close(&f);
    new_form(w, &f, "household");
    leave_with(&f, "head", "nguyễn thị hoà");
    assert_true(form_twin_shown(&f));
    assert_int_equal(f.twin.id, id);
    form_add_twin(&f, &b);
    assert_string_equal(buf_str(&b),
                        "Đã có số 1: Nguyễn Thị Hòa, 1958. Hãy xem có phải là một không.");
    put(&f, "birth", "1990");
    assert_int_equal(form_save(&f, NULL, &d), STATUS_EXISTS);
    assert_string_equal(d.text, buf_str(&b));
    form_twin_accept(&f);
    assert_false(form_twin_shown(&f));
    saved(&f);
    assert_int_equal(f.record.number, 2);
    form_close(&f);
    new_form(w, &f, "household");
    leave_with(&f, "head", "Nguyễn Thị Hòa");
    put(&f, "birth", "1990");
    form_go(&f, NULL, place(&f, "birth"));
    form_leave(&f, NULL);
    assert_int_equal(f.twin.number, 2); /* the likelier of the two */
    leave_with(&f, "hamlet", "Thôn 2");
    assert_false(form_twin_shown(&f)); /* in another hamlet there is none */
    form_close(&f);
    reopen(w, &f, id);
    form_leave(&f, NULL);
    assert_false(form_twin_shown(&f)); /* not of itself, nor of what was accepted */
    form_close(&f);
    id = add_household(w, "Vũ Lan");
    reopen(w, &f, id);
    leave_with(&f, "head", "Nguyễn Thị Hoà"); /* a changed name may be another's */
    assert_true(form_twin_shown(&f));
    leave_with(&f, "head", "Vũ Lan");
    assert_false(form_twin_shown(&f));
    form_close(&f);
    buf_release(&b);
}

static void twin_by_key(void **state)
{
    struct world *w = *state;
    struct form f;
    struct detail d = {0};
    for (int i = 0; i < 2; i++) {
        form_open_new(&f, w->book, &w->who, &w->memory, entity_by_name("target"), w->book->commune);
        put(&f, "indicator", "Gia đình học tập");
        put(&f, "value", "70");
        if (i == 0)
            saved(&f);
        else
            assert_int_equal(form_save(&f, NULL, &d), STATUS_EXISTS);
        form_close(&f);
    }
    assert_non_null(strstr(d.text, "đã có"));
}

/* ---- F4 ---- */

static void values_to_pick(void **state)
{
    struct world *w = *state;
    struct form f;
    struct form_values v;
    struct detail d = {0};
    add_household(w, "Lê Thế Tuấn");
    add_household(w, "Lê Hoàn");
    new_form(w, &f, "citizen");
    assert_int_equal(form_values(&f, place(&f, "sex"), span_of("n"), 0, &v, NULL), STATUS_OK);
    assert_int_equal(v.n, 2);
    form_values_release(&v);
    assert_int_equal(form_values(&f, place(&f, "education"), span_of("trung hoc"), 0, &v, NULL),
                     STATUS_OK);
    assert_int_equal(v.n, 2);
    assert_string_equal(v.v[0].text, "trung học cơ sở");
    form_values_release(&v);
    assert_int_equal(form_values(&f, place(&f, "worker"), span_of(""), 0, &v, NULL), STATUS_OK);
    assert_string_equal(v.v[0].text, "có");
    form_values_release(&v);
    assert_int_equal(form_values(&f, place(&f, "household"), span_of("le"), 1, &v, NULL),
                     STATUS_OK);
    assert_int_equal(v.n, 1);
    assert_int_equal(v.total, 2);
    assert_string_equal(v.v[0].text, "Lê Hoàn");
    assert_string_equal(v.v[0].more, "số 2");
    form_pick(&f, place(&f, "household"), &v.v[0]);
    form_values_release(&v);
    check_text(&f, "household", "Lê Hoàn");
    assert_int_equal(form_values(&f, place(&f, "hamlet"), span_of("bao"), 0, &v, NULL), STATUS_OK);
    assert_int_equal(v.n, 1);
    assert_string_equal(v.v[0].text, "Tổ dân phố Bảo Vượng 1");
    form_values_release(&v);
    assert_false(form_has_values(&f, place(&f, "name")));
    assert_int_equal(form_values(&f, place(&f, "name"), span_of(""), 0, &v, &d), STATUS_INVALID);
    form_close(&f);
}

static void namesake_picked_from_list(void **state)
{
    struct world *w = *state;
    struct form f;
    struct form_values v;
    add_household(w, "Lê Hoàn");
    new_form(w, &f, "household");
    put(&f, "head", "Lê Hoàn");
    form_twin_accept(&f);
    saved(&f);
    uint64_t second = f.record.id;
    form_close(&f);
    new_form(w, &f, "citizen");
    put(&f, "name", "Lê Thị Mai");
    leave_with(&f, "household", "Lê Hoàn");
    check_finding(&f, "household", "Chủ hộ: có nhiều phiếu cùng tên. F4: chọn đúng phiếu.");
    assert_int_equal(form_values(&f, place(&f, "household"), span_of("Lê Hoàn"), 0, &v, NULL),
                     STATUS_OK);
    assert_int_equal(v.n, 2);
    for (size_t i = 0; i < v.n; i++)
        if ((uint64_t)v.v[i].value.n == second)
            form_pick(&f, place(&f, "household"), &v.v[i]);
    form_values_release(&v);
    saved(&f);
    assert_int_equal(record_n(&f.record, "household"), (int64_t)second);
    put(&f, "occupation", "Giáo viên"); /* the reference was not touched: it stays */
    saved(&f);
    assert_int_equal(record_n(&f.record, "household"), (int64_t)second);
    form_close(&f);
}

/* ---- every entity ---- */

static void fill(struct form *f, size_t i)
{
    const struct field *d = f->layout.place[i].field;
    struct buf b = {0};
    if (d->choices)
        buf_adds(&b, d->choices[0].label);
    else if (d->type == &field_integer && d->min >= 2021)
        buf_adds(&b, "2026");
    else if (d->type == &field_unit || d->type == &field_subject)
        return;
    else if (d->type == &field_date)
        buf_adds(&b, "1/2/2026");
    else if (d->type == &field_integer) /* that of its help fits its bounds */
        form_add_example(d, &b);
    if (!b.n && d->type->example)
        buf_adds(&b, d->type->example);
    else if (!b.n)
        form_add_example(d, &b);
    if (!b.n)
        buf_adds(&b, "chữ");
    form_set_text(f, i, buf_span(&b));
    buf_release(&b);
}

static void every_entity_saves(void **state)
{
    struct world *w = *state;
    uint64_t household = add_household(w, "Đỗ Văn An");
    struct buf key = {0};
    buf_adds(&key, "household:");
    id_add_text(&key, household);
    for (size_t k = 0; entity_at(k); k++) {
        struct form f, again;
        new_form(w, &f, entity_at(k)->name);
        for (size_t i = 0; i < f.layout.n; i++)
            if (!f.layout.place[i].fixed)
                fill(&f, i);
        int to = entity_field_flag(f.e, FIELD_TO);
        if (to >= 0)
            put(&f, f.e->fields[to].name, "1/1/2044");
        if (f.e->id == ENTITY_TITLE) {
            put(&f, "subject", buf_str(&key));
            put(&f, "title", "Gia đình học tập");
        }
        if (f.e->id == ENTITY_TARGET)
            put(&f, "value", "70,5");
        struct detail d = {0};
        form_twin_accept(&f);
        if (form_save(&f, NULL, &d) != STATUS_OK)
            fail_msg("%s: %s", f.e->name, d.text);
        reopen(w, &again, f.record.id);
        for (size_t i = 0; i < f.layout.n; i++) {
            if (!span_eq(form_text(&f, i), form_text(&again, i)))
                fail_msg("%s.%s", f.e->name, f.layout.place[i].field->name);
            const struct field *x = f.layout.place[i].field;
            if (!f.layout.place[i].fixed && x->type != &field_subject && !form_text(&f, i).n)
                fail_msg("%s.%s is empty", f.e->name, x->name);
        }
        assert_false(form_dirty(&again));
        form_close(&again);
        form_close(&f);
    }
    buf_release(&key);
}

int main(void)
{
#define WORLD(t) cmocka_unit_test_setup_teardown(t, start, stop)
    const struct CMUnitTest tests[] = {
        WORLD(repeats),        WORLD(twin_is_told_before),       WORLD(twin_by_key),
        WORLD(values_to_pick), WORLD(namesake_picked_from_list), WORLD(every_entity_saves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
