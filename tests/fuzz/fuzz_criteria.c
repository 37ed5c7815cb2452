/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a file of criteria: errors or sets, and a set that is taken comes back the same and
 * can be shown and judged. The bytes also stand as marks.
 */
#include <assert.h>

#include "core/criteria.h"
#include "core/criteria_eval.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void judge(const struct criteria_set *s, struct span text)
{
    struct criteria_marks m;
    struct criteria_subject who = {.today = 46000, .school = true};
    struct criteria_result r;
    struct buf b = {0};
    criteria_marks_parse(text, &m);
    criteria_judge(s, &m, NULL, &who, CRITERIA_REVIEW, &r);
    criteria_add_result(s, &r, &b);
    criteria_add_missing(s, &r, &b);
    assert(!r.recognised || (r.complete && !r.blocked));
    criteria_result_release(&r);
    criteria_marks_release(&m);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct criteria_sets sets;
    struct criteria_report report = {0};
    struct span text = span_make(data, n);
    criteria_parse(text, NULL, &sets, &report);
    assert((sets.n == 0) == (report.n_errors > 0));
    for (size_t i = 0; i < sets.n; i++) {
        struct criteria_sets again;
        struct criteria_report quiet = {0};
        struct buf json = {0}, shown = {0};
        criteria_add_json(&sets.v[i], &json);
        criteria_add_text(&sets.v[i], &shown);
        criteria_parse(buf_span(&json), NULL, &again, &quiet);
        assert(again.n == 1 && criteria_set_eq(&again.v[0], &sets.v[i]));
        judge(&sets.v[i], text);
        criteria_sets_release(&again);
        criteria_report_release(&quiet);
        buf_release(&json);
        buf_release(&shown);
    }
    criteria_sets_release(&sets);
    criteria_report_release(&report);
    return 0;
}
