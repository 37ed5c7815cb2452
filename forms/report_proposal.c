/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_proposal.h"

#include <string.h>

#include "forms/report_subjects.h"
#include "locale/msg.h"
#include "locale/number.h"

struct proposal {
    struct frame f;
    struct progress now;
    struct subjects list[SUBJECT_TITLES];
    size_t n;      /* titles */
    size_t people; /* in all lists */
};

static enum status load(struct proposal *p, struct book_tx *t, const struct report_of *of,
                        struct doc *out)
{
    enum title_id title[SUBJECT_TITLES];
    size_t n = subjects_titles(of->title, title);
    enum status s = frame_load(&p->f, t, of->unit, of->year, _("Tờ trình"), out);
    if (s == STATUS_OK)
        s = frame_load_progress(&p->f, &p->now);
    for (size_t i = 0; i < n && s == STATUS_OK; i++) {
        s = subjects_load(&p->f, title[i], of->year, EXPLAIN_PROPOSED, &p->list[p->n]);
        if (s != STATUS_OK)
            break;
        subjects_prefer(&p->list[p->n], STATE_PROPOSED);
        p->people += p->list[p->n].n;
        p->n++;
    }
    return s;
}

/* ---- the letter ---- */

static void table(struct proposal *p)
{
    static const char *const head[] = {"Danh hiệu", "Tổng", "Đăng ký", "Đề nghị",
                                       RATE " đề\u00A0nghị (trên\u00A0tổng)"};
    struct doc *d = p->f.doc;
    struct buf b = {0};
    frame_caption(&p->f, "Số đề nghị công nhận");
    doc_column(d, DOC_LEFT, 4, 0);
    for (int i = 1; i < 5; i++)
        doc_column(d, DOC_RIGHT, 1, 1);
    doc_row(d, DOC_ROW_HEAD);
    for (int i = 0; i < 5; i++)
        frame_cell(d, head[i]);
    for (size_t i = 0; i < p->n; i++) {
        const struct subjects *s = &p->list[i];
        const struct progress_line *l = frame_line(&p->now, (enum indicator)s->kind->id);
        if (!s->n)
            continue;
        doc_row(d, DOC_ROW_BODY);
        buf_addf(&b, "%s (%s)", s->kind->label, s->kind->counter);
        frame_cell_buf(d, &b);
        frame_cell_count(d, l && l->total_known, l ? l->total : 0);
        frame_cell_count(d, l != NULL, l ? l->registered : 0);
        frame_cell_count(d, true, (int64_t)s->n);
        bool rate = l && l->total_known && l->total >= (int64_t)s->n && l->percent;
        int32_t share =
            rate ? (int32_t)number_rate_hundredths((uint64_t)s->n, (uint64_t)l->total) : 0;
        if (rate)
            words_percent(&b, share);
        frame_cell_buf(d, &b);
        if (rate)
            doc_cell_number(d, DOC_PERCENT, share);
    }
    frame_source(&p->f, "");
    buf_release(&b);
}

static void letter_head(struct proposal *p)
{
    struct frame *f = &p->f;
    struct buf b = {0}, other = {0};
    frame_draft(f);
    frame_head(f, FRAME_ASSOCIATION, "TTr");
    buf_addf(&b, "Về việc đề nghị công nhận danh hiệu học tập năm %d", f->year);
    frame_title(f, "TỜ TRÌNH", buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, f->hamlet ? "Ủy ban nhân dân %s" : "Chủ tịch Ủy ban nhân dân %s",
             f->hamlet ? f->commune.inner : f->unit.inner);
    buf_addf(&other, "Hội Khuyến học %s", f->commune.inner);
    frame_address(f, (const char *[]){buf_str(&b), buf_str(&other)}, f->hamlet ? 2 : 1);
    buf_release(&b);
    buf_release(&other);
}

static enum status letter(struct proposal *p)
{
    struct frame *f = &p->f;
    struct buf b = {0};
    letter_head(p);
    enum status s = frame_bases(f);
    buf_addf(&b,
             "Căn cứ kết quả bình xét, %s%s đề nghị xem xét, công nhận danh hiệu học tập năm %d "
             "như sau:",
             f->hamlet ? "" : "Hội Khuyến học ", f->unit.inner, f->year);
    frame_paragraph(f, &b);
    if (p->people)
        table(p);
    else
        frame_note(f, "Sổ chưa ghi ai ở bước đề nghị: hãy lập danh sách đề nghị trước.");
    buf_adds(&b, "(Có danh sách kèm theo.)");
    if (p->people)
        frame_paragraph(f, &b);
    buf_reset(&b);
    buf_addf(&b, "%s%s kính trình./.", f->hamlet ? "" : "Hội Khuyến học ",
             f->hamlet ? f->unit.full : f->unit.inner);
    frame_paragraph(f, &b);
    frame_foot(f);
    frame_to(f, "- Như trên;");
    frame_to(f, f->hamlet ? "- Lưu." : "- Lưu: HKH.");
    frame_sign(f, FRAME_ASSOCIATION);
    buf_release(&b);
    return s;
}

/* ---- lists ---- */

