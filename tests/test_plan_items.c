/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facts of the five plans: how many there are, where they stand, and where the plans differ.
 */
#include "core/plan_items.h"
#include "core/title.h"
#include "tests/support.h"

static const enum plan campaign[] = {PLAN_NATIONAL, PLAN_HAI_PHONG, PLAN_LAI_CHAU, PLAN_TRIEU_SON};
enum { CAMPAIGN = sizeof campaign / sizeof *campaign };

/* ---- part II ---- */

static void themes(void **state)
{
    static const size_t items[PLANS + 1] = {0, 6, 6, 7, 8, 0};
    (void)state;
    for (int p = 1; p <= PLANS; p++) {
        size_t n = 0;
        for (size_t i = 0; i < plan_themes_n; i++) {
            const struct plan_item *t = &plan_themes[i];
            char item[8];
            if ((int)t->plan != p)
                continue;
            snprintf(item, sizeof item, "II.%zu", ++n); /* as the plan numbers them */
            assert_string_equal(t->item, item);
            assert_non_null(field_choice_by_code(plan_theme_choices, t->code));
            assert_ptr_equal(plan_theme_of(t->plan, t->code), t);
        }
        assert_int_equal(n, items[p]);
    }
    /* learning in families and the citizen model: item 5, 5, 6, 7 */
    assert_string_equal(plan_theme_of(PLAN_NATIONAL, 5)->item, "II.5");
    assert_string_equal(plan_theme_of(PLAN_LAI_CHAU, 5)->item, "II.6");
    assert_string_equal(plan_theme_of(PLAN_TRIEU_SON, 5)->item, "II.7");
    /* the fund is an item of one plan alone */
    assert_string_equal(plan_theme_of(PLAN_TRIEU_SON, 8)->item, "II.2");
    assert_null(plan_theme_of(PLAN_NATIONAL, 8));
    for (const struct choice *c = plan_theme_choices; c->label; c++) {
        bool found = false;
        for (int p = 1; p <= PLANS; p++)
            found = found || plan_theme_of((enum plan)p, c->code);
        assert_true(found);
    }
}

/* ---- parts IV and VII ---- */

/* The items of a part are all there: "VII.1".."VII.9". */
static void has_items(enum plan p, const char *part, int n)
{
    for (int k = 1; k <= n; k++) {
        char item[12];
        bool found = false;
        snprintf(item, sizeof item, "%s.%d", part, k);
        for (size_t i = 0; i < plan_tasks_n; i++)
            found = found || (plan_tasks[i].plan == p && strcmp(plan_tasks[i].item, item) == 0);
        if (!found)
            fail_msg("plan %d has no %s", (int)p, item);
    }
}

static void tasks(void **state)
{
    (void)state;
    has_items(PLAN_NATIONAL, "IV", 6);
    has_items(PLAN_HAI_PHONG, "IV", 6);
    has_items(PLAN_LAI_CHAU, "IV", 7);
    has_items(PLAN_TRIEU_SON, "IV", 6);
    has_items(PLAN_NATIONAL, "VII", 9);
    has_items(PLAN_HAI_PHONG, "VII", 9);
    has_items(PLAN_LAI_CHAU, "VII", 9);
    has_items(PLAN_TRIEU_SON, "VII", 8);
    has_items(PLAN_HAI_PHONG5, "III", 6);
    has_items(PLAN_HAI_PHONG5, "V", 10);
    for (const struct choice *c = plan_task_choices; c->label; c++) {
        bool found = false;
        for (int p = 1; p <= PLANS; p++)
            found = found || plan_task_of((enum plan)p, c->code);
        if (!found)
            fail_msg("%s stands in no plan", c->name);
    }
    for (size_t i = 0; i < plan_tasks_n; i++) {
        const struct plan_item *t = &plan_tasks[i];
        assert_non_null(field_choice_by_code(plan_task_choices, t->code));
        assert_true(i == 0 || t->plan >= t[-1].plan);
        /* part VII is about who */
        assert_true(strncmp(t->item, "VII.", 4) != 0 || t->who != NULL);
        for (size_t k = 0; k < i; k++) { /* once, but for the item whose number the plan repeats */
            const struct plan_item *u = &plan_tasks[k];
            assert_false(u->plan == t->plan && u->code == t->code &&
                         strcmp(u->item, t->item) == 0 && u->bullet == t->bullet);
        }
    }
    /* one plan asks for the yearly recognition in its part IV, two have item 7 or 6 for technology
     */
    assert_string_equal(plan_task_of(PLAN_LAI_CHAU, 7)->item, "IV.6");
    assert_null(plan_task_of(PLAN_NATIONAL, 7));
    assert_string_equal(plan_task_of(PLAN_LAI_CHAU, 8)->item, "IV.7");
    assert_string_equal(plan_task_of(PLAN_NATIONAL, 8)->item, "IV.6");
    /* the steering committee falls to the district, now the commune, in Lai Châu */
    size_t steering = 0;
    for (size_t i = 0; i < plan_tasks_n; i++)
        if (plan_tasks[i].plan == PLAN_LAI_CHAU && plan_tasks[i].code == 20) {
            steering++;
            assert_true(strcmp(plan_tasks[i].item, "VII.8") != 0 || plan_tasks[i].bullet == 1);
        }
    assert_int_equal(steering, 3);
}

