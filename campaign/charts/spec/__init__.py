"""The contents of a chart as plain data: values, texts, roles and positions.

A spec has no colours, pixels or file formats: `theme.roles` defines the look of each role, and
`render` draws a spec as SVG, PowerPoint, Excel or, for “Explore”, Plotly.
"""

from __future__ import annotations

from campaign.charts.spec.bars import Bars
from campaign.charts.spec.choropleth import Choropleth, ColorBar, ColorBarMark
from campaign.charts.spec.datum import Datum, LegendKey, NumberFormat, Reference
from campaign.charts.spec.dumbbell import Dumbbell, Pair
from campaign.charts.spec.gantt import Gantt, Lane, Span
from campaign.charts.spec.heatmap import Cell, Heading, Heatmap
from campaign.charts.spec.lines import Line, Lines, Point
from campaign.charts.spec.small_multiples import Bin, Panel, SmallMultiples
from campaign.charts.spec.timeline import Day, DayPart, EventDay, Timeline

Spec = Bars | Timeline | Choropleth | Heatmap | SmallMultiples | Gantt | Lines | Dumbbell

__all__ = [
    "Bars",
    "Bin",
    "Spec",
    "Cell",
    "Choropleth",
    "Datum",
    "Day",
    "DayPart",
    "EventDay",
    "Heatmap",
    "Heading",
    "Lane",
    "LegendKey",
    "Line",
    "Lines",
    "NumberFormat",
    "Pair",
    "Dumbbell",
    "Panel",
    "SmallMultiples",
    "Point",
    "Reference",
    "Span",
    "Gantt",
    "ColorBar",
    "ColorBarMark",
    "Timeline",
]
