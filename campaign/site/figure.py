"""The figure of a chart in a page: SVG for columns of any width, without a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from xml.etree import ElementTree

from campaign.charts.chart import Chart
from campaign.charts.spec import Choropleth, Heatmap, SmallMultiples, Timeline
from campaign.render.size import NARROW_ROOM, WIDE_ROOM, Size
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.elastic import UnevenDrawingsError, stretch
from campaign.render.svg.figure import to_drawing
from campaign.site.colour_pairs import PAIRED, to_variables
from campaign.site.page import Drawings
from campaign.theme.style import Style


@dataclass(frozen=True)
class Band:
    """A range of column widths of a page, for which a chart is drawn at two `widths` (px).

    Its texts fit a column of `room` px. `name` is the class that figure.css shows in these columns.
    A chart that is scaled as a whole is drawn at `usual` px, the width of most such columns.
    """

    name: str
    widths: tuple[int, int]
    room: int
    usual: int


NARROW = Band("narrow", (290, 480), NARROW_ROOM, 330)
WIDE = Band("wide", (760, 1320), WIDE_ROOM, 800)
MIDDLE = Band("middle", (660, 960), WIDE_ROOM, 800)
BROAD = Band("broad", (1080, 1500), 980, 1200)
_HALF = 660
"""Px: the usual width of a map in half a page, where its letters are those of the page."""
_FILE = Size("file", 936, fit_width=WIDE_ROOM)  # with room for its words in any typeface
_MAP_SHARE = 0.54
"""The height of a map as a share of its width, if it is not narrow; figure.css has its limits."""
_MAP_HEIGHT, _COMPACT_MAP_HEIGHT = 440, 400
"""The height of a narrow map in px, as in figure.css."""
_UNREAD = frozenset(
    ("data-band", "data-day", "data-limit", "data-line", "data-mark", "data-part", "data-role")
    + ("data-selected", "data-state", "font-family", "xmlns")
)
"""Attributes that no script and no style sheet of a page reads."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")

Link = Callable[[str], str | None]
"""The address that a value's code leads to; None for none."""


def _no_link(_: str) -> None:
    return None


def figure(chart: Chart, link: Link, drawings: Drawings | None = None) -> str:
    """Return the chart as HTML for a column of a page; "" without a drawing.

    Each mark, a shape with a tooltip, has an id; one that can be selected is a link, another is an
    image. Regions have `data-unit`. A chart is drawn once for all pages with the same `drawings`.
    """
    if not chart.has_drawing:
        return ""
    kinds = ["figure"]
    if isinstance(chart.spec, Choropleth):
        kinds += ["map", "plays"] if chart.spec.animation else ["map"]
    if chart.compact:
        kinds.append("compact")
    element = ElementTree.Element("div", {"class": " ".join(kinds)})
    roots = _roots(chart, drawings)
    if not isinstance(chart.spec, Choropleth):
        heights = (f"--{root.get('class')}:{root.get('height')}px" for root in roots)
        element.set("style", ";".join(heights))
    for root in roots:
        _finish_marks(root, f"{chart.key}-{root.get('class')}", link if chart.pick else _no_link)
        _finish_days(root, link if chart.brush else _no_link)
        root.set("role", "group")
        root.set("aria-label", chart.heading)
        if isinstance(chart.spec, Choropleth | Heatmap | SmallMultiples):
            root.set("data-arrows", "place")
        element.append(root)
    for part in element.iter():
        for name in _UNREAD & part.attrib.keys():
            del part.attrib[name]
    return to_variables(ElementTree.tostring(element, encoding="unicode"))


def file_drawing(chart: Chart, style: Style) -> Drawing:
    """Return the drawing of the chart in one width, for a file of its own."""
    if isinstance(chart.spec, Timeline):
        chart = replace(chart, spec=replace(chart.spec, has_list=False))
    drawing = to_drawing(chart, style, _with_height(_FILE, chart))
    drawing.remove_tooltips()
    return drawing


def _with_height(size: Size, chart: Chart) -> Size:
    """Return the size with the height of a map; other charts are as high as what is in them."""
    if not isinstance(chart.spec, Choropleth):
        return size
    narrow = _COMPACT_MAP_HEIGHT if chart.compact else _MAP_HEIGHT
    return replace(size, height=narrow if size.narrow else round(size.width * _MAP_SHARE))


