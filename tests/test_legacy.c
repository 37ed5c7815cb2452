/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A commune's old files, as they are and rewritten in other charsets and separators: every count,
 * refused line, figure and text must come out the same. And an import killed half way.
 */
#include <jansson.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/import_support.h"

#define DATA "tests/data/legacy/trieu-son/"

static const struct {
    const char *entity, *file, *expected;
} files[] = {
    {"hamlet", DATA "thon.csv", "hamlets"},
    {"clan", DATA "dong_ho.csv", "clans"},
    {"household", DATA "ho_gia_dinh.csv", NULL},
    {"organisation", DATA "don_vi.csv", "organisations"},
    {"citizen", DATA "cong_dan.csv", "citizens"},
};
enum { ADDRESS = 5, FILES = sizeof files / sizeof *files, HOUSEHOLDS = 2 };

static const struct import_options plain;

static json_t *expected(void)
{
    json_error_t e;
    json_t *j = json_load_file(DATA "expected.json", 0, &e);
    assert_non_null(j);
    return j;
}

static unsigned wanted(const json_t *j, size_t i)
{
    const json_t *n = files[i].expected
                          ? json_object_get(j, files[i].expected)
                          : json_object_get(json_object_get(j, "households_csv"), "imported");
    return (unsigned)json_integer_value(n);
}

static void import_all(struct lab *l)
{
    for (size_t i = 0; i < FILES; i++)
        assert_int_equal(lab_import(l, files[i].entity, files[i].file, plain), STATUS_OK);
}

/* ---- counts and refused lines ---- */

static void test_counts(void **state)
{
    struct lab l;
    json_t *j = expected();
    const json_t *refused = json_object_get(json_object_get(j, "households_csv"), "refused");
    static const enum reason why[] = {REASON_MISSING,   REASON_UNKNOWN_HAMLET, REASON_NOT_A_NUMBER,
                                      REASON_IN_FUTURE, REASON_NOT_A_NUMBER,   REASON_DUPLICATE};
    static const char *const field[] = {"head", "hamlet", "birth", "birth", "size", "head"};

    (void)state;
    lab_open(&l, "mem:");
    for (size_t i = 0; i < FILES; i++) {
        assert_int_equal(lab_import(&l, files[i].entity, files[i].file, plain), STATUS_OK);
        assert_int_equal(l.result.imported, wanted(j, i));
        assert_int_equal(l.result.updated, 0);
        assert_int_equal(l.result.unchanged, 0);
        assert_int_equal(l.result.refused.n, i == HOUSEHOLDS ? json_array_size(refused) : 0);
        for (size_t k = 0; k < l.result.refused.n; k++) {
            const struct import_note *n = &l.result.refused.v[k];
            const json_t *line = json_object_get(json_array_get(refused, k), "line");
            assert_int_equal(n->line, json_integer_value(line));
            assert_int_equal(n->reason, why[k]);
            assert_string_equal(n->field->name, field[k]);
        }
    }
    for (size_t i = 0; i < FILES; i++) {
        assert_int_equal(lab_import(&l, files[i].entity, files[i].file, plain), STATUS_OK);
        assert_int_equal(l.result.imported, 0);
        assert_int_equal(l.result.updated, 0);
        assert_int_equal(l.result.titles, 0);
        assert_int_equal(l.result.unchanged, wanted(j, i));
    }
    lab_close(&l);
    json_decref(j);
}

/* ---- figures ---- */

struct figure {
    unsigned total, registered, recognised;
};

struct counting {
    enum entity_id entity;
    struct span prefix;
    int year;
    struct figure f;
};

static enum status count(struct book_tx *t, void *context)
{
    struct counting *c = context;
    struct column_scan *s = column_scan_begin(t->tx, BOOK_COLUMN, c->entity, c->prefix);
    struct unit_key u;
    struct span bytes;

    c->f = (struct figure){0};
    while (column_scan_next(s, &u, &bytes)) {
        struct column_chunk k;
        assert_true(column_chunk_parse(bytes, &k));
        const uint8_t *states = column_chunk_state(&k, 0, c->year);
        c->f.total += k.n;
        for (unsigned i = 0; states && i < k.n; i++) {
            c->f.registered += title_counts_registered(states[i]);
            c->f.recognised += title_counts_recognised(states[i]);
        }
    }
    column_scan_end(s);
    return STATUS_OK;
}

static void assert_figure(struct lab *l, const json_t *want, enum entity_id e, struct span prefix,
                          int year)
{
    struct counting c = {e, prefix, year, {0}};
    assert_int_equal(book_read(l->book, &l->who, count, &c, &l->d), STATUS_OK);
    assert_int_equal(c.f.total, json_integer_value(json_object_get(want, "total")));
    assert_int_equal(c.f.registered, json_integer_value(json_object_get(want, "registered")));
    assert_int_equal(c.f.recognised, json_integer_value(json_object_get(want, "recognised")));
}

