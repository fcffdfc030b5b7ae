"""Share of the people reached beside share of the population, a row for each region."""

from __future__ import annotations

import math

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.view import View
from campaign.charts.body import Datum, LegendKey, NumberFormat, Pair, Pairs
from campaign.charts.region_classes import STATE_NAMES
from campaign.charts.ticks import share_ticks
from campaign.charts.wording import join_sentences
from campaign.i18n.translator import N_, Text
from campaign.theme.paint import FIRST, SECOND

REACH, POPULATION = N_("Share of the people reached"), N_("Share of the population")
_STEPS = 5  # ticks, about
_LEAST = 0.05  # percentage points: less is no difference


def build(frame: pd.DataFrame, view: View, year: int | None) -> Pairs:
    """Return the pairs of `coverage`, furthest below its share of the population on top.

    Regions that are not comparable come last.
    """
    text = view.text
    rows = sorted_rows(frame)
    most = rows[["reach_share", "population_share"]].max().max()
    return Pairs(
        rows=tuple(_pair(str(code), row, view, year) for code, row in rows.iterrows()),
        legend=(
            LegendKey(FIRST, text(REACH), mark="dot"),
            LegendKey(SECOND, text(POPULATION), mark="hollow"),
        ),
        headings=(text("Oblast or city"), text("Share of the country")),
        ticks=share_ticks(most, _STEPS, text),
        format=NumberFormat("percent", 1),
        nothing=text("No activities in this selection."),
    )


def sorted_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `coverage` in the order of the chart."""
    return frame.sort_values("share_difference", na_position="last", kind="stable")


def finding(frame: pd.DataFrame, view: View) -> str:
    """Return the region furthest below its share of the population; "" where none is below.

    Where one region is selected, that region with both shares.
    """
    if len(view.selection.oblasts) == 1:
        return _shares(frame, view.selection.oblasts[0], view)
    low = _extreme(frame, view, lowest=True)
    words = N_("Furthest below its share of the population: {place}")
    return view.text(words, place=low) if low else ""


def summary(frame: pd.DataFrame, view: View) -> str:
    """Return the regions furthest below and above their share, and those not comparable."""
    text = view.text
    selected = [_shares(frame, code, view) for code in view.selection.oblasts]
    parts = [f"{words}." for words in selected if words]
    for lowest, words in (
        (True, N_("Furthest below its share of the population: {place}.")),
        (False, N_("Furthest above: {place}.")),
    ):
        if place := _extreme(frame, view, lowest=lowest):
            parts.append(text(words, place=place))
    known = frame["share_difference"].abs().dropna() * 100
    if len(known) and (known < _LEAST).all():
        parts.append(text("No region differs from its share of the population."))
    return join_sentences(*parts, *missing(frame, view))


def missing(frame: pd.DataFrame, view: View) -> list[str]:
    """Return the regions that are not comparable, a sentence for each reason."""
    text, reported = view.text, ~frame["state"].isin(["not_reported", "no_activity"])
    reasons = (
        (
            frame["state"] == "not_reported",
            N_("Not comparable, attendance not reported: {places}."),
        ),
        (frame["state"] == "no_activity", N_("No activity: {places}.")),
        (reported & frame["population"].isna(), N_("Not comparable, no population: {places}.")),
    )
    return [
        text(words, places=text.list(view.campaign.places.name(str(code), text) for code in codes))
        for is_missing, words in reasons
        if len(codes := frame.index[is_missing])
    ]


def to_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return the regions in the order of the chart, with the numbers that the shares rest on."""
    text, places = view.text, view.campaign.places
    rows = sorted_rows(frame).copy()
    rows.insert(0, "name", [places.name(str(code), text) for code in rows.index])
    rows["points"] = rows["share_difference"] * 100
    return DataTable(
        rows,
        (
            TableColumn("name", text("Oblast or city")),
            *in_selection(rows, [code in view.selection.oblasts for code in rows.index], text),
            TableColumn("reached", text("People reached"), "number", state="state"),
            TableColumn("reach_share", text(REACH), "percent", 1, state="state"),
            TableColumn("population", text("Population"), "number"),
            TableColumn("population_share", text(POPULATION), "percent", 1),
            TableColumn("points", text("Difference, percentage points"), "number", 1, "state"),
        ),
    )


def points(difference: float, text: Text) -> str:
    """Return a difference of two shares in percentage points, with its sign."""
    number = text.number(difference * 100, 1)
    return text(
        "{n} pp", n=f"+{number}" if difference > 0 and number != text.number(0, 1) else number
    )


def _pair(code: str, row: pd.Series, view: View, year: int | None) -> Pair:
    text, places, selected = view.text, view.campaign.places, view.selection.oblasts
    lines = _tooltip(code, row, view, year)

    def datum(value: float, state: str, role: str) -> Datum:
        return Datum(
            code=f"oblast={code}",
            label=places.short(code, text),
            value=value,
            state=state,
            role=role,
            words=_words(value, state, text),
            tooltip=lines,
            selected=code in selected,
            faded=bool(selected) and code not in selected,
            name=places.name(code, text),
        )

    difference = float(row["share_difference"])
    return Pair(
        label=places.short(code, text),
        first=datum(float(row["reach_share"]), str(row["state"]), FIRST),
        second=datum(float(row["population_share"]), "value", SECOND),
        note="" if math.isnan(difference) else points(difference, text),
    )


def _words(value: float, state: str, text: Text) -> str:
    if not math.isnan(value):
        return text.percent(value, 1)
    return text(STATE_NAMES[state]) if state in STATE_NAMES else text("not comparable")


def _tooltip(code: str, row: pd.Series, view: View, year: int | None) -> tuple[str, ...]:
    text = view.text
    lines = [view.campaign.places.name(code, text)]
    for key, name in (("reach_share", REACH), ("population_share", POPULATION)):
        state = str(row["state"]) if key == "reach_share" else "value"
        lines.append(f"{text(name)}: {_words(float(row[key]), state, text)}")
    if not math.isnan(row["reached"]):
        lines.append(text("People reached: {n}", n=float(row["reached"])))
    if year is not None and not math.isnan(row["population"]):
        lines.append(text("Population: {n} ({year:raw})", n=float(row["population"]), year=year))
    return tuple(lines)


def _extreme(frame: pd.DataFrame, view: View, *, lowest: bool) -> str:
    """Return the region furthest below or above, with both shares; "" where none is."""
    differences = frame["share_difference"].dropna()
    if differences.empty:
        return ""
    value = differences.min() if lowest else differences.max()
    if abs(value) * 100 < _LEAST or (value > 0) == lowest:
        return ""
    code = str(differences.index[differences == value][0])
    return _shares(frame, code, view)


def _shares(frame: pd.DataFrame, code: str, view: View) -> str:
    """Return a region with both shares; "" where it is not comparable."""
    reach, people = (float(frame[key][code]) for key in ("reach_share", "population_share"))
    if math.isnan(reach - people):
        return ""
    text = view.text
    return text(
        "{place} – {reach} of the people reached, {people} of the population",
        place=view.campaign.places.name(code, text),
        reach=text.percent(reach, 1),
        people=text.percent(people, 1),
    )
