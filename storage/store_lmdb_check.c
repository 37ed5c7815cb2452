/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/store_lmdb_check.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/msg.h"

/* What LMDB 0.9 puts at the beginning of a page: number (8 bytes), pad (2), flags (2), and for an
 * overflow page the count of pages (4). Tree 0 is the list of free pages: a transaction number
 * gives a count and that many page numbers. */
enum { FREE_TREE = 0, MAIN_TREE = 1, PAGE_LEAF = 0x02, PAGE_OVERFLOW = 0x04 };

struct pages {
    unsigned size;
    uint64_t count; /* pages of the file */
    unsigned char *seen;
    uint64_t leaf; /* the leaf we are in */
    bool twice, outside;
    bool astray; /* an entry that a look-up by its key does not find */
};

struct page_head {
    uint64_t number;
    uint16_t pad, flags;
    uint32_t pages;
};

static struct page_head head_of(const struct pages *p, const void *inside)
{
    struct page_head h;
    uintptr_t at = (uintptr_t)inside & ~(uintptr_t)(p->size - 1);
    memcpy(&h, (const void *)at, sizeof h);
    return h;
}

static void see(struct pages *p, uint64_t first, uint64_t n)
{
    if (first < 2 || first >= p->count || n > p->count - first) {
        p->outside = true;
        return;
    }
    for (uint64_t i = first; i < first + n; i++) {
        p->twice = p->twice || p->seen[i];
        p->seen[i] = 1;
    }
}

static void see_entry(struct pages *p, MDB_val key, MDB_val value)
{
    struct page_head k = head_of(p, key.mv_data), v = head_of(p, value.mv_data);
    if (k.number != p->leaf)
        see(p, k.number, 1);
    p->leaf = k.number;
    if (v.number != k.number && v.flags & PAGE_OVERFLOW)
        see(p, v.number, v.pages);
    if (!(k.flags & PAGE_LEAF))
        p->outside = true;
}

static void see_free(struct pages *p, MDB_val value)
{
    uint64_t n, number;
    if (value.mv_size < sizeof n) {
        p->outside = true;
        return;
    }
    memcpy(&n, value.mv_data, sizeof n);
    if (n > value.mv_size / sizeof n - 1) {
        p->outside = true;
        return;
    }
    for (uint64_t i = 1; i <= n; i++) {
        memcpy(&number, (char *)value.mv_data + i * sizeof number, sizeof number);
        see(p, number, 1);
    }
}

/* A damaged key in a branch sends look-ups past a leaf that a walk still sees. Keys are in order,
 * so the first and the last of each leaf speak for all. */
static void look_up(struct pages *p, MDB_txn *txn, MDB_dbi tree, MDB_val key, MDB_val value)
{
    MDB_val found;
    if (tree == MAIN_TREE && key.mv_data &&
        (mdb_get(txn, tree, &key, &found) || found.mv_data != value.mv_data))
        p->astray = true;
}

/* Leaves and overflow pages of a tree first, then, for the list, the pages it names. */
static int see_tree(struct pages *p, MDB_txn *txn, MDB_dbi tree, bool named)
{
    MDB_cursor *c;
    MDB_val k, v, last_k = {0}, last_v = {0};
    p->leaf = 0;
    int rc = mdb_cursor_open(txn, tree, &c);
    if (rc)
        return rc;
    while (!(rc = mdb_cursor_get(c, &k, &v, MDB_NEXT)) && !p->outside) {
        uint64_t before = p->leaf;
        if (named)
            see_free(p, v);
        else
            see_entry(p, k, v);
        if (p->leaf != before) {
            look_up(p, txn, tree, last_k, last_v);
            look_up(p, txn, tree, k, v);
        }
        last_k = k, last_v = v;
    }
    look_up(p, txn, tree, last_k, last_v);
    mdb_cursor_close(c);
    return rc == MDB_NOTFOUND ? 0 : rc;
}

void store_lmdb_check_pages(MDB_env *env, store_fault_fn fault, void *context)
{
    MDB_envinfo info;
    MDB_stat st;
    MDB_txn *txn;
    if (mdb_txn_begin(env, NULL, MDB_RDONLY, &txn))
        return;
    mdb_env_info(env, &info);
    mdb_env_stat(env, &st);
    struct pages p = {.size = st.ms_psize, .count = (uint64_t)info.me_last_pgno + 1};
    p.seen = mem_alloc(p.count);
    int rc = see_tree(&p, txn, MAIN_TREE, false);
    if (!rc)
        rc = see_tree(&p, txn, FREE_TREE, false);
    if (!rc)
        rc = see_tree(&p, txn, FREE_TREE, true);
    mdb_txn_abort(txn);
    free(p.seen);
    if (p.astray)
        fault(context, 0, (struct span){0},
              _("Có mục còn trong tệp mà tìm theo khóa thì không thấy: tệp dữ liệu đã hỏng."));
    if (rc || p.twice || p.outside)
        fault(context, 0, (struct span){0},
              _("Danh sách trang trống của tệp dữ liệu sai, ghi thêm sẽ đè lên dữ liệu đang có."));
}
