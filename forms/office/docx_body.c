/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * word/document.xml: blocks as paragraphs, tables and sections.
 */
#include <string.h>

#include "forms/office/docx_parts.h"
#include "forms/office/metrics.h"
#include "locale/fold.h"

enum {
    SIZE = 28,      /* 14 points: body, titles, signature */
    SIZE_HEAD = 26, /* 13: lines of the head */
    SIZE_CAPS = 24, /* 12: its lines in capitals */
    SIZE_TO = 22,   /* 11: whom it goes to; its title has 12 */
    TITLE_INDENT = 567,
    RULE_MIN = 600,
};
#define KEEP "<w:keepNext/>" /* on the page of what comes next */

struct body {
    struct buf *b;
    bool across;  /* the section in hand */
    bool started; /* a section has ended before: the headers are named */
    bool begins;  /* the section in hand begins a document: its first page has no number */
    bool sheet;   /* the document is a wide table and what belongs to it: all of it lies across */
};

void xml_text(struct buf *b, struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        const char *as = s.p[i] == '&'   ? "&amp;"
                         : s.p[i] == '<' ? "&lt;"
                         : s.p[i] == '>' ? "&gt;"
                         : s.p[i] == '"' ? "&quot;"
                                         : NULL;
        if (as) {
            buf_adds(b, as);
        } else if (s.n - i >= 3 && (memcmp(s.p + i, "\xEF\xBF\xBE", 3) == 0 ||
                                    memcmp(s.p + i, "\xEF\xBF\xBF", 3) == 0)) {
            i += 2; /* no character of XML */
        } else {
            buf_addc(b, s.p[i]);
        }
    }
}

static void run(struct buf *b, unsigned style, unsigned size, const char *text)
{
    buf_adds(b, "<w:r>");
    if (style || size) {
        buf_addf(b, "<w:rPr>%s%s", style & DOC_BOLD ? "<w:b/>" : "",
                 style & DOC_ITALIC ? "<w:i/>" : "");
        if (size)
            buf_addf(b, "<w:sz w:val=\"%u\"/><w:szCs w:val=\"%u\"/>", size, size);
        buf_adds(b, "</w:rPr>");
    }
    buf_adds(b, "<w:t xml:space=\"preserve\">");
    xml_text(b, span_of(text));
    buf_adds(b, "</w:t></w:r>");
}

static void runs(struct buf *b, const struct doc_string *s, unsigned size)
{
    for (size_t i = 0; i < s->n; i++)
        run(b, s->run[i].style, size, s->run[i].text);
}

