/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/xlsxbook.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

enum { TEXTS_MAX = 4 << 20, STYLES_MAX = 1 << 16, PARTS_MAX = 1024, ESCAPE = 7 };

/* Reads a whole part; one that is not there is empty. */
static bool read_part(struct xlsxbook *b, struct xml_part *p, const char *name,
                      const struct xml_handlers *h, void *context, struct foreign_fault *fault)
{
    enum xml_step step = XML_END;
    if (name && xml_part_open(p, &b->archive, name, h, context))
        while ((step = xml_part_step(p, fault)) == XML_MORE)
            ;
    xml_part_close(p);
    return step == XML_END;
}

static bool true_word(const char *s)
{
    return s && (strcmp(s, "1") == 0 || strcmp(s, "true") == 0);
}

/* ---- which part is what ---- */

struct relation {
    char *id, *part;
    const char *kind; /* "worksheet", "styles", ... or NULL */
};

struct finding {
    struct xlsxbook *b;
    struct xml_part part;
    const char *folder; /* targets are relative to it */
    struct relation *v;
    size_t n;
    bool sheets; /* within <sheets> */
};

/* "../a/b" and "/xl/b" of the folder "xl/". */
static char *join(const char *folder, const char *target)
{
    struct buf b = {0};
    if (*target == '/') {
        target++;
    } else {
        buf_adds(&b, folder);
        for (; strncmp(target, "../", 3) == 0 && b.n; target += 3) {
            b.n--;
            while (b.n && b.p[b.n - 1] != '/')
                b.n--;
        }
    }
    buf_adds(&b, target);
    return b.n ? buf_detach(&b) : mem_strdup("");
}

static void relation_begin(void *context, const char *name, const char **attributes)
{
    static const char *const kinds[] = {"officeDocument", "worksheet", "sharedStrings", "styles"};
    struct finding *f = context;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target"), *kind = NULL;
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target || f->n == PARTS_MAX)
        return;
    const char *slash = strrchr(type, '/');
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (slash && strcmp(slash + 1, kinds[i]) == 0)
            kind = kinds[i];
    f->v = mem_realloc_array(f->v, f->n + 1, sizeof *f->v);
    f->v[f->n++] = (struct relation){mem_strdup(id), join(f->folder, target), kind};
}

static void finding_release(struct finding *f)
{
    for (size_t i = 0; i < f->n; i++) {
        free(f->v[i].id);
        free(f->v[i].part);
    }
    free(f->v);
    f->v = NULL;
    f->n = 0;
}

static const char *part_of_kind(const struct finding *f, const char *kind)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->v[i].kind && strcmp(f->v[i].kind, kind) == 0)
            return f->v[i].part;
    return NULL;
}

/* ---- sheets ---- */

static void book_begin(void *context, const char *name, const char **attributes)
{
    struct finding *f = context;
    const char *part = NULL, *id = xml_attribute(attributes, "id");
    const char *title = xml_attribute(attributes, "name");
    if (strcmp(name, "workbookPr") == 0)
        f->b->since_1904 = true_word(xml_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") != 0 || !id || !title || f->b->sheets.n == EXCEL_SHEETS_MAX)
        return;
    for (size_t i = 0; i < f->n; i++)
        if (f->v[i].kind && strcmp(f->v[i].kind, "worksheet") == 0 && strcmp(f->v[i].id, id) == 0)
            part = f->v[i].part;
    if (!part) /* a sheet of charts or macros */
        return;
    const char *state = xml_attribute(attributes, "state");
    excel_sheets_add(&f->b->sheets, (struct excel_sheet){.name = mem_strdup(title),
                                                         .part = mem_strdup(part),
                                                         .hidden = state && *state != 'v'});
}

/* ---- shared texts ---- */

struct texts {
    struct xlsxbook *b;
    struct xml_part part;
    struct buf text; /* of the element in hand */
    unsigned phonetic;
    bool in_text;
};

void xlsx_add_text(struct buf *out, struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        char hex[5] = "";
        if (s.n - i >= ESCAPE && memcmp(s.p + i, "_x00", 4) == 0 && s.p[i + 6] == '_')
            memcpy(hex, s.p + i + 4, 2);
        long c = hex[0] && strspn(hex, "0123456789abcdefABCDEF") == 2 ? strtol(hex, NULL, 16) : 0;
        if (c == '_' || (c >= '\t' && c <= '\r')) {
            if (c != '\r') /* Excel writes line ends as _x000D_ and LF */
                buf_addc(out, (char)c);
            i += ESCAPE - 1;
        } else {
            buf_addc(out, s.p[i]);
        }
    }
}

