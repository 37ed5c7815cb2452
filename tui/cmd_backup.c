/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/backup.h"
#include "core/merge.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "storage/diskfile.h"
#include "tui/hex.h"
#include "tui/keys_file.h"
#include "tui/output.h"
#include "tui/say.h"
#include "tui/stream_file.h"

enum { UNIT, PERSON, NIGHTLY, SIGN };
enum { UNITS_MAX = 64 };

/* clang-format off */
const struct command_option backup_options[] = {
    [UNIT] = {.name = "unit", .argument = N_("MÃ,MÃ"), .help = N_("chỉ các thôn này, để mang sang máy khác làm rồi ghép lại")},
    [PERSON] = {.name = "user", .argument = N_("TÊN"), .help = N_("chỉ các thôn giao cho người này, để mang sang máy khác làm rồi ghép lại")},
    [NIGHTLY] = {.name = "nightly", .help = N_("TỆP là thư mục: ghi bản của hôm nay, giữ 7 ngày, 4 tuần, 12 tháng")},
    [SIGN] = {.name = "sign", .argument = N_("TỆP-KHÓA"), .help = N_("ký bản sao; chưa có tệp khóa thì lập mới")},
    {0},
};
/* clang-format on */

/* ---- the key that signs ---- */

static int read_key(const char *path, unsigned char secret[crypto_sign_SECRETKEYBYTES],
                    bool *missing)
{
    struct buf text = {0}, bytes = {0};
    struct detail d = {0};
    enum status s = diskfile_read(AT_FDCWD, path, 400, &text, &d);
    *missing = s == STATUS_NOTFOUND;
    bool ok = s == STATUS_OK && hex_decode(span_trim(buf_span(&text)), &bytes) &&
              bytes.n == crypto_sign_SECRETKEYBYTES;
    if (ok)
        memcpy(secret, bytes.p, bytes.n);
    if (text.p)
        sodium_memzero(text.p, text.cap);
    if (bytes.p)
        sodium_memzero(bytes.p, bytes.cap);
    buf_release(&text);
    buf_release(&bytes);
    if (ok || *missing)
        return EXIT_DONE;
    if (s != STATUS_OK)
        return say_file_status(s, &d);
    say(_("%s không phải tệp khóa. Hãy chọn tệp khác, hoặc tên mới để lập khóa."), path);
    return EXIT_FILE;
}

static int signing_key(const char *path, unsigned char secret[crypto_sign_SECRETKEYBYTES])
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    struct buf text = {0};
    struct detail d = {0};
    bool missing;
    int rc = read_key(path, secret, &missing);
    if (rc != EXIT_DONE || !missing)
        return rc;
    crypto_sign_keypair(public, secret);
    hex_add(&text, (struct span){(char *)secret, crypto_sign_SECRETKEYBYTES});
    buf_addc(&text, '\n');
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n && fsync(fd) == 0;
    if (!ok)
        rc = say_file_status(detail_errno(&d, errno, path), &d);
    if (fd >= 0)
        close(fd);
    sodium_memzero(text.p, text.cap);
    buf_reset(&text);
    if (rc == EXIT_DONE) {
        hex_add(&text, (struct span){(char *)public, sizeof public});
        say(_("Đã lập khóa ở %s. Giữ kín tệp này. Khóa công khai để nơi khác kiểm tra: %s"), path,
            buf_str(&text));
    }
    buf_release(&text);
    return rc;
}

/* ---- backup ---- */

/* "15664003,15664004" */
static int units_option(struct app *app, const char *text, struct unit_key *out, size_t *n)
{
    int rc = EXIT_DONE;
    *n = 0;
    while (rc == EXIT_DONE && *text) {
        struct buf one = {0};
        size_t len = strcspn(text, ",");
        buf_add(&one, text, len);
        if (*n == UNITS_MAX) {
            say(_("Mỗi lần mang đi nhiều nhất %d thôn. Hãy chia làm nhiều tệp."), UNITS_MAX);
            rc = EXIT_USAGE;
        } else {
            rc = app_unit(app, buf_str(&one), &out[(*n)++]);
        }
        buf_release(&one);
        text += len + (text[len] == ',');
    }
    return rc;
}

static void say_written(const struct backup_info *info, const char *path)
{
    struct buf n = {0};
    number_add_vn(&n, (int64_t)info->digest.count[BOOK_RECORD]);
    say(_("Đã sao lưu %s phiếu ra %s và đọc lại thấy đủ. Mã kiểm tra: %s"), buf_str(&n), path,
        info->code);
    buf_release(&n);
}

/* What to do with a part, here or there. */
static void say_next(struct app *app, const struct backup_ask *ask, const char *path)
{
    if (ask->n_units)
        say(_("Ở máy kia: 'hoctap restore %s', làm việc, rồi 'hoctap backup mang-ve'. Về đây: "
              "'hoctap restore --merge mang-ve'."),
            path);
    else if (backup_is_part(app->book, &app->caller))
        say(_("Mang tệp này về xã rồi ghép: 'hoctap restore --merge %s'."), path);
}

