"""Horizontal bars."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.charts.spec.datum import Datum, LegendKey, NumberFormat, Reference

_LONG = 0.3  # share of the longest bar: a longer bar has room for its value inside


@dataclass(frozen=True, eq=False)
class Bars:
    """Horizontal bars from top to bottom.

    `end` is the value at the right end of the axis. If `has_tracks` is True, each bar is on a track
    to that end, with its name above and `Datum.note` below. If `beside_map` is True, the bars are
    regions in the colours of the map; together they have the height of the map, whatever their
    number, and a selection does not change their order. `headings` are the headers of the labels
    and the values. `nothing` is the message if there are no bars.
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

    def has_value_inside(self, datum: Datum) -> bool:
        """Return whether the value is inside its bar, because a line would cross it outside."""
        has_line = self.beside_map or self.reference is not None
        return has_line and datum.value > _LONG * self.end
