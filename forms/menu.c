/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/menu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/backup.h"
#include "core/find.h"
#include "core/progress_print.h"
#include "core/submission.h"
#include "core/target.h"
#include "core/unitbook.h"
#include "forms/person.h"
#include "forms/fund_view.h"
#include "forms/report_words.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/utf8.h"
#include "locale/width.h"

enum { FOR_LEADER = 1 << 0, FOR_OFFICER = 1 << 1, FOR_VIEWER = 1 << 2, FOR_ALL = 7 };

/* entity: the entry is there when the program has such a table; NULL: always. digit: leader's and
 * viewer's, officer's. */
static const struct item {
    enum menu_id id;
    char digit[2];
    unsigned roles;
    const char *entity;
    const char *label;
} items[] = {
    {MENU_HOUSEHOLDS, "12", FOR_ALL, NULL, N_("Hộ và người")},
    {MENU_GRID, "23", FOR_LEADER | FOR_OFFICER, NULL, N_("Đăng ký - bình xét")},
    {MENU_PROGRESS, "34", FOR_ALL, NULL, N_("Tiến độ")},
    {MENU_ACTIVITIES, "4\0", FOR_LEADER, "activity", N_("Hoạt động")},
    {MENU_FUND, "5\0", FOR_LEADER, "fund", N_("Quỹ khuyến học")},
    {MENU_REPORTS, "68", FOR_ALL, NULL, N_("Báo cáo năm")},
    {MENU_HAMLETS, "\0001", FOR_OFFICER, NULL, N_("Thôn, tổ dân phố")},
    {MENU_CLANS, "\0005", FOR_OFFICER, NULL, N_("Dòng họ")},
    {MENU_ORGANISATIONS, "\0006", FOR_OFFICER, NULL, N_("Đơn vị")},
    {MENU_PAPERS, "\0007", FOR_OFFICER, NULL, N_("Các sổ khác")},
    {MENU_IMPORT, "\0009", FOR_OFFICER, NULL, N_("Nhập tệp cũ")},
};

struct unit_key menu_unit(const struct book *b, const struct caller *who)
{
    switch (who->role) {
    case ROLE_LEADER:
    case ROLE_VIEWER:
        return who->n_units ? who->units[0] : (struct unit_key){0};
    case ROLE_OFFICER:
    case ROLE_ADMIN:
        break;
    }
    return unit_level(b->commune) != UNIT_NONE ? b->commune : b->province;
}

static unsigned role_flag(enum role r)
{
    switch (r) {
    case ROLE_LEADER:
        return FOR_LEADER;
    case ROLE_VIEWER:
        return FOR_VIEWER;
    case ROLE_OFFICER:
    case ROLE_ADMIN:
        break;
    }
    return FOR_OFFICER;
}

/* ---- facts ---- */

struct facts {
    struct progress p;
    size_t families; /* in the list */
    size_t below, documents;
    size_t activities;           /* of this year, until today */
    struct buf funds;            /* "12.450.000 đồng"; nothing when there is no book */
    struct deadline hamlets_due; /* of a commune: by when its hamlets hand in */
    bool handed_in;              /* the report that is spoken of stands */
};

struct load {
    struct unit_key unit;
    struct menu *out;
    struct facts f;
};

static const struct progress_line *line_of(const struct facts *f, enum indicator i)
{
    for (size_t k = 0; k < f->p.n; k++)
        if (f->p.line[k].indicator == i)
            return &f->p.line[k];
    return NULL;
}

static void add_counted(struct buf *b, int64_t n, const char *what)
{
    number_add_vn(b, n);
    buf_addf(b, " %s", what);
}

static void households(const struct facts *f, struct buf *b)
{
    const struct progress_line *l = line_of(f, INDICATOR_FAMILY);
    struct buf total = {0}, listed = {0};
    if (!l)
        return;
    number_add_vn(&total, l->total);
    number_add_vn(&listed, (int64_t)f->families);
    buf_addf(b, _("%s hộ, đã nhập %s"), buf_str(&total), buf_str(&listed));
    buf_release(&total);
    buf_release(&listed);
}

