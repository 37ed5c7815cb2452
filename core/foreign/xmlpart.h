/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The XML files inside an archive (.xlsx), read as a stream, by libzip and expat. It knows no
 * spreadsheet. Against hostile files: what is unpacked is counted over all parts
 * (FOREIGN_UNPACKED_MAX), a document type, and with it every entity of its own, is refused, so are
 * elements too deep inside each other and single tags too long.
 *
 *     struct xml_archive a;
 *     struct xml_part p;
 *     if (xml_archive_open(&a, file, fault) && xml_part_open(&p, &a, "xl/styles.xml", &h, context))
 *         while ((step = xml_part_step(&p, fault)) == XML_MORE)
 *             ;
 *     xml_part_close(&p);
 */
#ifndef CORE_FOREIGN_XMLPART_H
#define CORE_FOREIGN_XMLPART_H

#include <expat.h>
#include <zip.h>

#include "core/foreign/reader.h"

struct xml_archive {
    zip_t *zip;
    uint64_t unpacked;
};

/* Names come without the prefix of their namespace. begin may be followed by end at once. */
struct xml_handlers {
    void (*begin)(void *context, const char *name, const char **attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *s, size_t n);
};

struct xml_part {
    struct xml_archive *archive;
    zip_file_t *file;
    XML_Parser parser;
    const struct xml_handlers *handlers;
    void *context;
    uint64_t fed;
    unsigned depth;
    bool last, failed;
    struct foreign_fault fault;
};

/* MORE: call again. STOPPED: a handler called xml_part_stop(). */
enum xml_step { XML_MORE, XML_STOPPED, XML_END, XML_FAULT };

/* Borrows the file until the close. false: not an archive, or a damaged one; *fault says so. */
bool xml_archive_open(struct xml_archive *a, struct span file, struct foreign_fault *fault);
void xml_archive_close(struct xml_archive *a); /* zeroed is fine */

/* false: no such part (p is then closed); a part that is encrypted fails at its first step. */
bool xml_part_open(struct xml_part *p, struct xml_archive *a, const char *name,
                   const struct xml_handlers *h, void *context);
enum xml_step xml_part_step(struct xml_part *p, struct foreign_fault *fault);
void xml_part_close(struct xml_part *p); /* zeroed is fine */

/* From a handler. */
void xml_part_stop(struct xml_part *p);
void xml_part_fail(struct xml_part *p, enum foreign_error error);

/* The value of an attribute by its name without prefix, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