static void two_items_have_one_number(void **state)
{
    size_t n = 0;
    (void)state;
    for (size_t i = 0; i < plan_tasks_n; i++)
        if (plan_tasks[i].plan == PLAN_HAI_PHONG5 && strcmp(plan_tasks[i].item, "V.7") == 0) {
            assert_non_null(plan_tasks[i].note);
            assert_non_null(strstr(plan_tasks[i].note, n ? "thứ hai" : "thứ nhất"));
            n++;
        }
    assert_int_equal(n, 2);
}

static void places(void **state)
{
    struct buf b = {0};
    (void)state;
    plan_item_add_place(plan_task_of(PLAN_NATIONAL, 33), &b);
    assert_string_equal(buf_str(&b), "mục VII.9");
    buf_reset(&b);
    plan_item_add_place(plan_task_of(PLAN_TRIEU_SON, 29), &b);
    assert_string_equal(buf_str(&b), "mục VII.8, ý 1");
    buf_release(&b);
}

/* ---- part III.1 ---- */

static void groups_and_letters(void **state)
{
    static const struct {
        enum plan_group group;
        const char *letter[PLANS + 1]; /* national, Hải Phòng, Lai Châu, Triệu Sơn */
        size_t n[PLANS + 1];
    } want[] = {
        {GROUP_DEPARTMENT, {NULL, "a", "a", "b"}, {0, 4, 6, 5, 0}},
        {GROUP_FRONT, {NULL, "b", "b", "c"}, {0, 2, 3, 2, 0}},
        {GROUP_PROVINCE, {NULL, "c", NULL, "a"}, {0, 3, 0, 3, 0}},
        {GROUP_DISTRICT, {NULL, "d", "c", "d"}, {0, 3, 3, 3, 0}},
        {GROUP_COMMUNE, {NULL, "đ", "d", "đ", ""}, {0, 3, 3, 3, 4}},
        {GROUP_HAMLET, {NULL, NULL, NULL, NULL, ""}, {0, 0, 0, 0, 3}},
        {GROUP_FAMILY, {NULL, "e", "đ", "e", ""}, {0, 2, 2, 2, 2}},
        {GROUP_ENTERPRISE, {NULL, "g", "e", "g", ""}, {0, 4, 4, 3, 4}},
        {GROUP_PERSON, {NULL, "h", "g", "h", ""}, {0, 2, 2, 2, 2}},
        {GROUP_OTHER, {NULL, "i", "h", "i"}, {0, 1, 1, 1, 0}},
    };
    size_t groups[PLANS + 1] = {0};
    (void)state;
    assert_int_equal(sizeof want / sizeof *want, PLAN_GROUPS);
    for (size_t i = 0; i < PLAN_GROUPS; i++)
        for (int p = 1; p <= PLANS; p++) {
            const char *letter = plan_group_letter((enum plan)p, want[i].group);
            assert_int_equal(letter != NULL, want[i].letter[p] != NULL);
            if (letter)
                assert_string_equal(letter, want[i].letter[p]);
            groups[p] += letter != NULL;
            assert_int_equal(plan_criteria_of((enum plan)p, want[i].group, NULL), want[i].n[p]);
        }
    assert_int_equal(groups[PLAN_NATIONAL], 9);
    assert_int_equal(groups[PLAN_HAI_PHONG], 8);
    assert_int_equal(groups[PLAN_LAI_CHAU], 9);
    assert_int_equal(groups[PLAN_TRIEU_SON], 5);
    assert_int_equal(groups[PLAN_HAI_PHONG5], 0);
    assert_true(plan_group_above(GROUP_PROVINCE) && !plan_group_above(GROUP_FRONT));
}

