/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice bodies[] = {
    {OFFICER_STEERING, "steering", N_("Ban chỉ đạo"), "BCĐ"},
    {OFFICER_ASSOCIATION, "association", N_("Hội Khuyến học"), "Hội|HKH|Hội Khuyến học xã"},
    {OFFICER_CENTRE, "centre", N_("Trung tâm học tập cộng đồng"), "TTHTCĐ|trung tâm"},
    {0},
};

static const struct choice roles[] = {
    {OFFICER_CHAIR, "chair", N_("trưởng (chủ tịch, giám đốc)"),
     "trưởng|trưởng ban|chủ tịch|giám đốc"},
    {OFFICER_VICE, "vice", N_("phó (phó chủ tịch, phó giám đốc)"),
     "phó|phó ban|phó trưởng ban|phó chủ tịch|phó giám đốc"},
    {OFFICER_MEMBER, "member", N_("thành viên"), "ủy viên|cán bộ"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 80,
     .label = N_("Họ và tên"), .aliases = "họ tên|tên|hoten", .help = N_("Họ tên đầy đủ. Ví dụ: Lê Thị Hoa")},
    {.tag = 10, .name = "body", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = bodies,
     .label = N_("Ở tổ chức nào"), .aliases = "tổ chức|thuộc tổ chức", .help = N_("Ban chỉ đạo, Hội Khuyến học hay Trung tâm học tập cộng đồng")},
    {.tag = 11, .name = "role", .type = &field_choice, .flags = FIELD_IDENTITY | FIELD_LIST, .choices = roles,
     .label = N_("Giữ việc gì"), .aliases = "chức vụ|chức danh|vai trò", .help = N_("Trưởng, phó hay thành viên. Ví dụ: phó")},
    {.tag = 12, .name = "person", .type = &field_ref, .ref = ENTITY_CITIZEN, .max = 120,
     .label = N_("Phiếu công dân"), .aliases = "công dân", .help = N_("Nếu người này đã có trong danh sách công dân")},
    {.tag = 13, .name = "from", .type = &field_date, .flags = FIELD_FROM, .label = N_("Nhiệm kỳ từ ngày"),
     .aliases = "từ ngày|từ|từ năm|nhiệm kỳ từ", .help = N_("Ngày bắt đầu; để trống: từ trước khi có sổ. Ví dụ: 1/7/2025")},
    {.tag = 14, .name = "to", .type = &field_date, .flags = FIELD_TO, .label = N_("Đến ngày"),
     .aliases = "đến|đến năm|nhiệm kỳ đến", .help = N_("Ngày cuối cùng; để trống: vẫn còn. Ví dụ: 30/6/2030")},
    {.tag = 15, .name = "centre_from", .type = &field_date,
     .label = N_("Quản lý TTHTCĐ từ ngày"), .aliases = "tham gia quản lý tthtcđ từ|quản lý tthtcđ từ", .help = N_("Ngày vào ban quản lý trung tâm; không tham gia thì để trống. Ví dụ: 1/9/2025")},
    {.tag = 16, .name = "centre_to", .type = &field_date,
     .label = N_("Quản lý TTHTCĐ đến ngày"), .aliases = "quản lý tthtcđ đến", .help = N_("Ngày thôi quản lý trung tâm; để trống: vẫn còn. Ví dụ: 30/6/2028")},
    {.tag = 17, .name = "centre_activities", .type = &field_years, .flags = FIELD_YEARLY,
     .label = N_("Tham gia hoạt động TTHTCĐ"), .aliases = "hoạt động tthtcđ|tham gia tthtcđ", .help = N_("Những năm có tham gia tổ chức hoạt động của trung tâm. Ví dụ: 2024, 2025")},
    {.tag = 18, .name = "it_trained", .type = &field_years, .flags = FIELD_YEARLY | FIELD_LIST,
     .label = N_("Được tập huấn CNTT"), .aliases = "tập huấn cntt|tập huấn công nghệ thông tin", .help = N_("Những năm được tập huấn công nghệ thông tin. Ví dụ: 2024, 2025")},
    {.tag = 19, .name = "briefed", .type = &field_years, .flags = FIELD_YEARLY | FIELD_LIST,
     .label = N_("Được quán triệt"), .aliases = "quán triệt|học tập, quán triệt|quán triệt xhht", .help = N_("Những năm được học tập, quán triệt về xã hội học tập. Ví dụ: 2024, 2025")},
    FIELD_NOTE(20),
};
/* clang-format on */

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    entity_check_valid(r, res, out);
    const struct value *to = record_value(r, "centre_to");
    day from = pdate_first(value_date(record_value(r, "centre_from")));
    if (from && to->known && from > pdate_last(value_date(to)))
        findings_add(out, &fields[entity_field(&entity_officer, "centre_to")], REASON_DATES_CROSS,
                     false);
}

const struct entity entity_officer = {
    .id = ENTITY_OFFICER,
    .name = "officer",
    .label = N_("Cán bộ"),
    .plural = N_("cán bộ"),
    .key = ENTITY_KEY_ID,
    .person = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
};
