"""Keys that several rows of an engine have, compared as in a file in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from campaign.dataset.engines.checks.key_facts import KeyFacts
from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.sql.columns import KEY
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.statement import Statement
from campaign.i18n.match_key import tidy_text


def find_repeated_keys(
    engine: Engine, source: Source, facts: KeyFacts, unusual_keys: Iterable[str], most: int
) -> tuple[str, ...]:
    """Return the keys, as shown, that more than one row has.

    Spaces and invisible characters are ignored (`match_key.tidy_text`); `unusual_keys` are all keys
    that may have some. If there are more than `most`, the result may be incomplete. Raises
    `EngineError`.
    """
    are_ascending = facts.are_ascending or (not facts.are_plain and _are_ascending(engine, source))
    repeated = set() if are_ascending else _find_equal(engine, source, most)
    shown = source.rewritten.get(KEY, {})
    keys = repeated | _find_alike(engine, source, unusual_keys)
    return tuple(sorted({shown.get(key, key) for key in keys}))


def _are_ascending(engine: Engine, source: Source) -> bool:
    """Return True if the keys are in ascending order and so all differ, as in most files.

    False for a table on a server, which keeps no order of rows.
    """
    if engine.is_live:
        return False
    sql = (
        f"SELECT coalesce(bool_and({KEY} > before), TRUE) AS ascending FROM ("
        f"SELECT {KEY}, lag({KEY}) OVER () AS before FROM ({_keys(source)})"
        ") WHERE before IS NOT NULL"
    )
    return bool(engine.fetch(sql, {})["ascending"].iloc[0])


def _find_equal(engine: Engine, source: Source, most: int) -> set[str]:
    """Return the keys that occur more than once, at most `most` + 1."""
    sql = (
        f"WITH cells AS ({_keys(source)}) SELECT {KEY} FROM cells WHERE {KEY} <> '' "
        # Hashes need a fraction of the memory of keys; few keys have the same one by chance.
        f"AND hash({KEY}) IN (SELECT hash({KEY}) FROM cells "
        f"GROUP BY hash({KEY}) HAVING count(*) > 1) "
        f"GROUP BY {KEY} HAVING count(*) > 1 LIMIT {most + 1}"
    )
    return set(map(str, engine.fetch(sql, {})[KEY]))


def _find_alike(engine: Engine, source: Source, unusual_keys: Iterable[str]) -> set[str]:
    """Return the keys that differ from another key only in spaces and invisible characters."""
    tidy_keys = {key: tidy_text(key) for key in unusual_keys}
    untidy_keys = {key for key, tidy in tidy_keys.items() if key != tidy}
    if not untidy_keys:
        return set()
    statement = Statement()
    tidy = statement.bind(sorted({tidy_keys[key] for key in untidy_keys}))
    sql = (
        f"SELECT DISTINCT {KEY} FROM ({_keys(source)}) "
        f"WHERE {KEY} IN (SELECT unnest(CAST({tidy} AS VARCHAR[])))"
    )
    keys = untidy_keys | set(map(str, engine.fetch(sql, statement.values)[KEY]))
    counts = Counter(tidy_keys.get(key, key) for key in keys)
    return {key for key in keys if counts[tidy_keys.get(key, key)] > 1}


def _keys(source: Source) -> str:
    return f"SELECT {source.cell(KEY)} AS {KEY} FROM register"
