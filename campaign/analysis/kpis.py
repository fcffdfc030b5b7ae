"""The headline numbers in words, each beside the published figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.analysis.indicators import INDICATORS, KeyFigures, headline
from campaign.analysis.reconciliation import INDICATOR_NAMES
from campaign.analysis.view import View
from campaign.domain.source_sites import sites
from campaign.domain.value_states import STATES
from campaign.i18n.translator import N_, Text

HEADLINE_INDICATORS = ("reached", "activities", "oblasts", "youth_share")
"""The published figures that stand beside a headline number."""

PUBLISHED: Mapping[str, str] = {
    "exact": N_("published: {value}"),
    "more_than": N_("published: more than {value}"),
    "about": N_("published: about {value}"),
}
PUBLISHED_SHARE: Mapping[str, str] = {
    "exact": N_("published: {share:%0}"),
    "more_than": N_("published: more than {share:%0}"),
    "about": N_("published: about {share:%0}"),
}
QUALIFIED: Mapping[str, str] = {
    "exact": "{value}",
    "more_than": N_("more than {value}"),
    "about": N_("about {value}"),
}
QUALIFIED_SHARE: Mapping[str, str] = {
    "exact": "{share:%0}",
    "more_than": N_("more than {share:%0}"),
    "about": N_("about {share:%0}"),
}


@dataclass(frozen=True)
class Kpi:
    """One headline number: what it is, as it is shown, what stands beside it, what it rests on.

    `value` says in words what was not reported. `reference` is the published figure, or under a
    filter the country's under the same types and dates; `note` is what else is known. Both are ""
    where there is nothing to add.
    """

    code: str
    label: str
    value: str
    reference: str = ""
    note: str = ""


def numbers(view: View) -> tuple[Kpi, ...]:
    """The five numbers of the view, as at the top of the overview.

    The published ones are of the whole campaign: they stand beside numbers of the whole campaign
    only (see `whole_campaign`). Raises ValueError without a register.
    """
    text, chosen, population = view.text, view.selection.oblasts, view.edition.population
    found = headline(view.totals(), list(chosen) or view.campaign.places.codes, population)
    references = _references(view)
    lacking = ""
    if found.not_reported:
        lacking = text.n(
            "attendance not reported: {n} activity",
            "attendance not reported: {n} activities",
            found.not_reported,
        )
    unknown = text("not reported")
    return (
        Kpi(
            "reach",
            text("People reached"),
            unknown if found.reached is None else text.number(found.reached),
            references["reached"],
            lacking,
        ),
        Kpi(
            "activities",
            text("Activities"),
            text.number(found.activities),
            references["activities"],
        ),
        _rank(view) if len(chosen) == 1 else _units(view, found, references["oblasts"]),
        Kpi(
            "youth",
            text("Share of young people"),
            unknown if found.youth is None else text.percent(found.youth, 1),
            references["youth_share"],
        ),
        Kpi(
            "rate",
            text("People reached per 10,000 population"),
            text("no data") if found.rate is None else text.number(found.rate, 1),
            references["rate"],
            "" if population is None else text("population as of {year:raw}", year=population.year),
        ),
    )


def finding(view: View) -> str:
    """The two main numbers as a sentence; of a selection, with how it stands in the country."""
    text, scope = view.text, view.scope.line
    found = headline(view.totals(), view.campaign.places.codes, None)
    if not view.selection.filtered:
        reached = text("not reported") if found.reached is None else text.number(found.reached)
        return text("People reached: {n}; activities: {m}.", n=reached, m=found.activities)
    if found.reached is None:
        words = text.n(
            "{selection}: {n} activity, attendance not reported.",
            "{selection}: {n} activities, attendance not reported.",
            found.activities,
            selection=scope,
        )
    else:
        words = text.n(
            "{selection}: {people} reached in {n} activity.",
            "{selection}: {people} reached in {n} activities.",
            found.activities,
            selection=scope,
            people=text.n("{n} person", "{n} people", int(found.reached)),
        )
    return " ".join(filter(None, (words, comparison(view), basis(view))))


def comparison(view: View) -> str:
    """Rank, share and rate of the chosen regions beside the country's; "" where none is chosen."""
    text, rate = view.text, INDICATORS["rate"]
    if not view.selection.oblasts:
        return ""
    reach = view.region_rank(INDICATORS["reach"])
    rank = ""
    if reach.rank is not None:
        rank = f"{_rank_label(text)}: {text('{n} of {total}', n=reach.rank, total=reach.ranked)}"
    lines = [_sentence(rank, reach.share_words(text))]
    by_rate = view.region_rank(rate)
    if by_rate.value is not None:
        value = f"{text(rate.name)}: {rate.format(by_rate.value, text)}"
        country = by_rate.national_words(rate, text)
        lines.append(_sentence(value, by_rate.rank_words(text), country))
    return " ".join(filter(None, lines))


