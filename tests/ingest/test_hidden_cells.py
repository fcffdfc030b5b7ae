"""Hidden or struck-out cells are read with a warning; partly struck-out numbers are an error."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.marked_copy import mark_copy
from campaign.i18n.translator import Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import make_replies
from campaign.ingest.report import ValidationReport
from tests.ingest.readers.archives import ods

HEADER = ["date", "oblast", "type", "title", "reached", "women", "chairs"]
ENTRIES = [[f"2017-08-0{day}", "KG-N", "lecture", "abc"[day - 1], 10, None] for day in (1, 2, 3)]
TOTAL = ["Total", None, None, None, 30, None]
WIDE = [
    ["2017", None, None, None],
    ["oblast", "August", "September", "October"],
    ["Naryn oblast", 10, 20, 30],
    ["Talas oblast", 1, 2, None],
]


def read(
    campaign: Campaign,
    rows: list[list[object]],
    hidden_rows: tuple[int, ...] = (),
    hidden_columns: str = "",
    wide: Mapping[str, str] | None = None,
    struck: str = "",
) -> ValidationReport:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for number in hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    for cell in struck.split():
        sheet[cell].font = Font(strike=True)
    out = BytesIO()
    book.save(out)
    return ingest(campaign, out, wide)


def ingest(
    campaign: Campaign, out: BytesIO, wide: Mapping[str, str] | None = None
) -> ValidationReport:
    replies = make_replies(wide=wide)
    report = ingest_file(out.getvalue(), "register.xlsx", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    return report


def warnings(report: ValidationReport, rule: str) -> list[object]:
    return [dict(issue.params) for issue in report.issues if issue.rule == rule]


def test_hidden_rows_count_with_a_warning(campaign: Campaign) -> None:
    report = read(campaign, [HEADER, *ENTRIES, TOTAL], hidden_rows=(3, 4, 5))
    assert warnings(report, "hidden_rows") == [{"count": 2, "first": 3}] and report.accepted == 3


def test_hidden_columns_that_are_read_have_a_warning(campaign: Campaign) -> None:
    # E is read, F is without a value, G is not declared.
    report = read(campaign, [HEADER, *(e + ["x"] for e in ENTRIES)], hidden_columns="EFG")
    assert warnings(report, "hidden_columns") == [{"columns": "reached (E)"}]
    assert report.frame["reached"].sum() == 30
    assert not warnings(read(campaign, [HEADER, *ENTRIES]), "hidden_columns")


@pytest.mark.parametrize("column", ["C", "CD"])
def test_a_table_of_months_has_the_same_warnings(campaign: Campaign, column: str) -> None:
    answers = {"type": "lecture", "measure": "reached"}
    report = read(campaign, WIDE, (3,), column, answers)
    names = {"C": "September (C)", "D": "October (D)"}
    assert warnings(report, "hidden_columns") == [{"columns": ", ".join(names[c] for c in column)}]
    assert warnings(report, "hidden_rows") == [{"count": 1, "first": 3}]
    assert report.frame["reached"].sum() == 63


def test_struck_out_rows_count_with_a_warning(campaign: Campaign) -> None:
    # An undeclared column, an empty cell, headers and the total below have no warning.
    rows = [HEADER, *([*entry, "x"] for entry in ENTRIES), TOTAL]
    report = read(campaign, rows, struck="D3 E3 E4 G2 F2 E5 E1")
    assert warnings(report, "struck_rows") == [{"count": 2, "first": 3}] and report.accepted == 3
    assert not warnings(read(campaign, rows, struck="G2 F2 E5"), "struck_rows")
    report = read(campaign, WIDE, wide={"type": "lecture", "measure": "reached"}, struck="D3")
    assert warnings(report, "struck_rows") == [{"count": 1, "first": 3}]


def test_a_number_with_a_part_struck_out_or_raised_is_an_error(campaign: Campaign) -> None:
    """Such text is stored in the sheet or among the shared strings."""
    inline, shared = BytesIO(), BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEADER, *ENTRIES]:
        sheet.append(row)
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    sheet["E2"] = CellRichText(TextBlock(InlineFont(strike=True), "100"), "80")
    sheet["E3"] = CellRichText("50", raised)
    sheet["D4"] = CellRichText("c", raised)
    book.save(inline)
    with xlsxwriter.Workbook(shared) as other:
        page = other.add_worksheet()
        for number, row in enumerate([HEADER, *ENTRIES]):
            page.write_row(number, 0, row)
        strike, up = other.add_format({"font_strikeout": True}), other.add_format()
        up.set_font_script(1)
        page.write_rich_string("E2", strike, "100", other.add_format({"bold": True}), "80")
        page.write_rich_string("E3", "50", up, "1")
        page.write_rich_string("D4", "c", up, "1")
    for out in (inline, shared):
        report = ingest(campaign, out)
        errors = [
            (i.rule, i.row, i.params["value"]) for i in report.issues if i.severity == "error"
        ]
        assert errors == [("partly_struck", 2, "10080"), ("partly_struck", 3, "501")]
        assert (report.accepted, report.rejected) == (1, 2)
        # In the marked copy, the number is still not a plain number when it is uploaded.
        copy = mark_copy(out.getvalue(), "register.xlsx", report, Text.of("en"))
        again = ingest(campaign, BytesIO(copy))
        assert (again.accepted, again.rejected) == (1, 2)


def test_the_marked_copy_of_ods_has_such_a_number_as_text(campaign: Campaign) -> None:
    style = '<style:style style:name="T1"><style:text-properties style:text-position="super"/>'
    words = ("date", "oblast", "type", "reached"), ("2017-08-01", "KG-N", "lecture", "50")
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = ["".join(map(cell.format, row)) for row in words]
    raised = '<text:span text:style-name="T1">1</text:span>'
    rows[1] = rows[1].replace(">50<", f">50{raised}<")
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = ods(table, styles=f"{style}</style:style>")
    report = ingest_file(content, "register.ods", campaign)
    assert isinstance(report, ValidationReport) and report.rejected == 1
    copy = mark_copy(content, "register.ods", report, Text.of("en"))
    again = ingest(campaign, BytesIO(copy))
    assert [dict(issue.params) for issue in again.issues] == [{"value": "501 (?)"}]
