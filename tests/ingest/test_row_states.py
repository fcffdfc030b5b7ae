"""Every row of a file has one state, and unanswered rows are counted."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import make_replies
from campaign.ingest.report import UnansweredRows, ValidationReport
from campaign.ingest.validate.sheet_report import row_states
from campaign.schema import validate

HEADER = "№;Дата;Область;Вид;Название;Охвачено;Женщин\n"
ROWS = (
    "1;01.08.2017;Нарынская область;лекция;Урок;1 120;600\n"
    "2;31.02.2017;Чуйская область;тренинг;Семинар;40;\n"
    "3;04.08.2017;Ош;круглый стол;Встреча;45;20\n"
    "4;04.08.2017;Ош;викторина;Игра;75;\n"
    "5;05.08.2017;Ош;лекция;Показ;30;40\n"
    "6;01.08.2017;Нарынская область;лекция;Урок;1 120;600\n"
    "Итого;;;;;2 430;\n"
)


def report_on(campaign: Campaign, words: str) -> ValidationReport:
    report = ingest_file(words.encode("cp1251"), "reestr.csv", campaign)
    assert isinstance(report, ValidationReport)
    return report


def test_every_row_has_one_state(campaign: Campaign) -> None:
    report = report_on(campaign, HEADER + ROWS)
    states = row_states(report)
    assert {state: list(rows) for state, rows in states.rows.items()} == {
        "accepted": [2],
        "rejected": [3, 4, 5, 6, 7],
        "excluded": [8],
    }
    assert states.counts == {"accepted": 1, "rejected": 5, "excluded": 1}
    assert sum(states.counts.values()) == report.rows
    assert "duplicate" in [issue.rule for issue in states.issues[7]]


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_signature_is_an_excluded_row(campaign: Campaign, is_confirmed: bool) -> None:
    words = f"Утверждаю: Примеров А. А.\n{HEADER}{ROWS}Исполнитель: Примеров А. А.\n"
    replies = make_replies(signatures=is_confirmed)
    report = ingest_file(words.encode("cp1251"), "reestr.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    states = row_states(report)
    assert list(states.rows["excluded"]) == [1, 9, 10]
    assert sum(states.counts.values()) == report.rows == 9


def test_only_rows_without_another_error_are_unanswered(campaign: Campaign) -> None:
    # The rows of 45 and 75 people are unanswered; the row with more women than people is not.
    assert report_on(campaign, HEADER + ROWS).unanswered == UnansweredRows(2, 120)
    assert report_on(campaign, HEADER + ROWS.replace("Ош", "KG-GO")).unanswered.rows == 1


def test_unanswered_rows_beyond_the_list_are_counted(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"{n};0{n}.08.2017;Ош;викторина;Условное мероприятие {n};10;\n" for n in range(1, 6)]
    monkeypatch.setattr(validate, "MOST_ISSUES", 1)
    assert report_on(campaign, HEADER + "".join(rows)).unanswered == UnansweredRows(5, 50)


@pytest.mark.parametrize("header", [HEADER, HEADER.replace("Дата", "Прочее")])
def test_rejected_rows_beyond_the_list_are_counted(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, header: str
) -> None:
    monkeypatch.setattr(validate, "MOST_ISSUES", 1)
    report = report_on(campaign, header + "1;31.02.2017;Чуйская область;тренинг;Семинар;40;\n" * 3)
    states = row_states(report)
    assert states.counts["rejected"] == 3
    assert len(states.rows["rejected"]) < 3
