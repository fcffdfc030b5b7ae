"""Columns that the user chooses for a sheet with unknown headers apply to similar sheets."""

from __future__ import annotations

import io

from openpyxl import Workbook

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import PLACE_REGION, Replies, make_replies
from campaign.ingest.report import ValidationReport

HEADERS = ("Когда было", "Где", "Что было", "Сколько пришло")
SHEETS = {
    "Август": (("01.08.2017", "г. Ош", "Лекция", 30), ("Итого", "", "", 30)),
    "Сентябрь": (
        ("01.09.2017", "Нарын", "Лекция", 40),
        ("02.09.2017", "Талас", "Семинар", 50),
        ("Всего", "", "", 90),
    ),
}
REQUESTED = make_replies(
    column={0: "date", 2: "type", 3: "reached"}, file_value={"oblast": PLACE_REGION}
)


def read(campaign: Campaign, replies: Replies, headers: bool = True) -> ValidationReport:
    book = Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        own = HEADERS if headers or name == "Август" else ("День", *HEADERS[1:])
        for row in (own, *rows):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    report = ingest_file(out.getvalue(), "register.xlsx", campaign, replies=replies)
    assert isinstance(report, ValidationReport) and report.detected is not None
    return report


def test_rows_of_the_other_sheet_are_counted_after_columns_are_chosen(campaign: Campaign) -> None:
    report = read(campaign, REQUESTED)
    assert report.detected is not None
    # The sheet whose columns were chosen is still read.
    assert (report.detected.sheet, report.accepted, report.excluded) == ("Август", 1, 1)
    assert [option.entries for option in report.detected.sheet_options] == [1, 2]
    (issue,) = [issue for issue in report.issues if issue.rule == "sheet_not_read"]
    assert issue.params["sheets"] == "Сентябрь" and "«Сентябрь» (2)" in issue.params["sheets_ky"]


def test_chosen_columns_do_not_apply_to_other_headers(campaign: Campaign) -> None:
    report = read(campaign, REQUESTED, headers=False)
    assert report.detected is not None
    assert [option.entries for option in report.detected.sheet_options] == [1, 0]
