/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A book for tests of the import, and texts of its records to compare.
 */
#ifndef TESTS_IMPORT_SUPPORT_H
#define TESTS_IMPORT_SUPPORT_H

#include "core/import.h"
#include "core/save.h"
#include "locale/mem.h"
#include "tests/support.h"

struct lab {
    struct book *book;
    struct caller who; /* an officer, 2026-11-22 */
    char *dir, *program;
    struct detail d;
    struct import_result result;
    struct buf refused;
};

static inline void lab_open(struct lab *l, const char *uri)
{
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã Triệu Sơn"};
    struct buf b = {0};

    *l = (struct lab){.who = {.name = "test", .role = ROLE_OFFICER, .source = "test"}};
    l->who.today = day_make(2026, 11, 22);
    l->dir = test_tmpdir();
    buf_addf(&b, "%s/hoctap-file", test_build());
    l->program = buf_detach(&b);
    assert_true(unit_parse(SPAN_LIT("15664"), UNIT_2025, &init.commune));
    init.province = unit_province(UNIT_2025, "38");
    if (book_create(&l->book, uri, &init, &l->who, &l->d) != STATUS_OK)
        fail_msg("%s", l->d.text);
}

static inline void lab_close(struct lab *l)
{
    import_result_release(&l->result);
    buf_release(&l->refused);
    book_close(l->book);
    test_rmtree(l->dir);
    free(l->dir);
    free(l->program);
}

/* Imports the file at path. */
static inline enum status lab_import(struct lab *l, const char *entity, const char *path,
                                     struct import_options o)
{
    import_result_release(&l->result);
    buf_reset(&l->refused);
    l->d.text[0] = 0;
    o.path = path;
    o.program = l->program;
    enum status s =
        import_file(l->book, &l->who, entity_by_name(entity), &o, &l->result, &l->refused, &l->d);
    if (getenv("IMPORT_VERBOSE")) {
        struct buf b = {0};
        for (size_t i = 0; i < l->result.refused.n; i++) {
            import_note_add_text(&l->result.refused.v[i], &b);
            buf_addc(&b, '\n');
        }
        for (size_t i = 0; i < l->result.warnings.n && i < 20; i++) {
            import_note_add_text(&l->result.warnings.v[i], &b);
            buf_addc(&b, '\n');
        }
        import_result_add_summary(&l->result, entity_by_name(entity), &o, &b);
        printf("%s%s\n", buf_str(&b), l->d.text);
        buf_release(&b);
    }
    return s;
}

/* Imports text (UTF-8) as a CSV file. */
static inline enum status lab_text(struct lab *l, const char *entity, const char *text,
                                   struct import_options o)
{
    struct buf path = {0}, b = {0};

    buf_addf(&path, "%s/t.csv", l->dir);
    buf_addf(&b, "\xEF\xBB\xBF%s", text);
    test_write_file(buf_str(&path), b.p, b.n);
    enum status s = lab_import(l, entity, buf_str(&path), o);
    buf_release(&path);
    buf_release(&b);
    return s;
}

/* ---- records as lines of text ---- */

struct lines {
    char **v;
    size_t n, cap;
};

static inline void lines_add(struct lines *l, struct buf *b)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 64;
        l->v = mem_realloc_array(l->v, l->cap, sizeof *l->v);
    }
    buf_adds(b, "");
    l->v[l->n++] = mem_strdup(buf_str(b));
    buf_reset(b);
}

static inline int lines_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static inline void lines_sort(struct lines *l)
{
    if (l->n)
        qsort(l->v, l->n, sizeof *l->v, lines_order);
}

static inline void lines_release(struct lines *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->v[i]);
    free(l->v);
    *l = (struct lines){0};
}

static inline void lines_assert_equal(const struct lines *a, const struct lines *b)
{
    for (size_t i = 0; i < a->n && i < b->n; i++)
        assert_string_equal(a->v[i], b->v[i]);
    assert_int_equal(a->n, b->n);
}

/* The named fields (ends with NULL) of every record of an entity, sorted. */
struct dump {
    const char *const *fields;
    struct lines *out;
};

static inline enum status dump_record(struct book_tx *t, const struct record *r, void *context)
{
    struct dump *d = context;
    struct resolver res = book_resolver(t, r->unit);
    struct buf b = {0};

    for (size_t i = 0; d->fields[i]; i++) {
        int k = entity_field(r->e, d->fields[i]);
        assert_true(k >= 0);
        buf_adds(&b, i ? "|" : "");
        field_add_text(&r->e->fields[k], &r->v[k], &res, &b);
    }
    lines_add(d->out, &b);
    buf_release(&b);
    return STATUS_OK;
}

struct dumping {
    const struct entity *e;
    struct dump d;
};

static inline enum status dump_all(struct book_tx *t, void *context)
{
    struct dumping *d = context;
    lines_release(d->d.out);
    return book_each(t, d->e, SPAN_LIT(""), dump_record, &d->d);
}

static inline void lab_dump(struct lab *l, const char *entity, const char *const *fields,
                            struct lines *out)
{
    struct dumping d = {entity_by_name(entity), {fields, out}};
    assert_int_equal(book_read(l->book, &l->who, dump_all, &d, &l->d), STATUS_OK);
    lines_sort(out);
}

struct first {
    const struct entity *e;
    uint64_t id;
};

static inline enum status first_record(struct book_tx *t, const struct record *r, void *context)
{
    struct first *f = context;
    (void)t;
    f->id = r->id;
    return STATUS_NOTFOUND; /* stops */
}

static inline enum status first_of(struct book_tx *t, void *context)
{
    return book_each(t, ((struct first *)context)->e, SPAN_LIT(""), first_record, context);
}

static inline uint64_t lab_first_id(struct lab *l, const char *entity)
{
    struct first f = {entity_by_name(entity), 0};
    assert_int_equal(book_read(l->book, &l->who, first_of, &f, &l->d), STATUS_OK);
    return f.id;
}

/* Title records as "title year state subject's name", in lines. */
static inline void lab_titles(struct lab *l, struct lines *out)
{
    static const char *const fields[] = {"title", "year", "state", "subject", NULL};
    lab_dump(l, "title", fields, out);
}

#endif
