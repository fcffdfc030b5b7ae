"""The measure of the numbers in a table with months, weeks or oblasts as columns; totals."""

from __future__ import annotations

import pytest

from campaign.ingest.understand.pivot import is_total, measure_of


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
def test_the_measure_is_read_from_a_label(words: str, measure: str | None) -> None:
    assert measure_of(words) == measure


def test_totals_are_recognized_by_their_labels() -> None:
    assert all(map(is_total, ["Итого", "ВСЕГО:", "Жалпы", "Кыргызская Республика", "Total"]))
    assert not any(map(is_total, ["Баткенская область", "Лекция", ""]))
