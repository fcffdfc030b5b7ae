"""An SVG drawing: shapes and text in px from the top left, without a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from campaign.charts.spec import Datum
from campaign.render.size import Size
from campaign.render.typography import LINE, PLAIN, TextStyle, fit_text, width, wrap_text
from campaign.theme.roles import Paint
from campaign.theme.style import DASHES, HATCH_STEP, HATCH_WIDTH, Dash, Style

FONT = "'Source Sans 3','Source Sans','PT Sans',Arial,sans-serif"
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BASELINE = 0.35
"""Of the font size: from the middle of a line down to its baseline."""

Point = tuple[float, float]
"""Px from the left and from the top."""
_LEAST_CORNER = 1e-3
"""In px²: a corner with a smaller area is a result of rounding."""


@dataclass(frozen=True)
class Frame:
    """A part of a drawing in px, whose shapes have the same relative positions at every width.

    Its width has `columns` equal parts; the points of a path are at their edges and middles.
    """

    left: float
    top: float
    right: float
    bottom: float
    columns: int

    def across(self, x: float) -> float:
        """Return an x as a share of the width, from the left edge."""
        return (x - self.left) / (self.right - self.left)

    def down(self, y: float) -> float:
        """Return a y as a share of the height, from the top."""
        return (y - self.top) / (self.bottom - self.top)


class Drawing:
    """The shapes of one chart. `key` makes its ids unique on a page.

    `room_share` is the share of a width that decides where text wraps or is omitted (see `Size`).
    `is_paper`: the height is not limited, unlike that of a map on a page. `is_in_page`: the text is
    in the typeface of a page.
    """

    def __init__(self, key: str, size: Size, height: float, style: Style) -> None:
        self.width, self.height, self.style, self.scale = size.width, height, style, size.scale
        self.room_share = size.room_share
        self.is_paper = size.height is None
        self.is_in_page = size.fit_width is not None
        self._key = key
        self._hatches: dict[float, str] = {}
        self._root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {number(self.width)} {number(height)}",
                "width": number(self.width),
                "height": number(height),
                "role": "img",
                "font-family": FONT,
                "font-size": number(style.size * size.scale),
            },
        )
        self._parent = self._root
        self._is_framed = False
        self.frames: dict[ElementTree.Element, Frame] = {}
        """{group: frame} for groups that are frames."""
        self.numbers: dict[ElementTree.Element, dict[str, float]] = {}
        """{shape in a frame: its numbers by attribute}, not rounded."""
        self.points: dict[ElementTree.Element, Sequence[Point]] = {}
        """{path in a frame: its points}, not rounded."""

    @property
    def root(self) -> ElementTree.Element:
        """The element of the drawing, with the definitions of its hatches."""
        if self._hatches and self._root[0].tag != "defs":
            defs = ElementTree.Element("defs")
            for unit, name in self._hatches.items():
                self._define_hatch(defs, name, unit)
            self._root.insert(0, defs)
        return self._root

    @property
    def size(self) -> float:
        """The font size of a label in px."""
        return self.style.size * self.scale

    def describe(self, title: str, description: str) -> None:
        """Add the title and the description for screen readers."""
        for tag, words in (("title", title), ("desc", description)):
            ElementTree.SubElement(self._root, tag).text = _clean(words)

    @contextmanager
    def group(self, **attributes: str) -> Iterator[None]:
        """Put everything that is drawn within the context into one group."""
        parent = self._parent
        self._parent = self._add("g", {}, attributes)
        yield
        self._parent = parent

    @contextmanager
    def frame(self, frame: Frame) -> Iterator[None]:
        """Put the shapes that are drawn within the context into a frame; it may not have text."""
        with self.group():
            self.frames[self._parent] = frame
            self._is_framed = True
            yield
            self._is_framed = False

    @contextmanager
    def row(self, top: float) -> Iterator[None]:
        """Measure y from `top` within the context, so that all rows have the same numbers."""
        with self.group(transform=f"translate(0 {number(top)})"):
            yield

    @contextmanager
    def mark(self, datum: Datum) -> Iterator[None]:
        """Put the shapes that are drawn within the context into the group of one value.

        The group has the code, state, role and tooltip of the value.
        """
        attributes = {"data-state": datum.state, "data-role": datum.role}
        if datum.code:
            attributes["data-code"] = datum.code
        if datum.selected:
            attributes["data-selected"] = "true"
        with self.group(**attributes):
            self.tooltip(datum.tooltip)
            yield

    def tooltip(self, lines: Sequence[str]) -> None:
        """Add a tooltip to the group."""
        if lines:
            ElementTree.SubElement(self._parent, "title").text = _clean("\n".join(lines))

    def remove_tooltips(self) -> None:
        """Remove all tooltips."""
        for parent in self._root.iter():
            for title in parent.findall("title"):
                parent.remove(title)

    def fill(self, paint: Paint, unit: float = 1.0) -> str:
        """Return the fill of a paint: its colour, or the hatch for not reported.

        `unit` is the number of px per unit of length of the shape, if the shape is scaled.
        """
        if not paint.hatched:
            return paint.fill
        name = self._hatches.setdefault(unit, f"hatch-{self._key}-{len(self._hatches)}")
        return f"url(#{name})"

    def rect(self, x: float, y: float, width: float, height: float, fill: str, **more: str) -> None:
        """Draw a rectangle from its upper left corner."""
        numbers = {"x": x, "y": y, "width": width, "height": height}
        self._add("rect", numbers, {"fill": fill} | more)

    def line(self, start: Point, end: Point, colour: str, thickness: float, **more: str) -> None:
        """Draw a straight line."""
        numbers = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
        self._add("line", numbers | {"stroke-width": thickness}, {"stroke": colour} | more)

    def circle(self, middle: Point, radius: float, fill: str, **more: str) -> None:
        """Draw a circle around a point."""
        self._add("circle", {"cx": middle[0], "cy": middle[1], "r": radius}, {"fill": fill} | more)

    def diamond(self, middle: Point, half: float, fill: str) -> None:
        """Draw a square on its corner, `half` px from its middle to each corner."""
        self.path(to_diamond(middle, half), fill)

    def path(self, d: str, fill: str, **more: str) -> None:
        """Draw a shape from path data."""
        self._add("path", {}, {"d": d, "fill": fill} | more)

    def steps(self, points: Sequence[Point], fill: str, *, is_closed: bool, **more: str) -> None:
        """Draw a path through the points, with short commands for horizontal and vertical parts."""
        self.path(f"{to_steps(points)}{'Z' if is_closed else ''}", fill, **more)
        if self._is_framed:
            self.points[self._parent[-1]] = points

    def words(self, words: str, at: Point, style: TextStyle = PLAIN) -> None:
        """Draw one line of text, vertically centred on the point; nothing for ""."""
        if not words:
            return
        height = style.size or self.size
        attributes = {"fill": style.colour or self.style.text}
        if style.anchor != "start":
            attributes["text-anchor"] = style.anchor
        if style.bold:
            attributes["font-weight"] = "700"
        if style.background is not None:
            attributes |= self.halo(style.background)
        numbers: dict[str, float] = {"x": at[0], "y": at[1] + height * BASELINE}
        if height != self.size:
            numbers["font-size"] = height
        self._add("text", numbers, attributes).text = _clean(words)

    def halo(self, colour: str) -> dict[str, str]:
        """Return the attributes of text, or of a group, with a halo in `colour` around letters."""
        return {
            "stroke": colour,
            "stroke-width": number(3 * self.scale),
            "stroke-linejoin": "round",
            "paint-order": "stroke",
        }

    def lines(self, lines: Sequence[str], at: Point, style: TextStyle = PLAIN) -> None:
        """Draw several lines of text, vertically centred on the point."""
        step = (style.size or self.size) * LINE
        for row, words in enumerate(lines):
            self.words(words, (at[0], at[1] + (row - (len(lines) - 1) / 2) * step), style)

    def wrap(self, words: str, room: float, size: float | None = None) -> list[str]:
        """Return the text in lines no wider than `room` px."""
        return wrap_text(words, room, size or self.size)

    def fit(self, words: str, room: float, rows: int, size: float | None = None) -> list[str]:
        """Return the text in at most `rows` lines of `room` px; it ends with "…" if cut."""
        letters = size or self.size
        fitted = fit_text(words, room, rows * letters * LINE, letters, letters)
        return self.wrap(fitted.words, room, letters)[:rows]

    def text_width(self, words: str, size: float | None = None, *, bold: bool = False) -> float:
        """Return the width of one line in px; the estimate is rather too wide than too narrow."""
        return width(words, size or self.size, bold)

    def dash(self, dash: Dash) -> dict[str, str]:
        """Return the attribute of a dashed line."""
        lengths = " ".join(number(length * self.scale) for length in DASHES[dash])
        return {"stroke-dasharray": lengths}

    def place(self, other: Drawing, at: Point) -> None:
        """Put another drawing into this one, with its upper left corner at the point."""
        element = other.root
        element.set("x", number(at[0]))
        element.set("y", number(at[1]))
        self._parent.append(element)

    def to_svg(self, spell: Callable[[str], str] = str) -> str:
        """Return the drawing as SVG; `spell` changes every text, for the letters of a typeface."""
        for element in self._root.iter("text"):
            element.text = spell(element.text or "")
        return ElementTree.tostring(self.root, encoding="unicode")

    def _define_hatch(self, defs: ElementTree.Element, name: str, unit: float) -> None:
        step, thickness = HATCH_STEP * self.scale, HATCH_WIDTH * self.scale
        rotation = "rotate(45)" if unit == 1 else f"scale({1 / unit:.5g}) rotate(45)"
        pattern = ElementTree.SubElement(
            defs,
            "pattern",
            {
                "id": name,
                "width": number(step),
                "height": number(step),
                "patternUnits": "userSpaceOnUse",
                "patternTransform": rotation,
            },
        )
        for stripe, fill in ((step, self.style.not_reported), (thickness, self.style.hatch)):
            size = {"width": number(stripe), "height": number(step)}
            ElementTree.SubElement(pattern, "rect", size | {"fill": fill})

    def _add(
        self, tag: str, numbers: dict[str, float], attributes: dict[str, str]
    ) -> ElementTree.Element:
        lengths = {name: number(value) for name, value in numbers.items()}
        others = {name.replace("_", "-"): value for name, value in attributes.items()}
        element = ElementTree.SubElement(self._parent, tag, lengths | others)
        if self._is_framed:
            self.numbers[element] = numbers
        return element


def _clean(words: str) -> str:
    """Return the text without characters that XML does not allow."""
    return _UNFIT.sub("", words)


def faded(looks: Paint) -> dict[str, str]:
    """Return the attribute of a faded shape, {} for a shape that is not faded.

    Only the fill is faded: a shape with `opacity` would become a separate layer in a PDF.
    """
    return {} if looks.opacity == 1 else {"fill_opacity": f"{looks.opacity:g}"}


def draw_nothing(key: str, size: Size, style: Style, words: str) -> Drawing:
    """Return a drawing of the reason why there is nothing to show, in the middle of the width."""
    sketch = Drawing(key, size, 0, style)
    lines = sketch.wrap(words, sketch.width * sketch.room_share)
    height = (len(lines) + 1) * sketch.size * LINE
    drawing = Drawing(key, size, height, style)
    look = TextStyle(anchor="middle", colour=style.muted)
    drawing.lines(lines, (drawing.width / 2, height / 2), look)
    return drawing


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
