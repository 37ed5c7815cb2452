/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice sources[] = {
    {1, "state", N_("ngân sách nhà nước"), "ngân sách"},
    {2, "social", N_("xã hội hóa"), "huy động|tài trợ, đóng góp"},
    {3, "other", N_("nguồn khác"), "khác"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "unit", .type = &field_unit, .flags = FIELD_UNIT,
     .label = N_("Của xã nào"), .aliases = "xã|đơn vị", .help = N_("Để trống: xã của sổ này")},
    {.tag = 9, .name = "year", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .min = 2021, .max = 2044,
     .label = N_("Năm"), .help = N_("Năm ngân sách. Ví dụ: 2026")},
    {.tag = 10, .name = "source", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = sources,
     .label = N_("Nguồn"), .aliases = "nguồn kinh phí", .help = N_("Ngân sách nhà nước, xã hội hóa hay nguồn khác")},
    {.tag = 11, .name = "planned", .type = &field_money, .flags = FIELD_LIST, .min = 0, .max = 100000000000000,
     .label = N_("Dự kiến (đồng)"), .aliases = "dự kiến|kế hoạch|dự toán", .help = N_("Số tiền định chi. Ví dụ: 20.000.000")},
    {.tag = 12, .name = "spent", .type = &field_money, .flags = FIELD_LIST, .min = 0, .max = 100000000000000,
     .label = N_("Đã chi (đồng)"), .aliases = "đã chi|thực hiện|thực chi", .help = N_("Số tiền đã chi đến nay. Ví dụ: 12.500.000")},
    FIELD_NOTE(13),
};
/* clang-format on */

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    const struct value *planned = record_value(r, "planned"), *spent = record_value(r, "spent");
    if (planned->known && spent->known && spent->n > planned->n)
        findings_add(out, &fields[entity_field(&entity_budget, "spent")], REASON_MORE_THAN_ALL,
                     true);
    if (!planned->known && !spent->known)
        findings_add(out, &fields[entity_field(&entity_budget, "planned")], REASON_MISSING, false);
}

const struct entity entity_budget = {
    .id = ENTITY_BUDGET,
    .name = "budget",
    .label = N_("Kinh phí"),
    .plural = N_("khoản kinh phí"),
    .key = ENTITY_KEY_ID,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
};
