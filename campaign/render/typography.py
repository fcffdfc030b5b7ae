"""Text in a drawing: its style, its width and lines, and the typeface of pictures and documents.

Widths are those of Arial, which slides use; the typeface of pictures, PT Sans, is narrower.
"""

from __future__ import annotations

import math
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

Anchor = Literal["start", "middle", "end"]
"""The part of a line of text that is at its point."""

LINE = 1.2
"""Height of a line in font sizes."""

SMALLEST = 10
"""The smallest font size in points: 20 px on a screen with a height of 1,080 px."""

PAGE_LETTERS = 0.92
"""Width of the letters of pages, as a share of those of Arial."""

FONT_FOLDER = Path(str(files("fontpkg_pt_sans"))) / "files"
FONT_NAME = "PT Sans"
REGULAR, BOLD = (FONT_FOLDER / f"PT_Sans-Web-{cut}.ttf" for cut in ("Regular", "Bold"))

UNKNOWN = "?"
"""The replacement of a character that the typeface does not have."""

_SAFE = 1.03  # a margin, because kerning and rounding differ by program
_INVISIBLE = "\u200b\u2060\ufeff"


@dataclass(frozen=True)
class TextStyle:
    """The alignment of a text to its point, its font size in px, colour and weight.

    `size` and `colour` None are those of labels of the drawing. `background` is the colour of the
    halo around the letters; None means no halo.
    """

    anchor: Anchor = "start"
    size: float | None = None
    colour: str | None = None
    bold: bool = False
    background: str | None = None


PLAIN = TextStyle()
"""The style of a label."""


class _LetterWidths(dict[str, float]):
    """{letter: width as a share of the font size}; an estimate for a letter not measured."""

    def __missing__(self, letter: str) -> float:
        if unicodedata.combining(letter):
            return 0.0
        return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.7


_WIDTHS = {
    name: _LetterWidths({c: int(width) / 1000 for width, letters in rows.items() for c in letters})
    for name, rows in tomllib.loads(
        Path(__file__).with_name("letter_widths.toml").read_text(encoding="utf-8")
    ).items()
}


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
    return sum(map(_WIDTHS["bold" if bold else "regular"].__getitem__, words))


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


def legible(words: str) -> str:
    """Return the text on one line, in characters of the typeface.

    Any other character becomes a question mark.

    A character with a simpler form, such as a letter without its accent, is replaced by it.
    """
    return "".join(_letter(character) for character in unicodedata.normalize("NFC", words))


def _letter(character: str) -> str:
    if ord(character) in _letters():
        return character
    if character in "\n\r\t\v\f":
        return " "
    if character == "\u202f":
        return "\u00a0"
    if character in _INVISIBLE or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    plain = unicodedata.normalize("NFKD", character)
    return "".join(c for c in plain if ord(c) in _letters()) or UNKNOWN


@cache
def _letters() -> frozenset[int]:
    """Return the characters that both the regular and the bold font have."""
    from fontTools.ttLib import TTFont  # only pictures and documents need it

    return frozenset.intersection(*(frozenset(TTFont(f).getBestCmap()) for f in (REGULAR, BOLD)))
