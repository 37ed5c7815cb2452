/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may do what where: every entity, role, place and way in, against one function that says what
 * is right.
 */
#include "tests/rights_world.h"

#include <unistd.h>

#include "core/audit.h"
#include "core/backup.h"
#include "core/export.h"
#include "core/import.h"
#include "core/units_import.h"
#include "forms/form.h"
#include "forms/grid.h"
#include "forms/list.h"
#include "forms/report.h"
#include "forms/report_texts.h"
#include "forms/sheet.h"

/* ---- reading ---- */

struct reading {
    const struct entity *e;
    uint64_t id;
    struct unit_key unit;
    struct buf out;
    bool seen;
};

static enum status get(struct book_tx *t, void *context)
{
    struct reading *x = context;
    struct record r;
    enum status s = book_get(t, x->id, &r);
    if (s == STATUS_OK)
        record_release(&r);
    return s;
}

static enum status note(struct book_tx *t, const struct record *r, void *context)
{
    struct reading *x = context;
    (void)t;
    x->seen = x->seen || r->id == x->id;
    return STATUS_OK;
}

static enum status walk(struct book_tx *t, void *context)
{
    struct reading *x = context;
    x->seen = false;
    return book_each(t, x->e, SPAN_LIT(""), note, x);
}

static enum status find(struct book_tx *t, void *context)
{
    struct reading *x = context;
    struct find_options all = {.limit = 0}, there = {.unit = x->unit};
    x->seen = false;
    enum status s = find_records(t, x->e, &all, note, x);
    bool seen = x->seen;
    x->seen = false;
    enum status in = find_records(t, x->e, &there, note, x);
    if (s != STATUS_OK || (in != STATUS_OK && in != STATUS_DENIED))
        return STATUS_CORRUPT;
    return seen == x->seen ? STATUS_OK : STATUS_CORRUPT;
}

static bool holds_id(const struct buf *b, uint64_t id)
{
    struct buf want = {0};
    id_add_text(&want, id);
    bool is = memmem(b->p, b->n, want.p, want.n) != NULL;
    buf_release(&want);
    return is;
}

static bool in_output(struct town *x, const struct caller *who, const struct reading *r, int way)
{
    struct export_options o = {0};
    struct find_options f = {0};
    struct buf b = {0};
    struct detail d = {0};
    enum status s = way == 0   ? export_csv(x->w.book, who, r->e, &o, sink, &b, &d)
                    : way == 1 ? export_json(x->w.book, who, r->e, &o, sink, &b, &d)
                    : way == 2 ? export_sheet(x->w.book, who, r->e, &o, sink, &b, &d)
                               : list_json(x->w.book, who, r->e, &f, sink, &b, &d);
    bool is = holds_id(&b, r->id);
    assert_true(s == STATUS_OK || !is);
    buf_release(&b);
    return is;
}

static bool opens(struct town *x, const struct caller *who, uint64_t id)
{
    struct form f;
    struct detail d = {0};
    enum status s = form_open(&f, x->w.book, who, NULL, id, &d);
    assert_true(s == STATUS_OK || (s == STATUS_DENIED && d.text[0]));
    form_close(&f);
    return s == STATUS_OK;
}

static bool has_history(struct town *x, const struct caller *who, uint64_t id)
{
    struct form_history h;
    struct detail d = {0};
    enum status s = form_history_load(&h, x->w.book, who, id, 10, &d);
    assert_true(s == STATUS_OK ? h.n > 0 : s == STATUS_DENIED);
    form_history_release(&h);
    return s == STATUS_OK;
}

static bool in_list(struct town *x, const struct caller *who, const struct reading *r)
{
    struct list *l = list_new(x->w.book, who, r->e);
    struct detail d = {0};
    assert_int_equal(list_load(l, 78, 40, &d), STATUS_OK);
    bool is = list_choose(l, r->id);
    list_free(l);
    return is;
}

