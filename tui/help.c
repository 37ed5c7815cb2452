/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/help.h"

#include <string.h>

#include "core/title.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/output.h"
#include "tui/say.h"

enum { NAME_MAX_BYTES = 31, LEFT_COLUMNS = 26 };

const struct command_option help_globals[] = {
    {.name = "db",
     .argument = N_("THƯ-MỤC"),
     .help = N_("nơi giữ dữ liệu; không nêu thì theo $HOCTAP_DB, rồi ~/.local/share/hoctap")},
    {.name = "lang", .argument = "vi|en", .help = N_("ngôn ngữ của thông báo, mặc định vi")},
    {.name = "as",
     .argument = N_("TÊN"),
     .help = N_("phiên của một người trên máy chủ; chỉ đứng trong tệp khóa của sshd")},
    {.name = "help", .letter = 'h', .help = N_("hướng dẫn này")},
    {.name = "version", .help = N_("phiên bản của chương trình")},
    {0},
};

const char help_exit_codes[] =
    N_("Kết quả: 0 xong; 1 xong nhưng có dòng bị từ chối hoặc lỗi tìm thấy; 2 lệnh chưa "
       "đúng;\n3 không mở, đọc hoặc ghi được; 4 không có quyền.");

static int finish(struct output *o)
{
    struct detail d = {0};
    return say_file_status(output_commit(o, &d), &d);
}

static void begin(struct output *o)
{
    if (output_open(o, NULL, NULL) != STATUS_OK)
        return; /* stdout always opens; a failed write shows at the commit */
}

/* Two columns; what is too wide for the left one gets a line of its own. */
static void add_line(struct output *o, const char *left, const char *right)
{
    struct buf b = {0};
    if (width_columns(span_of(left)) > LEFT_COLUMNS)
        buf_addf(&b, "%s\n%*s", left, LEFT_COLUMNS + 2, "");
    else
        width_add_padded(&b, span_of(left), LEFT_COLUMNS + 2, WIDTH_LEFT);
    output_addf(o, "  %s%s\n", buf_str(&b), right);
    buf_release(&b);
}

static void add_option(struct output *o, const struct command_option *opt)
{
    struct buf left = {0};
    if (opt->letter)
        buf_addf(&left, "-%c, ", opt->letter);
    buf_addf(&left, "--%s", opt->name);
    if (opt->argument)
        buf_addf(&left, " %s", opt->words ? opt->words : _(opt->argument));
    add_line(o, buf_str(&left), _(opt->help));
    buf_release(&left);
}

static void add_usage(struct output *o, const struct command *c)
{
    output_addf(o, "hoctap %s", c->name);
    for (const struct command_option *opt = c->options; opt && opt->name; opt++) {
        const char *value = opt->words ? opt->words : opt->argument ? _(opt->argument) : "";
        output_adds(o, opt->required ? " " : " [");
        if (opt->letter)
            output_addf(o, "-%c", opt->letter);
        else
            output_addf(o, "--%s", opt->name);
        output_addf(o, "%s%s%s", opt->argument ? " " : "", value, opt->required ? "" : "]");
    }
    if (c->arguments)
        output_addf(o, " %s", _(c->arguments));
    output_adds(o, "\n");
}

int help_version(void)
{
    struct output o;
    begin(&o);
    output_adds(&o, "hoctap " HOCTAP_VERSION "\n");
    return finish(&o);
}

static void add_commands(struct output *o, const char *family)
{
    size_t n = family ? strlen(family) : 0;
    for (const struct command *c = commands; c->name; c++) {
        struct buf left = {0};
        if (family && (strncmp(c->name, family, n) != 0 || c->name[n] != ' '))
            continue;
        buf_adds(&left, c->name);
        if (c->arguments)
            buf_addf(&left, " %s", _(c->arguments));
        add_line(o, buf_str(&left), _(c->help));
        buf_release(&left);
    }
}

int help_all(void)
{
    struct output o;
    begin(&o);
    output_addf(&o, _("Cách dùng: %s"), _("hoctap [--db THƯ-MỤC] [--lang vi|en] [LỆNH ...]"));
    output_addf(&o, "\n%s\n\n%s\n",
                _("Ghi chép và theo dõi phong trào học tập của thôn, tổ dân phố và xã."),
                _("Lệnh (thêm --help sau lệnh để xem cách dùng):"));
    add_commands(&o, NULL);
    output_addf(&o, "\n%s\n", _("Tùy chọn chung:"));
    for (const struct command_option *g = help_globals; g->name; g++)
        add_option(&o, g);
    output_addf(&o, "\n%s\n", _(help_exit_codes));
    return finish(&o);
}

static void add_kinds(struct output *o, const struct command *c)
{
    output_addf(o, "\n%s\n", _("Các loại:"));
    for (size_t i = 0; entity_at(i); i++)
        add_line(o, entity_at(i)->name, _(entity_at(i)->label));
    output_addf(o, _("Các cột của một loại: hoctap %s LOẠI --help"), c->name);
    output_adds(o, "\n");
}

