"""Reach compared with population by region: the columns of one sheet of the workbook."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.view import View
from campaign.charts.regions.region_ranks import BY_NUMBER, BY_RATE
from campaign.charts.regions.region_shares import POPULATION, REACH
from campaign.charts.words.denominator import Words
from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.exports.xlsx.states import in_words, state_header
from campaign.i18n.translator import N_
from campaign.theme.roles import FIRST, SECOND

POSITIONS = {FIRST: 3, SECOND: 5}
"""{role of a pair: position of its column}, for shares of people reached and of population."""

GAP = N_("Gap to the national average, people")


def coverage_columns(view: View, frame: pd.DataFrame, words: Words) -> list[SheetColumn]:
    """Return the columns for the rows of `coverage`, the names of regions first.

    A negative gap means that fewer people were reached than at the national rate.
    """
    text, places = view.text, view.campaign.places
    codes, states = [str(code) for code in frame.index], frame["state"].tolist()
    reached = words.people

    def numbers(name: str) -> list[float]:
        return frame[name].tolist()

    return [
        SheetColumn(text("Region"), "text", [places.name(code, text) for code in codes]),
        SheetColumn(reached, "whole", numbers("reached"), states),
        in_words(state_header(reached, text), states, text),
        SheetColumn(text(REACH), "percent", numbers("reach_share"), states),
        SheetColumn(words.population, "whole", numbers("population")),
        SheetColumn(text(POPULATION), "percent", numbers("population_share")),
        SheetColumn(
            text("Difference"),
            "points",
            (frame["share_difference"] * 100).tolist(),
            states,
            unit=text("percentage points"),
        ),
        SheetColumn(text("Rate, {unit}", unit=words.unit), "decimal", numbers("rate"), states),
        SheetColumn(text(GAP), "change", numbers("gap"), states),
        SheetColumn(text(BY_NUMBER), "plain", numbers("count_rank")),
        SheetColumn(text(BY_RATE), "plain", numbers("rate_rank")),
        SheetColumn(text("Code"), "text", codes),
    ]
