"""A typst template filled with data and printed as an accessible PDF."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from campaign.render import typeface

_EPOCH = dt.date(1980, 1, 1)
# A no-break space parts words too: figures are never broken.
_LONG_RUN = re.compile(r"(\S{24})(?=\S)")


class Svg(str):
    """A drawing, whose letters are legible already and whose data must stay as they are."""


class PdfError(RuntimeError):
    """The template could not be set, or only with a warning: the message says why."""


def print_pdf(template: Path, data: Mapping[str, Any], day: dt.date | None) -> bytes:
    """Return the template as PDF/UA-1; it reads `data` as JSON from `sys.inputs.data`.

    Data is never markup: a string is set letter by letter. `day` is written as the date of the
    file, so that the same data give the same bytes. Raises `PdfError`.
    """
    day = day or _EPOCH
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
    """Return the words in letters the typeface has; a word of more than 24 may break after them."""
    letters = typeface.legible(words)
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


@cache
def _fonts() -> typst.Fonts:
    """Return the one typeface; none of the machine's own, so that pages are the same everywhere."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typeface.FOLDER)]
    )
