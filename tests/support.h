/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every test needs: cmocka with its includes, a temporary folder, files of tests/data.
 */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "locale/buf.h"

char *test_tmpdir(void);            /* a new empty folder; the caller frees the name */
void test_rmtree(const char *path); /* removes it with all that is in it */
void test_read_file(const char *path, struct buf *out); /* fails the test when it cannot */
void test_write_file(const char *path, const void *p, size_t n);
const char *test_build(void); /* $BUILD or "build": where the programs under test are */

#endif