static void read_everything(void **state)
{
    struct town x;
    (void)state;
    town_new(&x, false);
    for (int who = 0; who < WHO; who++)
        for (int from = 0; from < SOURCES; from++)
            for (size_t i = 0; entity_at(i); i++)
                for (int p = 0; p < PLACES; p++) {
                    struct caller c = person(&x, (enum who)who, sources[from]);
                    struct reading r = {
                        .e = entity_at(i), .id = x.id[entity_at(i)->id][p], .unit = unit(codes[p])};
                    bool want = may_read((enum who)who, r.e, p);
                    if (!r.id)
                        continue;
                    enum status s = book_read(x.w.book, &c, get, &r, NULL);
                    assert_true(s == STATUS_OK || s == STATUS_DENIED);
                    right(s == STATUS_OK, want, &c, r.e, p, "book_get");
                    assert_int_equal(book_read(x.w.book, &c, walk, &r, NULL), STATUS_OK);
                    right(r.seen, want, &c, r.e, p, "book_each");
                    assert_int_equal(book_read(x.w.book, &c, find, &r, NULL), STATUS_OK);
                    right(r.seen, want, &c, r.e, p, "find");
                    for (int way = 0; way < 4; way++)
                        right(in_output(&x, &c, &r, way), want, &c, r.e, p, "export or list");
                    right(opens(&x, &c, r.id), want, &c, r.e, p, "form");
                    if (!r.e->shared)
                        right(has_history(&x, &c, r.id), want, &c, r.e, p, "history");
                    right(in_list(&x, &c, &r), want, &c, r.e, p, "list on the screen");
                }
    town_free(&x);
}

/* ---- writing ---- */

static enum status create_as(struct town *x, const struct caller *who, const struct entity *e,
                             int place)
{
    struct record r;
    sample(x, e, place, 2022, &r);
    enum status s = save_as(x, who, &r, "");
    if (s == STATUS_OK) /* once more for the next */
        assert_int_equal(delete_one(x->w.book, &x->w.who, r.id, NULL), STATUS_OK);
    record_release(&r);
    return s;
}

static void write_one(struct town *x, enum who who, const struct caller *c, const struct entity *e,
                      int p)
{
    bool want = may_write(who, e, p);
    uint64_t *id = &x->id[e->id][p];
    struct detail d = {0};
    if (!*id)
        return;
    right(change_as(x, c, *id, "") != STATUS_DENIED, want, c, e, p, "change");
    if (!has_sample(e, p))
        return;
    right(create_as(x, c, e, p) == STATUS_OK, want, c, e, p, "create");
    enum status s = delete_one(x->w.book, c, *id, &d);
    right(s == STATUS_OK, want, c, e, p, "delete");
    if (s == STATUS_OK)
        *id = add_sample(x, e, p);
}

static void write_everything(void **state)
{
    struct town x;
    (void)state;
    town_new(&x, false);
    for (int who = 0; who < WHO; who++)
        for (int from = 0; from < SOURCES; from++)
            for (size_t i = 0; entity_at(i); i++)
                for (int p = 0; p < PLACES; p++) {
                    struct caller c = person(&x, (enum who)who, sources[from]);
                    write_one(&x, (enum who)who, &c, entity_at(i), p);
                }
    town_free(&x);
}

/* A hamlet without a code gets the next number: the commune's to give. */
static void hamlets_are_founded_by_the_commune(void **state)
{
    struct town x;
    (void)state;
    town_new(&x, false);
    for (int who = 0; who < WHO; who++) {
        struct caller c = person(&x, (enum who)who, "screen");
        struct record r;
        struct detail d = {0};
        record_init(&r, entity_by_id(ENTITY_HAMLET));
        fill(&r, "name=Thôn Mới");
        right(save_one(x.w.book, &c, &r, NULL, &d) == STATUS_OK, is_commune((enum who)who), &c, r.e,
              COMMUNE_ITSELF, "create");
        record_release(&r);
    }
    town_free(&x);
}

static void a_record_does_not_cross_the_border(void **state)
{
    struct town x;
    (void)state;
    town_new(&x, false);
    struct caller lan = person(&x, LEADER, "screen");
    assert_int_equal(change_as(&x, &lan, x.id[ENTITY_HOUSEHOLD][HAMLET1], "hamlet=15664002"),
                     STATUS_DENIED);
    assert_int_equal(change_as(&x, &lan, x.id[ENTITY_HOUSEHOLD][HAMLET2], "hamlet=15664001"),
                     STATUS_DENIED);
    char into[80]; /* a person into another hamlet's family */
    snprintf(into, sizeof into, "household=%016llx", (unsigned long long)x.subject[HAMLET2]);
    assert_int_equal(change_as(&x, &lan, x.id[ENTITY_CITIZEN][HAMLET1], into), STATUS_DENIED);
    town_free(&x);
}

