/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every piece of work that is more than one record, against who may do it where: a table, an
 * operation a line, each tried by everybody at every place and by every way in. Who may gets it
 * done; who may not gets STATUS_DENIED with a sentence, and nothing has changed.
 */
#include "tests/rights_world.h"

#include <unistd.h>

#include "core/account.h"
#include "core/audit.h"
#include "core/award_proposal.h"
#include "core/backup.h"
#include "core/criteria_book.h"
#include "core/erase.h"
#include "core/export.h"
#include "core/fund.h"
#include "core/merge.h"
#include "core/merit.h"
#include "core/task_plan.h"
#include "core/undo.h"
#include "core/units_import.h"
#include "core/units_merge.h"
#include "forms/checklist_view.h"
#include "forms/form.h"
#include "forms/fund_view.h"
#include "forms/grid.h"
#include "forms/hand_in.h"
#include "forms/menu.h"
#include "forms/regroup.h"
#include "forms/report_texts.h"
#include "forms/sheet.h"
#include "storage/crc32c.h"

struct job {
    struct town *x;
    const struct caller *who;
    int place;
    struct unit_key unit;
    struct detail *d;
};

typedef enum status (*job_fn)(struct job *j);

static enum status in_read(struct job *j, book_fn fn)
{
    return book_read(j->x->w.book, j->who, fn, j, j->d);
}

static enum status in_write(struct job *j, book_fn fn)
{
    return book_write(j->x->w.book, j->who, fn, j, j->d);
}

/* ---- looking ---- */

static enum status progress_fn(struct book_tx *t, void *context)
{
    struct progress p;
    return progress_of(t, ((struct job *)context)->unit, 2026, &p);
}

static enum status progress_job(struct job *j)
{
    return in_read(j, progress_fn);
}

static enum status by_hamlet_fn(struct book_tx *t, void *context)
{
    struct progress *p;
    size_t n;
    enum status s = progress_by_hamlet(t, ((struct job *)context)->unit, 2026, &p, &n);
    free(p);
    return s;
}

static enum status by_hamlet_job(struct job *j)
{
    return in_read(j, by_hamlet_fn);
}

static enum status no_record(struct book_tx *t, const struct record *a, const struct record *b,
                             void *context)
{
    (void)t, (void)a, (void)b, (void)context;
    return STATUS_OK;
}

static enum status explain_tx(struct book_tx *t, void *context)
{
    return progress_explain(t, ((struct job *)context)->unit, FAMILY, 2026, EXPLAIN_TOTAL,
                            no_record, NULL);
}

static enum status explain_job(struct job *j)
{
    return in_read(j, explain_tx);
}

static enum status fund_fn(struct book_tx *t, void *context)
{
    struct fund_book b = {0};
    enum status s = fund_book_load(t, ((struct job *)context)->unit, 0, 2026, &b);
    if (s == STATUS_OK)
        fund_book_release(&b);
    return s;
}

static enum status fund_job(struct job *j)
{
    return in_read(j, fund_fn);
}

static enum status merits_fn(struct book_tx *t, void *context)
{
    struct merits m = {0};
    enum status s = merits_load(t, ((struct job *)context)->unit, 2023, 2026, &m);
    for (size_t i = 0; s == STATUS_OK && i < m.n; i++)
        assert_true(book_may_read(t, entity_by_id(merit_entity(m.v[i].kind)), m.v[i].unit));
    if (s == STATUS_OK)
        merits_release(&m);
    return s;
}

static enum status merits_job(struct job *j)
{
    return in_read(j, merits_fn);
}

static const struct award_ask yearly = {AWARD_YEARLY, AWARD_CERTIFICATE, 2026};

static enum status awards_fn(struct book_tx *t, void *context)
{
    struct award_proposal p = {0};
    enum status s = award_proposal_load(t, ((struct job *)context)->unit, &yearly, &p);
    for (size_t i = 0; s == STATUS_OK && i < p.n; i++)
        assert_true(book_may_see(t, p.v[i].unit) == STATUS_OK);
    if (s == STATUS_OK)
        award_proposal_release(&p);
    return s;
}

static enum status awards_job(struct job *j)
{
    return in_read(j, awards_fn);
}

static enum status hand_in_look_job(struct job *j)
{
    struct hand_in h;
    enum status s = hand_in_look(&h, j->x->w.book, j->who, j->unit, REPORT_ANNUAL, 2026, j->d);
    if (s == STATUS_OK)
        hand_in_release(&h);
    return s;
}

