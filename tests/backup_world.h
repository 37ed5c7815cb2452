/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A book with four families whose backups go to a folder that the test removes.
 */
#ifndef TESTS_BACKUP_WORLD_H
#define TESTS_BACKUP_WORLD_H

#include "core/backup.h"
#include "tests/form_world.h"

struct place {
    char *dir;
    struct world w;
    uint64_t id[4]; /* households of h1 */
};

static const char *in(struct place *p, const char *name)
{
    static char path[4][300];
    static int at;
    at = (at + 1) % 4;
    snprintf(path[at], sizeof path[at], "%s/%s", p->dir, name);
    return path[at];
}

static inline void mark(struct world *w, uint64_t id, int year, enum title_state state)
{
    struct record r;
    struct detail d = {0};
    record_init(&r, entity_by_id(ENTITY_TITLE));
    value_set_n(record_value(&r, "subject"), (int64_t)id);
    char tag = ENTITY_HOUSEHOLD;
    value_set_s(record_value(&r, "subject"), (struct span){&tag, 1});
    record_value(&r, "subject")->n = (int64_t)id;
    value_set_n(record_value(&r, "title"), TITLE_FAMILY);
    value_set_n(record_value(&r, "year"), year);
    value_set_n(record_value(&r, "state"), state);
    if (save_one(w->book, &w->who, &r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    record_release(&r);
}

static inline void set(struct world *w, uint64_t id, const char *field, const char *text)
{
    struct form f;
    reopen(w, &f, id);
    put(&f, field, text);
    saved(&f);
    form_close(&f);
}

static inline int begin(void **state)
{
    static struct place p;
    static const char *const names[] = {"Lê Thế Tuấn", "Đặng Văn Tuấn", "Lý Ngọc Hạnh",
                                        "Mai Thị Phượng"};
    p = (struct place){.dir = test_tmpdir()};
    world_init(&p.w, in(&p, "xa"));
    for (int i = 0; i < 4; i++) {
        p.id[i] = add_household(&p.w, names[i]);
        set(&p.w, p.id[i], "from", "2020");
        mark(&p.w, p.id[i], 2025, i % 2 ? STATE_REGISTERED : STATE_RECOGNISED);
    }
    *state = &p;
    return 0;
}

static inline int end(void **state)
{
    struct place *p = *state;
    world_release(&p->w);
    test_rmtree(p->dir);
    free(p->dir);
    return 0;
}

static inline struct backup_info write_full(struct place *p, const char *name)
{
    struct backup_ask ask = {0};
    struct backup_info info;
    struct detail d = {0};
    if (backup_write(p->w.book, &p->w.who, in(p, name), &ask, &info, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return info;
}

static inline enum status open_place(struct place *p, const char *name, struct world *out)
{
    struct detail d = {0};
    *out = (struct world){.who = p->w.who, .h1 = p->w.h1, .h2 = p->w.h2};
    enum status s = book_open(&out->book, in(p, name), false, &out->who, &d);
    if (s != STATUS_OK)
        print_message("%s\n", d.text);
    return s;
}

static inline enum status restore(struct place *p, const char *file, const char *to)
{
    struct backup_info info;
    struct detail d = {0};
    enum status s = restore_book(in(p, file), in(p, to), &p->w.who, &info, &d);
    if (s != STATUS_OK)
        assert_string_not_equal(d.text, "");
    return s;
}

static inline void no_fault(void *context, const char *text)
{
    (void)context;
    fail_msg("%s", text);
}

#endif
