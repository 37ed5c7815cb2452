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

static enum status family_sheet(struct book_tx *t, struct unit_key unit, int year, struct doc *out)
{
    return report_sheet(t, TITLE_FAMILY, unit, year, out);
}

const struct report_kind report_kinds[] = {
    {"annual", N_("Báo cáo năm"), report_annual, NULL},
    {"statistics", N_("Biểu thống kê năm"), report_statistics, NULL},
    {"meeting-sheet", N_("Phiếu bình xét"), family_sheet, report_sheet},
    {0},
};

static const char *const endings[] = {
    [REPORT_TEXT] = "txt", [REPORT_DOCX] = "docx", [REPORT_XLSX] = "xlsx"};
enum { ENDINGS = sizeof endings / sizeof *endings };

const struct report_kind *report_by_name(const char *name)
{
    for (const struct report_kind *k = report_kinds; k->name; k++)
        if (strcmp(k->name, name) == 0)
            return k;
    return NULL;
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