static enum status text_read_job(struct job *j)
{
    struct buf b = {0};
    enum status s =
        report_text_read(j->x->w.book, j->who, j->unit, 2026, REPORT_TEXT_CAUSES, &b, j->d);
    buf_release(&b);
    return s;
}

static enum status menu_job(struct job *j)
{
    struct menu m;
    return menu_load(j->x->w.book, j->who, j->unit, &m, j->d);
}

static enum status tasks_fn(struct book_tx *t, void *context)
{
    struct task_offer offer[TASK_OFFERS_MAX];
    enum plan plan;
    size_t n;
    return task_plan_missing(t, ((struct job *)context)->unit, 2026, &plan, offer, &n);
}

static enum status tasks_job(struct job *j)
{
    return in_read(j, tasks_fn);
}

static enum status history_job(struct job *j)
{
    struct form_history h;
    enum status s = form_history_load(&h, j->x->w.book, j->who, j->x->subject[j->place], 0, j->d);
    form_history_release(&h);
    return s;
}

/* ---- writing in a place ---- */

static enum status hand_in_as(struct job *j, const struct caller *who, uint64_t *id,
                              uint32_t *version)
{
    struct hand_in h;
    enum status s = hand_in_look(&h, j->x->w.book, who, j->unit, REPORT_ANNUAL, 2026, j->d);
    if (s == STATUS_OK) {
        s = hand_in_do(&h, j->x->w.book, who, j->d);
        *id = h.id;
        *version = h.version;
        hand_in_release(&h);
    }
    return s;
}

static enum status hand_in_job(struct job *j)
{
    uint64_t id;
    uint32_t version;
    return hand_in_as(j, j->who, &id, &version);
}

static enum status text_save_job(struct job *j)
{
    return report_text_save(j->x->w.book, j->who, j->unit, 2026, REPORT_TEXT_CAUSES, SPAN_LIT(""),
                            SPAN_LIT("Trời mưa nhiều."), NULL, j->d);
}

static enum status tasks_make_job(struct job *j)
{
    size_t made;
    return task_plan_create(j->x->w.book, j->who, j->unit, 2026, &made, j->d);
}

static enum status show_private_job(struct job *j)
{
    struct form f;
    enum status s = form_open(&f, j->x->w.book, j->who, NULL, j->x->subject[j->place], j->d);
    for (size_t i = 0; s == STATUS_OK && i < f.layout.n; i++)
        if (form_masked(&f, i))
            s = form_show(&f, i, j->d);
    form_close(&f);
    return s;
}

static enum status part_job(struct job *j)
{
    struct backup_ask ask = {.units = &j->unit, .n_units = 1};
    struct backup_info info;
    struct buf path = {0};
    buf_addf(&path, "%s/part.backup", j->x->w.dir);
    enum status s = backup_write(j->x->w.book, j->who, buf_str(&path), &ask, &info, j->d);
    unlink(buf_str(&path));
    buf_release(&path);
    return s;
}

/* ---- the commune's ---- */

static enum status answer(struct job *j, bool accept)
{
    uint64_t id;
    uint32_t version;
    assert_int_equal(hand_in_as(j, &j->x->w.who, &id, &version), STATUS_OK);
    struct record r = {.id = id};
    assert_int_equal(book_read(j->x->w.book, &j->x->w.who, get_fn, &r, NULL), STATUS_OK);
    version = r.version;
    record_release(&r);
    return accept ? hand_in_accept(j->x->w.book, j->who, id, version, j->d)
                  : hand_in_return(j->x->w.book, j->who, id, version, SPAN_LIT("thiếu"), j->d);
}

static enum status accept_job(struct job *j)
{
    return answer(j, true);
}

static enum status return_job(struct job *j)
{
    return answer(j, false);
}

static enum status decide_job(struct job *j)
{
    struct grid *g = NULL;
    struct grid_said said;
    struct grid_decision x = {.number = span_of("215/QĐ-UBND"), .date = j->who->today};
    uint64_t id = j->x->id[ENTITY_TITLE][j->place];
    struct record r = {.id = id};
    assert_int_equal(book_read(j->x->w.book, &j->x->w.who, get_fn, &r, NULL), STATUS_OK);
    int year = (int)record_n(&r, "year");
    record_release(&r);
    change(&j->x->w, id, "state=proposed");
    enum status s =
        grid_open(&g, j->x->w.book, j->who, TITLE_FAMILY, j->unit, year, GRID_REVIEW, j->d);
    if (s == STATUS_OK)
        s = grid_load(g, 0, 10, j->d);
    if (s == STATUS_OK)
        s = grid_decide(g, &x, &said, j->d);
    if (s == STATUS_OK && said.answer != GRID_SAVED) /* the grid says it itself */
        s = detail_set(j->d, STATUS_DENIED, "%s", said.text);
    grid_free(g);
    return s;
}