static void open_paragraph(struct buf *b, const char *style, const char *more)
{
    buf_addf(b, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
}

static void close_paragraph(struct buf *b)
{
    buf_adds(b, "</w:p>");
}

static void tiny(struct buf *b, bool keep)
{
    open_paragraph(b, "Tiny", keep ? KEEP : "");
    close_paragraph(b);
}

static void string_paragraph(struct buf *b, const char *style, const char *more,
                             const struct doc_string *s)
{
    open_paragraph(b, style, more);
    runs(b, s, 0);
    close_paragraph(b);
}

/* ---- rules ---- */

/* A rule under a text, so many percent of its length, centred in width. */
static void rule(struct buf *b, const struct doc_string *s, unsigned size, unsigned percent,
                 size_t width, bool keep)
{
    struct buf more = {0};
    size_t n = metrics_twips(metrics_string(s), size);
    n = (n < width ? n : width) * percent / 100;
    n = n < RULE_MIN ? RULE_MIN : n;
    size_t side = n < width ? (width - n) / 2 : 0;
    buf_addf(&more,
             "%s<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"000000\"/>"
             "</w:pBdr><w:ind w:left=\"%zu\" w:right=\"%zu\"/>",
             keep ? KEEP : "", side, side);
    open_paragraph(b, "Rule", buf_str(&more));
    close_paragraph(b);
    buf_release(&more);
}

/* ---- sections ---- */

/* Every document of the file counts its own pages. */
static void section(struct body *x, bool across)
{
    buf_adds(x->b, "<w:sectPr>");
    if (!x->started)
        buf_adds(x->b, "<w:headerReference w:type=\"default\" r:id=\"rId2\"/>"
                       "<w:headerReference w:type=\"first\" r:id=\"rId3\"/>");
    buf_addf(x->b, "<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"%d\" w:h=\"%d\"%s/>",
             across ? PAGE_LONG : PAGE_SHORT, across ? PAGE_SHORT : PAGE_LONG,
             across ? " w:orient=\"landscape\"" : "");
    buf_addf(x->b,
             "<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" w:header=\"567\" "
             "w:footer=\"567\" w:gutter=\"0\"/>%s</w:sectPr>",
             MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM, MARGIN_LEFT,
             x->begins ? "<w:pgNumType w:start=\"1\"/><w:titlePg/>" : "");
    x->started = true;
    x->begins = false;
}

/* Ends the section in hand when the next block lies the other way. */
static void turn(struct body *x, bool across, bool empty)
{
    if (across == x->across)
        return;
    if (!empty) {
        buf_adds(x->b, "<w:p><w:pPr><w:pStyle w:val=\"Tiny\"/>");
        section(x, x->across);
        buf_adds(x->b, "</w:pPr></w:p>");
    }
    x->across = across;
}

/* ---- pairs ---- */

static bool in_capitals(const struct doc_string *s)
{
    struct buf upper = {0};
    bool is = s->n > 0;
    for (size_t i = 0; i < s->n && is; i++) {
        buf_reset(&upper);
        fold_upper(&upper, span_of(s->run[i].text));
        is = span_eq_str(buf_span(&upper), s->run[i].text);
    }
    buf_release(&upper);
    return is;
}

static unsigned pair_size(const struct doc_pair *p, int side, const struct doc_line *l)
{
    if (p->role == DOC_PAIR_HEAD)
        return in_capitals(&l->text) ? SIZE_CAPS : SIZE_HEAD;
    if (side == DOC_RIGHT_SIDE || l->align != DOC_LEFT)
        return SIZE;
    return l->text.n && l->text.run[0].style & DOC_BOLD ? SIZE_CAPS : SIZE_TO;
}

static const char *pair_align(enum doc_align a)
{
    switch (a) {
    case DOC_LEFT:
        return KEEP "<w:jc w:val=\"left\"/>";
    case DOC_RIGHT:
        return KEEP "<w:jc w:val=\"right\"/>";
    case DOC_CENTRE:
        return KEEP "<w:jc w:val=\"center\"/>";
    }
    return "";
}

static void add_side(struct buf *b, const struct doc_pair *p, int side, size_t width)
{
    const char *style = p->role == DOC_PAIR_HEAD ? "Head" : "Foot";
    buf_addf(b, "<w:tc><w:tcPr><w:tcW w:w=\"%zu\" w:type=\"dxa\"/></w:tcPr>", width);
    for (size_t i = 0; i < p->n[side]; i++) {
        const struct doc_line *l = &p->line[side][i];
        unsigned size = pair_size(p, side, l);
        open_paragraph(b, style, pair_align(l->align));
        runs(b, &l->text, size);
        close_paragraph(b);
        if (l->rule)
            rule(b, &l->text, size, l->rule, width, true);
        for (unsigned k = 0; k < l->space; k++) {
            open_paragraph(b, style, pair_align(l->align));
            close_paragraph(b);
        }
    }
    if (!p->n[side]) {
        open_paragraph(b, style, "");
        close_paragraph(b);
    }
    buf_adds(b, "</w:tc>");
}

static void add_pair(struct body *x, const struct doc_pair *p, bool keep)
{
    size_t width = x->across ? WIDTH_ACROSS : WIDTH_UPRIGHT;
    size_t left = width * p->share[0] / (p->share[0] + p->share[1]);
    buf_addf(x->b,
             "<w:tbl><w:tblPr><w:tblW w:w=\"%zu\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"
             "<w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/>"
             "</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"%zu\"/><w:gridCol w:w=\"%zu\"/>"
             "</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>",
             width, left, width - left);
    add_side(x->b, p, DOC_LEFT_SIDE, left);
    add_side(x->b, p, DOC_RIGHT_SIDE, width - left);
    buf_adds(x->b, "</w:tr></w:tbl>");
    if (p->role == DOC_PAIR_FOOT) { /* no page of its own for what must stand behind a table */
        open_paragraph(x->b, "Last", "");
        close_paragraph(x->b);
    } else {
        tiny(x->b, keep);
    }
}

/* ---- the other blocks ---- */

static void add_title(struct body *x, const struct doc_block *k)
{
    size_t width = x->across ? WIDTH_ACROSS : WIDTH_UPRIGHT;
    string_paragraph(x->b, "DocTitle", "", &k->text);
    if (k->level)
        rule(x->b, &k->text, SIZE, k->level, width - 2 * TITLE_INDENT, false);
}

static void add_paragraph(struct body *x, const struct doc_block *k, bool keep)
{
    static const char *const style[] = {
        [DOC_BODY] = "Body", [DOC_BASIS] = "Body", [DOC_BULLET] = "Body", [DOC_SOURCE] = "Source"};
    open_paragraph(x->b, style[k->role], keep ? KEEP : "");
    if (k->role == DOC_BULLET)
        run(x->b, DOC_PLAIN, 0, "- ");
    runs(x->b, &k->text, 0);
    close_paragraph(x->b);
}

/* A tab fills the line with dots. */
static void add_dots(const struct body *x, struct buf *more)
{
    buf_addf(more, "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"%d\"/></w:tabs>",
             x->across ? WIDTH_ACROSS : WIDTH_UPRIGHT);
}

/* Dots to the margin where a value is to be written by hand. */
static void add_figures(struct body *x, const struct doc_block *k, bool keep)
{
    struct buf dots = {0};
    add_dots(x, &dots);
    for (size_t i = 0; i < k->figures; i++) {
        bool known = k->figure[i].value.n > 0;
        open_paragraph(x->b, "Body",
                       known && i + 1 == k->figures && keep ? KEEP
                       : known                              ? ""
                                                            : buf_str(&dots));
        run(x->b, DOC_PLAIN, 0, "- ");
        runs(x->b, &k->figure[i].name, 0);
        run(x->b, DOC_PLAIN, 0, ": ");
        runs(x->b, &k->figure[i].value, 0);
        if (known)
            run(x->b, DOC_PLAIN, 0, ".");
        else
            buf_adds(x->b, "<w:r><w:tab/></w:r>");
        close_paragraph(x->b);
    }
    buf_release(&dots);
}

/* Dots from margin to margin. */
static void add_blanks(struct body *x, unsigned lines)
{
    struct buf more = {0};
    add_dots(x, &more);
    for (unsigned i = 0; i < lines; i++) {
        open_paragraph(x->b, "Blank", buf_str(&more));
        buf_adds(x->b, "<w:r><w:tab/></w:r>");
        close_paragraph(x->b);
    }
    buf_release(&more);
}

static void add_table(struct body *x, const struct doc_table *t, bool keep)
{
    struct table_layout l;
    table_layout_make(&l, t);
    if (metrics_string(&t->caption))
        string_paragraph(x->b, "DocCaption", "", &t->caption);
    docx_table(x->b, t, &l, keep);
    table_layout_release(&l);
}

static bool is_wide(const struct doc_block *k)
{
    struct table_layout l;
    if (k->kind != DOC_TABLE_BLOCK)
        return false;
    table_layout_make(&l, &k->table);
    bool across = l.across;
    table_layout_release(&l);
    return across;
}

static bool is_sheet(const struct doc *d)
{
    bool wide = false;
    for (size_t i = 0; i < d->n; i++) {
        const struct doc_block *k = &d->block[i];
        if (k->kind == DOC_HEADING_BLOCK || k->kind == DOC_FIGURES_BLOCK ||
            k->kind == DOC_BLANKS_BLOCK ||
            (k->kind == DOC_PARAGRAPH_BLOCK && k->role != DOC_SOURCE))
            return false;
        wide = wide || is_wide(k);
    }
    return wide;
}

/* Does block i stand on a page across? A wide table does, with its heading or title and its
 * sources. */
static bool lies_across(const struct body *x, const struct doc *d, size_t i)
{
    const struct doc_block *k = &d->block[i];
    while ((k->kind == DOC_HEADING_BLOCK || k->kind == DOC_TITLE_BLOCK) && ++i < d->n)
        k = &d->block[i];
    if (x->sheet || k->kind == DOC_TABLE_BLOCK)
        return x->sheet || is_wide(k);
    return x->across && (k->kind == DOC_CHART_BLOCK ||
                         (k->kind == DOC_PARAGRAPH_BLOCK && k->role == DOC_SOURCE));
}

/* Ends the section in hand, whichever way the next one lies. */
static void new_page(struct body *x, const struct doc *d, size_t i)
{
    buf_adds(x->b, "<w:p><w:pPr><w:pStyle w:val=\"Tiny\"/>");
    section(x, x->across);
    buf_adds(x->b, "</w:pPr></w:p>");
    x->begins = true;
    x->across = i + 1 < d->n && lies_across(x, d, i + 1);
}

/* The last sentence stays with the signature, a table with what is said about it. */
static bool keeps_next(const struct doc_block *k, const struct doc_block *next)
{
    bool foot = next && next->kind == DOC_PAIR_BLOCK && next->pair.role == DOC_PAIR_FOOT;
    bool source = next && next->kind == DOC_PARAGRAPH_BLOCK && next->role == DOC_SOURCE;
    if (k->kind == DOC_TABLE_BLOCK || (k->kind == DOC_PARAGRAPH_BLOCK && k->role == DOC_SOURCE))
        return source || foot;
    return foot;
}

static void add_block(struct body *x, const struct doc *d, size_t i)
{
    const struct doc_block *k = &d->block[i];
    bool keep = keeps_next(k, i + 1 < d->n ? k + 1 : NULL);
    if (k->kind != DOC_PAGE_BLOCK)
        turn(x, lies_across(x, d, i), i == 0);
    switch (k->kind) {
    case DOC_NOTE_BLOCK:
        string_paragraph(x->b, "Note", "", &k->text);
        return;
    case DOC_PAIR_BLOCK:
        add_pair(x, &k->pair, keep);
        return;
    case DOC_TITLE_BLOCK:
        add_title(x, k);
        return;
    case DOC_PARAGRAPH_BLOCK:
        add_paragraph(x, k, keep);
        return;
    case DOC_HEADING_BLOCK:
        string_paragraph(x->b, "DocHeading", "", &k->text);
        return;
    case DOC_FIGURES_BLOCK:
        add_figures(x, k, keep);
        return;
    case DOC_TABLE_BLOCK:
        add_table(x, &k->table, keep);
        return;
    case DOC_BLANKS_BLOCK:
        add_blanks(x, k->level);
        return;
    case DOC_CHART_BLOCK: /* its figures stand in the tables */
        return;
    case DOC_PAGE_BLOCK:
        new_page(x, d, i);
        return;
    }
}

void docx_body(struct buf *b, const struct doc *d)
{
    struct body x = {.b = b, .begins = true, .sheet = is_sheet(d)};
    buf_adds(b, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"
                "main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                "relationships\"><w:body>");
    for (size_t i = 0; i < d->n; i++)
        add_block(&x, d, i);
    if (!d->n || d->block[d->n - 1].kind != DOC_PAIR_BLOCK) /* which has one behind it */
        tiny(b, false);
    section(&x, x.across);
    buf_adds(b, "</w:body></w:document>\n");
}
