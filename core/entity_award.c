/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice award_form_choices[] = {
    {AWARD_PRIME_MINISTER, "pm", N_("Bằng khen của Thủ tướng Chính phủ"),
     "Bằng khen Thủ tướng|BK Thủ tướng"},
    {AWARD_MINISTRY, "ministry", N_("Bằng khen bộ, ban, ngành, đoàn thể Trung ương"),
     "Bằng khen cấp bộ|BK bộ, ban, ngành|bộ, ban, ngành, đoàn thể TW"},
    {AWARD_PROVINCE, "province", N_("Bằng khen của Chủ tịch UBND tỉnh, thành phố"),
     "Bằng khen cấp tỉnh|BK tỉnh|Bằng khen Chủ tịch UBND tỉnh|Bằng khen"},
    {AWARD_CERTIFICATE, "certificate", N_("Giấy khen"), "GK"},
    {AWARD_PRAISE, "praise", N_("biểu dương"), NULL},
    {0},
};

static const struct choice award_occasion_choices[] = {
    {AWARD_YEARLY, "yearly", N_("hằng năm"), "hàng năm|năm"},
    {AWARD_PHASE1, "phase1", N_("sơ kết 2023-2025"), "sơ kết"},
    {AWARD_FINAL, "final", N_("tổng kết 2023-2030"), "tổng kết"},
    {AWARD_CONGRESS, "congress", N_("đại hội biểu dương"), "đại hội"},
    {0},
};

static const struct choice recipients[] = {
    {AWARD_COLLECTIVE, "collective", N_("tập thể"), "đơn vị|dòng họ|thôn"},
    {AWARD_HOUSEHOLD, "household", N_("hộ gia đình"), "hộ|gia đình"},
    {AWARD_PERSON, "person", N_("cá nhân"), "người"},
    {AWARD_OUTSIDE, "outside", N_("người, tổ chức ngoài xã"), "ngoài xã"},
    {0},
};

static const struct choice states[] = {
    {AWARD_PROPOSED, "proposed", N_("đề nghị"), "đề xuất"},
    {AWARD_DECIDED, "decided", N_("đã có quyết định"), "đã khen|đã quyết định"},
    {AWARD_REFUSED, "refused", N_("không được khen"), "không duyệt"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "recipient", .type = &field_subject, .flags = FIELD_IDENTITY, .max = 160,
     .label = N_("Phiếu của người được khen"), .aliases = "phiếu", .help = N_("Hộ, người, dòng họ, đơn vị đã có trong danh sách; người ngoài để trống")},
    {.tag = 10, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 160,
     .label = N_("Người, tập thể được khen"), .aliases = "họ và tên|họ tên|tên|người được khen|tập thể, cá nhân|đối tượng", .help = N_("Ghi như trên bằng khen, giấy khen. Ví dụ: Dòng họ Đỗ Văn")},
    {.tag = 11, .name = "recipient_kind", .type = &field_choice, .choices = recipients,
     .label = N_("Là tập thể hay cá nhân"), .aliases = "loại đối tượng", .help = N_("Tập thể, hộ gia đình, cá nhân hoặc ngoài xã")},
    {.tag = 12, .name = "form", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = award_form_choices,
     .label = N_("Hình thức khen"), .aliases = "hình thức|hình thức khen thưởng", .help = N_("Bằng khen, giấy khen, biểu dương. Ví dụ: Giấy khen")},
    {.tag = 13, .name = "occasion", .type = &field_choice, .flags = FIELD_IDENTITY | FIELD_LIST, .choices = award_occasion_choices,
     .label = N_("Nhân dịp"), .aliases = "dịp|đợt khen|đợt", .help = N_("Hằng năm, sơ kết 2023-2025, tổng kết 2023-2030, đại hội")},
    {.tag = 14, .name = "year", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .min = 2021, .max = 2044,
     .label = N_("Năm"), .aliases = "năm khen", .help = N_("Năm khen thưởng. Ví dụ: 2026")},
    {.tag = 15, .name = "state", .type = &field_choice, .flags = FIELD_LIST, .choices = states,
     .label = N_("Đến đâu rồi"), .aliases = "trạng thái|kết quả", .help = N_("Đề nghị, đã có quyết định, không được khen")},
    {.tag = 16, .name = "reason", .type = &field_text, .flags = FIELD_LINES, .max = 1000,
     .label = N_("Thành tích, lý do"), .aliases = "thành tích|lý do", .help = N_("Được khen vì việc gì; không được khen thì vì sao")},
    {.tag = 17, .name = "decision", .type = &field_ref, .ref = ENTITY_DOCUMENT, .max = 120,
     .label = N_("Quyết định khen"), .aliases = "quyết định|số quyết định", .help = N_("Số quyết định trong sổ văn bản. Ví dụ: 215/QĐ-UBND")},
    {.tag = 18, .name = "proposed_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày đề nghị"), .help = N_("Ví dụ: 15/11/2026")},
    {.tag = 19, .name = "decided_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày quyết định"), .help = N_("Ví dụ: 5/12/2026")},
    FIELD_NOTE(20),
};
/* clang-format on */

static const struct field *at(const char *name)
{
    return &fields[entity_field(&entity_award, name)];
}

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    int64_t state = record_n(r, "state");
    day proposed = pdate_first(value_date(record_value(r, "proposed_on")));
    day decided = pdate_last(value_date(record_value(r, "decided_on")));
    if (state == AWARD_REFUSED && !record_value(r, "reason")->known)
        findings_add(out, at("reason"), REASON_MISSING, false);
    if (state == AWARD_DECIDED && !record_value(r, "decision")->known)
        findings_add(out, at("decision"), REASON_WANTED, true);
    if (proposed && decided && proposed > decided)
        findings_add(out, at("decided_on"), REASON_DATES_CROSS, false);
}

/* Proposing is everybody's, deciding the commune's; what is decided is not changed below it. */
static bool decides(const struct record *old, const struct record *r)
{
    return record_n(r, "state") > AWARD_PROPOSED ||
           (old && record_n(old, "state") > AWARD_PROPOSED);
}

const struct entity entity_award = {
    .id = ENTITY_AWARD,
    .name = "award",
    .label = N_("Khen thưởng"),
    .plural = N_("khen thưởng"),
    .key = ENTITY_KEY_ID,
    .person = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
    .decides = decides,
};