static void test_figures(void **state)
{
    struct lab l;
    json_t *j = expected(), *years, *titles, *want;
    const char *year, *title, *hamlet;

    (void)state;
    lab_open(&l, "mem:");
    import_all(&l);
    json_object_foreach(json_object_get(j, "progress"), year, titles)
        json_object_foreach(titles, title, want)
            assert_figure(&l, want, title_by_name(title)->subject, SPAN_LIT(""), atoi(year));
    json_object_foreach(json_object_get(j, "family_by_hamlet"), hamlet, years)
    {
        struct unit_key u;
        assert_true(unit_parse(span_of(hamlet), UNIT_2025, &u));
        json_object_foreach(years, year, want)
            assert_figure(&l, want, ENTITY_HOUSEHOLD, unit_span(&u), atoi(year));
    }
    lab_close(&l);
    json_decref(j);
}

/* ---- texts ---- */

static const char *const household_fields[] = {"hamlet", "head", "birth", "sex", "address",
                                               "size",   "clan", "note",  NULL};
static const unsigned household_cells[] = {1, 2, 3, 4, 5, 6, 7, 18};

/* The same fields from the clean list, to the byte. */
static void clean_list(struct lab *l, struct lines *out)
{
    struct row_table t;
    struct row_source_options o = {.program = l->program};
    struct buf b = {0};

    assert_int_equal(row_table_read(&t, DATA "ho_gia_dinh.utf8.csv", &o, &l->d), STATUS_OK);
    for (size_t i = 1; i < t.n; i++) {
        struct row r = row_table_row(&t, i);
        for (size_t k = 0; k < sizeof household_cells / sizeof *household_cells; k++) {
            buf_adds(&b, k ? "|" : "");
            buf_add_span(&b, r.cells[household_cells[k]]);
        }
        lines_add(out, &b);
    }
    lines_sort(out);
    buf_release(&b);
    row_table_release(&t);
}

static void test_texts(void **state)
{
    struct lab l;
    struct lines have = {0}, want = {0};

    (void)state;
    lab_open(&l, "mem:");
    import_all(&l);
    clean_list(&l, &want);
    lab_dump(&l, "household", household_fields, &have);
    lines_assert_equal(&have, &want);
    lines_release(&have);
    lines_release(&want);
    lab_close(&l);
}

static void test_dbf(void **state)
{
    struct lab l;
    json_t *j = expected();
    unsigned n = (unsigned)json_integer_value(json_object_get(j, "dbf_records"));

    (void)state;
    lab_open(&l, "mem:");
    assert_int_equal(lab_import(&l, "hamlet", DATA "thon.csv", plain), STATUS_OK);
    assert_int_equal(lab_import(&l, "household", DATA "HODAN.DBF", plain), STATUS_OK);
    assert_int_equal(l.result.imported, n);
    assert_int_equal(l.result.refused.n, 0);
    struct counting c = {ENTITY_HOUSEHOLD, SPAN_LIT(""), 2025, {0}};
    assert_int_equal(book_read(l.book, &l.who, count, &c, &l.d), STATUS_OK);
    assert_int_equal(c.f.total, n);
    assert_int_equal(c.f.recognised, 148);
    assert_int_equal(lab_import(&l, "household", DATA "HODAN.DBF", plain), STATUS_OK);
    assert_int_equal(l.result.imported, 0);
    assert_int_equal(l.result.unchanged, n);
    lab_close(&l);
    json_decref(j);
}

/* ---- the same lists, written otherwise ---- */

static void add_cell(struct buf *out, struct span s, char sep)
{
    bool quote = memchr(s.p, sep, s.n) || memchr(s.p, '"', s.n);
    buf_adds(out, quote ? "\"" : "");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_addc(out, '"');
        buf_addc(out, s.p[i]);
    }
    buf_adds(out, quote ? "\"" : "");
}

/* Writes a file anew; counts what the charset could not hold exactly. */
static size_t rewrite(struct lab *l, const char *from, const char *to, enum charset c, char sep)
{
    struct import_table *t;
    struct import_options o = {.path = from, .program = l->program};
    struct buf text = {0}, bytes = {0};
    struct charset_report report = {0};

    assert_int_equal(import_open(&t, &o, &l->d), STATUS_OK);
    for (size_t i = 0; i < import_table_rows(t); i++) {
        unsigned n = import_table_cells(t, i);
        for (unsigned k = 0; k < n; k++) {
            struct buf cell = {0};
            buf_add_span(&cell, import_table_cell(t, i, k).text);
            if (k == ADDRESS && n > import_table_cells(t, 0)) { /* a comma without quotes */
                buf_addc(&cell, ',');
                buf_add_span(&cell, import_table_cell(t, i, ++k).text);
            }
            if (k > 0)
                buf_addc(&text, sep);
            add_cell(&text, buf_span(&cell), sep);
            buf_release(&cell);
        }
        buf_adds(&text, "\n");
    }
    assert_true(charset_encode(c, buf_span(&text), &bytes, &report));
    assert_int_equal(report.lost, 0);
    test_write_file(to, bytes.p, bytes.n);
    import_table_free(t);
    buf_release(&text);
    buf_release(&bytes);
    return report.approximated;
}

