/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each cell was written in one unknown charset c. Row and column are taken as independent
 * witnesses: prior(c) = row(c) * column(c) / file(c) + FLOOR. row(c) is how likely the row was
 * pasted as one in c, judged by its other cells, of which each may be a stranger (STRANGER): one
 * clear cell outweighs several that only look a little more like something else. column(c) is the
 * share of c among the other cells of the column, drawn towards the share in the file by as much as
 * COLUMN_DRAW cells. So a row or a column of its own kind keeps its short cells, and a cell with
 * clear bytes always has its own way (the floor bounds what neighbours can do). The shares come
 * from the cells' own posteriors, first under the detector's priors, then under the shares found,
 * a few times: what only doubtful cells speak for dies out.
 */
#include "locale/detect_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "locale/detect_score.h"
#include "locale/mem.h"
#include "locale/utf8.h"

#define STRANGER    0.05f
#define COLUMN_DRAW 8.0f
#define SETTLE      8     /* rounds at most */
#define SETTLED     1e-4f /* the sum of what the shares moved */
#define FLOOR       1e-5f /* log: -11.5, the most the neighbours can weigh */
#define CLEAR       14.0f /* a cell that leads by more needs no neighbours */
#define DOUBT       3.0f  /* below it the runner-up is worth a warning */
#define AMBIGUOUS   0x80u

struct cell { /* a distinct one */
    struct span bytes;
    size_t hash;
    uint32_t times;
    float score[DETECT_GUESSES];
    float share[DETECT_GUESSES];   /* posterior without row and column */
    float witness[DETECT_GUESSES]; /* log-likelihood under "this row is in g", a stranger allowed */
    uint8_t best;
    bool clear;
};

struct detect_table {
    size_t columns, rows, rows_cap;
    uint32_t *ids; /* rows x columns: index into cells + 1, 0 for ASCII */
    uint8_t *answers;
    struct cell *cells;
    size_t count, cap;
    uint32_t *slots;
    size_t slot_count;
    struct detect_scorer *scorer;
    size_t counts[CHARSET_COUNT], ambiguous;
};

struct detect_table *detect_table_new(size_t columns)
{
    struct detect_table *t = mem_alloc(sizeof *t);
    t->columns = columns;
    t->slot_count = 1024;
    t->slots = mem_alloc(t->slot_count * sizeof *t->slots);
    t->scorer = detect_scorer_new();
    return t;
}

static void work_release(struct detect_table *t)
{
    detect_scorer_free(t->scorer);
    free(t->cells);
    free(t->slots);
    free(t->ids);
    t->scorer = NULL;
    t->cells = NULL;
    t->slots = NULL;
    t->ids = NULL;
}

void detect_table_free(struct detect_table *t)
{
    if (!t)
        return;
    work_release(t);
    free(t->answers);
    free(t);
}

static size_t hash_bytes(struct span s)
{
    uint64_t h = 0xcbf29ce484222325u ^ s.n;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return (size_t)(h ^ h >> 29);
}

