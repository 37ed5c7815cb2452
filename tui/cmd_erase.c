/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <stdlib.h>
#include <string.h>

#include "core/erase.h"
#include "locale/msg.h"
#include "tui/erase_ask.h"
#include "tui/say.h"

enum { REASON };

/* clang-format off */
const struct command_option erase_options[] = {
    [REASON] = {.name = "reason", .argument = N_("LÝ-DO"), .required = true, .help = N_("vì sao xóa, không ghi tên; ví dụ: gia đình yêu cầu, đơn ngày 20/11/2026")},
    {0},
};
/* clang-format on */

bool command_record_id(const struct arguments *a, const char *text, uint64_t *out)
{
    if (strlen(text) == 16 && strspn(text, "0123456789abcdefABCDEF") == 16) {
        *out = strtoull(text, NULL, 16);
        return true;
    }
    command_usage(a, _("'%s' không phải là mã phiếu. Mã có 16 chữ số, ở cột id của tệp xuất ra."),
                  text);
    return false;
}

int run_erase(struct app *app, const struct arguments *a)
{
    struct erase_result done;
    struct detail d = {0};
    struct buf b = {0};
    uint64_t id;
    if (!command_record_id(a, a->v[0], &id))
        return EXIT_USAGE;
    int rc = app_open(app, false);
    if (rc != EXIT_DONE)
        return rc;
    enum status s = erase_person(app->book, &app->caller, id, a->option[REASON], &done, &d);
    if (s == STATUS_OK) {
        erase_add_receipt(&done, &b);
        say("%s", buf_str(&b));
    }
    buf_release(&b);
    return say_status(s, &d);
}
