/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/data/encodings/{telex,vni_typing}.tsv: keys, output of UniKey, options, category, output of
 * its newer engine ("same", or nothing when it was not asked), output of another program. Where the
 * two UniKeys differ, the newer one is followed.
 */
#include "tests/support.h"

#include "locale/nfc.h"
#include "locale/typing.h"
#include "locale/utf8.h"

struct row {
    const char *keys, *want;
};

#define CHECK_ROWS(o, rows) check_rows(o, rows, sizeof(rows) / sizeof *(rows), __LINE__)

static void apply(struct buf *text, const struct typing_edit *e)
{
    struct span s = buf_span(text);
    for (size_t i = 0; i < e->remove; i++)
        s.n = utf8_prev(s, s.n);
    buf_truncate(text, s.n);
    buf_add(text, e->insert, e->n);
}

/* Types key by key as an editor does: after each key the text must be what was there before the
 * word, and the word; a key may not touch more than the word. */
static void type_stepwise(struct typing_options o, const char *keys, struct buf *text)
{
    struct typing t;
    struct typing_edit e;
    struct buf word = {0};
    struct span k = span_of(keys);
    size_t head = 0;
    typing_init(&t, o);
    while (k.n > 0) {
        uint32_t key;
        size_t n = utf8_decode(k.p, k.n, &key);
        k = span_make(k.p + n, k.n - n);
        if (key != 0x232B)
            typing_key(&t, key, &e);
        else if (!typing_backspace(&t, &e))
            e.remove = text->n > 0;
        assert_true(e.remove <= utf8_count(span_make(buf_str(text) + head, text->n - head)) ||
                    key == 0x232B);
        apply(text, &e);
        buf_reset(&word);
        typing_word(&t, &word);
        if (word.n == 0) {
            head = text->n;
            continue;
        }
        assert_int_equal(text->n, head + word.n);
        assert_memory_equal(buf_str(text) + head, buf_str(&word), word.n);
    }
    assert_true(nfc_is(buf_span(text)));
    buf_release(&word);
}

/* Adds one miss to the list unless both ways of typing give what is wanted. */
static bool check_row(struct typing_options o, const char *keys, const char *want)
{
    struct buf line = {0}, steps = {0};
    typing_line(o, span_of(keys), &line);
    type_stepwise(o, keys, &steps);
    bool good = strcmp(buf_str(&line), want) == 0 && strcmp(buf_str(&steps), want) == 0;
    if (!good)
        print_error("%s: got '%s', key by key '%s', want '%s'\n", keys, buf_str(&line),
                    buf_str(&steps), want);
    buf_release(&line);
    buf_release(&steps);
    return good;
}

static void check_rows(struct typing_options o, const struct row *rows, size_t n, int line)
{
    int bad = 0;
    for (size_t i = 0; i < n; i++)
        bad += !check_row(o, rows[i].keys, rows[i].want);
    if (bad)
        fail_msg("%d rows of the table used in line %d", bad, line);
}

static bool option_is(const char *options, const char *name, char value)
{
    const char *p = strstr(options, name);
    assert_non_null(p);
    return p[strlen(name)] == value;
}

static void check_vectors(const char *path, enum typing_method method, int rows_wanted)
{
    struct buf file = {0};
    int rows = 0, bad = 0;
    test_read_file(path, &file);
    char *save = NULL;
    strtok_r(file.p, "\n", &save); /* the head line */
    for (char *line; (line = strtok_r(NULL, "\n", &save)); rows++) {
        char *f[6];
        for (int i = 0; i < 6; i++)
            f[i] = strsep(&line, "\t");
        assert_non_null(f[5]);
        struct typing_options o = {.method = method,
                                   .style =
                                       option_is(f[2], "style=", 'n') ? TYPING_NEW : TYPING_OLD,
                                   .spell = option_is(f[2], "spell=", '1'),
                                   .restore = option_is(f[2], "restore=", '1'),
                                   .free = option_is(f[2], "free=", '1')};
        bool same = strcmp(f[4], "same") == 0 || !*f[4];
        bad += !check_row(o, f[0], same ? f[1] : f[4]);
    }
    assert_int_equal(rows, rows_wanted);
    assert_int_equal(bad, 0);
    buf_release(&file);
}

static void telex_types_as_unikey_does(void **state)
{
    (void)state;
    check_vectors("tests/data/encodings/telex.tsv", TYPING_TELEX, 2692);
}

static void vni_types_as_unikey_does(void **state)
{
    (void)state;
    check_vectors("tests/data/encodings/vni_typing.tsv", TYPING_VNI, 2338);
}

