/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/audit_private.h"
#include "core/book_private.h"
#include "core/check.h"
#include "core/criteria_book.h"
#include "core/unitrow.h"
#include "locale/msg.h"

/* Addresses that lead nowhere become tombstones; records without an address get one. */
static enum status mend_addresses(struct book_tx *t)
{
    struct span all = {"", 0}, key, value, there;
    struct buf copy = {0}, id = {0};
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_ADDRESS, all, 0);
    while (store_next(c, &key, &value)) {
        if (!value.n || store_get(t->tx, BOOK_RECORD, value, &there))
            continue;
        buf_reset(&copy);
        buf_add_span(&copy, key);
        store_put(t->tx, BOOK_ADDRESS, buf_span(&copy), (struct span){"", 0});
    }
    store_scan_end(c);
    c = store_scan_prefix(t->tx, BOOK_RECORD, all, 0);
    while (store_next(c, &key, &value)) {
        struct record r;
        buf_reset(&copy);
        buf_add_span(&copy, key);
        if (record_decode(&r, buf_span(&copy), value) != STATUS_OK) {
            store_del(t->tx, BOOK_RECORD, buf_span(&copy));
            continue;
        }
        buf_reset(&id);
        key_add_u64(&id, r.id);
        if (!store_get(t->tx, BOOK_ADDRESS, buf_span(&id), &there) ||
            !span_eq(there, buf_span(&copy)))
            store_put(t->tx, BOOK_ADDRESS, buf_span(&id), buf_span(&copy));
        record_release(&r);
    }
    store_scan_end(c);
    buf_release(&copy);
    buf_release(&id);
    return store_tx_status(t->tx);
}

/* What a set of criteria says of itself beside its content follows from the content. */
static enum status mend_criteria(struct book_tx *t)
{
    struct span all = {"", 0}, key, value;
    struct buf copy = {0}, bytes = {0};
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, all, 0);
    while (store_next(c, &key, &value)) {
        struct record r;
        if (key.n <= UNIT_KEY_LEN || key.p[UNIT_KEY_LEN] != ENTITY_CRITERIA)
            continue;
        buf_reset(&copy);
        buf_add_span(&copy, key);
        if (record_decode(&r, buf_span(&copy), value) != STATUS_OK)
            continue;
        if (criteria_record_mend(&r)) {
            buf_reset(&bytes);
            record_encode(&r, &bytes);
            store_put(t->tx, BOOK_RECORD, buf_span(&copy), buf_span(&bytes));
        }
        record_release(&r);
    }
    store_scan_end(c);
    buf_release(&copy);
    buf_release(&bytes);
    return store_tx_status(t->tx);
}

/* Bodies whose entries at the end of the trail were lost: the next entries get their numbers. */
static void drop_bodies_behind(struct book_tx *t)
{
    struct buf lo = {0}, at = {0};
    struct span key, value;
    audit_body_key(&lo, book_generation(t) + 1, 0);
    struct store_cursor *c =
        store_scan(t->tx, BOOK_AUDIT_BODY, buf_span(&lo), (struct span){"", 0}, 0);
    while (store_next(c, &key, &value)) {
        buf_reset(&at);
        buf_add_span(&at, key);
        store_del(t->tx, BOOK_AUDIT_BODY, buf_span(&at));
    }
    store_scan_end(c);
    buf_release(&lo);
    buf_release(&at);
}

static enum status mend(struct book_tx *t, void *context)
{
    (void)context;
    enum status s = mend_addresses(t);
    if (s == STATUS_OK)
        s = mend_criteria(t);
    if (s != STATUS_OK)
        return s;
    unitrow_rebuild_codes(t);
    book_rebuild_columns(t);
    drop_bodies_behind(t);
    audit_add(t, AUDIT_REPAIR, NULL, NULL, 0);
    return store_tx_status(t->tx);
}

/* Opens past the check that would refuse a damaged store, mends, closes. */
static enum status mend_store(const char *uri, const struct caller *who, struct detail *d)
{
    struct store *store;
    struct store_options o = {.holder = who->name, .skip_check = true};
    enum status s = store_open(&store, uri, &o, d);
    if (s != STATUS_OK)
        return s;
    struct book *b = book_adopt(store);
    s = book_load(b, who, d);
    if (s == STATUS_OK)
        s = book_write(b, who, mend, NULL, d);
    book_close(b);
    return s;
}

static void weigh(void *context, unsigned table, struct span key, const char *text)
{
    bool *any = context;
    (void)table, (void)key, (void)text;
    *any = true;
}

/* Are the bytes themselves damaged (then copy what is sound), or only what is derived from them? */
static bool bytes_damaged(const char *uri, struct detail *d)
{
    bool any = false;
    return store_check(uri, NULL, NULL, weigh, &any, d) != STATUS_OK || any;
}

static enum status move(const char *from, const char *to, struct detail *d)
{
    return rename(from, to) == 0 ? STATUS_OK : detail_errno(d, errno, from);
}

/* The sound copy takes the place of the damaged folder; drafts and notes of who edits come along.
 */
static enum status swap(const char *path, const char *copy, const char *aside, struct detail *d)
{
    static const char *const beside[] = {"drafts"};
    enum status s = move(path, aside, d);
    if (s == STATUS_OK)
        s = move(copy, path, d);
    for (size_t i = 0; s == STATUS_OK && i < sizeof beside / sizeof *beside; i++) {
        struct buf from = {0}, to = {0};
        buf_addf(&from, "%s/%s", aside, beside[i]);
        buf_addf(&to, "%s/%s", path, beside[i]);
        if (access(buf_str(&from), F_OK) == 0)
            s = move(buf_str(&from), buf_str(&to), d);
        buf_release(&from);
        buf_release(&to);
    }
    return s;
}

static enum status copy_sound(const char *path, const struct caller *who,
                              struct check_repaired *out, struct detail *d)
{
    struct buf copy = {0}, aside = {0};
    char stamp[32];
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &tm);
    buf_addf(&copy, "%s.sua-%s", path, stamp);
    buf_addf(&aside, "%s.hong-%s", path, stamp);
    enum status s = store_salvage(path, buf_str(&copy), &out->kept, &out->lost, d);
    if (s == STATUS_OK)
        s = mend_store(buf_str(&copy), who, d);
    if (s == STATUS_OK)
        s = swap(path, buf_str(&copy), buf_str(&aside), d);
    if (s == STATUS_OK) {
        out->copied = true;
        out->aside = buf_detach(&aside);
    }
    buf_release(&copy);
    buf_release(&aside);
    return s;
}

enum status check_repair(const char *uri, const struct caller *who, struct check_repaired *out,
                         struct detail *d)
{
    const char *path = strncmp(uri, "lmdb:", 5) == 0 ? uri + 5 : uri;
    *out = (struct check_repaired){0};
    return bytes_damaged(uri, d) ? copy_sound(path, who, out, d) : mend_store(uri, who, d);
}
