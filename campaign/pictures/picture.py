"""A picture with all that is said about it: title, reading, source, table twin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from campaign.tables import Table


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure and its words.

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
    figure: go.Figure | None
    reading: str
    sources: tuple[str, ...]
    table: Table
    height: Mapping[str, Any]
    narrow: Mapping[str, Any] = field(default_factory=dict)
    pick: bool = False
    brush: bool = False
    zoom: bool = False
    play: Mapping[str, Any] | None = None
    follow: Mapping[str, Any] | None = None
    over: tuple[Mapping[str, Any], ...] = ()
    selected: tuple[str, ...] = ()
    restyled: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def with_marks(self, traces: Iterable[dict[str, Any]]) -> list[Mapping[str, Any]]:
        """The traces of the figure with what is chosen on it; those without a mark as they are."""
        if not self.selected:
            return list(traces)
        return [*(self._marked(trace) for trace in traces), *self.over]

    def _marked(self, trace: dict[str, Any]) -> dict[str, Any]:
        if "selected" not in (trace.get("meta") or {}):
            return trace
        changes = {"meta": {"selected": list(self.selected)}, **self.restyled}
        changed = {n: {**trace[n], **change} for n, change in changes.items() if n in trace}
        # Of its own kind: what is known to be plain JSON stays so.
        return type(trace)({**trace, **changed})
