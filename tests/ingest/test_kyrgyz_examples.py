"""The Kyrgyz examples in the catalogue of issues are cases of their rules."""

from __future__ import annotations

import re

import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.schema.rules import RULES

HEADER = "Күнү;Облус;Району;Өткөн жери;Түрү;Аталышы;Камтылган адамдар"
ROW = ("01.08.2017", "KG-T", "", "", "лекция", "Шарттуу иш-чара", "100")
POSITIONS = {
    "estimated_number": 6,
    "unknown_oblast": 1,
    "not_reported_word": 6,
    "spelling": 1,
    "heading_row": 0,
    "total_row": 0,
    "note_row": 0,
}


@pytest.mark.parametrize("code", POSITIONS)
def test_the_cell_is_a_case_of_its_rule(campaign: Campaign, code: str) -> None:
    before, _ = RULES[code].example.cells("ky")
    assert before != RULES[code].example.before
    rows = [ROW, ("02.08.2017", *ROW[1:])]
    if code in ("heading_row", "note_row", "total_row"):
        cells = before.split("; ")
        row = (cells[0], *[""] * 5, *(cells[1:] or [""]))
        rows.insert(0 if code == "heading_row" else 2, row)
    else:
        at = POSITIONS[code]
        rows[0] = (*ROW[:at], before, *ROW[at + 1 :])
    content = "\n".join([HEADER, *(";".join(row) for row in rows)]) + "\n"
    report = ingest_file(content.encode("utf-8"), "register.csv", campaign)
    found = {issue.rule for issue in (*report.issues, *report.corrections)}
    assert code in found


def test_no_kyrgyz_example_has_a_russian_word() -> None:
    russian = re.compile(r"район\b|около|Итого|н/д|Исполнитель|Условн", re.IGNORECASE)
    cells = {code: "; ".join(rule.example.cells("ky")) for code, rule in RULES.items()}
    assert [code for code, cell in cells.items() if russian.search(cell)] == []
