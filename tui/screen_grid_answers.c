/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Nhập nhanh asks, kept while it is typed under the list and what is done to it (s->digit;
 * forms/unfinished.h), so that the list of drafts can ask it again. Answers of a decision and of a
 * proposal are also there when the next one is wrong.
 */
#include "forms/unfinished.h"
#include "tui/grid_screen.h"

static void add_name(const struct grid_screen *s, const char *part, struct buf *out)
{
    struct unfinished_numbers n = {.title = grid_title(s->grid),
                                   .unit = s->unit,
                                   .year = grid_year(s->grid),
                                   .old = grid_mode(s->grid) == GRID_OLD,
                                   .digit = s->digit,
                                   .part = part};
    unfinished_numbers_name(&n, out);
}

void grid_screen_ask(struct grid_screen *s, struct ui *ui, const char *part, struct ui_question q)
{
    struct buf name = {0};
    add_name(s, part, &name);
    q.kept_as = buf_str(&name);
    q.context = s;
    ui_ask(ui, &q);
    buf_release(&name);
}

void grid_screen_add_row_name(const struct grid_screen *s, const char *what, struct buf *out)
{
    buf_addf(out, "%s/%s/%d/", what, title_by_id(grid_title(s->grid))->name, grid_year(s->grid));
    id_add_text(out, grid_row(s->grid, s->at)->id);
}

static const char *const parts[GRID_ANSWERS] = {
    [GRID_ANSWER_NUMBER] = NULL,
    [GRID_ANSWER_DATE] = "date",
    [GRID_ANSWER_REASON] = "reason",
    [GRID_ANSWER_EXCEPT] = "except",
};

bool grid_answers_dropped(struct grid_screen *s, struct ui *ui, struct buf *number)
{
    struct buf name = {0};
    bool any = false;
    for (int i = 0; i < GRID_ANSWERS; i++) {
        struct buf text = {0};
        buf_reset(&name);
        add_name(s, parts[i], &name);
        if (ui_kept(ui, buf_str(&name), i == GRID_ANSWER_NUMBER ? number : &text)) {
            any = true;
            ui_kept_drop(ui, buf_str(&name));
        }
        buf_release(&text);
    }
    buf_release(&name);
    return any;
}

void grid_answers_ask(struct grid_screen *s, struct ui *ui, enum grid_answer_part part,
                      const char *question, bool (*done)(void *, struct ui *, struct span))
{
    s->asking = part;
    grid_screen_ask(s, ui, parts[part],
                    (struct ui_question){.question = question,
                                         .initial = buf_str(&s->answers->part[part]),
                                         .anew = true,
                                         .done = done});
}

void grid_answers_offer(struct grid_screen *s, enum grid_answer_part part, struct span text)
{
    buf_reset(&s->answers->part[part]);
    buf_add_span(&s->answers->part[part], text);
}

void grid_answers_take(struct grid_screen *s, struct span answer)
{
    struct buf b = {0};
    buf_add_span(&b, span_trim(answer));
    buf_release(&s->answers->part[s->asking]);
    s->answers->part[s->asking] = b;
}

void grid_answers_saved(struct grid_screen *s)
{
    buf_reset(&s->answers->part[GRID_ANSWER_REASON]); /* number and day: offered again */
    buf_reset(&s->answers->part[GRID_ANSWER_EXCEPT]);
}

void grid_answers_release(struct grid_answers *a)
{
    for (int i = 0; i < GRID_ANSWERS; i++)
        buf_release(&a->part[i]);
}
