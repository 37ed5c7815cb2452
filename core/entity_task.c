/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity_tables.h"

#include <string.h>

/* Late is no state: it follows from due and today. */
static const struct choice states[] = {
    {TASK_TODO, "todo", N_("chưa làm"), "chưa"},
    {TASK_DOING, "doing", N_("đang làm"), NULL},
    {TASK_DONE, "done", N_("đã xong"), "xong|hoàn thành|x|đã làm"},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
    {.tag = 8, .name = "unit", .type = &field_unit, .flags = FIELD_UNIT,
     .label = N_("Của xã, thôn"), .aliases = "thôn/tdp|thôn, tổ dân phố|địa bàn", .help = N_("Để trống: của xã")},
    {.tag = 9, .name = "item", .type = &field_text, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_IDENTITY | FIELD_LIST, .max = 300,
     .label = N_("Việc phải làm"), .aliases = "nhiệm vụ|công việc|nội dung|việc", .help = N_("Nói ngắn gọn theo kế hoạch. Ví dụ: Kiện toàn Ban chỉ đạo")},
    {.tag = 10, .name = "plan_item", .type = &field_choice, .choices = plan_task_choices,
     .label = N_("Mục của kế hoạch"), .aliases = "mục kế hoạch|mục", .help = N_("Thuộc mục nào ở phần IV, VII của kế hoạch; F4: chọn")},
    {.tag = 11, .name = "year", .type = &field_integer, .flags = FIELD_IDENTITY | FIELD_LIST, .min = 2021, .max = 2044,
     .label = N_("Năm"), .help = N_("Việc của năm nào. Ví dụ: 2026")},
    {.tag = 12, .name = "who", .type = &field_text, .flags = FIELD_LIST, .max = 160,
     .label = N_("Ai làm"), .aliases = "người thực hiện|đơn vị thực hiện|phân công|chủ trì", .help = N_("Người hoặc tổ chức được giao. Ví dụ: Hội Khuyến học xã")},
    {.tag = 13, .name = "due", .type = &field_date, .flags = FIELD_LIST,
     .label = N_("Xong trước ngày"), .aliases = "hạn|thời hạn|hạn hoàn thành", .help = N_("Ngày phải xong. Ví dụ: 30/11/2026")},
    {.tag = 14, .name = "state", .type = &field_choice, .flags = FIELD_LIST, .choices = states,
     .label = N_("Đến đâu rồi"), .aliases = "trạng thái|kết quả|tình trạng", .help = N_("Chưa làm, đang làm, đã xong")},
    {.tag = 15, .name = "done_on", .type = &field_date, .flags = FIELD_PAST,
     .label = N_("Ngày xong"), .aliases = "ngày hoàn thành", .help = N_("Ví dụ: 20/11/2026")},
    {.tag = 16, .name = "document", .type = &field_ref, .ref = ENTITY_DOCUMENT, .max = 120, .label = N_("Văn bản trong sổ"), .aliases = "văn bản", .help = N_("Văn bản giao việc hoặc kết quả. Ví dụ: 119/KH-UBND")},
    FIELD_NOTE(17),
};
/* clang-format on */

static void check(const struct record *r, const struct resolver *res, struct findings *out)
{
    (void)res;
    bool done = record_n(r, "state") == TASK_DONE, dated = record_value(r, "done_on")->known;
    if (done && !dated)
        findings_add(out, &fields[entity_field(&entity_task, "done_on")], REASON_WANTED, true);
    if (!done && dated)
        findings_add(out, &fields[entity_field(&entity_task, "state")], REASON_STATE_OPEN, true);
}

/* Not done, and the day is over: computed, never stored. */
static const char *remark(const struct record *r, size_t i, day today)
{
    day due = pdate_last(value_date(record_value(r, "due")));
    bool late = record_n(r, "state") != TASK_DONE && due && due < today;
    return late && strcmp(fields[i].name, "state") == 0 ? N_("quá hạn") : NULL;
}

const struct entity entity_task = {
    .id = ENTITY_TASK,
    .name = "task",
    .label = N_("Nhiệm vụ kế hoạch"),
    .plural = N_("nhiệm vụ"),
    .key = ENTITY_KEY_ID,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .check = check,
    .remark = remark,
};
