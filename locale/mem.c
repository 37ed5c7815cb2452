/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*die_hook)(void);

void mem_on_die(void (*hook)(void))
{
    die_hook = hook;
}

static void *checked(void *p)
{
    if (p)
        return p;
    if (die_hook)
        die_hook();
    fputs("hoctap: hết bộ nhớ (out of memory)\n", stderr);
    exit(3);
}

void *mem_alloc(size_t n)
{
    return checked(calloc(1, n ? n : 1));
}

void *mem_realloc(void *p, size_t n)
{
    return checked(realloc(p, n ? n : 1));
}

void *mem_realloc_array(void *p, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        return checked(NULL);
    return mem_realloc(p, n * size);
}

char *mem_strdup(const char *s)
{
    return s ? mem_dup(s, strlen(s) + 1) : NULL;
}

void *mem_dup(const void *p, size_t n)
{
    void *copy = checked(malloc(n ? n : 1));
    if (n)
        memcpy(copy, p, n);
    return copy;
}
