/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Word demands of word/document.xml and other programs forgive: children in the order of the
 * schema (ECMA-376 part 1, 17), a paragraph at the end of every cell and between two tables, rows
 * that fill the grid.
 */
#ifndef TESTS_DOCX_CHECK_H
#define TESTS_DOCX_CHECK_H

#include <expat.h>

#include "forms/office/docx_parts.h"
#include "tests/support.h"

/* The children that we write, in their order; other elements hold what they like. */
static const struct {
    const char *parent, *children;
} docx_order[] = {
    {"w:pPr", " pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs spacing ind "
              "jc rPr sectPr "},
    {"w:rPr", " rFonts b i color sz szCs lang "},
    {"w:tblPr", " tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar "},
    {"w:trPr", " cantSplit tblHeader "},
    {"w:tcPr", " tcW gridSpan vMerge tcBorders shd vAlign "},
    {"w:sectPr", " headerReference type pgSz pgMar pgNumType titlePg "},
    {"w:tbl", " tblPr tblGrid tr "},
    {"w:tr", " trPr tc "},
    {"w:tc", " tcPr p "},
    {"w:r", " rPr t tab "},
};

enum { DOCX_DEPTH = 32 };
struct docx_check {
    XML_Parser parser;
    char name[DOCX_DEPTH][32], last[DOCX_DEPTH][32];
    size_t at[DOCX_DEPTH]; /* how far each parent is in its order */
    int depth;
    size_t grid, filled; /* columns of the table in hand, places of the row */
    const char *fault;
};

static void docx_fault(struct docx_check *c, const char *what)
{
    if (!c->fault)
        print_error("document.xml, byte %ld, <%s> in <%s>: %s\n",
                    XML_GetCurrentByteIndex(c->parser), c->name[c->depth],
                    c->depth ? c->name[c->depth - 1] : "", what);
    c->fault = what;
}

static void docx_ordered(struct docx_check *c, const char *child)
{
    char word[40];
    const char *parent = c->name[c->depth - 1];
    snprintf(word, sizeof word, " %s ", child + 2);
    for (size_t i = 0; i < sizeof docx_order / sizeof *docx_order; i++) {
        if (strcmp(docx_order[i].parent, parent) != 0)
            continue;
        const char *at = strstr(docx_order[i].children, word);
        if (!at)
            docx_fault(c, "not a child that is known");
        else if ((size_t)(at - docx_order[i].children) < c->at[c->depth - 1])
            docx_fault(c, "comes too late");
        else
            c->at[c->depth - 1] = (size_t)(at - docx_order[i].children);
    }
}

static void docx_start(void *context, const char *name, const char **attribute)
{
    struct docx_check *c = context;
    assert_true(++c->depth < DOCX_DEPTH);
    snprintf(c->name[c->depth], sizeof c->name[0], "%s", name);
    c->at[c->depth] = 0;
    c->last[c->depth][0] = 0;
    if (c->depth > 1 && name[0] == 'w')
        docx_ordered(c, name);
    if (strcmp(name, "w:tbl") == 0 && strcmp(c->last[c->depth - 1], "w:tbl") == 0)
        docx_fault(c, "two tables without a paragraph between become one");
    snprintf(c->last[c->depth - 1], sizeof c->last[0], "%s", name);
    if (strcmp(name, "w:tblGrid") == 0)
        c->grid = 0;
    c->grid += strcmp(name, "w:gridCol") == 0;
    c->filled += strcmp(name, "w:tc") == 0;
    if (strcmp(name, "w:gridSpan") == 0)
        c->filled += (size_t)atoi(attribute[1]) - 1;
}

static void docx_end(void *context, const char *name)
{
    struct docx_check *c = context;
    if (strcmp(name, "w:tc") == 0 && strcmp(c->last[c->depth], "w:p") != 0)
        docx_fault(c, "a cell ends with a paragraph");
    if (strcmp(name, "w:body") == 0 && strcmp(c->last[c->depth], "w:sectPr") != 0)
        docx_fault(c, "the body ends with its section");
    if (strcmp(name, "w:tr") == 0) {
        if (c->filled != c->grid)
            docx_fault(c, "a row fills the grid");
        c->filled = 0;
    }
    c->depth--;
}

/* Fails the test when Word would not open it. */
static void docx_check(const struct doc *d)
{
    struct buf xml = {0};
    struct docx_check c = {.parser = XML_ParserCreate(NULL)};
    docx_body(&xml, d);
    XML_SetUserData(c.parser, &c);
    XML_SetElementHandler(c.parser, docx_start, docx_end);
    if (XML_Parse(c.parser, xml.p, (int)xml.n, XML_TRUE) != XML_STATUS_OK)
        docx_fault(&c, XML_ErrorString(XML_GetErrorCode(c.parser)));
    XML_ParserFree(c.parser);
    buf_release(&xml);
    assert_null(c.fault);
}

#endif
