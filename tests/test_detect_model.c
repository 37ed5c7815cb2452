/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * detect_model.c is what detect_words.txt says. UPDATE=1 writes it anew.
 */
#include "tests/support.h"

#include "locale/detect_model.h"
#include "locale/utf8.h"

enum { ROW = SYLLABLE_ONSETS * SYLLABLE_TONES };

struct model {
    char tier[SYLLABLE_RHYMES][ROW + 1];
    char *foreign[2000];
    unsigned foreigners;
    uint32_t pair[5000];
    unsigned pairs;
};

static bool parse_word(const char *s, size_t n, struct syllable *out)
{
    uint32_t cp[SYLLABLE_MAX];
    size_t count = 0;
    for (size_t at = 0; at < n; count++) {
        if (count == SYLLABLE_MAX)
            return false;
        at += utf8_decode(s + at, n - at, &cp[count]);
    }
    return syllable_parse(cp, count, out);
}

static void raise_tier(struct model *m, const struct syllable *s, char tier)
{
    char *t = &m->tier[s->rhyme][s->onset * SYLLABLE_TONES + s->tone];
    if (*t < tier)
        *t = tier;
}

/* Digits become the letters of the same tiers. */
static void mark_name(struct model *m, const struct syllable *s, char first)
{
    char *t = &m->tier[s->rhyme][s->onset * SYLLABLE_TONES + s->tone];
    if (*t < 'A')
        *t = (char)(*t - '0' + first);
}

