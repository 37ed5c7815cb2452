/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Invented books, random mergers and splits: what the years before said they say for ever, by the
 * old units and in all; nobody is lost or counted twice; the store stays sound. And a merger that
 * is killed in the middle was done or was not. FULL=1 tries more.
 */
#include "tests/merge_world.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/check.h"

enum { FIRST = 2023, LAST = 2026, YEARS = LAST - FIRST + 1, OLD = 3, HAMLETS = 4 };

static const char *const old_code[OLD] = {"pre2025:15664", "pre2025:15691", "pre2025:15670"};
static unsigned seed;

static unsigned pick(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % n;
}

static void see(void *context, const char *text)
{
    (void)context;
    print_error("%s\n", text);
}

static void titles(struct world *w, const char *title, uint64_t id)
{
    for (int y = FIRST; y <= LAST; y++)
        if (pick(3))
            give(w, title, id, y, pick(3) ? STATE_RECOGNISED : STATE_REGISTERED);
}

static void some_dates(struct buf *b)
{
    if (pick(6) == 0)
        buf_addf(b, "|from=%d/%d/%d", 1 + pick(28), 1 + pick(12), 2022 + pick(5));
    else if (pick(8) == 0)
        buf_addf(b, "|to=%d/%d/%d", 1 + pick(28), 1 + pick(12), 2022 + pick(4));
}

static void some_people(struct world *w, const char *at, int i, struct buf *b)
{
    buf_addf(b, "head=Hộ %d", i);
    some_dates(b);
    if (pick(3) == 0)
        buf_addf(b, "|workers=%u", pick(4));
    uint64_t home = put_at(w, ENTITY_HOUSEHOLD, at, buf_str(b));
    buf_reset(b);
    titles(w, "family", home);
    for (unsigned n = pick(3); n-- > 0;) {
        buf_addf(b, "name=Người %d %u|worker=có|household=%016llx", i, n, (unsigned long long)home);
        titles(w, "citizen", put_at(w, ENTITY_CITIZEN, at, buf_str(b)));
        buf_reset(b);
    }
}

static void fill_hamlet(struct world *w, const char *at, int n, struct buf *b)
{
    for (int i = 0, of = 1 + (int)pick(5); i < of; i++)
        some_people(w, at, n * 10 + i, b);
    if (pick(2)) {
        buf_addf(b, "name=Họ %d", n);
        some_dates(b);
        titles(w, "clan", put_at(w, ENTITY_CLAN, at, buf_str(b)));
        buf_reset(b);
    }
    if (pick(2)) {
        buf_addf(b, "name=Đơn vị %d|kind=school|staff=%u", n, pick(9));
        titles(w, "organisation", put_at(w, ENTITY_ORGANISATION, at, buf_str(b)));
        buf_reset(b);
    }
    if (pick(4) == 0) {
        buf_addf(b, "year=%d|households=%u", FIRST + (int)pick(2), 3 + pick(9));
        put_at(w, ENTITY_YEARFACT, at, buf_str(b));
        buf_reset(b);
    }
}

static struct world some_world(unsigned with, bool lmdb)
{
    struct world w = old_world(lmdb);
    struct buf b = {0}, at = {0};
    seed = with;
    for (int c = 0; c < OLD; c++) {
        for (int h = 1; h <= HAMLETS; h++) {
            buf_reset(&at);
            buf_addf(&at, "%s%03d", old_code[c], h);
            buf_addf(&b, "name=Thôn %d.%d", c, h);
            titles(&w, "community", hamlet_at(&w, buf_str(&at), buf_str(&b)));
            buf_reset(&b);
            fill_hamlet(&w, buf_str(&at), c * 10 + h, &b);
        }
        if (pick(2))
            titles(&w, "organisation",
                   put_at(&w, ENTITY_ORGANISATION, old_code[c], "name=Cơ quan|kind=agency"));
        if (pick(2))
            put_at(&w, ENTITY_YEARFACT, old_code[c], "year=2024|households=40|clans=3");
    }
    buf_release(&b);
    buf_release(&at);
    return w;
}

/* ---- figures ---- */

struct figures {
    int64_t v[YEARS][INDICATOR_MAX + 1][4];
};

static void add_figures(struct world *w, const char *code, struct figures *f)
{
    for (int y = FIRST; y <= LAST; y++) {
        struct progress p = ask(w, code, y);
        for (size_t i = 0; i < p.n; i++) {
            int64_t *v = f->v[y - FIRST][p.line[i].indicator];
            v[0] += p.line[i].total, v[1] += p.line[i].registered;
            v[2] += p.line[i].proposed, v[3] += p.line[i].recognised;
        }
    }
}

