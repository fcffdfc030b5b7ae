"""The contents of a chart as plain data: values, texts, roles and positions.

A spec has no colours, pixels or file formats: `theme.roles` defines the look of each role, and
`render` draws a spec as SVG, PowerPoint, Excel or, for “Explore”, Plotly.
"""

from __future__ import annotations

from campaign.charts.spec.days import (
    Bin,
    Day,
    DayPart,
    EventDay,
    Gantt,
    Lane,
    Panel,
    SmallMultiples,
    Span,
    Timeline,
)
from campaign.charts.spec.values import (
    Bars,
    Cell,
    Choropleth,
    ColorBar,
    ColorBarMark,
    Datum,
    Dumbbell,
    Heading,
    Heatmap,
    LegendKey,
    Line,
    Lines,
    NumberFormat,
    Pair,
    Point,
    Reference,
)

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
