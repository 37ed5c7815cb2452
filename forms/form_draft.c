/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A form as bytes, and back. storage/drafts.h keeps them whole and knows nothing of them.
 *
 *     form 1 household 0123456789abcdef 3 115664003 birth 4 -\n
 *     birth c 4 13 0\n            name, marks, bytes of base, text and pinned value
 *     195819 bảy lăm\n
 *     end\n
 *
 * Head: entity, id, version of the record the draft began from, place, field with the cursor, its
 * byte offset, operation id (or -) of a save whose answer did not come. Marks: c changed, l left
 * for later, b the stored note has a line for it, - none. Every field with a text is there, so a
 * draft can be read when its record is gone.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/form_private.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"
#include "storage/drafts.h"

enum { DRAFT_FORMAT = 1, WORD_MAX = 64 };

struct draft_field {
    char name[WORD_MAX];
    bool changed, later, base_later;
    struct span base, mine, pin;
};

struct draft {
    const struct entity *e;
    uint64_t id;
    unsigned version;
    struct unit_key unit;
    char focus[WORD_MAX];
    size_t cursor;
    unsigned char operation[AUDIT_OPERATION_ID];
    bool has_operation;
    struct draft_field *v;
    size_t n;
};

/* ---- write ---- */

static void add_hex(struct buf *out, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%02x", p[i]);
}

static void add_field(const struct form *f, size_t i, struct buf *out)
{
    const struct form_field *x = &f->field[i];
    const struct form_place *p = &f->layout.place[i];
    struct buf pin = {0}, saved = {0};
    form_mask_base(f, i, &saved);
    struct span base = buf_span(&saved), mine = edit_text(&x->edit);
    bool changed = edit_dirty(&x->edit);
    if (!base.n && !mine.n && !x->later && !x->base_later) {
        buf_release(&saved);
        return;
    }
    if (x->pinned.known && span_eq(buf_span(&x->pinned_text), mine))
        p->field->type->encode(&x->pinned, &pin);
    buf_addf(out, "%s %s%s%s- %zu %zu %zu\n", p->field->name, changed ? "c" : "",
             x->later ? "l" : "", x->base_later ? "b" : "", base.n, changed ? mine.n : 0, pin.n);
    buf_add_span(out, base);
    if (changed)
        buf_add_span(out, mine);
    buf_add_span(out, buf_span(&pin));
    buf_addc(out, '\n');
    buf_release(&pin);
    buf_release(&saved);
}

void form_to_draft(const struct form *f, struct buf *out)
{
    bool place = unit_level(f->record.unit) != UNIT_NONE;
    buf_addf(out, "form %d %s ", DRAFT_FORMAT, f->e->name);
    id_add_text(out, f->record.id);
    buf_addf(out, " %u %.*s %s %zu ", (unsigned)f->record.version, place ? UNIT_KEY_LEN : 1,
             place ? f->record.unit.c : "-", f->layout.place[f->focus].field->name,
             f->field[f->focus].edit.at);
    if (f->has_operation)
        add_hex(out, f->operation, sizeof f->operation);
    else
        buf_addc(out, '-');
    buf_addc(out, '\n');
    for (size_t i = 0; i < f->layout.n; i++)
        if (!f->layout.place[i].fixed)
            add_field(f, i, out);
    buf_adds(out, "end\n");
}

/* ---- read ---- */

/* The next word of a line, blanks between; false when there is none or it is too long. */
static bool word(struct span *line, char out[WORD_MAX])
{
    size_t n = 0;
    while (n < line->n && line->p[n] != ' ')
        n++;
    if (!n || n >= WORD_MAX)
        return false;
    memcpy(out, line->p, n);
    out[n] = 0;
    n += n < line->n;
    *line = (struct span){line->p + n, line->n - n};
    return true;
}

static bool number(struct span *line, size_t max, size_t *out)
{
    char w[WORD_MAX], *end;
    if (!word(line, w) || w[0] < '0' || w[0] > '9')
        return false;
    unsigned long long n = strtoull(w, &end, 10);
    *out = (size_t)n;
    return !*end && n <= max;
}

static bool hex(const char *w, unsigned char *out, size_t n)
{
    if (strlen(w) != 2 * n || strspn(w, "0123456789abcdef") != 2 * n)
        return false;
    for (size_t i = 0; i < n; i++)
        out[i] = (unsigned char)strtoul((char[]){w[2 * i], w[2 * i + 1], 0}, NULL, 16);
    return true;
}

