/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store in memory, for tests: the oracle the disk backend is compared with. A treap with
 * counted references: a transaction works on a copy of the root and copies only the nodes it
 * changes, so abort is dropping that root. Heap order is a hash of the key, so equal content has
 * equal shape.
 */
#include "storage/store_backend.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "storage/crc32c.h"

struct entry { /* a key and a value, shared by the copies of a node */
    unsigned refs;
    struct span key, value;
    char bytes[];
};

struct node {
    unsigned refs;
    uint32_t priority;
    struct entry *entry;
    struct node *left, *right;
};

struct mem {
    struct node *root, *draft; /* draft: what the transaction sees */
    uint64_t entries, draft_entries;
};

struct mem_cursor {
    struct mem *m;
    char key[STORE_PHYSICAL_KEY_MAX];
    size_t n;
};

static struct entry *entry_new(struct span key, struct span value)
{
    struct entry *e = mem_alloc(sizeof *e + key.n + value.n);
    e->refs = 1;
    memcpy(e->bytes, key.p, key.n);
    memcpy(e->bytes + key.n, value.p, value.n);
    e->key = (struct span){e->bytes, key.n};
    e->value = (struct span){e->bytes + key.n, value.n};
    return e;
}

static void entry_drop(struct entry *e)
{
    if (--e->refs == 0)
        free(e);
}

static struct node *keep(struct node *n)
{
    if (n)
        n->refs++;
    return n;
}

static void drop(struct node *n)
{
    if (!n || --n->refs)
        return;
    drop(n->left);
    drop(n->right);
    entry_drop(n->entry);
    free(n);
}

/* A node nobody else sees: itself, or a copy. Takes over the caller's reference. */
static struct node *own(struct node *n)
{
    if (n->refs == 1)
        return n;
    struct node *copy = mem_dup(n, sizeof *n);
    copy->refs = 1;
    copy->entry->refs++;
    keep(copy->left);
    keep(copy->right);
    n->refs--;
    return copy;
}

static struct node *insert(struct node *n, struct entry *e, uint32_t priority, bool *added)
{
    if (!n) {
        *added = true;
        n = mem_alloc(sizeof *n);
        *n = (struct node){.refs = 1, .priority = priority, .entry = e};
        return n;
    }
    n = own(n);
    int cmp = span_cmp(e->key, n->entry->key);
    if (cmp == 0) {
        entry_drop(n->entry);
        n->entry = e;
        return n;
    }
    struct node **side = cmp < 0 ? &n->left : &n->right;
    struct node *child = *side = insert(*side, e, priority, added);
    if (child->priority <= n->priority)
        return n;
    struct node **inner = cmp < 0 ? &child->right : &child->left; /* rotate the child up */
    *side = *inner;
    *inner = n;
    return child;
}

/* Joins two trees, all keys of a below all of b. */
static struct node *join(struct node *a, struct node *b)
{
    if (!a || !b)
        return a ? a : b;
    if (a->priority > b->priority) {
        a = own(a);
        a->right = join(a->right, b);
        return a;
    }
    b = own(b);
    b->left = join(a, b->left);
    return b;
}

static struct node *erase(struct node *n, struct span key) /* the key is there */
{
    n = own(n);
    int cmp = span_cmp(key, n->entry->key);
    if (cmp) {
        struct node **side = cmp < 0 ? &n->left : &n->right;
        *side = erase(*side, key);
        return n;
    }
    struct node *rest = join(n->left, n->right);
    n->left = n->right = NULL;
    drop(n);
    return rest;
}

static struct entry *find(const struct node *n, enum store_seek how, struct span key)
{
    bool up = how == STORE_SEEK_GE || how == STORE_SEEK_GT;
    struct entry *best = NULL;
    while (n) {
        int cmp = span_cmp(n->entry->key, key);
        if (cmp == 0 && (how == STORE_SEEK_GE || how == STORE_SEEK_LE))
            return n->entry;
        bool fits = up ? cmp > 0 : cmp < 0;
        if (fits)
            best = n->entry;
        n = fits == up ? n->left : n->right;
    }
    return best;
}

