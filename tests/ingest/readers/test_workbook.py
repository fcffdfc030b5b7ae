"""Cells of a workbook are read as text by row and column; an error is never an empty cell."""

from __future__ import annotations

import datetime as dt
import os
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from campaign.ingest.readers.detect import read_workbook
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.readers.sandbox import run_sandboxed
from campaign.ingest.readers.workbook_child import answer
from campaign.ingest.readers.workbook_scan import scan_ods, scan_xlsx
from campaign.ingest.readers.zip_limits import UnsafeArchiveError
from campaign.schema.issues import Issue
from tests.ingest.readers.archives import MAIN, ods, xlsx, xlsx_parts, zip_parts


def to_bytes(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, sheet: str | None = None) -> RawTable:
    raw = read_workbook(content, "register.xlsx", sheet)
    assert isinstance(raw, RawTable), raw
    return raw


def rule_of(content: bytes) -> str:
    issue = read_workbook(content, "register.xlsx")
    assert isinstance(issue, Issue), issue
    return issue.rule


def cell_errors(raw: RawTable) -> list[tuple[str, int, int]]:
    return [(p.rule, p.row, p.at) for p in raw.issues]


def test_cells_are_read_as_text_by_row_and_column() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    values = {
        "B3": "date",
        "B4": dt.date(2017, 7, 31),
        "C4": dt.datetime(2017, 7, 31, 15, 0),
        "D4": dt.time(9, 30),
        "E4": 229,
        "F4": 0.1 + 0.2,
        "G4": 1e-7,
        "H4": True,
        "I4": "0229",
        "J4": 0,
        "B6": "=not a formula",
        "C6": "two\nlines",
        "D6": 996555123456.0,
    }
    for at, value in values.items():
        sheet[at] = value
    sheet["B6"].data_type = "s"
    sheet.merge_cells("B6:B7")
    sheet["Z40"].font = openpyxl.styles.Font(bold=True)
    raw = read(to_bytes(book))
    assert list(raw.cells.index) == [1, 2, 3, 4, 5, 6]
    assert raw.cells.loc[3].tolist() == ["", "date", *[""] * 8]
    assert raw.cells.loc[4].tolist()[1:] == (
        ["2017-07-31", "2017-07-31 15:00", "09:30", "229", "0.3", "0.0000001", "TRUE", "0229", "0"]
    )
    assert raw.cells.loc[6].tolist()[1:4] == ["=not a formula", "two\nlines", "996555123456"]
    assert raw.merged == ((6, 1, 7, 1),)
    assert raw.has_types and raw.encoding is None and raw.delimiter is None
    assert raw.issues == ()


def test_stored_numbers_are_distinguished_from_typed_text() -> None:
    book = openpyxl.Workbook()
    for row in ((12.345, "12.345", 12), ("a", 0.5, "0.5")):
        book.active.append(row)
    raw = read(to_bytes(book))
    assert raw.cells.to_numpy().tolist() == [["12.345", "12.345", "12"], ["a", "0.5", "0.5"]]
    assert raw.fractions == {0: frozenset({1}), 1: frozenset({2})}


def test_rows_of_stored_numbers_are_counted_over_all_lines() -> None:
    book = openpyxl.Workbook()
    for row in range(4_100):
        book.active.append([row / 2])
    rows = read(to_bytes(book)).fractions[0]
    assert rows == frozenset(range(2, 4_101, 2))


def test_cells_in_percent_format_are_read_as_percentages() -> None:
    book = openpyxl.Workbook()
    for at, (value, number_format) in enumerate(
        [
            *((1, "0%"), (0.125, "0.0%"), (0.07, "0%"), (1, '0"%"'), (1, "General")),
            *(
                ("text", "0%"),
                (None, "0%"),
                (dt.date(2017, 7, 31), "yyyy-mm-dd"),
                (2, "[Red]0.00%"),
            ),
        ],
        3,
    ):
        cell = book.active.cell(at, 2, value)
        cell.number_format = number_format
    content = to_bytes(book)
    expected = ["100%", "12.5%", "7%", "1", "1", "text", "", "2017-07-31", "200%"]
    assert read(content).cells[1].tolist()[2:] == expected


