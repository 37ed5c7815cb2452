/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints the manual page: print_man vi | en LOCALEDIR. `make install` installs what it prints.
 */
#include <stdio.h>
#include <string.h>

#include "locale/msg.h"
#include "tui/man.h"

int main(int argc, char **argv)
{
    struct buf b = {0};
    msg_init(argc > 1 && strcmp(argv[1], "en") == 0 ? MSG_EN : MSG_VI, argc > 2 ? argv[2] : "");
    man_add(&b);
    bool ok = fwrite(b.p, 1, b.n, stdout) == b.n && fflush(stdout) == 0;
    buf_release(&b);
    return ok ? 0 : 3;
}
