"""The names and the legend of a chart in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from campaign.charts.calendar import DayTicks
from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    ColorBar,
    Datum,
    Dumbbell,
    EventDay,
    Gantt,
    Heading,
    Heatmap,
    Lane,
    LegendKey,
    Line,
    Lines,
    Pair,
    Panel,
    Reference,
    SmallMultiples,
    Timeline,
)
from campaign.charts.spec.days import EventMark
from campaign.charts.spec.values import other_words
from campaign.charts.ticks import Tick

_CALENDAR = ("day_ticks", "line_names")
_TRANSLATED: Mapping[type, tuple[str, ...]] = {
    Bars: ("data", "reference"),
    Choropleth: ("data", "legend", "strip"),
    Dumbbell: ("rows",),
    Heatmap: ("rows", "columns"),
    SmallMultiples: ("panels", "day_ticks", "ends", "hollow_words"),
    Panel: ("datum",),
    Gantt: ("lanes", *_CALENDAR),
    Lines: ("headings", "ticks", "lines", "references"),
    Timeline: ("headings", "events", "marks", *_CALENDAR),
    EventDay: ("marks",),
    DayTicks: ("wide", "narrow"),
}
"""The parts of a spec that have a second language; `_translate` says what becomes of each part."""
_JOINED: Mapping[type, tuple[str, ...]] = {
    Bars: ("data",),
    SmallMultiples: ("panels",),
    Panel: ("datum",),
    Heatmap: ("rows",),
    Gantt: ("lanes",),
    Lines: ("lines", "ticks"),
    Timeline: ("day_ticks",),
    DayTicks: ("wide",),
}
"""The parts of a spec whose two names become one label."""


def with_second_names(chart: Chart, second: Chart | None) -> Chart:
    """Return the chart with the names of regions, types, axes, dates and events in both languages.

    The states and the average in the legend of a map, and the label of the line across bars, are
    also in both languages. `second` is the same chart in the other language, None without one. A
    name that is equal in both is written once. Numbers have the format of the first language.
    """
    spec, other = chart.spec, None if second is None else second.spec
    if spec is None or other is None:
        return chart
    return replace(chart, spec=_translate(spec, other))


def with_second_legend(chart: Chart, second: Chart | None) -> Chart:
    """Return the chart with each entry of its legend in both languages, as “women / аялдар”.

    `second` is the same chart in the other language, None without one. Entries that are equal in
    both, such as the limits of classes, are written once.
    """
    spec, other = chart.spec, None if second is None else second.spec
    if (
        spec is None
        or other is None
        or isinstance(spec, SmallMultiples)
        or isinstance(other, SmallMultiples)
    ):
        return chart
    legend = tuple(
        key
        if isinstance(spec, Choropleth) and key.role.startswith("state:")  # has both names already
        else replace(key, label=both(key.label, second.label))
        for key, second in zip(spec.legend, other.legend, strict=True)
    )
    changes: dict[str, Any] = {"legend": legend}
    if isinstance(spec, Choropleth) and isinstance(other, Choropleth):
        changes["legend_title"] = both(spec.legend_title, other.legend_title)
    return replace(chart, spec=replace(spec, **changes))


def with_joined_names(chart: Chart) -> Chart:
    """Return a chart of `with_second_names` with both names of a row as one label.

    It is for drawings that have one label for each row; a date has its second label on one line. A
    map is not changed: it has room for two.
    """
    return replace(chart, spec=_join(chart.spec))


def both(first: str, second: str) -> str:
    """Return a text in both languages; only the first if they are equal or the second is ""."""
    return f"{first} / {second}" if other_words(first, second) else first


def _translate(part: Any, other: Any) -> Any:
    """Return a part of a spec with the texts of the same part in the other language."""
    match part:
        case tuple():
            return tuple(_translate(*each) for each in zip(part, other, strict=True))
        case str():
            return both(part, other)
        case Datum():
            return replace(part, translation=other)
        case Pair():
            first, second = _translate(part.data, other.data)
            return replace(part, first=first, second=second, translation=other)
        case Heading() | Lane():
            return replace(part, second_name=other_words(part.name, other.name))
        case EventMark():
            return replace(part, second_label=other_words(part.label, other.label))
        case Tick():
            return replace(part, second_words=_other_sentence(part.words, other.words))
        case Line():
            # If a number follows the name of the line, the number is not repeated.
            is_named = part.label and part.end_words.startswith(part.label)
            words = (part.label, other.label) if is_named else (part.end_words, other.end_words)
            return replace(part, second_end_words=_other_sentence(*words))
        case Reference() if other is not None:
            return replace(part, words=_with_one_number(part.words, other.words))
        case LegendKey() if part.role.startswith("state:"):
            return replace(part, label=both(part.label, other.label))
        case ColorBar() if part.average is not None and other.average is not None:
            first, second = part.average.label, other.average.label
            names = (words.rpartition(": ")[0] for words in (first, second))
            average = replace(
                part.average,
                both_labels=_with_one_number(first, second),
                second_label=other_words(*names),
            )
            return replace(part, average=average)
    changes = {
        name: _translate(getattr(part, name), getattr(other, name))
        for name in _TRANSLATED.get(type(part), ())
    }
    if isinstance(part, Heatmap):
        changes["headings"] = (both(part.headings[0], other.headings[0]), part.headings[1])
    return replace(part, **changes) if changes else part


def _join(part: Any) -> Any:
    """Return a part of a spec of `with_second_names` with both names of a row as one label."""
    match part:
        case tuple():
            return tuple(map(_join, part))
        case Datum():
            return replace(part, label=both(part.label, part.second_label))
        case Heading() | Lane():
            return replace(part, name=both(part.name, part.second_name))
        case Line():
            return replace(part, end_words=both(part.end_words, part.second_end_words))
        case Tick():
            return replace(part, second_words=part.second_words.replace("\n", ", "))
    changes = {name: _join(getattr(part, name)) for name in _JOINED.get(type(part), ())}
    return replace(part, **changes) if changes else part


def _with_one_number(first: str, second: str) -> str:
    """Return a text in both languages; the number after the colon is written once."""
    (name, colon, number), (other, *_) = first.rpartition(": "), second.rpartition(": ")
    return f"{both(name, other)}{colon}{number}" if name and other else both(first, second)


def _other_sentence(first: str, second: str) -> str:
    """Return the second text; "" if it is equal to the first, or has no letters."""
    return other_words(first, second) if any(map(str.isalpha, second)) else ""
