/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/rowsource.h"

#define LEGACY "tests/data/legacy/trieu-son/"

struct place {
    char *dir, *program;
};

static int setup(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    struct buf b = {0};
    p->dir = test_tmpdir();
    buf_addf(&b, "%s/hoctap-file", test_build());
    p->program = buf_detach(&b);
    *state = p;
    return 0;
}

static int teardown(void **state)
{
    struct place *p = *state;
    test_rmtree(p->dir);
    free(p->dir);
    free(p->program);
    free(p);
    return 0;
}

static char *in_dir(const struct place *p, const char *name)
{
    struct buf b = {0};
    buf_addf(&b, "%s/%s", p->dir, name);
    return buf_detach(&b);
}

/* Writes the bytes to a file and reads it as a table. The text of an error must name the file. */
static enum status read_bytes(const struct place *p, struct span bytes, struct row_source_options o,
                              struct row_table *t, struct detail *d)
{
    char *path = in_dir(p, "tep.csv");
    test_write_file(path, bytes.p, bytes.n);
    o.program = o.program ? o.program : p->program;
    *d = (struct detail){0};
    enum status s = row_table_read(t, path, &o, d);
    if (s == STATUS_OK)
        assert_string_equal(d->text, "");
    else
        assert_non_null(strstr(d->text, path));
    free(path);
    return s;
}

static bool cell_is(const struct row_table *t, size_t row, unsigned column, const char *want)
{
    struct row r = row_table_row(t, row);
    return column < r.n && span_eq_str(r.cells[column], want);
}

static void files_of_a_commune(void **state)
{
    static const struct {
        const char *name;
        size_t rows;
        unsigned width;
        char sep;
        enum foreign_format format;
        enum foreign_hint hint;
        size_t row;
        unsigned column;
        const char *cell;
    } files[] = {
        {"ho_gia_dinh.csv", 1208, 19, ',', FOREIGN_CSV, 0, 0, 1, "Th\xABn/TDP"},
        {"ho_gia_dinh.utf8.csv", 1202, 19, ',', FOREIGN_CSV, 0, 0, 1, "Thôn/TDP"},
        {"cong_dan.csv", 614, 15, '\t', FOREIGN_CSV, 0, 0, 0, "STT"},
        {"dong_ho.csv", 29, 13, ';', FOREIGN_CSV, 0, 28, 0, "28"},
        {"don_vi.csv", 13, 14, ',', FOREIGN_CSV, FOREIGN_HINT_UTF8_BOM, 0, 0, "STT"},
        {"thon.csv", 15, 12, ',', FOREIGN_CSV, FOREIGN_HINT_UTF8_BOM, 0, 0, "Mã"},
        {"HODAN.DBF", 239, 15, 0, FOREIGN_DBF, 0, 1, 1, "L\xAA Th\xD5 Tu\xCAn"},
    };
    const struct place *p = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct row_table t = {0};
        struct row_source_options o = {.program = p->program};
        struct detail d = {0};
        struct buf path = {0};
        buf_addf(&path, LEGACY "%s", files[i].name);
        assert_int_equal(row_table_read(&t, buf_str(&path), &o, &d), STATUS_OK);
        assert_int_equal(t.n, files[i].rows);
        assert_int_equal(t.separator, files[i].sep);
        assert_int_equal(t.format, files[i].format);
        assert_int_equal(t.hint, files[i].hint);
        assert_null(t.reason);
        assert_true(cell_is(&t, files[i].row, files[i].column, files[i].cell));
        /* line 1208 has an address with a comma and no quotes */
        for (size_t r = 0; r < t.n; r++) {
            struct row row = row_table_row(&t, r);
            assert_true(row.n == files[i].width || (row.line == 1208 && row.n == 20));
            assert_int_equal(row.line, r + 1); /* no blank line, no deleted record in them */
        }
        if (files[i].format == FOREIGN_DBF) {
            assert_int_equal(t.n_columns, 15);
            assert_int_equal(t.columns[2].type, 'N');
            assert_int_equal(t.columns[2].width, 4);
        } else {
            assert_int_equal(t.n_columns, 0);
        }
        row_table_release(&t);
        buf_release(&path);
    }
}

