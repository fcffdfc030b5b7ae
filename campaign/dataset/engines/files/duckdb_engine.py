"""DuckDB over Parquet or CSV files, embedded in this process with a memory limit."""

from __future__ import annotations

import atexit
import contextlib
import logging
import re
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from campaign.dataset.engines.engine import EngineError, ShareProgress
from campaign.dataset.engines.files.csv_cells import checked_cell
from campaign.dataset.engines.files.parquet_writer import quote, write_parquet
from campaign.dataset.engines.files.temporary_folder import new_folder, parent_folder
from campaign.dataset.engines.sql.columns import COLUMNS, MARKS
from campaign.dataset.file_stamp import file_stamp, stamp_words

_ROUND = 0.1
"""Seconds between two requests to stop."""

MEMORY = "1GB"
"""The memory limit of a register; above it DuckDB writes temporary files."""
BATCH = 122_880
"""The number of rows of a column in memory at once: a row group."""

_WRITER = "DuckDB "
"""The name of DuckDB in Parquet files; DuckDB never copies the notes of another file.
"""

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
    With `assume`, the types are known before the copy exists.
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
        self._form = _CSV if self.is_text else "read_parquet([{}])"
        self._source = self._form.format(names)
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
        self._cells = ""

    @property
    def basis(self) -> str:
        """See `FileEngine`: the version of DuckDB, and how the cells of CSV files are read."""
        return f"DuckDB {duckdb.__version__} {self._form} {self._cells}"

    def types(self) -> Mapping[str, str]:
        """See `Engine`."""
        if not (self._is_to_copy and self._cells):
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
        """See `Engine`."""
        self._prepare()
        try:
            return self._cursor().execute(sql, dict(values)).df()
        except duckdb.Error as error:
            raise _log_error(error) from None

    def read_column(self, sql: str) -> Generator[pa.Array, None, None]:
        """See `FileEngine`."""
        self._prepare()
        # A separate cursor, because an answer that is not read to its end blocks the next
        # statement.
        cursor = self._connection.cursor()
        try:
            for batch in cursor.sql(sql).to_arrow_reader(BATCH):
                yield batch.column(0)
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            raise _log_error(error) from None
        finally:
            cursor.close()

    def note(self, name: str) -> str | None:
        """See `FileEngine`."""
        if len(self._files) != 1 or self._files[0].suffix == ".csv":
            return None
        file = _quote_file(self._files[0])
        # Other programs may keep the notes of a file when they change its rows.
        sql = (
            f"SELECT decode(value) AS note FROM parquet_kv_metadata({file}) "
            f"WHERE key = encode($v0) AND (SELECT starts_with(created_by, '{_WRITER}') "
            f"FROM parquet_file_metadata({file}))"
        )
        try:
            notes = self.fetch(sql, {"v0": name})["note"]
        except EngineError:
            return None  # a note that is not text
        return None if notes.empty else str(notes.iloc[0])

    def recall(self, words: str, count: Callable[[], tuple[int, ...]]) -> tuple[int, ...]:
        """See `FileEngine`; always calls `count`, because no numbers are saved here."""
        return count()

    def assume(self, is_text: bool) -> None:
        """See `FileEngine`."""
        if self._is_to_copy:
            with contextlib.suppress(duckdb.Error):  # an error is raised by the next query
                self.is_text, self._cells = is_text, self._csv_cells(is_text)
                self._show_csv()

    def start_copy(self) -> None:
        """See `FileEngine`."""
        if self._is_to_copy:
            cursor = self._connection.cursor()

            def copy() -> None:
                self._cursors.cursor = cursor
                self._prepare()

            run_until_exit(copy, cursor.interrupt)

    def _prepare(self) -> None:
        """Copy CSV files before the first query, and again if their copy was deleted."""
        with self._copying:
            if self._copy is not None and not self._copy.exists():
                self._copy, self._is_to_copy = None, True
            if self._is_to_copy:
                self._is_to_copy = False
                self._copy_csv()

    def copy(
        self,
        sql: str,
        target: Path,
        progress: ShareProgress,
        notes: Mapping[str, str] | None = None,
    ) -> None:
        """Write the rows of a statement to a new Parquet file, and report the progress.

        `notes` are written into the file; see `notes`. Raises `OSError` if the file cannot be
        written.
        """
        try:
            write_parquet(self._cursor(), sql, target, progress, notes or {})
        except duckdb.Error as error:
            raise _log_error(error) from None

    def _copy_csv(self) -> None:
        """Copy the files with types if every cell fits its type, else as text.

        If they cannot be written, the files themselves are read.
        """
        is_known = bool(self._cells)
        try:
            if is_known:
                self._show_csv()
            target = new_folder(self) / "register.parquet"
            for is_text in (self.is_text,) if is_known else (False, True):
                cells = self._csv_cells(is_text)
                copy = f"COPY (SELECT {cells} FROM {self._source}) TO {quote(str(target))}"
                with contextlib.suppress(duckdb.Error):
                    self._cursor().execute(f"{copy} (FORMAT parquet)")
                    self._show(f"read_parquet({_quote_file(target)})")
                    self._copy, self.is_text, self._cells = target, is_text, cells
                    return
        except (duckdb.Error, OSError):
            return  # the next query raises the error

    def _csv_cells(self, is_text: bool) -> str:
        """Return the columns of CSV files, with types or as written. Raises `duckdb.Error`."""
        rows = self._cursor().execute(f"DESCRIBE SELECT * FROM {self._source}").fetchall()
        names = [name for name in (*COLUMNS, *MARKS) if name in {row[0] for row in rows}]
        return ", ".join(name if is_text else f"{checked_cell(name)} AS {name}" for name in names)

    def _show_csv(self) -> None:
        """Use the CSV files as the table, with cells as in their copy. Raises `duckdb.Error`."""
        self._show(f"(SELECT {self._cells} FROM {self._source})")

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


def run_until_exit(work: Callable[[], None], stop: Callable[[], None]) -> None:
    """Run `work` in a thread; at the exit of the process call `stop` until the work has ended."""

    def end() -> None:
        # Repeated, because a request before a statement starts does not stop it.
        while thread.is_alive():
            stop()
            thread.join(_ROUND)

    def run() -> None:
        try:
            work()
        finally:
            atexit.unregister(end)

    thread = threading.Thread(target=run, name="register copy", daemon=True)
    atexit.register(end)
    thread.start()
