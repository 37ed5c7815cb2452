/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/torture/tasks.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/backup.h"
#include "core/save.h"
#include "storage/drafts.h"
#include "tests/torture/world.h"

enum { HAS = 6, MORE = 20, BROUGHT = 3 };

const char *task_name(enum task t)
{
    static const char *const names[TASKS] = {"save",   "draft",   "import",
                                             "backup", "restore", "merge"};
    return names[t];
}

void place_renew(const struct place *p, const char *dir)
{
    char *from = torture_in(dir, "w");
    torture_remove(p->dir);
    torture_copy(from, p->dir);
    free(from);
}

struct place place_at(const char *dir, int saves)
{
    struct place p = {.dir = torture_in(dir, "w"), .saves = saves};
    p.db = torture_in(p.dir, "db");
    p.fresh = torture_in(p.dir, "fresh");
    p.csv = torture_in(p.dir, "ho.csv");
    p.full = torture_in(p.dir, "full.backup");
    p.back = torture_in(p.dir, "back.backup");
    p.out = torture_in(p.dir, "out.backup");
    p.said = torture_in(dir, "said"); /* beside it: what fails is not what is said */
    return p;
}

void place_release(struct place *p)
{
    char *all[] = {p->dir, p->db, p->fresh, p->csv, p->full, p->back, p->out, p->said};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

/* ---- what is tried, and how it must look afterwards ---- */

static void add_one(struct book *b, const char *name, const char *hamlet)
{
    struct record r;
    struct detail d = {0};
    record_init(&r, entity_by_id(ENTITY_HOUSEHOLD));
    value_set_s(record_value(&r, "head"), span_of(name));
    int i = entity_field(r.e, "hamlet");
    torture_must(field_parse(&r.e->fields[i], span_of(hamlet), NULL, &r.v[i]) == REASON_NONE &&
                     save_one(b, &world_who, &r, NULL, &d) == STATUS_OK,
                 d.text);
    record_release(&r);
}

static enum status count_one(struct book_tx *t, const struct record *r, void *context)
{
    (void)t, (void)r;
    ++*(int *)context;
    return STATUS_OK;
}

static enum status count_all(struct book_tx *t, void *context)
{
    *(int *)context = 0;
    return book_each(t, entity_by_id(ENTITY_HOUSEHOLD), (struct span){"", 0}, count_one, context);
}

/* How many households a store holds that opens and has no fault; -1: there is no store (told by
 * *none) or a fault (d). */
static int households(const char *db, bool *none, struct detail *d)
{
    struct book *b;
    int n = 0;
    enum status s = book_open(&b, db, false, &world_who, d);
    *none = s == STATUS_NOTFOUND;
    if (s != STATUS_OK)
        return -1;
    s = book_read(b, &world_who, count_all, &n, d);
    book_close(b);
    return s == STATUS_OK && world_check(db, d) == 0 ? n : -1;
}

int task_attempt(enum task task, const struct place *p, const char *self, const char *const *env,
                 double seconds)
{
    struct buf program = {0};
    buf_addf(&program, "%s/hoctap", torture_build());
    const char *h = buf_str(&program);
    char number[16];
    snprintf(number, sizeof number, "%d", p->saves);
    const char *const argv[TASKS][8] = {
        [TASK_SAVE] = {self, "victim", "sweep", "save", p->db, number},
        [TASK_DRAFT] = {self, "victim", "sweep", "draft", p->db},
        [TASK_IMPORT] = {h, "--db", p->db, "import", "household", p->csv},
        [TASK_BACKUP] = {h, "--db", p->db, "backup", p->out},
        [TASK_RESTORE] = {h, "--db", p->fresh, "restore", p->full},
        [TASK_MERGE] = {h, "--db", p->db, "restore", "--merge", p->back},
    };
    unlink(p->said);
    int status = torture_start_for(argv[task], env, p->said, seconds);
    buf_release(&program);
    return status;
}

/* The letters that the victim said: '+' is a save that was acknowledged. */
int task_acknowledged(const struct place *p)
{
    int c, n = 0;
    FILE *f = fopen(p->said, "r");
    while (f && (c = fgetc(f)) != EOF)
        n += c == '+';
    if (f)
        fclose(f);
    return n;
}

static void read_draft(const char *db, char *out, size_t size)
{
    struct buf b = {0};
    struct detail d = {0};
    enum status s = draft_load(db, span_of("lan"), span_of("phieu"), &b, &d);
    snprintf(out, size, "%s", s == STATUS_OK ? buf_str(&b) : d.text);
    buf_release(&b);
}

const char *task_judge(enum task task, const struct place *p, bool done, struct detail *d)
{
    bool none = false;
    char text[500];
    struct backup_info info;
    int n = task == TASK_DRAFT ? 0 : households(task == TASK_RESTORE ? p->fresh : p->db, &none, d);
    int all = task == TASK_IMPORT ? HAS + MORE : task == TASK_MERGE ? HAS + BROUGHT : HAS;
    if (n < 0 && !(none && task == TASK_RESTORE && !done))
        return d->text[0] ? d->text : "no store is left";
    switch (task) {
    case TASK_SAVE:
        return n >= HAS + task_acknowledged(p) && n <= HAS + p->saves
                   ? NULL
                   : "an acknowledged save is lost";
    case TASK_DRAFT:
        read_draft(p->db, text, sizeof text);
        if (strcmp(text, "chữ cũ") == 0)
            return task_acknowledged(p) ? "an acknowledged draft is lost" : NULL;
        snprintf(d->text, sizeof d->text, "the draft says: %.400s", text);
        return strcmp(text, "chữ mới") == 0 ? NULL : d->text;
    case TASK_BACKUP:
        if (backup_read_info(p->out, &info, NULL, d) != STATUS_OK)
            return "the older backup in its place was spoilt";
        return !done || info.digest.count[BOOK_RECORD] >= HAS + WORLD_HAMLETS ? NULL
                                                                              : "the backup is old";
    case TASK_IMPORT:
    case TASK_MERGE:
        if (!done && n == HAS)
            return NULL;
        return n == all ? NULL : "half of it is there";
    case TASK_RESTORE:
        return none || n == all ? NULL : "half of it is there";
    case TASKS:
        break;
    }
    return NULL;
}

bool task_leftovers(const struct place *p)
{
    bool any = false;
    DIR *list = opendir(p->dir);
    for (struct dirent *e; list && (e = readdir(list));)
        any = any || strstr(e->d_name, ".tmp-") || strstr(e->d_name, ".khoi-phuc-");
    if (list)
        closedir(list);
    return any;
}

/* ---- the prepared folder ---- */

static void write_csv(const char *path)
{
    FILE *f = fopen(path, "w");
    torture_must(f != NULL, path);
    fprintf(f, "Thôn,Chủ hộ,Địa chỉ\n");
    for (int i = 0; i < MORE; i++)
        fprintf(f, "15664001,Đặng Văn Tuấn,Số %d\n", i);
    torture_must(fclose(f) == 0, path);
}

/* Hamlet 1 taken away, three households more there, and brought back. */
static void write_return(const struct place *p, const char *dir)
{
    struct unit_key h1;
    struct backup_ask ask = {.units = &h1, .n_units = 1}, all = {0};
    struct backup_info info;
    struct detail d = {0};
    char *part = torture_in(dir, "part"), *away = torture_in(dir, "away");
    torture_must(unit_parse(span_of("15664001"), UNIT_2025, &h1), "unit");
    struct book *b = world_open(p->db, false, &d);
    torture_must(b && backup_write(b, &world_who, part, &ask, &info, &d) == STATUS_OK, d.text);
    torture_must(backup_write(b, &world_who, p->full, &all, &info, &d) == STATUS_OK, d.text);
    book_close(b);
    torture_must(restore_book(part, away, &world_who, &info, &d) == STATUS_OK, d.text);
    b = world_open(away, false, &d);
    torture_must(b != NULL, d.text);
    for (int i = 0; i < BROUGHT; i++)
        add_one(b, "Người mang về", "15664001");
    torture_must(backup_write(b, &world_who, p->back, &all, &info, &d) == STATUS_OK, d.text);
    book_close(b);
    free(part);
    free(away);
}

void place_prepare(const char *dir)
{
    struct place p = place_at(dir, 0);
    struct detail d = {0};
    torture_must(mkdir(p.dir, 0700) == 0, p.dir);
    world_make(p.db);
    struct book *b = world_open(p.db, false, &d);
    torture_must(b != NULL, d.text);
    struct backup_info info;
    add_one(b, "Chủ hộ cũ", "15664001"); /* an older backup lies where the new one goes */
    torture_must(backup_write(b, &world_who, p.out, &(struct backup_ask){0}, &info, &d) ==
                     STATUS_OK,
                 d.text);
    for (int i = 1; i < HAS; i++)
        add_one(b, "Lê Thế Tuấn", i % 2 ? "15664001" : "15664002");
    book_close(b);
    torture_must(draft_save(p.db, span_of("lan"), span_of("phieu"), span_of("chữ cũ"), &d) ==
                     STATUS_OK,
                 d.text);
    write_csv(p.csv);
    write_return(&p, dir);
    place_release(&p);
}

/* ---- the victim: "save DB N" and "draft DB" ---- */

/* Not by stdio: write() itself can be seen from outside. */
static void say(const char *text)
{
    torture_must(write(1, text, strlen(text)) > 0, "write");
}

static int victim_save(const char *db, int saves)
{
    struct detail d = {0};
    struct book *b = world_open(db, false, &d);
    if (!b) {
        say(d.text);
        return 3;
    }
    int rc = 0;
    for (int i = 0; i < saves; i++) {
        struct record r;
        record_init(&r, entity_by_id(ENTITY_HOUSEHOLD));
        value_set_s(record_value(&r, "head"), SPAN_LIT("Lý Ngọc Hạnh"));
        int f = entity_field(r.e, "hamlet");
        d = (struct detail){0};
        bool ok =
            field_parse(&r.e->fields[f], SPAN_LIT("15664001"), NULL, &r.v[f]) == REASON_NONE &&
            save_one(b, &world_who, &r, NULL, &d) == STATUS_OK;
        record_release(&r);
        say(ok ? "+" : d.text);
        rc = ok ? rc : 3;
    }
    book_close(b);
    return rc;
}

int task_victim(int argc, char **argv)
{
    struct detail d = {0};
    if (argc == 3 && strcmp(argv[0], "save") == 0)
        return victim_save(argv[1], atoi(argv[2]));
    if (argc != 2 || strcmp(argv[0], "draft") != 0)
        return 98;
    enum status s = draft_save(argv[1], span_of("lan"), span_of("phieu"), span_of("chữ mới"), &d);
    say(s == STATUS_OK ? "+" : d.text);
    return s == STATUS_OK ? 0 : 3;
}