static void texts_of_all_kinds(void **state)
{
    static const struct {
        struct span bytes;
        struct row_source_options o;
        size_t rows;
        const char *last; /* second cell of the last row */
    } files[] = {
        {SPAN_LIT("\xFF\xFE"
                  "a\0;\0\xC6\x1A\n\0"
                  "1\0;\0=\xD8\x00\xDE"),
         {0},
         2,
         "\xF0\x9F\x98\x80"},
        {SPAN_LIT("\xFE\xFF\0a\0;\0b\0\n\0"
                  "1\0;\x1E\xC7"),
         {0},
         2,
         "ệ"},
        {SPAN_LIT("a\0;\0b\0"), {.utf16 = true}, 1, "b"},
        {SPAN_LIT("sep=|\r\na,b|c,d\r\n1|2\r\n"), {0}, 2, "2"},
        {SPAN_LIT("a;b,c;d\n1;2,3;4\n"), {.separator = ','}, 2, "3;4"},
        {SPAN_LIT("sep=;\na\tb\n1\t2"), {.separator = '\t'}, 2, "2"},
        {SPAN_LIT("a,b\n\n\"x\ny\",\"p\"\"q\"\n"), {0}, 2, "p\"q"},
        {SPAN_LIT("\xEF\xBB\xBF"
                  "a,b\r1,2\r"),
         {.format = FOREIGN_CSV},
         2,
         "2"},
    };
    struct place *p = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct row_table t;
        struct detail d;
        enum status s = read_bytes(p, files[i].bytes, files[i].o, &t, &d);
        if (s != STATUS_OK || t.n != files[i].rows || !cell_is(&t, t.n - 1, 1, files[i].last))
            fail_msg("file %zu: %d, %zu rows, %s", i, s, t.n, d.text);
        row_table_release(&t);
    }
}

static void faults_name_file_and_line(void **state)
{
    static const struct {
        struct span bytes;
        struct row_source_options o;
        size_t rows;
        const char *reason, *says;
        unsigned line;
    } files[] = {
        {SPAN_LIT("a,b\n1,2\n3,\"x\n"), {0}, 2, "open-quote", "dòng 3", 3},
        {SPAN_LIT("\n\r\n"), {0}, 0, "empty-file", "không có dòng nào", 0},
        {SPAN_LIT("\xEF\xBB\xBF"), {0}, 0, "empty-file", "không có dòng nào", 0},
        {SPAN_LIT("PK\3\4 xl/workbook.xml"), {0}, 0, "damaged", "hỏng", 0},
        {SPAN_LIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 B\0o\0o\0k\0"), {0}, 0, "damaged", "hỏng", 0},
        {SPAN_LIT("\x09\x04\x06\0\0\0\x10\0\0\0"), {0}, 0, "unsupported-format", ".xlsx", 0},
        {SPAN_LIT("a,b\n"), {.format = FOREIGN_DBF}, 0, "bad-header", ".dbf", 0},
        {SPAN_LIT("Thôn,Họ và tên chủ hộ,Năm sinh\nThôn Đồng,Lê Bảy,1970\n"),
         {.format = FOREIGN_DBF},
         0,
         "bad-header",
         ".dbf",
         0},

    };
    struct place *p = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct row_table t;
        struct detail d;
        assert_int_equal(read_bytes(p, files[i].bytes, files[i].o, &t, &d), STATUS_IO);
        if (t.n != files[i].rows || strcmp(t.reason, files[i].reason) != 0 ||
            !strstr(d.text, files[i].says) || d.position != files[i].line)
            fail_msg("file %zu: %zu rows, %s, %s", i, t.n, t.reason, d.text);
        row_table_release(&t);
    }
    /* known from the first byte: opening fails */
    struct row_table t;
    struct detail d;
    struct row_source_options o = {0};
    assert_int_equal(read_bytes(p, SPAN_LIT(""), o, &t, &d), STATUS_IO);
    assert_non_null(strstr(d.text, "không có dòng nào"));
    assert_int_equal(read_bytes(p, SPAN_LIT("%PDF-1.7\n"), o, &t, &d), STATUS_IO);
    assert_non_null(strstr(d.text, "không phải"));
    /* named .xls by programs that cannot write one */
    assert_int_equal(read_bytes(p, SPAN_LIT("\r\n<HTML><table>"), o, &t, &d), STATUS_IO);
    assert_non_null(strstr(d.text, "Lưu thành"));
    assert_int_equal(read_bytes(p, SPAN_LIT("\xFF\xFE<\0t\0a\0b\0l\0e\0>\0"), o, &t, &d),
                     STATUS_IO);
    assert_non_null(strstr(d.text, "Lưu thành"));
    assert_int_equal(read_bytes(p, SPAN_LIT("<?xml version=\"1.0\"?><Workbook>"), o, &t, &d),
                     STATUS_IO);
    assert_non_null(strstr(d.text, "Lưu thành"));
    o.format = FOREIGN_XLS; /* what the user says is not so */
    assert_int_equal(read_bytes(p, SPAN_LIT("a,b\n"), o, &t, &d), STATUS_IO);
    assert_non_null(strstr(d.text, "không phải"));
    row_table_release(&t);
}

