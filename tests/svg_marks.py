"""Reads the marks, legend and texts of a chart back from its SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

_NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Shape:
    """A shape with its attributes, lengths in px of the drawing."""

    tag: str
    fill: str
    opacity: float
    stroke: str
    thickness: float
    dash: str
    attributes: dict[str, str]


@dataclass(frozen=True)
class Mark:
    """A value of a chart: its code, state and role, its shapes, the labels on or beside it."""

    code: str
    state: str
    role: str
    selected: bool
    shapes: tuple[Shape, ...]
    words: tuple[str, ...]
    tooltip: str

    @property
    def hatched(self) -> bool:
        """True where a shape has the hatch that means “not reported”."""
        return any(shape.fill.startswith("url(") for shape in self.shapes)


@dataclass(frozen=True)
class Key:
    """An entry of the legend."""

    role: str
    words: str
    shape: Shape


def root(svg: str) -> ElementTree.Element:
    """The root element of the drawing."""
    return ElementTree.fromstring(svg)


def marks(svg: str) -> list[Mark]:
    """All values in drawing order."""
    return [
        Mark(
            group.get("data-code", ""),
            group.get("data-state", ""),
            group.get("data-role", ""),
            group.get("data-selected") == "true",
            tuple(_shapes(group)),
            tuple(text.text or "" for text in group.iter(f"{_NAMESPACE}text")),
            next((t.text or "" for t in group.findall(f"{_NAMESPACE}title")), ""),
        )
        for group in root(svg).iter(f"{_NAMESPACE}g")
        if group.get("data-state") and group.get("data-role")
    ]


def legend(svg: str) -> list[Key]:
    """The entries of the legend in their order; a class on a strip has its label in a tooltip."""
    return [
        Key(
            group.get("data-legend", ""),
            next((t.text or "" for t in group.findall(f"{_NAMESPACE}title")), words_of(group)),
            next(_shapes(group)),
        )
        for group in root(svg).iter(f"{_NAMESPACE}g")
        if group.get("data-legend")
    ]


def legend_title(svg: str) -> str:
    """The title of a map's legend."""
    groups = root(svg).iter(f"{_NAMESPACE}g")
    return " ".join(words_of(g) for g in groups if g.get("data-part") == "legend-title")


def event_words(svg: str) -> dict[str, str]:
    """{kind and day of a milestone or reported event: the label beside its marker}."""
    return {
        f"{group.get('data-mark')}:{group.get('data-day')}": words_of(group)
        for group in root(svg).iter(f"{_NAMESPACE}g")
        if group.get("data-mark")
    }


def strip_words(svg: str) -> list[str]:
    """The class limits on the strip of a map's legend, from left to right."""
    return [
        words_of(group) for group in root(svg).iter(f"{_NAMESPACE}g") if group.get("data-limit")
    ]


def strip_marks(svg: str) -> dict[str, tuple[float, str]]:
    """{region or "average": (position on the strip from 0 to 1, label)}."""
    groups = list(root(svg).iter(f"{_NAMESPACE}g"))
    rects = [
        next(_shapes(g)).attributes for g in groups if g.get("data-legend", "").startswith("class:")
    ]
    left = float(rects[0]["x"]) if rects else 0.0
    width = sum(float(rect["width"]) for rect in rects)
    marks = {}
    for group in groups:
        if code := group.get("data-marked"):
            *_, shape = _shapes(group)
            if shape.tag == "line":
                x = float(shape.attributes["x1"])
            else:
                x = float(shape.attributes["d"].split(" ")[0].removeprefix("M"))
            marks[code] = ((x - left) / width, words_of(group))
    return marks


def pieces(svg: str) -> list[str]:
    """Every piece of text of the drawing; title and entries of its legend are one piece."""
    drawing = root(svg)
    title = " ".join(key.words for key in legend(svg))
    for parent in list(drawing.iter()):
        for child in list(parent):
            if child.get("data-part") == "legend":
                title = f"{words_of(child)} {title}"
                parent.remove(child)
            elif child.get("data-legend"):
                parent.remove(child)
    texts = [element.text or "" for element in drawing.iter() if not list(element)]
    return [title, *(text for text in texts if text)]


def words_of(element: ElementTree.Element) -> str:
    """All text inside the element."""
    return " ".join(text.text or "" for text in element.iter(f"{_NAMESPACE}text"))


def shapes(svg: str) -> list[Shape]:
    """All shapes of the drawing except those of its patterns."""
    drawing = root(svg)
    for defs in drawing.findall(f"{_NAMESPACE}defs"):
        drawing.remove(defs)
    return list(_shapes(drawing))


def hatches(svg: str) -> set[tuple[float, float, str, str]]:
    """(step in px, line thickness in px, background colour, line colour) of every hatch."""
    result = set()
    for pattern in root(svg).iter(f"{_NAMESPACE}pattern"):
        background, line = pattern.findall(f"{_NAMESPACE}rect")
        numbers = float(background.get("width", "")), float(line.get("width", ""))
        result.add((*numbers, background.get("fill", ""), line.get("fill", "")))
    return result


def _shapes(holder: ElementTree.Element) -> Iterator[Shape]:
    for element in holder.iter():
        tag = element.tag.removeprefix(_NAMESPACE)
        if tag in ("rect", "path", "circle", "line"):
            yield _shape(tag, element.attrib)


def _shape(tag: str, attributes: dict[str, Any]) -> Shape:
    transform = attributes.get("transform", "")
    scaled = re.search(r"scale\(([\d.]+)\)", transform)
    scale = float(scaled[1]) if scaled else 1.0
    return Shape(
        tag,
        attributes.get("fill", ""),
        float(attributes.get("fill-opacity", 1)),
        attributes.get("stroke", ""),
        float(attributes.get("stroke-width", 1)) * scale,
        attributes.get("stroke-dasharray", ""),
        dict(attributes),
    )
