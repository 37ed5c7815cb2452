/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_forms.h"

#include <string.h>

#include "core/criteria_book.h"
#include "forms/report_frame.h"
#include "locale/fold.h"
#include "locale/msg.h"

struct form {
    struct frame f;
    const struct title_kind *kind;
    struct record subject, title;
    bool known, has_title; /* subject, title */
};

/* ---- whom it is of ---- */

static enum status load(struct form *m, struct book_tx *t, const struct report_of *of,
                        const char *what, struct doc *out)
{
    m->kind = title_by_id(of->title != TITLE_NONE ? of->title : TITLE_FAMILY);
    enum status s = frame_load(&m->f, t, of->unit, of->year, what, out);
    if (s != STATUS_OK || !of->subject)
        return s;
    s = book_get(t, of->subject, &m->subject);
    m->known = s == STATUS_OK;
    if (s == STATUS_OK && m->subject.e->id != m->kind->subject)
        s = detail_set(t->detail, STATUS_USAGE,
                       _("Người hoặc tập thể ấy không thuộc diện xét %s. Hãy chọn danh hiệu khác."),
                       _(m->kind->label));
    if (s != STATUS_OK)
        return s;
    s = book_get_title(t, m->subject.unit, of->subject, m->kind->id, of->year, &m->title);
    m->has_title = s == STATUS_OK;
    return s == STATUS_NOTFOUND ? STATUS_OK : s;
}

static enum status end(struct form *m, enum status s)
{
    if (s != STATUS_OK)
        doc_release(m->f.doc);
    if (m->known)
        record_release(&m->subject);
    if (m->has_title)
        record_release(&m->title);
    frame_release(&m->f);
    return s;
}

static void figure(struct form *m, const char *name, const char *field)
{
    struct buf b = {0};
    struct resolver r = book_resolver(m->f.t, m->f.unit.unit);
    if (m->known)
        field_add_text(&m->subject.e->fields[entity_field(m->subject.e, field)],
                       record_value(&m->subject, field), &r, &b);
    doc_figure(m->f.doc, name, b.n ? buf_str(&b) : NULL);
    buf_release(&b);
}

static void birth(struct form *m)
{
    struct buf b = {0};
    int year = m->known ? value_date(record_value(&m->subject, "birth")).year : 0;
    if (year)
        buf_addf(&b, "%d", year);
    doc_figure(m->f.doc, "Năm sinh", b.n ? buf_str(&b) : NULL);
    buf_release(&b);
}

static void place(struct form *m)
{
    struct place p = {0};
    const char *name = NULL;
    if (m->known && unit_level(m->subject.unit) == UNIT_HAMLET &&
        place_load(m->f.t, m->subject.unit, &p) == STATUS_OK)
        name = p.full;
    else if (m->f.hamlet)
        name = m->f.unit.full;
    doc_figure(m->f.doc, "Thôn, tổ dân phố", name);
    place_release(&p);
}

/* What a form asks of each kind of subject, in order. */
enum { PLACE, BIRTH, FIELD };
static const struct {
    enum entity_id subject;
    const char *label, *field;
    int what;
} asked[] = {
    {ENTITY_HOUSEHOLD, "Họ và tên chủ hộ", "head", FIELD},
    {ENTITY_HOUSEHOLD, NULL, NULL, BIRTH},
    {ENTITY_HOUSEHOLD, NULL, NULL, PLACE},
    {ENTITY_HOUSEHOLD, "Số khẩu", "size", FIELD},
    {ENTITY_HOUSEHOLD, "Người lớn (từ 18 tuổi)", "adults", FIELD},
    {ENTITY_HOUSEHOLD, "Trẻ đi học", "pupils", FIELD},
    {ENTITY_CITIZEN, "Họ và tên", "name", FIELD},
    {ENTITY_CITIZEN, NULL, NULL, BIRTH},
    {ENTITY_CITIZEN, NULL, NULL, PLACE},
    {ENTITY_CITIZEN, "Nghề nghiệp", "occupation", FIELD},
    {ENTITY_CITIZEN, "Nơi làm việc", "organisation", FIELD},
    {ENTITY_CLAN, "Dòng họ", "name", FIELD},
    {ENTITY_CLAN, "Trưởng tộc", "chief", FIELD},
    {ENTITY_CLAN, NULL, NULL, PLACE},
    {ENTITY_CLAN, "Số hộ", "households", FIELD},
    {ENTITY_CLAN, "Có ban khuyến học", "study_board", FIELD},
    {ENTITY_ORGANISATION, "Tên đơn vị", "name", FIELD},
    {ENTITY_ORGANISATION, "Thủ trưởng", "head", FIELD},
    {ENTITY_ORGANISATION, NULL, NULL, PLACE},
    {ENTITY_ORGANISATION, "Số người", "staff", FIELD},
    {ENTITY_ORGANISATION, "Số người học", "learners", FIELD},
    {ENTITY_HAMLET, "Thôn, tổ dân phố", "name", FIELD},
    {ENTITY_HAMLET, "Trưởng thôn, tổ trưởng", "head", FIELD},
};

