/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From packed columns to counters, for all the years and units wanted, in one pass per entity. Only
 * progress*.c and benchmarks include this; it knows no rate, no target and no print.
 *
 * A scan has rows: what is counted apart. Asked by hamlet there is one row per hamlet and one for
 * the commune itself ("cấp xã"); else one row per founding commune, so that what an old commune
 * declared stands over its own hamlets. Totals of a row are already those of
 * core/progress.h: declared numbers put in, hamlet by hamlet, so that rows always add up.
 *
 * Order of the passes: hamlets (which holds community), clans (which holds clan), organisations
 * (which holds organisation, its staff), households (their titles; which hold something), citizens
 * (their titles; who is staff, who a worker of such a household), communes.
 * People are joined within one commune: workers with a household of their own hamlet.
 *
 *   progress_scan.c   order, days, the commune's declared numbers
 *   progress_place.c  which units belong to the unit asked for, and to which row
 *   progress_fact.c   yearfacts
 *   progress_pass.c   chunks to counters
 *   progress_worker.c citizen_worker
 *   progress_staff.c  citizen_staff
 *   progress_officer.c  officer_management, officer_it, officer_briefed
 */
#ifndef CORE_PROGRESS_SCAN_H
#define CORE_PROGRESS_SCAN_H

#include <string.h>

#include "core/book.h"
#include "core/criteria_term.h"
#include "core/progress.h"
#include "core/progress_count.h"
#include "locale/mem.h"

enum { SCAN_LINES = INDICATOR_MAX + 1 }; /* counters of a row and year, by indicator */

enum scan_flags {
    SCAN_BY_HAMLET = 1 << 0,
    SCAN_FINGERPRINT = 1 << 1,
    SCAN_EVERY = 1 << 2, /* count who holds the title in every year of the scan */
};

struct tally {
    uint32_t total, registered, proposed, recognised, decided, lost, moved, every, owing;
    uint32_t again; /* recognised in the year before, not yet in the open last year: SCAN_EVERY */
    bool declared, more; /* see struct progress_line */
    bool exists;         /* a record of any year: organisation2, commune */
};

struct scan_row {
    struct unit_key unit;
    struct unit_key code; /* which it bears on the counting day; by hamlet only */
    uint32_t ended;       /* bit i: a hamlet that had ended by year i */
    uint32_t years;       /* bit i: some unit of it belonged to the unit asked, year i */
    struct tally *tally;  /* year, then indicator */
    uint64_t *sum;        /* year: set hash of the rows behind the counters */
};

struct scan_place {
    struct unit_key unit;
    int row;               /* PLACE_CONTEXT, PLACE_FOREIGN */
    unsigned group;        /* people are joined within one */
    uint32_t years;        /* bit i: belonged to the unit asked, year i */
    uint32_t community;    /* bit i: it held community, year i */
    uint32_t ended;        /* bit i: a hamlet that had ended by year i */
    size_t home, home_end; /* its homes in struct scan */
};
enum { COMMUNE_PREFIX = 6 }; /* bytes of a unit key: scheme and commune */
enum { PLACE_CONTEXT = -1, PLACE_FOREIGN = -2 };

struct scan_fact {
    struct unit_key unit;
    uint64_t subject;             /* 0: the unit itself */
    int year;                     /* index */
    unsigned used;                /* bit: indicator it was put in for */
    int64_t declared[SCAN_LINES]; /* -1 unknown */
    int64_t staff, registered, recognised;
    int64_t members, members_briefed; /* -1 unknown */
    bool officers_apart;              /* the officers by name are not among the members */
};

struct scan_clan {
    uint64_t id;
    uint32_t years; /* held clan and was there */
};

enum { SCAN_CLANS_SEEN = 64 };

struct scan_org {
    uint64_t id;
    size_t row;
    unsigned group;
    uint32_t years;  /* held organisation and was there */
    int64_t staff;   /* -1 unknown */
    uint32_t *count; /* year: listed, registered, proposed, recognised, decided */
};

/* A household that holds something, or whose clan or hamlet does, in those years; it says that so
 * many work. */
struct scan_home {
    uint64_t id;
    uint32_t years, says;
};

/* A citizen row; masks of years. */
struct scan_person {
    uint64_t id;
    uint32_t valid, registered, proposed, recognised, decided;
};

struct scan_moved {
    uint64_t id;
    struct unit_key unit; /* where it was */
    int year;
    int row;
    enum indicator line;
    bool here; /* found to be in the unit still */
};

/* Who is behind one number: progress_explain. */
struct scan_found {
    uint64_t id;
    struct unit_key unit;
};
struct scan_collect {
    enum indicator what;
    enum explain_state state;
    struct scan_found *v;
    size_t n, cap;
};

/* Offsets of packed fields. */
struct scan_fields {
    unsigned workers, clan;                          /* household */
    unsigned birth, household, organisation, worker; /* citizen */
    unsigned managed, counts, staff;                 /* organisation */
};

