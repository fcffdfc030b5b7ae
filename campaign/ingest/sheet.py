"""One sheet with its header row, and all that it is read with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from campaign.domain import clock
from campaign.ingest.options import RequestedOptions
from campaign.ingest.parse.header_row import HeaderRow
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.reference_data import ReferenceData
from campaign.schema.columns import Column
from campaign.schema.table import Table

NUMBER_KINDS = ("whole", "number")
DATE_KINDS = ("date", "period")


@dataclass(frozen=True, eq=False)
class Sheet:
    """What every step of reading may ask: the cells as they stand, and what they are read as.

    `raw` and `header` are the cells and their header row, without texts that are excluded as
    personal data. `table` declares the columns, `reference` the codes and dates known, `requested`
    what the owner of the file decides.
    """

    file: str
    raw: RawTable
    header: HeaderRow
    table: Table
    reference: ReferenceData
    requested: RequestedOptions

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """{declared column: its position in the sheet}, in the order of the sheet."""
        return {name: at for at, name in enumerate(self.header.fields) if name is not None}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The declared columns that the sheet has, in the order of their declaration."""
        return tuple(column for column in self.table.columns if column.name in self.positions)

    @cached_property
    def today(self) -> date:
        """The day beyond which a date is implausible."""
        return self.reference.today or clock.today()

    @property
    def last_heading(self) -> int:
        """The position of the last column with a heading; -1 without any."""
        return max((at for at, heading in enumerate(self.header.headers) if heading), default=-1)

    def heading_of(self, column: str | None) -> str | None:
        """The heading of a declared column as the file has it; any other name as it is."""
        if column is None or column not in self.positions:
            return column
        return self.header.headers[self.positions[column]] or column

    def stored_fractions(self, column: str, cells: pd.Series) -> pd.Series:
        """True where a number that is not whole is stored as such, and not typed as text."""
        rows = self.raw.fractions.get(self.positions[column], frozenset())
        return pd.Series(cells.index.isin(list(rows)), index=cells.index)