static void registered(const struct facts *f, struct buf *b)
{
    const struct progress_line *l = line_of(f, INDICATOR_FAMILY);
    struct buf n = {0};
    if (!l)
        return;
    number_add_vn(&n, l->registered);
    buf_addf(b, _("%s hộ đã đăng ký năm nay"), buf_str(&n));
    buf_release(&n);
}

static void progress(const struct facts *f, struct buf *b)
{
    const struct progress_line *l = line_of(f, INDICATOR_FAMILY);
    struct buf n = {0}, total = {0};
    if (!l)
        return;
    number_add_vn(&n, l->recognised ? l->recognised : l->proposed);
    number_add_vn(&total, l->total);
    buf_addf(
        b, l->recognised ? _("Gia đình: công nhận %s trên %s") : _("Gia đình: đề nghị %s trên %s"),
        buf_str(&n), buf_str(&total));
    buf_release(&n);
    buf_release(&total);
}

static void add_short_day(struct buf *b, day d)
{
    int year, month, mday;
    day_split(d, &year, &month, &mday);
    buf_addf(b, "%02d/%02d", mday, month);
}

static void add_fact(enum menu_id id, const struct facts *f, const struct deadline *due,
                     struct buf *b)
{
    const struct progress_line *l;
    switch (id) {
    case MENU_HOUSEHOLDS:
        households(f, b);
        return;
    case MENU_GRID:
        registered(f, b);
        return;
    case MENU_PROGRESS:
        progress(f, b);
        return;
    case MENU_REPORTS:
        if (f->handed_in)
            buf_adds(b, _("đã nộp"));
        else
            buf_addf(b, "%s ", due->proposed ? _("nên nộp trước") : _("nộp trước"));
        if (!f->handed_in && f->hamlets_due.known)
            add_short_day(b, due->before);
        else if (!f->handed_in)
            day_add_vn(b, due->before);
        if (f->hamlets_due.known) { /* an officer minds both */
            buf_addf(b, "; %s ", _("thôn"));
            add_short_day(b, f->hamlets_due.before);
        }
        return;
    case MENU_HAMLETS:
        add_counted(b, (int64_t)f->below, _("thôn, tổ dân phố"));
        return;
    case MENU_CLANS:
        l = line_of(f, INDICATOR_CLAN);
        add_counted(b, l ? l->total : 0, progress_indicator_counter(INDICATOR_CLAN));
        return;
    case MENU_ORGANISATIONS:
        l = line_of(f, INDICATOR_ORGANISATION);
        add_counted(b, l ? l->total : 0, progress_indicator_counter(INDICATOR_ORGANISATION));
        return;
    case MENU_PAPERS:
        add_counted(b, (int64_t)f->documents, _("văn bản"));
        return;
    case MENU_ACTIVITIES:
        number_add_vn(b, (int64_t)f->activities);
        buf_addf(b, " %s", _("buổi"));
        return;
    case MENU_FUND:
        buf_add_span(b, buf_span(&f->funds));
        return;
    case MENU_IMPORT:
        return;
    }
}

/* ---- head ---- */

static void add_phase(struct buf *b, int year)
{
    int end = phase_end_of_year(year);
    buf_addf(b, _("Năm %d"), year);
    if (end)
        buf_addf(b, " · %s", end == 2025 ? _("Giai đoạn 1") : _("Giai đoạn 2"));
}

static enum status add_where(struct book_tx *t, struct unit_key unit, struct buf *b)
{
    struct place p;
    enum status s = place_load(t, unit, &p);
    if (s != STATUS_OK)
        return s;
    text_add_safe(b, span_of(p.full));
    place_release(&p);
    struct unit_key up = unitbook_parent(t, unit, t->who->today);
    if (unit_level(unit) == UNIT_HAMLET && place_load(t, up, &p) == STATUS_OK) {
        buf_adds(b, " · ");
        text_add_safe(b, span_of(p.inner));
        place_release(&p);
    }
    return STATUS_OK;
}

static enum status count_unit(struct book_tx *t, const struct unit_info *u, void *context)
{
    day today = t->who->today;
    if ((!u->from || u->from <= today) && (!u->to || u->to >= today))
        ++*(size_t *)context;
    return STATUS_OK;
}

