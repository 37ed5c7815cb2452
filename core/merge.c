/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/merge.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/backup_private.h"
#include "core/erase.h"
#include "core/mask.h"
#include "core/save.h"
#include "locale/mem.h"
#include "locale/msg.h"

/* ---- what the stream says ---- */

struct base {
    uint64_t id;
    unsigned char digest[BACKUP_DIGEST];
    bool back;     /* its record is in the stream */
    bool replaced; /* it is not, but one of the same key is */
};

struct came { /* a record that is not as it was taken away */
    struct buf key, value;
    bool known; /* it was taken away (base) */
    unsigned char base[BACKUP_DIGEST];
    bool again; /* refused so far */
};

struct merge {
    const struct merge_options *o;
    struct merge_result *out;
    struct book_tx *t;
    struct save_batch *batch;
    bool returned; /* of a part: only its units count, and what is missing was deleted */
    struct unit_key *units;
    size_t n_units;
    struct base *base; /* by id */
    size_t n_base, cap_base;
    struct came *came;
    size_t n_came, cap_came;
    uint64_t untouched;       /* records as they were taken away */
    struct erased_list tombs; /* erased in the other copy */
    bool last;                /* the last turn: what is refused now stays refused */
    bool refused;             /* the record at hand, in a turn that is not the last */
};

static int by_id(const void *a, const void *b)
{
    uint64_t x = ((const struct base *)a)->id, y = ((const struct base *)b)->id;
    return (x > y) - (x < y);
}

static struct base *find_base(const struct merge *m, uint64_t id)
{
    struct base key = {.id = id};
    return m->n_base ? bsearch(&key, m->base, m->n_base, sizeof key, by_id) : NULL;
}

static enum status each_entry(int fd, const char *file, struct merge *m,
                              void (*fn)(struct merge *, unsigned, struct span, struct span),
                              struct detail *d)
{
    struct stream_reader *r;
    struct buf header = {0};
    struct span key, value;
    unsigned table;
    enum status s = lseek(fd, 0, SEEK_SET) == 0 ? STATUS_OK : STATUS_IO;
    if (s == STATUS_OK)
        s = stream_open(&r, fd, file, &header, d);
    if (s == STATUS_OK) {
        while (stream_next(r, &table, &key, &value))
            fn(m, table, key, value);
        s = stream_close(r, NULL, d);
    }
    buf_release(&header);
    return s;
}

static void take_tomb(struct merge *m, struct span key, struct span value)
{
    if (key.n == 8 && value.n >= 8)
        erased_list_add(&m->tombs, key_u64(key.p), (int64_t)key_u64(value.p));
}

static void take_base(struct merge *m, unsigned table, struct span key, struct span value)
{
    if (table == BOOK_TOMB)
        take_tomb(m, key, value);
    if (table != BOOK_BASE || key.n != 8 || value.n != BACKUP_DIGEST)
        return;
    if (m->n_base == m->cap_base) {
        m->cap_base = m->cap_base ? m->cap_base * 2 : 256;
        m->base = mem_realloc_array(m->base, m->cap_base, sizeof *m->base);
    }
    struct base *b = &m->base[m->n_base++];
    *b = (struct base){.id = key_u64(key.p)};
    memcpy(b->digest, value.p, BACKUP_DIGEST);
}

static void take_record(struct merge *m, unsigned table, struct span key, struct span value)
{
    struct record r;
    unsigned char now[BACKUP_DIGEST];
    if (table != BOOK_RECORD || record_decode(&r, key, value) != STATUS_OK)
        return; /* of a newer program: counted by nobody, stays where it is */
    struct base *b = find_base(m, r.id);
    backup_digest(&r, now);
    record_release(&r);
    if (b)
        b->back = true;
    if (b && memcmp(b->digest, now, BACKUP_DIGEST) == 0) {
        m->untouched++;
        return;
    }
    if (m->n_came == m->cap_came) {
        m->cap_came = m->cap_came ? m->cap_came * 2 : 256;
        m->came = mem_realloc_array(m->came, m->cap_came, sizeof *m->came);
    }
    struct came *c = &m->came[m->n_came++];
    *c = (struct came){.known = b != NULL};
    buf_add_span(&c->key, key);
    buf_add_span(&c->value, value);
    if (b)
        memcpy(c->base, b->digest, BACKUP_DIGEST);
}

