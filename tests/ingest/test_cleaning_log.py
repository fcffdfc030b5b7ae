"""Answers and corrections of the user lose no row, and the cleaning log restores them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.result_files import corrected_csv, corrected_xlsx, log_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.carry_over import apply_log
from campaign.ingest.cleaning_log import log_lines, read_log
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.replies import (
    AS_IT_IS,
    BY_PLACE,
    EXCLUDE,
    NOT_REPORTED,
    PLACE_REGION,
    CellCorrection,
    Replies,
    Reply,
    make_replies,
)
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from tests.examples import examples

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
MONTHLY = (CORPUS / "values/monthly_report.csv").read_bytes()


def read(campaign: Campaign, content: bytes, replies: Replies = AS_IT_IS) -> ValidationReport:
    report = ingest_file(content, "register.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    return report


def save_log(
    campaign: Campaign, report: ValidationReport, replies: Replies, lang: str = "ru"
) -> bytes:
    text = Text.of(lang)
    return log_csv(log_lines(report, replies, campaign_reference(campaign).codes, text), text)


def load_log(campaign: Campaign, content: bytes) -> Replies:
    log = read_log(content, "log.csv", campaign_reference(campaign).codes)
    assert isinstance(log, Replies)
    return log


def replay(campaign: Campaign, content: bytes, log: Replies) -> tuple[Replies, ValidationReport]:
    return apply_log(
        log,
        lambda replies: read(campaign, content, replies),
        AS_IT_IS,
        read(campaign, content),
    )


def answer_all(report: ValidationReport) -> Replies:
    """Return an answer for each question: its first suggestion, else the exclusion of its rows."""
    answers = {
        (q.subject, q.folded): q.offers[0] if q.offers else EXCLUDE for q in report.questions
    }
    return make_replies(answers)


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
def clean_report(campaign: Campaign) -> tuple[Replies, ValidationReport]:
    first = read(campaign, MONTHLY)
    cells = correct(first, date="02.08.2017", reached="7")
    replies = answer_all(first).add(make_replies(cell=cells))
    return replies, read(campaign, MONTHLY, replies)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_log_in_any_language_gives_the_same_register(
    campaign: Campaign, clean_report: tuple[Replies, ValidationReport], lang: str
) -> None:
    replies, report = clean_report
    log = load_log(campaign, save_log(campaign, report, replies, lang))
    replayed, again = replay(campaign, MONTHLY, log)
    assert set(replayed) == set(replies)
    assert same_rows(report.frame, again.frame)
    assert again.notes[-1].params == {"used": len(log), "lines": len(log)}


def test_answers_apply_to_the_next_file_and_cells_only_to_the_same_row(
    campaign: Campaign, clean_report: tuple[Replies, ValidationReport]
) -> None:
    log = load_log(campaign, save_log(campaign, clean_report[1], clean_report[0]))
    words = MONTHLY.decode("utf-8-sig")
    # With one more row at the top, the row with the wrong day is the same, but one row lower.
    header, first, rest = words.partition("31.07.2017")
    later = header + "30.07.2017;Ош;школа 0;Лекцыя;Условное мероприятие 0;40\r\n" + first + rest
    # The row with «много» is changed.
    later = later.replace("Условное мероприятие 6", "Условное мероприятие 66")
    replies, report = replay(campaign, later.encode("utf-8-sig"), log)
    assert (8, "date") in replies.of("cell") and len(replies.of("cell")) == 1
    assert [(cell.row, cell.column) for cell in report.open_cells] == [(10, "reached")]
    assert report.questions == () and (10, "whole") in {(p.row, p.rule) for p in report.issues}
    assert report.notes[-1].params == {"used": len(log) - 1, "lines": len(log)}


@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_the_corrected_register_is_read_without_a_question(
    campaign: Campaign, clean_report: tuple[Replies, ValidationReport], file: str
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
    assert log.of("type") == {"субботник": "public_action"}
    assert log.of("reached") == {"около 70": "1070"}
    assert log.of("cell") == {(12, "reached"): CellCorrection("-5", "5")}
    assert set(log.of("unread")) == {3, 5, 8}


def test_a_log_of_an_earlier_version_is_read(campaign: Campaign) -> None:
    words = (
        "Column;As written;As understood;By rule or by hand\n"
        "Type of activity;Субботник;Public action;by hand, every cell written so\n"
        "Oblast or city;Ош;;by hand, as the district or place of the row says\n"
        "Облус же шаар;;районго же орунга карап;кол менен, бүт таблица\n"
    )
    words += "Кол тамга жазылган саптар;;сап эсепке алынган жок;кол менен, бүт таблица\n"
    log = load_log(campaign, words.encode())
    answers = {("type", "субботник"): "public_action", (BY_PLACE, "ош"): PLACE_REGION}
    values = {"oblast": PLACE_REGION}
    assert set(log) == set(make_replies(answers, file_value=values, signatures=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_about_the_numbers_of_a_table_are_in_the_log(campaign: Campaign, lang: str) -> None:
    headers = "Охват, чел.;;\nОбласть;Август;Сентябрь\n"
    content = f"{headers}Чуйская;10;20\nНарынская;5;\n".encode()
    request = {"type": "lecture", "year": "2017", "note": Text.of(lang)("Total for the month")}
    replies = make_replies(wide=request)
    report = read(campaign, content, replies)
    assert report.accepted == 3
    log = load_log(campaign, save_log(campaign, report, replies, lang))
    assert log.of("wide") == request and len(log) == 3
    # The same answers apply to the table of the next months.
    following = content.replace("Август;Сентябрь".encode(), "Октябрь;Ноябрь".encode())
    used, again = replay(campaign, following, log)
    assert used.of("wide") == request and again.accepted == 3 and again.rejected == 0
    assert again.frame["date"].dt.month.tolist() == [10, 11, 10]
    note = next(note for note in again.notes if note.rule == "cleaning_log_applied")
    assert note.params == {"used": 3, "lines": 3}


OWN_HEADERS = "Когда было;Дата сдачи;Где было;Что было\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_about_missing_columns_are_in_the_log(campaign: Campaign, lang: str) -> None:
    content = f"{OWN_HEADERS}01.08.2017;05.08.2017;Наша;Разное\n02.08.2017;;Наша;Разное\n".encode()
    replies = make_replies(
        column={0: "date"},
        file_value={"oblast": "KG-N", "type": "lecture", "reached": NOT_REPORTED},
    )
    report = read(campaign, content, replies)
    assert report.accepted == 2
    log = load_log(campaign, save_log(campaign, report, replies, lang))
    assert log.of("column") == {("когда было", 1, 1): "date"} and len(log) == 4
    assert log.of("file_value") == replies.of("file_value")
    # In the file of the next month, the column has another position.
    following = "Дата сдачи;Что было;Где было;Когда было\n05.10.2017;Разное;Наша;01.10.2017\n"
    used, again = replay(campaign, following.encode(), log)
    assert used.of("column") == {3: "date"} and used.of("file_value") == replies.of("file_value")
    assert again.frame["date"].dt.month.tolist() == [10]
    note = next(note for note in again.notes if note.rule == "cleaning_log_applied")
    assert note.params == {"used": 4, "lines": 4}


def test_excluded_signature_lines_are_in_the_log(campaign: Campaign) -> None:
    content = (
        "Дата;Область;Вид;Охвачено\n01.08.2017;Чуйская;Лекция;30\n;;;\n"
        "Исполнитель: Асанов А. А.;;;\n"
    ).encode()
    assert read(campaign, content).signature_lines
    replies = make_replies(signatures=True)
    saved = save_log(campaign, read(campaign, content, replies), replies)
    assert "Асанов" not in saved.decode("utf-8-sig")
    used, again = replay(campaign, content, load_log(campaign, saved))
    assert used.value("signatures") and again.signatures_confirmed
    note = next(note for note in again.notes if note.rule == "cleaning_log_applied")
    assert note.params == {"used": 1, "lines": 1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_log_is_not_a_register(
    campaign: Campaign, clean_report: tuple[Replies, ValidationReport], lang: str
) -> None:
    replies, report = clean_report
    saved = save_log(campaign, report, replies, lang)
    assert [issue.rule for issue in read(campaign, saved).issues] == ["cleaning_log"]


def test_a_log_does_not_replace_a_column_of_the_next_file(campaign: Campaign) -> None:
    replies = make_replies(file_value={"oblast": "KG-N", "date": "2017-08-01/2017-08-31"})
    report = read(campaign, "Вид;Охвачено\nЛекция;30\n".encode(), replies)
    log = load_log(campaign, save_log(campaign, report, replies))
    used, again = replay(campaign, "Область;Вид;Охвачено\nЧуйская;Лекция;30\n".encode(), log)
    # The period applies only to the former file, and each row of the next file has a region.
    assert used == AS_IT_IS and [one.name for one in again.missing_columns] == ["date"]


def test_a_period_in_the_log_applies_only_to_its_file(campaign: Campaign) -> None:
    content = "Охват, чел.;;;\n;Чуйская;Нарынская;Ошская\nЛекция;10;5;7\n".encode()
    request = {"note": "Итог за месяц", "period": "2017-08-01/2017-08-31"}
    replies = make_replies(wide=request)
    report = read(campaign, content, replies)
    assert report.accepted == 3
    log = load_log(campaign, save_log(campaign, report, replies))
    assert log.of("wide") == request
    assert replay(campaign, content, log)[1].accepted == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_with_a_place_are_replayed_by_it(campaign: Campaign, lang: str) -> None:
    content = (CORPUS / "values/osh_by_place.csv").read_bytes()
    answers = {(BY_PLACE, "ош"): PLACE_REGION, ("oblast", "ош"): "other"}
    replies = make_replies(answers)
    report = read(campaign, content, replies)
    log = load_log(campaign, save_log(campaign, report, replies, lang))
    assert set(log) == set(replies)
    used, again = replay(campaign, content, log)
    assert set(used) == set(replies) and same_rows(again.frame, report.frame)


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
    replies = make_replies(cell=phone)
    report = read(campaign, content, replies)
    assert report.rejected == 1 and "correction_rejected" in {p.rule for p in report.issues}
    for one in (first, report):
        files = corrected_csv(one) + save_log(campaign, one, replies)
        assert name.encode() not in files and b"0555" not in files


# Logs of the former version -----------------------------------------------------------------------

SAVED = Path(__file__).parent / "saved_logs"
"""Logs that the version before the list of replies has saved, about the three files below."""
REGISTER = (
    "Когда было;Область;Район;Вид;Охвачено;Сколько пришло;Название\n"
    "01.08.2017;Ош;Өзгөн району;Лекция;5;около 50;\n"
    "02.08.2017;Ош;;Лекцыя;;40;\n"
    "03.08.2017;Нарынскя обл.;;Субботник;;много;\n"
    "32.08.2017;Чуйская;;Лекция;;60-70;\n"
    "04.08.2017;Чуйская;;Пикник;;10;\n"
    "05.08.2026;Чуйская;;Лекция;;20;\n"
    ";;;;;;* Условное мероприятие\n"
    ";;;;;;\n"
    "Исполнитель: Асанов А. А.;;;;;;\n"
)
ANSWERS = make_replies(
    column={0: "date", 4: None, 5: "reached"},
    oblast={"ош": "KG-GO", "нарынскя обл": "KG-N"},
    type={"лекцыя": "lecture", "субботник": "public_action", "пикник": EXCLUDE},
    reached={"около 50": "50", "60-70": NOT_REPORTED},
    date={"2017": "2017", "2026": EXCLUDE},
    cell={
        (4, "reached"): CellCorrection("много", "7", "8f080250"),
        (5, "date"): CellCorrection("32.08.2017", "02.08.2017", "5be7dedb"),
    },
    signatures=True,
    counted_row={"80d6fea3": True},
).add([Reply(BY_PLACE, "ош", PLACE_REGION)])
VALUES = (
    "Когда было;Дата сдачи;Где было;Что было\n"
    "01.08.2017;05.08.2017;Кара-Суйский район;Разное\n"
    "02.08.2017;;Сокулукский район;Разное\n"
)
WIDE = "Охват, чел.;;\nОбласть;Август;Сентябрь\nЧуйская;10;20\nНарынская;5;\n"


@pytest.mark.parametrize(
    ("saved", "words", "replies", "accepted"),
    [
        *((f"register-{lang}", REGISTER, ANSWERS, 4) for lang in LANGUAGES),
        (
            "values-ru",
            VALUES,
            make_replies(
                column={0: "date", 1: None},
                file_value={"oblast": "KG-N", "type": "lecture", "reached": NOT_REPORTED},
            ),
            2,
        ),
        (
            "wide-ky",
            WIDE,
            make_replies(wide={"type": "lecture", "year": "2017", "note": "Айдын жыйынтыгы"}),
            3,
        ),
    ],
)
def test_a_log_that_the_former_version_saved_gives_the_same_register(
    campaign: Campaign, saved: str, words: str, replies: Replies, accepted: int
) -> None:
    log = load_log(campaign, (SAVED / f"{saved}.csv").read_bytes())
    used, report = replay(campaign, words.encode(), log)
    assert set(used) == set(replies) and report.accepted == accepted
    assert report.notes[-1].params == {"used": len(replies), "lines": len(log)}
    # The log of these replies is the file itself, word for word.
    first = read(campaign, words.encode(), used)
    assert save_log(campaign, first, used, saved[-2:]) == (SAVED / f"{saved}.csv").read_bytes()


def test_a_summary_table_is_not_read_with_the_values_of_a_register(campaign: Campaign) -> None:
    """Nobody has said that its numbers are totals."""
    log = load_log(campaign, (SAVED / "values-ru.csv").read_bytes())
    used, report = replay(campaign, WIDE.replace(";;", " 2017;;", 1).encode(), log)
    assert used == AS_IT_IS and report.accepted == 0 and report.pivot is not None


@pytest.mark.parametrize("period", ["2017-08-32/2017-09-01", "2017-09-01/2017-08-01", "2017-08-01"])
def test_a_period_that_is_none_cannot_be_read(campaign: Campaign, period: str) -> None:
    words = "Столбец;Исходное значение;Учтено как;По правилу или вручную\n"
    words += f"Период;;{period};вручную, вся таблица\nГод;;2017;вручную, вся таблица\n"
    log = load_log(campaign, words.encode())
    assert log.of("wide") == {"year": "2017"} and set(log.of("unread")) == {2}


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


def draw_options(data: st.DataObject, report: ValidationReport) -> Replies:
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
    return make_replies(answers, cell=cells)


@examples(60)
@given(ROWS, st.data())
def test_any_answers_account_for_every_row_and_are_replayed(
    campaign: Campaign, rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    content = register(rows)
    first = read(campaign, content)
    replies = draw_options(data, first)
    report = read(campaign, content, replies)
    assert report.rows == len(rows) == first.rows
    assert report.rows == report.accepted + report.rejected + report.excluded
    excluded = [p.row for p in report.corrections if p.rule == "row_excluded"]
    assert len(excluded) == len(set(excluded)) == report.excluded
    log = load_log(campaign, save_log(campaign, report, replies))
    assert set(log) == set(replies)
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
    replies = make_replies(answers)
    report = read(campaign, content, replies)
    assert report.accepted + report.excluded == 2 and report.questions == ()
    log = load_log(campaign, save_log(campaign, report, replies, lang))
    assert set(log) == set(replies)
    other = (header + row.format(2017, 1) + row.format(2026, 2) + row.format(2026, 3)).encode()
    first = read(campaign, other)
    assert [(q.folded, q.rows) for q in first.questions] == [("2026", 2), ("2017", 1)]
    _, again = apply_log(log, lambda options: read(campaign, other, options), AS_IT_IS, first)
    assert again.excluded == (2 if answer == EXCLUDE else 0) and again.questions == ()
    assert again.rows == again.accepted + again.excluded == 3