static enum status count_documents(struct book_tx *t, struct unit_key unit, size_t *n)
{
    struct find_options o = {.unit = unit};
    struct find_result r;
    enum status s = find_ids(t, entity_by_id(ENTITY_DOCUMENT), &o, &r);
    *n = r.total;
    find_result_release(&r);
    return s;
}

struct counting {
    int year;
    day today;
    size_t n;
};

static enum status count_activity(struct book_tx *t, const struct record *r, void *context)
{
    struct counting *c = context;
    struct pdate d = value_date(record_value(r, "date"));
    (void)t;
    c->n += d.year == c->year && pdate_first(d) <= c->today;
    return STATUS_OK;
}

static enum status count_activities(struct book_tx *t, struct unit_key unit, int year, size_t *n)
{
    struct find_options o = {.unit = unit};
    struct counting c = {year, t->who->today, 0};
    enum status s = find_records(t, entity_by_id(ENTITY_ACTIVITY), &o, count_activity, &c);
    *n = c.n;
    return s;
}

static enum status load_facts(struct load *x, struct book_tx *t)
{
    struct explain_who *who = NULL;
    enum status s = progress_of(t, x->unit, x->out->year, &x->f.p);
    if (s == STATUS_OK)
        s = progress_explain_ids(t, x->unit, INDICATOR_FAMILY, x->out->year, EXPLAIN_TOTAL, &who,
                                 &x->f.families);
    free(who);
    if (s == STATUS_OK && unit_level(x->unit) != UNIT_HAMLET) {
        s = unitbook_each(t, x->unit, count_unit, &x->f.below);
        if (s == STATUS_OK)
            s = count_documents(t, x->unit, &x->f.documents);
    } else if (s == STATUS_OK) {
        s = count_activities(t, x->unit, x->out->year, &x->f.activities);
        if (s == STATUS_OK)
            s = fund_view_add_sum(t, x->unit, x->out->year, &x->f.funds);
    }
    return s;
}

static void make_entries(struct load *x, const struct caller *who)
{
    struct menu *m = x->out;
    unsigned role = role_flag(who->role);
    struct buf b = {0};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        const struct item *it = &items[i];
        char digit = it->digit[role == FOR_OFFICER];
        if (!(it->roles & role) || !digit || (it->entity && !entity_by_name(it->entity)))
            continue;
        size_t at = m->n++; /* in the order of the digits */
        for (; at > 0 && m->v[at - 1].digit > digit; at--)
            m->v[at] = m->v[at - 1];
        struct menu_entry *e = &m->v[at];
        *e = (struct menu_entry){.id = it->id, .digit = digit, .label = _(it->label)};
        buf_reset(&b);
        if (it->id == MENU_REPORTS && m->report_year != m->year)
            buf_addf(&b, "%d: ", m->report_year);
        add_fact(it->id, &x->f, &m->deadline, &b);
        utf8_copy(e->fact, sizeof e->fact, buf_span(&b));
    }
    buf_release(&b);
}

/* The given name, which comes last: the line is short. */
static void add_person(struct book_tx *t, struct menu *m)
{
    struct buf b = {0}, last = {0};
    person_add_name(t, t->who->name, &b);
    struct span s = span_trim(buf_span(&b));
    size_t n = 0;
    while (n < s.n && s.p[s.n - n - 1] != ' ')
        n++;
    text_add_safe(&last, (struct span){s.p + s.n - n, n});
    utf8_copy(m->person, sizeof m->person, buf_span(&last));
    buf_release(&b);
    buf_release(&last);
}

/* An empty book needs none. */
static void add_backup(const struct load *x, const struct caller *who, const struct book *book)
{
    int days = backup_days(book, (int64_t)time(NULL));
    struct buf b = {0};
    if (role_flag(who->role) != FOR_OFFICER || !x->f.families || !*store_path(book->store))
        return;
    if (days < 0)
        buf_adds(&b, _("Sao lưu: chưa có bản nào   (bấm c, rồi chọn Sao lưu)"));
    else if (days > BACKUP_OLD_DAYS)
        buf_addf(&b, _("Sao lưu: bản gần nhất đã %d ngày   (bấm c, rồi chọn Sao lưu)"), days);
    utf8_copy(x->out->backup_text, sizeof x->out->backup_text, buf_span(&b));
    buf_release(&b);
}