static void text_begin(void *context, const char *name, const char **attributes)
{
    struct texts *t = context;
    (void)attributes;
    if (strcmp(name, "si") == 0)
        buf_reset(&t->text);
    else if (strcmp(name, "rPh") == 0)
        t->phonetic++;
    else if (strcmp(name, "t") == 0)
        t->in_text = !t->phonetic;
}

static void add_shared(struct texts *t)
{
    struct xlsxbook *b = t->b;
    if (b->n_texts == TEXTS_MAX || b->texts.n > FOREIGN_UNPACKED_MAX / 2) {
        xml_part_fail(&t->part, FOREIGN_ERROR_UNPACKED_TOO_LARGE);
        return;
    }
    if (b->n_texts + 2 > b->cap_texts) {
        b->cap_texts = b->cap_texts ? b->cap_texts * 2 : 1024;
        b->text_at = mem_realloc_array(b->text_at, b->cap_texts, sizeof *b->text_at);
    }
    b->text_at[b->n_texts++] = (uint32_t)b->texts.n;
    xlsx_add_text(&b->texts, buf_span(&t->text));
    b->text_at[b->n_texts] = (uint32_t)b->texts.n;
}

static void text_end(void *context, const char *name)
{
    struct texts *t = context;
    if (strcmp(name, "t") == 0)
        t->in_text = false;
    else if (strcmp(name, "rPh") == 0 && t->phonetic)
        t->phonetic--;
    else if (strcmp(name, "si") == 0)
        add_shared(t);
}

static void text_text(void *context, const char *s, size_t n)
{
    struct texts *t = context;
    if (!t->in_text)
        return;
    buf_add(&t->text, s, n);
    if (t->text.n > FOREIGN_CELL_MAX)
        xml_part_fail(&t->part, FOREIGN_ERROR_CELL_TOO_LARGE);
}

struct span xlsxbook_text(const struct xlsxbook *b, size_t i)
{
    if (i >= b->n_texts)
        return (struct span){"", 0};
    return span_make(b->texts.p + b->text_at[i], b->text_at[i + 1] - b->text_at[i]);
}

/* ---- formats ---- */

struct style {
    struct xlsxbook *b;
    struct xml_part part;
    bool cells; /* within <cellXfs> */
    struct own {
        unsigned id;
        struct excel_format format;
    } * own;
    size_t n_own;
};

static unsigned number_of(const char *s)
{
    return s ? (unsigned)strtoul(s, NULL, 10) : 0;
}

static struct excel_format format_by_id(const struct style *s, unsigned id)
{
    for (size_t i = s->n_own; i-- > 0;)
        if (s->own[i].id == id)
            return s->own[i].format;
    return excel_format_builtin(id);
}

