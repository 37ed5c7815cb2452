/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_words.h"

#include <stdlib.h>
#include <string.h>

#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/number.h"
#include "locale/utf8.h"

#define NO_BREAK "\u00A0"

/* ---- places ---- */

static const char *const types[] = {
    "xã", "phường", "thị trấn", "đặc khu", "thành phố", "tỉnh",    "thôn",       "bản",
    "ấp", "buôn",   "làng",     "xóm",     "khóm",      "khu phố", "tổ dân phố",
};

static char *folded(struct span s, void (*fold)(struct buf *, struct span))
{
    struct buf b = {0};
    fold(&b, s);
    buf_addc(&b, 0);
    return buf_detach(&b);
}

/* Bytes of name that say its type, without the blank; 0 when it does not begin with one. */
static size_t type_length(const char *name, const char **type)
{
    size_t best = 0;
    char *low = folded(span_of(name), fold_lower);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t n = strlen(types[i]);
        if (n > best && strncmp(low, types[i], n) == 0 && low[n] == ' ') {
            best = n;
            *type = types[i];
        }
    }
    free(low);
    return best;
}

/* text with its first letter changed */
static char *first_letter(const char *text, void (*fold)(struct buf *, struct span))
{
    struct buf b = {0};
    uint32_t cp;
    size_t n = strlen(text), k = n ? utf8_decode(text, n, &cp) : 0;
    fold(&b, span_make(text, k));
    buf_adds(&b, text + k);
    buf_addc(&b, 0);
    return buf_detach(&b);
}

static bool has_letter(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80 || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'))
            return true;
    return false;
}

void place_make(struct place *p, struct unit_key unit, const char *name, const char *type)
{
    struct buf b = {0};
    const char *found = NULL;
    struct span trimmed = span_trim(span_of(name));
    buf_add_span(&b, trimmed);
    char *own = mem_strdup(buf_str(&b));
    size_t n = type_length(own, &found);
    buf_reset(&b);
    if (!n && type && *type)
        buf_addf(&b, "%s ", type);
    buf_adds(&b, own);
    *p = (struct place){.unit = unit};
    p->full = first_letter(buf_str(&b), fold_upper);
    /* "TRIỆU SƠN" alone keeps its capital within a sentence */
    p->inner = n || (type && *type) ? first_letter(p->full, fold_lower) : mem_strdup(p->full);
    p->capital = folded(span_of(p->full), fold_upper);
    p->type = mem_strdup(n ? found : type ? type : "");
    const char *bare = n ? own + n + 1 : own;
    p->locality = mem_strdup(has_letter(bare) ? bare : p->full);
    free(own);
    buf_release(&b);
}

static enum status hamlet_type(struct book_tx *t, const struct record *r, void *context)
{
    const struct field *kind = &r->e->fields[entity_field(r->e, "kind")];
    const struct choice *c = field_choice_by_code(kind->choices, record_n(r, "kind"));
    (void)t;
    *(const char **)context = c ? c->label : NULL;
    return STATUS_NOTFOUND; /* one is enough */
}

enum status place_load(struct book_tx *t, struct unit_key unit, struct place *p)
{
    struct unit_info info = {0};
    const char *type = NULL;
    enum status s = unitbook_get(t, unit, &info);
    *p = (struct place){0};
    if (s == STATUS_NOTFOUND && unit_eq(unit, t->book->commune) && t->book->name) {
        place_make(p, unit, t->book->name, NULL);
        return STATUS_OK;
    }
    /* the type as stored, not as the program's language has it */
    if (s == STATUS_OK && unit_level(unit) == UNIT_HAMLET)
        s = book_each(t, entity_by_id(ENTITY_HAMLET), unit_span(&unit), hamlet_type, &type);
    if (s == STATUS_OK)
        place_make(p, unit, info.name, type);
    return s;
}

void place_release(struct place *p)
{
    free(p->full);
    free(p->inner);
    free(p->capital);
    free(p->type);
    free(p->locality);
    *p = (struct place){0};
}

void words_upper_first(struct buf *b, const char *text)
{
    char *s = first_letter(text, fold_upper);
    buf_adds(b, s);
    free(s);
}

/* ---- indicators and numbers ---- */

const char *words_indicator(enum indicator i)
{
    const struct choice *c = field_choice_by_code(indicator_choices, (int64_t)i);
    return c ? c->label : "";
}

const char *words_counter(enum indicator i)
{
    const struct title_kind *k = (int)i <= TITLE_MAX ? title_by_id((unsigned)i) : NULL;
    return k ? k->counter : "người";
}

void words_count(struct buf *b, int64_t n)
{
    number_add_vn(b, n);
}

void words_counted(struct buf *b, int64_t n, const char *unit)
{
    number_add_vn(b, n);
    buf_adds(b, NO_BREAK);
    for (; *unit; unit++) /* "tổ dân phố" stays whole too */
        if (*unit == ' ')
            buf_adds(b, NO_BREAK);
        else
            buf_addc(b, *unit);
}

void words_percent(struct buf *b, int32_t hundredths)
{
    number_add_hundredths_vn(b, hundredths);
    buf_adds(b, NO_BREAK "%");
}

void words_goal(struct buf *b, int32_t hundredths)
{
    if (hundredths % 100) {
        words_percent(b, hundredths);
        return;
    }
    number_add_vn(b, hundredths / 100);
    buf_adds(b, NO_BREAK "%");
}

void words_points(struct buf *b, int32_t hundredths)
{
    if (hundredths > 0)
        buf_addc(b, '+');
    number_add_hundredths_vn(b, hundredths);
}

void words_share(struct buf *b, int64_t n, int64_t total, const char *unit)
{
    number_add_vn(b, n);
    buf_adds(b, " trên ");
    words_counted(b, total, unit);
    if (total <= 0 || n < 0)
        return;
    buf_adds(b, " (");
    words_percent(b, (int32_t)number_rate_hundredths((uint64_t)n, (uint64_t)total));
    buf_adds(b, ")");
}
