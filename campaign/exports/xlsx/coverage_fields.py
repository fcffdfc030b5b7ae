"""Reach against population by region: the columns of one sheet of the workbook."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.view import View
from campaign.charts.denominator import Words
from campaign.charts.region_ranks import BY_NUMBER, BY_RATE
from campaign.charts.region_shares import POPULATION, REACH
from campaign.exports.xlsx.states import in_words, state_header
from campaign.exports.xlsx.typed_table import Field
from campaign.i18n.translator import N_
from campaign.theme.roles import FIRST, SECOND

COLUMNS = {FIRST: 3, SECOND: 5}
"""{role of a pair: its column}: the shares of the people reached and of the population."""

GAP = N_("Gap to the national average, people")


def coverage_fields(view: View, frame: pd.DataFrame, words: Words) -> list[Field]:
    """Return the columns of the rows of `coverage`, the names of regions first.

    A gap is negative where too few people were reached.
    """
    text, places = view.text, view.campaign.places
    codes, states = [str(code) for code in frame.index], frame["state"].tolist()
    reached = words.people

    def numbers(name: str) -> list[float]:
        return frame[name].tolist()

    return [
        Field(text("Region"), "text", [places.name(code, text) for code in codes]),
        Field(reached, "whole", numbers("reached"), states),
        in_words(state_header(reached, text), states, text),
        Field(text(REACH), "percent", numbers("reach_share"), states),
        Field(words.population, "whole", numbers("population")),
        Field(text(POPULATION), "percent", numbers("population_share")),
        Field(
            text("Difference"),
            "points",
            (frame["share_difference"] * 100).tolist(),
            states,
            unit=text("percentage points"),
        ),
        Field(text("Rate, {unit}", unit=words.unit), "decimal", numbers("rate"), states),
        Field(text(GAP), "change", numbers("gap"), states),
        Field(text(BY_NUMBER), "plain", numbers("count_rank")),
        Field(text(BY_RATE), "plain", numbers("rate_rank")),
        Field(text("Code"), "text", codes),
    ]