static void tones_come_go_and_change(void **state)
{
    static const struct row rows[] = {
        {"mas", "má"},        {"maf", "mà"},       {"mar", "mả"},     {"max", "mã"},
        {"maj", "mạ"},        {"mass", "mas"},     {"masss", "mass"}, {"masf", "mà"},
        {"masz", "ma"},       {"maz", "maz"},      {"masfz", "ma"},   {"MAS", "MÁ"},
        {"tieengs", "tiếng"}, {"tiesng", "tiéng"},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, rows);
}

static void shapes_come_go_and_change(void **state)
{
    static const struct row rows[] = {
        {"maa", "mâ"},   {"mee", "mê"},  {"moo", "mô"},  {"maaa", "maa"}, {"maw", "mă"},
        {"maww", "maw"}, {"mawa", "mâ"}, {"maaw", "mă"}, {"mow", "mơ"},   {"muw", "mư"},
        {"mw", "mư"},    {"w", "ư"},     {"ww", "w"},    {"www", "ww"},   {"dda", "đa"},
        {"ddd", "dd"},   {"dddd", "dđ"}, {"dad", "đa"},  {"dadd", "dad"}, {"mowo", "mô"},
        {"muaw", "mưa"}, {"iw", "iw"},   {"uye", "uye"}, {"daau", "dâu"}, {"dauaa", "daua"},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, rows);
}

static void uo_gets_one_horn_or_two(void **state)
{
    static const struct row telex[] = {
        {"uow", "uơ"},         {"huow", "huơ"},     {"khuow", "khuơ"},    {"thuowr", "thuở"},
        {"cuow", "cươ"},       {"uoww", "ươ"},      {"uowww", "uow"},     {"duongw", "dương"},
        {"duowng", "dương"},   {"duwong", "dương"}, {"duwowng", "dương"}, {"thuowng", "thương"},
        {"thuowi", "thươi"},   {"tuoiw", "tươi"},   {"ruouwj", "rượu"},   {"quow", "quơ"},
        {"duwowngo", "duông"},
    };
    static const struct row vni[] = {
        {"uo7", "uơ"},      {"uo77", "ươ"},     {"uo67", "uơ"},      {"uo76", "uô"},
        {"ru7ou5", "rượu"}, {"thuo73", "thuở"}, {"duoc975", "được"},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, telex);
    CHECK_ROWS(((struct typing_options){.method = TYPING_VNI, .spell = true, .free = true}), vni);
}

static void brackets_are_letters(void **state)
{
    static const struct row rows[] = {
        {"[", "ơ"},     {"]", "ư"},     {"{", "Ơ"},     {"}", "Ư"},
        {"t[i", "tơi"}, {"[[", "["},    {"t]]", "t]"},  {"t][ngf", "tường"},
        {"a[", "a["},   {"a]b", "a]b"}, {"b[s[", "b["}, {"class[", "class["},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, rows);
}

static void the_tone_stands_where_it_is_written(void **state)
{
    static const struct row old[] = {
        {"hoaf", "hòa"},   {"thuys", "thúy"},   {"hoef", "hòe"},       {"hoaif", "hoài"},
        {"hoafn", "hoàn"}, {"muaf", "mùa"},     {"muwaf", "mừa"},      {"quas", "quá"},
        {"gias", "giá"},   {"gif", "gì"},       {"ginf", "gìn"},       {"giuwx", "giữ"},
        {"quyx", "quỹ"},   {"khuyur", "khuỷu"}, {"gieengs", "giếng"},  {"nguwowif", "người"},
        {"gifa", "già"},   {"toanss", "toans"}, {"toansas", "toánas"},
    };
    static const struct row new[] = {
        {"hoaf", "hoà"},   {"thuys", "thuý"}, {"hoef", "hoè"}, {"hoaif", "hoài"},
        {"hoafn", "hoàn"}, {"muaf", "mùa"},   {"quas", "quá"}, {"chias", "chía"},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, old);
    CHECK_ROWS(((struct typing_options){.style = TYPING_NEW, .spell = true, .free = true}), new);
}

static void stop_finals_take_two_tones(void **state)
{
    static const struct row rows[] = {
        {"tets", "tét"}, {"tetj", "tẹt"}, {"tetf", "tetf"}, {"tacr", "tacr"}, {"echx", "echx"},
        {"lops", "lóp"}, {"text", "tẽt"}, {"lopf", "lopf"}, {"lonf", "lòn"},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, rows);
}

