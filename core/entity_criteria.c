/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/criteria.h"
#include "core/entity_tables.h"

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "code", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 60,
     .label = N_("Mã bộ tiêu chí"), .aliases = "mã|mã bộ", .help = N_("Ví dụ: GDHT-2022")},
    {.tag = 9, .name = "version", .type = &field_text, .flags = FIELD_IDENTITY | FIELD_LIST, .max = 40,
     .label = N_("Bản"), .aliases = "phiên bản", .help = N_("Bản thứ mấy. Ví dụ: 1")},
    {.tag = 10, .name = "title", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_LIST, .choices = title_choices,
     .label = N_("Danh hiệu"), .aliases = "tên danh hiệu", .help = N_("Ví dụ: Gia đình học tập")},
    {.tag = 11, .name = "status", .type = &field_choice, .flags = FIELD_LIST, .choices = criteria_status_choices,
     .label = N_("Độ tin cậy"), .aliases = "tình trạng", .help = N_("Đúng văn bản, đúng một phần hay bản nháp")},
    {.tag = 12, .name = "basis", .type = &field_text, .flags = FIELD_LIST, .max = 400,
     .label = N_("Theo văn bản"), .aliases = "căn cứ|văn bản", .help = N_("Văn bản ban hành bộ tiêu chí. Ví dụ: KH 123/KH-KHVN")},
    {.tag = 13, .name = "method", .type = &field_choice, .choices = criteria_method_choices,
     .label = N_("Cách xét"), .aliases = "phương pháp", .help = N_("Chấm điểm, hay phải đạt từng mục")},
    {.tag = 14, .name = "counts_years", .type = &field_integer, .min = 1, .max = 10,
     .label = N_("Công nhận có giá trị mấy năm"), .aliases = "số năm có giá trị", .help = N_("Kể cả năm được công nhận. Ví dụ: 1")},
    {.tag = 15, .name = "from", .type = &field_integer, .min = 2014, .max = 2044,
     .label = N_("Dùng từ năm"), .aliases = "từ năm", .help = N_("Năm đầu tiên. Ví dụ: 2022")},
    {.tag = 16, .name = "to", .type = &field_integer, .min = 2014, .max = 2044,
     .label = N_("Đến hết năm"), .aliases = "đến năm", .help = N_("Năm cuối cùng; để trống: vẫn còn. Ví dụ: 2030")},
    {.tag = 17, .name = "content", .type = &field_text, .flags = FIELD_LINES, .max = 60000,
     .label = N_("Nội dung bộ tiêu chí"), .help = N_("Máy ghi khi nhập tệp tiêu chí")},
    {.tag = 18, .name = "adopted_from", .type = &field_integer, .flags = FIELD_LIST, .min = 2021, .max = 2044,
     .label = N_("Xã áp dụng từ năm"), .aliases = "áp dụng từ năm", .help = N_("Để trống: chưa áp dụng, chỉ ghi kết quả. Ví dụ: 2026")},
    {.tag = 19, .name = "adopted_by", .type = &field_text, .max = 200,
     .label = N_("Áp dụng theo văn bản"), .aliases = "văn bản áp dụng", .help = N_("Ví dụ: Quyết định 215/QĐ-UBND")},
    {.tag = 20, .name = "adopted_on", .type = &field_date, .flags = FIELD_PAST,
     .label = N_("Ngày áp dụng"), .help = N_("Ngày cán bộ xã cho áp dụng. Ví dụ: 15/1/2026")},
    FIELD_NOTE(21),
};
/* clang-format on */

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    const struct value *from = record_value(r, "from"), *to = record_value(r, "to");
    if (from->known && to->known && from->n > to->n)
        findings_add(out, &fields[entity_field(&entity_criteria, "to")], REASON_DATES_CROSS, false);
    if (record_value(r, "adopted_from")->known && !record_value(r, "adopted_by")->known)
        findings_add(out, &fields[entity_field(&entity_criteria, "adopted_by")], REASON_WANTED,
                     true);
}

const struct entity entity_criteria = {
    .id = ENTITY_CRITERIA,
    .name = "criteria",
    .label = N_("Bộ tiêu chí"),
    .plural = N_("bộ tiêu chí"),
    .key = ENTITY_KEY_ID,
    .shared = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
    /* by which criteria a hamlet is judged it does not choose itself */
    .decides = entity_decides_always,
};