/* "họ và tên, ngày sinh": pairs do not reach over a comma. */
static void read_pairs(struct model *m, char *text)
{
    char *save, *w;
    bool after = false;
    struct syllable last = {0}, s;
    for (w = strtok_r(text, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
        size_t n = strcspn(w, ",");
        bool syllable = parse_word(w, n, &s); /* Kon Tum: no pair */
        if (after && syllable)
            m->pair[m->pairs++] = detect_model_code(&last) << 16 | detect_model_code(&s);
        assert_true(m->pairs < sizeof m->pair / sizeof *m->pair);
        last = s;
        after = syllable && w[n] != ',';
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_pairs(struct model *m)
{
    unsigned kept = 0;
    qsort(m->pair, m->pairs, sizeof *m->pair, by_number);
    for (unsigned i = 0; i < m->pairs; i++)
        if (!kept || m->pair[kept - 1] != m->pair[i])
            m->pair[kept++] = m->pair[i];
    m->pairs = kept;
}

static unsigned by_name(const char *(*name)(unsigned), unsigned count, const char *s, size_t n)
{
    for (unsigned i = 0; i < count; i++)
        if (strlen(name(i)) == n && !memcmp(name(i), s, n))
            return i;
    fail_msg("unknown part %.*s", (int)n, s);
    return 0;
}

static void read_rhyme(struct model *m, char *line)
{
    char *colon = strchr(line, ':');
    unsigned rhyme =
        by_name(syllable_rhyme_name, SYLLABLE_RHYMES, line + 2, (size_t)(colon - line - 2));
    char *save, *w = strtok_r(colon + 1, " \n", &save);
    for (; w; w = strtok_r(NULL, " \n", &save)) {
        size_t n = strcspn(w, "0123456789");
        bool none = w[0] == '-';
        struct syllable s = {.rhyme = (uint8_t)rhyme};
        s.onset = (uint8_t)by_name(syllable_onset_name, SYLLABLE_ONSETS, w, none ? 0 : n);
        for (const char *t = w + n; *t; t++) {
            s.tone = (uint8_t)(*t - '0');
            raise_tier(m, &s, '1');
        }
    }
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void mark_names(struct model *m, struct buf *words, char first)
{
    char *save, *w;
    for (w = strtok_r(words->p, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
        struct syllable s;
        if (!parse_word(w, strlen(w), &s))
            fail_msg("%s is no syllable", w);
        mark_name(m, &s, first);
    }
    buf_release(words);
}

static struct model *model_read(void)
{
    struct model *m = calloc(1, sizeof *m);
    struct buf text = {0};
    struct buf names = {0}, frequent = {0};
    char *save, *line;
    for (int r = 0; r < SYLLABLE_RHYMES; r++)
        memset(m->tier[r], '0', ROW);
    test_read_file("locale/detect_words.txt", &text);
    for (line = strtok_r(text.p, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *inner, *w;
        if (line[0] == '#')
            continue;
        if (line[0] == '=') {
            read_rhyme(m, line);
            continue;
        }
        if (line[0] == 'p') {
            read_pairs(m, line + 2);
            continue;
        }
        if (line[0] == 'n' || line[0] == 'N') { /* when all tiers are known */
            buf_adds(line[0] == 'n' ? &names : &frequent, line + 2);
            continue;
        }
        for (w = strtok_r(line + 2, " ", &inner); w; w = strtok_r(NULL, " ", &inner)) {
            struct syllable s;
            if (line[0] == 'f')
                m->foreign[m->foreigners++] = strdup(w);
            else if (parse_word(w, strlen(w), &s))
                raise_tier(m, &s, line[0]);
        }
    }
    mark_names(m, &frequent, 'a');
    mark_names(m, &names, 'A');
    sort_pairs(m);
    qsort(m->foreign, m->foreigners, sizeof *m->foreign, by_bytes);
    unsigned kept = 0;
    for (unsigned i = 0; i < m->foreigners; i++) {
        if (kept && !strcmp(m->foreign[kept - 1], m->foreign[i]))
            free(m->foreign[i]);
        else
            m->foreign[kept++] = m->foreign[i];
    }
    m->foreigners = kept;
    buf_release(&text);
    return m;
}

static void model_free(struct model *m)
{
    for (unsigned i = 0; i < m->foreigners; i++)
        free(m->foreign[i]);
    free(m);
}

static void write_foreign(const struct model *m, struct buf *out)
{
    size_t column = 0;
    for (unsigned i = 0; i < m->foreigners; i++) {
        size_t n = utf8_count(span_of(m->foreign[i])) + 4;
        if (!column || column + n > 96) {
            buf_adds(out, column ? "\n    " : "    ");
            column = 4;
        } else {
            buf_addc(out, ' ');
        }
        buf_addf(out, "\"%s\",", m->foreign[i]);
        column += n;
    }
}

static void write_pairs(const struct model *m, struct buf *out)
{
    for (unsigned i = 0; i < m->pairs; i++)
        buf_addf(out, "%s0x%08x,", i % 8 ? " " : i ? "\n    " : "    ", (unsigned)m->pair[i]);
}

static void model_write(const struct model *m, const char *path)
{
    struct buf out = {0};
    buf_adds(&out, "/* SPDX-License-Identifier: GPL-3.0-or-later\n *\n"
                   " * Made from detect_words.txt by tests/test_detect_model.c (UPDATE=1). */\n"
                   "#include \"locale/detect_model.h\"\n\n/* clang-format off */\n"
                   "const char *const detect_model_tiers[SYLLABLE_RHYMES] = {\n");
    for (unsigned r = 0; r < SYLLABLE_RHYMES; r++)
        buf_addf(&out, "    \"%.84s\" /* %s */\n    \"%s\",\n", m->tier[r], syllable_rhyme_name(r),
                 m->tier[r] + 84);
    buf_adds(&out, "};\n\nconst uint32_t detect_model_pairs[] = {\n");
    write_pairs(m, &out);
    buf_addf(&out, "\n};\nconst unsigned detect_model_pair_count = %u;\n", m->pairs);
    buf_adds(&out, "\nconst char *const detect_model_foreign[] = {\n");
    write_foreign(m, &out);
    buf_addf(&out, "\n};\nconst unsigned detect_model_foreign_count = %u;\n/* clang-format on */\n",
             m->foreigners);
    test_write_file(path, out.p, out.n);
    buf_release(&out);
}

static void the_table_is_up_to_date(void **state)
{
    struct model *m = model_read();
    (void)state;
    if (getenv("UPDATE"))
        model_write(m, "locale/detect_model.c");
    else {
        for (unsigned r = 0; r < SYLLABLE_RHYMES; r++)
            assert_string_equal(m->tier[r], detect_model_tiers[r]);
        assert_int_equal(m->pairs, detect_model_pair_count);
        assert_memory_equal(m->pair, detect_model_pairs, m->pairs * sizeof *m->pair);
        assert_int_equal(m->foreigners, detect_model_foreign_count);
        for (unsigned i = 0; i < m->foreigners; i++)
            assert_string_equal(m->foreign[i], detect_model_foreign[i]);
    }
    model_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_table_is_up_to_date)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