/* ---- notes ---- */

static char *name_of(const struct record *r, const struct resolver *res)
{
    struct buf b = {0};
    buf_add_span(&b, record_name(r));
    if (!b.n && entity_field(r->e, "subject") >= 0) {
        int i = entity_field(r->e, "subject");
        field_add_text(&r->e->fields[i], &r->v[i], res, &b);
    }
    return buf_detach(&b);
}

static struct merge_note *note(struct merge *m, enum merge_why why, const struct record *r)
{
    struct merge_result *x = m->out;
    struct resolver res = book_resolver(m->t, r->unit);
    x->v = mem_realloc_array(x->v, x->n + 1, sizeof *x->v);
    struct merge_note *n = &x->v[x->n++];
    *n = (struct merge_note){
        .why = why, .entity = r->e->id, .id = r->id, .unit = r->unit, .name = name_of(r, &res)};
    return n;
}

static char *text_of(const struct record *r, size_t i, const struct resolver *res)
{
    struct buf b = {0};
    mask_add_value(&r->e->fields[i], &r->v[i], res, &b);
    return buf_detach(&b);
}

static void note_fields(struct merge *m, enum merge_why why, const struct record *here,
                        const struct record *there)
{
    struct resolver res = book_resolver(m->t, here->unit);
    m->out->conflicts++;
    for (size_t i = 0; i < here->e->n_fields; i++) {
        if (value_eq(&here->v[i], &there->v[i]))
            continue;
        struct merge_note *n = note(m, why, here);
        n->field = &here->e->fields[i];
        n->here = text_of(here, i, &res);
        n->there = text_of(there, i, &res);
    }
}

/* It may refer to a record that comes later: told only when nothing more can follow. */
static void note_refused(struct merge *m, const struct record *r, enum status s)
{
    struct detail *d = m->t->detail;
    if (!m->last) {
        m->refused = true;
        if (d)
            d->text[0] = 0;
        return;
    }
    struct merge_note *n = note(m, MERGE_REFUSED, r);
    n->text = mem_strdup(d && d->text[0] ? d->text : status_text(s));
    m->out->conflicts++;
    if (d)
        d->text[0] = 0;
}

/* ---- one record ---- */

static bool inside(const struct merge *m, struct unit_key u)
{
    for (size_t i = 0; i < m->n_units; i++)
        if (unit_eq(m->units[i], u))
            return true;
    return !m->returned;
}

static bool says_the_same(const struct record *a, const struct record *b)
{
    unsigned char x[BACKUP_DIGEST], y[BACKUP_DIGEST];
    backup_digest(a, x);
    backup_digest(b, y);
    return memcmp(x, y, BACKUP_DIGEST) == 0;
}

/* Saves there over here. A save that is refused is told, one that the store cannot do ends all. */
static enum status take_theirs(struct merge *m, const struct record *here, struct record *there)
{
    there->version = here->version;
    there->number = here->number;
    there->id = here->id;
    enum status s = save_batch_record(m->batch, there);
    if (s == STATUS_OK)
        m->out->changed++;
    else if (store_tx_status(m->t->tx) != STATUS_OK)
        return s;
    else
        note_refused(m, there, s);
    return STATUS_OK;
}

static enum status add(struct merge *m, struct record *there)
{
    enum status s = save_batch_adopt(m->batch, there);
    if (s == STATUS_OK)
        m->out->added++;
    else if (store_tx_status(m->t->tx) != STATUS_OK)
        return s;
    else
        note_refused(m, there, s);
    return STATUS_OK;
}

static bool was_deleted(struct book_tx *t, uint64_t id)
{
    struct buf key = {0};
    struct span value;
    key_add_u64(&key, id);
    bool is = store_get(t->tx, BOOK_ADDRESS, buf_span(&key), &value) && !value.n;
    buf_release(&key);
    return is;
}

/* A title lies where its subject lies: when that has moved here, the title has not changed. */
static void same_place(const struct record *here, struct record *there, unsigned char now[])
{
    struct record as_there = *here; /* borrowed values */
    if (here->e->key == ENTITY_KEY_TITLE)
        as_there.unit = there->unit;
    backup_digest(&as_there, now);
    if (here->e->key == ENTITY_KEY_TITLE)
        there->unit = here->unit;
}

