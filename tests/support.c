/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include <ftw.h>
#include <unistd.h>

char *test_tmpdir(void)
{
    const char *base = getenv("TMPDIR");
    struct buf b = {0};
    buf_addf(&b, "%s/hoctap-test-XXXXXX", base && *base ? base : "/tmp");
    char *path = buf_detach(&b);
    if (!mkdtemp(path))
        fail_msg("cannot make %s", path);
    return path;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

void test_rmtree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void test_read_file(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot open %s", path);
    char chunk[65536];
    size_t n;
    buf_reset(out);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(out, chunk, n);
    fclose(f);
}

void test_write_file(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(p, 1, n, f) != n || fclose(f))
        fail_msg("cannot write %s", path);
}

const char *test_build(void)
{
    const char *b = getenv("BUILD");
    return b && *b ? b : "build";
}
