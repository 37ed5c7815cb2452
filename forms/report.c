/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report.h"

#include <string.h>
#include <strings.h>

#include "forms/doc_text.h"
#include "forms/report_annual.h"
#include "forms/report_sheet.h"
#include "locale/msg.h"

static enum status family_sheet(struct book_tx *t, struct unit_key unit, int year, struct doc *out)
{
    return report_sheet(t, TITLE_FAMILY, unit, year, out);
}

const struct report_kind report_kinds[] = {
    {"annual", N_("Báo cáo năm"), report_annual, NULL},
    {"meeting-sheet", N_("Phiếu bình xét"), family_sheet, report_sheet},
    {0},
};

const struct report_kind *report_by_name(const char *name)
{
    for (const struct report_kind *k = report_kinds; k->name; k++)
        if (strcmp(k->name, name) == 0)
            return k;
    return NULL;
}

enum status report_format_of(const char *path, enum report_format *out, struct detail *d)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    if (strcmp(path, "-") == 0 || (dot && strcasecmp(dot, ".txt") == 0)) {
        *out = REPORT_TEXT;
        return STATUS_OK;
    }
    if (dot && (strcasecmp(dot, ".docx") == 0 || strcasecmp(dot, ".xlsx") == 0))
        return detail_set(d, STATUS_USAGE,
                          _("Bản này chưa ghi được tệp %s, bản sau sẽ có. Hãy đặt tên tệp có đuôi "
                            ".txt, ví dụ bao-cao.txt."),
                          dot);
    return detail_set(d, STATUS_USAGE,
                      _("Không rõ loại tệp của '%s'. Hãy đặt tên tệp có đuôi .txt, ví dụ "
                        "bao-cao.txt."),
                      path);
}

enum status report_render(const struct doc *doc, const char *path, struct buf *out,
                          struct detail *d)
{
    enum report_format format;
    enum status s = report_format_of(path, &format, d);
    if (s != STATUS_OK)
        return s;
    switch (format) {
    case REPORT_TEXT:
        doc_text_write(doc, DOC_TEXT_WIDTH, out);
        return STATUS_OK;
    case REPORT_DOCX:
    case REPORT_XLSX:
        break; /* refused by report_format_of() */
    }
    return STATUS_USAGE;
}
