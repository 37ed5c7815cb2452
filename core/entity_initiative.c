/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice kinds[] = {
    {1, "idea", N_("sáng kiến"), NULL},
    {2, "model", N_("mô hình"), NULL},
    {3, "example", N_("điển hình"), "gương điển hình"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 200,
     .label = N_("Tên sáng kiến, mô hình"), .aliases = "sáng kiến|mô hình|điển hình|tên", .help = N_("Gọi ngắn gọn. Ví dụ: Tiếng kẻng học bài")},
    {.tag = 10, .name = "kind", .type = &field_choice, .flags = FIELD_LIST, .choices = kinds,
     .label = N_("Loại"), .help = N_("Sáng kiến, mô hình hoặc điển hình")},
    {.tag = 11, .name = "who", .type = &field_text, .flags = FIELD_LIST, .max = 160,
     .label = N_("Của ai"), .aliases = "tác giả|người làm|đơn vị", .help = N_("Người, dòng họ hoặc đơn vị làm ra. Ví dụ: Chi hội khuyến học thôn Đông")},
    {.tag = 12, .name = "date", .type = &field_date, .flags = FIELD_IDENTITY | FIELD_PAST | FIELD_LIST,
     .label = N_("Bắt đầu"), .aliases = "từ năm|năm|thời gian", .help = N_("Ngày hoặc năm bắt đầu. Ví dụ: 2024")},
    {.tag = 13, .name = "effect", .type = &field_text, .flags = FIELD_LINES, .max = 1000,
     .label = N_("Kết quả"), .aliases = "hiệu quả|tác dụng", .help = N_("Đã đem lại điều gì. Ví dụ: 40 em học đúng giờ mỗi tối")},
    {.tag = 14, .name = "spread", .type = &field_text, .max = 400,
     .label = N_("Đã nhân rộng"), .aliases = "nhân rộng|nơi áp dụng", .help = N_("Những nơi đã làm theo. Ví dụ: thôn Đoài, thôn Thượng")},
    FIELD_NOTE(15),
};
/* clang-format on */

const struct entity entity_initiative = {
    .id = ENTITY_INITIATIVE,
    .name = "initiative",
    .label = N_("Sáng kiến, mô hình, điển hình"),
    .plural = N_("sáng kiến, mô hình"),
    .key = ENTITY_KEY_ID,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
};