static enum status erase_job(struct job *j)
{
    struct erase_result done;
    return erase_person(j->x->w.book, j->who, j->x->subject[j->place], "gia đình yêu cầu", &done,
                        j->d);
}

static enum status merge_units(struct job *j, bool dry_run)
{
    struct merge_input in = {0};
    struct merge_plan p = {0};
    enum status s = units_merge(j->x->w.book, j->who, &in, dry_run, &p, j->d);
    merge_plan_release(&p);
    return s;
}

static enum status merge_job(struct job *j)
{
    return merge_units(j, false);
}

static enum status merge_look_job(struct job *j)
{
    return merge_units(j, true);
}

static enum status regroup_job(struct job *j)
{
    struct regroup g = {0};
    enum status s = regroup_open(&g, j->x->w.book, j->who, j->unit, j->d);
    regroup_release(&g);
    return s;
}

static enum status adopt_job(struct job *j)
{
    return criteria_adopt(j->x->w.book, j->who, SPAN_LIT("GDHT-NHAP-2026"), (struct span){"", 0},
                          2026, SPAN_LIT("QĐ 1"), true, j->d);
}

static enum status drop_job(struct job *j)
{
    return criteria_drop(j->x->w.book, j->who, SPAN_LIT("GDHT-NHAP-2026"), (struct span){"", 0},
                         j->d);
}

static enum status criteria_job(struct job *j, bool dry_run)
{
    struct criteria_imported r = {0};
    enum status s =
        criteria_import(j->x->w.book, j->who, SPAN_LIT("{\"sets\":[]}"), dry_run, &r, j->d);
    criteria_report_release(&r.report);
    return s;
}

static enum status criteria_import_job(struct job *j)
{
    return criteria_job(j, false);
}

static enum status limit_fn(struct book_tx *t, void *context)
{
    (void)context;
    return award_set_limit(t, &yearly, 3);
}

static enum status limit_job(struct job *j)
{
    return in_write(j, limit_fn);
}

static enum status audit_tx(struct book_tx *t, void *context)
{
    (void)context;
    return audit_may_read(t);
}

static enum status audit_job(struct job *j)
{
    return in_read(j, audit_tx);
}

static enum status put_account_fn(struct book_tx *t, void *context)
{
    struct account a = {.login = "moi-vao", .role = ROLE_VIEWER};
    (void)context;
    return account_put(t, &a, "add");
}

static enum status account_job(struct job *j)
{
    return in_write(j, put_account_fn);
}

static enum status units_job(struct job *j)
{
    struct units_result r;
    return units_import(j->x->w.book, j->who, "/không-có.csv", "/không-có", &r, j->d);
}

static enum status full_job(struct job *j)
{
    struct backup_ask ask = {0};
    struct backup_info info;
    struct buf path = {0};
    buf_addf(&path, "%s/full.backup", j->x->w.dir);
    enum status s = backup_write(j->x->w.book, j->who, buf_str(&path), &ask, &info, j->d);
    unlink(buf_str(&path));
    buf_release(&path);
    return s;
}

static enum status export_private_job(struct job *j)
{
    struct export_options o = {.unit = j->unit, .private = true};
    struct buf b = {0};
    enum status s =
        export_csv(j->x->w.book, j->who, entity_by_id(ENTITY_HOUSEHOLD), &o, sink, &b, j->d);
    buf_release(&b);
    return s;
}

/* ---- the table ---- */

enum rule { READS, LISTS /* what of it one may read */, WRITES, COMMUNES, ADMINS };

