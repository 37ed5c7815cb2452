/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/import_job.h"

#include <stdlib.h>
#include <string.h>

#include "forms/import_job_parts.h"
#include "locale/mem.h"
#include "locale/msg.h"

void import_job_init(struct import_job *j, struct book *b, const struct caller *who)
{
    *j = (struct import_job){.book = b, .who = *who};
}

/* ---- what was changed by hand ---- */

static void forget_corrections(struct import_job *j)
{
    for (size_t i = 0; i < j->n_corrections; i++) {
        free(j->correction[i].was);
        free(j->correction[i].text);
    }
    j->n_corrections = 0;
}

static void forget_meanings(struct import_job *j)
{
    for (size_t i = 0; i < j->n_meanings; i++)
        free(j->meaning[i].text);
    j->n_meanings = 0;
}

void import_job_note_meaning(struct import_job *j, unsigned column, const char *text)
{
    size_t i = 0;
    while (i < j->n_meanings && j->meaning[i].column != column)
        i++;
    if (i == j->n_meanings) {
        j->meaning = mem_realloc_array(j->meaning, ++j->n_meanings, sizeof *j->meaning);
        j->meaning[i] = (struct import_meaning){.column = column};
    }
    free(j->meaning[i].text);
    j->meaning[i].text = mem_strdup(text);
}

static struct import_correction *find_correction(const struct import_job *j, size_t row,
                                                 unsigned column)
{
    for (size_t i = 0; i < j->n_corrections; i++)
        if (j->correction[i].row == row && j->correction[i].column == column)
            return &j->correction[i];
    return NULL;
}

bool import_job_corrected(const struct import_job *j, size_t row, unsigned column)
{
    return find_correction(j, row, column) != NULL;
}

void import_job_put(struct import_job *j, size_t row, unsigned column, struct span text)
{
    struct import_correction *c = find_correction(j, row, column);
    if (!c) {
        j->correction =
            mem_realloc_array(j->correction, j->n_corrections + 1, sizeof *j->correction);
        c = &j->correction[j->n_corrections++];
        *c = (struct import_correction){.row = (uint32_t)row, .column = column};
        c->was = span_dup(import_table_cell(j->table, row, column).text);
    }
    free(c->text);
    c->text = span_dup(text);
    import_table_set(j->table, row, column, text);
}

/* Into cells that have just been decoded again. */
static void put_all_again(struct import_job *j)
{
    for (size_t i = 0; i < j->n_corrections; i++) {
        struct import_correction *c = &j->correction[i];
        free(c->was);
        c->was = span_dup(import_table_cell(j->table, c->row, c->column).text);
        import_table_set(j->table, c->row, c->column, span_of(c->text));
    }
}

/* ---- match and plan ---- */

static void drop_plan(struct import_job *j)
{
    if (j->planned)
        import_plan_release(&j->plan);
    j->planned = false;
}

static bool any_field(const struct import_columns *c)
{
    for (unsigned k = 0; k < c->n; k++)
        if (c->v[k].use == IMPORT_FIELD)
            return true;
    return false;
}

enum status import_job_plan(struct import_job *j, struct detail *d)
{
    drop_plan(j);
    j->stale = false;
    if (!j->table || !j->e)
        return STATUS_OK;
    if (!any_field(&j->columns))
        return detail_set(d, STATUS_INVALID,
                          _("Không nhận ra cột nào của tệp. Hãy mở mục Cột và chọn từng cột."));
    j->options.path = j->path;
    j->options.charset = charset_name(j->charset);
    enum status s =
        import_plan_make(j->book, &j->who, j->e, j->table, &j->columns, &j->options, &j->plan, d);
    j->planned = s == STATUS_OK;
    return s;
}

static enum status match(struct import_job *j, struct detail *d)
{
    drop_plan(j);
    import_columns_release(&j->columns);
    if (!j->table || !j->e)
        return STATUS_OK;
    enum status s =
        import_match_columns(j->table, j->e, &j->options, j->who.today, &j->columns, NULL);
    if (s != STATUS_OK && s != STATUS_INVALID)
        return detail_set(d, s, "%s", status_text(s));
    for (size_t i = 0; i < j->n_meanings; i++)
        if (!import_column_set(&j->columns, j->meaning[i].column, j->e, span_of(j->meaning[i].text),
                               j->options.year, j->who.today))
            continue; /* a column that this reading of the file does not have */
    return import_job_plan(j, d);
}

