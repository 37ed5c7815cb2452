/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu by role: what this person can do here, with the fact that matters beside each entry;
 * where and when; and the deadline that binds this person: of this year's report, and while the
 * last one is missing, of that. No terminal.
 *
 * The digits of an entry never change, whatever else the menu has: people know them by heart.
 */
#ifndef FORMS_MENU_H
#define FORMS_MENU_H

#include "core/deadline.h"

enum menu_id {
    MENU_HOUSEHOLDS,
    MENU_GRID,
    MENU_PROGRESS,
    MENU_ACTIVITIES,
    MENU_FUND,
    MENU_REPORTS,
    MENU_HAMLETS,
    MENU_CLANS,
    MENU_ORGANISATIONS,
    MENU_PAPERS, /* documents, targets, figures of the year */
    MENU_IMPORT,
};

struct menu_entry {
    enum menu_id id;
    char digit;
    const char *label; /* translated */
    char fact[96];     /* "107 hộ, đã nhập 107"; or "" */
};
enum { MENU_ENTRIES = 12 };

struct menu {
    struct unit_key unit;
    int year;
    char where[200]; /* "Tổ dân phố Bảo Vượng 1 · xã Triệu Sơn"; fit for a terminal */
    char when[64];   /* "Năm 2026 · Giai đoạn 2" */
    char person[96]; /* "Lan" */
    int report_year; /* whose yearly report is the next to be handed in */
    struct deadline deadline;
    char deadline_text[240];
    char backup_text[160]; /* to who can make one: the last backup is old; or "" */
    struct menu_entry v[MENU_ENTRIES];
    size_t n;
};

/* A leader's first hamlet, else the commune (or province) of the book. Zero: a leader without a
 * hamlet. */
struct unit_key menu_unit(const struct book *b, const struct caller *who);
/* One short book_read(). STATUS_DENIED. */
enum status menu_load(struct book *b, const struct caller *who, struct unit_key unit,
                      struct menu *out, struct detail *d) NODISCARD;

#endif
