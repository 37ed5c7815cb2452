/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A versioned set of criteria as data: by what a title is judged. It knows no record, no subject
 * and no mark; judging is core/criteria_eval.h, keeping and adopting core/criteria_book.h.
 *
 * Two methods. Points: marks up to a total, mandatory criteria, floors, grade bands. Checklist:
 * every target met at level 1 or at level 2, no points. A criterion may be measured from the
 * records, may concern nobody (then its na rule holds) or only some subjects (when).
 *
 * All numbers are whole hundredths: points (7,5 is 750) and percents (65 % is 6500).
 *
 * A file is JSON in UTF-8: one set, or {"sets": [..]}. Keys and words are those of the sets shipped
 * in core/criteria_sets.json, or their English twins (criteria_words.c):
 *
 *     {"id": "GDHT-X", "version": "1", "danh_hieu": "family", "title": "Gia đình học tập",
 *      "status": "nhap", "basis": "..", "method": "diem", "total": 100, "term_months": 12,
 *      "criteria": [{"id": "G1", "ten": "..", "max": 60, "bat_buoc": true, "san": 30},
 *                   {"id": "G2", "ten": "..", "max": 40, "auto": "ty_le_cdht_ho",
 *                    "nguong": 0.5, "na": "bo_qua_va_quy_doi"}],
 *      "bands": [{"ten": "Đạt", "min": 50}, {"ten": "Chưa đạt", "min": 0}],
 *      "recognised_from": "Đạt"}
 *
 * "reuse": "OTHER-ID" takes criteria, bands, recognised_from and total of another set where the set
 * has none of its own. criteria_add_json() writes a set out whole, so what the book keeps needs no
 * other set.
 */
#ifndef CORE_CRITERIA_H
#define CORE_CRITERIA_H

#include "core/entity_codes.h"
#include "core/title.h"

/* Nobody concerned: full marks, left out and the rest rescaled, no marks; or not foreseen. */
enum criteria_na { CRITERIA_NA_NONE, CRITERIA_NA_FULL, CRITERIA_NA_RESCALE, CRITERIA_NA_ZERO };

/* What is measured from the records. */
enum criteria_auto {
    CRITERIA_AUTO_NONE,
    CRITERIA_AUTO_HOME_CITIZENS,   /* adults of a household that hold citizen */
    CRITERIA_AUTO_CLAN_FAMILIES,   /* households of a clan that hold family */
    CRITERIA_AUTO_HAMLET_FAMILIES, /* households of a hamlet that hold family */
    CRITERIA_AUTO_HAMLET_CITIZENS, /* adults of a hamlet that hold citizen */
};

/* Whom a criterion concerns; the others are judged without it. */
enum criteria_when { CRITERIA_ALL, CRITERIA_SCHOOLS };

/* What is entered for a criterion. */
enum criteria_input {
    CRITERIA_MARK,   /* points 0..max */
    CRITERIA_LEVEL,  /* checklist: 0 not met, 1, 2 */
    CRITERIA_FIGURE, /* checklist: a percent, held against the thresholds */
};

struct criteria_level {
    bool asked;  /* this level has a threshold for the criterion */
    bool known;  /* its figure is known (null in the file: the text was not found) */
    int32_t min; /* FIGURE */
    char *words; /* LEVEL: what has to be there, or NULL */
};

struct criterion {
    char *code, *name;
    enum criteria_input input;
    enum criteria_auto measure;
    enum criteria_when when;
    enum criteria_na na;
    int32_t max;     /* points */
    int32_t floor;   /* points; 0: none. Below it the title is blocked */
    int32_t share;   /* measured: the percent that gives full marks; 0: 100 % does */
    bool mandatory;  /* no points, or measured below share: the title is blocked */
    bool whole;      /* measured: full marks or none, else in proportion */
    unsigned levels; /* checklist: bit 0 level 1 asks for it, bit 1 level 2 */
    struct criteria_level level[2];
};

struct criteria_band {
    char *name;
    int32_t min; /* points */
};

/* Zeroed is empty; texts are NFC and never NULL once read. */
struct criteria_set {
    char *code, *version;
    bool version_given; /* else it is "1" until the book finds the next one */
    char *name;         /* "Đơn vị học tập (mẫu điểm theo TT 22/2020)" */
    enum title_id title;
    enum criteria_status status;
    enum criteria_method method;
    bool bands_draft;        /* criteria are known, the grades are not */
    char *basis, *authority; /* may be "" */
    char *missing;           /* what the text was not found for; may be "" */
    char *period, *submit_before;
    int32_t total;    /* points */
    int counts_years; /* in term from Y to Y + counts_years - 1 */
    int term_months, upgrade_months;
    int from, to; /* years; 0 open */
    /* Of those present at the review, how many of a hundred must agree; 0: the text sets no share,
     * as none that was found does, and votes are recorded and nothing more. */
    int votes_min;
    int targets; /* how many the source has, when not all are known; else 0 */
    int forms_by_group;
    struct criterion *v;
    size_t n;
    struct criteria_band *band; /* descending; the last begins at 0 */
    size_t bands, recognised;   /* the lowest band that is recognised */
};
void criteria_set_release(struct criteria_set *s); /* zeroed afterwards */
bool criteria_set_eq(const struct criteria_set *a, const struct criteria_set *b); /* all of them */
/* Index, or -1. */
int criteria_find(const struct criteria_set *s, struct span code);

struct criteria_sets {
    struct criteria_set *v;
    size_t n;
};
void criteria_sets_release(struct criteria_sets *s);

enum { CRITERIA_FILE_MAX = 1 << 20, CRITERIA_MAX = 200, CRITERIA_TEXT_MAX = 60000 };

/* What is wrong with a file, one sentence a line, each naming set, criterion and key and what to do
 * next. Zeroed is empty. */
struct criteria_report {
    struct buf errors, warnings;
    size_t n_errors, n_warnings;
};
void criteria_report_release(struct criteria_report *r);
void criteria_error(struct criteria_report *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void criteria_warn(struct criteria_report *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Reads and checks; with an error in the report, *out is empty. known (may be NULL) are sets that
 * "reuse" may name besides those of the file and the shipped ones. */
void criteria_parse(struct span json, const struct criteria_sets *known, struct criteria_sets *out,
                    struct criteria_report *report);
/* The rules between the keys of a set; criteria_parse() has done it. */
void criteria_check(const struct criteria_set *s, struct criteria_report *report);

/* The shipped sets, read anew. The caller releases. */
void criteria_builtin(struct criteria_sets *out);

/* The whole set as one JSON object that criteria_parse() reads back as the same set. */
void criteria_add_json(const struct criteria_set *s, struct buf *out);
/* The whole set for people to read, in lines. */
void criteria_add_text(const struct criteria_set *s, struct buf *out);
/* "trên 65 %", "mức 1: từ 90 %; mức 2: từ 95 %"; nothing when there is none. */
void criteria_add_threshold(const struct criterion *c, struct buf *out);
/* "GDHT-NHAP-2026 bản 1" */
void criteria_add_name(const struct criteria_set *s, struct buf *out);

/* ---- words ---- */

extern const struct choice criteria_status_choices[], criteria_method_choices[];
/* "MẪU NHÁP, thay bằng văn bản chính thức", translated; "" for a verified set. */
const char *criteria_status_note(enum criteria_status s);
const char *criteria_auto_label(enum criteria_auto a);   /* translated */
const char *criteria_auto_counter(enum criteria_auto a); /* "hộ", "người" */
const char *criteria_na_label(enum criteria_na n);       /* translated */
const char *criteria_when_label(enum criteria_when w);   /* translated */

#endif
