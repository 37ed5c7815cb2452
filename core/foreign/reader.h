/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the readers of foreign files (csv.h, dbf.h) have in common: they pull one row after the
 * other out of a file that is whole in memory. They know neither pipes nor frames, so that tests
 * and fuzzers feed them bytes.
 */
#ifndef CORE_FOREIGN_READER_H
#define CORE_FOREIGN_READER_H

#include "core/foreign/protocol.h"
#include "locale/buf.h"

enum foreign_step { FOREIGN_ROW, FOREIGN_END, FOREIGN_FAULT };

/* Cells are views, valid until the next call of the reader. A filled cell has the text of the one
 * above that it is merged with (merges.h); only Excel files have them, so a row begins zeroed. */
struct foreign_row {
    uint32_t line;
    unsigned n;
    struct span cells[FOREIGN_COLUMNS_MAX];
    bool filled[FOREIGN_COLUMNS_MAX];
};

struct foreign_fault {
    enum foreign_error error;
    uint64_t line, offset; /* offset in bytes of the text or file; both 0 when they say nothing */
    char detail[32];       /* printable ASCII: the name of a field */
};

static inline enum foreign_step foreign_fail(struct foreign_fault *f, enum foreign_error error,
                                             uint64_t line, uint64_t offset)
{
    *f = (struct foreign_fault){.error = error, .line = line, .offset = offset};
    return FOREIGN_FAULT;
}

#endif
