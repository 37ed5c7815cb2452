/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * .docx and .xlsx, written by the second program hoctap-office. The libraries for them bring
 * libcrypto along, 0.45 MB of private memory a person and 3 ms of every start, for something that
 * is done once a year: so they are not part of the program people have open all day. Every call
 * takes some tenths of a second: never within a transaction.
 */
#ifndef FORMS_OFFICE_H
#define FORMS_OFFICE_H

#include <sys/types.h>

#include "forms/doc.h"
#include "locale/status.h"

enum office_format { OFFICE_DOCX, OFFICE_XLSX };

/* Appends the bytes of the file. STATUS_IO: the program is missing or failed; d says what to do. */
enum status office_write(const struct doc *doc, enum office_format format, struct buf *out,
                         struct detail *d) NODISCARD;

/* A long list as .xlsx, row by row (core/sheet_stream.h), to be the sink of export_sheet():
 *     office_sheet_begin(&o, d); export_sheet(.., office_sheet_put, &o, d); office_sheet_end(&o,
 * ..) After an error of put, call abort, which may always be called. */
struct office_stream {
    pid_t pid; /* 0: none */
    int fd;
    bool bad;
};
enum status office_sheet_begin(struct office_stream *o, struct detail *d) NODISCARD;
enum status office_sheet_put(void *stream, struct span bytes) NODISCARD;
enum status office_sheet_end(struct office_stream *o, struct buf *out, struct detail *d) NODISCARD;
void office_sheet_abort(struct office_stream *o);

#endif
