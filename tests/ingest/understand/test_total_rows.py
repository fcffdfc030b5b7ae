"""A total in a file is compared with the rows that it sums; a difference is a warning."""

from __future__ import annotations

import pytest

from campaign.commands.check import to_json_object
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport

HEADER = "Дата;Область;Вид мероприятия;Тема;Охвачено;Женщин;Мужчин\n"
NARYN = (
    "31.07.2017;Нарынская область;Лекция;а;100;60;40\n01.08.2017;Нарынская область;Лекция;б;20;;\n"
)
OSH = "02.08.2017;Ошская область;Лекция;в;200;100;100\n03.08.2017;г. Ош;Лекция;г;80;40;30\n"


def ingest(rows: str, campaign: Campaign) -> ValidationReport:
    report = ingest_file((HEADER + rows).encode(), "r.csv", campaign)
    assert isinstance(report, ValidationReport)
    return report


def differences(
    report: ValidationReport,
) -> list[tuple[int | None, str | None, object, object, object]]:
    return [
        (p.row, p.column, p.params["value"], p.params["summed"], p.params["difference"])
        for p in report.issues
        if p.rule == "total_differs"
    ]


@pytest.mark.parametrize("word", ["ВСЕГО", "Итого", "Жыйынтык", "Бардыгы", "Total"])
def test_a_total_that_differs_from_its_rows_is_a_warning(word: str, campaign: Campaign) -> None:
    report = ingest(f"{NARYN}{OSH}{word};;;;9999;200;170\n", campaign)
    assert differences(report) == [(6, "Охвачено", 9999, 400, 9599)]
    assert report.status == "issues" and report.count("warning") == 1
    assert (report.accepted, report.excluded) == (4, 1)
    assert "total_agrees" not in {note.rule for note in report.notes}
    (issue,) = report.issues
    for lang in LANGUAGES:
        message = issue.message(Text.of(lang)).replace("\xa0", " ").replace(",", "")
        assert {"9999", "400", "9599"} <= set(
            message.replace("9 999", "9999")
            .replace("9 599", "9599")
            .replace(".", " ")
            .replace(":", " ")
            .replace(";", " ")
            .split()
        )


def test_a_total_that_agrees_is_one_note(campaign: Campaign) -> None:
    report = ingest(f"{NARYN}{OSH}ВСЕГО;;;;400;200;170\n", campaign)
    assert report.status == "clean"
    assert [(n.rule, n.params.get("value")) for n in report.notes][0] == ("total_agrees", 400)
    assert [n.rule for n in report.notes] == ["total_agrees", "sexes_incomplete"]


SECTIONS = [
    # Subtotals after each section, before it, and with mixed oblasts.
    "{n}Итого по Нарынской области;;;;{a};;\n{o}Итого по Ошской области;;;;{b};;\nВСЕГО;;;;{c};;\n",
    "Нарынская область, всего;;;;{a};;\n{n}Ошская область, всего;;;;{b};;\n{o}",
    "ВСЕГО;;;;{c};;\n{n}{o}",
]


@pytest.mark.parametrize("form", SECTIONS)
def test_subtotals_are_compared_with_their_section(form: str, campaign: Campaign) -> None:
    right = ingest(form.format(n=NARYN, o=OSH, a=120, b=280, c=400), campaign)
    assert right.status == "clean", right.issues
    wrong = ingest(form.format(n=NARYN, o=OSH, a=121, b=270, c=401), campaign)
    warnings = {(value, summed, difference) for *_, value, summed, difference in differences(wrong)}
    expected = {(121, 120, 1), (270, 280, -10), (401, 400, 1)}
    # Osh city is in the section but not in the oblast: both sums are allowed.
    assert {value for value, *_ in warnings} == {
        n for n in (121, 270, 401) if str(n) in form.format(n="", o="", a=121, b=270, c=401)
    }
    assert warnings <= expected | {(270, 200, 70)}


def test_a_subtotal_that_names_an_oblast_sums_all_its_rows(
    campaign: Campaign,
) -> None:
    first, second = NARYN.splitlines(keepends=True)
    rows = f"{first}{OSH}{second}"
    mixed = ingest(f"{rows}Нарын облусу боюнча жыйынтык;;;;120;;\nБардыгы;;;;400;;\n", campaign)
    assert mixed.status == "clean"


def test_rejected_rows_are_summed_too(campaign: Campaign) -> None:
    bad = "31.02.2017;Нарынская область;Лекция;д;50;;\n"
    report = ingest(f"{NARYN}{bad}ВСЕГО;;;;170;60;40\n", campaign)
    assert report.rejected == 1 and differences(report) == []
    assert [n.params["value"] for n in report.notes if n.rule == "total_agrees"] == [170]


def test_missing_sexes_are_a_note_and_no_issue(campaign: Campaign) -> None:
    report = ingest(NARYN + OSH, campaign)
    assert report.status == "clean" and report.issues == ()
    (note,) = report.notes
    assert (note.rule, note.severity) == ("sexes_incomplete", "note")
    assert note.params == {"sexes": 370, "reached": 380, "missing": 10, "rows": 1}
    json_object = to_json_object(report, Text.of("en"))
    assert [n["rule"] for n in json_object["notes"]] == ["sexes_incomplete"]
    assert ingest(OSH.replace(";30", ";40"), campaign).notes == ()
