/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check.h"

#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/book_private.h"
#include "core/column_cache.h"
#include "core/criteria_book.h"
#include "core/unitrow.h"
#include "locale/msg.h"

struct checking {
    store_fault_fn fault;
    void *context;
    struct book_tx *t;
    size_t records, chunks;
    size_t found;         /* records that their address leads to */
    bool unreadable;      /* some record: columns cannot be compared */
    struct unit_key unit; /* whose records are being read */
    struct store_cursor *addresses;
    struct buf own, id;
};

static void tell(struct checking *k, unsigned table, struct span key, const char *text)
{
    k->fault(k->context, table, key, text);
}

/* "Hộ gia đình số 27 (Lê Thế Tuấn): <what>" */
static void tell_record(struct checking *k, const struct record *r, const char *what)
{
    struct buf b = {0}, key = {0};
    buf_adds(&b, _(r->e->label));
    if (r->number)
        buf_addf(&b, _(" số %u"), r->number);
    buf_adds(&b, " ");
    unit_add_code(&b, r->unit);
    if (record_name(r).n)
        buf_addf(&b, " (%.*s)", (int)record_name(r).n, record_name(r).p);
    buf_addf(&b, ": %s", what);
    record_key(r, &key);
    tell(k, BOOK_RECORD, buf_span(&key), buf_str(&b));
    buf_release(&b);
    buf_release(&key);
}

static bool exists(struct book_tx *t, uint64_t id)
{
    struct buf key = {0};
    bool is = book_address(t, id, &key);
    buf_release(&key);
    return is;
}

static void check_references(struct checking *k, const struct record *r)
{
    for (size_t i = 0; i < r->e->n_fields; i++) {
        const struct field *f = &r->e->fields[i];
        bool refers = f->type == &field_ref || f->type == &field_subject;
        if (!refers || !r->v[i].known || !r->v[i].n || exists(k->t, (uint64_t)r->v[i].n))
            continue;
        struct buf b = {0};
        buf_addf(&b, _("mục %s chỉ đến một phiếu không còn. Hãy mở phiếu và chọn lại."),
                 _(f->label));
        tell_record(k, r, buf_str(&b));
        buf_release(&b);
    }
    if (r->e->id == ENTITY_TITLE && record_n(r, "subject")) {
        struct unit_key u = book_unit_of(k->t, (uint64_t)record_n(r, "subject"));
        if (unit_level(u) != UNIT_NONE && !unit_eq(u, r->unit))
            tell_record(k, r, _("không nằm cùng nơi với hộ, người được xét."));
    }
}

/* What the record of a set says beside its content must be what the content says. */
static void check_criteria(struct checking *k, struct record *r)
{
    const struct field *f = r->e->id == ENTITY_CRITERIA ? criteria_record_mend(r) : NULL;
    struct buf b = {0};
    if (!f)
        return;
    if (f == &r->e->fields[entity_field(r->e, "content")])
        buf_adds(&b, _("nội dung của bộ không đọc được, nên bộ này không dùng được. Hãy nhập lại "
                       "tệp tiêu chí thành một bản mới."));
    else
        buf_addf(&b, _("mục %s không khớp với nội dung của bộ. Hãy chạy 'hoctap check --repair'."),
                 _(f->label));
    tell_record(k, r, buf_str(&b));
    buf_release(&b);
}

/* Ids of a unit's records ascend like their addresses, so the cursor is mostly near by. */
static bool has_address(struct checking *k, const struct record *r, struct span key)
{
    struct span at, there;
    buf_reset(&k->id);
    key_add_u64(&k->id, r->id);
    store_seek(k->addresses, buf_span(&k->id));
    return store_next(k->addresses, &at, &there) && span_eq(at, buf_span(&k->id)) &&
           span_eq(there, key);
}

static void check_record(struct checking *k, struct span key, struct span value)
{
    struct record r;
    if (record_decode(&r, key, value) != STATUS_OK) {
        tell(k, BOOK_RECORD, key, _("Có một phiếu không đọc được."));
        k->unreadable = true;
        return;
    }
    k->records++;
    record_key(&r, &k->own);
    if (!span_eq(buf_span(&k->own), key))
        tell_record(k, &r, _("nằm sai chỗ trong kho."));
    else if (has_address(k, &r, key))
        k->found++;
    else
        tell_record(k, &r, _("không có trong mục lục của kho."));
    check_references(k, &r);
    check_criteria(k, &r);
    book_fill_record(k->t, &r);
    record_release(&r);
}

/* All records of a unit were read: rows that are as stored need not be kept. */
static void end_unit(struct checking *k)
{
    for (size_t i = 0; entity_at(i); i++)
        if (entity_at(i)->subject)
            column_cache_settle(k->t->columns, k->t->tx, entity_at(i)->id, k->unit);
}

static void check_records(struct checking *k)
{
    struct span all = {"", 0}, key, value;
    struct store_cursor *c = store_scan_prefix(k->t->tx, BOOK_RECORD, all, 0);
    k->addresses = store_scan_prefix(k->t->tx, BOOK_ADDRESS, all, 0);
    while (store_next(c, &key, &value)) {
        struct unit_key u =
            unit_from_span((struct span){key.p, key.n < UNIT_KEY_LEN ? 0 : UNIT_KEY_LEN});
        if (!unit_eq(u, k->unit))
            end_unit(k);
        k->unit = u;
        check_record(k, key, value);
    }
    end_unit(k);
    store_scan_end(c);
    store_scan_end(k->addresses);
    buf_release(&k->own);
    buf_release(&k->id);
}