static void foreign_words_are_left_alone(void **state)
{
    static const struct row rows[] = {
        {"class", "class"},   {"function", "function"},
        {"kas", "kas"},       {"kuas", "kuas"},
        {"street", "street"}, {"bhioong", "bhioong"},
        {"qas", "qas"},       {"window2", "ưindow2"},
        {"H'Mai", "H'Mai"},   {"Y Bhioong", "Y Bhioong"},
        {"krong", "krong"},   {"Giangf A Paos", "Giàng A Páo"},
        {"Hooif", "Hồi"},     {"Kpaw", "Kpaw"},
        {"zoo", "zô"},        {"dzungx", "dzũng"},
        {"ngieng", "ngieng"}, {"di9s", "di9s"},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, rows);
}

static void without_spell_marks_go_anywhere(void **state)
{
    static const struct row rows[] = {
        {"qas", "qá"},       {"class", "clas"},   {"yes", "ýe"},          {"Y Bhioong", "Y Bhiông"},
        {"krongs", "króng"}, {"return", "retủn"}, {"password", "pasửod"}, {"aass", "âs"},
    };
    static const struct row abbreviations[] = {
        {"hddnd", "hđnd"}, {"HDDND", "HĐND"}, {"ubnd", "ubnd"}, {"ddhqg", "đhqg"}, {"xdd", "xđ"},
    };
    (void)state;
    CHECK_ROWS(((struct typing_options){.free = true}), rows);
    CHECK_ROWS(TYPING_DEFAULTS, abbreviations);
}

static void restore_gives_the_keys_back(void **state)
{
    static const struct row rows[] = {
        {"text ", "text "},     {"west ", "west "},
        {"tests ", "tets "},    {"ass ", "as "},
        {"tieengs ", "tiếng "}, {"tuyets ", "tuyets "},
        {"window.", "window."}, {"hoafnn\u232B ", "hoàn "},
        {"dd ", "đ "},          {"thuer, mas", "thuer, má"},
        {"wow ", "ươ "},        {"w ", "ư "},
    };
    (void)state;
    CHECK_ROWS(((struct typing_options){.spell = true, .restore = true, .free = true}), rows);
}

static void marks_in_place_only(void **state)
{
    static const struct row rows[] = {
        {"did", "did"},   {"ddi", "đi"},       {"tiengse", "tiengse"}, {"tieesng", "tiếng"},
        {"sonw", "sonw"}, {"nguoiw", "ngươi"}, {"tiens", "tiens"},     {"tans", "tán"},
    };
    (void)state;
    CHECK_ROWS(((struct typing_options){.spell = true}), rows);
}

static void case_belongs_to_the_letter(void **state)
{
    static const struct row rows[] = {
        {"aA", "â"},  {"Aa", "Â"}, {"Dd", "Đ"},          {"dD", "đ"},   {"Aw", "Ă"},
        {"aW", "ă"},  {"W", "Ư"},  {"Ww", "Uw"},         {"wW", "uW"},  {"TIEENGS", "TIẾNG"},
        {"uO", "uO"}, {"Ys", "Ý"}, {"TiEeNgS", "TiẾNg"}, {"aSS", "aS"}, {"HOAFN", "HOÀN"},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, rows);
}

#define BS "\u232B"

static void backspace_takes_one_letter(void **state)
{
    static const struct row old[] = {
        {"tieengs" BS, "tiến"},
        {"hoaf" BS, "hò"},
        {"hoaif" BS, "hòa"},
        {BS BS "as", "á"},
        {"as" BS "a", "a"},
        {"ma " BS "s", "mas"},
        {"class" BS BS BS "s", "cls"},
        {"gif" BS "af", "gà"},
        {"as" BS BS BS "b", "b"},
        {"w" BS "w", "ư"},
    };
    static const struct row new[] = {{"hoaf" BS, "ho"}, {"hoaif" BS, "hoà"}};
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, old);
    CHECK_ROWS(((struct typing_options){.style = TYPING_NEW, .spell = true, .free = true}), new);
}

static void viqr_marks_are_signs(void **state)
{
    static const struct row rows[] = {
        {"Vie^.t", "Việt"},  {"ddu+o+.c", "được"},     {"tha(?ng", "thẳng"},
        {"to^i\\.", "tôi."}, {"tha^`y", "thầy"},       {"la~o", "lão"},
        {"ma''", "ma'"},     {"Hu'o+ng", "Hướng"},     {"tro+`i. A", "trợi A"},
        {"b\\", "b\\"},      {"class\\.", "class\\."}, {"ba\\n", "ba\\n"},
    };
    (void)state;
    CHECK_ROWS(((struct typing_options){.method = TYPING_VIQR, .spell = true, .free = true}), rows);
}

