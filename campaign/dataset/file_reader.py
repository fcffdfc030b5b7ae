"""The reader of the files of the campaign: it reads and checks each file once."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from statistics import mode

import pandas as pd

from campaign.dataset.checked_files import CheckedFiles
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.folders import Folders
from campaign.ingest.parse.code_columns import write_codes
from campaign.ingest.parse.code_lists import CodeList, folded_codes
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.register import ingest_register
from campaign.ingest.report import ValidationReport
from campaign.schema import validate
from campaign.schema.issues import Issue
from campaign.schema.table import Table


class FileReader:
    """The reader of all files, which collects their issues and the digest of all bytes.

    `registers` opens registers in engines, `versions` has their versions. `digest_executor` runs
    one call at a time, because the digest depends on the order of the files. A file that is the
    same as in `former` is not checked again; `checked_files` has the results of this reader.
    """

    def __init__(
        self,
        folders: Folders,
        digest_executor: Executor,
        registers: OpenRegisters,
        former: CheckedFiles | None = None,
    ) -> None:
        self.folders = folders
        self.registers = registers
        self.checked_files = CheckedFiles(former)
        self.issues: list[Issue] = []
        self.versions: dict[RegisterSettings, str] = {}
        self._executor = digest_executor
        self._digest = hashlib.sha256()

    def fingerprint(self) -> str:
        """Return 12 hexadecimal digits of the digest of all bytes read so far."""
        return self._executor.submit(self._digest.hexdigest).result()[:12]

    def take_issues(self) -> tuple[Issue, ...]:
        """Return the issues since the last call."""
        issues, self.issues = tuple(self.issues), []
        return issues

    def read_bytes(self, path: Path) -> bytes | None:
        """Return the content; None for a missing file, which is an issue."""
        try:
            content = path.read_bytes()
        except OSError:
            self.issues.append(Issue(self.folders.label(path), "missing_file"))
            return None
        self._executor.submit(self._digest.update, self.folders.label(path).encode() + b"\0")
        self._executor.submit(self._digest.update, content)
        if path.suffix == ".csv" and is_cut_short(content):
            self.issues.append(Issue(self.folders.label(path), "cut_short"))
        return content

    def check_table(
        self, path: Path, table: Table, codes: Mapping[str, CodeList] | None = None
    ) -> validate.CheckedTable | None:
        """Return the checked rows; None for a file that is missing, unreadable or lacks a column.

        `codes` has the spellings of each list of codes.
        """
        content = self.read_bytes(path)
        if content is None:
            return None
        label = self.folders.label(path)
        checked_table = self.checked_files.read(
            label,
            content,
            (table, codes),
            lambda: _check_csv(content, label, table, codes or {}),
            lambda checked: not isinstance(checked, Issue) and _has_columns(checked),
        )
        if isinstance(checked_table, Issue):
            self.issues.append(checked_table)
            return None
        self.issues += checked_table.issues
        return checked_table if _has_columns(checked_table) else None

    def read_table(
        self, path: Path, table: Table, codes: Mapping[str, CodeList] | None = None
    ) -> pd.DataFrame:
        """Return the accepted rows; for a rejected file, the declared columns without any row."""
        checked_table = self.check_table(path, table, codes)
        return validate.empty_frame(table) if checked_table is None else checked_table.frame

    def ingest_table(
        self, path: Path, reference: ReferenceData, table: Table
    ) -> ValidationReport | None:
        """Return the report on a file in any encoding and spelling; None if it cannot be used."""
        content = self.read_bytes(path)
        if content is None:
            return None
        label = self.folders.label(path)
        report = self.checked_files.read(
            label,
            content,
            (table, reference),
            lambda: ingest_register(content, label, reference, table),
            lambda report: report.complete,
        )
        self.issues += report.issues
        return report if report.complete else None

    def add_version(self, settings: RegisterSettings, version: str) -> None:
        """Add the version of a register in an engine to the digest."""
        self.versions[settings] = version
        self._executor.submit(self._digest.update, version.encode() + b"\0")


def _check_csv(
    content: bytes, label: str, table: Table, codes: Mapping[str, CodeList]
) -> validate.CheckedTable | Issue:
    """Return the checked rows of a CSV, or the reason why it cannot be read."""
    raw = read_csv(content, label)
    if isinstance(raw, Issue):
        return raw
    by_column = {
        column.name: codes[column.code_list]
        for column in table.columns
        if column.code_list is not None and column.code_list in codes
    }
    context = validate.CheckContext(folded_codes(codes))
    return validate.check_table(write_codes(raw, by_column), table, label, context)


def _has_columns(checked_table: validate.CheckedTable) -> bool:
    """Return True if the file lacks no column."""
    return all(issue.rule != "missing_column" for issue in checked_table.issues)


def read_csv(content: bytes, label: str) -> pd.DataFrame | Issue:
    """Return a CSV of UTF-8 text as a frame of text cells, or the reason why it cannot be read.

    An empty cell is ""; no cell becomes a number, a date or a missing value.
    """
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Issue(label, "encoding")
    try:
        raw = pd.read_csv(
            io.StringIO(decoded),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
            index_col=False,
            on_bad_lines="error",
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError):
        return Issue(label, "unreadable")
    raw.columns = [str(name).strip() for name in raw.columns]
    raw.index = pd.RangeIndex(2, len(raw) + 2)  # the header is row 1
    # A blank line is not a row, but counts in the numbers of the rows after it.
    has_text = raw.fillna("").apply(lambda cells: cells.str.strip() != "").any(axis=1)
    return raw.fillna("")[has_text]


def is_cut_short(content: bytes) -> bool:
    """Return True if the last row has fewer cells than most rows, and no line break.

    Such a file is still being copied, or has lost a part. A file that ends between two rows looks
    complete. False for text in UTF-16.
    """
    if content.endswith((b"\n", b"\r")) or b"\0" in content:
        return False
    decoded = content.decode("latin-1")  # the same for delimiters, quotes and line breaks
    delimiter = max(",;\t|", key=decoded.partition("\n")[0].count)
    try:
        rows = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter, strict=True)
        *widths, last = (len(row) for row in rows if row)
    except csv.Error as error:
        return "unexpected end" in str(error)
    except ValueError:  # no row at all
        return False
    return bool(widths) and last < mode(widths)
