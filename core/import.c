/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/import.h"

#include "locale/mem.h"

static enum status plan_and_run(struct book *b, const struct caller *who, const struct entity *e,
                                const struct import_table *t, const struct import_columns *c,
                                const struct import_options *o, struct import_result *result,
                                struct buf *refused_csv, struct detail *d)
{
    struct import_plan plan;
    enum status s = import_plan_make(b, who, e, t, c, o, &plan, d);

    if (s != STATUS_OK)
        return s;
    s = import_run(b, who, e, t, c, o, &plan, result, d);
    if (refused_csv)
        import_add_refused(t, c, &result->refused, refused_csv);
    import_plan_release(&plan);
    return s;
}

/* Which sheet was read, and which others hold something. */
static void tell_sheets(const struct row_sheets *s, struct import_result *result)
{
    struct buf left = {0};
    for (unsigned i = 0; i < s->n; i++)
        if (i != s->chosen && s->v[i].rows)
            buf_addf(&left, "%s%s", left.n ? ", " : "", s->v[i].name);
    if (left.n) {
        result->sheet = mem_strdup(s->v[s->chosen].name);
        result->sheets_left = buf_detach(&left);
    }
    buf_release(&left);
}

enum status import_file(struct book *b, const struct caller *who, const struct entity *e,
                        const struct import_options *o, struct import_result *result,
                        struct buf *refused_csv, struct detail *d)
{
    struct import_table *t;
    struct import_columns c;

    *result = (struct import_result){0};
    enum status s = import_open_for(&t, e, o, d);
    if (s != STATUS_OK)
        return s;
    s = import_match_columns(t, e, o, who->today, &c, d);
    if (s == STATUS_OK)
        s = plan_and_run(b, who, e, t, &c, o, result, refused_csv, d);
    tell_sheets(import_table_sheets(t), result);
    import_columns_release(&c);
    import_table_free(t);
    return s;
}
