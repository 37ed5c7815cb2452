/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of a study-promotion fund's book. The balance is never in a record: core/fund.h.
 */
#include "core/entity_tables.h"
#include "core/fund.h"

static const struct choice fund_direction_choices[] = {
    {FUND_IN, "in", N_("thu"), "vào|thu vào"},
    {FUND_OUT, "out", N_("chi"), "ra|chi ra"},
    {0},
};

static const struct choice fund_purpose_choices[] = {
    {FUND_DONATION, "donation", N_("đóng góp, ủng hộ"), "đóng góp|ủng hộ|tài trợ"},
    {FUND_SCHOLARSHIP, "scholarship", N_("học bổng"), NULL},
    {FUND_REWARD, "reward", N_("khen thưởng"), "thưởng"},
    {FUND_SUPPORT, "support", N_("hỗ trợ"), "hỗ trợ khó khăn|giúp đỡ"},
    {FUND_OTHER, "other", N_("khác"), NULL},
    {FUND_OPENING, "opening", N_("số dư đầu"), "tồn đầu|dư đầu kỳ|số dư"},
    {FUND_TRANSFER, "transfer", N_("chuyển quỹ khi tách, gộp thôn"), "chuyển quỹ"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "owner", .type = &field_subject, .flags = FIELD_IDENTITY, .max = 160,
     .label = N_("Quỹ của"), .aliases = "tên quỹ|quỹ|chủ quỹ|quỹ của dòng họ, đơn vị", .help = N_("Dòng họ hoặc đơn vị; để trống: quỹ của thôn, của xã")},
    {.tag = 10, .name = "number", .type = &field_text, .flags = FIELD_IDENTITY | FIELD_LIST, .max = 30,
     .label = N_("Số phiếu"), .aliases = "số chứng từ|số phiếu thu|số phiếu chi|số biên lai|số thứ tự phiếu", .help = N_("Số trên phiếu thu, phiếu chi. Ví dụ: 12")},
    {.tag = 11, .name = "date", .type = &field_date, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_PAST | FIELD_LIST,
     .label = N_("Ngày"), .aliases = "ngày ghi|ngày phiếu|ngày tháng|ngày, tháng|ngày chứng từ", .help = N_("Ngày trên phiếu. Ví dụ: 5/9/2026")},
    {.tag = 12, .name = "direction", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = fund_direction_choices,
     .label = N_("Thu hay chi"), .aliases = "thu/chi|thu, chi|loại phiếu|loại", .help = N_("thu: tiền vào quỹ; chi: tiền ra khỏi quỹ. Ví dụ: thu")},
    {.tag = 13, .name = "purpose", .type = &field_choice, .flags = FIELD_LIST, .choices = fund_purpose_choices,
     .label = N_("Về việc gì"), .aliases = "mục đích|nội dung|lý do|khoản", .help = N_("Đóng góp, học bổng, khen thưởng, hỗ trợ; khi mở sổ: số dư đầu; chia quỹ khi tách thôn: chuyển quỹ")},
    {.tag = 14, .name = "grants", .type = &field_integer, .min = 0, .max = 100000,
     .label = N_("Số suất"), .aliases = "suất|số suất học bổng|số phần thưởng", .help = N_("Mấy suất học bổng, phần thưởng. Ví dụ: 5")},
    {.tag = 15, .name = "amount", .type = &field_money, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .min = 1, .max = 10000000000000,
     .label = N_("Số tiền (đồng)"), .aliases = "số tiền|tiền|thành tiền", .help = N_("Tiền trên phiếu. Ví dụ: 500.000")},
    {.tag = 16, .name = "name", .type = &field_text, .flags = FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 160,
     .label = N_("Người nộp, người nhận"), .aliases = "họ và tên|họ tên|tên|người nộp|người nhận|người nộp tiền|người nhận tiền", .help = N_("Họ tên người hoặc tên nhóm. Ví dụ: Gia đình ông Lê Văn Bình")},
    FIELD_NOTE(17),
};
/* clang-format on */

static const struct field *at(const char *name)
{
    return &fields[entity_field(&entity_fund, name)];
}

/* Scholarships, rewards and support are paid out, a donation comes in. */
static bool looks_reversed(int64_t purpose, int64_t direction)
{
    return (direction == FUND_IN && purpose >= FUND_SCHOLARSHIP && purpose <= FUND_SUPPORT) ||
           (direction == FUND_OUT && purpose == FUND_DONATION);
}

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    int64_t direction = record_n(r, "direction"), purpose = record_n(r, "purpose");
    const struct value *owner = record_value(r, "owner"), *amount = record_value(r, "amount");
    unsigned of = owner->n && owner->len ? (unsigned char)owner->s[0] : 0;
    if (amount->known && amount->n <= 0)
        findings_add(out, at("amount"), REASON_OUT_OF_RANGE, false);
    if (of && of != ENTITY_CLAN && of != ENTITY_ORGANISATION)
        findings_add(out, at("owner"), REASON_UNKNOWN_VALUE, false);
    if (purpose == FUND_OPENING && direction == FUND_OUT)
        findings_add(out, at("direction"), REASON_REVERSED, false);
    else if (looks_reversed(purpose, direction))
        findings_add(out, at("direction"), REASON_REVERSED, true);
}

/* The same receipt twice: one fund, one direction, one year, one number. */
static int twin_key(const struct record *r, struct buf *out)
{
    const struct value *owner = record_value(r, "owner"), *number = record_value(r, "number");
    if (!number->known || !record_value(r, "date")->known)
        return -1;
    buf_addf(out, "%d %d %lld ", (int)record_n(r, "direction"),
             value_date(record_value(r, "date")).year, (long long)owner->n);
    buf_add_span(out, value_span(owner));
    buf_addc(out, 0);
    fund_add_receipt_key(out, value_span(number));
    return entity_field(&entity_fund, "number");
}

const struct entity entity_fund = {
    .id = ENTITY_FUND,
    .name = "fund",
    .label = N_("Quỹ khuyến học"),
    .plural = N_("dòng sổ quỹ"),
    .key = ENTITY_KEY_ID,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
    .twin_key = twin_key,
};
