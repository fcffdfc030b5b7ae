"""Reads the shapes, native charts and tables of a slide back for tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from campaign.render.pptx.shapes import THEME


@dataclass(frozen=True)
class Shape:
    """A shape: its fill and outline (#rrggbb, "" for none); a hatch has a ground and lines."""

    name: str
    descr: str
    preset: str
    fill: str
    lines: str
    outline: str
    words: str

    @property
    def hatched(self) -> bool:
        """True for the pattern that means “not reported”."""
        return bool(self.lines)


@dataclass(frozen=True)
class Series:
    """A series of a native chart: values, None where missing, and the colour of each.

    `places` are the positions on a horizontal axis of numbers.
    """

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    is_line: bool
    places: tuple[float, ...] = ()


@dataclass(frozen=True)
class NativeChart:
    """A native chart: its name, its alternative text, its categories and series."""

    name: str
    descr: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a native table."""

    words: str
    fill: str
    lines: str


def shapes(slide: Any, group: str = "") -> list[Shape]:
    """All shapes in drawing order, including those in groups; or those of the named group."""
    tree = slide.shapes.element
    if group:
        (tree,) = [
            element
            for element in tree.iterfind("{*}grpSp")
            if _non_visual(element).get("name") == group
        ]
    return [_shape(element) for element in tree.iter() if _tag(element) == "sp"]


def groups(slide: Any) -> dict[str, str]:
    """{name: alternative text} of the groups."""
    properties = (_non_visual(element) for element in slide.shapes.element.iterfind("{*}grpSp"))
    return {name.get("name"): name.get("descr", "") for name in properties}


def native_charts(slide: Any) -> list[NativeChart]:
    """The native charts in drawing order."""
    return [_chart(shape) for shape in slide.shapes if shape.has_chart]


def tables(slide: Any) -> list[list[list[Cell]]]:
    """The native tables: rows of cells, the header row first."""
    return [
        [[_cell(cell) for cell in row.iter("{*}tc")] for row in shape.element.iter("{*}tr")]
        for shape in slide.shapes
        if shape.has_table
    ]


def _shape(element: Any) -> Shape:
    properties, name = element.find("{*}spPr"), _non_visual(element)
    preset = properties.find("{*}prstGeom")
    line = properties.find("{*}ln")
    fill, lines = _fill(properties)
    return Shape(
        name.get("name"),
        name.get("descr", ""),
        "freeform" if preset is None else preset.get("prst"),
        fill,
        lines,
        "" if line is None else _fill(line)[0],
        _words(element),
    )


def _chart(shape: Any) -> NativeChart:
    name, space = _non_visual(shape.element), shape.chart._chartSpace
    series = tuple(_series(one) for one in space.iter("{*}ser") if not _is_axis(one))
    values = space.find(".//{*}ser/{*}cat")
    categories = () if values is None else tuple(v.text for v in values.iter("{*}v"))
    return NativeChart(name.get("name"), name.get("descr", ""), categories, series)


def _is_axis(series: Any) -> bool:
    """True for the series whose labels are those of the axis: it has no line."""
    has_line = series.find("{*}spPr/{*}ln/{*}noFill") is None
    return not has_line and series.find("{*}dLbls") is not None


def _series(element: Any) -> Series:
    across = element.find("{*}xVal")
    places = () if across is None else tuple(float(v.text) for v in across.iter("{*}v"))
    cache = element.find(f"{{*}}{'yVal' if places else 'val'}/{{*}}numRef/{{*}}numCache")
    # The value column of a scatter chart is as long as that of the longest line.
    count = len(places) or int(cache.find("{*}ptCount").get("val"))
    numbers = {int(p.get("idx")): float(p.find("{*}v").text) for p in cache.iterfind("{*}pt")}
    points = {int(p.find("{*}idx").get("val")): p for p in element.iterfind("{*}dPt")}
    is_line = _tag(element.getparent()) in ("lineChart", "scatterChart")
    properties = element.find("{*}marker/{*}spPr") if is_line else None
    if properties is None:
        properties = element.find("{*}spPr")
    own = _fill(properties)[0] or _fill(properties.find("{*}ln"))[0]
    colours = (_fill(points[n].find("{*}spPr"))[0] if n in points else own for n in range(count))
    return Series(
        element.find("{*}tx//{*}v").text,
        tuple(numbers.get(n) for n in range(count)),
        tuple(colours),
        is_line,
        places,
    )


def _cell(element: Any) -> Cell:
    return Cell(_words(element), *_fill(element.find("{*}tcPr")))


def _fill(properties: Any) -> tuple[str, str]:
    """(fill colour, colour of the lines of a hatch); "" for none."""
    solid, pattern = properties.find("{*}solidFill"), properties.find("{*}pattFill")
    if pattern is not None:
        background, lines = pattern.find("{*}bgClr"), pattern.find("{*}fgClr")
        return _colour(background), _colour(lines)
    return ("" if solid is None else _colour(solid)), ""


def colours(element: Any) -> list[str]:
    """The colours inside an element as #rrggbb, those of the theme as the template sets them."""
    names = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
    return [
        f"#{colour.get('val').lower()}"
        if _tag(colour) == "srgbClr"
        else THEME[names.get(colour.get("val"), colour.get("val"))]
        for colour in element.iter("{*}srgbClr", "{*}schemeClr")
    ]


def _colour(holder: Any) -> str:
    return colours(holder)[0]


def _words(element: Any) -> str:
    return "\n".join(_paragraphs(element))


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter("{*}p"):
        yield "".join(run.text or "" for run in paragraph.iter("{*}t"))


def _non_visual(element: Any) -> Any:
    return element.find(".//{*}cNvPr")


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
