"""A drawing that CSS stretches is equal at every width to a drawing made for that width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

import pytest

from campaign.analysis.view import View
from campaign.charts import by_evidence, by_region
from campaign.charts.chart import Chart
from campaign.charts.spec import Timeline
from campaign.domain.campaign import Campaign
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.elastic import UnevenDrawingsError, stretch
from campaign.render.svg.figure import to_drawing
from campaign.theme.style import LIGHT
from tests.campaigns import CHARTS, view_of, with_every_state
from tests.line_chart import running_total

MAPS = (by_region.choropleth, by_evidence.report_shares)
ELASTIC = tuple(build for build in (*CHARTS, running_total) if build not in MAPS)
NARROW = Size("narrow", 290, fit_width=270, height=None)
WIDE = Size("wide", 760, fit_width=590, height=None)
WIDTHS = {290: (480, (270, 290, 377, 480, 495)), 760: (1320, (600, 760, 1001, 1320, 1600))}
"""By the narrower width of a drawing: the wider one, and the column widths to compare, in px."""
TOLERANCE = 0.3  # px

LENGTH = re.compile(r"(?:calc\()?(?:(-?[\d.]+)%)?(?: \+ )?(?:(-?[\d.]+)px)?\)?")
STEP = re.compile(r"([MHLV])(-?[\d.]+)(?: (-?[\d.]+))?")
RELATIVE = re.compile(r"([Mhlv])(-?[\d.]+)(?: (-?[\d.]+))?")
TURN = re.compile(r"rotate\((\S+) (\S+) (\S+)\)")


@dataclass(frozen=True)
class Shape:
    """A shape in a column: attributes that do not depend on the width, and its numbers in px."""

    kind: str
    look: tuple[tuple[str, str], ...]
    numbers: tuple[float, ...]


def length(words: str, width: float) -> float:
    """A CSS length in px."""
    match = LENGTH.fullmatch(words)
    assert match, words
    return float(match[1] or 0) / 100 * width + float(match[2] or 0)


def shapes(element: ElementTree.Element, width: float, shift: float = 0.0) -> Iterator[Shape]:
    """Yield the shapes that a browser draws in a column of this width, in order."""
    for child in element:
        match child.tag:
            case "defs" | "title" | "desc":
                continue
            case "svg":
                yield from shapes(child, width, shift + length(child.get("x", "0px"), width))
            case "g":
                turn = TURN.fullmatch(child.get("transform", ""))
                if turn:
                    yield Shape("turn", (), (float(turn[2]) + shift, float(turn[3])))
                yield from shapes(child, width, shift)
            case "foreignObject":
                yield from framed_shapes(child, width)
            case _:
                yield from plain_shapes(child, width, shift)


def plain_shapes(element: ElementTree.Element, width: float, shift: float) -> Iterator[Shape]:
    names = {**element.attrib}
    for part in filter(None, names.pop("style", "").split(";")):
        name, words = part.split(":")
        names[name] = f"{length(words, width)}"
    if element.tag == "line" and names["y1"] == names["y2"] and "stroke-dasharray" not in names:
        # A stretched line is a rectangle, so all horizontal lines are compared as rectangles.
        x1, x2, y = (float(names.pop(n)) for n in ("x1", "x2", "y1"))
        thickness = float(names["stroke-width"])
        line = (("fill", names["stroke"]),)
        yield Shape("rect", line, (x1 + shift, y - thickness / 2, x2 - x1, thickness))
        return
    if element.tag == "path":
        yield from path_shapes(names, shift)
        return
    across = [n for n in ("x", "cx", "x1", "x2") if n in names]
    others = [n for n in ("y", "cy", "y1", "y2", "width", "height", "r") if n in names]
    numbers = [float(names.pop(n)) + shift for n in across]
    numbers += [float(names.pop(n)) for n in others]
    look = {n: v for n, v in names.items() if not n.startswith("data-")}
    if element.tag == "text":
        look["words"] = element.text or ""
    yield Shape(element.tag, tuple(sorted(look.items())), tuple(numbers))


def points(d: str) -> list[tuple[float, float]]:
    """The points of a path."""
    x = y = 0.0
    result = []
    for step in STEP.finditer(d):
        match step[1]:
            case "M" | "L":
                x, y = float(step[2]), float(step[3])
            case "H":
                x = float(step[2])
            case "V":
                y = float(step[2])
        result.append((x, y))
    return result


def path_shapes(names: dict[str, str], shift: float) -> Iterator[Shape]:
    d = names.pop("d")
    corners = points(d)
    if len(corners) == 1:
        rest = STEP.sub("", d)
        look = tuple(sorted({**names, "rest": rest}.items()))
        yield Shape("path", look, (corners[0][0] + shift, corners[0][1]))
        return
    if names.get("fill", "none") != "none":
        flat = [n + (shift if at % 2 == 0 else 0) for at, n in enumerate(sum(corners, ()))]
        yield Shape("area", (("fill", names["fill"]),), tuple(flat))
    if "stroke" in names:
        middles = [
            ((x + to_x) / 2 + shift, (y + to_y) / 2)
            for (x, y), (to_x, to_y) in zip(corners, corners[1:], strict=False)
        ]
        yield Shape("line", (("fill", names["stroke"]),), tuple(sum(middles, ())))


def framed_shapes(frame: ElementTree.Element, width: float) -> Iterator[Shape]:
    """Yield the shapes in a stretched frame: one path, or shapes in percent of the frame."""
    style = dict(part.split(":") for part in frame.get("style", "").split(";"))
    left, across = (length(style[name], width) for name in ("x", "width"))
    (inner,) = frame
    if "viewBox" not in inner.attrib:
        box = (left, float(frame.get("y", "")), across, float(frame.get("height", "")))
        assert (inner.get("width"), inner.get("height")) == ("100%", frame.get("height"))
        yield from percent_shapes(inner, box)
        return
    (path,) = inner
    start, _, wide, high = map(float, inner.get("viewBox", "").split())
    assert (inner.get("preserveAspectRatio"), inner.get("width")) == ("none", "100%")
    assert float(inner.get("height", "")) == float(frame.get("height", "")) == high
    names = {**path.attrib}
    assert names.pop("vector-effect", "") == ("non-scaling-stroke" if "stroke" in names else "")

    def place(step: re.Match[str]) -> str:
        if step[1] == "V":
            return step[0]
        x = left + (float(step[2]) - start) / wide * across
        return f"{step[1]}{x:f} {step[3]}" if step[3] else f"{step[1]}{x:f}"

    names["d"] = STEP.sub(place, names["d"])
    yield from path_shapes(names, 0)


Box = tuple[float, float, float, float]


def percent_shapes(element: ElementTree.Element, box: Box) -> Iterator[Shape]:
    """Yield the shapes in a frame with this box: left, top, width and height in px."""
    left, top, across, down = box
    for child in element:
        if child.tag == "g":
            yield from percent_shapes(child, box)
        elif child.tag == "svg":
            yield from relative_path_shapes(child, box)
        elif child.tag != "title":
            shape = ElementTree.Element(child.tag, child.attrib)
            shifts = {"x": left, "cx": left, "y": top, "cy": top}
            for name in {"x", "y", "width", "height", "cx", "cy"} & {*child.attrib}:
                room = across if name in ("x", "width", "cx") else down
                value = length(child.get(name, ""), room) + shifts.get(name, 0)
                shape.set(name, f"{value:f}")
            yield from plain_shapes(shape, 0, 0)


def relative_path_shapes(drawing: ElementTree.Element, box: Box) -> Iterator[Shape]:
    """Yield the shapes of a path whose coordinates are in units of its frame."""
    left, top, across, down = box
    (path,) = drawing
    start, above, wide, high = map(float, drawing.get("viewBox", "").split())
    assert (start, above, drawing.get("preserveAspectRatio")) == (0, 0, "none")
    assert (drawing.get("width"), drawing.get("height")) == ("100%", "100%")
    names = {**path.attrib}
    assert names.pop("vector-effect", "") == ("non-scaling-stroke" if "stroke" in names else "")
    x = y = 0.0
    steps = []
    for step in RELATIVE.finditer(names["d"]):
        if step[1] == "v":
            y += float(step[2])
        else:
            x += float(step[2])
            y += float(step[3] or 0)
        place = f"{left + x / wide * across:f} {top + y / high * down:f}"
        steps.append(f"{'M' if step[1] == 'M' else 'L'}{place}")
    yield from path_shapes({**names, "d": "".join(steps)}, 0)


def draw_at(chart: Chart, size: Size, width: int) -> Drawing:
    height = 500 if isinstance(chart.spec, Timeline) else None
    return to_drawing(chart, LIGHT, replace(size, width=width, height=height))


@pytest.mark.sample(6)
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=lambda size: size.name)
@pytest.mark.parametrize("build", ELASTIC, ids=lambda build: build.__name__)
def test_a_stretched_drawing_is_equal_to_one_drawn_at_that_width(
    campaign: Campaign, build: Callable[[View], Chart], size: Size
) -> None:
    view = view_of(with_every_state(campaign), "ru", oblast="KG-N,KG-GO")
    chart = build(view)
    wider, columns = WIDTHS[size.width]
    elastic = stretch(draw_at(chart, size, size.width), draw_at(chart, size, wider))
    assert "viewBox" not in elastic.attrib and elastic.get("width") == "100%"
    for column in columns:
        expected = list(shapes(draw_at(chart, size, column).root, column))
        stretched = list(shapes(elastic, column))
        assert [(s.kind, s.look) for s in stretched] == [(s.kind, s.look) for s in expected], column
        for one, other in zip(stretched, expected, strict=True):
            assert one.numbers == pytest.approx(other.numbers, abs=TOLERANCE), (column, one)


def drawing(width: int, put: Callable[[Drawing, float], Any]) -> Drawing:
    """A drawing to which `put` adds shapes of this width."""
    result = Drawing("key", Size("size", width), 100, LIGHT)
    put(result, width)
    return result


UNEVEN: dict[str, Callable[[Drawing, float], Any]] = {
    "another text": lambda d, w: d.words(f"{w}", (0, 0)),
    "another colour": lambda d, w: d.rect(0, 0, w, 1, "red" if w == 100 else "blue"),
    "one more shape": lambda d, w: [d.rect(0, 0, 1, 1, "red") for _ in range(int(w) // 100)],
    "a slanted line": lambda d, w: d.line((0, 0), (w, 10), "red", 1),
    "a dashed line that gets longer": lambda d, w: d.line(
        (0, 5), (w, 5), "red", 1, **d.dash("dot")
    ),
    "steps in another proportion": lambda d, w: d.path(f"M0 0H{w**2 / 100}V9H{w}", "red"),
    "a curve": lambda d, w: d.path(f"M0 0H{w}Q{w} 9 0 9", "red"),
}


@pytest.mark.parametrize("put", UNEVEN.values(), ids=UNEVEN)
def test_drawings_that_differ_in_more_than_width_raise_an_error(
    put: Callable[[Drawing, float], Any],
) -> None:
    with pytest.raises(UnevenDrawingsError):
        stretch(drawing(100, put), drawing(200, put))


def test_a_line_that_moves_keeps_its_dashes() -> None:
    def put(drawing: Drawing, width: float) -> None:
        drawing.line((width / 2, 0), (width / 2, 10), "red", 1, **drawing.dash("dot"))

    root = stretch(drawing(100, put), drawing(200, put))
    (line,) = root.iter("line")
    assert line.get("stroke-dasharray") and root[0].get("x") == "50%"


def test_a_rotated_group_moves_with_its_centre() -> None:
    def put(drawing: Drawing, width: float) -> None:
        x = 10 + width / 4
        with drawing.group(transform=f"rotate(-90 {x:g} 50)"):
            drawing.words("Turned", (x, 50))

    root = stretch(drawing(100, put), drawing(200, put))
    (inner,) = root
    (group,) = inner
    assert (inner.tag, inner.get("x")) == ("svg", "25%")
    assert group.get("transform") == "rotate(-90 10 50)" and group[0].get("x") == "10"


def test_ids_of_different_drawings_are_different(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    ids: list[str] = []
    for build in ELASTIC:
        chart = build(view)
        key = f"{build.__module__}-{build.__name__}".replace(".", "-")
        both = [draw_at(replace(chart, key=key), WIDE, width) for width in (760, 1320)]
        root = stretch(*both)
        names = [e.get("id", "") for e in root.iter() if "id" in e.attrib]
        used = re.findall(r"url\(#([^)]*)\)", ElementTree.tostring(root, encoding="unicode"))
        assert set(used) == set(names)
        ids += names
    assert len(ids) == len(set(ids)) > 0
