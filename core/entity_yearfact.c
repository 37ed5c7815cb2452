/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

#define COUNT(t, n, lab, al, ex)                                                                   \
    {                                                                                              \
        .tag = (t), .name = (n), .type = &field_integer, .min = 0, .max = 10000000,                \
        .label = (lab), .aliases = (al), .help = (ex)                                              \
    }

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "subject", .type = &field_subject, .flags = FIELD_IDENTITY | FIELD_LIST, .max = 160,
     .label = N_("Của dòng họ, đơn vị"), .aliases = "dòng họ|đơn vị|tên dòng họ|tên đơn vị|đối tượng", .help = N_("Để trống nếu là số liệu của cả thôn hoặc cả xã")},
    {.tag = 10, .name = "year", .type = &field_integer, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST | FIELD_PAST, .min = 2021, .max = 2044,
     .label = N_("Năm"), .help = N_("Năm của số liệu. Ví dụ: 2026")},
    {.tag = 11, .name = "households", .type = &field_integer, .flags = FIELD_LIST, .max = 10000000, .label = N_("Số hộ"), .aliases = "tổng số hộ", .help = N_("Tổng số hộ. Ví dụ: 107")},
    {.tag = 12, .name = "people", .type = &field_integer, .flags = FIELD_LIST, .max = 10000000, .label = N_("Nhân khẩu"), .aliases = "số nhân khẩu|số dân|dân số", .help = N_("Tổng số người. Ví dụ: 412")},
    COUNT(13, "adults", N_("Người lớn"), "số người lớn|người từ 18 tuổi", N_("Số người từ 18 tuổi. Ví dụ: 300")),
    COUNT(14, "workers", N_("Người lao động"), "số lao động", N_("Số người đang lao động. Ví dụ: 210")),
    COUNT(15, "clans", N_("Số dòng họ"), "tổng số dòng họ", N_("Tổng số dòng họ. Ví dụ: 5")),
    COUNT(16, "organisations", N_("Số đơn vị"), "tổng số đơn vị", N_("Tổng số đơn vị trên địa bàn. Ví dụ: 12")),
    COUNT(17, "members", N_("Hội viên khuyến học"), "số hội viên", N_("Số hội viên Hội Khuyến học, cả cán bộ Hội. Ví dụ: 95")),
    COUNT(18, "members_briefed", N_("Hội viên được quán triệt"), "số hội viên được quán triệt", N_("Số cán bộ, hội viên được quán triệt. Ví dụ: 90")),
    COUNT(19, "study_boards", N_("Chi hội, ban khuyến học"), "số chi hội|số ban khuyến học", N_("Số chi hội và ban khuyến học. Ví dụ: 3")),
    COUNT(20, "school_age", N_("Trẻ trong độ tuổi đi học"), "số trẻ trong độ tuổi", N_("Ví dụ: 80")),
    COUNT(21, "dropped_out", N_("Trẻ bỏ học"), "số trẻ bỏ học", N_("Ví dụ: 0")),
    COUNT(22, "cannot_read", N_("Người lớn chưa biết chữ"), "số người chưa biết chữ|mù chữ", N_("Ví dụ: 2")),
    COUNT(23, "poor", N_("Hộ nghèo"), "số hộ nghèo", N_("Ví dụ: 4")),
    COUNT(24, "cdht_registered", N_("Công dân đăng ký học tập"), "số cdht đăng ký", N_("Số người đăng ký Công dân học tập khi không lập danh sách từng người")),
    COUNT(25, "cdht_recognised", N_("Công dân được công nhận"), "số cdht công nhận", N_("Số người được công nhận Công dân học tập khi không lập danh sách từng người")),
    COUNT(26, "cdht_farmers", N_("Nông dân được công nhận"), "CDHT nhóm nông dân", N_("Số được công nhận trong nhóm nông dân, lao động nông thôn")),
    COUNT(27, "cdht_workers", N_("Công nhân được công nhận"), "CDHT nhóm công nhân", N_("Số được công nhận trong nhóm công nhân, thợ thủ công")),
    COUNT(28, "cdht_brain", N_("Lao động trí óc được công nhận"), "CDHT nhóm lao động trí óc", N_("Số được công nhận trong nhóm lao động trí óc")),
    COUNT(29, "staff", N_("Số người của đơn vị"), NULL, N_("Số cán bộ, người lao động của đơn vị trong năm. Ví dụ: 57")),
    {.tag = 30, .name = "source", .type = &field_text, .max = 160, .label = N_("Nguồn"), .aliases = "nguồn số liệu", .help = N_("Số liệu lấy từ đâu. Ví dụ: Thống kê xã")},
    {.tag = 31, .name = "date", .type = &field_date, .flags = FIELD_PAST, .label = N_("Ngày lấy số liệu"), .help = N_("Ví dụ: 31/10/2026")},
    FIELD_NOTE(32),
    COUNT(33, "cdht_farmers_registered", N_("Nông dân đăng ký"), "CDHT nhóm nông dân đăng ký", N_("Số đăng ký Công dân học tập trong nhóm nông dân, lao động nông thôn")),
    COUNT(34, "cdht_workers_registered", N_("Công nhân đăng ký"), "CDHT nhóm công nhân đăng ký", N_("Số đăng ký Công dân học tập trong nhóm công nhân, thợ thủ công")),
    COUNT(35, "cdht_brain_registered", N_("Lao động trí óc đăng ký"), "CDHT nhóm lao động trí óc đăng ký", N_("Số đăng ký Công dân học tập trong nhóm lao động trí óc")),
    COUNT(36, "cdht_other_registered", N_("Nhóm khác đăng ký"), "CDHT nhóm khác đăng ký", N_("Số đăng ký Công dân học tập ngoài ba nhóm trên")),
    COUNT(37, "cdht_other", N_("Nhóm khác được công nhận"), "CDHT nhóm khác", N_("Số được công nhận ngoài ba nhóm trên")),
    {.tag = 38, .name = "officers_apart", .type = &field_bool, .label = N_("Cán bộ Hội tính riêng"),
     .help = N_("có: số hội viên ở trên chưa gồm cán bộ Hội ghi tên trong sổ; để trống: đã gồm")},
};
/* clang-format on */

const struct entity entity_yearfact = {
    .id = ENTITY_YEARFACT,
    .name = "yearfact",
    .label = N_("Số liệu năm"),
    .plural = N_("bản số liệu năm"),
    .key = ENTITY_KEY_YEAR,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
};