/* base: what both were made from, or NULL. */
static enum status both(struct merge *m, const unsigned char *base, const struct record *here,
                        struct record *there)
{
    unsigned char now[BACKUP_DIGEST], then[BACKUP_DIGEST];
    backup_digest(there, then);
    same_place(here, there, now);
    if (says_the_same(here, there) || (base && memcmp(then, base, BACKUP_DIGEST) == 0)) {
        m->out->same++;
        return STATUS_OK;
    }
    if ((base && memcmp(now, base, BACKUP_DIGEST) == 0) || m->o->take_theirs)
        return take_theirs(m, here, there);
    note_fields(m, here->id == there->id || base ? MERGE_BOTH : MERGE_TWICE, here, there);
    return STATUS_OK;
}

/* The record of the same key (a title of that year) when it is another one: both made it, or one of
 * them took a mark back and set it again, which is a change of what was there before. */
static enum status twin_of(struct merge *m, const struct record *there, struct record *twin)
{
    struct record key_of = *there; /* borrowed values */
    struct buf key = {0};
    if (there->e->key == ENTITY_KEY_ID)
        return STATUS_NOTFOUND;
    if (there->e->key == ENTITY_KEY_TITLE) {
        struct unit_key u = book_unit_of(m->t, (uint64_t)record_n(there, "subject"));
        if (unit_level(u) != UNIT_NONE)
            key_of.unit = u;
    }
    record_key(&key_of, &key);
    enum status s = book_get_key(m->t, buf_span(&key), twin);
    buf_release(&key);
    return s;
}

static enum status with_twin(struct merge *m, const struct came *c, const struct record *twin,
                             struct record *there)
{
    struct base *b = find_base(m, twin->id);
    if (b && !b->back) {
        b->replaced = true; /* not deleted there, but made again */
        return both(m, b->digest, twin, there);
    }
    return both(m, c->known ? c->base : NULL, twin, there);
}

/* There is none of its id here. */
static enum status without_it(struct merge *m, const struct came *c, struct record *there)
{
    struct record twin = {0};
    enum status s = twin_of(m, there, &twin);
    if (s == STATUS_OK)
        s = with_twin(m, c, &twin, there);
    else if (s == STATUS_NOTFOUND && !was_deleted(m->t, there->id))
        s = add(m, there);
    else if (s == STATUS_NOTFOUND) {
        note(m, MERGE_DELETED_HERE, there);
        m->out->conflicts++;
        s = STATUS_OK;
    }
    record_release(&twin);
    return s;
}

static enum status apply_one(struct merge *m, const struct came *c)
{
    struct record there, here = {0};
    enum status s = record_decode(&there, buf_span(&c->key), buf_span(&c->value));
    if (s != STATUS_OK)
        return s;
    if (erase_concerns(m->t, &there, &m->tombs)) {
        note(m, MERGE_ERASED, &there);
    } else if (!inside(m, there.unit)) {
        note(m, MERGE_OUTSIDE, &there);
        m->out->conflicts++;
    } else {
        s = book_get(m->t, there.id, &here);
        if (s == STATUS_OK) {
            s = both(m, c->known ? c->base : NULL, &here, &there);
        } else if (s == STATUS_DENIED) { /* somebody else's: not shown, not touched */
            note_refused(m, &there, s);
            s = STATUS_OK;
        } else if (s == STATUS_NOTFOUND) {
            s = without_it(m, c, &there);
        }
    }
    record_release(&there);
    record_release(&here);
    return s;
}

/* After the titles that were deleted there are gone: what is left was made or changed here, and
 * would be deleted along with r. */
static bool has_titles(struct book_tx *t, const struct record *r)
{
    struct buf prefix = {0};
    struct span key, value;
    buf_add_span(&prefix, unit_span(&r->unit));
    buf_addc(&prefix, ENTITY_TITLE);
    key_add_u64(&prefix, r->id);
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, buf_span(&prefix), 0);
    bool any = store_next(c, &key, &value);
    store_scan_end(c);
    buf_release(&prefix);
    return any;
}

