"""The timeline as SVG: columns by day, marks above them, the running total below."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from campaign.charts.chart import Chart
from campaign.charts.spec import Day, EventDay, Timeline
from campaign.charts.spec.days import EventKind
from campaign.charts.ticks import Tick
from campaign.render.event_labels import GAP, EventLabel, event_labels
from campaign.render.size import A4, Size
from campaign.render.svg.calendar import (
    DayAxis,
    dates_height,
    day_lines_height,
    draw_dates,
    draw_day_area,
    draw_day_lines,
)
from campaign.render.svg.drawing import Drawing, Frame, Point, faded, number, to_line
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.render.typography import LINE, PAGE_LETTERS, TextStyle
from campaign.theme.roles import line_role, paint
from campaign.theme.style import DAY_MARK, LANE_MARK, MILESTONE_MARK, TINT, TOTAL_WIDTH, Style

_LANE = 19  # px: the height of a row of marks
_MARK: Mapping[EventKind, float] = {"milestone": MILESTONE_MARK, "reported": LANE_MARK}
_NUMBER: Mapping[EventKind, float] = {"milestone": 10, "reported": 8}
"""Px from the middle of a mark with a number to its edge."""
_DIGITS, _APART = 10, 19  # px: the font size of the number, and the distance between marks

_PLOTS, _NARROW_PLOTS = (165, 135), (185, 155)  # px: daily, total
_COMPACT_PLOTS, _NARROW_COMPACT_PLOTS = (88, 80), (130, 124)  # beside a map
_HEADING, _GAP = 20, 10  # px
_RIGHT = 12  # px to the right of the last day
_LEAST = 60  # the least height of both plots, without the label of the total
_BAR = 0.84  # the width of a bar as a share of a day

TOTAL_GAP = 6
"""Px between the label of the total and the line, or the end of the days, to its right."""
_CLEAR = 3  # px between this label and any line of the calendar


@dataclass(frozen=True)
class TimelinePlot:
    """One of the two plots: its top and bottom in px, and the value at its top."""

    top: float
    bottom: float
    end: float

    def y(self, value: float) -> float:
        """Return the y of a value, in px."""
        return self.bottom - (self.bottom - self.top) * value / self.end


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw both panels over one calendar; wide and narrow drawings each have a fixed height.

    Without ticks of the running total, the columns have the whole height.
    """
    spec, scale = chart.spec, size.scale
    assert isinstance(spec, Timeline)
    ticks = spec.day_ticks.narrow if size.narrow else spec.day_ticks.wide
    sketch = Drawing(chart.key, size, 0, style)
    axis = _day_axis(sketch, spec)
    words = _total_words(sketch, axis, spec)
    legend = legend_height(sketch, spec.legend, size.width)
    lines = legend + day_lines_height(sketch, spec.line_names) + 4 * scale
    labels = {} if size.name == A4.name else _event_labels(sketch, axis, spec, size)
    rows_of = _lane_rows(spec, labels)
    lanes = lines + sum(rows_of.values()) * _LANE * scale
    dates = dates_height(sketch, ticks)
    rows = len(words.lines) * sketch.size * LINE / scale
    has_total = bool(spec.total_ticks)
    daily, total = _plot_heights(
        size, lanes + dates, rows, has_total=has_total, is_compact=chart.compact
    )
    heading = _HEADING * scale if has_total else 0
    first = TimelinePlot(lanes + heading, lanes + heading + daily * scale, spec.ticks[-1].at * 1.02)
    top = first.bottom + (_GAP + _HEADING) * scale
    second = first
    if spec.total_ticks:
        second = TimelinePlot(top, top + total * scale, spec.total_end(rows / total))
    drawing = Drawing(chart.key, size, second.bottom + dates, style)
    draw_legend(drawing, spec.legend, (0, 0), size.width)
    draw_day_area(drawing, axis, lines, second.bottom)
    _draw_unselected_days(drawing, axis, spec, lines, second.bottom)
    _draw_values(drawing, axis, first, spec.ticks)
    draw_day_lines(drawing, axis, spec.line_names, legend, second.bottom)
    if spec.total_ticks:
        _draw_running_total(drawing, axis, (first, second), spec, words, size)
    with drawing.frame(_frame(axis, first)):
        for day in spec.days:
            _draw_day(drawing, axis, first, day)
    _draw_marks(drawing, axis, spec, lines, labels, rows_of, size)
    draw_dates(drawing, axis, ticks, second.bottom)
    return drawing


