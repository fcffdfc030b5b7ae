"""Templates hold the columns of the register, and a completed template passes the check."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.data_check import templates
from campaign.exports.data_check.templates import ROWS, template_csv, template_xlsx
from campaign.exports.xlsx import workbook
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.column_names import field_of
from campaign.schema import tables

COLUMNS = tables.ACTIVITIES.columns
DECLARED = [column.name for column in COLUMNS]


@pytest.fixture(params=LANGUAGES)
def text(request: pytest.FixtureRequest) -> Text:
    return Text.of(request.param)


@pytest.fixture
def content(campaign: Campaign, text: Text) -> bytes:
    return template_xlsx(text, campaign.places, campaign.types)


def ingest(
    content: bytes, file: str, campaign: Campaign, replies: Replies = AS_IT_IS
) -> ValidationReport:
    return ingest_register(content, file, campaign_reference(campaign, "2017"), replies=replies)


def with_two_rows(content: bytes, campaign: Campaign, text: Text) -> bytes:
    """The template with two rows as somebody would type them, names from the drop-downs."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    lists = book.worksheets[3]
    rows: list[dict[str, object]] = [
        {"date": date(2017, 9, 4), "oblast": lists["A2"].value, "type": lists["D2"].value},
        {"date": date(2017, 9, 5), "oblast": lists["A10"].value, "type": lists["D20"].value},
    ]
    rows[0] |= {"reached": 40, "women": 25, "men": 15, "youth": 30, "place": "=школа"}
    rows[1] |= {"reached": 0, "end_date": date(2017, 9, 6), "activity_id": "007"}
    for row, cells in enumerate(rows, start=2):
        for name, value in cells.items():
            cell = sheet.cell(row, DECLARED.index(name) + 1, value)
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_csv_has_the_declared_headers_in_order(text: Text) -> None:
    raw = template_csv(text)
    assert raw.startswith(b"\xef\xbb\xbf")
    delimiter = "," if text.lang == "en" else ";"
    (headers,) = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert headers == [text(column.label) for column in COLUMNS]
    assert [field_of(words, "activities") for words in headers] == DECLARED


def test_filled_csv_passes(campaign: Campaign, text: Text) -> None:
    delimiter = "," if text.lang == "en" else ";"
    cells = ["x1", "2017-09-04", "", "KG-N", "", "", "lecture", *[""] * 4, "40", *[""] * 7]
    content = template_csv(text) + (delimiter.join(cells) + "\r\n").encode()
    report = ingest(content, "register.csv", campaign)
    assert (report.issues, report.accepted, report.extra) == ((), 1, ())
    assert report.frame["reached"].tolist() == [40]


def test_sheets_are_register_example_columns_lists(content: bytes, text: Text) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    names = ("Register", "Example", "Columns", "Lists")
    assert book.sheetnames == [text(name) for name in names]
    register, example, columns, lists = book.worksheets
    assert [cell.value for cell in register[1]] == [text(column.label) for column in COLUMNS]
    assert register.max_row == 1
    assert (register.freeze_panes, example.freeze_panes) == ("A2", "A3")
    assert [row[0].value for row in columns.iter_rows(min_row=2)] == [
        text(column.label) for column in COLUMNS
    ]
    for cell, column in zip(register[1], COLUMNS, strict=True):
        assert cell.comment.text == text(column.help)
        assert cell.font.name == workbook.FONT
    assert (lists.max_row, lists["B2"].value, lists["E2"].value) == (21, "KG-B", "press_conference")


def test_cells_are_checked_while_typing(content: bytes, campaign: Campaign, text: Text) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    register, lists = book.worksheets[0], book.sheetnames[3]
    checks = {str(check.sqref): check for check in register.data_validations.dataValidation}
    by_column = {
        name: checks.get(f"{letter}2:{letter}{ROWS + 1}")
        for name, letter in zip(DECLARED, "ABCDEFGHIJKLMNOPQRST", strict=True)
    }
    kinds = {name: check.type if check else None for name, check in by_column.items()}
    expected = {"code": "list", "date": "date", "whole": "whole"}
    assert kinds == {c.name: expected.get(c.kind) for c in COLUMNS}
    # The drop-downs end where the lists end: nine regions and the whole country.
    for name, (letter, n) in {"oblast": ("A", 10), "type": ("D", len(campaign.types))}.items():
        check = by_column[name]
        assert check is not None
        assert check.formula1 == f"'{lists}'!${letter}$2:${letter}${n + 1}"
        several = "Choose from the list, or write several regions separated by semicolons."
        assert check.error == text(several if name == "oblast" else "Choose from the list.")
        assert (check.errorStyle == "warning") == (name == "oblast")
    assert by_column["reached"].operator == "greaterThanOrEqual"  # type: ignore[union-attr]


def test_filled_workbook_passes(content: bytes, campaign: Campaign, text: Text) -> None:
    report = ingest(with_two_rows(content, campaign, text), "register.xlsx", campaign)
    assert (report.issues, report.accepted, report.questions) == ((), 2, ())
    assert report.detected is not None and report.detected.fields == tuple(DECLARED)
    frame = report.frame
    assert frame["oblast"].tolist() == [campaign.places.codes[0], campaign.places.codes[8]]
    assert frame["type"].tolist() == [str(campaign.types.index[0]), str(campaign.types.index[18])]
    assert frame["reached"].tolist() == [40, 0] and frame["materials"].isna().all()
    assert frame["activity_id"].tolist() == ["", "007"]


def test_example_passes_with_the_note_above_it(
    content: bytes, campaign: Campaign, text: Text
) -> None:
    report = ingest(content, "x.xlsx", campaign, make_replies(sheet=text("Example")))
    assert (report.issues, report.accepted) == ((), 5)
    assert report.detected is not None and report.detected.header_row == 2
    # The example has every state: values, a zero, and a value that is not reported.
    reached = report.frame["reached"]
    assert (reached == 0).any() and reached.isna().any() and (reached > 0).any()
    assert set(report.frame["source"]) == {text("illustrative (invented)")}
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[1]["A1"].value == text(templates.MARK)


def test_example_dates_are_in_the_given_year(campaign: Campaign) -> None:
    content = template_xlsx(Text.of("en"), campaign.places, campaign.types, 2026)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    assert {sheet.cell(row, 2).value.year for row in range(3, 8)} == {2026}


def test_same_input_gives_same_bytes(campaign: Campaign, content: bytes, text: Text) -> None:
    assert template_xlsx(text, campaign.places, campaign.types) == content
    # Two files made within one second may be equal by chance, so the date is checked.
    assert openpyxl.load_workbook(io.BytesIO(content)).properties.created == workbook.CREATED
