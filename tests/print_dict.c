/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `make dict`: prints the data dictionary, which must be tests/data/dict.txt.
 */
#include <stdio.h>

#include "core/dict.h"

int main(void)
{
    struct buf b = {0};
    dict_add(&b);
    bool ok = fwrite(b.p, 1, b.n, stdout) == b.n && fflush(stdout) == 0;
    buf_release(&b);
    return ok ? 0 : 3;
}
