"""People by region in one cell or in separate columns are read as the same shares."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.ingest.report import ValidationReport
from campaign.ingest.values.regions import read_shares
from campaign.schema.region_codes import SHARES


def read(campaign: Campaign, *rows: str) -> ValidationReport:
    content = "\n".join(rows).encode()
    return ingest_register(content, "register.csv", campaign_reference(campaign, "2017"))


@pytest.mark.parametrize(
    ("cell", "shares"),
    [
        ("Баткен – 40, Ошская обл. – 60", "KG-B=40; KG-O=60"),
        ("KG-O=60; KG-B=40", "KG-B=40; KG-O=60"),
        ("Ош шаары: 1 200 чел.", "KG-GO=1200"),
        ("Нарын 5; ", "KG-N=5"),
        ("Ош – 60", None),
        ("Баткен – около 40", None),
        ("Баткен 40, Баткен 50", None),
        ("Баткен 1,200", None),
        ("Кыргызстан 40", None),
        ("40", None),
    ],
)
def test_a_cell_has_the_people_of_each_region(
    campaign: Campaign, cell: str, shares: str | None
) -> None:
    assert read_shares(cell, campaign_reference(campaign).codes["oblast"]) == shares


@pytest.mark.parametrize(
    "headers",
    [
        "reached_KG-B;reached_KG-O",
        "Баткен: охвачено;Ошская область: охвачено",
        "Охвачено (Баткен);Охвачено (Ошская обл.)",
        "Катышкандардын саны, Баткен облусу;Катышкандардын саны, Ош облусу",
    ],
)
def test_columns_of_one_region_each_are_read(campaign: Campaign, headers: str) -> None:
    report = read(
        campaign,
        f"Дата;Область;Вид мероприятия;Охвачено;{headers};Примечание",
        "01.09.2017;Баткен, Нарын;Лекция;1500;1 040;;а",
        "02.09.2017;вся республика;Лекция;50;н/д;20;б",
        "03.09.2017;KG-N;Лекция;5;;;в",
    )
    assert report.status == "clean" and report.extra == ()
    assert report.frame[SHARES].tolist() == ["KG-B=1040", "KG-O=20", ""]
    assert report.frame["note"].tolist() == ["а", "б", "в"]


def test_text_instead_of_a_number_is_an_error_of_its_column(campaign: Campaign) -> None:
    report = read(
        campaign,
        "Дата;Область;Вид мероприятия;Охвачено;Баткен: охвачено",
        "01.09.2017;Баткен, Нарын;Лекция;50;много",
    )
    (issue,) = report.issues
    assert (issue.rule, issue.column) == ("shares", "Баткен: охвачено")


def test_people_in_a_region_that_does_not_exist_are_an_error(campaign: Campaign) -> None:
    report = read(
        campaign,
        "date;oblast;type;reached;reached_by_oblast",
        "2017-09-01;KG;lecture;50;KG-Q=40",
        "2017-09-02;KG-B;lecture;10;",
    )
    (issue,) = report.issues
    assert (issue.rule, issue.row, issue.params["value"]) == ("shares", 2, "KG-Q=40")
    assert (report.accepted, report.rejected) == (1, 1)


def test_the_column_of_all_regions_precedes_columns_of_one_region(campaign: Campaign) -> None:
    report = read(
        campaign,
        "Дата;Область;Вид мероприятия;Охвачено;Баткен: охвачено;reached_by_oblast",
        "01.09.2017;Баткен, Нарын;Лекция;50;40;KG-B=30",
    )
    assert report.extra == ("Баткен: охвачено",)
    assert report.frame[SHARES].tolist() == ["KG-B=30"]


@pytest.mark.parametrize(
    "headers", ["reached_KG-B;reached_KG-B", "Баткен: материалы;Баткен", "reached_KG-X;Итого"]
)
def test_other_columns_are_unchanged(campaign: Campaign, headers: str) -> None:
    report = read(
        campaign,
        f"Дата;Область;Вид мероприятия;Охвачено;{headers}",
        "01.09.2017;Баткен, Нарын;Лекция;50;1;2",
    )
    assert report.accepted == 1 and report.extra
    assert pd.isna(report.frame[SHARES]).all() or (report.frame[SHARES] == "").all()
