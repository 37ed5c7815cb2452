/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file of criteria to sets: JSON, the keys of a set, "reuse".
 */
#include <stdlib.h>
#include <string.h>

#include "core/criteria_json.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"

enum { SETS_MAX = 100, BANDS_MAX = 20 };

static const char *const set_keys[] = {"id",
                                       "version",
                                       "danh_hieu",
                                       "title",
                                       "status",
                                       "basis",
                                       "authority",
                                       "missing",
                                       "period",
                                       "submit_before",
                                       "method",
                                       "total",
                                       "criteria",
                                       "bands",
                                       "recognised_from",
                                       "bands_status",
                                       "reuse",
                                       "from",
                                       "to",
                                       "term_months",
                                       "counts_years",
                                       "targets_total",
                                       "forms_by_group",
                                       "upgrade_after_months",
                                       "votes_min_percent",
                                       NULL};

/* A set being read, with what it takes from another one. */
struct reading {
    struct criteria_set set;
    json_t *object;
    char *reuse;
    bool done, busy;
    char name[32]; /* "số 2" while it has no id */
};

/* ---- title ---- */

/* By its fixed word, else by how the title's text begins: "Cộng đồng học tập (thôn, bản ..)". The
 * longest label wins: "Cộng đồng học tập cấp xã". */
static enum title_id title_of(struct span text, bool begins)
{
    enum title_id best = TITLE_NONE;
    size_t longest = 0;
    struct buf t = {0};
    fold_key(&t, text);
    for (const struct choice *c = title_choices; c->label; c++) {
        struct buf label = {0};
        fold_key(&label, span_of(c->label));
        bool hit = span_eq(text, span_of(c->name)) || span_eq(buf_span(&t), buf_span(&label));
        if (begins && t.n >= label.n && memcmp(buf_str(&t), buf_str(&label), label.n) == 0)
            hit = true;
        if (hit && label.n > longest) {
            longest = label.n;
            best = (enum title_id)c->code;
        }
        buf_release(&label);
    }
    buf_release(&t);
    return best;
}

static void read_title(struct reading *r, const struct criteria_place *at)
{
    char *kind = criteria_text_of(r->object, "danh_hieu", 40, at);
    r->set.name = criteria_text_of(r->object, "title", 200, at);
    r->set.title = *kind ? title_of(span_of(kind), false) : title_of(span_of(r->set.name), true);
    if (r->set.title == TITLE_NONE)
        criteria_wrong(
            at, *kind ? "danh_hieu" : "title", "%s",
            _("không rõ danh hiệu nào; hãy ghi \"danh_hieu\" là family, clan, community, "
              "organisation, citizen, commune hoặc organisation2"));
    else if (!*r->set.name) {
        free(r->set.name);
        r->set.name = mem_strdup(_(title_by_id(r->set.title)->label));
    }
    free(kind);
}

/* ---- lists ---- */

static void read_criteria(struct reading *r, const json_t *list, struct criteria_place at)
{
    struct criteria_set *s = &r->set;
    size_t i;
    json_t *o;
    if (!json_is_array(list) || !json_array_size(list) || json_array_size(list) > CRITERIA_MAX) {
        criteria_wrong(&at, "criteria", _("phải là danh sách từ 1 đến %d tiêu chí"), CRITERIA_MAX);
        return;
    }
    s->v = mem_alloc(json_array_size(list) * sizeof *s->v);
    json_array_foreach(list, i, o)
    {
        struct criterion *c = &s->v[s->n++];
        char number[24];
        snprintf(number, sizeof number, _("thứ %zu"), i + 1);
        at.item = number;
        at.what = N_("tiêu chí");
        if (!json_is_object(o)) {
            criteria_wrong(&at, NULL, "%s", _("phải ghi trong ngoặc nhọn { }"));
            c->code = mem_strdup("");
            c->name = mem_strdup("");
            continue;
        }
        c->code = criteria_text_of(o, "id", 20, &at);
        if (!*c->code)
            criteria_wrong(&at, "id", "%s", _("còn trống; hãy ghi mã tiêu chí, ví dụ G1.1"));
        else
            at.item = c->code;
        criteria_read_criterion(o, s->method, c, &at);
    }
}

