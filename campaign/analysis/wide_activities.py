"""Activities of the country, of several regions, or of an unlisted place: in national sums only.

Pages with regions show their numbers separately, in a line of text and in rows of the tables.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from campaign.analysis.indicator_frames import by_unit
from campaign.analysis.indicators import Indicator
from campaign.domain.totals import overall
from campaign.i18n.translator import N_, Text
from campaign.schema.region_codes import COUNTRY, OTHER_REGION, SEVERAL, group_several

_LEADS = {
    COUNTRY: N_("nationwide: {what}"),
    SEVERAL: N_("several regions: {what}"),
    OTHER_REGION: N_("region not identified: {what}"),
}
_MAY_BE_AMONG_THEM = N_(
    "Activities whose region is not identified may have taken place in a region shown without "
    "activities."
)
_SUMS = {
    "reached": N_("people reached: {n}"),
    "materials": N_("materials distributed: {n}"),
    "media_audience": N_("media audience: {n}"),
}


@dataclass(frozen=True, eq=False)
class WideActivities:
    """The activities of no single region.

    `totals` is the whole grouped table, with `SEVERAL` in place of each code of several regions.
    """

    totals: pd.DataFrame

    @classmethod
    def of(cls, totals: pd.DataFrame) -> WideActivities:
        """Return the activities of no single region among the rows of `totals`."""
        codes = totals["oblast"]
        grouped = group_several(codes)
        return cls(totals if grouped is codes else totals.assign(oblast=grouped))

    @cached_property
    def codes(self) -> list[str]:
        """Those of `COUNTRY`, `SEVERAL` and `OTHER_REGION` that have activities."""
        present = set(self.totals["oblast"].unique())
        return [code for code in _LEADS if code in present]

    def rows(self, code: str) -> pd.DataFrame:
        """Return the rows of the grouped table of one of `codes`."""
        return self.totals[self.totals["oblast"] == code]

    def by_code(self, indicator: Indicator) -> pd.DataFrame:
        """Return the indicator of `codes`, as `indicator_frames.by_unit` without a population.

        `rank` is NaN.
        """
        frame = by_unit(self.totals, indicator, self.codes, None)
        return frame.assign(rank=float("nan"))

    def line(self, text: Text, regions: Collection[str] = ()) -> str:
        """Return their number and their reported sums in words; "" without any.

        `regions` are the selected regions, to which they do not belong. People whose region is
        known are not in these sums; they have a sentence of their own.
        """
        if not self.codes:
            return ""
        shares = ""
        if people := self._shares(regions):
            shares = text(
                "People reached by these activities and counted by region: {n}.", n=people
            )
        caution = text(_MAY_BE_AMONG_THEM) if OTHER_REGION in self.codes else ""
        counts = self._counts(text, is_filtered=bool(regions))
        return " ".join(filter(None, (counts, caution, shares)))

    def _shares(self, regions: Collection[str]) -> float:
        """Return the people of these activities who count in `regions` (empty: in all regions)."""
        rows = self.totals[~self.totals["oblast"].isin(self.codes)]
        if regions:
            rows = rows[rows["oblast"].isin(regions)]
        return float(rows["reached"].sum() - rows["attendance"].sum())

    def _counts(self, text: Text, *, is_filtered: bool) -> str:
        """Return the activities and their sums in a sentence."""
        what = "; ".join(text(_LEADS[code], what=self._words(code, text)) for code in self.codes)
        if is_filtered:
            return text("Activities not in this selection – {what}.", what=what)
        return text(
            "Activities counted in the national total only, not in any region – {what}.", what=what
        )

    def _words(self, code: str, text: Text) -> str:
        """Return the number of activities, and every sum that was reported."""
        sums = overall(self.rows(code))
        parts = [text.n("{n} activity", "{n} activities", int(sums["activities"]))]
        parts += [
            text(words, n=sums[name]) for name, words in _SUMS.items() if pd.notna(sums[name])
        ]
        return ", ".join(parts)
