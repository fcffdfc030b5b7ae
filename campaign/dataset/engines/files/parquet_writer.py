"""The rows of a statement of DuckDB written to a Parquet file, with progress."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb

from campaign.dataset.engines.engine import ShareProgress

ROUND = 0.2
"""Seconds between two reports of the progress."""


def write_parquet(
    cursor: duckdb.DuckDBPyConnection,
    sql: str,
    target: Path,
    progress: ShareProgress,
) -> None:
    """Write the rows of a statement to a new file, and report the progress.

    Raises `OSError` if the file cannot be written, and `duckdb.Error` if the statement fails.
    """
    with target.open("xb"):
        pass
    failures: list[duckdb.Error] = []

    def write() -> None:
        try:
            cursor.execute(f"COPY ({sql}) TO {quote(str(target))} (FORMAT parquet)")
        except duckdb.Error as error:
            failures.append(error)

    cursor.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    writer = threading.Thread(target=write, name="parquet")
    writer.start()
    while writer.is_alive():
        writer.join(ROUND)
        progress(max(0.0, cursor.query_progress()) / 100)
    if failures:
        if isinstance(failures[0], duckdb.IOException):
            raise OSError(type(failures[0]).__name__)
        raise failures[0]


def quote(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
