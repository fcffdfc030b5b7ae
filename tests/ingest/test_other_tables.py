"""Population files and plans with unknown columns have none of the questions of registers."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import make_replies
from campaign.ingest.report import ValidationReport

POPULATION = (
    "Где;На дату;Сколько живёт\nТалас;01.01.2017;250000\nНарын;01.01.2017;280000\n",
    "Где;Год отчёта;Сколько живёт\nТалас;2017;250000\nНарын;2017;280000\n",
    "Талас;2017;250000\nНарын;2017;280000\n",
    "Область;Всего тыс. чел.\nТалас;250\nНарын;280\n",
    "Область;2016;2017\nТалас;249000;250000\nНарын;279000;280000\n",
)
PLANS = (
    "Область;Вид;План\nТалас;Лекция;5\nНарын;Семинар;2\n",
    "Область;План на 2017 год\nТалас;5\nНарын;2\n",
)
REGISTERS = (
    "Область;Вид;Место;План;Пришло\nТалас;Лекция;Школа;50;40\n",
    "Дата;Область;Вид;План\n01.08.2017;Талас;Лекция;50\n",
    "Область;Пришло\nТалас;50\nНарын;60\n",
    "Область;Охвачено населения\nТалас;50000\nНарын;60000\n",
    "Дата;Область;Место;Численность участников\n01.08.2017;Талас;Школа;30\n",
    "Дата;Область;Зрители ТВ\n01.08.2017;Талас;90000\n02.08.2017;Талас;80000\n",
    "Область;Район;Вид;Цель мероприятия\nТалас;Манас;Лекция;рассказать\n",
)


def read(campaign: Campaign, text: str, **kinds: object) -> ValidationReport:
    options = make_replies(**kinds)
    report = ingest_file(text.encode(), "table.csv", campaign, replies=options)
    assert isinstance(report, ValidationReport)
    return report


@pytest.mark.parametrize("rule", ["population_columns", "plan_columns"])
def test_the_kind_of_table_is_named_without_questions(campaign: Campaign, rule: str) -> None:
    for text in POPULATION if rule == "population_columns" else PLANS:
        report = read(campaign, text)
        assert [issue.rule for issue in report.issues] == [rule], text
        assert (report.missing_columns, report.status) == ((), "unreadable")
        # The user can still choose columns.
        assert report.detected is not None and not report.preview.empty


@pytest.mark.parametrize("text", REGISTERS)
def test_a_register_that_lacks_columns_has_questions(campaign: Campaign, text: str) -> None:
    report = read(campaign, text)
    assert report.missing_columns and {i.rule for i in report.issues} == {"missing_column"}


def test_columns_that_the_user_chooses_have_priority(campaign: Campaign) -> None:
    report = read(campaign, POPULATION[1], column={2: "reached"})
    assert {issue.rule for issue in report.issues} == {"missing_column"}
