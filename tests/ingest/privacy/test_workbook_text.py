"""Texts outside the cells of a workbook are scanned; an issue has their location."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.templates import template_xlsx
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.options import RequestedOptions
from campaign.ingest.privacy import outside_text
from campaign.ingest.privacy.identifiers import EMAIL, PHONE
from campaign.ingest.privacy.outside_cells import texts_outside_cells
from campaign.ingest.privacy.outside_text import WorkbookText, WorkbookTexts
from campaign.ingest.readers.zip_limits import UnsafeArchiveError
from campaign.ingest.report import ValidationReport
from tests.ingest.readers.archives import ods, xlsx, xlsx_parts, zip_parts

HEADERS = ["Дата", "Область", "Вид мероприятия", "Тема", "Охвачено"]
ROW = ["2017-07-31", "KG-C", "lesson", "Урок", 20]
SECRET = "0555 12 34 56"


def change_workbook(change: Callable[[Any], None]) -> bytes:
    """Return a valid register, changed by openpyxl."""
    book = openpyxl.Workbook()
    book.active.title = "Лист1"
    book.active.append(HEADERS)
    book.active.append(ROW)
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def find_issues(content: bytes, campaign: Campaign) -> list[tuple[int | None, str | None, str]]:
    """Return (row, column, kind) of the issues of a refused file; none shows its content."""
    report = ingest_file(content, "f.xlsx", campaign)
    assert isinstance(report, ValidationReport) and report.status == "personal_data"
    assert SECRET not in repr(report) and "Пример" not in repr(report)
    assert {p.rule for p in report.issues} <= {
        "personal_aside",
        "personal_data",
        "personal_column",
    }
    return [(p.row, p.cell.label or None, str(p.params["what"])) for p in report.issues]


def _comment(book: Any) -> None:
    book.active["D2"].comment = Comment(f"спросить {SECRET}", "author")


def _far_comment(book: Any) -> None:
    book.create_sheet("Примерова")["B7"].comment = Comment(SECRET, "author")


def _footer(book: Any) -> None:
    book.active.oddFooter.left.text = "Исполнитель: Примеров А. Б."


def _even_header(book: Any) -> None:
    book.active.evenHeader.center.text = SECRET


def _hint(book: Any) -> None:
    checks = DataValidation(
        "list", formula1='"a,b"', promptTitle="Кому", prompt=f"звонить {SECRET}"
    )
    checks.add("C2:C90")
    book.active.add_data_validation(checks)


def _choices(book: Any) -> None:
    checks = DataValidation("list", formula1='"Центр,Примеров А. Б."')
    checks.add("C2")
    book.active.add_data_validation(checks)


def _link(book: Any) -> None:
    book.active["D2"].hyperlink = "mailto:sample@example.org"


def _sheet_name(book: Any) -> None:
    book.create_sheet("Примеров А. Б.")


VICTIM = "пострадавшая Айгуль, 17 лет, из с. Примерное"


def _victim_in_a_comment(book: Any) -> None:
    book.active["D2"].comment = Comment(VICTIM, "author")


def _victim_in_another_sheet(book: Any) -> None:
    book.create_sheet("Работа")["B7"] = VICTIM


@pytest.mark.parametrize(
    "change, expected",
    [
        (_comment, (2, "D", PHONE)),
        (_far_comment, (7, "[2]!B", PHONE)),
        (_even_header, (None, "[1]", PHONE)),
        (_hint, (2, "C", PHONE)),
        (_link, (2, "D", EMAIL)),
    ],
)
def test_every_text_outside_the_cells_is_scanned(
    change: Callable[[Any], None], expected: tuple[int | None, str | None, str], campaign: Campaign
) -> None:
    assert expected in find_issues(change_workbook(change), campaign)


@pytest.mark.parametrize(
    "change, column, text",
    [
        (_footer, "[1]", "Исполнитель: Примеров А. Б."),
        (_choices, "[1]", "Примеров А. Б."),
        (_sheet_name, "[2]", "Примеров А. Б."),
        (_victim_in_a_comment, "D", VICTIM),
        (_victim_in_another_sheet, "[2]!B", VICTIM),
    ],
)
def test_a_text_outside_the_table_may_be_a_possible_name(
    change: Callable[[Any], None], column: str, text: str, campaign: Campaign
) -> None:
    content = change_workbook(change)
    report = ingest_file(content, "f.xlsx", campaign)
    assert (
        isinstance(report, ValidationReport) and report.status == "issues" and report.accepted == 1
    )
    issues = [(p.rule, p.severity, p.cell.label or None) for p in report.issues]
    assert issues == [("possible_name_aside", "warning", column)]
    assert [(n.text, n.cell.label or None) for n in report.possible_names] == [(text, column)]
    assert "Пример" not in repr(report.possible_names) + repr(report.issues)
    answers = {name.key: True for name in report.possible_names}
    again = ingest_file(
        content, "f.xlsx", campaign, requested=RequestedOptions(public_texts=answers)
    )
    assert again.status == "clean"


def test_text_boxes_and_chart_titles_are_scanned(campaign: Campaign) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Лист1")
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, ROW)
    sheet.insert_textbox("H2", f"Справки: {SECRET}")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Лист1!$E$2:$E$2"})
    chart.set_title({"name": "Примеров, sample@example.org"})
    sheet.insert_chart("H9", chart)
    book.close()
    assert find_issues(out.getvalue(), campaign) == [(None, "[1]", EMAIL), (None, "[1]", PHONE)]


def _threaded(kind: str, xml: str) -> bytes:
    parts = xlsx_parts(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Дата</t></is></c></row></sheetData></worksheet>'
    )
    return zip_parts({**parts, kind: xml})


def test_threaded_comments_and_vml_text_boxes_are_read() -> None:
    threaded = _threaded(
        "xl/threadedComments/threadedComment1.xml",
        '<ThreadedComments><threadedComment ref="B3"><text>a &amp; b</text></threadedComment>'
        "</ThreadedComments>",
    )
    assert texts_outside_cells(threaded).texts == (WorkbookText("a & b", None, 3, "B"),)
    old = _threaded(
        "xl/drawings/vmlDrawing1.vml", "<xml><v:textbox><div>a<br><b>b</b></div></v:textbox></xml>"
    )
    assert [text.text for text in texts_outside_cells(old).texts] == ["ab"]


def test_annotations_of_ods_are_read() -> None:
    content = ods(
        "<table:table-row><table:table-cell><office:annotation><text:p>звонить</text:p>"
        "<text:p>0555 12</text:p></office:annotation></table:table-cell></table:table-row>"
    )
    (text,) = texts_outside_cells(content).texts
    assert (text.text.split(), text.sheet) == (["звонить", "0555", "12"], "S")


def test_cells_and_authors_are_not_among_the_texts() -> None:
    def change(book: Any) -> None:
        book.properties.creator = "Примеров А. Б."
        book.active["D2"].comment = Comment("проверить", "Примеров А. Б.")

    assert [text.text for text in texts_outside_cells(change_workbook(change)).texts] == [
        "проверить"
    ]


def test_a_sheet_beside_the_register_is_scanned_with_its_headers(campaign: Campaign) -> None:
    def change(book: Any) -> None:
        people = book.create_sheet("Примерова Проба")
        people.append(["Список"])
        people.append(["№", "ФИО", "Дата рождения"])
        people.append([1, "проба", "2001-02-03"])
        people.sheet_state = "hidden"

    assert [column for _, column, _ in find_issues(change_workbook(change), campaign)] == [
        "[2]!ФИО",
        "[2]!Дата рождения",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shipped_template_is_not_rejected(lang: str, campaign: Campaign) -> None:
    content = template_xlsx(Text.of(lang), campaign.places, campaign.types)
    report = ingest_file(content, "f.xlsx", campaign)
    assert report.status != "personal_data", report.issues


def test_too_much_text_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_text, "MOST_BYTES", 20_000)
    xml = "<comments><comment ref='A1'><t>" + "проба " * 3_000 + "</t></comment></comments>"
    with pytest.raises(UnsafeArchiveError, match="unpacks_too_big"):
        texts_outside_cells(_threaded("xl/comments1.xml", xml))


def test_the_cells_of_a_large_sheet_are_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_text, "MOST_BYTES", 20_000)
    content = xlsx("".join(f"<row><c><v>{n * 7919 % 999983}</v></c></row>" for n in range(500_000)))
    assert texts_outside_cells(content).texts == ()


def test_a_csv_file_has_no_texts_outside_cells() -> None:
    assert texts_outside_cells(b"a;b\n1;2") == WorkbookTexts()


def test_names_of_archive_parts_do_not_matter() -> None:
    content = change_workbook(_comment)
    with ZipFile(BytesIO(content)) as archive:
        parts: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    (name,) = [n for n in parts if "comment" in n and n.endswith(".xml")]
    parts["xl/other.xml"] = parts.pop(name)
    assert [(a.row, a.column) for a in texts_outside_cells(zip_parts(parts)).texts] == [(2, "D")]
