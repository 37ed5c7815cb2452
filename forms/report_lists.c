/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_lists.h"

#include <string.h>

#include "forms/report_subjects.h"
#include "locale/msg.h"

static const enum subject_column recognised_columns[] = {
    SUBJECT_INDEX, SUBJECT_NAME, SUBJECT_BIRTH, SUBJECT_HOME, SUBJECT_REMARK, SUBJECT_END};
static const enum subject_column register_columns[] = {
    SUBJECT_INDEX,       SUBJECT_NAME,       SUBJECT_BIRTH,     SUBJECT_REGISTERED_ON,
    SUBJECT_REVIEWED_ON, SUBJECT_SCORE,      SUBJECT_VOTES_FOR, SUBJECT_VOTES_AGAINST,
    SUBJECT_STATE,       SUBJECT_DECIDED_ON, SUBJECT_REASON,    SUBJECT_END};

struct list {
    struct frame f;
    struct progress now;
    enum explain_state state;
    const char *verb; /* "được công nhận" */
    const enum subject_column *columns;
    size_t listed; /* titles of which somebody is listed */
};

/* "9 trên 23 hộ (39,13 %), theo danh sách đã nhập" */
static void add_share(struct list *l, const struct subjects *s, struct buf *b)
{
    const struct progress_line *p = frame_line(&l->now, (enum indicator)s->kind->id);
    if (p && p->total_known && p->percent) {
        words_share(b, (int64_t)s->n, p->total, s->kind->counter);
        buf_adds(b,
                 p->declared ? ", tổng số theo số thống kê" : ", tổng số theo danh sách đã nhập");
    } else {
        words_counted(b, (int64_t)s->n, s->kind->counter);
    }
}

static enum status section(struct list *l, enum title_id title)
{
    struct subjects s;
    struct buf b = {0};
    const struct progress_line *p = frame_line(&l->now, (enum indicator)title);
    enum status st = subjects_load(&l->f, title, l->f.year, l->state, &s);
    if (st != STATUS_OK)
        return st;
    if (s.n) {
        l->listed++;
        buf_addf(&b, "%s %s danh hiệu %s năm %d", subjects_of(s.kind), l->verb, s.kind->label,
                 l->f.year);
        struct buf caption = {0};
        words_upper_first(&caption, buf_str(&b));
        subjects_table(&l->f, &s, buf_str(&caption), l->columns);
        buf_release(&caption);
        buf_reset(&b);
        add_share(l, &s, &b);
        if (l->state == EXPLAIN_RECOGNISED) {
            struct buf by = {0};
            subjects_add_decisions(&l->f, &s, &by);
            if (by.n)
                buf_addf(&b, ". Theo %s", buf_str(&by));
            buf_release(&by);
        }
        frame_source(&l->f, buf_str(&b));
    }
    int64_t counted = !p ? 0 : l->state == EXPLAIN_RECOGNISED ? p->recognised : p->registered;
    if (counted > (int64_t)s.n) { /* numbers without names: yearfact's */
        buf_reset(&b);
        buf_addf(&b, "%s: còn ", s.kind->label);
        words_counted(&b, counted - (int64_t)s.n, s.kind->counter);
        buf_addf(&b, " %s chỉ ghi số, không có trong danh sách.", l->verb);
        frame_note(&l->f, buf_str(&b));
    }
    subjects_release(&s);
    buf_release(&b);
    return STATUS_OK;
}

static enum status sections(struct list *l, enum title_id asked)
{
    enum title_id title[SUBJECT_TITLES];
    size_t n = subjects_titles(asked, title);
    enum status s = STATUS_OK;
    for (size_t i = 0; i < n && s == STATUS_OK; i++)
        s = section(l, title[i]);
    if (s == STATUS_OK && !l->listed) {
        doc_paragraph(l->f.doc, DOC_BODY);
        doc_addf(l->f.doc, DOC_PLAIN, "Sổ chưa ghi ai %s năm %d.", l->verb, l->f.year);
    }
    return s;
}

static enum status begin(struct list *l, struct book_tx *t, const struct report_of *of,
                         const char *what, struct doc *out)
{
    enum status s = frame_load(&l->f, t, of->unit, of->year, what, out);
    return s == STATUS_OK ? frame_load_progress(&l->f, &l->now) : s;
}

static enum status end(struct list *l, enum status s)
{
    if (s != STATUS_OK)
        doc_release(l->f.doc);
    frame_release(&l->f);
    return s;
}

enum status report_recognised(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct list l = {
        .state = EXPLAIN_RECOGNISED, .verb = "được công nhận", .columns = recognised_columns};
    struct buf b = {0};
    enum status s = begin(&l, t, of, _("Danh sách được công nhận"), out);
    if (s == STATUS_OK) {
        frame_head_plain(&l.f, FRAME_COMMITTEE);
        buf_addf(&b, "Các danh hiệu học tập được công nhận năm %d", of->year);
        frame_title(&l.f, "DANH SÁCH", buf_str(&b));
        s = sections(&l, of->title);
    }
    if (s == STATUS_OK) {
        frame_foot(&l.f);
        frame_sign(&l.f, FRAME_COMMITTEE);
    }
    buf_release(&b);
    return end(&l, s);
}

enum status report_register(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct list l = {.state = EXPLAIN_REGISTERED, .verb = "đăng ký", .columns = register_columns};
    struct buf b = {0};
    enum status s = begin(&l, t, of, _("Sổ đăng ký"), out);
    if (s == STATUS_OK) {
        frame_head_plain(&l.f, FRAME_ASSOCIATION);
        buf_addf(&b, "Danh hiệu học tập năm %d", of->year);
        frame_title(&l.f, "SỔ ĐĂNG KÝ", buf_str(&b));
        s = sections(&l, of->title);
    }
    if (s == STATUS_OK) {
        frame_foot(&l.f);
        frame_sign_as(&l.f, DOC_LEFT_SIDE, "NGƯỜI GHI SỔ", SPAN_LIT(""));
        frame_sign(&l.f, FRAME_ASSOCIATION);
    }
    buf_release(&b);
    return end(&l, s);
}
