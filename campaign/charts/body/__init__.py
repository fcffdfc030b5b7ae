"""The contents of a chart as plain data: values, texts, roles and positions.

A body has no colours, pixels or file formats: `theme.roles` defines the look of each role, and
`render` draws a body as SVG, PowerPoint, Excel or, for “Explore”, Plotly.
"""

from __future__ import annotations

from campaign.charts.body.bars import Bars
from campaign.charts.body.choropleth import Choropleth, Strip, StripMark
from campaign.charts.body.datum import Datum, LegendKey, NumberFormat, Reference
from campaign.charts.body.grid import Cell, Grid, Heading
from campaign.charts.body.lines import Line, Lines, Point
from campaign.charts.body.pairs import Pair, Pairs
from campaign.charts.body.panels import Bin, Panel, Panels
from campaign.charts.body.spans import Lane, Span, Spans
from campaign.charts.body.timeline import Day, DayPart, EventDay, Timeline

Body = Bars | Timeline | Choropleth | Grid | Panels | Spans | Lines | Pairs

__all__ = [
    "Bars",
    "Bin",
    "Body",
    "Cell",
    "Choropleth",
    "Datum",
    "Day",
    "DayPart",
    "EventDay",
    "Grid",
    "Heading",
    "Lane",
    "LegendKey",
    "Line",
    "Lines",
    "NumberFormat",
    "Pair",
    "Pairs",
    "Panel",
    "Panels",
    "Point",
    "Reference",
    "Span",
    "Spans",
    "Strip",
    "StripMark",
    "Timeline",
]