/* The columns of a kind, as an import finds them and exports and JSON name them. */
static void add_columns(struct output *o, const struct entity *e)
{
    const struct title_kind *k = title_of_entity(e->id);
    struct buf left = {0}, title = {0};
    output_addf(o, "\n%s %s (%s):\n", _("Các cột của"), e->name, _(e->label));
    if (entity_field_flag(e, FIELD_UNIT) < 0)
        add_line(o, _("Thôn, tổ dân phố"), _("nơi tìm người, hộ có tên ấy"));
    for (size_t i = 0; i < e->n_fields; i++) {
        buf_reset(&left);
        buf_addf(&left, "%s (%s)", _(e->fields[i].label), e->fields[i].name);
        add_line(o, buf_str(&left), e->fields[i].help ? _(e->fields[i].help) : "");
    }
    if (k) {
        size_t n = strcspn(k->abbreviations, "|");
        buf_reset(&left);
        buf_addf(&left, "ĐK %.*s 2026, CN %.*s 2026", (int)n, k->abbreviations, (int)n,
                 k->abbreviations);
        buf_addf(&title, _("đăng ký, công nhận %s của một năm: x"), _(k->label));
        add_line(o, buf_str(&left), buf_str(&title));
    }
    buf_release(&left);
    buf_release(&title);
}

/* What only the command itself knows. */
static void add_lists(struct output *o, const struct command *c)
{
    struct buf b = {0};
    c->lists(&b);
    output_addf(o, "\n%s", buf_str(&b));
    buf_release(&b);
}

int help_command(const struct command *c, const char *kind)
{
    const struct entity *e = c->kinds && kind ? entity_by_name(kind) : NULL;
    struct output o;
    begin(&o);
    output_addf(&o, _("Cách dùng: %s"), "");
    add_usage(&o, c);
    output_addf(&o, "%s\n", _(c->help));
    if (c->options && c->options->name)
        output_addf(&o, "\n%s\n", _("Tùy chọn:"));
    for (const struct command_option *opt = c->options; opt && opt->name; opt++)
        add_option(&o, opt);
    if (c->lists)
        add_lists(&o, c);
    output_addf(&o, "\n%s\n", _("Tùy chọn chung:"));
    for (const struct command_option *g = help_globals; g->name; g++)
        add_option(&o, g);
    if (e)
        add_columns(&o, e);
    else if (c->kinds)
        add_kinds(&o, c);
    return finish(&o);
}

int help_family(const char *family)
{
    struct output o;
    begin(&o);
    output_addf(&o, "%s\n", _("Lệnh (thêm --help sau lệnh để xem cách dùng):"));
    add_commands(&o, family);
    return finish(&o);
}

bool help_is_family(const char *word)
{
    size_t n = strlen(word);
    for (const struct command *c = commands; c->name; c++)
        if (strncmp(c->name, word, n) == 0 && c->name[n] == ' ')
            return true;
    return false;
}

int help_family_needs_word(const char *family)
{
    struct buf words = {0};
    size_t n = strlen(family);
    for (const struct command *c = commands; c->name; c++)
        if (strncmp(c->name, family, n) == 0 && c->name[n] == ' ')
            buf_addf(&words, "%s%s", words.n ? ", " : "", c->name + n + 1);
    int rc = command_usage(NULL, _("Lệnh %s cần thêm một từ: %s."), family, buf_str(&words));
    buf_release(&words);
    return rc;
}

/* Letters added, dropped, changed, or two neighbours swapped. */
static unsigned edits(const char *a, size_t na, const char *b, size_t nb)
{
    unsigned row[3][NAME_MAX_BYTES + 1];
    unsigned *before = row[0], *above = row[1], *here = row[2];
    for (size_t j = 0; j <= nb; j++)
        above[j] = (unsigned)j;
    for (size_t i = 1; i <= na; i++) {
        here[0] = (unsigned)i;
        for (size_t j = 1; j <= nb; j++) {
            unsigned best = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (here[j - 1] + 1 < best)
                best = here[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            here[j] = best;
        }
        unsigned *free_row = before;
        before = above;
        above = here;
        here = free_row;
    }
    return above[nb];
}

/* How far name is from what was typed; large when it is no near one. */
static unsigned distance(const char *typed, size_t n, const char *name)
{
    size_t m = strlen(name);
    if (n == 0 || n > NAME_MAX_BYTES || m > NAME_MAX_BYTES)
        return 99;
    if (n >= 2 && n < m && strncmp(typed, name, n) == 0)
        return 1;
    unsigned k = edits(typed, n, name, m);
    return k <= 2 && k < m && k < n ? k : 99;
}

const char *help_nearest_command(const char *name)
{
    const char *best = NULL;
    unsigned least = 99;
    for (const struct command *c = commands; c->name; c++) {
        unsigned k = distance(name, strlen(name), c->name);
        if (k < least)
            least = k, best = c->name;
    }
    return best;
}

const char *help_nearest_option(const struct command *c, const char *text)
{
    const char *best = NULL;
    unsigned least = 99;
    const struct command_option *tables[2] = {c ? c->options : NULL, help_globals};
    while (*text == '-')
        text++;
    for (int t = 0; t < 2; t++)
        for (const struct command_option *o = tables[t]; o && o->name; o++) {
            unsigned k = distance(text, strcspn(text, "="), o->name);
            if (k < least)
                least = k, best = o->name;
        }
    return best;
}