static void decisions_are_the_communes(void **state)
{
    static const char *const decided[] = {"recognised", "refused", "revoked"};
    struct town x;
    (void)state;
    town_new(&x, false);
    for (int who = 0; who < WHO; who++)
        for (size_t i = 0; i < sizeof decided / sizeof *decided; i++) {
            struct caller c = person(&x, (enum who)who, "screen");
            char fields[80];
            snprintf(fields, sizeof fields, "state=%s|reason=x", decided[i]);
            bool ok = change_as(&x, &c, x.id[ENTITY_TITLE][HAMLET1], fields) == STATUS_OK;
            right(ok, who == OFFICER || who == ADMIN, &c, NULL, HAMLET1, decided[i]);
            if (ok)
                assert_int_equal(change_as(&x, &x.w.who, x.id[ENTITY_TITLE][HAMLET1],
                                           "state=registered|reason=ghi nhầm"),
                                 STATUS_OK);
        }
    town_free(&x);
}

static void imports_are_saves(void **state)
{
    static const struct {
        const char *entity, *format;
    } files[] = {
        {"household", "Thôn,Chủ hộ\n%s,Nguyễn Văn %d\n"},
        {"clan", "Thôn,Tên dòng họ\n%s,Dòng họ Trần %d\n"},
        {"household", "Thôn,Chủ hộ,ĐK GĐHT 2023\n%s,Nguyễn Thị %d,x\n"},
    };
    struct town x;
    int n = 0;
    (void)state;
    town_new(&x, false);
    for (int who = 0; who < WHO; who++)
        for (int p = 0; p < COMMUNE_ITSELF; p++)
            for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
                struct caller c = person(&x, (enum who)who, "import");
                char text[200];
                snprintf(text, sizeof text, files[i].format, codes[p], ++n);
                right(import_as(&x, &c, files[i].entity, text, false) > 0,
                      may_write((enum who)who, NULL, p), &c, entity_by_name(files[i].entity), p,
                      "import");
                snprintf(text, sizeof text, "Thôn,Chủ hộ,Số nhân khẩu\n%s,Nguyễn Thị Hường,%d\n",
                         codes[p], n);
                right(import_as(&x, &c, "household", text, true) > 0,
                      may_write((enum who)who, NULL, p), &c, NULL, p, "import --update");
            }
    town_free(&x);
}

/* ---- what is not a record ---- */

static enum status ask_progress(struct book_tx *t, void *context)
{
    struct reading *x = context;
    struct progress p;
    return progress_of(t, x->unit, 2026, &p);
}

static enum status no_record(struct book_tx *t, const struct record *a, const struct record *b,
                             void *context)
{
    (void)t, (void)a, (void)b, (void)context;
    return STATUS_OK;
}

static enum status ask_explain(struct book_tx *t, void *context)
{
    struct reading *x = context;
    return progress_explain(t, x->unit, INDICATOR_FAMILY, 2026, EXPLAIN_TOTAL, no_record, NULL);
}

struct building {
    const struct report_type *type;
    struct report_of of;
};

static enum status build(struct book_tx *t, void *context)
{
    struct building *b = context;
    struct doc doc = {0};
    enum status s = b->type->build(t, &b->of, &doc);
    doc_release(&doc);
    return s;
}

static void figures_and_reports(void **state)
{
    struct town x;
    (void)state;
    town_new(&x, false);
    for (int who = 0; who < WHO; who++)
        for (int p = 0; p < PLACES; p++) {
            struct caller c = person(&x, (enum who)who, "command");
            struct reading r = {.unit = unit(codes[p])};
            bool want = may_read((enum who)who, NULL, p);
            right(book_read(x.w.book, &c, ask_progress, &r, NULL) == STATUS_OK, want, &c, NULL, p,
                  "progress");
            right(book_read(x.w.book, &c, ask_explain, &r, NULL) == STATUS_OK, want, &c, NULL, p,
                  "explain");
            struct grid *g = NULL;
            struct detail d = {0};
            enum status s =
                grid_open(&g, x.w.book, &c, TITLE_FAMILY, r.unit, 2026, GRID_REVIEW, &d);
            if (p != COMMUNE_ITSELF)
                right(s == STATUS_OK, want, &c, NULL, p, "grid");
            grid_free(g);
            for (const struct report_type *k = report_types; k->name; k++) {
                struct building b = {k, {.unit = r.unit, .year = 2026}};
                if (!report_fits(k, r.unit))
                    continue;
                s = book_read(x.w.book, &c, build, &b, &d);
                right(s != STATUS_DENIED, want, &c, NULL, p, k->name);
            }
        }
    town_free(&x);
}

static enum status set_one(struct book_tx *t, void *context)
{
    return book_change_setting(t, context, SPAN_LIT("x"));
}

