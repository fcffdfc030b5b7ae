"""The figure of a chart in a page: SVG for columns of any width, without a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from campaign.charts.body import Choropleth, Grid, Timeline
from campaign.charts.chart import Chart
from campaign.render.plotly import figure as plotly
from campaign.render.size import Size
from campaign.render.svg.elastic import UnevenDrawingsError, stretch
from campaign.render.svg.figure import to_drawing
from campaign.site.palette import PAIRED, to_variables


@dataclass(frozen=True)
class Band:
    """Columns of a page: drawn at two widths, with words that have room in one of `room` px.

    `name` is the class that site.css shows in these columns. `timeline` is the height of a timeline
    in px, which in the live app changes with its width.
    """

    name: str
    widths: tuple[int, int]
    room: int
    timeline: int


NARROW = Band("narrow", (290, 480), 270, 600)
WIDE = Band("wide", (760, 1320), 590, 520)
MIDDLE = Band("middle", (660, 960), 590, 470)
BROAD = Band("broad", (1080, 1500), 980, 580)
_DATA = ("data-role", "data-state", "data-code", "font-family", "xmlns")

Link = Callable[[str], str | None]
"""The address that a value's code leads to; None for none."""


def figure(chart: Chart, link: Link) -> str:
    """Return the chart as it stands in a column; "" for a chart without a drawing.

    A value that can be selected is a link; a region has its code as `data-unit`.
    """
    if not chart.has_drawing:
        return ""
    rule = plotly.height(chart).to_json()
    wide = f"{rule.get('px')}px"
    if rule.get("ratio"):
        wide = f"clamp({rule['min']}px,{rule['ratio'] * 100:.0f}cqw,{rule['max']}px)"
    drawings = "".join(_draw(chart, band, link) for band in _bands(chart))
    style = f"--wide:{wide};--narrow:{rule['narrow_px']}px"
    kind = ""
    if isinstance(chart.body, Choropleth):
        kind = " map plays" if chart.body.animation else " map"
    return f'<div class="figure{kind}" style="{style}">{drawings}</div>'


def _bands(chart: Chart) -> tuple[Band, ...]:
    # A heatmap has a column for each region: their names need the room of a wide screen.
    return (NARROW, MIDDLE, BROAD) if isinstance(chart.body, Grid) else (NARROW, WIDE)


def _draw(chart: Chart, band: Band, link: Link) -> str:
    # A hatch is found by its id, and each drawing has its own.
    named = replace(chart, key=f"{chart.key}-{band.name}")
    height = plotly.height(chart).at
    if isinstance(chart.body, Choropleth):
        width = sum(band.widths) // 2
        size = Size(band.name, width, fit_width=band.room, height=height(width))
        root = to_drawing(named, PAIRED, size).root
    else:
        root = _draw_elastic(named, band)
    root.set("class", band.name)
    _add_links(root, link if chart.pick else lambda _: None)
    label = ElementTree.Element("title")
    label.text = chart.heading
    root.insert(0, label)
    return to_variables(ElementTree.tostring(root, encoding="unicode"))


def _draw_elastic(chart: Chart, band: Band) -> ElementTree.Element:
    """The chart for every width; scaled as a whole where its parts do not change evenly."""
    fixed = band.timeline if isinstance(chart.body, Timeline) else None
    size = Size(band.name, sum(band.widths) // 2, fit_width=band.room, height=fixed)
    narrow, wide = (to_drawing(chart, PAIRED, replace(size, width=w)) for w in band.widths)
    try:
        return stretch(narrow, wide)
    except UnevenDrawingsError:
        root = to_drawing(chart, PAIRED, size).root
        root.set("width", "100%")
        return root


def _add_links(root: ElementTree.Element, link: Link) -> None:
    """Make a link of each value, and take away what only a script would read."""
    for element in root.iter():
        code = element.get("data-code", "")
        if code:
            unit = code.removeprefix("oblast=")
            if code.startswith("oblast=") and "&" not in unit:
                element.set("data-unit", unit)
            address = link(code)
            if address is not None:
                element.tag = "a"
                element.set("href", address)
        for name in _DATA:
            element.attrib.pop(name, None)
