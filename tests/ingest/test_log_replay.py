"""Answers and corrections of the user lose no row, and the cleaning log restores them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.corrected_register import corrected_csv, corrected_xlsx, log_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.log.cleaning_log import log_lines
from campaign.ingest.log.log_lines import CleaningLog
from campaign.ingest.log.log_reader import read_log
from campaign.ingest.log.log_replay import apply_log
from campaign.ingest.options import (
    AS_IT_IS,
    BY_PLACE,
    EXCLUDE,
    NOT_REPORTED,
    PLACE_REGION,
    CellCorrection,
    RequestedOptions,
    WideRequest,
)
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from tests.examples import examples

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
MONTHLY = (CORPUS / "values/monthly_report.csv").read_bytes()


def read(
    campaign: Campaign, content: bytes, requested: RequestedOptions = AS_IT_IS
) -> ValidationReport:
    report = ingest_file(content, "register.csv", campaign, requested=requested)
    assert isinstance(report, ValidationReport)
    return report


def save_log(
    campaign: Campaign, report: ValidationReport, requested: RequestedOptions, lang: str = "ru"
) -> bytes:
    text = Text.of(lang)
    return log_csv(log_lines(report, requested, campaign_reference(campaign).codes, text), text)


def load_log(campaign: Campaign, content: bytes) -> CleaningLog:
    log = read_log(content, "log.csv", campaign_reference(campaign).codes)
    assert isinstance(log, CleaningLog)
    return log


def replay(
    campaign: Campaign, content: bytes, log: CleaningLog
) -> tuple[RequestedOptions, ValidationReport]:
    return apply_log(
        log,
        lambda requested: read(campaign, content, requested),
        AS_IT_IS,
        read(campaign, content),
    )


def answer_all(report: ValidationReport) -> RequestedOptions:
    """Return an answer for each question: its first suggestion, else the exclusion of its rows."""
    answers = {
        (q.subject, q.folded): q.offers[0] if q.offers else EXCLUDE for q in report.questions
    }
    return replace(AS_IT_IS, answers=answers)


def correct(report: ValidationReport, **values: str) -> dict[tuple[int, str], CellCorrection]:
    """Return a correction by column of every open cell without a question."""
    return {
        (cell.row, cell.column): CellCorrection(cell.written, values[cell.column], cell.row_key)
        for cell in report.open_cells
        if cell.column in values and cell.issue.rule in ("whole", "date", "required")
    }


def same_rows(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    names = sorted(one.columns)
    if sorted(other.columns) != names:
        return False
    tables = [
        frame[names].reset_index(drop=True).astype("object").where(frame[names].notna().to_numpy())
        for frame in (one, other)
    ]
    return tables[0].fillna("").equals(tables[1].fillna(""))


@pytest.fixture(scope="module")
def clean_report(campaign: Campaign) -> tuple[RequestedOptions, ValidationReport]:
    first = read(campaign, MONTHLY)
    cells = correct(first, date="02.08.2017", reached="7")
    requested = replace(answer_all(first), cells=cells)
    return requested, read(campaign, MONTHLY, requested)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_log_in_any_language_gives_the_same_register(
    campaign: Campaign, clean_report: tuple[RequestedOptions, ValidationReport], lang: str
) -> None:
    requested, report = clean_report
    log = load_log(campaign, save_log(campaign, report, requested, lang))
    replayed, again = replay(campaign, MONTHLY, log)
    assert replayed == requested and log.unread == ()
    assert same_rows(report.frame, again.frame)
    assert again.notes[-1].params == {"used": log.lines, "lines": log.lines}


def test_answers_apply_to_the_next_file_and_cells_only_to_the_same_row(
    campaign: Campaign, clean_report: tuple[RequestedOptions, ValidationReport]
) -> None:
    log = load_log(campaign, save_log(campaign, clean_report[1], clean_report[0]))
    words = MONTHLY.decode("utf-8-sig")
    # With one more row at the top, the row with the wrong day is the same, but one row lower.
    header, first, rest = words.partition("31.07.2017")
    later = header + "30.07.2017;Ош;школа 0;Лекцыя;Условное мероприятие 0;40\r\n" + first + rest
    # The row with «много» is changed.
    later = later.replace("Условное мероприятие 6", "Условное мероприятие 66")
    requested, report = replay(campaign, later.encode("utf-8-sig"), log)
    assert (8, "date") in requested.cells and len(requested.cells) == 1
    assert [(cell.row, cell.column) for cell in report.open_cells] == [(10, "reached")]
    assert report.questions == () and (10, "whole") in {(p.row, p.rule) for p in report.issues}
    assert report.notes[-1].params == {"used": log.lines - 1, "lines": log.lines}


@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_the_corrected_register_is_read_without_a_question(
    campaign: Campaign, clean_report: tuple[RequestedOptions, ValidationReport], file: str
) -> None:
    report = clean_report[1]
    content = corrected_csv(report) if file == "csv" else corrected_xlsx(report, Text.of("ky"))
    again = read(campaign, content)
    assert (again.status, again.questions, again.corrections) == ("clean", (), ())
    assert same_rows(report.frame, again.frame)
    assert {note.rule for note in again.notes} == {"estimates"}


def test_the_corrected_csv_has_the_format_of_the_shipped_register(campaign: Campaign) -> None:
    content = (CORPUS.parents[1] / "data/2017/activities.csv").read_bytes()
    corrected = corrected_csv(read(campaign, content))
    shipped, rows = (
        list(csv.DictReader(io.StringIO(one.decode(), newline=""))) for one in (content, corrected)
    )
    # The shipped register has no column of people by region.
    assert [{name: row[name] for name in shipped[0]} for row in rows] == shipped
    assert b"\r" not in corrected and not any(row["reached_by_oblast"] for row in rows)


@pytest.mark.parametrize("headers", ["Исходное значение;Учтено как", "Как написано;Как прочитано"])
def test_a_log_edited_by_hand_is_read(campaign: Campaign, headers: str) -> None:
    """The second headers are those of earlier versions."""
    words = (
        f"Столбец;{headers};По правилу или вручную;Строка\n"
        "Вид мероприятия;Субботник;Акция;вручную, все ячейки с таким написанием;\n"
        "Вид мероприятия;Ярмарка;нет такого вида;вручную, все ячейки с таким написанием;\n"
        "Охвачено человек;Около 70;1 070;вручную, все ячейки с таким написанием;\n"
        "Охвачено человек;Около 80;много;вручную, все ячейки с таким написанием;\n"
        "Область;Нарынскя;;по правилу;\n"
        "Охвачено человек;'-5;5;вручную, только эта ячейка;12\n"
        f"Охвачено человек;'-6;6;вручную, только эта ячейка;{'7' * 5000}\n"
    )
    log = load_log(campaign, words.encode("cp1251"))
    assert log.answers == {
        ("type", "субботник"): "public_action",
        ("reached", "около 70"): "1070",
    }
    assert log.cells == {(12, "reached"): CellCorrection("-5", "5")}
    assert log.unread == (3, 5, 8)


def test_a_log_of_an_earlier_version_is_read(campaign: Campaign) -> None:
    words = (
        "Column;As written;As understood;By rule or by hand\n"
        "Type of activity;Субботник;Public action;by hand, every cell written so\n"
        "Oblast or city;Ош;;by hand, as the district or place of the row says\n"
        "Облус же шаар;;районго же орунга карап;кол менен, бүт таблица\n"
    )
    words += "Кол тамга жазылган саптар;;сап эсепке алынган жок;кол менен, бүт таблица\n"
    log = load_log(campaign, words.encode())
    assert log.signatures_excluded
    assert log.answers == {("type", "субботник"): "public_action", (BY_PLACE, "ош"): PLACE_REGION}
    assert (log.file_values, log.unread) == ({"oblast": PLACE_REGION}, ())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_about_the_numbers_of_a_table_are_in_the_log(campaign: Campaign, lang: str) -> None:
    headers = "Охват, чел.;;\nОбласть;Август;Сентябрь\n"
    content = f"{headers}Чуйская;10;20\nНарынская;5;\n".encode()
    request = WideRequest(type="lecture", year=2017, note=Text.of(lang)("Total for the month"))
    requested = replace(AS_IT_IS, wide=request)
    report = read(campaign, content, requested)
    assert report.accepted == 3
    log = load_log(campaign, save_log(campaign, report, requested, lang))
    assert (log.wide, log.wide_lines, log.unread) == (request, 3, ())
    # The same answers apply to the table of the next months.
    following = content.replace("Август;Сентябрь".encode(), "Октябрь;Ноябрь".encode())
    used, again = replay(campaign, following, log)
    assert used.wide == request and again.accepted == 3 and again.rejected == 0
    assert again.frame["date"].dt.month.tolist() == [10, 11, 10]
    note = next(note for note in again.notes if note.rule == "cleaning_log_applied")
    assert note.params == {"used": 3, "lines": 3}


OWN_HEADERS = "Когда было;Дата сдачи;Где было;Что было\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_about_missing_columns_are_in_the_log(campaign: Campaign, lang: str) -> None:
    content = f"{OWN_HEADERS}01.08.2017;05.08.2017;Наша;Разное\n02.08.2017;;Наша;Разное\n".encode()
    requested = replace(
        AS_IT_IS,
        columns={0: "date"},
        file_values={"oblast": "KG-N", "type": "lecture", "reached": NOT_REPORTED},
    )
    report = read(campaign, content, requested)
    assert report.accepted == 2
    log = load_log(campaign, save_log(campaign, report, requested, lang))
    assert (log.columns, log.unread) == ({"когда было": "date"}, ())
    assert log.file_values == requested.file_values
    # In the file of the next month, the column has another position.
    following = "Дата сдачи;Что было;Где было;Когда было\n05.10.2017;Разное;Наша;01.10.2017\n"
    used, again = replay(campaign, following.encode(), log)
    assert used.columns == {3: "date"} and used.file_values == requested.file_values
    assert again.frame["date"].dt.month.tolist() == [10]
    note = next(note for note in again.notes if note.rule == "cleaning_log_applied")
    assert note.params == {"used": 4, "lines": 4}


def test_excluded_signature_lines_are_in_the_log(campaign: Campaign) -> None:
    content = (
        "Дата;Область;Вид;Охвачено\n01.08.2017;Чуйская;Лекция;30\n;;;\n"
        "Исполнитель: Асанов А. А.;;;\n"
    ).encode()
    assert read(campaign, content).signature_lines
    requested = replace(AS_IT_IS, signatures_excluded=True)
    saved = save_log(campaign, read(campaign, content, requested), requested)
    assert "Асанов" not in saved.decode("utf-8-sig")
    used, again = replay(campaign, content, load_log(campaign, saved))
    assert used.signatures_excluded and again.signatures_confirmed
    note = next(note for note in again.notes if note.rule == "cleaning_log_applied")
    assert note.params == {"used": 1, "lines": 1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_log_is_not_a_register(
    campaign: Campaign, clean_report: tuple[RequestedOptions, ValidationReport], lang: str
) -> None:
    requested, report = clean_report
    saved = save_log(campaign, report, requested, lang)
    assert [issue.rule for issue in read(campaign, saved).issues] == ["cleaning_log"]


def test_a_log_does_not_replace_a_column_of_the_next_file(campaign: Campaign) -> None:
    requested = replace(AS_IT_IS, file_values={"oblast": "KG-N", "date": "2017-08-01/2017-08-31"})
    report = read(campaign, "Вид;Охвачено\nЛекция;30\n".encode(), requested)
    log = load_log(campaign, save_log(campaign, report, requested))
    used, again = replay(campaign, "Область;Вид;Охвачено\nЧуйская;Лекция;30\n".encode(), log)
    # The period applies only to the former file, and each row of the next file has a region.
    assert used == AS_IT_IS and [one.name for one in again.missing_columns] == ["date"]


def test_a_period_in_the_log_applies_only_to_its_file(campaign: Campaign) -> None:
    content = "Охват, чел.;;;\n;Чуйская;Нарынская;Ошская\nЛекция;10;5;7\n".encode()
    request = WideRequest(start="2017-08-01", end="2017-08-31", note="Итог за месяц")
    requested = replace(AS_IT_IS, wide=request)
    report = read(campaign, content, requested)
    assert report.accepted == 3
    log = load_log(campaign, save_log(campaign, report, requested))
    assert log.wide == request
    assert replay(campaign, content, log)[1].accepted == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_with_a_place_are_replayed_by_it(campaign: Campaign, lang: str) -> None:
    content = (CORPUS / "values/osh_by_place.csv").read_bytes()
    answers = {(BY_PLACE, "ош"): PLACE_REGION, ("oblast", "ош"): "other"}
    requested = replace(AS_IT_IS, answers=answers)
    report = read(campaign, content, requested)
    log = load_log(campaign, save_log(campaign, report, requested, lang))
    assert dict(log.answers) == answers and log.unread == ()
    used, again = replay(campaign, content, log)
    assert dict(used.answers) == answers and same_rows(again.frame, report.frame)


def test_another_file_is_not_a_log(campaign: Campaign) -> None:
    issue = read_log(MONTHLY, "log.csv", campaign_reference(campaign).codes)
    assert isinstance(issue, Issue) and issue.rule == "no_cleaning_log"


def test_neither_file_has_personal_data(campaign: Campaign) -> None:
    name = "Сказки А.С. Примеровой"
    content = (
        "date,oblast,type,reached,title\n"
        f"2017-08-01,KG-N,lecture,120,{name}\n"
        "2017-08-02,KG-N,lecture,много,Урок\n"
    ).encode()
    first = read(campaign, content)
    phone = {(3, "reached"): CellCorrection("много", "0555 123 456")}
    requested = replace(AS_IT_IS, cells=phone)
    report = read(campaign, content, requested)
    assert report.rejected == 1 and "correction_rejected" in {p.rule for p in report.issues}
    for one in (first, report):
        files = corrected_csv(one) + save_log(campaign, one, requested)
        assert name.encode() not in files and b"0555" not in files


# Properties -----------------------------------------------------------------------------------

TYPES = ("Лекция", "Лекцыя", "Субботник", "круглый стл", "", "Прочее")
OBLASTS = ("Нарынская область", "Ош", "Нарынскя обл.", "Алматы", "KG-C", "")
NUMBERS = ("50", "около 50", "50-60", "более 100", "~30", "много", "н/д", "", "-5", "1 250")
DAYS = ("31.07.2017", "02.08.2017", "32.08.2017", "завтра")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.sampled_from(OBLASTS),
        st.sampled_from(TYPES),
        st.sampled_from(NUMBERS),
        st.sampled_from(NUMBERS),
    ),
    min_size=1,
    max_size=8,
)
CELL_VALUES = {"date": "03.08.2017", "oblast": "KG-N", "type": "lecture", "reached": "90"}


def register(rows: list[tuple[str, ...]]) -> bytes:
    lines = ["Дата;Область;Вид;Охвачено;Женщин;Название"]
    lines += [";".join([*row, f"Мероприятие {n}"]) for n, row in enumerate(rows, start=1)]
    return ("\n".join(lines) + "\n").encode("utf-8-sig")


def draw_options(data: st.DataObject, report: ValidationReport) -> RequestedOptions:
    answers, cells = {}, {}
    for question in report.questions:
        ways = {"type": ("other", EXCLUDE), "oblast": ("KG-T", "other", EXCLUDE)}
        choices = [*question.offers, *ways.get(question.subject, ("",))]
        if (answer := data.draw(st.sampled_from([None, *choices]))) is not None:
            answers[question.subject, question.folded] = answer
    for cell in report.open_cells:
        value = data.draw(st.sampled_from([None, "", CELL_VALUES.get(cell.column, "0"), "нет"]))
        if value is not None:
            cells[cell.row, cell.column] = CellCorrection(cell.written, value, cell.row_key)
    return replace(AS_IT_IS, answers=answers, cells=cells)


@examples(60)
@given(ROWS, st.data())
def test_any_answers_account_for_every_row_and_are_replayed(
    campaign: Campaign, rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    content = register(rows)
    first = read(campaign, content)
    requested = draw_options(data, first)
    report = read(campaign, content, requested)
    assert report.rows == len(rows) == first.rows
    assert report.rows == report.accepted + report.rejected + report.excluded
    excluded = [p.row for p in report.corrections if p.rule == "row_excluded"]
    assert len(excluded) == len(set(excluded)) == report.excluded
    log = load_log(campaign, save_log(campaign, report, requested))
    assert log.unread == () and dict(log.answers) == dict(requested.answers)
    assert log.cells == requested.cells
    _, again = replay(campaign, content, log)
    assert same_rows(report.frame, again.frame)
    assert (again.accepted, again.excluded) == (report.accepted, report.excluded)
    if report.usable:
        corrected = read(campaign, corrected_csv(report))
        assert corrected.questions == () and corrected.rejected == 0
        assert same_rows(report.frame, corrected.frame)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("answer", ["2026", EXCLUDE])
def test_the_answer_about_a_campaign_is_in_the_log(
    campaign: Campaign, answer: str, lang: str
) -> None:
    header, row = "date,oblast,type,reached\n", "{}-08-01,KG-N,lecture,{}\n"
    content = (header + row.format(2017, 1) + row.format(2026, 2)).encode()
    answers = {("date", "2017"): "2017", ("date", "2026"): answer}
    requested = replace(AS_IT_IS, answers=answers)
    report = read(campaign, content, requested)
    assert report.accepted + report.excluded == 2 and report.questions == ()
    log = load_log(campaign, save_log(campaign, report, requested, lang))
    assert log.answers == answers and log.unread == ()
    other = (header + row.format(2017, 1) + row.format(2026, 2) + row.format(2026, 3)).encode()
    first = read(campaign, other)
    assert [(q.folded, q.rows) for q in first.questions] == [("2026", 2), ("2017", 1)]
    _, again = apply_log(log, lambda options: read(campaign, other, options), AS_IT_IS, first)
    assert again.excluded == (2 if answer == EXCLUDE else 0) and again.questions == ()
    assert again.rows == again.accepted + again.excluded == 3
