/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lab with two hamlets, and what an import said about a file of households.
 */
#ifndef TESTS_IMPORT_ROWS_H
#define TESTS_IMPORT_ROWS_H

#include "tests/import_support.h"

static const struct import_options plain;

#define HAMLETS "Mã,Tên thôn\n15664001,Thôn Một\n15664002,Thôn Hai\n"
#define HEADER  "Thôn,Họ và tên chủ hộ,Năm sinh,Địa chỉ,Số khẩu"

static inline void open_lab(struct lab *l)
{
    lab_open(l, "mem:");
    assert_int_equal(lab_text(l, "hamlet", HAMLETS, plain), STATUS_OK);
    assert_int_equal(l->result.imported, 2);
}

#define CHECK(l, new_, updated_, unchanged_, refused_, warnings_)                                  \
    do {                                                                                           \
        assert_int_equal((l)->result.imported, new_);                                              \
        assert_int_equal((l)->result.updated, updated_);                                           \
        assert_int_equal((l)->result.unchanged, unchanged_);                                       \
        assert_int_equal((l)->result.refused.n, refused_);                                         \
        assert_int_equal((l)->result.warnings.n, warnings_);                                       \
    } while (0)

static inline void assert_note(const struct import_notes *notes, size_t i, unsigned line,
                               enum reason why, const char *field)
{
    assert_true(i < notes->n);
    assert_int_equal(notes->v[i].line, line);
    assert_string_equal(reason_word(notes->v[i].reason), reason_word(why));
    if (field && notes->v[i].field)
        assert_string_equal(notes->v[i].field->name, field);
    else
        assert_null(field);
}

static const char *const fields[] = {"hamlet", "head", "birth", "address", "size", "note", NULL};

static inline void assert_lines(struct lab *l, const char *entity, const char *const *names,
                                const char *const *want)
{
    struct lines have = {0};
    size_t n = 0;
    if (names)
        lab_dump(l, entity, names, &have);
    else
        lab_titles(l, &have);
    for (; want[n]; n++) {
        assert_true(n < have.n);
        assert_string_equal(have.v[n], want[n]);
    }
    assert_int_equal(have.n, n);
    lines_release(&have);
}

#endif
