/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_frame.h"

#include <stdio.h>
#include <string.h>

#include "core/audit.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/msg.h"

#define NONE "-"

/* ---- loading ---- */

static enum status same_kind(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct frame *f = context;
    struct place p;
    if ((u->from && u->from > f->as_of) || (u->to && u->to < f->as_of))
        return STATUS_OK;
    enum status s = place_load(t, u->key, &p);
    if (s != STATUS_OK)
        return s;
    const char *own = NULL;
    static const char *const kinds[] = {"thôn", "bản",  "ấp",      "buôn",      "làng",
                                        "xóm",  "khóm", "khu phố", "tổ dân phố"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(p.type, kinds[i]) == 0)
            own = kinds[i];
    place_release(&p);
    if (!own || (f->kind && strcmp(f->kind, own) != 0)) {
        f->kind = "thôn, tổ dân phố";
        return STATUS_NOTFOUND; /* no need to look further */
    }
    f->kind = own;
    return STATUS_OK;
}

static enum status load_places(struct frame *f, struct unit_key unit)
{
    day today = f->t->who->today;
    struct unit_key commune = f->hamlet ? unitbook_parent(f->t, unit, today) : unit;
    enum status s = place_load(f->t, unit, &f->unit);
    if (s == STATUS_OK)
        s = place_load(f->t, commune, &f->commune);
    if (s != STATUS_OK)
        return s;
    struct unit_key province = unitbook_parent(f->t, commune, today);
    if (unit_level(province) != UNIT_PROVINCE)
        province = f->t->book->province;
    s = place_load(f->t, province, &f->province);
    return s == STATUS_NOTFOUND ? STATUS_OK : s; /* "tỉnh" will do */
}

enum status frame_load(struct frame *f, struct book_tx *t, struct unit_key unit, int year,
                       const char *what, struct doc *doc)
{
    enum unit_level level = unit_level(unit);
    day today = t->who->today;
    *f = (struct frame){.t = t, .doc = doc, .year = year, .hamlet = level == UNIT_HAMLET};
    if (level != UNIT_HAMLET && level != UNIT_COMMUNE)
        return detail_set(t->detail, STATUS_USAGE,
                          _("%s lập cho một xã hoặc một thôn. Hãy chọn mã, ví dụ 15664 hoặc "
                            "15664003."),
                          what);
    if (year > day_year(today))
        return detail_set(t->detail, STATUS_USAGE,
                          _("Năm %d chưa tới. Hãy chọn năm %d hoặc năm trước."), year,
                          day_year(today));
    f->as_of = progress_day(year, today);
    enum status s = book_may_see(t, unit);
    if (s == STATUS_OK)
        s = load_places(f, unit);
    if (s == STATUS_OK)
        s = unitbook_each(t, f->commune.unit, same_kind, f);
    if (!f->kind)
        f->kind = "thôn, tổ dân phố";
    return s;
}

enum status frame_load_progress(struct frame *f, struct progress *now)
{
    enum status s = progress_of(f->t, f->unit.unit, f->year, now);
    if (s == STATUS_OK) {
        f->as_of = now->as_of;
        f->present_territory = now->present_territory;
        memcpy(f->mark, now->fingerprint, sizeof f->mark);
    }
    return s;
}

void frame_release(struct frame *f)
{
    place_release(&f->unit);
    place_release(&f->commune);
    place_release(&f->province);
}

/* ---- head ---- */

void frame_trail(struct frame *f)
{
    unsigned char head[AUDIT_HASH];
    struct buf b = {0};
    audit_head(f->t, head);
    buf_adds(&b, "Mã nhật ký ");
    for (int i = 0; i < FRAME_TRAIL / 2; i++)
        buf_addf(&b, "%02x", head[i]);
    buf_addc(&b, '.');
    doc_note(f->doc, buf_str(&b));
    buf_release(&b);
}

void frame_draft(struct frame *f)
{
    struct buf b = {0};
    buf_adds(&b, "DỰ THẢO, số liệu đến ngày ");
    day_add_vn(&b, f->as_of);
    buf_addc(&b, '.');
    if (f->mark[0])
        buf_addf(&b, " Dấu đối chiếu %s.", f->mark);
    if (f->present_territory)
        buf_adds(&b, " Theo địa giới nay.");
    doc_note(f->doc, buf_str(&b));
    buf_release(&b);
    frame_trail(f);
}