static void same(const char *what, const struct figures *a, const struct figures *b, int first,
                 int last, bool hamlets)
{
    for (int y = first; y <= last; y++)
        for (int i = 1; i <= INDICATOR_MAX; i++) {
            if (i == INDICATOR_COMMUNE)
                continue;
            /* a new hamlet does not inherit the title, and its workers count by it */
            if (!hamlets && (i == INDICATOR_COMMUNITY || i == INDICATOR_CITIZEN_WORKER))
                continue;
            for (int k = 0; k < 4; k++)
                if (a->v[y - FIRST][i][k] != b->v[y - FIRST][i][k])
                    fail_msg("%s, seed %u, %d, line %d, figure %d: %lld became %lld", what, seed, y,
                             i, k, (long long)a->v[y - FIRST][i][k],
                             (long long)b->v[y - FIRST][i][k]);
        }
}

/* ---- communes ---- */

/* Each old commune goes whole to one of the new ones, or is split between them at random. */
static void random_communes(struct merge_input *in, bool *any_split)
{
    static const char *const now[] = {"15664", "15667"};
    struct buf at = {0};
    for (int c = 0; c < OLD; c++) {
        if (pick(3)) {
            row(in, old_code[c], now[pick(2)], "full", UNIT_SCHEME_DAY, NULL);
            continue;
        }
        *any_split = true;
        row(in, old_code[c], now[0], "part", UNIT_SCHEME_DAY, NULL);
        row(in, old_code[c], now[1], "part", UNIT_SCHEME_DAY, NULL);
        say_to(in, old_code[c], 0, now[pick(2)]);
        for (int h = 1; h <= HAMLETS; h++) {
            buf_reset(&at);
            buf_addf(&at, "%s%03d", old_code[c], h);
            say_to(in, buf_str(&at), 0, now[pick(2)]);
        }
    }
    buf_release(&at);
}

static enum status clear_facts(struct book_tx *t, const struct record *r, void *context)
{
    (void)t;
    if (unit_level(r->unit) == UNIT_COMMUNE)
        *(uint64_t *)context = r->id;
    return STATUS_OK;
}

static enum status find_fact(struct book_tx *t, void *context)
{
    return book_each(t, entity_by_id(ENTITY_YEARFACT), (struct span){"", 0}, clear_facts, context);
}

/* What a split commune declared as a whole cannot be told apart by its hamlets. */
static void without_facts_of_communes(struct world *w)
{
    for (;;) {
        uint64_t id = 0;
        assert_int_equal(book_read(w->book, &w->who, find_fact, &id, NULL), STATUS_OK);
        if (!id)
            return;
        assert_int_equal(delete_one(w->book, &w->who, id, NULL), STATUS_OK);
    }
}

/* ---- hamlets of the new communes ---- */

struct codes {
    struct unit_key v[64];
    size_t n;
};

static enum status add_code(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct codes *c = context;
    if (!u->to || u->to >= t->who->today)
        c->v[c->n++] = unitbook_code(t, u->key, t->who->today);
    return STATUS_OK;
}

static enum status codes_of(struct book_tx *t, void *context)
{
    static const char *const now[] = {"15664", "15667"};
    ((struct codes *)context)->n = 0;
    for (int i = 0; i < 2; i++)
        if (unitbook_each(t, unit(now[i]), add_code, context) != STATUS_OK)
            return STATUS_CORRUPT;
    return STATUS_OK;
}

static void answer_all(struct world *w, struct merge_input *in)
{
    struct merge_plan p;
    assert_int_equal(units_merge(w->book, &w->who, in, true, &p, NULL), STATUS_OK);
    assert_int_equal(p.refusals, 0);
    for (size_t i = 0; i < p.questions; i++) {
        const struct merge_question *q = &p.question[i];
        merge_add_answer(in, (struct merge_answer){.old = q->unit,
                                                   .entity = q->entity,
                                                   .number = q->number,
                                                   .now = q->choice[pick((unsigned)q->choices)]});
    }
    merge_plan_release(&p);
}

/* Some merge with their neighbour, some are split in two. */
static void random_hamlets(struct world *w, struct merge_input *in, day from)
{
    struct codes c;
    assert_int_equal(book_read(w->book, &w->who, codes_of, &c, NULL), STATUS_OK);
    unsigned next[2] = {50, 50};
    for (size_t i = 0; i + 1 < c.n; i += 2) {
        bool together = memcmp(c.v[i].c, c.v[i + 1].c, 6) == 0;
        int commune = memcmp(c.v[i].c + 1, "15664", 5) != 0;
        struct merge_row r = {.from = from, .kind = UNIT_KIND_FULL, .name = (char *)"Thôn Mới"};
        r.old = c.v[i];
        r.now = unit_hamlet(unit_commune(c.v[i]), (int)next[commune]++);
        switch (pick(3)) {
        case 0:
            if (!together)
                break;
            merge_add_row(in, &r);
            r.old = c.v[i + 1];
            merge_add_row(in, &r);
            break;
        case 1:
            r.part = true;
            r.kind = UNIT_KIND_PART;
            merge_add_row(in, &r);
            break;
        case 2: /* lives on under another code */
            merge_add_row(in, &r);
            break;
        }
    }
    answer_all(w, in);
}

