/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A backup whose content was changed by somebody who can compute its sums: it becomes a store
 * without a fault, or it is refused in a sentence and nothing is there.
 */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

#include <sodium.h>

#include "core/backup.h"
#include "core/check.h"
#include "tests/fuzz/loose_stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static void fault(void *context, const char *text)
{
    (void)context;
    fprintf(stderr, "%s\n", text);
}

static void restored(const char *file, const char *to)
{
    struct caller who = {.name = "fuzz", .role = ROLE_ADMIN, .source = "fuzz", .today = 46347};
    struct backup_info info;
    struct detail d = {0};
    enum status s = restore_book(file, to, &who, &info, &d);
    if (s == STATUS_OK && check_book(to, fault, NULL, &d) != STATUS_OK)
        abort();
    if (s != STATUS_OK && (!d.text[0] || access(to, F_OK) == 0))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char dir[64] = "/dev/shm/hoctap-fuzz-XXXXXX", file[80], to[80];
    if (sodium_init() < 0)
        abort();
    if (!mkdtemp(dir)) {
        snprintf(dir, sizeof dir, "/tmp/hoctap-fuzz-XXXXXX");
        if (!mkdtemp(dir))
            abort();
    }
    snprintf(file, sizeof file, "%s/in", dir);
    snprintf(to, sizeof to, "%s/db", dir);
    int fd = open(file, O_RDWR | O_CREAT, 0600);
    if (fd < 0)
        abort();
    bool written = loose_write((struct span){(const char *)data, n}, fd);
    close(fd);
    if (written)
        restored(file, to);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
