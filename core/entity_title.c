/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

const struct choice title_choices[] = {
    {TITLE_FAMILY, "family", N_("Gia đình học tập"), "GĐHT"},
    {TITLE_CLAN, "clan", N_("Dòng họ học tập"), "DHHT"},
    {TITLE_COMMUNITY, "community", N_("Cộng đồng học tập"), "CĐHT"},
    {TITLE_ORGANISATION, "organisation", N_("Đơn vị học tập"), "ĐVHT"},
    {TITLE_CITIZEN, "citizen", N_("Công dân học tập"), "CDHT"},
    {TITLE_COMMUNE, "commune", N_("Cộng đồng học tập cấp xã"), "CĐHT xã|CĐHT cấp xã"},
    {TITLE_ORGANISATION2, "organisation2", N_("Đơn vị học tập cấp tỉnh"),
     "ĐVHT tỉnh|ĐVHT cấp tỉnh"},
    {0},
};

const struct choice title_state_choices[] = {
    {STATE_REGISTERED, "registered", N_("Đăng ký"), "đã đăng ký|ĐK"},
    {STATE_ASSESSED, "assessed", N_("Tự đánh giá"), NULL},
    {STATE_REVIEWED, "reviewed", N_("Bình xét"), "Bình xét đạt"},
    {STATE_PROPOSED, "proposed", N_("Đề nghị"), NULL},
    {STATE_RECOGNISED, "recognised", N_("Công nhận"), "CN|đạt"},
    {STATE_REFUSED, "refused", N_("Không công nhận"), NULL},
    {STATE_WITHDRAWN, "withdrawn", N_("Rút đăng ký"), NULL},
    {STATE_REVOKED, "revoked", N_("Thu hồi"), NULL},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "subject", .type = &field_subject, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .max = 160,
     .label = N_("Của ai"), .aliases = "hộ|chủ hộ|hộ gia đình|công dân|dòng họ|đơn vị|đối tượng|hộ/đối tượng|hộ, đối tượng|họ và tên|họ tên|tên|tên đơn vị|tên dòng họ|của", .help = N_("Hộ, người, dòng họ hoặc đơn vị được xét")},
    {.tag = 9, .name = "title", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = title_choices,
     .label = N_("Danh hiệu"), .aliases = "tên danh hiệu", .help = N_("Ví dụ: Gia đình học tập")},
    {.tag = 10, .name = "year", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST | FIELD_PAST, .min = 2021, .max = 2044,
     .label = N_("Năm"), .help = N_("Năm xét danh hiệu. Ví dụ: 2026")},
    {.tag = 11, .name = "state", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_LIST, .choices = title_state_choices,
     .label = N_("Trạng thái"), .aliases = "kết quả", .help = N_("Đăng ký, bình xét, đề nghị, công nhận...")},
    {.tag = 12, .name = "registered_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày đăng ký"), .help = N_("Ví dụ: 15/3/2026")},
    {.tag = 13, .name = "assessed_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày tự đánh giá"), .help = N_("Ví dụ: 20/10/2026")},
    {.tag = 14, .name = "reviewed_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày bình xét"), .help = N_("Ngày họp bình xét. Ví dụ: 10/11/2026")},
    {.tag = 15, .name = "failed", .type = &field_bool, .label = N_("Bình xét không đạt"), .help = N_("có: họp bình xét không đạt")},
    {.tag = 16, .name = "proposed_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày đề nghị"), .help = N_("Ngày lập danh sách đề nghị. Ví dụ: 15/11/2026")},
    {.tag = 17, .name = "decided_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày quyết định"), .help = N_("Ngày công nhận hoặc không công nhận. Ví dụ: 5/12/2026")},
    {.tag = 18, .name = "ended_on", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày rút, thu hồi"), .help = N_("Ngày rút đăng ký hoặc thu hồi. Ví dụ: 1/12/2026")},
    {.tag = 19, .name = "score", .type = &field_decimal, .min = 0, .max = 10000, .label = N_("Tổng điểm"), .aliases = "điểm|số điểm", .help = N_("Từ 0 đến 100. Ví dụ: 85,5")},
    {.tag = 20, .name = "grade", .type = &field_text, .flags = FIELD_IMPERSONAL, .max = 40, .label = N_("Xếp loại, mức độ"), .aliases = "xếp loại|mức độ|loại", .help = N_("Ví dụ: Tốt; mức độ 1")},
    {.tag = 21, .name = "marks", .type = &field_marks, .max = 20000, .label = N_("Điểm từng tiêu chí"), .help = N_("Mỗi dòng: mã tiêu chí, điểm, minh chứng")},
    {.tag = 22, .name = "votes_for", .type = &field_integer, .min = 0, .max = 10000, .label = N_("Số phiếu đồng ý"), .help = N_("Số người tán thành. Ví dụ: 27")},
    {.tag = 23, .name = "votes_against", .type = &field_integer, .min = 0, .max = 10000, .label = N_("Số phiếu không đồng ý"), .help = N_("Số người không tán thành. Ví dụ: 2")},
    {.tag = 24, .name = "decision", .type = &field_ref, .ref = ENTITY_DOCUMENT, .max = 120, .label = N_("Quyết định"), .aliases = "số quyết định", .help = N_("Quyết định công nhận. Ví dụ: 215/QĐ-UBND")},
    {.tag = 25, .name = "reason", .type = &field_text, .max = 300, .label = N_("Lý do"), .aliases = "lý do không công nhận", .help = N_("Vì sao không đạt, không công nhận hoặc thu hồi. Ví dụ: vắng họp")},
    {.tag = 26, .name = "criteria", .type = &field_text, .flags = FIELD_IMPERSONAL, .max = 60, .label = N_("Bộ tiêu chí"), .help = N_("Mã bộ tiêu chí đã dùng")},
    {.tag = 27, .name = "criteria_version", .type = &field_text, .flags = FIELD_IMPERSONAL, .max = 40, .label = N_("Bản của bộ tiêu chí"), .help = N_("Bản đã dùng để chấm")},
    FIELD_NOTE(28),
    {.tag = 29, .name = "meeting", .type = &field_ref, .ref = ENTITY_ACTIVITY, .max = 300, .label = N_("Cuộc họp bình xét"), .help = N_("Họp nào đã bình xét; máy ghi khi nhập kết quả họp")},
    {.tag = 30, .name = "proposal", .type = &field_ref, .ref = ENTITY_DOCUMENT, .max = 120, .label = N_("Tờ trình"), .aliases = "số tờ trình", .help = N_("Tờ trình danh sách đề nghị. Ví dụ: 03/TTr-CHKH")},
};
/* clang-format on */

