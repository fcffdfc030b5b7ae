"""The status of one edition in `campaigns.csv`, replaced without changing any other byte."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|\Z)')
Cell = tuple[int, int, str]
"""Start and end of a cell in the text, and its value."""


class InvalidCampaignListError(ValueError):
    """The content is not a list of campaigns: it is not UTF-8, or lacks a column."""


def read_status(content: bytes, edition: str) -> str:
    """Return the status of the edition.

    Raises KeyError for an edition without a row, `InvalidCampaignListError` for another file.
    """
    return _find_status(_decode(content), edition)[2]


def replace_status(content: bytes, edition: str, status: str) -> bytes:
    """Return the list with this status in the row of the edition.

    Raises the errors of `read_status`.
    """
    text = _decode(content)
    start, end, former_status = _find_status(text, edition)
    if former_status == status:
        return content
    return (text[:start] + status + text[end:]).encode("utf-8")


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidCampaignListError("encoding") from None


def _find_status(text: str, edition: str) -> Cell:
    rows = _read_rows(text)
    headers = [value.lstrip("\ufeff").strip() for _, _, value in next(rows, [])]
    if not {"campaign_id", "status"} <= set(headers):
        raise InvalidCampaignListError("columns")
    id_column, status_column = headers.index("campaign_id"), headers.index("status")
    for row in rows:
        if len(row) > max(id_column, status_column) and row[id_column][2].strip() == edition:
            return row[status_column]
    raise KeyError(edition)


def _read_rows(text: str) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    position = 0
    # A row that ends with a comma has one more, empty cell, also in the last row.
    while position < len(text) or row:
        match = _CELL.match(text, position)
        if match is None:
            raise InvalidCampaignListError("quotes")
        quoted_value, bare_value, delimiter = match.groups()
        value = bare_value if quoted_value is None else quoted_value.replace('""', '"')
        row.append((match.start(), match.start(3), value))
        position = match.end()
        if delimiter != ",":
            yield row
            row = []
