"""One sheet with its header row, the table it is read as, and its options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from campaign.domain import clock
from campaign.ingest.options import SheetOption
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.replies import Replies
from campaign.ingest.report import NoteRow
from campaign.ingest.understand.layout import Layout
from campaign.schema.tables import Column, Table

NUMBER_KINDS = ("whole", "number")
DATE_KINDS = ("date", "period")


@dataclass(frozen=True, eq=False)
class Sheet:
    """The input of every step of reading: the cells, their header row, table and options.

    `raw` and `header` are the cells and their header row; `exclude_personal_texts` removes texts
    that are excluded as personal data. `table` declares the columns, `reference` has the codes and
    dates, `replies` what the file's uploader decided. `options` are the sheets of the workbook.
    `file_values` are the replied values for every row that are in use; their columns are added to
    `raw` and `header`. `counted` are rows that the owner counts although they look like notes or
    headings. `are_totals` is True if each row is a total of a pivot table. `excluded_texts` has a
    key of the texts that were excluded from a row, by row: rows that differ in them are not
    duplicates.
    """

    file: str
    raw: RawTable
    header: Layout
    table: Table
    reference: ReferenceData
    replies: Replies
    options: tuple[SheetOption, ...] = ()
    file_values: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[int, NoteRow] = field(default_factory=dict)
    are_totals: bool = False
    excluded_texts: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """{declared column: position in the sheet}, in the order of the sheet."""
        return {name: at for at, name in enumerate(self.header.fields) if name is not None}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The declared columns that the sheet has, in the order of their declaration."""
        return tuple(column for column in self.table.columns if column.name in self.positions)

    @cached_property
    def today(self) -> date:
        """The last day that is not in the future: of the reference data, else today in Bishkek."""
        return self.reference.today or clock.today()

    @property
    def last_header(self) -> int:
        """The position of the last column with a header; -1 without any."""
        return max((at for at, name in enumerate(self.header.headers) if name), default=-1)

    def header_of(self, column: str | None) -> str | None:
        """Return the header of a declared column in the file; any other name unchanged."""
        if column is None or column not in self.positions:
            return column
        return self.header.headers[self.positions[column]] or column

    def title_of(self, sheet: str) -> str:
        """Return the name of a sheet for messages."""
        return next((one.title for one in self.options if one.name == sheet), sheet)

    def label_params(self, column: str | None) -> dict[str, str]:
        """Return the parameter of an issue with the label of a column that the file lacks."""
        if column is None:
            return {}
        is_declared = any(declared.name == column for declared in self.table.columns)
        lacks = column not in self.positions or self.is_added(self.positions[column])
        return {"fields": column} if is_declared and lacks else {}

    def is_added(self, at: int) -> bool:
        """Return True for the position of a column that the file does not have."""
        return self.header.first_added is not None and at >= self.header.first_added

    def stored_fractions(self, column: str, cells: pd.Series) -> pd.Series:
        """Return True for cells that are stored as a fractional number, not typed as text."""
        rows = self.raw.fractions.get(self.positions[column], frozenset())
        return pd.Series(cells.index.isin(list(rows)), index=cells.index)
