/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a fuzz target over every file of its corpus (argv[1]): what libFuzzer found once is a test
 * for ever. Also feeds the empty input. Prints one "ok" line per file.
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "locale/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int main(int argc, char **argv)
{
    DIR *d = argc > 1 ? opendir(argv[1]) : NULL;
    if (!d) {
        printf("not ok - no corpus %s\n", argc > 1 ? argv[1] : "");
        return 1;
    }
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (struct dirent *e; (e = readdir(d));) {
        if (e->d_name[0] == '.')
            continue;
        struct buf path = {0}, data = {0};
        buf_addf(&path, "%s/%s", argv[1], e->d_name);
        FILE *f = fopen(buf_str(&path), "rb");
        char chunk[65536];
        for (size_t n; f && (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
            buf_add(&data, chunk, n);
        if (f)
            fclose(f);
        printf("ok %s\n", e->d_name);
        fflush(stdout);
        LLVMFuzzerTestOneInput((const uint8_t *)buf_str(&data), data.n);
        buf_release(&path);
        buf_release(&data);
    }
    closedir(d);
    return 0;
}
