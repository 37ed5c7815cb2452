/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The regrouping of hamlets as a person does it: what is to be done with a hamlet, which others
 * (or who of its people), the name, the day; then the preview and the deed, which are those of
 * core/units_merge.h. No terminal: a screen sets, previews, applies and draws.
 *
 *     s = regroup_open(&g, book, who, hamlet, &d);
 *     s = regroup_set_what(&g, REGROUP_MERGE, &d);       fills g.row
 *     g.row[i].chosen = true; regroup_set_name(&g, ..); g.from = ..;
 *     s = regroup_preview(&g, &d);                       g.text, g.plan
 *     s = regroup_apply(&g, &d);                         once regroup_number() has been typed
 *
 * What is chosen is kept as a draft: regroup_keep() at a tick and at hang-up; the same person finds
 * it again, from any machine, when he opens the same hamlet for the same work.
 */
#ifndef FORMS_REGROUP_H
#define FORMS_REGROUP_H

#include "core/units_merge.h"

enum regroup_what { REGROUP_NOTHING, REGROUP_MERGE, REGROUP_SPLIT, REGROUP_RENAME };

struct regroup_row { /* a hamlet to merge with, or one of the people of the hamlet */
    struct unit_key unit, code;
    enum entity_id entity;
    uint32_t number;
    uint64_t id;
    char *name;
    bool chosen;
};

/* Zeroed is empty. book and who are borrowed. */
struct regroup {
    struct book *book;
    const struct caller *who;
    enum regroup_what what;
    struct unit_key hamlet, code;
    char *hamlet_name;
    struct regroup_row *row;
    size_t rows;
    struct unit_key into; /* of a merger: one of those chosen; zero: a new hamlet */
    struct buf name;      /* of the new hamlet, or the new name */
    day from;
    struct merge_plan plan; /* of the last preview */
    struct buf text;        /* the same in words */
    bool found_draft;
    struct buf kept; /* the draft as it is on disk */
};

enum status regroup_open(struct regroup *g, struct book *b, const struct caller *who,
                         struct unit_key hamlet, struct detail *d) NODISCARD;
void regroup_release(struct regroup *g);
enum status regroup_set_what(struct regroup *g, enum regroup_what what, struct detail *d) NODISCARD;
size_t regroup_chosen(const struct regroup *g);
void regroup_set_name(struct regroup *g, struct span name);
/* STATUS_INVALID: something cannot be done so; d says what. */
enum status regroup_preview(struct regroup *g, struct detail *d) NODISCARD;
enum status regroup_apply(struct regroup *g, struct detail *d) NODISCARD;
/* What has to be typed before it is done: how many households move; of a rename, or when nobody
 * moves, the number of the hamlet. */
unsigned regroup_number(const struct regroup *g);

enum status regroup_keep(struct regroup *g, struct detail *d) NODISCARD;

#endif
