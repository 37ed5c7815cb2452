/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the mend module: a line or cell as code points.
 */
#ifndef LOCALE_MEND_LINE_H
#define LOCALE_MEND_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mend_line {
    uint32_t *cp; /* a broken byte is UTF8_REPLACEMENT */
    size_t n, cap;
};

bool mend_is_letter(uint32_t cp);
bool mend_is_small(uint32_t cp);
bool mend_is_capital(uint32_t cp);
size_t mend_word_end(const struct mend_line *l, size_t at); /* of the letters from at on */

void mend_horns(struct mend_line *l);

#endif
