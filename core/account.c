/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/account.h"

#include <stdlib.h>
#include <string.h>

#include "core/account_private.h"
#include "core/audit.h"
#include "core/field_bytes.h"
#include "core/sshkey.h"
#include "core/unitbook.h"
#include "core/unitrow.h"
#include "locale/mem.h"
#include "locale/msg.h"

enum { FORMAT = 1 };

/* Stored: never reused. */
enum {
    TAG_NAME = 1,
    TAG_ROLE = 2,
    TAG_UNIT = 3, /* as often as there are units */
    TAG_KEYS = 4,
    TAG_HASH = 5,
    TAG_DISABLED = 6,
    TAG_FAILURES = 7,
    TAG_NEXT_TRY = 8,
    TAG_CREATED = 9,
    TAG_COMMANDS_BY_KEY = 10,
    TAG_MUST_CHANGE = 11
};

static const struct {
    const char *word, *label;
} roles[] = {
    [ROLE_LEADER] = {"leader", N_("trưởng thôn")},
    [ROLE_OFFICER] = {"officer", N_("cán bộ xã")},
    [ROLE_VIEWER] = {"viewer", N_("chỉ xem")},
    [ROLE_ADMIN] = {"admin", N_("quản trị")},
};

const char *role_word(enum role r)
{
    return roles[r].word;
}

const char *role_label(enum role r)
{
    return _(roles[r].label);
}

bool role_by_word(struct span word, enum role *out)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (span_eq_str(word, roles[i].word)) {
            *out = (enum role)i;
            return true;
        }
    return false;
}

void account_release(struct account *a)
{
    free(a->units);
    buf_release(&a->keys);
    buf_release(&a->unknown);
    memset(a, 0, sizeof *a);
}

bool account_login_valid(struct span login)
{
    if (!login.n || login.n > ACCOUNT_LOGIN_MAX)
        return false;
    for (size_t i = 0; i < login.n; i++) {
        char c = login.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!plain && (i == 0 || (c != '.' && c != '_' && c != '-')))
            return false;
    }
    return true;
}

/* ---- bytes ---- */

static void add_tagged(struct buf *b, unsigned tag, struct span s)
{
    bytes_add_varint(b, tag);
    bytes_add_varint(b, s.n);
    buf_add_span(b, s);
}

static void add_number(struct buf *b, unsigned tag, int64_t n)
{
    struct buf v = {0};
    bytes_add_varint(&v, bytes_zigzag(n));
    if (n)
        add_tagged(b, tag, buf_span(&v));
    buf_release(&v);
}

static void encode(const struct account *a, struct buf *out)
{
    buf_addc(out, FORMAT);
    add_tagged(out, TAG_NAME, span_of(a->name));
    add_number(out, TAG_ROLE, (int64_t)a->role + 1);
    for (size_t i = 0; i < a->n_units; i++)
        add_tagged(out, TAG_UNIT, unit_span(&a->units[i]));
    if (a->keys.n)
        add_tagged(out, TAG_KEYS, buf_span(&a->keys));
    if (a->hash[0])
        add_tagged(out, TAG_HASH, span_of(a->hash));
    add_number(out, TAG_DISABLED, a->disabled);
    add_number(out, TAG_FAILURES, a->failures);
    add_number(out, TAG_NEXT_TRY, a->next_try);
    add_number(out, TAG_CREATED, a->created);
    add_number(out, TAG_COMMANDS_BY_KEY, a->commands_by_key);
    add_number(out, TAG_MUST_CHANGE, a->must_change);
    buf_add_span(out, buf_span(&a->unknown));
}

static bool text_of(struct span v, char *out, size_t size)
{
    if (v.n >= size || memchr(v.p, 0, v.n))
        return false;
    memcpy(out, v.p, v.n);
    out[v.n] = 0;
    return true;
}

static bool add_unit(struct account *a, struct span v)
{
    struct unit_key u = unit_from_span(v);
    if (!unit_valid(u) || a->n_units == ACCOUNT_UNITS_MAX)
        return false;
    a->units = mem_realloc_array(a->units, a->n_units + 1, sizeof *a->units);
    a->units[a->n_units++] = u;
    return true;
}

static bool take_tag(struct account *a, uint64_t tag, struct span v, int64_t n)
{
    switch (tag) {
    case TAG_NAME:
        return text_of(v, a->name, sizeof a->name);
    case TAG_ROLE:
        a->role = (enum role)(n - 1);
        return n >= 1 && n <= ROLE_ADMIN + 1;
    case TAG_UNIT:
        return add_unit(a, v);
    case TAG_KEYS:
        buf_add_span(&a->keys, v);
        return true;
    case TAG_HASH:
        return text_of(v, a->hash, sizeof a->hash);
    case TAG_DISABLED:
        a->disabled = n != 0;
        return true;
    case TAG_FAILURES:
        a->failures = (unsigned)n;
        return n >= 0;
    case TAG_NEXT_TRY:
        a->next_try = n;
        return true;
    case TAG_CREATED:
        a->created = n;
        return true;
    case TAG_COMMANDS_BY_KEY:
        a->commands_by_key = n != 0;
        return true;
    case TAG_MUST_CHANGE:
        a->must_change = n != 0;
        return true;
    default:
        add_tagged(&a->unknown, (unsigned)tag, v);
        return true;
    }
}

