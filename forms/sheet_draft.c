/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is typed and not saved, as a draft beside the store. A line a changed row:
 *
 *     sheet 1 TAB row TAB column
 *     code TAB self TAB review TAB evidence TAB the same three as the record had them
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/sheet.h"
#include "storage/drafts.h"

static const char *folder(const struct sheet *x)
{
    return store_path(x->book->store);
}

/* "sheet/family/2026/0000010000000007", wherever the household may move; of a commune
 * "sheet/commune/2026/115664000". */
void sheet_draft_name(const struct sheet *x, struct buf *out)
{
    buf_addf(out, "sheet/%s/%d/", x->kind->name, x->year);
    if (x->subject)
        buf_addf(out, "%016llx", (unsigned long long)x->subject);
    else
        buf_add_span(out, unit_span(&x->place));
}

static void to_draft(const struct sheet *x, struct buf *out)
{
    buf_addf(out, "sheet 1\t%zu\t%d\n", x->at, (int)x->column);
    for (size_t i = 0; i < x->entry.set.n; i++) {
        const struct sheet_row *r = &x->row[i];
        if (!edit_dirty(&r->edit[0]) && !edit_dirty(&r->edit[1]) && !edit_dirty(&r->edit[2]))
            continue;
        buf_adds(out, x->entry.set.v[i].code);
        for (int c = 0; c < SHEET_COLUMNS; c++) {
            buf_addc(out, '\t');
            buf_add_span(out, edit_text(&r->edit[c]));
        }
        for (int c = 0; c < SHEET_COLUMNS; c++) {
            buf_addc(out, '\t');
            buf_add_span(out, buf_span(&r->edit[c].saved));
        }
        buf_addc(out, '\n');
    }
}

static struct span cut(struct span *rest, char at)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] != at)
        n++;
    struct span part = span_make(rest->p, n);
    n += n < rest->n;
    *rest = span_make(rest->p + n, rest->n - n);
    return part;
}

static size_t number(struct span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && i < 6 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n = n * 10 + (size_t)(s.p[i] - '0');
    return n;
}

static bool read_id(struct span s, uint64_t *id)
{
    *id = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
        *id = *id << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return s.n == 16 && *id;
}

bool sheet_draft_parse(struct span name, struct sheet_draft_info *out)
{
    struct span rest = name;
    char title[24];
    *out = (struct sheet_draft_info){0};
    if (!span_eq_str(cut(&rest, '/'), "sheet"))
        return false;
    struct span word = cut(&rest, '/');
    snprintf(title, sizeof title, "%.*s", (int)word.n, word.p);
    out->kind = title_by_name(title);
    out->year = (int)number(cut(&rest, '/'));
    if (!out->kind || out->year < 2000 || out->year > 2100)
        return false;
    out->place = unit_from_span(rest.n == UNIT_KEY_LEN ? rest : span_make("", 0));
    return read_id(rest, &out->subject) || unit_level(out->place) != UNIT_NONE;
}

/* Only what the person had changed: a cell that the record has changed since stays with it. */
static void take_row(struct sheet *x, struct span line)
{
    struct span cell[2 * SHEET_COLUMNS];
    int i = criteria_find(&x->entry.set, cut(&line, '\t'));
    for (int c = 0; c < 2 * SHEET_COLUMNS; c++)
        cell[c] = cut(&line, '\t');
    for (int c = 0; i >= 0 && c < SHEET_COLUMNS; c++)
        if (!span_eq(cell[c], cell[SHEET_COLUMNS + c])) {
            edit_replace(&x->row[i].edit[c], cell[c]);
            x->from_draft = true;
        }
}

void sheet_draft_read(struct sheet *x)
{
    struct buf name = {0}, bytes = {0};
    sheet_draft_name(x, &name);
    if (*folder(x) &&
        draft_load(folder(x), span_of(x->who->name), buf_span(&name), &bytes, NULL) == STATUS_OK) {
        struct span rest = buf_span(&bytes), head = cut(&rest, '\n');
        x->draft_there = true;
        if (span_eq_str(cut(&head, '\t'), "sheet 1")) {
            size_t at = number(cut(&head, '\t')), column = number(head);
            while (rest.n)
                take_row(x, cut(&rest, '\n'));
            if (at < x->entry.set.n && column < SHEET_COLUMNS) {
                x->at = at;
                x->column = (enum sheet_column)column;
            }
        }
    }
    buf_release(&name);
    buf_release(&bytes);
}

void sheet_draft_remove(struct sheet *x)
{
    struct buf name = {0};
    sheet_draft_name(x, &name);
    if (x->draft_there &&
        draft_remove(folder(x), span_of(x->who->name), buf_span(&name), NULL) == STATUS_OK)
        x->draft_there = false;
    x->draft_due = false;
    buf_release(&name);
}

enum status sheet_draft_save(struct sheet *x, struct detail *d)
{
    struct buf name = {0}, bytes = {0};
    enum status s = STATUS_OK;
    if (!x->draft_due || !*folder(x))
        return s;
    if (!sheet_dirty(x)) {
        sheet_draft_remove(x);
        return s;
    }
    sheet_draft_name(x, &name);
    to_draft(x, &bytes);
    s = draft_save(folder(x), span_of(x->who->name), buf_span(&name), buf_span(&bytes), d);
    if (s == STATUS_OK) {
        x->draft_there = true;
        x->draft_due = false;
    }
    buf_release(&name);
    buf_release(&bytes);
    return s;
}