def basis(view: View) -> str:
    """Under which filters ranks, shares and the country's figures are; "" without oblasts."""
    text, chosen = view.text, view.selection
    if not chosen.oblasts:
        return ""
    if view.scope.types and view.scope.dates:
        return text("Ranks, shares and figures for Kyrgyzstan are of the same types and dates.")
    if view.scope.types:
        return text("Ranks, shares and figures for Kyrgyzstan are of the same types.")
    if view.scope.dates:
        return text("Ranks, shares and figures for Kyrgyzstan are of the same dates.")
    return ""


def whole_campaign(view: View) -> str:
    """The published headline figures under their own name, on one line; "" without any."""
    text = view.text
    rows = [view.edition.figure(indicator) for indicator in HEADLINE_INDICATORS]
    known = [row for row in rows if row is not None]
    if not known:
        return ""
    named = []
    for row in known:
        name = text(INDICATOR_NAMES[str(row["indicator"])])
        named.append(f"{name[0].lower()}{name[1:]}: {qualified_value(row, text)}")
    figures, sources = "; ".join(named), ", ".join(sites(row["source"] for row in known))
    if view.edition.related:
        # Other work against trafficking: it goes by its own name.
        return text(
            "{name}, as published – {figures}. Source: {sources}.",
            name=view.edition.name(text),
            figures=figures,
            sources=sources,
        )
    return text(
        "Whole campaign, as published – {figures}. Source: {sources}.",
        figures=figures,
        sources=sources,
    )


def _references(view: View) -> Mapping[str, str]:
    """What stands beside each number, by the name of the published indicator."""
    text = view.text
    names = (*HEADLINE_INDICATORS, "rate")
    if not view.selection.filtered:
        return {name: published_text(view, name) for name in names}
    found = dict.fromkeys(names, "")
    if view.selection.oblasts:
        share = view.region_rank(INDICATORS["reach"]).share
        if share is not None:
            found["reached"] = f"{text('Share of the national total')}: {text.percent(share, 1)}"
        compared = (("activities", "activities"), ("youth_share", "youth"), ("rate", "rate"))
        for name, code in compared:
            standing = view.region_rank(INDICATORS[code])
            found[name] = standing.national_words(INDICATORS[code], text)
            if name == "rate":
                parts = (found[name], standing.rank_words(text))
                found[name] = "; ".join(filter(None, parts))
    return found


def _sentence(*parts: str) -> str:
    """The parts that are not empty as one sentence; "" without any."""
    words = "; ".join(filter(None, parts))
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _rank_label(text: Text) -> str:
    return text("Rank by “{indicator}”", indicator=text(INDICATORS["reach"].name))


def _rank(view: View) -> Kpi:
    """The place of one region among all that have a value."""
    text = view.text
    standing = view.region_rank(INDICATORS["reach"])
    value = text(STATES.get(standing.state, ""))
    if standing.rank is not None:
        value = text("{n} of {total}", n=standing.rank, total=standing.ranked)
    return Kpi("rank", _rank_label(text), value)


def _units(view: View, found: KeyFigures, reference: str) -> Kpi:
    """With how many units there was an activity, of all or of those chosen."""
    text, chosen = view.text, list(view.selection.oblasts)
    kinds = view.campaign.places.table["kind"]
    of_kind = (kinds.loc[chosen] if chosen else kinds).value_counts()
    return Kpi(
        "units",
        text("Oblasts and cities"),
        text("{n} of {total}", n=found.units, total=found.units_of),
        reference,
        text(
            "oblasts: {n}; cities: {m}",
            n=int(of_kind.get("oblast", 0)),
            m=int(of_kind.get("city", 0)),
        ),
    )


def published_text(view: View, indicator: str) -> str:
    """The published figure of an indicator in words, or that none was published."""
    row = view.edition.figure(indicator)
    return view.text("not published") if row is None else published_phrase(row, view.text)


def published_phrase(row: pd.Series, text: Text) -> str:
    """A published figure with its qualifier, as “published: more than 10,000”."""
    value = float(row["value"])
    if row["indicator"] == "youth_share":
        return text(PUBLISHED_SHARE[str(row["qualifier"])], share=value / 100)
    if row["indicator"] == "oblasts":
        return text("published: all oblasts ({n})", n=int(value))
    return text(PUBLISHED[str(row["qualifier"])], value=value)


def qualified_value(row: pd.Series, text: Text) -> str:
    """The same without the word “published”, for a list that says so in its title."""
    value = float(row["value"])
    if row["indicator"] == "youth_share":
        return text(QUALIFIED_SHARE[str(row["qualifier"])], share=value / 100)
    return text(QUALIFIED[str(row["qualifier"])], value=value)
