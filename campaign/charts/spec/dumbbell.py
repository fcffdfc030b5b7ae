"""Rows of two points on one scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

from campaign.charts.spec.datum import Datum, LegendKey, NumberFormat, other_words
from campaign.charts.ticks import Tick


@dataclass(frozen=True)
class Pair:
    """Two values of one region, type or campaign on the same scale.

    `first` and `second` have the roles of the two legend entries, and the same code and tooltip.
    `note` is the difference in words, at the end of the row. A missing value has no point.
    `translation` is the same pair in a second language, None without one.
    """

    label: str
    first: Datum
    second: Datum
    note: str = ""
    translation: Pair | None = None

    @property
    def second_label(self) -> str:
        """The label in a second language; "" without one, or if it is the same."""
        return "" if self.translation is None else other_words(self.label, self.translation.label)

    @property
    def second_end_words(self) -> str:
        """The end words in a second language; "" without one, or if they are the same."""
        other = self.translation
        return "" if other is None else other_words(self.end_words, other.end_words)

    @property
    def data(self) -> tuple[Datum, Datum]:
        """Both values in the order of the legend."""
        return self.first, self.second

    @property
    def points(self) -> tuple[Datum, ...]:
        """The values that are known."""
        return tuple(datum for datum in self.data if not math.isnan(datum.value))

    @property
    def is_descending(self) -> bool:
        """True if the first value's text is on the right and the second value's on the left."""
        return self.first.value > self.second.value

    @property
    def end_words(self) -> str:
        """The note, and the state of a missing value in words; "" for none.

        If both values are missing for different reasons, the text is about the one that is not
        reported; the tooltip has both reasons.
        """
        missing = [datum for datum in self.data if math.isnan(datum.value)]
        missing.sort(key=lambda datum: datum.state != "not_reported")
        words = [datum.words for datum in missing[:1]]
        return ", ".join(dict.fromkeys(filter(None, (*words, self.note))))


@dataclass(frozen=True)
class Dumbbell:
    """Rows of two points connected by a line, such as share of reach and share of population.

    `headings` are the headers of the labels and of the values. The last of the `ticks` is the end
    of the axis. `nothing` is the message if there are no rows.
    """

    rows: tuple[Pair, ...]
    legend: tuple[LegendKey, LegendKey]
    headings: tuple[str, str]
    ticks: tuple[Tick[float], ...]
    format: NumberFormat
    nothing: str

    @property
    def point_words(self) -> tuple[str, ...]:
        """The texts beside the points."""
        return tuple(datum.words for pair in self.rows for datum in pair.points)
