/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/form_pages.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/entity_codes.h"
#include "core/title.h"
#include "locale/mem.h"
#include "locale/msg.h"

enum { LINES_MAX = 28, SKIPS_MAX = 8, NAMES_MAX = 8 };

struct line {
    const char *field[FORM_SLOTS];
    const char *section; /* N_(): a title above */
    bool page;           /* begins a page */
};

struct start {
    const char *field, *text;
};

/* What the tables of core do not say. */
struct description {
    enum entity_id id;
    struct line line[LINES_MAX];
    struct form_skip skip[SKIPS_MAX];
    const char *own[NAMES_MAX];   /* a thing's own: F5 repeats it, F6 does not */
    const char *fixed[NAMES_MAX]; /* filled by the program: shown, never entered */
    const char *empty[NAMES_MAX]; /* begins empty in spite of its name */
    struct start start[NAMES_MAX];
    const char *next; /* the next number of the book it stands in is proposed */
};

static const struct description descriptions[] = {
    {.id = ENTITY_HAMLET,
     .line = {{{"name"}},
              {{"kind"}},
              {{"hamlet"}},
              {{"head"}},
              {{"head_phone"}},
              {{"study_head"}},
              {{"study_phone"}},
              {{"culture_house", "bookcase"}},
              {{"predecessors"}},
              {{"from", "to"}},
              {{"note"}}},
     .own = {"hamlet", "head", "head_phone", "study_head", "study_phone"}},
    {.id = ENTITY_HOUSEHOLD,
     .line = {{{"head"}},
              {{"birth"}},
              {{"sex"}},
              {{"address"}},
              {{"size"}},
              {{"adults", "workers", "pupils"}},
              {{"clan"}},
              {{"poverty"}},
              {{"from"}},
              {{"hamlet"}, .page = true},
              {{"phone"}},
              {{"phone_consent"}},
              {{"culture"}},
              {{"to"}},
              {{"stays"}},
              {{"note"}}},
     .skip = {{"phone_consent", "phone", FORM_WHEN_EMPTY, {-1}}},
     .own = {"birth", "sex"}},
    {.id = ENTITY_CITIZEN,
     .line = {{{"name"}},
              {{"birth", "sex"}},
              {{"household"}},
              {{"organisation"}},
              {{"occupation"}},
              {{"worker", "member"}},
              {{"education"}},
              {{"group"}},
              {{"recognised_at"}},
              {{"id_last4"}},
              {{"from"}},
              {{"hamlet"}, .page = true},
              {{"phone"}},
              {{"phone_consent"}},
              {{"ethnic"}},
              {{"ethnic_consent"}},
              {{"to"}},
              {{"stays"}},
              {{"note"}}},
     .skip = {{"phone_consent", "phone", FORM_WHEN_EMPTY, {-1}},
              {"ethnic_consent", "ethnic", FORM_WHEN_EMPTY, {-1}}},
     .own = {"birth", "sex"}},
    {.id = ENTITY_CLAN,
     .line = {{{"name"}},
              {{"chief"}},
              {{"households"}},
              {{"study_board"}},
              {{"hamlet"}},
              {{"from", "to"}},
              {{"stays"}},
              {{"note"}}},
     .own = {"chief"}},
    {.id = ENTITY_ORGANISATION,
     .line = {{{"name"}},
              {{"kind"}},
              {{"managed"}},
              {{"counts"}},
              {{"head"}},
              {{"staff", "learners"}},
              {{"study_board"}},
              {{"hamlet"}},
              {{"from", "to"}},
              {{"stays"}},
              {{"note"}}},
     /* the kinds that count only when ticked; those that teach */
     .skip = {{"counts", "kind", FORM_WHEN_NOT, {11, 12, 13, -1}},
              {"learners", "kind", FORM_WHEN_NOT, {2, 11, -1}}},
     .own = {"head"}},
    {.id = ENTITY_TITLE,
     .line = {{{"subject"}},
              {{"title"}},
              {{"year"}},
              {{"state"}},
              {{"registered_on"}, .section = N_("Các bước")},
              {{"assessed_on"}},
              {{"reviewed_on"}},
              {{"failed"}},
              {{"votes_for", "votes_against"}},
              {{"meeting"}},
              {{"proposed_on"}},
              {{"proposal"}},
              {{"decided_on"}},
              {{"decision"}},
              {{"reason"}},
              {{"ended_on"}},
              {{"score"}, .page = true},
              {{"grade"}},
              {{"criteria"}},
              {{"criteria_version"}},
              {{"marks"}},
              {{"note"}}},
     .skip =
         {{"failed", "state", FORM_WHEN_NOT, {STATE_REVIEWED, STATE_REFUSED, STATE_WITHDRAWN, -1}},
          {"proposed_on",
           "state",
           FORM_WHEN_NOT,
           {STATE_PROPOSED, STATE_RECOGNISED, STATE_REFUSED, STATE_REVOKED, -1}},
          {"proposal",
           "state",
           FORM_WHEN_NOT,
           {STATE_PROPOSED, STATE_RECOGNISED, STATE_REFUSED, STATE_REVOKED, -1}},
          {"decided_on",
           "state",
           FORM_WHEN_NOT,
           {STATE_RECOGNISED, STATE_REFUSED, STATE_REVOKED, -1}},
          {"decision",
           "state",
           FORM_WHEN_NOT,
           {STATE_RECOGNISED, STATE_REFUSED, STATE_REVOKED, -1}},
          {"ended_on", "state", FORM_WHEN_NOT, {STATE_WITHDRAWN, STATE_REVOKED, -1}},
          {"criteria_version", "criteria", FORM_WHEN_EMPTY, {-1}}},
     .own = {"subject", "score", "grade", "votes_for", "votes_against", "reason", "marks"},
     .start = {{"state", "Đăng ký"}}},
    {.id = ENTITY_YEARFACT,
     .line = {{{"year"}},
              {{"hamlet"}},
              {{"subject"}},
              {{"households", "people"}, .section = N_("Dân số")},
              {{"adults", "workers"}},
              {{"clans", "organisations"}},
              {{"poor", "staff"}},
              {{"school_age"}},
              {{"dropped_out"}},
              {{"cannot_read"}},
              {{"source"}},
              {{"date"}},
              {{"note"}},
              {{"members"}, .section = N_("Khuyến học"), .page = true},
              {{"members_briefed"}},
              {{"officers_apart"}},
              {{"study_boards"}},
              {{"cdht_registered"}, .section = N_("Công dân học tập, khi không lập danh sách")},
              {{"cdht_recognised"}},
              {{"cdht_farmers_registered"}},
              {{"cdht_farmers"}},
              {{"cdht_workers_registered"}},
              {{"cdht_workers"}},
              {{"cdht_brain_registered"}},
              {{"cdht_brain"}},
              {{"cdht_other_registered"}},
              {{"cdht_other"}}},
     .skip = {{"staff", "subject", FORM_WHEN_EMPTY, {-1}},
              {"clans", "subject", FORM_WHEN_FILLED, {-1}},
              {"organisations", "subject", FORM_WHEN_FILLED, {-1}}},
     .own = {"subject"}},
    {.id = ENTITY_TARGET,
     .line = {{{"indicator"}},
              {{"year"}},
              {{"value", "measure"}},
              {{"unit"}},
              {{"source"}},
              {{"document"}},
              {{"reason"}},
              {{"note"}}},
     .start = {{"measure", "%"}}},
    {.id = ENTITY_DOCUMENT,
     .line = {{{"kind"}},
              {{"number"}},
              {{"date"}},
              {{"issuer"}},
              {{"signer"}},
              {{"subject"}},
              {{"unit"}},
              {{"note"}}},
     .own = {"subject"}},
    {.id = ENTITY_INITIATIVE,
     .line = {{{"name"}},
              {{"kind"}},
              {{"who"}},
              {{"date"}},
              {{"hamlet"}},
              {{"effect"}},
              {{"spread"}},
              {{"note"}}},
     .own = {"effect", "spread"}},
    {.id = ENTITY_DEADLINE,
     .line = {{{"level"}},
              {{"report"}},
              {{"month", "mday"}},
              {{"year"}},
              {{"unit"}},
              {{"to"}},
              {{"source"}},
              {{"document"}},
              {{"note"}}},
     .empty = {"year"}},
    {.id = ENTITY_ACTIVITY,
     .line = {{{"kind"}},
              {{"date"}},
              {{"topic"}},
              {{"place"}},
              {{"host"}},
              {{"participants"}},
              {{"women", "workers"}},
              {{"minorities"}},
              {{"disabled"}},
              {{"cost"}},
              {{"theme"}},
              {{"hamlet"}},
              {{"note"}},
              {{"chair"}, .section = N_("Khi là cuộc họp"), .page = true},
              {{"secretary"}},
              {{"invited", "present"}}},
     .skip = {{"chair", "kind", FORM_WHEN_NOT, {ACTIVITY_MEETING, ACTIVITY_REVIEW, -1}},
              {"secretary", "kind", FORM_WHEN_NOT, {ACTIVITY_MEETING, ACTIVITY_REVIEW, -1}},
              {"invited", "kind", FORM_WHEN_NOT, {ACTIVITY_MEETING, ACTIVITY_REVIEW, -1}},
              {"present", "kind", FORM_WHEN_NOT, {ACTIVITY_MEETING, ACTIVITY_REVIEW, -1}}},
     .own = {"participants", "women", "workers", "minorities", "disabled", "cost", "invited",
             "present"}},
    {.id = ENTITY_CONTRIBUTION,
     .line = {{{"name"}},
              {{"giver"}},
              {{"giver_kind"}},
              {{"kind"}},
              {{"description"}},
              {{"date"}},
              {{"purpose"}},
              {{"value"}},
              {{"hamlet"}},
              {{"note"}}},
     .own = {"giver", "description", "value"}},
    {.id = ENTITY_FUND,
     .line = {{{"direction"}},
              {{"number"}},
              {{"date"}},
              {{"name"}},
              {{"amount"}},
              {{"purpose"}},
              {{"grants"}},
              {{"owner"}},
              {{"hamlet"}},
              {{"note"}}},
     .skip =
         {{"grants", "purpose", FORM_WHEN_NOT, {FUND_SCHOLARSHIP, FUND_REWARD, FUND_SUPPORT, -1}}},
     .own = {"number", "amount", "grants"},
     .next = "number"},
    {.id = ENTITY_BUDGET,
     .line = {{{"year"}}, {{"source"}}, {{"planned"}}, {{"spent"}}, {{"unit"}}, {{"note"}}},
     .own = {"planned", "spent"}},
    {.id = ENTITY_AWARD,
     .line = {{{"name"}},
              {{"recipient"}},
              {{"recipient_kind"}},
              {{"form"}},
              {{"occasion"}},
              {{"year"}},
              {{"reason"}},
              {{"state"}},
              {{"proposed_on"}},
              {{"decision"}},
              {{"decided_on"}},
              {{"hamlet"}},
              {{"note"}}},
     .skip = {{"decision", "state", FORM_WHEN_NOT, {AWARD_DECIDED, AWARD_REFUSED, -1}},
              {"decided_on", "state", FORM_WHEN_NOT, {AWARD_DECIDED, AWARD_REFUSED, -1}}},
     .own = {"recipient"},
     .start = {{"state", "đề nghị"}, {"occasion", "hằng năm"}}},
    {.id = ENTITY_TASK,
     .line = {{{"item"}},
              {{"plan_item"}},
              {{"year"}},
              {{"who"}},
              {{"due"}},
              {{"state"}},
              {{"done_on"}},
              {{"document"}},
              {{"unit"}},
              {{"note"}}},
     .skip = {{"done_on", "state", FORM_WHEN_NOT, {TASK_DONE, -1}}},
     .own = {"done_on"},
     .start = {{"state", "chưa làm"}}},
    {.id = ENTITY_OFFICER,
     .line = {{{"name"}},
              {{"body"}},
              {{"role"}},
              {{"from", "to"}},
              {{"centre_from"}, .section = N_("Trung tâm học tập cộng đồng (TTHTCĐ)")},
              {{"centre_to"}},
              {{"centre_activities"}},
              {{"it_trained"}, .section = N_("Bồi dưỡng, mỗi năm một lần ghi")},
              {{"briefed"}},
              {{"person"}},
              {{"hamlet"}},
              {{"note"}}},
     .skip = {{"centre_to", "centre_from", FORM_WHEN_EMPTY, {-1}}},
     .own = {"role", "person"},
     .empty = {"centre_from", "centre_to"}},
    {.id = ENTITY_SUBMISSION,
     .line = {{{"report"}},
              {{"year"}},
              {{"unit"}},
              {{"state"}},
              {{"reason"}},
              {{"to"}},
              {{"handed_in_on"}},
              {{"handed_in_by"}},
              {{"accepted_on"}},
              {{"figures"}},
              {{"fingerprint"}},
              {{"text_results"}, .section = N_("Phần viết của báo cáo"), .page = true},
              {{"text_limits"}},
              {{"text_causes"}},
              {{"text_plan"}},
              {{"text_requests"}},
              {{"note"}, .page = true}},
     .skip = {{"reason", "state", FORM_WHEN_NOT, {SUBMISSION_RETURNED, -1}},
              {"accepted_on", "state", FORM_WHEN_NOT, {SUBMISSION_ACCEPTED, -1}}},
     .own = {"reason"},
     .fixed = {"figures", "fingerprint"}},
    {.id = ENTITY_CRITERIA,
     .line = {{{"code"}},
              {{"version"}},
              {{"title"}},
              {{"status"}},
              {{"basis"}},
              {{"method"}},
              {{"counts_years"}},
              {{"from", "to"}},
              {{"adopted_from"}, .section = N_("Áp dụng ở xã")},
              {{"adopted_by"}},
              {{"adopted_on"}},
              {{"content"}},
              {{"note"}, .page = true}},
     .own = {"version"},
     /* a set is what its file says, and is adopted on the page of its text */
     .fixed = {"status", "method", "counts_years", "content", "adopted_from", "adopted_by",
               "adopted_on"}},
    {.id = ENTITY_CHECKLIST,
     .line = {{{"name"}},
              {{"subject"}},
              {{"group"}},
              {{"plan"}},
              {{"year"}},
              {{"hamlet"}},
              {{"items"}},
              {{"note"}}},
     .own = {"subject", "items"}},
};

