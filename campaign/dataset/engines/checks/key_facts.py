"""What files show of all their keys: that they are plain, and that none is there twice."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from campaign.dataset.engines.checks.key_bytes import are_plain_and_ascending
from campaign.dataset.engines.engine import Engine, FileEngine
from campaign.dataset.engines.sql.columns import KEY

PLAIN_KEY = (
    "([A-Za-z]{1,4}-){0,3}20[0-9]{2}-[0-9]{1,9}"
    # A letter o before digits may be a zero.
    "|([A-Za-z]{1,2}-){0,3}[A-NP-Za-np-z]?[0-9]{1,9}"
    "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""A pattern of keys that can hold no personal data and no stray characters."""


_NOTE = "campaign_distinct_keys"
"""A note in a Parquet file: its rows, and the pattern of all their keys, sorted and distinct."""


@dataclass(frozen=True)
class KeyFacts:
    """Whether all keys of a table are and stay `PLAIN_KEY`s, and each is after the one before.

    Both are False where keys can change.
    """

    are_plain: bool = False
    are_ascending: bool = False


def read_key_facts(engine: Engine) -> KeyFacts:
    """The facts about the keys of files: as a file notes them, or read in one pass.

    Keys that do not differ by their digits alone take a second pass, which looks at each.
    Raises `EngineError`.
    """
    if not isinstance(engine, FileEngine):
        return KeyFacts()
    # Of another pattern, the note of an older version says nothing; neither does one of a file to
    # which a program has added rows.
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
    # Only plain keys are compared as they are: others may have spaces around them.
    return are_plain, are_plain and bool(row["ascending"])


def key_notes(engine: Engine, key: str) -> dict[str, str]:
    """The notes of a file that is to have the rows of an engine, sorted by their `key`, an SQL.

    Raises `EngineError`.
    """
    row = engine.fetch(
        "SELECT count(*) AS n, "
        f"count(*) FILTER (coalesce(NOT regexp_full_match({key}, $v0), TRUE)) AS unusual, "
        # Keys of different hashes are different, and numbers take less memory.
        f"count(DISTINCT hash({key})) = count(*) AS are_distinct FROM register",
        {"v0": PLAIN_KEY},
    ).iloc[0]
    return {_NOTE: _note(int(row["n"]))} if row["are_distinct"] and not row["unusual"] else {}


def _note(rows: int) -> str:
    return f"{rows} {PLAIN_KEY}"
