"""The key performance indicators (KPIs) of a view: their values, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.analysis.indicators import INDICATORS, none_if_missing
from campaign.analysis.provenance import population_of_year, population_warning
from campaign.analysis.reconciliation import KPI_INDICATORS, published_text
from campaign.analysis.uncertainty import (
    TotalRange,
    estimated_attendance_words,
    missing_attendance_words,
    total_range,
)
from campaign.analysis.view import PARTS, View
from campaign.analysis.view_numbers import once
from campaign.domain.places import Population
from campaign.domain.totals import overall
from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_, Text

BASES: Mapping[tuple[str, ...], str] = {
    ("types",): N_(
        "Ranks, shares and values for Kyrgyzstan cover the selected types of activity only."
    ),
    ("dates",): N_("Ranks, shares and values for Kyrgyzstan cover the selected dates only."),
    ("organisers",): N_(
        "Ranks, shares and values for Kyrgyzstan cover the selected organizers only."
    ),
    ("dates", "types"): N_(
        "Ranks, shares and values for Kyrgyzstan cover the selected types and dates only."
    ),
    ("types", "organisers"): N_(
        "Ranks, shares and values for Kyrgyzstan cover the selected types and organizers only."
    ),
    ("dates", "organisers"): N_(
        "Ranks, shares and values for Kyrgyzstan cover the selected dates and organizers only."
    ),
    ("dates", "types", "organisers"): N_(
        "Ranks, shares and values for Kyrgyzstan cover the selected types, dates and "
        "organizers only."
    ),
}
"""Notes on the filters that ranks, shares and national values share with the selection.

