/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/remote_command.h"

#include <string.h>

#include "locale/msg.h"
#include "locale/utf8.h"

static enum status wrong(struct detail *d)
{
    return detail_set(d, STATUS_INVALID,
                      _("Không đọc được lệnh: chỉ dùng chữ, số, dấu cách và dấu nháy đủ cặp. Ví "
                        "dụ: report annual --format docx -o -"));
}

static bool readable(struct span s)
{
    if (s.n > REMOTE_BYTES_MAX || !utf8_valid(s))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f || s.p[i] == '\\')
            return false;
    return true;
}

/* One word from *at on, without its quotes; false: a quote stays open. */
static bool take_word(struct span s, size_t *at, struct buf *out)
{
    char quote = 0;
    for (; *at < s.n && (quote || s.p[*at] != ' '); ++*at) {
        char c = s.p[*at];
        if (quote && c == quote)
            quote = 0;
        else if (!quote && (c == '\'' || c == '"'))
            quote = c;
        else
            buf_addc(out, c);
    }
    return !quote;
}

enum status remote_split(struct span text, struct remote_command *c, struct detail *d)
{
    size_t start[REMOTE_WORDS_MAX + 1];
    memset(c, 0, sizeof *c);
    if (!readable(text))
        return wrong(d);
    buf_adds(&c->text, "hoctap");
    buf_addc(&c->text, 0);
    start[c->n++] = 0;
    for (size_t at = 0; at < text.n;) {
        if (text.p[at] == ' ') {
            at++;
            continue;
        }
        size_t from = c->text.n;
        if (c->n > REMOTE_WORDS_MAX || !take_word(text, &at, &c->text)) {
            remote_release(c);
            return wrong(d);
        }
        buf_addc(&c->text, 0);
        if (c->n == 1 && strcmp(c->text.p + from, "hoctap") == 0 && start[0] == 0)
            start[0] = from; /* the program's own name, as people are used to type it */
        else
            start[c->n++] = from;
    }
    for (int i = 0; i < c->n; i++)
        c->word[i] = c->text.p + start[i];
    if (c->n > 1)
        return STATUS_OK;
    remote_release(c);
    return wrong(d);
}

void remote_release(struct remote_command *c)
{
    buf_release(&c->text);
    memset(c, 0, sizeof *c);
}

enum status remote_allowed(const struct arguments *a, struct detail *d)
{
    const struct command *c = a->command;
    if (c->remote == REMOTE_NONE)
        return detail_set(d, STATUS_DENIED,
                          _("Qua SSH chỉ nhận: import LOẠI -, và export, report, list, progress, "
                            "explain với -o -. Việc khác hãy làm trên màn hình."));
    for (int i = 0; c->options && c->options[i].name; i++) {
        const struct command_option *o = &c->options[i];
        if (!a->option[i] || !o->file)
            continue;
        if (c->remote != REMOTE_OUT || !o->output || strcmp(a->option[i], "-") != 0)
            return detail_set(d, STATUS_DENIED,
                              o->output ? _("Qua SSH không ghi tệp trên máy chủ: hãy viết -o - rồi "
                                            "hứng vào tệp ở máy mình, ví dụ ... -o - > ho.csv.")
                                        : _("Qua SSH không dùng --%s: máy chủ không đọc, ghi tệp "
                                            "nào theo tên."),
                              o->name);
    }
    if (c->remote == REMOTE_IN && (a->n != 2 || strcmp(a->v[1], "-") != 0))
        return detail_set(d, STATUS_DENIED,
                          _("Qua SSH hãy nhập từ đầu vào: import LOẠI - < tệp ở máy mình."));
    return STATUS_OK;
}
