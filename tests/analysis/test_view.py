"""The view and the selection in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from campaign.analysis.data_table import csv_bytes
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.insights import find_insights
from campaign.analysis.provenance import build_provenance
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.analysis.view_numbers import MOST_SELECTIONS, SharedNumbers
from campaign.charts import by_text, over_time
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import CHARTS, new_numbers, view_of, with_every_state, with_second_register

NUMBERS: dict[str, Callable[[View], object]] = {
    "totals": lambda view: view.totals(),
    "daily": lambda view: view.daily,
    "units": lambda view: view.units_of(INDICATORS["rate"]),
    "coverage": lambda view: view.coverage,
    "rank": lambda view: view.region_rank(INDICATORS["rate"]),
    "plan": lambda view: view.planned_people,
    "targets": lambda view: view.edition.plan or None,
    "other": lambda view: view.other,
    "comparison": lambda view: view.comparison,
    "classes": lambda view: view.classes,
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_of_a_view_are_computed_once(campaign: Campaign, name: str) -> None:
    view = view_of(
        with_second_register(campaign), edition="2017", oblast="KG-N", **{"with": "2018"}
    )
    first, second = NUMBERS[name](view), NUMBERS[name](view)
    assert first is second and first is not None


def content(chart: Chart, view: View) -> tuple[object, ...]:
    """The content of a chart in a form in which two NaN are equal."""
    words = (chart.heading, chart.statement, chart.sources)
    return (*words, csv_bytes(chart.table, view.text, view.disclaimer), repr(chart.spec))


@pytest.fixture(scope="module")
def views(campaign: Campaign) -> tuple[View, ...]:
    """Views with the same numbers, of a campaign with every state."""
    first = view_of(with_every_state(campaign), "ru", oblast="KG-N")
    first = replace(first, selection=replace(first.selection, lang=None))
    second = replace(first, text=view_of(campaign, "en").text)
    third = replace(second, selection=replace(second.selection, oblasts=("KG-B", "KG-J")))
    return first, second, third


@pytest.mark.sample(4)
@pytest.mark.parametrize("build", CHARTS, ids=lambda build: build.__name__)
def test_a_chart_from_shared_numbers_equals_one_from_separate_numbers(
    views: tuple[View, ...], build: Callable[[View], Chart]
) -> None:
    for view in views:
        own = replace(view, numbers=SharedNumbers())
        assert content(build(view), view) == content(build(own), own)


def test_insights_from_shared_numbers_equal_those_from_separate_numbers(
    views: tuple[View, ...],
) -> None:
    for view in views:
        own = replace(view, numbers=SharedNumbers())
        assert repr(find_insights(view)) == repr(find_insights(own))


def test_views_of_a_selection_in_two_languages_have_the_same_numbers(campaign: Campaign) -> None:
    first, other = view_of(campaign, "ky", oblast="KG-N"), view_of(campaign, "ru", oblast="KG-N")
    second = replace(other, campaign=first.campaign, numbers=first.numbers)
    assert first.totals() is second.totals() and first.units is second.units
    for view in (first, second):
        pages = {insight.selection.lang for insight in find_insights(view)}
        assert pages == {view.selection.lang}
    other_region = replace(first, selection=replace(first.selection, oblasts=("KG-B",)))
    assert other_region.units is first.units
    assert other_region.totals() is not first.totals()
    days = replace(first, selection=replace(first.selection, end=first.edition.first_day))
    assert days.units is not first.units


def test_changed_data_have_new_numbers(campaign: Campaign) -> None:
    first = view_of(campaign)
    second = replace(first, campaign=with_every_state(campaign))
    assert first.units.loc["KG-C", "activities"] > 0
    assert second.units.loc["KG-C", "activities"] == 0


def test_the_cache_has_the_numbers_of_few_selections(campaign: Campaign) -> None:
    shared = SharedNumbers()
    for classes in range(2 * MOST_SELECTIONS):
        shared.of(campaign, Selection("2017", classes=classes))
    assert len(shared.entries) == MOST_SELECTIONS
    assert (campaign, Selection("2017", classes=classes)) in shared.entries


def test_a_second_language_does_not_query_the_register(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries, text_groups = [], FrameRegister.text_groups

    def count(register: FrameRegister, *arguments: Any) -> pd.DataFrame:
        queries.append(arguments)
        return text_groups(register, *arguments)

    monkeypatch.setattr(FrameRegister, "text_groups", count)
    first = view_of(campaign, "ky")
    builds = (by_text.organisers, by_text.partners, by_text.audience_groups, by_text.districts)
    for view in (first, replace(first, text=view_of(campaign, "ru").text)):
        for build in builds:
            build(view)
    # The chart of organizers shows all of them, whatever the selection.
    code = next(iter(first.edition.organisers.counts)) if first.edition.organisers else ""
    by_text.organisers(replace(first, selection=replace(first.selection, organisers=(code,))))
    assert len(queries) == len(builds)


def test_a_chart_is_built_once_for_a_view(campaign: Campaign) -> None:
    first = view_of(campaign, "ky")
    second = replace(first, text=view_of(campaign, "ru").text)
    assert over_time.timeline(first) is over_time.timeline(first)
    assert over_time.timeline(second).title != over_time.timeline(first).title


def test_results_of_a_patched_test_do_not_reach_other_tests(campaign: Campaign) -> None:
    numbers = view_of(campaign).results
    with new_numbers():
        view_of(campaign).results["patched"] = 0
    assert view_of(campaign).results is numbers and "patched" not in numbers


@pytest.mark.parametrize("lang", LANGUAGES)
def test_titles_and_sources_begin_with_a_capital(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, oblast="KG-GO")
    assert view.subject == view.campaign.places.heading("KG-GO", view.text)
    about = build_provenance(view, view.subject, ("population: estimates",))
    assert "Population: estimates" in about.lines(with_map=True)
    assert all(line[0].isupper() or line[0].isdigit() for line in about.lines(with_map=True))


def test_several_types_are_in_quotation_marks(campaign: Campaign) -> None:
    scope = view_of(campaign, "ru", type="lecture,training").scope
    assert scope.types == "«Лекция или урок» и «Тренинг или семинар»"
    assert scope.full == scope.types
    assert view_of(campaign, "ru", type="lecture").scope.types == "Лекция или урок"
