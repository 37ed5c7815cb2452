/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

const struct choice indicator_choices[] = {
    {INDICATOR_FAMILY, "family", N_("Gia đình học tập"), "GĐHT"},
    {INDICATOR_CLAN, "clan", N_("Dòng họ học tập"), "DHHT"},
    {INDICATOR_COMMUNITY, "community", N_("Cộng đồng học tập"), "CĐHT"},
    {INDICATOR_ORGANISATION, "organisation", N_("Đơn vị học tập"), "ĐVHT"},
    {INDICATOR_CITIZEN, "citizen", N_("Công dân học tập"), "CDHT"},
    {INDICATOR_COMMUNE, "commune", N_("Cộng đồng học tập cấp xã"), NULL},
    {INDICATOR_ORGANISATION2, "organisation2", N_("Đơn vị học tập cấp tỉnh"), NULL},
    {INDICATOR_CITIZEN_WORKER, "citizen_worker", N_("Công dân học tập là người lao động"),
     "CDHT lao động"},
    {INDICATOR_CITIZEN_STAFF, "citizen_staff",
     N_("Công dân học tập là cán bộ, người lao động đơn vị"), "CDHT đơn vị"},
    {INDICATOR_OFFICER_MANAGEMENT, "officer_management", N_("Cán bộ Hội tham gia quản lý TTHTCĐ"),
     NULL},
    {INDICATOR_OFFICER_IT, "officer_it", N_("Cán bộ khuyến học được tập huấn CNTT"), NULL},
    {INDICATOR_OFFICER_BRIEFED, "officer_briefed", N_("Cán bộ, hội viên được quán triệt"), NULL},
    {0},
};

static const struct choice measures[] = {
    {1, "percent", N_("%"), "phần trăm|tỷ lệ"},
    {2, "dong", N_("đồng"), "vnđ|tiền"},
    {3, "count", N_("số lượng"), "số"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "unit", .type = &field_unit, .flags = FIELD_UNIT | FIELD_LIST,
     .label = N_("Nơi áp dụng"), .aliases = "đơn vị|thôn/tdp|thôn|thôn, tổ dân phố|địa bàn", .help = N_("Thôn, xã, tỉnh hoặc VN; để trống: cả xã")},
    {.tag = 9, .name = "indicator", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = indicator_choices,
     .label = N_("Chỉ tiêu"), .aliases = "danh hiệu|tên chỉ tiêu", .help = N_("Ví dụ: Gia đình học tập")},
    {.tag = 10, .name = "year", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .min = 2021, .max = 2044,
     .label = N_("Năm"), .help = N_("Năm phải đạt. Ví dụ: 2026")},
    {.tag = 11, .name = "value", .type = &field_decimal, .flags = FIELD_REQUIRED | FIELD_LIST, .min = 0, .max = 100000000000000,
     .label = N_("Mức"), .aliases = "giá trị|tỷ lệ|mức chỉ tiêu|%", .help = N_("Con số phải đạt. Ví dụ: 70")},
    {.tag = 12, .name = "measure", .type = &field_choice, .flags = FIELD_LIST, .choices = measures,
     .label = N_("Đơn vị tính"), .aliases = "đvt", .help = N_("%, đồng hoặc số lượng; để trống: %")},
    {.tag = 13, .name = "source", .type = &field_text, .flags = FIELD_LIST, .max = 160,
     .label = N_("Theo văn bản"), .aliases = "nguồn|căn cứ|văn bản", .help = N_("Văn bản giao chỉ tiêu. Ví dụ: KH 119/KH-UBND")},
    {.tag = 14, .name = "document", .type = &field_ref, .ref = ENTITY_DOCUMENT, .max = 120, .label = N_("Văn bản trong sổ"), .help = N_("Số văn bản đã ghi trong sổ văn bản")},
    {.tag = 15, .name = "reason", .type = &field_text, .max = 300, .label = N_("Lý do khác mức chung"), .aliases = "lý do", .help = N_("Vì sao thôn này có mức riêng")},
    FIELD_NOTE(16),
};
/* clang-format on */

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    int64_t measure = record_n(r, "measure");
    /* what is the same everywhere is said once, of the commune */
    bool own = unit_level(value_unit(record_value(r, "unit"))) == UNIT_HAMLET;
    if (own && !record_value(r, "reason")->known &&
        !(res && res->as_above && res->as_above(res->context, r)))
        findings_add(out, &fields[entity_field(&entity_target, "reason")], REASON_WANTED, true);
    if (measure <= 1 && record_n(r, "value") > 10000)
        findings_add(out, &fields[entity_field(&entity_target, "value")], REASON_OUT_OF_RANGE,
                     false);
}

const struct entity entity_target = {
    .id = ENTITY_TARGET,
    .name = "target",
    .label = N_("Chỉ tiêu"),
    .plural = N_("chỉ tiêu"),
    .key = ENTITY_KEY_TARGET,
    .asks = true,
    .shared = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
    /* what a hamlet has to reach the commune lays down */
    .decides = entity_decides_always,
};
