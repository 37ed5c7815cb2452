/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/unfinished.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forms/import_job.h"
#include "forms/kept.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "storage/drafts.h"

static struct unfinished_row *add(struct unfinished *u)
{
    u->v = mem_realloc_array(u->v, u->n + 1, sizeof *u->v);
    u->v[u->n] = (struct unfinished_row){0};
    return &u->v[u->n++];
}

/* ---- what the names of drafts say ---- */

static struct span behind(struct span s, size_t n)
{
    return (struct span){s.p + n, s.n - n};
}

static bool starts(struct span s, const char *with)
{
    return s.n > strlen(with) && memcmp(s.p, with, strlen(with)) == 0;
}

static struct span until(struct span *rest, char c)
{
    const char *at = memchr(rest->p, c, rest->n);
    struct span s = {rest->p, at ? (size_t)(at - rest->p) : rest->n};
    *rest = behind(*rest, at ? s.n + 1 : s.n);
    return s;
}

/* "report/2026/15664/causes" */
static bool read_report(struct span name, struct unfinished_row *row)
{
    struct buf want = {0};
    struct span rest = behind(name, strlen("report/"));
    int64_t year;
    bool known = false;
    if (!number_parse(until(&rest, '/'), &year) || year < 2000 || year > 2100 ||
        !unit_parse(until(&rest, '/'), UNIT_2025, &row->unit))
        return false;
    row->year = (int)year;
    for (int i = 0; i < REPORT_TEXT_COUNT && !known; i++) {
        buf_reset(&want);
        report_text_setting(row->unit, row->year, (enum report_text)i, &want);
        known = span_eq(buf_span(&want), name);
        row->which = (enum report_text)i;
    }
    buf_release(&want);
    return known;
}

void unfinished_numbers_name(const struct unfinished_numbers *n, struct buf *out)
{
    buf_addf(out, "numbers/%s/%d/%d/%d/%.*s", title_by_id(n->title)->name, n->year, n->old,
             n->digit, UNIT_KEY_LEN, n->unit.c);
    if (n->part)
        buf_addf(out, "/%s", n->part);
}

/* Of any part. */
static bool read_numbers(struct span name, struct unfinished_numbers *n)
{
    struct buf title = {0}, want = {0};
    struct span rest = behind(name, strlen("numbers/"));
    int64_t year = 0, old = 0, digit = 0;
    buf_add_span(&title, until(&rest, '/'));
    const struct title_kind *k = title_by_name(buf_str(&title));
    bool ok = k && number_parse(until(&rest, '/'), &year) &&
              number_parse(until(&rest, '/'), &old) && number_parse(until(&rest, '/'), &digit) &&
              year > 2000 && year < 2100 && digit >= 0 && digit < UNFINISHED_DIGITS;
    struct span unit = until(&rest, '/');
    ok = ok && unit.n == UNIT_KEY_LEN;
    if (ok) {
        *n = (struct unfinished_numbers){.title = k->id,
                                         .unit = unit_from_span(unit),
                                         .year = (int)year,
                                         .old = old != 0,
                                         .digit = (int)digit};
        unfinished_numbers_name(n, &want);
        ok = name.n >= want.n && span_eq(buf_span(&want), span_make(name.p, want.n));
    }
    buf_release(&title);
    buf_release(&want);
    return ok;
}

/* Questions that follow each other are one piece of work. */
static bool have_numbers(struct unfinished *u, const struct unfinished_numbers *n, int64_t saved)
{
    for (size_t i = 0; i < u->n; i++) {
        struct unfinished_row *r = &u->v[i];
        const struct unfinished_numbers *x = &r->numbers;
        if (r->kind == UNFINISHED_NUMBERS && x->title == n->title && x->year == n->year &&
            x->old == n->old && x->digit == n->digit && unit_eq(x->unit, n->unit)) {
            r->saved = r->saved > saved ? r->saved : saved;
            return true;
        }
    }
    return false;
}

static const char *numbers_text(int digit)
{
    switch (digit) {
    case UNFINISHED_DECIDE:
    case UNFINISHED_REFUSE:
        return _("Quyết định: %s %d");
    case UNFINISHED_VOTES:
        return _("Số phiếu: %s %d");
    case UNFINISHED_PROPOSE:
        return _("Tờ trình: %s %d");
    case UNFINISHED_MEET:
        return _("Họp bình xét: %s %d");
    case UNFINISHED_RENEW:
    case UNFINISHED_AGAIN:
        return _("Đăng ký lại: %s %d");
    default:
        return _("Nhập theo số: %s %d");
    }
}

