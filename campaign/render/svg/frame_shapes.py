"""Shapes in a frame of a drawing, at shares of the frame's width and height.

These numbers are the same in a drawing for a phone and in one for a wide column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from campaign.render.svg.drawing import Drawing
from campaign.render.svg.frame import Frame

Element = ElementTree.Element
_PATH_LOOKS = {"d", "fill", "fill-opacity", "stroke", "stroke-dasharray", "stroke-width"}
_DIFFERENCE = 0.0003  # of a frame: equal numbers that are not rounded differ by less
_LOW = 250  # px: in higher frames a tenth of a per cent is visible
_ACROSS_UNITS, _DOWN_UNITS = 2, 1000
"""The number of units of a path in a frame: per column, and for the whole height."""
_NUMBERS = {"rect": ("x", "y", "width", "height"), "circle": ("cx", "cy")}
"""The attributes of a shape in a frame that are shares of the frame."""


class UnevenDrawingsError(ValueError):
    """Two drawings differ in more than numbers that change linearly with the width."""


@dataclass(frozen=True)
class FrameShapes:
    """The shapes of a frame in two drawings of a chart, which have the same relative positions."""

    drawings: tuple[Drawing, Drawing]
    frames: tuple[Frame, Frame]

    def add(self, into: Element, one: Element, other: Element) -> None:
        """Add the shapes of a group with their groups and titles; `one` is in the first drawing.

        Raises UnevenDrawingsError if the positions differ, or for an unknown type of shape.
        """
        compare(one, other)
        for child, twin in zip(one, other, strict=True):
            if child.tag in ("g", "title"):
                copy = copy_shape(child)
                into.append(copy)
                self.add(copy, child, twin)
            elif child in self.drawings[0].points:
                into.append(self._steps(child, twin))
            else:
                into.append(self._share(child, twin))

    def _share(self, one: Element, other: Element) -> Element:
        """Return a rectangle or a circle with its position in per cent of its frame."""
        if one.tag not in _NUMBERS:
            raise UnevenDrawingsError(f"{one.tag} in a frame")
        compare(one, other, except_for=_NUMBERS[one.tag])
        edges, twins = (
            _edges(drawing.numbers[element], frame)
            for drawing, element, frame in zip(
                self.drawings, (one, other), self.frames, strict=True
            )
        )
        if any(abs(edge - twin) > _DIFFERENCE for edge, twin in zip(edges, twins, strict=True)):
            raise UnevenDrawingsError(f"{one.tag} in a frame")
        digits = 1 if self.frames[0].bottom - self.frames[0].top < _LOW else 2
        # Edges are rounded and not lengths, so that stacked parts have no gap between them.
        left, top, right, bottom = (
            round(100 * edge, places)
            for edge, places in zip(edges, (2, digits, 2, digits), strict=True)
        )
        shape = copy_shape(one)
        values = (left, top, right - left, bottom - top)
        for name, value in zip(_NUMBERS[one.tag], values, strict=False):
            shape.set(name, percent(value))
        return shape

    def _steps(self, one: Element, other: Element) -> Element:
        """Return a path in units of its frame, with the same line width at every width."""
        compare(one, other, except_for=("d",))
        if {*one.attrib} - _PATH_LOOKS:
            raise UnevenDrawingsError("path")
        across = self.frames[0].columns * _ACROSS_UNITS
        both = [
            [(frame.across(x), frame.down(y)) for x, y in drawing.points[element]]
            for drawing, element, frame in zip(
                self.drawings, (one, other), self.frames, strict=True
            )
        ]
        numbers = [sum(points, ()) for points in both]
        if any(abs(a - b) > _DIFFERENCE for a, b in zip(*numbers, strict=True)):
            raise UnevenDrawingsError("path")
        path = copy_shape(one)
        points = [(round(x * across), round(y * _DOWN_UNITS)) for x, y in both[0]]
        path.set("d", _short_steps(points) + ("z" if one.get("d", "").endswith("Z") else ""))
        if "stroke" in one.attrib:
            path.set("vector-effect", "non-scaling-stroke")
        drawing = {
            "viewBox": f"0 0 {across} {_DOWN_UNITS}",
            "preserveAspectRatio": "none",
            "width": "100%",
            "height": "100%",
        }
        inner = Element("svg", drawing)
        inner.append(path)
        return inner


def compare(one: Element, other: Element, except_for: Sequence[str] = ()) -> None:
    """Raise UnevenDrawingsError if two elements differ in other attributes than these."""
    if one.text != other.text or len(one) != len(other):
        raise UnevenDrawingsError(one.tag)
    for name in {*one.attrib, *other.attrib} - set(except_for):
        if one.get(name) != other.get(name):
            raise UnevenDrawingsError(f"{one.tag} {name}")


def copy_shape(element: Element) -> Element:
    """Return a copy of an element with its text, without its children."""
    shape = Element(element.tag, element.attrib)
    shape.text = element.text
    return shape


def _edges(numbers: Mapping[str, float], frame: Frame) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a shape (the middle of a circle) as shares of a frame."""
    if "cx" in numbers:
        x, y, width, height = numbers["cx"], numbers["cy"], 0.0, 0.0
    else:
        x, y, width, height = (numbers[name] for name in _NUMBERS["rect"])
    return frame.across(x), frame.down(y), frame.across(x + width), frame.down(y + height)


def _short_steps(points: Sequence[tuple[int, int]]) -> str:
    """Return a path through the points, each relative to the point before."""
    (x, y), *rest = points
    steps = [f"M{x} {y}"]
    for to_x, to_y in rest:
        if to_y == y:
            steps.append(f"h{to_x - x}")
        elif to_x == x:
            steps.append(f"v{to_y - y}")
        else:
            steps.append(f"l{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return "".join(steps)


def percent(value: float) -> str:
    """Return a percentage with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
