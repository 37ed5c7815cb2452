/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_sheet.h"

#include <stdlib.h>

#include "forms/grid.h"
#include "forms/report_words.h"
#include "locale/fold.h"
#include "locale/msg.h"
#include "locale/number.h"

struct sheet {
    struct book_tx *t;
    struct doc *doc;
    const struct title_kind *kind;
    struct place unit, commune;
    int year;
    struct progress now;
    struct unit_key last; /* whose rows the open table holds */
    size_t rows;
    enum status status;
};

static void head(struct sheet *s)
{
    struct buf b = {0};
    doc_pair(s->doc, DOC_PAIR_HEAD, 2, 3);
    doc_pair_line(s->doc, DOC_LEFT_SIDE, DOC_PLAIN, DOC_CENTRE, s->commune.capital);
    if (unit_level(s->unit.unit) == UNIT_HAMLET)
        doc_pair_line(s->doc, DOC_LEFT_SIDE, DOC_BOLD, DOC_CENTRE, s->unit.capital);
    doc_pair_line(s->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE,
                  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    doc_pair_line(s->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "Độc lập - Tự do - Hạnh phúc")
        ->rule = 100;
    doc_title(s->doc, DOC_BOLD, 0, "PHIẾU BÌNH XÉT");
    buf_addf(&b, "%s năm %d", s->kind->label, s->year);
    doc_title(s->doc, DOC_BOLD, 25, buf_str(&b));
    doc_figure(s->doc, "Họp ngày", NULL);
    doc_figure(s->doc, "Chủ trì", NULL);
    doc_figure(s->doc, "Thư ký", NULL);
    doc_figure(s->doc, "Số được mời, số có mặt", NULL);
    doc_paragraph(s->doc, DOC_BODY);
    doc_add(s->doc, DOC_PLAIN,
            "Mỗi dòng đánh dấu x vào cột Đạt hoặc Không đạt; không đạt thì ghi lý do. Chưa bàn "
            "đến thì để trống.");
    buf_release(&b);
}

static void begin_table(struct sheet *s, struct unit_key unit)
{
    struct place p = {0};
    struct buf b = {0};
    const char *caption = NULL;
    s->last = unit;
    if (!unit_eq(unit, s->unit.unit) && place_load(s->t, unit, &p) == STATUS_OK)
        caption = p.full;
    doc_table(s->doc, caption);
    doc_column(s->doc, DOC_RIGHT, 1, 0);
    doc_column(s->doc, DOC_LEFT, 6, 0);
    doc_column(s->doc, DOC_LEFT, 2, 1);
    doc_column(s->doc, DOC_LEFT, 2, 1);
    doc_column(s->doc, DOC_LEFT, 1, 1);
    doc_column(s->doc, DOC_LEFT, 1, 1);
    doc_column(s->doc, DOC_LEFT, 4, 1);
    doc_row(s->doc, DOC_ROW_HEAD);
    doc_cell(s->doc, 1, 1, "Số");
    doc_cell(s->doc, 1, 1, s->kind->id == TITLE_FAMILY ? "Chủ hộ" : "Tên");
    buf_addf(&b, "%d", s->year - 1);
    doc_cell(s->doc, 1, 1, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "%d", s->year);
    doc_cell(s->doc, 1, 1, buf_str(&b));
    doc_cell(s->doc, 1, 1, "Đạt");
    doc_cell(s->doc, 1, 1, "Không đạt");
    doc_cell(s->doc, 1, 1, "Lý do");
    buf_release(&b);
    place_release(&p);
}

static void cell(struct doc *d, struct span text)
{
    struct buf b = {0};
    buf_add_span(&b, text);
    doc_cell(d, 1, 1, buf_str(&b));
    buf_release(&b);
}

static void add_row(void *context, const struct grid_sheet_row *row)
{
    struct sheet *s = context;
    if (!s->rows || !unit_eq(row->unit, s->last))
        begin_table(s, row->unit);
    s->rows++;
    doc_row(s->doc, DOC_ROW_BODY);
    cell(s->doc, row->label);
    cell(s->doc, row->name);
    cell(s->doc, span_of(row->last));
    cell(s->doc, span_of(row->now));
    for (int i = 0; i < 3; i++)
        cell(s->doc, SPAN_LIT(""));
}

static void source(struct sheet *s)
{
    struct buf b = {0};
    doc_paragraph(s->doc, DOC_SOURCE);
    words_counted(&b, (int64_t)s->rows, s->kind->counter);
    buf_adds(&b, " theo danh sách đã nhập, đến ngày ");
    day_add_vn(&b, s->now.as_of);
    buf_addf(&b, ". Dấu đối chiếu %s.", s->now.fingerprint);
    doc_add(s->doc, DOC_PLAIN, buf_str(&b));
    buf_release(&b);
}

static void foot(struct sheet *s)
{
    doc_figure(s->doc, "Kết quả: số đạt", NULL);
    doc_figure(s->doc, "Số không đạt", NULL);
    doc_paragraph(s->doc, DOC_BODY);
    doc_add(s->doc, DOC_PLAIN,
            "Nhập lại vào máy: Đăng ký - bình xét, bấm m, chọn nhập kết quả họp theo số, gõ số "
            "đầu dòng. Ví dụ: 1-20 22 25x, trong đó x là không đạt.");
    doc_pair(s->doc, DOC_PAIR_FOOT, 1, 1);
    doc_pair_line(s->doc, DOC_LEFT_SIDE, DOC_BOLD, DOC_CENTRE, "THƯ KÝ");
    doc_pair_line(s->doc, DOC_LEFT_SIDE, DOC_ITALIC, DOC_CENTRE, "(Ký, ghi rõ họ tên)")->space = 4;
    doc_pair_line(s->doc, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "CHỦ TRÌ");
    doc_pair_line(s->doc, DOC_RIGHT_SIDE, DOC_ITALIC, DOC_CENTRE, "(Ký, ghi rõ họ tên)")->space = 4;
}

static enum status load_places(struct sheet *s, struct unit_key unit)
{
    enum status st = place_load(s->t, unit, &s->unit);
    struct unit_key commune = s->t->book->commune;
    return st == STATUS_OK ? place_load(s->t, commune, &s->commune) : st;
}

static void release(struct sheet *s)
{
    place_release(&s->unit);
    place_release(&s->commune);
}

enum status report_sheet(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    enum title_id title = of->title != TITLE_NONE ? of->title : TITLE_FAMILY;
    struct unit_key unit = of->unit;
    int year = of->year;
    struct sheet s = {.t = t, .doc = out, .kind = title_by_id(title), .year = year};
    enum unit_level level = unit_level(unit);
    if (level != UNIT_HAMLET && level != UNIT_COMMUNE)
        return detail_set(t->detail, STATUS_USAGE, "%s",
                          _("Phiếu bình xét lập cho một thôn, tổ dân phố hoặc cả xã. Hãy ghi mã "
                            "thôn hoặc mã xã."));
    enum status st = progress_of(t, unit, year, &s.now);
    if (st == STATUS_OK)
        st = load_places(&s, unit);
    if (st == STATUS_OK)
        head(&s);
    if (st == STATUS_OK)
        st = grid_sheet(t, title, unit, year, add_row, &s);
    if (st == STATUS_OK && !s.rows) {
        begin_table(&s, unit);
        doc_paragraph(out, DOC_BODY);
        doc_add(out, DOC_PLAIN, "Chưa có ai trong danh sách: hãy nhập danh sách trước.");
    }
    if (st == STATUS_OK) {
        source(&s);
        foot(&s);
    } else {
        doc_release(out);
    }
    release(&s);
    return st;
}