/* The steps are taken in this order; a day before that of an earlier step is worth a look. */
static void check_order(const struct record *r, struct findings *out)
{
    static const char *const steps[] = {"registered_on", "assessed_on", "reviewed_on",
                                        "proposed_on",   "decided_on",  "ended_on"};
    struct pdate before = {0};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct pdate on = value_date(record_value(r, steps[i]));
        if (!pdate_known(on))
            continue;
        if (pdate_known(before) && pdate_first(before) > pdate_last(on))
            findings_add(out, &fields[entity_field(&entity_title, steps[i])], REASON_STEPS_CROSS,
                         true);
        before = on;
    }
}

/* Refusing and revoking need a reason. */
static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    const struct value *subject = record_value(r, "subject");
    const struct title_kind *k = title_by_id((unsigned)record_n(r, "title"));
    if (k && subject->len && (unsigned char)subject->s[0] != k->subject)
        findings_add(out, &fields[entity_field(&entity_title, "title")], REASON_UNKNOWN_VALUE,
                     false);
    check_order(r, out);
    int64_t state = record_n(r, "state");
    if ((state == STATE_REFUSED || state == STATE_REVOKED) && !record_value(r, "reason")->known)
        findings_add(out, &fields[entity_field(&entity_title, "reason")], REASON_MISSING, false);
}

const struct entity entity_title = {
    .id = ENTITY_TITLE,
    .name = "title",
    .label = N_("Danh hiệu"),
    .plural = N_("kết quả danh hiệu"),
    .key = ENTITY_KEY_TITLE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
};
