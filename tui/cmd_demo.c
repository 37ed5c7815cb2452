/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include "core/demo.h"
#include "locale/msg.h"
#include "tui/say.h"

enum { HAMLETS, HOUSEHOLDS, SEED };

/* clang-format off */
const struct command_option demo_options[] = {
    [HAMLETS] = {.name = "hamlets", .argument = N_("SỐ"), .help = N_("số thôn, mặc định 8")},
    [HOUSEHOLDS] = {.name = "households", .argument = N_("SỐ"), .help = N_("số hộ, mặc định 75 hộ một thôn")},
    [SEED] = {.name = "seed", .argument = N_("SỐ"), .help = N_("cùng một số thì ra cùng một xã")},
    {0},
};
/* clang-format on */

int run_demo(struct app *app, const struct arguments *a)
{
    struct demo_options o = {.people = -1, .seed = 1};
    struct book_init init = demo_init();
    struct detail d = {0};
    long hamlets = 8, households = 0, seed = 1;
    if ((a->option[HAMLETS] && !command_number(a, HAMLETS, 1, 999, &hamlets)) ||
        (a->option[HOUSEHOLDS] && !command_number(a, HOUSEHOLDS, 1, 1000000, &households)) ||
        (a->option[SEED] && !command_number(a, SEED, 0, 2147483647, &seed)))
        return EXIT_USAGE;
    o.hamlets = (int)hamlets;
    o.households = (int)households;
    o.seed = (uint64_t)seed;
    int rc = app_create(app, &init);
    if (rc != EXIT_DONE)
        return rc;
    enum status s = demo_fill(app->book, &app->caller, &o, &d);
    if (s == STATUS_OK)
        say(_("Đã lập %s, một xã tưởng tượng, ở %s. Tiếp theo: hoctap progress"), app->book->name,
            app->path);
    return say_file_status(s, &d);
}