struct scan {
    struct scan_fields at;
    uint16_t registered, proposed, recognised; /* bit: state that counts as */
    struct book_tx *t;
    struct unit_key unit;
    enum unit_level level;
    unsigned flags;
    int first, years;
    day on[COLUMNS_YEARS], member[COLUMNS_YEARS]; /* counting day; day of the territory */
    struct count_day day[COLUMNS_YEARS];
    bool closed[COLUMNS_YEARS], present[COLUMNS_YEARS];
    struct unit_key context; /* of a hamlet: its commune */
    struct unit_key *before; /* of a hamlet: those that went into it whole */
    size_t n_before;
    day communes_on;        /* a province's communes are those of this day */
    struct buf own, around; /* key prefixes to scan: the unit; with its context */
    struct scan_row *row;
    size_t rows;
    struct scan_place *place;
    size_t places;
    uint32_t *place_hash;
    size_t place_slots, place_next; /* the next one of a pass, most likely */
    struct scan_fact *fact, *org_fact;
    size_t facts, org_facts;
    struct tally so_far[COLUMNS_YEARS]; /* of the line and row in hand, when its unit began */
    struct scan_clan *clan;
    size_t clans, clans_sorted;
    struct scan_clan clan_seen[SCAN_CLANS_SEEN];
    struct scan_org *org;
    size_t orgs;
    struct scan_home *home;
    size_t homes;
    uint16_t *listed; /* home, then year: workers that are listed */
    bool has_citizens;
    struct scan_moved *moved;
    size_t n_moved;
    struct scan_collect *collect; /* or NULL; of the only year */
    struct title_terms terms;
    enum status failed;
};

/* Years first..last, 1..COLUMNS_YEARS of them. collect may be NULL. *s is released by the caller
 * whatever the status. */
enum status progress_scan(struct book_tx *t, struct unit_key unit, int first, int last,
                          unsigned flags, struct scan_collect *collect, struct scan *s) NODISCARD;
void progress_scan_release(struct scan *s);

static inline struct tally *scan_tally(const struct scan *s, size_t row, int year, unsigned line)
{
    return &s->row[row].tally[(size_t)year * SCAN_LINES + line];
}

day progress_counting_day(int year, day today);

/* Between the files of the scan. */
struct scan_place *scan_place_of(struct scan *s, struct unit_key u); /* valid until the next call */
size_t scan_row_of(struct scan *s, struct unit_key u);
void scan_facts_load(struct scan *s);
void scan_facts_begin(struct scan *s, const struct scan_place *p, enum indicator line);
void scan_facts_flush(struct scan *s, const struct scan_place *p, enum indicator line,
                      const uint32_t *records);
void scan_facts_rest(struct scan *s, enum indicator line);
void scan_facts_communes(struct scan *s);
/* Its unit had ended, or was split: it says nothing of the unit asked for. */
bool scan_fact_ended(const struct scan *s, const struct scan_fact *f);
const struct scan_fact *scan_org_fact(const struct scan *s, uint64_t org, int year);
void scan_fields_init(struct scan *s);
void scan_pass(struct scan *s, enum entity_id entity);
/* Bits of x spread over the word. */
static inline uint64_t scan_mix(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9E3779B97F4A7C15U;
    x ^= x >> 29;
    x *= 0xD1B54A32D192ED03U;
    return x ^ x >> 32;
}
void scan_collect_add(struct scan *s, uint64_t id, struct unit_key unit);
bool scan_wanted(const struct scan_collect *c, bool registered, bool proposed, bool recognised);

/* Element of a packed column: little-endian, width bytes. */
static inline uint64_t scan_number(const uint8_t *p, unsigned width, unsigned row)
{
    uint64_t n = 0;
    p += (size_t)row * width;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (width == 8) { /* whole words: this runs for every row of a fingerprint */
        memcpy(&n, p, 8);
        return n;
    }
    if (width == 4) {
        uint32_t four;
        memcpy(&four, p, 4);
        return four;
    }
#endif
    for (unsigned i = 0; i < width; i++)
        n |= (uint64_t)p[i] << 8 * i;
    return n;
}

struct scan_chunk {
    const struct entity *e;
    struct column_chunk c;
    struct count_rows rows;
    const struct scan_place *place;
    unsigned slot;
    int counts_years;    /* the longest term of the title; 1: each year stands by itself */
    const uint8_t *term; /* of a title given in year COLUMNS_YEAR0 + i */
    bool always;         /* every row is there in every year of the scan */
    /* by year of the scan: */
    const uint8_t *state[COLUMNS_YEARS]; /* of the slot; NULL: none */
    const uint8_t *valid[COLUMNS_YEARS]; /* 1: the row is there; NULL: every row is */
    unsigned n_valid[COLUMNS_YEARS];
    uint8_t there[COLUMNS_YEARS][COLUMNS_CHUNK];
};
/* The array of a packed field, by the offset that scan_fields_init() has found. */
static inline const uint8_t *scan_packed(const struct scan_chunk *k, unsigned offset)
{
    return k->c.extra + (size_t)offset * k->c.n;
}
uint32_t scan_valid_years(const struct scan *s, const struct scan_chunk *k, unsigned row);
/* Recognised (by the year's own record) and there. */
uint32_t scan_held_years(const struct scan *s, const struct scan_chunk *k, unsigned row);
void scan_people_clans(struct scan *s, const struct scan_chunk *k);
void scan_people_orgs(struct scan *s, const struct scan_chunk *k);
void scan_people_orgs_ready(struct scan *s);
void scan_people_households(struct scan *s, struct scan_place *p, const struct scan_chunk *k);
void scan_people_households_done(struct scan *s);
void scan_people_workers(struct scan *s, const struct scan_chunk *k);
void scan_people_workers_done(struct scan *s);
void scan_people_staff(struct scan *s, const struct scan_chunk *k);
void scan_people_staff_done(struct scan *s);
void scan_officers(struct scan *s); /* after the facts */

/* Grows an array by one zeroed element; for the lists above. */
#define SCAN_PUSH(array, n)                                                                        \
    (((n) & ((n)-1)) == 0                                                                          \
         ? (void)((array) = mem_realloc_array((array), (n) ? 2 * (n) : 1, sizeof *(array)))        \
         : (void)0,                                                                                \
     memset(&(array)[n], 0, sizeof *(array)), &(array)[(n)++])

#endif
