/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan in words, as JSON, and its open questions as a file to fill in.
 */
#include <stdlib.h>
#include <string.h>

#include "core/export_cell.h"
#include "core/units_merge.h"
#include "locale/msg.h"
#include "locale/number.h"

void merge_add_code(struct buf *out, struct unit_key code)
{
    if (code.c[0] == UNIT_PRE2025 && unit_level(code) != UNIT_COUNTRY)
        buf_adds(out, "pre2025:");
    unit_add_code(out, code);
}

/* ---- text ---- */

static void add_counted(struct buf *b, size_t n, const char *what, bool *any)
{
    if (!n)
        return;
    buf_adds(b, *any ? ", " : "");
    number_add_vn(b, (int64_t)n);
    buf_addf(b, " %s", what);
    *any = true;
}

static bool add_counts(struct buf *b, const struct merge_counts *n)
{
    bool any = false;
    add_counted(b, n->households, _("hộ"), &any);
    add_counted(b, n->citizens, _("người"), &any);
    add_counted(b, n->clans, _("dòng họ"), &any);
    add_counted(b, n->organisations, _("đơn vị"), &any);
    add_counted(b, n->titles, _("kết quả danh hiệu"), &any);
    return any;
}

static void add_unit(struct buf *b, struct unit_key code, const char *name)
{
    merge_add_code(b, code);
    buf_addf(b, " %s", name ? name : "");
}

static void add_what(struct buf *b, const struct merge_step *s)
{
    switch (s->act) {
    case MERGE_GOES_OVER:
        buf_adds(b, _(" → mã mới "));
        merge_add_code(b, s->after);
        if (s->new_name)
            buf_addf(b, " %s", s->new_name);
        buf_addf(b, ", %s", s->to_name);
        break;
    case MERGE_UNDER:
        buf_adds(b, _(", phần cấp xã → "));
        add_unit(b, s->to, s->to_name);
        break;
    case MERGE_FOLLOWS:
        buf_adds(b, _(", đã hết trước đó, theo sang "));
        add_unit(b, s->to, s->to_name);
        break;
    case MERGE_JOINS:
        buf_adds(b, _(" gộp vào "));
        add_unit(b, s->after, s->to_name);
        break;
    case MERGE_SPLITS:
        buf_addf(b, _(" tách thành: %s"), s->to_name);
        break;
    case MERGE_RENAMES:
        buf_addf(b, _(" đổi tên thành %s"), s->new_name);
        break;
    }
}

/* What becomes of the money is said before it is done. */
static void add_fund(struct buf *b, const struct merge_step *s)
{
    struct buf n = {0};
    if (!s->fund)
        return;
    number_add_vn(&n, s->fund);
    if (s->act == MERGE_JOINS)
        buf_addf(b, _("    Quỹ khuyến học %s đồng: sổ cũ đóng, số dư chuyển sang sổ %s.\n"),
                 buf_str(&n), s->to_name);
    else
        buf_addf(b,
                 _("    Quỹ khuyến học %s đồng: còn ở sổ %s. Chia thế nào do các nơi thống nhất; "
                   "ghi một phiếu chi ở đây, một phiếu thu ở nơi nhận, về việc \"chuyển quỹ\".\n"),
                 buf_str(&n), s->name);
    buf_release(&n);
}

static void add_step(struct buf *b, const struct merge_step *s)
{
    struct buf n = {0};
    buf_adds(b, "  ");
    add_unit(b, s->before, s->name);
    add_what(b, s);
    if (s->done)
        buf_adds(b, _(" (đã làm từ trước)"));
    else if (s->act != MERGE_RENAMES && add_counts(&n, &s->n))
        buf_addf(b, s->act == MERGE_JOINS || s->act == MERGE_SPLITS ? _(": chuyển %s") : ": %s",
                 buf_str(&n));
    buf_addc(b, '\n');
    if (!s->done)
        add_fund(b, s);
    buf_release(&n);
}

/* Day by day. */
static void add_steps(const struct merge_plan *p, struct buf *b)
{
    for (day at = 0, next; at < DAY_MAX; at = next) {
        bool head = false;
        next = DAY_MAX;
        for (size_t i = 0; i < p->steps; i++) {
            const struct merge_step *s = &p->step[i];
            if (s->from > at && s->from < next)
                next = s->from;
        }
        for (size_t i = 0; i < p->steps && next < DAY_MAX; i++) {
            if (p->step[i].from != next)
                continue;
            if (!head) {
                struct buf date = {0};
                day_add_vn(&date, next);
                buf_addf(b, _("Từ ngày %s:\n"), buf_str(&date));
                buf_release(&date);
            }
            head = true;
            add_step(b, &p->step[i]);
        }
    }
}