static void who(struct form *m)
{
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (asked[i].subject != m->kind->subject)
            continue;
        if (asked[i].what == BIRTH)
            birth(m);
        else if (asked[i].what == PLACE)
            place(m);
        else
            figure(m, asked[i].label, asked[i].field);
    }
    if (m->kind->subject == ENTITY_COMMUNE) /* has no record */
        doc_figure(m->f.doc, "Của", m->f.commune.full);
}

static void head(struct form *m, const char *title)
{
    struct buf b = {0};
    frame_head_plain(&m->f, FRAME_ASSOCIATION);
    buf_addf(&b, "Danh hiệu %s năm %d", m->kind->label, m->f.year);
    frame_title(&m->f, title, buf_str(&b));
    who(m);
    buf_release(&b);
}

static void foot(struct form *m)
{
    static const struct {
        enum entity_id subject;
        const char *office;
    } signs[] = {{ENTITY_HOUSEHOLD, "CHỦ HỘ"},
                 {ENTITY_CITIZEN, "NGƯỜI ĐĂNG KÝ"},
                 {ENTITY_CLAN, "TRƯỞNG TỘC"},
                 {ENTITY_ORGANISATION, "THỦ TRƯỞNG ĐƠN VỊ"},
                 {ENTITY_HAMLET, "TRƯỞNG THÔN, TỔ TRƯỞNG"}};
    const char *office = "ĐẠI DIỆN";
    struct buf b = {0};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (m->kind->subject == signs[i].subject)
            office = signs[i].office;
    frame_note(&m->f,
               "Số liệu trên phiếu chỉ dùng để xét danh hiệu học tập và tổng hợp của xã. Người ghi "
               "phiếu có quyền xem, sửa, yêu cầu xóa. Không phải ghi số căn cước, tôn giáo.");
    frame_foot_dated(&m->f);
    frame_sign_as(&m->f, DOC_LEFT_SIDE, "CHI HỘI KHUYẾN HỌC", SPAN_LIT(""));
    frame_sign_as(&m->f, DOC_RIGHT_SIDE, office, SPAN_LIT(""));
    buf_release(&b);
}

/* ---- registration ---- */

enum status report_registration(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct form m = {0};
    struct buf b = {0};
    enum status s = load(&m, t, of, _("Phiếu đăng ký"), out);
    if (s != STATUS_OK)
        return end(&m, s);
    head(&m, "PHIẾU ĐĂNG KÝ");
    buf_addf(&b, "Đăng ký phấn đấu đạt danh hiệu %s năm %d. Những việc sẽ làm trong năm:",
             m.kind->label, of->year);
    frame_paragraph(&m.f, &b);
    doc_blanks(out, 6);
    foot(&m);
    buf_release(&b);
    return end(&m, s);
}

/* ---- self-assessment ---- */

static const char *status_words(enum criteria_status s)
{
    switch (s) {
    case CRITERIA_VERIFIED:
        return NULL;
    case CRITERIA_PARTIAL:
        return "Bộ tiêu chí mới đối chiếu được một phần với văn bản.";
    case CRITERIA_DRAFT:
        return "Bộ tiêu chí là MẪU NHÁP, chưa theo văn bản chính thức.";
    }
    return NULL;
}

static void basis(struct form *m, const struct criteria_entry *e)
{
    struct buf b = {0};
    buf_addf(&b, "Theo bộ tiêu chí %s, bản %s", e->set.code, e->set.version);
    if (e->adopted_by[0])
        buf_addf(&b, ", áp dụng theo %s", e->adopted_by);
    buf_addc(&b, '.');
    if (status_words(e->set.status))
        buf_addf(&b, " %s", status_words(e->set.status));
    frame_note(&m->f, buf_str(&b));
    buf_release(&b);
}

static void mark_cell(struct doc *d, const struct criteria_mark *m)
{
    struct buf b = {0};
    if (m)
        criteria_mark_add(*m, &b);
    frame_cell_span(d, buf_span(&b));
    buf_release(&b);
}

static void criterion_row(struct form *m, const struct criterion *c,
                          const struct criteria_line *line, bool points)
{
    struct doc *d = m->f.doc;
    struct buf b = {0};
    doc_row(d, DOC_ROW_BODY);
    frame_cell(d, c->code);
    buf_addf(&b, "%s%s", c->name, c->mandatory ? " (bắt buộc)" : "");
    frame_cell_buf(d, &b);
    if (points) {
        criteria_mark_add((struct criteria_mark){.given = true, .points = c->max}, &b);
        frame_cell_span(d, buf_span(&b));
    }
    mark_cell(d, line ? &line->self : NULL);
    mark_cell(d, line ? &line->review : NULL);
    frame_cell(d, line ? line->evidence : "");
    buf_release(&b);
}

