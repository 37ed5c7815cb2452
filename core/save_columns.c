/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/column_cache.h"
#include "core/referrers.h"
#include "core/save_private.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

static struct column_set *set_of(struct book_tx *t, enum entity_id e, struct unit_key u)
{
    return column_cache_get(t->columns, t->tx, e, u);
}

/* The units in which a record has or had rows: of its stays and where it lies. */
static size_t units_of(struct book_tx *t, const struct record *r, struct unit_key **out)
{
    struct column_row *rows;
    size_t n = book_rows_of(t, r, &rows, out);
    free(rows);
    *out = mem_realloc_array(*out, n + 1, sizeof **out);
    (*out)[n] = r->unit;
    return n + 1;
}

/* States as the old rows have them, or its titles when it had no row; the rows are taken out. */
static void take_out(struct book_tx *t, const struct record *r,
                     uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS])
{
    struct unit_key *units;
    size_t n = units_of(t, r, &units);
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        struct column_set *set = set_of(t, r->e->id, units[i]);
        struct column_row *row = column_set_find(set, r->id);
        if (row) {
            memcpy(state, row->state, sizeof row->state);
            found = true;
        }
        column_set_remove(set, r->id);
    }
    free(units);
    if (!found)
        book_states_of(t, r->unit, r->id, state);
}

static void put_in(struct book_tx *t, const struct record *r,
                   uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS])
{
    struct column_row *rows;
    struct unit_key *units;
    struct buf name = {0};
    size_t n = book_rows_of(t, r, &rows, &units);
    fold_search(&name, record_name(r));
    for (size_t i = 0; i < n; i++) {
        memcpy(rows[i].state, state, sizeof rows[i].state);
        column_set_insert(set_of(t, r->e->id, units[i]), &rows[i], buf_str(&name));
    }
    buf_release(&name);
    free(rows);
    free(units);
}

/* A commune has no record of its own: its row lives as long as it has a state. */
static void set_commune_state(struct column_set *set, struct column_row *row, uint64_t subject,
                              int year, uint8_t state)
{
    static const uint8_t none[COLUMNS_YEARS];
    struct column_row fresh = {.id = subject, .to = COLUMNS_OPEN};
    if (!row)
        row = column_set_insert(set, &fresh, "");
    row->state[0][year] = state;
    if (memcmp(row->state[0], none, sizeof none) == 0)
        column_set_remove(set, subject);
}

/* A title's state goes into every row of its subject. */
static void set_state(struct book_tx *t, const struct record *title, uint8_t state)
{
    const struct title_kind *k = title_by_id((unsigned)record_n(title, "title"));
    int year = (int)record_n(title, "year") - COLUMNS_YEAR0;
    uint64_t subject = (uint64_t)record_n(title, "subject");
    if (!k || year < 0 || year >= COLUMNS_YEARS)
        return;
    struct column_set *set = set_of(t, k->subject, title->unit);
    struct column_row *row = column_set_find(set, subject);
    if (k->subject == ENTITY_COMMUNE) {
        set_commune_state(set, row, subject, year, state);
        return;
    }
    if (row && row->from == 0 && row->to == COLUMNS_OPEN) {
        row->state[k->slot][year] = state; /* its only row */
        return;
    }
    struct record r;
    struct unit_key *units;
    if (book_get(t, subject, &r) != STATUS_OK)
        return;
    size_t n = units_of(t, &r, &units);
    for (size_t i = 0; i < n; i++) {
        set = set_of(t, k->subject, units[i]);
        for (size_t j = 0; j < set->n; j++)
            if (set->v[j].id == subject)
                set->v[j].state[k->slot][year] = state;
    }
    free(units);
    record_release(&r);
}

void save_columns(struct save_batch *s, const struct record *old, const struct record *r)
{
    uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS] = {{0}};
    const struct entity *e = old ? old->e : r->e;
    if (e->id == ENTITY_TITLE) {
        if (old)
            set_state(s->t, old, 0);
        if (r)
            set_state(s->t, r, book_state_byte(r));
        return;
    }
    if (!e->subject)
        return;
    if (old && (!r || !unit_eq(old->unit, r->unit)))
        save_keep_number(s->t, old);
    if (old)
        take_out(s->t, old, state);
    if (r)
        put_in(s->t, r, state);
}

void save_move_dates(struct save_batch *s, const struct record *old, struct record *r)
{
    int i = entity_field(r->e, "stays");
    day today = s->t->who->today;
    if (i < 0 || unit_eq(old->unit, r->unit) || !value_eq(&old->v[i], &r->v[i]) || !today)
        return;
    const struct field *f = &r->e->fields[i];
    struct value v = {0};
    size_t n = value_dated_count(f, &old->v[i]);
    for (size_t k = 0; k < n; k++) {
        struct dated d = value_dated(f, &old->v[i], k);
        if (k + 1 == n)
            d.to = today - 1;
        if (!d.from || d.from <= today - 1)
            value_add_dated(f, &v, d);
    }
    if (!n)
        value_add_dated(f, &v, (struct dated){.unit = old->unit, .to = today - 1});
    value_add_dated(f, &v, (struct dated){.unit = r->unit, .from = today});
    value_clear(&r->v[i]);
    r->v[i] = v;
}

