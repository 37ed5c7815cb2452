/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/msg.h"

int main(void)
{
    msg_init(MSG_VI, "");
    return 2;
}