def _draw_running_total(
    drawing: Drawing,
    axis: DayAxis,
    panels: tuple[TimelinePlot, TimelinePlot],
    spec: Timeline,
    words: TotalWords,
    size: Size,
) -> None:
    """Draw the headings of both panels, and the second panel with its label."""
    second = panels[1]
    _draw_values(drawing, axis, second, spec.total_ticks)
    for panel, heading in zip(panels, spec.headings, strict=True):
        _draw_heading(drawing, axis, panel, heading, size)
    _draw_total(drawing, axis, second, spec)
    _draw_plan(drawing, axis, second, spec)
    if spec.total and spec.end_words:
        _draw_end_words(drawing, axis, second, words)


def _day_axis(drawing: Drawing, spec: Timeline) -> DayAxis:
    """Return the axis of the days, to the right of the tick labels of both panels."""
    words = (tick.words for tick in (*spec.ticks, *spec.total_ticks))
    left = max(map(drawing.text_width, words)) + 10 * drawing.scale
    return DayAxis(spec.calendar, left, drawing.width - _RIGHT * drawing.scale)


def _plot_heights(
    size: Size, around: float, words: float, *, has_total: bool, is_compact: bool
) -> tuple[float, float]:
    """Return the heights of both plots; they share the remaining height if it is limited.

    `words` is the height at the top of the second plot that is not reduced.
    """
    daily, total = _NARROW_PLOTS if size.narrow else _PLOTS
    if not has_total:
        left = 2 * daily if size.height is None else (size.height - around) / size.scale
        return max(left, _LEAST), 0
    if size.height is None and is_compact:
        return _NARROW_COMPACT_PLOTS if size.narrow else _COMPACT_PLOTS
    if size.height is None:
        return daily, total
    left = size.height / size.scale - around / size.scale - 2 * _HEADING - _GAP
    share = max(left - words, _LEAST) / (daily + total - words)
    return daily * share, (total - words) * share + words


def _draw_heading(
    drawing: Drawing, axis: DayAxis, panel: TimelinePlot, words: str, size: Size
) -> None:
    """Draw the heading of a panel; a heading too long for it begins above the axis labels."""
    narrow_axis = _narrowest_axis(drawing, axis)
    room = narrow_axis.right + _RIGHT * drawing.scale - axis.left
    length = drawing.text_width(words)
    is_short = length * (PAGE_LETTERS if size.fit_width else 1) <= room
    start = axis.left if is_short else 0.0
    # In a narrow chart the heading interrupts a line of the calendar.
    is_crossed = any(narrow_axis.x(rule.day) < start + length for rule in axis.calendar.rules)
    background = drawing.style.background if is_crossed else None
    letters = TextStyle(
        size=drawing.size - drawing.scale, colour=drawing.style.muted, background=background
    )
    drawing.words(words, (start, panel.top - _HEADING * drawing.scale / 2), letters)


def _draw_values(
    drawing: Drawing, axis: DayAxis, panel: TimelinePlot, ticks: Sequence[Tick[float]]
) -> None:
    style, scale = drawing.style, drawing.scale
    apart = (panel.bottom - panel.top) / max(len(ticks) - 1, 1)
    every = max(1, math.ceil(drawing.size * LINE / apart))
    for number_of, tick in enumerate(ticks):
        y = panel.y(tick.at)
        drawing.line((axis.left, y), (axis.right, y), style.line, scale)
        if number_of % every == 0:
            at = (axis.left - 6 * scale, y)
            drawing.words(tick.words, at, TextStyle(anchor="end", colour=style.muted))


def _draw_unselected_days(
    drawing: Drawing, axis: DayAxis, spec: Timeline, top: float, bottom: float
) -> None:
    for first, last in spec.unselected_spans:
        left, right = axis.start(first), axis.start(last) + axis.day
        muted = {"fill_opacity": f"{TINT:g}"}
        drawing.rect(left, top, right - left, bottom - top, drawing.style.muted, **muted)


