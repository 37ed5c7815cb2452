/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The trail against whoever has the store's file in hand: whatever is taken out, put in, exchanged
 * or cut, verify says where, or a head that was printed before is not found again.
 */
#include "tests/progress_world.h"

#include "core/audit.h"
#include "core/erase.h"

struct town {
    struct world w;
    uint64_t home[4];
};

static void town_new(struct town *x)
{
    *x = (struct town){.w = two_hamlets(false)};
    for (int i = 0; i < 4; i++)
        x->home[i] = household(&x->w, 1, i % 2 ? "Lê Một" : "Phùng Hai", "");
    for (int i = 0; i < 4; i++)
        change(&x->w, x->home[i], "size=5");
}

static void town_free(struct town *x)
{
    world_free(&x->w);
}

struct verdict {
    enum status status;
    uint64_t n, first; /* entries; the one that does not fit */
    unsigned char head[AUDIT_HASH];
};

static enum status verify_fn(struct book_tx *t, void *context)
{
    struct verdict *v = context;
    struct detail d = {0};
    v->status = audit_verify(t, v->head, &v->n, &d);
    v->first = d.position;
    if (v->status != STATUS_OK)
        assert_true(d.text[0]);
    return STATUS_OK;
}

static struct verdict verify(struct town *x)
{
    struct verdict v = {0};
    assert_int_equal(book_read(x->w.book, &x->w.who, verify_fn, &v, NULL), STATUS_OK);
    return v;
}

struct finding_head {
    char hex[2 * AUDIT_HASH + 1];
    enum status status;
};

static enum status find_fn(struct book_tx *t, void *context)
{
    struct finding_head *f = context;
    uint64_t seq;
    bool branch;
    f->status = audit_find_head(t, span_of(f->hex), &seq, &branch, NULL);
    return STATUS_OK;
}

static bool contained(struct town *x, const unsigned char head[AUDIT_HASH])
{
    struct finding_head f = {0};
    for (int i = 0; i < AUDIT_HASH; i++)
        snprintf(f.hex + 2 * i, 3, "%02x", head[i]);
    assert_int_equal(book_read(x->w.book, &x->w.who, find_fn, &f, NULL), STATUS_OK);
    return f.status == STATUS_OK;
}

/* ---- tampering: as somebody would who knows the tables and seals what he writes ---- */

typedef void (*tamper_fn)(struct book_tx *t, uint64_t seq);

static struct span entry_key(struct buf *b, uint64_t seq)
{
    buf_reset(b);
    key_add_u64(b, seq);
    return buf_span(b);
}

static struct span body_key(struct buf *b, uint64_t seq, unsigned part)
{
    buf_reset(b);
    key_add_u64(b, seq);
    key_add_u16(b, part);
    return buf_span(b);
}

static void copy_of(struct book_tx *t, unsigned table, struct span key, struct buf *out)
{
    struct span v;
    buf_reset(out);
    assert_true(store_get(t->tx, table, key, &v));
    buf_add_span(out, v);
}

static void swap(struct book_tx *t, unsigned table, struct span a, struct span b)
{
    struct buf x = {0}, y = {0};
    copy_of(t, table, a, &x);
    copy_of(t, table, b, &y);
    store_put(t->tx, table, a, buf_span(&y));
    store_put(t->tx, table, b, buf_span(&x));
    buf_release(&x);
    buf_release(&y);
}

static void flip(struct book_tx *t, unsigned table, struct span key, size_t at)
{
    struct buf x = {0};
    copy_of(t, table, key, &x);
    assert_true(at < x.n);
    x.p[at] = (char)(x.p[at] ^ 1);
    store_put(t->tx, table, key, buf_span(&x));
    buf_release(&x);
}

static void remove_entry(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0};
    store_del(t->tx, BOOK_AUDIT, entry_key(&k, seq));
    buf_release(&k);
}

static void change_actor(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0}, v = {0};
    copy_of(t, BOOK_AUDIT, entry_key(&k, seq), &v);
    char *name = memmem(v.p, v.n, "xa", 2);
    assert_non_null(name);
    memcpy(name, "ai", 2);
    store_put(t->tx, BOOK_AUDIT, entry_key(&k, seq), buf_span(&v));
    buf_release(&k);
    buf_release(&v);
}

