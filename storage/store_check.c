/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checking a store in a child process: what is damaged may crash LMDB (a truncated file is SIGBUS,
 * a flipped page number may be anything), and then only the child dies.
 */
#include "storage/store_backend.h"

#include <string.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "storage/store_child.h"

enum { FAULTS_MAX = 1000 }; /* more sentences help nobody */

struct check {
    const char *uri;
    bool inner;
    store_also_fn also;
    void *also_context;
    int fd;
    struct store_place *place;
    uint64_t entries, said, faults; /* said: how many the store itself says there are */
};

/* Runs in the child: everybody's store_fault_fn there. */
static void send_fault(void *context, unsigned table, struct span key, const char *text)
{
    struct check *k = context;
    struct store_message m = {STORE_CHILD_FAULT, table, key, span_of(text)};
    if (k->faults++ < FAULTS_MAX)
        store_child_send(k->fd, &m);
}

static void look_at(struct check *k, struct span key, bool sealed)
{
    unsigned table = (unsigned char)key.p[0];
    struct span inner = {key.p + 1, key.n - 1};
    if (table < STORE_TABLES)
        k->entries++;
    else if (!store_is_mark(key))
        send_fault(k, 0, inner, _("Có một mục không thuộc bảng nào của hoctap."));
    if (!sealed)
        send_fault(k, table < STORE_TABLES ? table : 0, inner,
                   _("Nội dung của mục này không khớp mã kiểm tra, nên đã bị hỏng."));
}

/* The order is verified too: it proves that a damaged page leads nowhere twice, so this ends. */
static enum status walk(struct store_tx *tx, void *context)
{
    struct check *k = context;
    struct store_cursor *c = store_scan_raw(tx, (struct span){0}, false);
    struct span key, value;
    struct store_info info;
    bool sealed;
    k->entries = 0;
    /* of this very snapshot: others may be writing */
    if (store_stat(store_tx_store(tx), &info, NULL) == STATUS_OK)
        k->said = info.entries;
    while (store_next_raw(c, &key, &value, &sealed)) {
        if (!key.n || key.n > STORE_PHYSICAL_KEY_MAX ||
            span_cmp(key, store_key_span(&k->place->key)) <= 0) {
            send_fault(k, 0, (struct span){0}, _("Các mục không còn theo thứ tự: tệp đã hỏng."));
            return STATUS_CORRUPT;
        }
        k->place->key.n = key.n;
        memcpy(k->place->key.p, key.p, key.n);
        look_at(k, key, sealed);
    }
    return store_tx_status(tx);
}

static void count(struct check *k)
{
    struct buf b = {0};
    if (k->said == k->entries)
        return;
    buf_addf(&b, _("Đọc được %llu mục, nhưng kho dữ liệu ghi là có %llu: đã mất một phần."),
             (unsigned long long)k->entries, (unsigned long long)k->said);
    send_fault(k, 0, (struct span){0}, buf_str(&b));
    buf_release(&b);
}

static enum status check_open(struct check *k, struct store *s, struct detail *d)
{
    uint64_t before = k->faults;
    enum status st = store_read(s, walk, k, d);
    if (st == STATUS_CORRUPT && k->faults == before)
        send_fault(k, 0, (struct span){0}, _("Không đọc được tiếp sau mục cuối: tệp đã hỏng."));
    if (!st)
        count(k);
    if (!st && s->backend->check)
        s->backend->check(s->env, send_fault, k);
    if (k->also && (!st || st == STATUS_CORRUPT)) {
        enum status own = k->also(s, send_fault, k, k->also_context);
        st = st ? st : own;
    }
    return st;
}

static void work(int fd, struct store_place *place, void *context)
{
    struct check *k = context;
    struct store_options o = {.read_only = true, .skip_check = true, .holder = "hoctap check"};
    struct detail d = {0};
    struct store *s;
    k->fd = fd;
    k->place = place;
    enum status st = store_open_inner(&s, k->uri, &o, k->inner, &d);
    if (st == STATUS_CORRUPT)
        send_fault(k, 0, (struct span){0}, _("Không mở được tệp dữ liệu: tệp đã hỏng."));
    if (!st) {
        st = check_open(k, s, &d);
        store_close(s);
    }
    if (!st && k->faults)
        st = detail_set(&d, STATUS_CORRUPT, "%s", status_text(STATUS_CORRUPT));
    store_child_done(fd, st, &d);
}

static void tell(store_fault_fn fault, void *context, const struct store_message *m)
{
    if (!fault)
        return;
    struct buf text = {0};
    buf_add_span(&text, m->bytes);
    fault(context, m->number, m->key, buf_str(&text));
    buf_release(&text);
}

static void tell_crash(store_fault_fn fault, void *context, const struct store_place *place)
{
    struct store_message m = {.type = STORE_CHILD_FAULT};
    m.bytes = span_of(_("Tệp dữ liệu bị cắt cụt hoặc hỏng cấu trúc: không đọc được tiếp sau mục "
                        "này."));
    if (place->key.n && place->key.n <= STORE_PHYSICAL_KEY_MAX && place->key.p[0] < STORE_TABLES) {
        m.number = place->key.p[0];
        m.key = span_make(place->key.p + 1, place->key.n - 1);
    }
    tell(fault, context, &m);
}

enum status store_check_child(const char *uri, bool inner, store_also_fn also, void *also_context,
                              store_fault_fn fault, void *fault_context, struct detail *d)
{
    struct check k = {.uri = uri, .inner = inner, .also = also, .also_context = also_context};
    struct store_child c;
    struct store_message m;
    enum status st = store_child_start(&c, work, &k, d);
    bool done = false;
    if (st)
        return st;
    while (!done && store_child_next(&c, &m)) {
        if (m.type == STORE_CHILD_FAULT)
            tell(fault, fault_context, &m);
        done = m.type == STORE_CHILD_DONE;
    }
    if (done) {
        st = (enum status)m.number;
        if (st)
            detail_set(d, st, "%.*s", (int)m.bytes.n, m.bytes.p);
    } else {
        tell_crash(fault, fault_context, c.place);
        st = detail_set(d, STATUS_CORRUPT, "%s", status_text(STATUS_CORRUPT));
    }
    store_child_end(&c);
    return st;
}

enum status store_check(const char *uri, store_also_fn also, void *also_context,
                        store_fault_fn fault, void *fault_context, struct detail *d)
{
    return store_check_child(uri, false, also, also_context, fault, fault_context, d);
}
