"""A drawing that fills any width without a script: CSS moves and widens its shapes.

Two drawings of one chart differ only in numbers, and each number is a linear function of the width.
A shape that moves is in an inner `svg` whose `x` is a share of the width; a shape that grows has
its `x` and `width` as `calc()`. Shapes in a frame have their positions as shares of the frame.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

from campaign.render.svg.drawing import Drawing, Frame, Point, number

Element = ElementTree.Element
_STEPS = re.compile(r"([MHLV])(-?[\d.]+)(?: (-?[\d.]+))?")
_ACROSS = re.compile(r"(?<=[MHL])-?[\d.]+")
_TURN = re.compile(r"rotate\((-?[\d.]+) (-?[\d.]+) (-?[\d.]+)\)")
_OTHER_STEPS = re.compile("[ACQST]")
_LINE = {"x1", "x2", "y1", "y2", "stroke", "stroke-width"}
_PATH = {"d", "fill", "fill-opacity", "stroke", "stroke-dasharray", "stroke-width"}
"""Attributes of a line that a rectangle can replace, and of a path that CSS can widen."""
_LOW = 250  # px: in higher frames a tenth of a per cent is visible
_ACROSS_UNITS, _DOWN_UNITS = 2, 1000
"""The number of units of a path in a frame: per column, and for the whole height."""
_BOX = ("x", "y", "width", "height")
_EVEN = 0.012  # per cent: less is not visible on the widest screen
_ROUNDED = 0.2  # px: numbers in a drawing have one decimal


class UnevenDrawingsError(ValueError):
    """Two drawings differ in more than numbers that change linearly with the width."""


class Position(NamedTuple):
    """A number of px that changes with the width: `px` and `percent` of the width together."""

    px: float
    percent: float

    @property
    def is_fixed(self) -> bool:
        """Whether the number is the same at every width."""
        return abs(self.percent) < _EVEN

    def __sub__(self, other: Position) -> Position:
        return Position(self.px - other.px, self.percent - other.percent)

    def to_css(self) -> str:
        """Return the number as a length of CSS."""
        if self.is_fixed:
            return f"{number(self.px)}px"
        return f"calc({percent(self.percent)} + {number(self.px)}px)"


def stretch(narrow: Drawing, wide: Drawing) -> Element:
    """Return one drawing for every width, with the height of `narrow` and without a `viewBox`.

    Raises UnevenDrawingsError if they differ in more than numbers that change linearly with width.
    """
    if narrow.height != wide.height:
        raise UnevenDrawingsError("height")
    pair = _Pair(narrow, wide)
    root = pair.join(narrow.root, wide.root)
    for name in ("viewBox", "width"):
        root.attrib.pop(name, None)
    root.set("width", "100%")
    root.set("height", number(narrow.height))
    return root


@dataclass(frozen=True)
class _Pair:
    """Both drawings, of the same height."""

    narrow: Drawing
    wide: Drawing

    def at(self, one: str | float, other: str | float) -> Position:
        """Return the position that is `one` in the narrow and `other` in the wide drawing."""
        slope = (float(other) - float(one)) / (self.wide.width - self.narrow.width)
        return Position(float(one) - slope * self.narrow.width, slope * 100)

    def join(self, one: Element, other: Element) -> Element:
        """Return the element; children that move by the same share are in one inner `svg`."""
        if one.tag != other.tag or len(one) != len(other) or one.text != other.text:
            raise UnevenDrawingsError(one.tag)
        element = Element(one.tag, one.attrib)
        element.text = one.text
        inner, share = None, 0.0
        for child, twin in zip(one, other, strict=True):
            shape, shift = self._shape(child, twin)
            if not shift:
                element.append(shape)
                inner = None
                continue
            if inner is None or abs(shift - share) >= _EVEN:
                inner, share = ElementTree.SubElement(element, "svg", x=percent(shift)), shift
            inner.append(shape)
        return element

    def _shape(self, one: Element, other: Element) -> tuple[Element, float]:
        """Return the shape, and by how many per cent of the width it moves as a whole."""
        match one.tag:
            case "text":
                return self._shift(one, other, ("x",))
            case "circle":
                return self._shift(one, other, ("cx",))
            case "line":
                return self._line(one, other)
            case "rect":
                return self._rect(one, other)
            case "path":
                return self._path(one, other)
            case "g" if one.get("transform", "").startswith("rotate"):
                return self._rotation(one, other)
            case "g" if one in self.narrow.frames:
                return self._frame(one, other), 0.0
        compare(one, other)
        return self.join(one, other), 0.0

    def _rotation(self, one: Element, other: Element) -> tuple[Element, float]:
        """Return a group that is rotated around a point; all its shapes move with this point."""
        compare(one, other, except_for=("transform",))
        turns = [_TURN.fullmatch(e.get("transform", "")) for e in (one, other)]
        if not turns[0] or not turns[1] or turns[0].group(1, 3) != turns[1].group(1, 3):
            raise UnevenDrawingsError("g transform")
        middle = self.at(turns[0][2], turns[1][2])
        shapes = [self._shape(child, twin) for child, twin in zip(one, other, strict=True)]
        share = 0.0 if middle.is_fixed else middle.percent
        if any(abs(shift - share) >= _EVEN for _, shift in shapes):
            raise UnevenDrawingsError("g transform")
        x = turns[0][2] if middle.is_fixed else number(middle.px)
        group = copy_shape(one)
        group.set("transform", f"rotate({turns[0][1]} {x} {turns[0][3]})")
        group.extend(shape for shape, _ in shapes)
        return group, share

    def _shift(self, one: Element, other: Element, names: Sequence[str]) -> tuple[Element, float]:
        """Return a shape whose numbers `names` change by the same amount, and its share."""
        compare(one, other, except_for=names)
        positions = [self.at(one.get(name, "0"), other.get(name, "0")) for name in names]
        if any(not (position - positions[0]).is_fixed for position in positions):
            raise UnevenDrawingsError(one.tag)
        shape = copy_shape(one)
        if positions[0].is_fixed:
            return shape, 0.0
        for name, position in zip(names, positions, strict=True):
            shape.set(name, number(position.px))
        return shape, positions[0].percent

    def _line(self, one: Element, other: Element) -> tuple[Element, float]:
        start, end = (self.at(one.get(n, "0"), other.get(n, "0")) for n in ("x1", "x2"))
        if (end - start).is_fixed:
            return self._shift(one, other, ("x1", "x2"))
        compare(one, other, except_for=("x1", "x2"))
        if one.get("y1") != one.get("y2") or {*one.attrib} - _LINE:
            raise UnevenDrawingsError("line")
        thickness = float(one.get("stroke-width", "1"))
        top = float(one.get("y1", "0")) - thickness / 2
        line = {"y": number(top), "height": number(thickness), "fill": one.get("stroke", "none")}
        style = f"x:{start.to_css()};width:{(end - start).to_css()}"
        return Element("rect", line | {"style": style}), 0.0

    def _rect(self, one: Element, other: Element) -> tuple[Element, float]:
        left, width = (self.at(one.get(n, "0"), other.get(n, "0")) for n in ("x", "width"))
        if width.is_fixed:
            return self._shift(one, other, ("x",))
        compare(one, other, except_for=("x", "width"))
        shape = copy_shape(one)
        del shape.attrib["width"]
        style = f"width:{width.to_css()}"
        if not left.is_fixed:
            del shape.attrib["x"]
            style = f"x:{left.to_css()};{style}"
        shape.set("style", style)
        return shape, 0.0

    def _path(self, one: Element, other: Element) -> tuple[Element, float]:
        outlines = [e.get("d", "") for e in (one, other)]
        shapes = {_ACROSS.sub("", outline) for outline in outlines}
        if len(shapes) > 1 or _OTHER_STEPS.search(outlines[0]):
            raise UnevenDrawingsError("path")
        compare(one, other, except_for=("d",))
        steps, wider = (list(_STEPS.finditer(outline)) for outline in outlines)
        xs = [(a[2], b[2]) for a, b in zip(steps, wider, strict=True) if a[1] in "MHL"]
        if len(xs) == 1:  # all other points are relative to this one
            at = self.at(*xs[0])
            shape = copy_shape(one)
            first = steps[0]
            rest = one.get("d", "")[first.end() :]
            shape.set("d", f"M{number(at.px)} {first[3]}{rest}")
            return shape, 0.0 if at.is_fixed else at.percent
        return self._stretch_path(one, xs)

    def _stretch_path(self, one: Element, xs: Sequence[tuple[str, str]]) -> tuple[Element, float]:
        """Return a path whose width is set by CSS, with the same line width at every width.

        Browsers take the width of a `foreignObject` from CSS, but not that of an inner `svg`.
        """
        first, last = (pick(xs, key=lambda x: float(x[0])) for pick in (min, max))
        left, right = self.at(*first), self.at(*last)
        start, end = float(first[0]), float(last[0])
        if start == end or {*one.attrib} - _PATH:
            raise UnevenDrawingsError("path")
        for narrow, wide in xs:
            share = (float(narrow) - start) / (end - start)
            even = float(first[1]) + share * (float(last[1]) - float(first[1]))
            if abs(float(wide) - even) > _ROUNDED:
                raise UnevenDrawingsError("path")
        height = number(self.narrow.height)
        style = f"x:{left.to_css()};width:{(right - left).to_css()}"
        frame = Element("foreignObject", {"height": height, "style": style})
        drawing = {
            "viewBox": f"{number(start)} 0 {number(end - start)} {height}",
            "preserveAspectRatio": "none",
            "width": "100%",
            "height": height,
        }
        path = copy_shape(one)
        if "stroke" in one.attrib:
            path.set("vector-effect", "non-scaling-stroke")
        ElementTree.SubElement(frame, "svg", drawing).append(path)
        return frame, 0.0

    def _frame(self, one: Element, other: Element) -> Element:
        """Return a frame whose width is set by CSS."""
        frame, twin = self.narrow.frames[one], self.wide.frames.get(other)
        if twin is None or abs(frame.top - twin.top) + abs(frame.bottom - twin.bottom) > _ROUNDED:
            raise UnevenDrawingsError("frame")
        left, right = self.at(frame.left, twin.left), self.at(frame.right, twin.right)
        height = number(frame.bottom - frame.top)
        style = f"x:{left.to_css()};width:{(right - left).to_css()}"
        place = {"y": number(frame.top), "height": height, "style": style}
        element = Element("foreignObject", place)
        inner = ElementTree.SubElement(element, "svg", {"width": "100%", "height": height})
        _add_shapes(inner, one, self.narrow, frame)
        return element


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


def percent(value: float) -> str:
    """Return a percentage with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _add_shapes(into: Element, group: Element, drawing: Drawing, frame: Frame) -> None:
    """Add the shapes of a group in a frame, with their groups and titles."""
    for child in group:
        if child in drawing.points:
            into.append(_framed_path(child, drawing.points[child], frame))
            continue
        copy = copy_shape(child)
        into.append(copy)
        if child.tag == "g":
            _add_shapes(copy, child, drawing, frame)
        elif child.tag != "title":
            _place_in_frame(copy, drawing.numbers[child], frame)


