"""The reader of the files of the campaign: it reads and checks each file once."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from statistics import mode

import pandas as pd

from campaign.dataset.checked_files import CheckedFiles
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.folders import Folders
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.register import ingest_register
from campaign.ingest.report import ValidationReport
from campaign.ingest.values.codes import CodeList
from campaign.schema import validate
from campaign.schema.issues import Issue
from campaign.schema.tables import Table


class FileReader:
    """The reader of all files, which collects their issues and the digest of all bytes.

    `registers` opens registers in engines, `versions` has their versions. `digest_executor` runs
    one call at a time, because the digest depends on the order of the files. A file that is the
    same as in `former` is not checked again; `checked_files` has the results of this reader.
    `public_texts` are the keys of the list of public texts, which is read first.
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
        self.public_texts: frozenset[str] = frozenset()
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

    def read_table(
        self, path: Path, table: Table, codes: Mapping[str, CodeList] | None = None
    ) -> pd.DataFrame:
        """Return the accepted rows; for a rejected file, the declared columns without any row.

        `codes` has the spellings of each list of codes.
        """
        report = self.ingest_table(path, ReferenceData(codes or {}, {}), table)
        return validate.empty_frame(table) if report is None else report.frame

    def ingest_table(
        self, path: Path, reference: ReferenceData, table: Table
    ) -> ValidationReport | None:
        """Return the report on a file in any encoding and spelling; None if it cannot be used.

        A text that may name a person is excluded unless it is among `public_texts`.
        """
        content = self.read_bytes(path)
        if content is None:
            return None
        label = self.folders.label(path)
        reference = replace(reference, public_texts=self.public_texts)
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
