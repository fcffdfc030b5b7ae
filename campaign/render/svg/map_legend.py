"""The legend of a map: its classes as one strip, with limits, average and regions on it, states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from campaign.charts.spec import Choropleth, ColorBarMark, LegendKey
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing, Point, number
from campaign.render.typography import PAGE_LETTERS, Anchor, TextStyle, width, wrap_text
from campaign.theme.roles import paint

_TICK = 2.0  # px: the width of the average's line; its casing is twice as wide
_REACH = 3  # px that this line extends below the strip

WIDE_STRIP = 0.62
"""Width of the strip as a share of the legend, if the states are to its right."""

_LINE, _POINTER, _SWATCH, _LIMITS, _STATE = 1.25, 0.55, 1.3, 1.35, 1.45
"""Heights in font sizes: a line of the title, the pointers of marks, the swatches, the limits, and
a row of states."""

PAGE_ROOM = {False: 590.0, True: 300.0}
"""Px of the narrowest column of a page for a wide and for a narrow legend: text that fits it fits
all columns, and a drawing by the server has the same height as one by the browser."""

_KEY = 1.2, 0.9
"""Width and height of a state's swatch, in font sizes."""

_LANE = 1.25
"""Height of a line of marks, in font sizes."""

_SMALL = 0.9
"""The font size of limits, marks and states, as a share of that of the title."""

_SIDES: tuple[Anchor, ...] = ("middle", "end", "start")
_BESIDE = 0.2
"""Share of the strip's width that a label in two languages may take to the left of it."""

_APART = 0.6
"""The distance between two labels of a row, in font sizes."""


@dataclass(frozen=True)
class PlacedWords:
    """A line of text with its vertical middle at `y`; `at` is its position on the strip, 0 to 1."""

    words: str
    at: float
    y: float
    anchor: Anchor


@dataclass(frozen=True)
class PlacedMark:
    """A mark and its label, "" if it has no room.

    A line leads from `top`, below the label, to the strip; None if it would cross another label.
    `second` is the label in a second language below the first, None if there is none.
    """

    mark: ColorBarMark
    words: PlacedWords
    top: float | None
    second: PlacedWords | None = None

    @property
    def lines(self) -> tuple[PlacedWords, ...]:
        """The label in one language or in two."""
        return (self.words,) if self.second is None else (self.words, self.second)


def place_marks(
    spec: Choropleth, lanes: Sequence[float], room: float, size: float
) -> tuple[PlacedMark | None, tuple[PlacedMark, ...]]:
    """Return the average (None: no average), in the lanes next to the strip, and the regions.

    The selected regions are in the top lane, from left to right. `lanes` are the heights of the
    lanes from the strip upwards, `room` is the width of the strip. A label that would touch the one
    before it moves right, if it then still is above its position; otherwise it is "".
    """
    below = _LANE * size / _SMALL / 2
    average, regions, free, span = None, [], -room, (room, -room)
    if spec.strip.average is not None:
        average = _average(spec.strip.average, lanes, room, size)
        extents = [extent(line.words, line.at, line.anchor, room, size) for line in average.lines]
        span = min(left for left, _ in extents), max(right for _, right in extents)
    for mark in sorted(spec.selected_marks, key=lambda mark: mark.at):
        words, x = _centre(mark, lanes[-1], room, size), mark.at * room
        left, right = extent(words.words, words.at, words.anchor, room, size)
        if left < free:
            right += free - left
            has_room = free <= x and right <= room
            words = PlacedWords(mark.label if has_room else "", free / room, words.y, "start")
        if words.words:
            free = right + _APART * size
        leads = words.words and not span[0] <= x <= span[1]
        regions.append(PlacedMark(mark, words, lanes[-1] + below if leads else None))
    return average, tuple(regions)


def average_lines(mark: ColorBarMark | None, room: float, size: float) -> int:
    """Return how many lines the label of the average takes; 0 if there is no average."""
    if mark is None:
        return 0
    return 2 if mark.second_label and _side(mark, room, size) is None else 1


