/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/command.h"

int main(int argc, char **argv)
{
    return command_main(argc, argv);
}
