/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice poverty[] = {
    {0, "no", N_("không"), "0"},
    {1, "poor", N_("hộ nghèo"), "nghèo|x|có|1|t|true|✓|v"},
    {2, "near-poor", N_("cận nghèo"), "hộ cận nghèo|cn"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, FIELD_REQUIRED),
    {.tag = 9, .name = "head", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 80,
     .label = N_("Chủ hộ"), .aliases = "họ và tên chủ hộ|họ tên chủ hộ|tên chủ hộ|họ và tên|họ tên|hoten|chuho",
     .help = N_("Họ tên người đứng tên hộ, viết như trong sổ. Ví dụ: Nguyễn Thị Hường")},
    {.tag = 10, .name = "birth", .type = &field_date, .flags = FIELD_IDENTITY | FIELD_PAST | FIELD_LIST,
     .label = N_("Năm sinh"), .aliases = "ngày sinh|ngày, tháng, năm sinh|namsinh|ns",
     .help = N_("Năm sinh của chủ hộ, 4 chữ số. Ví dụ: 1958; không nhớ rõ: ~1958")},
    {.tag = 11, .name = "sex", .type = &field_choice, .flags = FIELD_LIST, .choices = sex_choices,
     .label = N_("Giới tính"), .aliases = "giới|phái|nam/nữ|nam, nữ|gioitinh|gt", .help = N_("Nam hoặc nữ")},
    {.tag = 12, .name = "address", .type = &field_text, .flags = FIELD_IDENTITY | FIELD_LIST, .max = 160,
     .label = N_("Địa chỉ"), .aliases = "số nhà|chỗ ở|nơi ở|nơi ở hiện nay|chỗ ở hiện nay|nơi thường trú|địa chỉ thường trú|nơi đăng ký thường trú|diachi", .help = N_("Số nhà, ngõ, xóm. Ví dụ: Số 42, ngõ 21")},
    {.tag = 13, .name = "phone", .type = &field_text, .flags = FIELD_PRIVATE, .max = 20,
     .label = N_("Điện thoại"), .aliases = "số điện thoại|sđt|đt", .help = N_("Chỉ ghi khi người này đồng ý. Ví dụ: 0912345678")},
    {.tag = 14, .name = "phone_consent", .type = &field_date, .flags = FIELD_PAST,
     .label = N_("Ngày đồng ý cho ghi điện thoại"), .help = N_("Ngày người này đồng ý. Ví dụ: 28/9/2026")},
    {.tag = 15, .name = "size", .type = &field_integer, .flags = FIELD_LIST, .min = 1, .max = 60,
     .label = N_("Số khẩu"), .aliases = "số nhân khẩu|nhân khẩu|số người|sokhau|khẩu", .help = N_("Số người trong hộ. Ví dụ: 4")},
    {.tag = 16, .name = "adults", .type = &field_integer, .min = 0, .max = 60,
     .label = N_("Người lớn"), .aliases = "số người lớn|từ 18 tuổi", .help = N_("Số người từ 18 tuổi. Ví dụ: 3")},
    {.tag = 17, .name = "workers", .type = &field_integer, .flags = FIELD_PACKED, .min = 0, .max = 60,
     .label = N_("Lao động"), .aliases = "số lao động|người lao động", .help = N_("Số người đang lao động. Ví dụ: 2")},
    {.tag = 18, .name = "pupils", .type = &field_integer, .min = 0, .max = 40,
     .label = N_("Trẻ đi học"), .aliases = "trẻ trong độ tuổi đi học|số trẻ em đi học|học sinh", .help = N_("Số trẻ trong độ tuổi đi học. Ví dụ: 1")},
    {.tag = 19, .name = "clan", .type = &field_ref, .flags = FIELD_PACKED | FIELD_LIST, .ref = ENTITY_CLAN, .max = 120,
     .label = N_("Dòng họ"), .aliases = "thuộc dòng họ|tên dòng họ|dongho|họ", .help = N_("Tên dòng họ như trong danh sách dòng họ")},
    {.tag = 20, .name = "poverty", .type = &field_choice, .choices = poverty,
     .label = N_("Hộ nghèo"), .aliases = "nghèo|hộ nghèo, cận nghèo|diện hộ|hongheo", .help = N_("Không, hộ nghèo hoặc cận nghèo")},
    {.tag = 21, .name = "culture", .type = &field_years, .flags = FIELD_YEARLY,
     .label = N_("Gia đình văn hóa"), .aliases = "gđ văn hóa|gđvh|gia đình vh|đạt gđvh", .help = N_("Những năm đạt Gia đình văn hóa. Ví dụ: 2024, 2025")},
    FIELDS_VALID(22, 23),
    {.tag = 24, .name = "stays", .type = &field_stays,
     .label = N_("Các nơi đã ở"), .help = N_("Máy tự ghi khi chuyển hộ sang thôn khác")},
    FIELD_NOTE(25),
};
/* clang-format on */

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    entity_check_valid(r, res, out);
    entity_check_consent(r, "phone", "phone_consent", out);
    const struct value *size = record_value(r, "size"), *adults = record_value(r, "adults");
    if (size->known && adults->known && adults->n > size->n)
        findings_add(out, &fields[entity_field(&entity_household, "adults")], REASON_OUT_OF_RANGE,
                     true);
}

const struct entity entity_household = {
    .id = ENTITY_HOUSEHOLD,
    .name = "household",
    .label = N_("Hộ gia đình"),
    .plural = N_("hộ"),
    .one = N_("Hộ"),
    .key = ENTITY_KEY_ID,
    .person = true,
    .subject = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
};