static void any_key_is_safe(void **state)
{
    static const struct row rows[] = {
        {"ấs", "ấs"}, /* a letter of another input method: no syllable of ours */
        {"Ñas", "Ñas"}, {"a😀s", "a😀s"}, {"a s", "a s"}, {"a–as", "a–á"}, {"đas", "đas"},
    };
    (void)state;
    CHECK_ROWS(TYPING_DEFAULTS, rows);
    struct buf out = {0};
    typing_line(TYPING_DEFAULTS, span_make("a\xFFs", 3), &out);
    assert_string_equal(buf_str(&out), "a\xEF\xBF\xBDs");
    buf_release(&out);
}

static void long_words_are_letters(void **state)
{
    struct buf keys = {0}, out = {0}, want = {0};
    (void)state;
    for (int i = 0; i < 3 * TYPING_LETTERS; i++)
        buf_addc(&keys, 'b');
    buf_adds(&keys, "as");
    typing_line(TYPING_DEFAULTS, buf_span(&keys), &out);
    assert_string_equal(buf_str(&out), buf_str(&keys));

    /* backspaces across the place where the head was forgotten; then it is still no syllable */
    buf_add_span(&want, buf_span(&keys));
    buf_truncate(&want, TYPING_LETTERS - 1u);
    for (int i = 0; i < 2 * TYPING_LETTERS + 3; i++)
        buf_adds(&keys, BS);
    buf_reset(&out);
    typing_line(TYPING_DEFAULTS, buf_span(&keys), &out);
    assert_string_equal(buf_str(&out), buf_str(&want));

    /* more keys than are kept: the word stays as it is rather than lose its beginning */
    buf_reset(&keys);
    buf_adds(&keys, "wes");
    for (int i = 0; i < TYPING_KEYS; i++)
        buf_adds(&keys, "fs");
    buf_adds(&keys, "t ");
    buf_reset(&out);
    struct typing_options o = {.spell = true, .restore = true, .free = true};
    typing_line(o, buf_span(&keys), &out);
    assert_true(out.n < TYPING_KEYS * 2 + 8);
    buf_release(&keys);
    buf_release(&out);
    buf_release(&want);
}

static void leaving_the_field_ends_the_word(void **state)
{
    struct typing t;
    struct typing_edit e;
    struct buf text = {0};
    (void)state;
    typing_init(&t, (struct typing_options){.spell = true, .restore = true, .free = true});
    for (const char *k = "text"; *k; k++) {
        typing_key(&t, (uint32_t)*k, &e);
        apply(&text, &e);
    }
    assert_string_equal(buf_str(&text), "tẽt");
    typing_end(&t, &e);
    apply(&text, &e);
    assert_string_equal(buf_str(&text), "text");
    typing_end(&t, &e);
    assert_true(e.remove == 0 && e.n == 0);
    assert_false(typing_backspace(&t, &e));
    assert_true(e.remove == 0 && e.n == 0);
    buf_release(&text);
}

static void edits_are_as_the_header_says(void **state)
{
    static const struct {
        uint32_t key;
        size_t remove;
        const char *insert;
    } steps[] = {{'h', 0, "h"},   {'o', 0, "o"}, {'a', 0, "a"},    {'f', 2, "òa"},
                 {'n', 2, "oàn"}, {'n', 0, "n"}, {' ', 3, "afnn "}};
    struct typing t;
    struct typing_edit e;
    (void)state;
    typing_init(&t, (struct typing_options){.spell = true, .restore = true, .free = true});
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        typing_key(&t, steps[i].key, &e);
        assert_int_equal(e.remove, steps[i].remove);
        assert_int_equal(e.n, strlen(steps[i].insert));
        assert_memory_equal(e.insert, steps[i].insert, e.n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telex_types_as_unikey_does),
        cmocka_unit_test(vni_types_as_unikey_does),
        cmocka_unit_test(tones_come_go_and_change),
        cmocka_unit_test(shapes_come_go_and_change),
        cmocka_unit_test(uo_gets_one_horn_or_two),
        cmocka_unit_test(brackets_are_letters),
        cmocka_unit_test(the_tone_stands_where_it_is_written),
        cmocka_unit_test(stop_finals_take_two_tones),
        cmocka_unit_test(foreign_words_are_left_alone),
        cmocka_unit_test(without_spell_marks_go_anywhere),
        cmocka_unit_test(restore_gives_the_keys_back),
        cmocka_unit_test(marks_in_place_only),
        cmocka_unit_test(case_belongs_to_the_letter),
        cmocka_unit_test(backspace_takes_one_letter),
        cmocka_unit_test(viqr_marks_are_signs),
        cmocka_unit_test(any_key_is_safe),
        cmocka_unit_test(long_words_are_letters),
        cmocka_unit_test(leaving_the_field_ends_the_word),
        cmocka_unit_test(edits_are_as_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
