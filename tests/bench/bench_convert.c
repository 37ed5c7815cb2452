/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text in TCVN3 and VNI to UTF-8: whole processes, output thrown away, beside iconv(1), recode and
 * cat; and the decoder alone, in memory.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/support.h"
#include "tests/bench/words.h"

enum { BLOCK = 8 << 20, PIECE = 64 << 10, PLAYERS = 6 };

struct player {
    const char *name;
    const char *argv[8];
    bool there;
    struct bench_samples speed; /* MB/s (10^6 bytes of input) */
};

struct input {
    char path[256];
    struct buf block;
    int times;
    double mb;
};

static void input_make(struct input *in, const char *dir, const char *name, enum charset c)
{
    struct bench_random r = {3};
    struct buf text = {0};
    size_t high = 0;
    in->times = bench_quick() ? 3 : 8;
    words_add_text(&text, &r, BLOCK + BLOCK / 2); /* UTF-8 is longer */
    charset_encode(c, buf_span(&text), &in->block, NULL);
    buf_truncate(&in->block, BLOCK);
    for (size_t i = 0; i < in->block.n; i++)
        high += (unsigned char)in->block.p[i] >= 0x80;
    snprintf(in->path, sizeof in->path, "%s/%s.txt", dir, name);
    words_write(in->path, buf_span(&in->block), in->times);
    in->mb = (double)in->block.n * in->times / 1e6;
    bench_note("%s: %.0f MiB, %.1f %% bytes above 7F", name,
               (double)in->block.n * in->times / (1 << 20),
               100.0 * (double)high / (double)in->block.n);
    buf_release(&text);
}

static double in_memory(const struct input *in, enum charset c)
{
    struct charset_decoder d;
    struct buf out = {0};
    double start = bench_now();
    charset_decoder_init(&d, c);
    for (int t = 0; t < in->times; t++)
        for (size_t at = 0; at < in->block.n; at += PIECE) {
            buf_reset(&out);
            charset_decoder_feed(&d, span_make(in->block.p + at, PIECE), &out);
        }
    charset_decoder_finish(&d, &out);
    double took = bench_now() - start;
    buf_release(&out);
    if (d.report.undecoded)
        bench_fail("%s: %zu bytes not understood", in->path, d.report.undecoded);
    return in->mb / took;
}

static void rounds(struct player *p, const struct input *in, enum charset c,
                   struct bench_samples *memory)
{
    int code;
    for (int i = 0; i < PLAYERS && p[i].name; i++) {
        bench_run(p[i].argv, &code); /* also warms the page cache */
        p[i].there = code == 0;
    }
    for (int round = bench_rounds(5); round > 0; round--) {
        bench_add(memory, in_memory(in, c));
        for (int i = 0; i < PLAYERS && p[i].name; i++)
            if (p[i].there)
                bench_add(&p[i].speed, in->mb / bench_run(p[i].argv, &code));
    }
}

/* p[0] is ours, p[1] the one that the goal names, p[2] the floor. */
static void show(const char *what, struct player *p, const char *goal, struct bench_samples *memory)
{
    double ours = bench_median(&p[0].speed);
    if (p[0].there && p[1].there) {
        double peer = bench_median(&p[1].speed);
        bench_row(what, bench_text("%.0f MB/s", ours), bench_text("%s %.0f MB/s", p[1].name, peer),
                  ours / peer, goal, bench_goal(ours >= 10 * peer));
    } else {
        bench_row(what, p[0].there ? bench_text("%.0f MB/s", ours) : "no `hoctap convert`",
                  p[1].there ? bench_text("%s %.0f MB/s", p[1].name, bench_median(&p[1].speed))
                             : bench_text("%s: not installed", p[1].name),
                  0, goal, BENCH_NO_GOAL);
    }
    double memory_speed = bench_median(memory), cat = bench_median(&p[2].speed);
    bench_row("  the decoder in memory; cat as the floor", bench_text("%.0f MB/s", memory_speed),
              bench_text("cat %.0f MB/s", cat), 0, "", BENCH_NO_GOAL);
    for (int i = 0; i < PLAYERS && p[i].name; i++)
        bench_samples_release(&p[i].speed);
    bench_samples_release(memory);
}

static void one(const char *dir, const char *hoctap, const char *what, const char *name,
                enum charset c, struct player peer, const char *goal)
{
    struct input in = {{0}};
    struct bench_samples memory = {0};
    input_make(&in, dir, name, c);
    for (int i = 0; peer.argv[i]; i++)
        if (!*peer.argv[i])
            peer.argv[i] = in.path;
    struct player p[PLAYERS] = {
        {.name = "hoctap", .argv = {hoctap, "convert", "--from", name, in.path}},
        peer,
        {.name = "cat", .argv = {"cat", in.path}},
    };
    rounds(p, &in, c, &memory);
    show(what, p, goal, &memory);
    buf_release(&in.block);
}

int main(void)
{
    char *dir = bench_dir_new(), hoctap[256], recode[64] = "exec recode VNI..UTF-8 <\"$0\"";
    snprintf(hoctap, sizeof hoctap, "%s/hoctap", bench_build());
    one(dir, hoctap, "TCVN3 to UTF-8, whole process", "tcvn3", CHARSET_TCVN3,
        (struct player){.name = "iconv", .argv = {"iconv", "-f", "TCVN5712-1", "-t", "UTF-8", ""}},
        ">= 10x iconv TCVN5712-1");
    one(dir, hoctap, "VNI to UTF-8, whole process", "vni", CHARSET_VNI,
        (struct player){.name = "recode", .argv = {"sh", "-c", recode, ""}}, ">= 10x recode");
    bench_dir_remove(dir);
    return 0;
}
