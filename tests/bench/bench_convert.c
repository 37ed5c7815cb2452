/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text in old charsets to UTF-8: whole processes, output thrown away, beside iconv(1), recode,
 * uconv and cat; and the decoder alone, in memory, beside memcpy. Peers that are not installed are
 * named and left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/nfc.h"
#include "locale/utf8.h"
#include "tests/bench/support.h"
#include "tests/bench/words.h"

enum { BLOCK = 8 << 20, PIECE = 64 << 10, PEERS = 3, PLAYERS = PEERS + 2 };

/* "" in argv stands for the file. */
struct player {
    const char *name;
    const char *argv[10];
    bool there;
    struct bench_samples speed; /* MB/s (10^6 bytes of input) */
};

/* The first peer is the one that the goal names. */
struct job {
    const char *what, *name;
    enum charset charset;
    bool apart; /* the letters decomposed */
    const char *goal;
    double times; /* faster than the first peer; 0: no goal */
    struct player peers[PEERS];
};

struct input {
    char path[256];
    struct buf block;
    int times;
    double mb;
};

static void decompose(struct buf *text)
{
    struct buf out = {0};
    for (size_t i = 0; i < text->n;) {
        uint32_t cp, part[NFC_DECOMPOSED_MAX];
        i += utf8_decode(text->p + i, text->n - i, &cp);
        for (size_t k = 0, n = nfc_decompose(cp, part); k < n; k++)
            buf_add_cp(&out, part[k]);
    }
    buf_release(text);
    *text = out;
}