static const struct description *describe(const struct entity *e)
{
    static const struct description none = {0};
    for (size_t i = 0; i < sizeof descriptions / sizeof *descriptions; i++)
        if (descriptions[i].id == e->id)
            return &descriptions[i];
    return &none;
}

static bool among(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n && names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Consent is a person's own, as what it is about and what tells namesakes apart. */
static bool is_personal(const struct field *f)
{
    size_t n = strlen(f->name);
    return (f->flags & FIELD_PRIVATE) || strcmp(f->name, "id_last4") == 0 ||
           (n > 8 && strcmp(f->name + n - 8, "_consent") == 0);
}

static enum form_repeat repeat_of(const struct description *d, const struct field *f)
{
    if (is_personal(f) || f->type == &field_stays)
        return FORM_REPEAT_NEVER;
    if ((f->flags & (FIELD_NAME | FIELD_LINES)) || among(d->own, NAMES_MAX, f->name))
        return FORM_REPEAT_FIELD;
    return FORM_REPEAT;
}

static enum form_default start_of(const struct entity *e, const struct field *f)
{
    if (f->flags & FIELD_FROM)
        return FORM_DEFAULT_TODAY;
    if (f->flags & FIELD_UNIT) /* a hamlet's own place is the number that it will get */
        return e->id == ENTITY_HAMLET ? FORM_DEFAULT_NONE : FORM_DEFAULT_UNIT;
    return strcmp(f->name, "year") == 0 ? FORM_DEFAULT_YEAR : FORM_DEFAULT_NONE;
}

static void place_field(struct form_layout *l, const struct description *d, size_t index)
{
    const struct field *f = &l->e->fields[index];
    struct form_place *p = &l->place[l->n++];
    *p = (struct form_place){
        .field = f,
        .index = index,
        .slots = 1,
        .height = (f->flags & FIELD_LINES) || f->type == &field_marks ? FORM_TEXT_LINES : 1,
        .fixed = f->type == &field_stays || among(d->fixed, NAMES_MAX, f->name),
        .start = among(d->empty, NAMES_MAX, f->name) ? FORM_DEFAULT_NONE : start_of(l->e, f),
        .repeat = repeat_of(d, f),
    };
    for (size_t i = 0; i < NAMES_MAX && d->start[i].field; i++)
        if (strcmp(d->start[i].field, f->name) == 0) {
            p->start = FORM_DEFAULT_TEXT;
            p->start_text = d->start[i].text;
        }
    if (d->next && strcmp(d->next, f->name) == 0)
        p->start = FORM_DEFAULT_NEXT;
    for (size_t i = 0; i < SKIPS_MAX && d->skip[i].field; i++)
        if (strcmp(d->skip[i].field, f->name) == 0)
            p->skip = &d->skip[i];
}

/* Where the next line begins: below what is there, on a new page when it does not fit. */
struct pen {
    unsigned page, line;
};

static void put_line(struct form_layout *l, struct pen *at, size_t first, const struct line *line)
{
    unsigned slots = (unsigned)(l->n - first), height = 1, title = line && line->section ? 1 : 0;
    for (size_t i = first; i < l->n; i++)
        if (l->place[i].height > height)
            height = l->place[i].height;
    if (at->line && ((line && line->page) || at->line + title + height > FORM_PAGE_LINES))
        *at = (struct pen){at->page + 1, 0};
    for (unsigned slot = 0; slot < slots; slot++) {
        struct form_place *p = &l->place[first + slot];
        p->page = at->page;
        p->line = at->line + title;
        p->slot = slot;
        p->slots = slots;
        p->section = slot == 0 && line ? line->section : NULL;
    }
    at->line += title + height;
}

void form_layout_init(struct form_layout *l, const struct entity *e)
{
    const struct description *d = describe(e);
    struct pen at = {0};
    bool *named = mem_alloc(e->n_fields * sizeof *named);
    *l = (struct form_layout){.e = e};
    l->place = mem_alloc(e->n_fields * sizeof *l->place);
    for (size_t i = 0; i < LINES_MAX && d->line[i].field[0]; i++) {
        size_t first = l->n;
        for (size_t k = 0; k < FORM_SLOTS && d->line[i].field[k]; k++) {
            int at_field = entity_field(e, d->line[i].field[k]);
            assert(at_field >= 0 && !named[at_field]);
            named[at_field] = true;
            place_field(l, d, (size_t)at_field);
        }
        put_line(l, &at, first, &d->line[i]);
    }
    for (size_t i = 0; i < e->n_fields; i++)
        if (!named[i] && !(e->fields[i].flags & FIELD_AUTO)) {
            place_field(l, d, i);
            put_line(l, &at, l->n - 1, NULL);
        }
    l->pages = at.page + 1;
    free(named);
}

void form_layout_release(struct form_layout *l)
{
    free(l->place);
    *l = (struct form_layout){0};
}

int form_layout_find(const struct form_layout *l, const char *field)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->place[i].field->name, field) == 0)
            return (int)i;
    return -1;
}
