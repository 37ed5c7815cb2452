/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store on disk: LMDB 0.9. The only file that knows it.
 *
 * One unnamed tree, the table being the first byte of the key. Measured for a save of four entries
 * in four tables (record, address, 4 KiB column chunk, audit) at 8,000 and 100,000 records: 11.4
 * and 14.0 write calls a commit, against 12.5 and 15.0 with a named tree per table; commits a
 * second 0.90 and 0.99 of it, within the disk's noise. It is also simpler: one walk sees all there
 * is.
 *
 * Flags are 0 (a commit is on disk: data written, fdatasync, then the meta page with O_DSYNC).
 * MDB_NOTLS only ties a reader's slot to our one cached read transaction instead of the thread.
 */
#include "storage/store_backend.h"

#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "storage/lock.h"
#include "storage/store_dir.h"
#include "storage/store_lmdb_check.h"

enum {
    DEFAULT_WAIT_MS = 10000,
    DEFAULT_READERS = 1024,
    RETRY_PAUSE_MS = 20,
    READER_CHECK_EVERY = 256,
    FOLLOWS_MAX = 100
};
static const uint64_t default_map = (uint64_t)1 << 30, largest_map = (uint64_t)1 << 42;

struct lmdb;

struct lmdb_tx {
    struct lmdb *l;
    MDB_txn *txn;
    bool write, active;
};

struct lmdb {
    MDB_env *env;
    MDB_dbi dbi;
    MDB_txn *reader; /* reset between transactions; keeps our reader slot */
    struct store_dir *dir;
    struct lock *writer;
    char *path, *holder;
    int wait_ms;
    bool inner;
    bool broken;    /* an input/output error was reported: no more writes */
    bool want_grow; /* the map was full: grow before the next transaction */
    unsigned writes;
    struct lmdb_tx tx;
};

static const char mark_value[] = "1";

static MDB_val to_val(struct span s)
{
    return (MDB_val){s.n, (void *)(uintptr_t)s.p};
}

static struct span to_span(MDB_val v)
{
    return (struct span){v.mv_data, v.mv_size};
}

/* The one place where LMDB's and the system's codes become ours. */
static enum status lmdb_status(const char *path, int rc, struct detail *d)
{
    switch (rc) {
    case MDB_NOTFOUND:
        return STATUS_NOTFOUND;
    case MDB_MAP_FULL: /* only when it cannot grow any more */
    case EFBIG:
        return detail_errno(d, ENOSPC, path);
    case MDB_TXN_FULL:
        return detail_set(d, STATUS_INVALID, _("Một lần ghi quá nhiều dữ liệu. Hãy chia nhỏ ra."));
    case MDB_READERS_FULL:
        return detail_set(d, STATUS_BUSY,
                          _("%s: đã có quá nhiều người đang mở. Hãy thử lại sau ít phút."), path);
    case MDB_VERSION_MISMATCH:
        return detail_set(d, STATUS_TOO_NEW, "%s: %s", path, status_text(STATUS_TOO_NEW));
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID:
    case MDB_CURSOR_FULL:
    case MDB_PAGE_FULL:
    case MDB_INCOMPATIBLE:
    case MDB_BAD_VALSIZE:
        return detail_set(d, STATUS_CORRUPT, "%s: %s", path, status_text(STATUS_CORRUPT));
    case MDB_PANIC: /* what LMDB says after it could not write its meta page */
    case MDB_BAD_TXN:
        return detail_errno(d, EIO, path);
    default:
        return detail_errno(d, rc > 0 ? rc : EIO, path);
    }
}

