"""The bar of the register has a published value as a line, and a lower bound is open-ended."""

from __future__ import annotations

import re

import pytest

from campaign.analysis.reconciliation import ReconciliationLine
from campaign.analysis.uncertainty import TotalRange
from campaign.site.compare import published_mark


def line(qualifier: str, computed: float | None = 80.0) -> ReconciliationLine:
    return ReconciliationLine("reached", 100.0, qualifier, "", computed, None, "agrees", ())


def bar_parts(html: str) -> dict[str, tuple[float, float]]:
    """{part: left position and width in percent of the bar}."""
    styles = re.findall(r'class="(of-\w+)" style="left:([\d.]+)%;width:([\d.]+)%"', html)
    return {name: (float(left), float(width)) for name, left, width in styles}


def test_a_lower_bound_is_open_to_higher_values() -> None:
    marks = bar_parts(published_mark(line("more_than")))
    assert marks["of-register"] == pytest.approx((0, 65.6), abs=0.1)
    assert marks["of-published"] == pytest.approx((82, 0), abs=0.1)
    left, width = marks["of-bound"]
    assert left == pytest.approx(82) and left + width == pytest.approx(100)


def test_other_values_have_no_open_end() -> None:
    assert set(bar_parts(published_mark(line("exact")))) == {"of-register", "of-published"}
    marks = bar_parts(published_mark(line("about")))
    assert "of-bound" not in marks
    assert marks["of-tolerance"][1] == pytest.approx(82 * 20 / 110, abs=0.2)


def test_the_range_of_the_register_is_on_the_same_scale() -> None:
    marks = bar_parts(published_mark(line("exact"), TotalRange(5, 1, 80.0, 120.0, 160.0)))
    assert marks["of-register"][1] == pytest.approx(41)
    assert marks["of-range"] == pytest.approx((41, 41), abs=0.1)
    assert marks["of-published"][0] == pytest.approx(51.2, abs=0.1)


def test_without_a_value_of_the_register_there_is_no_bar() -> None:
    assert published_mark(line("more_than", None)) == ""
    assert published_mark(ReconciliationLine("x", 0.0, "exact", "", 0.0, 0.0, "agrees", ())) == ""
