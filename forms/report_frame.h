/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands around the content of every report: whose it is, head, draft mark, legal bases,
 * numbered tables with their sources, whom it goes to, who signs (NĐ 30/2020/NĐ-CP, annex I).
 * Vietnamese, never translated. Counts nothing.
 *
 *     s = frame_load(&f, t, unit, year, &doc);
 *     frame_draft(&f), frame_head(&f, FRAME_COMMITTEE, "BC"), frame_title(&f, "BÁO CÁO", "Kết quả
 * .."); s = frame_bases(&f);
 *     .. frame_caption(&f, "..") doc_column() doc_row() .. frame_source(&f, "..");
 *     frame_foot(&f), frame_to(&f, "- ..;"), frame_sign(&f, FRAME_COMMITTEE);
 *     frame_release(&f);
 */
#ifndef FORMS_REPORT_FRAME_H
#define FORMS_REPORT_FRAME_H

#include "forms/doc.h"
#include "forms/report_texts.h"
#include "forms/report_words.h"

#define CAMPAIGN                                                                                   \
    "“Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời giai đoạn 2023-2030”"

struct frame {
    struct book_tx *t;
    struct doc *doc;
    int year;
    bool hamlet;
    struct place unit, commune, province; /* unit = commune in a commune's report */
    const char *kind; /* of all hamlets: "tổ dân phố", or "thôn, tổ dân phố" when they differ */
    day as_of;
    bool present_territory;
    char mark[8];    /* fingerprint; "" none */
    unsigned tables; /* numbered so far */
};

/* Who speaks. In a hamlet all of them are the hamlet. */
enum frame_voice {
    FRAME_COMMITTEE,   /* Ủy ban nhân dân xã */
    FRAME_ASSOCIATION, /* Hội Khuyến học xã */
    FRAME_CHAIRMAN,    /* Chủ tịch Ủy ban nhân dân xã: decides */
};

/* Checks the right to read. STATUS_USAGE: neither hamlet nor commune (what, in the sentence: "Sổ
 * quỹ"), a year to come. STATUS_DENIED. */
enum status frame_load(struct frame *f, struct book_tx *t, struct unit_key unit, int year,
                       const char *what, struct doc *doc) NODISCARD;
/* "Mã nhật ký 8327d2662a0e": the first digits of the audit head, so that `audit --contains` can
 * tell later whether the trail still holds what this paper was printed from. */
enum { FRAME_TRAIL = 12 };
void frame_trail(struct frame *f);
/* The figures of the year; day and fingerprint of the frame become theirs. */
enum status frame_load_progress(struct frame *f, struct progress *now) NODISCARD;
void frame_release(struct frame *f);

void frame_draft(struct frame *f); /* "DỰ THẢO, số liệu đến ngày .. Dấu đối chiếu .." */
/* Agency, country, number with its sign ("BC" -> "Số: /BC-UBND"; NULL: no number), place and date.
 */
void frame_head(struct frame *f, enum frame_voice voice, const char *sign);
/* No number, no date: a list, a form, a minute. */
void frame_head_plain(struct frame *f, enum frame_voice voice);
void frame_title(struct frame *f, const char *kind, const char *about);
/* Below the title of an annex: which "Báo cáo" it comes with. */
void frame_attached(struct frame *f, const char *to);
/* QĐ 1315/QĐ-TTg and the plans among the documents; the last one ends with a full stop. */
enum status frame_bases(struct frame *f) NODISCARD;

const struct progress_line *frame_line(const struct progress *p, enum indicator i); /* or NULL */
/* Is anything of it recorded? NULL: no. */
bool frame_recorded(const struct progress_line *l);

void frame_heading(struct frame *f, unsigned level, const char *number, const char *text);
void frame_paragraph(struct frame *f, struct buf *b);  /* b is reset */
void frame_bullet(struct frame *f, struct buf *b);     /* the same */
void frame_caption(struct frame *f, const char *text); /* begins a numbered table */
void frame_source(struct frame *f, const char *text);  /* with day and fingerprint */
void frame_note(struct frame *f, const char *text);    /* the same role, only the text */
/* What people have written for that year or phase (forms/report_texts.h), else dotted lines. */
void frame_written(struct frame *f, int period, enum report_text which, unsigned blanks);

/* "Kính gửi: A.", or each body on a line of its own below the colon (Decree 30/2020, annex I). */
void frame_address(struct frame *f, const char *const *to, size_t n);
void frame_subtitle(struct frame *f, const char *text);
void frame_foot(struct frame *f);       /* begins the pair */
void frame_foot_dated(struct frame *f); /* with place and date above who signs on the right */
void frame_to(struct frame *f, const char *line);
void frame_to_above(struct frame *f); /* whom a report of this unit goes to */
void frame_sign(struct frame *f, enum frame_voice voice);
/* Somebody else: capitals above, "(Ký, ghi rõ họ tên)" and room below, name may be empty. */
void frame_sign_as(struct frame *f, enum doc_side side, const char *office, struct span name);

/* ---- cells ---- */

#define RATE "Tỷ\u00A0lệ"
void frame_cell(struct doc *d, const char *text);
void frame_cell_span(struct doc *d, struct span text);
void frame_cell_buf(struct doc *d, struct buf *b); /* a dash when empty; b is reset */
void frame_cell_count(struct doc *d, bool known, int64_t n);
void frame_cell_ordinal(struct doc *d, int64_t n); /* a year, the number of a row */
void frame_cell_money(struct doc *d, int64_t n);
void frame_cell_points(struct doc *d, bool known, int32_t points); /* a dash when not known */
void frame_cell_date(struct doc *d, struct pdate date);            /* empty when unknown */

#endif
