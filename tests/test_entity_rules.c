/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules between fields: what is refused, what is only said. A table of records as people write
 * them.
 */
#include "core/entity.h"
#include "core/record.h"
#include "core/title.h"
#include "tests/support.h"

enum { REFUSED = 1, WARNED = 2 };

struct rule {
    const char *entity, *values; /* "field=text|field=text" */
    const char *field;           /* of the finding; NULL: there is none */
    enum reason why;
    int how;
};

static const struct rule rules[] = {
    /* the steps of a title */
    {"title",
     "subject=household:0000010000000007|title=GĐHT|year=2026|state=công "
     "nhận|registered_on=1/3/2026|"
     "reviewed_on=10/11/2026|decided_on=20/11/2026",
     NULL, 0, 0},
    {"title",
     "subject=household:0000010000000007|title=GĐHT|year=2026|state=công nhận|"
     "reviewed_on=21/11/2026|decided_on=20/11/2026",
     "decided_on", REASON_STEPS_CROSS, WARNED},
    {"title",
     "subject=household:0000010000000007|title=GĐHT|year=2026|state=công nhận|"
     "reviewed_on=2026|decided_on=20/11/2026",
     NULL, 0, 0},
    /* a deadline is a day that exists */
    {"deadline", "level=thôn|report=báo cáo năm|month=12|mday=6", NULL, 0, 0},
    {"deadline", "level=thôn|report=báo cáo năm|month=2|mday=30", "mday", REASON_OUT_OF_RANGE,
     REFUSED},
    {"deadline", "level=thôn|report=báo cáo năm|month=2|mday=29", NULL, 0, 0},
    {"deadline", "level=thôn|report=báo cáo năm|month=2|mday=29|year=2026", "mday",
     REASON_OUT_OF_RANGE, REFUSED},
    {"deadline", "report=báo cáo năm|month=12|mday=6", "level", REASON_MISSING, REFUSED},
    /* numbers of people */
    {"activity", "kind=tập huấn|date=2/10/2026|participants=45|women=45|disabled=0", NULL, 0, 0},
    {"activity", "kind=tập huấn|date=2/10/2026|participants=45|women=46", "women",
     REASON_MORE_THAN_ALL, REFUSED},
    {"activity", "kind=tập huấn|date=2/10/2026|participants=45|minorities=50", "minorities",
     REASON_MORE_THAN_ALL, REFUSED},
    {"activity", "kind=tập huấn|date=2/10/2026|women=46", NULL, 0, 0},
    {"activity", "kind=họp bình xét|date=2/10/2026|invited=60|present=61", "present",
     REASON_MORE_THAN_ALL, REFUSED},
    {"activity", "kind=tuần lễ|date=1/12/2026", "date", REASON_IN_FUTURE, WARNED},
    {"activity", "kind=tuần lễ|date=22/11/2026", NULL, 0, 0},
    {"activity", "date=22/11/2026", "kind", REASON_MISSING, REFUSED},
    /* the fund book */
    {"fund", "date=5/9/2026|direction=thu|purpose=đóng góp|amount=500.000", NULL, 0, 0},
    {"fund", "date=5/9/2026|direction=chi|purpose=học bổng|amount=500.000 đồng", NULL, 0, 0},
    {"fund", "date=5/9/2026|direction=thu|purpose=học bổng|amount=500.000", "direction",
     REASON_REVERSED, WARNED},
    {"fund", "date=5/9/2026|direction=chi|purpose=đóng góp|amount=500.000", "direction",
     REASON_REVERSED, WARNED},
    {"fund", "date=1/1/2026|direction=thu|purpose=số dư đầu|amount=1", NULL, 0, 0},
    {"fund", "date=1/1/2026|direction=chi|purpose=số dư đầu|amount=1", "direction", REASON_REVERSED,
     REFUSED},
    {"fund", "date=5/9/2026|direction=chi|purpose=khác|amount=7", NULL, 0, 0},
    {"fund", "date=5/9/2026|direction=thu|amount=7|owner=clan:0000010000000007", NULL, 0, 0},
    {"fund", "date=5/9/2026|direction=thu|amount=7|owner=organisation:0000010000000007", NULL, 0,
     0},
    {"fund", "date=5/9/2026|direction=thu|amount=7|owner=household:0000010000000007", "owner",
     REASON_UNKNOWN_VALUE, REFUSED},
    {"fund", "date=5/9/2026|direction=thu", "amount", REASON_MISSING, REFUSED},
    {"fund", "direction=thu|amount=7", "date", REASON_MISSING, REFUSED},
    /* money planned and spent */
    {"budget", "year=2026|source=ngân sách|planned=20.000.000|spent=20.000.000", NULL, 0, 0},
    {"budget", "year=2026|source=ngân sách|planned=20.000.000|spent=20.000.001", "spent",
     REASON_MORE_THAN_ALL, WARNED},
    {"budget", "year=2026|source=ngân sách", "planned", REASON_MISSING, REFUSED},
    {"budget", "year=2026|source=ngân sách|spent=5", NULL, 0, 0},
    /* awards */
    {"award", "name=Dòng họ Đỗ|form=Giấy khen|year=2026|state=đề nghị", NULL, 0, 0},
    {"award", "name=Dòng họ Đỗ|form=Giấy khen|year=2026|state=đã khen", "decision", REASON_WANTED,
     WARNED},
    {"award", "name=Dòng họ Đỗ|form=Giấy khen|year=2026|state=đã khen|decision=215/QĐ-UBND", NULL,
     0, 0},
    {"award", "name=Dòng họ Đỗ|form=Giấy khen|year=2026|state=không duyệt", "reason",
     REASON_MISSING, REFUSED},
    {"award",
     "name=Dòng họ Đỗ|form=BK Thủ tướng|year=2026|proposed_on=5/11/2026|decided_on=4/11/2026",
     "decided_on", REASON_DATES_CROSS, REFUSED},
    /* tasks */
    {"task", "item=Kiện toàn Ban chỉ đạo|state=xong", "done_on", REASON_WANTED, WARNED},
    {"task", "item=Kiện toàn Ban chỉ đạo|state=xong|done_on=3/2/2026", NULL, 0, 0},
    {"task", "item=Kiện toàn Ban chỉ đạo|done_on=3/2/2026", "state", REASON_STATE_OPEN, WARNED},
    /* officers */
    {"officer", "name=Lê Thị Hoa|body=HKH|role=phó chủ tịch|centre_from=1/9/2025", NULL, 0, 0},
    {"officer", "name=Lê Thị Hoa|body=HKH|from=1/7/2025|to=30/6/2025", "to", REASON_DATES_CROSS,
     REFUSED},
    {"officer", "name=Lê Thị Hoa|body=HKH|centre_from=2026|centre_to=2025", "centre_to",
     REASON_DATES_CROSS, REFUSED},
    /* what is handed in */
    {"submission", "report=báo cáo năm|year=2026|state=nháp", NULL, 0, 0},
    {"submission", "report=báo cáo năm|year=2026|state=trả lại", "reason", REASON_MISSING, REFUSED},
    {"submission", "report=báo cáo năm|year=2026|state=đã nộp", "handed_in_on", REASON_WANTED,
     WARNED},
    {"submission",
     "report=báo cáo năm|year=2025|state=xã đã nhận|handed_in_on=5/12/2025|accepted_on=4/12/2025",
     "accepted_on", REASON_DATES_CROSS, REFUSED},
    /* criteria sets */
    {"criteria", "code=X|title=GĐHT|from=2026|to=2025", "to", REASON_DATES_CROSS, REFUSED},
    {"criteria", "code=X|title=GĐHT|adopted_from=2026", "adopted_by", REASON_WANTED, WARNED},
    {"criteria", "code=X|title=GĐHT|from=2022|to=2030", NULL, 0, 0},
    /* checklists and contributions have no rule of their own */
    {"checklist", "name=Hộ ông Bình|group=hộ gia đình|year=2026|plan=Lai Châu", NULL, 0, 0},
    {"checklist", "name=Hộ ông Bình|year=2026", "group", REASON_MISSING, REFUSED},
    {"contribution", "name=Hội đồng hương|kind=hiện vật|giver_kind=kiều bào|value=3.000.000", NULL,
     0, 0},
};

