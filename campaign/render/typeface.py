"""The typeface of the project: its files, and text in the characters that it has."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files("fontpkg_pt_sans"))) / "files"
NAME = "PT Sans"
REGULAR, BOLD = (FOLDER / f"PT_Sans-Web-{cut}.ttf" for cut in ("Regular", "Bold"))
UNKNOWN = "?"
"""The replacement of a character that the typeface does not have."""

_INVISIBLE = "\u200b\u2060\ufeff"


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
    return _cmap(REGULAR) & _cmap(BOLD)


def _cmap(path: Path) -> frozenset[int]:
    """Return the characters of a TrueType file (its `cmap` of format 4, Windows Unicode)."""
    content = path.read_bytes()

    def short(at: int, count: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}H", content, at)

    (tables,) = short(4, 1)
    directory = [struct.unpack_from(">4sIII", content, 12 + 16 * i) for i in range(tables)]
    start = next(offset for tag, _, offset, _ in directory if tag == b"cmap")
    subtables = [
        struct.unpack_from(">HHI", content, start + 4 + 8 * i)
        for i in range(short(start + 2, 1)[0])
    ]
    at = start + next(offset for platform, kind, offset in subtables if (platform, kind) == (3, 1))
    count = short(at + 6, 1)[0] // 2
    lasts = short(at + 14, count)
    firsts = short(at + 16 + 2 * count, count)
    deltas = short(at + 16 + 4 * count, count)
    offsets_at = at + 16 + 6 * count
    offsets = short(offsets_at, count)
    codes = set()
    for i, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if offsets[i]:
                glyph = short(offsets_at + 2 * i + offsets[i] + 2 * (code - first), 1)[0]
            else:
                glyph = (code + deltas[i]) % 0x10000
            if glyph:
                codes.add(code)
    return frozenset(codes)
