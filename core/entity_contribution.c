/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice givers[] = {
    {1, "household", N_("hộ gia đình"), "hộ"},
    {2, "citizen", N_("người trong xã"), "công dân|cá nhân"},
    {3, "clan", N_("dòng họ"), NULL},
    {4, "organisation", N_("đơn vị trong xã"), "cơ quan|đơn vị"},
    {5, "hamlet", N_("thôn, tổ dân phố"), "thôn|tổ dân phố"},
    {6, "association", N_("hội"), "hội đoàn"},
    {7, "business", N_("doanh nhân, doanh nghiệp ngoài xã"), "doanh nhân|doanh nghiệp"},
    {8, "overseas", N_("kiều bào"), "người Việt Nam ở nước ngoài|việt kiều"},
    {9, "international", N_("tổ chức quốc tế, nước ngoài"), "tổ chức quốc tế"},
    {10, "other", N_("khác"), "nhà hảo tâm"},
    {0},
};

static const struct choice kinds[] = {
    {1, "labour", N_("công sức"), "ngày công|công lao động"},
    {2, "idea", N_("trí tuệ"), "ý tưởng|dạy học"},
    {3, "goods", N_("hiện vật"), "vật chất|sách vở|đất"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 160,
     .label = N_("Người đóng góp"), .aliases = "tên người đóng góp|họ và tên|họ tên|tên|đơn vị đóng góp|nhà tài trợ", .help = N_("Ghi như mọi người vẫn gọi. Ví dụ: Gia đình ông Lê Văn Bình")},
    {.tag = 10, .name = "giver", .type = &field_subject, .max = 160,
     .label = N_("Phiếu của người ấy"), .aliases = "phiếu người đóng góp", .help = N_("Hộ, người, dòng họ, đơn vị đã có trong danh sách; người ngoài để trống")},
    {.tag = 11, .name = "giver_kind", .type = &field_choice, .choices = givers,
     .label = N_("Là ai"), .aliases = "đối tượng|loại người đóng góp", .help = N_("Ví dụ: hộ gia đình")},
    {.tag = 12, .name = "kind", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = kinds,
     .label = N_("Góp gì"), .aliases = "loại đóng góp|hình thức|loại", .help = N_("Công sức, trí tuệ hay hiện vật; tiền thì ghi ở sổ quỹ. Ví dụ: công sức")},
    {.tag = 13, .name = "description", .type = &field_text, .flags = FIELD_IDENTITY | FIELD_LIST, .max = 300,
     .label = N_("Cụ thể"), .aliases = "nội dung|nội dung đóng góp|mô tả", .help = N_("Bao nhiêu, thứ gì. Ví dụ: 12 ngày công; 200 cuốn sách")},
    {.tag = 14, .name = "date", .type = &field_date, .flags = FIELD_IDENTITY | FIELD_PAST | FIELD_LIST,
     .label = N_("Ngày"), .aliases = "ngày đóng góp|thời gian|năm", .help = N_("Ngày hoặc năm đóng góp. Ví dụ: 5/9/2026; 2026")},
    {.tag = 15, .name = "purpose", .type = &field_text, .flags = FIELD_LIST, .max = 300,
     .label = N_("Cho việc gì"), .aliases = "mục đích|để làm gì", .help = N_("Ví dụ: tủ sách thôn Đông")},
    {.tag = 16, .name = "value", .type = &field_money, .min = 0, .max = 10000000000000,
     .label = N_("Ước giá trị (đồng)"), .aliases = "giá trị|trị giá|quy ra tiền", .help = N_("Nếu tính được ra tiền. Ví dụ: 3.000.000")},
    FIELD_NOTE(17),
};
/* clang-format on */

const struct entity entity_contribution = {
    .id = ENTITY_CONTRIBUTION,
    .name = "contribution",
    .label = N_("Đóng góp"),
    .plural = N_("đóng góp"),
    .key = ENTITY_KEY_ID,
    .person = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
};
