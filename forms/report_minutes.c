/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_minutes.h"

#include <stdlib.h>
#include <string.h>

#include "core/entity_codes.h"
#include "forms/report_subjects.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct minutes {
    struct frame f;
    struct progress now;
    struct subjects list[SUBJECT_TITLES];
    size_t n;
    struct record *meeting; /* by date */
    size_t meetings;
};

/* ---- loading ---- */

static enum status take_meeting(struct book_tx *t, const struct record *r, void *context)
{
    struct minutes *m = context;
    (void)t;
    if (record_n(r, "kind") != ACTIVITY_MEETING ||
        value_date(record_value(r, "date")).year != m->f.year || !unit_eq(r->unit, m->f.unit.unit))
        return STATUS_OK;
    m->meeting = mem_realloc_array(m->meeting, m->meetings + 1, sizeof *m->meeting);
    m->meeting[m->meetings] = (struct record){0};
    record_copy(&m->meeting[m->meetings++], r);
    return STATUS_OK;
}

static day day_of(const struct record *r)
{
    return pdate_first(value_date(record_value(r, "date")));
}

static int by_date(const void *a, const void *b)
{
    const struct record *x = a, *y = b;
    if (day_of(x) != day_of(y))
        return day_of(x) < day_of(y) ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static enum status load(struct minutes *m, struct book_tx *t, const struct report_of *of,
                        struct doc *out)
{
    enum title_id title[SUBJECT_TITLES];
    size_t n = subjects_titles(of->title, title);
    enum status s = frame_load(&m->f, t, of->unit, of->year, _("Biên bản bình xét"), out);
    if (s == STATUS_OK)
        s = frame_load_progress(&m->f, &m->now);
    if (s == STATUS_OK)
        s = book_each(t, entity_by_id(ENTITY_ACTIVITY), unit_span(&of->unit), take_meeting, m);
    for (; m->n < n && s == STATUS_OK; m->n += s == STATUS_OK)
        s = subjects_load(&m->f, title[m->n], of->year, EXPLAIN_REGISTERED, &m->list[m->n]);
    if (m->meetings)
        qsort(m->meeting, m->meetings, sizeof *m->meeting, by_date);
    return s;
}

/* ---- who was reviewed in which meeting ---- */

static bool reviewed(const struct subject_row *r)
{
    int64_t state = r->has_title ? record_n(&r->title, "state") : 0;
    return (state >= STATE_REVIEWED && state <= STATE_REFUSED) || state == STATE_REVOKED;
}

static size_t meeting_of(const struct minutes *m, const struct subject_row *r)
{
    const struct value *named = record_value(&r->title, "meeting");
    for (size_t i = 0; i < m->meetings && named->known; i++)
        if ((uint64_t)named->n == m->meeting[i].id)
            return i;
    day on = pdate_first(value_date(record_value(&r->title, "reviewed_on")));
    for (size_t i = 0; i < m->meetings; i++)
        if (on && day_of(&m->meeting[i]) == on)
            return i;
    return m->meetings ? m->meetings - 1 : 0;
}

/* A list without owning: the rows of one meeting. */
static struct subjects of_meeting(const struct minutes *m, const struct subjects *s, size_t meeting)
{
    struct subjects part = {.kind = s->kind, .v = mem_alloc((s->n + 1) * sizeof *s->v)};
    for (size_t i = 0; i < s->n; i++)
        if (reviewed(&s->v[i]) && meeting_of(m, &s->v[i]) == meeting)
            part.v[part.n++] = s->v[i];
    return part;
}

/* ---- writing ---- */

static void text_figure(struct frame *f, const char *name, const struct record *r,
                        const char *field)
{
    struct buf b = {0};
    if (r)
        field_add_text(&r->e->fields[entity_field(r->e, field)], record_value(r, field), NULL, &b);
    doc_figure(f->doc, name, b.n ? buf_str(&b) : NULL);
    buf_release(&b);
}

static void attendance(struct frame *f, const struct record *r)
{
    struct buf b = {0};
    const struct value *invited = r ? record_value(r, "invited") : NULL;
    const struct value *present = r ? record_value(r, "present") : NULL;
    text_figure(f, "Chủ tọa", r, "chair");
    text_figure(f, "Thư ký", r, "secretary");
    if (present && present->known && invited->known)
        words_share(&b, present->n, invited->n, "người được mời");
    else if (present && present->known)
        words_counted(&b, present->n, "người");
    doc_figure(f->doc, "Có mặt", b.n ? buf_str(&b) : NULL);
    buf_release(&b);
}

static size_t results(struct minutes *m, size_t meeting)
{
    static const enum subject_column columns[] = {
        SUBJECT_INDEX,         SUBJECT_NAME,   SUBJECT_BIRTH,  SUBJECT_SCORE, SUBJECT_VOTES_FOR,
        SUBJECT_VOTES_AGAINST, SUBJECT_RESULT, SUBJECT_REASON, SUBJECT_END};
    size_t all = 0;
    struct buf b = {0};
    for (size_t i = 0; i < m->n; i++) {
        struct subjects part = of_meeting(m, &m->list[i], meeting);
        size_t fit = 0;
        for (size_t k = 0; k < part.n; k++)
            fit += !subject_failed(&part.v[k]);
        if (part.n) {
            buf_reset(&b);
            buf_addf(&b, "Bình xét danh hiệu %s", part.kind->label);
            subjects_table(&m->f, &part, buf_str(&b), columns);
            buf_reset(&b);
            buf_adds(&b, "Đạt ");
            words_share(&b, (int64_t)fit, (int64_t)part.n, part.kind->counter);
            buf_adds(&b, " được bình xét");
            frame_source(&m->f, buf_str(&b));
        }
        all += part.n;
        free(part.v);
    }
    buf_release(&b);
    return all;
}

static void one(struct minutes *m, size_t meeting)
{
    struct frame *f = &m->f;
    const struct record *r = meeting < m->meetings ? &m->meeting[meeting] : NULL;
    struct buf b = {0};
    if (meeting)
        doc_page(f->doc);
    f->tables = 0;
    frame_head_plain(f, FRAME_COMMITTEE);
    buf_addf(&b, "Họp bình xét danh hiệu học tập năm %d", f->year);
    frame_title(f, "BIÊN BẢN", buf_str(&b));
    frame_heading(f, 2, "1", "Thời gian, địa điểm");
    text_figure(f, "Ngày họp", r, "date");
    text_figure(f, "Nơi họp", r, "place");
    frame_heading(f, 2, "2", "Thành phần");
    attendance(f, r);
    frame_heading(f, 2, "3", "Nội dung");
    if (r && record_name(r).n) {
        buf_reset(&b);
        buf_add_span(&b, record_name(r));
        buf_addc(&b, '.');
        frame_paragraph(f, &b);
    }
    doc_blanks(f->doc, 2);
    frame_heading(f, 2, "4", "Kết quả bình xét");
    if (!results(m, meeting))
        frame_note(f, "Sổ chưa ghi kết quả bình xét của cuộc họp này.");
    buf_reset(&b);
    buf_adds(&b, "Biên bản lập xong lúc ..... giờ ..... cùng ngày, đã đọc cho mọi người cùng nghe "
                 "và nhất trí ký tên.");
    frame_paragraph(f, &b);
    frame_foot(f);
    frame_sign_as(f, DOC_LEFT_SIDE, "THƯ KÝ", r ? record_text(r, "secretary") : SPAN_LIT(""));
    frame_sign_as(f, DOC_RIGHT_SIDE, "CHỦ TỌA", r ? record_text(r, "chair") : SPAN_LIT(""));
    buf_release(&b);
}

enum status report_minutes(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct minutes m = {0};
    enum status s = load(&m, t, of, out);
    size_t pages = m.meetings ? m.meetings : 1;
    for (size_t i = 0; s == STATUS_OK && i < pages; i++)
        one(&m, i);
    if (s != STATUS_OK)
        doc_release(out);
    for (size_t i = 0; i < m.n; i++)
        subjects_release(&m.list[i]);
    for (size_t i = 0; i < m.meetings; i++)
        record_release(&m.meeting[i]);
    free(m.meeting);
    frame_release(&m.f);
    return s;
}
