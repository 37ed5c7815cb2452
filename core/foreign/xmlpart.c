/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/xmlpart.h"

#include <string.h>

enum { PIECE = 64 << 10, DEEP = 64, TAG_MAX = 1 << 20 };

/* ---- the archive ---- */

bool xml_archive_open(struct xml_archive *a, struct span file, struct foreign_fault *fault)
{
    zip_error_t error;
    zip_error_init(&error);
    *a = (struct xml_archive){0};
    zip_source_t *source = zip_source_buffer_create(file.p, file.n, 0, &error);
    if (source)
        a->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source && !a->zip)
        zip_source_free(source);
    zip_error_fini(&error);
    if (!a->zip)
        foreign_fail(fault, FOREIGN_ERROR_DAMAGED, 0, 0);
    return a->zip != NULL;
}

void xml_archive_close(struct xml_archive *a)
{
    if (a->zip)
        zip_discard(a->zip);
    a->zip = NULL;
}

/* ---- a part ---- */

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

void xml_part_fail(struct xml_part *p, enum foreign_error error)
{
    if (!p->failed)
        foreign_fail(&p->fault, error, 0, p->fed);
    p->failed = true;
    XML_StopParser(p->parser, XML_FALSE);
}

void xml_part_stop(struct xml_part *p)
{
    if (!p->failed)
        XML_StopParser(p->parser, XML_TRUE);
}

static void on_begin(void *part, const XML_Char *name, const XML_Char **attributes)
{
    struct xml_part *p = part;
    if (++p->depth > DEEP)
        xml_part_fail(p, FOREIGN_ERROR_DAMAGED);
    else if (!p->failed)
        p->handlers->begin(p->context, local(name), (const char **)attributes);
}

static void on_end(void *part, const XML_Char *name)
{
    struct xml_part *p = part;
    p->depth--;
    if (!p->failed && p->handlers->end)
        p->handlers->end(p->context, local(name));
}

static void on_text(void *part, const XML_Char *s, int n)
{
    struct xml_part *p = part;
    if (!p->failed && p->handlers->text)
        p->handlers->text(p->context, s, (size_t)n);
}

/* No spreadsheet has one, and entities that double each other begin with it. */
static void on_doctype(void *part, const XML_Char *name, const XML_Char *system,
                       const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    xml_part_fail(part, FOREIGN_ERROR_DAMAGED);
}

bool xml_part_open(struct xml_part *p, struct xml_archive *a, const char *name,
                   const struct xml_handlers *h, void *context)
{
    *p = (struct xml_part){.archive = a, .handlers = h, .context = context};
    zip_int64_t i = zip_name_locate(a->zip, name, ZIP_FL_NOCASE);
    if (i < 0)
        return false;
    p->file = zip_fopen_index(a->zip, (zip_uint64_t)i, 0);
    p->parser = XML_ParserCreate(NULL);
    if (!p->file || !p->parser) {
        p->failed = true;
        foreign_fail(&p->fault, FOREIGN_ERROR_DAMAGED, 0, 0);
        return true;
    }
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_begin, on_end);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    return true;
}

/* The next bytes to the parser. */
static enum XML_Status feed(struct xml_part *p)
{
    void *piece = XML_GetBuffer(p->parser, PIECE);
    zip_int64_t n = piece ? zip_fread(p->file, piece, PIECE) : -1;
    if (n < 0) {
        xml_part_fail(p, FOREIGN_ERROR_DAMAGED);
        return XML_STATUS_ERROR;
    }
    p->fed += (uint64_t)n;
    p->archive->unpacked += (uint64_t)n;
    if (p->archive->unpacked > FOREIGN_UNPACKED_MAX) {
        xml_part_fail(p, FOREIGN_ERROR_UNPACKED_TOO_LARGE);
        return XML_STATUS_ERROR;
    }
    p->last = n == 0;
    return XML_ParseBuffer(p->parser, (int)n, p->last);
}

enum xml_step xml_part_step(struct xml_part *p, struct foreign_fault *fault)
{
    XML_ParsingStatus status = {0};
    enum XML_Status s = XML_STATUS_ERROR;
    if (!p->failed) {
        XML_GetParsingStatus(p->parser, &status);
        s = status.parsing == XML_SUSPENDED ? XML_ResumeParser(p->parser) : feed(p);
    }
    if (s == XML_STATUS_SUSPENDED)
        return XML_STOPPED;
    XML_Index at = p->parser ? XML_GetCurrentByteIndex(p->parser) : 0;
    if (s == XML_STATUS_OK && at >= 0 && p->fed - (uint64_t)at > TAG_MAX)
        xml_part_fail(p, FOREIGN_ERROR_CELL_TOO_LARGE); /* expat would begin it again and again */
    if (p->failed || s == XML_STATUS_ERROR) {
        *fault = p->fault;
        if (!p->failed)
            foreign_fail(fault, FOREIGN_ERROR_DAMAGED, 0, p->fed);
        return XML_FAULT;
    }
    return p->last ? XML_END : XML_MORE;
}

void xml_part_close(struct xml_part *p)
{
    if (p->parser)
        XML_ParserFree(p->parser);
    if (p->file)
        zip_fclose(p->file);
    *p = (struct xml_part){0};
}
