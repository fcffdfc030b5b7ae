"""The width of text in Arial, and the font size and lines with which it fits a box."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from campaign.render.letter_widths import BOLD, REGULAR

LINE = 1.2
"""Height of a line in font sizes."""

SMALLEST = 10
"""The smallest font size in points: 20 px on a screen with a height of 1,080 px."""

PAGE_LETTERS = 0.92
"""Width of the letters of pages, as a share of those of Arial."""

_SAFE = 1.03  # a margin, because kerning and rounding differ by program


@dataclass(frozen=True)
class FittedText:
    """A text that fits: its font size in points, the number of its lines, whether it was cut."""

    words: str
    size: float
    lines: int
    cut: bool = False

    @property
    def height(self) -> float:
        """Height of the lines in points."""
        return self.lines * self.size * LINE


def clean(words: str) -> str:
    """Return the text on one line without control characters, which XML does not allow."""
    visible = "".join(
        " " if c in "\n\r\t\v\f" else c
        for c in words
        if c in "\n\r\t\v\f" or unicodedata.category(c) not in ("Cc", "Cs", "Cn")
    )
    return " ".join(part for part in visible.split(" ") if part)


def width(words: str, size: float, bold: bool = False) -> float:
    """Return the width of a line of Arial in the unit of `size`, rather too wide than narrow."""
    return _letters_width(words, bold) * size * _SAFE


@lru_cache(8192)
def _letters_width(words: str, bold: bool) -> float:
    table = BOLD if bold else REGULAR
    return sum(map(table.__getitem__, words))


def label_room(labels: Sequence[str], size: float) -> float:
    """Return the width of the widest label, in the unit of the size; 0 if there are none."""
    return max((width(label, size) for label in labels), default=0.0)


def wrap_text(words: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Return the text in lines no wider than `room`; a longer word is broken too.

    A word is broken after a hyphen if it has one in the part that fits.
    """
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        while width(word, size, bold) > room and len(word) > 1:
            length = _as_many(word, room, size, bold)
            length = word.rfind("-", 0, length) + 1 or length
            lines.append(word[:length])
            word = word[length:]
        line = word
    return [*lines, line] if line or not lines else lines


def fit_text(
    words: str, room: float, height: float, size: float, least: float, bold: bool = False
) -> FittedText:
    """Return the text at the largest size from `size` down to `least` that fits `room` × `height`.

    All are in points. A text that does not fit at `least` is cut, and ends with an ellipsis.
    """
    text = clean(words)
    trial = size
    while trial > least:
        lines = wrap_text(text, room, trial, bold)
        if len(lines) * trial * LINE <= height + 0.01 and not _breaks_word(text, room, trial, bold):
            return FittedText(text, trial, len(lines))
        trial = max(trial - 1, least)
    most = max(math.floor((height + 0.01) / (least * LINE)), 1)
    lines = wrap_text(text, room, least, bold)
    if len(lines) <= most:
        return FittedText(text, least, len(lines))
    line = last = lines[most - 1]
    while last and width(f"{last}…", least, bold) > room:
        last = last[:-1]
    last = _to_last_word(last, line)
    return FittedText(" ".join([*lines[: most - 1], f"{last.rstrip()}…"]), least, most, cut=True)


def _to_last_word(start: str, line: str) -> str:
    """Return the start of a line without an incomplete last word, if at least half is left."""
    if start == line or line[len(start)] == " ":
        return start
    words = start.rsplit(" ", 1)[0]
    return words if 2 * len(words) >= len(start) else start


def _breaks_word(words: str, room: float, size: float, bold: bool) -> bool:
    """Return whether a single word is wider than the room; then a smaller size is better."""
    return any(width(word, size, bold) > room for word in words.split(" "))


def _as_many(word: str, room: float, size: float, bold: bool) -> int:
    count = 1
    while count < len(word) and width(word[: count + 1], size, bold) <= room:
        count += 1
    return count