/* Taken away and not brought back: deleted there. */
static enum status delete_one_gone(struct merge *m, const struct base *b)
{
    struct record here = {0};
    unsigned char now[BACKUP_DIGEST];
    enum status s = book_get(m->t, b->id, &here);
    if (s == STATUS_NOTFOUND)
        return STATUS_OK; /* gone here as well */
    if (s != STATUS_OK)
        return s;
    backup_digest(&here, now);
    if (!inside(m, here.unit)) {
        m->out->same++;
    } else if (memcmp(now, b->digest, BACKUP_DIGEST) != 0 ||
               (here.e->subject && has_titles(m->t, &here))) {
        note(m, MERGE_DELETED_THERE, &here);
        m->out->conflicts++;
    } else if ((s = save_batch_delete(m->batch, b->id)) == STATUS_OK) {
        m->out->deleted++;
    } else if (store_tx_status(m->t->tx) == STATUS_OK) {
        note_refused(m, &here, s);
        s = STATUS_OK;
    }
    record_release(&here);
    return s;
}

/* Titles before their subjects, citizens before their household. */
static enum status delete_gone(struct merge *m)
{
    enum status s = STATUS_OK;
    for (int round = 0; s == STATUS_OK && round < 3; round++)
        for (size_t i = 0; s == STATUS_OK && i < m->n_base; i++) {
            struct record r = {0};
            if (m->base[i].back || m->base[i].replaced ||
                book_get(m->t, m->base[i].id, &r) != STATUS_OK)
                continue;
            int turn = !r.e->subject ? 0 : r.e->id == ENTITY_CITIZEN ? 1 : 2;
            record_release(&r);
            if (turn == round)
                s = delete_one_gone(m, &m->base[i]);
        }
    return s;
}

/* ---- the whole ---- */

/* In turns, as long as one brings in something that others may have waited for. */
static enum status apply_came(struct merge *m)
{
    enum status s = STATUS_OK;
    size_t left = m->n_came;
    m->last = false;
    for (size_t i = 0; i < m->n_came; i++)
        m->came[i].again = true;
    while (s == STATUS_OK && left) {
        uint64_t before = m->out->added + m->out->changed;
        left = 0;
        for (size_t i = 0; s == STATUS_OK && i < m->n_came; i++) {
            if (!m->came[i].again)
                continue;
            m->refused = false;
            s = apply_one(m, &m->came[i]);
            m->came[i].again = m->refused;
            left += m->refused;
        }
        m->last = m->out->added + m->out->changed == before;
    }
    m->last = true;
    return s;
}

static enum status apply(struct book_tx *t, void *context)
{
    struct merge *m = context;
    struct erase_result done = {0};
    char code[STREAM_CODE];
    memcpy(code, m->out->code, sizeof code);
    merge_result_release(m->out); /* the closure may run again */
    memcpy(m->out->code, code, sizeof code);
    m->out->same = m->untouched;
    for (size_t i = 0; i < m->n_base; i++)
        m->base[i].replaced = false;
    m->t = t;
    m->batch = save_batch_begin(t, AUDIT_MERGE, NULL);
    enum status s = apply_came(m);
    if (s == STATUS_OK && m->returned)
        s = delete_gone(m);
    if (s == STATUS_OK && m->tombs.n &&
        caller_may(t->who, ACCESS_DECIDE, t->book->commune, NULL) == STATUS_OK)
        s = erase_again(t, &m->tombs, &done);
    if (s == STATUS_OK && !m->o->dry_run)
        return save_batch_commit(m->batch);
    save_batch_abort(m->batch);
    return s == STATUS_OK ? STATUS_USAGE : s; /* a dry run: nothing stays */
}

static enum status check_header(struct merge *m, const struct book *b, struct span header,
                                const char *file, struct detail *d)
{
    struct span kind = stream_header_value(header, "kind", 0);
    struct unit_key commune = {0}, u;
    if (span_eq_str(kind, "part"))
        return detail_set(d, STATUS_USAGE,
                          _("%s là phần mang đi, chưa ai sửa. Hãy lấy tệp do máy kia ghi ra bằng "
                            "'hoctap backup'."),
                          file);
    m->returned = span_eq_str(kind, "return");
    backup_parse_unit(stream_header_value(header, "commune", 0), &commune);
    if ((!m->returned && !span_eq_str(kind, "full")) || !unit_eq(commune, b->commune))
        return detail_set(d, STATUS_INVALID, _("%s không phải của xã này. Hãy xem lại tên tệp."),
                          file);
    for (struct span list = stream_header_value(header, "part", 0); list.n;) {
        const char *end = memchr(list.p, ' ', list.n);
        size_t n = end ? (size_t)(end - list.p) : list.n;
        if (backup_parse_unit((struct span){list.p, n}, &u)) {
            m->units = mem_realloc_array(m->units, m->n_units + 1, sizeof *m->units);
            m->units[m->n_units++] = u;
        }
        n += end != NULL;
        list.p += n, list.n -= n;
    }
    return STATUS_OK;
}

