/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report.h"

#include <string.h>
#include <strings.h>

#include "forms/doc_text.h"
#include "forms/office.h"
#include "forms/report_annual.h"
#include "forms/report_award.h"
#include "forms/report_forms.h"
#include "forms/report_fund.h"
#include "forms/report_lists.h"
#include "forms/report_minutes.h"
#include "forms/report_proposal.h"
#include "forms/report_review.h"
#include "forms/report_sheet.h"
#include "forms/report_statistics.h"
#include "locale/msg.h"

const struct report_type report_types[] = {
    {"annual", N_("Báo cáo năm"), "bao-cao", REPORT_HAS_TEXTS, report_annual},
    {"statistics", N_("Biểu thống kê năm"), "thong-ke", 0, report_statistics},
    {"phase1", N_("Báo cáo sơ kết 2023-2025"), "so-ket", REPORT_HAS_TEXTS | REPORT_NO_YEAR,
     report_phase1},
    {"phase2", N_("Báo cáo giai đoạn 2026-2030"), "giai-doan-2", REPORT_HAS_TEXTS | REPORT_NO_YEAR,
     report_phase2},
    {"final", N_("Báo cáo tổng kết 2023-2030"), "tong-ket", REPORT_HAS_TEXTS | REPORT_NO_YEAR,
     report_final},
    {"register", N_("Sổ đăng ký"), "so-dang-ky", REPORT_TAKES_TITLE, report_register},
    {"recognised", N_("Danh sách được công nhận"), "danh-sach", REPORT_TAKES_TITLE,
     report_recognised},
    {"meeting-sheet", N_("Phiếu bình xét"), "phieu-binh-xet", REPORT_TAKES_TITLE, report_sheet},
    {"minutes", N_("Biên bản bình xét"), "bien-ban", REPORT_TAKES_TITLE, report_minutes},
    {"proposal", N_("Tờ trình, dự thảo quyết định"), "to-trinh", REPORT_TAKES_TITLE,
     report_proposal},
    {"registration-form", N_("Phiếu đăng ký"), "phieu-dang-ky",
     REPORT_TAKES_TITLE | REPORT_TAKES_SUBJECT, report_registration},
    {"assessment-form", N_("Phiếu tự đánh giá"), "phieu-tu-danh-gia",
     REPORT_TAKES_TITLE | REPORT_TAKES_SUBJECT, report_assessment},
    {"award-proposal", N_("Tờ trình khen thưởng"), "khen-thuong", 0, report_award},
    {"fund-book", N_("Sổ quỹ"), "so-quy", 0, report_fund},
    {0},
};

static const char *const endings[] = {
    [REPORT_TEXT] = "txt", [REPORT_DOCX] = "docx", [REPORT_XLSX] = "xlsx"};
enum { ENDINGS = sizeof endings / sizeof *endings };

const struct report_type *report_by_name(const char *name)
{
    for (const struct report_type *k = report_types; k->name; k++)
        if (strcmp(k->name, name) == 0)
            return k;
    return NULL;
}

bool report_fits(const struct report_type *k, struct unit_key unit)
{
    enum unit_level level = unit_level(unit);
    return level == UNIT_COMMUNE || (level == UNIT_HAMLET && !(k->flags & REPORT_NO_HAMLET));
}

bool report_format_by_word(const char *word, enum report_format *out)
{
    for (int i = 0; i < ENDINGS; i++)
        if (strcasecmp(word, endings[i]) == 0) {
            *out = (enum report_format)i;
            return true;
        }
    return false;
}

enum status report_format_of(const char *path, enum report_format *out, struct detail *d)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    if (strcmp(path, "-") == 0) {
        *out = REPORT_TEXT;
        return STATUS_OK;
    }
    if (dot && report_format_by_word(dot + 1, out))
        return STATUS_OK;
    return detail_set(d, STATUS_USAGE, _("'%s': tên tệp phải có đuôi .docx, .xlsx hoặc .txt."),
                      path);
}

enum status report_render(const struct doc *doc, enum report_format format, struct buf *out,
                          struct detail *d)
{
    switch (format) {
    case REPORT_TEXT:
        doc_text_write(doc, DOC_TEXT_WIDTH, out);
        return STATUS_OK;
    case REPORT_DOCX:
        return office_write(doc, OFFICE_DOCX, out, d);
    case REPORT_XLSX:
        return office_write(doc, OFFICE_XLSX, out, d);
    }
    return STATUS_USAGE;
}

enum status report_find_subject(struct book_tx *t, const struct report_of *of, struct span text,
                                uint64_t *out)
{
    const struct title_kind *k = title_by_id(of->title != TITLE_NONE ? of->title : TITLE_FAMILY);
    struct field f = {.name = "subject", .type = &field_ref, .ref = k->subject, .max = 160};
    struct resolver r = book_resolver(t, of->unit);
    struct value v = {0};
    struct buf typed = {0};
    buf_add_span(&typed, text);
    enum reason why = field_parse(&f, text, &r, &v);
    *out = why == REASON_NONE ? (uint64_t)v.n : 0;
    value_clear(&v);
    enum status s = STATUS_OK;
    if (!*out)
        s = detail_set(t->detail, STATUS_USAGE,
                       why == REASON_AMBIGUOUS_REFERENCE
                           ? _("Có nhiều '%s'. Hãy ghi số trong thôn, kèm mã thôn.")
                           : _("Không có '%s' trong danh sách. Hãy xem lại tên hoặc ghi số."),
                       buf_str(&typed));
    buf_release(&typed);
    return s;
}
