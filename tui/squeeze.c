/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/squeeze.h"

#include <stdio.h>
#include <string.h>

static const char rule[] = "\342\224\200"; /* U+2500 */
enum { RULE = sizeof rule - 1, RULES_MIN = 4, PARTS_MAX = 64 };

/* What a run of attribute sequences comes to. */
struct attributes {
    bool reset;
    char colour[PARTS_MAX], rest[PARTS_MAX]; /* "38;5;245"; "1;4" */
};

/* Length of ESC [ digits and ';' m at the beginning of s; 0: something else stands there. */
static size_t attributes_length(struct span s)
{
    size_t i = 2;
    if (s.n < 3 || s.p[0] != '\033' || s.p[1] != '[')
        return 0;
    while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == ';'))
        i++;
    return i < s.n && s.p[i] == 'm' && i < PARTS_MAX / 2 ? i + 1 : 0;
}

static bool is_charset(struct span s)
{
    return s.n >= 3 && memcmp(s.p, "\033(B", 3) == 0;
}

static bool is_colour(struct span part)
{
    return part.n >= 2 && part.p[0] == '3' && part.p[1] != ';';
}

/* The first parameter of body, with the two behind 38 or 48. */
static size_t part_length(struct span body)
{
    size_t parts =
        body.n >= 5 && (memcmp(body.p, "38;5;", 5) == 0 || memcmp(body.p, "48;5;", 5) == 0) ? 3 : 1;
    for (size_t i = 0; i < body.n; i++)
        if (body.p[i] == ';' && --parts == 0)
            return i;
    return body.n;
}

static void put_part(struct attributes *a, struct span part)
{
    size_t n = strlen(a->rest);
    if (part.n == 0 || (part.n == 1 && part.p[0] == '0'))
        *a = (struct attributes){.reset = true};
    else if (is_colour(part))
        snprintf(a->colour, sizeof a->colour, "%.*s", (int)part.n, part.p);
    else
        snprintf(a->rest + n, sizeof a->rest - n, "%s%.*s", n ? ";" : "", (int)part.n, part.p);
}

static void put_body(struct attributes *a, struct span body)
{
    for (bool more = true; more;) {
        size_t n = part_length(body);
        put_part(a, span_make(body.p, n));
        more = n < body.n;
        body = span_make(body.p + n + more, body.n - n - more);
    }
}

static void write_attributes(struct buf *out, struct attributes *a)
{
    if (a->reset && strcmp(a->colour, "39") == 0)
        *a->colour = 0;
    bool bare = !*a->colour && !*a->rest;
    if (bare && !a->reset)
        return;
    buf_addf(out, "\033[%s%s%s%s%sm", a->reset && !bare ? "0" : "", a->reset && !bare ? ";" : "",
             a->rest, *a->rest && *a->colour ? ";" : "", a->colour);
}

/* Takes the attribute sequences at the beginning of s as one. */
static size_t take_attributes(struct squeeze *q, struct span s, struct buf *out)
{
    struct attributes a = {0};
    size_t at = 0;
    for (size_t n; at < s.n; at += n) {
        struct span here = span_make(s.p + at, s.n - at);
        n = attributes_length(here);
        if (n == 0 && !is_charset(here))
            break;
        if (n > 0 && strlen(a.rest) + n >= PARTS_MAX)
            break;
        if (n > 0)
            put_body(&a, span_make(here.p + 2, n - 3));
        else if (q->whole)
            buf_adds(out, "\033(B"), q->whole = false;
        n = n ? n : 3;
    }
    write_attributes(out, &a);
    return at;
}

static size_t take_rule(struct span s, struct buf *out)
{
    size_t n = 0;
    while (s.n - n * RULE >= RULE && memcmp(s.p + n * RULE, rule, RULE) == 0)
        n++;
    if (n < RULES_MIN)
        return 0;
    buf_addf(out, "%s\033[%zub", rule, n - 1);
    return n * RULE;
}

/* ESC [ a ; b letter. Returns its length, 0 for anything else; n: how many numbers. */
static size_t read_sequence(struct span s, int number[2], int *n, char *letter)
{
    size_t i = 2;
    *n = 0;
    number[0] = number[1] = 0;
    if (s.n < 3 || s.p[0] != '\033' || s.p[1] != '[')
        return 0;
    for (; i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == ';'); i++) {
        if (s.p[i] == ';' && ++*n == 2)
            return 0;
        if (s.p[i] != ';' && number[*n] < 10000)
            number[*n] = number[*n] * 10 + (s.p[i] - '0');
    }
    *n += i > 2;
    *letter = i < s.n ? s.p[i] : 0;
    return *letter >= 'A' && *letter <= 'z' ? i + 1 : 0;
}

/* *row: where the cursor stands, from 1; 0 is not known. */
static size_t take_sequence(struct squeeze *q, struct span s, int *row, struct buf *out)
{
    int number[2], n;
    char letter;
    size_t length = read_sequence(s, number, &n, &letter);
    if (length == 0) {
        *row = 0;
        return 0;
    }
    if (letter == 'b' && n == 1 && out->n && !(out->p[out->n - 1] & 0x80)) {
        for (char c = out->p[out->n - 1]; number[0] > 0; number[0]--)
            buf_addc(out, c);
        return length;
    }
    if (letter == 'H' && n == 2 && q->column && number[0] == *row) {
        buf_addf(out, "\033[%dG", number[1]);
        return length;
    }
    if (letter == 'r' && n == 2 && number[0] == 1 && number[1] == q->rows)
        buf_adds(out, "\033[r");
    else
        buf_add(out, s.p, length);
    if ((letter == 'H' && n == 2) || (letter == 'd' && n == 1))
        *row = number[0];
    else if (!strchr("mGXK", letter))
        *row = 0;
    return length;
}

void squeeze_add(struct squeeze *q, struct span s, struct buf *out)
{
    int row = 0;
    for (size_t at = 0, n; at < s.n; at += n) {
        struct span here = span_make(s.p + at, s.n - at);
        n = 0;
        if (*here.p == '\033')
            n = take_attributes(q, here, out);
        if (n == 0 && *here.p == '\033')
            n = take_sequence(q, here, &row, out);
        if (n == 0 && q->rep && *here.p == *rule)
            n = take_rule(here, out);
        if (*here.p == '\n' || *here.p == '\013' || *here.p == '\014')
            row = 0;
        if (n == 0) {
            buf_addc(out, *here.p);
            n = 1;
        }
    }
    q->whole = false;
}
