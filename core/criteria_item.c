/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values, criteria and bands out of JSON.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/criteria_json.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/nfc.h"
#include "locale/number.h"
#include "locale/utf8.h"

/* ---- sentences ---- */

/* At most so much of a text of the file: a sentence stays a sentence. */
enum { SHOWN = 60 };

static void add_shown(struct buf *b, const char *text)
{
    size_t n = strlen(text);
    if (n > SHOWN)
        n = SHOWN - utf8_tail(span_make(text, SHOWN));
    for (size_t i = 0; i < n; i++)
        buf_addc(b, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
    if (text[n])
        buf_adds(b, "...");
}

static void add_place(struct buf *b, const struct criteria_place *at, const char *key)
{
    buf_addf(b, "%s ", _("Bộ"));
    add_shown(b, at->set);
    if (at->item) {
        buf_addf(b, ", %s ", _(at->what));
        add_shown(b, at->item);
    }
    if (key) {
        buf_addf(b, ", %s ", _("mục"));
        add_shown(b, key);
    }
    buf_adds(b, ": ");
}

static void tell(const struct criteria_place *at, bool warning, const char *key, const char *fmt,
                 va_list ap)
{
    struct buf b = {0};
    add_place(&b, at, key);
    buf_vaddf(&b, fmt, ap);
    if (warning)
        criteria_warn(at->report, "%s.", buf_str(&b));
    else
        criteria_error(at->report, "%s.", buf_str(&b));
    buf_release(&b);
}

void criteria_wrong(const struct criteria_place *at, const char *key, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    tell(at, false, key, fmt, ap);
    va_end(ap);
}

void criteria_odd(const struct criteria_place *at, const char *key, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    tell(at, true, key, fmt, ap);
    va_end(ap);
}

/* ---- values ---- */

/* No control characters: a text goes to lines of marks and to the terminal. */
static char *plain(const char *text)
{
    struct buf b = {0};
    nfc_add(&b, span_trim(span_of(text)));
    for (size_t i = 0; i < b.n; i++)
        if ((unsigned char)b.p[i] < ' ' || b.p[i] == 0x7F)
            b.p[i] = ' ';
    struct span s = span_trim(buf_span(&b));
    struct buf out = {0};
    buf_add_span(&out, s);
    buf_adds(&out, "");
    buf_release(&b);
    if (!out.p)
        return mem_strdup("");
    return buf_detach(&out);
}

char *criteria_text_of(const json_t *object, const char *key, size_t max,
                       const struct criteria_place *at)
{
    const json_t *v = criteria_get(object, key);
    if (v && !json_is_string(v)) {
        criteria_wrong(at, key, "%s", _("phải là chữ trong ngoặc kép"));
        return mem_strdup("");
    }
    char *text = plain(v ? json_string_value(v) : "");
    if (utf8_count(span_of(text)) > max)
        criteria_wrong(at, key, _("dài quá %zu chữ; hãy viết ngắn lại"), max);
    return text;
}

bool criteria_bool_of(const json_t *object, const char *key, const struct criteria_place *at)
{
    const json_t *v = criteria_get(object, key);
    if (v && !json_is_boolean(v))
        criteria_wrong(at, key, "%s", _("phải là true hoặc false"));
    return json_is_true(v);
}

int criteria_int_of(const json_t *object, const char *key, int lo, int hi, int absent,
                    const struct criteria_place *at)
{
    const json_t *v = criteria_get(object, key);
    if (!v)
        return absent;
    if (!json_is_integer(v) || json_integer_value(v) < lo || json_integer_value(v) > hi) {
        criteria_wrong(at, key, _("phải là số nguyên từ %d đến %d"), lo, hi);
        return absent;
    }
    return (int)json_integer_value(v);
}

bool criteria_number_of(const json_t *number, const char *key, int64_t lo, int64_t hi, int scale,
                        int32_t *out, const struct criteria_place *at)
{
    double x = json_number_value(number) * scale, whole = round(x);
    if (!json_is_number(number) || !(x >= (double)lo && x <= (double)hi)) {
        struct buf a = {0}, b = {0};
        number_add_hundredths_json(&a, lo * 100 / scale);
        number_add_hundredths_json(&b, hi * 100 / scale);
        criteria_wrong(at, key, _("phải là số từ %s đến %s"), buf_str(&a), buf_str(&b));
        buf_release(&a);
        buf_release(&b);
        return false;
    }
    if (fabs(x - whole) > 1e-6) {
        criteria_wrong(at, key, "%s",
                       scale == 100 ? _("chỉ được hai chữ số lẻ, ví dụ 7.5")
                                    : _("chỉ được bốn chữ số lẻ, ví dụ 0.65"));
        return false;
    }
    *out = (int32_t)whole;
    return true;
}

int criteria_word_code(const json_t *object, const char *key, const struct criteria_word *words,
                       int absent, const struct criteria_place *at)
{
    const json_t *v = criteria_get(object, key);
    const char *text = json_string_value(v);
    struct buf all = {0};
    if (!v)
        return absent;
    for (const struct criteria_word *w = words; w->name; w++) {
        if (text && (strcmp(text, w->name) == 0 || strcmp(text, w->english) == 0)) {
            buf_release(&all);
            return w->code;
        }
        buf_addf(&all, "%s%s", all.n ? ", " : "", w->name);
    }
    criteria_wrong(at, key, _("phải là một trong các từ: %s"), buf_str(&all));
    buf_release(&all);
    return absent;
}

/* ---- criteria ---- */

static const char *const criterion_keys[] = {"id",        "ten",    "max",    "bat_buoc",
                                             "na",        "auto",   "nguong", "san",
                                             "cach_tinh", "levels", "khi",    NULL};

static void not_here(const json_t *object, const char *key, const char *why,
                     const struct criteria_place *at)
{
    if (criteria_get(object, key))
        criteria_odd(at, key, "%s", why);
}

static void read_points(const json_t *o, struct criterion *c, const struct criteria_place *at)
{
    const json_t *max = criteria_get(o, "max"), *floor = criteria_get(o, "san");
    const json_t *share = criteria_get(o, "nguong");
    c->input = CRITERIA_MARK;
    if (!max)
        criteria_wrong(at, "max", "%s", _("còn thiếu; hãy ghi điểm tối đa, ví dụ 10"));
    else
        criteria_number_of(max, "max", 1, 100000, 100, &c->max, at);
    if (floor)
        criteria_number_of(floor, "san", 0, 100000, 100, &c->floor, at);
    c->mandatory = criteria_bool_of(o, "bat_buoc", at);
    c->measure = (enum criteria_auto)criteria_word_code(o, "auto", criteria_auto_words,
                                                        CRITERIA_AUTO_NONE, at);
    c->na = (enum criteria_na)criteria_word_code(o, "na", criteria_na_words, CRITERIA_NA_NONE, at);
    c->whole = criteria_word_code(o, "cach_tinh", criteria_scale_words, 0, at) != 0;
    bool measured = criteria_get(o, "auto") != NULL;
    if (share && !measured)
        criteria_odd(at, "nguong", "%s",
                     _("chỉ dùng cho tiêu chí máy tự tính (có mục auto) nên bỏ qua"));
    else if (share && c->measure)
        criteria_number_of(share, "nguong", 1, 10000, 10000, &c->share, at);
    if (!measured)
        not_here(o, "cach_tinh", _("chỉ dùng cho tiêu chí máy tự tính (có mục auto) nên bỏ qua"),
                 at);
    if (c->measure == CRITERIA_AUTO_NONE)
        c->whole = false;
    not_here(o, "levels", _("chỉ dùng cho method danh_sach nên bỏ qua"), at);
}

static void read_levels(const json_t *list, struct criterion *c, const struct criteria_place *at)
{
    size_t i;
    json_t *v;
    if (!json_is_array(list) || !json_array_size(list)) {
        criteria_wrong(at, "levels", "%s", _("phải là danh sách mức, ví dụ [1, 2]"));
        return;
    }
    json_array_foreach(list, i, v)
    {
        if (!json_is_integer(v) || json_integer_value(v) < 1 || json_integer_value(v) > 2)
            criteria_wrong(at, "levels", "%s", _("chỉ có mức 1 và mức 2"));
        else
            c->levels |= 1U << (json_integer_value(v) - 1);
    }
}

static void read_threshold(const json_t *v, int level, struct criterion *c,
                           const struct criteria_place *at)
{
    struct criteria_level *l = &c->level[level];
    const char *key = level ? "nguong 2" : "nguong 1";
    if (!v)
        return;
    l->asked = true;
    c->levels |= 1U << level;
    if (json_is_string(v)) {
        l->words = plain(json_string_value(v));
        l->known = *l->words != 0;
        if (utf8_count(span_of(l->words)) > 300)
            criteria_wrong(at, key, _("dài quá %d chữ; hãy viết ngắn lại"), 300);
    } else if (!json_is_null(v)) {
        l->known = criteria_number_of(v, key, 0, 10000, 100, &l->min, at);
        c->input = CRITERIA_FIGURE;
    }
}

static void read_checklist(const json_t *o, struct criterion *c, const struct criteria_place *at)
{
    static const char *const threshold_keys[] = {"1", "2", NULL};
    const json_t *levels = criteria_get(o, "levels");
    const json_t *t = criteria_get(o, "nguong");
    c->input = CRITERIA_LEVEL;
    if (levels)
        read_levels(levels, c, at);
    if (t && !json_is_object(t)) {
        criteria_wrong(at, "nguong", "%s",
                       _("phải ghi theo từng mức, ví dụ {\"1\": 90, \"2\": 95}"));
    } else if (t) {
        criteria_unknown_keys(t, threshold_keys, at);
        read_threshold(json_object_get(t, "1"), 0, c, at);
        read_threshold(json_object_get(t, "2"), 1, c, at);
    }
    if (c->input == CRITERIA_FIGURE && (c->level[0].words || c->level[1].words))
        criteria_wrong(at, "nguong", "%s", _("hai mức phải cùng là số hoặc cùng là chữ"));
    if (!levels && !c->levels)
        criteria_wrong(at, "levels", "%s",
                       _("còn thiếu; hãy ghi \"levels\": [1, 2] hoặc \"nguong\""));
    for (size_t i = 0; i < 4; i++) {
        static const char *const points[] = {"max", "bat_buoc", "san", "na"};
        not_here(o, points[i], _("chỉ dùng cho method diem nên bỏ qua"), at);
    }
    not_here(o, "auto", _("chỉ dùng cho method diem nên bỏ qua"), at);
    not_here(o, "cach_tinh", _("chỉ dùng cho method diem nên bỏ qua"), at);
}

void criteria_read_criterion(const json_t *o, enum criteria_method method, struct criterion *c,
                             const struct criteria_place *at)
{
    c->name = criteria_text_of(o, "ten", 300, at);
    if (!*c->name)
        criteria_wrong(at, "ten", "%s", _("còn trống; hãy ghi nội dung tiêu chí"));
    c->when =
        (enum criteria_when)criteria_word_code(o, "khi", criteria_when_words, CRITERIA_ALL, at);
    if (method == CRITERIA_CHECKLIST)
        read_checklist(o, c, at);
    else
        read_points(o, c, at);
    criteria_unknown_keys(o, criterion_keys, at);
}

void criteria_read_band(const json_t *o, struct criteria_band *band,
                        const struct criteria_place *at)
{
    static const char *const keys[] = {"ten", "min", NULL};
    const json_t *min = criteria_get(o, "min");
    band->name = criteria_text_of(o, "ten", 40, at);
    if (!*band->name)
        criteria_wrong(at, "ten", "%s", _("còn trống; hãy ghi tên bậc, ví dụ Khá"));
    if (!min)
        criteria_wrong(at, "min", "%s", _("còn thiếu; hãy ghi điểm thấp nhất của bậc, ví dụ 70"));
    else
        criteria_number_of(min, "min", 0, 100000, 100, &band->min, at);
    criteria_unknown_keys(o, keys, at);
}
