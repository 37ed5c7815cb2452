/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fonts and spaces of NĐ 30/2020/NĐ-CP, annex I, in one place.
 */
#include "forms/office/docx_parts.h"

#define STYLE(id, paragraph, letters)                                                              \
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"" id "\"><w:name w:val=\"" id   \
    "\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>" paragraph "</w:pPr><w:rPr>" letters     \
    "</w:rPr></w:style>"
#define SPACING(before, after, line)                                                               \
    "<w:spacing w:before=\"" before "\" w:after=\"" after "\" w:line=\"" line                      \
    "\" w:lineRule=\"auto\"/>"
#define EXACT(before, after, line)                                                                 \
    "<w:spacing w:before=\"" before "\" w:after=\"" after "\" w:line=\"" line                      \
    "\" w:lineRule=\"exact\"/>"
#define SIZE(n)      "<w:sz w:val=\"" n "\"/><w:szCs w:val=\"" n "\"/>"
#define ALIGN(how)   "<w:jc w:val=\"" how "\"/>"
#define BORDER(side) "<w:" side " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"

const char docx_styles[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
    "w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:color w:val=\"000000\"/>" SIZE(
        "28") "<w:lang w:val=\"vi-VN\" w:eastAsia=\"vi-VN\" w:bidi=\"ar-SA\"/>"
              "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
              "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
              "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
              "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
              "<w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
              "<w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" "
              "w:type=\"dxa\"/>"
              "</w:tblCellMar></w:tblPr></w:style>"
              "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Grid\"><w:name "
              "w:val=\"Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>" BORDER(
                  "top") BORDER("left") BORDER("bottom") BORDER("right") BORDER("insideH")
                  BORDER("insideV") "</w:tblBorders></w:tblPr></w:style>" STYLE(
                      "Note", SPACING("0", "120", "240") ALIGN("center"),
                      "<w:b/><w:i/>" SIZE("24")) STYLE("Head", SPACING("0", "0", "240"), SIZE("26"))
                      STYLE("Foot", SPACING("0", "0", "240"), SIZE("28")) STYLE(
                          "Rule", EXACT("40", "60", "80"),
                          SIZE("4")) STYLE("Tiny", EXACT("0", "0", "120"), SIZE("4"))
                          STYLE("Last", EXACT("0", "0", "20"), SIZE("2")) STYLE(
                              "DocTitle",
                              "<w:keepNext/>" SPACING(
                                  "60", "0",
                                  "264") "<w:ind w:left=\"567\" w:right=\"567\"/>" ALIGN("center"),
                              SIZE("28"))
                              STYLE("DocHeading",
                                    "<w:keepNext/>" SPACING(
                                        "120", "60",
                                        "264") "<w:ind w:firstLine=\"720\"/>" ALIGN("both"),
                                    "<w:b/>" SIZE("28"))
                                  STYLE("Body",
                                        SPACING("60", "60",
                                                "264") "<w:ind w:firstLine=\"720\"/>" ALIGN("both"),
                                        SIZE("28")) STYLE("Source",
                                                          SPACING("60", "60", "240") ALIGN("both"),
                                                          "<w:i/>" SIZE("24"))
                                      STYLE("Blank", SPACING("60", "60", "264"), SIZE("28"))
                                          STYLE("DocCaption",
                                                "<w:keepNext/>" SPACING("120", "120", "240")
                                                    ALIGN("center"),
                                                "<w:b/>" SIZE("26"))
                                              STYLE("Cell", SPACING("20", "20", "240"), SIZE("24"))
                                                  STYLE("PageNumber",
                                                        SPACING("0", "0", "240") ALIGN("center"),
                                                        SIZE("28")) "</w:styles>\n";
