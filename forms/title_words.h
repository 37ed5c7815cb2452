/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of a title in the words of lists and grids. A state byte is that of core/title.h.
 */
#ifndef FORMS_TITLE_WORDS_H
#define FORMS_TITLE_WORDS_H

#include "core/record.h"
#include "core/title.h"

/* N_(): "Đăng ký", "Không đạt"; "" for none. */
const char *title_state_words(uint8_t state);
/* Does a reason belong behind it? ("Không đạt: vắng họp") */
bool title_state_has_reason(uint8_t state);
uint8_t title_state_of(const struct record *title); /* its state byte */
/* "Không đạt: vắng họp", translated; "-" for none. title may be NULL. */
void title_add_state(struct buf *out, uint8_t state, const struct record *title);
/* "80 %", "72,50 %" */
void title_add_percent(struct buf *out, int32_t hundredths);

#endif
