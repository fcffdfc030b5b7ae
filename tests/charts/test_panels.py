"""The small charts as data: one for each region, on one scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from campaign.analysis.data_table import csv_bytes, html
from campaign.charts import over_time
from campaign.charts.spec import SmallMultiples
from campaign.charts.timeline import panels
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import view_of
from tests.charts.day_charts import CALENDAR, REGISTERS, TEXT, bins_of, panels_of
from tests.charts.small_register import NOTHING, ROWS, SILENT, UNITS, register
from tests.plain_words import plain_spaces


def summary(rows: pd.DataFrame, text: Text = TEXT) -> str:
    return panels.summary(bins_of(rows), UNITS, text)


def test_panels_have_their_region_and_the_sum_of_its_bins() -> None:
    spec = panels_of(register(), selected_regions=["KG-N"])
    data = [panel.datum for panel in spec.panels]
    assert [datum.label for datum in data] == list(UNITS.values())
    assert [datum.code for datum in data] == [f"oblast={code}" for code in UNITS]
    assert [datum.value for datum in data] == [140, 250, 12]
    bins = [sum(b.value for b in p.bins if b.state == "value") for p in spec.panels]
    assert bins == [140, 250, 12]
    assert [datum.faded for datum in data] == [True, False, True]
    assert [datum.selected for datum in data] == [False, True, False]
    assert spec.ticks[-1].at >= 250


def test_bins_distinguish_zero_and_not_reported() -> None:
    batken, naryn, osh = panels_of(register()).panels
    assert [item.state for item in batken.bins] == ["value"]
    # In Naryn one of two activities of the first week has an attendance, and none of the next.
    assert [item.state for item in naryn.bins] == ["value", "not_reported"]
    assert [item.state for item in osh.bins] == ["zero", "value"]
    assert panels_of(register()).hollow_words == "attendance not reported"
    assert panels_of(register([])).hollow_words == ""


def test_a_region_without_a_value_has_its_state() -> None:
    panel = panels_of(NOTHING).panels[0]
    assert (panel.datum.state, panel.datum.words) == ("no_activity", "no activity")
    silent = panels_of(SILENT).panels[0]
    assert (silent.datum.state, silent.datum.words) == ("not_reported", "not reported")
    assert silent.datum.tooltip[0] == "Batken"
    assert silent.datum.tooltip[1].startswith("not reported · ")


def test_a_bin_is_a_week_or_a_day_if_there_are_few_days() -> None:
    assert panels.bin_days(CALENDAR) == 7
    assert panels.bin_days(replace(CALENDAR, last=date(2017, 8, 31))) == 1


@pytest.mark.parametrize("rows", REGISTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_is_complete_for_every_register(rows: pd.DataFrame, lang: str) -> None:
    sentence = summary(rows, Text.of(lang))
    assert sentence.endswith(".") and "{" not in sentence and "nan" not in sentence


@pytest.mark.parametrize("rows", [register(), SILENT, NOTHING])
def test_the_table_has_not_reported_in_place_of_missing_values(rows: pd.DataFrame) -> None:
    table = panels.to_table(bins_of(rows), UNITS, TEXT)
    assert {column.key for column in table.columns} <= set(table.frame.columns)
    markup = html(table, TEXT, "caption")
    assert "nan" not in markup.lower() and csv_bytes(table, TEXT, "")
    assert ("not reported" in markup) == (rows is not NOTHING)


def test_a_week_at_the_end_of_the_selection_has_its_selected_days(campaign: Campaign) -> None:
    query = {"from": "2017-08-02", "to": "2017-09-20"}
    chart = over_time.small_multiples(view_of(campaign, **query))
    # On 31 July and 1 August, which are not selected, Bishkek had more.
    assert (
        plain_spaces(chart.finding)
        == "Peak in one region: Batken oblast, 2–6 Aug 2017 (577 people)"
    )
    days = chart.table.frame[["counted_first", "counted_last"]]
    assert (days.min().iloc[0], days.max().iloc[1]) == tuple(map(pd.Timestamp, query.values()))
    assert isinstance(chart.spec, SmallMultiples)
    assert "Peak: 2–6 Aug 2017 (577 people)" in map(
        plain_spaces, chart.spec.panels[0].datum.tooltip
    )
    assert chart.spec.panels[0].bins[0].first == date(2017, 7, 31)


def test_the_summary_says_zero_in_every_region_only_if_everything_is_reported() -> None:
    zero = (*ROWS[0][:4], 0, *ROWS[0][5:])
    everywhere = [(*zero[:2], code, *zero[3:]) for code in UNITS]
    assert summary(register(everywhere)) == "People reached: 0 in every region."
    words = "Regions in which people were reached: 0\u00a0of 3"
    assert summary(register(everywhere[:2])) == f"{words}."
    assert summary(register([*everywhere, ROWS[4]])) == (
        f"{words}; attendance not reported for 1\u00a0activity."
    )
