"""A text of a workbook outside its cells, and the limit of bytes read for such texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaign.ingest.readers.zip_limits import UnsafeArchiveError

MOST_BYTES = 32 * 2**20
"""The limit of XML outside cells in bytes; registers have less than a hundredth of it."""
TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class WorkbookText:
    """A text outside cells, and the name of its sheet; None if it belongs to no sheet.

    A comment, a hint or a link of a cell has its `row`, from 1, and `column` letter; else None.
    """

    text: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class WorkbookTexts:
    """All texts outside cells, and the names of all sheets in order, hidden ones too."""

    texts: Sequence[WorkbookText] = ()
    sheets: Sequence[str] = ()


class ByteLimit:
    """The number of bytes that may still be read from parts without cells."""

    def __init__(self) -> None:
        self.rest = MOST_BYTES

    def subtract(self, size: int) -> None:
        """Subtract bytes that were read. Raises `UnsafeArchiveError` below zero."""
        self.rest -= size
        if self.rest < 0:
            raise UnsafeArchiveError("unpacks_too_big")

    def limit(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the pieces, and subtract their bytes."""
        for piece in pieces:
            self.subtract(len(piece))
            yield piece
