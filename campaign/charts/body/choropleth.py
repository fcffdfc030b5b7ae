"""A map of the regions, and the strip of its classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from campaign.charts.body.datum import Datum, LegendKey
from campaign.domain.places import Places


@dataclass(frozen=True)
class StripMark:
    """A value marked on the strip of classes, `at` its place from 0 at the left end to 1.

    `code` is the ISO code of a region, "" for the national average. `label` is written at the
    mark; `words` are the value. `both_labels` is the label in two languages, and `second_label` the
    one in the second without the value; both are "" without a second.
    """

    code: str
    label: str
    words: str
    at: float
    both_labels: str = ""
    second_label: str = ""


@dataclass(frozen=True)
class Strip:
    """The classes of a map as one strip of equally wide swatches, from low to high.

    `limits` are the words of its ends and joints, one more than there are classes; () without
    classes. `average` is None where the indicator has none. `regions` are those with a value above
    zero, in the official order.
    """

    limits: tuple[str, ...] = ()
    average: StripMark | None = None
    regions: tuple[StripMark, ...] = ()


@dataclass(frozen=True, eq=False)
class Choropleth:
    """The regions in the colours of their classes, the two cities enlarged beside them.

    The data are all regions in the official order, with `Datum.note` the number of people in
    brackets beside a rate. `roles` gives the role of every class index that a region has at rest or
    while the map plays: the three states first, then the classes from low to high. `legend` are
    the classes from low to high, which stand on the `strip`, then the states; `legend_title` is
    what the classes are of, "" without classes. `geometry` is the address of the boundaries of
    `places` for the browser. `animation` is how the map plays day by day (see `charts.animation`),
    {} where it does not.
    """

    data: tuple[Datum, ...]
    roles: tuple[str, ...]
    legend: tuple[LegendKey, ...]
    legend_title: str
    strip: Strip
    places: Places
    geometry: str
    animation: Mapping[str, Any] = field(default_factory=dict)

    @property
    def by_code(self) -> dict[str, Datum]:
        """{ISO code: region}, in the same order."""
        return {datum.code.removeprefix("oblast="): datum for datum in self.data}

    @property
    def selected(self) -> tuple[str, ...]:
        """The ISO codes of the selected regions."""
        return tuple(code for code, datum in self.by_code.items() if datum.selected)

    @property
    def class_keys(self) -> tuple[LegendKey, ...]:
        """The entries of the legend on the strip."""
        return tuple(key for key in self.legend if not key.role.startswith("state:"))

    @property
    def selected_marks(self) -> tuple[StripMark, ...]:
        """The marks of the selected regions on the strip."""
        return tuple(mark for mark in self.strip.regions if mark.code in self.selected)

    @property
    def legend_at_rest(self) -> tuple[LegendKey, ...]:
        """The legend without the states that occur only while the map plays."""
        roles = {datum.role for datum in self.data}
        return tuple(
            key for key in self.legend if key.role in roles or not key.role.startswith("state:")
        )