static enum status run(struct merge *m, struct book *b, const struct caller *who, struct span head,
                       struct detail *d)
{
    struct caller as = *who;
    struct buf source = {0};
    buf_addf(&source, "merge %s head %.*s", m->out->code, (int)(head.n > 16 ? 16 : head.n), head.p);
    as.source = buf_str(&source);
    enum status s = book_write(b, &as, apply, m, d);
    buf_release(&source);
    if (s != STATUS_USAGE || !m->o->dry_run)
        return s;
    if (d)
        *d = (struct detail){0};
    return STATUS_OK;
}

enum status merge_file(struct book *b, const struct caller *who, const char *file,
                       const struct merge_options *o, struct merge_result *out, struct detail *d)
{
    struct merge m = {.o = o, .out = out};
    struct backup_info info;
    struct buf header = {0};
    int fd = -1;
    *out = (struct merge_result){0};
    enum status s =
        backup_read_info(file, &info, &header, d); /* the whole, before it is believed */
    if (s == STATUS_OK)
        s = check_header(&m, b, buf_span(&header), file, d);
    if (s == STATUS_OK)
        s = backup_open_file(file, &fd, d);
    if (s == STATUS_OK)
        s = each_entry(fd, file, &m, take_base, d);
    if (m.n_base)
        qsort(m.base, m.n_base, sizeof *m.base, by_id);
    if (s == STATUS_OK)
        s = each_entry(fd, file, &m, take_record, d);
    memcpy(out->code, info.code, sizeof out->code);
    if (s == STATUS_OK)
        s = run(&m, b, who, stream_header_value(buf_span(&header), "head", 0), d);
    if (fd >= 0)
        close(fd);
    for (size_t i = 0; i < m.n_came; i++) {
        buf_release(&m.came[i].key);
        buf_release(&m.came[i].value);
    }
    free(m.came);
    free(m.base);
    free(m.units);
    erased_list_release(&m.tombs);
    buf_release(&header);
    return s;
}

/* ---- telling ---- */

void merge_result_release(struct merge_result *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->v[i].name);
        free(r->v[i].here);
        free(r->v[i].there);
        free(r->v[i].text);
    }
    free(r->v);
    *r = (struct merge_result){0};
}

const char *merge_why_name(enum merge_why w)
{
    switch (w) {
    case MERGE_BOTH:
        return "both";
    case MERGE_DELETED_HERE:
        return "deleted-here";
    case MERGE_DELETED_THERE:
        return "deleted-there";
    case MERGE_TWICE:
        return "twice";
    case MERGE_OUTSIDE:
        return "outside";
    case MERGE_ERASED:
        return "erased";
    case MERGE_REFUSED:
        return "refused";
    }
    return "";
}

void merge_note_add_text(const struct merge_note *n, struct buf *out)
{
    buf_addf(out, "%s %s: ", _(entity_by_id(n->entity)->label), n->name);
    switch (n->why) {
    case MERGE_BOTH:
    case MERGE_TWICE:
        buf_addf(out, _("cả hai nơi đều sửa ô %s: ở đây '%s', mang về '%s'; giữ như ở đây."),
                 _(n->field->label), n->here, n->there);
        return;
    case MERGE_DELETED_HERE:
        buf_adds(out, _("ở đây đã xóa, nơi kia còn sửa; vẫn để xóa. Cần thì thêm lại bằng tay."));
        return;
    case MERGE_DELETED_THERE:
        buf_adds(out, _("nơi kia đã xóa, ở đây còn sửa; giữ lại. Cần thì xóa bằng F8."));
        return;
    case MERGE_OUTSIDE:
        buf_adds(out, _("không thuộc phần được mang đi; giữ như ở đây."));
        return;
    case MERGE_ERASED:
        buf_adds(out, _("thông tin cá nhân đã xóa theo yêu cầu; không lấy lại."));
        return;
    case MERGE_REFUSED:
        buf_addf(out, _("chưa ghép được: %s"), n->text);
        return;
    }
}
