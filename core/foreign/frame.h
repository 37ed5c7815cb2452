/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the frames of protocol.h to a descriptor, many with one write(). When the other end is
 * gone or the disk is full there is nobody to tell: the process ends.
 */
#ifndef CORE_FOREIGN_FRAME_H
#define CORE_FOREIGN_FRAME_H

#include "core/foreign/excel.h"

struct frame_out {
    int fd;
    struct buf pending;
    uint64_t rows;
};

void frame_format(struct frame_out *o, enum foreign_format format, char sep,
                  enum foreign_hint hint);
void frame_column(struct frame_out *o, char type, unsigned width, struct span name);
void frame_sheets(struct frame_out *o, const struct excel_sheets *s);
void frame_row(struct frame_out *o, const struct foreign_row *row);
void frame_fault(struct frame_out *o, const struct foreign_fault *f); /* ends the stream */
void frame_end(struct frame_out *o);                                  /* ends the stream */

#endif
