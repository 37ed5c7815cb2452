/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/import.h"
#include "locale/msg.h"
#include "tui/input.h"
#include "tui/output.h"
#include "tui/place.h"
#include "tui/say.h"

enum {
    FORMAT,
    CHARSET,
    SEP,
    SHEET,
    MAP,
    HAMLET,
    YEAR,
    DRY_RUN,
    UPDATE,
    STRICT,
    REFUSED,
    REASON,
    JSON
};

/* clang-format off */
const struct command_option import_options[] = {
    [FORMAT] = {.name = "format", .argument = "auto", .words = "auto|csv|dbf|xls|xlsx", .help = N_("loại tệp, mặc định auto: tự nhận ra")},
    [CHARSET] = {.name = "charset", .argument = N_("auto|TÊN"), .help = N_("bảng mã của tệp, mặc định auto")},
    [SEP] = {.name = "sep", .argument = N_("auto|DẤU"), .help = N_("dấu ngăn cột của tệp .csv, mặc định auto")},
    [SHEET] = {.name = "sheet", .argument = N_("TRANG"), .help = N_("tên hoặc số của trang tính trong tệp Excel, mặc định: trang đầu có tiêu đề cột")},
    [MAP] = {.name = "map", .file = true, .argument = N_("TỆP"), .help = N_("tệp ghép cột, mỗi dòng: tiêu đề = mục, hoặc tiêu đề = - để bỏ qua")},
    [HAMLET] = {.name = "hamlet", .argument = N_("MÃ"), .help = N_("thôn của các dòng không ghi thôn")},
    [YEAR] = {.name = "year", .argument = N_("NĂM"), .help = N_("năm của các cột theo năm mà không ghi năm")},
    [DRY_RUN] = {.name = "dry-run", .help = N_("chỉ xem thử, không ghi gì")},
    [UPDATE] = {.name = "update", .help = N_("sửa phiếu đã có nếu tệp ghi khác")},
    [STRICT] = {.name = "strict", .help = N_("có một dòng bị từ chối thì không nhập gì")},
    [REFUSED] = {.name = "refused", .file = true, .argument = N_("TỆP"), .help = N_("ghi các dòng bị từ chối ra tệp .csv để sửa rồi nhập lại")},
    [REASON] = {.name = "reason", .argument = N_("LÝ-DO"), .help = N_("vì sao sửa kết quả của năm đã nộp báo cáo")},
    [JSON] = {.name = "json", .help = N_("in kết quả ra JSON")},
    {0},
};
/* clang-format on */

enum { MAP_BYTES_MAX = 1 << 20, SHOWN = 50 }; /* sentences of each kind; the rest is counted */

static void say_notes(const struct import_notes *notes)
{
    struct buf b = {0};
    for (size_t i = 0; i < notes->n && i < SHOWN; i++) {
        buf_reset(&b);
        import_note_add_text(&notes->v[i], &b);
        say("%s", buf_str(&b));
    }
    if (notes->n > SHOWN)
        say(_("... và %zu chỗ khác. Thêm --refused TỆP để ghi các dòng bị từ chối ra tệp."),
            notes->n - SHOWN);
    buf_release(&b);
}

