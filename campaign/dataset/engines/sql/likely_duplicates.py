"""Activities that may repeat another, counted by an engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.dataset.engines.engine import Engine, FileEngine
from campaign.dataset.engines.sql.columns import CODES
from campaign.dataset.engines.sql.placed_activities import count_placed
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.statement import Statement
from campaign.i18n.match_key import fold
from campaign.schema.tables import FIRST_DAY, LAST_DAY

_LARGEST = 2**62
"""The largest number of a key, because engines have 64 bits."""


@dataclass(frozen=True)
class _Column:
    """A column with a number for each cell, the same for equal ones; 0 for blank cells."""

    name: str
    numbers: Mapping[str, int]

    @property
    def size(self) -> int:
        return max(self.numbers.values(), default=0) + 1

    def table(self, statement: Statement) -> str:
        """Return the SQL of a table of the cells and their numbers."""
        cells, numbers = statement.bind([*self.numbers]), statement.bind([*self.numbers.values()])
        return (
            f"(SELECT unnest(CAST({cells} AS VARCHAR[])) AS {self.name}, "
            f"unnest(CAST({numbers} AS BIGINT[])) AS {self.name}_key)"
        )


def count_likely_duplicates(engine: Engine, source: Source) -> int:
    """Return the number of activities that may repeat another (`duplicates.find_likely`)."""
    if isinstance(engine, FileEngine) and source.is_clean and not source.is_text:
        placed = count_placed(engine, source)
        if placed is not None:
            others = _count(engine, source, "WHERE place_key = 0") if placed.without_place else 0
            return placed.duplicates + others
    return _count(engine, source)


def _count(engine: Engine, source: Source, condition: str = "") -> int:
    """Return the number by SQL, among all accepted rows or those that meet a condition."""
    columns = [
        _Column(name, {code: at for at, code in enumerate(sorted({*source.codes[name].values()}))})
        for name in CODES
    ]
    columns += [_number_texts(engine, source, name) for name in ("district", "place")]
    blank_places = [cell for cell, number in columns[-1].numbers.items() if number == 0]
    title = _number_texts(engine, source, "title", blank_places)
    statement = Statement()
    if title.numbers:
        # The title is compared if the place is missing, the attendance if both are missing.
        columns.append(title)
        keys = {c.name: f"{c.name}_key" for c in columns}
        keys["title"] = "CASE WHEN place_key = 0 THEN title_key ELSE 0 END"
        lacks_title = "place_key = 0 AND title_key = 0"
        more = [f"CASE WHEN {lacks_title} THEN reached END"] if 0 in title.numbers.values() else []
    else:
        keys, more = {c.name: f"{c.name}_key" for c in columns}, []
    joins = " ".join(f"LEFT JOIN {c.table(statement)} USING ({c.name})" for c in columns)
    rows = f"({source.accepted_rows(statement)}) {joins}"
    numbers = [(keys[c.name], c.size) for c in columns]
    if source.is_clean and not condition:
        # Grouping by one number is faster, and faster still without counting its rows.
        numbers.insert(0, (f"date - DATE '{FIRST_DAY}'", (LAST_DAY - FIRST_DAY).days + 1))
        group = ", ".join((*_pack(numbers), *more))
        different = f"SELECT count(*) FROM (SELECT DISTINCT {group} FROM {rows})"
        sql = f"SELECT (SELECT count(*) FROM register) - ({different}) AS n"
    else:
        group = ", ".join(("date", *_pack(numbers), *more))
        counts = f"SELECT count(*) AS n FROM {rows} {condition} GROUP BY {group}"
        sql = f"SELECT sum(n - 1) AS n FROM ({counts})"
    count = engine.fetch(sql, statement.values)["n"].iloc[0]
    return 0 if pd.isna(count) else int(count)


def _pack(keys: Sequence[tuple[str, int]]) -> list[str]:
    """Return a few numbers that are equal for equal keys; an engine groups by them faster.

    `keys` are expressions with the number of their possible values, from 0.
    """
    packed: list[str] = []
    product = 1
    for key, size in keys:
        if not packed or product * size > _LARGEST:
            packed.append(f"({key})")
            product = size
        else:
            packed[-1] = f"({packed[-1]} * {size} + {key})"
            product *= size
    return packed


def _number_texts(
    engine: Engine, source: Source, name: str, places: Iterable[str] | None = None
) -> _Column:
    """Return a number for each text, equal for equal folded texts; `places` limits the rows."""
    cells: list[object] = []
    place_list = None if places is None else list(places)
    if place_list is None or place_list:  # Spark cannot answer a statement on no places
        statement = Statement()
        if place_list is None:
            # Texts of rejected rows are harmless, and checking all rules would take ten times as
            # long.
            sql = source.cells(name, statement)
        else:
            conditions = [statement.is_in("place", place_list)]
            sql = source.select(f"DISTINCT {name}", statement, conditions)
        cells = engine.fetch(sql, statement.values)[name].tolist()
    numbers = {"": 0}
    return _Column(
        name,
        {
            cell: numbers.setdefault(fold(cell) if cell else "", len(numbers))
            for cell in map(str, cells)
        },
    )
