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

from campaign.render import typography

_EPOCH = dt.date(1980, 1, 1)
# `\S` excludes no-break spaces, which therefore separate words here: numbers are never broken.
_LONG_RUN = re.compile(r"(\S{24})(?=\S)")


class Svg(str):
    """A drawing; its text is already legible and its data must not be changed."""


class PdfError(RuntimeError):
    """The template could not be compiled, or only with a warning; the message gives the reason."""


def print_pdf(template: Path, data: Mapping[str, Any], day: dt.date | None) -> bytes:
    """Return the template as PDF/UA-1; it reads `data` as JSON from `sys.inputs.data`.

    A string in the data is plain text and never markup. `day` is written as the date of the file,
    so that the same data give the same bytes; None means 1980-01-01. Raises `PdfError`.
    """
    day = day or _EPOCH
    stamp = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    content = json.dumps(_legible(data), ensure_ascii=False, separators=(",", ":"))
    try:
        # Each call has its own compiler, because a compiler shared by threads fails.
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
    """Return text in characters of the typeface; a longer word may break after 24 characters."""
    letters = typography.legible(words)
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
    """Return only the project's typeface, without system fonts: pages are the same everywhere."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(typography.FONT_FOLDER)],
    )
