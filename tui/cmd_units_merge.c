/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <string.h>
#include <unistd.h>

#include "core/units_merge.h"
#include "locale/msg.h"
#include "tui/output.h"
#include "tui/say.h"

enum { DRY_RUN, ANSWERS, JSON };

const struct command_option units_merge_options[] = {
    [DRY_RUN] = {.name = "dry-run", .help = N_("chỉ xem thử, không đổi gì")},
    [ANSWERS] = {.name = "answers",
                 .argument = N_("TỆP"),
                 .help = N_("tệp trả lời thôn nào, hộ nào về đâu; cùng --dry-run mà chưa có tệp "
                            "này thì ghi ra tệp mẫu để điền cột new_code")},
    [JSON] = {.name = "json", .help = N_("in ra JSON")},
    {0},
};

static void say_refusals(const struct merge_plan *p, const char *map, const char *answers)
{
    enum { SHOWN = 50 };
    for (size_t i = 0; i < p->refusals && i < SHOWN; i++) {
        const struct merge_refusal *r = &p->refusal[i];
        const char *file = r->answer && answers ? answers : map;
        if (r->line)
            say(_("%s, dòng %u: %s."), file, (unsigned)r->line, r->text);
        else
            say("%s: %s.", file, r->text);
    }
    if (p->refusals > SHOWN)
        say(_("... và %zu chỗ khác."), p->refusals - SHOWN);
}

/* What came of it, in one or two sentences. */
static void say_end(const struct merge_plan *p, const char *answers, bool dry_run, bool template)
{
    if (template)
        say(_("Đã ghi tệp mẫu %s. Hãy điền cột new_code rồi chạy lại với --answers %s."), answers,
            answers);
    if (p->refusals)
        say(_("Chưa đổi gì. Hãy sửa các dòng nêu trên rồi chạy lại."));
    else if (p->questions && !dry_run)
        say(_("Chưa đổi gì: còn %zu câu chưa trả lời. Hãy chạy với --dry-run --answers TỆP để lấy "
              "tệp mẫu, điền rồi chạy lại."),
            p->questions);
    else if (p->questions && !template)
        say(_("Còn %zu câu chưa trả lời. Thêm --answers TỆP để lấy tệp mẫu."), p->questions);
    else if (!p->questions && dry_run && p->changes)
        say(_("Đây là xem thử, chưa đổi gì. Bỏ --dry-run để làm."));
    else if (!p->questions && !p->changes)
        say(_("Không có gì phải đổi: tệp này đã làm rồi, hoặc không nói đến thôn nào trong sổ."));
    else if (!p->questions)
        say(_("Đã làm xong. Xem lại bằng 'hoctap units list --parent %.5s'."),
            p->book_commune.c + 1);
}

static int write_template(const struct merge_plan *p, const char *path)
{
    struct output out;
    struct detail d = {0};
    struct buf text = {0};
    merge_plan_add_template(p, &text);
    enum status s = output_open(&out, path, &d);
    if (s == STATUS_OK) {
        output_add(&out, buf_span(&text));
        s = output_commit(&out, &d);
    }
    buf_release(&text);
    return say_file_status(s, &d);
}

static int tell(const struct arguments *a, const struct merge_plan *p, bool asked)
{
    struct buf b = {0};
    bool dry_run = a->option[DRY_RUN] != NULL;
    const char *answers = a->option[ANSWERS];
    bool template = dry_run && answers && !asked && p->questions && !p->refusals;
    int rc;
    if (a->option[JSON])
        merge_plan_add_json(p, dry_run, &b);
    else
        merge_plan_add_text(p, &b);
    rc = app_put(buf_span(&b));
    buf_release(&b);
    if (rc == EXIT_DONE && template)
        rc = write_template(p, answers);
    say_refusals(p, a->v[0], answers);
    say_end(p, answers, dry_run, template);
    if (rc == EXIT_DONE && (p->questions || p->refusals))
        rc = EXIT_FAULTS;
    return rc;
}

int run_units_merge(struct app *app, const struct arguments *a)
{
    struct merge_input in = {0};
    struct merge_plan plan = {0};
    struct detail d = {0};
    bool dry_run = a->option[DRY_RUN] != NULL;
    /* in a preview a file that is not there yet is where the questions go */
    bool asked = a->option[ANSWERS] && (!dry_run || access(a->option[ANSWERS], F_OK) == 0);
    int rc = app_open(app, dry_run);
    if (rc != EXIT_DONE)
        return rc;
    const char *file = a->v[0];
    enum status s = merge_read_map(&in, app->book->scheme, file, &d);
    if (s == STATUS_OK && asked) {
        file = a->option[ANSWERS];
        s = merge_read_answers(&in, app->book->scheme, file, &d);
    }
    if (s == STATUS_OK) {
        file = NULL;
        s = units_merge(app->book, &app->caller, &in, dry_run, &plan, &d);
    }
    rc = s == STATUS_OK ? tell(a, &plan, asked) : app_say_failed(s, &d, file);
    merge_plan_release(&plan);
    merge_input_release(&in);
    return rc;
}