static void limits_are_faults(void **state)
{
    struct place *p = *state;
    struct row_table t;
    struct detail d;
    struct row_source_options o = {0};
    struct buf b = {0};
    buf_adds(&b, "a,b\n");
    for (int i = 1; i < 600; i++)
        buf_addc(&b, ',');
    assert_int_equal(read_bytes(p, buf_span(&b), o, &t, &d), STATUS_IO);
    assert_string_equal(t.reason, "too-many-columns");
    assert_int_equal(d.position, 2);
    assert_int_equal(t.n, 1);
    row_table_release(&t);

    buf_reset(&b);
    buf_adds(&b, "a,b\n1,");
    for (int i = 0; i < 64 << 10; i++)
        buf_addc(&b, 'x');
    assert_int_equal(read_bytes(p, buf_span(&b), o, &t, &d), STATUS_OK);
    assert_int_equal(row_table_row(&t, 1).cells[1].n, 64 << 10);
    row_table_release(&t);
    for (int i = 0; i < 6 << 10; i++)
        buf_addc(&b, 'x');
    assert_int_equal(read_bytes(p, buf_span(&b), o, &t, &d), STATUS_IO);
    assert_string_equal(t.reason, "cell-too-large");
    assert_int_equal(d.position, 2);
    row_table_release(&t);
    buf_reset(&b);
    for (unsigned i = 0; i < FOREIGN_ROWS_MAX + 1; i++) /* the header is not counted */
        buf_adds(&b, "1\n");
    assert_int_equal(read_bytes(p, buf_span(&b), o, &t, &d), STATUS_OK);
    assert_int_equal(t.n, FOREIGN_ROWS_MAX + 1);
    row_table_release(&t);
    buf_adds(&b, "1\n");
    assert_int_equal(read_bytes(p, buf_span(&b), o, &t, &d), STATUS_IO);
    assert_string_equal(t.reason, "too-many-rows");
    assert_int_equal(t.n, FOREIGN_ROWS_MAX + 1);
    assert_int_equal(d.position, FOREIGN_ROWS_MAX + 2);
    row_table_release(&t);
    buf_release(&b);

    char *path = in_dir(p, "to.csv");
    test_write_file(path, "a,b\n", 4);
    assert_int_equal(truncate(path, 65 << 20), 0);
    o.program = p->program;
    assert_int_equal(row_table_read(&t, path, &o, &d), STATUS_IO);
    assert_non_null(strstr(d.text, "64 MiB"));
    row_table_release(&t);
    free(path);
}