static int write_backup(struct app *app, const struct arguments *a, const struct backup_ask *ask)
{
    struct backup_info info;
    struct stream_file file = {0};
    struct buf name = {0};
    struct detail d = {0};
    enum status s;
    if (a->option[NIGHTLY]) {
        s = backup_nightly(app->book, &app->caller, a->v[0], ask->secret, &info, &name, &d);
    } else {
        buf_adds(&name, a->v[0]);
        s = stream_file_open(&file, a->v[0], false, &d);
        if (s == STATUS_OK)
            s = backup_write(app->book, &app->caller, file.path, ask, &info, &d);
        if (s == STATUS_OK)
            s = stream_file_send(&file, &d);
    }
    if (s == STATUS_OK) {
        say_written(&info, file.folder ? _("đầu ra") : buf_str(&name));
        say_next(app, ask, file.folder ? _("TỆP") : buf_str(&name));
    }
    stream_file_release(&file);
    buf_release(&name);
    return s == STATUS_USAGE || s == STATUS_DENIED ? say_status(s, &d) : say_file_status(s, &d);
}

int run_backup(struct app *app, const struct arguments *a)
{
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    struct unit_key units[UNITS_MAX], *own = NULL;
    struct backup_ask ask = {.units = units};
    struct detail d = {0};
    if (!!a->option[NIGHTLY] + !!a->option[UNIT] + !!a->option[PERSON] > 1)
        return command_usage(a, _("Chỉ dùng một trong ba: --nightly (cả sổ), --unit, --user."));
    int rc = app_open(app, true);
    if (rc == EXIT_DONE && a->option[UNIT])
        rc = units_option(app, a->option[UNIT], units, &ask.n_units);
    if (rc == EXIT_DONE && a->option[PERSON])
        rc = say_status(
            backup_units_of(app->book, &app->caller, a->option[PERSON], &own, &ask.n_units, &d),
            &d);
    if (own)
        ask.units = own;
    if (rc == EXIT_DONE && a->option[SIGN]) {
        rc = signing_key(a->option[SIGN], secret);
        ask.secret = secret;
    }
    if (rc == EXIT_DONE)
        rc = write_backup(app, a, &ask);
    sodium_memzero(secret, sizeof secret);
    free(own);
    return rc;
}

/* ---- restore ---- */

enum { MERGE, DRY_RUN, THEIRS, SIGNED_BY, ERASED, JSON };

/* clang-format off */
const struct command_option restore_options[] = {
    [MERGE] = {.name = "merge", .help = N_("ghép phần việc mang về vào sổ đang có")},
    [DRY_RUN] = {.name = "dry-run", .help = N_("chỉ kiểm tra tệp và xem trước, chưa ghi gì")},
    [THEIRS] = {.name = "take-theirs", .help = N_("khi ghép: ô nào hai nơi cùng sửa thì lấy bản mang về")},
    [SIGNED_BY] = {.name = "signed-by", .argument = N_("KHÓA"), .help = N_("chỉ nhận bản có chữ ký của khóa công khai này")},
    [ERASED] = {.name = "erased", .argument = N_("TỆP"), .help = N_("danh sách những người đã xóa thông tin, thêm vào danh sách cạnh bản sao")},
    [JSON] = {.name = "json", .help = N_("khi ghép: in kết quả dạng JSON")},
    {0},
};
/* clang-format on */

static bool signature_fits(const struct arguments *a, const struct backup_info *info)
{
    struct buf want = {0};
    const char *text = a->option[SIGNED_BY];
    bool ok =
        !text || (hex_decode(span_of(text), &want) && want.n == STREAM_KEY &&
                  info->digest.is_signed && memcmp(want.p, info->digest.signer, STREAM_KEY) == 0);
    buf_release(&want);
    if (!ok)
        say(_("%s không có chữ ký của khóa đã nêu. Chưa ghi gì. Hãy hỏi lại nơi gửi tệp."),
            a->v[0]);
    return ok;
}

/* What a file is, after all of it was read. */
static int tell_file(const struct arguments *a)
{
    struct backup_info info;
    struct buf header = {0}, out = {0};
    struct detail d = {0};
    enum status s = backup_read_info(a->v[0], &info, &header, &d);
    int rc = say_file_status(s, &d);
    if (rc == EXIT_DONE && !signature_fits(a, &info))
        rc = EXIT_FILE;
    if (rc == EXIT_DONE) {
        buf_add_span(&out, buf_span(&header));
        for (size_t i = 0; entity_at(i); i++)
            if (info.records[entity_at(i)->id])
                buf_addf(&out, "%s: %llu\n", entity_at(i)->name,
                         (unsigned long long)info.records[entity_at(i)->id]);
        buf_addf(&out, "code: %s\n", info.code);
        rc = app_put(buf_span(&out));
        say(_("Tệp còn nguyên vẹn. Mã kiểm tra để đọc qua điện thoại: %s"), info.code);
    }
    buf_release(&header);
    buf_release(&out);
    return rc;
}

