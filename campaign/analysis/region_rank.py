"""Rank, share and national value of selected regions, also in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.analysis.indicator_frames import by_unit, country
from campaign.analysis.indicators import Indicator
from campaign.domain.places import Population
from campaign.domain.totals import overall
from campaign.domain.value_states import State
from campaign.i18n.translator import Text


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
