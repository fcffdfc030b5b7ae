"""A typst template filled with data and printed as an accessible PDF."""

from __future__ import annotations

import datetime as dt
import json
import re
import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

FONTS = Path(str(files("fontpkg_pt_sans"))) / "files"
UNKNOWN = "?"
"""Stands for a letter the typeface does not have."""

_EPOCH = dt.date(1980, 1, 1)
# A no-break space parts words too: figures are never broken.
_LONG_RUN = re.compile(r"(\S{24})(?=\S)")
_INVISIBLE = "\u200b\u2060\ufeff"


class Svg(str):
    """A drawing, whose letters are legible already and whose data must stay as they are."""


class PdfError(RuntimeError):
    """The template could not be set, or only with a warning: the message says why."""


def print_pdf(template: Path, data: Mapping[str, Any], dated: dt.date | None) -> bytes:
    """The template as PDF/UA-1; it reads `data` as JSON from `sys.inputs.data`.

    Data is never markup: a string is set letter by letter. `dated` is written as the date of the
    file, so that the same data give the same bytes. Raises `PdfError`.
    """
    day = dated or _EPOCH
    stamp = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    content = json.dumps(_legible(data), ensure_ascii=False, separators=(",", ":"))
    try:
        # A compiler of its own for each call: one shared by threads fails.
        pdf, warnings = typst.compile_with_warnings(
            template.read_bytes(),
            font_paths=_fonts(),
            sys_inputs={"data": content},
            pdf_standards=["ua-1"],
            timestamp=stamp,
        )
    except typst.TypstError as failed:
        raise PdfError(failed.diagnostic or failed.message) from failed
    if warnings:
        raise PdfError("; ".join(warning.message for warning in warnings))
    assert isinstance(pdf, bytes)
    return pdf


def legible(words: str) -> str:
    """The words in letters the typeface has, on one line; any other letter is a question mark.

    A letter with a plainer form takes it. A word of more than 24 letters may break after them.
    """
    letters = "".join(_letter(c) for c in unicodedata.normalize("NFC", words))
    if not letters.startswith(("http://", "https://")):
        letters = _LONG_RUN.sub("\\1\u200b", letters)
    return " ".join(word for word in letters.split(" ") if word)


def _legible(value: Any) -> Any:
    match value:
        case Svg():
            return value
        case str():
            return legible(value)
        case Mapping():
            return {name: _legible(item) for name, item in value.items()}
        case list() | tuple():
            return [_legible(item) for item in value]
    return value


def _letter(character: str) -> str:
    if ord(character) in _font_letters():
        return character
    if character in "\n\r\t\v\f":
        return " "
    if character == "\u202f":
        return "\u00a0"
    if character in _INVISIBLE or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    plain = unicodedata.normalize("NFKD", character)
    legible = "".join(c for c in plain if ord(c) in _font_letters())
    return legible or UNKNOWN


@cache
def _fonts() -> typst.Fonts:
    """The one typeface; none of the machine's own, so that pages are the same everywhere."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


@cache
def _font_letters() -> frozenset[int]:
    """The characters that regular and bold both have."""
    regular, bold = (_cmap(FONTS / f"PT_Sans-Web-{cut}.ttf") for cut in ("Regular", "Bold"))
    return regular & bold


def _cmap(path: Path) -> frozenset[int]:
    """The characters of a TrueType file (its `cmap` of format 4, Windows Unicode)."""
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