/* Titles lie with their subject. They change their key, not their content, so no audit of them. */
static void move_titles(struct save_batch *s, const struct record *old, const struct record *r)
{
    struct book_tx *t = s->t;
    struct buf prefix = {0}, to = {0}, id = {0};
    struct span key, value;
    buf_add_span(&prefix, unit_span(&old->unit));
    buf_addc(&prefix, ENTITY_TITLE);
    key_add_u64(&prefix, r->id);
    for (;;) {
        struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, buf_span(&prefix), 0);
        struct record title;
        bool any = store_next(c, &key, &value);
        enum status st = any ? record_decode(&title, key, value) : STATUS_NOTFOUND;
        store_scan_end(c);
        if (st != STATUS_OK) {
            if (any)
                store_tx_fail(t->tx, st);
            break;
        }
        record_key(&title, &to);
        store_del(t->tx, BOOK_RECORD, buf_span(&to));
        title.unit = r->unit;
        record_key(&title, &to);
        struct buf bytes = {0};
        record_encode(&title, &bytes);
        store_put(t->tx, BOOK_RECORD, buf_span(&to), buf_span(&bytes));
        buf_reset(&id);
        key_add_u64(&id, title.id);
        store_put(t->tx, BOOK_ADDRESS, buf_span(&id), buf_span(&to));
        buf_release(&bytes);
        record_release(&title);
    }
    buf_release(&prefix);
    buf_release(&to);
    buf_release(&id);
}

/* Citizens of a household, by the packed reference, in the unit where they lie. */
static size_t citizens_of(struct book_tx *t, struct unit_key unit, uint64_t household,
                          uint64_t **out)
{
    const struct entity *e = entity_by_id(ENTITY_CITIZEN);
    unsigned width, at = column_extra_offset(e, (unsigned)entity_field(e, "household"), &width);
    struct column_set *set = set_of(t, ENTITY_CITIZEN, unit);
    size_t n = 0;
    *out = NULL;
    for (size_t i = 0; i < set->n; i++) {
        uint64_t ref = 0;
        for (unsigned k = 0; k < width; k++)
            ref |= (uint64_t)set->v[i].extra[at + k] << 8 * k;
        if (ref != household || (n && (*out)[n - 1] == set->v[i].id))
            continue;
        *out = mem_realloc_array(*out, n + 1, sizeof **out);
        (*out)[n++] = set->v[i].id;
    }
    return n;
}

static bool stays_changed(const struct record *old, const struct record *r)
{
    int i = entity_field(r->e, "stays");
    return !unit_eq(old->unit, r->unit) || (i >= 0 && !value_eq(&old->v[i], &r->v[i]));
}

/* Citizen id follows its household, which lay as `before` says and now lies as it is stored. Its
 * old rows were cut by the household's old stays, so they are taken out wherever those were. */
static enum status follow(struct save_batch *s, uint64_t id, const struct record *before,
                          const struct record *home)
{
    struct book_tx *t = s->t;
    struct record old = {0}, now = {0};
    uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS] = {{0}};
    struct unit_key *units;
    enum status st = book_get_any(t, id, &old);
    if (st != STATUS_OK)
        return st;
    record_copy(&now, &old);
    now.unit = home->unit;
    now.version++;
    value_set_s(&now.v[entity_field_flag(now.e, FIELD_UNIT)], unit_span(&home->unit));
    size_t n = units_of(t, before, &units);
    for (size_t i = 0; i < n; i++) {
        struct column_set *set = set_of(t, ENTITY_CITIZEN, units[i]);
        struct column_row *row = column_set_find(set, id);
        if (row)
            memcpy(state, row->state, sizeof row->state);
        column_set_remove(set, id);
    }
    free(units);
    if (!unit_eq(old.unit, now.unit)) {
        save_keep_number(t, &old);
        now.number = save_next_number(t, &now);
    }
    struct buf key = {0}, value = {0}, addr = {0};
    record_key(&old, &key);
    store_del(t->tx, BOOK_RECORD, buf_span(&key));
    record_key(&now, &key);
    record_encode(&now, &value);
    store_put(t->tx, BOOK_RECORD, buf_span(&key), buf_span(&value));
    key_add_u64(&addr, id);
    store_put(t->tx, BOOK_ADDRESS, buf_span(&addr), buf_span(&key));
    buf_release(&key);
    buf_release(&value);
    buf_release(&addr);
    put_in(t, &now, state);
    if (!unit_eq(old.unit, now.unit))
        move_titles(s, &old, &now);
    save_note(s, &old, &now);
    record_release(&old);
    record_release(&now);
    return store_tx_status(t->tx);
}

