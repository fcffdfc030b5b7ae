"""Facts about all keys of files: whether they are plain, and whether each occurs once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from campaign.dataset.engines.engine import Engine, FileEngine
from campaign.dataset.engines.sql.columns import KEY

_WORD = 8
"""The number of bytes that are compared at once; shorter keys are not checked."""
_ROWS = 64
_DIGITS = (ord("0"), ord("9"))

PLAIN_KEY = (
    "([A-Za-z]{1,4}-){0,3}20[0-9]{2}-[0-9]{1,9}"
    # A letter o before digits may be a zero of a phone number.
    "|([A-Za-z]{1,2}-){0,3}[A-NP-Za-np-z]?[0-9]{1,9}"
    "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""A pattern of keys that cannot contain personal data or stray characters."""


_NOTE = "campaign_distinct_keys"
"""The name of a note in a Parquet file with sorted, distinct keys: their number and pattern.
"""


@dataclass(frozen=True)
class KeyFacts:
    """Whether all keys of a table match `PLAIN_KEY`, and whether they are in ascending order.

    Both are False if keys can change.
    """

    are_plain: bool = False
    are_ascending: bool = False


def read_key_facts(engine: Engine) -> KeyFacts:
    """Return the facts about the keys of files, from the note of a file or in one pass over them.

    Keys that differ in more than their digits need a second pass. Raises `EngineError`.
    """
    if not isinstance(engine, FileEngine):
        return KeyFacts()
    # The note does not apply if it has another pattern (of an older version) or another number of
    # rows (after a program has added some).
    rows = int(engine.fetch("SELECT count(*) AS n FROM register", {})["n"].iloc[0])
    if engine.note(_NOTE) == _note(rows):
        return KeyFacts(are_plain=True, are_ascending=True)
    facts = engine.recall(f"keys {KEY} {PLAIN_KEY}", lambda: _read_keys(engine))
    return KeyFacts(*map(bool, facts))


def _read_keys(engine: FileEngine) -> tuple[int, int]:
    with closing(engine.read_column(f"SELECT {KEY} FROM register")) as batches:
        if are_plain_and_ascending(batches, PLAIN_KEY):
            return True, True
    row = engine.fetch(
        f"SELECT count(*) FILTER (coalesce(NOT regexp_full_match({KEY}, $v0), TRUE)) AS unusual, "
        f"coalesce(bool_and({KEY} > before), TRUE) AS ascending "
        f"FROM (SELECT {KEY}, lag({KEY}) OVER () AS before FROM register)",
        {"v0": PLAIN_KEY},
    ).iloc[0]
    are_plain = not row["unusual"]
    # Only plain keys can be compared unchanged, because others may have spaces around them.
    return are_plain, are_plain and bool(row["ascending"])


def key_notes(engine: Engine, key: str) -> dict[str, str]:
    """Return the notes of a new file with the rows of an engine, sorted by `key`, an expression.

    Raises `EngineError`.
    """
    row = engine.fetch(
        "SELECT count(*) AS n, "
        f"count(*) FILTER (coalesce(NOT regexp_full_match({key}, $v0), TRUE)) AS unusual, "
        # Keys with different hashes are different, and numbers need less memory.
        f"count(DISTINCT hash({key})) = count(*) AS are_distinct FROM register",
        {"v0": PLAIN_KEY},
    ).iloc[0]
    return {_NOTE: _note(int(row["n"]))} if row["are_distinct"] and not row["unusual"] else {}


def _note(rows: int) -> str:
    return f"{rows} {PLAIN_KEY}"


def are_plain_and_ascending(batches: Iterable[pa.Array], pattern: str) -> bool:
    """Return True if all texts have one length, match a pattern and are in ascending order.

    True requires that the texts differ only in ASCII digits, so that all match the same alternative
    of the pattern. False proves nothing.
    """
    least = greatest = last = None
    for texts in batches:
        if not len(texts):
            continue
        rows = _to_rows(texts)
        if rows is None or (last is not None and rows.shape[1] != len(last)):
            return False
        if last is not None and rows[0].tobytes() <= last:
            return False
        if not _are_ascending(rows):
            return False
        low, high = (_reduce(rows, find) for find in (np.minimum, np.maximum))
        least = low if least is None else np.minimum(least, low)
        greatest = high if greatest is None else np.maximum(greatest, high)
        if not _match(least, greatest, pattern):
            return False
        last = rows[-1].tobytes()
    return True


def _to_rows(texts: pa.Array) -> np.ndarray | None:
    """Return the bytes of texts, one row each; None if one is missing or their lengths differ."""
    if texts.null_count or not pa.types.is_string(texts.type):
        return None
    _, places, content = texts.buffers()
    starts = np.frombuffer(places, "int32")[texts.offset : texts.offset + len(texts) + 1]
    length = int(starts[1] - starts[0])
    if length < _WORD or not (np.diff(starts) == length).all():
        return None
    return np.frombuffer(content, "uint8")[starts[0] : starts[-1]].reshape(-1, length)


def _are_ascending(rows: np.ndarray) -> bool:
    """Return True if each row is greater than the previous one, by bytes as in a database."""
    count, length = rows.shape
    is_above, is_equal = np.zeros(count - 1, "bool"), np.ones(count - 1, "bool")
    # The last word overlaps the previous one; its first bytes are equal whenever it is compared.
    for start in (*range(0, length - _WORD, _WORD), length - _WORD):
        words = np.ndarray((count,), ">u8", rows, start, (length,)).astype("uint64")
        is_above |= is_equal & (words[1:] > words[:-1])
        is_equal &= words[1:] == words[:-1]
    return bool(is_above.all())


def _reduce(rows: np.ndarray, find: np.ufunc) -> np.ndarray:
    """Return the least or the greatest byte of each position."""
    count, length = rows.shape
    end = count - count % _ROWS
    # Several rows are joined into long vectors, which a processor compares faster.
    if not end:
        return np.asarray(find.reduce(rows, axis=0))
    blocks = find.reduce(rows[:end].reshape(-1, _ROWS * length), axis=0)
    return np.asarray(find.reduce([*blocks.reshape(_ROWS, length), *rows[end:]], axis=0))


def _match(least: np.ndarray, greatest: np.ndarray, pattern: str) -> bool:
    """Return True if all texts between the least and the greatest byte of each position match."""
    digits = (least >= _DIGITS[0]) & (greatest <= _DIGITS[1])
    return bool((digits | (least == greatest)).all()) and all(
        re.fullmatch(pattern, row.tobytes().decode("latin-1")) for row in (least, greatest)
    )