static const struct {
    const char *what;
    job_fn run;
    enum rule rule;
    bool hamlets, commune; /* where it is done at all */
    bool fails;            /* here, for whoever may, for another reason */
} jobs[] = {
    {"progress", progress_job, READS, true, true, false},
    {"progress by hamlet", by_hamlet_job, READS, false, true, false},
    {"explain", explain_job, READS, true, true, false},
    {"a fund's book", fund_job, READS, true, true, false},
    {"merits", merits_job, LISTS, true, true, false},
    {"candidates of an award", awards_job, LISTS, true, true, false},
    {"a look before handing in", hand_in_look_job, READS, true, true, false},
    {"a text of a report", text_read_job, READS, true, true, false},
    {"the menu", menu_job, READS, true, true, false},
    {"the plan's tasks", tasks_job, LISTS, true, true, false},
    {"a record's history", history_job, READS, true, true, false},
    {"handing in", hand_in_job, WRITES, true, true, false},
    {"writing a text of a report", text_save_job, WRITES, true, true, false},
    {"making the plan's tasks", tasks_make_job, WRITES, true, true, false},
    {"showing what needs consent", show_private_job, WRITES, true, true, false},
    {"a part taken away", part_job, WRITES, true, false, false},
    {"accepting a report", accept_job, COMMUNES, true, true, false},
    {"returning a report", return_job, COMMUNES, true, true, false},
    {"deciding", decide_job, COMMUNES, true, false, false},
    {"erasing", erase_job, COMMUNES, true, true, false},
    {"merging units", merge_job, COMMUNES, false, true, true},
    {"a look at merging units", merge_look_job, COMMUNES, false, true, true},
    {"regrouping a hamlet", regroup_job, COMMUNES, true, false, false},
    {"adopting criteria", adopt_job, COMMUNES, false, true, true},
    {"dropping criteria", drop_job, COMMUNES, false, true, true},
    {"importing criteria", criteria_import_job, COMMUNES, false, true, true},
    {"a limit of awards", limit_job, COMMUNES, false, true, false},
    {"reading the trail", audit_job, COMMUNES, false, true, false},
    {"an account", account_job, ADMINS, false, true, false},
    {"importing units", units_job, COMMUNES, false, true, true},
    {"a full backup", full_job, COMMUNES, false, true, false},
    {"export --private", export_private_job, COMMUNES, true, true, false},
};
enum { JOBS = sizeof jobs / sizeof *jobs };

static bool may(enum rule rule, enum who who, int place)
{
    switch (rule) {
    case READS:
        return may_read(who, NULL, place);
    case LISTS:
        return may_read(who, NULL, place) || (who == LEADER && place == COMMUNE_ITSELF);
    case WRITES:
        return may_write(who, NULL, place);
    case COMMUNES:
        return is_commune(who);
    case ADMINS:
        return who == ADMIN;
    }
    return false;
}

/* Everything but the trail, where the refusal stands. */
static enum status count_fn(struct book_tx *t, void *context)
{
    size_t *n = context;
    *n = 0;
    for (unsigned table = 0; table <= BOOK_TABLE_LAST; table++) {
        struct span key, value;
        struct store_cursor *c = store_scan_prefix(t->tx, table, SPAN_LIT(""), 0);
        while (table != BOOK_AUDIT && table != BOOK_AUDIT_BODY && store_next(c, &key, &value))
            *n = *n * 31 + crc32c(crc32c(0, key.p, key.n), value.p, value.n);
        store_scan_end(c);
    }
    return STATUS_OK;
}

static size_t content(struct town *x)
{
    size_t n;
    assert_int_equal(book_read(x->w.book, &x->w.who, count_fn, &n, NULL), STATUS_OK);
    return n;
}

static void private_ones(struct town *x)
{
    for (int p = 0; p < PLACES; p++)
        change(&x->w, x->subject[p], "phone=0912345612|phone_consent=1/2/2026");
}

static void try_one(size_t i, enum who who, const char *source, int place, struct town *x)
{
    struct caller c = person(x, who, source);
    struct detail d = {0};
    struct job j = {x, &c, place, unit(codes[place]), &d};
    bool want = may(jobs[i].rule, who, place);
    size_t before = content(x);
    enum status s = jobs[i].run(&j);
    if (want ? s != STATUS_OK && !(jobs[i].fails && s != STATUS_DENIED) : s != STATUS_DENIED)
        fail_msg("%s at %s by %s (%s): %s %s", jobs[i].what, codes[place], c.name, source,
                 status_text(s), d.text);
    if (!want && (!d.text[0] || (before != content(x) && jobs[i].run != accept_job &&
                                 jobs[i].run != return_job && jobs[i].run != decide_job)))
        fail_msg("%s at %s by %s: something was done all the same", jobs[i].what, codes[place],
                 c.name);
}

