"""Issue lists and marked copies hold every issue at its cell and no live formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
import python_calamine
from openpyxl.comments import Comment

from campaign.domain.campaign import Campaign
from campaign.exports.data_check import marked_copy, workbook_marks
from campaign.exports.data_check.marked_copy import mark_copy
from campaign.exports.data_check.result_files import group_issues, issues_xlsx
from campaign.exports.deterministic_zip import rezip
from campaign.exports.xlsx.workbook import COLOURS
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.options import DetectedOptions
from campaign.ingest.register import ingest_register
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES

EN = Text.of("en")
CSV = (
    "Условный пример,,,,,\n"
    "Дата,Область,Тип мероприятия,Охвачено,Женщин,Примечание\n"
    "2017-09-04,KG-N,lecture,40,25,=1+1\n"
    "2017-13-04,KG-N,lecture,сорок,,+7\n"
    "2017-09-06,Атлантида,lecture,40,50,@x\n"
    "2017-09-07,KG-T,lecture,10,20,\n"
).encode()
"""A title above the header row; issues in rows 4, 5, 6; formula-like cells in column F."""

RED, YELLOW = (COLOURS[name].lstrip("#") for name in ("error", "warning"))


def ingest(content: bytes, file: str, campaign: Campaign) -> ValidationReport:
    return ingest_register(content, file, campaign_reference(campaign, "2017"))


def workbook(content: bytes = CSV) -> openpyxl.Workbook:
    """The same cells as text cells of a workbook; none of them is a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Свод"
    for row, line in enumerate(content.decode().splitlines(), start=1):
        for at, value in enumerate(line.split(","), start=1):
            if value:
                sheet.cell(row, at, value).data_type = "s"
    return book


