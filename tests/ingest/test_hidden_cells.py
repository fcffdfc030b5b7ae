"""Rows and columns that a workbook hides are read like all others, with a warning."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.options import RequestedOptions, WideRequest
from campaign.ingest.report import ValidationReport

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
    wide: WideRequest | None = None,
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
    out = BytesIO()
    book.save(out)
    requested = RequestedOptions(wide=wide)
    report = ingest_file(out.getvalue(), "register.xlsx", campaign, requested=requested)
    assert isinstance(report, ValidationReport)
    return report


def warnings(report: ValidationReport, rule: str) -> list[object]:
    return [dict(issue.params) for issue in report.issues if issue.rule == rule]


def test_rows_that_a_filter_hides_count_with_a_warning(campaign: Campaign) -> None:
    report = read(campaign, [HEADER, *ENTRIES, TOTAL], hidden_rows=(3, 4, 5))
    assert warnings(report, "hidden_rows") == [{"count": 2, "first": 3}] and report.accepted == 3


def test_hidden_columns_that_are_read_have_a_warning(campaign: Campaign) -> None:
    # E is read, F is without a value, G is not declared.
    report = read(campaign, [HEADER, *(e + ["x"] for e in ENTRIES)], hidden_columns="EFG")
    assert warnings(report, "hidden_columns") == [{"columns": "reached (E)"}]
    assert report.frame["reached"].sum() == 30
    assert not warnings(read(campaign, [HEADER, *ENTRIES]), "hidden_columns")


@pytest.mark.parametrize("column", ["C", "CD"])
def test_the_same_holds_for_a_table_of_months(campaign: Campaign, column: str) -> None:
    answers = WideRequest(type="lecture", measure="reached")
    report = read(campaign, WIDE, (3,), column, answers)
    names = {"C": "September (C)", "D": "October (D)"}
    assert warnings(report, "hidden_columns") == [{"columns": ", ".join(names[c] for c in column)}]
    assert warnings(report, "hidden_rows") == [{"count": 1, "first": 3}]
    assert report.frame["reached"].sum() == 63
