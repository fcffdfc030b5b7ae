"""The conversion of a register from CSV to Parquet; if there is an issue, no file is written."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from campaign.dataset.engines.checks.key_facts import key_notes
from campaign.dataset.engines.engine import ShareProgress
from campaign.dataset.engines.files.csv_cells import is_wrong, typed_cell
from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine
from campaign.dataset.engines.sql.columns import COLUMNS, DAYS, KEY, MARKS, NUMBERS, TABLE
from campaign.schema.issues import Issue


@dataclass(frozen=True)
class Conversion:
    """The result of a conversion: the number of rows written, or the issues that prevented it."""

    rows: int
    issues: tuple[Issue, ...]


def convert_to_parquet(
    source: Path, target: Path, label: str, progress: ShareProgress
) -> Conversion:
    """Write the register of a CSV file as Parquet, sorted by key; return its rows or issues.

    Every cell of the CSV is in the Parquet file: days as days, numbers as whole numbers, an empty
    cell as a missing value. A cell that is not a day or a whole number, and a column that a
    register does not have, are issues. Raises `EngineError`, and `OSError` if the file cannot be
    written.
    """
    engine = DuckDBEngine([source])
    names = list(engine.types())
    issues = [
        Issue(label, "missing_column", column=column.name, params={"column": column.name})
        for column in TABLE.columns
        if (column.present or column.name == KEY) and column.name not in names
    ]
    columns_of_register = (*COLUMNS, *MARKS)
    issues += [
        Issue(label, "not_converted", column=name)
        for name in names
        if name not in columns_of_register
    ]
    if issues:
        return Conversion(0, tuple(issues))
    columns = [name for name in columns_of_register if name in names]
    wrong = {name: is_wrong(name) for name in columns if name in (*DAYS, *NUMBERS)}
    counts = ", ".join(f"count(*) FILTER ({mask}) AS {name}" for name, mask in wrong.items())
    row = engine.fetch(f"SELECT count(*) AS n, {counts} FROM register", {}).iloc[0]
    issues = [
        Issue(label, "cells_not_converted", column=name, params={"n": int(row[name])})
        for name in wrong
        if row[name]
    ]
    if issues:
        return Conversion(0, tuple(issues))
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        cells = ", ".join(f"{typed_cell(name)} AS {name}" for name in columns)
        rows = f"SELECT {cells} FROM register ORDER BY {KEY}"
        engine.copy(rows, unfinished, progress, key_notes(engine, typed_cell(KEY)))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return Conversion(int(row["n"]), ())
