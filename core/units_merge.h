/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Units over time: communes that merged or were split, hamlets that are merged, split, renamed.
 * `hoctap units merge` and the officer's screen. It knows no terminal.
 *
 * A map is rows "old unit, new unit, from a day". What the rows of this book's units come to:
 *
 *   a commune goes whole into another   its hamlets keep their keys, and so do all their records;
 *                                       they get a dated parent and a new code. The old commune
 *                                       ends and lies in the new one, with what lay under itself.
 *   a commune is split                  hamlet by hamlet, by an answer; unless only one of the new
 *                                       ones gets people
 *   a hamlet gets a new code            it keeps its key (one whole row to a code nobody has)
 *   hamlets are merged                  they end; who lives there moves, dated, to the one that
 *                                       stays or is founded, and gets a number there
 *   a hamlet is split                   who lives there moves or stays, by an answer each
 *   the same code, a new name           a dated name
 *
 * A day before: nothing changes. Figures of then are those of then, for the old unit under its own
 * code and for the new one as the sum over what it took over.
 *
 * - The plan is made inside the transaction that carries it out, from input alone: what was shown
 *   and what is done cannot differ, and a closure that is rerun does the same.
 * - Nothing is changed while an answer is missing or a row is refused. One transaction, one audit
 *   entry; the same map again changes nothing.
 *
 *     struct merge_input in = {0};
 *     struct merge_plan plan;
 *     s = merge_read_map(&in, "map.csv", NULL, &d);
 *     s = units_merge(b, who, &in, true, &plan, &d);     a preview
 *     merge_plan_add_text(&plan, &text);
 */
#ifndef CORE_UNITS_MERGE_H
#define CORE_UNITS_MERGE_H

#include "core/book.h"
#include "core/unitrow.h"

/* ---- what is given ---- */

/* Units are given by code, in the form of a key; the old one is who bore it the day before. */
struct merge_row {
    uint32_t line;
    struct unit_key old, now; /* the same: only a name */
    bool part;
    enum unit_kind kind;
    day from;
    char *name; /* of the new unit; NULL: as it is known */
};

struct merge_answer {
    uint32_t line;
    struct unit_key old;   /* hamlet, or a commune for what lies under itself; zero: the only one */
    enum entity_id entity; /* ENTITY_NONE: the hamlet as a whole */
    uint32_t number;       /* of the household .. */
    struct unit_key now;
};

struct merge_input { /* zeroed is empty */
    struct merge_row *row;
    size_t rows;
    struct merge_answer *answer;
    size_t answers;
    struct merge_refusal *refusal; /* rows that cannot be read */
    size_t refusals;
};
struct merge_refusal {
    uint32_t line;
    bool answer; /* a line of the answers */
    char *text;  /* translated, without the line */
};

/* CSV with a header line, columns in any order:
 *     old_commune_code new_commune_code partial kind [date] [new_name]
 *     old_hamlet_code  new_hamlet_code  date [partial] [new_name]
 *     effective_date code level old_name new_name                            new names
 *     old_unit old_district_code old_province_code new_commune_code new_name kind
 * Codes as on the command line; those of communes without a prefix are pre2025 and 2025, those of
 * hamlets of the book's scheme. Without a date 1/7/2025. STATUS_INVALID: none of these. */
enum status merge_read_map(struct merge_input *in, enum unit_scheme scheme, const char *path,
                           struct detail *d) NODISCARD;
/* old_hamlet_code new_commune_code | new_hamlet_code | new_code [kind] [number]; or two columns
 * without a header. */
enum status merge_read_answers(struct merge_input *in, enum unit_scheme scheme, const char *path,
                               struct detail *d) NODISCARD;
struct row_table;
/* The same of a table that has been read. false: none of these lists. */
bool merge_take_table(struct merge_input *in, enum unit_scheme scheme, const struct row_table *t,
                      bool of_answers);
void merge_add_row(struct merge_input *in, const struct merge_row *r); /* name is copied */
void merge_add_answer(struct merge_input *in, struct merge_answer a);
void merge_input_release(struct merge_input *in);

