"""A map of the regions, and the legend strip of its classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from campaign.charts.spec.datum import Datum, LegendKey
from campaign.domain.places import Places


@dataclass(frozen=True)
class ColorBarMark:
    """A value marked on the strip of classes; `at` is its position, 0 at the left end to 1.

    `code` is the ISO code of a region, "" for the national average. `label` is the text at the
    mark; `words` is the value as text. `both_labels` is the label in two languages, `second_label`
    the label in the second language without the value; both are "" without a second language.
    """

    code: str
    label: str
    words: str
    at: float
    both_labels: str = ""
    second_label: str = ""


@dataclass(frozen=True)
class ColorBar:
    """The classes of a map as one strip of equally wide swatches, from low to high.

    `limits` are the limits of the classes as text, one more than there are classes; () without
    classes. `average` is None if the indicator has no average. `regions` are the marks of regions
    with a value above zero, in the official order.
    """

    limits: tuple[str, ...] = ()
    average: ColorBarMark | None = None
    regions: tuple[ColorBarMark, ...] = ()


@dataclass(frozen=True, eq=False)
class Choropleth:
    """The regions in the colours of their classes, with the two cities enlarged.

    `data` has all regions in the official order; for a rate, `Datum.note` is the number of people
    in brackets. `roles` has the role of every class index, also of those that occur only during the
    animation: the three states first, then the classes from low to high. `legend` has the classes
    from low to high, which are shown on the `strip`, then the states; `legend_title` is the title
    of the classes, "" without classes. `animation` is the animation by day (see
    `charts.regions.animation`), {} without one.
    """

    data: tuple[Datum, ...]
    roles: tuple[str, ...]
    legend: tuple[LegendKey, ...]
    legend_title: str
    strip: ColorBar
    places: Places
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
    def selected_marks(self) -> tuple[ColorBarMark, ...]:
        """The marks of the selected regions on the strip."""
        return tuple(mark for mark in self.strip.regions if mark.code in self.selected)

    @property
    def legend_at_rest(self) -> tuple[LegendKey, ...]:
        """The legend without the states that occur only during the animation."""
        roles = {datum.role for datum in self.data}
        return tuple(
            key for key in self.legend if key.role in roles or not key.role.startswith("state:")
        )
