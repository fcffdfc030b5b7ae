"""A ZIP archive that could harm a reader of workbooks is rejected; a valid one is accepted."""

from __future__ import annotations

import pytest

from campaign.ingest.readers import zip_limits
from tests.ingest.readers.archives import (
    MAIN,
    REL,
    ods,
    with_false_size,
    xlsx,
    xlsx_parts,
    zip_parts,
)

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def check_archive(content: bytes) -> str:
    archive = zip_limits.open_archive(content)
    kind = zip_limits.kind_of(archive)
    zip_limits.check_parts(archive)
    return kind


def rule_of(content: bytes) -> str:
    with pytest.raises(zip_limits.UnsafeArchiveError) as error:
        check_archive(content)
    return error.value.rule


def test_valid_workbooks_are_accepted() -> None:
    assert check_archive(xlsx(CELL)) == "xlsx"
    assert check_archive(ods("<table:table-row/>")) == "ods"
    nested = {**xlsx_parts("<worksheet/>"), "xl/embeddings/book.xlsx": xlsx(CELL)}
    assert check_archive(zip_parts(nested)) == "xlsx"


def test_a_zip_bomb_is_rejected() -> None:
    bomb = xlsx(b" " * (24 * 2**20))
    assert len(bomb) < 2**16
    assert rule_of(bomb) == "unpacks_too_big"
    assert rule_of(with_false_size(bomb, SHEET, 1_000)) == "unpacks_too_big"
    assert rule_of(with_false_size(xlsx(CELL), SHEET, zip_limits.MOST_BYTES)) == "unpacks_too_big"


def test_a_false_size_is_rejected_as_damage() -> None:
    assert rule_of(with_false_size(xlsx(CELL), SHEET, 5)) == "not_a_table"
    assert rule_of(with_false_size(xlsx(CELL), SHEET, 5_000)) == "not_a_table"


def test_too_many_parts_and_duplicate_names_are_rejected() -> None:
    many = {f"xl/media/{n}": "" for n in range(zip_limits.MOST_PARTS)}
    assert rule_of(zip_parts({**xlsx_parts(""), **many})) == "unpacks_too_big"
    assert rule_of(zip_parts({**xlsx_parts(""), "XL/worksheets\\SHEET1.xml": ""})) == "not_a_table"


def test_document_types_and_entities_are_rejected() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert rule_of(zip_parts(xlsx_parts(bomb))) == "not_a_table"
    far = " " * (zip_limits.PIECE - 4) + '<!DOCTYPE x SYSTEM "y"><worksheet/>'
    assert rule_of(zip_parts(xlsx_parts(far))) == "not_a_table"
    assert rule_of(zip_parts(xlsx_parts(bomb.encode("utf-16")))) == "not_a_table"


MASHUP = '<?xml version="1.0" encoding="utf-16"?><DataMashup>UEsDBA==</DataMashup>'.encode("utf-16")


def with_custom(kind: str, target: str, part: bytes = MASHUP) -> bytes:
    """Return a workbook with a part of another program and a relation of this kind to it."""
    parts = xlsx_parts(f"<worksheet {MAIN}><sheetData>{CELL}</sheetData></worksheet>")
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    further = f'<Relationship Id="rId2" Type="{REL}/{kind}" Target="{target}"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", further)
    return zip_parts({**parts, "customXml/item1.xml": part})


def test_only_the_size_of_unused_parts_is_checked() -> None:
    assert check_archive(with_custom("customXml", "../customXml/item1.xml")) == "xlsx"
    assert rule_of(with_custom("customXml", "x", b" " * (24 * 2**20))) == "unpacks_too_big"


@pytest.mark.parametrize(
    "target",
    [
        *("../customXml/item1.xml", "/customXml/item1.xml", "..\\CUSTOMXML\\Item1.xml"),
        *(
            "../custom%58ml/item1.xml",
            "../x/../customXml/./item1.xml",
            "../&#99;ustomXml/item1.xml",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["worksheet", "sharedStrings", "comments"])
def test_a_part_that_a_reader_opens_is_checked(kind: str, target: str) -> None:
    assert rule_of(with_custom(kind, target)) == "not_a_table"


def test_deeply_nested_xml_is_rejected() -> None:
    assert rule_of(zip_parts(xlsx_parts("<a>" * 100_000))) == "too_deep"
    wide = "<worksheet>" + "<a><b/></a>" * 100_000 + "</worksheet>"
    assert check_archive(zip_parts(xlsx_parts(wide))) == "xlsx"


def test_other_and_locked_archives_are_rejected() -> None:
    assert rule_of(zip_parts({"word/document.xml": "<w/>"})) == "not_a_table"
    assert rule_of(zip_parts({"register.csv": "a,b"})) == "not_a_table"
    assert rule_of(b"PK\x03\x04 and nothing more") == "not_a_table"
    assert rule_of(xlsx(CELL)[:-30]) == "not_a_table"
    assert rule_of(ods("", "<manifest:encryption-data/>")) == "locked"
    locked = bytearray(xlsx(CELL))
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert rule_of(bytes(locked)) == "locked"


@pytest.mark.parametrize(("rows", "columns"), [(2, 1_001), (1_100_001, 1), (10_000, 501)])
def test_a_sheet_that_is_too_large_is_rejected(rows: int, columns: int) -> None:
    zip_limits.check_size(rows - 1, 1)
    zip_limits.check_size(100_000, 19)
    with pytest.raises(zip_limits.UnsafeArchiveError):
        zip_limits.check_size(rows, columns)
