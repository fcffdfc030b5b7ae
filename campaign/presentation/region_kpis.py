"""The slide of the regions with the lowest and the highest rates: the rate and the gap of each."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.answers import end_rows, most_missing, region_answer
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.kpi_words import Kpi
from campaign.analysis.view import View
from campaign.charts.regions.region_rates import gap_words
from campaign.charts.words.answer_words import (
    LOWEST,
    absent_words,
    highest_words,
    most_missing_words,
    region_words,
)
from campaign.charts.words.wording import end_sentence, join_sentences, people
from campaign.domain.value_states import MISSING_WORDS

_RATE = INDICATORS["rate"]


def region_kpis(view: View) -> tuple[Kpi, ...]:
    """Return the rates of the lowest regions, lowest first, and of the highest, highest first.

    `code` is that of the region, `reference` its gap to the national average in people, `note` its
    rank and the people reached. Return () if fewer than two regions can be compared.
    """
    ranked = int(view.coverage(view.basis)["rate"].notna().sum())
    rows = pd.concat(end_rows(view))
    return tuple(_number(str(code), row, ranked, view) for code, row in rows.iterrows())


def regions_finding(view: View) -> str:
    """Return sentences: the lowest and the highest rate, most people missing, what a gap is.

    Return "" if fewer than two regions can be compared.
    """
    if not len(end_rows(view)[0]):
        return ""
    ends, gaps = region_answer(view, _RATE), view.coverage(view.basis)["gap"]
    most = most_missing(gaps, view.selection.oblasts)
    words = []
    if ends is not None:
        # Each tile has its gap to the average, so the sentences do not repeat it.
        low = region_words(LOWEST["rate"], ends.lowest, _RATE, view, ends.among)
        words += [absent_words(ends, view), low, highest_words(ends, _RATE, view)]
    words.append("" if most is None else most_missing_words(most, view))
    words.append(
        view.text("Gap: people reached minus the number that corresponds to the national average.")
    )
    return join_sentences(*map(end_sentence, words))


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