/* "15019 Xã Tam Lư" */
static void add_choice(struct buf *b, const struct merge_question *q, size_t i)
{
    merge_add_code(b, q->choice[i]);
    if (*q->choice_name[i])
        buf_addf(b, " %s", q->choice_name[i]);
}

static void add_question(struct buf *b, const struct merge_question *q)
{
    buf_adds(b, "  ");
    add_unit(b, q->unit, q->unit_name);
    if (q->entity != ENTITY_NONE)
        buf_addf(b, _(", %s số %u %s"), _(entity_by_id(q->entity)->label), (unsigned)q->number,
                 q->name);
    else if (unit_level(q->unit) == UNIT_COMMUNE)
        buf_adds(b, _(", phần cấp xã"));
    buf_adds(b, ": ");
    for (size_t i = 0; i < q->choices; i++) {
        buf_adds(b, i ? _(" hay ") : "");
        add_choice(b, q, i);
    }
    buf_adds(b, "?\n");
}

void merge_plan_add_text(const struct merge_plan *p, struct buf *out)
{
    struct buf n = {0};
    add_steps(p, out);
    for (size_t i = 0; i < p->fresh_n; i++) {
        buf_adds(out, i ? "  " : _("Lập mới:\n  "));
        add_unit(out, p->fresh[i].key, p->fresh[i].name);
        buf_addc(out, '\n');
    }
    bool any = p->hamlets > 0;
    if (any) {
        number_add_vn(&n, (int64_t)p->hamlets);
        buf_addf(&n, " %s", _("thôn, tổ dân phố"));
    }
    struct buf people = {0};
    if (add_counts(&people, &p->sum))
        buf_addf(&n, "%s%s", any ? ", " : "", buf_str(&people));
    if (n.n)
        buf_addf(out, _("Cộng: %s.\n"), buf_str(&n));
    if (p->stays)
        buf_addf(out, _("Giữ nguyên %zu thôn, tổ dân phố:\n"), p->stays);
    for (size_t i = 0; i < p->stays; i++) {
        buf_adds(out, "  ");
        add_unit(out, p->stay[i].after, p->stay[i].name);
        buf_addc(out, '\n');
    }
    if (p->questions)
        buf_addf(out, _("Còn %zu câu phải trả lời:\n"), p->questions);
    for (size_t i = 0; i < p->questions; i++)
        add_question(out, &p->question[i]);
    buf_release(&n);
    buf_release(&people);
}

/* ---- JSON ---- */

static const char *act_word(enum merge_act a)
{
    switch (a) {
    case MERGE_GOES_OVER:
        return "goes-over";
    case MERGE_UNDER:
        return "commune-level";
    case MERGE_FOLLOWS:
        return "follows";
    case MERGE_JOINS:
        return "joins";
    case MERGE_SPLITS:
        return "splits";
    case MERGE_RENAMES:
        return "renamed";
    }
    return "";
}

static void json_code(struct buf *b, const char *name, struct unit_key code)
{
    buf_addf(b, ",\"%s\":", name);
    if (unit_level(code) == UNIT_NONE) {
        buf_adds(b, "null");
        return;
    }
    buf_addc(b, '"');
    merge_add_code(b, code);
    buf_addc(b, '"');
}

static void json_text(struct buf *b, const char *name, const char *text)
{
    buf_addf(b, ",\"%s\":", name);
    if (text)
        json_add_string(b, span_of(text));
    else
        buf_adds(b, "null");
}

static void json_counts(struct buf *b, const struct merge_counts *n)
{
    buf_addf(b,
             ",\"households\":%zu,\"citizens\":%zu,\"clans\":%zu,\"organisations\":%zu,"
             "\"titles\":%zu",
             n->households, n->citizens, n->clans, n->organisations, n->titles);
}

static void json_step(struct buf *b, const struct merge_step *s)
{
    buf_addf(b, "{\"what\":\"%s\"", act_word(s->act));
    json_code(b, "unit", s->before);
    json_text(b, "name", s->name);
    json_code(b, "new_unit", s->after);
    json_text(b, "new_name", s->new_name);
    json_code(b, "to", s->to);
    json_text(b, "to_name", s->to_name);
    buf_adds(b, ",\"date\":\"");
    day_add_iso(b, s->from);
    buf_addc(b, '"');
    json_counts(b, &s->n);
    buf_addf(b, ",\"fund\":%lld", (long long)s->fund);
    buf_addf(b, ",\"done\":%s}", s->done ? "true" : "false");
}