static void swap_entries(struct book_tx *t, uint64_t seq)
{
    struct buf a = {0}, b = {0};
    swap(t, BOOK_AUDIT, entry_key(&a, seq), entry_key(&b, seq + 1));
    buf_release(&a);
    buf_release(&b);
}

static void swap_bodies(struct book_tx *t, uint64_t seq)
{
    struct buf a = {0}, b = {0};
    swap(t, BOOK_AUDIT_BODY, body_key(&a, seq, 0), body_key(&b, seq + 1, 0));
    buf_release(&a);
    buf_release(&b);
}

static void change_body(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0};
    flip(t, BOOK_AUDIT_BODY, body_key(&k, seq, 0), 20);
    buf_release(&k);
}

static void change_salt(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0};
    flip(t, BOOK_AUDIT_BODY, body_key(&k, seq, 0), 0);
    buf_release(&k);
}

static void remove_body(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0};
    store_del(t->tx, BOOK_AUDIT_BODY, body_key(&k, seq, 0));
    buf_release(&k);
}

static void lengthen_body(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0};
    store_put(t->tx, BOOK_AUDIT_BODY, body_key(&k, seq, 1), SPAN_LIT("thêm"));
    buf_release(&k);
}

static void hide_a_part(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0};
    store_put(t->tx, BOOK_AUDIT_BODY, body_key(&k, seq, 3), SPAN_LIT("giấu"));
    buf_release(&k);
}

/* As if it had never been: numbers close up. */
static void take_out_and_close_up(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0}, v = {0};
    uint64_t newest = book_generation(t);
    for (uint64_t i = seq; i < newest; i++) {
        copy_of(t, BOOK_AUDIT, entry_key(&k, i + 1), &v);
        store_put(t->tx, BOOK_AUDIT, entry_key(&k, i), buf_span(&v));
        copy_of(t, BOOK_AUDIT_BODY, body_key(&k, i + 1, 0), &v);
        store_put(t->tx, BOOK_AUDIT_BODY, body_key(&k, i, 0), buf_span(&v));
    }
    store_del(t->tx, BOOK_AUDIT, entry_key(&k, newest));
    store_del(t->tx, BOOK_AUDIT_BODY, body_key(&k, newest, 0));
    buf_release(&k);
    buf_release(&v);
}

static void put_in_twice(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0}, v = {0};
    uint64_t newest = book_generation(t);
    copy_of(t, BOOK_AUDIT, entry_key(&k, seq), &v);
    store_put(t->tx, BOOK_AUDIT, entry_key(&k, newest + 1), buf_span(&v));
    buf_release(&k);
    buf_release(&v);
}

static void cut_the_tail(struct book_tx *t, uint64_t seq)
{
    struct buf k = {0};
    for (uint64_t newest = book_generation(t); newest >= seq; newest--) {
        store_del(t->tx, BOOK_AUDIT, entry_key(&k, newest));
        store_del(t->tx, BOOK_AUDIT_BODY, body_key(&k, newest, 0));
    }
    buf_release(&k);
}

static void cut_the_headers(struct book_tx *t, uint64_t seq)
{
    for (uint64_t newest = book_generation(t); newest >= seq; newest--)
        remove_entry(t, newest);
}

struct tampering {
    tamper_fn fn;
    uint64_t seq;
};

static enum status tamper_fn_(struct book_tx *t, void *context)
{
    const struct tampering *x = context;
    x->fn(t, x->seq);
    return store_tx_status(t->tx);
}

static void tamper(struct town *x, tamper_fn fn, uint64_t seq)
{
    struct tampering k = {fn, seq};
    assert_int_equal(book_write(x->w.book, &x->w.who, tamper_fn_, &k, NULL), STATUS_OK);
}

