"""The headline numbers in words, each beside the published figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.measures import headline
from campaign.text import N_, Text
from campaign.view import View

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
class Number:
    """One headline number: what it is, as it is shown, the published one, and what it rests on.

    `note` is "" where there is nothing to add. `value` says in words what was not reported.
    """

    code: str
    label: str
    value: str
    published: str
    note: str = ""


def numbers(view: View) -> tuple[Number, ...]:
    """The five numbers of the view, as at the top of the overview.

    The published ones are of the whole campaign. Raises ValueError without a register.
    """
    text = view.text
    codes = list(view.selection.oblasts) or view.campaign.places.codes
    found = headline(view.totals(), codes, view.edition.residents)
    unknown = text("not reported")
    lacking = ""
    if found.not_reported:
        lacking = text.n(
            "attendance not reported: {n} activity",
            "attendance not reported: {n} activities",
            found.not_reported,
        )
    of_kind = view.campaign.places.table["kind"].value_counts()
    residents = view.edition.residents
    return (
        Number(
            "reach",
            text("People reached"),
            unknown if found.reached is None else text.number(found.reached),
            published_of(view, "reached"),
            lacking,
        ),
        Number(
            "activities",
            text("Activities"),
            text.number(found.activities),
            published_of(view, "activities"),
        ),
        Number(
            "units",
            text("Oblasts and cities"),
            text("{n} of {total}", n=found.units, total=found.units_of),
            published_of(view, "oblasts"),
            text(
                "oblasts: {n}; cities: {m}",
                n=int(of_kind.get("oblast", 0)),
                m=int(of_kind.get("city", 0)),
            ),
        ),
        Number(
            "youth",
            text("Share of young people"),
            unknown if found.youth is None else text.percent(found.youth, 1),
            published_of(view, "youth_share"),
        ),
        Number(
            "rate",
            text("People reached per 10,000 population"),
            text("no data") if found.rate is None else text.number(found.rate, 1),
            text("not published"),
            "" if residents is None else text("residents as of {year:raw}", year=residents.year),
        ),
    )


def finding(view: View) -> str:
    """The two main numbers as a sentence."""
    text = view.text
    found = headline(view.totals(), view.campaign.places.codes, None)
    reached = text("not reported") if found.reached is None else text.number(found.reached)
    return text("People reached: {n}; activities: {m}.", n=reached, m=found.activities)


def published_of(view: View, indicator: str) -> str:
    """The published figure of an indicator in words, or that none was published."""
    row = view.edition.figure(indicator)
    return view.text("not published") if row is None else published(row, view.text)


def published(row: pd.Series, text: Text) -> str:
    """A published figure with its qualifier, as “published: more than 10,000”."""
    value = float(row["value"])
    if row["indicator"] == "youth_share":
        return text(PUBLISHED_SHARE[str(row["qualifier"])], share=value / 100)
    if row["indicator"] == "oblasts":
        return text("published: all oblasts ({n})", n=int(value))
    return text(PUBLISHED[str(row["qualifier"])], value=value)


def qualified(row: pd.Series, text: Text) -> str:
    """The same without the word “published”, for a list that says so in its title."""
    value = float(row["value"])
    if row["indicator"] == "youth_share":
        return text(QUALIFIED_SHARE[str(row["qualifier"])], share=value / 100)
    return text(QUALIFIED[str(row["qualifier"])], value=value)