static void left(struct frame *f, unsigned style, const char *text, unsigned rule)
{
    doc_pair_line(f->doc, DOC_LEFT_SIDE, style, DOC_CENTRE, text)->rule = rule;
}

static void parties(struct frame *f, enum frame_voice voice)
{
    struct buf b = {0};
    doc_pair(f->doc, DOC_PAIR_HEAD, 2, 3);
    if (f->hamlet) {
        left(f, DOC_PLAIN, f->commune.capital, 0);
        left(f, DOC_BOLD, f->unit.capital, 50);
    } else if (voice == FRAME_ASSOCIATION) {
        if (f->province.inner && f->commune.unit.c[0] != UNIT_PRE2025) {
            buf_adds(&b, "HỘI KHUYẾN HỌC ");
            buf_adds(&b, f->province.capital);
            left(f, DOC_PLAIN, buf_str(&b), 0);
        }
        left(f, DOC_BOLD, "HỘI KHUYẾN HỌC", 0);
        left(f, DOC_BOLD, f->unit.capital, 50);
    } else {
        left(f, DOC_BOLD, "ỦY BAN NHÂN DÂN", 0);
        left(f, DOC_BOLD, f->unit.capital, 50);
    }
    doc_pair_line(f->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE,
                  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    doc_pair_line(f->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "Độc lập - Tự do - Hạnh phúc")
        ->rule = 100;
    buf_release(&b);
}

void frame_head_plain(struct frame *f, enum frame_voice voice)
{
    parties(f, voice);
}

static void place_and_date(struct frame *f)
{
    struct buf b = {0};
    buf_addf(&b, "%s, ngày ..... tháng ..... năm %d", f->commune.locality,
             day_year(f->t->who->today));
    doc_pair_line(f->doc, DOC_RIGHT_SIDE, DOC_ITALIC, DOC_CENTRE, buf_str(&b));
    buf_release(&b);
}

void frame_head(struct frame *f, enum frame_voice voice, const char *sign)
{
    struct buf b = {0};
    parties(f, voice);
    doc_pair(f->doc, DOC_PAIR_HEAD, 2, 3);
    if (sign) {
        const char *agency = f->hamlet ? "" : voice == FRAME_ASSOCIATION ? "-HKH" : "-UBND";
        buf_addf(&b, "Số:       /%s%s", sign, agency);
        doc_pair_line(f->doc, DOC_LEFT_SIDE, DOC_PLAIN, DOC_CENTRE, buf_str(&b));
        buf_reset(&b);
    }
    buf_release(&b);
    place_and_date(f);
}

void frame_title(struct frame *f, const char *kind, const char *about)
{
    doc_title(f->doc, DOC_BOLD, 0, kind);
    doc_title(f->doc, DOC_BOLD, 25, about);
}

void frame_attached(struct frame *f, const char *to)
{
    struct buf b = {0};
    buf_addf(&b, "(Kèm theo %s số ........ ngày ..... tháng ..... năm .....)", to);
    doc_title(f->doc, DOC_ITALIC, 25, buf_str(&b));
    buf_release(&b);
}

/* ---- content ---- */

const struct progress_line *frame_line(const struct progress *p, enum indicator i)
{
    for (size_t k = 0; k < p->n; k++)
        if (p->line[k].indicator == i)
            return &p->line[k];
    return NULL;
}

bool frame_recorded(const struct progress_line *l)
{
    return l && (l->registered || l->recognised);
}

void frame_heading(struct frame *f, unsigned level, const char *number, const char *text)
{
    struct buf b = {0};
    buf_addf(&b, "%s. %s", number, text);
    doc_heading(f->doc, level, buf_str(&b));
    buf_release(&b);
}

static void paragraph(struct frame *f, enum doc_role role, struct buf *b)
{
    doc_paragraph(f->doc, role);
    doc_add(f->doc, role == DOC_SOURCE ? DOC_ITALIC : DOC_PLAIN, buf_str(b));
    buf_reset(b);
}

void frame_paragraph(struct frame *f, struct buf *b)
{
    paragraph(f, DOC_BODY, b);
}

void frame_bullet(struct frame *f, struct buf *b)
{
    paragraph(f, DOC_BULLET, b);
}

void frame_caption(struct frame *f, const char *text)
{
    struct buf b = {0};
    buf_addf(&b, "Biểu %u. %s", ++f->tables, text);
    doc_table(f->doc, buf_str(&b));
    buf_release(&b);
}

void frame_note(struct frame *f, const char *text)
{
    doc_paragraph(f->doc, DOC_SOURCE);
    doc_add(f->doc, DOC_ITALIC, text);
}

void frame_source(struct frame *f, const char *text)
{
    struct buf b = {0};
    buf_addf(&b, "%s%sSố liệu đến ngày ", text, *text ? ". " : "");
    day_add_vn(&b, f->as_of);
    buf_addf(&b, ". Dấu đối chiếu %s.", f->mark);
    frame_note(f, buf_str(&b));
    buf_release(&b);
}

void frame_subtitle(struct frame *f, const char *text)
{
    doc_title(f->doc, DOC_PLAIN, 0, text);
}

void frame_address(struct frame *f, const char *const *to, size_t n)
{
    struct buf b = {0};
    if (n == 1) {
        buf_addf(&b, "Kính gửi: %s.", to[0]);
        frame_subtitle(f, buf_str(&b));
        buf_release(&b);
        return;
    }
    doc_pair(f->doc, DOC_PAIR_ADDRESS, 2, 5);
    doc_pair_line(f->doc, DOC_LEFT_SIDE, DOC_PLAIN, DOC_RIGHT, "Kính gửi:");
    doc_pair_line(f->doc, DOC_RIGHT_SIDE, DOC_PLAIN, DOC_LEFT, "\u00A0"); /* its line */
    for (size_t i = 0; i < n; i++) {
        buf_reset(&b);
        buf_addf(&b, "- %s%s", to[i], i + 1 < n ? ";" : ".");
        doc_pair_line(f->doc, DOC_RIGHT_SIDE, DOC_PLAIN, DOC_LEFT, buf_str(&b));
    }
    buf_release(&b);
}

/* ---- foot ---- */

void frame_foot(struct frame *f)
{
    doc_pair(f->doc, DOC_PAIR_FOOT, 1, 1);
}

/* Wide on the right: place and date stay on one line, so the offices below stand level. */
void frame_foot_dated(struct frame *f)
{
    doc_pair(f->doc, DOC_PAIR_FOOT, 2, 3);
    doc_pair_line(f->doc, DOC_LEFT_SIDE, DOC_PLAIN, DOC_CENTRE, "\u00A0");
    place_and_date(f);
}

void frame_to(struct frame *f, const char *line)
{
    const struct doc_pair *p = &f->doc->block[f->doc->n - 1].pair;
    if (!p->n[DOC_LEFT_SIDE])
        doc_pair_line(f->doc, DOC_LEFT_SIDE, DOC_BOLD | DOC_ITALIC, DOC_LEFT, "Nơi nhận:");
    doc_pair_line(f->doc, DOC_LEFT_SIDE, DOC_PLAIN, DOC_LEFT, line);
}

static void to_commune_readers(struct frame *f)
{
    struct buf b = {0};
    if (f->commune.unit.c[0] == UNIT_PRE2025) {
        frame_to(f, "- UBND cấp huyện (để báo cáo);");
        frame_to(f, "- Hội Khuyến học cấp huyện (để báo cáo);");
    } else {
        const char *in = f->province.inner ? f->province.inner : "tỉnh";
        buf_addf(&b, "- UBND %s (để báo cáo);", in);
        frame_to(f, buf_str(&b));
        frame_to(f, "- Sở Giáo dục và Đào tạo, Sở Nội vụ (để báo cáo);");
        buf_reset(&b);
        buf_addf(&b, "- Hội Khuyến học %s;", in);
        frame_to(f, buf_str(&b));
    }
    buf_reset(&b);
    buf_addf(&b, "- Đảng ủy, HĐND, Ủy ban MTTQ %s;", f->commune.type);
    frame_to(f, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "- Các %s;", f->kind);
    frame_to(f, buf_str(&b));
    frame_to(f, "- Lưu: VT.");
    buf_release(&b);
}

void frame_to_above(struct frame *f)
{
    struct buf b = {0};
    if (!f->hamlet) {
        to_commune_readers(f);
        return;
    }
    buf_addf(&b, "- UBND %s (để báo cáo);", f->commune.inner);
    frame_to(f, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "- Hội Khuyến học, Trung tâm học tập cộng đồng %s (để tổng hợp);",
             f->commune.type);
    frame_to(f, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "- Lưu: %s.", f->unit.type[0] ? f->unit.type : "thôn");
    frame_to(f, buf_str(&b));
    buf_release(&b);
}

static enum status take_head(struct book_tx *t, const struct record *r, void *context)
{
    (void)t;
    buf_add_span(context, record_text(r, "head"));
    return STATUS_NOTFOUND; /* one is enough */
}

void frame_sign_as(struct frame *f, enum doc_side side, const char *office, struct span name)
{
    struct buf b = {0};
    doc_pair_line(f->doc, side, DOC_BOLD, DOC_CENTRE, office);
    doc_pair_line(f->doc, side, DOC_ITALIC, DOC_CENTRE, "(Ký, ghi rõ họ tên)")->space = 4;
    buf_add_span(&b, name);
    if (name.n)
        doc_pair_line(f->doc, side, DOC_BOLD, DOC_CENTRE, buf_str(&b));
    buf_release(&b);
}

static void signed_by_hamlet(struct frame *f)
{
    struct buf b = {0}, head = {0}, title = {0};
    const char *type = f->unit.type;
    if (strcmp(type, "tổ dân phố") == 0)
        buf_adds(&title, "tổ trưởng");
    else if (type[0])
        buf_addf(&title, "trưởng %s", type);
    else
        buf_adds(&title, "trưởng thôn, tổ trưởng");
    fold_upper(&b, buf_span(&title));
    if (book_each(f->t, entity_by_id(ENTITY_HAMLET), unit_span(&f->unit.unit), take_head, &head) !=
        STATUS_OK)
        buf_reset(&head);
    frame_sign_as(f, DOC_RIGHT_SIDE, buf_str(&b), buf_span(&head));
    buf_release(&b);
    buf_release(&head);
    buf_release(&title);
}

void frame_sign(struct frame *f, enum frame_voice voice)
{
    if (f->hamlet) {
        signed_by_hamlet(f);
        return;
    }
    if (voice != FRAME_CHAIRMAN)
        doc_pair_line(f->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE,
                      voice == FRAME_COMMITTEE ? "TM. ỦY BAN NHÂN DÂN" : "TM. BAN CHẤP HÀNH");
    doc_pair_line(f->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "CHỦ TỊCH")->space = 5;
}

/* ---- cells ---- */

void frame_cell(struct doc *d, const char *text)
{
    doc_cell(d, 1, 1, text);
}

void frame_cell_span(struct doc *d, struct span text)
{
    struct buf b = {0};
    buf_add_span(&b, text);
    doc_cell(d, 1, 1, buf_str(&b));
    buf_release(&b);
}

void frame_cell_buf(struct doc *d, struct buf *b)
{
    doc_cell(d, 1, 1, b->n ? buf_str(b) : NONE);
    buf_reset(b);
}

void frame_cell_count(struct doc *d, bool known, int64_t n)
{
    struct buf b = {0};
    if (known)
        words_count(&b, n);
    else
        buf_adds(&b, "chưa\u00A0rõ");
    frame_cell_buf(d, &b);
    if (known)
        doc_cell_number(d, DOC_COUNT, n);
    buf_release(&b);
}

void frame_cell_ordinal(struct doc *d, int64_t n)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)n);
    frame_cell(d, text);
    doc_cell_number(d, DOC_ORDINAL, n);
}

void frame_cell_money(struct doc *d, int64_t n)
{
    struct buf b = {0};
    words_count(&b, n);
    frame_cell_buf(d, &b);
    doc_cell_number(d, DOC_MONEY, n);
    buf_release(&b);
}

void frame_cell_points(struct doc *d, bool known, int32_t points)
{
    struct buf b = {0};
    if (known)
        words_points(&b, points);
    frame_cell_buf(d, &b);
    if (known)
        doc_cell_number(d, DOC_POINTS, points);
    buf_release(&b);
}

void frame_cell_date(struct doc *d, struct pdate date)
{
    struct buf b = {0};
    pdate_add_vn(&b, date);
    frame_cell_span(d, buf_span(&b));
    buf_release(&b);
}
