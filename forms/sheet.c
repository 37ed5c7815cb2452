/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening a sheet, its cells, judging them.
 */
#include "forms/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "forms/report_words.h"
#include "locale/mem.h"
#include "locale/msg.h"

enum { MARK_MAX = 8, EVIDENCE_MAX = 300 };

/* ---- open ---- */

struct opening {
    struct sheet *x;
    enum status no_set;
};

/* The closure may run again. */
static void forget(struct sheet *x)
{
    if (x->title.e)
        record_release(&x->title);
    x->title = (struct record){0};
    criteria_entry_release(&x->entry);
    criteria_marks_release(&x->kept);
    free(x->share);
    x->share = NULL;
    buf_reset(&x->name);
}

static void add_name(struct book_tx *t, struct sheet *x, const struct record *subject)
{
    if (!subject) {
        struct resolver r = book_resolver(t, x->place);
        r.unit_name(r.context, x->place, &x->name);
        return;
    }
    struct place p;
    if (subject->e->id == ENTITY_HAMLET && place_load(t, subject->unit, &p) == STATUS_OK) {
        buf_adds(&x->name, p.full); /* by its own kind: "Tổ dân phố Bảo Vượng 1" */
        place_release(&p);
        return;
    }
    buf_adds(&x->name, _(subject->e->label));
    if (subject->number)
        buf_addf(&x->name, _(" số %u"), (unsigned)subject->number);
    buf_adds(&x->name, " · ");
    buf_add_span(&x->name, record_name(subject));
}

static enum status read_title(struct book_tx *t, struct sheet *x)
{
    enum status s = book_get_title(t, x->place, x->subject, x->kind->id, x->year, &x->title);
    if (s == STATUS_NOTFOUND) {
        x->title = (struct record){0};
        return STATUS_OK;
    }
    if (s != STATUS_OK)
        return s;
    criteria_marks_parse(record_text(&x->title, "marks"), &x->kept);
    return s;
}

static enum status measure(struct book_tx *t, struct sheet *x, const struct record *subject)
{
    struct criteria_measures *m = NULL;
    enum status s = criteria_measures_load(t, &x->entry.set, x->place, x->year, &m);
    x->share = mem_alloc((x->entry.set.n + 1) * sizeof *x->share);
    if (s == STATUS_OK)
        s = criteria_measures_of(t, m, subject, x->share);
    criteria_measures_free(m);
    return s;
}

static enum status read_all(struct book_tx *t, void *context)
{
    struct opening *o = context;
    struct sheet *x = o->x;
    struct record subject = {0};
    const struct record *who = NULL;
    forget(x);
    enum status s = book_may_see(t, x->place);
    if (s == STATUS_OK && x->subject) {
        s = book_get(t, x->subject, &subject);
        who = s == STATUS_OK ? &subject : NULL;
        if (who)
            x->place = subject.unit;
    }
    if (s == STATUS_OK)
        s = read_title(t, x);
    if (s == STATUS_OK) {
        o->no_set = criteria_for(t, x->kind->id, x->year, x->title.e ? &x->title : NULL, &x->entry);
        s = o->no_set == STATUS_NOTFOUND ? STATUS_OK : o->no_set;
    }
    if (s == STATUS_OK && o->no_set == STATUS_OK) {
        add_name(t, x, who);
        s = measure(t, x, who);
        if (s == STATUS_OK)
            s = criteria_subject_of(t, &x->entry.set, who, x->place, x->year, &x->judged);
        x->read_only = caller_may(t->who, ACCESS_WRITE, x->place, NULL) != STATUS_OK;
    }
    if (who)
        record_release(&subject);
    return s;
}

static bool is_decided(const struct record *title)
{
    int64_t s = title->e ? record_n(title, "state") : STATE_NONE;
    return s == STATE_RECOGNISED || s == STATE_REFUSED || s == STATE_REVOKED ||
           s == STATE_WITHDRAWN;
}

static void cell_text(const struct sheet *x, size_t i, enum sheet_column c, struct buf *out)
{
    const struct criteria_line *l = criteria_marks_find(&x->kept, x->entry.set.v[i].code);
    buf_reset(out);
    if (!l)
        return;
    if (c == SHEET_EVIDENCE)
        buf_adds(out, l->evidence);
    else
        criteria_mark_add(c == SHEET_SELF ? l->self : l->review, out);
}

static void fill_rows(struct sheet *x)
{
    struct buf b = {0};
    x->row = mem_alloc((x->entry.set.n + 1) * sizeof *x->row);
    for (size_t i = 0; i < x->entry.set.n; i++)
        for (enum sheet_column c = SHEET_SELF; c <= SHEET_EVIDENCE; c++) {
            struct edit *e = &x->row[i].edit[c];
            edit_init(e, c == SHEET_EVIDENCE ? EVIDENCE_MAX : MARK_MAX, false, c != SHEET_EVIDENCE);
            cell_text(x, i, c, &b);
            edit_set(e, buf_span(&b));
        }
    buf_release(&b);
}

static void judge(struct sheet *x)
{
    struct criteria_marks m;
    sheet_marks_of(x, &m);
    for (int side = 0; side < 2; side++) {
        criteria_result_release(&x->result[side]);
        criteria_judge(&x->entry.set, &m, x->decided ? NULL : x->share, &x->judged,
                       (enum criteria_side)side, &x->result[side]);
    }
    criteria_marks_release(&m);
}