def _roots(chart: Chart, drawings: Drawings | None) -> list[ElementTree.Element]:
    """Return the chart drawn for each band, copied from `drawings` where it is among them."""
    if drawings is None:
        return [_draw(chart, band) for band in _bands(chart)]
    if id(chart) not in drawings:
        drawings[id(chart)] = chart, _roots(chart, None)
    return deepcopy(drawings[id(chart)][1])


def _bands(chart: Chart) -> tuple[Band, ...]:
    # The names of columns, dates side by side and a legend in few rows need a wide screen.
    wide = (
        not chart.compact
        if isinstance(chart.spec, Timeline)
        else isinstance(chart.spec, Heatmap | SmallMultiples)
    )
    return (NARROW, MIDDLE, BROAD) if wide else (NARROW, WIDE)


def _draw(chart: Chart, band: Band) -> ElementTree.Element:
    """Draw the chart for every width; scale it as a whole if its parts do not change evenly."""
    # A hatch is referenced by its id, so each drawing needs ids of its own.
    chart = replace(chart, key=f"{chart.key}-{band.name}")
    size = _with_height(Size(band.name, band.usual, fit_width=band.room), chart)
    if isinstance(chart.spec, Choropleth):
        if chart.compact and band is WIDE:
            size = _with_height(replace(size, width=_HALF), chart)
        root = to_drawing(chart, PAIRED, replace(size, fit_width=None)).root
        root.set("preserveAspectRatio", "xMidYMin")
    else:
        narrow, wide = (to_drawing(chart, PAIRED, replace(size, width=w)) for w in band.widths)
        try:
            root = stretch(narrow, wide)
        except UnevenDrawingsError:
            root = to_drawing(chart, PAIRED, size).root
            root.set("width", "100%")
    root.set("class", band.name)
    return root


def _finish_marks(root: ElementTree.Element, prefix: str, link: Link) -> None:
    """Make a link or an image of each mark, with an id: the `prefix` and what its code selects.

    Tab reaches the first one, arrows reach the others. Marks of the same name have numbers.
    """
    counts: Counter[str] = Counter()
    for group in list(root.iter("g")):
        code = group.attrib.pop("data-code", "")
        # A mark has a tooltip and a shape. The classes of a legend have only a tooltip.
        if group.find("title") is None or len(group) == 1 or "data-legend" in group.attrib:
            continue
        values = dict.fromkeys(part.rpartition("=")[2] for part in code.split("&"))
        name = _UNSAFE.sub("-", "-".join(values)) or group.get("data-day", "mark")
        counts[name] += 1
        unique = name if counts[name] == 1 else f"{name}-{counts[name]}"
        group.set("id", f"{prefix}-{unique}")
        group.set("tabindex", "-1" if counts.total() > 1 else "0")
        address = link(code) if code else None
        if address is None:
            group.set("role", "img")
        else:
            group.tag = "a"
            group.set("href", address)
        if "data-selected" in group.attrib:
            group.set("aria-current", "true")
        unit = code.removeprefix("oblast=")
        if code.startswith("oblast=") and "&" not in unit:
            group.set("data-unit", unit)


def _finish_days(root: ElementTree.Element, link: Link) -> None:
    """Give the areas of days the address of a range of days; remove those without one."""
    for parent in list(root.iter()):
        for area in parent.findall("rect[@data-days]"):
            first, count = area.get("data-first", ""), int(area.get("data-days", ""))
            start = date.fromisoformat(first)
            for length in (2, 3):  # one of the two is not the range selected now
                ends = [(start + timedelta(days)).isoformat() for days in (1, length)]
                address = link("from={}&to={}".format(*ends)) if count > length + 1 else None
                pattern = (address or "").replace(f"from={ends[0]}", "from={from}")
                pattern = pattern.replace(f"to={ends[1]}", "to={to}")
                if "{from}" in pattern and "{to}" in pattern:
                    area.set("data-days", pattern)
                    area.set("data-count", str(count))
                    break
            else:
                parent.remove(area)
