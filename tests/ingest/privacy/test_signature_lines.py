"""Personal data in a line outside the table exclude the line; inside it they reject the file."""

from __future__ import annotations

import io

import openpyxl
import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.report import ValidationReport

HEADER = "Дата;Область;Вид мероприятия;Название;Организатор;Охвачено\n"
ROWS = (
    "01.08.2017;Нарын;Лекция;Условное мероприятие 1;Центр;100\n"
    "02.08.2017;Талас;Лекция;Условное мероприятие 2;Центр;50\n"
)
PHONE = "тел. 0555 00-00-00"


def read(words: str, campaign: Campaign, replies: Replies = AS_IT_IS) -> ValidationReport:
    report = ingest_file(words.encode("utf-8-sig"), "register.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    assert report.rows == report.accepted + report.excluded + report.rejected
    return report


def rows_of(report: ValidationReport) -> list[int]:
    assert report.accepted == 2, report.issues
    return [line.row for line in report.signature_lines]


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    "line",
    [
        f"Исполнитель: Примеров А. А., {PHONE}",
        "Исполнитель;Примеров;;;;0555 00-00-00",
        "Исп. Примеров А.А.",
        "Директор _________ И. И. Примеров",
        ";;;;Примеров А. А.;",
        "0555000000",
        "Контакты: primer@example.org",
        "Согласовано: начальник отдела;;Примерова;;«20» ноября 2017 г.;",
        "Аткаруучу: Мисал Үлгү уулу",
        "Бекитемин;;;А. Б. Мисалова;20.11.2017",
        "Даярдаган: Мисалова, адис",
    ],
)
@pytest.mark.parametrize("end", ["", "Итого;;;;;150\n", "\nИтого;;;;;150\n\n"])
def test_a_line_below_is_excluded(line: str, end: str, campaign: Campaign) -> None:
    report = read(f"{HEADER}{ROWS}{end}{line}\n", campaign)
    assert rows_of(report) == [4 + end.count("\n")]
    assert {issue.rule for issue in report.issues} == {"signature_line"}
    assert report.possible_names == ()
    sentence = make_replies(signatures=True)
    assert read(f"{HEADER}{ROWS}{end}{line}\n", campaign, sentence).status == "clean"


@pytest.mark.parametrize("line", [f"Исполнитель: Примеров А. А., {PHONE}", ";;Утверждаю;Примеров"])
def test_a_line_above_is_excluded(line: str, campaign: Campaign) -> None:
    for words in (f"{line}\n{HEADER}{ROWS}", f"{line}\n\n{HEADER}{ROWS}"):
        assert rows_of(read(words, campaign)) == [1]


@pytest.mark.parametrize("total", ["Итого;;;;;150", ";;;;;150"])
def test_a_line_between_entries_and_total_is_excluded(total: str, campaign: Campaign) -> None:
    words = f"{HEADER.strip()};Женщин\n{ROWS}Исполнитель: Примеров А. А., {PHONE}\n{total};90\n"
    assert rows_of(read(words, campaign)) == [4]


def test_a_line_above_repeated_headers_is_not_a_header(campaign: Campaign) -> None:
    words = f"Исполнитель: Примеров А. А.;{PHONE}\n{HEADER.strip()};Охвачено\n{ROWS}"
    assert rows_of(read(words, campaign)) == [1]


def test_lines_without_personal_data_have_no_issue(campaign: Campaign) -> None:
    words = f"Утверждаю\n{HEADER}{ROWS}\nМ.П.;;(подпись)\nИсполнитель: отдел координации\n"
    report = read(words, campaign)
    assert report.status == "clean" and rows_of(report) == []


@pytest.mark.parametrize(
    "row",
    [
        f"03.08.2017;Талас;Лекция;Условное мероприятие 3;Центр, {PHONE};10",
        f"03.08.2017;Талас;;;Центр, {PHONE};",
        f";;Лекция;Условное мероприятие 3;Центр, {PHONE};10",
        f";;;Условное мероприятие 3;Центр, {PHONE};10",
    ],
)
def test_an_identifier_in_an_entry_rejects_the_file(row: str, campaign: Campaign) -> None:
    assert read(f"{HEADER}{ROWS}{row}\n", campaign).status == "personal_data"
    # A signature below does not change this.
    assert read(f"{HEADER}{ROWS}{row}\nИсполнитель: {PHONE}\n", campaign).status == "personal_data"


def test_a_line_between_entries_rejects_the_file(campaign: Campaign) -> None:
    first, second = ROWS.splitlines(keepends=True)
    words = f"{HEADER}{first}Исполнитель: {PHONE}\n{second}"
    assert read(words, campaign).status == "personal_data"


def test_a_list_of_persons_rejects_the_file(campaign: Campaign) -> None:
    persons = "".join(f"Примеров А. А.;0555 00-00-{n:02}\n" for n in range(13))
    assert read(f"{HEADER}{ROWS}\n{persons}", campaign).status == "personal_data"
    assert read(f"{HEADER}\n{persons[:200]}", campaign).status == "personal_data"


def test_an_empty_form_with_a_signature_is_not_refused(campaign: Campaign) -> None:
    report = read(f"{HEADER}\nИсполнитель: Примеров А. А., {PHONE}\n", campaign)
    assert report.status == "issues" and report.excluded == 1


def test_a_requested_header_row_does_not_hide_personal_data_above_it(campaign: Campaign) -> None:
    row = f"03.08.2017;Талас;Лекция;Условное мероприятие 3;Центр, {PHONE};10\n"
    words = f"{HEADER}{row}{HEADER}{ROWS}"
    assert read(words, campaign, make_replies(header_row=3)).status == "personal_data"


def test_a_link_in_a_signature_is_excluded_with_it(campaign: Campaign) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in f"{HEADER}{ROWS}Исполнитель: Примеров А. А.".splitlines():
        sheet.append(line.split(";"))
    sheet["B4"].value, sheet["B4"].hyperlink = "primer@example.org", "mailto:primer@example.org"
    out = io.BytesIO()
    book.save(out)
    report = ingest_file(out.getvalue(), "register.xlsx", campaign)
    assert isinstance(report, ValidationReport) and rows_of(report) == [4], report.issues
