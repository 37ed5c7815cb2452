/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The built-in typing as this person likes it, kept in the book under "typing/<login>".
 */
#include "tui/session.h"

static void add_key(const struct caller *who, struct buf *out)
{
    buf_addf(out, "typing/%s", who->name);
}

static enum status read_typing(struct book_tx *t, void *context)
{
    struct buf *value = context, key = {0};
    buf_reset(value); /* the closure may run again */
    add_key(t->who, &key);
    book_setting(t, buf_str(&key), value);
    buf_release(&key);
    return STATUS_OK;
}

void session_read_typing(struct session *s)
{
    struct buf value = {0};
    if (book_read(s->book, s->who, read_typing, &value, NULL) == STATUS_OK && value.n)
        edit_typing_set(&s->typing, !span_eq_str(buf_span(&value), "off"),
                        span_eq_str(buf_span(&value), "vni") ? TYPING_VNI : TYPING_TELEX);
    buf_release(&value);
}

struct keeping {
    const char *value;
};

static enum status write_typing(struct book_tx *t, void *context)
{
    struct keeping *k = context;
    struct buf key = {0};
    add_key(t->who, &key);
    enum status s = book_change_setting(t, buf_str(&key), span_of(k->value));
    buf_release(&key);
    return s;
}

enum status session_keep_typing(struct session *s, struct detail *d)
{
    struct keeping k = {!s->typing.on                                   ? "off"
                        : s->typing.engine.options.method == TYPING_VNI ? "vni"
                                                                        : "telex"};
    return book_write(s->book, s->who, write_typing, &k, d);
}