static void every_tampering_is_found(void **state)
{
    static const struct {
        const char *what;
        tamper_fn fn;
        uint64_t seq, first; /* where it is done, where it is found */
    } rows[] = {
        {"the first entry removed", remove_entry, 1, 1},
        {"an entry removed", remove_entry, 5, 5},
        {"another name in an entry", change_actor, 5, 6},
        {"two entries exchanged", swap_entries, 5, 5},
        {"two bodies exchanged", swap_bodies, 5, 5},
        {"a body changed", change_body, 5, 5},
        {"the salt changed", change_salt, 5, 5},
        {"a body removed", remove_body, 5, 5},
        {"something put behind a body", lengthen_body, 5, 5},
        {"something hidden behind a body", hide_a_part, 5, 5},
        {"one taken out and the rest moved up", take_out_and_close_up, 5, 5},
        {"an old entry once more", put_in_twice, 5, 0},
        {"the tail cut, its bodies left", cut_the_headers, 8, 8},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct town x;
        town_new(&x);
        struct verdict before = verify(&x);
        assert_int_equal(before.status, STATUS_OK);
        tamper(&x, rows[i].fn, rows[i].seq);
        struct verdict after = verify(&x);
        uint64_t first = rows[i].first ? rows[i].first : before.n + 1;
        if (after.status != STATUS_CORRUPT || after.first != first)
            fail_msg("%s: %s, entry %llu", rows[i].what, status_text(after.status),
                     (unsigned long long)after.first);
        town_free(&x);
    }
}

/* What no chain can tell of itself: its end, and all of it. A head that was printed does. */
static void a_head_that_was_printed(void **state)
{
    struct town x, other;
    (void)state;
    town_new(&x);
    struct verdict printed = verify(&x);
    change(&x.w, x.home[0], "size=6");
    assert_true(contained(&x, printed.head));
    tamper(&x, cut_the_tail, 8);
    struct verdict cut = verify(&x);
    assert_int_equal(cut.status, STATUS_OK);
    assert_false(contained(&x, printed.head));
    change(&x.w, x.home[0], "size=7"); /* and going on does not hide it */
    assert_int_equal(verify(&x).status, STATUS_OK);
    assert_false(contained(&x, printed.head));
    town_new(&other); /* made again from the start: the same work, another chain */
    assert_int_equal(verify(&other).status, STATUS_OK);
    assert_false(contained(&other, printed.head));
    town_free(&other);
    town_free(&x);
}

static enum status import_fn(struct book_tx *t, void *context)
{
    static const unsigned char operation[AUDIT_OPERATION_ID] = "mot lan nhap 01";
    (void)context;
    audit_add(t, AUDIT_IMPORT, operation, NULL, 1);
    return store_tx_status(t->tx);
}

/* Batches are found by their operation: one whose entry is gone tells of a cut. */
static void an_import_that_was_cut_off(void **state)
{
    struct town x;
    (void)state;
    town_new(&x);
    assert_int_equal(book_write(x.w.book, &x.w.who, import_fn, NULL, NULL), STATUS_OK);
    uint64_t at = verify(&x).n;
    change(&x.w, x.home[0], "size=6");
    tamper(&x, cut_the_tail, at);
    struct verdict v = verify(&x);
    assert_int_equal(v.status, STATUS_CORRUPT);
    assert_int_equal(v.first, at);
    change(&x.w, x.home[1], "size=6"); /* another entry in its place */
    v = verify(&x);
    assert_int_equal(v.status, STATUS_CORRUPT);
    assert_int_equal(v.first, at);
    town_free(&x);
}

/* Erasing takes bodies away and says which: those and no others may be missing. */
static void what_erasing_took_is_told(void **state)
{
    struct town x;
    struct erase_result done;
    (void)state;
    town_new(&x);
    assert_int_equal(erase_person(x.w.book, &x.w.who, x.home[1], "gia đình yêu cầu", &done, NULL),
                     STATUS_OK);
    assert_int_equal(done.bodies, 2);
    struct verdict v = verify(&x);
    assert_int_equal(v.status, STATUS_OK);
    tamper(&x, remove_body, v.n - 1); /* the change of another family */
    assert_int_equal(verify(&x).status, STATUS_CORRUPT);
    town_free(&x);
    town_new(&x);
    assert_int_equal(erase_person(x.w.book, &x.w.who, x.home[1], "gia đình yêu cầu", &done, NULL),
                     STATUS_OK);
    tamper(&x, remove_body, verify(&x).n); /* what the erasure said itself */
    assert_int_equal(verify(&x).status, STATUS_CORRUPT);
    town_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tampering_is_found),
        cmocka_unit_test(a_head_that_was_printed),
        cmocka_unit_test(an_import_that_was_cut_off),
        cmocka_unit_test(what_erasing_took_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