static bool take_line(struct span *s, struct span *line)
{
    const char *brk = s->n ? memchr(s->p, '\n', s->n) : NULL;
    if (!brk)
        return false;
    *line = (struct span){s->p, (size_t)(brk - s->p)};
    *s = (struct span){brk + 1, s->n - line->n - 1};
    return true;
}

static bool read_head(struct span line, struct draft *d)
{
    char w[WORD_MAX];
    unsigned char id[8];
    size_t n;
    if (!word(&line, w) || strcmp(w, "form") != 0 || !number(&line, DRAFT_FORMAT, &n) ||
        n != DRAFT_FORMAT || !word(&line, w) || !(d->e = entity_by_name(w)))
        return false;
    if (!word(&line, w) || !hex(w, id, sizeof id) || !number(&line, UINT32_MAX, &n))
        return false;
    d->id = key_u64((const char *)id);
    d->version = (unsigned)n;
    if (!word(&line, w))
        return false;
    d->unit = unit_from_span(span_of(w));
    if (!unit_valid(d->unit))
        d->unit = (struct unit_key){0};
    if (!word(&line, d->focus) || !number(&line, DRAFT_MAX, &d->cursor) || !word(&line, w))
        return false;
    d->has_operation = hex(w, d->operation, sizeof d->operation);
    return d->has_operation || strcmp(w, "-") == 0;
}

static bool read_field(struct span line, struct span *s, struct draft_field *x)
{
    char marks[WORD_MAX];
    size_t base, mine, pin;
    if (!word(&line, x->name) || !word(&line, marks) || !number(&line, s->n, &base) ||
        !number(&line, s->n, &mine) || !number(&line, s->n, &pin))
        return false;
    if (base + mine + pin >= s->n || s->p[base + mine + pin] != '\n')
        return false;
    x->changed = strchr(marks, 'c');
    x->later = strchr(marks, 'l');
    x->base_later = strchr(marks, 'b');
    x->base = (struct span){s->p, base};
    x->mine = x->changed ? (struct span){s->p + base, mine} : x->base;
    x->pin = (struct span){s->p + base + mine, pin};
    *s = (struct span){s->p + base + mine + pin + 1, s->n - base - mine - pin - 1};
    return utf8_valid(x->base) && utf8_valid(x->mine);
}

static bool read_draft(struct span s, struct draft *d)
{
    struct span line;
    *d = (struct draft){0};
    if (!take_line(&s, &line) || !read_head(line, d))
        return false;
    while (take_line(&s, &line)) {
        if (span_eq_str(line, "end"))
            return s.n == 0;
        d->v = mem_realloc_array(d->v, d->n + 1, sizeof *d->v);
        d->v[d->n] = (struct draft_field){0};
        if (!read_field(line, &s, &d->v[d->n]))
            return false;
        d->n++;
    }
    return false;
}

/* ---- restore ---- */

static void apply_field(struct form *f, const struct draft_field *x)
{
    int i = form_layout_find(&f->layout, x->name), note = form_note(f);
    if (i < 0 || f->layout.place[i].fixed) { /* a field of another program: nothing is dropped */
        struct buf b = {0};
        if (!x->mine.n || note < 0)
            return;
        buf_add_span(&b, form_text(f, (size_t)note));
        buf_addf(&b, "%s%s: ", b.n ? "\n" : "", x->name);
        buf_add_span(&b, x->mine);
        edit_replace(&f->field[note].edit, buf_span(&b));
        buf_release(&b);
        return;
    }
    struct form_field *to = &f->field[i];
    struct value v = {0};
    edit_set(&to->edit, x->base);
    if (x->changed)
        edit_replace(&to->edit, x->mine);
    to->later = x->later;
    to->base_later = x->base_later;
    to->checked = false;
    if (x->pin.n && f->layout.place[i].field->type->decode(x->pin, &v))
        form_pin(f, (size_t)i, &v);
    value_clear(&v);
}

static void apply(struct form *f, const struct draft *d)
{
    for (size_t i = 0; i < f->layout.n; i++) /* what the draft does not name was empty */
        if (!f->layout.place[i].fixed)
            edit_set(&f->field[i].edit, (struct span){"", 0});
    for (size_t i = 0; i < d->n; i++)
        apply_field(f, &d->v[i]);
}

static void restore_focus(struct form *f, const struct draft *d)
{
    int i = form_layout_find(&f->layout, d->focus);
    if (i < 0 || f->layout.place[i].fixed)
        return;
    f->focus = (size_t)i;
    edit_go(form_edit(f), d->cursor);
}

struct done {
    const struct draft *d;
    uint64_t id;
};

