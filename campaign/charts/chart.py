"""A picture with all that is said about it: title, reading, source, table twin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import plotly.graph_objects as go

from campaign.analysis.data_table import DataTable
from campaign.analysis.view import View
from campaign.charts.body import Body


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure and its words.

    `scope` is the selection in words, with what is highlighted where the figure shows more than
    that; "" where nothing is chosen. `reading` speaks of what is chosen; `sentence` is the same
    with the selection named in it, for where it stands alone.
    `figure` is None where the boundaries it needs cannot be read; its words and table still hold.
    `height` and `narrow` are the sizes and the layout patch of the figure component. `pick`: its
    points can be chosen; `brush`: a range of days can be dragged; `zoom`: it can be enlarged;
    `play`: how it unfolds; `follow`: what it says while the map beside it does. `selected` are the
    codes of the points chosen, `over` traces drawn over the figure around them, `restyled` what
    changes of the trace that they are points of: a figure that else stays as it is whatever is
    chosen is drawn once for all.
    """

    key: str
    title: str
    reading: str
    sources: tuple[str, ...]
    table: DataTable
    figure: go.Figure | None = None
    height: Mapping[str, Any] = field(default_factory=dict)
    body: Body | None = None
    narrow: Mapping[str, Any] = field(default_factory=dict)
    pick: bool = False
    brush: bool = False
    zoom: bool = False
    play: Mapping[str, Any] | None = None
    follow: Mapping[str, Any] | None = None
    over: tuple[Mapping[str, Any], ...] = ()
    selected: tuple[str, ...] = ()
    restyled: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    scope: str = ""
    sentence: str = ""

    @property
    def has_drawing(self) -> bool:
        """False where the boundaries that a map needs cannot be read."""
        return self.body is not None or self.figure is not None

    @property
    def heading(self) -> str:
        """The title with the scope."""
        return " · ".join(filter(None, (self.title, self.scope)))

    @property
    def description(self) -> str:
        """Everything about the figure in words, for who does not see it."""
        return f"{self.heading}. {self.sentence}"

    def with_marks(self, traces: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The traces of the figure with what is chosen on it; those without a mark as they are."""
        changed = self.changed(traces)
        marked = [{**trace, **changed.get(i, {})} for i, trace in enumerate(traces)]
        return [*marked, *self.over]

    def changed(self, traces: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
        """{position of a trace: its attributes that differ because of what is chosen}."""
        changes = {"meta": {"selected": list(self.selected)}, **self.restyled}
        return {
            i: {name: {**trace[name], **new} for name, new in changes.items() if name in trace}
            for i, trace in enumerate(traces)
            if self.selected and "selected" in (trace.get("meta") or {})
        }


def subtitle(view: View, picture: Chart | None) -> str:
    """The edition and the selection; of a picture, what it shows and highlights of it."""
    if picture is None or not picture.scope:
        return view.filters
    return f"{view.edition.titled(view.text)} · {picture.scope}"


def with_scope(
    picture: Chart, view: View, shown: Collection[str] = (), named: Collection[str] = ()
) -> Chart:
    """The picture with its scope and its sentence.

    `shown` are the parts of the selection that it highlights among all, `named` those that its
    reading names already.
    """
    return replace(
        picture,
        scope=view.scope.highlighting(shown, view.text),
        sentence=view.scope.sentence(picture.reading, named),
    )
