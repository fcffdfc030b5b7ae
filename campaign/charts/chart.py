"""A chart as plain data, whatever draws it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from campaign.analysis.data_table import DataTable
from campaign.analysis.view import View
from campaign.charts.body import Body


@dataclass(frozen=True, eq=False)
class Chart:
    """All that a reader is told: what is drawn, its words, its sources, and the same as a table.

    `body` is None where the boundaries that a map needs cannot be read; words and table still hold.
    `scope` is the selection in words, with what is highlighted where the chart shows more than
    that; "" where nothing is chosen. `summary` speaks of what is chosen; `sentence` is the same
    with the selection named in it, for where it stands alone. `pick`: its points can be chosen;
    `brush`: a range of days can be dragged.
    """

    key: str
    title: str
    summary: str
    sources: tuple[str, ...]
    table: DataTable
    body: Body | None = None
    pick: bool = False
    brush: bool = False
    scope: str = ""
    sentence: str = ""

    @property
    def has_drawing(self) -> bool:
        """False where the boundaries that a map needs cannot be read."""
        return self.body is not None

    @property
    def heading(self) -> str:
        """The title with the scope."""
        return " · ".join(filter(None, (self.title, self.scope)))

    @property
    def description(self) -> str:
        """Everything about the figure in words, for who does not see it."""
        return f"{self.heading}. {self.sentence}"


def subtitle(view: View, chart: Chart | None) -> str:
    """The edition and the selection; of a chart, what it shows and highlights."""
    if chart is None or not chart.scope:
        return view.filters
    return f"{view.edition.title(view.text)} · {chart.scope}"


def with_scope(
    chart: Chart, view: View, shown: Collection[str] = (), named: Collection[str] = ()
) -> Chart:
    """The chart with its scope and its sentence.

    `shown` are the parts of the selection that it highlights among all, `named` those that its
    summary names already.
    """
    return replace(
        chart,
        scope=view.scope.highlighting(shown, view.text),
        sentence=view.scope.sentence(chart.summary, named),
    )
