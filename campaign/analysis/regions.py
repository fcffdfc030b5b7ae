"""Selected regions compared with the country, and the activities of no single region.

Activities of the country, of several regions, or of an unlisted place are in national sums only.
Pages with regions show their numbers separately, in a line of text and in rows of the tables.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from campaign.analysis.indicators import Indicator, by_unit, country
from campaign.domain.places import Population
from campaign.domain.totals import overall
from campaign.domain.value_states import State
from campaign.i18n.translator import N_, Text
from campaign.schema.region_codes import COUNTRY, OTHER_REGION, SEVERAL, group_several


@dataclass(frozen=True)
class RegionRank:
    """The selected regions compared with the country by one indicator, for equal types and dates.

    `value` is the value of all of them together, `national` the value of the country, `share` their
    share of it (of 1; None if the indicator does not add up). `rank` (1 = highest) is the rank of a
    single region among the `ranked` regions with a value; None for several regions. `state` says
    why `value` is None. `regions` is the number of all units.
    """

    value: float | None
    state: State
    national: float | None
    share: float | None
    rank: int | None
    ranked: int
    regions: int

    @classmethod
    def of(
        cls,
        totals: pd.DataFrame,
        indicator: Indicator,
        oblasts: Sequence[str],
        codes: list[str],
        population: Population | None,
    ) -> RegionRank:
        """Return the rank of `oblasts` among all units of `codes`, over the rows of `totals`."""
        selected_rows = totals[totals["oblast"].isin(oblasts)]
        units = by_unit(totals, indicator, codes, population)
        value = _value(selected_rows, indicator, oblasts, population)
        national = country(totals, indicator, population) if len(totals) else None
        share = None
        if indicator.adds_up and value is not None and national:
            share = value / national
        rank = float(units["rank"][oblasts[0]]) if len(oblasts) == 1 else float("nan")
        return cls(
            value=value,
            state=_state(selected_rows, value),
            national=national,
            share=share,
            rank=None if pd.isna(rank) else int(rank),
            ranked=int(units["rank"].notna().sum()),
            regions=len(codes),
        )

    def rank_words(self, text: Text) -> str:
        """Return the rank, as “rank: 4 of 9”; "" if there is none."""
        if self.rank is None:
            return ""
        return text("rank: {rank} of {ranked}", rank=self.rank, ranked=self.ranked)

    def share_words(self, text: Text) -> str:
        """Return the share, as “share of the national total: 12.3%”; "" if there is none."""
        if self.share is None:
            return ""
        return text("share of the national total: {share:%}", share=self.share)

    def national_words(self, indicator: Indicator, text: Text) -> str:
        """Return the national value, as “Kyrgyzstan: 16.3”; "" if it is not known."""
        if self.national is None:
            return ""
        return text("Kyrgyzstan: {value}", value=indicator.format(self.national, text))


def _value(
    selected_rows: pd.DataFrame,
    indicator: Indicator,
    oblasts: Sequence[str],
    population: Population | None,
) -> float | None:
    """Return the indicator over all rows of the selected regions and all of their population."""
    if selected_rows.empty:
        return None
    people = None
    if population is not None:
        people = pd.Series([population.by_unit.reindex(list(oblasts)).sum(skipna=False)])
    value = indicator.of(overall(selected_rows).to_frame().T, people).iloc[0]
    return None if pd.isna(value) else float(value)


def _state(selected_rows: pd.DataFrame, value: float | None) -> State:
    if value is not None:
        return "value" if value else "zero"
    return "no_activity" if selected_rows.empty else "not_reported"


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
        """Return the indicator of `codes`, as `indicators.by_unit` without a population.

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
