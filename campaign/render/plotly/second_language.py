"""The changes of a figure if the names on its chart are in two languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaign.charts.chart import Chart
from campaign.render.plotly import figure
from campaign.render.size import Size
from campaign.theme.style import Style


def second_language(chart: Chart, both: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Return {path: value}: the changes from the figure of `chart` to that of `both` languages.

    A path is in the layout, such as `yaxis.ticktext`, or in a trace, such as `data[3].text`.
    """
    first, second = (figure.draw_selected(each, style, size) for each in (chart, both))
    traces = _changes(first["data"], second["data"], "data")
    return {**dict(_changes(first["layout"], second["layout"], "")), **dict(traces)}


def _changes(first: Any, second: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        for name, value in second.items():
            yield from _changes(first.get(name), value, f"{path}.{name}" if path else name)
    elif _are_items(first) and _are_items(second) and len(first) == len(second):
        for at, (one, other) in enumerate(zip(first, second, strict=True)):
            yield from _changes(one, other, f"{path}[{at}]")
    elif first != second:
        yield path, second


def _are_items(value: Any) -> bool:
    """Return whether a value is a list of traces, shapes or annotations."""
    return isinstance(value, list | tuple) and all(isinstance(item, Mapping) for item in value)
