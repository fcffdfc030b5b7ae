"""All indicators of the regions side by side: the columns of one sheet of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.analysis.indicator_frames import by_unit, on_air
from campaign.analysis.indicators import INDICATORS, Indicator
from campaign.analysis.uncertainty import range_by_region, whole_range
from campaign.analysis.view import View
from campaign.analysis.wide_activities import WideActivities
from campaign.domain.totals import overall, presence, sum_totals
from campaign.domain.value_states import state_of
from campaign.exports.xlsx.range_columns import range_columns
from campaign.exports.xlsx.sheet_column import Kind, SheetColumn
from campaign.exports.xlsx.states import in_words, state_header


def region_columns(view: View) -> tuple[list[SheetColumn], int]:
    """Return the columns, and how many last rows are sums: of the country, then of the selection.

    All regions are included, also if some are selected, so that ranks are comparable; types and
    dates are those of the selection. Activities of no single region have their own rows below the
    regions. Rates are omitted if the population is unknown.
    """
    text, places, chosen = view.text, view.campaign.places, view.selection.oblasts
    population = view.edition.population
    groups = [
        _Group(places.name(c, text), overall(view.wide.rows(c)), None) for c in view.wide.codes
    ]
    wide = len(groups)
    groups.append(_Group.of(view, text("Whole country"), places.codes, view.totals(oblasts=False)))
    if chosen:
        groups.append(_Group.of(view, text("Selection"), list(chosen), view.totals()))
    sums = len(groups) - wide
    names = [*(places.name(code, text) for code in places.codes), *(g.name for g in groups)]
    columns = [
        SheetColumn(text("Code"), "text", [*places.codes, *view.wide.codes, *[""] * sums]),
        SheetColumn(text("Region"), "text", names),
    ]
    if chosen:
        inside = [text("yes") if code in chosen else text("no") for code in places.codes]
        words = [*inside, *[text("no")] * wide, *[""] * sums]
        columns.append(SheetColumn(text("In the selection"), "text", words))
    for indicator in INDICATORS.values():
        if indicator.code != "rate" or population is not None:
            columns += _indicator(view, indicator, groups)
    regions = range_by_region(view)
    ranges = [regions, whole_range(view, oblasts=False)]
    if chosen:
        ranges.append(whole_range(view))
    columns += range_columns(pd.concat(ranges), text)
    columns += _media_audience(view, groups)
    if population is not None:
        people = [*population.by_unit.reindex(places.codes), *(g.population for g in groups)]
        columns += [
            SheetColumn(text("Population"), "whole", people),
            SheetColumn(text("Population year"), "plain", [population.year] * len(names)),
        ]
    return columns, sums


@dataclass(frozen=True, eq=False)
class _Group:
    """A row for several regions together: their sums, and their population (None: unknown)."""

    name: str
    sums: pd.Series
    population: float | None

    @classmethod
    def of(cls, view: View, name: str, codes: list[str], totals: pd.DataFrame) -> _Group:
        population = view.edition.population
        people = None if population is None else float(population.by_unit.reindex(codes).sum())
        return cls(name, overall(totals), people)

    def value(self, indicator: Indicator) -> float:
        """Return the indicator of all regions of the group.

        It is NaN if there was no activity or nothing was reported.
        """
        if not presence(self.sums):
            return float("nan")
        people = None if self.population is None else pd.Series([self.population])
        return float(indicator.of(pd.DataFrame([self.sums]), people).iloc[0])


def _indicator(view: View, indicator: Indicator, groups: Sequence[_Group]) -> list[SheetColumn]:
    """Return value, rank and state of an indicator, for each region, then for the groups."""
    text, codes = view.text, view.campaign.places.codes
    units = by_unit(view.totals(oblasts=False), indicator, codes, view.edition.population)
    of_groups = [group.value(indicator) for group in groups]
    values = [*units["value"], *of_groups]
    rank = SheetColumn(
        text("Rank: {what}", what=text(indicator.name)),
        "plain",
        [*units["rank"], *[None] * len(groups)],
    )
    if indicator.code == "activities":
        # The number of activities is never missing: none is 0.
        counts = [0 if value != value else value for value in values]
        reported = [*units["reported"], *(group.sums["reported"] for group in groups)]
        return [
            SheetColumn(text(indicator.name), "whole", counts),
            rank,
            SheetColumn(text("Activities that reported attendance"), "whole", reported),
        ]
    group_states = state_of(pd.Series([presence(g.sums) for g in groups]), pd.Series(of_groups))
    states = pd.Series([*units["state"], *group_states])
    kind: Kind = "percent" if indicator.percent else "decimal" if indicator.digits else "whole"
    columns = [SheetColumn(text(indicator.name), kind, values, states.tolist()), rank]
    if indicator.code in ("rate", "mean"):
        # Both are computed from the people reached, which have a column of their state.
        return columns
    return [*columns, in_words(state_header(text(indicator.name), text), states, text)]


def _media_audience(view: View, groups: Sequence[_Group]) -> list[SheetColumn]:
    """Return media audience and state, of media activities and others with a media audience."""
    text, codes = view.text, view.campaign.places.codes
    totals = on_air(view.totals(oblasts=False), view.campaign.types)
    sums = sum_totals(totals, ["oblast"]).reindex(codes)
    wide = WideActivities.of(totals)
    of_groups = [overall(wide.rows(code)) for code in view.wide.codes]
    of_groups.append(overall(totals))
    if len(groups) > len(of_groups):
        of_groups.append(overall(totals[totals["oblast"].isin(view.selection.oblasts)]))
    active = pd.Series([*presence(sums).fillna(0), *map(presence, of_groups)])
    values = pd.Series([*sums["media_audience"], *(row["media_audience"] for row in of_groups)])
    states = state_of(active, values)
    header = text("Media audience")
    return [
        SheetColumn(header, "whole", values.tolist(), states.tolist()),
        in_words(state_header(header, text), states, text),
    ]
