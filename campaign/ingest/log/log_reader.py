"""The file of a cleaning log: its header row, and the lines below it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.log.cleaning_log import Codes
from campaign.ingest.log.log_lines import CleaningLog, LogParser
from campaign.ingest.log.log_words import COLUMNS, known_word
from campaign.ingest.options import AS_IT_IS
from campaign.ingest.readers.detect import read_raw_table
from campaign.schema.issues import Issue

_FORMULA_SIGNS = ("=", "+", "-", "@")
_HEADERS = {"column", "written", "read_as", "origin"}


def find_log_header(cells: pd.DataFrame) -> int | None:
    """Return the number of the first row with the headers of a log; None if no row has them."""
    rows = zip(cells.index, cells.to_numpy(dtype=object), strict=True)
    return next((int(row) for row, texts in rows if set(_headers(texts)) >= _HEADERS), None)


def _headers(cells: Iterable[object]) -> list[str | None]:
    return [known_word(str(cell), COLUMNS) for cell in cells]


def read_log(content: bytes, file: str, codes: Codes) -> CleaningLog | Issue:
    """Return the answers and corrections of a log, or the issue that prevents reading it.

    Lines by rule are ignored, because the rules apply to every file.
    """
    raw = read_raw_table(content, file, AS_IT_IS)
    if isinstance(raw, Issue):
        return raw
    header_row = find_log_header(raw.cells)
    if header_row is None:
        return Issue(file, "no_cleaning_log")
    headers = _headers(raw.cells.loc[header_row])
    positions = {name: at for at, name in enumerate(headers) if name}
    below = raw.cells.loc[header_row + 1 :]
    lines = {
        int(row): {name: _cell(str(cells[at])) for name, at in positions.items()}
        for row, cells in zip(below.index, below.to_numpy(dtype=object), strict=True)
    }
    return LogParser(codes).parse(lines)


def _cell(cell: str) -> str:
    """Return a tidied cell without the apostrophe that an export writes before formula signs."""
    tidied = tidy_text(cell)
    return tidied[1:] if tidied[:1] == "'" and tidied[1:2] in _FORMULA_SIGNS else tidied