def test_a_workbook_may_count_days_from_1904() -> None:
    for date_1904, from_1904 in (("1", True), ("true", True), ("0", False)):
        parts = xlsx_parts(f"<worksheet {MAIN}><sheetData>{A1}</sheetData></worksheet>")
        book = str(parts["xl/workbook.xml"])
        book = book.replace("<sheets>", f'<workbookPr date1904="{date_1904}"/><sheets>')
        assert read(zip_parts({**parts, "xl/workbook.xml": book})).from_1904 is from_1904
    assert not read(xlsx(A1)).from_1904


A1 = '<row r="1"><c r="A1"><v>41485</v></c></row>'


def test_the_first_visible_sheet_with_cells_or_the_requested_one_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Hidden"
    book.active["A1"] = "hidden"
    book.create_sheet("Blank")
    book.create_sheet("Register")["A1"] = "first"
    book.create_sheet("Other")["A2"] = "second"
    book["Hidden"].sheet_state = "veryHidden"
    content = to_bytes(book)
    raw = read(content)
    assert (raw.sheet, raw.sheets) == ("Register", ("Blank", "Register", "Other"))
    assert read(content, "Other").cells[0].tolist() == ["", "second"]
    missing = read_workbook(content, "f", "Missing")
    assert isinstance(missing, Issue) and missing.rule == "no_sheet"
    assert missing.params == {"sheet": "Missing", "sheets": "Blank, Register, Other"}
    assert [(o.sheet, o.number, o.hidden) for o in raw.others] == [
        ("Hidden", 1, True),
        ("Other", 4, False),
    ]
    hidden = read(content, "Hidden")
    assert hidden.hidden and hidden.cells.at[1, 0] == "hidden"
    assert read(content, "Blank").cells.empty
    assert rule_of(to_bytes(openpyxl.Workbook())) == "empty_content"


def test_formulas_without_a_result_are_issues() -> None:
    book = openpyxl.Workbook()
    for row in (["reached"], [12], ["=SUM(A2)"], [None], ["=1"]):
        book.active.append(row)
    raw = read(to_bytes(book))
    assert cell_errors(raw) == [("uncalculated", 3, 0), ("uncalculated", 5, 0)]
    assert list(raw.cells.index) == [1, 2, 3, 4, 5]


def test_errors_are_named_and_results_are_read(tmp_path: Path) -> None:
    path = tmp_path / "errors.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["reached", "women"])
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
        sheet.write_formula(1, 1, "=2+3", None, 5)
        sheet.write_string(3, 0, "=SUM(A1)")
        sheet.write_rich_string(3, 1, "a", book.add_format({"bold": True}), "b", "c")
    raw = read(path.read_bytes())
    assert cell_errors(raw) == [("error_cell", 2, 0)]
    assert raw.issues[0].params == {"value": "#N/A"}
    assert raw.cells.to_numpy().tolist()[1:] == [["", "5"], ["", ""], ["=SUM(A1)", "abc"]]


def test_a_formula_with_an_empty_text_is_calculated() -> None:
    empty = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>""</f><v></v></c></row>'
    assert cell_errors(read(xlsx(empty))) == [("uncalculated", 1, 1)]


def test_an_error_beyond_the_last_value_has_its_cell() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="D3"><f>A1</f></c></row>'
    raw = read(xlsx(rows))
    assert cell_errors(raw) == [("uncalculated", 3, 3)]
    assert raw.cells.shape == (3, 4) and raw.cells.at[3, 3] == ""


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><f>A1</f></c></row>',
        "<row r='2'><c t='e' r='B2'><v>#REF!</v></c><c r='C2'><f>A1</f><v/></c></row>",
        '<row/><row><c/><c t="e"><v>#REF!</v></c><c><f>A1</f><v></v></c></row>',
        '<x:row xmlns:x="u" r="2"><x:c r="B2" t="e"><x:f>1</x:f><x:v>#REF!</x:v></x:c>'
        '<x:c\nr="C2" ><x:f>A1</x:f></x:c></x:row>',
    ],
)
def test_cell_errors_are_found_in_any_spelling_of_the_xml(rows: str) -> None:
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()
    for size in (len(sheet), 7):
        pieces = [sheet[at : at + size] for at in range(0, len(sheet), size)]
        scan = scan_xlsx(pieces)
        errors = [(e.rule, e.row, e.at, e.value) for e in scan.cell_errors]
        assert errors == [("error_cell", 2, 1, "#REF!"), ("uncalculated", 2, 2, "")]
        assert (scan.rows, scan.columns) == (2, 3)


