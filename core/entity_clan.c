/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 120,
     .label = N_("Tên dòng họ"), .aliases = "dòng họ|họ|chi họ|tên họ|dongho", .help = N_("Tên dòng họ, có tên chi nếu có. Ví dụ: Dòng họ Đỗ Văn - chi 23")},
    {.tag = 10, .name = "chief", .type = &field_text, .flags = FIELD_LIST, .max = 80,
     .label = N_("Trưởng tộc"), .aliases = "trưởng họ|trưởng dòng họ|trưởng ban khuyến học|người đứng đầu", .help = N_("Họ tên người đứng đầu dòng họ")},
    {.tag = 11, .name = "households", .type = &field_integer, .flags = FIELD_LIST, .min = 0, .max = 5000,
     .label = N_("Số hộ"), .aliases = "số hộ trong họ|số gia đình", .help = N_("Số hộ của dòng họ trong xã. Ví dụ: 45")},
    {.tag = 12, .name = "study_board", .type = &field_bool,
     .label = N_("Ban khuyến học"), .aliases = "có ban khuyến học|bkh", .help = N_("Dòng họ có ban khuyến học không: có hoặc không")},
    FIELDS_VALID(13, 14),
    FIELD_NOTE(15),
    {.tag = 16, .name = "stays", .type = &field_stays,
     .label = N_("Các nơi đã ở"), .help = N_("Máy tự ghi khi dòng họ chuyển sang thôn khác")},
};
/* clang-format on */

const struct entity entity_clan = {
    .id = ENTITY_CLAN,
    .name = "clan",
    .label = N_("Dòng họ"),
    .plural = N_("dòng họ"),
    .key = ENTITY_KEY_ID,
    .subject = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = entity_check_valid,
};
