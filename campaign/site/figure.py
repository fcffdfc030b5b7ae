"""The figure of a chart in a page: SVG for columns of any width, without a script."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
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
_UNREAD = frozenset(("data-role", "data-state", "font-family", "xmlns"))

Link = Callable[[str], str | None]
"""The address that a value's code leads to; None for none."""


def figure(chart: Chart, link: Link, name: str = "", drawings: Drawings | None = None) -> str:
    """Return the chart as HTML for a column of a painted page; "" without a drawing.

    A value that can be selected is a link; a region has its code as `data-unit`. `name` is the name
    of its picture: with it, the live app can take over the figure, and each value has its code as
    `data-code`. A chart is drawn once for all pages with the same `drawings`.
    """
    links = link if chart.pick else lambda _: None

    def finish(root: ElementTree.Element) -> None:
        _add_links(root, links, with_codes=bool(name))
        label = ElementTree.Element("title")
        label.text = chart.heading
        root.insert(0, label)

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


def _add_links(root: ElementTree.Element, link: Link, *, with_codes: bool) -> None:
    """Make a link of each value."""
    for element in root.iter():
        code = element.get("data-code", "")
        if not code:
            continue
        address = link(code)
        if address is not None:
            element.tag = "a"
            element.set("href", address)
        if not with_codes:
            del element.attrib["data-code"]
        unit = code.removeprefix("oblast=")
        if code.startswith("oblast=") and "&" not in unit:
            element.set("data-unit", unit)


def _remove_titles(root: ElementTree.Element) -> None:
    for parent in root.iter():
        for title in parent.findall("title"):
            parent.remove(title)
