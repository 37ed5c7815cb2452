/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/nfc.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tui/draw.h"

#define LEN(a) (sizeof(a) / sizeof *(a))

/* What has no ASCII letter under its marks. '…' becomes '~', not '.': a text that was cut must not
 * look like an abbreviation. */
static const struct {
    uint32_t cp;
    char ascii;
} near[] = {
    {0xA0, ' '},   {0xB7, '-'},   {0xD7, 'x'},   {0x110, 'D'},  {0x111, 'd'},   {0x2010, '-'},
    {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2018, '\''}, {0x2019, '\''},
    {0x201C, '"'}, {0x201D, '"'}, {0x2022, '*'}, {0x2026, '~'}, {0x2190, '<'},  {0x2191, '^'},
    {0x2192, '>'}, {0x2193, 'v'}, {0x2212, '-'}, {0x2500, '-'}, {0x2502, '|'},  {0x2588, '#'},
    {0x2591, '.'}, {0x25CC, ' '}, {0x2264, '<'}, {0x2265, '>'}, {0x20AB, 'd'},  {0xAB, '"'},
    {0xBB, '"'},
};

char draw_ascii(uint32_t cp)
{
    uint32_t parts[NFC_DECOMPOSED_MAX];
    if (cp >= 0x20 && cp < 0x7F)
        return (char)cp;
    for (size_t i = 0; i < LEN(near); i++)
        if (near[i].cp == cp)
            return near[i].ascii;
    if (cp < 0x110000 && nfc_decompose(cp, parts) > 0 && parts[0] >= 0x20 && parts[0] < 0x7F)
        return (char)parts[0];
    return '?';
}

bool draw_shows(const struct draw *d, struct span text)
{
    for (size_t i = 0; !d->utf8 && i < text.n; i = cluster_next(text, i)) {
        uint32_t cp;
        utf8_decode(text.p + i, text.n - i, &cp);
        if (cp != '?' && cp >= 0x20 && draw_ascii(cp) == '?')
            return false;
    }
    return true;
}