def _place_in_frame(shape: Element, numbers: Mapping[str, float], frame: Frame) -> None:
    """Set the position of a circle or a rectangle in per cent of its frame."""
    x, y, width, height = (
        numbers.get(name, 0.0) for name in (("cx", "cy", "", "") if "cx" in numbers else _BOX)
    )
    digits = 1 if frame.bottom - frame.top < _LOW else 2
    # Edges are rounded and not lengths, so that stacked parts have no gap between them.
    left, right = (round(100 * frame.across(edge), 2) for edge in (x, x + width))
    top, bottom = (round(100 * frame.down(edge), digits) for edge in (y, y + height))
    if "cx" in numbers:
        shape.attrib |= {"cx": percent(left), "cy": percent(top)}
        return
    for name, value in zip(_BOX, (left, top, right - left, bottom - top), strict=True):
        shape.set(name, percent(value))


def _framed_path(path: Element, places: Sequence[Point], frame: Frame) -> Element:
    """Return a path in units of its frame, with the same line width at every width."""
    across = frame.columns * _ACROSS_UNITS
    points = [
        (round(frame.across(x) * across), round(frame.down(y) * _DOWN_UNITS)) for x, y in places
    ]
    steps = [f"M{points[0][0]} {points[0][1]}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        if to_y == y:
            steps.append(f"h{to_x - x}")
        elif to_x == x:
            steps.append(f"v{to_y - y}")
        else:
            steps.append(f"l{to_x - x} {to_y - y}")
    shape = copy_shape(path)
    shape.set("d", "".join(steps) + ("z" if path.get("d", "").endswith("Z") else ""))
    if "stroke" in path.attrib:
        shape.set("vector-effect", "non-scaling-stroke")
    view = {"viewBox": f"0 0 {across} {_DOWN_UNITS}", "preserveAspectRatio": "none"}
    inner = Element("svg", view | {"width": "100%", "height": "100%"})
    inner.append(shape)
    return inner
