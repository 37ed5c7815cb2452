/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The campaign's own criteria (part III.1 of the plans) of one subject in one year: ticks with
 * evidence. No title, no points; award proposals are made from them.
 */
#include "core/entity_tables.h"

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "subject", .type = &field_subject, .flags = FIELD_IDENTITY, .max = 160,
     .label = N_("Phiếu của ai"), .aliases = "phiếu", .help = N_("Hộ, người, dòng họ, đơn vị, thôn đã có trong danh sách; nơi khác để trống")},
    {.tag = 10, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 160,
     .label = N_("Tên người, tập thể"), .aliases = "họ và tên|họ tên|tên|tập thể, cá nhân", .help = N_("Ghi như mọi người vẫn gọi. Ví dụ: Hộ ông Lê Văn Bình")},
    {.tag = 11, .name = "group", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = plan_group_choices,
     .label = N_("Thuộc nhóm"), .aliases = "nhóm|đối tượng|nhóm đối tượng", .help = N_("Nhóm ở mục III.1 của kế hoạch. Ví dụ: hộ gia đình, dòng họ")},
    {.tag = 12, .name = "plan", .type = &field_choice, .flags = FIELD_IDENTITY | FIELD_LIST, .choices = plan_choices,
     .label = N_("Theo kế hoạch nào"), .aliases = "kế hoạch", .help = N_("Tiêu chí của kế hoạch nào; để trống: toàn quốc")},
    {.tag = 13, .name = "year", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST | FIELD_PAST, .min = 2021, .max = 2044,
     .label = N_("Năm"), .help = N_("Năm xét. Ví dụ: 2026")},
    {.tag = 14, .name = "items", .type = &field_marks, .max = 20000,
     .label = N_("Từng tiêu chí"), .aliases = "tiêu chí", .help = N_("Mỗi dòng: mã tiêu chí, đạt hay chưa, minh chứng")},
    FIELD_NOTE(15),
};
/* clang-format on */

const struct entity entity_checklist = {
    .id = ENTITY_CHECKLIST,
    .name = "checklist",
    .label = N_("Tiêu chí thi đua"),
    .plural = N_("phiếu tiêu chí thi đua"),
    .key = ENTITY_KEY_ID,
    .person = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
};