static void slots_grow(struct detect_table *t)
{
    size_t n = t->slot_count * 2;
    uint32_t *slots = mem_alloc(n * sizeof *slots);
    for (size_t i = 0; i < t->count; i++) {
        size_t at = t->cells[i].hash & (n - 1);
        while (slots[at])
            at = (at + 1) & (n - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(t->slots);
    t->slots = slots;
    t->slot_count = n;
}

/* Bytes as they are, no prior: -INFINITY where the cell cannot be in that charset. */
static void cell_score(struct detect_table *t, struct cell *c)
{
    struct detect_sums sums = {0};
    detect_scorer_add(t->scorer, c->bytes, &sums);
    for (int g = 0; g < DETECT_GUESSES; g++)
        c->score[g] = sums.broken[g] ? -INFINITY : detect_sums_score(&sums, (enum detect_guess)g);
}

static uint32_t cell_find(struct detect_table *t, struct span bytes)
{
    size_t hash = hash_bytes(bytes), at = hash & (t->slot_count - 1);
    for (; t->slots[at]; at = (at + 1) & (t->slot_count - 1)) {
        struct cell *c = &t->cells[t->slots[at] - 1];
        if (c->hash == hash && span_eq(c->bytes, bytes)) {
            c->times++;
            return t->slots[at];
        }
    }
    if (t->count == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 512;
        t->cells = mem_realloc_array(t->cells, t->cap, sizeof *t->cells);
    }
    struct cell *c = &t->cells[t->count++];
    *c = (struct cell){.bytes = bytes, .hash = hash, .times = 1};
    cell_score(t, c);
    t->slots[at] = (uint32_t)t->count;
    if (t->count * 2 > t->slot_count)
        slots_grow(t);
    return (uint32_t)t->count;
}

void detect_table_add_row(struct detect_table *t, const struct span *cells, size_t n)
{
    if (t->rows == t->rows_cap) {
        t->rows_cap = t->rows_cap ? t->rows_cap * 2 : 256;
        t->ids = mem_realloc_array(t->ids, t->rows_cap, t->columns * sizeof *t->ids);
    }
    uint32_t *ids = t->ids + t->rows++ * t->columns;
    for (size_t i = 0; i < t->columns; i++)
        ids[i] = i >= n || utf8_ascii_run(cells[i].p, cells[i].n) == cells[i].n
                     ? 0
                     : cell_find(t, cells[i]);
}

/* share = softmax(score + log prior); returns the best guess, *lead its distance to the next one
 * of another charset. */
static int posterior(const float score[DETECT_GUESSES], const float log_prior[DETECT_GUESSES],
                     float share[DETECT_GUESSES], float *lead, int *second)
{
    float v[DETECT_GUESSES], sum = 0;
    int best = 0, next = -1;
    for (int g = 0; g < DETECT_GUESSES; g++) {
        v[g] = score[g] + log_prior[g];
        if (v[g] > v[best])
            best = g;
    }
    for (int g = 0; g < DETECT_GUESSES; g++) {
        bool same = detect_guess_charset((enum detect_guess)g) ==
                    detect_guess_charset((enum detect_guess)best);
        if (!same && (next < 0 || v[g] > v[next]))
            next = g;
        float d = v[g] - v[best];
        share[g] = d > -20 ? expf(d) : 0;
        sum += share[g];
    }
    for (int g = 0; g < DETECT_GUESSES; g++)
        share[g] /= sum;
    *lead = v[next] > -INFINITY ? v[best] - v[next] : INFINITY;
    *second = next;
    return best;
}

/* The language belongs to the file: names of other peoples ("Ly A Paùo" for "Ly A Páo") look French
 * one by one, but a list is French as a whole or not at all. UTF-8 may hold any language. */
static void no_lone_foreigners(float share[DETECT_GUESSES], const float file[DETECT_GUESSES])
{
    if (file[DETECT_FOREIGN] + file[DETECT_LATIN1] >= 0.5f)
        return;
    share[DETECT_FOREIGN] = share[DETECT_UTF8] * 0.01f;
    share[DETECT_LATIN1] = 0;
}

/* The shares of the file under the prior given; every distinct cell once is enough evidence, but
 * one met often counts more. */
static void file_shares(struct detect_table *t, const float log_prior[DETECT_GUESSES],
                        float out[DETECT_GUESSES])
{
    float sum = 0;
    memset(out, 0, DETECT_GUESSES * sizeof *out);
    for (size_t i = 0; i < t->count; i++) {
        struct cell *c = &t->cells[i];
        float lead;
        int second;
        c->best = (uint8_t)posterior(c->score, log_prior, c->share, &lead, &second);
        c->clear = lead > CLEAR;
        float weight = 1 + logf((float)c->times);
        for (int g = 0; g < DETECT_GUESSES; g++)
            out[g] += weight * c->share[g];
        sum += weight;
    }
    for (int g = 0; g < DETECT_GUESSES; g++)
        out[g] = sum > 0 ? out[g] / sum : 0;
    no_lone_foreigners(out, out);
}

static void log_prior_of(const float share[DETECT_GUESSES], float out[DETECT_GUESSES])
{
    for (int g = 0; g < DETECT_GUESSES; g++)
        out[g] = logf(share[g] + FLOOR);
}

/* columns x guesses sums of shares; the last entry of a row is how many cells there are */
static float *column_sums(const struct detect_table *t)
{
    float *sums = mem_alloc((t->columns + 1) * (DETECT_GUESSES + 1) * sizeof *sums);
    for (size_t i = 0; i < t->rows * t->columns; i++) {
        if (!t->ids[i])
            continue;
        const struct cell *c = &t->cells[t->ids[i] - 1];
        float *s = sums + i % t->columns * (DETECT_GUESSES + 1);
        for (int g = 0; g < DETECT_GUESSES; g++)
            s[g] += c->share[g];
        s[DETECT_GUESSES]++;
    }
    return sums;
}

static bool same_text(struct span bytes, int a, int b)
{
    struct buf x = {0}, y = {0};
    charset_decode(detect_guess_charset((enum detect_guess)a), bytes, &x, NULL);
    charset_decode(detect_guess_charset((enum detect_guess)b), bytes, &y, NULL);
    bool same = span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return same;
}

/* The share of g among the other cells of the column; sums include the cell itself, which has no
 * vote. */
static float column_share(const float *sums, const float *own, const float *file, int g)
{
    float n = sums[DETECT_GUESSES] - 1, others = sums[g] - own[g];
    return ((others > 0 ? others : 0) + COLUMN_DRAW * file[g]) / (n + COLUMN_DRAW);
}

static void find_witnesses(struct detect_table *t, const float file[DETECT_GUESSES])
{
    for (size_t i = 0; i < t->count; i++) {
        struct cell *c = &t->cells[i];
        float most = c->score[0], stranger = 0, likely[DETECT_GUESSES];
        for (int g = 1; g < DETECT_GUESSES; g++)
            most = c->score[g] > most ? c->score[g] : most;
        for (int g = 0; g < DETECT_GUESSES; g++) {
            likely[g] = c->score[g] - most > -60 ? expf(c->score[g] - most) : 0;
            stranger += (file[g] + FLOOR) * likely[g];
        }
        for (int g = 0; g < DETECT_GUESSES; g++)
            c->witness[g] = logf((1 - STRANGER) * likely[g] + STRANGER * stranger);
    }
}

/* How likely the row is in each charset, by the other cells: sums are of witnesses, with the
 * cell's own. */
static void row_shares(const float *sums, const float *own, const float *log_file, float *out)
{
    float v[DETECT_GUESSES], most = -INFINITY, sum = 0;
    for (int g = 0; g < DETECT_GUESSES; g++) {
        v[g] = log_file[g] + sums[g] - own[g];
        most = v[g] > most ? v[g] : most;
    }
    for (int g = 0; g < DETECT_GUESSES; g++) {
        out[g] = v[g] - most > -40 ? expf(v[g] - most) : 0;
        sum += out[g];
    }
    for (int g = 0; g < DETECT_GUESSES; g++)
        out[g] /= sum;
}

static uint8_t cell_answer(const struct cell *c, const float *row, const float *column,
                           const float *file, const float *log_file)
{
    float p[DETECT_GUESSES], log_prior[DETECT_GUESSES], share[DETECT_GUESSES], lead;
    int second;
    row_shares(row, c->witness, log_file, p);
    for (int g = 0; g < DETECT_GUESSES; g++)
        p[g] = file[g] <= 0 ? 0
                            : ((1 - STRANGER) * p[g] + STRANGER * file[g]) *
                                  column_share(column, c->share, file, g) / file[g];
    no_lone_foreigners(p, file);
    log_prior_of(p, log_prior);
    int best = posterior(c->score, log_prior, share, &lead, &second);
    bool doubt = lead < DOUBT && !same_text(c->bytes, best, second);
    return (uint8_t)(detect_guess_charset((enum detect_guess)best) | (doubt ? AMBIGUOUS : 0u));
}

static void row_finish(struct detect_table *t, size_t row, const float *columns, const float *file,
                       const float *log_file)
{
    float sums[DETECT_GUESSES] = {0};
    const uint32_t *ids = t->ids + row * t->columns;
    uint8_t *answers = t->answers + row * t->columns;
    for (size_t i = 0; i < t->columns; i++) {
        if (!ids[i])
            continue;
        for (int g = 0; g < DETECT_GUESSES; g++)
            sums[g] += t->cells[ids[i] - 1].witness[g];
    }
    for (size_t i = 0; i < t->columns; i++) {
        answers[i] = CHARSET_ASCII;
        if (!ids[i])
            continue;
        const struct cell *c = &t->cells[ids[i] - 1];
        answers[i] = c->clear
                         ? (uint8_t)detect_guess_charset((enum detect_guess)c->best)
                         : cell_answer(c, sums, columns + i * (DETECT_GUESSES + 1), file, log_file);
        t->counts[answers[i] & ~AMBIGUOUS]++;
        t->ambiguous += answers[i] >= AMBIGUOUS;
    }
}

void detect_table_finish(struct detect_table *t)
{
    float file[DETECT_GUESSES], log_prior[DETECT_GUESSES];
    detect_guess_priors(log_prior);
    file_shares(t, log_prior, file);
    for (int i = 0; i < SETTLE; i++) {
        float before[DETECT_GUESSES], moved = 0;
        memcpy(before, file, sizeof before);
        log_prior_of(file, log_prior);
        file_shares(t, log_prior, file);
        for (int g = 0; g < DETECT_GUESSES; g++)
            moved += fabsf(file[g] - before[g]);
        if (moved < SETTLED)
            break;
    }
    t->answers = mem_alloc(t->rows * t->columns + 1);
    find_witnesses(t, file);
    log_prior_of(file, log_prior);
    float *columns = column_sums(t);
    for (size_t r = 0; r < t->rows; r++)
        row_finish(t, r, columns, file, log_prior);
    free(columns);
    work_release(t);
}

enum charset detect_table_cell(const struct detect_table *t, size_t row, size_t column,
                               bool *ambiguous)
{
    uint8_t a = row < t->rows && column < t->columns ? t->answers[row * t->columns + column]
                                                     : (uint8_t)CHARSET_ASCII;
    if (ambiguous)
        *ambiguous = a >= AMBIGUOUS;
    return (enum charset)(a & ~AMBIGUOUS);
}

size_t detect_table_count(const struct detect_table *t, enum charset c)
{
    return t->counts[c];
}

size_t detect_table_ambiguous(const struct detect_table *t)
{
    return t->ambiguous;
}
