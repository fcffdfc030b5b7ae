"""Numbers and paths in the notation of SVG, in px."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
"""Px from the left and from the top."""
_LEAST_CORNER = 1e-3
"""In px²: a corner with a smaller area is a result of rounding."""


def number(value: float) -> str:
    """Return the number with at most one decimal: less than a tenth of a px is not visible."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) < 100_000 else str(round(value))


def to_steps(points: Sequence[Point]) -> str:
    """Return a path through the points, with short commands for horizontal and vertical parts."""
    return "".join(_steps(points))


def to_line(points: Sequence[Point]) -> str:
    """Return a path through points from left to right, with only the ends of straight parts."""
    inner = zip(points, points[1:], points[2:], strict=False)
    bends = [place for before, place, after in inner if _is_bend(before, place, after)]
    return "M" + "L".join(_pair(x, y) for x, y in (points[0], *bends, *points[1:][-1:]))


def to_diamond(middle: Point, half: float) -> str:
    """Return the path of a square on its corner, `half` px from its middle to each corner."""
    x, y = middle
    return (
        f"M{number(x - half)} {number(y)}l{_pair(half, -half)}l{_pair(half, half)}"
        f"l{_pair(-half, half)}z"
    )


def _steps(points: Sequence[Point]) -> Iterator[str]:
    yield f"M{number(points[0][0])} {number(points[0][1])}"
    for (x, y), (to_x, to_y) in pairwise(points):
        if y == to_y:
            yield f"H{number(to_x)}"
        elif x == to_x:
            yield f"V{number(to_y)}"
        else:
            yield f"L{number(to_x)} {number(to_y)}"


def _is_bend(before: Point, place: Point, after: Point) -> bool:
    """Return whether a line bends at a point: the area of the corner is not about 0 px²."""
    (x, y), (to_x, to_y) = ((end[0] - place[0], end[1] - place[1]) for end in (before, after))
    return abs(x * to_y - y * to_x) > _LEAST_CORNER


def _pair(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