static enum status mem_open(void **env, const char *path, const struct store_options *o, bool inner,
                            struct detail *d)
{
    (void)path, (void)o, (void)inner, (void)d;
    *env = mem_alloc(sizeof(struct mem));
    return STATUS_OK;
}

static void mem_close(void *env)
{
    struct mem *m = env;
    drop(m->root);
    free(m);
}

static enum store_rc mem_begin(void *env, bool write, void **tx, struct store_error *e)
{
    struct mem *m = env;
    (void)write, (void)e;
    m->draft = keep(m->root);
    m->draft_entries = m->entries;
    *tx = m;
    return STORE_RC_OK;
}

static enum store_rc mem_commit(void *tx, struct store_error *e)
{
    struct mem *m = tx;
    (void)e;
    drop(m->root);
    m->root = m->draft;
    m->entries = m->draft_entries;
    m->draft = NULL;
    return STORE_RC_OK;
}

static void mem_abort(void *tx)
{
    struct mem *m = tx;
    drop(m->draft);
    m->draft = NULL;
}

static enum store_rc mem_get(void *tx, struct span key, struct span *value, struct store_error *e)
{
    struct mem *m = tx;
    (void)e;
    struct entry *found = find(m->draft, STORE_SEEK_GE, key);
    if (!found || !span_eq(found->key, key))
        return STORE_RC_NONE;
    *value = found->value;
    return STORE_RC_OK;
}

static enum store_rc mem_put(void *tx, struct span key, struct span value, struct store_error *e)
{
    struct mem *m = tx;
    bool added = false;
    (void)e;
    /* a CRC alone keeps too much order among like keys: mix it */
    uint32_t priority = crc32c(0, key.p, key.n) * 2654435761U;
    m->draft = insert(m->draft, entry_new(key, value), priority ^ priority >> 15, &added);
    m->draft_entries += added;
    return STORE_RC_OK;
}

static enum store_rc mem_del(void *tx, struct span key, struct store_error *e)
{
    struct mem *m = tx;
    struct span value;
    if (mem_get(tx, key, &value, e) != STORE_RC_OK)
        return STORE_RC_NONE;
    m->draft = erase(m->draft, key);
    m->draft_entries--;
    return STORE_RC_OK;
}

static enum store_rc mem_cursor_open(void *tx, void **cursor, struct store_error *e)
{
    struct mem_cursor *c = mem_alloc(sizeof *c);
    (void)e;
    c->m = tx;
    *cursor = c;
    return STORE_RC_OK;
}

static enum store_rc mem_seek(void *cursor, enum store_seek how, struct span target,
                              struct span *key, struct span *value, struct store_error *e)
{
    struct mem_cursor *c = cursor;
    (void)e;
    struct entry *found = find(c->m->draft, how, target);
    if (!found)
        return STORE_RC_NONE;
    *key = found->key;
    *value = found->value;
    c->n = found->key.n;
    memcpy(c->key, found->key.p, c->n);
    return STORE_RC_OK;
}

static enum store_rc mem_step(void *cursor, bool back, struct span *key, struct span *value,
                              struct store_error *e)
{
    struct mem_cursor *c = cursor;
    char last[STORE_PHYSICAL_KEY_MAX];
    memcpy(last, c->key, c->n);
    return mem_seek(c, back ? STORE_SEEK_LT : STORE_SEEK_GT, (struct span){last, c->n}, key, value,
                    e);
}

static enum status mem_stat(void *env, struct store_info *out, struct detail *d)
{
    struct mem *m = env;
    (void)d;
    out->entries = m->draft ? m->draft_entries : m->entries;
    return STATUS_OK;
}

const struct store_backend store_mem = {
    .open = mem_open,
    .close = mem_close,
    .begin = mem_begin,
    .commit = mem_commit,
    .abort = mem_abort,
    .get = mem_get,
    .put = mem_put,
    .del = mem_del,
    .cursor_open = mem_cursor_open,
    .cursor_close = free,
    .seek = mem_seek,
    .step = mem_step,
    .stat = mem_stat,
};
