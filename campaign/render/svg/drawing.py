"""A builder of SVG: shapes and words in px from the top left, without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal
from xml.etree import ElementTree

from campaign.charts.body import Datum
from campaign.render.size import Size
from campaign.render.text_width import LINE, fit_text, width, wrap_text
from campaign.theme.paint import Paint
from campaign.theme.style import DASHES, HATCH_STEP, HATCH_WIDTH, Dash, Style

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
FONT = "'Source Sans 3','Source Sans','PT Sans',Arial,sans-serif"
_CLEAR = 0.35  # of the height of letters: from the middle of a line down to its base


class Drawing:
    """The shapes of one chart. `key` makes its ids differ from those of other charts on a page."""

    def __init__(self, key: str, width: float, height: float, style: Style, scale: float) -> None:
        self.width, self.height, self.style, self.scale = width, height, style, scale
        self._key = key
        self._hatches: dict[float, str] = {}
        self._root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {number(width)} {number(height)}",
                "width": number(width),
                "height": number(height),
                "role": "img",
                "font-family": FONT,
                "font-size": number(style.size * scale),
            },
        )
        self._parent = self._root

    @property
    def size(self) -> float:
        """The font size of a label in px."""
        return self.style.size * self.scale

    def describe(self, title: str, description: str) -> None:
        """Add title and description, for readers who do not see the drawing."""
        for tag, words in (("title", title), ("desc", description)):
            ElementTree.SubElement(self._root, tag).text = words

    @contextmanager
    def group(self, **attributes: str) -> Iterator[None]:
        """Put everything drawn inside into one group."""
        parent = self._parent
        self._parent = self._add("g", {}, attributes)
        yield
        self._parent = parent

    @contextmanager
    def mark(self, datum: Datum) -> Iterator[None]:
        """Put the shapes of one value into a group with its code, state, role and tooltip."""
        attributes = {"data-state": datum.state, "data-role": datum.role}
        if datum.code:
            attributes["data-code"] = datum.code
        if datum.selected:
            attributes["data-selected"] = "true"
        with self.group(**attributes):
            self.tooltip(datum.tooltip)
            yield

    def tooltip(self, lines: Sequence[str]) -> None:
        """Add the tooltip of the current group."""
        if lines:
            ElementTree.SubElement(self._parent, "title").text = "\n".join(lines)

    def fill(self, paint: Paint, unit: float = 1.0) -> str:
        """Return the fill of a paint: its colour, or the hatch of a value not reported.

        `unit` is how many px a step of a scaled shape has.
        """
        if not paint.hatched:
            return paint.fill
        name = self._hatches.setdefault(unit, f"hatch-{self._key}-{len(self._hatches)}")
        return f"url(#{name})"

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, **attributes: str
    ) -> None:
        """Draw a rectangle from its upper left corner."""
        numbers = {"x": x, "y": y, "width": width, "height": height}
        self._add("rect", numbers, {"fill": fill} | attributes)

    def line(
        self, start: Point, end: Point, colour: str, thickness: float, **attributes: str
    ) -> None:
        """Draw a straight line."""
        numbers = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
        self._add("line", numbers | {"stroke-width": thickness}, {"stroke": colour} | attributes)

    def circle(self, middle: Point, radius: float, fill: str, **attributes: str) -> None:
        """Draw a circle around its centre."""
        self._add(
            "circle", {"cx": middle[0], "cy": middle[1], "r": radius}, {"fill": fill} | attributes
        )

    def diamond(self, middle: Point, half: float, fill: str) -> None:
        """Draw a square on its corner."""
        x, y = middle
        self.path(
            f"M{number(x - half)} {number(y)}l{_h(half, -half)}l{_h(half, half)}"
            f"l{_h(-half, half)}z",
            fill,
        )

    def path(self, d: str, fill: str, **attributes: str) -> None:
        """Draw a shape from path data."""
        self._add("path", {}, {"d": d, "fill": fill} | attributes)

    def words(
        self,
        words: str,
        at: Point,
        *,
        anchor: Anchor = "start",
        size: float | None = None,
        colour: str | None = None,
        bold: bool = False,
        ground: str | None = None,
    ) -> None:
        """Write a line centred vertically on the point; `ground` is the colour of a halo."""
        letter_height = size or self.size
        attributes = {"fill": colour or self.style.text}
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if bold:
            attributes["font-weight"] = "700"
        if ground is not None:
            attributes |= {
                "stroke": ground,
                "stroke-width": number(3 * self.scale),
                "stroke-linejoin": "round",
                "paint-order": "stroke",
            }
        numbers: dict[str, float] = {"x": at[0], "y": at[1] + letter_height * _CLEAR}
        if letter_height != self.size:
            numbers["font-size"] = letter_height
        self._add("text", numbers, attributes).text = words

    def lines(self, lines: Sequence[str], at: Point, **options: Any) -> None:
        """Write several lines centred vertically on the point."""
        step = (options.get("size") or self.size) * LINE
        for row, words in enumerate(lines):
            self.words(words, (at[0], at[1] + (row - (len(lines) - 1) / 2) * step), **options)

    def wrap(self, words: str, room: float, size: float | None = None) -> list[str]:
        """Return the words in lines no wider than `room` px."""
        return wrap_text(words, room, size or self.size)

    def fit(self, words: str, room: float, rows: int) -> list[str]:
        """Return the words in at most so many lines of `room` px, with an ellipsis where cut."""
        text = fit_text(words, room, rows * self.size * LINE, self.size, self.size)
        return self.wrap(text.words, room)[:rows]

    def text_width(self, words: str, size: float | None = None, *, bold: bool = False) -> float:
        """Return the width of one line in px, rather too wide than too narrow."""
        return width(words, size or self.size, bold)

    def dash(self, dash: Dash) -> dict[str, str]:
        """Return the attribute of a broken line."""
        lengths = " ".join(number(length * self.scale) for length in DASHES[dash])
        return {"stroke-dasharray": lengths}

    def to_svg(self, spell: Callable[[str], str] = str) -> str:
        """Return the drawing as SVG; `spell` changes every word of it for a typeface."""
        for element in self._root.iter("text"):
            element.text = spell(element.text or "")
        if self._hatches:
            defs = ElementTree.Element("defs")
            for unit, name in self._hatches.items():
                self._define_hatch(defs, name, unit)
            self._root.insert(0, defs)
        return ElementTree.tostring(self._root, encoding="unicode")

    def _define_hatch(self, defs: ElementTree.Element, name: str, unit: float) -> None:
        step, thickness = HATCH_STEP * self.scale, HATCH_WIDTH * self.scale
        transform = "rotate(45)" if unit == 1 else f"scale({1 / unit:.5g}) rotate(45)"
        pattern = ElementTree.SubElement(
            defs,
            "pattern",
            {
                "id": name,
                "width": number(step),
                "height": number(step),
                "patternUnits": "userSpaceOnUse",
                "patternTransform": transform,
            },
        )
        for stripe, fill in ((step, self.style.not_reported), (thickness, self.style.hatch)):
            size = {"width": number(stripe), "height": number(step)}
            ElementTree.SubElement(pattern, "rect", size | {"fill": fill})

    def _add(
        self, tag: str, numbers: dict[str, float], attributes: dict[str, str]
    ) -> ElementTree.Element:
        values = {name: number(value) for name, value in numbers.items()}
        names = {name.replace("_", "-"): value for name, value in attributes.items()}
        return ElementTree.SubElement(self._parent, tag, values | names)


def number(value: float) -> str:
    """Return the number with at most one decimal: less than a tenth of a px is not visible."""
    return f"{round(float(value), 1):g}" if abs(value) < 100_000 else str(round(value))


def _h(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def fade_attributes(looks: Paint) -> dict[str, str]:
    """Return the attribute of a faded fill, {} for an opaque one.

    Only the fill fades: a shape faded as a whole becomes a separate layer in a PDF.
    """
    return {} if looks.opacity == 1 else {"fill_opacity": f"{looks.opacity:g}"}


def draw_nothing(key: str, words: str, style: Style, size: Size) -> Drawing:
    """Return a low drawing with the message of a chart without data."""
    drawing = Drawing(key, size.width, 120 * size.scale, style, size.scale)
    middle = (size.width / 2, 60 * size.scale)
    drawing.words(words, middle, anchor="middle", colour=style.muted)
    return drawing
