/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work brought back whose content was changed by somebody who can compute the sums of a stream.
 * What is merged leaves a store without a fault, and the same file again changes nothing; what is
 * refused changes nothing and says why.
 */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include <sodium.h>

#include "core/merge.h"
#include "core/save.h"
#include "tests/fuzz/loose_stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct caller who = {
    .name = "fuzz", .role = ROLE_OFFICER, .source = "fuzz", .today = 46347};

static void keep(struct book *b, enum entity_id e, struct unit_key u, const char *name)
{
    struct record r;
    record_init(&r, entity_by_id(e));
    r.unit = u;
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_UNIT)], unit_span(&u));
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_NAME)], span_of(name));
    if (save_one(b, &who, &r, NULL, NULL) != STATUS_OK)
        abort();
    record_release(&r);
}

static struct book *small_book(void)
{
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã tưởng tượng"};
    struct book *b;
    if (!unit_parse(SPAN_LIT("00001"), UNIT_2025, &init.commune) ||
        book_create(&b, "mem:", &init, &who, NULL) != STATUS_OK)
        abort();
    keep(b, ENTITY_HAMLET, unit_hamlet(init.commune, 1), "Thôn 1");
    keep(b, ENTITY_HOUSEHOLD, unit_hamlet(init.commune, 1), "Hộ ở đây");
    return b;
}

static enum status read_generation(struct book_tx *t, void *context)
{
    *(uint64_t *)context = book_generation(t);
    return STATUS_OK;
}

static uint64_t generation(struct book *b)
{
    uint64_t n;
    if (book_read(b, &who, read_generation, &n, NULL) != STATUS_OK)
        abort();
    return n;
}

static void bring_back(struct book *b, const char *file)
{
    for (int run = 0; run < 3; run++) { /* looked at, done, done again */
        struct merge_result r;
        struct merge_options o = {.dry_run = run == 0};
        struct detail d = {0};
        struct buf text = {0};
        uint64_t before = generation(b);
        enum status s = merge_file(b, &who, file, &o, &r, &d);
        if (s != STATUS_OK && (!d.text[0] || generation(b) != before))
            abort();
        if (run == 0 && generation(b) != before)
            abort();
        if (run == 2 && r.added + r.changed + r.deleted)
            abort();
        for (size_t i = 0; i < r.n; i++)
            merge_note_add_text(&r.v[i], &text);
        buf_release(&text);
        merge_result_release(&r);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char file[40];
    if (sodium_init() < 0)
        abort();
    int fd = memfd_create("back", 0);
    if (fd < 0)
        abort();
    snprintf(file, sizeof file, "/proc/self/fd/%d", fd);
    if (loose_write((struct span){(const char *)data, n}, fd)) {
        struct book *b = small_book();
        bring_back(b, file);
        book_close(b);
    }
    close(fd);
    return 0;
}
