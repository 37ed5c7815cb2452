/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/torture/disk.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "locale/mem.h"
#include "tests/torture/torture.h"

enum { SECTOR = 512, HEAD = 22 };

struct entry {
    char *name;
    struct node *node;
};

struct names {
    struct entry *v;
    size_t n;
};

struct change { /* of a file's content, not yet safe */
    bool cut;   /* the length becomes `at` */
    uint64_t at;
    struct span bytes;
};

struct node {
    bool folder;
    struct buf safe; /* content of a file */
    struct change *pending;
    size_t n_pending;
    struct names now, kept; /* of a folder: as programs see it, as the disk has it */
    struct node *next;      /* of all, to be freed */
};

struct naming { /* node: NULL removes the name; with `from` it was moved */
    struct node *folder, *from, *node;
    char *name, *old;
    bool safe;
};

struct disk {
    char *as;
    struct node *root, *all;
    struct naming *naming;
    size_t n_naming;
};

/* ---- the log ---- */

struct disk_call *disk_log_read(const char *log, struct buf *bytes, size_t *n)
{
    struct disk_call *v = NULL;
    char chunk[65536];
    size_t got;
    FILE *f = fopen(log, "rb");
    buf_reset(bytes);
    *n = 0;
    while (f && (got = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(bytes, chunk, got);
    if (f)
        fclose(f);
    for (size_t at = 0; at + HEAD <= bytes->n;) {
        const char *p = bytes->p + at;
        uint16_t a, b;
        uint64_t size;
        struct disk_call c = {.kind = p[0], .durable = p[1] != 0};
        memcpy(&a, p + 2, 2);
        memcpy(&b, p + 4, 2);
        memcpy(&c.at, p + 6, 8);
        memcpy(&size, p + 14, 8);
        torture_must(at + HEAD + a + b + size <= bytes->n, "the log is cut off");
        c.path = (struct span){p + HEAD, a};
        c.second = (struct span){p + HEAD + a, b};
        c.bytes = (struct span){p + HEAD + a + b, size};
        at += HEAD + a + b + size;
        v = mem_realloc_array(v, *n + 1, sizeof *v);
        v[(*n)++] = c;
    }
    return v;
}

/* ---- names ---- */

static struct node *node_new(struct disk *d, bool folder)
{
    struct node *n = mem_alloc(sizeof *n);
    *n = (struct node){.folder = folder, .next = d->all};
    d->all = n;
    return n;
}

static struct entry *find(struct names *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->v[i].name, name) == 0)
            return &s->v[i];
    return NULL;
}

/* node NULL: the name goes. */
static void put_name(struct names *s, const char *name, struct node *node)
{
    struct entry *e = find(s, name);
    if (!node && e) {
        free(e->name);
        *e = s->v[--s->n];
    } else if (e) {
        e->node = node;
    } else if (node) {
        s->v = mem_realloc_array(s->v, s->n + 1, sizeof *s->v);
        s->v[s->n++] = (struct entry){mem_strdup(name), node};
    }
}

/* The folder and the last name of a path; NULL when it is not on this disk. */
static struct node *walk(struct disk *d, struct span path, char last[256])
{
    struct node *at = d->root;
    size_t n = strlen(d->as);
    last[0] = 0;
    if (path.n < n || memcmp(path.p, d->as, n) != 0 || (path.n > n && path.p[n] != '/'))
        return NULL;
    for (const char *p = path.p + n, *end = path.p + path.n; p < end;) {
        const char *slash = memchr(p + 1, '/', (size_t)(end - p - 1));
        size_t len = (size_t)((slash ? slash : end) - p - 1);
        if (last[0]) {
            struct entry *e = find(&at->now, last);
            if (!e || !e->node->folder)
                return NULL;
            at = e->node;
        }
        snprintf(last, 256, "%.*s", (int)len, p + 1);
        p += len + 1;
    }
    return at;
}

static struct node *node_at(struct disk *d, struct span path)
{
    char last[256];
    struct node *folder = walk(d, path, last);
    if (!folder || !last[0])
        return folder;
    struct entry *e = find(&folder->now, last);
    return e ? e->node : NULL;
}

static void carry_out(struct naming *x)
{
    if (x->from)
        put_name(&x->from->kept, x->old, NULL);
    put_name(&x->folder->kept, x->name, x->node);
    x->safe = true;
}

static void rename_later(struct disk *d, struct naming x)
{
    if (x.from)
        put_name(&x.from->now, x.old, NULL);
    put_name(&x.folder->now, x.name, x.node);
    x.name = mem_strdup(x.name);
    x.old = x.old ? mem_strdup(x.old) : NULL;
    d->naming = mem_realloc_array(d->naming, d->n_naming + 1, sizeof *d->naming);
    d->naming[d->n_naming++] = x;
}

/* ---- contents ---- */

static void write_at(struct buf *b, uint64_t at, struct span s)
{
    while (b->n < at + s.n)
        buf_addc(b, 0);
    if (s.n)
        memcpy(b->p + at, s.p, s.n);
}

static void set_length(struct buf *b, uint64_t n)
{
    if (b->n > n)
        buf_truncate(b, n);
    while (b->n < n)
        buf_addc(b, 0);
}

static void make_safe(struct node *n, const struct change *c)
{
    if (c->cut)
        set_length(&n->safe, c->at);
    else
        write_at(&n->safe, c->at, c->bytes);
}

static void change_later(struct node *n, struct change c)
{
    n->pending = mem_realloc_array(n->pending, n->n_pending + 1, sizeof *n->pending);
    n->pending[n->n_pending++] = c;
}

