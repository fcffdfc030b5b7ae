"""What a chart drawn on a slide shows, read back from the slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


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
        """True for the pattern of what was not reported."""
        return bool(self.lines)


@dataclass(frozen=True)
class Series:
    """A row of values of a native chart, None where there is none, and the colour of each.

    `places` are those on the horizontal axis, where it is one of numbers.
    """

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    is_line: bool
    places: tuple[float, ...] = ()


@dataclass(frozen=True)
class NativeChart:
    """A native chart: its name, its words for a screen reader, its categories and series."""

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
    """All shapes in drawing order, those of groups among them; or those of the named group."""
    tree = slide.shapes.element
    if group:
        (tree,) = [
            element for element in tree.iterfind("{*}grpSp") if _named(element).get("name") == group
        ]
    return [_shape(element) for element in tree.iter() if _tag(element) == "sp"]


def groups(slide: Any) -> dict[str, str]:
    """{name: words for a screen reader} of the groups."""
    properties = (_named(element) for element in slide.shapes.element.iterfind("{*}grpSp"))
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
    look, name = element.find("{*}spPr"), _named(element)
    preset = look.find("{*}prstGeom")
    line = look.find("{*}ln")
    fill, lines = _fill(look)
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
    name, space = _named(shape.element), shape.chart._chartSpace
    series = tuple(_series(element) for element in space.iter("{*}ser"))
    values = space.find(".//{*}ser/{*}cat")
    categories = () if values is None else tuple(v.text for v in values.iter("{*}v"))
    return NativeChart(name.get("name"), name.get("descr", ""), categories, series)


def _series(element: Any) -> Series:
    across = element.find("{*}xVal")
    places = () if across is None else tuple(float(v.text) for v in across.iter("{*}v"))
    cache = element.find(f"{{*}}{'yVal' if places else 'val'}/{{*}}numRef/{{*}}numCache")
    # A column of lines over numbers is as long as that of the longest line.
    count = len(places) or int(cache.find("{*}ptCount").get("val"))
    numbers = {int(p.get("idx")): float(p.find("{*}v").text) for p in cache.iterfind("{*}pt")}
    points = {int(p.find("{*}idx").get("val")): p for p in element.iterfind("{*}dPt")}
    is_line = _tag(element.getparent()) in ("lineChart", "scatterChart")
    look = element.find("{*}marker/{*}spPr") if is_line else None
    if look is None:
        look = element.find("{*}spPr")
    own = _fill(look)[0] or _fill(look.find("{*}ln"))[0]
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


def _fill(look: Any) -> tuple[str, str]:
    """Colour, and that of the lines where it is a hatch; "" for none."""
    solid, pattern = look.find("{*}solidFill"), look.find("{*}pattFill")
    if pattern is not None:
        ground, lines = pattern.find("{*}bgClr"), pattern.find("{*}fgClr")
        return _colour(ground), _colour(lines)
    return ("" if solid is None else _colour(solid)), ""


def _colour(holder: Any) -> str:
    return "#" + str(holder.find("{*}srgbClr").get("val")).lower()


def _words(element: Any) -> str:
    return "\n".join(_paragraphs(element))


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter("{*}p"):
        yield "".join(run.text or "" for run in paragraph.iter("{*}t"))


def _named(element: Any) -> Any:
    return element.find(".//{*}cNvPr")


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