static void read_bands(struct reading *r, const json_t *list, struct criteria_place at)
{
    struct criteria_set *s = &r->set;
    size_t i;
    json_t *o;
    if (!json_is_array(list) || !json_array_size(list) || json_array_size(list) > BANDS_MAX) {
        criteria_wrong(&at, "bands", _("phải là danh sách từ 1 đến %d bậc xếp loại"), BANDS_MAX);
        return;
    }
    s->band = mem_alloc(json_array_size(list) * sizeof *s->band);
    json_array_foreach(list, i, o)
    {
        char number[24];
        snprintf(number, sizeof number, _("thứ %zu"), i + 1);
        at.item = number;
        at.what = N_("bậc xếp loại");
        if (json_is_object(o)) {
            criteria_read_band(o, &s->band[s->bands++], &at);
            continue;
        }
        criteria_wrong(&at, NULL, "%s", _("phải ghi trong ngoặc nhọn { }"));
        s->band[s->bands++].name = mem_strdup("");
    }
}

/* ---- one set ---- */

static void read_recognised(struct reading *r, const struct criteria_place *at)
{
    struct criteria_set *s = &r->set;
    char *name = criteria_text_of(r->object, "recognised_from", 40, at);
    s->recognised = s->bands;
    for (size_t i = 0; i < s->bands; i++)
        if (strcmp(s->band[i].name, name) == 0)
            s->recognised = i;
    if (*name && s->recognised == s->bands)
        criteria_wrong(at, "recognised_from", _("không có bậc tên '%s' trong mục bands"), name);
    else if (!*name && s->bands)
        criteria_wrong(at, "recognised_from", "%s",
                       _("còn thiếu; hãy ghi tên bậc thấp nhất được công nhận"));
    free(name);
}

static int years_of_term(const struct criteria_set *s)
{
    if (!s->term_months)
        return s->title == TITLE_NONE ? 1 : title_by_id(s->title)->counts_years;
    /* "giữ 36 tháng sau năm công nhận": the year itself and three more */
    return s->term_months <= 12 ? 1 : 1 + (s->term_months + 11) / 12;
}

static void read_head(struct reading *r, const struct criteria_place *at)
{
    struct criteria_set *s = &r->set;
    const json_t *o = r->object;
    s->version = criteria_text_of(o, "version", 40, at);
    s->version_given = *s->version != 0;
    if (!s->version_given) {
        free(s->version);
        s->version = mem_strdup("1");
    }
    read_title(r, at);
    s->status = (enum criteria_status)criteria_word_code(o, "status", criteria_status_words, 0, at);
    if (!criteria_get(o, "status"))
        criteria_wrong(at, "status", "%s", _("còn thiếu; hãy ghi xac_minh, mot_phan hoặc nhap"));
    if (!s->status)
        s->status = CRITERIA_DRAFT;
    s->method = (enum criteria_method)criteria_word_code(o, "method", criteria_method_words, 0, at);
    s->bands_draft = criteria_word_code(o, "bands_status", criteria_status_words, CRITERIA_VERIFIED,
                                        at) != CRITERIA_VERIFIED;
    s->basis = criteria_text_of(o, "basis", 400, at);
    s->authority = criteria_text_of(o, "authority", 200, at);
    s->missing = criteria_text_of(o, "missing", 400, at);
    s->period = criteria_text_of(o, "period", 40, at);
    s->submit_before = criteria_text_of(o, "submit_before", 40, at);
    s->from = criteria_int_of(o, "from", 2015, 2044, 0, at);
    s->to = criteria_int_of(o, "to", 2015, 2044, 0, at);
    s->term_months = criteria_int_of(o, "term_months", 1, 120, 0, at);
    s->upgrade_months = criteria_int_of(o, "upgrade_after_months", 0, 120, 0, at);
    s->votes_min = criteria_int_of(o, "votes_min_percent", 0, 100, 0, at);
    s->targets = criteria_int_of(o, "targets_total", 0, 500, 0, at);
    s->forms_by_group = criteria_int_of(o, "forms_by_group", 0, 20, 0, at);
    s->counts_years = criteria_int_of(o, "counts_years", 1, 10, years_of_term(s), at);
    r->reuse = criteria_text_of(o, "reuse", 60, at);
    criteria_unknown_keys(o, set_keys, at);
}