static void input_make(struct input *in, const char *dir, const struct job *j)
{
    struct bench_random r = {3};
    struct buf text = {0};
    size_t high = 0, blocks = BLOCK / PIECE;
    in->times = bench_quick() ? 3 : 8;
    words_add_text(&text, &r, BLOCK + BLOCK / 2); /* UTF-8 is longer */
    if (j->apart)
        decompose(&text);
    if (j->charset == CHARSET_UTF8)
        buf_add_span(&in->block, buf_span(&text));
    else
        charset_encode(j->charset, buf_span(&text), &in->block, NULL);
    buf_truncate(&in->block, blocks * PIECE);
    while (in->block.n && in->block.p[in->block.n - 1] != '\n') /* no letter is cut */
        in->block.p[--in->block.n] = '\0';
    for (size_t i = 0; i < in->block.n; i++)
        high += (unsigned char)in->block.p[i] >= 0x80;
    snprintf(in->path, sizeof in->path, "%s/%s%d.txt", dir, j->name, j->apart);
    words_write(in->path, buf_span(&in->block), in->times);
    in->mb = (double)in->block.n * in->times / 1e6;
    bench_note("%s: %.0f MiB, %.1f %% bytes above 7F", j->what,
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
        for (size_t at = 0, n; at < in->block.n; at += n) {
            n = in->block.n - at < PIECE ? in->block.n - at : PIECE;
            buf_reset(&out);
            charset_decoder_feed(&d, span_make(in->block.p + at, n), &out);
        }
    charset_decoder_finish(&d, &out);
    double took = bench_now() - start;
    buf_release(&out);
    if (d.report.undecoded)
        bench_fail("%s: %zu bytes not understood", in->path, d.report.undecoded);
    return in->mb / took;
}

/* The floor: 64 KiB at a time copied to one place, as the decoder does. */
static double copied(const struct input *in)
{
    char *to = malloc(PIECE);
    double start = bench_now();
    for (int t = 0; t < in->times; t++)
        for (size_t at = 0; at + PIECE <= in->block.n; at += PIECE) {
            memcpy(to, in->block.p + at, PIECE);
            __asm__ volatile("" : : "r"(to) : "memory");
        }
    double took = bench_now() - start;
    free(to);
    return in->mb / took;
}

static void rounds(struct player *p, const struct input *in, enum charset c,
                   struct bench_samples *memory, struct bench_samples *copy)
{
    int code;
    for (int i = 0; i < PLAYERS && p[i].name; i++) {
        bench_run(p[i].argv, &code); /* also warms the page cache */
        p[i].there = code == 0;
    }
    for (int round = bench_rounds(5); round > 0; round--) {
        bench_add(memory, in_memory(in, c));
        bench_add(copy, copied(in));
        for (int i = 0; i < PLAYERS && p[i].name; i++)
            if (p[i].there)
                bench_add(&p[i].speed, in->mb / bench_run(p[i].argv, &code));
    }
}

/* p[0] is ours, p[1] the one that the goal names; the floor comes last. */
static void show(const struct job *j, struct player *p, struct bench_samples *memory,
                 struct bench_samples *copy)
{
    double ours = bench_median(&p[0].speed);
    if (!p[0].there)
        bench_fail("hoctap convert --from %s fails", j->name);
    for (int i = 1; i < PLAYERS && p[i].name; i++) {
        double peer = bench_median(&p[i].speed);
        bool goal = i == 1 && j->times > 0;
        bench_row(i == 1 ? j->what : "", i == 1 ? bench_text("%.0f MB/s", ours) : "",
                  p[i].there ? bench_text("%s %.0f MB/s", p[i].name, peer)
                             : bench_text("%s: not installed", p[i].name),
                  p[i].there ? ours / peer : 0, goal ? j->goal : "",
                  goal && p[i].there ? bench_goal(ours >= j->times * peer) : BENCH_NO_GOAL);
    }
    double memory_speed = bench_median(memory), copy_speed = bench_median(copy);
    bench_row("  the decoder in memory, 64 KiB at a time", bench_text("%.0f MB/s", memory_speed),
              bench_text("memcpy %.0f MB/s", copy_speed), memory_speed / copy_speed, "",
              BENCH_NO_GOAL);
    for (int i = 0; i < PLAYERS && p[i].name; i++)
        bench_samples_release(&p[i].speed);
    bench_samples_release(memory);
    bench_samples_release(copy);
}

static void run(const char *dir, const char *hoctap, struct job *j)
{
    struct input in = {{0}};
    struct bench_samples memory = {0}, copy = {0};
    struct player p[PLAYERS] = {
        {.name = "hoctap", .argv = {hoctap, "convert", "--from", j->name, ""}}};
    int n = 1;
    input_make(&in, dir, j);
    for (int i = 0; i < PEERS && j->peers[i].name; i++)
        p[n++] = j->peers[i];
    p[n++] = (struct player){.name = "cat", .argv = {"cat", ""}};
    for (int i = 0; i < n; i++)
        for (int k = 0; p[i].argv[k]; k++)
            if (!*p[i].argv[k])
                p[i].argv[k] = in.path;
    rounds(p, &in, j->charset, &memory, &copy);
    show(j, p, &memory, &copy);
    buf_release(&in.block);
}

#define ICONV(from)                                                                                \
    {                                                                                              \
        .name = "iconv", .argv = { "iconv", "-f", from, "-t", "UTF-8", "" }                        \
    }
#define RECODE(from)                                                                               \
    {                                                                                              \
        .name = "recode", .argv = { "sh", "-c", "exec recode " from "..UTF-8 <\"$0\"", "" }        \
    }
#define UCONV(from)                                                                                \
    {                                                                                              \
        .name = "uconv", .argv = { "uconv", "-f", from, "-t", "utf-8", "-x", "any-nfc", "" }       \
    }

int main(void)
{
    char *dir = bench_dir_new(), hoctap[256];
    struct job jobs[] = {
        {.what = "TCVN3 to UTF-8, whole process",
         .name = "tcvn3",
         .charset = CHARSET_TCVN3,
         .goal = ">= 10x iconv TCVN5712-1",
         .times = 10,
         .peers = {ICONV("TCVN5712-1"), RECODE("TCVN")}},
        {.what = "VNI to UTF-8, whole process",
         .name = "vni",
         .charset = CHARSET_VNI,
         .goal = ">= 10x recode",
         .times = 10,
         .peers = {RECODE("VNI")}},
        {.what = "VISCII to UTF-8, whole process",
         .name = "viscii",
         .charset = CHARSET_VISCII,
         .peers = {ICONV("VISCII"), RECODE("VISCII")}},
        {.what = "CP1258 to UTF-8 NFC, whole process",
         .name = "cp1258",
         .charset = CHARSET_CP1258,
         .peers = {ICONV("CP1258"), UCONV("windows-1258")}},
        {.what = "UTF-8 NFD to NFC, whole process",
         .name = "utf-8",
         .charset = CHARSET_UTF8,
         .apart = true,
         .peers = {UCONV("utf-8")}},
    };
    snprintf(hoctap, sizeof hoctap, "%s/hoctap", bench_build());
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
        run(dir, hoctap, &jobs[i]);
    bench_dir_remove(dir);
    return 0;
}
