/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/fetch.h"

#include <stdarg.h>
#include <string.h>

#include "core/account.h"
#include "core/unitbook.h"
#include "forms/menu.h"
#include "locale/msg.h"

void fetch_release(struct fetch *f)
{
    buf_release(&f->words);
    *f = (struct fetch){0};
}

void fetch_begin(struct fetch *f, struct session *s, const char *format, const char *fmt, ...)
{
    va_list ap;
    fetch_release(f);
    if (!s->served)
        return;
    f->session = s;
    f->format = format;
    va_start(ap, fmt);
    buf_vaddf(&f->words, fmt, ap);
    va_end(ap);
}

void fetch_add(struct fetch *f, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (f->session)
        buf_vaddf(&f->words, fmt, ap);
    va_end(ap);
}

struct naming {
    struct unit_key unit;
    struct buf *out;
    size_t from;
};

static enum status add_code(struct book_tx *t, void *context)
{
    struct naming *n = context;
    struct unit_key u = unitbook_code(t, n->unit, t->who->today);
    buf_truncate(n->out, n->from); /* the closure may run again */
    buf_adds(n->out, " --unit ");
    if (u.c[0] != (char)t->book->scheme && unit_level(u) != UNIT_COUNTRY)
        buf_adds(n->out, u.c[0] == UNIT_PRE2025 ? "pre2025:" : "2025:");
    unit_add_code(n->out, u);
    return STATUS_OK;
}

void fetch_add_unit(struct fetch *f, struct unit_key u)
{
    struct session *s = f->session;
    if (!s || unit_level(u) == UNIT_NONE || unit_eq(u, menu_unit(s->book, s->who)))
        return;
    struct naming n = {u, &f->words, f->words.n};
    if (book_read(s->book, s->who, add_code, &n, NULL) != STATUS_OK)
        buf_truncate(&f->words, n.from);
}

void fetch_add_year(struct fetch *f, int year)
{
    if (f->session && year != day_year(f->session->who->today))
        fetch_add(f, " --year %d", year);
}

static enum status needs_password(struct book_tx *t, void *context)
{
    struct account a;
    enum status s = account_get(t, t->who->name, &a);
    *(bool *)context = s == STATUS_OK && a.hash[0] && !a.commands_by_key;
    account_release(&a);
    return s;
}

/* The name with the format's ending, in quotes where a command line needs them. */
static void add_file(const struct fetch *f, const char *file, struct buf *out)
{
    const char *dot = strrchr(file, '.');
    bool quote = strpbrk(file, " &()^,;!'`") != NULL;
    buf_adds(out, quote ? "\"" : "");
    buf_add(out, file, f->format && dot ? (size_t)(dot - file) : strlen(file));
    if (f->format)
        buf_addf(out, ".%s", f->format);
    buf_adds(out, quote ? "\"" : "");
}

void fetch_text(const struct fetch *f, const char *file, struct buf *out)
{
    const char *dot = strrchr(file, '.');
    struct buf to = {0};
    bool password = false;
    if (!f->session || !dot || strpbrk(file, "\"%"))
        return;
    add_file(f, file, &to);
    buf_addf(out, _("Đã in ra tệp %s. Tệp này nằm trên máy chủ."), file);
    buf_adds(out, "\n\n");
    buf_adds(out, _("Để có tệp ấy ở máy mình: bấm phím Windows, gõ cmd, bấm Enter. Trong cửa sổ "
                    "hiện ra gõ đúng một dòng này rồi bấm Enter:"));
    buf_adds(out, "\n\n");
    buf_addf(out, "plink %s %s", _("TÊN-PHIÊN"), buf_str(&f->words));
    if (!f->format || strcmp(f->format, "txt") != 0)
        buf_addf(out, " --format %s", f->format ? f->format : dot + 1);
    buf_addf(out, " -o - > %s\n\n", buf_str(&to));
    buf_adds(out, _("TÊN-PHIÊN là tên đã lưu trong PuTTY, ở khung Saved Sessions, dòng vẫn chọn để "
                    "vào đây; tên có dấu cách thì đặt trong ngoặc kép. Tệp sẽ nằm trong thư mục mà "
                    "cửa sổ ấy đang ghi ở đầu dòng. Không có PuTTY mà có ssh thì viết "
                    "ssh hoctap@MÁY-CHỦ thay cho plink TÊN-PHIÊN."));
    enum status s = book_read(f->session->book, f->session->who, needs_password, &password, NULL);
    buf_adds(out, s == STATUS_OK && password ? "\n\n" : "\n");
    if (s == STATUS_OK && password)
        buf_addf(out,
                 _("Tài khoản này có mật khẩu nên máy chủ chưa nhận dòng ấy. Hãy nhờ người quản "
                   "trị gõ trên máy chủ: hoctap user passwd %s --commands key"),
                 f->session->who->name);
    buf_release(&to);
}
