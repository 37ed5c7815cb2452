/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/backup_private.h"
#include "core/book_private.h"
#include "core/check.h"
#include "core/column_cache.h"
#include "core/erase.h"
#include "core/progress.h"
#include "locale/msg.h"

enum { BATCH = 4 << 20 }; /* bytes of entries in one transaction */

struct filling {
    const char *file;
    struct stream_reader *r;
    struct buf batch; /* table(1) klen(1) vlen(2) key value ... */
    bool part;
    struct detail *d;
};

/* ---- entries into the store ---- */

static enum status bad_record(struct filling *f)
{
    return detail_set(f->d, STATUS_INVALID,
                      _("%s: có phiếu mà bản hoctap này không hiểu. Hãy cài bản mới hơn rồi làm "
                        "lại."),
                      f->file);
}

/* A record goes through the codec, gets its address, and in a part what it says is kept. */
static enum status put_record(struct filling *f, struct store_tx *tx, struct span key,
                              struct span value)
{
    struct record r;
    struct buf own = {0}, id = {0};
    if (record_decode(&r, key, value) != STATUS_OK)
        return bad_record(f);
    record_key(&r, &own);
    bool same = span_eq(buf_span(&own), key);
    key_add_u64(&id, r.id);
    if (same)
        store_put(tx, BOOK_ADDRESS, buf_span(&id), key);
    if (same && f->part) {
        struct backup_said said;
        backup_said(&r, &said);
        store_put(tx, BOOK_BASE, buf_span(&id), (struct span){(char *)&said, sizeof said});
    }
    record_release(&r);
    buf_release(&own);
    buf_release(&id);
    return same ? STATUS_OK : bad_record(f);
}

static enum status put_batch(struct store_tx *tx, void *context)
{
    struct filling *f = context;
    struct span s = buf_span(&f->batch);
    enum status st = STATUS_OK;
    while (st == STATUS_OK && s.n) {
        unsigned table = (uint8_t)s.p[0];
        size_t klen = (uint8_t)s.p[1], vlen = (uint8_t)s.p[2] << 8 | (uint8_t)s.p[3];
        struct span key = {s.p + 4, klen}, value = {s.p + 4 + klen, vlen};
        s.p += 4 + klen + vlen, s.n -= 4 + klen + vlen;
        if (table == BOOK_RECORD)
            st = put_record(f, tx, key, value);
        if (st == STATUS_OK)
            store_put(tx, table, key, value);
    }
    return st == STATUS_OK ? store_tx_status(tx) : st;
}

static bool comes_in(unsigned table)
{
    return table <= BOOK_TABLE_LAST && table != BOOK_COLUMN && table != BOOK_NAME;
}

