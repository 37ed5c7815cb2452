/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/hex.h"

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool hex_decode(struct span text, struct buf *out)
{
    text = span_trim(text);
    if (text.n % 2)
        return false;
    for (size_t i = 0; i < text.n; i += 2) {
        int hi = digit(text.p[i]), lo = digit(text.p[i + 1]);
        if (hi < 0 || lo < 0)
            return false;
        buf_addc(out, (char)(hi << 4 | lo));
    }
    return true;
}

void hex_add(struct buf *out, struct span bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < bytes.n; i++) {
        buf_addc(out, digits[(unsigned char)bytes.p[i] >> 4]);
        buf_addc(out, digits[(unsigned char)bytes.p[i] & 15]);
    }
}
