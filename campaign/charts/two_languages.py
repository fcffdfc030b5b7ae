"""The names and the legend of a chart in two languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from campaign.charts.calendar import DayTicks
from campaign.charts.chart import Chart
from campaign.charts.event_marks import EventMark
from campaign.charts.spec import (
    Bars,
    Choropleth,
    ColorBar,
    Datum,
    Dumbbell,
    Gantt,
    Heading,
    Heatmap,
    LegendKey,
    Line,
    Lines,
    Pair,
    Reference,
    SmallMultiples,
    Timeline,
)
from campaign.charts.spec.datum import other_words
from campaign.charts.ticks import At, Tick


def with_second_names(chart: Chart, second: Chart | None) -> Chart:
    """Return the chart with the names of regions, types, axes, dates and events in both languages.

    The states and the average in the legend of a map, and the label of the line across bars, are
    also in both languages. `second` is the same chart in the other language, None without one. A
    name that is equal in both is written once. Numbers have the format of the first language.
    """
    spec, other = chart.spec, None if second is None else second.spec
    changes: dict[str, Any] = {}
    if isinstance(spec, Bars | Choropleth) and isinstance(other, Bars | Choropleth):
        changes["data"] = tuple(_in_both_languages(spec.data, other.data))
        if isinstance(spec, Choropleth) and isinstance(other, Choropleth):
            changes["legend"] = tuple(map(_state_in_both_languages, spec.legend, other.legend))
            changes["strip"] = _strip(spec.strip, other.strip)
        elif isinstance(spec, Bars) and isinstance(other, Bars):
            changes["reference"] = _reference(spec.reference, other.reference)
    elif isinstance(spec, Dumbbell) and isinstance(other, Dumbbell):
        changes["rows"] = tuple(map(_pair_in_both_languages, spec.rows, other.rows))
    elif isinstance(spec, Heatmap) and isinstance(other, Heatmap):
        changes["rows"] = tuple(_headings(spec.rows, other.rows))
        changes["columns"] = tuple(_headings(spec.columns, other.columns))
        changes["headings"] = (both(spec.headings[0], other.headings[0]), spec.headings[1])
    elif isinstance(spec, SmallMultiples) and isinstance(other, SmallMultiples):
        data, others = ([panel.datum for panel in each.panels] for each in (spec, other))
        panels = zip(spec.panels, _in_both_languages(data, others), strict=True)
        changes["panels"] = tuple(replace(panel, datum=datum) for panel, datum in panels)
        changes["day_ticks"] = _day_ticks(spec.day_ticks, other.day_ticks)
        changes["ends"] = tuple(map(_tick, spec.ends, other.ends))
        changes["hollow_words"] = both(spec.hollow_words, other.hollow_words)
    elif isinstance(spec, Gantt) and isinstance(other, Gantt):
        lanes = zip(spec.lanes, other.lanes, strict=True)
        changes["lanes"] = tuple(
            replace(lane, second_name=other_words(lane.name, same.name)) for lane, same in lanes
        )
        changes |= _calendar_words(spec, other)
    elif isinstance(spec, Lines) and isinstance(other, Lines):
        changes["headings"] = tuple(map(both, spec.headings, other.headings))
        changes["ticks"] = tuple(map(_tick, spec.ticks, other.ticks))
        changes["lines"] = tuple(map(_line, spec.lines, other.lines))
        changes["references"] = tuple(
            replace(reference, words=both(reference.words, same.words))
            for reference, same in zip(spec.references, other.references, strict=True)
        )
    elif isinstance(spec, Timeline) and isinstance(other, Timeline):
        changes["headings"] = tuple(map(both, spec.headings, other.headings))
        changes |= _calendar_words(spec, other)
        events = dict(zip(spec.events, map(_event, spec.events, other.events), strict=True))
        changes["events"] = tuple(events.values())
        changes["marks"] = tuple(
            replace(day, marks=tuple(events[mark] for mark in day.marks)) for day in spec.marks
        )
    return replace(chart, spec=replace(spec, **changes)) if spec and changes else chart


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
    spec = chart.spec
    changes: dict[str, Any] = {}
    if isinstance(spec, Bars):
        changes["data"] = tuple(map(_joined, spec.data))
    elif isinstance(spec, SmallMultiples):
        changes["panels"] = tuple(
            replace(panel, datum=_joined(panel.datum)) for panel in spec.panels
        )
    elif isinstance(spec, Heatmap):
        changes["rows"] = tuple(
            replace(row, name=both(row.name, row.second_name)) for row in spec.rows
        )
    elif isinstance(spec, Gantt):
        changes["lanes"] = tuple(
            replace(lane, name=both(lane.name, lane.second_name)) for lane in spec.lanes
        )
    elif isinstance(spec, Lines):
        changes["lines"] = tuple(
            replace(line, end_words=both(line.end_words, line.second_end_words))
            for line in spec.lines
        )
        changes["ticks"] = tuple(map(_on_one_line, spec.ticks))
    elif isinstance(spec, Timeline):
        wide = tuple(map(_on_one_line, spec.day_ticks.wide))
        changes["day_ticks"] = replace(spec.day_ticks, wide=wide)
    return replace(chart, spec=replace(spec, **changes)) if spec and changes else chart


def _on_one_line(tick: Tick[At]) -> Tick[At]:
    return replace(tick, second_words=tick.second_words.replace("\n", ", "))


def _joined(datum: Datum) -> Datum:
    return replace(datum, label=both(datum.label, datum.second_label))


def both(first: str, second: str) -> str:
    """Return a text in both languages; only the first if they are equal or the second is ""."""
    return f"{first} / {second}" if other_words(first, second) else first


def _state_in_both_languages(key: LegendKey, other: LegendKey) -> LegendKey:
    is_state = key.role.startswith("state:")
    return replace(key, label=both(key.label, other.label)) if is_state else key


def _calendar_words(spec: Timeline | Gantt, other: Timeline | Gantt) -> dict[str, Any]:
    """Return the dates on the axis, and the labels of the vertical lines, in both languages."""
    names = tuple(map(both, spec.line_names, other.line_names))
    return {"day_ticks": _day_ticks(spec.day_ticks, other.day_ticks), "line_names": names}


def _day_ticks(ticks: DayTicks, others: DayTicks) -> DayTicks:
    wide, narrow = (
        tuple(map(_tick, *pair))
        for pair in ((ticks.wide, others.wide), (ticks.narrow, others.narrow))
    )
    return replace(ticks, wide=wide, narrow=narrow)


def _strip(strip: ColorBar, other: ColorBar) -> ColorBar:
    if strip.average is None or other.average is None:
        return strip
    first, second = strip.average.label, other.average.label
    name, _, _ = second.rpartition(": ")
    average = replace(
        strip.average,
        both_labels=_with_one_number(first, second),
        second_label=other_words(first.rpartition(": ")[0], name),
    )
    return replace(strip, average=average)


def _reference(reference: Reference | None, other: Reference | None) -> Reference | None:
    if reference is None or other is None:
        return reference
    return replace(reference, words=_with_one_number(reference.words, other.words))


def _with_one_number(first: str, second: str) -> str:
    """Return a text in both languages; the number after the colon is written once."""
    (name, colon, number), (other, *_) = first.rpartition(": "), second.rpartition(": ")
    return f"{both(name, other)}{colon}{number}" if name and other else both(first, second)


def _tick(tick: Tick[At], other: Tick[At]) -> Tick[At]:
    return replace(tick, second_words=_other_sentence(tick.words, other.words))


def _line(line: Line, other: Line) -> Line:
    # If a number follows the name of the line, the number is not repeated.
    is_named = line.label and line.end_words.startswith(line.label)
    words = (line.label, other.label) if is_named else (line.end_words, other.end_words)
    return replace(line, second_end_words=_other_sentence(*words))


def _event(event: EventMark, other: EventMark) -> EventMark:
    return replace(event, second_label=other_words(event.label, other.label))


def _other_sentence(first: str, second: str) -> str:
    """Return the second text; "" if it is equal to the first, or has no letters."""
    return other_words(first, second) if any(map(str.isalpha, second)) else ""


def _pair_in_both_languages(pair: Pair, other: Pair) -> Pair:
    first, second = _in_both_languages(pair.data, other.data)
    return replace(pair, first=first, second=second, translation=other)


def _in_both_languages(data: Sequence[Datum], others: Sequence[Datum]) -> Iterator[Datum]:
    for datum, other in zip(data, others, strict=True):
        yield replace(datum, translation=other)


def _headings(headings: tuple[Heading, ...], others: tuple[Heading, ...]) -> Iterator[Heading]:
    for heading, other in zip(headings, others, strict=True):
        yield replace(heading, second_name=other_words(heading.name, other.name))