static void every_job(void **state)
{
    struct town x;
    bool used = false;
    (void)state;
    town_new(&x, false);
    private_ones(&x);
    for (size_t i = 0; i < JOBS; i++)
        for (int who = 0; who < WHO; who++)
            for (int p = 0; p < PLACES; p++) {
                if (p == COMMUNE_ITSELF ? !jobs[i].commune : !jobs[i].hamlets)
                    continue;
                for (size_t from = 0; from < SOURCES; from++) {
                    if (used) { /* each begins with the same */
                        town_free(&x);
                        town_new(&x, false);
                        private_ones(&x);
                    }
                    try_one(i, (enum who)who, sources[from], p, &x);
                    used = jobs[i].rule > LISTS;
                }
            }
    town_free(&x);
}

/* ---- work that was taken away comes back ---- */

static void take_away(struct town *x, int place, const char *file)
{
    struct unit_key u = unit(codes[place]);
    struct backup_ask part = {.units = &u, .n_units = 1}, all = {0};
    struct backup_info info;
    struct detail d = {0};
    struct world away = {.who = x->w.who};
    struct buf path = {0}, to = {0};
    buf_addf(&path, "%s/part-%d", x->w.dir, place);
    buf_addf(&to, "%s/away-%d", x->w.dir, place);
    if (backup_write(x->w.book, &x->w.who, buf_str(&path), &part, &info, &d) != STATUS_OK ||
        restore_book(buf_str(&path), buf_str(&to), &x->w.who, &info, &d) != STATUS_OK ||
        book_open(&away.book, buf_str(&to), false, &away.who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    /* papers and figures of the other hamlet did not go along */
    static const enum entity_id own[] = {ENTITY_DOCUMENT, ENTITY_YEARFACT, ENTITY_TARGET,
                                         ENTITY_HOUSEHOLD, ENTITY_FUND};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        for (int p = 0; p < COMMUNE_ITSELF; p++) {
            struct record r = {.id = x->id[own[i]][p]};
            enum status s = book_read(away.book, &away.who, get_fn, &r, NULL);
            if (s == STATUS_OK)
                record_release(&r);
            right(s == STATUS_OK, p == place, &away.who, entity_by_id(own[i]), p, "taken away");
        }
    change(&away, x->subject[place], "size=7");
    assert_int_equal(backup_write(away.book, &away.who, file, &all, &info, &d), STATUS_OK);
    book_close(away.book);
    buf_release(&path);
    buf_release(&to);
}

static uint64_t merged_by(struct town *x, enum who who, const char *file)
{
    struct caller c = person(x, who, "command");
    struct merge_options o = {0};
    struct merge_result out;
    struct detail d = {0};
    enum status s = merge_file(x->w.book, &c, file, &o, &out, &d);
    if (s != STATUS_OK && s != STATUS_DENIED)
        fail_msg("%s", d.text);
    uint64_t n = out.added + out.changed + out.deleted;
    for (size_t i = 0; i < out.n; i++) /* of what is not one's own nothing is shown */
        if (!may_write(who, NULL, unit_eq(out.v[i].unit, x->hamlet1) ? HAMLET1 : HAMLET2))
            assert_true(!out.v[i].here);
    merge_result_release(&out);
    return n;
}

static void work_comes_back_by_who_may_write(void **state)
{
    static const struct {
        enum who who;
        int place;
        uint64_t changed;
    } rows[] = {
        {VIEWER, HAMLET1, 0}, {STRANGER, HAMLET1, 0}, {NOBODY, HAMLET1, 0},  {LEADER, HAMLET2, 0},
        {VIEWER, HAMLET2, 0}, {LEADER, HAMLET1, 1},   {OFFICER, HAMLET2, 1},
    };
    struct town x;
    struct buf file[2] = {{0}, {0}};
    (void)state;
    town_new(&x, true);
    for (int p = 0; p < COMMUNE_ITSELF; p++) {
        buf_addf(&file[p], "%s/back-%d", x.w.dir, p);
        take_away(&x, p, buf_str(&file[p]));
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (merged_by(&x, rows[i].who, buf_str(&file[rows[i].place])) != rows[i].changed)
            fail_msg("row %zu", i);
    buf_release(&file[0]);
    buf_release(&file[1]);
    town_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job),
        cmocka_unit_test(work_comes_back_by_who_may_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
