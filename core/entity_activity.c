/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

static const struct choice kinds[] = {
    {ACTIVITY_PROPAGANDA, "propaganda", N_("tuyên truyền"), "truyền thông"},
    {ACTIVITY_LAUNCH, "launch", N_("phát động"), "lễ phát động"},
    {ACTIVITY_BROADCAST, "broadcast", N_("bài phát thanh"), "phát thanh|truyền thanh"},
    {ACTIVITY_CLASS, "class", N_("lớp, chuyên đề TTHTCĐ"),
     "lớp học|chuyên đề|lớp|lớp / chuyên đề TTHTCĐ"},
    {ACTIVITY_TRAINING, "training", N_("tập huấn"), "bồi dưỡng"},
    {ACTIVITY_INSPECTION, "inspection", N_("kiểm tra - giám sát"), "kiểm tra|giám sát"},
    {ACTIVITY_WEEK, "week", N_("Tuần lễ học tập suốt đời"), "Tuần lễ HTSĐ|tuần lễ"},
    {ACTIVITY_MEETING, "meeting", N_("họp bình xét"), "bình xét"},
    {ACTIVITY_REVIEW, "review", N_("sơ kết - tổng kết"), "sơ kết|tổng kết"},
    {ACTIVITY_OTHER, "other", N_("khác"), NULL},
    {0},
};

#define PEOPLE(t, n, lab, al, ex)                                                                  \
    {                                                                                              \
        .tag = (t), .name = (n), .type = &field_integer, .min = 0, .max = 100000, .label = (lab),  \
        .aliases = (al), .help = (ex)                                                              \
    }

/* clang-format off */
static const struct field fields[] = {
    FIELD_HAMLET(8, 0),
    {.tag = 9, .name = "kind", .type = &field_choice, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST, .choices = kinds,
     .label = N_("Loại hoạt động"), .aliases = "loại|hoạt động|hình thức", .help = N_("Tuyên truyền, lớp học, tập huấn, họp bình xét... Ví dụ: tuyên truyền")},
    {.tag = 10, .name = "date", .type = &field_date, .flags = FIELD_REQUIRED | FIELD_IDENTITY | FIELD_LIST,
     .label = N_("Ngày"), .aliases = "ngày tổ chức|thời gian", .help = N_("Ngày làm; kéo dài nhiều ngày thì ghi ngày đầu. Ví dụ: 2/10/2026")},
    {.tag = 11, .name = "place", .type = &field_text, .flags = FIELD_IDENTITY, .max = 160,
     .label = N_("Nơi tổ chức"), .aliases = "địa điểm|nơi|tại", .help = N_("Ví dụ: Nhà văn hóa thôn Đông")},
    {.tag = 12, .name = "topic", .type = &field_text, .flags = FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 300,
     .label = N_("Nội dung"), .aliases = "chủ đề|tên hoạt động|chuyên đề", .help = N_("Nói ngắn gọn về việc gì. Ví dụ: Kỹ thuật trồng lúa giống mới")},
    {.tag = 13, .name = "theme", .type = &field_choice, .choices = plan_theme_choices,
     .label = N_("Thuộc nội dung nào"), .aliases = "mục của kế hoạch|nội dung phong trào", .help = N_("Nội dung nào ở phần II của kế hoạch phong trào; F4: chọn")},
    {.tag = 14, .name = "participants", .type = &field_integer, .flags = FIELD_LIST, .min = 0, .max = 100000,
     .label = N_("Số người dự"), .aliases = "số người tham gia|lượt người|số người|tham gia", .help = N_("Có bao nhiêu người đến. Ví dụ: 45")},
    PEOPLE(15, "women", N_("Trong đó: nữ"), "nữ|số nữ|phụ nữ", N_("Bao nhiêu người là nữ. Ví dụ: 20")),
    PEOPLE(16, "workers", N_("Trong đó: lao động"), "lao động|người lao động|số lao động", N_("Bao nhiêu người đang lao động. Ví dụ: 30")),
    PEOPLE(17, "minorities", N_("Trong đó: dân tộc thiểu số"), "dân tộc thiểu số|dtts|người dân tộc", N_("Bao nhiêu người dân tộc thiểu số; chỉ ghi số, không ghi tên. Ví dụ: 4")),
    PEOPLE(18, "disabled", N_("Trong đó: khuyết tật"), "khuyết tật|người khuyết tật", N_("Bao nhiêu người khuyết tật; chỉ ghi số, không ghi tên. Ví dụ: 1")),
    {.tag = 19, .name = "host", .type = &field_text, .flags = FIELD_LIST, .max = 160,
     .label = N_("Ai tổ chức"), .aliases = "đơn vị tổ chức|chủ trì tổ chức|người tổ chức", .help = N_("Ví dụ: Chi hội Khuyến học và Hội Phụ nữ thôn")},
    {.tag = 20, .name = "cost", .type = &field_money, .min = 0, .max = 10000000000000,
     .label = N_("Chi phí (đồng)"), .aliases = "chi phí|kinh phí|số tiền", .help = N_("Đã tốn bao nhiêu tiền. Ví dụ: 1.500.000")},
    {.tag = 21, .name = "chair", .type = &field_text, .max = 80,
     .label = N_("Chủ tọa"), .aliases = "chủ trì|người chủ trì", .help = N_("Họ tên người điều hành cuộc họp")},
    {.tag = 22, .name = "secretary", .type = &field_text, .max = 80,
     .label = N_("Thư ký"), .aliases = "người ghi biên bản", .help = N_("Họ tên người ghi biên bản")},
    PEOPLE(23, "invited", N_("Số người được mời"), "được mời|triệu tập", N_("Bao nhiêu người được mời họp. Ví dụ: 60")),
    PEOPLE(24, "present", N_("Số người có mặt"), "có mặt", N_("Bao nhiêu người đến họp. Ví dụ: 52")),
    FIELD_NOTE(25),
};
/* clang-format on */

static void part_of(const struct record *r, const char *part, const char *whole,
                    struct findings *out)
{
    const struct value *p = record_value(r, part), *w = record_value(r, whole);
    if (p->known && w->known && p->n > w->n)
        findings_add(out, &fields[entity_field(&entity_activity, part)], REASON_MORE_THAN_ALL,
                     false);
}

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    static const char *const parts[] = {"women", "workers", "minorities", "disabled"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        part_of(r, parts[i], "participants", out);
    part_of(r, "present", "invited", out);
    /* planned ones may be written down: it is said, not refused */
    if (res && res->today && pdate_first(value_date(record_value(r, "date"))) > res->today)
        findings_add(out, &fields[entity_field(&entity_activity, "date")], REASON_IN_FUTURE, true);
}

const struct entity entity_activity = {
    .id = ENTITY_ACTIVITY,
    .name = "activity",
    .label = N_("Hoạt động"),
    .plural = N_("hoạt động"),
    .key = ENTITY_KEY_ID,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
};
