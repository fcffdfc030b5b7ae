"""Horizontal bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from campaign.charts.body.datum import Datum, LegendKey, NumberFormat, Reference


@dataclass(frozen=True, eq=False)
class Bars:
    """Horizontal bars from top to bottom.

    `end` is the value at the right end of the axis. Where `has_tracks` is true each bar is on
    a track to that end, its name above it and `Datum.note` below. Where `beside_map` is true the
    bars are regions in the colours of the map: they have the map's height whatever their number,
    and a selection does not change their order. `follow` are their words while that map plays, {}
    where it does not. `headings` name the columns of labels and values. `nothing` is the message
    where there are no bars.
    """

    data: tuple[Datum, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    format: NumberFormat
    end: float
    nothing: str
    reference: Reference | None = None
    has_tracks: bool = False
    beside_map: bool = False
    follow: Mapping[str, Any] = field(default_factory=dict)