def _average(mark: ColorBarMark, lanes: Sequence[float], room: float, size: float) -> PlacedMark:
    """Return the average with its label; both languages are on one line if they have room.

    Otherwise the second language is below the first.
    """
    top = lanes[0] + _LANE * size / _SMALL / 2
    if average_lines(mark, room, size) == 1:
        side = _side(mark, room, size) if mark.second_label else None
        both = None if side is None else PlacedWords(mark.both_labels, mark.at, lanes[0], side)
        return PlacedMark(mark, both or _centre(mark, lanes[0], room, size), top)
    longest = max(mark.label, mark.second_label, key=lambda words: width(words, size))
    anchor = _centre(replace(mark, label=longest), lanes[0], room, size).anchor
    first, second = (
        PlacedWords(words, mark.at, y, anchor)
        for words, y in ((mark.label, lanes[1]), (mark.second_label, lanes[0]))
    )
    return PlacedMark(mark, first, top, second)


def _side(mark: ColorBarMark, room: float, size: float) -> Anchor | None:
    """Return the anchor of a label in two languages on one line; None if it has no room.

    The label may extend beyond the left end of the strip, because slides have room there.
    """
    for side in _SIDES:
        left, right = extent(mark.both_labels, mark.at, side, room, size)
        if left >= -_BESIDE * room and right <= room:
            return side
    return None


def _centre(mark: ColorBarMark, y: float, room: float, size: float) -> PlacedWords:
    """Return the label centred on its position, or beside it near an end of the strip."""
    half, x = width(mark.label, size) / 2, mark.at * room
    anchor: Anchor = "start" if x < half else "end" if room - x < half else "middle"
    return PlacedWords(mark.label, mark.at, y, anchor)


def extent(words: str, at: float, anchor: Anchor, room: float, size: float) -> tuple[float, float]:
    """Return the left and the right end of a text at a position on a strip `room` wide."""
    length = width(words, size)
    left = at * room - {"start": 0.0, "middle": length / 2, "end": length}[anchor]
    return left, left + length


@dataclass(frozen=True)
class PlacedKey:
    """A state: its swatch is `x` to the right of `share` of the width, and `y` from the top.

    `lines` are the lines of its label, which is vertically centred on the swatch.
    """

    key: LegendKey
    lines: tuple[str, ...]
    share: float
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The vertical middle of the label."""
        return self.y + self.height / 2

    @property
    def words_x(self) -> float:
        """The left end of the label, measured like `x`."""
        return self.x + self.width * 1.4


@dataclass(frozen=True)
class StripLayout:
    """The legend of a map, measured from its upper left corner in the unit of the font size.

    `left` and `right` are the ends of the strip, `top` and `bottom` those of its swatches. `small`
    is the font size of all text except the title.
    """

    title: tuple[str, ...]
    line: float
    left: float
    right: float
    top: float
    bottom: float
    height: float
    small: float
    limits: tuple[PlacedWords, ...]
    average: PlacedMark | None
    regions: tuple[PlacedMark, ...]
    states: tuple[PlacedKey, ...]

    def x(self, at: float) -> float:
        """Return the x of a position on the strip (0 to 1), measured from the left."""
        return self.left + at * (self.right - self.left)


@dataclass(frozen=True)
class StripRoom:
    """The room of a legend: its width, its font size, and which parts it has.

    `narrow`: the states are below the strip, as on a phone. `words_width` is the width used to
    decide which labels have room. `hover`: there is a lane for regions even if none is selected.
    """

    width: float
    size: float
    narrow: bool
    words_width: float
    hover: bool = False


def lay_out(spec: Choropleth, keys: Sequence[LegendKey], room: StripRoom) -> StripLayout:
    """Return the positions of the legend's parts; `keys` are the entries to show."""
    size = room.size
    small = size * _SMALL
    strip_width = room.words_width * (1 if room.narrow else WIDE_STRIP)
    has_strip = bool(spec.class_keys)
    title = _title(spec, room) if has_strip else ()
    lanes = 0
    if has_strip:
        lanes = average_lines(spec.strip.average, strip_width, small)
        lanes += room.hover or bool(spec.selected_marks)
    top = size * (0.5 + _LINE * len(title) + _LANE * lanes + (_POINTER if lanes else 0))
    bottom = top + (_SWATCH * size if has_strip else 0)
    lane_tops = [top - size * (_POINTER + _LANE * (lane + 0.5)) for lane in range(lanes)]
    average, regions = place_marks(spec, lane_tops, strip_width, small) if has_strip else (None, ())
    below = bottom + (_LIMITS * size if has_strip else 0)
    states = [key for key in keys if key.role.startswith("state:")]
    state_words, height = _states(states, room, (top + bottom) / 2 if has_strip else None, below)
    return StripLayout(
        title=title,
        line=_LINE * size,
        left=0.0,
        right=room.width * (1 if room.narrow else WIDE_STRIP),
        top=top,
        bottom=bottom,
        height=height,
        small=small,
        limits=tuple(
            _limits(
                spec.strip.limits,
                bottom + _LIMITS * size / 2,
                strip_width,
                small,
                "end" if room.narrow else "middle",
            )
        ),
        average=average,
        regions=regions,
        states=state_words,
    )