static enum store_rc failed(struct lmdb_tx *tx, int rc, struct store_error *e)
{
    struct lmdb *l = tx->l;
    if (!rc)
        return STORE_RC_OK;
    if (rc == MDB_NOTFOUND)
        return STORE_RC_NONE;
    if (rc == MDB_MAP_RESIZED) { /* another process grew it: follow */
        mdb_env_set_mapsize(l->env, 0);
        return STORE_RC_RERUN;
    }
    if (rc == MDB_MAP_FULL && tx->write) {
        l->want_grow = true;
        return STORE_RC_RERUN;
    }
    e->status = lmdb_status(l->path, rc, &e->detail);
    if (!tx->write || (rc != EIO && rc != MDB_PANIC))
        return STORE_RC_FAIL;
    bool full = store_dir_disk_full(l->dir);
    if (full)
        e->status = detail_errno(&e->detail, ENOSPC, l->path);
    /* LMDB also says EIO when a write came up short because the disk is full. The pages belonged to
     * this transaction alone, which is gone: with room again, the next one writes its own. Anything
     * else may be a failing disk, and a meta page half written (PANIC) needs opening anew. */
    if (!full || rc == MDB_PANIC) {
        l->broken = true;
        store_dir_suspect(l->dir);
    }
    return STORE_RC_FAIL;
}

static uint64_t map_size(struct lmdb *l)
{
    MDB_envinfo info;
    mdb_env_info(l->env, &info);
    return info.me_mapsize;
}

static enum store_rc begin_write(struct lmdb *l, struct store_error *e)
{
    if (l->broken) {
        e->status = detail_set(&e->detail, STATUS_IO,
                               _("%s: lần ghi trước bị lỗi đĩa nên không ghi tiếp. Hãy thoát, chạy "
                                 "'hoctap check', rồi mở lại."),
                               l->path);
        return STORE_RC_FAIL;
    }
    if (!lock_take(l->writer, l->holder, l->wait_ms)) {
        e->status = lock_busy(l->writer, _("đang ghi"), &e->detail);
        return STORE_RC_FAIL;
    }
    int rc = 0;
    /* The slot of a killed reader keeps old pages from being used again, so the file grows. */
    if (l->want_grow || ++l->writes % READER_CHECK_EVERY == 0)
        rc = mdb_reader_check(l->env, NULL);
    if (!rc && l->want_grow) {
        uint64_t bigger = map_size(l) * 2;
        rc = bigger > largest_map ? MDB_MAP_FULL : mdb_env_set_mapsize(l->env, bigger);
        l->want_grow = false;
    }
    if (!rc)
        rc = mdb_txn_begin(l->env, NULL, 0, &l->tx.txn);
    if (!rc)
        return STORE_RC_OK;
    lock_release(l->writer);
    if (rc == MDB_MAP_FULL) { /* the map is as large as it gets */
        e->status = lmdb_status(l->path, rc, &e->detail);
        return STORE_RC_FAIL;
    }
    return failed(&l->tx, rc, e);
}

static int begin_read(struct lmdb *l)
{
    int rc =
        l->reader ? mdb_txn_renew(l->reader) : mdb_txn_begin(l->env, NULL, MDB_RDONLY, &l->reader);
    l->tx.txn = l->reader;
    return rc;
}

/* While opening there is no closure to run again: others may grow the map in that very moment. */
static int begin_first_read(struct lmdb *l)
{
    int rc = begin_read(l);
    for (int i = 0; rc == MDB_MAP_RESIZED && i < FOLLOWS_MAX; i++) {
        mdb_env_set_mapsize(l->env, 0);
        rc = begin_read(l);
    }
    return rc;
}

static enum store_rc lmdb_begin(void *env, bool write, void **tx, struct store_error *e)
{
    struct lmdb *l = env;
    l->tx = (struct lmdb_tx){.l = l, .write = write};
    *tx = &l->tx;
    enum store_rc rc = write ? begin_write(l, e) : failed(&l->tx, begin_read(l), e);
    l->tx.active = rc == STORE_RC_OK;
    return rc;
}

static enum store_rc lmdb_commit(void *p, struct store_error *e)
{
    struct lmdb_tx *tx = p;
    tx->active = false;
    int rc = mdb_txn_commit(tx->txn);
    lock_release(tx->l->writer);
    return failed(tx, rc, e);
}

