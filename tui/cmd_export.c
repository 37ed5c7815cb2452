/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include "locale/msg.h"

/* clang-format off */
const struct command_option export_options[] = {
    {.name = "output", .letter = 'o', .argument = N_("TỆP"), .help = N_("tệp ghi ra; không nêu thì in ra đầu ra")},
    {.name = "format", .argument = "csv", .words = "csv|json|xlsx", .help = N_("loại tệp, mặc định csv")},
    {.name = "unit", .argument = N_("MÃ"), .help = N_("chỉ của đơn vị này")},
    {.name = "year", .argument = N_("NĂM"), .help = N_("chỉ của năm này")},
    {0},
};

const struct command_option list_options[] = {
    {.name = "unit", .argument = N_("MÃ"), .help = N_("chỉ của đơn vị này")},
    {.name = "find", .argument = N_("CHỮ"), .help = N_("tìm theo tên, không cần dấu")},
    {.name = "json", .help = N_("in ra JSON")},
    {0},
};
/* clang-format on */
