"""The selected regions' share of the people reached beside their share of the population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.region_profile import compare_regions
from campaign.analysis.view import View
from campaign.charts.body import Bars, Datum, NumberFormat
from campaign.charts.breakdown import longest, not_reported_key
from campaign.charts.wording import people, to_sentence, unreported_words
from campaign.domain.totals import overall
from campaign.domain.value_states import reported_state
from campaign.i18n.translator import Text
from campaign.theme.paint import ACCENT, mark_role, state_role


@dataclass(frozen=True)
class Share:
    """A part of the country: `count` people of `total`, `share` of 1; NaN where not known."""

    code: str
    name: str
    count: float
    total: float
    share: float

    @property
    def state(self) -> str:
        """`not_reported`, `zero` or `value`."""
        return reported_state(self.share)


def shares(view: View) -> tuple[Share, ...]:
    """Return the shares of people reached and of population of the selected regions together.

    Of all regions where none is selected. Without the second where the population is not known.
    """
    text, codes = view.text, view.campaign.places.codes
    totals = view.totals(oblasts=False)
    frame = compare_regions(totals, codes, view.edition.population)
    frame = frame.loc[_selected(view)]
    sums = frame[["reached", "reach_share", "population", "population_share"]].sum(min_count=1)
    # A region without activity has reached nobody; one that did not report is not known.
    reached = float(overall(totals)["reached"])
    is_idle = bool((frame["state"] == "no_activity").all()) and reached > 0
    reach = Share(
        "reach",
        text("People reached"),
        0.0 if is_idle else float(sums["reached"]),
        reached,
        0.0 if is_idle else float(sums["reach_share"]),
    )
    if view.edition.population is None:
        return (reach,)
    total = float(view.edition.population.total)
    share = float(sums["population_share"])
    return (
        reach,
        Share("population", text("Population"), float(sums["population"]), total, share),
    )


def build(parts: Sequence[Share], text: Text) -> Bars:
    """Return a bar for each share, on one scale from 0."""
    data = tuple(_datum(part, text) for part in parts)
    return Bars(
        data=data,
        legend=not_reported_key(data, text),
        headings=(text("Indicator"), text("Share of the national total")),
        format=NumberFormat("percent", 1),
        end=longest(data),
        nothing=text("No activities in this selection."),
    )


def summary(parts: Sequence[Share], missing: int, text: Text) -> str:
    """Return each share with its people and their total, in a sentence.

    `missing` is the number of activities of the regions without an attendance.
    """
    words = []
    for part in parts:
        if part.state == "not_reported":
            words.append(text("{group}: not reported", group=part.name))
        else:
            words.append(
                text(
                    "{name}: {share:%} of the country ({n} of {total})",
                    name=part.name,
                    share=part.share,
                    n=part.count,
                    total=part.total,
                )
            )
    return to_sentence(*words, unreported_words(missing, text))


def finding(parts: Sequence[Share], place: str, text: Text) -> str:
    """Return both shares in a headline; "" where one of them is not known."""
    if len(parts) < 2 or not place or any(part.state == "not_reported" for part in parts):
        return ""
    return text(
        "{place}: {reach:%} of the people reached, {population:%} of the population",
        place=place,
        reach=parts[0].share,
        population=parts[1].share,
    )


def to_table(parts: Sequence[Share], text: Text) -> DataTable:
    """Return a row for each share: the people, those of the country, the share."""
    rows = pd.DataFrame(
        {
            "name": [part.name for part in parts],
            "count": [part.count for part in parts],
            "total": [part.total for part in parts],
            "share": [part.share for part in parts],
            "state": [part.state for part in parts],
        }
    )
    return DataTable(
        rows,
        (
            TableColumn("name", text("Indicator")),
            TableColumn("count", text("People"), "number", state="state"),
            TableColumn("total", text("Kyrgyzstan"), "number", state="state"),
            TableColumn("share", text("Share of the national total"), "percent", 1, "state"),
        ),
    )


def missing_count(view: View) -> int:
    """Return how many activities of the selected regions have no attendance."""
    totals = view.totals(oblasts=False)
    rows = totals[totals["oblast"].isin(_selected(view))]
    return int(rows["activities"].sum() - rows["reported"].sum())


def _selected(view: View) -> list[str]:
    """The selected regions in the official order; all where none is selected."""
    codes, selected = view.campaign.places.codes, view.selection.oblasts
    return [code for code in codes if not selected or code in selected]


def _datum(part: Share, text: Text) -> Datum:
    if part.state == "not_reported":
        words: str = text("not reported")
        tooltip: tuple[str, ...] = (part.name, words)
    else:
        words = text.percent(part.share, 1)
        country = text("Kyrgyzstan: {value}", value=text.number(part.total))
        tooltip = (f"{part.name}: {words}", people(part.count, text), country)
    role = ACCENT if part.code == "reach" else mark_role("any")
    return Datum(
        code="",
        label=part.name,
        value=part.share,
        state=part.state,
        role=state_role("not_reported") if part.state == "not_reported" else role,
        words=words,
        tooltip=tooltip,
    )