static bool decode(struct span login, struct span s, struct account *a)
{
    bool role = false;
    if (!account_login_valid(login) || !s.n || s.p[0] != FORMAT)
        return false;
    memcpy(a->login, login.p, login.n);
    s.p++, s.n--;
    while (s.n) {
        uint64_t tag, len, z = 0;
        if (!bytes_varint(&s, &tag) || !bytes_varint(&s, &len) || len > s.n || tag > UINT32_MAX)
            return false;
        struct span v = {s.p, len}, number = v;
        s.p += len, s.n -= len;
        bool is_number = bytes_varint(&number, &z) && !number.n;
        if (!take_tag(a, tag, v, is_number ? bytes_unzigzag(z) : 0))
            return false;
        role = role || tag == TAG_ROLE;
    }
    return role; /* rights are never a default */
}

static void add_key_name(struct buf *key, const char *login)
{
    buf_addf(key, "acct/%s", login);
}

enum status account_get(struct book_tx *t, const char *login, struct account *a)
{
    struct buf key = {0};
    struct span v;
    enum status s = STATUS_NOTFOUND;
    memset(a, 0, sizeof *a);
    if (!account_login_valid(span_of(login)))
        return STATUS_NOTFOUND;
    add_key_name(&key, login);
    if (store_get(t->tx, BOOK_META, buf_span(&key), &v)) {
        s = decode(span_of(login), v, a) ? STATUS_OK : STATUS_CORRUPT;
        if (s == STATUS_CORRUPT)
            store_tx_fail(t->tx, s);
    } else if (store_tx_status(t->tx) != STATUS_OK) {
        s = store_tx_status(t->tx);
    }
    buf_release(&key);
    return s;
}

enum status account_each(struct book_tx *t, account_fn fn, void *context)
{
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_META, SPAN_LIT("acct/"), 0);
    struct span key, value;
    enum status s = STATUS_OK;
    while (s == STATUS_OK && store_next(c, &key, &value)) {
        struct account a = {0};
        if (!store_verify(c) || !decode((struct span){key.p + 5, key.n - 5}, value, &a))
            s = STATUS_CORRUPT;
        else
            s = fn(t, &a, context);
        account_release(&a);
    }
    store_scan_end(c);
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}

/* ---- changes ---- */

void account_store(struct book_tx *t, const struct account *a)
{
    struct buf key = {0}, value = {0};
    add_key_name(&key, a->login);
    encode(a, &value);
    store_put(t->tx, BOOK_META, buf_span(&key), buf_span(&value));
    buf_release(&key);
    buf_release(&value);
}

/* The account as the audit keeps it: never the hash, keys by their fingerprints. */
static void add_audit_text(struct buf *b, const struct account *a, const char *what)
{
    buf_addf(b, "%s %s\nname=%s\nrole=%s\nunits=", what, a->login, a->name, role_word(a->role));
    for (size_t i = 0; i < a->n_units; i++)
        buf_addf(b, "%s%.*s", i ? "," : "", UNIT_KEY_LEN, a->units[i].c);
    buf_addf(b, "\ndisabled=%d\npassword=%s\n", a->disabled,
             !a->hash[0]          ? "no"
             : a->commands_by_key ? "screen"
                                  : "yes");
    for (size_t i = 1; account_key(a, i).n; i++) {
        buf_adds(b, "key=");
        sshkey_add_fingerprint(account_key(a, i), b);
        buf_addc(b, '\n');
    }
}

void account_note(struct book_tx *t, const struct account *a, const char *what)
{
    struct buf text = {0};
    add_audit_text(&text, a, what);
    audit_note(t, AUDIT_USER, NULL, buf_str(&text));
    buf_release(&text);
}

struct admins {
    const char *but;
    size_t admins, others;
};

static enum status count_admin(struct book_tx *t, const struct account *a, void *context)
{
    struct admins *n = context;
    (void)t;
    if (strcmp(a->login, n->but) == 0 || a->disabled)
        return STATUS_OK;
    if (a->role == ROLE_ADMIN)
        n->admins++;
    else
        n->others++;
    return STATUS_OK;
}

/* Was a the last administrator at work, and would it not be one any more? */
static enum status keeps_an_admin(struct book_tx *t, const struct account *a)
{
    struct account before;
    struct admins n = {.but = a->login};
    enum status s = account_get(t, a->login, &before);
    bool was = s == STATUS_OK && before.role == ROLE_ADMIN && !before.disabled;
    account_release(&before);
    if (s == STATUS_NOTFOUND || (s == STATUS_OK && !was))
        return STATUS_OK;
    if (s == STATUS_OK && a->role == ROLE_ADMIN && !a->disabled)
        return STATUS_OK;
    if (s == STATUS_OK)
        s = account_each(t, count_admin, &n);
    if (s == STATUS_OK && !n.admins && n.others)
        return detail_set(t->detail, STATUS_INVALID,
                          _("%s là người quản trị cuối cùng. Hãy giao quyền admin cho người khác "
                            "trước."),
                          a->login);
    return s;
}