def pointer_height(size: float) -> float:
    """Return the height of the pointer of a selected region."""
    return _POINTER * size


def _title(spec: Choropleth, room: StripRoom) -> tuple[str, ...]:
    if not spec.legend_title:
        return ()
    letters = room.size * (PAGE_LETTERS if room.hover else 1)
    return tuple(wrap_text(spec.legend_title, room.words_width, letters, bold=True))


def _limits(
    words: Sequence[str], y: float, room: float, size: float, end: Anchor
) -> Iterator[PlacedWords]:
    """Yield the limits; a limit that would touch another is "". First and last are always shown.

    The others are placed from the left. `end` is the anchor of the last limit.
    """
    last = len(words) - 1
    ends = (extent(words[last], 1.0, end, room, size)[0] if words else room) - _APART * size
    free = -room
    for position, limit in enumerate(words):
        at = position / last
        anchor: Anchor = "start" if position == 0 else end if position == last else "middle"
        left, right = extent(limit, at, anchor, room, size)
        is_free = left >= free and (position in (0, last) or right <= ends)
        if is_free:
            free = right + _APART * size
        yield PlacedWords(limit if is_free else "", at, y, anchor)


def _states(
    keys: Sequence[LegendKey], room: StripRoom, middle: float | None, below: float
) -> tuple[tuple[PlacedKey, ...], float]:
    """Return the states and the height of the legend.

    The states are to the right of the strip, around its `middle`; on a phone, or if there is no
    strip, they are in rows below.
    """
    size, row = room.size, _STATE * room.size
    wide, high = (length * size for length in _KEY)
    small, before = size * _SMALL, wide * 1.4
    if middle is not None and not room.narrow:
        tall = len(keys) * row
        top = min(middle - tall / 2, below - tall) + (row - high) / 2
        places = (
            PlacedKey(key, (key.words,), WIDE_STRIP, 2 * size, top + number * row, wide, high)
            for number, key in enumerate(keys)
        )
        return tuple(places), below
    rows: list[PlacedKey] = []
    x, y, more = 0.0, below + (row - high) / 2, 0.0
    for key in keys:
        lines = tuple(wrap_text(key.words, room.words_width - before, small))
        length = before + max(width(line, small) for line in lines)
        if x and (x + length > room.words_width or len(lines) > 1):
            x, y = 0.0, y + row + more
        if not x:
            # A label of several lines extends above and below its row by half each.
            more = (len(lines) - 1) * _LINE * small / 2
            y += more
        rows.append(PlacedKey(key, lines, 0.0, x, y, wide, high))
        x += length + 1.2 * size
    return tuple(rows), (y + more + (row + high) / 2 if keys else below)


def strip_layout(drawing: Drawing, spec: Choropleth, size: Size) -> StripLayout:
    """Return the layout of the legend.

    On a page, where the map is animated, it has the states of all days, and room for the region
    under the pointer.
    """
    in_page = size.height is not None and not size.beside
    room = StripRoom(
        width=size.width,
        size=drawing.size,
        narrow=size.narrow or bool(size.beside),
        words_width=PAGE_ROOM[size.narrow] if in_page else size.width * size.room_share,
        hover=in_page,
    )
    is_still = size.height is None or (size.beside and not spec.animation)
    return lay_out(spec, spec.legend_at_rest if is_still else spec.legend, room)