/* Up to its "?" or ":"; examples come behind. */
static struct span short_question(struct span q)
{
    size_t n = 0;
    while (n < q.n && q.p[n] != '?' && q.p[n] != ':')
        n++;
    return span_make(q.p, n);
}

static void note(void *context, const struct draft_info *info)
{
    struct unfinished_row row = {.saved = info->saved};
    struct buf name = {0}, text = {0};
    struct span as;
    buf_add_span(&name, info->form);
    if (starts(info->form, "import/")) {
        row.kind = UNFINISHED_IMPORT;
        row.path = mem_strdup(buf_str(&name) + strlen("import/"));
        const char *slash = strrchr(row.path, '/');
        buf_addf(&text, _("Nhập tệp %s"), slash ? slash + 1 : row.path);
    } else if (starts(info->form, "report/") && read_report(info->form, &row)) {
        row.kind = UNFINISHED_REPORT;
        buf_addf(&text, _("Báo cáo năm %d, %s"), row.year, report_text_label(row.which));
    } else if (kept_is(info->form, &as) && starts(as, "numbers/") &&
               read_numbers(as, &row.numbers) && row.numbers.digit != UNFINISHED_PASTE) {
        row.kind = UNFINISHED_NUMBERS;
        if (!have_numbers(context, &row.numbers, info->saved))
            buf_addf(&text, numbers_text(row.numbers.digit),
                     _(title_by_id(row.numbers.title)->label), row.numbers.year);
    } else if (kept_is(info->form, &as)) {
        row.kind = UNFINISHED_ANSWER;
        buf_adds(&text, "?"); /* it stands in its bytes */
    } else if (sheet_draft_parse(info->form, &row.sheet)) {
        row.kind = UNFINISHED_SHEET;
        buf_addf(&text, _("Phiếu chấm %s %d"), _(row.sheet.kind->label), row.sheet.year);
    }
    if (text.n) {
        row.name = mem_strdup(buf_str(&name));
        row.text = mem_strdup(buf_str(&text));
        *add(context) = row;
    }
    buf_release(&name);
    buf_release(&text);
}

/* ---- records ---- */

struct naming {
    const struct form_draft *draft;
    struct buf text;
};

/* "Hộ số 27, Nguyễn Thị Hường": the name as it was typed, else as it is stored. */
static enum status name_record(struct book_tx *t, void *context)
{
    struct naming *n = context;
    const struct form_draft *f = n->draft;
    struct record r = {0};
    struct buf name = {0};
    buf_reset(&n->text); /* the closure may run again */
    buf_adds(&name, f->title ? f->title : "");
    bool there = f->id && book_get(t, f->id, &r) == STATUS_OK;
    if (there && r.number)
        buf_addf(&n->text, _("%s số %u"), entity_one(f->e), r.number);
    else
        buf_addf(&n->text, f->id ? "%s" : _("%s mới"), entity_one(f->e));
    if (!name.n && there && entity_field_flag(f->e, FIELD_NAME) >= 0)
        buf_add_span(&name, record_name(&r));
    if (name.n)
        buf_addf(&n->text, ", %s", buf_str(&name));
    if (there)
        record_release(&r);
    buf_release(&name);
    return STATUS_OK;
}

static enum status add_forms(struct unfinished *u, struct book *b, const struct caller *who,
                             struct detail *d)
{
    struct form_drafts drafts = {0};
    enum status s = form_drafts_load(&drafts, b, who, NULL, d);
    for (size_t i = 0; i < drafts.n && s == STATUS_OK; i++) {
        struct naming n = {.draft = &drafts.v[i]};
        s = book_read(b, who, name_record, &n, d);
        if (s == STATUS_OK)
            *add(u) = (struct unfinished_row){.kind = UNFINISHED_FORM,
                                              .name = mem_strdup(drafts.v[i].name),
                                              .text = mem_strdup(buf_str(&n.text)),
                                              .saved = drafts.v[i].saved,
                                              .e = drafts.v[i].e};
        buf_release(&n.text);
    }
    form_drafts_release(&drafts);
    return s;
}

/* ---- sheets ---- */

struct whose {
    struct unfinished_row *row;
    struct buf text, place;
};

