"""The replies of the uploader of a file: one typed list of all that was decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

EXCLUDE = "exclude rows"
"""The reply that excludes the rows with a spelling; no code has a space."""
BY_PLACE = "oblast by place"
"""The kind of replies about an ambiguous region that each row takes from its district or place."""
PLACE_REGION = "region of the place"
"""The only value of the kind `BY_PLACE`: the region of the place; no code has a space."""
NOT_REPORTED = ""
"""The reply that a number is not reported."""
PERIOD_SIGN = "/"
"""The sign between the first and the last day of a period."""
FILE_OPTIONS = ("encoding", "delimiter", "decimal", "date_order", "sheet")
LAYOUT_KINDS = (*FILE_OPTIONS, "header_row", "column", "file_value", "wide")
"""The kinds of replies about a file as a whole; all others are answers about its rows and cells."""
_ENDS_WITH = {"sheet": ("header_row", "column", "cell", "file_value"), "header_row": ("column",)}
"""The kinds that depend on positions, which another sheet or header row changes."""


@dataclass(frozen=True)
class CellCorrection:
    """The value of a cell that its uploader corrected.

    `written` has the first `LONGEST_CELL` characters of the tidied cell in the file; the correction
    applies only to a cell that is equal to it. `row_key` is the key of the whole row as written
    (`cell_corrections.row_key`), by which another file is compared.
    """

    written: str
    value: str
    row_key: str = ""


@dataclass(frozen=True)
class Reply:
    """One decision of the uploader of a file: what it is about, and what was decided.

    | kind | key | value |
    | --- | --- | --- |
    | one of `FILE_OPTIONS`, `header_row` | "" | the option, such as `dmy`; the number of the row |
    | `column` | position | the declared column, or None for one that is left unchanged |
    | `file_value` | a column that the file lacks | its value in every row: a code or a period |
    | `wide` | measure, oblast, type, year, period or note | the answer about a summary table |
    | a list of codes, or a column of numbers | folded spelling | code, digits, or a word above |
    | `BY_PLACE` | folded spelling | `PLACE_REGION` |
    | `date` | id or year of a campaign | the key if its rows count, else `EXCLUDE` |
    | `cell` | (row, declared column) | `CellCorrection` |
    | `public_text` | `possible_names.text_key` | True if it is not personal data, else False |
    | `counted_row` | `cell_corrections.row_key` | True: the row is no note |
    | `signatures` | "" | True: lines outside the table are excluded |
    | `unread` | row of a cleaning log | None: the line of the log cannot be read |

    `written` is the spelling or the header as in the file, never a text that may name a person.
    """

    kind: str
    key: Any
    value: Any
    written: str = field(default="", compare=False)


class Replies(tuple[Reply, ...]):
    """The replies about one file, at most one of each kind and key."""

    def of(self, kind: str) -> Mapping[Any, Any]:
        """Return {key: value} of the replies of a kind."""
        return self._values.get(kind, {})

    def value(self, kind: str) -> Any:
        """Return the value of a kind without keys; None without a reply."""
        return self.of(kind).get("")

    @cached_property
    def _values(self) -> dict[str, dict[Any, Any]]:
        values: dict[str, dict[Any, Any]] = {}
        for one in self:
            values.setdefault(one.kind, {})[one.key] = one.value
        return values

    def add(self, new: Iterable[Reply]) -> Replies:
        """Return the replies with new ones, which replace those of the same kind and key.

        Another sheet or header row ends the replies that depend on positions in the former one.
        """
        new = tuple(new)
        ended = _find_ended(one.kind for one in new if self.value(one.kind) != one.value)
        others = (one for one in self if one.kind not in ended)
        return Replies({(one.kind, one.key): one for one in (*others, *new)}.values())

    def undo(self, gone: Iterable[Reply]) -> Replies:
        """Return the replies without these, and without those that depend on their positions."""
        keys = {(one.kind, one.key) for one in gone}
        ended = _find_ended(kind for kind, _ in keys)
        rest = (one for one in self if one.kind not in ended and (one.kind, one.key) not in keys)
        return Replies(rest)


AS_IT_IS = Replies()
"""No reply: everything is detected."""


def make_replies(values: Mapping[tuple[str, Any], Any] | None = None, /, **kinds: Any) -> Replies:
    """Return replies from {(kind, key): value}, and from a {key: value} or one value of a kind.

    A kind whose value is None has no reply.
    """
    pairs = {
        (kind, key): value
        for kind, by_key in kinds.items()
        if by_key is not None
        for key, value in (by_key if isinstance(by_key, Mapping) else {"": by_key}).items()
    }
    pairs |= values or {}
    return Replies(Reply(kind, key, value) for (kind, key), value in pairs.items())


def _find_ended(kinds: Iterable[str]) -> set[str]:
    return {ended for kind in kinds for ended in _ENDS_WITH.get(kind, ())}
