/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the entity tables share. Only entity*.c include this.
 */
#ifndef CORE_ENTITY_TABLES_H
#define CORE_ENTITY_TABLES_H

#include "core/entity.h"
#include "core/entity_codes.h"
#include "core/plan_items.h"
#include "core/progress.h"
#include "core/record.h"
#include "core/title.h"
#include "locale/msg.h"

extern const struct entity entity_hamlet, entity_household, entity_citizen, entity_clan,
    entity_organisation, entity_title, entity_yearfact, entity_target, entity_document,
    entity_initiative, entity_deadline, entity_activity, entity_contribution, entity_fund,
    entity_budget, entity_award, entity_task, entity_officer, entity_submission, entity_criteria,
    entity_checklist;

extern const struct choice sex_choices[], managed_choices[], report_choices[];

/* A private field is there without the day of consent. */
void entity_check_consent(const struct record *r, const char *field, const char *consent,
                          struct findings *out);
/* Every change of such a record is the commune's to make. */
bool entity_decides_always(const struct record *old, const struct record *r);
/* from <= to */
void entity_check_valid(const struct record *r, const struct resolver *res, struct findings *out);

/* clang-format off */
#define FIELDS_VALID(from_tag, to_tag)                                                             \
    {.tag = from_tag, .name = "from", .type = &field_date, .flags = FIELD_FROM, .label = N_("Từ ngày"),  \
     .aliases = "có từ ngày|từ", .help = N_("Ngày bắt đầu ở đây; để trống: từ trước khi có sổ. Ví dụ: 28/9/2026")}, \
    {.tag = to_tag, .name = "to", .type = &field_date, .flags = FIELD_TO, .label = N_("Đến ngày"),       \
     .aliases = "đến|đến hết ngày", .help = N_("Ngày cuối cùng; để trống: vẫn còn. Ví dụ: 30/6/2026")}
#define FIELD_NOTE(note_tag)                                                                       \
    {.tag = note_tag, .name = "note", .type = &field_text, .flags = FIELD_LINES, .max = 2000,         \
     .label = N_("Ghi chú"), .aliases = "ghi chú|chú thích", .help = N_("Điều cần nhớ, viết tự do")}
#define FIELD_HAMLET(hamlet_tag, more)                                                             \
    {.tag = hamlet_tag, .name = "hamlet", .type = &field_unit, .flags = FIELD_UNIT | FIELD_LIST | (more), \
     .label = N_("Thôn, tổ dân phố"), .aliases = "thôn/tdp|thôn/tổ dân phố|thôn|bản|ấp|buôn|làng|xóm|khóm|khu phố|khu|tổ dân phố|tdp|tổ|tên thôn|tên bản|tên ấp|tên tổ dân phố|tên tdp|tên thôn/tdp|thôn xóm|thôn bản|địa bàn|khu dân cư", \
     .help = N_("Tên thôn, tổ dân phố như trong danh sách. Ví dụ: Tổ dân phố Bảo Vượng 1")}
/* clang-format on */

#endif
