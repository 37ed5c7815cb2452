/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files that read a file of criteria: criteria_parse.c (sets), criteria_parse_item.c
 * (criteria and bands), criteria_words.c (keys and words). The only place that knows jansson, and
 * nobody else includes it.
 *
 * Every reader says what is wrong and goes on, so that one run names all faults of a file.
 */
#ifndef CORE_CRITERIA_JSON_H
#define CORE_CRITERIA_JSON_H

#include <jansson.h>

#include "core/criteria.h"

/* Where in the file, for sentences: "Bộ GDHT-X, tiêu chí G1.1". */
struct criteria_place {
    struct criteria_report *report;
    const char *set;  /* id, or "số 2" */
    const char *item; /* id or number of a criterion or band; NULL: the set as a whole */
    const char *what; /* N_() of item: "tiêu chí", "bậc" */
};
void criteria_wrong(const struct criteria_place *at, const char *key, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void criteria_odd(const struct criteria_place *at, const char *key, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* A word of the file and what it stands for; ends with name NULL. */
struct criteria_word {
    const char *name, *english;
    int code;
};
extern const struct criteria_word criteria_status_words[], criteria_method_words[],
    criteria_na_words[], criteria_auto_words[], criteria_when_words[], criteria_scale_words[];
const char *criteria_word_of(const struct criteria_word *w, int code);

/* The member under its key or the key's English twin; NULL when absent (null counts as absent). */
json_t *criteria_get(const json_t *object, const char *key);
/* Says every key of the object that is not in the list (NULL-terminated). */
void criteria_unknown_keys(const json_t *object, const char *const *keys,
                           const struct criteria_place *at);

/* Each says what is wrong and then gives the default. Texts are NFC, trimmed, never NULL. */
char *criteria_text_of(const json_t *object, const char *key, size_t max,
                       const struct criteria_place *at);
bool criteria_bool_of(const json_t *object, const char *key, const struct criteria_place *at);
int criteria_int_of(const json_t *object, const char *key, int lo, int hi, int absent,
                    const struct criteria_place *at);
/* Times 100, at most two decimals. false when absent or wrong. */
bool criteria_number_of(const json_t *number, const char *key, int64_t lo, int64_t hi, int scale,
                        int32_t *out, const struct criteria_place *at);
int criteria_word_code(const json_t *object, const char *key, const struct criteria_word *words,
                       int absent, const struct criteria_place *at);

/* One criterion or band. item->code is read already. */
void criteria_read_criterion(const json_t *object, enum criteria_method method,
                             struct criterion *item, const struct criteria_place *at);
void criteria_read_band(const json_t *object, struct criteria_band *band,
                        const struct criteria_place *at);

#endif
