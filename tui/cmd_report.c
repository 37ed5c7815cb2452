/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include "locale/msg.h"

/* clang-format off */
const struct command_option report_options[] = {
    {.name = "unit", .argument = N_("MÃ"), .help = N_("của đơn vị này, mặc định cả xã")},
    {.name = "year", .argument = N_("NĂM"), .help = N_("năm báo cáo, mặc định năm nay")},
    {.name = "output", .letter = 'o', .argument = N_("TỆP"), .help = N_("tệp ghi ra: .txt, .docx hoặc .xlsx")},
    {0},
};
/* clang-format on */
