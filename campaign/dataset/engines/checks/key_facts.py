"""Facts about all keys of files: whether they are plain, and whether each occurs once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from campaign.dataset.engines.checks.key_bytes import are_plain_and_ascending
from campaign.dataset.engines.engine import Engine, FileEngine
from campaign.dataset.engines.sql.columns import KEY

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
