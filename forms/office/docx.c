/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of the package. libzip writes it: no library of Debian 12 writes .docx itself.
 */
#include "forms/office/docx.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "forms/office/docx_parts.h"

#define XML              "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE           "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WORD             "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELATED          "http://schemas.openxmlformats.org/package/2006/relationships"
#define PART(name, type) "<Override PartName=\"/" name "\" ContentType=\"" type "\"/>"
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id=\"" id "\" Type=\"" type "\" Target=\"" target "\"/>"

enum { DOS_DATE = 0x21, DOS_TIME = 0 }; /* 1980-01-01 0:00, the first that the format knows */

static const char content_types[] = XML
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" PART("word/document.xml",
                                                                        WORD "document.main+xml")
        PART("word/styles.xml", WORD "styles+xml") PART("word/settings.xml", WORD "settings+xml")
            PART("word/header1.xml", WORD "header+xml") PART("word/header2.xml", WORD "header+xml")
                PART("docProps/core.xml",
                     "application/vnd.openxmlformats-package.core-properties+xml") "</Types>\n";
static const char relations[] =
    XML "<Relationships xmlns=\"" RELATED
        "\">" RELATION("rId1", OFFICE "/officeDocument", "word/document.xml")
            RELATION("rId2",
                     "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                     "core-properties",
                     "docProps/core.xml") "</Relationships>\n";
static const char document_relations[] =
    XML "<Relationships xmlns=\"" RELATED "\">" RELATION("rId1", OFFICE "/styles", "styles.xml")
        RELATION("rId2", OFFICE "/header", "header1.xml")
            RELATION("rId3", OFFICE "/header", "header2.xml")
                RELATION("rId4", OFFICE "/settings", "settings.xml") "</Relationships>\n";
static const char settings[] =
    XML "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
        "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
        "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
        "</w:settings>\n";
#define HEADER(inside)                                                                             \
    XML "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p>"    \
        "<w:pPr><w:pStyle w:val=\"PageNumber\"/></w:pPr>" inside "</w:p></w:hdr>\n"
static const char page_number[] =
    HEADER("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
           "xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar "
           "w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar "
           "w:fldCharType=\"end\"/></w:r>");
static const char no_page_number[] = HEADER("");

/* Its titles one behind the other. */
static void core_properties(struct buf *b, const struct doc *d)
{
    buf_adds(b, XML "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/"
                    "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
                    "<dc:title>");
    size_t begin = b->n;
    for (size_t i = 0; i < d->n; i++)
        for (size_t k = 0; d->block[i].kind == DOC_TITLE_BLOCK && k < d->block[i].text.n; k++) {
            buf_adds(b, b->n > begin ? " " : "");
            xml_text(b, span_of(d->block[i].text.run[k].text));
        }
    buf_adds(b, "</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>\n");
}

/* The part is read when the archive is closed: text must live until then. */
static bool add_part(zip_t *z, const char *name, struct span text)
{
    zip_source_t *s = zip_source_buffer(z, text.p, text.n, 0);
    if (!s)
        return false;
    zip_int64_t i = zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(s);
        return false;
    }
    return zip_file_set_dostime(z, (zip_uint64_t)i, DOS_TIME, DOS_DATE, 0) == 0 &&
           zip_set_file_compression(z, (zip_uint64_t)i, ZIP_CM_DEFLATE, 6) == 0;
}

static bool read_back(zip_source_t *s, struct buf *out)
{
    zip_stat_t st;
    if (zip_source_open(s) != 0)
        return false;
    bool good = zip_source_stat(s, &st) == 0;
    if (good) {
        buf_reserve(out, (size_t)st.size);
        char *p = out->p + out->n;
        good = zip_source_read(s, p, st.size) == (zip_int64_t)st.size;
        out->n += good ? (size_t)st.size : 0;
        out->p[out->n] = 0;
    }
    zip_source_close(s);
    return good;
}

static bool write_parts(zip_t *z, const struct buf *body, const struct buf *core)
{
    return add_part(z, "[Content_Types].xml", span_of(content_types)) &&
           add_part(z, "_rels/.rels", span_of(relations)) &&
           add_part(z, "docProps/core.xml", buf_span(core)) &&
           add_part(z, "word/document.xml", buf_span(body)) &&
           add_part(z, "word/_rels/document.xml.rels", span_of(document_relations)) &&
           add_part(z, "word/styles.xml", span_of(docx_styles)) &&
           add_part(z, "word/settings.xml", span_of(settings)) &&
           add_part(z, "word/header1.xml", span_of(page_number)) &&
           add_part(z, "word/header2.xml", span_of(no_page_number));
}

bool docx_write(const struct doc *d, struct buf *out)
{
    struct buf body = {0}, core = {0};
    zip_error_t e;
    zip_error_init(&e);
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &e);
    zip_t *z = s ? zip_open_from_source(s, ZIP_TRUNCATE, &e) : NULL;
    docx_body(&body, d);
    core_properties(&core, d);
    bool good = z != NULL;
    if (good) {
        zip_source_keep(s); /* closing the archive frees one of ours */
        good = write_parts(z, &body, &core) && zip_close(z) == 0;
        if (!good)
            zip_discard(z);
    }
    good = good && read_back(s, out);
    if (s)
        zip_source_free(s);
    zip_error_fini(&e);
    buf_release(&body);
    buf_release(&core);
    return good;
}
