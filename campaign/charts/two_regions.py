"""Two regions of one campaign: their pace, and the people reached by type of activity."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from campaign.analysis.answers import region_pair
from campaign.analysis.comparison import Comparison, Side
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicators import INDICATORS, Indicator, country
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once
from campaign.charts import by_region
from campaign.charts.answer_text import types_in_words
from campaign.charts.chart import Chart, with_scope
from campaign.charts.compared import (
    NO_ROWS,
    SIDES,
    Pace,
    RowNames,
    ValuePairs,
    paces_spec,
    paces_table,
    pairs_spec,
    pairs_table,
)
from campaign.charts.region_rates import value_words
from campaign.charts.region_text import STATE_NAMES
from campaign.charts.wording import people, to_sentence, type_names
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import Text


@dataclass(frozen=True, eq=False)
class TwoRegions:
    """The two regions of a view: their codes, their names, and their comparison."""

    codes: tuple[str, str]
    names: tuple[str, str]
    comparison: Comparison

    @classmethod
    def of(cls, view: View) -> TwoRegions | None:
        """Return the regions of `region_pair`; None if there are no two to compare."""
        codes = region_pair(view)
        if codes is None:
            return None
        first, second = (view.campaign.places.name(code, view.text) for code in codes)
        return cls(codes, (first, second), _compare(view, codes))


@once
def _compare(view: View, codes: tuple[str, str]) -> Comparison:
    """Return the comparison of two regions, with the types and days of the selection."""
    totals = view.totals(oblasts=False)
    sides = (Side(view.edition, totals[totals["oblast"] == code], totals) for code in codes)
    return Comparison(*sides)


def region_paces(view: View) -> Chart:
    """Return the people reached since the start in two regions, per 10,000 population.

    If the population is not known, the values are numbers of people. A region without a value has
    no line; the summary has its state.
    """
    text, indicator, paces = view.text, _indicator(view), _paces(view)
    unit = text("People reached since the start")
    if view.edition.population is not None:
        unit = text("People reached per 10,000 population since the start")
    nothing = text("Fewer than two regions have values to compare.")
    chart = Chart(
        key="region_paces",
        title=text("{indicator}, in two regions", indicator=unit),
        summary=_last_values(view) or nothing,
        sources=(view.source, *by_region.population_source(view)),
        table=paces_table(paces, text("Region"), unit, indicator, text),
        spec=paces_spec(paces, "day", unit, indicator, text, nothing=nothing),
        finding=_finding(paces, indicator, text),
    )
    return _with_pair_scope(chart, view, highlights=("dates",))


def pair_finding(view: View) -> str:
    """Return the finding of `region_paces`; "" without two regions."""
    return capitalize(_finding(_paces(view), _indicator(view), view.text))


def region_types(view: View) -> Chart:
    """Return the people reached by type of activity in two regions, on one scale."""
    text, names, indicator = view.text, type_names(view), INDICATORS["reach"]
    row_names = RowNames("type", text("Type of activity"), names, names, view.selection.types)
    nothing = text("Fewer than two regions have values to compare.")
    regions, sides, rows, summary = TwoRegions.of(view), ("", ""), NO_ROWS, nothing
    if regions is not None:
        sides, comparison = regions.names, regions.comparison
        rows = comparison.by_type(indicator, view.campaign.type_codes)
        totals = (comparison.first.sums["reached"], comparison.second.sums["reached"])
        words = [people(total, text) if total == total else "" for total in totals]
        summary = _values(regions, words, view)
    pairs = ValuePairs(rows, row_names, sides, indicator)
    chart = Chart(
        key="region_types",
        title=text("People reached by type, in two regions"),
        summary=summary,
        sources=(view.source,),
        table=pairs_table(pairs, text),
        spec=pairs_spec(pairs, text, nothing=nothing),
        pick=True,
        finding=_types_finding(rows, names, sides, text),
    )
    return _with_pair_scope(chart, view)


def indicator_table(view: View) -> DataTable:
    """Return all indicators of the two regions and of Kyrgyzstan; no rows without two regions."""
    text, regions = view.text, TwoRegions.of(view)
    names = ("", "") if regions is None else regions.names
    rows = [] if regions is None else [*_indicator_rows(regions, view)]
    keys = ("name", "first", "second", "national")
    headers = (text("Indicator"), *map(capitalize, names), text("Kyrgyzstan"))
    return DataTable(
        pd.DataFrame(rows, columns=list(keys)),
        tuple(TableColumn(key, header) for key, header in zip(keys, headers, strict=True)),
    )


def _indicator_rows(regions: TwoRegions, view: View) -> Iterator[tuple[str, ...]]:
    """Yield the name of each indicator, and its values for both regions and the country."""
    text, totals, population = view.text, view.totals(oblasts=False), view.edition.population
    for indicator in INDICATORS.values():
        if indicator.code == "rate" and population is None:
            continue
        units = view.units_of(indicator).loc[list(regions.codes)]
        national = country(totals, indicator, population)
        cells = (
            value_words(value, state, partial(indicator.format, text=text), text)
            for value, state in zip(units["value"], units["state"], strict=True)
        )
        last = text("not reported") if national is None else indicator.format(national, text)
        yield (text(indicator.name), *cells, last)


def _with_pair_scope(chart: Chart, view: View, highlights: Collection[str] = ()) -> Chart:
    """Return the chart with its scope; its summary names the two regions, if there are two."""
    mentions = () if TwoRegions.of(view) is None else ("place",)
    return with_scope(chart, _with_pair(view), highlights, mentions)


def _with_pair(view: View) -> View:
    """Return the view; if one region is selected, the region it is compared with is added."""
    codes = region_pair(view)
    if codes is None or len(view.selection.oblasts) != 1:
        return view
    return replace(view, selection=replace(view.selection, oblasts=codes))


def _paces(view: View) -> list[Pace]:
    """Return the pace of both regions in people per 10,000 population, or in people.

    Regions without an activity, or without a reported attendance, are left out.
    """
    regions, population = TwoRegions.of(view), view.edition.population
    if regions is None:
        return []
    values = view.units_of(INDICATORS["reach"])["value"]
    return [
        Pace.of(
            name,
            rows,
            1.0 if population is None else INDICATORS["rate"].per / float(population.by_unit[code]),
        )
        for name, code, rows in zip(
            regions.names, regions.codes, regions.comparison.paces, strict=True
        )
        if values[code] == values[code]
    ]


def _indicator(view: View) -> Indicator:
    """Return the indicator of the values of `_paces`."""
    return INDICATORS["reach" if view.edition.population is None else "rate"]


def _last_values(view: View) -> str:
    """Return the last value of each pace in a sentence; "" without two regions."""
    regions, indicator = TwoRegions.of(view), _indicator(view)
    if regions is None:
        return ""
    lasts = {pace.name: float(pace.rows["value"].iloc[-1]) for pace in _paces(view)}
    words = [
        indicator.format(lasts[name], view.text) if name in lasts else "" for name in regions.names
    ]
    return _values(regions, words, view)


def _values(regions: TwoRegions, words: Sequence[str], view: View) -> str:
    """Return both regions with their `words` in a sentence; the state replaces an empty text."""
    text, states = view.text, view.units_of(INDICATORS["reach"])["state"]
    parts = (
        text("{place}: {value}", place=name, value=value or text(STATE_NAMES[states[code]]))
        for name, code, value in zip(regions.names, regions.codes, words, strict=True)
    )
    return capitalize(to_sentence(*parts))


def _finding(paces: Sequence[Pace], indicator: Indicator, text: Text) -> str:
    """Return the last values, the higher one first; "" without two values."""
    values = sorted(((float(p.rows["value"].iloc[-1]), p.name) for p in paces), reverse=True)
    if len(values) < 2:
        return ""
    (high, first), (low, second) = values
    if indicator.format(high, text) == indicator.format(low, text):
        return text("{first} and {second}: equal values", first=first, second=second)
    return text(
        "{place} – {value}; {other} – {lower}",
        place=first,
        value=indicator.format(high, text),
        other=second,
        lower=indicator.format(low, text),
    )


def _types_finding(
    rows: pd.DataFrame, names: Mapping[str, str], sides: tuple[str, str], text: Text
) -> str:
    """Return the largest difference among types with values in both regions; "" without rows."""
    both = rows.dropna(subset=["change"])
    if both.empty:
        return text("No type of activity has values in both regions") if len(rows) else ""
    difference = both["change"].abs()
    most = both[difference == difference.max()]
    if not difference.max():
        return text("Equal values for every type of activity with values in both regions")
    types = types_in_words([names[str(code)] for code in most.index], text)
    if len(most) > 1:
        amount = people(difference.max(), text)
        return text(
            "Largest differences among types of activity held in both regions: {types} – "
            "{amount} each",
            types=types,
            amount=amount,
        )
    first, second = (people(most[side].iloc[0], text) for side in SIDES)
    return text(
        "Largest difference among types of activity held in both regions: {type} – {place}: "
        "{value}, {other}: {other_value}",
        type=types,
        place=sides[0],
        value=first,
        other=sides[1],
        other_value=second,
    )