enum status account_put(struct book_tx *t, const struct account *a, const char *what)
{
    if (t->who->role != ROLE_ADMIN)
        return detail_set(t->detail, STATUS_DENIED,
                          _("Tài khoản do người quản trị lo. Hãy nhờ người quản trị."));
    if (!account_login_valid(span_of(a->login)))
        return detail_set(t->detail, STATUS_INVALID,
                          _("Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số và . _ -, tối đa "
                            "%d ký tự. Ví dụ: lan, thon-3."),
                          ACCOUNT_LOGIN_MAX);
    enum status s = keeps_an_admin(t, a);
    if (s != STATUS_OK)
        return s;
    account_store(t, a);
    account_note(t, a, what);
    return store_tx_status(t->tx);
}

enum status account_set_own_name(struct book_tx *t, struct span name)
{
    struct account a;
    enum status s = account_get(t, t->who->name, &a);
    if (s == STATUS_OK && !text_of(name, a.name, sizeof a.name))
        s = detail_set(t->detail, STATUS_INVALID, _("Tên dài quá. Hãy viết ngắn hơn."));
    if (s == STATUS_OK) {
        account_store(t, &a);
        account_note(t, &a, "name");
        s = store_tx_status(t->tx);
    }
    account_release(&a);
    return s;
}

/* ---- keys ---- */

struct span account_key(const struct account *a, size_t n)
{
    struct span rest = buf_span(&a->keys), line = {"", 0};
    while (n-- > 0 && rest.n) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        size_t len = nl ? (size_t)(nl - rest.p) : rest.n;
        line = (struct span){rest.p, len};
        rest.p += len + (nl ? 1 : 0), rest.n -= len + (nl ? 1 : 0);
        if (n == 0)
            return line;
    }
    return (struct span){"", 0};
}

bool account_add_key(struct account *a, struct span line)
{
    size_t n = 1;
    for (; account_key(a, n).n; n++)
        if (sshkey_same(account_key(a, n), line))
            return true;
    if (n > ACCOUNT_KEYS_MAX)
        return false;
    buf_add_span(&a->keys, line);
    buf_addc(&a->keys, '\n');
    return true;
}

bool account_drop_key(struct account *a, size_t n)
{
    struct buf left = {0};
    bool found = account_key(a, n).n > 0;
    for (size_t i = 1; account_key(a, i).n; i++)
        if (i != n) {
            buf_add_span(&left, account_key(a, i));
            buf_addc(&left, '\n');
        }
    buf_release(&a->keys);
    a->keys = left;
    return found;
}

/* ---- as a caller ---- */

static bool has(const struct account_caller *c, struct unit_key u)
{
    for (size_t i = 0; i < c->caller.n_units; i++)
        if (unit_eq(c->units[i], u))
            return true;
    return false;
}

static void add(struct account_caller *c, struct unit_key u)
{
    if (has(c, u))
        return;
    c->units = mem_realloc_array(c->units, c->caller.n_units + 1, sizeof *c->units);
    c->units[c->caller.n_units++] = u;
}

/* What went whole into u, whose records are u's to look after; and what u became once it has ended:
 * whole units, and of a hamlet that was split all its parts. Of a commune that went in parts to
 * several the administrator decides. */
static void add_relatives(struct book_tx *t, struct account_caller *c, struct unit_key u)
{
    struct unit_info info;
    struct unit_row row;
    bool ended = unitbook_get(t, u, &info) == STATUS_OK && info.to && info.to < c->caller.today;
    bool whole = false;
    if (!unitrow_load(t, u, &row))
        row.links = 0;
    for (size_t i = 0; i < row.links; i++)
        whole = whole || (row.link[i].successor && !row.link[i].part);
    for (size_t i = 0; i < row.links; i++) {
        const struct unit_link *l = &row.link[i];
        bool parts = !whole && unit_level(u) == UNIT_HAMLET;
        if (l->successor ? ended && (!l->part || parts) : !l->part)
            add(c, l->other);
    }
    unitrow_release(&row);
}

void account_caller(struct book_tx *t, const struct account *a, const char *source, day today,
                    struct account_caller *out)
{
    memset(out, 0, sizeof *out);
    memcpy(out->login, a->login, sizeof out->login);
    out->caller =
        (struct caller){.name = out->login, .role = a->role, .source = source, .today = today};
    for (size_t i = 0; i < a->n_units; i++)
        add(out, a->units[i]);
    for (size_t i = 0; i < out->caller.n_units && i < ACCOUNT_UNITS_MAX; i++)
        add_relatives(t, out, out->units[i]); /* it grows as we go */
    out->caller.units = out->units;
    out->caller.name = out->login;
}

void account_caller_release(struct account_caller *c)
{
    free(c->units);
    memset(c, 0, sizeof *c);
}
