/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The provinces that need no official list: 34 since 1/7/2025, 63 before. Only unitbook*.c and
 * units_import*.c include this.
 */
#ifndef CORE_UNITBOOK_BUILTIN_H
#define CORE_UNITBOOK_BUILTIN_H

#include "core/unit.h"

struct unit_builtin {
    char code[3];
    const char *name;
};

const struct unit_builtin *unit_builtin_at(enum unit_scheme scheme, size_t i); /* NULL: the end */
const char *unit_builtin_name(struct unit_key province); /* NULL: not one of them */

#endif
