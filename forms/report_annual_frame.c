/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Head, legal bases and foot of the annual report (NĐ 30/2020/NĐ-CP, annex I).
 */
#include <stdlib.h>
#include <string.h>

#include "core/unitbook.h"
#include "forms/report_annual_parts.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/utf8.h"

#define CAMPAIGN                                                                                   \
    "“Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời giai đoạn 2023-2030”"

/* ---- head ---- */

static void country_side(struct doc *d)
{
    doc_pair_line(d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    doc_pair_line(d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "Độc lập - Tự do - Hạnh phúc")->rule =
        100;
}

static void number_and_date(struct annual *a)
{
    struct buf b = {0};
    doc_pair(a->doc, DOC_PAIR_HEAD, 2, 3);
    doc_pair_line(a->doc, DOC_LEFT_SIDE, DOC_PLAIN, DOC_CENTRE,
                  a->hamlet ? "Số:       /BC" : "Số:       /BC-UBND");
    buf_addf(&b, "%s, ngày ..... tháng ..... năm %d", a->commune.locality,
             day_year(a->t->who->today));
    doc_pair_line(a->doc, DOC_RIGHT_SIDE, DOC_ITALIC, DOC_CENTRE, buf_str(&b));
    buf_release(&b);
}

static void draft_mark(struct annual *a)
{
    struct buf b = {0};
    buf_adds(&b, "DỰ THẢO, số liệu đến ngày ");
    day_add_vn(&b, a->now.as_of);
    buf_addf(&b, ". Dấu đối chiếu %s.", a->now.fingerprint);
    if (a->now.present_territory)
        buf_adds(&b, " Theo địa giới nay.");
    doc_note(a->doc, buf_str(&b));
    buf_release(&b);
}

void annual_head(struct annual *a)
{
    struct buf b = {0};
    draft_mark(a);
    doc_pair(a->doc, DOC_PAIR_HEAD, 2, 3);
    if (a->hamlet)
        doc_pair_line(a->doc, DOC_LEFT_SIDE, DOC_PLAIN, DOC_CENTRE, a->commune.capital);
    else
        doc_pair_line(a->doc, DOC_LEFT_SIDE, DOC_BOLD, DOC_CENTRE, "ỦY BAN NHÂN DÂN");
    doc_pair_line(a->doc, DOC_LEFT_SIDE, DOC_BOLD, DOC_CENTRE, a->unit.capital)->rule = 50;
    country_side(a->doc);
    number_and_date(a);
    doc_title(a->doc, DOC_BOLD, 0, "BÁO CÁO");
    buf_addf(&b,
             "Kết quả thực hiện Phong trào “Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học "
             "tập suốt đời” năm %d",
             a->year);
    doc_title(a->doc, DOC_BOLD, 25, buf_str(&b));
    buf_release(&b);
}

/* ---- legal bases ---- */

enum { PLAN = 1 /* document.kind */, PLANS_MAX = 8 };

struct plan {
    struct pdate date;
    char *text;
};
struct plans {
    struct annual *a;
    struct plan v[PLANS_MAX];
    size_t n;
};

static void add_lower_first(struct buf *b, struct span s)
{
    uint32_t cp;
    size_t k = s.n ? utf8_decode(s.p, s.n, &cp) : 0;
    fold_lower(b, span_make(s.p, k));
    buf_add(b, s.p + k, s.n - k);
}

/* "Kế hoạch số 119/KH-UBND ngày 21/02/2024 của UBND xã .. về triển khai .." */
static char *plan_text(const struct record *r, struct pdate date)
{
    struct buf b = {0}, about = {0};
    struct span issuer = record_text(r, "issuer"), subject = record_text(r, "subject");
    buf_adds(&b, "Kế hoạch số ");
    buf_add_span(&b, record_name(r));
    if (date.day)
        buf_adds(&b, " ngày ");
    else if (pdate_known(date))
        buf_adds(&b, " năm ");
    pdate_add_vn(&b, date);
    if (issuer.n) {
        buf_adds(&b, " của ");
        buf_add_span(&b, issuer);
    }
    while (subject.n && (subject.p[subject.n - 1] == '.' || subject.p[subject.n - 1] == ';'))
        subject.n--;
    add_lower_first(&about, span_trim(subject));
    if (about.n)
        buf_adds(&b, strncmp(buf_str(&about), "về ", strlen("về ")) == 0 ? " " : " về ");
    buf_add_span(&b, buf_span(&about));
    buf_release(&about);
    return buf_detach(&b);
}

/* Keeps the newest PLANS_MAX, the oldest first. */
static void keep_plan(struct plans *p, struct pdate date, char *text)
{
    size_t at = p->n;
    while (at > 0 && pdate_cmp(p->v[at - 1].date, date) > 0)
        at--;
    if (p->n == PLANS_MAX) {
        if (at == 0) {
            free(text);
            return;
        }
        free(p->v[0].text);
        memmove(p->v, p->v + 1, (--p->n) * sizeof *p->v);
        at--;
    }
    memmove(p->v + at + 1, p->v + at, (p->n - at) * sizeof *p->v);
    p->v[at] = (struct plan){date, text};
    p->n++;
}

static enum status take_plan(struct book_tx *t, const struct record *r, void *context)
{
    struct plans *p = context;
    struct annual *a = p->a;
    struct pdate date = value_date(record_value(r, "date"));
    (void)t;
    if (record_n(r, "kind") != PLAN || pdate_first(date) > a->now.as_of)
        return STATUS_OK;
    if (unit_eq(r->unit, a->unit.unit) || unit_eq(r->unit, a->commune.unit) ||
        unit_eq(r->unit, a->province.unit))
        keep_plan(p, date, plan_text(r, date));
    return STATUS_OK;
}

static void base(struct annual *a, const char *text, bool last)
{
    doc_paragraph(a->doc, DOC_BASIS);
    doc_addf(a->doc, DOC_ITALIC, "%s%s", text, last ? "." : ";");
}

enum status annual_bases(struct annual *a)
{
    struct plans p = {.a = a};
    struct buf b = {0};
    enum status s =
        book_each(a->t, entity_by_id(ENTITY_DOCUMENT), (struct span){"", 0}, take_plan, &p);
    base(a,
         "Căn cứ Quyết định số 1315/QĐ-TTg ngày 09/11/2023 của Thủ tướng Chính phủ ban hành Kế "
         "hoạch triển khai Phong trào " CAMPAIGN,
         false);
    for (size_t i = 0; i < p.n; i++) {
        buf_reset(&b);
        buf_addf(&b, "Thực hiện %s", p.v[i].text);
        base(a, buf_str(&b), i + 1 == p.n);
        free(p.v[i].text);
    }
    if (p.n == 0)
        base(a,
             "Thực hiện Kế hoạch số ......../KH-UBND ngày ...../...../......... của "
             "................................ về triển khai Phong trào thi đua",
             true);
    doc_paragraph(a->doc, DOC_BODY);
    doc_addf(a->doc, DOC_PLAIN, "%s%s báo cáo kết quả thực hiện Phong trào thi đua năm %d như sau:",
             a->hamlet ? "" : "Ủy ban nhân dân ", a->hamlet ? a->unit.full : a->unit.inner,
             a->year);
    buf_release(&b);
    return s;
}

/* ---- foot ---- */

static void to(struct annual *a, const char *text)
{
    doc_pair_line(a->doc, DOC_LEFT_SIDE, DOC_PLAIN, DOC_LEFT, text);
}

static void to_commune_readers(struct annual *a)
{
    struct buf b = {0};
    if (a->commune.unit.c[0] == UNIT_PRE2025) {
        to(a, "- UBND cấp huyện (để báo cáo);");
        to(a, "- Hội Khuyến học cấp huyện (để báo cáo);");
    } else {
        const char *in = a->province.inner ? a->province.inner : "tỉnh";
        buf_addf(&b, "- UBND %s (để báo cáo);", in);
        to(a, buf_str(&b));
        to(a, "- Sở Giáo dục và Đào tạo, Sở Nội vụ (để báo cáo);");
        buf_reset(&b);
        buf_addf(&b, "- Hội Khuyến học %s;", in);
        to(a, buf_str(&b));
    }
    buf_reset(&b);
    buf_addf(&b, "- Đảng ủy, HĐND, Ủy ban MTTQ %s;", a->commune.type);
    to(a, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "- Các %s;", a->kind);
    to(a, buf_str(&b));
    to(a, "- Lưu: VT.");
    buf_release(&b);
}

static void to_hamlet_readers(struct annual *a)
{
    struct buf b = {0};
    buf_addf(&b, "- UBND %s (để báo cáo);", a->commune.inner);
    to(a, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "- Hội Khuyến học, Trung tâm học tập cộng đồng %s (để tổng hợp);",
             a->commune.type);
    to(a, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "- Lưu: %s.", a->unit.type[0] ? a->unit.type : "thôn");
    to(a, buf_str(&b));
    buf_release(&b);
}

static enum status take_head(struct book_tx *t, const struct record *r, void *context)
{
    (void)t;
    buf_add_span(context, record_text(r, "head"));
    return STATUS_NOTFOUND; /* one is enough */
}

static void signed_by_hamlet(struct annual *a)
{
    struct buf b = {0}, head = {0}, title = {0};
    const char *type = a->unit.type;
    if (strcmp(type, "tổ dân phố") == 0)
        buf_adds(&title, "tổ trưởng");
    else if (type[0])
        buf_addf(&title, "trưởng %s", type);
    else
        buf_adds(&title, "trưởng thôn, tổ trưởng");
    fold_upper(&b, buf_span(&title));
    doc_pair_line(a->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, buf_str(&b));
    doc_pair_line(a->doc, DOC_RIGHT_SIDE, DOC_ITALIC, DOC_CENTRE, "(Ký, ghi rõ họ tên)")->space = 4;
    if (book_each(a->t, entity_by_id(ENTITY_HAMLET), unit_span(&a->unit.unit), take_head, &head) ==
            STATUS_OK &&
        head.n)
        doc_pair_line(a->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, buf_str(&head));
    buf_release(&b);
    buf_release(&head);
    buf_release(&title);
}

void annual_foot(struct annual *a)
{
    doc_paragraph(a->doc, DOC_BODY);
    doc_addf(a->doc, DOC_PLAIN,
             "Trên đây là báo cáo kết quả thực hiện Phong trào thi đua năm %d của %s./.", a->year,
             a->unit.inner);
    doc_pair(a->doc, DOC_PAIR_FOOT, 1, 1);
    doc_pair_line(a->doc, DOC_LEFT_SIDE, DOC_BOLD | DOC_ITALIC, DOC_LEFT, "Nơi nhận:");
    if (a->hamlet) {
        to_hamlet_readers(a);
        signed_by_hamlet(a);
        return;
    }
    to_commune_readers(a);
    doc_pair_line(a->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "TM. ỦY BAN NHÂN DÂN");
    doc_pair_line(a->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "CHỦ TỊCH")->space = 5;
}