static void lmdb_abort(void *p)
{
    struct lmdb_tx *tx = p;
    tx->active = false;
    if (!tx->write) {
        mdb_txn_reset(tx->txn);
        return;
    }
    mdb_txn_abort(tx->txn);
    lock_release(tx->l->writer);
}

static enum store_rc lmdb_get(void *p, struct span key, struct span *value, struct store_error *e)
{
    struct lmdb_tx *tx = p;
    MDB_val k = to_val(key), v;
    int rc = mdb_get(tx->txn, tx->l->dbi, &k, &v);
    if (!rc)
        *value = to_span(v);
    return failed(tx, rc, e);
}

static enum store_rc lmdb_put(void *p, struct span key, struct span value, struct store_error *e)
{
    struct lmdb_tx *tx = p;
    MDB_val k = to_val(key), v = to_val(value);
    return failed(tx, mdb_put(tx->txn, tx->l->dbi, &k, &v, 0), e);
}

static enum store_rc lmdb_del(void *p, struct span key, struct store_error *e)
{
    struct lmdb_tx *tx = p;
    MDB_val k = to_val(key);
    return failed(tx, mdb_del(tx->txn, tx->l->dbi, &k, NULL), e);
}

struct lmdb_cursor {
    struct lmdb_tx *tx;
    MDB_cursor *cursor;
};

static enum store_rc lmdb_cursor_open(void *p, void **cursor, struct store_error *e)
{
    struct lmdb_cursor *c = mem_alloc(sizeof *c);
    c->tx = p;
    int rc = mdb_cursor_open(c->tx->txn, c->tx->l->dbi, &c->cursor);
    if (rc)
        free(c);
    else
        *cursor = c;
    return failed(p, rc, e);
}

static void lmdb_cursor_close(void *cursor)
{
    struct lmdb_cursor *c = cursor;
    mdb_cursor_close(c->cursor);
    free(c);
}

static enum store_rc lmdb_seek(void *cursor, enum store_seek how, struct span target,
                               struct span *key, struct span *value, struct store_error *e)
{
    struct lmdb_cursor *c = cursor;
    MDB_val k = to_val(target), v;
    bool up = how == STORE_SEEK_GE || how == STORE_SEEK_GT;
    int rc = mdb_cursor_get(c->cursor, &k, &v, MDB_SET_RANGE); /* now at the first key >= target */
    if (rc == MDB_NOTFOUND && !up) {
        rc = mdb_cursor_get(c->cursor, &k, &v, MDB_LAST);
    } else if (!rc) {
        bool equal = span_eq(to_span(k), target);
        if (equal && how == STORE_SEEK_GT)
            rc = mdb_cursor_get(c->cursor, &k, &v, MDB_NEXT);
        else if (!up && !(equal && how == STORE_SEEK_LE))
            rc = mdb_cursor_get(c->cursor, &k, &v, MDB_PREV);
    }
    if (!rc)
        *key = to_span(k), *value = to_span(v);
    return failed(c->tx, rc, e);
}

static enum store_rc lmdb_step(void *cursor, bool back, struct span *key, struct span *value,
                               struct store_error *e)
{
    struct lmdb_cursor *c = cursor;
    MDB_val k, v;
    int rc = mdb_cursor_get(c->cursor, &k, &v, back ? MDB_PREV : MDB_NEXT);
    if (!rc)
        *key = to_span(k), *value = to_span(v);
    return failed(c->tx, rc, e);
}

static enum status lmdb_stat(void *env, struct store_info *out, struct detail *d)
{
    struct lmdb *l = env;
    MDB_stat st;
    MDB_envinfo info;
    int rc = l->tx.active ? mdb_stat(l->tx.txn, l->dbi, &st) : mdb_env_stat(l->env, &st);
    if (!rc)
        rc = mdb_env_info(l->env, &info);
    if (rc)
        return lmdb_status(l->path, rc, d);
    out->entries = st.ms_entries ? st.ms_entries - 1 : 0; /* without our mark */
    out->bytes_used = ((uint64_t)info.me_last_pgno + 1) * st.ms_psize;
    out->map_size = info.me_mapsize;
    out->readers = info.me_numreaders;
    out->max_readers = info.me_maxreaders;
    return STATUS_OK;
}