def to_bytes(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def fill_colours(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, str]:
    return {
        cell.coordinate: str(cell.fill.fgColor.rgb)[2:]
        for row in sheet.iter_rows(min_row=3)
        for cell in row
        if cell.fill.fill_type == "solid"
    }


def formulas(content: bytes) -> list[str]:
    return [
        cell.coordinate
        for sheet in open_book(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.fixture
def expected(campaign: Campaign) -> dict[str, str]:
    """By cell, the fill colour of its most severe issue, from the report."""
    report = ingest(CSV, "r.csv", campaign)
    headers = CSV.decode().splitlines()[1].split(",")
    letters = dict(zip(headers, "ABCDEF", strict=True))
    colours: dict[str, str] = {}
    for issue in report.issues:
        assert issue.row is not None and issue.column is not None
        cell = f"{letters[issue.column]}{issue.row}"
        if colours.get(cell) != RED:
            colours[cell] = RED if issue.severity == "error" else YELLOW
    return colours


# The list ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_list_holds_every_issue_in_the_chosen_language(campaign: Campaign, lang: str) -> None:
    text = Text.of(lang)
    report = ingest(CSV, "r.csv", campaign)
    content = issues_xlsx(report, text)
    summary, issues, repairs = open_book(content).worksheets
    rows = list(issues.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(report.issues) >= 4
    for row, issue in zip(rows, report.issues, strict=True):
        assert row[:3] == ("r.csv", issue.row, issue.column)
        assert row[5:7] == (text(RULES[issue.rule].title), issue.message(text))
        assert row[7:] == (issue.rule,)
    assert any(row[3] == "Атлантида" for row in rows)
    groups = list(summary.iter_rows(min_row=2, values_only=True))
    assert sum(row[3] for row in groups) == sum(report.counts.values())
    assert repairs.max_row == 1 + len(report.corrections)
    assert all(sheet.auto_filter.ref for sheet in (summary, issues, repairs))
    assert issues_xlsx(report, text) == content


def test_the_code_of_an_issue_opens_its_page_where_the_site_is_known(campaign: Campaign) -> None:
    report = ingest(CSV, "r.csv", campaign)
    summary, issues, _ = open_book(issues_xlsx(report, EN, "https://example.org")).worksheets
    code = report.issues[0].rule
    assert issues["H2"].value == code
    assert issues["H2"].hyperlink.target == f"https://example.org/issues/{code}?lang=en"
    assert summary["F2"].hyperlink.target.startswith("https://example.org/issues/")
    assert open_book(issues_xlsx(report, EN)).worksheets[1]["H2"].hyperlink is None


def test_list_can_be_read_by_calamine(campaign: Campaign) -> None:
    content = issues_xlsx(ingest(CSV, "r.csv", campaign), EN)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Summary", "Issues", "Corrections"]
    headers = book.get_sheet_by_name("Summary").to_python(skip_empty_area=False)[0]
    assert headers == ["Rule", "Column", "Severity", "Count", "First row", "Code"]


def report_of(
    *issues: Issue, counts: dict[tuple[str, str | None], int] | None = None
) -> ValidationReport:
    repairs = tuple(p for p in issues if p.severity == "repair")
    others = tuple(p for p in issues if p.severity != "repair")
    detected = DetectedOptions("utf-8", ",", ".", "dmy", None, (), 2, ("Дата",), ("date",))
    return ValidationReport(
        "r.csv", "issues", detected, pd.DataFrame(), others, repairs, counts or {}
    )


def test_groups_count_what_is_not_listed_and_put_errors_first() -> None:
    value = {"value": "x"}
    report = report_of(
        Issue("r.csv", "spaces", 3, "Дата"),
        Issue("r.csv", "outside_edition", 5, "Дата"),
        Issue("r.csv", "date", 9, "Дата", params=value),
        Issue("r.csv", "date", 4, "Дата", params=value),
        counts={("date", "Дата"): 5_000, ("spaces", "Дата"): 7, ("outside_edition", "Дата"): 1},
    )
    assert [
        (g.rule, g.severity, g.count, g.first)
        for g in group_issues((*report.issues, *report.corrections), report.counts)
    ] == [
        ("date", "error", 5_000, 4),
        ("outside_edition", "warning", 1, 5),
        ("spaces", "repair", 7, 3),
    ]


def test_a_missing_column_has_its_label(campaign: Campaign) -> None:
    issue = Issue("r.csv", "missing_column", column="reached", params={"column": "reached"})
    sheet = open_book(issues_xlsx(report_of(issue), EN)).worksheets[1]
    assert sheet["C2"].value == "People reached" and sheet["B2"].value is None


def test_personal_values_are_not_repeated() -> None:
    secret = "+996 555 000 000"
    issue = Issue(
        "r.csv", "personal_data", 4, "Дата", params={"what": "a phone number", "value": secret}
    )
    refused = replace(report_of(issue), status="personal_data", detected=None)
    sheets = open_book(issues_xlsx(refused, EN)).worksheets
    cells = [cell for s in sheets for row in s.iter_rows(values_only=True) for cell in row]
    assert not any(secret in str(cell) for cell in cells)
    assert issue.message(EN) in cells


def test_values_that_look_like_formulas_stay_text() -> None:
    value = '=HYPERLINK("http://x")'
    content = issues_xlsx(report_of(Issue("r.csv", "date", 4, "Дата", params={"value": value})), EN)
    assert formulas(content) == []
    assert open_book(content).worksheets[1]["D2"].value == value
    assert "hyperlink" not in zip_member(content, "xl/worksheets/sheet2.xml")


def zip_member(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


# The marked copy of delimited text -------------------------------------------------------------


def test_csv_is_marked_at_the_rows_and_columns_of_the_file(
    campaign: Campaign, expected: dict[str, str]
) -> None:
    report = ingest(CSV, "folder/r.csv", campaign)
    content = mark_copy(CSV, "folder/r.csv", report, EN)
    sheet = open_book(content).worksheets[0]
    assert sheet.title == "r" and sheet["A2"].value == "Дата"
    assert {"A4", "D4", "B5"} <= set(expected)
    assert fill_colours(sheet) == expected
    assert sheet["B5"].value == "Атлантида" and sheet["D6"].value == "10"
    (issue,) = [p for p in report.issues if p.row == 5 and p.rule == "unknown_oblast"]
    assert sheet["B5"].comment.text == issue.message(EN)
    assert sheet["B3"].comment is None


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_the_sheet_of_marks_opens_the_page_of_each_kind_of_issue(
    campaign: Campaign, name: str
) -> None:
    content = CSV if name == "r.csv" else to_bytes(workbook())
    report = ingest(content, name, campaign)
    copy = mark_copy(content, name, report, EN, site="https://example.org/app/")
    links = {
        cell.value: cell.hyperlink.target
        for cell in open_book(copy)["Marks"]["A"]
        if cell.hyperlink
    }
    rules = {issue.rule for issue in report.issues}
    address = "https://example.org/app/issues/{}?lang=en"
    assert links == {RULES[rule].title: address.format(rule) for rule in rules}
    without = open_book(mark_copy(content, name, report, EN))["Marks"]["A"]
    assert not any(cell.hyperlink for cell in without)


def test_no_formula_in_a_copy_of_csv_is_live(campaign: Campaign) -> None:
    content = mark_copy(CSV, "r.csv", ingest(CSV, "r.csv", campaign), EN)
    sheet = open_book(content).worksheets[0]
    assert [sheet[f"F{row}"].value for row in (3, 4, 5)] == ["=1+1", "+7", "@x"]
    assert formulas(content) == []
    assert "<f>" not in zip_member(content, "xl/worksheets/sheet1.xml")


def test_copies_are_the_same_bytes_each_time(campaign: Campaign) -> None:
    report = ingest(CSV, "r.csv", campaign)
    assert mark_copy(CSV, "r.csv", report, EN) == mark_copy(CSV, "r.csv", report, EN)


def test_corrections_are_not_marked(campaign: Campaign) -> None:
    content = CSV.replace(b"2017-09-04", b"04.09.2017")
    report = ingest(content, "r.csv", campaign)
    assert any(correction.row == 3 for correction in report.corrections)
    book = open_book(mark_copy(content, "r.csv", report, EN))
    assert "A3" not in fill_colours(book.worksheets[0])
    assert not any("more issue" in str(cell.value) for cell in book.worksheets[1]["A"])


def test_issues_of_the_whole_file_are_on_the_sheet_of_marks() -> None:
    params = {"column": "reached"}
    missing = Issue("r.csv", "missing_column", column="reached", params=params)
    report = report_of(missing, counts={("missing_column", "reached"): 1, ("date", "Дата"): 4})
    book = open_book(mark_copy("т\nДата\n2017-09-04\n".encode(), "r.csv", report, EN))
    notes = [cell.value for cell in book["Marks"]["A"]]
    assert missing.message(EN) in notes
    assert (
        notes[-1].replace("\xa0", " ")
        == "4 more issues are counted but not marked, to keep the file small."
    )
    assert marked_copy.ONLY_CELLS in notes


def test_an_issue_of_another_sheet_is_on_the_sheet_of_marks() -> None:
    issue = Issue("r.xlsx", "possible_name_aside", 3, "A", sheet=2)
    book = open_book(mark_copy("т\nДата\n2017-09-04\n".encode(), "r.csv", report_of(issue), EN))
    assert book.worksheets[0]["A3"].comment is None
    assert issue.message(EN) in [cell.value for cell in book["Marks"]["A"]]


def test_an_issue_of_a_row_is_in_its_first_column(campaign: Campaign) -> None:
    content = CSV + b"2017-09-04,KG-N,lecture,40,25,=1+1\n"
    report = ingest(content, "r.csv", campaign)
    sheet = open_book(mark_copy(content, "r.csv", report, EN)).worksheets[0]
    (issue,) = [p for p in report.issues if p.rule == "duplicate"]
    assert issue.column is None and sheet["A7"].comment.text == issue.message(EN)


def test_control_characters_do_not_break_the_copy() -> None:
    issue = Issue("r.csv", "date", 3, "Дата", params={"value": "\x01\uffff"})
    content = mark_copy("т\nДата\n?\n".encode(), "?.csv", report_of(issue), EN)
    sheet = open_book(content).worksheets[0]
    assert "��" in sheet["A3"].comment.text and sheet.title == "1"


# The marked copy of a workbook -----------------------------------------------------------------


def test_a_marked_workbook_keeps_its_formulas_comments_and_formats(
    campaign: Campaign, expected: dict[str, str]
) -> None:
    book = workbook()
    sheet = book["Свод"]
    sheet["H3"] = "=D3*2"
    sheet["A4"].comment = Comment("проверить", "owner")
    sheet["A3"].font = openpyxl.styles.Font(bold=True)
    sheet.merge_cells("A1:F1")
    book.create_sheet("Другой")["B2"] = "цел"
    content = to_bytes(book)
    report = ingest(content, "r.xlsx", campaign)
    marked = open_book(mark_copy(content, "r.xlsx", report, EN))
    assert marked.sheetnames == ["Свод", "Другой", "Marks"]
    copy = marked["Свод"]
    marks = fill_colours(copy)
    assert {cell: marks[cell] for cell in expected} == expected
    assert copy["H3"].value == "=D3*2" and copy["H3"].data_type == "f"
    assert copy["A3"].font.bold and [str(area) for area in copy.merged_cells.ranges] == ["A1:F1"]
    assert copy["A4"].comment.text.startswith("проверить\n\n")
    assert marked["Другой"]["B2"].value == "цел"
    notes = [cell.value for cell in marked["Marks"]["A"]]
    assert marked_copy.MAY_LOSE in notes and marked_copy.ONLY_CELLS not in notes


def test_text_of_a_workbook_never_becomes_a_formula(campaign: Campaign) -> None:
    content = to_bytes(workbook())
    copy = mark_copy(content, "r.xlsx", ingest(content, "r.xlsx", campaign), EN)
    assert formulas(copy) == []
    assert [open_book(copy)["Свод"][f"F{row}"].value for row in (3, 4, 5)] == ["=1+1", "+7", "@x"]


@pytest.mark.long
def test_copies_of_a_workbook_are_the_same_bytes(campaign: Campaign) -> None:
    content = to_bytes(workbook())
    report = ingest(content, "r.xlsx", campaign)
    copy = mark_copy(content, "r.xlsx", report, EN)
    assert mark_copy(content, "r.xlsx", report, EN) == copy


def test_a_copy_uploaded_again_loses_its_old_marks(campaign: Campaign) -> None:
    content = to_bytes(workbook())
    copy = open_book(mark_copy(content, "r.xlsx", ingest(content, "r.xlsx", campaign), EN))
    copy["Свод"]["B5"] = "KG-B"
    new_content = to_bytes(copy)
    report = ingest(new_content, "r.xlsx", campaign)
    assert "unknown_oblast" not in report.by_rule()
    marked = open_book(mark_copy(new_content, "r.xlsx", report, Text.of("ru")))
    assert marked["Свод"]["B5"].comment is None and "B5" not in fill_colours(marked["Свод"])
    assert fill_colours(marked["Свод"])["A4"] == RED
    assert len(marked.sheetnames) == 2


def test_a_workbook_that_openpyxl_cannot_open_is_copied_cell_by_cell(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = to_bytes(workbook())
    report = ingest(content, "r.xlsx", campaign)
    monkeypatch.setattr(marked_copy, "run_sandboxed", lambda *_: None)
    book = open_book(mark_copy(content, "r.xlsx", report, EN))
    assert fill_colours(book["Свод"])["B5"] == RED
    assert marked_copy.ONLY_CELLS in [cell.value for cell in book["Marks"]["A"]]


@pytest.mark.long
def test_a_merged_cell_over_the_whole_sheet_stops_only_the_child(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_marks, "SECONDS", 3.0)
    book = workbook()
    book.create_sheet("Другой")["A1"] = "x"
    content = with_huge_merge(to_bytes(book))
    report = ingest(content, "r.xlsx", campaign)
    copy = open_book(mark_copy(content, "r.xlsx", report, EN))
    assert fill_colours(copy["Свод"])["B5"] == RED and copy.sheetnames == ["Свод", "Marks"]


def with_huge_merge(content: bytes) -> bytes:
    """The workbook with one merged cell of 17 thousand million cells on its second sheet."""
    out = io.BytesIO()
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet2.xml"):
                part = part.replace(b"</sheetData>", merged)
            new.writestr(name, part)
    return out.getvalue()


# No copy ---------------------------------------------------------------------------------------


def unmarkable() -> Iterator[ValidationReport]:
    personal = Issue("r.csv", "personal_data", 4, "Дата", params={"what": "a phone number"})
    yield replace(report_of(), status="personal_data")
    yield report_of(personal)
    yield replace(report_of(), status="unreadable")
    yield replace(report_of(), detected=None)


@pytest.mark.parametrize("report", [*unmarkable()])
def test_no_copy_of_a_refused_or_unread_file(report: ValidationReport) -> None:
    with pytest.raises(ValueError):
        mark_copy(CSV, "r.csv", report, EN)


def test_rezip_is_idempotent_and_removes_timestamps() -> None:
    content = to_bytes(workbook())
    once = rezip(content)
    assert rezip(once) == once
    assert zip_member(once, "docProps/core.xml").count(">2017-07-31T00:00:00Z<") == 2
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(once)) as new:
        assert old.namelist() == new.namelist()
