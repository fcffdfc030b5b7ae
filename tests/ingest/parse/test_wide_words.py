"""What the numbers of a table with months or oblasts as columns count, and its totals."""

from __future__ import annotations

import pytest

from campaign.ingest.parse.wide_words import is_total, measure_of


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("Охват населения, чел.", "reached"),
        ("Количество участников мероприятий", "reached"),
        ("Количество мероприятий", "activities"),
        ("Иш-чаралардын саны", "activities"),
        ("Раздача листовок", "materials"),
        ("женщин", "women"),
        ("Отчёт за 2017 год", None),
    ],
)
def test_what_the_numbers_count(words: str, measure: str | None) -> None:
    assert measure_of(words) == measure


def test_totals_are_told_by_their_labels() -> None:
    assert all(map(is_total, ["Итого", "ВСЕГО:", "Жалпы", "Кыргызская Республика", "Total"]))
    assert not any(map(is_total, ["Баткенская область", "Лекция", ""]))