static enum status fill(struct filling *f, struct store *store)
{
    struct span key, value;
    unsigned table;
    bool more = true;
    while (more) {
        buf_reset(&f->batch);
        while (f->batch.n < BATCH && (more = stream_next(f->r, &table, &key, &value))) {
            if (!comes_in(table) || (table == BOOK_ADDRESS && value.n))
                continue;
            char head[4] = {(char)table, (char)key.n, (char)(value.n >> 8), (char)value.n};
            buf_add(&f->batch, head, 4);
            buf_add_span(&f->batch, key);
            buf_add_span(&f->batch, value);
        }
        enum status s = f->batch.n ? store_write(store, put_batch, f, f->d) : STATUS_OK;
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

/* ---- the finished store ---- */

struct settling {
    struct span header;
    const struct backup_info *info;
    const struct erased_list *erased;
};

/* What a part remembers: which units, and of which stream and store. */
static void remember_part(struct book_tx *t, const struct settling *x)
{
    struct buf b = {0};
    struct unit_key u;
    for (size_t i = 0;; i++) {
        struct span text = stream_header_value(x->header, "unit", i);
        if (!text.n)
            break;
        if (backup_parse_unit(text, &u)) {
            backup_add_unit(&b, u);
            buf_addc(&b, ' ');
        }
    }
    book_set_setting(t, "part", buf_span(&b));
    buf_reset(&b);
    buf_adds(&b, x->info->code);
    book_set_setting(t, "part-of", buf_span(&b));
    buf_release(&b);
}

static enum status settle(struct book_tx *t, void *context)
{
    const struct settling *x = context;
    if (span_eq_str(stream_header_value(x->header, "kind", 0), "part"))
        remember_part(t, x);
    return book_settle(t);
}

static enum status erase_fn(struct book_tx *t, void *context)
{
    const struct settling *x = context;
    struct erase_result done = {0};
    return erase_again(t, x->erased, &done);
}

static enum status finish(struct store *store, const struct caller *who, const struct settling *x,
                          struct detail *d)
{
    struct caller as = *who;
    struct buf source = {0};
    struct book *b = book_adopt(store);
    buf_addf(&source, "restore %s", x->info->code);
    as.source = buf_str(&source);
    enum status s = book_load(b, &as, d);
    if (s == STATUS_OK)
        s = book_write(b, &as, settle, (void *)x, d);
    if (s == STATUS_OK && x->erased->n)
        s = book_write(b, &as, erase_fn, (void *)x, d);
    book_disown(b);
    buf_release(&source);
    return s;
}

/* ---- proof ---- */

struct proof {
    struct span header;
    const struct backup_info *info;
    const char *file;
};

static enum status count_records(struct book_tx *t, uint64_t *n)
{
    struct span key, value;
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, (struct span){"", 0}, 0);
    for (*n = 0; store_next(c, &key, &value);)
        ++*n;
    store_scan_end(c);
    return store_tx_status(t->tx);
}

static enum status differs(struct book_tx *t, const struct proof *x, const char *what)
{
    return detail_set(
        t->detail, STATUS_INVALID,
        _("%s: dữ liệu lấy lại không khớp với bản sao (%s). Chưa có gì được thay đổi. "
          "Hãy dùng bản sao khác."),
        x->file, what);
}

static enum status prove(struct book_tx *t, void *context)
{
    const struct proof *x = context;
    uint64_t n;
    enum status s = count_records(t, &n);
    if (s == STATUS_OK && unit_level(backup_unit(t->book)) == UNIT_NONE) /* nobody's records */
        return differs(t, x, _("đơn vị"));
    if (s == STATUS_OK && n != x->info->digest.count[BOOK_RECORD])
        return differs(t, x, _("số phiếu"));
    for (size_t i = 0; s == STATUS_OK; i++) {
        struct span line = stream_header_value(x->header, "progress", i);
        struct progress p;
        char year[16];
        if (line.n < 6 || line.n >= sizeof year)
            break;
        memcpy(year, line.p, line.n), year[line.n] = 0;
        s = progress_of(t, backup_unit(t->book), atoi(year), &p);
        if (s == STATUS_OK && strcmp(p.fingerprint, year + 5) != 0)
            return differs(t, x, year);
    }
    return s;
}

static void no_fault(void *context, const char *text)
{
    struct detail *d = context;
    if (!d->text[0])
        detail_set(d, STATUS_CORRUPT, "%s", text);
}

static enum status verify_store(const char *place, const struct caller *who, struct proof *x,
                                struct detail *d)
{
    struct detail fault = {0};
    struct caller then = *who;
    struct book *b;
    enum status s = check_book(place, no_fault, &fault, d);
    if (s != STATUS_OK) {
        if (d && fault.text[0])
            *d = fault;
        return s;
    }
    /* the figures of that day */
    struct span said = stream_header_value(x->header, "day", 0);
    if (!day_parse_iso(said, &then.today))
        then.today = who->today;
    s = book_open(&b, place, true, &then, d);
    if (s == STATUS_OK) {
        s = book_read(b, &then, prove, x, d);
        book_close(b);
    }
    return s;
}

/* ---- folders ---- */

static bool is_ours(const char *name)
{
    static const char *const names[] = {"boot", "format", "users"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return strncmp(name, "lock", 4) == 0 || strncmp(name, "writer", 6) == 0;
}

static bool dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* A folder that holds no more than the locks of a store that never came to be is empty. */
static bool is_free(const char *path)
{
    DIR *list = opendir(path);
    bool free_place = list || errno == ENOENT;
    for (struct dirent *e; list && free_place && (e = readdir(list));)
        free_place = dots(e->d_name) || is_ours(e->d_name);
    if (list)
        closedir(list);
    return free_place;
}

static void remove_folder(const char *path)
{
    DIR *list = opendir(path);
    for (struct dirent *e; list && (e = readdir(list));)
        if (!dots(e->d_name) && unlinkat(dirfd(list), e->d_name, 0) && errno == EISDIR)
            unlinkat(dirfd(list), e->d_name, AT_REMOVEDIR);
    if (list)
        closedir(list);
    rmdir(path);
}

static enum status put_in_place(const char *from, const char *to, struct detail *d)
{
    if (!is_free(to))
        return detail_set(
            d, STATUS_EXISTS,
            _("Đã có dữ liệu ở %s nên chưa lấy lại. Hãy chọn thư mục khác bằng --db."), to);
    remove_folder(to);
    if (rename(from, to))
        return detail_errno(d, errno, to);
    int above = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int parent = above >= 0 ? openat(above, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (parent >= 0)
        fsync(parent), close(parent);
    if (above >= 0)
        close(above);
    return STATUS_OK;
}

static enum status check_header(struct span header, const char *file, struct detail *d)
{
    struct span kind = stream_header_value(header, "kind", 0);
    enum status s = backup_check_format(header, file, d);
    if (s != STATUS_OK)
        return s;
    if (!span_eq_str(kind, "full") && !span_eq_str(kind, "part") && !span_eq_str(kind, "return"))
        return detail_set(d, STATUS_INVALID,
                          _("%s không phải bản sao lưu của hoctap. Hãy chọn tệp do 'hoctap backup' "
                            "ghi ra."),
                          file);
    return STATUS_OK;
}

static enum status build(int fd, const char *file, const char *place, const struct caller *who,
                         struct settling *x, struct detail *d)
{
    struct filling f = {.file = file, .d = d};
    struct store_options o = {.create = true, .holder = who->name};
    struct buf again = {0};
    struct stream_digest seen;
    struct store *store;
    f.part = span_eq_str(stream_header_value(x->header, "kind", 0), "part");
    enum status s = store_open(&store, place, &o, d);
    if (s != STATUS_OK)
        return s;
    s = stream_open(&f.r, fd, file, &again, d);
    if (s == STATUS_OK) {
        s = fill(&f, store);
        enum status closed = stream_close(f.r, &seen, s == STATUS_OK ? d : NULL);
        if (s == STATUS_OK)
            s = closed;
        if (s == STATUS_OK && memcmp(seen.hash, x->info->digest.hash, STREAM_HASH) != 0)
            s = detail_set(d, STATUS_INVALID, _("%s đã đổi trong khi đọc. Hãy làm lại."), file);
    }
    if (s == STATUS_OK)
        s = finish(store, who, x, d);
    store_close(store);
    buf_release(&f.batch);
    buf_release(&again);
    return s;
}

/* What stands beside the file, and what was named. */
static enum status read_erased(const char *file, const char *named, struct erased_list *out,
                               struct detail *d)
{
    char *beside = erased_list_beside(file);
    enum status s = erased_list_read(beside, out, d);
    free(beside);
    if (s == STATUS_NOTFOUND)
        s = STATUS_OK;
    return s == STATUS_OK && named ? erased_list_read(named, out, d) : s;
}

enum status restore_book(const char *file, const char *to, const struct caller *who,
                         struct backup_info *out, struct detail *d)
{
    return restore_book_erasing(file, to, NULL, who, out, d);
}

enum status restore_book_erasing(const char *file, const char *to, const char *named,
                                 const struct caller *who, struct backup_info *out,
                                 struct detail *d)
{
    struct buf header = {0}, place = {0};
    struct erased_list erased = {0};
    int fd;
    *out = (struct backup_info){0};
    if (!is_free(to))
        return detail_set(
            d, STATUS_EXISTS,
            _("Đã có dữ liệu ở %s nên chưa lấy lại. Hãy chọn thư mục khác bằng --db."), to);
    enum status s = backup_read_info(file, out, &header, d); /* the whole, before it is believed */
    if (s == STATUS_OK)
        s = check_header(buf_span(&header), file, d);
    if (s == STATUS_OK)
        s = read_erased(file, named, &erased, d);
    if (s == STATUS_OK)
        s = backup_open_file(file, true, &fd, d);
    if (s != STATUS_OK) {
        buf_release(&header);
        erased_list_release(&erased);
        return s;
    }
    struct settling x = {buf_span(&header), out, &erased};
    struct proof proof = {buf_span(&header), out, file};
    backup_clean_up(to, RESTORE_UNFINISHED);
    buf_addf(&place, "%s" RESTORE_UNFINISHED "%ld", to, (long)getpid());
    remove_folder(buf_str(&place));
    s = build(fd, file, buf_str(&place), who, &x, d);
    close(fd);
    if (s == STATUS_OK)
        s = verify_store(buf_str(&place), who, &proof, d);
    if (s == STATUS_OK)
        s = put_in_place(buf_str(&place), to, d);
    if (s != STATUS_OK)
        remove_folder(buf_str(&place));
    erased_list_release(&erased);
    buf_release(&header);
    buf_release(&place);
    return s;
}