/* ---- reuse ---- */

static struct criterion criterion_copy(const struct criterion *c)
{
    struct criterion to = *c;
    to.code = mem_strdup(c->code);
    to.name = mem_strdup(c->name);
    for (int i = 0; i < 2; i++)
        to.level[i].words = mem_strdup(c->level[i].words);
    return to;
}

static void take_criteria(struct criteria_set *to, const struct criteria_set *from)
{
    to->v = mem_alloc((from->n + 1) * sizeof *to->v);
    for (to->n = 0; to->n < from->n; to->n++)
        to->v[to->n] = criterion_copy(&from->v[to->n]);
}

static void take_bands(struct criteria_set *to, const struct criteria_set *from)
{
    to->band = mem_alloc((from->bands + 1) * sizeof *to->band);
    for (to->bands = 0; to->bands < from->bands; to->bands++) {
        to->band[to->bands] = from->band[to->bands];
        to->band[to->bands].name = mem_strdup(from->band[to->bands].name);
    }
}

static const struct criteria_set *in_sets(const struct criteria_sets *sets, const char *code)
{
    const struct criteria_set *hit = NULL;
    for (size_t i = 0; sets && i < sets->n; i++)
        if (strcmp(sets->v[i].code, code) == 0)
            hit = &sets->v[i];
    return hit; /* the last one: a newer version stands behind */
}

struct file {
    struct reading *v;
    size_t n;
    const struct criteria_sets *known;
    struct criteria_sets shipped; /* only when asked for */
    bool is_shipped;              /* this is the shipped file: it knows itself only */
    struct criteria_report *report;
};

static void read_body(struct file *f, struct reading *r);

static struct criteria_place place_of(const struct file *f, const struct reading *r)
{
    return (struct criteria_place){.report = f->report,
                                   .set = r->set.code && *r->set.code ? r->set.code : r->name};
}

static const struct criteria_set *reused(struct file *f, struct reading *r)
{
    struct criteria_place at = place_of(f, r);
    const struct criteria_set *hit = NULL;
    for (size_t i = 0; i < f->n && !hit; i++) {
        struct reading *other = &f->v[i];
        if (!other->set.code || strcmp(other->set.code, r->reuse) != 0)
            continue;
        if (other->busy) {
            criteria_wrong(&at, "reuse", "%s", _("các bộ lấy lẫn nhau; hãy bỏ một mục reuse"));
            return NULL;
        }
        read_body(f, other);
        hit = &other->set;
    }
    if (!hit)
        hit = in_sets(f->known, r->reuse);
    if (!hit && !f->is_shipped) {
        if (!f->shipped.n)
            criteria_builtin(&f->shipped);
        hit = in_sets(&f->shipped, r->reuse);
    }
    if (!hit)
        criteria_wrong(&at, "reuse", _("không thấy bộ '%s'; hãy nhập bộ ấy trước"), r->reuse);
    return hit;
}

