/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stored bytes of a record: the first byte picks the entity, the rest is the value. What decodes
 * must encode to bytes that decode to the same texts.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/record.h"
#include "locale/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void texts(const struct record *r, struct buf *out)
{
    buf_reset(out);
    record_add_json(r, NULL, out);
    for (size_t i = 0; i < r->e->n_fields; i++) {
        buf_addc(out, '\n');
        field_add_text(&r->e->fields[i], &r->v[i], NULL, out);
        if (r->v[i].known && r->e->fields[i].type->pack)
            r->e->fields[i].type->pack(&r->v[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const struct entity *e = n ? entity_by_id(data[0]) : NULL;
    struct buf key = {0}, bytes = {0}, a = {0}, b = {0};
    struct findings found = {0};
    struct record r, again;
    if (!e)
        return 0;
    buf_adds(&key, "115664003");
    buf_addc(&key, (char)e->id);
    key_add_u64(&key, 0x10000000001);
    if (record_decode(&r, buf_span(&key), span_make(data + 1, n - 1)) == STATUS_OK) {
        record_check(&r, NULL, &found);
        texts(&r, &a);
        assert(utf8_valid(buf_span(&a)));
        record_encode(&r, &bytes);
        enum status s = record_decode(&again, buf_span(&key), buf_span(&bytes));
        if (s != STATUS_OK)
            abort();
        texts(&again, &b);
        if (!span_eq(buf_span(&a), buf_span(&b)))
            abort();
        record_key(&again, &key);
        record_release(&again);
        record_release(&r);
    }
    buf_release(&key);
    buf_release(&bytes);
    buf_release(&a);
    buf_release(&b);
    return 0;
}
