"""Suggestions that one click accepts are unambiguous, and accepting them loses no row."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import AS_IT_IS, NOT_REPORTED, Replies, Reply, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.suggestions import (
    Suggestions,
    accept_suggestions,
    find_suggestions,
)

HEAD = "Дата;Область;Вид;Название;Охвачено\n"
OFFICE = (
    "№;Когда;Где провели;Что сделали;Пришло, чел.\n"
    "1;01.08.2017;Нарынскя область;лекция;40\n"
    "2;03.08.2017;Чуйская область;лекцыя;около 50\n"
    "3;05.08.2017;Таласская область;тренинг;60-70 чел.\n"
    "4;05.08.2017;Ош;тренинг;30\n"
    "5;05.08.2017;Ош;тренинг;30\n"
    ";;Итого;;250\n"
    "Исполнитель: Условнов А. А., тел. 0555 12 34 56;;;;\n"
)
DIFFICULT = {
    # Unknown headers, misspellings, an estimate, a range, «Ош», a duplicate, a total, a signature.
    "office": OFFICE,
    # An unknown header, and an invalid date.
    "headers": "Когда;Где провели;Вид;Охвачено\n"
    "01.08.2017;Чуйская область;лекцыя;40\n32.08.2017;Баткенскя область;Лекция;около 7\n",
    # A misspelling similar to two names, another country, and an estimate inside a text.
    "names": HEAD + "01.08.2017;Ошск;Лекцыя;Условное 1;более 100\n"
    "02.08.2017;Алматы;Субботник;Условное 2;примерно от 30 до 50\n"
    "02.08.2017;Баткенскя;Лекцыя;Условное 3;ок. 20\n",
}


def workbook_of(titles: tuple[str, ...]) -> bytes:
    """Return a workbook with these sheets, each of one activity with misspelled names."""
    book = Workbook()
    for at, title in enumerate(titles):
        sheet = book.active if at == 0 else book.create_sheet()
        sheet.title = title
        sheet.append(HEAD.strip().split(";"))
        day = f"0{at + 1}.08.2017"
        sheet.append([day, "Нарынскя область", "Лекцыя", f"Условное {at}", "около 50"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(campaign: Campaign, content: str, replies: Replies = AS_IT_IS) -> ValidationReport:
    report = ingest_file(content.encode(), "register.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    assert report.rows == report.accepted + report.rejected + report.excluded
    return report


def suggest(campaign: Campaign, content: str, replies: Replies = AS_IT_IS) -> Suggestions:
    return find_suggestions(
        read(campaign, content, replies),
        replies,
        lambda options: read(campaign, content, options),
    )


def test_suggested_with_one_suggestion_are_listed_before_they_are_accepted(
    campaign: Campaign,
) -> None:
    suggestions = suggest(campaign, OFFICE)
    values = {(one.kind, one.written): one.value for one in suggestions.replies}
    assert values == {
        ("column", "Где провели"): "oblast",
        ("column", "Что сделали"): "type",
        ("signatures", ""): True,
        ("oblast", "Нарынскя область"): "KG-N",
        ("type", "лекцыя"): "lecture",
        ("reached", "около 50"): "50",
    }
    # «60-70 чел.» and «Ош» remain questions.
    assert suggestions.kinds == {"columns", "signatures", "names", "numbers"}
    assert suggestions.questions == 2


@pytest.mark.parametrize("content", DIFFICULT.values(), ids=DIFFICULT)
def test_accepting_loses_no_row(campaign: Campaign, content: str) -> None:
    suggestions = suggest(campaign, content)
    replies = accept_suggestions(AS_IT_IS, suggestions.replies)
    before, after = read(campaign, content), read(campaign, content, replies)
    assert suggestions.replies and after.rows == before.rows
    assert after.accepted >= before.accepted
    # No suggestion remains, and questions without a suggestion are still open.
    assert not suggest(campaign, content, replies).replies
    assert len(after.questions) == suggestions.questions
    assert all(len(question.offers) != 1 for question in after.questions)


@pytest.mark.parametrize(
    "header", ["Бюджет, сом", "Год", "№ школы", "Часов", "Возраст", "Всего пришло"]
)
def test_no_column_of_numbers_is_suggested_as_attendance(campaign: Campaign, header: str) -> None:
    content = f"Дата;Область;Вид;{header}\n01.08.2017;Чуйская область;лекцыя;15000\n"
    suggested = suggest(campaign, content).replies
    assert {one.kind for one in suggested} <= {"type"}


def test_two_possible_columns_have_no_suggestion(campaign: Campaign) -> None:
    content = "Приказ от;Проведено;Область;Вид;Охвачено\n"
    content += "01.07.2017;01.08.2017;Чуйская область;лекцыя;40\n"
    assert all(one.kind != "column" for one in suggest(campaign, content).replies)


@pytest.mark.parametrize(
    ("titles", "count"), [(("Июль", "Август 2017"), 2), (("Факт", "План на сентябрь"), 0)]
)
def test_only_sheets_of_months_are_suggested_as_one_register(
    campaign: Campaign, titles: tuple[str, str], count: int
) -> None:
    def reread(replies: Replies) -> ValidationReport:
        report = ingest_file(content, "register.xlsx", campaign, replies=replies)
        assert isinstance(report, ValidationReport)
        return report

    content = workbook_of(titles)
    suggestions = find_suggestions(reread(AS_IT_IS), AS_IT_IS, reread)
    assert len(suggestions.sheets) == count


def test_no_number_is_invented(campaign: Campaign) -> None:
    replies = accept_suggestions(AS_IT_IS, suggest(campaign, OFFICE).replies)
    frame = read(campaign, OFFICE, replies).frame
    assert frame["reached"].tolist() == [40, 50]
    assert list(frame["estimated"]) == ["", "reached"]


def test_a_later_answer_is_not_overwritten(campaign: Campaign) -> None:
    suggested = suggest(campaign, DIFFICULT["names"]).replies
    (about,) = {(one.kind, str(one.key)) for one in suggested if one.written == "более 100"}
    own = make_replies({about: NOT_REPORTED})
    replies = accept_suggestions(own, suggested)
    assert Reply(*about, NOT_REPORTED) in replies and len(replies) == len(suggested)


def test_a_large_file_is_not_read_before_its_columns_are_accepted(campaign: Campaign) -> None:
    suggestions = find_suggestions(read(campaign, OFFICE), AS_IT_IS, None)
    assert suggestions.kinds == {"columns", "signatures"}