static void read_values(struct record *r, const char *values, const struct resolver *res)
{
    while (*values) {
        char name[40];
        size_t n = strcspn(values, "="), end = strcspn(values, "|");
        snprintf(name, sizeof name, "%.*s", (int)n, values);
        int i = entity_field(r->e, name);
        assert_true(i >= 0);
        enum reason why = field_parse(&r->e->fields[i], (struct span){values + n + 1, end - n - 1},
                                      res, &r->v[i]);
        if (why != REASON_NONE && why != REASON_UNKNOWN_REFERENCE)
            fail_msg("%s: %s", values, reason_word(why));
        values += end + (values[end] == '|');
    }
}

static void rules_between_fields(void **state)
{
    const struct resolver res = {.today = day_make(2026, 11, 22)};
    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *x = &rules[i];
        struct record r;
        struct findings found = {0};
        record_init(&r, entity_by_name(x->entity));
        read_values(&r, x->values, &res);
        record_check(&r, &res, &found);
        if (found.n != (x->field ? 1 : 0))
            fail_msg("%s %s: %zu findings, %s", x->entity, x->values, found.n,
                     found.n ? found.v[0].field->name : "");
        if (x->field) {
            assert_string_equal(found.v[0].field->name, x->field);
            assert_string_equal(reason_word(found.v[0].reason), reason_word(x->why));
            assert_int_equal(found.v[0].warning, x->how == WARNED);
            assert_true(reason_text(x->why)[0] != 0);
        }
        assert_int_equal(findings_refuse(&found), x->field && x->how == REFUSED);
        record_release(&r);
    }
}

