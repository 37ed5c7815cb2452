/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_subjects.h"

#include <stdlib.h>
#include <string.h>

#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"

/* ---- loading ---- */

struct loading {
    struct frame *f;
    struct subjects *out;
    const struct explain_who *who;
    size_t n, at;
};

static char *text_of(struct buf *b)
{
    char *s = mem_strdup(buf_str(b));
    buf_release(b);
    return s;
}

static bool is_person(const struct subjects *s)
{
    return s->kind->subject == ENTITY_HOUSEHOLD || s->kind->subject == ENTITY_CITIZEN;
}

static void take_name(struct loading *l, struct subject_row *row, const struct record *subject)
{
    struct buf b = {0}, key = {0};
    if (subject)
        buf_add_span(&b, record_name(subject));
    else
        buf_adds(&b, l->f->unit.full);
    if (is_person(l->out))
        fold_sort_key(&key, buf_span(&b));
    else
        fold_sort_text(&key, buf_span(&b));
    if (!b.n)
        buf_adds(&b, "(không nêu tên)");
    row->name = text_of(&b);
    row->key_n = key.n;
    row->key = buf_detach(&key);
}

static void take_home(struct loading *l, struct subject_row *row, const struct record *subject)
{
    struct buf b = {0};
    struct resolver r = book_resolver(l->f->t, row->unit);
    enum entity_id e = subject ? subject->e->id : ENTITY_NONE;
    if (e == ENTITY_CITIZEN && record_value(subject, "household")->n)
        r.name(r.context, entity_by_id(ENTITY_HOUSEHOLD),
               (uint64_t)record_value(subject, "household")->n, &b);
    else if (e == ENTITY_CLAN)
        buf_add_span(&b, record_text(subject, "chief"));
    row->home = text_of(&b);
    if (e == ENTITY_HOUSEHOLD || e == ENTITY_CITIZEN)
        row->birth = value_date(record_value(subject, "birth")).year;
}

static enum status take(struct book_tx *t, const struct record *subject, const struct record *title,
                        void *context)
{
    struct loading *l = context;
    struct subjects *s = l->out;
    (void)t;
    s->v = mem_realloc_array(s->v, s->n + 1, sizeof *s->v);
    struct subject_row *row = &s->v[s->n++];
    *row = (struct subject_row){.id = subject ? subject->id : 0,
                                .unit = subject ? subject->unit : l->f->unit.unit};
    if (subject && l->at < l->n && l->who[l->at].id == subject->id)
        row->unit = l->who[l->at++].unit;
    take_name(l, row, subject);
    take_home(l, row, subject);
    if (title) {
        row->has_title = true;
        record_copy(&row->title, title);
    }
    return STATUS_OK;
}

static int in_order(const void *a, const void *b)
{
    const struct subject_row *x = a, *y = b;
    int c = unit_cmp(x->unit, y->unit);
    size_t n = x->key_n < y->key_n ? x->key_n : y->key_n;
    if (!c && n)
        c = memcmp(x->key, y->key, n);
    if (!c && x->key_n != y->key_n)
        c = x->key_n < y->key_n ? -1 : 1;
    if (!c && x->birth != y->birth)
        c = x->birth < y->birth ? -1 : 1;
    return c ? c : x->id < y->id ? -1 : x->id > y->id;
}

enum status subjects_load(struct frame *f, enum title_id title, int year, enum explain_state state,
                          struct subjects *out)
{
    struct explain_who *who = NULL;
    struct loading l = {.f = f, .out = out};
    *out = (struct subjects){.kind = title_by_id(title)};
    enum indicator what = (enum indicator)title;
    enum status s = progress_explain_ids(f->t, f->unit.unit, what, year, state, &who, &l.n);
    l.who = who;
    if (s == STATUS_OK)
        s = progress_explain(f->t, f->unit.unit, what, year, state, take, &l);
    free(who);
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, in_order);
    if (s != STATUS_OK)
        subjects_release(out);
    return s;
}

static void release_row(struct subject_row *r)
{
    free(r->name);
    free(r->home);
    free(r->key);
    if (r->has_title)
        record_release(&r->title);
}

void subjects_release(struct subjects *s)
{
    for (size_t i = 0; i < s->n; i++)
        release_row(&s->v[i]);
    free(s->v);
    *s = (struct subjects){.kind = s->kind};
}

static bool in_state(const struct subject_row *r, enum title_state state)
{
    return r->has_title && record_n(&r->title, "state") == (int64_t)state;
}

void subjects_prefer(struct subjects *s, enum title_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += in_state(&s->v[i], state);
    if (!n)
        return;
    n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (in_state(&s->v[i], state))
            s->v[n++] = s->v[i];
        else
            release_row(&s->v[i]);
    s->n = n;
}

bool subject_failed(const struct subject_row *r)
{
    return r->has_title &&
           (record_n(&r->title, "failed") || record_n(&r->title, "state") == STATE_REFUSED);
}

/* ---- words ---- */