static void what_cannot_be_opened(void **state)
{
    struct place *p = *state;
    struct row_source *s;
    struct row_source_options o = {.program = p->program};
    struct detail d = {0};
    char *missing = in_dir(p, "khong-co.csv");
    assert_int_equal(row_source_open(&s, missing, &o, &d), STATUS_NOTFOUND);
    assert_null(s);
    assert_non_null(strstr(d.text, missing));
    assert_int_equal(row_source_open(&s, p->dir, &o, &d), STATUS_IO);
    assert_non_null(strstr(d.text, "thư mục"));
    o.program = missing;
    assert_int_equal(row_source_open(&s, LEGACY "thon.csv", &o, &d), STATUS_IO);
    assert_non_null(strstr(d.text, "cài lại hoctap"));
    o.program = LEGACY "thon.csv"; /* not a program */
    assert_int_equal(row_source_open(&s, LEGACY "thon.csv", &o, &d), STATUS_IO);
    assert_int_equal(row_source_open(&s, missing, NULL, NULL), STATUS_NOTFOUND);
    assert_int_equal(row_source_open(&s, LEGACY "thon.csv", NULL, &d), STATUS_OK); /* found */
    row_source_close(s);
    row_source_close(NULL);
    free(missing);
}

/* A program in place of hoctap-file that says `script`. */
static char *stand_in(const struct place *p, const char *script)
{
    char *path = in_dir(p, "stand-in");
    struct buf b = {0};
    buf_addf(&b, "#!/bin/sh\n%s\n", script);
    test_write_file(path, b.p, b.n);
    chmod(path, 0700);
    buf_release(&b);
    return path;
}

#define FRAME_F "F\\004\\0\\0\\0\\001,\\0\\042"
#define FRAME_R "R\\013\\0\\0\\0\\001\\0\\0\\0\\001\\0\\001\\0\\0\\0x"

static void a_reader_that_fails(void **state)
{
    static const struct {
        const char *script;
        size_t rows;
        const char *reason; /* NULL: opening fails */
    } cases[] = {
        {"exit 0", 0, NULL},
        {"kill -9 $$", 0, NULL},
        {"printf 'F\\004\\0\\0\\0\\007,\\0\\042'", 0, NULL}, /* no such format */
        {"printf 'R\\377\\377\\377\\377'", 0, NULL},         /* 4 GiB frame */
        {"printf '" FRAME_R "'", 0, NULL},                   /* a row before the format */
        {"printf '" FRAME_F "'; kill -11 $$", 0, "stopped"},
        {"printf '" FRAME_F FRAME_R "'; kill -9 $$", 1, "stopped"},
        {"printf '" FRAME_F FRAME_R "R\\013'", 1, "stopped"},
        {"printf '" FRAME_F FRAME_R FRAME_F "'", 1, "stopped"}, /* twice */
        {"printf '" FRAME_F FRAME_R "Z\\010\\0\\0\\0\\002\\0\\0\\0\\0\\0\\0\\0'", 1, "stopped"},
        {"printf '" FRAME_F "R\\006\\0\\0\\0\\001\\0\\0\\0\\001\\0'", 0, "stopped"},
        {"printf '" FRAME_F "R\\013\\0\\0\\0\\001\\0\\0\\0\\001\\0\\002\\0\\0\\0x'", 0, "stopped"},
        {"printf '" FRAME_F "R\\013\\0\\0\\0\\001\\0\\0\\0\\001\\0\\0\\0\\0\\0x'", 0, "stopped"},
        {"printf '" FRAME_F "R\\006\\0\\0\\0\\001\\0\\0\\0\\001\\002'", 0, "stopped"},
        {"printf '" FRAME_F "X\\001\\0\\0\\0\\001'", 0, "stopped"},
        {"printf '" FRAME_F "X\\021\\0\\0\\0\\377\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'",
         0, "stopped"},
        {"printf '" FRAME_F FRAME_R "?\\0\\0\\0\\0'", 1, "stopped"},
        {"printf '" FRAME_F FRAME_R "'; exec sleep 20", 1, "time"},
    };
    struct place *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *program = stand_in(p, cases[i].script);
        struct row_source_options o = {.program = program, .seconds = 1};
        struct row_source *s;
        struct detail d = {0};
        struct row row;
        bool end;
        size_t rows = 0;
        enum status st = row_source_open(&s, LEGACY "thon.csv", &o, &d);
        if ((st == STATUS_OK) != (cases[i].reason != NULL))
            fail_msg("case %zu: open gives %d", i, st);
        while (st == STATUS_OK && (st = row_source_next(s, &row, &end, &d)) == STATUS_OK) {
            assert_false(end);
            assert_true(span_eq_str(row.cells[0], "x"));
            rows++;
        }
        assert_int_equal(st, STATUS_IO);
        assert_non_null(strstr(d.text, "thon.csv"));
        if (cases[i].reason) {
            if (rows != cases[i].rows || strcmp(row_source_reason(s), cases[i].reason) != 0)
                fail_msg("case %zu: %zu rows, %s", i, rows, row_source_reason(s));
            struct detail again = {0};
            assert_int_equal(row_source_next(s, &row, &end, &again), STATUS_IO);
            assert_string_equal(again.text, d.text);
            assert_int_equal(row.n, 0);
            row_source_close(s);
        } else {
            assert_null(s);
        }
        free(program);
    }
}

