/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

const struct choice report_choices[] = {
    {REPORT_ANNUAL, "annual", N_("báo cáo năm"), "hằng năm|năm"},
    {REPORT_PHASE1, "phase1", N_("sơ kết 2023-2025"), "sơ kết|giai đoạn 1"},
    {REPORT_PHASE2, "phase2", N_("giai đoạn 2 (2026-2030)"), "giai đoạn 2"},
    {REPORT_FINAL, "final", N_("tổng kết 2023-2030"), "tổng kết"},
    {0},
};

static const struct choice levels[] = {
    {1, "hamlet", N_("thôn, tổ dân phố"), "thôn|tổ dân phố"},
    {2, "commune", N_("xã, phường"), "xã|phường|cấp xã"},
    {3, "province", N_("tỉnh, thành phố"), "tỉnh|thành phố|cấp tỉnh"},
    {4, "department", N_("cơ quan, ban ngành"), "cơ quan|ban, ngành|sở, ngành"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "unit", .type = &field_unit, .flags = FIELD_UNIT | FIELD_LIST,
     .label = N_("Áp dụng trong"), .aliases = "nơi áp dụng|địa bàn|thôn/tdp|thôn, tổ dân phố", .help = N_("Thôn, xã, tỉnh hoặc VN: hạn này dùng cho mọi nơi ở trong đó; để trống: cả xã")},
    {.tag = 9, .name = "level", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = levels,
     .label = N_("Ai phải nộp"), .aliases = "nơi nộp|cấp báo cáo|đơn vị báo cáo", .help = N_("Thôn nộp lên xã, xã nộp lên tỉnh... Ví dụ: thôn, tổ dân phố")},
    {.tag = 10, .name = "report", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = report_choices,
     .label = N_("Báo cáo nào"), .aliases = "loại báo cáo|báo cáo", .help = N_("Báo cáo năm, sơ kết hoặc tổng kết")},
    {.tag = 11, .name = "year", .type = &field_integer, .flags = FIELD_IDENTITY | FIELD_LIST, .min = 2021, .max = 2044,
     .label = N_("Chỉ của năm"), .aliases = "năm", .help = N_("Để trống: năm nào cũng vậy. Ví dụ: 2026")},
    {.tag = 12, .name = "month", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_LIST, .min = 1, .max = 12,
     .label = N_("Trước: tháng"), .aliases = "tháng|trước ngày nào: tháng", .help = N_("Tháng của ngày ghi sau chữ 'trước ngày'. Ví dụ: 12")},
    {.tag = 13, .name = "mday", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_LIST, .min = 1, .max = 31,
     .label = N_("ngày"), .aliases = "trước ngày", .help = N_("'Trước ngày 06' thì ghi 6; hạn chót là ngày 5. Ví dụ: 6")},
    {.tag = 14, .name = "to", .type = &field_text, .flags = FIELD_LIST, .max = 160,
     .label = N_("Nộp cho"), .aliases = "nơi nhận|gửi", .help = N_("Cơ quan nhận báo cáo. Ví dụ: Hội Khuyến học xã")},
    {.tag = 15, .name = "source", .type = &field_text, .flags = FIELD_LIST, .max = 160,
     .label = N_("Theo văn bản"), .aliases = "nguồn|căn cứ|văn bản", .help = N_("Văn bản đặt ra hạn này. Ví dụ: KH 119/KH-UBND")},
    {.tag = 16, .name = "document", .type = &field_ref, .ref = ENTITY_DOCUMENT, .max = 120, .label = N_("Văn bản trong sổ"), .help = N_("Số văn bản đã ghi trong sổ văn bản")},
    FIELD_NOTE(17),
};
/* clang-format on */

/* A day that exists; a deadline of every year may be 29 February. */
static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    int year = (int)record_n(r, "year"), month = (int)record_n(r, "month");
    int mday = (int)record_n(r, "mday");
    if (month && mday && !day_valid(year ? year : 2024, month, mday))
        findings_add(out, &fields[entity_field(&entity_deadline, "mday")], REASON_OUT_OF_RANGE,
                     false);
}

const struct entity entity_deadline = {
    .id = ENTITY_DEADLINE,
    .name = "deadline",
    .label = N_("Hạn báo cáo"),
    .plural = N_("hạn báo cáo"),
    .key = ENTITY_KEY_ID,
    .shared = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
    /* nobody sets a deadline for himself */
    .decides = entity_decides_always,
};
