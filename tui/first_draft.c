/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/first_draft.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "locale/mem.h"
#include "storage/drafts.h"

static const struct span FORM = {"first", 5};

static void add_folder(const char *path, struct buf *out)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    buf_addf(out, "%.*s.begun", (int)n, path);
}

/* With its parents, which keep the umask; it is the person's own. */
static enum status make_folder(const char *folder, struct detail *d)
{
    char *copy = mem_strdup(folder);
    for (char *p = copy + 1; (p = strchr(p, '/')); p++) {
        *p = 0;
        mkdir(copy, 0777);
        *p = '/';
    }
    free(copy);
    return mkdir(folder, 0700) == 0 || errno == EEXIST ? STATUS_OK : detail_errno(d, errno, folder);
}

bool first_draft_load(const char *path, const char *person, struct edit *answer, size_t n)
{
    struct buf folder = {0}, bytes = {0};
    add_folder(path, &folder);
    bool there = draft_load(buf_str(&folder), span_of(person), FORM, &bytes, NULL) == STATUS_OK;
    struct span rest = buf_span(&bytes);
    for (size_t i = 0; i < n && there && rest.n; i++) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t len = end ? (size_t)(end - rest.p) : rest.n;
        edit_replace(&answer[i], span_make(rest.p, len));
        len += end != NULL;
        rest = span_make(rest.p + len, rest.n - len);
    }
    buf_release(&folder);
    buf_release(&bytes);
    return there;
}

enum status first_draft_save(const char *path, const char *person, const struct edit *answer,
                             size_t n, struct detail *d)
{
    struct buf folder = {0}, bytes = {0};
    add_folder(path, &folder);
    for (size_t i = 0; i < n; i++) {
        buf_add_span(&bytes, edit_text(&answer[i]));
        buf_addc(&bytes, '\n');
    }
    bool any = bytes.n > n;
    enum status s = any ? make_folder(buf_str(&folder), d) : STATUS_OK;
    if (!any)
        first_draft_drop(path, person);
    else if (s == STATUS_OK)
        s = draft_save(buf_str(&folder), span_of(person), FORM, buf_span(&bytes), d);
    buf_release(&folder);
    buf_release(&bytes);
    return s;
}

void first_draft_drop(const char *path, const char *person)
{
    struct buf folder = {0}, drafts = {0};
    add_folder(path, &folder);
    buf_addf(&drafts, "%s/drafts", buf_str(&folder));
    if (draft_remove(buf_str(&folder), span_of(person), FORM, NULL) == STATUS_OK &&
        rmdir(buf_str(&drafts)) == 0)
        rmdir(buf_str(&folder)); /* else somebody else has begun too */
    buf_release(&folder);
    buf_release(&drafts);
}
