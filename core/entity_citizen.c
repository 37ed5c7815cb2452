/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice groups[] = {
    {1, "farmer", N_("nông dân, lao động nông thôn"), "nông dân|nhóm 1"},
    {2, "worker", N_("công nhân, thợ thủ công"), "công nhân|nhóm 2"},
    {3, "brain", N_("lao động trí óc"), "trí thức|cán bộ, công chức, viên chức|nhóm 3"},
    {4, "other", N_("nhóm khác"), "nhóm 4"},
    {0},
};

/* Codes 0..10, 99 of our own (there is no national list). */
static const struct choice education[] = {
    {1, "illiterate", N_("chưa biết chữ"), NULL},
    {2, "literate1", N_("biết chữ mức 1"), "lớp 3"},
    {3, "primary", N_("tiểu học"), "biết chữ mức 2|lớp 5"},
    {4, "lower-secondary", N_("trung học cơ sở"), "thcs|cấp 2|lớp 9"},
    {5, "upper-secondary", N_("trung học phổ thông"), "thpt|cấp 3|gdtx|lớp 12"},
    {6, "elementary", N_("sơ cấp"), NULL},
    {7, "intermediate", N_("trung cấp"), NULL},
    {8, "college", N_("cao đẳng"), NULL},
    {9, "university", N_("đại học"), NULL},
    {10, "master", N_("thạc sĩ"), NULL},
    {11, "doctor", N_("tiến sĩ"), NULL},
    {0},
};

static const struct choice places[] = {
    {1, "residence", N_("nơi ở"), "nơi cư trú"},
    {2, "work", N_("nơi làm việc"), "cơ quan"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, FIELD_REQUIRED),
    {.tag = 9, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 80,
     .label = N_("Họ và tên"), .aliases = "họ tên|tên|hoten", .help = N_("Họ tên đầy đủ. Ví dụ: Giàng Đình Khởi")},
    {.tag = 10, .name = "birth", .type = &field_date, .flags = FIELD_IDENTITY | FIELD_PAST | FIELD_LIST | FIELD_PACKED,
     .label = N_("Ngày sinh"), .aliases = "năm sinh|ngày, tháng, năm sinh|ngaysinh|namsinh", .help = N_("Ngày sinh hoặc năm sinh. Ví dụ: 23/01/1959; 1959; ~1959")},
    {.tag = 11, .name = "sex", .type = &field_choice, .flags = FIELD_LIST, .choices = sex_choices,
     .label = N_("Giới tính"), .aliases = "giới|phái|nam/nữ|gioitinh|gt", .help = N_("Nam hoặc nữ")},
    {.tag = 12, .name = "household", .type = &field_ref, .flags = FIELD_IDENTITY | FIELD_LIST | FIELD_PACKED, .ref = ENTITY_HOUSEHOLD, .max = 120,
     .label = N_("Chủ hộ"), .aliases = "hộ|hộ gia đình|họ tên chủ hộ|tên chủ hộ|thuộc hộ|chuho", .help = N_("Tên chủ hộ hoặc số của hộ. Ví dụ: Trần Mạnh Toàn")},
    {.tag = 13, .name = "organisation", .type = &field_ref, .flags = FIELD_PACKED, .ref = ENTITY_ORGANISATION, .max = 120,
     .label = N_("Nơi làm việc"), .aliases = "đơn vị|cơ quan|đơn vị công tác|nơi công tác", .help = N_("Tên đơn vị như trong danh sách đơn vị")},
    {.tag = 14, .name = "group", .type = &field_choice, .choices = groups,
     .label = N_("Nhóm công dân học tập"), .aliases = "nhóm|nhóm cdht|đối tượng", .help = N_("Nhóm đánh giá Công dân học tập")},
    {.tag = 15, .name = "education", .type = &field_choice, .choices = education,
     .label = N_("Trình độ"), .aliases = "trình độ học vấn|học vấn|trình độ văn hóa", .help = N_("Bậc học cao nhất. Ví dụ: trung học phổ thông")},
    {.tag = 16, .name = "occupation", .type = &field_text, .flags = FIELD_LIST, .max = 80,
     .label = N_("Nghề nghiệp"), .aliases = "nghề|công việc|nghenghiep", .help = N_("Việc đang làm. Ví dụ: Giáo viên")},
    {.tag = 17, .name = "worker", .type = &field_bool, .flags = FIELD_PACKED,
     .label = N_("Là người lao động"), .aliases = "lao động|người lao động|trong độ tuổi lao động", .help = N_("Đang lao động: có hoặc không")},
    {.tag = 18, .name = "member", .type = &field_bool,
     .label = N_("Hội viên khuyến học"), .aliases = "hội viên|hội viên hkh", .help = N_("Là hội viên Hội Khuyến học: có hoặc không")},
    {.tag = 19, .name = "recognised_at", .type = &field_choice, .choices = places,
     .label = N_("Nơi xét công nhận"), .aliases = "nơi công nhận", .help = N_("Xét ở nơi ở hay nơi làm việc")},
    {.tag = 20, .name = "id_last4", .type = &field_text, .flags = FIELD_IDENTITY, .max = 4,
     .label = N_("4 số cuối căn cước"), .aliases = "4 số cuối cccd|4 số cuối", .help = N_("Chỉ để phân biệt người trùng tên. Ví dụ: 0123")},
    {.tag = 21, .name = "phone", .type = &field_text, .flags = FIELD_PRIVATE, .max = 20,
     .label = N_("Điện thoại"), .aliases = "số điện thoại|sđt|đt", .help = N_("Chỉ ghi khi người này đồng ý. Ví dụ: 0912345678")},
    {.tag = 22, .name = "phone_consent", .type = &field_date, .flags = FIELD_PAST,
     .label = N_("Ngày đồng ý cho ghi điện thoại"), .help = N_("Ngày người này đồng ý. Ví dụ: 28/9/2026")},
    {.tag = 23, .name = "ethnic", .type = &field_text, .flags = FIELD_PRIVATE, .max = 40,
     .label = N_("Dân tộc"), .aliases = "dân tộc", .help = N_("Chỉ ghi khi người này đồng ý. Ví dụ: Mường")},
    {.tag = 24, .name = "ethnic_consent", .type = &field_date, .flags = FIELD_PAST,
     .label = N_("Ngày đồng ý cho ghi dân tộc"), .help = N_("Ngày người này đồng ý. Ví dụ: 28/9/2026")},
    FIELDS_VALID(25, 26),
    {.tag = 27, .name = "stays", .type = &field_stays,
     .label = N_("Các nơi đã ở"), .help = N_("Máy tự ghi khi chuyển sang thôn khác; người có hộ thì theo hộ")},
    FIELD_NOTE(28),
};
/* clang-format on */

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    entity_check_valid(r, res, out);
    entity_check_consent(r, "phone", "phone_consent", out);
    entity_check_consent(r, "ethnic", "ethnic_consent", out);
    if (!record_value(r, "household")->known && !record_value(r, "organisation")->known)
        findings_add(out, &fields[entity_field(&entity_citizen, "household")], REASON_MISSING,
                     false);
}

const struct entity entity_citizen = {
    .id = ENTITY_CITIZEN,
    .name = "citizen",
    .label = N_("Công dân"),
    .plural = N_("người"),
    .key = ENTITY_KEY_ID,
    .person = true,
    .subject = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
};
