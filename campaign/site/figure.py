"""The figure of a chart in a page: SVG for columns of any width, without a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

from campaign.charts.body import Choropleth, Timeline
from campaign.charts.chart import Chart
from campaign.render.plotly import figure as plotly
from campaign.render.size import Size
from campaign.render.svg.elastic import stretch
from campaign.render.svg.figure import to_drawing
from campaign.site.palette import PAIRED, to_variables

NARROW, WIDE = "narrow", "wide"
WIDE_FROM = 600
"""Px of a column from which the wide drawing stands in it."""
_WIDTHS = {NARROW: (290, 480), WIDE: (760, 1320)}
_ROOM = {NARROW: 270, WIDE: 590}
"""Px of the narrowest column: words are broken so that they have room there."""
_TIMELINE = {NARROW: 600, WIDE: 520}
"""Px: the height of a timeline, which in the live app changes with its width."""
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
    drawings = "".join(_draw(chart, name, link) for name in (NARROW, WIDE))
    style = f"--wide:{wide};--narrow:{rule['narrow_px']}px"
    kind = " map" if isinstance(chart.body, Choropleth) else ""
    return f'<div class="figure{kind}" style="{style}">{drawings}</div>'


def _draw(chart: Chart, name: str, link: Link) -> str:
    # A hatch is found by its id, and each drawing has its own.
    named = replace(chart, key=f"{chart.key}-{name}")
    height = plotly.height(chart).at
    room, widths = _ROOM[name], _WIDTHS[name]
    if isinstance(chart.body, Choropleth):
        width = sum(widths) // 2
        size = Size(name, width, fit_width=room, height=height(width))
        root = to_drawing(named, PAIRED, size).root
    else:
        fixed = _TIMELINE[name] if isinstance(chart.body, Timeline) else None
        sizes = [Size(name, width, fit_width=room, height=fixed) for width in widths]
        narrow, wide = (to_drawing(named, PAIRED, size) for size in sizes)
        root = stretch(narrow, wide)
    root.set("class", name)
    _add_links(root, link if chart.pick else lambda _: None)
    label = ElementTree.Element("title")
    label.text = chart.heading
    root.insert(0, label)
    return to_variables(ElementTree.tostring(root, encoding="unicode"))


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