def _draw_day(drawing: Drawing, axis: DayAxis, panel: TimelinePlot, day: Day) -> None:
    style, scale = drawing.style, drawing.scale
    x, width, base = axis.x(day.day), axis.day * _BAR, 0.0
    is_selected = {"data_selected": "true"} if day.selected else {}
    with drawing.group(data_code=day.code, data_state=day.state, **is_selected):
        drawing.tooltip(day.tooltip)
        if drawing.is_in_page:  # a pointer finds the day of a low column
            height = panel.bottom - panel.top
            drawing.rect(axis.start(day.day), panel.top, axis.day, height, "transparent")
        for part in day.parts:
            top, low = panel.y(base + part.value), panel.y(base)
            looks = paint(part.role, style, faded=day.faded)
            with drawing.group(data_role=part.role):
                drawing.rect(x - width / 2, top, width, low - top, looks.fill, **faded(looks))
            base += part.value
        if day.state in ("not_reported", "zero"):
            hollow = day.state == "not_reported"
            fill = style.background if hollow else style.text
            line = {"stroke": style.text, "stroke_width": number(1.5 * scale)}
            drawing.circle((x, panel.bottom), DAY_MARK / 2 * scale, fill, **line)


def _draw_total(drawing: Drawing, axis: DayAxis, panel: TimelinePlot, spec: Timeline) -> None:
    if not spec.total:
        return
    style, scale = drawing.style, drawing.scale
    outline = [(axis.left, panel.bottom)]
    for day, total in spec.running_totals:
        x = axis.x(day)
        outline += [(x, outline[-1][1]), (x, panel.y(total))]
    outline.append((axis.right, outline[-1][1]))
    area, line = [*outline, (axis.right, panel.bottom)], number(TOTAL_WIDTH * scale)
    with drawing.group(data_role="accent"), drawing.frame(_frame(axis, panel)):
        drawing.steps(area, style.accent, is_closed=True, fill_opacity=f"{TINT:g}")
        look = {"stroke": style.accent, "stroke_width": line}
        drawing.steps(outline, "none", is_closed=False, **look)


def _frame(axis: DayAxis, panel: TimelinePlot) -> Frame:
    """Return the frame of a plot, with a column for each day."""
    return Frame(axis.left, panel.top, axis.right, panel.bottom, axis.calendar.days)


def _draw_plan(drawing: Drawing, axis: DayAxis, panel: TimelinePlot, spec: Timeline) -> None:
    if not spec.plan:
        return
    places = [(axis.x(day), panel.y(total)) for day, total in spec.plan]
    colour = paint(line_role("plan"), drawing.style).fill
    line = {"stroke": colour, "stroke_width": number(TOTAL_WIDTH * drawing.scale)}
    with drawing.group(data_line=line_role("plan")):
        drawing.path(to_line(places), "none", **line, **drawing.dash("dash"))


def _total_words(drawing: Drawing, axis: DayAxis, spec: Timeline) -> TotalWords:
    narrow_axis = _narrowest_axis(drawing, axis)
    return total_words(
        spec,
        narrow_axis.x,
        (narrow_axis.left, narrow_axis.right),
        lambda line: drawing.text_width(line, bold=True),
        TOTAL_GAP * drawing.scale,
    )


def _draw_end_words(
    drawing: Drawing, axis: DayAxis, panel: TimelinePlot, words: TotalWords
) -> None:
    """Draw the label of the total at the top of its panel, above the lines of total and plan."""
    scale = drawing.scale
    x = (axis.right if words.before is None else axis.x(words.before)) - TOTAL_GAP * scale
    y = panel.top + len(words.lines) * drawing.size * LINE / 2 - 2 * scale
    look = TextStyle(anchor="end", bold=True, background=drawing.style.background)
    drawing.lines(words.lines, (x, y), look)


def _narrowest_axis(drawing: Drawing, axis: DayAxis) -> DayAxis:
    """Return the axis of the narrowest drawing, which decides which labels have room."""
    beyond = drawing.width - axis.right
    return replace(axis, right=drawing.width * drawing.room_share - beyond)


