"""Other sheets and names of sheets are scanned; texts outside the cells are not read."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.result_files import corrected_csv, issues_xlsx
from campaign.exports.data_check.templates import template_xlsx
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import make_replies
from campaign.ingest.report import ValidationReport
from tests.ingest.readers.archives import ods
from tests.test_private_texts import assert_absent, dump

HEADERS: list[Any] = ["Дата", "Область", "Вид мероприятия", "Тема", "Охвачено"]
ROW: list[Any] = ["2017-07-31", "KG-C", "lesson", "Урок", 20]
SECRET = "0555 12 34 56"
NAME = "Примеров А. Б."
VICTIM = "пострадавшая Айгуль, 17 лет, из с. Примерное"


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


def _comment(book: Any) -> None:
    book.active["D2"].comment = Comment(f"{VICTIM}, {SECRET}", NAME)


def _far_comment(book: Any) -> None:
    book.create_sheet("Работа")["B7"].comment = Comment(f"{VICTIM}, {SECRET}", NAME)


def _margins(book: Any) -> None:
    book.active.oddFooter.left.text = f"Исполнитель: {NAME}"
    book.active.evenHeader.center.text = SECRET


def _hint(book: Any) -> None:
    checks = DataValidation(
        "list", formula1=f'"Урок,{NAME}"', promptTitle="Кому", prompt=f"звонить {SECRET}"
    )
    checks.add("D2:D90")
    book.active.add_data_validation(checks)


def _link(book: Any) -> None:
    book.active["D2"].hyperlink = "mailto:sample@example.org"
    book.active["D2"].value = "Урок"


def _properties(book: Any) -> None:
    book.properties.creator = NAME
    book.properties.description = f"{VICTIM}, {SECRET}"


def _chart(book: Any) -> None:
    chart = BarChart()
    chart.title = f"{VICTIM}, {SECRET}"
    chart.add_data(Reference(book.active, min_col=5, min_row=2))
    book.active.add_chart(chart, "H9")


def _text_box() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Лист1")
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, ROW)
    sheet.insert_textbox("H2", f"{VICTIM}: {SECRET}", {"description": NAME})
    book.close()
    return out.getvalue()


def _annotation() -> bytes:
    note = f"<office:annotation><text:p>{VICTIM} {SECRET}</text:p></office:annotation>"
    rows = [HEADERS, [*map(str, ROW)]]
    cells = [
        "".join(
            f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p>"
            f"{note if cell == 'Урок' else ''}</table:table-cell>"
            for cell in row
        )
        for row in rows
    ]
    return ods("".join(f"<table:table-row>{row}</table:table-row>" for row in cells))


CHANGES = (_comment, _far_comment, _margins, _hint, _link, _properties, _chart)


@pytest.mark.parametrize("content", [*map(change_workbook, CHANGES), _text_box(), _annotation()])
def test_texts_outside_the_cells_are_in_no_output(content: bytes, campaign: Campaign) -> None:
    report = ingest_file(content, "f.xlsx", campaign)
    assert isinstance(report, ValidationReport)
    assert (report.status, report.accepted, report.possible_names) == ("clean", 1, ())
    text = Text.of("ru")
    for output in (dump(report), corrected_csv(report), issues_xlsx(report, text, "")):
        for secret in (SECRET, "Пример", "Айгуль", "sample@example.org"):
            assert_absent(output, secret)


@pytest.mark.parametrize("content", [change_workbook(_comment), _text_box()])
def test_the_report_says_that_comments_and_text_boxes_are_not_read(
    content: bytes, campaign: Campaign
) -> None:
    report = ingest_file(content, "f.xlsx", campaign)
    assert isinstance(report, ValidationReport)
    assert [note.rule for note in report.notes] == ["only_cells_read"]
    assert "neither read nor published" in report.notes[0].message(Text.of("en"))
    plain = ingest_file(change_workbook(lambda book: None), "f.xlsx", campaign)
    assert isinstance(plain, ValidationReport) and plain.notes == ()


def _sheet_name(book: Any) -> None:
    book.create_sheet(NAME).append(["Центр"])


def _victim_in_another_sheet(book: Any) -> None:
    book.create_sheet("Работа")["B7"] = VICTIM


@pytest.mark.parametrize(
    "change, column, text",
    [
        (_sheet_name, "[2]", NAME),
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
    again = ingest_file(content, "f.xlsx", campaign, replies=make_replies(public_text=answers))
    assert again.status == "clean"


def test_a_sheet_beside_the_register_is_scanned_with_its_headers(campaign: Campaign) -> None:
    def change(book: Any) -> None:
        people = book.create_sheet("Примерова Проба")
        people.append(["Список"])
        people.append(["№", "ФИО", "Дата рождения"])
        people.append([1, "проба", "2001-02-03"])
        people.sheet_state = "hidden"

    report = ingest_file(change_workbook(change), "f.xlsx", campaign)
    assert isinstance(report, ValidationReport) and report.status == "personal_data"
    assert [issue.cell.label for issue in report.issues] == ["[2]!ФИО", "[2]!Дата рождения"]
    assert "Пример" not in repr(report)


def test_an_identifier_in_the_name_of_a_sheet_rejects_the_file(campaign: Campaign) -> None:
    content = change_workbook(lambda book: book.create_sheet(SECRET).append(["Центр"]))
    report = ingest_file(content, "f.xlsx", campaign)
    assert isinstance(report, ValidationReport) and report.status == "personal_data"
    assert [(p.rule, p.cell.label) for p in report.issues] == [("personal_aside", "[2]")]
    assert SECRET not in repr(report)


def test_a_sheet_is_numbered_among_all_tabs_of_the_workbook(campaign: Campaign) -> None:
    def change(book: Any) -> None:
        book.create_chartsheet("График")
        _victim_in_another_sheet(book)

    report = ingest_file(change_workbook(change), "f.xlsx", campaign)
    assert isinstance(report, ValidationReport)
    assert [issue.cell.label for issue in report.issues] == ["[3]!B"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shipped_template_is_not_rejected(lang: str, campaign: Campaign) -> None:
    content = template_xlsx(Text.of(lang), campaign.places, campaign.types)
    report = ingest_file(content, "f.xlsx", campaign)
    assert report.status != "personal_data", report.issues