enum status import_job_set_entity(struct import_job *j, const struct entity *e, struct detail *d)
{
    if (j->e != e)
        forget_meanings(j);
    j->e = e;
    return match(j, d);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void close_file(struct import_job *j)
{
    drop_plan(j);
    import_columns_release(&j->columns);
    forget_corrections(j);
    forget_meanings(j);
    import_table_free(j->table);
    j->table = NULL;
    j->done = (struct import_result){0};
    j->draft_due = false;
}

static enum status open_sheet(struct import_job *j, const char *path, const char *sheet,
                              struct detail *d)
{
    struct import_options o = {.path = path,
                               .program = j->options.program,
                               .plain = j->options.plain,
                               .rows_max = j->options.rows_max,
                               .sheet = sheet};
    struct import_table *table;
    struct buf source = {0};
    enum status s = j->e ? import_open_for(&table, j->e, &o, d) : import_open(&table, &o, d);
    if (s != STATUS_OK)
        return s;
    char *name = mem_strdup(path); /* path may be the job's own */
    close_file(j);
    free(j->path);
    j->path = name;
    j->table = table;
    j->charset = CHARSET_AUTO;
    free(j->source);
    buf_addf(&source, "import %s", base_name(name));
    j->source = buf_detach(&source);
    j->who.source = j->source;
    import_job_find_candidates(j);
    return match(j, d);
}

enum status import_job_open(struct import_job *j, const char *path, struct detail *d)
{
    return open_sheet(j, path, NULL, d);
}

enum status import_job_set_sheet(struct import_job *j, const char *name, struct detail *d)
{
    char *sheet = mem_strdup(name); /* name may be the table's own */
    enum status s = open_sheet(j, j->path, sheet, d);
    free(sheet);
    return s;
}

unsigned import_job_sheets(const struct import_job *j)
{
    const struct row_sheets *s = j->table ? import_table_sheets(j->table) : NULL;
    unsigned n = 0;
    for (unsigned i = 0; s && i < s->n; i++)
        n += s->v[i].rows > 0;
    return n;
}

const struct row_sheet *import_job_sheet(const struct import_job *j, unsigned i, bool *chosen)
{
    const struct row_sheets *s = import_table_sheets(j->table);
    unsigned at = 0;
    for (; at < s->n; at++)
        if (s->v[at].rows && i-- == 0)
            break;
    *chosen = at == s->chosen;
    return at < s->n ? &s->v[at] : NULL;
}

void import_job_release(struct import_job *j)
{
    close_file(j);
    free(j->correction);
    free(j->meaning);
    free(j->path);
    free(j->source);
    free(j->hamlet);
    *j = (struct import_job){0};
}

enum status import_job_set_charset(struct import_job *j, enum charset c, struct detail *d)
{
    j->charset = c;
    if (!j->table)
        return STATUS_OK;
    drop_plan(j);
    import_table_decode(j->table, c);
    put_all_again(j);
    j->draft_due = true;
    return match(j, d);
}

enum status import_job_replan(struct import_job *j, struct detail *d)
{
    return match(j, d);
}

enum status import_job_set_hamlet(struct import_job *j, const char *text, struct detail *d)
{
    char *before = j->hamlet;
    j->hamlet = text && *text ? mem_strdup(text) : NULL;
    j->options.hamlet = j->hamlet;
    enum status s = import_job_plan(j, d);
    if (s != STATUS_USAGE) {
        free(before);
        return s;
    }
    free(j->hamlet);
    j->options.hamlet = j->hamlet = before;
    struct detail again;
    if (import_job_plan(j, &again) != STATUS_OK) /* as before: planned says so */
        j->planned = false;
    return detail_set(d, s, _("Không có thôn, tổ dân phố '%s' trong sổ."), text);
}

enum status import_job_correct(struct import_job *j, size_t row, unsigned column, struct span text,
                               struct detail *d)
{
    import_job_keep(j, row, column, text);
    return import_job_plan(j, d);
}

void import_job_keep(struct import_job *j, size_t row, unsigned column, struct span text)
{
    import_job_put(j, row, column, text);
    j->draft_due = j->stale = true;
}

/* ---- import ---- */

enum status import_job_run(struct import_job *j, struct detail *d)
{
    struct import_result r = {0};
    struct detail later = {0};
    if (!j->planned)
        return import_job_plan(j, d);
    enum status s =
        import_run(j->book, &j->who, j->e, j->table, &j->columns, &j->options, &j->plan, &r, d);
    j->done.imported += r.imported;
    j->done.updated += r.updated;
    j->done.titles += r.titles;
    j->done.written |= r.written;
    import_result_release(&r);
    if (import_job_plan(j, &later) != STATUS_OK && s == STATUS_OK)
        return detail_set(d, STATUS_IO, "%s", later.text);
    return s;
}

/* "ho-tu-choi", "ho-tu-choi-2" -> "ho": a file of refused rows that is imported again. */
static size_t without_suffix(const char *name, size_t n)
{
    static const char suffix[] = "-tu-choi";
    size_t len = sizeof suffix - 1, k = n;
    while (k > 0 && name[k - 1] >= '0' && name[k - 1] <= '9')
        k--;
    if (k < n && k > len && name[k - 1] == '-' && memcmp(name + k - 1 - len, suffix, len) == 0)
        return k - 1 - len;
    return n > len && memcmp(name + n - len, suffix, len) == 0 ? n - len : n;
}

void import_job_add_refused_name(const struct import_job *j, unsigned number, struct buf *out)
{
    const char *name = base_name(j->path), *dot = strrchr(name, '.');
    size_t n = dot && dot > name ? (size_t)(dot - j->path) : strlen(j->path);
    buf_add(out, j->path, without_suffix(j->path, n));
    buf_adds(out, "-tu-choi");
    if (number > 1)
        buf_addf(out, "-%u", number);
    buf_adds(out, ".csv");
}

void import_job_add_refused(const struct import_job *j, struct buf *out)
{
    if (j->planned)
        import_add_refused(j->table, &j->columns, &j->plan.refused, out);
}