/* ", Hộ số 27, Nguyễn Thị Hường" and "Thôn Đoài" */
static enum status name_subject(struct book_tx *t, void *context)
{
    struct whose *w = context;
    struct record r;
    struct unit_key place = w->row->sheet.place;
    buf_reset(&w->text); /* the closure may run again */
    buf_reset(&w->place);
    if (w->row->sheet.subject && book_get(t, w->row->sheet.subject, &r) == STATUS_OK) {
        place = r.unit;
        if (r.number) {
            buf_adds(&w->text, ", ");
            buf_addf(&w->text, _("%s số %u"), entity_one(r.e), r.number);
        }
        buf_addf(&w->text, ", %.*s", (int)record_name(&r).n, record_name(&r).p);
        record_release(&r);
    }
    w->row->unit = place;
    if (unit_level(place) == UNIT_NONE || w->row->sheet.kind->id == TITLE_COMMUNITY)
        return STATUS_OK;
    struct resolver res = book_resolver(t, place);
    res.unit_name(res.context, place, &w->place);
    return STATUS_OK;
}

static enum status name_sheet(struct unfinished_row *row, struct book *b, const struct caller *who,
                              struct detail *d)
{
    struct whose w = {.row = row};
    struct buf text = {0};
    enum status s = book_read(b, who, name_subject, &w, d);
    buf_addf(&text, "%s%s", row->text, buf_str(&w.text));
    free(row->text);
    row->text = buf_detach(&text);
    row->place = buf_detach(&w.place);
    buf_release(&w.text);
    return s;
}

/* ---- answers ---- */

static void name_answer(struct unfinished_row *row, struct span bytes)
{
    struct kept k = {0};
    struct buf text = {0}, place = {0}, question = {0}, typed = {0};
    if (!kept_parse(bytes, &k))
        return;
    buf_add_span(&text, short_question(k.question));
    buf_add_span(&place, k.where);
    buf_add_span(&question, k.question);
    buf_add_span(&typed, k.text);
    free(row->text);
    row->text = buf_detach(&text);
    row->place = buf_detach(&place);
    row->question = buf_detach(&question);
    row->typed = buf_detach(&typed);
}

/* ---- the list ---- */

static int newest_first(const void *a, const void *b)
{
    const struct unfinished_row *x = a, *y = b;
    return x->saved > y->saved ? -1 : x->saved < y->saved ? 1 : strcmp(x->name, y->name);
}

enum status unfinished_load(struct unfinished *out, struct book *b, const struct caller *who,
                            struct detail *d)
{
    const char *path = store_path(b->store);
    *out = (struct unfinished){0};
    enum status s = add_forms(out, b, who, d);
    if (s == STATUS_OK && *path)
        s = draft_each(path, span_of(who->name), note, out, d);
    for (size_t i = 0; i < out->n; i++) {
        struct unfinished_row *row = &out->v[i];
        struct buf bytes = {0};
        bool inside = row->kind == UNFINISHED_IMPORT || row->kind == UNFINISHED_ANSWER;
        if (inside &&
            draft_load(path, span_of(who->name), span_of(row->name), &bytes, NULL) == STATUS_OK) {
            if (row->kind == UNFINISHED_IMPORT)
                row->e = import_job_draft_entity(buf_span(&bytes));
            else
                name_answer(row, buf_span(&bytes));
        }
        if (row->kind == UNFINISHED_SHEET && s == STATUS_OK)
            s = name_sheet(row, b, who, d);
        buf_release(&bytes);
    }
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, newest_first);
    return s;
}

void unfinished_release(struct unfinished *u)
{
    for (size_t i = 0; i < u->n; i++) {
        free(u->v[i].name);
        free(u->v[i].text);
        free(u->v[i].path);
        free(u->v[i].place);
        free(u->v[i].question);
        free(u->v[i].typed);
    }
    free(u->v);
    *u = (struct unfinished){0};
}

/* ---- words ---- */

void unfinished_add_time(struct buf *out, int64_t seconds, int64_t now)
{
    day on = day_of_seconds(seconds);
    int year, month, mday;
    day_split(on, &year, &month, &mday);
    if (on != day_of_seconds(now))
        buf_addf(out, "%02d/%02d ", mday, month);
    day_add_clock(out, seconds);
}

void unfinished_add_line(const struct unfinished *u, int64_t now, struct buf *out)
{
    struct buf at = {0};
    if (!u->n)
        return;
    unfinished_add_time(&at, u->v[0].saved, now);
    buf_addf(out, _("%s, sửa dở lúc %s"), u->v[0].text, buf_str(&at));
    if (u->n > 1)
        buf_addf(out, _(", và %zu việc khác"), u->n - 1);
    buf_release(&at);
}