/* Every record was found by an address of its own: are there more addresses than records? */
static void check_addresses(struct checking *k)
{
    struct span key, value, there;
    size_t used = 0;
    struct store_cursor *c = store_scan_prefix(k->t->tx, BOOK_ADDRESS, (struct span){"", 0}, 0);
    while (store_next(c, &key, &value))
        used += value.n > 0; /* empty: a deleted record */
    store_scan_end(c);
    if (used == k->found)
        return;
    c = store_scan_prefix(k->t->tx, BOOK_ADDRESS, (struct span){"", 0}, 0);
    while (store_next(c, &key, &value))
        if (value.n && !store_get(k->t->tx, BOOK_RECORD, value, &there))
            tell(k, BOOK_ADDRESS, key, _("Mục lục chỉ đến một phiếu không còn trong kho."));
    store_scan_end(c);
}

static void compare_chunk(struct checking *k, const struct column_set *s, size_t chunk,
                          unsigned table, const struct buf *want)
{
    struct buf key = {0}, text = {0};
    struct span have;
    buf_addc(&key, (char)s->entity);
    buf_add_span(&key, unit_span(&s->unit));
    key_add_u16(&key, (unsigned)chunk);
    if (!store_get(k->t->tx, table, buf_span(&key), &have) || !span_eq(have, buf_span(want))) {
        buf_adds(&text, _("Bảng số liệu rút gọn không khớp với phiếu, nơi "));
        unit_add_code(&text, s->unit);
        buf_adds(&text, _(". Hãy chạy 'hoctap check --repair'."));
        tell(k, table, buf_span(&key), buf_str(&text));
    }
    buf_release(&key);
    buf_release(&text);
}

static void compare_set(void *context, const struct column_set *s)
{
    struct checking *k = context;
    struct buf *columns, *names;
    if (s->settled) {
        k->chunks += s->settled;
        return;
    }
    size_t n = column_set_chunks(s, &columns, &names);
    for (size_t i = 0; i < n; i++) {
        compare_chunk(k, s, i, BOOK_COLUMN, &columns[i]);
        compare_chunk(k, s, i, BOOK_NAME, &names[i]);
        buf_release(&columns[i]);
        buf_release(&names[i]);
    }
    k->chunks += n;
    free(columns);
    free(names);
}

static size_t count(struct book_tx *t, unsigned table)
{
    struct span key, value;
    size_t n = 0;
    struct store_cursor *c = store_scan_prefix(t->tx, table, (struct span){"", 0}, 0);
    while (store_next(c, &key, &value))
        n++;
    store_scan_end(c);
    return n;
}

static void check_columns(struct checking *k)
{
    column_cache_each(k->t->columns, compare_set, k);
    if (count(k->t, BOOK_COLUMN) != k->chunks || count(k->t, BOOK_NAME) != k->chunks)
        tell(k, BOOK_COLUMN, (struct span){"", 0},
             _("Bảng số liệu rút gọn có phần thừa. Hãy chạy 'hoctap check --repair'."));
}

static void tell_code(void *context, struct unit_key code)
{
    struct checking *k = context;
    struct buf text = {0};
    buf_adds(&text, _("Mục lục mã đơn vị không khớp, mã "));
    unit_add_code(&text, code);
    buf_adds(&text, _(". Hãy chạy 'hoctap check --repair'."));
    tell(k, BOOK_UNIT_CODE, unit_span(&code), buf_str(&text));
    buf_release(&text);
}

static enum status inside(struct book_tx *t, void *context)
{
    struct checking *k = context;
    struct detail d = {0};
    uint64_t repaired;
    k->t = t;
    t->columns = column_cache_new_empty();
    check_records(k);
    check_addresses(k);
    enum status s = k->unreadable ? STATUS_CORRUPT : store_tx_status(t->tx);
    if (s == STATUS_OK && book_columns_current(t)) /* else they are made anew at the next opening */
        check_columns(k);
    column_cache_free(t->columns);
    t->columns = NULL;
    if (s == STATUS_OK && unitrow_check_codes(t, tell_code, k) != STATUS_OK)
        tell(k, BOOK_UNIT, (struct span){"", 0}, _("Có một đơn vị không đọc được."));
    if (s == STATUS_OK && audit_verify_since_repair(t, &repaired, &d) != STATUS_OK)
        tell(k, BOOK_AUDIT, (struct span){"", 0}, d.text);
    return s;
}

/* Runs in the child of store_check(). */
static enum status also(struct store *store, store_fault_fn fault, void *fault_context,
                        void *context)
{
    struct caller nobody = {.name = "check", .role = ROLE_ADMIN, .source = "check"};
    struct checking k = {.fault = fault, .context = fault_context};
    struct book *b = book_adopt(store);
    struct detail d = {0};
    (void)context;
    enum status s = book_load(b, &nobody, &d);
    if (s == STATUS_OK)
        s = book_read(b, &nobody, inside, &k, &d);
    else
        tell(&k, BOOK_META, (struct span){"", 0}, d.text[0] ? d.text : status_text(s));
    book_disown(b);
    return s;
}

struct telling {
    check_fn fn;
    void *context;
};

static void on_fault(void *context, unsigned table, struct span key, const char *text)
{
    struct telling *x = context;
    (void)table, (void)key;
    x->fn(x->context, text);
}

enum status check_book(const char *uri, check_fn fn, void *context, struct detail *d)
{
    struct telling x = {fn, context};
    return store_check(uri, also, NULL, on_fault, &x, d);
}