static int write_mark(struct lmdb *l, struct span key, struct span sealed)
{
    MDB_val k = to_val(key), v = to_val(sealed);
    MDB_txn *txn;
    int rc = mdb_txn_begin(l->env, NULL, 0, &txn);
    if (rc)
        return rc;
    rc = mdb_put(txn, l->dbi, &k, &v, 0);
    if (!rc)
        return mdb_txn_commit(txn);
    mdb_txn_abort(txn);
    return rc;
}

static int find_mark(struct lmdb *l, struct span key, struct span sealed)
{
    MDB_val k = to_val(key), v;
    int rc = begin_first_read(l);
    if (rc)
        return rc;
    rc = mdb_get(l->reader, l->dbi, &k, &v);
    if (rc == MDB_NOTFOUND || (!rc && !span_eq(to_span(v), sealed)))
        rc = MDB_INVALID; /* a tree, but not ours, or emptied */
    mdb_txn_reset(l->reader);
    return rc;
}

/* Writes our mark into a new tree, or looks for it. */
static int mark(struct lmdb *l, bool create)
{
    struct span key = SPAN_LIT(STORE_MARK);
    uint32_t seal = store_seal(key, SPAN_LIT(mark_value));
    struct buf sealed = {0};
    buf_adds(&sealed, mark_value);
    for (int i = 0; i < STORE_SEAL; i++, seal >>= 8)
        buf_addc(&sealed, (char)seal);
    int rc = create ? write_mark(l, key, buf_span(&sealed)) : 0;
    if (!rc)
        rc = find_mark(l, key, buf_span(&sealed));
    buf_release(&sealed);
    return rc;
}

static uint64_t data_size(const char *path)
{
    struct stat st;
    struct buf name = {0};
    buf_addf(&name, "%s/data.mdb", path);
    uint64_t size = stat(buf_str(&name), &st) ? 0 : (uint64_t)st.st_size;
    buf_release(&name);
    return size;
}

static uint64_t map_for(uint64_t data, uint64_t asked)
{
    uint64_t size = asked ? asked : default_map;
    while (size < data + data / 4)
        size *= 2;
    return size;
}

static void env_close(struct lmdb *l)
{
    if (l->reader)
        mdb_txn_abort(l->reader);
    if (l->env)
        mdb_env_close(l->env);
    l->reader = NULL;
    l->env = NULL;
}

static int env_open(struct lmdb *l, const struct store_options *o)
{
    uint64_t size = data_size(l->path);
    if (!size && !o->create) /* LMDB would make a new one and nobody would miss the old */
        return MDB_INVALID;
    int rc = mdb_env_create(&l->env);
    if (!rc)
        rc = mdb_env_set_maxreaders(l->env, o->max_readers ? o->max_readers : DEFAULT_READERS);
    if (!rc)
        rc = mdb_env_set_mapsize(l->env, map_for(size, o->map_size));
    mode_t mask = umask(077); /* LMDB opens its files twice: 0600 must come out as 0600 */
    if (!rc)
        rc = mdb_env_open(l->env, l->path, MDB_NOTLS | (o->read_only ? MDB_RDONLY : 0), 0600);
    umask(mask);
    if (!rc)
        rc = mdb_reader_check(l->env, NULL); /* slots of killed processes hold old pages */
    if (!rc)
        rc = begin_first_read(l);
    if (!rc) {
        rc = mdb_dbi_open(l->reader, NULL, 0, &l->dbi);
        mdb_txn_reset(l->reader);
    }
    if (!rc)
        rc = mark(l, o->create);
    if (rc)
        env_close(l);
    return rc;
}

