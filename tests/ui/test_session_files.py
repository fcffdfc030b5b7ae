"""The files of a session: limits, failures, concurrent answers, sheets."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.ingest.replies import NOT_REPORTED, CellCorrection, make_replies
from campaign.ingest.report import ValidationReport
from campaign.schema import tables
from campaign.schema.tables import Table
from campaign.ui.upload import session_files, sheets
from tests.ui.session_steps import SHIPPED, file_of, rules

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize(("name", "most"), [("MOST_FILES", 1), ("MOST_BYTES", len(SHIPPED) + 10)])
def test_a_file_over_the_limit_is_rejected_with_an_issue(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(session_files, name, most)
    first = session_files.add(campaign, "a.csv", SHIPPED)
    for count in (1, 2):
        full = session_files.add(campaign, "b.csv", SHIPPED + b"\n")
        assert full.content == b"" and full.report.status == "unreadable"
        assert rules() == [[], *[["no_room"]] * count]
    # The same bytes again replace the first file and need no more memory.
    again = session_files.add(campaign, "a.csv", SHIPPED)
    assert again.report.status == "clean" and first.number < again.number


def test_a_file_too_large_for_the_uploader_is_listed_with_an_issue(
    campaign: Campaign,
) -> None:
    session_files.add(campaign, "a.csv", SHIPPED)
    session_files.reject_too_large(["big.csv", "bigger.csv"])
    assert rules() == [[], ["too_big"], ["too_big"]]
    good, *rejected = session_files.files()
    assert good.register is not None and session_files.size() == len(SHIPPED)
    assert [(file.file, file.content, file.report.status) for file in rejected] == [
        ("big.csv", b"", "unreadable"),
        ("bigger.csv", b"", "unreadable"),
    ]
    assert len({file.number for file in session_files.files()}) == 3


def test_a_file_whose_reading_fails_is_rejected_and_the_next_one_is_read(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ingest_file = session_files.ingest_file

    def fail(content: bytes, *args: Any, **options: Any) -> Any:
        if content == b"bad":
            raise ValueError("a cell")
        return ingest_file(content, *args, **options)

    monkeypatch.setattr(session_files, "ingest_file", fail)
    session_files.enqueue([("bad.csv", b"bad"), ("good.csv", SHIPPED)])
    for _ in range(2):
        session_files.add_next(campaign)
    assert session_files.waiting_files() == [] and rules() == [["not_read"], []]
    bad, good = session_files.files()
    assert (bad.file, bad.content, bad.report.status) == ("bad.csv", b"", "unreadable")
    assert good.register is not None
    assert "ValueError" in caplog.text and "a cell" not in caplog.text


@pytest.mark.parametrize("error", [StopException(), RerunException(RerunData())])
def test_a_file_whose_reading_is_interrupted_stays_in_the_queue(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def interrupt(*_: Any, **__: Any) -> Any:
        raise error

    session_files.enqueue([("a.csv", SHIPPED)])
    with monkeypatch.context() as patch:
        patch.setattr(session_files, "ingest_file", interrupt)
        with pytest.raises(type(error)):
            session_files.add_next(campaign)
    assert session_files.waiting_files() == [("a.csv", SHIPPED)] and rules() == []
    session_files.add_next(campaign)
    assert session_files.waiting_files() == [] and rules() == [[]]


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", ["before", "after", "removed"])
def test_a_click_while_an_answer_is_applied_does_not_undo_it(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Streamlit runs the second callback in another thread, which may end before or after."""
    words = "Дата;Область;Вид;Охвачено\n01.08.2017;Арал;пикник;5\n02.08.2017;Нарын;лекция;6\n"
    number = session_files.add(campaign, "a.csv", words.encode()).number
    ingest_file, clicks = session_files.ingest_file, iter([True])

    def answer(of: str, spelling: str) -> None:
        session_files.read_again(
            campaign,
            number,
            lambda now: now.add(make_replies({(of, spelling): "other"})),
        )

    def with_a_click(*args: Any, **options: Any) -> Any:
        is_first = next(clicks, False)
        if is_first and kind == "before":
            answer("type", "пикник")
        report = ingest_file(*args, **options)
        if is_first and kind != "before":
            answer("type", "пикник") if kind == "after" else session_files.remove(number)
        return report

    monkeypatch.setattr(session_files, "ingest_file", with_a_click)
    answer("oblast", "арал")
    if kind == "removed":
        assert session_files.files() == []
        return
    (file,) = session_files.files()
    assert len(file.replies) == 2 and file.register is not None
    assert file.register.accepted == 2 and file.register.questions == ()


