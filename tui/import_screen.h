/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of "Nhập tệp cũ": screen_import.c is the page from which each step is opened,
 * screen_import_<step>.c the steps. The page owns the job and lies below all of them.
 */
#ifndef TUI_IMPORT_SCREEN_H
#define TUI_IMPORT_SCREEN_H

#include "forms/import_job.h"
#include "tui/session.h"
#include "tui/unit_list.h"
#include "tui/why_ask.h"

struct import_screen {
    struct screen screen;
    struct session *session;
    struct import_job job;
    enum charset found; /* what most cells are read in */
    size_t at, top;     /* step in focus, first one shown */
    bool sure;          /* F2 was pressed once */
    char *refused_path; /* the file of refused rows that this file has been given */
    char *offered;      /* a name that exists and that was asked about */
    struct unit_list units;
    char *hamlet; /* name of the default hamlet */
    struct why_ask why;
};

/* The steps. */
struct screen *import_files_new(struct import_screen *s);
struct screen *import_text_new(struct import_screen *s);    /* charsets side by side */
struct screen *import_columns_new(struct import_screen *s); /* header -> field */
struct screen *import_notes_new(struct import_screen *s, bool refused);
/* A row with all its cells, to be corrected, and then the next one of the notes it is from; column
 * -1: no cell is wrong by itself. */
struct screen *import_row_new(struct import_screen *s, bool refused, size_t row, int column);

/* After a step has changed the job: what most cells are read in, and what went wrong (s != OK). */
void import_screen_changed(struct import_screen *s, struct ui *ui, enum status st,
                           const struct detail *d);
/* A file was chosen: reads it, and brings back what was corrected in it before. */
bool import_screen_open(struct import_screen *s, struct ui *ui, const char *path);

/* Of an Excel file with several sheets that hold something: which one? */
void import_screen_ask_sheet(struct import_screen *s, struct ui *ui);

/* The name of the draft of this file. */
void import_screen_add_draft(const struct import_screen *s, struct buf *out);

/* screen_import_run.c. F2: asks for a second press (sure: this is it), imports, writes the rows
 * that are still refused to a file beside. */
void import_screen_run(struct import_screen *s, struct ui *ui, bool sure);
/* Ctrl-P: the refused rows to a file that is asked for. */
void import_screen_print(struct import_screen *s, struct ui *ui);

#endif
