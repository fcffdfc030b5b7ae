"""Labels beside the markers of a timeline name the events and do not overlap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaign.charts.spec import EventDay, Timeline
from campaign.charts.spec.days import EventKind, EventMark
from campaign.render.event_labels import GAP, event_labels
from campaign.render.typography import width
from tests.charts.day_charts import CALENDAR, timeline_of
from tests.charts.small_register import register
from tests.examples import examples

SIZE, MARK, PLOT = 13.0, 11.0, 530.0


def event(number: int, words: str, kind: EventKind = "reported", more: int = 0) -> EventDay:
    """The events of a day, counted from the first day: one with this text, and `more` others."""
    day = CALENDAR.first + timedelta(days=number)
    marks = (EventMark(day, words, kind, ""), *[EventMark(day, "other", kind, "")] * more)
    return EventDay(day, kind, marks, ())


def with_events(*events: EventDay, names: tuple[str, ...] | None = None) -> Timeline:
    spec = timeline_of(register())
    return replace(spec, marks=events, line_names=names or ("",) * len(spec.line_names))


def position(day: date) -> float:
    return CALENDAR.middle(day) * PLOT


def label_texts(spec: Timeline) -> dict[int, tuple[str, bool]]:
    labels = event_labels(spec, position, (0.0, PLOT), SIZE, MARK)
    return {
        (mark.day - CALENDAR.first).days: (label.words, label.is_left)
        for mark, label in labels.items()
    }


def test_a_label_is_right_of_its_marker_or_left_if_there_is_no_room() -> None:
    events = event(2, "First"), event(CALENDAR.days - 1, "Last")
    assert label_texts(with_events(*events)) == {
        2: ("First", False),
        CALENDAR.days - 1: ("Last", True),
    }


def test_several_events_of_a_day_are_counted() -> None:
    assert label_texts(with_events(event(2, "First", more=2))) == {2: ("First (+2)", False)}


def test_a_label_between_two_markers_is_shortened_or_left_out() -> None:
    long = "Round table with partners of the campaign"
    cut = label_texts(with_events(event(0, long), event(30, "x")))[0][0]
    assert cut.endswith("…") and long.startswith(cut[:-1])
    assert 0 not in label_texts(with_events(event(0, long), event(8, "x")))


def test_a_milestone_at_a_labelled_line_has_no_label() -> None:
    rule = CALENDAR.rules[-1].day
    number = (rule - CALENDAR.first).days
    named = with_events(event(number, "End", "milestone"), names=("a", "b")[-len(CALENDAR.rules) :])
    assert label_texts(named) == {}
    assert list(label_texts(with_events(event(number, "End", "milestone")))) == [number]


def test_a_marker_without_room_for_a_label_has_its_number_beside_a_list() -> None:
    long = "Round table with partners of the campaign"
    events = event(0, long), event(6, "x"), event(30, "y"), event(0, "Launch", "milestone")
    spec = replace(with_events(*events), has_list=True)
    labels = event_labels(spec, position, (0.0, PLOT), SIZE, MARK)
    assert {(mark.kind, mark.words): label.words for mark, label in labels.items()} == {
        ("reported", long): "1",
        ("reported", "x"): "x",
        ("reported", "y"): "y",
        ("milestone", "Launch"): "Launch",
    }
    assert len({*spec.numbers.values()}) == 3


@examples(100)
@given(
    st.booleans(),
    st.dictionaries(
        st.tuples(st.integers(0, CALENDAR.days - 1), st.sampled_from(["milestone", "reported"])),
        st.text("abc de", min_size=1, max_size=60).map(str.strip).filter(bool),
        max_size=12,
    ),
)
def test_labels_do_not_overlap_anything(
    has_list: bool, events: dict[tuple[int, EventKind], str]
) -> None:
    marks = [event(number, words, kind) for (number, kind), words in sorted(events.items())]
    spec = replace(with_events(*marks), has_list=has_list)
    labels = event_labels(spec, position, (0.0, PLOT), SIZE, MARK)
    for kind in ("milestone", "reported"):
        lane = [mark for mark in marks if mark.kind == kind]
        spans = []
        for mark, label in labels.items():
            if mark.kind == kind:
                x, length = position(mark.day), width(label.words, SIZE)
                start = x - MARK / 2 - GAP - length if label.is_left else x + MARK / 2 + GAP
                spans.append((start, start + length))
        blocks = [position(mark.day) for mark in lane] + [position(r.day) for r in CALENDAR.rules]
        spans.sort()
        assert all(start >= 0 and end <= PLOT for start, end in spans)
        assert all(one[1] < other[0] for one, other in zip(spans, spans[1:], strict=False))
        assert not any(start < at < end for start, end in spans for at in blocks)


def test_a_whole_label_has_two_lines_before_it_is_left_out() -> None:
    long = "Round table with partners of the campaign"

    def full_label(room: int) -> str | None:
        spec = with_events(event(0, long), event(room, "x"))
        labels = event_labels(spec, position, (0.0, PLOT), SIZE, MARK, is_whole=True)
        return {mark.words: label.words for mark, label in labels.items()}.get(long)

    in_full = [full_label(room) for room in range(5, 90)]
    assert set(in_full) == {None, "Round table with\npartners of the campaign", long}
    assert in_full == sorted(in_full, key=lambda words: (words is not None, words == long))