static void criteria_are_in_order(void **state)
{
    (void)state;
    for (size_t k = 0; k < CAMPAIGN; k++)
        for (int g = 1; g <= PLAN_GROUPS; g++) {
            const struct plan_criterion *c[PLAN_CRITERIA_MAX];
            size_t n = plan_criteria_of(campaign[k], (enum plan_group)g, c);
            assert_true(n <= PLAN_CRITERIA_MAX);
            for (size_t i = 0; i < n; i++) {
                assert_true(i == 0 || c[i]->at[campaign[k]] > c[i - 1]->at[campaign[k]]);
                assert_ptr_equal(plan_criterion_by_code(span_of(c[i]->code)), c[i]);
                assert_int_equal(c[i]->kind == CRITERION_TITLE, c[i]->title[0] != 0);
            }
            /* each dash of a group once, but where the plan prints one twice */
            bool repeats = campaign[k] == PLAN_LAI_CHAU && g == GROUP_ENTERPRISE;
            assert_true(n == 0 || c[n - 1]->at[campaign[k]] == n + repeats);
        }
    assert_null(plan_criterion_by_code(SPAN_LIT("family.9")));
    for (size_t i = 0; i < plan_criteria_n; i++) {
        const struct plan_criterion *c = &plan_criteria[i];
        const struct choice *group = field_choice_by_code(plan_group_choices, c->group);
        size_t n = strlen(group->name);
        assert_true(strncmp(c->code, group->name, n) == 0 && c->code[n] == '.');
    }
}

/* In Hải Phòng what the province must do is the departments' (second dash of a). */
static void hai_phong_orders_otherwise(void **state)
{
    const struct plan_criterion *c[PLAN_CRITERIA_MAX];
    (void)state;
    assert_int_equal(plan_criteria_of(PLAN_HAI_PHONG, GROUP_DEPARTMENT, c), 6);
    assert_string_equal(c[0]->code, "department.7"); /* the first dash too */
    assert_string_equal(c[1]->code, "department.5");
    assert_string_equal(c[2]->code, "department.2");
    assert_int_equal(plan_criteria_of(PLAN_HAI_PHONG, GROUP_FRONT, c), 3);
    assert_int_equal(c[2]->title[0], TITLE_ORGANISATION);
}

static void lai_chau_drops_a_dash(void **state)
{
    const struct plan_criterion *c[PLAN_CRITERIA_MAX];
    (void)state;
    assert_int_equal(plan_criteria_of(PLAN_LAI_CHAU, GROUP_ENTERPRISE, c), 3);
    assert_string_equal(c[0]->code, "enterprise.1");
    assert_string_equal(c[1]->code, "enterprise.3");
    assert_string_equal(c[2]->code, "enterprise.4");
    assert_non_null(plan_criterion_note(PLAN_LAI_CHAU, c[0]));
    assert_null(plan_criterion_note(PLAN_NATIONAL, c[0]));
    assert_int_equal(plan_criteria_of(PLAN_NATIONAL, GROUP_ENTERPRISE, c), 4);
    assert_string_equal(c[1]->code, "enterprise.2");
    assert_non_null(plan_criterion_note(PLAN_LAI_CHAU, c[1]));
}

/* The commune is to become a community "of the district", the hamlet one "of the commune": both
 * are read one level lower, and the note says what stands in the plan. */
static void trieu_son_levels(void **state)
{
    const struct plan_criterion *c[PLAN_CRITERIA_MAX];
    (void)state;
    assert_int_equal(plan_criteria_of(PLAN_TRIEU_SON, GROUP_COMMUNE, c), 4);
    assert_string_equal(c[2]->code, "commune.3");
    assert_string_equal(c[3]->code, "commune.4");
    assert_int_equal(c[3]->title[0], TITLE_COMMUNE);
    assert_non_null(strstr(plan_criterion_note(PLAN_TRIEU_SON, c[3]), "cấp huyện"));
    assert_null(plan_criterion_note(PLAN_NATIONAL, c[3]));
    assert_int_equal(plan_criteria_of(PLAN_TRIEU_SON, GROUP_HAMLET, c), 3);
    assert_int_equal(c[2]->title[0], TITLE_COMMUNITY);
    assert_non_null(strstr(plan_criterion_note(PLAN_TRIEU_SON, c[2]), "cấp xã"));
}

static void family_and_clan(void **state)
{
    const struct plan_criterion *c[PLAN_CRITERIA_MAX];
    (void)state;
    for (size_t k = 0; k < CAMPAIGN; k++) {
        assert_int_equal(plan_criteria_of(campaign[k], GROUP_FAMILY, c), 2);
        assert_int_equal(c[0]->title[0], TITLE_FAMILY);
        assert_int_equal(c[0]->title[1], TITLE_CLAN);
        assert_int_equal(c[1]->kind, CRITERION_CONTRIBUTION);
        assert_int_equal(plan_criteria_of(campaign[k], GROUP_PERSON, c), 2);
        assert_int_equal(c[0]->title[0], TITLE_CITIZEN);
        assert_true(plan_source(campaign[k])[0] != 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(themes),
        cmocka_unit_test(tasks),
        cmocka_unit_test(two_items_have_one_number),
        cmocka_unit_test(places),
        cmocka_unit_test(groups_and_letters),
        cmocka_unit_test(criteria_are_in_order),
        cmocka_unit_test(hai_phong_orders_otherwise),
        cmocka_unit_test(lai_chau_drops_a_dash),
        cmocka_unit_test(trieu_son_levels),
        cmocka_unit_test(family_and_clan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