static void take_record(void *context, const struct audit_entry *e, struct span body)
{
    struct done *x = context;
    (void)body;
    x->id = e->record;
}

static enum status done_fn(struct book_tx *t, void *context)
{
    struct done *x = context;
    uint64_t seq;
    if (!audit_done(t, x->d->operation, &seq))
        return STATUS_OK;
    return audit_each(t, seq, seq + 1, false, take_record, x);
}

/* The save was done, only its answer was lost. */
static enum status open_saved(struct form *f, const struct draft *d, struct detail *detail)
{
    struct done x = {.d = d};
    if (!d->has_operation)
        return STATUS_NOTFOUND;
    enum status s = book_read(f->book, f->who, done_fn, &x, detail);
    if (s != STATUS_OK || !x.id)
        return s == STATUS_OK ? STATUS_NOTFOUND : s;
    struct form opened;
    s = form_open(&opened, f->book, f->who, f->memory, x.id, detail);
    if (s != STATUS_OK) {
        form_close(&opened);
        return s;
    }
    form_close(f);
    *f = opened;
    if (f->record.number)
        return detail_set(detail, STATUS_EXISTS, _("Bản nháp này đã được ghi vào sổ rồi, số %u."),
                          f->record.number);
    return detail_set(detail, STATUS_EXISTS, _("Bản nháp này đã được ghi vào sổ rồi."));
}

static enum status open_draft(struct form *f, struct book *b, const struct caller *who,
                              struct form_memory *memory, const struct draft *d, bool *older,
                              struct detail *detail)
{
    *f = (struct form){.book = b, .who = who, .memory = memory};
    enum status s = open_saved(f, d, detail);
    if (s != STATUS_NOTFOUND)
        return s;
    s = STATUS_OK;
    if (d->id) {
        form_close(f);
        s = form_open(f, b, who, memory, d->id, detail);
    }
    if (d->id && s != STATUS_OK && s != STATUS_NOTFOUND)
        return s;
    bool gone = d->id && s == STATUS_NOTFOUND;
    if (!d->id || gone) {
        form_close(f);
        form_open_new(f, b, who, memory, d->e, d->unit);
    }
    apply(f, d);
    if (gone) {
        for (size_t i = 0; i < f->layout.n; i++) { /* all of it is mine now */
            if (f->layout.place[i].field->flags & FIELD_PRIVATE && !edit_dirty(&f->field[i].edit))
                edit_replace(&f->field[i].edit, (struct span){"", 0}); /* a mask is no value */
            edit_set_saved(&f->field[i].edit, (struct span){"", 0});
            f->field[i].base_later = false;
        }
        return detail_set(detail, s, _("Phiếu này đã bị xóa. Bản nháp được mở thành phiếu mới."));
    }
    if (d->id) {
        s = form_rebase_stored(f, detail);
        *older = d->version != f->record.version;
        if (!*older) /* only names of other records changed */
            form_conflicts_clear(f);
    }
    return s;
}

enum status form_from_draft(struct form *f, struct book *b, const struct caller *who,
                            struct form_memory *memory, const char *name, struct span bytes,
                            bool *older, struct detail *detail)
{
    struct draft d;
    *f = (struct form){0};
    *older = false;
    if (!read_draft(bytes, &d)) {
        free(d.v);
        return detail_set(detail, STATUS_CORRUPT,
                          _("Bản nháp này không đọc được. Hãy giữ tệp lại và báo cho cán bộ xã."));
    }
    enum status s = open_draft(f, b, who, memory, &d, older, detail);
    if (f->e && (s == STATUS_OK || s == STATUS_NOTFOUND)) {
        restore_focus(f, &d);
        memcpy(f->operation, d.operation, sizeof d.operation);
        f->has_operation = d.has_operation && !*older && s == STATUS_OK;
    }
    if (f->e) {
        free(f->draft_name);
        f->draft_name = mem_strdup(name);
        f->draft_there = true;
        f->draft_due = false;
    }
    free(d.v);
    return s;
}

bool form_draft_peek(struct span bytes, struct form_draft *out)
{
    struct draft d;
    struct buf title = {0};
    bool ok = read_draft(bytes, &d);
    int named = ok ? entity_field_flag(d.e, FIELD_NAME) : -1;
    for (size_t i = 0; named >= 0 && i < d.n; i++)
        if (strcmp(d.v[i].name, d.e->fields[named].name) == 0)
            buf_add_span(&title, d.v[i].mine);
    if (ok) {
        out->e = d.e;
        out->id = d.id;
        out->title = mem_strdup(buf_str(&title));
    }
    free(d.v);
    buf_release(&title);
    return ok;
}
