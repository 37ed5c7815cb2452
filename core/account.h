/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may work in a book that many people reach: one account a person, with a role, the units it is
 * for, the public keys it comes in with, and an optional password as second step.
 *
 * Stored in BOOK_META under "acct/<login>": format(1), then tag(varint) length(varint) bytes as
 * records have it; tags of a newer program are kept. Every change is one write with an audit entry
 * (AUDIT_USER) that tells the account without the password's hash.
 *
 * Units are founding keys and stay as they were given. When hamlets or communes merge, the rights
 * follow by themselves: account_caller() adds what a unit became and what went into it, so nobody
 * is locked out on the day of a merger and the account still says what was decided about the
 * person.
 *
 * A wrong password makes the next try wait, 1 second doubling up to 15 minutes. A try is counted
 * before the password is looked at (account_try_begin), so that a hundred tries at once are a
 * hundred; no transaction is open meanwhile.
 */
#ifndef CORE_ACCOUNT_H
#define CORE_ACCOUNT_H

#include "core/book.h"

enum {
    ACCOUNT_LOGIN_MAX = 32,
    ACCOUNT_NAME_MAX = 96, /* bytes */
    ACCOUNT_KEYS_MAX = 8,
    ACCOUNT_UNITS_MAX = 200,
    ACCOUNT_HASH_MAX = 256,
    ACCOUNT_WAIT_MAX = 900 /* seconds after a wrong password */
};

/* Zeroed is valid and empty. */
struct account {
    char login[ACCOUNT_LOGIN_MAX + 1]; /* a-z 0-9 . _ -, beginning with a letter or digit */
    char name[ACCOUNT_NAME_MAX + 1];
    enum role role;
    struct unit_key *units;
    size_t n_units;
    struct buf keys;                 /* lines "type base64 comment\n" (core/sshkey.h) */
    char hash[ACCOUNT_HASH_MAX + 1]; /* yescrypt; "" = the key alone lets in */
    bool commands_by_key; /* with a password: commands over SSH need only the key all the same */
    bool disabled;
    bool must_change; /* the password is the administrator's: it opens only the way to an own one */
    unsigned failures; /* tries since the last right password */
    int64_t next_try;  /* seconds since 1970 */
    int64_t created;
    struct buf unknown;
};
void account_release(struct account *a);

bool account_login_valid(struct span login);
/* What --role and the list call it: "leader", "officer", "viewer", "admin". */
const char *role_word(enum role r);
const char *role_label(enum role r); /* translated */
bool role_by_word(struct span word, enum role *out);

/* STATUS_NOTFOUND. a is initialised either way and must be released. */
enum status account_get(struct book_tx *t, const char *login, struct account *a) NODISCARD;
typedef enum status (*account_fn)(struct book_tx *t, const struct account *a, void *context);
enum status account_each(struct book_tx *t, account_fn fn, void *context) NODISCARD; /* by login */

/* Adds or replaces, with the audit entry. what: a word for it, "add", "rights". Only an
 * administrator may; the last administrator that is left cannot lose the role or be disabled while
 * there are others to look after (STATUS_INVALID). */
enum status account_put(struct book_tx *t, const struct account *a, const char *what) NODISCARD;
/* A person's own name in the own account: allowed to that person. STATUS_NOTFOUND without one. */
enum status account_set_own_name(struct book_tx *t, struct span name) NODISCARD;

/* Adds a key (core/sshkey.h's line) unless it is there; false: there are too many. */
bool account_add_key(struct account *a, struct span line);
/* The n-th key from 1; empty when there is none. */
struct span account_key(const struct account *a, size_t n);
bool account_drop_key(struct account *a, size_t n);

/* The caller that an account is: all strings are its own. Zeroed is valid. */
struct account_caller {
    struct caller caller;
    char login[ACCOUNT_LOGIN_MAX + 1];
    struct unit_key *units; /* of the account and what they became */
};
void account_caller(struct book_tx *t, const struct account *a, const char *source, day today,
                    struct account_caller *out);
void account_caller_release(struct account_caller *c);

/* ---- the password ---- */

enum { ACCOUNT_PASSWORD_MIN = 6, ACCOUNT_PASSWORD_MAX = 128 }; /* bytes; six digits are a PIN */

/* A password is a text in NFC, whatever keyboard made it. */

/* Slow on purpose (about 0.1 s): never inside a transaction. STATUS_INVALID: too short or long, or
 * what anybody would try first: one character again and again, 123456, the login. */
enum status account_hash(const char *login, struct span password, char out[ACCOUNT_HASH_MAX + 1],
                         struct detail *d) NODISCARD;
bool account_hash_matches(const char *hash, struct span password); /* as slow */

/* One try as a whole: counted, looked at, noted, each step in a transaction of its own. *wait > 0:
 * it was too early by so many seconds, and nothing was looked at. */
enum status account_try(struct book *b, const struct caller *who, const struct account *a,
                        struct span password, bool *right, int64_t *wait,
                        struct detail *d) NODISCARD;
/* The caller's own password, with the audit entry. before is the hash that was looked at when the
 * old one was asked for: STATUS_CONFLICT when somebody has set another meanwhile. STATUS_INVALID:
 * not fit, or the same as before. */
enum status account_set_own_password(struct book *b, const struct caller *who, const char *before,
                                     struct span password, struct detail *d) NODISCARD;
/* Counts a try, or says that it is too early: *wait seconds are left then, and nothing is
 * counted. */
enum status account_try_begin(struct book_tx *t, const char *login, int64_t now,
                              int64_t *wait) NODISCARD;
/* After a right password: the count begins anew. After a wrong one: an audit entry. */
enum status account_try_end(struct book_tx *t, const char *login, bool right) NODISCARD;
int64_t account_wait_after(unsigned failures); /* seconds */

#endif
