"""Points are written as short path data of SVG."""

from __future__ import annotations

import pytest

from campaign.render.svg.drawing import Point, number, to_line, to_steps


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ([(0, 0)], "M0 0"),
        ([(0, 0), (1, 3)], "M0 0L1 3"),
        ([(0, 0), (10, 30), (20, 60), (30, 90)], "M0 0L30 90"),
        ([(0, 0), (10, 30), (20, 50), (30, 70)], "M0 0L10 30L30 70"),
        ([(0, 0), (10, 10), (20, 20), (30, 10)], "M0 0L20 20L30 10"),
    ],
)
def test_a_line_has_only_its_ends_and_bends(points: list[Point], path: str) -> None:
    assert to_line(points) == path


def test_a_step_has_only_the_coordinates_that_change() -> None:
    assert to_steps([(0, 0), (10, 0), (10, 2.25), (12, 3)]) == "M0 0H10V2.2L12 3"
    assert [number(value) for value in (1.04, -2.5, 99_999.9, 100_000.4)] == [
        *("1", "-2.5", "99999.9", "100000")
    ]
