/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/book.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/book_private.h"
#include "core/column_cache.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"

char *book_default_path(void)
{
    const char *db = getenv("HOCTAP_DB"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    struct buf b = {0};
    if (db && *db)
        buf_adds(&b, db);
    else if (data && data[0] == '/')
        buf_addf(&b, "%s/hoctap", data);
    else
        buf_addf(&b, "%s/.local/share/hoctap", home && *home ? home : ".");
    return buf_detach(&b);
}

bool book_setting(struct book_tx *t, const char *name, struct buf *out)
{
    struct buf key = {0};
    struct span value;
    buf_addf(&key, "set/%s", name);
    bool found = store_get(t->tx, BOOK_META, buf_span(&key), &value);
    if (found)
        buf_add_span(out, value);
    buf_release(&key);
    return found;
}

void book_set_setting(struct book_tx *t, const char *name, struct span value)
{
    struct buf key = {0};
    buf_addf(&key, "set/%s", name);
    store_put(t->tx, BOOK_META, buf_span(&key), value);
    buf_release(&key);
}

static bool is_personal(struct span name)
{
    return (name.n > 5 && memcmp(name.p, "user/", 5) == 0) ||
           (name.n > 7 && memcmp(name.p, "typing/", 7) == 0);
}

/* "user/lan" and "typing/lan" are Lan's, "report/2026/15664003/causes" whoever's hamlet it is. */
static enum status may_set(struct book_tx *t, struct span name)
{
    struct unit_key about = t->book->commune;
    const char *slash = memchr(name.p, '/', name.n);
    struct span rest = {slash ? slash + 1 : name.p,
                        slash ? name.n - (size_t)(slash + 1 - name.p) : 0};
    enum access what = ACCESS_DECIDE;
    if (is_personal(name) && span_eq_str(rest, t->who->name))
        return STATUS_OK;
    if (name.n > 7 && memcmp(name.p, "report/", 7) == 0 && (slash = memchr(rest.p, '/', rest.n))) {
        rest = (struct span){slash + 1, rest.n - (size_t)(slash + 1 - rest.p)};
        slash = memchr(rest.p, '/', rest.n);
        rest.n = slash ? (size_t)(slash - rest.p) : rest.n;
        if (unit_parse(rest, UNIT_2025, &about))
            what = ACCESS_WRITE;
    }
    return book_may(t, what, about);
}

enum status book_change_setting_said(struct book_tx *t, const char *name, struct span value,
                                     const char *said)
{
    enum status s = may_set(t, span_of(name));
    if (s != STATUS_OK)
        return s;
    book_set_setting(t, name, value);
    if (!is_personal(span_of(name)))
        audit_note(t, AUDIT_SETTING, NULL, said);
    return store_tx_status(t->tx);
}

enum status book_change_setting(struct book_tx *t, const char *name, struct span value)
{
    return book_change_setting_said(t, name, value, name); /* a text may name somebody */
}

static uint64_t meta_number(struct book_tx *t, const char *key)
{
    struct span v;
    return store_get(t->tx, BOOK_META, span_of(key), &v) && v.n == 8 ? key_u64(v.p) : 0;
}

static void meta_set_number(struct book_tx *t, const char *key, uint64_t n)
{
    struct buf b = {0};
    key_add_u64(&b, n);
    store_put(t->tx, BOOK_META, span_of(key), buf_span(&b));
    buf_release(&b);
}

static uint32_t draw_store_bits(void)
{
    return 1 + randombytes_uniform(0xFFFFFF);
}

/* Which machine this is, as 64 bits; 0 when it cannot be told. */
static uint64_t machine(void)
{
    char id[64];
    FILE *f = fopen("/etc/machine-id", "r");
    size_t n = f ? fread(id, 1, sizeof id, f) : 0;
    unsigned char h[16] = {0};
    if (f)
        fclose(f);
    if (n)
        crypto_generichash(h, sizeof h, (const unsigned char *)id, n, NULL, 0);
    return n ? key_u64((const char *)h) : 0;
}

static void set_format(struct book_tx *t)
{
    meta_set_number(t, "format", BOOK_FORMAT);
    meta_set_number(t, "min-reader", BOOK_MIN_READER);
    meta_set_number(t, "min-writer", BOOK_MIN_WRITER);
}

static enum status create_fn(struct book_tx *t, void *context)
{
    const struct book_init *init = context;
    set_format(t);
    meta_set_number(t, "columns", COLUMNS_ALGORITHM);
    meta_set_number(t, "store", t->book->store_bits);
    meta_set_number(t, "machine", machine());
    book_set_setting(t, "scheme", init->scheme == UNIT_2025 ? SPAN_LIT("1") : SPAN_LIT("0"));
    book_set_setting(t, "commune", unit_span(&init->commune));
    book_set_setting(t, "province", unit_span(&init->province));
    book_set_setting(t, "name", span_of(init->name));
    if (unit_level(init->commune) != UNIT_NONE) {
        struct unit_info u = {.key = init->commune, .province = init->province};
        snprintf(u.name, sizeof u.name, "%s", init->name);
        u.from = init->scheme == UNIT_2025 ? UNIT_SCHEME_DAY : 0;
        unitbook_put(t, &u);
    }
    audit_add(t, AUDIT_INIT, NULL, NULL, 0);
    return STATUS_OK;
}

static enum status start_sodium(struct detail *d)
{
    if (sodium_init() >= 0)
        return STATUS_OK;
    return detail_set(d, STATUS_IO, _("Máy không cho số ngẫu nhiên. Hãy khởi động lại máy."));
}

static struct book *book_new(struct store *s)
{
    struct book *b = mem_alloc(sizeof *b);
    b->store = s;
    return b;
}

enum status book_create(struct book **out, const char *uri, const struct book_init *init,
                        const struct caller *who, struct detail *d)
{
    struct store *store;
    struct store_options o = {.create = true, .holder = who->name};
    *out = NULL;
    enum status s = start_sodium(d);
    if (s == STATUS_OK)
        s = store_open(&store, uri, &o, d);
    if (s != STATUS_OK)
        return s;
    struct book *b = book_new(store);
    b->scheme = init->scheme;
    b->commune = init->commune;
    b->province = init->province;
    b->name = mem_strdup(init->name);
    b->store_bits = draw_store_bits();
    s = book_write(b, who, create_fn, (void *)init, d);
    if (s != STATUS_OK) {
        book_close(b);
        return s;
    }
    *out = b;
    return STATUS_OK;
}

static enum status load_fn(struct book_tx *t, void *context)
{
    struct book *b = t->book;
    struct buf v = {0};
    (void)context;
    if (!meta_number(t, "format"))
        return detail_set(
            t->detail, STATUS_CORRUPT,
            _("%s không phải kho dữ liệu của hoctap. Hãy chọn thư mục khác bằng --db."),
            store_path(b->store));
    if (meta_number(t, "min-reader") > BOOK_FORMAT)
        return detail_set(t->detail, STATUS_TOO_NEW, "%s", status_text(STATUS_TOO_NEW));
    b->newer = meta_number(t, "min-writer") > BOOK_FORMAT;
    b->store_bits = (uint32_t)meta_number(t, "store");
    book_setting(t, "scheme", &v);
    b->scheme = v.n && v.p[0] == UNIT_PRE2025 ? UNIT_PRE2025 : UNIT_2025;
    buf_reset(&v);
    book_setting(t, "commune", &v);
    b->commune = unit_from_span(buf_span(&v));
    buf_reset(&v);
    book_setting(t, "province", &v);
    b->province = unit_from_span(buf_span(&v));
    buf_reset(&v);
    book_setting(t, "name", &v);
    free(b->name);
    b->name = buf_detach(&v);
    return STATUS_OK;
}

/* What must be set right before the first write: new store bits on another machine, columns of
 * another algorithm, the format of an older program. */
struct upkeep {
    bool machine, columns, format;
};

bool book_columns_current(struct book_tx *t)
{
    return meta_number(t, "columns") == COLUMNS_ALGORITHM;
}

static enum status upkeep_needed(struct book_tx *t, void *context)
{
    struct upkeep *u = context;
    uint64_t here = machine();
    u->machine = here && meta_number(t, "machine") != here;
    u->columns = !book_columns_current(t);
    u->format = meta_number(t, "format") < BOOK_FORMAT;
    return STATUS_OK;
}

static enum status upkeep_fn(struct book_tx *t, void *context)
{
    struct upkeep *u = context;
    if (u->machine) {
        t->book->store_bits = draw_store_bits();
        meta_set_number(t, "store", t->book->store_bits);
        meta_set_number(t, "machine", machine());
    }
    if (u->columns) {
        book_rebuild_columns(t);
        meta_set_number(t, "columns", COLUMNS_ALGORITHM);
    }
    if (u->format)
        set_format(t);
    audit_add(t, AUDIT_SETTING, NULL, NULL, 0);
    return STATUS_OK;
}

enum status book_settle(struct book_tx *t)
{
    set_format(t);
    t->book->store_bits = draw_store_bits();
    meta_set_number(t, "store", t->book->store_bits);
    meta_set_number(t, "machine", machine());
    book_rebuild_columns(t);
    meta_set_number(t, "columns", COLUMNS_ALGORITHM);
    audit_add(t, AUDIT_RESTORE, NULL, NULL, 0);
    return store_tx_status(t->tx);
}

static enum status load(struct book *b, const struct caller *who, struct detail *d)
{
    enum status s = book_read(b, who, load_fn, NULL, d);
    if (s != STATUS_OK || b->newer || store_read_only(b->store))
        return s;
    struct upkeep u = {0};
    s = book_read(b, who, upkeep_needed, &u, d);
    if (s == STATUS_OK && (u.machine || u.columns || u.format))
        s = book_write(b, who, upkeep_fn, &u, d);
    return s;
}

static enum status open_once(struct book **out, const char *uri, bool read_only,
                             const struct caller *who, struct detail *d)
{
    struct store *store;
    struct store_options o = {.read_only = read_only, .holder = who->name};
    *out = NULL;
    enum status s = start_sodium(d);
    if (s == STATUS_OK)
        s = store_open(&store, uri, &o, d);
    if (s != STATUS_OK)
        return s;
    struct book *b = book_adopt(store);
    s = load(b, who, d);
    if (s != STATUS_OK) {
        book_close(b);
        return s;
    }
    *out = b;
    return STATUS_OK;
}

/* A reader cannot make columns of another algorithm anew, and cannot read them. */
static bool needs_writer(struct book *b, const struct caller *who)
{
    struct upkeep u = {0};
    return store_read_only(b->store) && !b->newer &&
           book_read(b, who, upkeep_needed, &u, NULL) == STATUS_OK && u.columns;
}

enum status book_open(struct book **out, const char *uri, bool read_only, const struct caller *who,
                      struct detail *d)
{
    enum status s = open_once(out, uri, read_only, who, d);
    if (s != STATUS_OK || !needs_writer(*out, who))
        return s;
    book_close(*out);
    s = open_once(out, uri, false, who, d);
    if (s != STATUS_OK)
        return s;
    book_close(*out);
    return open_once(out, uri, true, who, d);
}

struct book *book_adopt(struct store *store)
{
    return book_new(store);
}

enum status book_load(struct book *b, const struct caller *who, struct detail *d)
{
    return book_read(b, who, load_fn, NULL, d);
}

enum status book_reload(struct book *b, const struct caller *who, struct detail *d)
{
    return book_read(b, who, load_fn, NULL, d);
}

void book_disown(struct book *b)
{
    if (b)
        free(b->name);
    free(b);
}

void book_close(struct book *b)
{
    if (!b)
        return;
    store_close(b->store);
    book_disown(b);
}

struct run {
    struct book *book;
    const struct caller *who;
    book_fn fn;
    void *context;
    struct detail *detail;
    bool write;
    struct book_refusal refused;
};

/* A newer program may have been installed, and have opened the store, while this one ran. */
static enum status follow_format(struct book_tx *t)
{
    t->book->newer = meta_number(t, "min-writer") > BOOK_FORMAT;
    if (!t->book->newer ||
        (meta_number(t, "min-reader") <= BOOK_FORMAT && !store_tx_writable(t->tx)))
        return STATUS_OK;
    return detail_set(
        t->detail, STATUS_TOO_NEW,
        _("Máy đã được cài bản hoctap mới hơn. Hãy thoát rồi mở lại hoctap; phần đang "
          "gõ dở vẫn giữ trong bản nháp."));
}

/* A merger written by another session: the book is the new commune's from this transaction on. */
static enum status follow(struct book_tx *t)
{
    struct book *b = t->book;
    struct span commune, name;
    enum status s = b->name ? follow_format(t) : STATUS_OK;
    if (s != STATUS_OK)
        return s;
    if (!b->name || !store_get(t->tx, BOOK_META, SPAN_LIT("set/commune"), &commune) ||
        !store_get(t->tx, BOOK_META, SPAN_LIT("set/name"), &name))
        return STATUS_OK; /* not loaded yet, or being made */
    if (unit_eq(unit_from_span(commune), b->commune) && span_eq_str(name, b->name))
        return STATUS_OK;
    return load_fn(t, NULL);
}

static enum status run_fn(struct store_tx *tx, void *context)
{
    struct run *r = context;
    struct book_tx t = {.book = r->book, .who = r->who, .tx = tx, .detail = r->detail};
    if (r->write)
        t.columns = column_cache_new();
    enum status s = follow(&t);
    if (s == STATUS_OK)
        s = r->fn(&t, r->context);
    if (r->write && s == STATUS_OK)
        column_cache_store(t.columns, tx);
    r->refused = t.refused;
    column_cache_free(t.columns);
    book_names_free(t.names);
    return s;
}

/* Who was told of a refusal stands in the trail with it. */
static enum status end_run(const struct run *r, enum status s)
{
    if (s == STATUS_DENIED && r->who && r->detail)
        book_note_denied(r->book, r->who, r->write ? "write" : "read", &r->refused, r->detail);
    return s;
}

enum status book_read(struct book *b, const struct caller *who, book_fn fn, void *context,
                      struct detail *d)
{
    struct run r = {.book = b, .who = who, .fn = fn, .context = context, .detail = d};
    return end_run(&r, store_read(b->store, run_fn, &r, d));
}

enum status book_write(struct book *b, const struct caller *who, book_fn fn, void *context,
                       struct detail *d)
{
    struct run r = {
        .book = b, .who = who, .fn = fn, .context = context, .detail = d, .write = true};
    if (b->newer)
        return detail_set(
            d, STATUS_TOO_NEW,
            _("Kho này do bản hoctap mới hơn ghi: chỉ xem được. Hãy cài bản mới để ghi."));
    return end_run(&r, store_write(b->store, run_fn, &r, d));
}

enum status book_may(struct book_tx *t, enum access what, struct unit_key where)
{
    enum status s = caller_may(t->who, what, where, t->detail);
    if (s != STATUS_OK)
        t->refused = (struct book_refusal){.unit = where};
    return s;
}

enum status book_may_record(struct book_tx *t, enum access what, const struct record *r)
{
    enum status s = book_may(t, what, r->unit);
    if (s != STATUS_OK)
        t->refused = (struct book_refusal){r->unit, r->e->id, r->id};
    return s;
}

struct refusal {
    const char *what, *text;
    const struct book_refusal *x;
};

static enum status refusal_fn(struct store_tx *tx, void *context)
{
    const struct run *r = context;
    const struct refusal *x = r->context;
    struct book_tx t = {.book = r->book, .who = r->who, .tx = tx};
    if (!audit_denied(&t, x->what, x->x, x->text))
        return STATUS_EXISTS; /* said within this minute: nothing to write */
    return store_tx_status(tx);
}

void book_note_denied(struct book *b, const struct caller *who, const char *what,
                      const struct book_refusal *x, const struct detail *d)
{
    struct refusal refusal = {what, d ? d->text : "", x};
    struct run r = {.book = b, .who = who, .context = &refusal, .write = true};
    if (b->newer || store_read_only(b->store))
        return;
    /* the person has been refused already; a trail that cannot be written changes nothing in that
     */
    (void)!store_write(b->store, refusal_fn, &r, NULL);
}

bool book_address(struct book_tx *t, uint64_t id, struct buf *key)
{
    char at[8];
    struct span v;
    for (int i = 0; i < 8; i++)
        at[i] = (char)(id >> (56 - 8 * i));
    buf_reset(key);
    if (!store_get(t->tx, BOOK_ADDRESS, (struct span){at, 8}, &v) || !v.n)
        return false; /* an empty value is a deleted record: its id is never given again */
    buf_add_span(key, v);
    return true;
}

struct unit_key book_unit_of(struct book_tx *t, uint64_t id)
{
    struct buf key = {0};
    struct unit_key u = {0};
    if (book_address(t, id, &key) && key.n > UNIT_KEY_LEN)
        u = unit_from_span((struct span){key.p, UNIT_KEY_LEN});
    buf_release(&key);
    return u;
}

enum status book_get_key_any(struct book_tx *t, struct span key, struct record *r)
{
    struct span value;
    if (!store_get(t->tx, BOOK_RECORD, key, &value)) {
        enum status s = store_tx_status(t->tx);
        return s == STATUS_OK ? STATUS_NOTFOUND : s;
    }
    enum status s = record_decode(r, key, value);
    if (s != STATUS_OK)
        store_tx_fail(t->tx, s);
    return s;
}

static enum status allowed(struct book_tx *t, struct record *r)
{
    if (book_may_read(t, r->e, r->unit))
        return STATUS_OK;
    enum status s = book_may_record(t, ACCESS_READ, r);
    record_release(r);
    return s;
}

enum status book_get_key(struct book_tx *t, struct span key, struct record *r)
{
    enum status s = book_get_key_any(t, key, r);
    return s == STATUS_OK ? allowed(t, r) : s;
}

enum status book_get_any(struct book_tx *t, uint64_t id, struct record *r)
{
    struct buf key = {0};
    enum status s =
        book_address(t, id, &key) ? book_get_key_any(t, buf_span(&key), r) : STATUS_NOTFOUND;
    buf_release(&key);
    return s;
}

enum status book_get(struct book_tx *t, uint64_t id, struct record *r)
{
    enum status s = book_get_any(t, id, r);
    return s == STATUS_OK ? allowed(t, r) : s;
}

enum status book_get_title(struct book_tx *t, struct unit_key unit, uint64_t subject,
                           enum title_id title, int year, struct record *r)
{
    struct buf key = {0};
    buf_add_span(&key, unit_span(&unit));
    buf_addc(&key, ENTITY_TITLE);
    key_add_u64(&key, subject);
    buf_addc(&key, (char)title);
    key_add_u16(&key, (unsigned)year);
    enum status s = book_get_key(t, buf_span(&key), r);
    buf_release(&key);
    return s;
}

uint64_t book_generation(struct book_tx *t)
{
    struct store_cursor *c =
        store_scan(t->tx, BOOK_AUDIT, (struct span){"", 0}, (struct span){"", 0}, STORE_REVERSE);
    struct span key, value;
    uint64_t seq = store_next(c, &key, &value) && key.n == 8 ? key_u64(key.p) : 0;
    store_scan_end(c);
    return seq;
}

uint64_t book_new_id(struct book_tx *t)
{
    char lo[8], hi[8];
    uint64_t first = (uint64_t)t->book->store_bits << 40, last = first + ((uint64_t)1 << 40) - 1;
    for (int i = 0; i < 8; i++) {
        lo[i] = (char)(first >> (56 - 8 * i));
        hi[i] = (char)(last >> (56 - 8 * i));
    }
    struct store_cursor *c =
        store_scan(t->tx, BOOK_ADDRESS, (struct span){lo, 8}, (struct span){hi, 8}, STORE_REVERSE);
    struct span key, value;
    uint64_t id = store_next(c, &key, &value) ? key_u64(key.p) + 1 : first + 1;
    store_scan_end(c);
    return id;
}
