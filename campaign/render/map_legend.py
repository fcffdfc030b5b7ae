"""Where everything of a map's legend stands: title, strip of classes, limits, marks and states.

All renderers place it by this; each draws it in its own terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from campaign.charts.body import Choropleth, LegendKey
from campaign.render.map_legend_marks import (
    APART,
    LANE,
    SMALL,
    Anchor,
    PlacedMark,
    PlacedWords,
    average_lines,
    extent,
    place_marks,
)
from campaign.render.text_width import PAGE_LETTERS, width, wrap_text

WIDE_STRIP = 0.62
"""Of the width: the strip, where the states have room at its right."""

_LINE, _POINTER, _SWATCH, _LIMITS, _STATE = 1.25, 0.55, 1.3, 1.35, 1.45
"""Heights in sizes of the letters: a line of the title, the pointers of marks, the swatches, the
limits, and a row of states."""

PAGE_ROOM = {False: 590.0, True: 300.0}
"""Px of the narrowest column of a page for a wide and for a narrow legend: words that have room in
it have room in all, and a drawing by the server is as high as one by the browser."""

_KEY = 1.2, 0.9
"""Width and height of a state's swatch, in sizes of the letters."""


@dataclass(frozen=True)
class PlacedKey:
    """A state: its swatch, `x` to the right of `share` of the width, `y` from the top.

    `lines` are its words, their middle at that of the swatch.
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
        """The height of the middle of its words."""
        return self.y + self.height / 2

    @property
    def words_x(self) -> float:
        """The left end of its words, as `x`."""
        return self.x + self.width * 1.4


@dataclass(frozen=True)
class StripLayout:
    """The legend of a map, from its upper left corner, in the unit of its letters.

    `left` and `right` are the ends of the strip, `top` and `bottom` of its swatches, `small` the
    size of the letters of all words but the title's.
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
        """Return the place on the strip as a length from the left."""
        return self.left + at * (self.right - self.left)

    def above(self, share: float) -> StripLayout:
        """Return the legend with its lower edge at 0, and its states from `share` of the width."""
        up = self.height

        def move_words(words: PlacedWords) -> PlacedWords:
            return replace(words, y=words.y - up)

        def move_mark(mark: PlacedMark) -> PlacedMark:
            top = None if mark.top is None else mark.top - up
            second = None if mark.second is None else move_words(mark.second)
            return replace(mark, words=move_words(mark.words), top=top, second=second)

        return replace(
            self,
            top=self.top - up,
            bottom=self.bottom - up,
            limits=tuple(map(move_words, self.limits)),
            average=None if self.average is None else move_mark(self.average),
            regions=tuple(map(move_mark, self.regions)),
            states=tuple(replace(key, share=share, y=key.y - up) for key in self.states),
        )


@dataclass(frozen=True)
class StripRoom:
    """The room of a legend: its width, the size of its letters, and what it has to hold.

    `narrow`: as on a phone, the states below the strip. `words_width` is the width at which it is
    decided which words have room. `keys` are the entries of the legend that are drawn. `hover`:
    regions have a lane of their own also where none is selected. A state below the strip has at
    least the height of `state_lines` lines, so that nothing moves where it takes as many.
    """

    width: float
    size: float
    narrow: bool
    words_width: float
    hover: bool = False
    has_title: bool = True
    state_lines: int = 1


def lay_out(body: Choropleth, keys: Sequence[LegendKey], room: StripRoom) -> StripLayout:
    """Return the places of the legend's parts; `keys` are the entries to show."""
    size = room.size
    small = size * SMALL
    strip_width = room.words_width * (1 if room.narrow else WIDE_STRIP)
    has_strip = bool(body.class_keys)
    title = _title(body, room) if has_strip else ()
    lanes = 0
    if has_strip:
        lanes = average_lines(body.strip.average, strip_width, small)
        lanes += room.hover or bool(body.selected_marks)
    top = size * (0.5 + _LINE * len(title) + LANE * lanes + (_POINTER if lanes else 0))
    bottom = top + (_SWATCH * size if has_strip else 0)
    lane_tops = [top - size * (_POINTER + LANE * (lane + 0.5)) for lane in range(lanes)]
    average, regions = place_marks(body, lane_tops, strip_width, small) if has_strip else (None, ())
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
                body.strip.limits,
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


def _title(body: Choropleth, room: StripRoom) -> tuple[str, ...]:
    if not (room.has_title and body.legend_title):
        return ()
    letters = room.size * (PAGE_LETTERS if room.hover else 1)
    return tuple(wrap_text(body.legend_title, room.words_width, letters, bold=True))


def _limits(
    words: Sequence[str], y: float, room: float, size: float, end: Anchor
) -> Iterator[PlacedWords]:
    """Yield the limits; one that would touch another is "": both ends stay, then from the left.

    `end` is how the last stands at the end of the strip.
    """
    last = len(words) - 1
    ends = (extent(words[last], 1.0, end, room, size)[0] if words else room) - APART * size
    free = -room
    for number, limit in enumerate(words):
        at = number / last
        anchor: Anchor = "start" if number == 0 else end if number == last else "middle"
        left, right = extent(limit, at, anchor, room, size)
        is_free = left >= free and (number in (0, last) or right <= ends)
        if is_free:
            free = right + APART * size
        yield PlacedWords(limit if is_free else "", at, y, anchor)


def _states(
    keys: Sequence[LegendKey], room: StripRoom, middle: float | None, below: float
) -> tuple[tuple[PlacedKey, ...], float]:
    """Return the states and the height of the legend.

    They are right of the strip, around its `middle`; on a phone, and without a strip, in rows
    below.
    """
    size, row = room.size, _STATE * room.size
    wide, high = (length * size for length in _KEY)
    small, before = size * SMALL, wide * 1.4
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
            # Words of several lines reach beyond their row, half above it and half below.
            more = (max(len(lines), room.state_lines) - 1) * _LINE * small / 2
            y += more
        rows.append(PlacedKey(key, lines, 0.0, x, y, wide, high))
        x += length + 1.2 * size
    return tuple(rows), (y + more + (row + high) / 2 if keys else below)
