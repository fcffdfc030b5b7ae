"""The slide of the regions with the lowest and the highest rates: the rate and the gap of each."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.kpi_words import Kpi
from campaign.analysis.region_ends import RegionEnds
from campaign.analysis.view import View
from campaign.charts.regions.region_rates import gap_words
from campaign.charts.words.wording import end_sentence, join_sentences, people
from campaign.domain.value_states import MISSING_WORDS

_RATE = INDICATORS["rate"]


def region_kpis(view: View) -> tuple[Kpi, ...]:
    """Return the rates of the lowest regions, lowest first, and of the highest, highest first.

    `code` is that of the region, `reference` its gap to the national average in people, `note` its
    rank and the people reached. Return () if fewer than two regions can be compared.
    """
    ends = RegionEnds.of(view)
    rows = pd.concat([ends.lowest, ends.highest])
    return tuple(_number(str(code), row, ends.ranked, view) for code, row in rows.iterrows())


def regions_finding(view: View) -> str:
    """Return sentences: the largest gap, the lowest and the highest rate, the definition of a gap.

    Return "" if fewer than two regions can be compared.
    """
    ends, text, places = RegionEnds.of(view), view.text, view.campaign.places
    if not len(ends.lowest):
        return ""
    low, top = ends.lowest.iloc[0], ends.highest.iloc[0]
    names = [places.name(str(row.name), text) for row in (low, top)]
    largest = ""
    if ends.largest_gap is not None:
        code, gap = ends.largest_gap
        largest = text(
            "Largest gap: {place} ({people})",
            place=places.name(code, text),
            people=gap_words(gap, view),
        )
    return join_sentences(
        end_sentence(largest),
        end_sentence(
            text(
                "Lowest: {low} ({least}); highest: {top} ({most})",
                low=names[0],
                least=_value(low, view),
                top=names[1],
                most=_value(top, view),
            )
        ),
        text("Gap: people reached minus the number that corresponds to the national average."),
    )


def _number(code: str, row: pd.Series, ranked: int, view: View) -> Kpi:
    text, gap = view.text, float(row["gap"])
    notes = []
    if not pd.isna(row["rate_rank"]):
        notes.append(text("rank: {rank} of {ranked}", rank=int(row["rate_rank"]), ranked=ranked))
        notes.append(people(float(row["reached"]), text))
    return Kpi(
        code=code,
        label=view.campaign.places.heading(code, text),
        value=_value(row, view),
        reference="" if pd.isna(gap) else text("Gap: {people}", people=gap_words(gap, view)),
        note=" · ".join(notes),
    )


def _value(row: pd.Series, view: View) -> str:
    if row["state"] == "no_activity":
        return view.text(MISSING_WORDS["no_activity"])
    return _RATE.format(float(row["rate"]), view.text)
