"""The conversion of a register from CSV to Parquet; if there is an issue, no file is written."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.dataset.engines.checks.personal_data import find_personal_texts, name_issues
from campaign.dataset.engines.engine import ShareProgress
from campaign.dataset.engines.files.csv_cells import is_wrong, typed_cell
from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine
from campaign.dataset.engines.files.parquet_writer import quote
from campaign.dataset.engines.sql.columns import (
    CODES,
    COLUMNS,
    DAYS,
    KEY,
    MARKS,
    NUMBERS,
    TABLE,
    TEXTS,
)
from campaign.dataset.engines.sql.source import Source
from campaign.ingest.reference_data import NO_REFERENCE, ReferenceData
from campaign.schema.issues import Issue


@dataclass(frozen=True)
class Conversion:
    """The result of a conversion: the number of rows written, and the issues.

    An error prevents the conversion; a warning counts the rows with a text that was left out.
    """

    rows: int
    issues: tuple[Issue, ...]


def convert_to_parquet(
    source: Path,
    target: Path,
    label: str,
    progress: ShareProgress,
    reference: ReferenceData = NO_REFERENCE,
) -> Conversion:
    """Write the register of a CSV file as Parquet, sorted by key; return its rows or issues.

    Every cell of the CSV is in the Parquet file: days as days, numbers as whole numbers, an empty
    cell as a missing value, and a text that may name a person as one too, unless `reference` has it
    as a public text. A cell that is not a day or a whole number, a column that a register does not
    have, and other personal data are errors. Raises `EngineError`, and `OSError` if the file cannot
    be written.
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
    unfinished, other = (
        target.with_name(f".{target.name}.{secrets.token_hex(4)}") for _ in range(2)
    )
    try:
        cells = ", ".join(f"{typed_cell(name)} AS {name}" for name in columns)
        rows = f"SELECT {cells} FROM register ORDER BY {KEY}"
        engine.copy(rows, unfinished, progress)
        copy = DuckDBEngine([unfinished])
        table = Source.of(columns, copy.is_text, reference)
        texts = find_personal_texts(copy, table, reference, label, (*TEXTS, *MARKS, *CODES))
        if texts.issues:
            return Conversion(0, texts.issues)
        if texts.names:
            copy.copy(_rows_without(texts.names, columns), other, progress)
            other.replace(unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
        other.unlink(missing_ok=True)
    return Conversion(int(row["n"]), tuple(name_issues(texts, label)))


def _rows_without(texts: Mapping[str, Iterable[str]], columns: Sequence[str]) -> str:
    """Return a SELECT of the rows in their order; these texts, by column, are missing values."""
    cells = dict(zip(columns, columns, strict=True))
    for name, hidden in texts.items():
        words = ", ".join(map(quote, hidden))
        cells[name] = f"CASE WHEN trim({name}) NOT IN ({words}) THEN {name} END AS {name}"
    return f"SELECT {', '.join(cells.values())} FROM register"
