"""The status of one edition in `campaigns.csv`, changed with every other byte left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|\Z)')
Cell = tuple[int, int, str]


class InvalidCampaignList(ValueError):
    """The content is no list of campaigns: not UTF-8, or without a needed column."""


def status_in(content: bytes, edition: str) -> str:
    """The status of the edition. KeyError where the list has no such row; `InvalidCampaignList`."""
    return _status(_decoded(content), edition)[2]


def with_status(content: bytes, edition: str, status: str) -> bytes:
    """The list with this status in the edition's row. Raises as `status_in` does."""
    listed = _decoded(content)
    start, end, before = _status(listed, edition)
    if before == status:
        return content
    return (listed[:start] + status + listed[end:]).encode("utf-8")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidCampaignList("encoding") from None


def _status(listed: str, edition: str) -> Cell:
    rows = _rows(listed)
    heads = [value.lstrip("\ufeff").strip() for _, _, value in next(rows, [])]
    if not {"campaign_id", "status"} <= set(heads):
        raise InvalidCampaignList("columns")
    key, wanted = heads.index("campaign_id"), heads.index("status")
    for row in rows:
        if len(row) > max(key, wanted) and row[key][2].strip() == edition:
            return row[wanted]
    raise KeyError(edition)


def _rows(listed: str) -> Iterator[list[Cell]]:
    """Row by row its cells: first and last place in the text, and what the cell says."""
    row: list[Cell] = []
    at = 0
    # A row that ends with a comma has one more cell, an empty one, even at the end of the list.
    while at < len(listed) or row:
        found = _CELL.match(listed, at)
        if found is None:
            raise InvalidCampaignList("quotes")
        quoted, bare, mark = found.groups()
        value = bare if quoted is None else quoted.replace('""', '"')
        row.append((found.start(), found.start(3), value))
        at = found.end()
        if mark != ",":
            yield row
            row = []
