/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which charsets to show beside each other, and on which rows.
 */
#include <math.h>

#include "forms/import_job_parts.h"
#include "locale/detect.h"
#include "locale/msg.h"
#include "locale/utf8.h"

enum { SAMPLE_BYTES = 1 << 15 }; /* what the scores are made from */

static bool is_plain(struct span s)
{
    return utf8_ascii_run(s.p, s.n) == s.n;
}

enum charset import_job_charset(const struct import_job *j)
{
    size_t count[CHARSET_COUNT] = {0};
    enum charset best = CHARSET_ASCII;
    for (size_t i = 0; i < import_table_rows(j->table); i++)
        for (unsigned k = 0; k < import_table_cells(j->table, i); k++)
            if (!is_plain(import_table_raw(j->table, i, k)))
                count[import_table_cell(j->table, i, k).charset]++;
    for (unsigned c = 0; c < CHARSET_COUNT; c++)
        if (c != CHARSET_ASCII && count[c] > (best == CHARSET_ASCII ? 0 : count[best]))
            best = (enum charset)c;
    return best;
}

bool import_job_mixed(const struct import_job *j)
{
    enum charset most = import_job_charset(j);
    for (size_t i = 0; i < import_table_rows(j->table); i++)
        for (unsigned k = 0; k < import_table_cells(j->table, i); k++) {
            enum charset c = import_table_cell(j->table, i, k).charset;
            if (!is_plain(import_table_raw(j->table, i, k)) && c != most && c != CHARSET_ASCII)
                return true;
        }
    return false;
}

static void add_sample(const struct import_table *t, struct buf *out)
{
    for (size_t i = 0; i < import_table_rows(t) && out->n < SAMPLE_BYTES; i++)
        for (unsigned k = 0; k < import_table_cells(t, i); k++) {
            struct span s = import_table_raw(t, i, k);
            if (is_plain(s) || s.n > SAMPLE_BYTES)
                continue;
            buf_add_span(out, s);
            buf_addc(out, '\n');
        }
}

void import_job_find_candidates(struct import_job *j)
{
    double score[CHARSET_COUNT];
    struct buf sample = {0};
    enum charset found = import_job_charset(j);
    j->n_candidates = 0;
    if (found == CHARSET_ASCII)
        return;
    j->candidate[j->n_candidates++] = found;
    add_sample(j->table, &sample);
    detect_scores(buf_span(&sample), score);
    buf_release(&sample);
    while (j->n_candidates < IMPORT_CANDIDATES) {
        enum charset best = CHARSET_AUTO;
        for (unsigned c = CHARSET_UTF8; c < CHARSET_COUNT; c++) {
            bool shown = false;
            for (size_t i = 0; i < j->n_candidates; i++)
                shown = shown || j->candidate[i] == (enum charset)c;
            if (!shown && isfinite(score[c]) && (best == CHARSET_AUTO || score[c] > score[best]))
                best = (enum charset)c;
        }
        if (best == CHARSET_AUTO)
            return;
        j->candidate[j->n_candidates++] = best;
    }
}

const char *import_charset_label(enum charset c)
{
    switch (c) {
    case CHARSET_AUTO:
        return _("tự nhận ra");
    case CHARSET_ASCII:
        return _("chữ không dấu");
    case CHARSET_UTF8:
        return "Unicode (UTF-8)";
    case CHARSET_TCVN3:
        return "TCVN3 (.VnTime)";
    case CHARSET_VNI:
        return "VNI (VNI-Times)";
    case CHARSET_VISCII:
        return "VISCII";
    case CHARSET_VPS:
        return "VPS";
    case CHARSET_CP1258:
        return "Windows 1258";
    case CHARSET_VIQR:
        return "VIQR";
    case CHARSET_NCR:
        return "NCR (&#7879;)";
    case CHARSET_LATIN1:
        return _("Tây Âu (1252)");
    case CHARSET_UTF16:
        return "Unicode (UTF-16)";
    case CHARSET_TCVN3_UTF8:
        return _("TCVN3 đọc nhầm");
    case CHARSET_VNI_UTF8:
        return _("VNI đọc nhầm");
    case CHARSET_UTF8_DOUBLE:
        return _("UTF-8 đọc nhầm");
    case CHARSET_COUNT:
        break;
    }
    return "";
}

static size_t first_row(const struct import_job *j)
{
    return j->columns.n ? j->columns.header + 1 : 0;
}

size_t import_job_sample(const struct import_job *j, unsigned column, size_t out[IMPORT_SAMPLE])
{
    size_t rows = import_table_rows(j->table), telling = 0, n = 0;
    for (size_t i = first_row(j); i < rows && telling < IMPORT_SAMPLE; i++)
        telling += !is_plain(import_table_raw(j->table, i, column));
    size_t fill = IMPORT_SAMPLE - telling; /* plain rows that may be shown besides */
    for (size_t i = first_row(j); i < rows && n < IMPORT_SAMPLE; i++) {
        struct span s = import_table_raw(j->table, i, column);
        if (is_plain(s) && (!s.n || !fill))
            continue;
        fill -= is_plain(s);
        out[n++] = i;
    }
    return n;
}

static bool is_name(const struct import_job *j, unsigned column)
{
    const struct import_column *c = column < j->columns.n ? &j->columns.v[column] : NULL;
    return c && c->use == IMPORT_FIELD && (j->e->fields[c->field].flags & FIELD_NAME);
}

unsigned import_job_sample_column(const struct import_job *j)
{
    size_t rows = import_table_rows(j->table), most = 0;
    unsigned best = 0;
    for (unsigned k = 0; k < import_table_width(j->table); k++) {
        size_t n = 0;
        for (size_t i = first_row(j); i < rows && i < 2000; i++)
            n += !is_plain(import_table_raw(j->table, i, k));
        if (is_name(j, k))
            n *= 2; /* names differ from row to row, and people know them */
        if (n > most) {
            most = n;
            best = k;
        }
    }
    return best;
}