static void read_body(struct file *f, struct reading *r)
{
    struct criteria_place at = place_of(f, r);
    struct criteria_set *s = &r->set;
    const json_t *o = r->object;
    if (r->done || !o)
        return;
    r->done = r->busy = true;
    const struct criteria_set *from = *r->reuse ? reused(f, r) : NULL;
    if (!s->method && from)
        s->method = from->method;
    if (!s->method && !criteria_get(o, "method") && !*r->reuse)
        criteria_wrong(&at, "method", "%s", _("còn thiếu; hãy ghi diem hoặc danh_sach"));
    if (!s->method)
        s->method = CRITERIA_POINTS;
    if (from && from->method != s->method) {
        criteria_wrong(&at, "reuse", _("bộ '%s' theo cách đánh giá khác (method)"), r->reuse);
        from = NULL;
    }
    json_t *total = criteria_get(o, "total"), *list = criteria_get(o, "criteria"),
           *bands = criteria_get(o, "bands");
    if (total && s->method == CRITERIA_POINTS)
        criteria_number_of(total, "total", 1, 100000, 100, &s->total, &at);
    else if (from)
        s->total = from->total;
    else if (s->method == CRITERIA_POINTS && !*r->reuse)
        criteria_wrong(&at, "total", "%s", _("còn thiếu; hãy ghi tổng điểm, ví dụ 100"));
    if (list)
        read_criteria(r, list, at);
    else if (from)
        take_criteria(s, from);
    else if (!*r->reuse)
        criteria_wrong(&at, "criteria", "%s", _("còn thiếu; hãy ghi các tiêu chí"));
    if (s->method == CRITERIA_CHECKLIST) {
        if (bands || total)
            criteria_odd(&at, bands ? "bands" : "total", "%s",
                         _("chỉ dùng cho method diem nên bỏ qua"));
    } else {
        if (bands)
            read_bands(r, bands, at);
        else if (from)
            take_bands(s, from);
        else if (!*r->reuse)
            criteria_wrong(&at, "bands", "%s", _("còn thiếu; hãy ghi các bậc xếp loại"));
        if (from && !bands && !criteria_get(o, "recognised_from"))
            s->recognised = from->recognised;
        else
            read_recognised(r, &at);
    }
    r->busy = false;
}

/* ---- the file ---- */

static void add_reading(struct file *f, json_t *object)
{
    struct reading *r = &f->v[f->n++];
    snprintf(r->name, sizeof r->name, _("thứ %zu"), f->n);
    struct criteria_place at = {.report = f->report, .set = r->name};
    if (!json_is_object(object)) {
        criteria_wrong(&at, NULL, "%s", _("phải ghi trong ngoặc nhọn { }"));
        return;
    }
    r->object = object;
    r->set.code = criteria_text_of(object, "id", 60, &at);
    if (!*r->set.code)
        criteria_wrong(&at, "id", "%s", _("còn trống; hãy ghi mã bộ, ví dụ GDHT-2026"));
    else
        at.set = r->set.code;
    read_head(r, &at);
}

static void check_twins(struct file *f)
{
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; k < i; k++) {
            struct criteria_place at = place_of(f, &f->v[i]);
            const struct criteria_set *a = &f->v[i].set, *b = &f->v[k].set;
            if (a->code && b->code && *a->code && strcmp(a->code, b->code) == 0 &&
                strcmp(a->version, b->version) == 0)
                criteria_wrong(&at, "id", "%s",
                               _("hai bộ trong tệp cùng mã và cùng bản; hãy đổi mục version"));
        }
}

static void read_file(struct file *f, json_t *root)
{
    static const char *const keys[] = {"sets", NULL};
    json_t *sets = json_object_get(root, "sets");
    struct criteria_place at = {.report = f->report, .set = _("trong tệp")};
    if (sets &&
        (!json_is_array(sets) || !json_array_size(sets) || json_array_size(sets) > SETS_MAX)) {
        criteria_error(f->report, _("Mục sets phải là danh sách từ 1 đến %d bộ tiêu chí."),
                       SETS_MAX);
        return;
    }
    f->v = mem_alloc((sets ? json_array_size(sets) : 1) * sizeof *f->v);
    if (sets)
        criteria_unknown_keys(root, keys, &at);
    for (size_t i = 0; sets && i < json_array_size(sets); i++)
        add_reading(f, json_array_get(sets, i));
    if (!sets)
        add_reading(f, root);
    check_twins(f);
    for (size_t i = 0; i < f->n; i++)
        read_body(f, &f->v[i]);
    for (size_t i = 0; i < f->n; i++)
        if (f->v[i].object)
            criteria_check(&f->v[i].set, f->report);
}

