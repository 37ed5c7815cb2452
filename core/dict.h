/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The data dictionary: every entity, field and choice of the tables as a stable text. What other
 * programs and stored bytes rely on (ids, tags, export names, types, codes of choices) is frozen by
 * a copy of it under tests/: `make dict` must print that file unchanged.
 *
 *     entity household 2 key=id subject "Hộ gia đình" "hộ"
 *       9 head text required,name,identity,list max=80 "Chủ hộ"
 *       11 sex choice list "Giới tính"
 *         1 male "Nam"
 */
#ifndef CORE_DICT_H
#define CORE_DICT_H

#include "locale/buf.h"

void dict_add(struct buf *out);

#endif
