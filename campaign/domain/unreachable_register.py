"""A register whose rows cannot be reached, while its grouped table is still shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn

import pandas as pd

from campaign.domain.attendance import UsualAttendance
from campaign.domain.register import (
    EVERY_ROW,
    RegisterAwayError,
    RowFilter,
)
from campaign.domain.text_entries import EntryCounts
from campaign.domain.totals import merge_totals
from campaign.schema.region_codes import replace_regions


@dataclass(frozen=True, eq=False)
class UnreachableRegister:
    """The register (`register.Register`) with only the answers that every page needs.

    `all_totals`, `all_organisers`, `usual` and `all_spans` are its former answers. All other
    methods raise `RegisterAwayError`, because the current rows of the database may not fit the
    totals on screen.
    """

    columns: tuple[str, ...]
    all_totals: pd.DataFrame
    all_organisers: EntryCounts
    usual: UsualAttendance
    all_spans: pd.DataFrame

    def totals(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`."""
        if where != EVERY_ROW:
            raise RegisterAwayError
        return self.all_totals

    def organisers(self) -> EntryCounts:
        """See `Register`."""
        return self.all_organisers

    def spans(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`."""
        if where.types or where.organisers or where.unreported:
            raise RegisterAwayError
        return where.apply(self.all_spans)

    def usual_attendance(self, start: date | None, end: date | None) -> UsualAttendance:
        """See `Register`; from the last reading of the campaign."""
        return self.usual

    def _raise(self, *_: object, **__: object) -> NoReturn:
        raise RegisterAwayError

    rows = text_groups = count_period_totals = comparison_values = _raise
    line = list_rows = page = _raise

    def merge_cities(self, oblasts_by_city: Mapping[str, str]) -> UnreachableRegister:
        """See `Register`; the same register if no city has an activity."""
        totals = merge_totals(self.all_totals, oblasts_by_city)
        if totals is self.all_totals:
            return self
        spans = self.all_spans.assign(
            oblast=replace_regions(self.all_spans["oblast"], oblasts_by_city)
        )
        sums = spans.groupby(["oblast", "date", "end_date"], dropna=False).sum().reset_index()
        return replace(self, all_totals=totals, all_spans=sums.astype(spans.dtypes.to_dict()))
