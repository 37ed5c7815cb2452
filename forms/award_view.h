/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of the screen on which award proposals are made: candidates of core/award_proposal.h,
 * those of one kind or all, and which of them are ticked. Ticks stay with the person when somebody
 * else writes and the list is made anew. No terminal.
 */
#ifndef FORMS_AWARD_VIEW_H
#define FORMS_AWARD_VIEW_H

#include "core/award_proposal.h"
#include "forms/doc.h"

struct award_view; /* book and who are borrowed for its life */
struct award_view *award_view_new(struct book *b, const struct caller *who, struct unit_key unit);
void award_view_free(struct award_view *v);

/* Ticks are of one occasion and form: they go when these change. */
void award_view_set_ask(struct award_view *v, const struct award_ask *ask);
const struct award_ask *award_view_asked(const struct award_view *v);
/* Which candidates are shown: 0 all, else i of award_view_kinds. */
void award_view_set_kind(struct award_view *v, size_t kind);
size_t award_view_kind(const struct award_view *v);
size_t award_view_kinds(void);
const char *award_view_kind_label(size_t kind); /* "tất cả", "hộ gia đình": translated */

/* Reads again when a setter was called or anybody wrote. After an error it shows what it showed. */
enum status award_view_load(struct award_view *v, struct detail *d) NODISCARD;

size_t award_view_rows(const struct award_view *v);
const struct award_candidate *award_view_candidate(const struct award_view *v, size_t row);
bool award_view_ticked(const struct award_view *v, size_t row);
size_t award_view_ticks(const struct award_view *v); /* of all kinds */
/* false: it cannot be proposed; award_view_add_hint() says why. */
bool award_view_toggle(struct award_view *v, size_t row);

/* "[x] Lê Ất    hộ     Thôn 2    3/3 năm   2 lần", cut to columns. Where there are few of
 * them the gifts are left to the hint. */
void award_view_add_row(const struct award_view *v, size_t row, size_t columns, struct buf *out);
void award_view_add_headers(size_t columns, struct buf *out);
/* All there is to say about a row: its reasons, or why it cannot be proposed. */
void award_view_add_hint(const struct award_view *v, size_t row, struct buf *out);
/* "Sơ kết 2023-2025 · Giấy khen", "hằng năm 2026 · biểu dương" */
void award_view_add_ask(const struct award_view *v, struct buf *out);
/* "đã chọn 3"; with a limit "đã chọn 3, mức xã đặt 10" */
void award_view_add_count(const struct award_view *v, struct buf *out);

/* The rows as a page: who, where, why, and who is ticked. */
void award_view_print(const struct award_view *v, struct doc *out);

enum status award_view_propose(struct award_view *v, size_t *made, struct detail *d) NODISCARD;
/* The commune's own limit; STATUS_DENIED for who decides nothing. 0: none. */
enum status award_view_set_limit(struct award_view *v, int n, struct detail *d) NODISCARD;

#endif