static enum status first_check(struct lmdb *l, struct detail *d)
{
    struct detail why = {0};
    enum status st = store_check_child(l->path, true, NULL, NULL, NULL, NULL, &why);
    if (!st) {
        store_dir_checked(l->dir);
        return STATUS_OK;
    }
    if (st != STATUS_CORRUPT) {
        if (d)
            *d = why;
        return st;
    }
    return detail_set(d, st,
                      _("%s: dữ liệu bị hỏng nên không mở. Hãy chạy 'hoctap check' để xem hỏng ở "
                        "đâu; trước đó hãy chép cả thư mục này ra nơi khác."),
                      l->path);
}

/* Under the open lock. *rc is LMDB's own code: its caller waits for a reader slot without the lock.
 */
static enum status open_locked(struct lmdb *l, const struct store_options *o, int *rc,
                               struct detail *d)
{
    *rc = 0;
    enum status st = store_dir_examine(l->dir, o->create, d);
    if (!st && !o->create && store_dir_needs_check(l->dir) && !o->skip_check)
        st = first_check(l, d);
    if (!st && !l->writer)
        st = store_dir_writer(l->dir, &l->writer, d);
    if (st)
        return st;
    *rc = env_open(l, o);
    if (*rc)
        return lmdb_status(l->path, *rc, d);
    if (o->create) {
        st = store_dir_made(l->dir, d);
        if (!st)
            store_dir_checked(l->dir);
    }
    store_dir_enter(l->dir);
    return st;
}

static enum status open_outer(struct lmdb *l, const struct store_options *o, struct detail *d)
{
    enum status st = store_dir_open(&l->dir, l->path, o, d);
    if (st)
        return st;
    for (int waited = 0;; waited += RETRY_PAUSE_MS) {
        int rc = 0;
        st = store_dir_lock(l->dir, l->holder, l->wait_ms, d);
        if (st)
            return st;
        st = open_locked(l, o, &rc, d);
        store_dir_unlock(l->dir);
        if (rc != MDB_READERS_FULL || waited >= l->wait_ms)
            return st;
        nanosleep(&(struct timespec){0, RETRY_PAUSE_MS * 1000000L}, NULL);
    }
}

static void lmdb_free(struct lmdb *l)
{
    lock_close(l->writer);
    store_dir_close(l->dir);
    free(l->path);
    free(l->holder);
    free(l);
}

static enum status lmdb_open(void **env, const char *path, const struct store_options *o,
                             bool inner, struct detail *d)
{
    struct lmdb *l = mem_alloc(sizeof *l);
    enum status st;
    *env = NULL;
    l->path = mem_strdup(path);
    l->holder = mem_strdup(o->holder);
    l->wait_ms = o->wait_ms ? o->wait_ms : DEFAULT_WAIT_MS;
    l->inner = inner;
    if (inner) {
        int rc = env_open(l, o);
        st = rc ? lmdb_status(path, rc, d) : STATUS_OK;
    } else {
        st = open_outer(l, o, d);
    }
    if (st) {
        env_close(l);
        lmdb_free(l);
        return st;
    }
    *env = l;
    return STATUS_OK;
}

static void lmdb_close(void *env)
{
    struct lmdb *l = env;
    if (l->inner) {
        env_close(l);
    } else {
        /* When the lock does not come, closing without it is better than never ending. */
        bool locked = store_dir_lock(l->dir, l->holder, l->wait_ms, NULL) == STATUS_OK;
        env_close(l);
        store_dir_leave(l->dir);
        if (locked)
            store_dir_unlock(l->dir);
    }
    lmdb_free(l);
}

static void lmdb_check(void *env, store_fault_fn fault, void *context)
{
    store_lmdb_check_pages(((struct lmdb *)env)->env, fault, context);
}

const struct store_backend store_lmdb = {
    .open = lmdb_open,
    .close = lmdb_close,
    .begin = lmdb_begin,
    .commit = lmdb_commit,
    .abort = lmdb_abort,
    .get = lmdb_get,
    .put = lmdb_put,
    .del = lmdb_del,
    .cursor_open = lmdb_cursor_open,
    .cursor_close = lmdb_cursor_close,
    .seek = lmdb_seek,
    .step = lmdb_step,
    .stat = lmdb_stat,
    .check = lmdb_check,
};