static void add_string(struct buf *b, const char *name, const char *text)
{
    buf_addf(b, ",\"%s\":", name);
    if (text)
        json_add_string(b, span_of(text));
    else
        buf_adds(b, "null");
}

static void add_json(struct buf *b, const struct merge_result *r)
{
    buf_addf(b,
             "{\"added\":%llu,\"changed\":%llu,\"deleted\":%llu,\"unchanged\":%llu,"
             "\"conflicting\":%llu,\"code\":\"%s\",\"notes\":[",
             (unsigned long long)r->added, (unsigned long long)r->changed,
             (unsigned long long)r->deleted, (unsigned long long)r->same,
             (unsigned long long)r->conflicts, r->code);
    for (size_t i = 0; i < r->n; i++) {
        const struct merge_note *n = &r->v[i];
        buf_addf(b, "%s{\"id\":\"", i ? "," : "");
        id_add_text(b, n->id);
        buf_addf(b, "\",\"entity\":\"%s\",\"reason\":\"%s\"", entity_by_id(n->entity)->name,
                 merge_why_name(n->why));
        add_string(b, "name", n->name);
        add_string(b, "field", n->field ? n->field->name : NULL);
        add_string(b, "here", n->here);
        add_string(b, "there", n->there);
        buf_addc(b, '}');
    }
    buf_adds(b, "]}\n");
}

static void say_merged(const struct merge_result *r, bool dry)
{
    struct buf b = {0};
    for (size_t i = 0; i <= r->n; i++) {
        buf_reset(&b);
        if (i < r->n)
            merge_note_add_text(&r->v[i], &b);
        else
            merge_result_add_text(r, dry, &b);
        say("%s", buf_str(&b));
    }
    buf_release(&b);
}

static int merge(struct app *app, const struct arguments *a)
{
    struct merge_options o = {.dry_run = a->option[DRY_RUN], .take_theirs = a->option[THEIRS]};
    struct merge_result r;
    struct backup_info info;
    struct detail d = {0};
    enum status s = backup_read_info(a->v[0], &info, NULL, &d);
    if (s != STATUS_OK)
        return say_file_status(s, &d);
    if (!signature_fits(a, &info))
        return EXIT_FILE;
    o.hash = info.digest.hash;
    int rc = app_open(app, false);
    if (rc != EXIT_DONE)
        return rc;
    s = merge_file(app->book, &app->caller, a->v[0], &o, &r, &d);
    if (s == STATUS_OK) {
        struct buf json = {0};
        say_merged(&r, o.dry_run);
        if (a->option[JSON]) {
            add_json(&json, &r);
            rc = app_put(buf_span(&json));
        }
        buf_release(&json);
        if (rc == EXIT_DONE && r.conflicts)
            rc = EXIT_FAULTS;
    } else {
        rc = s == STATUS_USAGE || s == STATUS_DENIED ? say_status(s, &d) : say_file_status(s, &d);
    }
    merge_result_release(&r);
    return rc;
}

/* sshd still knows the keys of the store that stood there before. */
static void say_keys(const char *path)
{
    char *store = realpath(path, NULL);
    struct buf keys = {0};
    if (store && keys_file_noted(SERVER_CONF, store, &keys))
        say(_("Khóa của mọi người ở %s còn theo sổ cũ. Hãy chạy: sudo hoctap --db %s user "
              "refresh"),
            buf_str(&keys), store);
    buf_release(&keys);
    free(store);
}

static int restore(struct app *app, const struct arguments *a)
{
    struct backup_info info;
    struct buf n = {0};
    struct detail d = {0};
    if (a->option[MERGE])
        return merge(app, a);
    if (a->option[THEIRS] || a->option[JSON])
        return command_usage(a, _("--take-theirs và --json chỉ dùng cùng --merge."));
    if (a->option[DRY_RUN])
        return tell_file(a);
    enum status s = backup_read_info(a->v[0], &info, NULL, &d);
    if (s == STATUS_OK && !signature_fits(a, &info))
        return EXIT_FILE;
    if (s == STATUS_OK)
        s = restore_book_erasing(a->v[0], app->path, a->option[ERASED], &app->caller, &info, &d);
    if (s == STATUS_OK) {
        number_add_vn(&n, (int64_t)info.digest.count[BOOK_RECORD]);
        say(_("Đã lấy lại %s phiếu vào %s; số phiếu và các con số tiến độ đều khớp với bản sao "
              "%s."),
            buf_str(&n), app->path, info.code);
        say_keys(app->path);
    }
    buf_release(&n);
    return s == STATUS_USAGE ? say_status(s, &d) : say_file_status(s, &d);
}

int run_restore(struct app *app, const struct arguments *a)
{
    struct stream_file file;
    struct arguments named = *a;
    struct detail d = {0};
    int owner = app_be_owner(app);
    if (owner != EXIT_DONE)
        return owner;
    enum status s = stream_file_open(&file, a->v[0], true, &d);
    named.v[0] = file.path;
    int rc = s == STATUS_OK ? restore(app, &named) : say_status(s, &d);
    stream_file_release(&file);
    return rc;
}
