/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The password of an account: yescrypt of libcrypt, which every Debian has, and the growing wait.
 * yescrypt at cost 7 takes 16 MiB and 0.1 s; argon2id's usual 64 MiB would be 2 GiB for 32 people
 * who come in together at half past seven.
 */
#include <crypt.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/account_private.h"
#include "core/audit.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

enum { COST = 7 };

/* The hash of password with setting; "" when there is none. */
static void run_crypt(struct span password, const char *setting, char out[ACCOUNT_HASH_MAX + 1])
{
    struct crypt_data *data = mem_alloc(sizeof *data); /* 32 KiB */
    char text[ACCOUNT_PASSWORD_MAX + 1] = "";
    out[0] = 0;
    memcpy(text, password.p, password.n);
    const char *h = crypt_r(text, setting, data);
    if (h && h[0] != '*' && strlen(h) <= ACCOUNT_HASH_MAX)
        memcpy(out, h, strlen(h) + 1);
    sodium_memzero(text, sizeof text);
    sodium_memzero(data, sizeof *data);
    free(data);
}

/* In NFC, so that the same letters are the same password on every keyboard. What is no UTF-8 stays
 * as it came. out never moves while it grows: no copy is left behind. */
static bool usable(struct span password, struct buf *out)
{
    if (password.n > ACCOUNT_PASSWORD_MAX || memchr(password.p, 0, password.n))
        return false;
    buf_reserve(out, 4 * ACCOUNT_PASSWORD_MAX);
    if (utf8_valid(password))
        nfc_add(out, password);
    else
        buf_add_span(out, password);
    return out->n <= ACCOUNT_PASSWORD_MAX;
}

static void forget(struct buf *b)
{
    if (b->p)
        sodium_memzero(b->p, b->cap);
    buf_release(b);
}

/* 111111, 123456, 654321, abcdef, the login: what somebody else would try first. */
static bool easy(const char *login, struct span s)
{
    bool same = true, up = true, down = true;
    for (size_t i = 1; i < s.n; i++) {
        same = same && s.p[i] == s.p[i - 1];
        up = up && s.p[i] == s.p[i - 1] + 1;
        down = down && s.p[i] == s.p[i - 1] - 1;
    }
    return same || up || down || span_eq_str(s, login);
}

static enum status fit(const char *login, struct span s, struct detail *d)
{
    if (s.n < ACCOUNT_PASSWORD_MIN)
        return detail_set(d, STATUS_INVALID,
                          _("Mật khẩu cần từ %d đến %d ký tự. Sáu chữ số cũng được, miễn là không "
                            "dễ đoán."),
                          ACCOUNT_PASSWORD_MIN, ACCOUNT_PASSWORD_MAX);
    if (easy(login, s))
        return detail_set(d, STATUS_INVALID,
                          _("Mật khẩu này dễ đoán quá. Hãy chọn chữ số khác, không lặp lại, không "
                            "liền nhau như 123456, không phải tên đăng nhập."));
    return STATUS_OK;
}

enum status account_hash(const char *login, struct span password, char out[ACCOUNT_HASH_MAX + 1],
                         struct detail *d)
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE], salt[16];
    struct buf text = {0};
    out[0] = 0;
    enum status s = fit(login, usable(password, &text) ? buf_span(&text) : SPAN_LIT(""), d);
    randombytes_buf(salt, sizeof salt);
    if (s == STATUS_OK && crypt_gensalt_rn("$y$", COST, salt, sizeof salt, setting, sizeof setting))
        run_crypt(buf_span(&text), setting, out);
    forget(&text);
    if (s != STATUS_OK)
        return s;
    if (!out[0])
        return detail_set(d, STATUS_IO,
                          _("Máy này không mã hóa được mật khẩu. Hãy cài libcrypt1."));
    return STATUS_OK;
}

bool account_hash_matches(const char *hash, struct span password)
{
    char made[ACCOUNT_HASH_MAX + 1] = "";
    struct buf text = {0};
    if (hash[0] && usable(password, &text))
        run_crypt(buf_span(&text), hash, made);
    forget(&text);
    size_t n = strlen(hash);
    return n && strlen(made) == n && sodium_memcmp(made, hash, n) == 0;
}