static void test_rewritten(void **state)
{
    static const struct {
        enum charset c;
        char sep;
    } forms[] = {{CHARSET_UTF8, ';'}, {CHARSET_UTF16, ','},  {CHARSET_TCVN3, '\t'},
                 {CHARSET_VNI, ','},  {CHARSET_CP1258, ';'}, {CHARSET_VISCII, '\t'},
                 {CHARSET_VPS, ','}};
    struct lab first;
    struct lines want = {0}, have = {0};

    (void)state;
    lab_open(&first, "mem:");
    clean_list(&first, &want);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct lab l;
        size_t changed = 0;
        lab_open(&l, "mem:");
        for (size_t k = 0; k < FILES; k++) {
            struct buf path = {0};
            buf_addf(&path, "%s/%zu.csv", l.dir, k);
            changed += rewrite(&l, files[k].file, buf_str(&path), forms[i].c, forms[i].sep);
            assert_int_equal(lab_import(&l, files[k].entity, buf_str(&path), plain), STATUS_OK);
            assert_int_equal(l.result.refused.n, k == HOUSEHOLDS ? 6 : 0);
            buf_release(&path);
        }
        lab_dump(&l, "household", household_fields, &have);
        assert_int_equal(have.n, want.n);
        if (!changed)
            lines_assert_equal(&have, &want);
        lab_close(&l);
    }
    lines_release(&have);
    lines_release(&want);
    lab_close(&first);
}

/* ---- killed half way ---- */

enum { MANY = 4500 };

static void many_households(const char *path)
{
    struct buf b = {0};
    buf_adds(&b,
             "\xEF\xBB\xBFThôn/TDP,Họ và tên chủ hộ,Năm sinh,Địa chỉ,ĐK GĐHT 2026,CN GĐHT 2026\n");
    for (int i = 0; i < MANY; i++)
        buf_addf(&b, "%d,Nguyễn Văn Số %d,%d,Số %d,x,%s\n", i % 14 + 1, i, 1930 + i % 70, i,
                 i % 3 ? "x" : "");
    test_write_file(path, b.p, b.n);
    buf_release(&b);
}

static void die_after_first_batch(void *context, size_t done, size_t total)
{
    (void)context, (void)done, (void)total;
    kill(getpid(), SIGKILL);
}

/* In the child: opens the store, imports, and is killed behind the first batch. */
static void child(struct lab *l, const char *store, const char *path)
{
    struct import_options o = {
        .path = path, .program = l->program, .progress = die_after_first_batch};
    struct book *b;
    if (book_open(&b, store, false, &l->who, &l->d) == STATUS_OK)
        (void)!import_file(b, &l->who, entity_by_name("household"), &o, &l->result, NULL, &l->d);
    _exit(1);
}

static void test_killed(void **state)
{
    struct lab l, other;
    struct buf path = {0}, store = {0};
    struct lines have = {0}, want = {0};
    int status;

    (void)state;
    lab_open(&other, "mem:");
    buf_addf(&store, "%s/book", other.dir);
    buf_addf(&path, "%s/many.csv", other.dir);
    many_households(buf_str(&path));
    assert_int_equal(lab_import(&other, "hamlet", DATA "thon.csv", plain), STATUS_OK);
    assert_int_equal(lab_import(&other, "household", buf_str(&path), plain), STATUS_OK);
    assert_int_equal(other.result.imported, MANY);

    lab_open(&l, buf_str(&store));
    assert_int_equal(lab_import(&l, "hamlet", DATA "thon.csv", plain), STATUS_OK);
    book_close(l.book);
    pid_t pid = fork();
    if (pid == 0)
        child(&l, buf_str(&store), buf_str(&path));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);

    if (book_open(&l.book, buf_str(&store), false, &l.who, &l.d) != STATUS_OK)
        fail_msg("%s", l.d.text);
    assert_int_equal(lab_import(&l, "household", buf_str(&path), plain), STATUS_OK);
    assert_true(l.result.resumed);
    assert_int_equal(l.result.unchanged, 2000);
    assert_int_equal(l.result.imported, MANY - 2000);
    lab_dump(&l, "household", household_fields, &have);
    lab_dump(&other, "household", household_fields, &want);
    lines_assert_equal(&have, &want);
    lab_titles(&l, &have);
    lab_titles(&other, &want);
    lines_assert_equal(&have, &want);
    assert_int_equal(lab_import(&l, "household", buf_str(&path), plain), STATUS_OK);
    assert_false(l.result.resumed);
    assert_int_equal(l.result.unchanged, MANY);
    lines_release(&have);
    lines_release(&want);
    buf_release(&path);
    buf_release(&store);
    lab_close(&l);
    lab_close(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),    cmocka_unit_test(test_figures),
        cmocka_unit_test(test_texts),     cmocka_unit_test(test_dbf),
        cmocka_unit_test(test_rewritten), cmocka_unit_test(test_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
