/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report.h"

#include <string.h>
#include <strings.h>

#include "forms/doc_text.h"
#include "forms/office.h"
#include "forms/report_annual.h"
#include "forms/report_sheet.h"
#include "forms/report_statistics.h"
#include "locale/msg.h"

const struct report_type report_types[] = {
    {"annual", N_("Báo cáo năm"), "bao-cao", REPORT_HAS_TEXTS, report_annual},
    {"statistics", N_("Biểu thống kê năm"), "thong-ke", 0, report_statistics},
    {"meeting-sheet", N_("Phiếu bình xét"), "phieu-binh-xet", REPORT_TAKES_TITLE, report_sheet},
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
        s = detail_set(t->detail, STATUS_NOTFOUND,
                       why == REASON_AMBIGUOUS_REFERENCE
                           ? _("Có nhiều '%s'. Hãy ghi số trong thôn, kèm mã thôn.")
                           : _("Không có '%s' trong danh sách. Hãy xem lại tên hoặc ghi số."),
                       buf_str(&typed));
    buf_release(&typed);
    return s;
}
