/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/title_words.h"

#include "locale/msg.h"
#include "locale/number.h"

const char *title_state_words(uint8_t state)
{
    switch ((enum title_state)(state & STATE_MASK)) {
    case STATE_NONE:
        return "";
    case STATE_REGISTERED:
        return N_("Đăng ký");
    case STATE_ASSESSED:
        return N_("Tự đánh giá");
    case STATE_REVIEWED:
        return state & STATE_FAILED ? N_("Không đạt") : N_("Bình xét đạt");
    case STATE_PROPOSED:
        return N_("Đề nghị");
    case STATE_RECOGNISED:
        return N_("Công nhận");
    case STATE_REFUSED:
        return N_("Không công nhận");
    case STATE_WITHDRAWN:
        return N_("Rút đăng ký");
    case STATE_REVOKED:
        return N_("Thu hồi");
    }
    return "";
}

bool title_state_has_reason(uint8_t state)
{
    switch ((enum title_state)(state & STATE_MASK)) {
    case STATE_NONE:
    case STATE_REGISTERED:
    case STATE_ASSESSED:
    case STATE_PROPOSED:
    case STATE_RECOGNISED:
        return false;
    case STATE_REVIEWED:
        return (state & STATE_FAILED) != 0;
    case STATE_REFUSED:
    case STATE_WITHDRAWN:
    case STATE_REVOKED:
        return true;
    }
    return false;
}

uint8_t title_state_of(const struct record *title)
{
    uint8_t s = (uint8_t)(record_n(title, "state") & STATE_MASK);
    return record_n(title, "failed") ? s | STATE_FAILED : s;
}

void title_add_state(struct buf *out, uint8_t state, const struct record *title)
{
    const char *words = title_state_words(state);
    buf_adds(out, *words ? _(words) : "-");
    if (title && title_state_has_reason(state) && record_value(title, "reason")->known) {
        buf_adds(out, ": ");
        buf_add_span(out, record_text(title, "reason"));
    }
}

void title_add_percent(struct buf *out, int32_t hundredths)
{
    if (hundredths % 100)
        number_add_hundredths_vn(out, hundredths);
    else
        number_add_vn(out, hundredths / 100);
    buf_adds(out, " %");
}