def test_a_second_click_on_all_sheets_adds_no_sheet(campaign: Campaign) -> None:
    file = session_files.add(campaign, "book.xlsx", workbook_of_two_months())
    names = {"Август": "Август", "Сентябрь": "Сентябрь"}
    for _ in range(2):
        sheets.add_sheets(campaign, file.number, names)
    assert [one.replies.value("sheet") for one in session_files.files()] == list(names)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("august", "september", "values"),
    [((30, 10, 20), (10, 20, 30), {}), (("нет",), (30,), {"reached": NOT_REPORTED})],
    ids=["another order", "with numbers"],
)
def test_a_sheet_without_headers_has_a_question_if_its_cells_differ(
    campaign: Campaign,
    august: tuple[int | str, ...],
    september: tuple[int | str, ...],
    values: dict[str, str],
) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, month, cells in (("Август", 8, august), ("Сентябрь", 9, september)):
        sheet = book.create_sheet(name)
        for day in (1, 2):
            row = [f"0{day}.0{month}.2017", "Нарынская область", "лекция"]
            sheet.append([*row, *(n * day if isinstance(n, int) else n for n in cells)])
    content = io.BytesIO()
    book.save(content)
    first = session_files.add(campaign, "book.xlsx", content.getvalue())
    columns = {0: "date", 1: "oblast", 2: "type"} | ({} if values else {3: "reached"})
    session_files.read_again(
        campaign, first.number, lambda now: now.add(make_replies(column=columns, file_value=values))
    )
    names = {"Август": "Август", "Сентябрь": "Сентябрь"}
    sheets.add_sheets(campaign, first.number, names)
    one, other = (file.report for file in session_files.files())
    assert isinstance(one, ValidationReport) and one.accepted == 2
    assert isinstance(other, ValidationReport) and other.accepted == 0
    assert [missing.name for missing in other.missing_columns] == ["reached"]


def workbook_of_two_months() -> bytes:
    """Two sheets whose second row has the same text in the column of people reached."""
    book = Workbook()
    for number, name in enumerate(("Август", "Сентябрь")):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        sheet.append(["Дата", "Область", "Вид", "Название", "Охвачено"])
        for day, reached in ((1, "много"), (2, 5), (3, 6)):
            row = [f"0{day}.0{8 + number}.2017", "Нарынская область", "лекция", f"Урок {day}"]
            sheet.append([*row, reached])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("is_together", [True, False])
def test_the_correction_of_a_cell_stays_on_its_sheet(campaign: Campaign, is_together: bool) -> None:
    first = session_files.add(campaign, "a.xlsx", workbook_of_two_months())
    assert isinstance(first.report, ValidationReport) and first.report.detected is not None
    assert first.report.detected.sheet == "Август"
    cells = {
        (cell.row, cell.column): CellCorrection(cell.written, "40", cell.row_key)
        for cell in first.report.open_cells
    }
    session_files.read_again(campaign, first.number, lambda now: now.add(make_replies(cell=cells)))
    if is_together:
        names = {"Август": "Август", "Сентябрь": "Сентябрь"}
        sheets.add_sheets(campaign, first.number, names)
        august, september = (file.report for file in session_files.files())
        assert isinstance(august, ValidationReport) and august.accepted == 3
    else:
        choice = make_replies(sheet="Сентябрь")
        session_files.read_again(campaign, first.number, lambda now: now.add(choice))
        september = file_of(first.number).report
    assert isinstance(september, ValidationReport)
    assert (september.accepted, september.rejected) == (2, 1)
    assert september.by_rule()["cell_corrected"] == september.by_rule()["correction_unused"] == 0


@pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.name)
def test_a_table_of_the_administrator_is_named_and_not_used(
    table: Table, campaign: Campaign
) -> None:
    content = b"text\nA\n"
    if table is not tables.PUBLIC_TEXTS:
        content = (ROOT / table.file.replace("<campaign_id>", "2017")).read_bytes()
    file = session_files.add(campaign, Path(table.file).name, content)
    rules = [issue.rule for issue in file.report.issues]
    assert (rules == ["administrator_table"]) != table.free_form
    if rules:
        assert table.file in file.report.issues[0].message(Text.of("en"))
        assert file.report.status == "unreadable" and file.register is None


def test_a_file_name_with_personal_data_is_replaced_by_a_code(campaign: Campaign) -> None:
    names = [
        session_files.add(campaign, f"Примерова_Айгуль_{name}.csv", SHIPPED + b"\n" * n).file
        for n, name in enumerate(("Бековна", "Асановна", "Бековна"), 1)
    ]
    assert "Айгуль" not in repr(names) and names[0] != names[1]
    session_files.reject_too_large(["тел 0555 123456.xlsx"])
    assert "0555" not in session_files.files()[-1].file
