"""The parts of python-docx that we use outside its public interface still exist."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from campaign.exports.docx import docx_compat
from campaign.i18n.date_format import HYPHENATED_NUMBER
from campaign.render.png import to_png

MOVED = "python-docx has moved it: see docs/upgrading.md"


def test_header_rows_repeat_and_cells_are_shaded() -> None:
    table = Document().add_table(rows=1, cols=1)
    docx_compat.repeat_row(table.rows[0])
    docx_compat.keep_row_whole(table.rows[0])
    docx_compat.shade_cell(table.cell(0, 0), "#aabbcc")
    xml = table.rows[0].cells[0].paragraphs[0].part.element.xml
    assert "<w:tblHeader/>" in xml and "<w:cantSplit/>" in xml, MOVED
    assert 'w:fill="AABBCC"' in xml, MOVED


def test_borders_and_margins_of_a_table_are_in_schema_order() -> None:
    table = Document().add_table(rows=1, cols=1)
    docx_compat.set_row_lines(table, "#aabbcc")
    docx_compat.set_cell_margins(table, Pt(3), Pt(1))
    properties = table._tbl.tblPr
    margins, lines = properties.find(qn("w:tblCellMar")), properties.find(qn("w:tblBorders"))
    assert [each.get(qn("w:w")) for each in margins] == ["20", "60", "20", "60"], MOVED
    names = [each.tag for each in properties]
    # The order of `CT_TblPr` in ECMA-376.
    order = [qn(f"w:{name}") for name in ("tblBorders", "tblLayout", "tblCellMar", "tblLook")]
    assert [name for name in names if name in order] == [n for n in order if n in names], MOVED
    sides = [each.tag for each in lines if each.get(qn("w:val")) == "single"]
    assert sides == [qn("w:top"), qn("w:bottom"), qn("w:insideH")]


def test_a_picture_has_an_alternative_text_and_no_space_around_it() -> None:
    png = to_png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"/>', 2, "#ffffff")
    document = Document()
    picture = document.add_picture(io.BytesIO(png))
    docx_compat.set_description(picture, "name", "words")
    docx_compat.end_spacing(picture)
    xml = document.element.xml
    assert 'descr="words"' in xml and 'name="name"' in xml, MOVED
    assert xml.count('="0"') >= 4 and 'distL="0"' in xml and 'distR="0"' in xml, MOVED


def test_paragraphs_are_shaded_and_pages_numbered() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    docx_compat.shade_paragraph(paragraph, "#010203")
    docx_compat.add_page_number(paragraph.add_run())
    xml = document.element.xml
    assert 'w:fill="010203"' in xml and ">PAGE</w:instrText>" in xml, MOVED
    assert xml.count("w:fldCharType") == 2, MOVED


def test_styles_have_one_typeface_and_a_language() -> None:
    style = Document().styles["Heading 1"]
    docx_compat.set_font(style, "Arial")
    docx_compat.set_language(style, "ky-KG")
    fonts = next(style.element.iter(qn("w:rFonts")))
    assert set(fonts.attrib.values()) == {"Arial"}, MOVED
    assert next(style.element.iter(qn("w:lang"))).get(qn("w:val")) == "ky-KG", MOVED


def test_a_date_does_not_break_at_its_hyphen() -> None:
    document = Document()
    words = "Талас, 2017-жылдын 31-июлу – 20-ноябрь (Ысык-Көл)"
    paragraph = document.add_paragraph(words)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "31-июль"
    docx_compat.keep_hyphens(document, HYPHENATED_NUMBER)
    xml = paragraph._p.xml
    assert paragraph.text == words, MOVED
    assert xml.count("<w:noBreakHyphen/>") == 3 and "Ысык-Көл" in xml, MOVED
    assert document.element.xml.count("<w:noBreakHyphen/>") == 4
