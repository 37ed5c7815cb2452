/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The campaign criteria of one subject in one year, as a screen shows them: each criterion with
 * đạt / chưa and its evidence. What the records know (a title, contributions) is computed and has
 * the records behind it; the rest is marked by people, and every mark is saved at once in the
 * record "checklist". Groups above the commune are there to be read. No terminal.
 *
 *     v = checklist_view_new(book, who, GROUP_FAMILY, &subject, 2026)    or .._open(.., record id)
 *     checklist_view_load(v, &d)      before drawing
 *     checklist_view_mark(v, i, true, &d), checklist_view_evidence(v, i, text, &d)
 */
#ifndef FORMS_CHECKLIST_VIEW_H
#define FORMS_CHECKLIST_VIEW_H

#include "core/checklist.h"
#include "forms/doc.h"

/* Whose checklist it is. entity NONE, id 0: a name only (somebody from outside). */
struct checklist_subject {
    enum entity_id entity;
    uint64_t id;
    struct unit_key unit;
    char *name;
    char *place; /* to tell namesakes apart: "số 27, Thôn 2"; or NULL */
};
void checklist_subject_release(struct checklist_subject *s);

/* Groups in the order of the plan's letters: those of this book's plan. */
struct checklist_group {
    enum plan_group group;
    bool above;  /* only to be read */
    char *label; /* "e) hộ gia đình, dòng họ"; translated */
};
size_t checklist_groups(const struct book *b, struct checklist_group out[PLAN_GROUPS]);
void checklist_groups_release(struct checklist_group *v, size_t n);
/* A group whose checklists are of a name that is typed (from outside), of the commune alone, of
 * somebody to be found, or of one of a few that are all shown. */
enum checklist_whose { CHECKLIST_FIND, CHECKLIST_NAME, CHECKLIST_COMMUNE, CHECKLIST_LIST };
enum checklist_whose checklist_group_whose(enum plan_group g);

/* Who of a group bears that text in the name (without marks), or that number; at most limit (0:
 * all). An empty text: everybody. */
struct checklist_subjects {
    struct checklist_subject *v;
    size_t n;
};
enum status checklist_find(struct book *b, const struct caller *who, struct unit_key unit,
                           enum plan_group g, struct span text, size_t limit,
                           struct checklist_subjects *out, struct detail *d) NODISCARD;
void checklist_subjects_release(struct checklist_subjects *s);

struct checklist_behind { /* a record that a computed criterion rests on */
    const struct entity *e;
    uint64_t id;
    struct unit_key unit;
    char *text; /* "12 ngày công (05/09/2026)" */
};
struct checklist_row {
    const struct plan_criterion *c;
    bool computed, met;
    char *evidence;   /* as stored; of a computed one what the records say; may be "" */
    const char *note; /* what is odd about it in this plan; translated, or NULL */
    struct checklist_behind *behind;
    size_t n_behind;
};

struct checklist_view; /* book and who are borrowed for its life */
/* subject is copied; NULL for a group that is only read. */
struct checklist_view *checklist_view_new(struct book *b, const struct caller *who,
                                          enum plan_group g,
                                          const struct checklist_subject *subject, int year);
/* Of a stored record. STATUS_NOTFOUND, DENIED. */
enum status checklist_view_open(struct checklist_view **out, struct book *b,
                                const struct caller *who, uint64_t id, struct detail *d) NODISCARD;
void checklist_view_free(struct checklist_view *v);
void checklist_view_set_year(struct checklist_view *v, int year);
int checklist_view_year(const struct checklist_view *v);

enum status checklist_view_load(struct checklist_view *v, struct detail *d) NODISCARD;
size_t checklist_view_rows(const struct checklist_view *v);
const struct checklist_row *checklist_view_row(const struct checklist_view *v, size_t row);
bool checklist_view_reads(const struct checklist_view *v); /* a group above the commune */
/* "Lê Ất · hộ gia đình, dòng họ", "theo Kế hoạch ..", "đạt 3 trên 4 tiêu chí" */
void checklist_view_add_title(const struct checklist_view *v, struct buf *out);
void checklist_view_add_source(const struct checklist_view *v, struct buf *out);
void checklist_view_add_sum(const struct checklist_view *v, struct buf *out);

/* For an answer about a criterion that is typed (forms/kept.h). */
void checklist_view_add_name(const struct checklist_view *v, size_t row, struct buf *out);

/* The checklist as a page: each criterion with đạt, chưa and its evidence. */
void checklist_view_print(const struct checklist_view *v, struct doc *out);

/* Saved at once. STATUS_INVALID for a computed criterion, CONFLICT when somebody saved in between:
 * then load again. */
enum status checklist_view_mark(struct checklist_view *v, size_t row, bool met,
                                struct detail *d) NODISCARD;
enum status checklist_view_evidence(struct checklist_view *v, size_t row, struct span text,
                                    struct detail *d) NODISCARD;

/* Keeps it in the book even when there is nothing to mark by hand: then it stands in the list. */
enum status checklist_view_keep(struct checklist_view *v, struct detail *d) NODISCARD;

#endif