The keys are parts of `Scope`."""


@dataclass(frozen=True)
class Kpi:
    """One KPI in words: its label, value, reference and note.

    `value` is the state in words if nothing was reported. `reference` is the published value, or
    with a filter the value of the country with the same types and dates. `note` says what the value
    is based on. Both are "" if there is nothing to add.
    """

    code: str
    label: str
    value: str
    reference: str = ""
    note: str = ""


@dataclass(frozen=True)
class KpiValues:
    """The KPIs at the top of the overview; None if a value was not reported or is not known.

    `units` counts units with at least one activity; an activity of several units counts for each
    of them. `youth` is a share of 1, `rate` is per 10,000 population of the selected units,
    `not_reported` counts activities without an attendance.
    """

    activities: int
    reached: float | None
    units: int
    units_of: int
    youth: float | None
    rate: float | None
    not_reported: int


def kpi_values(totals: pd.DataFrame, codes: list[str], population: Population | None) -> KpiValues:
    """Return the KPIs over the rows of `totals`; `codes` are the units that count."""
    row = overall(totals)
    sums = row.to_frame().T
    people = None if population is None else pd.Series([population.by_unit.reindex(codes).sum()])
    return KpiValues(
        activities=int(row["activities"]),
        reached=none_if_missing(row["reached"]),
        units=int(totals.loc[totals["oblast"].isin(codes), "oblast"].nunique()),
        units_of=len(codes),
        youth=none_if_missing(INDICATORS["youth"].of(sums, None).iloc[0]),
        rate=none_if_missing(INDICATORS["rate"].of(sums, people).iloc[0]),
        not_reported=int(row["activities"] - row["reported"]),
    )


def kpi_words(view: View) -> tuple[Kpi, ...]:
    """Return the five KPIs of the view that are at the top of the overview.

    Published values are for the whole campaign, so they appear only with values of the whole
    campaign (see `whole_campaign`). Raises ValueError without a register.
    """
    text, oblasts = view.text, view.selection.oblasts
    values = _values(view)
    references = _references(view)
    not_reported = text("not reported")
    return (
        Kpi(
            "reach",
            text("People reached"),
            not_reported if values.reached is None else text.number(values.reached),
            references["reached"],
            reach_note(total_range(view), text),
        ),
        Kpi(
            "activities",
            text("Activities"),
            text.number(values.activities),
            references["activities"],
        ),
        _rank_kpi(view) if len(oblasts) == 1 else _units_kpi(view, values, references["oblasts"]),
        Kpi(
            "youth",
            text("Share of young people"),
            not_reported if values.youth is None else text.percent(values.youth, 1),
            references["youth_share"],
        ),
        Kpi(
            "rate",
            text("People reached per 10,000 population"),
            text("no data") if values.rate is None else text.number(values.rate, 1),
            references["rate"],
            _population_note(view),
        ),
    )


def _population_note(view: View) -> str:
    """Return the year of the population, or the warning that it is far from the campaign."""
    population, text = view.edition.population, view.text
    if population is None:
        return ""
    warning = population_warning(population, view.edition, text)
    return warning or population_of_year(population, text)


def reach_note(total: TotalRange, text: Text) -> str:
    """Return the note on the people reached: missing attendance, the maximum total, the estimates.

    "" if every attendance is reported and none is an estimate.
    """
    parts = []
    if total.missing:
        parts.append(missing_attendance_words(total.missing, text))
    if total.is_open:
        parts.append(_maximum_words(total, text))
    if total.estimated:
        parts.append(estimated_attendance_words(total.estimated, total.estimated_people, text))
    return "; ".join(parts)


def _maximum_words(total: TotalRange, text: Text) -> str:
    """Return the total with missing attendance at the maximum of its type or of all types."""
    if not total.untyped:
        return text("up to {high:0} if included", high=total.high)
    if total.untyped == total.missing:
        return text("up to {high:0} if included (overall maximum)", high=total.high)
    return text(
        "up to {high:0} if included (type or overall maximum)",
        high=total.high,
    )


@once
def _values(view: View) -> KpiValues:
    """Return the values of the selected regions, or of all regions, with their population."""
    codes = list(view.selection.oblasts) or view.campaign.places.codes
    return kpi_values(view.totals(), codes, view.edition.population)


def finding(view: View) -> str:
    """Return the two main values as sentences; for selected regions also their rank and share."""
    text, scope = view.text, view.scope.line
    if view.scope.place:
        scope = capitalize(scope)  # the name of an organizer stays as it is
    values = _values(view)
    if not view.selection.filtered:
        reached = text("not reported") if values.reached is None else text.number(values.reached)
        return text("People reached: {n}; activities: {m}.", n=reached, m=values.activities)
    if values.reached is None:
        words = text.n(
            "{selection}: {n} activity, attendance not reported.",
            "{selection}: {n} activities, attendance not reported.",
            values.activities,
            selection=scope,
        )
    else:
        words = text.n(
            "{selection}: {people} reached in {n} activity.",
            "{selection}: {people} reached in {n} activities.",
            values.activities,
            selection=scope,
            people=text.n("{n} person", "{n} people", int(values.reached)),
        )
    return " ".join(filter(None, (words, comparison(view), basis(view))))


def comparison(view: View) -> str:
    """Return rank, share and rate of the selected regions; "" without selected regions."""
    text, rate = view.text, INDICATORS["rate"]
    if not view.selection.oblasts:
        return ""
    reach = view.region_rank(INDICATORS["reach"])
    rank = ""
    if reach.rank is not None:
        rank = rank_by_reach(reach.rank, reach.ranked, text)
    lines = [_sentence(rank, reach.share_words(text))]
    by_rate = view.region_rank(rate)
    if by_rate.value is not None:
        value = f"{text(rate.name)}: {rate.format(by_rate.value, text)}"
        country = by_rate.national_words(rate, text)
        lines.append(_sentence(value, by_rate.rank_words(text), country))
    return " ".join(filter(None, lines))


def basis(view: View) -> str:
    """Return the filters of ranks and national values in words; "" without selected oblasts."""
    text = view.text
    if not view.selection.oblasts:
        return ""
    common = tuple(part for part in PARTS if part != "place" and getattr(view.scope, part))
    return text(BASES[common]) if common else ""


def _references(view: View) -> Mapping[str, str]:
    """Return {published indicator: reference in words}; "" if there is none."""
    text = view.text
    names = (*KPI_INDICATORS, "rate")
    if not view.selection.filtered:
        return {name: published_text(view, name) for name in names}
    references = dict.fromkeys(names, "")
    if view.selection.oblasts:
        share = view.region_rank(INDICATORS["reach"]).share
        if share is not None:
            references["reached"] = (
                f"{text('Share of the national total')}: {text.percent(share, 1)}"
            )
        pairs = (("activities", "activities"), ("youth_share", "youth"), ("rate", "rate"))
        for name, code in pairs:
            region_rank = view.region_rank(INDICATORS[code])
            references[name] = region_rank.national_words(INDICATORS[code], text)
            if name == "rate":
                parts = (region_rank.rank_words(text), references[name])
                references[name] = "; ".join(filter(None, parts))
    return references


def _sentence(*parts: str) -> str:
    """Return the parts that are not empty as one sentence; "" without any."""
    words = "; ".join(filter(None, parts))
    return f"{capitalize(words)}." if words else ""


def rank_words(rank: int, ranked: int, text: Text) -> str:
    """Return a rank as “4 of 9”."""
    return text.c("rank", "{n} of {total}", n=rank, total=ranked)


def rank_by_reach(rank: int, ranked: int, text: Text) -> str:
    """Return a rank by people reached, with the name of the indicator."""
    name, words = text(INDICATORS["reach"].name), rank_words(rank, ranked, text)
    return text("Rank by “{indicator}”: {rank}", indicator=name, rank=words)


def _rank_kpi(view: View) -> Kpi:
    text = view.text
    label = text("Rank by “{indicator}”", indicator=text(INDICATORS["reach"].name))
    region_rank = view.region_rank(INDICATORS["reach"])
    value = text(MISSING_WORDS.get(region_rank.state, ""))
    if region_rank.rank is not None:
        value = rank_words(region_rank.rank, region_rank.ranked, text)
    return Kpi("rank", label, value)


def _units_kpi(view: View, values: KpiValues, reference: str) -> Kpi:
    text, places = view.text, view.campaign.places
    codes = list(view.selection.oblasts) or places.codes
    counts = places.table["kind"].loc[codes].value_counts()
    oblasts, cities = int(counts.get("oblast", 0)), int(counts.get("city", 0))
    units = (
        text.n("{n} oblast", "{n} oblasts", oblasts) if oblasts else "",
        text.n("{n} city", "{n} cities", cities) if cities else "",
    )
    return Kpi(
        "units",
        text("Oblasts and cities"),
        text("{n} of {total}", n=values.units, total=values.units_of),
        reference,
        text.list(filter(None, units)),
    )
