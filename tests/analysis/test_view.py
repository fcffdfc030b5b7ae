"""What a view computes, it computes once: charts, answers and tables of it share the numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from tests.campaigns import view_of, with_second_register

NUMBERS: dict[str, Callable[[View], object]] = {
    "totals": lambda view: view.totals(),
    "daily": lambda view: view.daily,
    "units": lambda view: view.units_of(INDICATORS["rate"]),
    "coverage": lambda view: view.coverage(view.basis),
    "rank": lambda view: view.region_rank(INDICATORS["rate"]),
    "plan": lambda view: view.planned,
    "targets": lambda view: view.edition.plan or None,
    "other": lambda view: view.other,
    "comparison": lambda view: view.comparison,
    "classes": lambda view: view.classes,
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_of_a_view_are_computed_once(campaign: Campaign, name: str) -> None:
    view = view_of(
        with_second_register(campaign), edition="2017", oblast="KG-N", **{"with": "2018"}
    )
    first, second = NUMBERS[name](view), NUMBERS[name](view)
    assert first is second and first is not None
