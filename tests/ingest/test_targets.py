"""Files of targets are read with spellings, blank cells, duplicates and unknown codes."""

from __future__ import annotations

from datetime import date

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.templates import template_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ReadAs, ingest_file
from campaign.ingest.report import ValidationReport
from campaign.schema import tables
from campaign.schema.tables import is_weights, split_weights


def ingest(campaign: Campaign, text: str, kind: str | None = None) -> ValidationReport:
    report = ingest_file(text.encode("cp1251"), "план.csv", campaign, ReadAs(kind))
    assert isinstance(report, ValidationReport)
    return report


OFFICE = """\
Область;Вид мероприятия;Показатель;План;Срок исполнения
;;;12 000;20.11.2017
Баткен;;reach;1000;20.11.2017
Кыргызстан;лекция;;300;01.10.2017
г. Ош;;activities;7;
"""


@pytest.mark.parametrize("kind", [None, "targets"])
def test_a_plan_in_the_format_of_an_office_is_read(campaign: Campaign, kind: str | None) -> None:
    report = ingest(campaign, OFFICE, kind)
    assert (report.table, report.rows, report.accepted, report.issues) == ("targets", 4, 4, ())
    rows = report.frame.to_dict("records")
    keys = [(row["oblast"], row["type"], row["indicator"], row["value"]) for row in rows]
    assert keys == [
        ("", "", "reach", 12_000),
        ("KG-B", "", "reach", 1_000),
        ("", "lecture", "reach", 300),
        ("KG-GO", "", "activities", 7),
    ]
    assert rows[2]["due_date"].date() == date(2017, 10, 1)
    assert rows[3]["due_date"] != rows[3]["due_date"], "empty: the last day of the campaign"


def test_a_duplicate_target_is_an_error(campaign: Campaign) -> None:
    report = ingest(campaign, OFFICE + "Баткенская область;;;1100;2017-10-01\n")
    (issue,) = report.issues
    assert (issue.rule, issue.row, issue.params["first"]) == ("second_target", 6, 3)
    assert (report.accepted, report.rejected) == (4, 1)
    assert report.frame["value"].sum() == 13_307


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ("Марс;;reach;5;20.11.2017", "unknown_oblast", "Область"),
        ("Ош;;reach;5;20.11.2017", "ambiguous_oblast", "Область"),
        (";полёт;reach;5;20.11.2017", "unknown_type", "Вид мероприятия"),
        (";;listeners;5;20.11.2017", "unknown_choice", "Показатель"),
        ("KG-N;;;;20.11.2017", "required", "План"),
        ("KG-N;;;-5;20.11.2017", "negative", "План"),
        ("KG-N;;;много;20.11.2017", "whole", "План"),
        ("KG-N;;;5;когда-нибудь", "date", "Срок исполнения"),
    ],
)
def test_a_wrong_cell_is_located(campaign: Campaign, row: str, rule: str, column: str) -> None:
    report = ingest(campaign, OFFICE + row + "\n")
    (issue,) = report.issues
    assert (issue.rule, issue.row, issue.column) == (rule, 6, column)
    assert report.accepted == 4


def test_weights_are_numbers_not_all_zero() -> None:
    assert all(map(is_weights, ("1", "3; 2;1", "0;0,5", "0.25;0")))
    assert not any(map(is_weights, ("", "0;0", "1;", "a", "-1;2", "60 %; 40 %", "1,2,3")))
    assert split_weights("0;0,5; 2") == (0, 0.5, 2)


def test_wrong_weights_are_an_error(campaign: Campaign) -> None:
    header = "oblast,type,indicator,value,due_date,weights\n"
    report = ingest(campaign, header + ",,,10,2017-11-20,60 %\n,lecture,,10,2017-11-20,3; 2\n")
    assert [(issue.rule, issue.row) for issue in report.issues] == [("weights", 2)]
    assert list(report.frame["weights"]) == ["3; 2"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_filled_template_passes_in_every_language(campaign: Campaign, lang: str) -> None:
    content = template_csv(Text.of(lang), tables.TARGETS).decode("utf-8-sig")
    sign = "," if lang == "en" else ";"
    row = sign.join(("Нарын", "", "reach", "1200", "2017-11-20", "3", "приказ", ""))
    report = ingest_file(f"{content}{row}\r\n".encode(), "plan.csv", campaign)
    assert isinstance(report, ValidationReport)
    assert (report.table, report.accepted, report.issues) == ("targets", 1, ())


def test_personal_data_reject_a_plan_as_any_file(campaign: Campaign) -> None:
    report = ingest(
        campaign, OFFICE.replace("Показатель", "Телефон").replace("reach", "0555123456")
    )
    assert report.status == "personal_data" and report.frame.empty


def test_registers_and_populations_are_not_targets(campaign: Campaign) -> None:
    register = "date,oblast,type,reached\n2017-08-01,KG-N,lecture,40\n"
    assert ingest(campaign, register).table == "activities"
    assert ingest(campaign, "oblast,year,population\nKG-N,2017,280000\n").table == "population"
