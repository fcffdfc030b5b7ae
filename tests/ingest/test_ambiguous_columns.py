"""Several columns that fit one value are a question; columns that are not read are named."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from campaign.commands.check import to_json_object
from campaign.domain.campaign import Campaign
from campaign.exports.data_check.result_files import log_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.carry_over import apply_log, carry_over_version, make_portable
from campaign.ingest.cleaning_log import log_lines, read_log
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.replies import AS_IT_IS, NOT_REPORTED, Replies, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.suggestions import find_suggestions

EN = Text.of("en")
TWO = "Дата,Область,Вид,Охвачено,Количество участников\n"
ROWS = "2017-08-01,KG-N,lecture,40,40\n2017-08-02,KG-N,lecture,,77\n2017-08-03,KG-N,lecture,9,\n"


def read(campaign: Campaign, content: str | bytes, replies: Replies = AS_IT_IS) -> ValidationReport:
    data = content.encode() if isinstance(content, str) else content
    report = ingest_file(data, "register", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    assert report.rows == report.accepted + report.rejected + report.excluded
    return report


def offers(report: ValidationReport) -> dict[str, tuple[int, ...]]:
    assert all(one.suggestion is None for one in report.missing_columns)
    return {one.name: one.offers for one in report.missing_columns if one.is_ambiguous}


def unused(report: ValidationReport) -> list[str]:
    notes = [note for note in report.notes if note.rule == "unused_columns"]
    return [name for note in notes for name in str(note.params["headers"]).split("\n")]


def merged_header() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Дата", "Область", "Вид", "Участники", None])
    sheet.append(["2017-08-01", "KG-N", "lecture", 10, 15])
    sheet.merge_cells("D1:E1")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def numbered(header: str) -> str:
    rows = "2017-08-01,KG-N,lecture,40,\n2017-08-02,KG-N,lecture,,77\n"
    return f"Дата,Область,Вид,Охвачено,{header}\n{rows}"


NAMES = "date,oblast,type,reached"
REQUIRED = {
    "other names of people reached": (TWO + ROWS, {"reached": (3, 4)}),
    "a unit and none": (
        TWO.replace("Количество участников", "Охвачено (чел.)") + ROWS,
        {"reached": (3, 4)},
    ),
    **{
        f"a number of a program: {name}": (numbered(name), {"reached": (3, 4)})
        for name in ("Охвачено_001", "Охвачено.1", "Охвачено (2)", "Охвачено2")
    },
    "columns of numbers below one merged header": (merged_header(), {"reached": (3, 4)}),
    # The numbers of both tables are equal, so that they leave no choice.
    "a second table beside the first": (
        f"{NAMES},,{NAMES}\n2017-08-01,KG-N,lecture,40,,2017-08-02,KG-O,training,40\n",
        {"date": (0, 5), "oblast": (1, 6), "type": (2, 7)},
    ),
    "two days": (
        "Дата проведения,Дата мероприятия,Область,Вид,Охвачено\n"
        "01.08.2017,02.08.2017,KG-N,lecture,40\n",
        {"date": (0, 1)},
    ),
    "two regions and two types": (
        "Дата,Область,Область проведения,Тип,Вид,Охвачено\n"
        "01.08.2017,Нарын,Талас,лекция,тренинг,40\n",
        {"oblast": (1, 2), "type": (3, 4)},
    ),
    "two equal names": (
        "date,oblast,type,reached,reached\n2017-08-01,KG-N,lecture,40,50\n",
        {"reached": (3, 4)},
    ),
    "two tags": (
        "#date,#adm1+code,#activity+type,#reached,#reached+total\n2017-08-01,KG-N,lecture,40,50\n",
        {"reached": (3, 4)},
    ),
}


@pytest.mark.parametrize(("content", "expected"), REQUIRED.values(), ids=REQUIRED.keys())
def test_no_row_is_read_before_the_owner_chooses(
    campaign: Campaign, content: str | bytes, expected: dict[str, tuple[int, ...]]
) -> None:
    report = read(campaign, content)
    assert offers(report) == expected
    assert (report.status, report.accepted) == ("issues", 0)
    assert [(issue.rule, issue.column) for issue in report.issues] == [
        ("ambiguous_column", name) for name in expected
    ]
    assert report.unanswered.rows == report.rejected == report.rows
    assert not find_suggestions(report, AS_IT_IS, None).count
    last = {positions[-1]: name for name, positions in expected.items()}
    chosen = read(campaign, content, make_replies(column=last))
    assert chosen.accepted == report.rows and not offers(chosen)
    assert "second_column" not in chosen.by_rule()


def test_headings_of_regions_do_not_settle_two_columns_of_regions(campaign: Campaign) -> None:
    content = (
        "Дата,Область,Область проведения,Вид,Охвачено\n,Чуйская область,,,\n"
        "01.08.2017,Нарын,Талас,лекция,40\n02.08.2017,Нарын,Баткен,лекция,50\n"
    )
    report = read(campaign, content)
    assert offers(report) == {"oblast": (1, 2)} and report.accepted == 0


def test_a_sheet_with_a_question_is_still_the_best_sheet(campaign: Campaign) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet()
    assert first is not None
    for line in (TWO + ROWS).splitlines():
        first.append(line.split(","))
    for line in ("Дата,Область,Вид,Охвачено", "2017-08-01,KG-N,lecture,1"):
        second.append(line.split(","))
    out = BytesIO()
    book.save(out)
    report = read(campaign, out.getvalue())
    assert report.detected is not None and report.detected.sheet == first.title
    assert offers(report) == {"reached": (3, 4)}


def test_an_answer_decides_the_total(campaign: Campaign) -> None:
    sums = {
        at: read(campaign, TWO + ROWS, make_replies(column={at: "reached"})).frame["reached"].sum()
        for at in (3, 4)
    }
    assert sums == {3: 49, 4: 117}
    values = make_replies(file_value={"reached": NOT_REPORTED})
    report = read(campaign, TWO + ROWS, values)
    assert report.accepted == 3 and report.frame["reached"].isna().all()
    assert not report.missing_columns
    # A column that is not to be read leaves only the other one.
    report = read(campaign, TWO + ROWS, make_replies(column={3: None}))
    assert report.frame["reached"].sum() == 117


@pytest.mark.parametrize(
    ("name", "headers", "cells"),
    [
        ("title", "Мероприятие,Тема", "Урок,Права детей"),
        ("women", "женщин,из них женщин", "10,11"),
        ("note", "Замечания,Комментарий", "а,б"),
    ],
)
def test_rows_count_without_a_column_that_is_not_required(
    campaign: Campaign, name: str, headers: str, cells: str
) -> None:
    report = read(campaign, f"{NAMES},{headers}\n2017-08-01,KG-N,lecture,40,{cells}\n")
    assert (report.status, report.accepted) == ("issues", 1)
    assert offers(report) == {name: (4, 5)}
    (issue,) = report.issues
    assert (issue.rule, issue.column) == ("ambiguous_optional_column", name)
    assert report.frame[name].isna().all() or (report.frame[name] == "").all()
    second = make_replies(column={5: name})
    report = read(campaign, f"{NAMES},{headers}\n2017-08-01,KG-N,lecture,40,{cells}\n", second)
    assert str(report.frame[name].item()).removesuffix(".0") == cells.split(",")[1]
    assert report.status == "clean" and unused(report) == [headers.split(",")[0]]


NO_CHOICE = {
    "equal values in two languages": (
        "Дата,Область,Облус,Вид,Охвачено,План охвата\n"
        "2017-08-01,Нарынская область,Нарын облусу,lecture,40,90\n",
        ["Облус", "План охвата"],
    ),
    "an empty column": (
        "Дата,Область,Вид,Охват,Охвачено\n2017-08-01,KG-N,lecture,,40\n",
        ["Охват"],
    ),
    "a column with all values of the other": (
        "Дата,Область,Вид,Охват,Охвачено\n2017-08-01,KG-N,lecture,,40\n"
        "2017-08-02,KG-N,lecture,7,7\n",
        ["Охват"],
    ),
    "words about a number": (
        "Дата,Область,Вид,Охвачено,Явка\n2017-08-01,KG-N,lecture,40,reported\n",
        ["Явка"],
    ),
    "the number of another year": (
        "Дата,Область,Вид,Охвачено,Охвачено 2016\n2017-08-01,KG-N,lecture,40,90\n",
        ["Охвачено 2016"],
    ),
}


@pytest.mark.parametrize(("content", "names"), NO_CHOICE.values(), ids=NO_CHOICE.keys())
def test_columns_that_leave_no_choice_are_no_question(
    campaign: Campaign, content: str, names: list[str]
) -> None:
    report = read(campaign, content)
    assert (report.status, report.frame["reached"].iloc[0]) == ("clean", 40)
    assert not report.missing_columns and unused(report) == names


@pytest.mark.parametrize(
    ("header", "cell", "warned"),
    [("attendance", "50", True), ("attendance", "40", False), ("reached_001", "50", True)],
)
def test_the_exact_name_of_a_column_is_read_and_the_other_is_named(
    campaign: Campaign, header: str, cell: str, warned: bool
) -> None:
    content = f"{NAMES},{header}\n2017-08-01,KG-N,lecture,40,{cell}\n"
    report = read(campaign, content)
    assert report.frame["reached"].tolist() == [40] and unused(report) == [header]
    warnings = [issue.params for issue in report.issues]
    other = {"column": f"{header} (E)", "other": "reached (D)", "count": 1, "first": 2}
    assert warnings == ([other] if warned else [])
    decided = read(campaign, content, make_replies(column={4: None}))
    assert decided.status == "clean"


def test_a_reader_of_the_json_sees_the_columns(campaign: Campaign) -> None:
    summary = to_json_object(read(campaign, TWO + ROWS), EN)
    (problem,) = summary["issues"]
    assert (summary["status"], problem["rule"], problem["severity"]) == (
        *("problems", "ambiguous_column", "error"),
    )
    assert "“Охвачено” and “Количество участников”" in problem["message"]
    assert (summary["accepted"], summary["read_as"]["columns"]["Охвачено"]) == (0, None)
    content = "№ п/п,Дата,Область,Вид,Охвачено,Смета\n1,2017-08-01,KG-N,lecture,40,9\n"
    (note,) = to_json_object(read(campaign, content), EN)["notes"]
    assert note["rule"] == "unused_columns" and "“Смета”" in note["message"]
    assert "№" not in note["message"]


# Times of forms -------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["Отметка времени", "Timestamp", "Убакыт белгиси", "today"])
def test_the_time_of_an_answer_is_not_suggested_as_the_day(campaign: Campaign, header: str) -> None:
    rows = "05.12.2017 10:12:33,01.08.2017,KG-N,lecture,40\n"
    content = f"{header},Провели,Область,Вид,Охвачено\n{rows}"
    (missing,) = read(campaign, content).missing_columns
    assert (missing.offers, missing.suggestion) == ((1,), 1)
    # Without another day the owner is asked, and nothing is suggested.
    alone = content.replace("Провели,", "").replace("01.08.2017,", "")
    report = read(campaign, alone)
    (missing,) = report.missing_columns
    assert (missing.offers, missing.suggestion) == ((0,), None)
    assert not find_suggestions(report, AS_IT_IS, None).count
    # Of two other days none is suggested.
    two = content.replace("Провели", "Провели,Сдали").replace(
        ",01.08.2017", ",01.08.2017,02.08.2017"
    )
    report = read(campaign, two)
    (missing,) = report.missing_columns
    assert (missing.offers, missing.suggestion) == ((1, 2), None)
    assert not find_suggestions(report, AS_IT_IS, None).count


def test_start_and_end_are_days_without_a_time_of_day(campaign: Campaign) -> None:
    content = "start,end,oblast,type,reached\n2017-08-01,2017-08-02,KG-N,lecture,40\n"
    report = read(campaign, content)
    assert report.frame["end_date"].dt.day.tolist() == [2]
    timed = content.replace("08-01", "08-01T10:00:03").replace("08-02", "08-02T10:00:09")
    report = read(campaign, timed)
    assert [one.name for one in report.missing_columns] == ["date"] and report.accepted == 0
    day = timed.replace("oblast,", "Дата проведения,oblast,").replace("KG-N", "2017-08-05,KG-N")
    report = read(campaign, day)
    assert report.frame["date"].dt.day.tolist() == [5] and report.frame["end_date"].isna().all()


def test_a_question_in_two_groups_of_a_form_is_not_chosen(campaign: Campaign) -> None:
    content = (
        "one/date;two/date;oblast;type;reached;_id;_uuid\n"
        "2017-08-01;2017-08-02;KG-N;lecture;40;1;a\n"
    )
    report = read(campaign, content)
    (missing,) = report.missing_columns
    assert (missing.name, missing.offers, missing.suggestion) == ("date", (0, 1), None)


# The answer in the next file --------------------------------------------------------------------

ANSWER = make_replies(column={4: "reached"})


Reread = tuple[Replies, ValidationReport]


def by_log(
    campaign: Campaign,
    lang: str,
    new: str,
    old: str = TWO + ROWS,
    answer: Replies = ANSWER,
) -> Reread:
    text, codes = Text.of(lang), campaign_reference(campaign).codes
    lines = log_lines(read(campaign, old, answer), answer, codes, text)
    assert [line.read_as for line in lines][0] == text("People reached")
    log = read_log(log_csv(lines, text), "log.csv", codes)
    assert isinstance(log, Replies)
    first = read(campaign, new)
    return apply_log(log, lambda options: read(campaign, new, options), AS_IT_IS, first)


def by_version(
    campaign: Campaign, _: str, new: str, old: str = TWO + ROWS, answer: Replies = ANSWER
) -> Reread:
    applied, detected = (read(campaign, old, one).detected for one in (answer, AS_IT_IS))
    former = make_portable(answer, applied, detected)
    carried, report = carry_over_version(
        former, lambda options: read(campaign, new, options), read(campaign, new)
    )
    return carried.replies, report


@pytest.mark.parametrize("next_file", [by_log, by_version])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_applies_to_the_next_file(campaign: Campaign, lang: str, next_file) -> None:  # type: ignore[no-untyped-def]
    moved = "Организатор," + TWO + ROWS.replace("2017", "ОсОО,2017").replace("77", "78")
    used, report = next_file(campaign, lang, moved)
    assert used == make_replies(column={5: "reached"})
    assert report.frame["reached"].sum() == 118


@pytest.mark.parametrize("next_file", [by_log, by_version])
def test_a_former_column_does_not_settle_a_new_question(campaign: Campaign, next_file) -> None:  # type: ignore[no-untyped-def]
    old = "Дата,Область,Вид,Было\n2017-08-01,KG-N,lecture,40\n"
    new = "Дата,Область,Вид,Охват,Явка,Было\n2017-08-01,KG-N,lecture,7,8,40\n"
    used, report = next_file(campaign, "ru", new, old, make_replies(column={3: "reached"}))
    assert used == AS_IT_IS and offers(report) == {"reached": (3, 4)}