/* ---- what comes of it ---- */

struct merge_counts {
    size_t households, citizens, clans, organisations, titles;
};

enum merge_act {
    MERGE_GOES_OVER, /* a hamlet to another commune, or to another code */
    MERGE_UNDER,     /* what lies under a commune itself */
    MERGE_FOLLOWS,   /* a hamlet that had ended before */
    MERGE_JOINS,     /* a hamlet ends, all its people go to `to` */
    MERGE_SPLITS,
    MERGE_RENAMES,
};

struct merge_step {
    enum merge_act act;
    struct unit_key unit, to;      /* founding keys */
    struct unit_key before, after; /* codes, before and since */
    day from;
    char *name, *new_name; /* new_name NULL: as before */
    char *to_name;
    struct merge_counts n; /* what it holds; of a split: who goes away */
    int64_t fund;          /* đồng in its own fund's book, when it joins or is split */
    bool ends;             /* the hamlet is no more */
    bool done;             /* by an earlier run */
};

struct merge_question {
    enum entity_id entity; /* ENTITY_NONE: the unit as a whole */
    struct unit_key unit;  /* code */
    uint32_t number;
    uint64_t id;
    char *name, *unit_name;
    enum { MERGE_CHOICES = 12 } most;
    struct unit_key choice[MERGE_CHOICES]; /* codes */
    char *choice_name[MERGE_CHOICES];      /* "Xã Tam Lư"; "" when it is not known */
    size_t choices;
};

struct merge_fresh { /* a unit that is founded by this */
    struct unit_key key;
    day from;
    char *name;
    int kind;                 /* of a hamlet, as the first of those it is made of; 0 unknown */
    struct unit_key province; /* of a commune; may be zero */
    struct buf made_of;
};

struct merge_link {
    struct unit_key old, now;
    bool part;
    enum unit_kind kind;
};

struct merge_move {
    uint64_t id;
    struct unit_key from, to;
    day on;
    uint32_t number;
    int order;
};

struct merge_end { /* a commune that ends, and the one that it lies in since (or none) */
    struct unit_key unit, into;
    day from;
};

struct merge_plan {
    struct merge_step *step;
    size_t steps;
    struct merge_question *question;
    size_t questions;
    struct merge_refusal *refusal;
    size_t refusals;
    struct merge_step *stay; /* hamlets of the book that the map leaves as they are */
    size_t stays;
    size_t rows, unrelated;  /* rows of the map, and those about units that are not in this book */
    struct merge_counts sum; /* of steps that are not done */
    size_t hamlets;          /* the same */
    bool changes;            /* something was, or would be, changed */
    /* for carrying it out */
    struct merge_fresh *fresh;
    size_t fresh_n;
    struct merge_link *link;
    size_t links;
    struct merge_move *move;
    size_t moves;
    struct merge_end *end;
    size_t ends;
    struct unit_key book_commune; /* whose book it is from now on */
};

/* dry_run: only the plan. STATUS_OK with questions or refusals: nothing was changed. */
enum status units_merge(struct book *b, const struct caller *who, const struct merge_input *in,
                        bool dry_run, struct merge_plan *out, struct detail *d) NODISCARD;
void merge_plan_release(struct merge_plan *p);

/* For people; what moves where, what stays, what needs an answer. */
void merge_plan_add_text(const struct merge_plan *p, struct buf *out);
void merge_plan_add_json(const struct merge_plan *p, bool dry_run, struct buf *out);
/* The answers to be filled in, as CSV: a row for every open question. */
void merge_plan_add_template(const struct merge_plan *p, struct buf *out);
/* "pre2025:15691001", "15664015": with the scheme of before, without that of today. */
void merge_add_code(struct buf *out, struct unit_key code);

/* Between units_merge*.c. */
struct merge_planner;
enum status merge_plan_make(struct book_tx *t, const struct merge_input *in,
                            struct merge_plan *out) NODISCARD;
enum status merge_plan_apply(struct book_tx *t, const struct merge_plan *p,
                             bool *changed) NODISCARD;

#endif