int64_t account_wait_after(unsigned failures)
{
    if (failures < 3)
        return 0; /* a slip of the finger */
    return failures - 3 < 10 && (int64_t)1 << (failures - 3) < ACCOUNT_WAIT_MAX
               ? (int64_t)1 << (failures - 3)
               : ACCOUNT_WAIT_MAX;
}

/* As store in account.c, without an audit entry: it is no change of the account. */
enum status account_try_begin(struct book_tx *t, const char *login, int64_t now, int64_t *wait)
{
    struct account a;
    enum status s = account_get(t, login, &a);
    *wait = 0;
    /* a wait longer than any there is: the clock was wrong then, or is now */
    if (s == STATUS_OK && a.next_try > now && a.next_try - now <= ACCOUNT_WAIT_MAX)
        *wait = a.next_try - now;
    if (s == STATUS_OK && !*wait) {
        a.failures++;
        a.next_try = now + account_wait_after(a.failures);
        account_store(t, &a);
        s = store_tx_status(t->tx);
    }
    account_release(&a);
    return s;
}

enum status account_try_end(struct book_tx *t, const char *login, bool right)
{
    struct account a;
    enum status s = account_get(t, login, &a);
    if (s == STATUS_OK && right) {
        a.failures = 0;
        a.next_try = 0;
        account_store(t, &a);
    } else if (s == STATUS_OK) {
        struct buf text = {0};
        buf_addf(&text, "wrong-password %s\ntries=%u\n", login, a.failures);
        audit_note(t, AUDIT_USER, NULL, buf_str(&text));
        buf_release(&text);
    }
    if (s == STATUS_OK)
        s = store_tx_status(t->tx);
    account_release(&a);
    return s;
}

/* ---- as a whole ---- */

struct trying {
    const char *login;
    int64_t wait;
    bool right;
};

static enum status begin_fn(struct book_tx *t, void *context)
{
    struct trying *y = context;
    return account_try_begin(t, y->login, (int64_t)time(NULL), &y->wait);
}

static enum status end_fn(struct book_tx *t, void *context)
{
    const struct trying *y = context;
    return account_try_end(t, y->login, y->right);
}

enum status account_try(struct book *b, const struct caller *who, const struct account *a,
                        struct span password, bool *right, int64_t *wait, struct detail *d)
{
    struct trying y = {.login = a->login};
    *right = false;
    enum status s = book_write(b, who, begin_fn, &y, d);
    *wait = y.wait;
    if (s != STATUS_OK || y.wait)
        return s;
    y.right = account_hash_matches(a->hash, password);
    s = book_write(b, who, end_fn, &y, d);
    *right = s == STATUS_OK && y.right;
    return s;
}

struct setting {
    const char *before, *after;
};

static enum status set_fn(struct book_tx *t, void *context)
{
    const struct setting *x = context;
    struct account a;
    enum status s = account_get(t, t->who->name, &a);
    if (s == STATUS_OK && strcmp(a.hash, x->before) != 0)
        s = detail_set(t->detail, STATUS_CONFLICT,
                       _("Mật khẩu vừa được người khác đặt lại. Hãy làm lại từ đầu với mật khẩu "
                         "mới ấy."));
    if (s == STATUS_OK) {
        memcpy(a.hash, x->after, sizeof a.hash);
        a.must_change = false;
        a.failures = 0;
        a.next_try = 0;
        account_store(t, &a);
        account_note(t, &a, "own-passwd");
        s = store_tx_status(t->tx);
    }
    account_release(&a);
    return s;
}

enum status account_set_own_password(struct book *b, const struct caller *who, const char *before,
                                     struct span password, struct detail *d)
{
    char after[ACCOUNT_HASH_MAX + 1] = "";
    enum status s = account_hash(who->name, password, after, d);
    if (s == STATUS_OK && account_hash_matches(before, password))
        s = detail_set(d, STATUS_INVALID,
                       _("Mật khẩu mới giống mật khẩu đang dùng. Hãy chọn mật khẩu khác."));
    return s == STATUS_OK ? book_write(b, who, set_fn, &(struct setting){before, after}, d) : s;
}