/* Every rule of these entities is seen to speak, and to be silent. */
static void each_entity_has_both(void **state)
{
    (void)state;
    for (size_t k = 0; entity_at(k); k++) {
        if (entity_at(k)->id < ENTITY_DEADLINE)
            continue;
        bool speaks = !entity_at(k)->check, silent = false;
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
            if (strcmp(rules[i].entity, entity_at(k)->name) == 0) {
                speaks = speaks || rules[i].field;
                silent = silent || !rules[i].field;
            }
        if (!speaks || !silent)
            fail_msg("%s", entity_at(k)->name);
    }
}

static bool are_twins(const struct record *a, const struct record *b)
{
    struct buf x = {0}, y = {0};
    bool same = a->e->twin_key(a, &x) >= 0 && b->e->twin_key(b, &y) >= 0 &&
                span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return same;
}

/* One fund, one direction, one year, one receipt number. */
static void receipts_are_twins(void **state)
{
    static const char *const first = "number=12|date=5/9/2026|direction=thu|amount=500.000";
    static const struct {
        const char *values;
        bool twin;
    } second[] = {
        {"number=12|date=7/10/2026|direction=thu|amount=900.000|name=Ai khác", true},
        {"number=12|date=7/10/2026|direction=chi|amount=500.000", false},
        {"number=12|date=5/9/2025|direction=thu|amount=500.000", false},
        {"number=13|date=5/9/2026|direction=thu|amount=500.000", false},
        {"date=5/9/2026|direction=thu|amount=500.000", false},
        {"number=12|date=5/9/2026|direction=thu|amount=5|owner=clan:0000010000000007", false},
    };
    const struct entity *e = entity_by_name("fund");
    (void)state;
    for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
        struct record a, b;
        record_init(&a, e);
        record_init(&b, e);
        read_values(&a, first, NULL);
        read_values(&b, second[i].values, NULL);
        assert_int_equal(are_twins(&a, &b), second[i].twin);
        assert_int_equal(are_twins(&b, &a), second[i].twin);
        record_release(&a);
        record_release(&b);
    }
}

/* From each state (row, STATE_NONE first) to each (column): 1 is a step forward, the rest an undo
 * with a reason. */
static void steps_of_a_title(void **state)
{
    static const char *const may[] = {"011111110", "001111110", "000111110",
                                      "000011110", "000001110", "000000001",
                                      "000000000", "000000000", "000000000"};
    (void)state;
    for (int a = STATE_NONE; a <= STATE_REVOKED; a++)
        for (int b = STATE_NONE; b <= STATE_REVOKED; b++)
            if (title_step_allowed((enum title_state)a, (enum title_state)b) != (may[a][b] == '1'))
                fail_msg("from %d to %d", a, b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_of_a_title),
        cmocka_unit_test(rules_between_fields),
        cmocka_unit_test(each_entity_has_both),
        cmocka_unit_test(receipts_are_twins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
