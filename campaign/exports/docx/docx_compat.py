"""The undocumented parts of python-docx that this project uses; no other module uses them.

`docs/upgrading.md` lists the parts, and `tests/exports/docx/test_docx_compat.py` fails if an
upgrade changes one.
"""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def set_description(picture: InlineShape, name: str, description: str) -> None:
    """Give a picture its name and its alternative text."""
    properties = picture._inline.docPr
    properties.set("name", name)
    properties.set("descr", description)


def end_spacing(picture: InlineShape) -> None:
    """Remove the space around a picture: LibreOffice adds it and then cuts off the picture."""
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")


def shade_paragraph(paragraph: Paragraph, fill: str) -> None:
    """Set the background colour of a paragraph (#rrggbb)."""
    paragraph._p.get_or_add_pPr().append(_shade(fill))


def shade_cell(cell: Any, fill: str) -> None:
    """Set the background colour of a cell (#rrggbb)."""
    cell._tc.get_or_add_tcPr().append(_shade(fill))


def repeat_row(row: Any) -> None:
    """Repeat a header row on every page of its table."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def set_cell_margins(table: Table, beside: Length, above: Length) -> None:
    """Set the space beside the text of each cell of a table, and above and below it."""
    margins = OxmlElement("w:tblCellMar")
    for side, margin in (("top", above), ("left", beside), ("bottom", above), ("right", beside)):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(round(margin.twips)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    # Word accepts the properties of a table in one order only.
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def set_row_lines(table: Table, colour: str) -> None:
    """Draw lines above and below each row of a table (#rrggbb), and none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        is_drawn = side in ("top", "bottom", "insideH")
        line.set(qn("w:val"), "single" if is_drawn else "nil")
        if is_drawn:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), colour.removeprefix("#").upper())
        borders.append(line)
    properties = table._tbl.tblPr
    following = [
        properties.find(qn(f"w:{name}")) for name in ("tblLayout", "tblCellMar", "tblLook")
    ]
    next(element for element in following if element is not None).addprevious(borders)


def keep_row_whole(row: Any) -> None:
    """Keep the lines of a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_font(style: Any, name: str) -> None:
    """Give a style one typeface for all scripts, in place of the typefaces of the theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def set_language(style: Any, tag: str) -> None:
    """Set the language of the text of a style (`ky-KG`)."""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    style.element.get_or_add_rPr().append(language)


def keep_hyphens(document: Any, words: re.Pattern[str]) -> None:
    """Prevent line breaks after hyphens in text that matches; Word has an element for such hyphens.

    The no-break hyphen character is not in Arial and would be drawn in another typeface.
    """
    for element in list(document.element.body.iter(qn("w:t"))):
        pieces = words.sub(lambda match: match[0].replace("-", "\0"), element.text or "")
        for piece in reversed(pieces.split("\0")[1:]):
            rest = OxmlElement("w:t")
            rest.set(qn("xml:space"), "preserve")
            rest.text = piece
            element.addnext(rest)
            element.addnext(OxmlElement("w:noBreakHyphen"))
        element.set(qn("xml:space"), "preserve")
        element.text = pieces.split("\0")[0]


def add_page_number(run: Run) -> None:
    """Add the field that an office program replaces with the page number."""
    for kind in ("begin", "", "end"):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = "PAGE"
        run.element.append(element)


def _shade(fill: str) -> Any:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), fill.removeprefix("#").upper())
    return shade
