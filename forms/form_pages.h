/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the form of an entity is laid out: order, lines, pages, section titles, what is skipped,
 * what a new record begins with, what F5 and F6 repeat. All of it is data (form_pages.c); an
 * entity without a description, and every field that a description does not name, gets a line of
 * its own at the end, so a new field needs nothing here.
 *
 * A line holds one field, or up to FORM_SLOTS short ones side by side:
 *
 *     Người lớn        3          Lao động   2          Trẻ đi học   1
 *
 * Knows no values and no screen: columns are the screen's business.
 */
#ifndef FORMS_FORM_PAGES_H
#define FORMS_FORM_PAGES_H

#include "core/entity.h"

enum {
    FORM_SLOTS = 3,
    FORM_PAGE_LINES = 17,    /* of the 19 between the rules: one stays empty above and below */
    FORM_TEXT_LINES = 3,     /* height of a field of several lines */
    FORM_LABEL_COLUMNS = 31, /* no label is wider (tested) */
};

/* When a field is skipped: greyed, and passed over by Enter, while it is empty. One that holds
 * something is never skipped, so nothing can be stuck behind a condition. */
enum form_when {
    FORM_WHEN_EMPTY,  /* skipped while `on` is empty */
    FORM_WHEN_NOT,    /* skipped while the code of `on` (choice, bool) is none of codes, or empty */
    FORM_WHEN_FILLED, /* skipped while `on` holds something */
};

/* What a field of a new record begins with. */
enum form_default {
    FORM_DEFAULT_NONE,
    FORM_DEFAULT_UNIT,  /* the place where the form was opened */
    FORM_DEFAULT_TODAY, /* today; or what the record entered before had, which may be empty: whoever
                           enters a whole hamlet empties "từ ngày" once */
    FORM_DEFAULT_YEAR,  /* this year, or that of the record entered before */
    FORM_DEFAULT_TEXT,  /* a fixed text */
    FORM_DEFAULT_NEXT,  /* when the field is entered: the next number of its book; typing takes its
                           place */
};

enum form_repeat {
    FORM_REPEAT,       /* by F5 and F6 */
    FORM_REPEAT_FIELD, /* by F5 alone: a name */
    FORM_REPEAT_NEVER, /* a person's own: phone, consent, ID */
};

/* One field of the form, in the order of Enter. */
struct form_place {
    const struct field *field;
    size_t index;              /* into entity->fields and the record's values */
    unsigned page, line, slot; /* from 0 */
    unsigned slots;            /* how many share the line */
    unsigned height;           /* lines */
    bool fixed;                /* filled by the program: shown, never entered */
    const char *section;       /* N_(): title on the line above; NULL: none */
    enum form_default start;
    const char *start_text;
    enum form_repeat repeat;
    const struct form_skip *skip; /* NULL: never */
};

struct form_skip {
    const char *field, *on; /* export names */
    enum form_when when;
    int codes[5]; /* FORM_WHEN_NOT: ends with -1 */
};

struct form_layout {
    const struct entity *e;
    struct form_place *place;
    size_t n;
    unsigned pages;
};

/* Every field but FIELD_AUTO ones appears exactly once. */
void form_layout_init(struct form_layout *l, const struct entity *e);
void form_layout_release(struct form_layout *l);
/* Index into place of a field by export name, or -1. */
int form_layout_find(const struct form_layout *l, const char *field);

#endif
