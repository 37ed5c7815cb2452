/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice kinds[] = {
    {1, "plan", N_("kế hoạch"), "KH"},
    {2, "decision", N_("quyết định"), "QĐ"},
    {3, "policy", N_("quy định - chính sách"), "quy định|chính sách"},
    {4, "submission", N_("tờ trình"), "TTr"},
    {5, "minutes", N_("biên bản"), "BB"},
    {6, "letter", N_("công văn"), "CV"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "unit", .type = &field_unit, .flags = FIELD_UNIT,
     .label = N_("Của xã, thôn"), .aliases = "thôn/tdp|thôn|đơn vị", .help = N_("Để trống: của xã")},
    {.tag = 9, .name = "kind", .type = &field_choice, .flags = FIELD_LIST, .choices = kinds,
     .label = N_("Loại văn bản"), .aliases = "loại", .help = N_("Kế hoạch, quyết định, tờ trình, biên bản, công văn...")},
    {.tag = 10, .name = "number", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 60,
     .label = N_("Số, ký hiệu"), .aliases = "số|số văn bản|ký hiệu|số hiệu", .help = N_("Ví dụ: 119/KH-UBND")},
    {.tag = 11, .name = "date", .type = &field_date, .flags = FIELD_IDENTITY | FIELD_PAST | FIELD_LIST,
     .label = N_("Ngày ban hành"), .aliases = "ngày|ngày ký|ngày văn bản", .help = N_("Ví dụ: 21/02/2024")},
    {.tag = 12, .name = "issuer", .type = &field_text, .flags = FIELD_LIST, .max = 120,
     .label = N_("Cơ quan ban hành"), .aliases = "nơi ban hành|cơ quan", .help = N_("Ví dụ: UBND xã Triệu Sơn")},
    {.tag = 13, .name = "signer", .type = &field_text, .max = 80, .label = N_("Người ký"), .help = N_("Họ tên người ký")},
    {.tag = 14, .name = "subject", .type = &field_text, .flags = FIELD_LIST, .max = 400,
     .label = N_("Trích yếu"), .aliases = "nội dung|về việc", .help = N_("Văn bản nói về việc gì")},
    FIELD_NOTE(15),
};
/* clang-format on */

const struct entity entity_document = {
    .id = ENTITY_DOCUMENT,
    .name = "document",
    .label = N_("Văn bản"),
    .plural = N_("văn bản"),
    .key = ENTITY_KEY_ID,
    .shared = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
};
