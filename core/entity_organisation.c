/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

/* The last three count for the title only when ticked (field counts). */
static const struct choice kinds[] = {
    {1, "agency", N_("cơ quan"), "cơ quan hành chính|ủy ban nhân dân|công an"},
    {2, "school", N_("trường học"), "trường|cơ sở giáo dục|nhà trường"},
    {3, "health", N_("trạm y tế"), "y tế|cơ sở y tế"},
    {4, "company", N_("doanh nghiệp"), "công ty|dn"},
    {5, "cooperative", N_("hợp tác xã"), "htx"},
    {6, "workshop", N_("cơ sở sản xuất"), "cơ sở sản xuất, kinh doanh|hộ kinh doanh|csxs"},
    {7, "front", N_("mặt trận - đoàn thể"),
     "đoàn thể|mặt trận|mttq|tổ chức|tổ chức chính trị - xã hội|mặt trận, đoàn thể"},
    {8, "association", N_("hội"), "hội đoàn|tổ chức xã hội"},
    {9, "forces", N_("lực lượng vũ trang"), "quân đội|quân sự"},
    {10, "religious", N_("tôn giáo"), "cơ sở tôn giáo"},
    {11, "learning-centre", N_("TTHTCĐ, thư viện, nhà văn hóa"),
     "tthtcđ|trung tâm học tập cộng đồng|thư viện|nhà văn hóa|thiết chế văn hóa|tthtcđ / thư viện "
     "/ nhà văn hóa"},
    {12, "home-association", N_("hội đồng hương"), "đồng hương"},
    {13, "other", N_("khác"), "loại khác"},
    {0},
};
enum { FIRST_KIND_TICKED = 11 };

const struct choice managed_choices[] = {
    {1, "commune", N_("xã"), "cấp xã|phường|đặc khu|xã quản lý"},
    {2, "province", N_("tỉnh"), "cấp tỉnh|thành phố|trung ương|tỉnh quản lý"},
    {3, "district", N_("huyện"), "cấp huyện|quận|thị xã|huyện quản lý"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "name", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 160,
     .label = N_("Tên đơn vị"), .aliases = "đơn vị|tên cơ quan|tên cơ quan, đơn vị|tên trường|donvi", .help = N_("Tên đầy đủ. Ví dụ: Trường Mầm non Hoa Hồng")},
    {.tag = 10, .name = "kind", .type = &field_choice, .flags = FIELD_LIST, .choices = kinds,
     .label = N_("Loại"), .aliases = "loại đơn vị|loại hình|loại hình đơn vị", .help = N_("Chọn trong danh mục. Ví dụ: trường học")},
    {.tag = 11, .name = "managed", .type = &field_spans, .flags = FIELD_PACKED, .choices = managed_choices,
     .label = N_("Cấp quản lý"), .aliases = "trực thuộc|đơn vị quản lý|quản lý", .help = N_("xã, tỉnh; huyện trước 7/2025. Ví dụ: tỉnh; huyện đến 30/6/2025, xã từ 1/7/2025")},
    {.tag = 12, .name = "counts", .type = &field_bool, .flags = FIELD_PACKED,
     .label = N_("Tính vào danh hiệu"), .aliases = "xét danh hiệu|tính thi đua", .help = N_("Thư viện, TTHTCĐ, hội đồng hương, loại khác chỉ được tính khi ghi: có")},
    {.tag = 13, .name = "head", .type = &field_text, .flags = FIELD_LIST, .max = 80,
     .label = N_("Thủ trưởng"), .aliases = "người đứng đầu|giám đốc|hiệu trưởng|lãnh đạo|họ tên thủ trưởng", .help = N_("Họ tên người đứng đầu")},
    {.tag = 14, .name = "staff", .type = &field_integer, .flags = FIELD_LIST | FIELD_PACKED, .min = 0, .max = 100000,
     .label = N_("Số người"), .aliases = "số cán bộ|số cbcnv|số lao động|số nhân viên|tổng số người", .help = N_("Số cán bộ, công chức, viên chức, người lao động. Ví dụ: 57")},
    {.tag = 15, .name = "learners", .type = &field_integer, .min = 0, .max = 100000,
     .label = N_("Số người học"), .aliases = "số học sinh|học sinh|học viên", .help = N_("Số học sinh, học viên. Ví dụ: 320")},
    {.tag = 16, .name = "study_board", .type = &field_bool,
     .label = N_("Ban khuyến học"), .aliases = "có ban khuyến học|chi hội khuyến học", .help = N_("Có ban hoặc chi hội khuyến học không: có hoặc không")},
    FIELDS_VALID(17, 18),
    FIELD_NOTE(19),
    {.tag = 20, .name = "stays", .type = &field_stays,
     .label = N_("Các nơi đã ở"), .help = N_("Máy tự ghi khi đơn vị chuyển sang thôn khác")},
};
/* clang-format on */

static bool counts_for_title(const struct record *r)
{
    const struct value *counts = record_value(r, "counts");
    if (counts->known)
        return counts->n != 0;
    return record_n(r, "kind") < FIRST_KIND_TICKED;
}

/* The tick `counts` is packed as what follows from it and the kind. */
static uint64_t pack(const struct record *r, size_t i, uint64_t plain)
{
    return (int)i == entity_field(r->e, "counts") ? counts_for_title(r) : plain;
}

const struct entity entity_organisation = {
    .id = ENTITY_ORGANISATION,
    .name = "organisation",
    .label = N_("Đơn vị"),
    .plural = N_("đơn vị"),
    .key = ENTITY_KEY_ID,
    .subject = true,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = entity_check_valid,
    .pack = pack,
};
