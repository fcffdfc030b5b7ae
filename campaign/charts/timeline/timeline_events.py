"""The marks of events on the timeline: their days, shapes, numbers and names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from campaign.charts.calendar import Calendar, day_heading
from campaign.charts.event_marks import event_days
from campaign.charts.spec import EventDay, LegendKey, Timeline
from campaign.charts.spec.timeline import EVENT_KINDS, EventKind, EventMark
from campaign.charts.words.ranges import RANGE
from campaign.domain.source_sites import sites
from campaign.i18n.translator import Text
from campaign.theme.roles import mark_role

EVENT_SHAPES: Mapping[EventKind, Literal["milestone", "event"]] = {
    "milestone": "milestone",
    "reported": "event",
}
"""The mark in the legend for each kind of event."""


def build_event_days(
    events: Sequence[EventMark], calendar: Calendar, text: Text
) -> Iterator[EventDay]:
    """Yield the days of the calendar with milestones, then those with reported events."""
    for kind in EVENT_KINDS:
        for day in event_days(events, calendar, kind):
            of_day = tuple(event for event in events if (event.kind, event.date) == (kind, day))
            lines = [line for event in of_day for line in _event_lines(event, text)]
            yield EventDay(day, kind, of_day, (day_heading(day, calendar, text), *lines))


def event_keys(marks: Sequence[EventDay], text: Text) -> Iterator[LegendKey]:
    """Yield the legend's entry of each kind of event that has a mark."""
    for kind, name in EVENT_KINDS.items():
        if any(mark.kind == kind for mark in marks):
            yield LegendKey(mark_role(kind), text(name), mark=EVENT_SHAPES[kind])


def without_events(spec: Timeline, text: Text) -> Timeline:
    """Return the timeline without event marks, and with the legend of what remains."""
    left_roles = {RANGE, *map(mark_role, EVENT_KINDS)}
    legend = tuple(
        replace(key, label=text("not reported")) if key.mark == "hollow" else key
        for key in spec.legend
        if key.role not in left_roles
    )
    return replace(spec, legend=legend, events=(), marks=())


def event_lists(spec: Timeline, text: Text) -> tuple[str, ...]:
    """Return, for each kind of mark, its name and the meaning of its numbers; () without marks."""
    kinds = zip(EVENT_KINDS, spec.list_names, strict=True)
    names = ((heading, event_names(spec, kind, text)) for kind, heading in kinds)
    return tuple(f"{heading}: {words}" for heading, words in names if words)


def event_names(spec: Timeline, kind: EventKind, text: Text) -> str:
    """Return the meaning of the numbers of a kind of marks: day and events; "" for none."""
    return " · ".join(
        f"{number}) {_day_and_events(day, text)}"
        for day, number in spec.numbers.items()
        if day.kind == kind
    )


def _day_and_events(day: EventDay, text: Text) -> str:
    events = "; ".join(mark.label for mark in day.marks)
    return text("{name} – {value}", name=text.date_short(day.day), value=events)


def _event_lines(event: EventMark, text: Text) -> Iterator[str]:
    yield event.label
    if site_names := sites([event.source]):
        yield text.n(
            "Source: {sources}",
            "Sources: {sources}",
            len(site_names),
            sources=", ".join(site_names),
        )