enum status sheet_open(struct sheet *x, struct book *b, const struct caller *who,
                       enum title_id title, uint64_t subject, struct unit_key place, int year,
                       struct detail *d)
{
    struct opening o = {.x = x};
    *x = (struct sheet){.book = b,
                        .who = who,
                        .kind = title_by_id(title),
                        .subject = subject,
                        .place = place,
                        .year = year};
    enum status s = book_read(b, who, read_all, &o, d);
    if (s != STATUS_OK)
        return s;
    if (o.no_set != STATUS_OK)
        return detail_set(
            d, STATUS_NOTFOUND,
            _("Năm %d chưa áp dụng bộ tiêu chí nào, chỉ ghi kết quả. Xem Cài đặt, mục 7."), year);
    x->decided = is_decided(&x->title);
    x->read_only |= x->decided;
    fill_rows(x);
    if (!x->read_only)
        sheet_draft_read(x);
    judge(x);
    while (!x->read_only && x->at + 1 < x->entry.set.n && !sheet_editable(x, x->at, x->column))
        x->at++;
    edit_enter(sheet_edit(x));
    return s;
}

void sheet_close(struct sheet *x)
{
    for (size_t i = 0; x->row && i < x->entry.set.n; i++)
        for (int c = 0; c < SHEET_COLUMNS; c++)
            edit_release(&x->row[i].edit[c]);
    free(x->row);
    criteria_result_release(&x->result[0]);
    criteria_result_release(&x->result[1]);
    forget(x);
    buf_release(&x->name);
    *x = (struct sheet){0};
}

/* ---- cells ---- */

bool sheet_editable(const struct sheet *x, size_t row, enum sheet_column c)
{
    const struct criterion *k = &x->entry.set.v[row];
    bool concerns = k->when == CRITERIA_ALL || x->judged.school;
    bool measured = k->measure && x->share[row].known && (x->share[row].whole || k->na);
    return !x->read_only && concerns && (c == SHEET_EVIDENCE || !measured);
}

struct edit *sheet_edit(struct sheet *x)
{
    return &x->row[x->at].edit[x->column];
}

void sheet_changed(struct sheet *x)
{
    x->draft_due = true;
    judge(x);
}

bool sheet_dirty(const struct sheet *x)
{
    for (size_t i = 0; x->row && i < x->entry.set.n; i++)
        for (int c = 0; c < SHEET_COLUMNS; c++)
            if (edit_dirty(&x->row[i].edit[c]))
                return true;
    return false;
}

static void go(struct sheet *x, struct edit_typing *t, size_t row, enum sheet_column c)
{
    if (edit_leave(sheet_edit(x), t) == EDIT_CHANGED)
        sheet_changed(x);
    x->at = row;
    x->column = c;
    edit_enter(sheet_edit(x));
}

bool sheet_down(struct sheet *x, struct edit_typing *t, int rows)
{
    size_t n = x->entry.set.n, to = x->at;
    size_t best = x->at;
    int step = rows < 0 ? -1 : 1, left = rows < 0 ? -rows : rows;
    while (left > 0 && (step > 0 ? to + 1 < n : to > 0)) {
        to = step > 0 ? to + 1 : to - 1;
        if (x->read_only || sheet_editable(x, to, x->column)) {
            best = to;
            left--;
        }
    }
    if (best == x->at)
        return false;
    go(x, t, best, x->column);
    return true;
}

bool sheet_next(struct sheet *x, struct edit_typing *t, int cells)
{
    size_t cell = x->at * SHEET_COLUMNS + x->column, n = x->entry.set.n * SHEET_COLUMNS;
    while (cells < 0 ? cell > 0 : cell + 1 < n) {
        cell = cells < 0 ? cell - 1 : cell + 1;
        size_t row = cell / SHEET_COLUMNS;
        enum sheet_column c = (enum sheet_column)(cell % SHEET_COLUMNS);
        if (x->read_only || sheet_editable(x, row, c)) {
            go(x, t, row, c);
            return true;
        }
    }
    return false;
}

bool sheet_wrong(const struct sheet *x, size_t row, enum sheet_column c)
{
    struct criteria_mark m;
    if (c == SHEET_EVIDENCE || !sheet_editable(x, row, c))
        return false;
    return !criteria_mark_read(edit_text(&x->row[row].edit[c]), &m) ||
           !criteria_mark_fits(&x->entry.set.v[row], m);
}

void sheet_marks_of(const struct sheet *x, struct criteria_marks *out)
{
    struct buf b = {0};
    criteria_marks_add_text(&x->kept, &b);
    criteria_marks_parse(buf_span(&b), out); /* a copy: codes of another set stay */
    for (size_t i = 0; i < x->entry.set.n; i++) {
        struct criteria_line *l = criteria_marks_line(out, x->entry.set.v[i].code);
        const struct sheet_row *r = &x->row[i];
        bool measured = !sheet_editable(x, i, SHEET_SELF) && !x->read_only;
        struct criteria_mark none = {0};
        if (measured) {
            l->self = l->review = none;
        } else {
            if (!criteria_mark_read(edit_text(&r->edit[SHEET_SELF]), &l->self))
                l->self = none;
            if (!criteria_mark_read(edit_text(&r->edit[SHEET_REVIEW]), &l->review))
                l->review = none;
        }
        buf_reset(&b);
        buf_add_span(&b, span_trim(edit_text(&r->edit[SHEET_EVIDENCE])));
        free(l->evidence);
        l->evidence = mem_strdup(buf_str(&b));
    }
    buf_release(&b);
}