size_t subjects_titles(enum title_id asked, enum title_id out[SUBJECT_TITLES])
{
    static const enum title_id all[] = {TITLE_FAMILY, TITLE_CLAN, TITLE_COMMUNITY,
                                        TITLE_ORGANISATION, TITLE_CITIZEN};
    if (asked != TITLE_NONE) {
        out[0] = asked;
        return 1;
    }
    memcpy(out, all, sizeof all);
    return sizeof all / sizeof *all;
}

const char *subjects_of(const struct title_kind *k)
{
    switch (k->id) {
    case TITLE_FAMILY:
        return "hộ gia đình";
    case TITLE_CLAN:
        return "dòng họ";
    case TITLE_COMMUNITY:
        return "thôn, bản, tổ dân phố";
    case TITLE_ORGANISATION:
    case TITLE_ORGANISATION2:
        return "đơn vị";
    case TITLE_CITIZEN:
        return "công dân";
    case TITLE_COMMUNE:
        return "xã";
    case TITLE_NONE:
        break;
    }
    return "";
}

static void add_unit(struct frame *f, struct unit_key unit, struct buf *out)
{
    struct place p = {0};
    if (unit_level(unit) != UNIT_HAMLET)
        buf_adds(out, "Cấp xã");
    else if (place_load(f->t, unit, &p) == STATUS_OK)
        buf_adds(out, p.full);
    place_release(&p);
}

static size_t same_unit(const struct subjects *s, size_t from)
{
    size_t n = 1;
    while (from + n < s->n && unit_eq(s->v[from].unit, s->v[from + n].unit))
        n++;
    return n;
}

void subjects_add_sum(struct frame *f, const struct subjects *s, struct buf *out)
{
    words_counted(out, (int64_t)s->n, s->kind->counter);
    for (size_t i = 0, k; !f->hamlet && i < s->n; i += k) {
        k = same_unit(s, i);
        buf_adds(out, i ? "; " : " (");
        add_unit(f, s->v[i].unit, out);
        buf_addf(out, ": %zu", k);
    }
    if (!f->hamlet && s->n)
        buf_addc(out, ')');
}

void subjects_add_decisions(struct frame *f, const struct subjects *s, struct buf *out)
{
    uint64_t seen[8];
    size_t n = 0;
    for (size_t i = 0; i < s->n && n < sizeof seen / sizeof *seen; i++) {
        struct record r;
        uint64_t id = s->v[i].has_title ? (uint64_t)record_value(&s->v[i].title, "decision")->n : 0;
        bool old = id == 0;
        for (size_t k = 0; k < n; k++)
            old |= seen[k] == id;
        if (old)
            continue;
        seen[n++] = id;
        if (book_get(f->t, id, &r) != STATUS_OK)
            continue;
        buf_addf(out, "%sQuyết định số ", out->n ? "; " : "");
        buf_add_span(out, record_name(&r));
        struct pdate date = value_date(record_value(&r, "date"));
        if (pdate_known(date))
            buf_adds(out, date.day ? " ngày " : " năm ");
        pdate_add_vn(out, date);
        record_release(&r);
    }
}

/* ---- the table ---- */

static const struct {
    const char *label, *field;
    unsigned weight;
    enum doc_align align;
} column[SUBJECT_COLUMNS] = {
    [SUBJECT_INDEX] = {"TT", NULL, 1, DOC_CENTRE},
    [SUBJECT_NAME] = {NULL, NULL, 6, DOC_LEFT},
    [SUBJECT_BIRTH] = {"Năm sinh", NULL, 1, DOC_CENTRE},
    [SUBJECT_HOME] = {NULL, NULL, 4, DOC_LEFT},
    [SUBJECT_REGISTERED_ON] = {"Ngày đăng ký", "registered_on", 1, DOC_CENTRE},
    [SUBJECT_REVIEWED_ON] = {"Ngày bình xét", "reviewed_on", 1, DOC_CENTRE},
    [SUBJECT_SCORE] = {"Tổng điểm", "score", 1, DOC_RIGHT},
    [SUBJECT_GRADE] = {"Xếp loại", "grade", 2, DOC_LEFT},
    [SUBJECT_VOTES_FOR] = {"Phiếu đồng ý", "votes_for", 1, DOC_RIGHT},
    [SUBJECT_VOTES_AGAINST] = {"Phiếu không đồng ý", "votes_against", 1, DOC_RIGHT},
    [SUBJECT_RESULT] = {"Kết quả", NULL, 1, DOC_LEFT},
    [SUBJECT_STATE] = {"Đến bước", NULL, 2, DOC_LEFT},
    [SUBJECT_DECIDED_ON] = {"Ngày quyết định", "decided_on", 1, DOC_CENTRE},
    [SUBJECT_REASON] = {"Lý do", "reason", 3, DOC_LEFT},
    [SUBJECT_REMARK] = {"Ghi chú", NULL, 2, DOC_LEFT},
};

static const char *label(const struct subjects *s, enum subject_column c)
{
    enum entity_id e = s->kind->subject;
    if (c == SUBJECT_NAME)
        return e == ENTITY_HOUSEHOLD ? "Họ và tên chủ hộ"
               : e == ENTITY_CITIZEN ? "Họ và tên"
                                     : "Tên";
    if (c == SUBJECT_HOME)
        return e == ENTITY_CITIZEN ? "Chủ hộ" : "Trưởng tộc";
    return column[c].label;
}