static unsigned open_descriptors(void)
{
    unsigned n = 0;
    DIR *d = opendir("/proc/self/fd");
    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n;
}

static void nothing_stays_behind(void **state)
{
    struct place *p = *state;
    struct row_source_options o = {.program = p->program};
    struct buf b = {0};
    struct detail d;
    char *path = in_dir(p, "dai.csv");
    while (b.n < 2 << 20) /* more than a pipe holds: the child still writes when we stop */
        buf_adds(&b, "mot,hai,ba,bon,nam,sau,bay,tam\n");
    test_write_file(path, b.p, b.n);
    buf_release(&b);
    unsigned before = open_descriptors();
    for (int i = 0; i < 5; i++) {
        struct row_source *s;
        struct row row;
        bool end;
        assert_int_equal(row_source_open(&s, path, &o, &d), STATUS_OK);
        for (int k = 0; k < i; k++)
            assert_int_equal(row_source_next(s, &row, &end, &d), STATUS_OK);
        row_source_close(s);
    }
    struct row_table t;
    assert_int_equal(row_table_read(&t, LEGACY "khong-co.csv", &o, &d), STATUS_NOTFOUND);
    row_table_release(&t);
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child, no zombie */
    assert_int_equal(errno, ECHILD);
    free(path);
}

static void standard_input_and_few_descriptors(void **state)
{
    struct place *p = *state;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) { /* 0 is the file; 1 and 2 are closed, so that new descriptors land there */
        struct row_source_options o = {.program = p->program};
        struct row_table t;
        close(0);
        if (open(LEGACY "thon.csv", O_RDONLY) != 0)
            _exit(9);
        close(1);
        close(2);
        enum status s = row_table_read(&t, "-", &o, NULL);
        bool good = s == STATUS_OK && t.n == 15 && cell_is(&t, 0, 0, "Mã");
        row_table_release(&t);
        close(0);
        s = row_table_read(&t, LEGACY "dong_ho.csv", &o, NULL);
        good = good && s == STATUS_OK && t.n == 29;
        row_table_release(&t);
        _exit(good ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* What the child may see: no environment, and of the parent's descriptors only the file. */
static void the_child_has_nothing(void **state)
{
    struct place *p = *state;
    char *seen = in_dir(p, "seen"), *program;
    struct buf script = {0}, got = {0};
    struct row_source *s;
    struct detail d;
    int kept = open("/dev/null", O_RDONLY | O_CLOEXEC);
    setenv("HOCTAP_DB", "/nowhere", 1);
    buf_addf(&script, "/usr/bin/env | grep -c HOCTAP >%s; ls /proc/self/fd | wc -l >>%s", seen,
             seen);
    program = stand_in(p, buf_str(&script));
    struct row_source_options o = {.program = program};
    assert_int_equal(row_source_open(&s, LEGACY "thon.csv", &o, &d), STATUS_IO);
    test_read_file(seen, &got);
    assert_string_equal(buf_str(&got), "0\n4\n"); /* 0, 1, 2 and that of ls itself */
    unsetenv("HOCTAP_DB");
    close(kept);
    buf_release(&script);
    buf_release(&got);
    free(seen);
    free(program);
}

static void long_cells_are_packed_whole(void **state)
{
    struct place *p = *state;
    struct buf b = {0};
    struct row_table t;
    struct detail d;
    buf_adds(&b, "x\n");
    for (unsigned n = 250; n < 260; n++) {
        for (unsigned i = 0; i < n; i++)
            buf_addc(&b, (char)('a' + n % 26));
        buf_adds(&b, ",,z\n");
    }
    assert_int_equal(read_bytes(p, buf_span(&b), (struct row_source_options){0}, &t, &d),
                     STATUS_OK);
    assert_int_equal(t.n, 11);
    assert_int_equal(t.width, 3);
    for (unsigned n = 250; n < 260; n++) {
        struct row r = row_table_row(&t, n - 249);
        assert_int_equal(r.n, 3);
        assert_int_equal(r.cells[0].n, n);
        assert_int_equal(r.cells[0].p[n - 1], (char)('a' + n % 26));
        assert_int_equal(r.cells[1].n, 0);
        assert_true(span_eq_str(r.cells[2], "z"));
    }
    assert_int_equal(row_table_row(&t, 0).n, 1);
    row_table_release(&t);
    row_table_release(&t);
    buf_release(&b);
}

static void no_more_rows_than_asked_for(void **state)
{
    struct place *p = *state;
    struct row_source_options o = {.rows_max = 3};
    struct row_table t;
    struct detail d;
    assert_int_equal(read_bytes(p, SPAN_LIT("a,b\n1,2\n3,4\n"), o, &t, &d), STATUS_OK);
    assert_int_equal(t.n, 3);
    row_table_release(&t);
    assert_int_equal(read_bytes(p, SPAN_LIT("a,b\n1,2\n3,4\n5,6\n7,8\n"), o, &t, &d), STATUS_IO);
    assert_int_equal(t.n, 3);
    assert_int_equal(d.position, 4);
    assert_non_null(strstr(d.text, "hơn 3 dòng"));
    row_table_release(&t);
    struct buf b = {0};
    buf_adds(&b, "a,b\n");
    for (int i = 0; i < 1200; i++)
        buf_addc(&b, 'x');
    buf_adds(&b, ",1\n");
    assert_int_equal(read_bytes(p, buf_span(&b), o, &t, &d), STATUS_IO);
    assert_non_null(strstr(d.text, "quá lớn"));
    row_table_release(&t);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_a_commune),
        cmocka_unit_test(texts_of_all_kinds),
        cmocka_unit_test(faults_name_file_and_line),
        cmocka_unit_test(limits_are_faults),
        cmocka_unit_test(what_cannot_be_opened),
        cmocka_unit_test(a_reader_that_fails),
        cmocka_unit_test(nothing_stays_behind),
        cmocka_unit_test(standard_input_and_few_descriptors),
        cmocka_unit_test(the_child_has_nothing),
        cmocka_unit_test(long_cells_are_packed_whole),
        cmocka_unit_test(no_more_rows_than_asked_for),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
