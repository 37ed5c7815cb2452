/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice kinds[] = {
    {1, "thon", N_("thôn"), NULL},
    {2, "ban", N_("bản"), NULL},
    {3, "ap", N_("ấp"), NULL},
    {4, "buon", N_("buôn"), NULL},
    {5, "lang", N_("làng"), NULL},
    {6, "xom", N_("xóm"), NULL},
    {7, "khom", N_("khóm"), NULL},
    {8, "khu-pho", N_("khu phố"), "khu"},
    {9, "to-dan-pho", N_("tổ dân phố"), "tdp|tổ"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 120,
     .label = N_("Tên"), .aliases = "tên thôn/tổ dân phố|tên thôn|tên tổ dân phố|tên thôn/tdp|thôn/tdp|thôn, bản, tổ dân phố|thôn|bản|ấp|buôn|làng|xóm|khóm|khu phố|tổ dân phố|tdp|tên bản|tên ấp|tên xóm|tên khu phố|thôn bản|khu dân cư",
     .help = N_("Tên gọi đầy đủ. Ví dụ: Tổ dân phố Bảo Vượng 1")},
    {.tag = 9, .name = "hamlet", .type = &field_unit, .flags = FIELD_UNIT | FIELD_LIST,
     .label = N_("Mã"), .aliases = "mã thôn|mã tổ dân phố|mã số|mã đơn vị|mã tdp",
     .help = N_("Mã xã và 3 chữ số của thôn; để trống thì máy cho số tiếp theo. Ví dụ: 15664003")},
    {.tag = 10, .name = "kind", .type = &field_choice, .flags = FIELD_LIST, .choices = kinds,
     .label = N_("Loại"), .aliases = "loại thôn|loại hình", .help = N_("Thôn, bản, tổ dân phố... Ví dụ: tổ dân phố")},
    {.tag = 11, .name = "head", .type = &field_text, .flags = FIELD_LIST, .max = 80,
     .label = N_("Trưởng thôn, tổ trưởng"), .aliases = "trưởng thôn/tổ trưởng|trưởng thôn|tổ trưởng|trưởng bản|trưởng ấp|người đứng đầu",
     .help = N_("Họ tên trưởng thôn hoặc tổ trưởng. Ví dụ: Bùi Quang Hải")},
    {.tag = 12, .name = "head_phone", .type = &field_text, .max = 20,
     .label = N_("Điện thoại trưởng thôn"), .aliases = "điện thoại|số điện thoại|sđt|đt",
     .help = N_("Số điện thoại để xã liên hệ. Ví dụ: 0964991229")},
    {.tag = 13, .name = "study_head", .type = &field_text, .max = 80,
     .label = N_("Chi hội trưởng khuyến học"), .aliases = "chi hội trưởng|chi hội trưởng hội khuyến học",
     .help = N_("Người thường giữ danh sách. Ví dụ: Mai Mạnh Kiên")},
    {.tag = 14, .name = "study_phone", .type = &field_text, .max = 20,
     .label = N_("Điện thoại chi hội trưởng"), .help = N_("Số điện thoại. Ví dụ: 0912345678")},
    {.tag = 15, .name = "culture_house", .type = &field_bool,
     .label = N_("Nhà văn hóa"), .aliases = "có nhà văn hóa|nvh", .help = N_("Thôn có nhà văn hóa không: có hoặc không")},
    {.tag = 16, .name = "bookcase", .type = &field_bool,
     .label = N_("Tủ sách"), .aliases = "có tủ sách|tủ sách, thư viện", .help = N_("Thôn có tủ sách không: có hoặc không")},
    {.tag = 17, .name = "predecessors", .type = &field_text, .max = 300,
     .label = N_("Thôn cũ"), .aliases = "tiền thân|tách, nhập từ|tên cũ", .help = N_("Thôn này do những thôn nào thành. Ví dụ: thôn 3 và thôn 4")},
    FIELDS_VALID(18, 19),
    FIELD_NOTE(20),
};
/* clang-format on */

const struct entity entity_hamlet = {
    .id = ENTITY_HAMLET,
    .name = "hamlet",
    .label = N_("Thôn, bản, tổ dân phố"),
    .plural = N_("thôn, tổ dân phố"),
    .key = ENTITY_KEY_ID,
    .subject = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = entity_check_valid,
};