def _draw_marks(
    drawing: Drawing,
    axis: DayAxis,
    spec: Timeline,
    top: float,
    labels: Mapping[EventDay, EventLabel],
    rows_of: Mapping[EventKind, int],
    size: Size,
) -> None:
    """Draw milestones and events above the days.

    On paper marks have numbers, which a text beside the chart explains; elsewhere they have labels
    if these have room.
    """
    scale, has_numbers = drawing.scale, size.name == A4.name
    ends: dict[EventKind, float] = {}
    for mark, number_of in spec.numbers.items():
        above = 0 if mark.kind == "milestone" else rows_of["milestone"]
        x, y = axis.x(mark.day), top + (above + 0.5) * _LANE * scale
        with drawing.group(data_mark=mark.kind, data_day=mark.day.isoformat()):
            drawing.tooltip(mark.tooltip)
            if has_numbers:
                x = ends[mark.kind] = max(x, ends.get(mark.kind, 0.0) + _APART * scale)
                _draw_mark(drawing, mark.kind, (x, y), _NUMBER[mark.kind])
                drawing.words(
                    str(number_of),
                    (x, y),
                    TextStyle(
                        anchor="middle",
                        size=_DIGITS * scale,
                        colour=drawing.style.background,
                        bold=True,
                    ),
                )
            else:
                _draw_mark(drawing, mark.kind, (x, y), _MARK[mark.kind] / 2)
            if mark in labels:
                label = labels[mark]
                apart = (MILESTONE_MARK / 2 + GAP) * scale * (-1 if label.is_left else 1)
                lines = label.words.split("\n")
                look = TextStyle(
                    anchor="end" if label.is_left else "start", size=drawing.size - scale
                )
                below = (len(lines) - 1) / 2 * (drawing.size - scale) * LINE
                drawing.lines(lines, (x + apart, y + below), look)


def _lane_rows(spec: Timeline, labels: Mapping[EventDay, EventLabel]) -> dict[EventKind, int]:
    """Return how many rows of text each lane of marks has; none has any without marks."""
    rows: dict[EventKind, int] = dict.fromkeys(_MARK, 1 if spec.marks else 0)
    for mark, label in labels.items():
        rows[mark.kind] = max(rows[mark.kind], len(label.words.split("\n")))
    return rows


def _event_labels(
    drawing: Drawing, axis: DayAxis, spec: Timeline, size: Size
) -> Mapping[EventDay, EventLabel]:
    return event_labels(
        spec,
        _narrowest_axis(drawing, axis).x,
        (0.0, drawing.width * drawing.room_share),
        (drawing.size - drawing.scale) * (PAGE_LETTERS if size.fit_width else 1),
        MILESTONE_MARK * drawing.scale,
        # A page has a tooltip with the whole name.
        is_whole=not drawing.is_in_page,
    )


def _draw_mark(drawing: Drawing, kind: EventKind, middle: Point, half: float) -> None:
    """Draw the mark of a milestone or an event; `half` is the px from its middle to its edge."""
    if kind == "milestone":
        drawing.diamond(middle, half * drawing.scale, drawing.style.text)
    else:
        drawing.circle(middle, half * drawing.scale, drawing.style.accent)


@dataclass(frozen=True)
class TotalWords:
    """The lines of the label, and the day of the line to its right (None: the end of the days)."""

    lines: tuple[str, ...]
    before: date | None = None


def total_words(
    spec: Timeline,
    place: Callable[[date], float],
    ends: tuple[float, float],
    width_of: Callable[[str], float],
    gap: float = TOTAL_GAP,
) -> TotalWords:
    """Return the label at the end of the running total at a position where it has room.

    `place` returns the position of a day between the two `ends`. The label is as far to the right
    as possible: on one line, else in two lines with a break before the bracket, else in three or
    four.
    """
    choices = _line_breaks(spec.end_words, width_of)
    rules = {rule.day: place(rule.day) for rule in spec.calendar.rules}
    for lines in choices:
        room = max(map(width_of, lines))
        for before, right in _ends(rules, ends[1], gap):
            left = right - room
            is_crossed = any(left - _CLEAR < x < right + _CLEAR for x in rules.values())
            if left >= ends[0] and not is_crossed:
                return TotalWords(lines, before)
    return TotalWords(choices[-1])


def _line_breaks(words: str, width_of: Callable[[str], float]) -> list[tuple[str, ...]]:
    """Return the text in one to four lines, if it can be broken, each as narrow as possible."""
    choices: list[tuple[str, ...]] = [(words,)]
    start, bracket, rest = words.rpartition(" (")
    if bracket:
        parts = f"({rest}".split(" ")
        for breaks in range(min(len(parts), 3)):
            narrowest = min(
                (
                    tuple(" ".join(parts[a:b]) for a, b in pairwise((0, *cuts, len(parts))))
                    for cuts in combinations(range(1, len(parts)), breaks)
                ),
                key=lambda lines: max(map(width_of, lines)),
            )
            choices.append((start, *narrowest))
    return choices


def _ends(rules: dict[date, float], last: float, gap: float) -> Iterator[tuple[date | None, float]]:
    """Yield the possible right ends of the label, from the right, each with the day of its line."""
    yield None, last - gap
    for day in sorted(rules, reverse=True):
        yield day, rules[day] - gap