def draw_strip(drawing: Drawing, spec: Choropleth, layout: StripLayout, top: float) -> None:
    """Draw the legend with its upper edge at `top`."""
    places = (layout.left, top + layout.top, layout.right - layout.left)
    with drawing.group(data_part="legend", data_strip=" ".join(map(number, places))):
        _Strip(drawing, spec, layout, top).draw()


class _Strip:
    def __init__(self, drawing: Drawing, spec: Choropleth, layout: StripLayout, top: float) -> None:
        self.drawing, self.spec, self.layout, self.top = drawing, spec, layout, top

    def draw(self) -> None:
        """Draw title, swatches, limits, marks and states."""
        drawing, layout = self.drawing, self.layout
        if layout.title:
            with drawing.group(data_part="legend-title"):
                for row, line in enumerate(layout.title):
                    drawing.words(
                        line, (0.0, self.top + (row + 0.75) * layout.line), TextStyle(bold=True)
                    )
        self._draw_classes()
        self._draw_states()
        for limit in layout.limits:
            if limit.words:
                with drawing.group(data_limit=number(limit.at)):
                    self._words(limit)
        for mark in layout.regions:
            with drawing.group(data_marked=mark.mark.code):
                self._draw_region(mark)
        if layout.average is not None:
            with drawing.group(data_marked="average"):
                self._draw_average(layout.average)

    def _draw_classes(self) -> None:
        drawing, layout, keys = self.drawing, self.layout, self.spec.class_keys
        outline = {"stroke": drawing.style.outline, "stroke_width": number(drawing.scale)}
        for index, key in enumerate(keys):
            left, right = (layout.x(at / len(keys)) for at in (index, index + 1))
            looks = paint(key.role, drawing.style)
            middle = (left + right) / 2, self.top + (layout.top + layout.bottom) / 2
            with drawing.group(data_legend=key.role):
                drawing.tooltip((key.words,))
                height = layout.bottom - layout.top
                drawing.rect(
                    left, self.top + layout.top, right - left, height, looks.fill, **outline
                )
                drawing.words(
                    str(key.count),
                    middle,
                    TextStyle(anchor="middle", size=layout.small, colour=looks.text_color),
                )

    def _draw_states(self) -> None:
        drawing = self.drawing
        outline = {"stroke": drawing.style.outline, "stroke_width": number(drawing.scale)}
        for state in self.layout.states:
            fill = drawing.fill(paint(state.key.role, drawing.style))
            left = drawing.width * state.share
            with drawing.group(data_legend=state.key.role):
                top = self.top + state.y
                drawing.rect(left + state.x, top, state.width, state.height, fill, **outline)
                at = left + state.words_x, self.top + state.middle
                drawing.lines(state.lines, at, TextStyle(size=self.layout.small))

    def _draw_region(self, mark: PlacedMark) -> None:
        drawing, style = self.drawing, self.drawing.style
        tip = self._at(mark.mark.at, self.layout.top)
        height = pointer_height(drawing.size)
        if mark.top is not None:
            self._line((tip[0], self.top + mark.top), (tip[0], tip[1] - height), 1.0)
        half = height * 0.6
        drawing.path(
            f"M{number(tip[0])} {number(tip[1])}l{number(-half)} {number(-height)}"
            f"h{number(2 * half)}z",
            style.text,
            stroke=style.background,
        )
        self._words(mark.words)

    def _draw_average(self, mark: PlacedMark) -> None:
        drawing = self.drawing
        start = self._at(mark.mark.at, mark.top or 0.0)
        end = self._at(mark.mark.at, self.layout.bottom + _REACH * drawing.scale)
        drawing.line(start, end, drawing.style.background, 2 * _TICK * drawing.scale)
        self._line(start, end, _TICK)
        for line in mark.lines:
            self._words(line)

    def _line(self, start: Point, end: Point, thickness: float) -> None:
        self.drawing.line(start, end, self.drawing.style.text, thickness * self.drawing.scale)

    def _at(self, at: float, y: float) -> Point:
        return self.layout.x(at), self.top + y

    def _words(self, words: PlacedWords) -> None:
        if words.words:
            self.drawing.words(
                words.words,
                self._at(words.at, words.y),
                TextStyle(anchor=words.anchor, size=self.layout.small),
            )
