/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check.h"

#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/book_private.h"
#include "core/column_cache.h"
#include "locale/msg.h"

struct checking {
    store_fault_fn fault;
    void *context;
    struct book_tx *t;
    size_t records, chunks;
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

static void check_record(struct checking *k, struct span key, struct span value)
{
    struct record r;
    struct buf own = {0}, address = {0};
    if (record_decode(&r, key, value) != STATUS_OK) {
        tell(k, BOOK_RECORD, key, _("Có một phiếu không đọc được."));
        return;
    }
    k->records++;
    record_key(&r, &own);
    if (!span_eq(buf_span(&own), key))
        tell_record(k, &r, _("nằm sai chỗ trong kho."));
    else if (!book_address(k->t, r.id, &address) || !span_eq(buf_span(&address), key))
        tell_record(k, &r, _("không có trong mục lục của kho."));
    check_references(k, &r);
    record_release(&r);
    buf_release(&own);
    buf_release(&address);
}

static void check_records(struct checking *k)
{
    struct span all = {"", 0}, key, value;
    struct store_cursor *c = store_scan_prefix(k->t->tx, BOOK_RECORD, all, 0);
    while (store_next(c, &key, &value))
        check_record(k, key, value);
    store_scan_end(c);
    c = store_scan_prefix(k->t->tx, BOOK_ADDRESS, all, 0);
    while (store_next(c, &key, &value)) {
        struct span there;
        if (value.n && !store_get(k->t->tx, BOOK_RECORD, value, &there))
            tell(k, BOOK_ADDRESS, key, _("Mục lục chỉ đến một phiếu không còn trong kho."));
    }
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

static enum status check_columns(struct checking *k)
{
    k->t->columns = column_cache_new_empty();
    enum status s = book_fill_columns(k->t);
    if (s == STATUS_OK) {
        column_cache_each(k->t->columns, compare_set, k);
        if (count(k->t, BOOK_COLUMN) != k->chunks || count(k->t, BOOK_NAME) != k->chunks)
            tell(k, BOOK_COLUMN, (struct span){"", 0},
                 _("Bảng số liệu rút gọn có phần thừa. Hãy chạy 'hoctap check --repair'."));
    }
    column_cache_free(k->t->columns);
    k->t->columns = NULL;
    return s;
}

static enum status inside(struct book_tx *t, void *context)
{
    struct checking *k = context;
    struct detail d = {0};
    uint64_t repaired;
    k->t = t;
    check_records(k);
    enum status s = check_columns(k);
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