enum status save_followers(struct save_batch *s, const struct record *old, const struct record *r)
{
    if (!r->e->subject)
        return STATUS_OK;
    if (!unit_eq(old->unit, r->unit))
        move_titles(s, old, r);
    if (r->e->id != ENTITY_HOUSEHOLD || !stays_changed(old, r))
        return STATUS_OK;
    uint64_t *ids;
    size_t n = citizens_of(s->t, old->unit, r->id, &ids);
    enum status st = STATUS_OK;
    for (size_t i = 0; i < n && st == STATUS_OK; i++)
        st = follow(s, ids[i], old, r);
    free(ids);
    return st;
}

/* Does anything but itself lie in a hamlet? */
static bool hamlet_in_use(struct book_tx *t, const struct record *r)
{
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, unit_span(&r->unit), 0);
    struct span key, value;
    bool used = false;
    while (!used && store_next(c, &key, &value))
        used = key.n > UNIT_KEY_LEN && key.p[UNIT_KEY_LEN] != ENTITY_HAMLET &&
               key.p[UNIT_KEY_LEN] != ENTITY_TITLE;
    store_scan_end(c);
    return used;
}

static void remove_record(struct save_batch *s, const struct record *r)
{
    struct buf key = {0}, id = {0};
    if (s->placed == r->id)
        s->placed = 0;
    record_key(r, &key);
    store_del(s->t->tx, BOOK_RECORD, buf_span(&key));
    key_add_u64(&id, r->id);
    store_put(s->t->tx, BOOK_ADDRESS, buf_span(&id), (struct span){"", 0});
    save_columns(s, r, NULL);
    save_note(s, r, NULL);
    buf_release(&key);
    buf_release(&id);
}

struct titles {
    struct record *v; /* copies: nothing is written while a cursor walks */
    size_t n;
};

static enum status titles_of(struct book_tx *t, const struct record *r, struct titles *out)
{
    struct buf prefix = {0};
    struct span key, value;
    enum status st = STATUS_OK;
    buf_add_span(&prefix, unit_span(&r->unit));
    buf_addc(&prefix, ENTITY_TITLE);
    key_add_u64(&prefix, r->id);
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, buf_span(&prefix), 0);
    while (st == STATUS_OK && store_next(c, &key, &value)) {
        out->v = mem_realloc_array(out->v, out->n + 1, sizeof *out->v);
        st = record_decode(&out->v[out->n], key, value);
        out->n += st == STATUS_OK;
    }
    store_scan_end(c);
    buf_release(&prefix);
    return st;
}

static void titles_release(struct titles *x)
{
    for (size_t i = 0; i < x->n; i++)
        record_release(&x->v[i]);
    free(x->v);
}

/* A title that was decided is not taken away by who may not decide. */
static bool decided(const struct record *r)
{
    if (r->e->decides)
        return r->e->decides(r, r);
    return r->e->id == ENTITY_TITLE && title_is_decided((enum title_state)record_n(r, "state"));
}

/* It goes, and with a subject its titles: each asks what it would ask alone. */
static enum status may_remove(struct save_batch *s, const struct record *r)
{
    enum status st = STATUS_OK;
    if (decided(r))
        st = book_may_record(s->t, ACCESS_DECIDE, r);
    if (st == STATUS_OK)
        st = save_check_forbidden(s, r, NULL);
    return st == STATUS_OK ? save_check_year(s, r, NULL) : st;
}

enum status save_batch_delete(struct save_batch *s, uint64_t id)
{
    struct book_tx *t = s->t;
    struct record r = {0};
    struct titles titles = {0};
    enum status st = book_get(t, id, &r);
    if (st == STATUS_OK)
        st = book_may_record(t, ACCESS_WRITE, &r);
    if (st == STATUS_OK)
        st = may_remove(s, &r);
    if (st == STATUS_OK && r.e->subject)
        st = titles_of(t, &r, &titles);
    for (size_t i = 0; i < titles.n && st == STATUS_OK; i++)
        st = may_remove(s, &titles.v[i]);
    if (st == STATUS_OK && r.e->subject) {
        struct referrers who;
        struct buf text = {0};
        st = referrers_find(t, id, &who);
        referrers_add_text(&who, &text);
        if (who.n)
            st = detail_set(t->detail, STATUS_INVALID,
                            _("Còn %s ghi theo phiếu này. Hãy sửa hoặc xóa các phiếu ấy trước."),
                            buf_str(&text));
        else if (r.e->id == ENTITY_HAMLET && hamlet_in_use(t, &r))
            st = detail_set(
                t->detail, STATUS_INVALID,
                _("Thôn này còn phiếu. Hãy chuyển các phiếu sang thôn khác trước khi xóa."));
        referrers_release(&who);
        buf_release(&text);
    }
    if (st == STATUS_OK && r.e->id == ENTITY_HAMLET) /* its number is not given again */
        unitbook_keep_number(t, unit_commune(r.unit), unitbook_top_number(t, unit_commune(r.unit)));
    if (st == STATUS_OK) {
        for (size_t i = 0; i < titles.n; i++)
            remove_record(s, &titles.v[i]);
        remove_record(s, &r);
        st = store_tx_status(t->tx);
    }
    titles_release(&titles);
    record_release(&r);
    return st;
}
