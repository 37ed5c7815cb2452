/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/merge_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

static int by_id(const void *a, const void *b)
{
    uint64_t x = ((const struct merge_base *)a)->id, y = ((const struct merge_base *)b)->id;
    return (x > y) - (x < y);
}

struct merge_base *merge_find_base(const struct merge *m, uint64_t id)
{
    struct merge_base key = {.id = id};
    return m->n_base ? bsearch(&key, m->base, m->n_base, sizeof key, by_id) : NULL;
}

/* info: what was verified; a file that changes while it is read is not taken. */
static enum status each_entry(int fd, const char *file, const struct backup_info *info,
                              struct merge *m,
                              void (*fn)(struct merge *, unsigned, struct span, struct span),
                              struct detail *d)
{
    struct stream_reader *r;
    struct stream_digest seen;
    struct buf header = {0};
    struct span key, value;
    unsigned table;
    enum status s = lseek(fd, 0, SEEK_SET) == 0 ? STATUS_OK : STATUS_IO;
    if (s == STATUS_OK)
        s = stream_open(&r, fd, file, &header, d);
    if (s == STATUS_OK) {
        while (stream_next(r, &table, &key, &value))
            fn(m, table, key, value);
        s = stream_close(r, &seen, d);
        if (s == STATUS_OK && memcmp(seen.hash, info->digest.hash, STREAM_HASH) != 0)
            s = detail_set(d, STATUS_INVALID, _("%s đã đổi trong khi đọc. Hãy làm lại."), file);
    }
    buf_release(&header);
    return s;
}

static void take_tomb(struct merge *m, struct span key, struct span value)
{
    if (key.n == 8 && value.n >= 8)
        erased_list_add(&m->tombs, key_u64(key.p), (int64_t)key_u64(value.p));
}

static void take_base(struct merge *m, unsigned table, struct span key, struct span value)
{
    if (table == BOOK_TOMB)
        take_tomb(m, key, value);
    if (table != BOOK_BASE || key.n != 8 || value.n != sizeof(struct backup_said))
        return;
    if (m->n_base == m->cap_base) {
        m->cap_base = m->cap_base ? m->cap_base * 2 : 256;
        m->base = mem_realloc_array(m->base, m->cap_base, sizeof *m->base);
    }
    struct merge_base *b = &m->base[m->n_base++];
    *b = (struct merge_base){.id = key_u64(key.p)};
    memcpy(&b->said, value.p, sizeof b->said);
}

static void take_record(struct merge *m, unsigned table, struct span key, struct span value)
{
    struct record r;
    struct backup_said now;
    if (table != BOOK_RECORD || record_decode(&r, key, value) != STATUS_OK)
        return; /* of a newer program: counted by nobody, stays where it is */
    struct merge_base *b = merge_find_base(m, r.id);
    backup_said(&r, &now);
    record_release(&r);
    if (b)
        b->back = true;
    if (b && memcmp(&b->said, &now, sizeof now) == 0) {
        m->untouched++;
        return;
    }
    if (m->n_came == m->cap_came) {
        m->cap_came = m->cap_came ? m->cap_came * 2 : 256;
        m->came = mem_realloc_array(m->came, m->cap_came, sizeof *m->came);
    }
    struct merge_came *c = &m->came[m->n_came++];
    *c = (struct merge_came){.known = b != NULL};
    buf_add_span(&c->key, key);
    buf_add_span(&c->value, value);
    if (b)
        c->base = b->said;
}

static enum status check_header(struct merge *m, const struct book *b, struct span header,
                                const char *file, struct detail *d)
{
    struct span kind = stream_header_value(header, "kind", 0);
    struct unit_key commune = {0}, u;
    enum status s = backup_check_format(header, file, d);
    if (s != STATUS_OK)
        return s;
    if (span_eq_str(kind, "part"))
        return detail_set(d, STATUS_USAGE,
                          _("%s là phần mang đi, chưa ai sửa. Hãy lấy tệp do máy kia ghi ra bằng "
                            "'hoctap backup'."),
                          file);
    m->returned = span_eq_str(kind, "return");
    backup_parse_unit(stream_header_value(header, "commune", 0), &commune);
    if ((!m->returned && !span_eq_str(kind, "full")) || !unit_eq(commune, b->commune))
        return detail_set(d, STATUS_INVALID, _("%s không phải của xã này. Hãy xem lại tên tệp."),
                          file);
    for (struct span list = stream_header_value(header, "part", 0); list.n;) {
        const char *end = memchr(list.p, ' ', list.n);
        size_t n = end ? (size_t)(end - list.p) : list.n;
        if (backup_parse_unit((struct span){list.p, n}, &u)) {
            m->units = mem_realloc_array(m->units, m->n_units + 1, sizeof *m->units);
            m->units[m->n_units++] = u;
        }
        n += end != NULL;
        list.p += n, list.n -= n;
    }
    return STATUS_OK;
}

enum status merge_read(struct merge *m, const struct book *b, const char *file, struct buf *header,
                       struct detail *d)
{
    struct backup_info info = {0};
    int fd = -1;
    enum status s = backup_open_file(file, !m->o->plain, &fd, d);
    if (s == STATUS_OK) /* the whole, before it is believed */
        s = backup_info_of(fd, file, &info, header, d);
    if (s == STATUS_OK && m->o->hash && memcmp(m->o->hash, info.digest.hash, STREAM_HASH) != 0)
        s = detail_set(d, STATUS_INVALID, _("%s đã đổi trong khi đọc. Hãy làm lại."), file);
    if (s == STATUS_OK)
        s = check_header(m, b, buf_span(header), file, d);
    if (s == STATUS_OK)
        s = each_entry(fd, file, &info, m, take_base, d);
    if (m->n_base)
        qsort(m->base, m->n_base, sizeof *m->base, by_id);
    if (s == STATUS_OK)
        s = each_entry(fd, file, &info, m, take_record, d);
    memcpy(m->out->code, info.code, sizeof m->out->code);
    memcpy(m->out->hash, info.digest.hash, sizeof m->out->hash);
    if (fd >= 0)
        close(fd);
    return s;
}

void merge_release(struct merge *m)
{
    for (size_t i = 0; i < m->n_came; i++) {
        buf_release(&m->came[i].key);
        buf_release(&m->came[i].value);
    }
    free(m->came);
    free(m->base);
    free(m->units);
    erased_list_release(&m->tombs);
}