/* Would --refused replace the list it was taken from? The rows that were imported would be gone. */
static bool same_file(const char *list, const char *refused)
{
    struct stat a, b;
    bool piped = strcmp(list, "-") == 0;
    return (piped ? fstat(STDIN_FILENO, &a) : stat(list, &a)) == 0 && S_ISREG(a.st_mode) &&
           stat(refused, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* On a terminal only; the line is written over and at last wiped out. */
static void show_progress(void *context, size_t done, size_t total)
{
    (void)context;
    fputc('\r', stderr);
    fprintf(stderr, _("Đã ghi %zu trên %zu dòng"), done, total);
    if (done >= total)
        fputs("\r\033[K", stderr);
}

static int fill_options(const struct app *app, const struct arguments *a, struct import_options *o)
{
    *o = (struct import_options){.path = a->v[1],
                                 .format = a->option[FORMAT],
                                 .charset = a->option[CHARSET],
                                 .sep = a->option[SEP],
                                 .sheet = a->option[SHEET],
                                 .hamlet = a->option[HAMLET],
                                 .rows_max = app->served ? PLACE_ROWS_MAX : 0,
                                 .dry_run = a->option[DRY_RUN] != NULL,
                                 .update = a->option[UPDATE] != NULL,
                                 .strict = a->option[STRICT] != NULL};
    if (a->option[REFUSED] && strcmp(a->option[REFUSED], "-") == 0 && a->option[JSON])
        return command_usage(a, _("--refused - và --json cùng ghi ra đầu ra; hãy nêu tên tệp sau "
                                  "--refused."));
    if (a->option[REFUSED] && same_file(o->path, a->option[REFUSED]))
        return command_usage(a, _("--refused trùng với tệp đang nhập, ghi vào sẽ mất danh sách. "
                                  "Hãy nêu tên tệp khác sau --refused."));
    if (isatty(STDERR_FILENO))
        o->progress = show_progress;
    return a->option[YEAR] ? app_year(app, a, YEAR, &o->year) : EXIT_DONE;
}

/* What was done, to people and to programs. */
static int tell(const struct arguments *a, const struct entity *e, const struct import_options *o,
                const struct import_result *r)
{
    struct buf b = {0};
    int rc = EXIT_DONE;
    say_notes(&r->warnings);
    say_notes(&r->refused);
    import_result_add_summary(r, e, o, &b);
    say("%s", buf_str(&b));
    buf_reset(&b);
    if (a->option[JSON]) {
        import_result_add_json(r, &b);
        rc = app_put(buf_span(&b));
    }
    buf_release(&b);
    if (rc == EXIT_DONE && r->refused.n > 0)
        rc = EXIT_FAULTS;
    return rc;
}

static int import_opened(struct app *app, const struct arguments *a, const struct entity *e,
                         const struct import_options *o, struct output *refused)
{
    struct import_result r = {0};
    struct buf csv = {0};
    struct detail d = {0};
    int rc;
    app->caller.reason = a->option[REASON];
    enum status s =
        import_file(app->book, &app->caller, e, o, &r, a->option[REFUSED] ? &csv : NULL, &d);
    if (s == STATUS_OK) {
        rc = tell(a, e, o, &r);
        if (a->option[REFUSED]) {
            output_add(refused, buf_span(&csv));
            s = output_commit(refused, &d);
            if (s != STATUS_OK)
                rc = say_file_status(s, &d);
        }
    } else {
        say_notes(&r.warnings);
        rc = app_say_failed(s, &d, o->path);
        if (s == STATUS_NEEDS_REASON)
            say("%s", _("Thêm --reason và lý do rồi gõ lại, ví dụ --reason 'bỏ sót hai hộ'."));
        if (r.imported + r.updated > 0)
            say(_("Trước khi dừng đã nhập %u %s, sửa %u. Xong việc trên, gõ lại đúng lệnh này để "
                  "nhập tiếp."),
                r.imported, _(e->plural), r.updated);
    }
    buf_release(&csv);
    import_result_release(&r);
    return rc;
}

int run_import(struct app *app, const struct arguments *a)
{
    struct import_options o;
    struct output refused = {.fd = -1};
    struct buf map = {0};
    struct detail d = {0};
    const struct entity *e = app_entity(a);
    if (!e || fill_options(app, a, &o) != EXIT_DONE)
        return EXIT_USAGE;
    enum status s = STATUS_OK;
    if (a->option[MAP])
        s = input_all(a->option[MAP], MAP_BYTES_MAX, &map, &d);
    o.map = buf_span(&map);
    if (s == STATUS_OK && a->option[REFUSED]) /* found out before anything is imported */
        s = output_open(&refused, a->option[REFUSED], &d);
    int rc = say_file_status(s, &d);
    if (rc == EXIT_DONE)
        rc = app_open(app, o.dry_run);
    if (rc == EXIT_DONE)
        rc = import_opened(app, a, e, &o, &refused);
    output_abort(&refused);
    buf_release(&map);
    return rc;
}
