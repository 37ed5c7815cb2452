/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which sheet of an Excel file is the list.
 */
#include "core/import_parts.h"

enum { SURE = 2, TRIED_MAX = 32 };

/* By its name: a number may be the name of another one. */
static enum status open_sheet(struct import_table **out, const char *name,
                              const struct import_options *o, struct detail *d)
{
    struct import_options one = *o;
    one.sheet = name;
    return import_open(out, &one, d);
}

/* A cover sheet may hold a word that is a header too: two are sure, one is better than none. */
enum status import_open_for(struct import_table **out, const struct entity *e,
                            const struct import_options *o, struct detail *d)
{
    enum status s = import_open(out, o, d);
    if (s != STATUS_OK || (o->sheet && *o->sheet))
        return s;
    const struct row_sheets *sheets = import_table_sheets(*out);
    unsigned most = sheets->n > 1 ? import_header_hits(*out, e) : SURE, tried = 0;
    struct import_table *first = *out;
    for (unsigned i = sheets->chosen + 1; i < sheets->n && most < SURE && tried < TRIED_MAX; i++) {
        struct import_table *t;
        if (sheets->v[i].hidden || !sheets->v[i].rows || !*sheets->v[i].name)
            continue;
        tried++;
        if (open_sheet(&t, sheets->v[i].name, o, NULL) != STATUS_OK)
            continue;
        unsigned hits = import_header_hits(t, e);
        bool better = hits > most;
        if (better) {
            most = hits;
            if (*out != first)
                import_table_free(*out);
            *out = t;
        } else {
            import_table_free(t);
        }
    }
    if (*out != first)
        import_table_free(first);
    return STATUS_OK;
}
