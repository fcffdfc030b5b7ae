"""A parser for untrusted XML, element by element; a document type is not allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.parsers.expat import ExpatError, ParserCreate

from campaign.ingest.readers.zip_limits import UnsafeArchiveError


def parse(
    pieces: Iterator[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Call a function for every element and text. Raises UnsafeArchiveError for other content."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (ExpatError, ValueError) as error:
        raise UnsafeArchiveError("not_a_table") from error


def _no_doctype(*_: object) -> None:
    raise UnsafeArchiveError("not_a_table")
