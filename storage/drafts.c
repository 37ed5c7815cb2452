/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/drafts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "locale/msg.h"
#include "storage/crc32c.h"
#include "storage/diskfile.h"

enum { LEFTOVER_SECONDS = 3600, BLOCK = 4096 };

struct draft {
    struct span person, form, bytes;
};

/* The folder drafts/; `make`: makes it when missing. -1 with STATUS_NOTFOUND when it is not there.
 */
static enum status folder(const char *store_path, bool make, int *fd, struct detail *d)
{
    *fd = -1;
    if (!*store_path)
        return make ? detail_set(d, STATUS_INVALID, _("Kho dữ liệu thử không giữ bản nháp."))
                    : STATUS_NOTFOUND;
    int store = open(store_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store < 0)
        return detail_errno(d, errno, store_path);
    enum status st = STATUS_OK;
    if (make) {
        st = diskfile_folder(store, "drafts", fd, d);
    } else {
        *fd = openat(store, "drafts", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (*fd < 0)
            st = detail_errno(d, errno, "drafts");
    }
    close(store);
    return st;
}

static void file_name(struct buf *out, struct span person, struct span form)
{
    diskfile_safe_name(out, person);
    buf_addc(out, '.'); /* which no safe name has in it */
    diskfile_safe_name(out, form);
}

/* What a file takes on the disk: answers of one line are many and small. */
static off_t room_of(off_t bytes)
{
    return (bytes + BLOCK - 1) / BLOCK * BLOCK;
}

/* Room of this person's drafts but the one called name. */
static off_t others_of(int fd, struct span person, const char *name)
{
    struct buf mine = {0};
    struct stat st;
    off_t bytes = 0;
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* its own place in the list */
    DIR *list = again < 0 ? NULL : fdopendir(again);
    diskfile_safe_name(&mine, person);
    buf_addc(&mine, '.');
    for (struct dirent *e; list && (e = readdir(list));)
        if (!strncmp(e->d_name, buf_str(&mine), mine.n) && strcmp(e->d_name, name) &&
            !fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW))
            bytes += room_of(st.st_size);
    if (list)
        closedir(list);
    else if (again >= 0)
        close(again);
    buf_release(&mine);
    return bytes;
}

static enum status too_many(struct detail *d)
{
    return detail_set(d, STATUS_FULL,
                      _("Chưa giữ được bản nháp: các bản nháp cũ đã quá nhiều. Hãy lưu phiếu này, "
                        "rồi mở các bản nháp cũ ở bảng chọn để lưu hoặc bỏ."));
}

/* The lengths are sealed too: another length would make it another person's draft. */
static uint32_t lengths_crc(size_t person, size_t form)
{
    uint64_t n[2] = {person, form};
    return crc32c(0, n, sizeof n);
}

enum status draft_save(const char *store_path, struct span person, struct span form,
                       struct span bytes, struct detail *d)
{
    int fd;
    enum status st = folder(store_path, true, &fd, d);
    if (st)
        return st;
    struct buf name = {0}, file = {0};
    uint32_t crc = crc32c(lengths_crc(person.n, form.n), person.p, person.n);
    crc = crc32c(crc, form.p, form.n);
    file_name(&name, person, form);
    buf_addf(&file, "hoctap draft 1 %zu %zu %u\n", person.n, form.n, crc32c(crc, bytes.p, bytes.n));
    buf_add_span(&file, person);
    buf_add_span(&file, form);
    buf_add_span(&file, bytes);
    if (file.n > DRAFT_MAX)
        st = detail_set(d, STATUS_INVALID, _("Bản nháp quá lớn, không giữ được."));
    else if (others_of(fd, person, buf_str(&name)) + room_of((off_t)file.n) > DRAFT_PERSON_MAX)
        st = too_many(d);
    else if ((st = diskfile_write(fd, buf_str(&name), buf_span(&file), true, d)) == STATUS_FULL)
        st = detail_set(d, st,
                        _("Chưa giữ được bản nháp: ổ đĩa đã đầy. Chữ đã gõ vẫn còn trên "
                          "màn hình."));
    close(fd);
    buf_release(&name);
    buf_release(&file);
    return st;
}

