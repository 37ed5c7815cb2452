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

#include "core/account_private.h"
#include "core/audit.h"
#include "locale/mem.h"
#include "locale/msg.h"

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

static bool usable(struct span password)
{
    return password.n <= ACCOUNT_PASSWORD_MAX && !memchr(password.p, 0, password.n);
}

enum status account_hash(struct span password, char out[ACCOUNT_HASH_MAX + 1], struct detail *d)
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE], salt[16];
    out[0] = 0;
    if (password.n < ACCOUNT_PASSWORD_MIN || !usable(password))
        return detail_set(d, STATUS_INVALID,
                          _("Mật khẩu cần từ %d đến %d ký tự. Sáu chữ số cũng được, miễn là không "
                            "dễ đoán."),
                          ACCOUNT_PASSWORD_MIN, ACCOUNT_PASSWORD_MAX);
    randombytes_buf(salt, sizeof salt);
    if (crypt_gensalt_rn("$y$", COST, salt, sizeof salt, setting, sizeof setting))
        run_crypt(password, setting, out);
    if (!out[0])
        return detail_set(d, STATUS_IO,
                          _("Máy này không mã hóa được mật khẩu. Hãy cài libcrypt1."));
    return STATUS_OK;
}

bool account_hash_matches(const char *hash, struct span password)
{
    char made[ACCOUNT_HASH_MAX + 1];
    if (!hash[0] || !usable(password))
        return false;
    run_crypt(password, hash, made);
    size_t n = strlen(hash);
    return strlen(made) == n && sodium_memcmp(made, hash, n) == 0;
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