static void sums_stay(void **state)
{
    unsigned rounds = getenv("FULL") ? 200 : 12;
    (void)state;
    for (unsigned round = 1; round <= rounds; round++) {
        struct figures old[OLD] = {0}, before = {0}, after = {0}, again;
        struct merge_input in = {0};
        struct detail d = {0};
        bool split = false;
        struct world w = some_world(round * 7919, round == 1);
        random_communes(&in, &split);
        if (split)
            without_facts_of_communes(&w);
        for (int c = 0; c < OLD; c++) {
            add_figures(&w, old_code[c], &old[c]);
            add_figures(&w, old_code[c], &before);
        }
        merge_now(&w, &in, true);
        merge_now(&w, &in, false);
        merge_input_release(&in);
        for (int c = 0; c < OLD; c++) {
            again = (struct figures){0};
            add_figures(&w, old_code[c], &again);
            same("old commune", &old[c], &again, FIRST, 2024, true);
        }
        add_figures(&w, "15664", &after);
        add_figures(&w, "15667", &after);
        same("new communes", &before, &after, FIRST, LAST, true);

        random_hamlets(&w, &in, day_make(2026, 3, 1));
        if (in.rows) {
            merge_now(&w, &in, true);
            merge_now(&w, &in, false);
        }
        again = (struct figures){0};
        add_figures(&w, "15664", &again);
        add_figures(&w, "15667", &again);
        same("hamlets, before", &after, &again, FIRST, 2025, true);
        same("hamlets, after", &after, &again, 2026, 2026, false);
        for (int c = 0; c < OLD; c++) {
            again = (struct figures){0};
            add_figures(&w, old_code[c], &again);
            same("old commune, later", &old[c], &again, FIRST, 2024, true);
        }
        merge_input_release(&in);
        if (round == 1) {
            struct buf db = {0};
            buf_addf(&db, "%s/db", w.dir);
            book_close(w.book);
            w.book = NULL;
            assert_int_equal(check_book(buf_str(&db), see, NULL, &d), STATUS_OK);
            buf_release(&db);
        }
        world_free(&w);
    }
}

/* ---- killed ---- */

static void run_and_be_killed(const char *db, const struct caller *who,
                              const struct merge_input *in, unsigned microseconds)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct book *b;
        struct merge_plan p;
        if (book_open(&b, db, false, who, NULL) != STATUS_OK)
            _exit(1);
        if (units_merge(b, who, in, false, &p, NULL) != STATUS_OK)
            _exit(2);
        _exit(0);
    }
    assert_true(pid > 0);
    usleep(microseconds);
    kill(pid, SIGKILL);
    int st;
    assert_int_equal(waitpid(pid, &st, 0), pid);
    if (WIFEXITED(st))
        assert_int_equal(WEXITSTATUS(st), 0);
}

static void killed_is_all_or_nothing(void **state)
{
    struct figures before = {0};
    struct merge_input in = {0};
    struct detail d = {0};
    struct buf db = {0};
    struct world w = some_world(4711, true);
    unsigned done = 0, kills = 0;
    (void)state;
    buf_addf(&db, "%s/db", w.dir);
    merge_add_row(&in, &(struct merge_row){.old = unit("pre2025:15691001"),
                                           .now = unit("pre2025:15691002"),
                                           .kind = UNIT_KIND_FULL,
                                           .from = day_make(2024, 2, 1)});
    add_figures(&w, "pre2025:15691002", &before);
    book_close(w.book);
    for (unsigned wait = 200; !done && kills < 60; wait += 700, kills++) {
        struct figures after = {0};
        run_and_be_killed(buf_str(&db), &w.who, &in, wait);
        assert_int_equal(book_open(&w.book, buf_str(&db), false, &w.who, &d), STATUS_OK);
        add_figures(&w, "pre2025:15691002", &after);
        done = memcmp(&after, &before, sizeof before) != 0;
        struct merge_plan p = merge(&w, &in, true, 0, 0);
        assert_int_equal(p.step[0].done, done);
        merge_plan_release(&p);
        book_close(w.book);
    }
    assert_true(done);
    w.book = NULL;
    assert_int_equal(check_book(buf_str(&db), see, NULL, &d), STATUS_OK);
    print_message("%u kills before it was done\n", kills);
    merge_input_release(&in);
    buf_release(&db);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_stay),
        cmocka_unit_test(killed_is_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