/* The spans of *out point into file. */
static bool parse(struct span file, struct draft *out)
{
    size_t person, form;
    unsigned crc;
    int head = 0;
    const char *line = memchr(file.p, '\n', file.n < 100 ? file.n : 100);
    if (!line || sscanf(file.p, "hoctap draft 1 %zu %zu %u%n", &person, &form, &crc, &head) != 3 ||
        file.p + head != line)
        return false;
    struct span rest = {line + 1, file.n - (size_t)head - 1};
    if (person > rest.n || form > rest.n - person ||
        crc32c(lengths_crc(person, form), rest.p, rest.n) != crc)
        return false;
    out->person = (struct span){rest.p, person};
    out->form = (struct span){rest.p + person, form};
    out->bytes = (struct span){rest.p + person + form, rest.n - person - form};
    return true;
}

enum status draft_load(const char *store_path, struct span person, struct span form,
                       struct buf *out, struct detail *d)
{
    int fd;
    struct buf name = {0}, file = {0};
    struct draft draft;
    enum status st = folder(store_path, false, &fd, d);
    if (st)
        return st;
    file_name(&name, person, form);
    st = diskfile_read(fd, buf_str(&name), DRAFT_MAX, &file, d);
    if (!st && !parse(buf_span(&file), &draft))
        st = detail_set(d, STATUS_CORRUPT,
                        _("Bản nháp (tệp drafts/%s) bị hỏng, không mở lại được. Hãy nhập lại."),
                        buf_str(&name));
    else if (!st && (!span_eq(draft.person, person) || !span_eq(draft.form, form)))
        st = STATUS_NOTFOUND; /* a long name of somebody else with the same hash */
    else if (!st)
        buf_add_span(out, draft.bytes);
    close(fd);
    buf_release(&name);
    buf_release(&file);
    return st;
}

enum status draft_remove(const char *store_path, struct span person, struct span form,
                         struct detail *d)
{
    int fd;
    enum status st = folder(store_path, false, &fd, NULL);
    if (st == STATUS_NOTFOUND)
        return STATUS_OK;
    if (st)
        return folder(store_path, false, &fd, d); /* again, for the message */
    struct buf name = {0};
    file_name(&name, person, form);
    st = diskfile_remove(fd, buf_str(&name), d);
    if (!st)
        fsync(fd); /* a draft that comes back after a power cut would puzzle */
    close(fd);
    buf_release(&name);
    return st;
}

static void look_at(int fd, const char *name, struct span person, draft_fn fn, void *context)
{
    struct stat st;
    struct buf file = {0};
    struct draft draft;
    if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) || !S_ISREG(st.st_mode))
        return;
    if (!strncmp(name, DISKFILE_TEMPORARY, sizeof DISKFILE_TEMPORARY - 1)) {
        if (st.st_mtime < time(NULL) - LEFTOVER_SECONDS)
            unlinkat(fd, name, 0);
        return;
    }
    if (!diskfile_read(fd, name, DRAFT_MAX, &file, NULL) && parse(buf_span(&file), &draft) &&
        (!person.n || span_eq(person, draft.person)))
        fn(context, &(struct draft_info){draft.person, draft.form, st.st_mtime});
    buf_release(&file);
}

enum status draft_each(const char *store_path, struct span person, draft_fn fn, void *context,
                       struct detail *d)
{
    int fd;
    enum status st = folder(store_path, false, &fd, d);
    if (st)
        return st == STATUS_NOTFOUND ? STATUS_OK : st;
    DIR *list = fdopendir(fd);
    if (!list) {
        int err = errno;
        close(fd);
        return detail_errno(d, err, "drafts");
    }
    for (struct dirent *e; (e = readdir(list));)
        look_at(fd, e->d_name, person, fn, context);
    closedir(list);
    return STATUS_OK;
}