static void lists(struct proposal *p, const char *about, const char *to, bool marks)
{
    static const enum subject_column all[] = {
        SUBJECT_INDEX,     SUBJECT_NAME,          SUBJECT_BIRTH,  SUBJECT_SCORE, SUBJECT_GRADE,
        SUBJECT_VOTES_FOR, SUBJECT_VOTES_AGAINST, SUBJECT_REMARK, SUBJECT_END};
    static const enum subject_column few[] = {SUBJECT_INDEX, SUBJECT_NAME, SUBJECT_BIRTH,
                                              SUBJECT_REMARK, SUBJECT_END};
    struct buf b = {0}, caption = {0};
    doc_page(p->f.doc);
    p->f.tables = 0;
    doc_title(p->f.doc, DOC_BOLD, 0, "DANH SÁCH");
    doc_title(p->f.doc, DOC_BOLD, 0, about);
    frame_attached(&p->f, to);
    for (size_t i = 0; i < p->n; i++) {
        const struct subjects *s = &p->list[i];
        if (!s->n)
            continue;
        buf_reset(&caption);
        buf_addf(&caption, "Danh hiệu %s", s->kind->label);
        subjects_table(&p->f, s, buf_str(&caption), marks ? all : few);
        buf_reset(&b);
        subjects_add_sum(&p->f, s, &b);
        frame_source(&p->f, buf_str(&b));
    }
    buf_release(&b);
    buf_release(&caption);
}

/* ---- the decision ---- */

static void article(struct frame *f, const char *number, struct buf *text)
{
    doc_paragraph(f->doc, DOC_BODY);
    doc_addf(f->doc, DOC_BOLD, "Điều %s. ", number);
    doc_add(f->doc, DOC_PLAIN, buf_str(text));
    buf_reset(text);
}

static void articles(struct proposal *p)
{
    struct frame *f = &p->f;
    struct buf b = {0};
    size_t left = 0;
    for (size_t i = 0; i < p->n; i++)
        left += p->list[i].n > 0;
    buf_addf(&b, "Công nhận danh hiệu học tập năm %d cho:", f->year);
    article(f, "1", &b);
    for (size_t i = 0; i < p->n; i++) {
        const struct subjects *s = &p->list[i];
        if (!s->n)
            continue;
        words_counted(&b, (int64_t)s->n,
                      s->kind->id == TITLE_COMMUNITY ? f->kind : s->kind->counter);
        buf_addf(&b, " đạt danh hiệu %s%s", s->kind->label, --left ? ";" : ".");
        frame_bullet(f, &b);
    }
    buf_adds(&b, "(Có danh sách kèm theo.)");
    frame_paragraph(f, &b);
    buf_adds(&b, "Quyết định này có hiệu lực kể từ ngày ký.");
    article(f, "2", &b);
    buf_addf(&b,
             "Văn phòng HĐND và UBND, Hội Khuyến học %s, các %s và những người, tập thể có tên tại "
             "Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
             f->unit.inner, f->kind);
    article(f, "3", &b);
    buf_release(&b);
}

static void decision(struct proposal *p)
{
    struct frame *f = &p->f;
    struct buf b = {0};
    doc_page(f->doc);
    frame_draft(f);
    frame_head(f, FRAME_CHAIRMAN, "QĐ");
    buf_addf(&b, "Về việc công nhận danh hiệu học tập năm %d", f->year);
    frame_title(f, "QUYẾT ĐỊNH", buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "CHỦ TỊCH ỦY BAN NHÂN DÂN %s", f->unit.capital);
    doc_title(f->doc, DOC_BOLD, 0, buf_str(&b));
    static const char *const bases[] = {
        "Căn cứ Luật Tổ chức chính quyền địa phương ................................;",
        "Căn cứ Quyết định số 1315/QĐ-TTg ngày 09/11/2023 của Thủ tướng Chính phủ ban hành Kế "
        "hoạch triển khai Phong trào " CAMPAIGN ";",
    };
    for (size_t i = 0; i < 2; i++) {
        doc_paragraph(f->doc, DOC_BASIS);
        doc_add(f->doc, DOC_ITALIC, bases[i]);
    }
    doc_paragraph(f->doc, DOC_BASIS);
    doc_addf(f->doc, DOC_ITALIC,
             "Xét đề nghị của Hội Khuyến học %s tại Tờ trình số ......../TTr-HKH ngày ..... tháng "
             "..... năm %d.",
             f->unit.inner, day_year(f->t->who->today));
    doc_title(f->doc, DOC_BOLD, 0, "QUYẾT ĐỊNH:");
    articles(p);
    frame_foot(f);
    frame_to(f, "- Như Điều 3;");
    frame_to(f, "- Lưu: VT.");
    frame_sign(f, FRAME_CHAIRMAN);
    buf_release(&b);
}

static enum status write(struct proposal *p)
{
    struct buf about = {0};
    enum status s = letter(p);
    if (s == STATUS_OK && p->people) {
        buf_addf(&about, "Đề nghị công nhận danh hiệu học tập năm %d", p->f.year);
        lists(p, buf_str(&about), "Tờ trình", true);
        if (!p->f.hamlet) {
            decision(p);
            buf_reset(&about);
            buf_addf(&about, "Được công nhận danh hiệu học tập năm %d", p->f.year);
            lists(p, buf_str(&about), "Quyết định", false);
        }
    }
    buf_release(&about);
    return s;
}

enum status report_proposal(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct proposal p = {0};
    enum status s = load(&p, t, of, out);
    if (s == STATUS_OK)
        s = write(&p);
    if (s != STATUS_OK)
        doc_release(out);
    for (size_t i = 0; i < p.n; i++)
        subjects_release(&p.list[i]);
    frame_release(&p.f);
    return s;
}
