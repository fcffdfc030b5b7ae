"""The figure of a chart in a page: SVG for columns of any width, without a script."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from xml.etree import ElementTree

from campaign.analysis.view import View
from campaign.charts.body import Choropleth, Grid, Panels, Timeline
from campaign.charts.chart import Build, Chart
from campaign.render.height import height
from campaign.render.size import NARROW_ROOM, WIDE_ROOM, Size
from campaign.render.svg.elastic import UnevenDrawingsError, stretch
from campaign.render.svg.figure import draw_without_titles, to_drawing
from campaign.render.svg.markup import to_markup
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
_FILE = Size("file", 936, fit_width=WIDE_ROOM)  # with room for its words in any typeface
_UNREAD = frozenset(
    ("data-band", "data-day", "data-limit", "data-line", "data-mark", "data-part", "data-role")
    + ("data-selected", "data-state", "font-family", "xmlns")
)
"""Attributes that no script and no style sheet of a page reads."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")

Link = Callable[[str], str | None]
"""The address that a value's code leads to; None for none."""


def figure(chart: Chart, link: Link, name: str = "", drawings: Drawings | None = None) -> str:
    """Return the chart as HTML for a column of a page; "" without a drawing.

    Each mark, a shape with a tooltip, has an id; one that can be selected is a link, another is an
    image. Regions have `data-unit`. With the `name` of its picture the figure is for the live app,
    and has codes as `data-code`. A chart is drawn once for all pages with the same `drawings`.
    """
    links = link if chart.pick else lambda _: None

    def finish(root: ElementTree.Element) -> None:
        _finish_marks(root, f"{chart.key}-{root.get('class')}", links, with_codes=bool(name))
        _finish_days(root, link if chart.brush else lambda _: None)
        root.set("role", "group")
        root.set("aria-label", chart.heading)
        if isinstance(chart.body, Choropleth | Grid | Panels):
            root.set("data-arrows", "place")

    attributes = {"data-picture": name} if name else {}
    return to_variables(_figure(chart, PAIRED, finish, attributes, drawings, is_live=bool(name)))


def picture(chart: Chart, style: Style) -> str:
    """Return the figure for the live app: values have codes, but no links and no tooltips."""
    return _figure(chart, style, _remove_titles, {}, is_live=True)


def picture_name(view: View, build: Build) -> str:
    """Return the name of the picture of a view: a digest of its content, whatever the style."""
    selection = replace(view.selection, lang=view.text.lang).to_query(view.campaign)
    content = (view.campaign.fingerprint, build.__module__, build.__qualname__, selection)
    return hashlib.sha256(repr(content).encode()).hexdigest()[:12]


def file_picture(chart: Chart, style: Style) -> str:
    """Return the chart as SVG of one width, for a file of its own."""
    if isinstance(chart.body, Timeline):
        chart = replace(chart, body=replace(chart.body, has_list=False))
    return draw_without_titles(chart, style, _fit(_FILE, chart))


def _fit(size: Size, chart: Chart) -> Size:
    """Return the size with the height that the chart has in a page."""
    return replace(size, height=height(chart).at(size.width))


def _figure(
    chart: Chart,
    style: Style,
    finish: Callable[[ElementTree.Element], None],
    attributes: Mapping[str, str],
    drawings: Drawings | None = None,
    *,
    is_live: bool,
) -> str:
    if not chart.has_drawing:
        return ""
    rule = height(chart)
    kind = "figure"
    if isinstance(chart.body, Choropleth):
        kind = "figure map plays" if chart.body.animation else "figure map"
    heights = f"--wide:{rule.css};--narrow:{rule.narrow}px"
    if is_live and rule.tall:
        kind, heights = f"{kind} tall", f"{heights};--tall:{rule.tall}px"
        if rule.px:
            heights += f";--zoom:{rule.tall / rule.px:.4f}"
    element = ElementTree.Element("div", {"class": kind, "style": heights, **attributes})
    for root in _roots(chart, style, drawings):
        if is_live and isinstance(chart.body, Choropleth) and root.get("class") == NARROW.name:
            # figure.css scales each of its parts separately.
            root.set("preserveAspectRatio", "none")
        finish(root)
        element.append(root)
    return to_markup(element, without=_UNREAD)


def _roots(chart: Chart, style: Style, drawings: Drawings | None) -> list[ElementTree.Element]:
    """Return the chart drawn for each band, copied from `drawings` where it is among them."""
    if drawings is None:
        return [_draw(chart, style, band) for band in _bands(chart)]
    if id(chart) not in drawings:
        drawings[id(chart)] = chart, _roots(chart, style, None)
    return deepcopy(drawings[id(chart)][1])


def _bands(chart: Chart) -> tuple[Band, ...]:
    # A heatmap has a column for each region: their names need the room of a wide screen. So do
    # the dates of small charts side by side.
    return (NARROW, MIDDLE, BROAD) if isinstance(chart.body, Grid | Panels) else (NARROW, WIDE)


def _draw(chart: Chart, style: Style, band: Band) -> ElementTree.Element:
    """Draw the chart for every width; scale it as a whole if its parts do not change evenly."""
    # A hatch is referenced by its id, so each drawing needs ids of its own.
    chart = replace(chart, key=f"{chart.key}-{band.name}")
    size = _fit(Size(band.name, band.usual, fit_width=band.room), chart)
    if isinstance(chart.body, Choropleth):
        root = to_drawing(chart, style, replace(size, fit_width=None)).root
        root.set("preserveAspectRatio", "xMidYMin")
    else:
        narrow, wide = (to_drawing(chart, style, replace(size, width=w)) for w in band.widths)
        try:
            root = stretch(narrow, wide)
        except UnevenDrawingsError:
            root = to_drawing(chart, style, size).root
            root.set("width", "100%")
    root.set("class", band.name)
    return root


def _finish_marks(root: ElementTree.Element, prefix: str, link: Link, *, with_codes: bool) -> None:
    """Make a link or an image of each mark, with an id: the `prefix` and what its code selects.

    Tab reaches the first one, arrows reach the others. Marks of the same name have numbers.
    """
    counts: Counter[str] = Counter()
    for group in list(root.iter("g")):
        code = group.get("data-code", "")
        if not with_codes:
            group.attrib.pop("data-code", None)
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


def _remove_titles(root: ElementTree.Element) -> None:
    for parent in root.iter():
        for title in parent.findall("title"):
            parent.remove(title)