static void style_begin(void *context, const char *name, const char **attributes)
{
    struct style *s = context;
    struct xlsxbook *b = s->b;
    unsigned id = number_of(xml_attribute(attributes, "numFmtId"));
    const char *code = xml_attribute(attributes, "formatCode");
    if (strcmp(name, "cellXfs") == 0) {
        s->cells = true;
    } else if (strcmp(name, "numFmt") == 0 && code && s->n_own < PARTS_MAX) {
        s->own = mem_realloc_array(s->own, s->n_own + 1, sizeof *s->own);
        s->own[s->n_own++] = (struct own){id, excel_format_read(span_of(code))};
    } else if (strcmp(name, "xf") == 0 && s->cells && b->n_formats < STYLES_MAX) {
        if (b->n_formats == b->cap_formats) {
            b->cap_formats = b->cap_formats ? b->cap_formats * 2 : 64;
            b->formats = mem_realloc_array(b->formats, b->cap_formats, sizeof *b->formats);
        }
        b->formats[b->n_formats++] = format_by_id(s, id);
    }
}

static void style_end(void *context, const char *name)
{
    struct style *s = context;
    if (strcmp(name, "cellXfs") == 0)
        s->cells = false;
}

struct excel_format xlsxbook_format(const struct xlsxbook *b, size_t style)
{
    return style < b->n_formats ? b->formats[style] : (struct excel_format){0};
}

/* ---- all together ---- */

static const struct xml_handlers relations = {relation_begin, NULL, NULL};
static const struct xml_handlers book = {book_begin, NULL, NULL};
static const struct xml_handlers shared = {text_begin, text_end, text_text};
static const struct xml_handlers styles = {style_begin, style_end, NULL};

/* "xl/workbook.xml" -> "xl/_rels/workbook.xml.rels" and "xl/" */
static void name_relations(const char *part, struct buf *rels, struct buf *folder)
{
    const char *slash = strrchr(part, '/'), *file = slash ? slash + 1 : part;
    buf_add(folder, part, (size_t)(file - part));
    buf_adds(folder, "");
    buf_addf(rels, "%s_rels/%s.rels", buf_str(folder), file);
}

static bool read_texts(struct xlsxbook *b, const char *part, struct foreign_fault *fault)
{
    struct texts t = {.b = b};
    bool ok = read_part(b, &t.part, part, &shared, &t, fault);
    buf_release(&t.text);
    return ok;
}

static bool read_styles(struct xlsxbook *b, const char *part, struct foreign_fault *fault)
{
    struct style s = {.b = b};
    bool ok = read_part(b, &s.part, part, &styles, &s, fault);
    free(s.own);
    return ok;
}

bool xlsxbook_open(struct xlsxbook *b, struct span file, struct foreign_fault *fault)
{
    struct finding f = {.b = b, .folder = ""};
    struct buf rels = {0}, folder = {0};
    *b = (struct xlsxbook){0};
    if (!xml_archive_open(&b->archive, file, fault))
        return false;
    bool ok = read_part(b, &f.part, "_rels/.rels", &relations, &f, fault);
    const char *found = part_of_kind(&f, "officeDocument");
    char *workbook = mem_strdup(found ? found : "xl/workbook.xml");
    finding_release(&f);
    name_relations(workbook, &rels, &folder);
    f.folder = buf_str(&folder);
    ok = ok && read_part(b, &f.part, buf_str(&rels), &relations, &f, fault) &&
         read_part(b, &f.part, workbook, &book, &f, fault) &&
         read_texts(b, part_of_kind(&f, "sharedStrings"), fault) &&
         read_styles(b, part_of_kind(&f, "styles"), fault);
    if (ok && !b->sheets.n) {
        size_t n = strlen(workbook);
        bool binary = n > 4 && strcmp(workbook + n - 4, ".bin") == 0; /* .xlsb */
        foreign_fail(fault, binary ? FOREIGN_ERROR_UNSUPPORTED : FOREIGN_ERROR_DAMAGED, 0, 0);
        ok = false;
    }
    finding_release(&f);
    free(workbook);
    buf_release(&rels);
    buf_release(&folder);
    return ok;
}

void xlsxbook_close(struct xlsxbook *b)
{
    xml_archive_close(&b->archive);
    excel_sheets_release(&b->sheets);
    buf_release(&b->texts);
    free(b->text_at);
    free(b->formats);
    *b = (struct xlsxbook){0};
}