static void settings(void **state)
{
    static const struct {
        const char *name;
        bool leader;
    } names[] = {
        {"user/lan", true},
        {"typing/lan", true},
        {"user/hoa", false},
        {"name", false},
        {"commune", false},
        {"top/lan/x", false},
        {"award/lan", false},
        {"report/2026/15664001/causes", true},
        {"report/2026/15664002/causes", false},
        {"report/2026/15664/causes", false},
    };
    struct town x;
    (void)state;
    town_new(&x, false);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int who = 0; who < WHO; who++) {
            struct caller c = person(&x, (enum who)who, "screen");
            bool want = who == OFFICER || who == ADMIN || (who == LEADER && names[i].leader);
            struct detail d = {0};
            enum status s = book_write(x.w.book, &c, set_one, (void *)names[i].name, &d);
            right(s == STATUS_OK, want, &c, NULL, HAMLET1, names[i].name);
        }
    town_free(&x);
}

static void what_is_the_whole_communes(void **state)
{
    struct town x;
    (void)state;
    town_new(&x, true);
    struct buf path = {0}, part = {0};
    buf_addf(&path, "%s/full.backup", x.w.dir);
    for (int who = 0; who < WHO; who++) {
        struct caller c = person(&x, (enum who)who, "command");
        bool all = who == OFFICER || who == ADMIN;
        struct backup_ask ask = {0};
        struct backup_info info;
        struct detail d = {0};
        right(backup_write(x.w.book, &c, buf_str(&path), &ask, &info, &d) == STATUS_OK, all, &c,
              NULL, COMMUNE_ITSELF, "backup");
        for (int p = 0; p < COMMUNE_ITSELF; p++) {
            struct unit_key u = unit(codes[p]);
            ask = (struct backup_ask){.units = &u, .n_units = 1};
            buf_reset(&part);
            buf_addf(&part, "%s/part.backup", x.w.dir);
            right(backup_write(x.w.book, &c, buf_str(&part), &ask, &info, &d) == STATUS_OK,
                  may_write((enum who)who, NULL, p), &c, NULL, p, "part taken away");
        }
        struct export_options o = {.private = true};
        struct buf b = {0};
        right(export_csv(x.w.book, &c, entity_by_id(ENTITY_CITIZEN), &o, sink, &b, &d) == STATUS_OK,
              all, &c, NULL, COMMUNE_ITSELF, "export --private");
        buf_release(&b);
    }
    /* the history of a record that is gone */
    uint64_t gone = x.id[ENTITY_HOUSEHOLD][HAMLET2];
    assert_int_equal(delete_one(x.w.book, &x.w.who, gone, NULL), STATUS_OK);
    for (int who = 0; who < WHO; who++) {
        struct caller c = person(&x, (enum who)who, "screen");
        right(has_history(&x, &c, gone), who == OFFICER || who == ADMIN, &c, NULL, HAMLET2,
              "history of a deleted record");
    }
    buf_release(&path);
    buf_release(&part);
    town_free(&x);
}

/* A name that is typed finds nobody of another hamlet, and no reference shows one. */
static enum status look_up(struct book_tx *t, void *context)
{
    struct reading *x = context;
    struct resolver res = book_resolver(t, x->unit);
    enum reason why;
    buf_reset(&x->out);
    x->seen = res.find(res.context, x->e, span_of("Bùi Thị Xa"), x->unit, &why) != 0;
    res.name(res.context, x->e, x->id, &x->out);
    return STATUS_OK;
}

static void names_of_other_hamlets(void **state)
{
    struct town x;
    (void)state;
    town_new(&x, false);
    uint64_t far = add(&x.w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Bùi Thị Xa");
    for (int who = 0; who < WHO; who++) {
        struct caller c = person(&x, (enum who)who, "screen");
        struct reading r = {
            .e = entity_by_id(ENTITY_HOUSEHOLD), .id = far, .unit = unit(codes[HAMLET1])};
        bool want = may_read((enum who)who, NULL, HAMLET2);
        assert_int_equal(book_read(x.w.book, &c, look_up, &r, NULL), STATUS_OK);
        right(r.seen, want, &c, r.e, HAMLET2, "a typed name");
        right(strcmp(buf_str(&r.out), "Bùi Thị Xa") == 0, want, &c, r.e, HAMLET2,
              "the name of a reference");
        buf_release(&r.out);
    }
    town_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_everything),
        cmocka_unit_test(write_everything),
        cmocka_unit_test(hamlets_are_founded_by_the_commune),
        cmocka_unit_test(a_record_does_not_cross_the_border),
        cmocka_unit_test(decisions_are_the_communes),
        cmocka_unit_test(imports_are_saves),
        cmocka_unit_test(figures_and_reports),
        cmocka_unit_test(settings),
        cmocka_unit_test(what_is_the_whole_communes),
        cmocka_unit_test(names_of_other_hamlets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
