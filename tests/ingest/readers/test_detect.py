"""Any content gives cells or an issue, regardless of the file name."""

from __future__ import annotations

import codecs
import random

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.i18n.translator import Text
from campaign.ingest.readers.detect import read_raw_table
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES
from tests.examples import examples
from tests.ingest.readers.archives import xlsx, zip_parts
from tests.ingest.readers.test_workbook import to_bytes

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def rule_of(content: bytes, replies: Replies | None = None) -> str:
    issue = read_raw_table(content, "register.xlsx", replies or AS_IT_IS)
    assert isinstance(issue, Issue), issue
    assert issue.message(Text("en"))
    return issue.rule


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty_content"),
        (codecs.BOM_UTF8, "empty_content"),
        (b" \r\n\t\n", "empty_content"),
        (" \n".encode("utf-16"), "empty_content"),
        (b" " * 50_000, "empty_content"),
        (OLE2, "old_workbook"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le") + bytes(50), "locked"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"\n<HTML><table><tr><td>a</td></tr></table>", "web_page"),
        (codecs.BOM_UTF8 + b'<?xml version="1.0"?><Workbook/>', "xml_file"),
        ("<html><table>".encode("utf-16"), "web_page"),
        (b'[{"date": "2017-08-01"}]', "not_a_table"),
        (b'{"type": "FeatureCollection"}', "not_a_table"),
        (b"date,reached\n2017-08-01,\0\n", "binary"),
        (b"PK\x03\x04" + bytes(30), "damaged_file"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_other_files_have_their_own_rule(content: bytes, rule: str) -> None:
    assert rule in RULES
    assert rule_of(content) == rule


def _ole2(*streams: str) -> bytes:
    return OLE2 + b"".join(f"{name}\0".encode("utf-16-le") for name in streams)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "picture"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "not_a_table"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0", "picture"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "picture"),
        (b"{\\rtf1 a}", "text_document"),
        (_ole2("Root Entry", "WordDocument"), "text_document"),
        (_ole2("Root Entry", "PowerPoint Document"), "presentation"),
        (_ole2("Root Entry", "Workbook"), "old_workbook"),
        (_ole2("Root Entry", "Workbook", "MBD1", "WordDocument"), "old_workbook"),
        (zip_parts({"[Content_Types].xml": "", "word/document.xml": ""}), "text_document"),
        (zip_parts({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "presentation"),
        (zip_parts({"mimetype": "application/vnd.oasis.opendocument.text"}), "text_document"),
        (
            zip_parts({"Index/Document.iwa": "", "Metadata/Properties.plist": ""}),
            "numbers_document",
        ),
        (zip_parts({"register.xlsx": "PK", "letter.docx": "PK"}), "archive"),
        (b"Rar!\x1a\x07\x01\0", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (bytes(257) + b"ustar\x0000" + bytes(300), "archive"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web_page"),
        (b"[InternetShortcut]\r\nURL=https://docs.google.com/spreadsheets/d/1\r\n", "cloud_link"),
        (b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', "cloud_link"),
        (b'<?xml version="1.0"?><plist><dict><key>URL</key></dict></plist>', "cloud_link"),
        (xlsx("")[:300], "damaged_file"),
    ],
)
def test_a_file_that_is_not_a_table_has_the_rule_of_its_format(content: bytes, rule: str) -> None:
    assert rule_of(content) == rule


def test_a_file_that_is_too_large_has_an_issue() -> None:
    assert rule_of(b"a,b\n" * (13 * 2**20 + 1)) == "too_big"
    assert rule_of(b"x" * (50 * 2**20)) == "line_too_long"


@pytest.mark.parametrize("name", ["register.xlsx", "register.csv", "register"])
def test_the_file_name_does_not_matter(name: str) -> None:
    text = read_raw_table(b"date\treached\n2017-08-01\t5\n", name)
    assert isinstance(text, RawTable) and text.delimiter == "\t" and not text.has_types
    book = openpyxl.Workbook()
    book.active.append(["date", "reached"])
    cells = read_raw_table(to_bytes(book), name)
    assert (
        isinstance(cells, RawTable)
        and cells.has_types
        and cells.cells.loc[1].tolist() == ["date", "reached"]
    )


def test_requested_options_precede_detected_ones() -> None:
    content = "Дата;Охват\n01.08.2017;5\n".encode("koi8-r")
    assert rule_of(content, make_replies(encoding="utf-8")) == "not_in_encoding"
    raw = read_raw_table(content, "f", make_replies(encoding="windows-1251", delimiter=","))
    assert isinstance(raw, RawTable) and (raw.encoding, raw.cells.shape) == (
        "windows-1251",
        (2, 1),
    )
    assert (
        rule_of(xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'), make_replies(sheet="T"))
        == "no_sheet"
    )


@examples(300)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda s: s.encode("utf-8"))))
def test_no_bytes_raise(content: bytes) -> None:
    if not content.startswith(b"PK"):
        assert isinstance(read_raw_table(content, "f"), RawTable | Issue)


def test_an_unexpected_error_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("campaign.ingest.readers.detect.read_delimited", fail)
    assert rule_of(b"a,b\n1,2\n") == "not_a_table"


def test_no_damaged_workbook_raises() -> None:
    book = openpyxl.Workbook()
    for row in range(30):
        book.active.append(["Ош", row, 0.5, "=1"])
    content = to_bytes(book)
    generator = random.Random(7)
    for _ in range(25):
        damaged = bytearray(content)
        for _ in range(generator.randint(1, 6)):
            damaged[generator.randrange(4, len(damaged))] = generator.randrange(256)
        assert isinstance(read_raw_table(bytes(damaged), "f"), RawTable | Issue)
