/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/sniff.h"

#include <string.h>
#include <strings.h>

enum { LOOK = 4096 };

static bool begins(struct span s, const char *magic, size_t n)
{
    return s.n >= n && memcmp(s.p, magic, n) == 0;
}

static bool holds(struct span s, const char *what, size_t n)
{
    return memmem(s.p, s.n, what, n) != NULL;
}

bool sniff_dbf(struct span file)
{
    static const char versions[] = "\x02\x03\x04\x30\x31\x32\x43\x63\x83\x8B\x8C\x8E\xCB\xF5\xFB";
    static const char types[] = "CNFDLIBYTMGPWVQ0@+O";
    if (file.n < 32 || !file.p[0] || !strchr(versions, file.p[0]))
        return false;
    if (!memchr(file.p + 12, 0, 20)) /* reserved bytes; a text has no NUL */
        return false;
    bool letter = file.p[0] >= ' '; /* '0'..'2', 'C', 'c' begin many texts */
    return !letter || (file.n >= 64 && file.p[43] && strchr(types, file.p[43]));
}

enum sniff_utf16 sniff_utf16(struct span file, size_t *skip)
{
    *skip = 2;
    if (begins(file, "\xFF\xFE", 2))
        return SNIFF_UTF16_LE;
    if (begins(file, "\xFE\xFF", 2))
        return SNIFF_UTF16_BE;
    *skip = 0;
    size_t n = file.n < LOOK ? file.n : LOOK, nul[2] = {0};
    for (size_t i = 0; i < n; i++)
        nul[i & 1] += file.p[i] == 0;
    /* every other byte of separators, digits and unmarked letters is NUL */
    if (nul[1] > n / 8 && nul[0] <= nul[1] / 8)
        return SNIFF_UTF16_LE;
    if (nul[0] > n / 8 && nul[1] <= nul[0] / 8)
        return SNIFF_UTF16_BE;
    return SNIFF_NO_UTF16;
}

bool sniff_web_page(struct span file)
{
    static const char *const markup[] = {"<!doctype", "<!--",  "<html",  "<head", "<?xml",
                                         "<table",    "<meta", "<style", "<div",  "<body"};
    size_t skip;
    if (sniff_utf16(file, &skip) != SNIFF_NO_UTF16) { /* the halves that are ASCII */
        char ascii[64];
        size_t n = 0;
        for (size_t i = skip; i < file.n && i < 200 && n < sizeof ascii; i++)
            if (file.p[i])
                ascii[n++] = file.p[i];
        return n && n < file.n && sniff_web_page(span_make(ascii, n));
    }
    if (begins(file, "\xEF\xBB\xBF", 3))
        file = span_make(file.p + 3, file.n - 3);
    while (file.n && strchr(" \t\r\n", file.p[0]) && file.p[0])
        file = span_make(file.p + 1, file.n - 1);
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++) {
        size_t n = strlen(markup[i]);
        if (file.n >= n && strncasecmp(file.p, markup[i], n) == 0)
            return true;
    }
    return false;
}

static bool strange(struct span file)
{
#define MAGIC(s)                                                                                   \
    {                                                                                              \
        s, sizeof s - 1                                                                            \
    }
    static const struct {
        const char *p;
        size_t n;
    } magic[] = {
        MAGIC("%PDF"),
        MAGIC("\x89PNG"),
        MAGIC("\xFF\xD8\xFF"),
        MAGIC("GIF8"),
        MAGIC("II*\0"),
        MAGIC("MM\0*"),
        MAGIC("RIFF"),
        MAGIC("Rar!\x1A"),
        MAGIC("7z\xBC"),
        MAGIC("\x1F\x8B\x08"),
        MAGIC("BZh9"),
        MAGIC("\xFD"
              "7zXZ"),
        MAGIC("\x7F"
              "ELF"),
        MAGIC("MZ\x90"),
        MAGIC("SQLite format"),
        MAGIC("\0\1\0\0Standard"),
        MAGIC("{\\rtf"),
    };
#undef MAGIC
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (begins(file, magic[i].p, magic[i].n))
            return true;
    return sniff_web_page(file);
}

bool sniff_format(struct span file, enum foreign_format *out)
{
    static const char book16[] = "B\0o\0o\0k\0", workbook16[] = "W\0o\0r\0k\0b\0o\0o\0k\0",
                      locked16[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0";
    size_t skip, nul = 0;
    if (begins(file, "PK\3\4", 4) || begins(file, "PK\5\6", 4)) {
        *out = FOREIGN_XLSX; /* the names of its parts stand in the archive as they are */
        return holds(file, "xl/workbook", 11) || holds(file, "xl/worksheets", 13);
    }
    if (begins(file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)) {
        *out = FOREIGN_XLS;
        return holds(file, workbook16, sizeof workbook16 - 1) ||
               holds(file, book16, sizeof book16 - 1) ||
               holds(file, locked16, sizeof locked16 - 1); /* an .xlsx with a password */
    }
    if (begins(file, "\x09\x08\x08\0", 4) || begins(file, "\x09\x08\x10\0", 4) ||
        begins(file, "\x09\x04\x06\0", 4) || begins(file, "\x09\x02\x06\0", 4)) {
        *out = FOREIGN_XLS; /* of Excel 2 to 5, without the container */
        return true;
    }
    *out = FOREIGN_DBF;
    if (sniff_dbf(file))
        return true;
    *out = FOREIGN_CSV;
    if (strange(file))
        return false;
    if (sniff_utf16(file, &skip) != SNIFF_NO_UTF16)
        return true;
    size_t n = file.n < LOOK ? file.n : LOOK, control = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)file.p[i];
        nul += c == 0;
        control += c < ' ' && !(c >= '\t' && c <= '\r') && c != 0x1A;
    }
    /* a stray NUL is a fault of a text, many are no text; VISCII and VPS have a few rare capitals
     * among the controls, pictures and packed files every tenth byte */
    return nul <= n / 8 && control <= n / 12;
}