/* Was anything done in that year? A book that begins in January owes nothing of the year before. */
static enum status anything(struct book_tx *t, struct unit_key unit, int year, bool *is)
{
    struct progress p;
    enum status s = progress_of(t, unit, year, &p);
    *is = false;
    for (size_t i = 0; s == STATUS_OK && i < p.n; i++)
        *is = *is || p.line[i].registered || p.line[i].recognised;
    return s;
}

/* Until the report of the year before is handed in it is spoken of first: while that year is open
 * (core/submission.h), and when it was begun or returned, until the next one comes near. */
enum { NEAR = 60 /* days before a deadline */ };

static enum status find_report_year(struct load *x, struct book_tx *t)
{
    struct menu *m = x->out;
    struct record r;
    bool owed = false;
    int last = m->year - 1;
    m->report_year = m->year;
    enum unit_level level = unit_level(x->unit);
    enum status s = deadline_of(t, x->unit, m->year, &m->deadline);
    if (s != STATUS_OK || m->deadline.before - t->who->today < NEAR)
        return s;
    if ((level != UNIT_HAMLET && level != UNIT_COMMUNE) || submission_stands(t, x->unit, last))
        return store_tx_status(t->tx);
    s = submission_find(t, x->unit, REPORT_ANNUAL, last, &r);
    if (s == STATUS_OK) {
        record_release(&r);
        owed = true;
    } else if (s == STATUS_NOTFOUND) {
        s = STATUS_OK;
        if (!submission_year_closed(t, x->unit, last))
            s = anything(t, x->unit, last, &owed);
    }
    if (owed)
        m->report_year = last;
    return s;
}

static enum status load_deadlines(struct load *x, struct book_tx *t)
{
    struct deadline all[DEADLINES_MAX];
    size_t n;
    struct menu *m = x->out;
    enum status s = find_report_year(x, t);
    if (s == STATUS_OK)
        s = deadline_of(t, x->unit, m->report_year, &m->deadline);
    enum unit_level level = unit_level(x->unit);
    if (s == STATUS_OK && (level == UNIT_HAMLET || level == UNIT_COMMUNE)) {
        x->f.handed_in = submission_stands(t, x->unit, m->report_year);
        s = store_tx_status(t->tx);
    }
    if (s == STATUS_OK)
        s = deadline_list(t, x->unit, m->report_year, all, &n);
    for (size_t i = 0; s == STATUS_OK && i < n; i++)
        if (all[i].report == REPORT_ANNUAL && all[i].level == DEADLINE_HAMLET &&
            m->deadline.level == DEADLINE_COMMUNE)
            x->f.hamlets_due = all[i];
    return s;
}

static enum status load_fn(struct book_tx *t, void *context)
{
    struct load *x = context;
    struct buf b = {0};
    struct menu *m = x->out;
    *m = (struct menu){.unit = x->unit, .year = day_year(t->who->today)};
    buf_release(&x->f.funds); /* the closure may be run again */
    x->f = (struct facts){0};
    enum status s = load_facts(x, t);
    if (s == STATUS_OK)
        s = add_where(t, x->unit, &b);
    utf8_copy(m->where, sizeof m->where, buf_span(&b));
    if (s == STATUS_OK)
        s = load_deadlines(x, t);
    if (s == STATUS_OK) {
        buf_reset(&b);
        if (x->f.handed_in)
            buf_addf(&b, _("Báo cáo năm %d đã nộp. Sửa kết quả của năm ấy thì phải ghi lý do."),
                     m->report_year);
        else
            deadline_add_sentence(&m->deadline, t->who->today, &b);
        utf8_copy(m->deadline_text, sizeof m->deadline_text, buf_span(&b));
        buf_reset(&b);
        add_phase(&b, m->year);
        utf8_copy(m->when, sizeof m->when, buf_span(&b));
        add_person(t, m);
        make_entries(x, t->who);
    }
    buf_release(&b);
    return s;
}

enum status menu_load(struct book *b, const struct caller *who, struct unit_key unit,
                      struct menu *out, struct detail *d)
{
    struct load x = {.unit = unit, .out = out};
    enum status s = book_read(b, who, load_fn, &x, d);
    buf_release(&x.f.funds);
    if (s == STATUS_OK)
        add_backup(&x, who, b);
    return s;
}
