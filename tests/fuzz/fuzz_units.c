/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A map of mergers and its answers, as somebody may write them, against a small book: lines of
 * cells with commas between, a line "--" before the answers. The plan is made, shown, and carried
 * out when it can be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/rowsource.h"
#include "core/save.h"
#include "core/unitbook.h"
#include "core/units_merge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The packed rows of core/rowtable.c: line(4) cells(2), then length(1), 250 at most here, and
 * bytes of each. */
static void add_row(struct row_table *t, uint32_t line, struct span s)
{
    uint16_t n = 0;
    t->offsets = realloc(t->offsets, (t->n + 1) * sizeof *t->offsets);
    t->offsets[t->n++] = (uint32_t)t->packed.n;
    buf_add(&t->packed, &line, 4);
    size_t count = t->packed.n;
    buf_add(&t->packed, &n, 2);
    for (size_t i = 0, end; i <= s.n && n < 16; i = end + 1, n++) {
        for (end = i; end < s.n && s.p[end] != ',' && end - i < 250;)
            end++;
        buf_addc(&t->packed, (char)(end - i));
        buf_add(&t->packed, s.p + i, end - i);
    }
    memcpy(t->packed.p + count, &n, 2);
    t->width = n > t->width ? n : t->width;
}

static void take(struct merge_input *in, struct row_table *t, bool answers)
{
    t->scratch = calloc(t->width ? t->width : 1, sizeof *t->scratch);
    t->scratch_filled = calloc(t->width ? t->width : 1, sizeof *t->scratch_filled);
    (void)merge_take_table(in, UNIT_PRE2025, t, answers);
    row_table_release(t);
}

static void read_input(struct merge_input *in, struct span s)
{
    struct row_table t = {0};
    bool answers = false;
    uint32_t line = 0;
    while (s.n) {
        size_t n = 0;
        while (n < s.n && s.p[n] != '\n')
            n++;
        struct span one = {s.p, n};
        n += n < s.n;
        s.p += n, s.n -= n;
        if (!answers && span_eq_str(one, "--")) {
            take(in, &t, false);
            answers = true;
            line = 0;
        } else {
            add_row(&t, ++line, one);
        }
    }
    take(in, &t, answers);
}

static void keep(struct book *b, const struct caller *who, enum entity_id e, struct unit_key u,
                 const char *name)
{
    struct record r;
    record_init(&r, entity_by_id(e));
    r.unit = u;
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_UNIT)], unit_span(&u));
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_NAME)], span_of(name));
    if (save_one(b, who, &r, NULL, NULL) != STATUS_OK)
        abort();
    record_release(&r);
}

static enum status add_commune(struct book_tx *t, void *context)
{
    struct unit_info u = {.name = "Xã Triệu Sơn", .from = UNIT_SCHEME_DAY};
    (void)context;
    memcpy(u.key.c, "115664000", UNIT_KEY_LEN);
    unitbook_put(t, &u);
    return STATUS_OK;
}

static struct book *small_book(const struct caller *who)
{
    struct book_init init = {.scheme = UNIT_PRE2025, .name = "Thị trấn"};
    struct book *b;
    memcpy(init.commune.c, "015664000", UNIT_KEY_LEN);
    memcpy(init.province.c, "0P3800000", UNIT_KEY_LEN);
    struct detail d = {0};
    if (book_create(&b, "mem:", &init, who, &d) != STATUS_OK ||
        book_write(b, who, add_commune, NULL, &d) != STATUS_OK) {
        fprintf(stderr, "book %s\n", d.text);
        abort();
    }
    for (int i = 1; i <= 3; i++) {
        keep(b, who, ENTITY_HAMLET, unit_hamlet(init.commune, i), "Thôn");
        keep(b, who, ENTITY_HOUSEHOLD, unit_hamlet(init.commune, i), "Hộ");
    }
    keep(b, who, ENTITY_CLAN, init.commune, "Họ");
    return b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct caller who = {.name = "fuzz", .role = ROLE_OFFICER, .source = "fuzz"};
    struct merge_input in = {0};
    struct merge_plan plan;
    struct buf text = {0};
    who.today = day_make(2026, 11, 22);
    struct book *b = small_book(&who);
    read_input(&in, (struct span){(const char *)data, size});
    for (int run = 0; run < 3; run++) { /* looked at, done, done again */
        if (units_merge(b, &who, &in, run == 0, &plan, NULL) == STATUS_OK) {
            if (run == 2 && plan.changes) { /* the same map again changes nothing */
                fprintf(stderr, "%.*s\n", (int)size, (const char *)data);
                abort();
            }
            merge_plan_add_text(&plan, &text);
            merge_plan_add_json(&plan, run == 0, &text);
            merge_plan_add_template(&plan, &text);
        }
        merge_plan_release(&plan);
    }
    buf_release(&text);
    merge_input_release(&in);
    book_close(b);
    return 0;
}
