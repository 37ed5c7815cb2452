/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small commune with two hamlets, and forms filled in it.
 */
#ifndef TESTS_FORM_WORLD_H
#define TESTS_FORM_WORLD_H

#include "core/save.h"
#include "forms/form.h"
#include "locale/width.h"
#include "tests/support.h"

struct world {
    struct book *book;
    struct caller who;
    struct form_memory memory;
    struct edit_typing typing;
    struct unit_key h1, h2;
};

static inline struct unit_key unit(const char *code)
{
    struct unit_key u;
    assert_true(unit_parse(span_of(code), UNIT_2025, &u));
    return u;
}

static inline size_t place(const struct form *f, const char *field)
{
    int i = form_layout_find(&f->layout, field);
    if (i < 0)
        fail_msg("no field %s", field);
    return (size_t)i;
}

static inline void put(struct form *f, const char *field, const char *text)
{
    form_set_text(f, place(f, field), span_of(text));
}

static inline void check_text(const struct form *f, const char *field, const char *want)
{
    const struct form_field *x = &f->field[place(f, field)];
    assert_string_equal(buf_str(&x->edit.text), want);
}

static inline void saved(struct form *f)
{
    struct detail d = {0};
    if (form_save(f, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static inline void new_form(struct world *w, struct form *f, const char *entity)
{
    form_open_new(f, w->book, &w->who, &w->memory, entity_by_name(entity), w->h1);
}

static inline void reopen(struct world *w, struct form *f, uint64_t id)
{
    struct detail d = {0};
    if (form_open(f, w->book, &w->who, &w->memory, id, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static inline uint64_t add_household(struct world *w, const char *head)
{
    struct form f;
    new_form(w, &f, "household");
    put(&f, "head", head);
    saved(&f);
    uint64_t id = f.record.id;
    form_close(&f);
    return id;
}

static inline struct unit_key add_hamlet(struct world *w, const char *name)
{
    struct form f;
    form_open_new(&f, w->book, &w->who, NULL, entity_by_name("hamlet"), w->book->commune);
    put(&f, "name", name);
    saved(&f);
    struct unit_key u = f.record.unit;
    form_close(&f);
    return u;
}

static inline void world_init(struct world *w, const char *uri)
{
    struct detail d = {0};
    struct book_init init = {UNIT_2025, unit("15664"), unit("P38"), "Xã Triệu Sơn"};
    *w = (struct world){.who = {.name = "Lan", .role = ROLE_OFFICER, .source = "screen"}};
    w->who.today = day_make(2026, 11, 22);
    if (book_create(&w->book, uri, &init, &w->who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    w->h1 = add_hamlet(w, "Tổ dân phố Bảo Vượng 1");
    w->h2 = add_hamlet(w, "Thôn 2");
}

static inline void world_release(struct world *w)
{
    form_memory_release(&w->memory);
    book_close(w->book);
}

static inline int start(void **state)
{
    static struct world w;
    world_init(&w, "mem:");
    *state = &w;
    return 0;
}

static inline int stop(void **state)
{
    world_release(*state);
    return 0;
}

static inline void check_finding(const struct form *f, const char *field, const char *want)
{
    struct buf b = {0};
    form_add_finding(f, place(f, field), 78, &b);
    assert_string_equal(buf_str(&b), want);
    assert_true(width_columns(buf_span(&b)) <= 78);
    buf_release(&b);
}

static inline void leave_with(struct form *f, const char *field, const char *text)
{
    form_go(f, NULL, place(f, field));
    put(f, field, text);
    form_leave(f, NULL);
}

#endif