static bool has(const struct subject_row *r, enum subject_column c)
{
    switch (c) {
    case SUBJECT_INDEX:
    case SUBJECT_NAME:
    case SUBJECT_REMARK:
        return true;
    case SUBJECT_BIRTH:
        return r->birth != 0;
    case SUBJECT_HOME:
        return r->home[0] != 0;
    case SUBJECT_RESULT:
    case SUBJECT_STATE:
        return r->has_title;
    case SUBJECT_REGISTERED_ON:
    case SUBJECT_REVIEWED_ON:
    case SUBJECT_SCORE:
    case SUBJECT_GRADE:
    case SUBJECT_VOTES_FOR:
    case SUBJECT_VOTES_AGAINST:
    case SUBJECT_DECIDED_ON:
    case SUBJECT_REASON:
        return r->has_title && record_value(&r->title, column[c].field)->known;
    case SUBJECT_END:
        break;
    }
    return false;
}

static bool any(const struct subjects *s, enum subject_column c)
{
    bool yes = c == SUBJECT_INDEX || c == SUBJECT_NAME || c == SUBJECT_REMARK;
    for (size_t i = 0; i < s->n && !yes; i++)
        yes = has(&s->v[i], c);
    return yes;
}

static const char *state_label(const struct subject_row *r)
{
    const struct choice *c =
        field_choice_by_code(title_state_choices, record_n(&r->title, "state"));
    if (record_n(&r->title, "state") == STATE_REVIEWED && record_n(&r->title, "failed"))
        return "Bình xét không đạt";
    return c ? c->label : "";
}

static const char *result(const struct subject_row *r)
{
    int64_t state = record_n(&r->title, "state");
    if (subject_failed(r))
        return "không đạt";
    return state >= STATE_REVIEWED && state <= STATE_RECOGNISED ? "đạt" : "";
}

static void cell(struct frame *f, const struct subject_row *r, enum subject_column c, size_t index)
{
    struct doc *d = f->doc;
    struct buf b = {0};
    const struct value *v =
        column[c].field && r->has_title ? record_value(&r->title, column[c].field) : NULL;
    if (c == SUBJECT_INDEX || (c == SUBJECT_BIRTH && has(r, c))) {
        frame_cell_ordinal(d, c == SUBJECT_INDEX ? (int64_t)index : r->birth);
        return;
    }
    if (c == SUBJECT_NAME)
        buf_adds(&b, r->name);
    else if (c == SUBJECT_HOME)
        buf_adds(&b, r->home);
    else if (!has(r, c))
        ;
    else if (c == SUBJECT_RESULT)
        buf_adds(&b, result(r));
    else if (c == SUBJECT_STATE)
        buf_adds(&b, state_label(r));
    else if (v)
        field_add_text(&r->title.e->fields[entity_field(r->title.e, column[c].field)], v, NULL, &b);
    frame_cell_span(d, buf_span(&b));
    if (v && has(r, c) && (c == SUBJECT_VOTES_FOR || c == SUBJECT_VOTES_AGAINST))
        doc_cell_number(d, DOC_COUNT, v->n);
    buf_release(&b);
}

static void hamlet_line(struct frame *f, const struct subjects *s, size_t from, size_t columns)
{
    struct buf b = {0};
    doc_row(f->doc, DOC_ROW_BODY);
    add_unit(f, s->v[from].unit, &b);
    buf_adds(&b, " (");
    words_counted(&b, (int64_t)same_unit(s, from), s->kind->counter);
    buf_addc(&b, ')');
    doc_cell(f->doc, (unsigned)columns, 1, buf_str(&b));
    buf_release(&b);
}

void subjects_table(struct frame *f, const struct subjects *s, const char *caption,
                    const enum subject_column *columns)
{
    enum subject_column use[SUBJECT_COLUMNS];
    size_t n = 0;
    for (; *columns != SUBJECT_END; columns++)
        if (any(s, *columns))
            use[n++] = *columns;
    frame_caption(f, caption);
    for (size_t i = 0; i < n; i++)
        doc_column(f->doc, column[use[i]].align, column[use[i]].weight,
                   use[i] == SUBJECT_INDEX || use[i] == SUBJECT_NAME ? 0 : 1);
    doc_row(f->doc, DOC_ROW_HEAD);
    for (size_t i = 0; i < n; i++)
        frame_cell(f->doc, label(s, use[i]));
    bool hamlets =
        !f->hamlet && s->kind->subject != ENTITY_HAMLET && s->kind->subject != ENTITY_COMMUNE;
    for (size_t k = 0, index = 0; k < s->n; k++) {
        bool first = k == 0 || !unit_eq(s->v[k].unit, s->v[k - 1].unit);
        if (hamlets && first) {
            hamlet_line(f, s, k, n);
            index = 0;
        }
        doc_row(f->doc, DOC_ROW_BODY);
        index++;
        for (size_t i = 0; i < n; i++)
            cell(f, &s->v[k], use[i], index);
    }
}
