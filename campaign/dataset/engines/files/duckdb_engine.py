"""DuckDB over Parquet or CSV files, embedded in this process with a memory limit."""

from __future__ import annotations

import contextlib
import logging
import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from campaign.dataset.engines.engine import EngineError, ShareProgress
from campaign.dataset.engines.files.csv_cells import checked_cell
from campaign.dataset.engines.files.parquet_writer import quote, write_parquet
from campaign.dataset.engines.files.temporary_folder import new_folder, parent_folder
from campaign.dataset.engines.sql.columns import COLUMNS, MARKS
from campaign.dataset.file_stamp import file_stamp, stamp_words

MEMORY = "1GB"
"""The memory limit of a register; above it DuckDB writes temporary files."""

_CSV = (
    "read_csv([{}], all_varchar = true, header = true, delim = ',', quote = '\"', "
    "escape = '\"', nullstr = '', strict_mode = true)"
)

_PATTERN = re.compile(r"[\[*?]")

_log = logging.getLogger(__name__)


class DuckDBEngine:
    """The files of a register as one table (`engine.Engine`).

    Files that end in `.csv` are UTF-8 with commas and a header, all others Parquet. Each thread has
    a cursor of its own. Nothing is fetched from a network: extensions are not loaded.

    With `copies_csv`, the first query copies CSV files to a temporary Parquet file, which exists as
    long as the engine; otherwise every query parses all cells. Its columns have types if every cell
    fits its type, else all columns are text. If the copy cannot be written, the CSV files are read.
    """

    is_live = False
    type_names: Mapping[str, tuple[str, ...]] = {
        "date": ("DATE",),
        "whole": (
            *("INTEGER", "BIGINT", "TINYINT", "SMALLINT"),
            *("UTINYINT", "USMALLINT", "UINTEGER"),
        ),
        "text": ("VARCHAR",),
    }

    def __init__(self, files: Sequence[Path], *, copies_csv: bool = False) -> None:
        self._files = tuple(files)
        self.is_text = all(file.suffix == ".csv" for file in files)
        names = ", ".join(map(_quote_file, files))
        self._source = (_CSV if self.is_text else "read_parquet([{}])").format(names)
        self._cursors = threading.local()
        options = {
            "memory_limit": MEMORY,
            "temp_directory": parent_folder(),  # without one, DuckDB writes no temporary files
            "autoload_known_extensions": "false",
        }
        try:
            self._connection = duckdb.connect(
                ":memory:", config={**options, "autoinstall_known_extensions": "false"}
            )
            self._show(self._source)
        except duckdb.Error as error:
            raise _log_error(error) from None
        self._copying = threading.Lock()
        self._is_to_copy = copies_csv and self.is_text
        self._copy: Path | None = None
        self._version = file_version(files)

    def types(self) -> Mapping[str, str]:
        """See `Engine`."""
        self._prepare()
        try:
            rows = self._cursor().execute("DESCRIBE register").fetchall()
        except duckdb.Error as error:
            raise _log_error(error) from None
        return {name: kind for name, kind, *_ in rows}

    def version(self) -> str:
        """See `Engine`; a copy of the files has another version (`file_version`)."""
        return file_version(self._files)

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """See `Engine`; raises `EngineError` too if files without a copy were replaced.

        Otherwise a page would show rows of one version beside totals of another.
        """
        self._prepare()
        try:
            rows = self._cursor().execute(sql, dict(values)).df()
        except duckdb.Error as error:
            raise _log_error(error) from None
        if self._copy is None and self.version() != self._version:
            raise EngineError("the files were replaced")
        return rows

    def _prepare(self) -> None:
        """Copy CSV files before the first query, and again if their copy was deleted."""
        with self._copying:
            if self._copy is not None and not self._copy.exists():
                self._copy, self._is_to_copy = None, True
            if self._is_to_copy:
                self._is_to_copy = False
                self._copy_csv()

    def copy(self, sql: str, target: Path, progress: ShareProgress) -> None:
        """Write the rows of a statement to a new Parquet file, and report the progress.

        Raises `OSError` if the file cannot be written.
        """
        try:
            write_parquet(self._cursor(), sql, target, progress)
        except duckdb.Error as error:
            raise _log_error(error) from None

    def _copy_csv(self) -> None:
        """Copy the files with types if every cell fits its type, else as text.

        If they cannot be written, the files themselves are read.
        """
        try:
            target = new_folder(self) / "register.parquet"
            for is_text in (False, True):
                cells = self._csv_cells(is_text)
                copy = f"COPY (SELECT {cells} FROM {self._source}) TO {quote(str(target))}"
                with contextlib.suppress(duckdb.Error):
                    self._cursor().execute(f"{copy} (FORMAT parquet)")
                    self._show(f"read_parquet({_quote_file(target)})")
                    self._copy, self.is_text = target, is_text
                    return
        except (duckdb.Error, OSError):
            return  # the next query raises the error

    def _csv_cells(self, is_text: bool) -> str:
        """Return the columns of CSV files, with types or as written. Raises `duckdb.Error`."""
        rows = self._cursor().execute(f"DESCRIBE SELECT * FROM {self._source}").fetchall()
        names = [name for name in (*COLUMNS, *MARKS) if name in {row[0] for row in rows}]
        return ", ".join(name if is_text else f"{checked_cell(name)} AS {name}" for name in names)

    def _show(self, source: str) -> None:
        """Use a source as the table of the register. Raises `duckdb.Error`."""
        self._cursor().execute(f"CREATE OR REPLACE VIEW register AS SELECT * FROM {source}")

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = getattr(self._cursors, "cursor", None)
        if cursor is None:
            cursor = self._cursors.cursor = self._connection.cursor()
        return cursor


def file_version(files: Sequence[Path]) -> str:
    """Return facts that change when the bytes of a file may have changed (`file_stamp`).

    Raises `EngineError` if a file cannot be reached.
    """
    stamp = file_stamp(files)
    if stamp is None:
        raise _log_error(FileNotFoundError())
    return stamp_words(stamp)


def _quote_file(file: Path) -> str:
    """Return the name of a file, escaped so that DuckDB does not read it as a pattern."""
    return quote(_PATTERN.sub(r"[\g<0>]", str(file)))


def _log_error(error: Exception) -> EngineError:
    """Log an error; return it without its message, which may contain cells of the register."""
    _log.error("DuckDB: %s", type(error).__name__)
    return EngineError(type(error).__name__)
