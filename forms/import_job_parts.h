/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of the import job; only forms/import_job*.c include this.
 */
#ifndef FORMS_IMPORT_JOB_PARTS_H
#define FORMS_IMPORT_JOB_PARTS_H

#include "forms/import_job.h"

/* import_job.c */
enum status import_job_plan(struct import_job *j, struct detail *d) NODISCARD;
void import_job_note_meaning(struct import_job *j, unsigned column, const char *text);
/* A correction without a new plan. */
void import_job_put(struct import_job *j, size_t row, unsigned column, struct span text);

/* import_job_text.c: of the file as it was just read */
void import_job_find_candidates(struct import_job *j);

#endif