def test_a_sheet_that_is_filled_to_its_end_is_rejected() -> None:
    head = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert rule_of(xlsx(head + far)) == "too_wide"
    assert rule_of(xlsx(head + far.replace('r="X', "r = 'X").replace('76"><v', "76'><v"))) == (
        "too_wide"
    )
    assert rule_of(xlsx(head + '<row r="1"><c r="ALM1"><v>1</v></c></row>')) == "too_wide"
    columns = "".join(f'<c r="{a}{b}{c}1"><v>1</v></c>' for a in "AB" for b in ABC for c in ABC)
    assert rule_of(xlsx(f'<row r="1">{columns}</row>')) == "too_wide"


ABC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_far_cells_that_are_only_formatted_are_ignored() -> None:
    head = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert read(xlsx(head + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')).cells.shape == (
        1,
        1,
    )
    million = '<row r="2">' + '<c s="0"/>' * 1_000_000 + "</row>"
    assert read(xlsx(head + million)).cells.shape == (1, 1)


def test_a_workbook_with_hostile_parts_is_rejected() -> None:
    sheet = f"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet {MAIN}><sheetData/></worksheet>"
    assert rule_of(zip_parts(xlsx_parts(sheet))) == "not_a_table"
    assert rule_of(xlsx(b" " * (24 * 2**20))) == "unpacks_too_big"
    parts = xlsx_parts("<worksheet/>")
    del parts["xl/worksheets/sheet1.xml"]
    assert rule_of(zip_parts(parts)) == "not_a_table"
    assert rule_of(zip_parts({**xlsx_parts(""), "xl/workbook.xml": "no xml"})) == "not_a_table"


# ODS -----------------------------------------------------------------------------------------


def cell(value: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{value}</text:p>'
        "</table:table-cell>"
    )


EMPTY_END = (
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)


def test_ods_with_the_empty_rows_that_libreoffice_adds_is_read() -> None:
    number = '<table:table-cell office:value-type="float" office:value="229"><text:p>229</text:p>'
    rows = (
        f"<table:table-row>{cell('reached')}{cell('m', merge)}<table:covered-table-cell/>"
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row>{number}</table:table-cell></table:table-row>{EMPTY_END}"
    )
    raw = read(ods(rows))
    assert raw.cells[0].tolist() == ["reached", "", "", "229"]
    assert raw.merged == ((1, 1, 2, 2),)
    assert (raw.sheet, raw.has_types) == ("S", True)


merge = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'


def test_all_sheets_of_ods_are_read() -> None:
    def row(word: str) -> str:
        return f"<table:table-row>{cell(word)}</table:table-row>"

    between = '</table:table><table:table table:name="T">'
    raw = read(ods(row("first") + between + row("second")))
    assert (raw.sheet, raw.number, raw.cells.at[1, 0]) == ("S", 1, "first")
    (other,) = raw.others
    assert (other.sheet, other.number, other.cells.at[1, 0]) == ("T", 2, "second")


def test_ods_errors_and_formulas_without_a_result_are_issues() -> None:
    error = cell(
        "#N/A", 'office:string-value="" calcext:value-type="error" table:formula="of:=NA()"'
    )
    bare = '<table:table-cell table:formula="of:=1+1"/>'
    rows = f"<table:table-row>{cell('a')}{cell('b')}</table:table-row>"
    raw = read(ods(rows + f"<table:table-row>{error}{bare}</table:table-row>"))
    assert cell_errors(raw) == [("error_cell", 2, 0), ("uncalculated", 2, 1)]
    assert raw.cells.loc[2].tolist() == ["", ""]


@pytest.mark.parametrize(
    "repeats",
    [
        'table:number-columns-repeated="16384"',
        'table:number-columns-repeated="999999999"',
    ],
)
def test_ods_values_repeated_too_often_are_rejected(repeats: str) -> None:
    assert rule_of(ods(f"<table:table-row>{cell('a', repeats)}</table:table-row>")) == "too_wide"
    down = repeats.replace("columns", "rows").replace("16384", "1048576")
    wide = cell("a", 'table:number-columns-repeated="10"')
    assert rule_of(ods(f"<table:table-row {down}>{wide}</table:table-row>")) == "too_wide"
    far = f"{EMPTY_END}<table:table-row>{wide}</table:table-row>"
    assert rule_of(ods(far)) == "too_wide"


def test_ods_errors_repeated_too_often_are_rejected() -> None:
    error = cell("#N/A", 'calcext:value-type="error" table:number-columns-repeated="999999999"')
    with ZipFile(BytesIO(ods(f"<table:table-row>{error}</table:table-row>"))) as archive:
        content = archive.read("content.xml")
    with pytest.raises(UnsafeArchiveError, match="too_wide"):
        scan_ods(iter([content]))


# The child process -----------------------------------------------------------------------------


def test_a_stopped_child_process_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    module = "tests.ingest.hostile"
    assert run_sandboxed(module, b"well", 10, 512) == b"WELL"
    for failure in (b"memory", b"abort", b"raise"):
        assert run_sandboxed(module, failure, 10, 512) is None
    assert run_sandboxed(module, b"spin", 1, 512) is None
    monkeypatch.setattr("campaign.ingest.readers.sandbox.CLOCK_FACTOR", 1)
    assert run_sandboxed(module, b"sleep", 1, 512) is None
    monkeypatch.setattr("campaign.ingest.readers.detect.MEGABYTES", 1)
    assert rule_of(to_bytes(openpyxl.Workbook())) == "reading_stopped"


def test_the_child_process_has_no_secrets_and_few_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "x")
    names = (run_sandboxed("tests.ingest.hostile", b"tell", 10, 512) or b"").decode().split()
    assert "A_SECRET" not in names and "A_SECRET" in os.environ
    assert (
        "campaign.ingest.readers.workbook_child" in names
        and "pandas" not in names
        and "babel" not in names
    )


