/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions that follow each other: the decision on a list, the proposal of one. Every answer is
 * kept when the next one is wrong, and when the line closes: the draft is the answers, a line each.
 */
#include <string.h>

#include "tui/grid_screen.h"

/* An empty number: it has been given up. */
static bool keep(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct buf text = {0};
    for (int i = 0; i < GRID_ANSWERS; i++) {
        buf_add_span(&text, i == s->asking ? answer : buf_span(&s->answers->part[i]));
        buf_addc(&text, '\n');
    }
    bool kept = grid_screen_keep(s, ui, *buf_str(&text) == '\n' ? span_of("") : buf_span(&text));
    buf_release(&text);
    return kept;
}

static void take_back(struct grid_answers *a, struct span text)
{
    for (int i = 0; i < GRID_ANSWERS && text.n; i++) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end ? (size_t)(end - text.p) : text.n;
        buf_reset(&a->part[i]);
        buf_add_span(&a->part[i], span_make(text.p, n));
        n += end != NULL;
        text = span_make(text.p + n, text.n - n);
    }
}

bool grid_answers_begin(struct grid_screen *s, struct grid_answers *a, int digit)
{
    struct buf text = {0};
    s->answers = a;
    s->digit = digit;
    a->begun = grid_screen_begun(s, &text);
    if (a->begun)
        take_back(a, buf_span(&text));
    buf_release(&text);
    return a->begun;
}

void grid_answers_ask(struct grid_screen *s, struct ui *ui, enum grid_answer_part part,
                      const char *question, bool (*done)(void *, struct ui *, struct span))
{
    s->asking = (int)part;
    struct ui_question q = {.question = question,
                            .initial = buf_str(&s->answers->part[part]),
                            .anew = !s->answers->begun, /* else one types on */
                            .done = done,
                            .keep = keep,
                            .context = s};
    ui_ask(ui, &q);
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
    keep(s, NULL, buf_span(&b)); /* what cannot be kept is asked on all the same */
}

void grid_answers_saved(struct grid_screen *s, struct ui *ui)
{
    grid_screen_drop(s, ui);
    buf_reset(&s->answers->part[GRID_ANSWER_REASON]); /* number and day: offered again */
    buf_reset(&s->answers->part[GRID_ANSWER_EXCEPT]);
    s->answers->begun = false;
}

void grid_answers_release(struct grid_answers *a)
{
    for (int i = 0; i < GRID_ANSWERS; i++)
        buf_release(&a->part[i]);
}