static void json_question(struct buf *b, const struct merge_question *q)
{
    buf_addf(b, "{\"kind\":\"%s\"",
             q->entity == ENTITY_NONE ? "unit" : entity_by_id(q->entity)->name);
    json_code(b, "unit", q->unit);
    json_text(b, "name", q->name);
    if (q->entity != ENTITY_NONE)
        buf_addf(b, ",\"number\":%u", (unsigned)q->number);
    buf_adds(b, ",\"choices\":[");
    for (size_t i = 0; i < q->choices; i++) {
        buf_adds(b, i ? ",\"" : "\"");
        merge_add_code(b, q->choice[i]);
        buf_addc(b, '"');
    }
    buf_adds(b, "]}");
}

void merge_plan_add_json(const struct merge_plan *p, bool dry_run, struct buf *out)
{
    buf_addf(out, "{\"dry_run\":%s,\"changed\":%s,\"rows\":%zu,\"unrelated\":%zu,\"hamlets\":%zu",
             dry_run ? "true" : "false", p->changes && !dry_run ? "true" : "false", p->rows,
             p->unrelated, p->hamlets);
    json_counts(out, &p->sum);
    buf_adds(out, ",\"moves\":[");
    for (size_t i = 0; i < p->steps; i++) {
        buf_adds(out, i ? ",\n" : "");
        json_step(out, &p->step[i]);
    }
    buf_adds(out, "],\"founded\":[");
    for (size_t i = 0; i < p->fresh_n; i++) {
        buf_adds(out, i ? ",{\"unit\":\"" : "{\"unit\":\"");
        merge_add_code(out, p->fresh[i].key);
        buf_addc(out, '"');
        json_text(out, "name", p->fresh[i].name);
        buf_addc(out, '}');
    }
    buf_adds(out, "],\"stays\":[");
    for (size_t i = 0; i < p->stays; i++) {
        buf_adds(out, i ? ",{\"unit\":\"" : "{\"unit\":\"");
        merge_add_code(out, p->stay[i].after);
        buf_addc(out, '"');
        json_text(out, "name", p->stay[i].name);
        buf_addc(out, '}');
    }
    buf_adds(out, "],\"questions\":[");
    for (size_t i = 0; i < p->questions; i++) {
        buf_adds(out, i ? ",\n" : "");
        json_question(out, &p->question[i]);
    }
    buf_adds(out, "],\"refused\":[");
    for (size_t i = 0; i < p->refusals; i++) {
        buf_addf(out, "%s{\"file\":\"%s\",\"line\":%u", i ? "," : "",
                 p->refusal[i].answer ? "answers" : "map", (unsigned)p->refusal[i].line);
        json_text(out, "text", p->refusal[i].text);
        buf_addc(out, '}');
    }
    buf_adds(out, "]}\n");
}

/* ---- the template ---- */

static void cell(struct buf *out, const char *text)
{
    buf_addc(out, ',');
    export_csv_cell(out, span_of(text), false);
}

void merge_plan_add_template(const struct merge_plan *p, struct buf *out)
{
    struct buf choices = {0};
    bool people = false;
    for (size_t i = 0; i < p->questions; i++)
        people = people || p->question[i].entity != ENTITY_NONE;
    buf_addf(out, "old_hamlet_code,%s,new_code,name,choices\r\n", people ? "kind,number" : "kind");
    for (size_t i = 0; i < p->questions; i++) {
        const struct merge_question *q = &p->question[i];
        merge_add_code(out, q->unit);
        if (q->entity != ENTITY_NONE)
            buf_addf(out, ",%s,%u", entity_by_id(q->entity)->name, (unsigned)q->number);
        else
            buf_adds(out, people ? ",unit," : ",unit");
        buf_reset(&choices);
        for (size_t k = 0; k < q->choices; k++) {
            buf_adds(&choices, k ? " | " : "");
            add_choice(&choices, q, k);
        }
        buf_addc(out, ',');
        cell(out, q->name);
        cell(out, buf_str(&choices));
        buf_adds(out, "\r\n");
    }
    buf_release(&choices);
}