static void sync_node(struct disk *d, struct node *n)
{
    for (size_t i = 0; i < n->n_pending; i++)
        make_safe(n, &n->pending[i]);
    n->n_pending = 0;
    for (size_t i = 0; n->folder && i < d->n_naming; i++) {
        struct naming *x = &d->naming[i];
        if (!x->safe && (x->folder == n || x->from == n))
            carry_out(x);
    }
}

/* Some of its 512-byte sectors, or none. */
static void half_write(struct node *n, const struct change *c, uint64_t *seed)
{
    uint32_t luck = torture_draw(seed, 3);
    if (luck == 0)
        return;
    if (luck == 1 || c->cut) {
        make_safe(n, c);
        return;
    }
    for (uint64_t at = c->at, end = c->at + c->bytes.n; at < end;) {
        uint64_t next = (at / SECTOR + 1) * SECTOR;
        next = next < end ? next : end;
        if (torture_draw(seed, 2))
            write_at(&n->safe, at, (struct span){c->bytes.p + (at - c->at), next - at});
        at = next;
    }
}

/* ---- the disk ---- */

static void load(struct disk *d, struct node *folder, const char *path)
{
    DIR *list = opendir(path);
    torture_must(list != NULL, path);
    for (struct dirent *e; (e = readdir(list));) {
        struct stat st;
        char chunk[65536], *name = torture_in(path, e->d_name);
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && lstat(name, &st) == 0) {
            struct node *n = node_new(d, S_ISDIR(st.st_mode));
            put_name(&folder->now, e->d_name, n);
            put_name(&folder->kept, e->d_name, n);
            if (n->folder)
                load(d, n, name);
            FILE *f = n->folder ? NULL : fopen(name, "rb");
            for (size_t got; f && (got = fread(chunk, 1, sizeof chunk, f)) > 0;)
                buf_add(&n->safe, chunk, got);
            if (f)
                fclose(f);
        }
        free(name);
    }
    closedir(list);
}

struct disk *disk_new(const char *from, const char *as)
{
    struct disk *d = mem_alloc(sizeof *d);
    *d = (struct disk){.as = mem_strdup(as)};
    d->root = node_new(d, true);
    load(d, d->root, from);
    return d;
}

static void names_release(struct names *s)
{
    for (size_t i = 0; i < s->n; i++)
        free(s->v[i].name);
    free(s->v);
}

void disk_free(struct disk *d)
{
    for (struct node *n = d->all, *next; n; n = next) {
        next = n->next;
        names_release(&n->now);
        names_release(&n->kept);
        buf_release(&n->safe);
        free(n->pending);
        free(n);
    }
    for (size_t i = 0; i < d->n_naming; i++) {
        free(d->naming[i].name);
        free(d->naming[i].old);
    }
    free(d->naming);
    free(d->as);
    free(d);
}

static void apply_name(struct disk *d, const struct disk_call *c, struct node *folder, char *last)
{
    char old[256];
    struct node *from, *node;
    switch (c->kind) {
    case 'C':
    case 'M':
        rename_later(d, (struct naming){
                            .folder = folder, .name = last, .node = node_new(d, c->kind == 'M')});
        return;
    case 'U':
    case 'D':
        rename_later(d, (struct naming){.folder = folder, .name = last});
        return;
    case 'R':
        node = node_at(d, c->path);
        from = walk(d, c->path, old);
        folder = walk(d, c->second, last);
        if (node && from && folder)
            rename_later(
                d, (struct naming){
                       .folder = folder, .from = from, .node = node, .name = last, .old = old});
        return;
    }
}

void disk_begin(struct disk *d, const struct disk_call *c)
{
    char last[256];
    struct node *folder = walk(d, c->path, last), *n = node_at(d, c->path);
    if (!folder)
        return; /* another disk's */
    if (c->kind == 'W' || c->kind == 'T') {
        if (n)
            change_later(n, (struct change){c->kind == 'T', c->at, c->bytes});
    } else if (c->kind != 'S') {
        apply_name(d, c, folder, last);
    }
}

void disk_apply(struct disk *d, const struct disk_call *c)
{
    struct node *n = node_at(d, c->path);
    if (c->kind == 'S' && n)
        sync_node(d, n);
    else if (c->kind == 'W' && c->durable && n)
        make_safe(n, &(struct change){.at = c->at, .bytes = c->bytes});
    else
        disk_begin(d, c);
}

void disk_lose_power(struct disk *d, uint64_t *seed)
{
    size_t left = 0;
    for (size_t i = 0; i < d->n_naming; i++)
        left += !d->naming[i].safe;
    left = torture_draw(seed, (uint32_t)left + 1); /* journals keep the order of names */
    for (size_t i = 0; i < d->n_naming && left; i++)
        if (!d->naming[i].safe) {
            carry_out(&d->naming[i]);
            left--;
        }
    for (struct node *n = d->all; n; n = n->next) {
        for (size_t i = 0; i < n->n_pending; i++)
            half_write(n, &n->pending[i], seed);
        n->n_pending = 0;
    }
}

static void write_folder(const struct node *folder, const char *to)
{
    torture_must(mkdir(to, 0700) == 0, to);
    for (size_t i = 0; i < folder->kept.n; i++) {
        const struct entry *e = &folder->kept.v[i];
        if (strcmp(e->name, "boot") == 0 || strcmp(e->name, "lock.mdb") == 0)
            continue;
        char *name = torture_in(to, e->name);
        if (e->node->folder) {
            write_folder(e->node, name);
        } else {
            FILE *f = fopen(name, "wb");
            torture_must(
                f && fwrite(buf_str(&e->node->safe), 1, e->node->safe.n, f) == e->node->safe.n &&
                    fclose(f) == 0,
                name);
        }
        free(name);
    }
}

void disk_write(const struct disk *d, const char *to)
{
    write_folder(d->root, to);
}