def test_the_child_process_answers_any_content() -> None:
    request = b'{"sheet": null, "every": false}\n'
    for content in (b"", b"PK\x03\x04", xlsx("<row")[:200], xlsx('<row r="x"><c r="1A"/></row>')):
        assert b'"rule"' in answer(request + content)


def test_hidden_rows_are_read_in_every_format() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(1, 5):
        sheet.append([number])
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    assert read(to_bytes(book)).hidden_rows == {3}
    cell = "<c><v>1</v></c>"
    bare = f'<row>{cell}</row><row hidden="1">{cell}</row><row hidden="0">{cell}</row>'
    assert read(xlsx(bare)).hidden_rows == {2}
    value = '<table:table-cell office:value-type="float" office:value="1"/>'
    filtered = 'table:visibility="filter" table:number-rows-repeated='
    rows = (
        f"<table:table-row>{value}</table:table-row>"
        f'<table:table-row {filtered}"2">{value}</table:table-row>'
        f"<table:table-row>{value}</table:table-row>"
        f'<table:table-row {filtered}"1000000"><table:table-cell/></table:table-row>'
    )
    assert read(ods(rows)).hidden_rows == {2, 3}


def test_hidden_columns_are_read_in_every_format() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([1, 2, 3, 4, 5])
    for letter in "BCEZ":
        sheet.column_dimensions[letter].hidden = True
    assert read(to_bytes(book)).hidden_columns == {1, 2, 4}
    columns = '<col min="2" max="16384" width="0" hidden="1"/><col min="1" max="1"/>'
    usual = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row>'
    for row in (usual, "<row><c><v>1</v></c><c/><c><v>1</v></c></row>"):
        assert read(xlsx(row, columns)).hidden_columns == {1, 2}
    value = '<table:table-cell office:value-type="float" office:value="1"/>'
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/>'
    )
    rows = f"{columns}<table:table-row>{value * 4}</table:table-row>"
    assert read(ods(rows)).hidden_columns == {2, 3}


def test_struck_out_text_and_cells_of_ods_are_read() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/>'
        '</style:style><style:style style:name="T2"><style:text-properties '
        'style:text-position="0% 100%" style:text-line-through-style="none"/></style:style>'
        '<style:style style:name="ce1"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
    )
    words = '<text:p>50<text:span text:style-name="{}">1</text:span></text:p>'
    cells = [
        f"<table:table-cell>{words.format(style)}</table:table-cell>" for style in ("T1", "T2")
    ]
    struck = '<table:table-cell table:style-name="ce1"><text:p>7</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="2">{"".join(cells)}{struck}'
    raw = read(ods(f"{row}</table:table-row>", styles=styles))
    assert [issue.params for issue in raw.issues] == [{"value": "501"}] * 2
    assert cell_errors(raw) == [("partly_struck", 1, 0), ("partly_struck", 2, 0)]
    assert raw.struck == {(1, 2), (2, 2)}
