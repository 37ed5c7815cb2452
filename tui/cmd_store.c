/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <stdlib.h>
#include <string.h>

#include "core/check.h"
#include "core/unitbook.h"
#include "locale/msg.h"
#include "locale/nfc.h"
#include "locale/utf8.h"
#include "tui/output.h"
#include "tui/say.h"

enum { COMMUNE, NAME, PROVINCE, SCHEME };

const struct command_option init_options[] = {
    [COMMUNE] = {.name = "commune",
                 .required = true,
                 .argument = N_("MÃ"),
                 .help = N_("mã xã, 5 chữ số, ví dụ 15664")},
    [NAME] = {.name = "name",
              .required = true,
              .argument = N_("TÊN"),
              .help = N_("tên xã, ví dụ \"Xã Triệu Sơn\"")},
    [PROVINCE] = {.name = "province",
                  .required = true,
                  .argument = N_("MÃ"),
                  .help = N_("mã tỉnh, 2 chữ số, ví dụ 38")},
    [SCHEME] = {.name = "scheme",
                .argument = "2025",
                .words = "2025|pre2025",
                .help = N_("mã từ 01/7/2025 (mặc định) hay mã cũ")},
    {0},
};

/* The province's code: two digits, with or without P. */
static bool province_option(const struct arguments *a, enum unit_scheme scheme,
                            struct unit_key *out)
{
    struct buf code = {0};
    const char *text = a->option[PROVINCE];
    if (text[0] != 'P' && text[0] != 'p')
        buf_addc(&code, 'P');
    buf_adds(&code, text);
    bool ok = unit_parse(buf_span(&code), scheme, out) && unit_level(*out) == UNIT_PROVINCE &&
              out->c[0] == (char)scheme;
    buf_release(&code);
    if (!ok)
        command_usage(a, _("--province phải là mã tỉnh gồm 2 chữ số, ví dụ 38, không phải '%s'."),
                      text);
    else if (!unitbook_province_name(*out)) {
        command_usage(a, _("Không có tỉnh nào mang mã %s trong danh mục %s."), text,
                      unit_scheme_name(*out));
        ok = false;
    }
    return ok;
}

static bool commune_option(const struct arguments *a, enum unit_scheme scheme, struct unit_key *out)
{
    const char *text = a->option[COMMUNE];
    if (unit_parse(span_of(text), scheme, out) && unit_level(*out) == UNIT_COMMUNE &&
        out->c[0] == (char)scheme)
        return true;
    command_usage(a, _("--commune phải là mã xã gồm 5 chữ số, ví dụ 15664, không phải '%s'."),
                  text);
    return false;
}

static bool name_option(const struct arguments *a, struct buf *out)
{
    struct span s = span_trim(span_of(a->option[NAME]));
    bool ok = utf8_valid(s) && s.n > 0;
    if (ok)
        nfc_add(out, s);
    if (!ok || out->n > 120) {
        command_usage(a, _("--name phải là tên xã viết bằng UTF-8, không quá 120 byte."));
        return false;
    }
    return true;
}

int run_init(struct app *app, const struct arguments *a)
{
    const char *scheme = a->option[SCHEME];
    struct book_init init = {.scheme = UNIT_2025};
    struct buf name = {0};
    int rc = EXIT_USAGE;
    if (scheme && strcmp(scheme, "pre2025") == 0)
        init.scheme = UNIT_PRE2025;
    if (commune_option(a, init.scheme, &init.commune) &&
        province_option(a, init.scheme, &init.province) && name_option(a, &name)) {
        init.name = buf_str(&name);
        rc = app_create(app, &init);
        if (rc == EXIT_DONE)
            say(_("Đã lập sổ của %s ở %s. Tiếp theo: hoctap import hamlet TỆP"), init.name,
                app->path);
    }
    buf_release(&name);
    return rc;
}

/* ---- check ---- */

enum { REPAIR };

const struct command_option check_options[] = {
    [REPAIR] = {.name = "repair", .help = N_("giữ lại những gì còn đọc được thành một sổ mới")},
    {0},
};

struct faults {
    struct output *out;
    size_t n;
};

static void print_fault(void *context, const char *text)
{
    struct faults *f = context;
    output_addf(f->out, "%s\n", text);
    f->n++;
}

static int check(const struct app *app)
{
    struct output out;
    struct faults f = {.out = &out};
    struct detail d = {0}, written = {0};
    enum status s = output_open(&out, NULL, &written);
    if (s != STATUS_OK)
        return say_file_status(s, &written);
    s = check_book(app->path, print_fault, &f, &d);
    enum status w = output_commit(&out, &written);
    if (w != STATUS_OK)
        return say_file_status(w, &written);
    if (s == STATUS_CORRUPT && f.n > 0) {
        say(_("Tìm thấy %zu chỗ hỏng. Hãy giữ nguyên thư mục %s, rồi chạy 'hoctap check "
              "--repair'."),
            f.n, app->path);
        return EXIT_FAULTS;
    }
    if (s == STATUS_NOTFOUND)
        return app_say_no_store(app);
    if (s == STATUS_OK)
        say(_("Dữ liệu nguyên vẹn."));
    return say_file_status(s, &d);
}

static int repair(const struct app *app)
{
    struct check_repaired r = {0};
    struct detail d = {0};
    enum status s = check_repair(app->path, &app->caller, &r, &d);
    int rc = s == STATUS_NOTFOUND ? app_say_no_store(app) : say_file_status(s, &d);
    if (s == STATUS_OK && r.copied) {
        say(_("Đã lập lại dữ liệu từ những gì còn đọc được: giữ %llu mục, mất %llu mục. Bản hỏng "
              "còn ở %s."),
            (unsigned long long)r.kept, (unsigned long long)r.lost, r.aside);
        rc = r.lost ? EXIT_FAULTS : EXIT_DONE;
    } else if (s == STATUS_OK) {
        say(_("Dữ liệu còn đủ; đã làm lại bảng tính sẵn."));
    }
    free(r.aside);
    return rc;
}

int run_check(struct app *app, const struct arguments *a)
{
    return a->option[REPAIR] ? repair(app) : check(app);
}
