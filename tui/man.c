/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/man.h"

#include <string.h>

#include "core/entity.h"
#include "forms/report.h"
#include "locale/msg.h"
#include "tui/action.h"
#include "tui/help.h"

/* Text as roff shows it: no request at the beginning of a line, hyphens to be copied as they are.
 */
static void add_text(struct buf *out, const char *s)
{
    bool start = out->n == 0 || out->p[out->n - 1] == '\n';
    if (start && (*s == '.' || *s == '\''))
        buf_adds(out, "\\&");
    for (; *s; s++)
        if (*s == '\\')
            buf_adds(out, "\\e");
        else if (*s == '-')
            buf_adds(out, "\\-");
        else if (*s == '~')
            buf_adds(out, "\\(ti");
        else
            buf_addc(out, *s);
}

static void add_line(struct buf *out, const char *s)
{
    add_text(out, s);
    buf_addc(out, '\n');
}

static void add_section(struct buf *out, const char *title)
{
    buf_addf(out, ".SH \"%s\"\n", title);
}

/* "-o, --output TỆP" */
static void add_option(struct buf *out, const struct command_option *o)
{
    buf_adds(out, ".TP\n\\fB");
    if (o->letter)
        buf_addf(out, "\\-%c\\fR, \\fB", o->letter);
    buf_adds(out, "\\-\\-");
    add_text(out, o->name);
    buf_adds(out, "\\fR");
    if (o->argument) {
        buf_adds(out, " \\fI");
        add_text(out, o->words ? o->words : _(o->argument));
        buf_adds(out, "\\fR");
    }
    buf_addc(out, '\n');
    add_line(out, _(o->help));
}

/* Names with | between them may be broken there. */
static void add_lists(struct buf *out, const struct command *c)
{
    struct buf b = {0};
    c->lists(&b);
    buf_adds(out, ".PP\n");
    for (char *s = strtok(b.p, "|"); s; s = strtok(NULL, "|")) {
        if (s != b.p)
            buf_adds(out, "|\\:");
        add_text(out, s);
    }
    buf_release(&b);
}

static void add_command(struct buf *out, const struct command *c)
{
    buf_adds(out, ".SS \"");
    add_text(out, c->name);
    if (c->arguments) {
        buf_addc(out, ' ');
        add_text(out, _(c->arguments));
    }
    buf_adds(out, "\"\n");
    add_line(out, _(c->help));
    for (const struct command_option *o = c->options; o && o->name; o++)
        add_option(out, o);
    if (c->lists)
        add_lists(out, c);
}

static void add_key(struct buf *out, enum action a)
{
    buf_adds(out, ".TP\n\\fB");
    add_text(out, action_shown(a));
    buf_adds(out, "\\fR");
    if (*action_twins(a)) {
        buf_adds(out, ", ");
        add_text(out, action_twins(a));
    }
    if (action_letter(a)) {
        const char letter[2] = {action_letter(a), 0};
        buf_addf(out, _("; trong danh sách: \\fB%s\\fR"), letter);
    }
    buf_addc(out, '\n');
    add_line(out, action_help(a));
}

static void add_item(struct buf *out, const char *name, const char *text)
{
    buf_adds(out, ".TP\n\\fB");
    add_text(out, name);
    buf_adds(out, "\\fR\n");
    add_line(out, text);
}

static void add_kinds(struct buf *out)
{
    add_section(out, _("CÁC LOẠI PHIẾU"));
    for (size_t i = 0; entity_at(i); i++)
        add_item(out, entity_at(i)->name, _(entity_at(i)->label));
    add_section(out, _("CÁC BÁO CÁO"));
    for (const struct report_type *k = report_types; k->name; k++)
        add_item(out, k->name, _(k->label));
}

static void add_places(struct buf *out)
{
    add_section(out, _("BIẾN MÔI TRƯỜNG"));
    add_item(out, "HOCTAP_DB", _("thư mục dữ liệu, khi không nêu --db"));
    add_item(out, "XDG_DATA_HOME",
             _("thư mục dữ liệu là hoctap trong thư mục này, khi không nêu gì khác"));
    add_item(out, "HOCTAP_TODAY", _("ngày hôm nay khi thử, ví dụ 2026-11-22"));
    add_item(out, "NO_COLOR", _("khác rỗng thì màn hình không dùng màu"));
    add_item(out, "ESCDELAY", _("chờ bao nhiêu phần nghìn giây sau phím Esc, mặc định 180"));
    add_section(out, _("TỆP"));
    add_item(out, "~/.local/share/hoctap", _("dữ liệu và bản nháp, chỉ người chủ đọc được"));
    add_section(out, _("KẾT QUẢ"));
    add_line(out, _(help_exit_codes));
}

void man_add(struct buf *out)
{
    buf_addf(out,
             ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n.TH HOCTAP 1 \"\" \"hoctap %s\"\n",
             HOCTAP_VERSION);
    add_section(out, _("TÊN"));
    buf_adds(out, "hoctap \\- ");
    add_line(out, _("Ghi chép và theo dõi phong trào học tập của thôn, tổ dân phố và xã."));
    add_section(out, _("CÁCH DÙNG"));
    add_line(out, _("hoctap [--db THƯ-MỤC] [--lang vi|en] [LỆNH ...]"));
    add_section(out, _("MÔ TẢ"));
    add_line(out, _("Không nêu lệnh thì mở màn hình: lần đầu có năm câu hỏi, những lần sau là bảng "
                    "chọn. Mọi điều gõ dở được giữ làm bản nháp, kể cả khi đứt mạng."));
    add_section(out, _("TÙY CHỌN CHUNG"));
    for (const struct command_option *o = help_globals; o->name; o++)
        add_option(out, o);
    add_section(out, _("CÁC LỆNH"));
    for (const struct command *c = commands; c->name; c++)
        add_command(out, c);
    add_kinds(out);
    add_section(out, _("CÁC PHÍM TRÊN MÀN HÌNH"));
    add_line(out, _("Esc rồi một chữ số thay cho phím F mà máy hay phần mềm kết nối không gửi được "
                    "(Esc 2 là F2)."));
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
        add_key(out, (enum action)a);
    add_places(out);
}
