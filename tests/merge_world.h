/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A book of before 1/7/2025 with three old communes in it, and maps to merge them by.
 */
#ifndef TESTS_MERGE_WORLD_H
#define TESTS_MERGE_WORLD_H

#include "core/units_merge.h"
#include "tests/progress_world.h"

static inline enum status put_communes(struct book_tx *t, void *context)
{
    static const struct {
        const char *code, *name;
    } units[] = {{"pre2025:15691", "Xã Minh Sơn"},
                 {"pre2025:15670", "Xã Bình Sơn"},
                 {"15664", "Xã Triệu Sơn"},
                 {"15667", "Xã Thọ Bình"}};
    (void)context;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        bool old = units[i].code[0] == 'p';
        struct unit_info u = {.key = unit(units[i].code),
                              .province = unit(old ? "pre2025:P38" : "P38"),
                              .from = old ? 0 : UNIT_SCHEME_DAY,
                              .to = old ? UNIT_SCHEME_DAY - 1 : 0};
        snprintf(u.name, sizeof u.name, "%s", units[i].name);
        unitbook_put(t, &u);
    }
    return STATUS_OK;
}

/* The book of thị trấn Triệu Sơn (pre2025:15664); dir/db when lmdb. */
static inline struct world old_world(bool lmdb)
{
    struct book_init init = {UNIT_PRE2025, unit("pre2025:15664"), unit("pre2025:P38"),
                             "Thị trấn Triệu Sơn"};
    struct world w = world_of(lmdb, &init);
    struct detail d = {0};
    if (book_write(w.book, &w.who, put_communes, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return w;
}

static inline uint64_t hamlet_at(struct world *w, const char *code, const char *fields)
{
    return add_at(w, ENTITY_HAMLET, code, fields);
}

static inline uint64_t put_at(struct world *w, enum entity_id e, const char *code,
                              const char *fields)
{
    struct record r;
    int place = entity_field_flag(entity_by_id(e), FIELD_UNIT);
    record_init(&r, entity_by_id(e));
    fill(&r, fields);
    r.unit = unit(code);
    value_set_s(&r.v[place], unit_span(&r.unit));
    keep(w, &r);
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

static inline void row(struct merge_input *in, const char *old, const char *now, const char *kind,
                       day from, const char *name)
{
    struct merge_row r = {.line = (uint32_t)in->rows + 2,
                          .old = unit(old),
                          .now = unit(now),
                          .kind = unit_kind_by_word(span_of(kind)),
                          .from = from,
                          .name = (char *)name};
    r.part = r.kind != UNIT_KIND_FULL && r.kind != UNIT_KIND_SAME;
    merge_add_row(in, &r);
}

static inline void say_to(struct merge_input *in, const char *old, unsigned number, const char *now)
{
    merge_add_answer(in, (struct merge_answer){.line = (uint32_t)in->answers + 2,
                                               .old = unit(old),
                                               .entity = number ? ENTITY_HOUSEHOLD : ENTITY_NONE,
                                               .number = number,
                                               .now = unit(now)});
}

/* Must come out so; the caller releases the plan. */
static inline struct merge_plan merge(struct world *w, const struct merge_input *in, bool dry_run,
                                      size_t questions, size_t refusals)
{
    struct merge_plan p;
    struct detail d = {0};
    if (units_merge(w->book, &w->who, in, dry_run, &p, &d) != STATUS_OK)
        fail_msg("merge: %s", d.text);
    for (size_t i = 0; i < p.refusals && p.refusals != refusals; i++)
        print_error("line %u: %s\n", p.refusal[i].line, p.refusal[i].text);
    assert_int_equal(p.refusals, refusals);
    assert_int_equal(p.questions, questions);
    return p;
}

static inline void merge_now(struct world *w, const struct merge_input *in, bool changes)
{
    struct merge_plan p = merge(w, in, false, 0, 0);
    assert_int_equal(p.changes, changes);
    merge_plan_release(&p);
}

#endif
