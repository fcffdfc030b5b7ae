"""Reads the native charts of a workbook back, with the cells that they refer to."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils import range_boundaries

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class Series:
    """The cells of a series: its name, its labels, its values (None for an empty cell).

    `colours` is one for each point, or one for all (#rrggbb).
    """

    name: str
    labels: tuple[Any, ...]
    values: tuple[float | None, ...]
    colours: tuple[str, ...]


@dataclass(frozen=True)
class NativeChart:
    """A native chart: `barChart`, `lineChart` or `scatterChart`, title, sheet and series."""

    kind: str
    title: str
    sheet: str
    series: tuple[Series, ...]


def native_charts(content: bytes) -> list[NativeChart]:
    """The native charts of a workbook in the order of its sheets."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return [_chart(book, ElementTree.fromstring(parts.read(n))) for n in chart_parts(parts)]


def chart_parts(parts: zipfile.ZipFile) -> list[str]:
    """The names of the chart parts in the file, in numeric order."""
    names = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
    return sorted(names, key=lambda name: int("".join(filter(str.isdigit, name))))


def _chart(book: Any, root: ElementTree.Element) -> NativeChart:
    kinds = {f"{_C}{kind}Chart" for kind in ("bar", "line", "scatter")}
    (kind,) = [e for e in root.iter() if e.tag in kinds]
    title = "".join(t.text or "" for t in root.find(f".//{_C}title").iter(f"{_A}t"))
    series = tuple(_series(book, element) for element in kind.iterfind(f"{_C}ser"))
    sheet, _ = _reference(_either(kind, ".//{}val//{}f", ".//{}yVal//{}f"))
    return NativeChart(kind.tag.removeprefix(_C), title, sheet, series)


def _series(book: Any, element: ElementTree.Element) -> Series:
    points = element.findall(f"{_C}dPt")
    properties = [point.find(f"{_C}spPr") for point in points] or [element.find(f"{_C}spPr")]
    (name,) = _cells(book, element.find(f"{_C}tx//{_C}f").text)
    return Series(
        name,
        _cells(book, _either(element, "{}cat//{}f", "{}xVal//{}f")),
        _cells(book, _either(element, "{}val//{}f", "{}yVal//{}f")),
        tuple(
            "#" + element_style.find(f".//{_A}srgbClr").get("val").lower()
            for element_style in properties
        ),
    )


def _either(element: ElementTree.Element, *paths: str) -> str:
    """The text of the first element that exists at one of the paths."""
    places = (element.find(path.format(_C, _C)) for path in paths)
    return next(place.text or "" for place in places if place is not None)


def _cells(book: Any, words: str) -> tuple[Any, ...]:
    sheet, cells = _reference(words)
    left, top, right, bottom = range_boundaries(cells.replace("$", ""))
    rows = book[sheet].iter_rows(top, bottom, left, right, values_only=True)
    return tuple(cell for row in rows for cell in row)


def _reference(words: str) -> tuple[str, str]:
    """Sheet and cells of `'By day'!$A$1:$A$9`."""
    sheet, _, cells = words.rpartition("!")
    return sheet.strip("'"), cells