/* A file of another charset comes from an old editor: it is no matter of commas. */
static bool readable(struct span json, struct criteria_report *report)
{
    if (!span_trim(json).n)
        criteria_error(report, "%s", _("Tệp trống. Hãy kiểm tra lại tên tệp."));
    else if (!utf8_valid(json) || memchr(json.p, 0, json.n))
        criteria_error(report, "%s",
                       _("Tệp không ở bảng mã UTF-8. Hãy lưu lại tệp theo UTF-8 (Notepad: Save As, "
                         "Encoding UTF-8), hoặc đổi bằng lệnh 'hoctap convert'."));
    else
        return true;
    return false;
}

static void syntax(const json_error_t *e, struct criteria_report *report)
{
    enum json_error_code code = json_error_code(e);
    if (code == json_error_premature_end_of_input)
        criteria_error(report,
                       _("Tệp dừng giữa chừng ở dòng %d: còn thiếu ngoặc đóng hoặc dấu ngoặc kép. "
                         "Hãy xem tệp đã chép đủ chưa."),
                       e->line);
    else if (code == json_error_duplicate_key)
        criteria_error(report,
                       _("Dòng %d, cột %d: một mục được ghi hai lần trong cùng một ngoặc. Hãy bỏ "
                         "bớt một."),
                       e->line, e->column);
    else
        criteria_error(report,
                       _("Dòng %d, cột %d: không đúng cách viết JSON. Hãy xem lại dấu phẩy, ngoặc "
                         "và dấu ngoặc kép ở gần đó."),
                       e->line, e->column);
}

static void parse(struct span json, const struct criteria_sets *known, bool is_shipped,
                  struct criteria_sets *out, struct criteria_report *report)
{
    struct file f = {.known = known, .is_shipped = is_shipped, .report = report};
    json_error_t e;
    *out = (struct criteria_sets){0};
    if (json.n >= 3 && memcmp(json.p, "\xEF\xBB\xBF", 3) == 0)
        json = span_make(json.p + 3, json.n - 3);
    if (json.n > CRITERIA_FILE_MAX) {
        criteria_error(report, _("Tệp lớn quá %d KB; một tệp bộ tiêu chí không lớn như vậy."),
                       CRITERIA_FILE_MAX / 1024);
        return;
    }
    if (!readable(json, report))
        return;
    json_t *root = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &e);
    if (!root)
        syntax(&e, report);
    else if (!json_is_object(root))
        criteria_error(report, "%s", _("Tệp phải bắt đầu bằng { và có mục \"sets\" hoặc \"id\"."));
    else
        read_file(&f, root);
    out->v = mem_alloc((f.n + 1) * sizeof *out->v);
    for (size_t i = 0; i < f.n; i++) {
        if (report->n_errors)
            criteria_set_release(&f.v[i].set);
        else
            out->v[out->n++] = f.v[i].set;
        free(f.v[i].reuse);
    }
    free(f.v);
    criteria_sets_release(&f.shipped);
    json_decref(root);
}

void criteria_parse(struct span json, const struct criteria_sets *known, struct criteria_sets *out,
                    struct criteria_report *report)
{
    parse(json, known, false, out, report);
}

/* The shipped file, put into the program by the assembler: it stays a file that people can read,
 * take and change. */
__asm__(".section .rodata\n"
        "criteria_shipped:\n"
        ".incbin \"core/criteria_sets.json\"\n"
        "criteria_shipped_end:\n"
        ".byte 0\n"
        ".previous\n");
extern const char criteria_shipped[], criteria_shipped_end[];

void criteria_builtin(struct criteria_sets *out)
{
    struct criteria_report report = {0};
    parse(span_make(criteria_shipped, (size_t)(criteria_shipped_end - criteria_shipped)), NULL,
          true, out, &report);
    criteria_report_release(&report);
}
