"""A title with the unit "thousands" has a warning."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport

TABLE = "Дата;Область;Вид;Охвачено\n01.08.2017;Баткенская область;Лекция;2\n"


def titles_with_warning(title: str, campaign: Campaign) -> list[tuple[int | None, object]]:
    report = ingest_file(f"{title};;;\n;;;\n{TABLE}".encode(), "a.csv", campaign)
    assert isinstance(report, ValidationReport) and report.accepted == 1
    issues = [issue for issue in report.issues if issue.rule == "in_thousands"]
    return [(issue.row, issue.params["value"]) for issue in issues]


@pytest.mark.parametrize(
    "title",
    [
        "Отчёт по охвату (тыс. чел.)",
        "Охват, тыс. человек",
        "Данные приведены в тысячах",
        "Камтылгандар (миң адам)",
        "People reached (in thousands)",
        "Reach, thousand people",
    ],
)
def test_a_title_in_thousands_has_a_warning(title: str, campaign: Campaign) -> None:
    assert titles_with_warning(title, campaign) == [(1, title)]


@pytest.mark.parametrize(
    "title",
    [
        "Охвачено более 10 тыс. чел.",
        "10 миң адам камтылды",
        "Отчёт",
        "Тысячи историй",
        "на 1 тыс. чел.",
    ],
)
def test_an_amount_in_a_title_has_no_warning(title: str, campaign: Campaign) -> None:
    assert titles_with_warning(title, campaign) == []