static void total_row(struct form *m, const struct criteria_set *s)
{
    struct doc *d = m->f.doc;
    struct buf b = {0};
    doc_row(d, DOC_ROW_TOTAL);
    frame_cell(d, "");
    frame_cell(d, "Tổng điểm");
    criteria_mark_add((struct criteria_mark){.given = true, .points = s->total}, &b);
    frame_cell_span(d, buf_span(&b));
    for (int i = 0; i < 3; i++)
        frame_cell(d, "");
    buf_release(&b);
}

static void sheet(struct form *m, const struct criteria_set *s)
{
    struct criteria_marks marks = {0};
    struct doc *d = m->f.doc;
    bool points = s->method == CRITERIA_POINTS;
    if (m->has_title)
        criteria_marks_parse(record_text(&m->title, "marks"), &marks);
    frame_caption(&m->f, s->name);
    doc_column(d, DOC_LEFT, 1, 0);
    doc_column(d, DOC_LEFT, 6, 0);
    for (int i = points ? 0 : 1; i < 3; i++)
        doc_column(d, DOC_RIGHT, 1, 1);
    doc_column(d, DOC_LEFT, 4, 1);
    doc_row(d, DOC_ROW_HEAD);
    frame_cell(d, "Mã");
    frame_cell(d, "Tiêu chí");
    if (points)
        frame_cell(d, "Điểm tối\u00A0đa");
    frame_cell(d, points ? "Tự chấm" : "Tự đánh giá");
    frame_cell(d, "Bình xét");
    frame_cell(d, "Minh chứng");
    for (size_t i = 0; i < s->n; i++)
        criterion_row(m, &s->v[i], criteria_marks_find(&marks, s->v[i].code), points);
    if (points)
        total_row(m, s);
    criteria_marks_release(&marks);
}

static void bands(struct form *m, const struct criteria_set *s)
{
    struct buf b = {0};
    for (size_t i = 0; i < s->bands; i++) {
        buf_addf(&b, i ? "; %s từ " : "Xếp loại: %s từ ", s->band[i].name);
        criteria_mark_add((struct criteria_mark){.given = true, .points = s->band[i].min}, &b);
        buf_adds(&b, " điểm");
    }
    if (!b.n)
        return;
    buf_addf(&b, ". Được công nhận từ loại %s.", s->band[s->recognised].name);
    frame_note(&m->f, buf_str(&b));
    buf_release(&b);
}

/* What is asked for when there is no set of criteria: the result alone. */
static void result(struct form *m)
{
    struct buf b = {0};
    if (m->has_title && record_value(&m->title, "score")->known)
        field_add_text(&m->title.e->fields[entity_field(m->title.e, "score")],
                       record_value(&m->title, "score"), NULL, &b);
    doc_figure(m->f.doc, "Tự đánh giá: đạt hay không đạt", NULL);
    doc_figure(m->f.doc, "Tổng điểm (nếu chấm điểm)", b.n ? buf_str(&b) : NULL);
    buf_reset(&b);
    if (m->has_title)
        buf_add_span(&b, record_text(&m->title, "grade"));
    doc_figure(m->f.doc, "Xếp loại, mức độ", b.n ? buf_str(&b) : NULL);
    buf_release(&b);
}

enum status report_assessment(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct form m = {0};
    struct criteria_entry e = {0};
    struct detail why = {0}, *detail = t->detail;
    enum status s = load(&m, t, of, _("Phiếu tự đánh giá"), out);
    if (s != STATUS_OK)
        return end(&m, s);
    t->detail = &why; /* no set is no fault */
    s = criteria_for(t, m.kind->id, of->year, m.has_title ? &m.title : NULL, &e);
    t->detail = detail;
    if (s != STATUS_OK && s != STATUS_NOTFOUND)
        return end(&m, s);
    head(&m, "PHIẾU TỰ ĐÁNH GIÁ");
    if (s == STATUS_OK) {
        sheet(&m, &e.set);
        basis(&m, &e);
        bands(&m, &e.set);
        criteria_entry_release(&e);
    } else {
        doc_paragraph(out, DOC_BODY);
        doc_add(out, DOC_PLAIN, "Việc đã làm được trong năm, có minh chứng:");
        doc_blanks(out, 6);
        frame_note(&m.f, "Xã chưa áp dụng bộ tiêu chí nào cho danh hiệu này: chỉ ghi kết quả.");
    }
    result(&m);
    foot(&m);
    return end(&m, STATUS_OK);
}
