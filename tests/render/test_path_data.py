"""Paths of SVG."""

from __future__ import annotations

import pytest

from campaign.render.svg.path_data import Point, to_line


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ([(0, 0)], "M0 0"),
        ([(0, 0), (1, 3)], "M0 0L1 3"),
        ([(0, 0), (10, 30), (20, 60), (30, 90)], "M0 0L30 90"),
        ([(0, 0), (10, 30), (20, 50), (30, 70)], "M0 0L10 30L30 70"),
    ],
)
def test_a_line_names_its_ends_and_its_bends(points: list[Point], path: str) -> None:
    assert to_line(points) == path
