"""Test data that many tests share: regions, charts, views, and variants of the campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pandas as pd

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.analysis.view_numbers import SharedNumbers
from campaign.charts import by_campaign, by_region
from campaign.charts.chart import Chart
from campaign.charts.chart_list import CARDS, SLIDE_CHARTS
from campaign.charts.spec import Choropleth
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.domain.unreachable_register import UnreachableRegister
from campaign.i18n.translator import Text
from campaign.theme.style import LIGHT

REGIONS = ("KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO")
"""Codes in the official order: oblasts, then cities."""

CHARTS: tuple[Callable[[View], Chart], ...] = tuple(
    entry.build
    for key, entry in (CARDS | SLIDE_CHARTS).items()
    # A comparison of two campaigns needs no view of one; maps of other indicators repeat the map.
    if entry.build.__module__ != by_campaign.__name__ and key not in ("count_map", "rate_map")
)
"""Each chart of a view once, as the pages show it."""

NUMBERS = SharedNumbers()
"""The numbers behind the views of all tests, computed once for each campaign and selection."""


@contextmanager
def new_numbers() -> Iterator[None]:
    """Views compute their numbers again, for a test that patches the computation."""
    entries = NUMBERS.entries.copy()
    NUMBERS.entries.clear()
    yield
    NUMBERS.entries.clear()
    NUMBERS.entries.update(entries)


def view_of(campaign: Campaign, lang: str = "en", **query: str) -> View:
    """The view that a link with this query opens, in a language, in light colours."""
    selection = replace(Selection.from_query(query, campaign), lang=lang)
    return View(campaign, selection, Text.of(lang), LIGHT, numbers=NUMBERS)


def with_edition(campaign: Campaign, **changes: Any) -> Campaign:
    """The campaign with changed fields of 2017; new activities also replace the totals."""
    if "activities" in changes:
        rows = changes.pop("activities")
        changes["register"] = None if rows is None else FrameRegister(rows)
        if rows is not None:
            changes["totals"] = group_activities(rows)
    edition = replace(campaign.editions["2017"], **changes)
    return replace(campaign, editions={**campaign.editions, "2017": edition})


def with_register_away(campaign: Campaign) -> Campaign:
    """The campaign while the register of 2017 cannot be reached."""
    edition = campaign.editions["2017"]
    register, organisers, usual = edition.register, edition.organisers, edition.usual_attendance
    assert register is not None and organisers is not None and usual is not None
    totals, spans = register.totals(), register.spans()
    away = UnreachableRegister(register.columns, totals, organisers, usual, spans)
    return with_edition(campaign, register=away)


def with_every_state(campaign: Campaign) -> Campaign:
    """The campaign with regions of every state: KG-C without activities, KG-B with none that
    reported, KG-N with zero people; the others have values."""
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities[edition.activities["oblast"] != "KG-C"].copy()
    people = ["reached", "women", "men", "youth"]
    rows.loc[rows["oblast"] == "KG-B", [*people, "media_audience"]] = float("nan")
    rows.loc[rows["oblast"] == "KG-N", people] = 0.0
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    return replace(campaign, editions={**campaign.editions, "2017": changed})


def with_second_register(campaign: Campaign, **changes: Any) -> Campaign:
    """The campaign with a register of 2018: that of 2017, shifted to its start.

    `changes` are fields of the edition.
    """
    first, second = campaign.editions["2017"], campaign.editions["2018"]
    assert first.activities is not None and first.start and second.start
    days = pd.Timedelta(second.start - first.start)
    rows = first.activities.copy()
    rows[["date", "end_date"]] += days
    rows = rows[rows["oblast"] != "KG-T"]
    register = {"register": FrameRegister(rows), "totals": group_activities(rows)}
    fields: dict[str, Any] = {**register, "population": first.population, **changes}
    edition = replace(second, status="register", **fields)
    return replace(campaign, editions={**campaign.editions, "2018": edition})


def activities_of(campaign: Campaign) -> pd.DataFrame:
    """The register of 2017, a row an activity."""
    activities = campaign.editions["2017"].activities
    assert activities is not None
    return activities


def region_map(view: View) -> Choropleth:
    """The body of the map of regions."""
    spec = by_region.choropleth(view).spec
    assert isinstance(spec, Choropleth)
    return spec
