/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"
#include "core/submission.h"

static const struct choice states[] = {
    {SUBMISSION_DRAFT, "draft", N_("đang soạn"), "nháp"},
    {SUBMISSION_HANDED_IN, "handed_in", N_("đã nộp"), "nộp"},
    {SUBMISSION_ACCEPTED, "accepted", N_("xã đã nhận"), "đã nhận"},
    {SUBMISSION_RETURNED, "returned", N_("trả lại để sửa"), "trả lại"},
    {0},
};

/* A commune of 200 hamlets: its figures by hamlet take 500 bytes each. */
enum { TEXT_MAX = 8000, FIGURES_MAX = 120000 };

#define TEXT(t, n, lab, al, ex)                                                                    \
    {                                                                                              \
        .tag = (t), .name = (n), .type = &field_text, .flags = FIELD_LINES, .max = TEXT_MAX,       \
        .label = (lab), .aliases = (al), .help = (ex)                                              \
    }

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "unit", .type = &field_unit, .flags = FIELD_UNIT | FIELD_LIST,
     .label = N_("Của xã, thôn"), .aliases = "thôn/tdp|thôn, tổ dân phố|địa bàn|đơn vị", .help = N_("Nơi nộp báo cáo; để trống: xã")},
    {.tag = 9, .name = "report", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = report_choices,
     .label = N_("Báo cáo nào"), .aliases = "loại báo cáo|báo cáo", .help = N_("Báo cáo năm, sơ kết hoặc tổng kết")},
    {.tag = 10, .name = "year", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST | FIELD_PAST, .min = 2021, .max = 2044,
     .label = N_("Năm"), .help = N_("Năm của báo cáo. Ví dụ: 2026")},
    {.tag = 11, .name = "state", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_LIST, .choices = states,
     .label = N_("Đến đâu rồi"), .aliases = "trạng thái", .help = N_("Đang soạn, đã nộp, xã đã nhận, trả lại để sửa")},
    {.tag = 12, .name = "reason", .type = &field_text, .max = 300,
     .label = N_("Lý do trả lại"), .aliases = "lý do", .help = N_("Cần sửa điều gì. Ví dụ: số hộ không khớp danh sách")},
    {.tag = 13, .name = "to", .type = &field_text, .max = 160,
     .label = N_("Nộp cho"), .aliases = "nơi nhận|gửi", .help = N_("Ví dụ: Hội Khuyến học xã")},
    {.tag = 14, .name = "handed_in_on", .type = &field_date, .flags = FIELD_PAST | FIELD_LIST, .label = N_("Ngày nộp"), .help = N_("Ví dụ: 4/12/2026")},
    {.tag = 15, .name = "handed_in_by", .type = &field_text, .max = 80, .label = N_("Người nộp"), .help = N_("Họ tên người nộp")},
    {.tag = 16, .name = "accepted_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày nhận"), .help = N_("Ngày xã nhận. Ví dụ: 6/12/2026")},
    {.tag = 17, .name = "figures", .type = &field_text, .flags = FIELD_LINES, .max = FIGURES_MAX,
     .label = N_("Số liệu đã chốt"), .help = N_("Máy ghi khi nộp: mỗi dòng một chỉ tiêu, rồi tổng số, đăng ký, đề nghị, công nhận, cách tính")},
    {.tag = 18, .name = "fingerprint", .type = &field_text, .max = 64,
     .label = N_("Mã đối chiếu"), .help = N_("Máy ghi khi nộp: hai bản cùng mã là cùng số liệu")},
    TEXT(19, "text_results", N_("Kết quả nổi bật"), "kết quả", N_("Những việc làm được, viết tự do")),
    TEXT(20, "text_limits", N_("Hạn chế"), "tồn tại, hạn chế", N_("Điều chưa làm được, viết tự do")),
    TEXT(21, "text_causes", N_("Nguyên nhân"), NULL, N_("Vì sao chưa làm được, viết tự do")),
    TEXT(22, "text_plan", N_("Phương hướng năm sau"), "phương hướng|phương hướng, nhiệm vụ", N_("Việc định làm năm sau, viết tự do")),
    TEXT(23, "text_requests", N_("Kiến nghị, đề xuất"), "kiến nghị|đề xuất", N_("Điều đề nghị với cấp trên, viết tự do")),
    FIELD_NOTE(24),
};
/* clang-format on */

static const struct field *at(const char *name)
{
    return &fields[entity_field(&entity_submission, name)];
}

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    int64_t state = record_n(r, "state");
    day in = pdate_first(value_date(record_value(r, "handed_in_on")));
    day accepted = pdate_last(value_date(record_value(r, "accepted_on")));
    if (state == SUBMISSION_RETURNED && !record_value(r, "reason")->known)
        findings_add(out, at("reason"), REASON_MISSING, false);
    if ((state == SUBMISSION_HANDED_IN || state == SUBMISSION_ACCEPTED) && !in)
        findings_add(out, at("handed_in_on"), REASON_WANTED, true);
    if (in && accepted && in > accepted)
        findings_add(out, at("accepted_on"), REASON_DATES_CROSS, false);
}

/* Handing in is the hamlet's, receiving and returning the commune's. What was returned may be
 * handed in again. */
static bool decides(const struct record *old, const struct record *r)
{
    int64_t from = old ? record_n(old, "state") : SUBMISSION_DRAFT, to = record_n(r, "state");
    return to == SUBMISSION_ACCEPTED || from == SUBMISSION_ACCEPTED ||
           (to == SUBMISSION_RETURNED && from != SUBMISSION_RETURNED);
}

const struct entity entity_submission = {
    .id = ENTITY_SUBMISSION,
    .name = "submission",
    .label = N_("Báo cáo đã nộp"),
    .plural = N_("báo cáo"),
    .key = ENTITY_KEY_ID,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
    .decides = decides,
    .forbids = submission_forbids,
};
