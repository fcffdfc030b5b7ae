"""The small charts as data: one for each region, on one scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from campaign.analysis.data_table import csv_bytes, html
from campaign.charts import panels
from campaign.i18n.translator import LANGUAGES, Text
from tests.charts.day_charts import CALENDAR, REGISTERS, TEXT, bins_of, panels_of
from tests.charts.small_register import NOTHING, SILENT, UNITS, register


def summary(rows: pd.DataFrame, text: Text = TEXT) -> str:
    return panels.summary(bins_of(rows), UNITS, text)


def test_panels_add_up_and_name_their_region() -> None:
    body = panels_of(register(), selected_regions=["KG-N"])
    data = [panel.datum for panel in body.panels]
    assert [datum.label for datum in data] == list(UNITS.values())
    assert [datum.code for datum in data] == [f"oblast={code}" for code in UNITS]
    assert [datum.value for datum in data] == [140, 250, 12]
    bins = [sum(b.value for b in p.bins if b.state == "value") for p in body.panels]
    assert bins == [140, 250, 12]
    assert [datum.faded for datum in data] == [True, False, True]
    assert [datum.selected for datum in data] == [False, True, False]
    assert body.ticks[-1].at >= 250


def test_bins_tell_zero_and_not_reported_apart() -> None:
    batken, naryn, osh = panels_of(register()).panels
    assert [item.state for item in batken.bins] == ["value"]
    # The week of the second reported for one activity of two, the next for none.
    assert [item.state for item in naryn.bins] == ["value", "not_reported"]
    assert [item.state for item in osh.bins] == ["zero", "value"]
    assert panels_of(register()).hollow_words == "attendance not reported"
    assert panels_of(register([])).hollow_words == ""


def test_a_region_without_activities_says_so() -> None:
    panel = panels_of(NOTHING).panels[0]
    assert (panel.datum.state, panel.datum.words) == ("no_activity", "no activity")
    silent = panels_of(SILENT).panels[0]
    assert (silent.datum.state, silent.datum.words) == ("not_reported", "not reported")
    assert silent.datum.tooltip[:2] == ("Batken", "not reported")


def test_few_days_are_bars_of_a_day() -> None:
    assert panels.bin_days(CALENDAR) == 7
    assert panels.bin_days(replace(CALENDAR, last=date(2017, 8, 31))) == 1


@pytest.mark.parametrize("rows", REGISTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_a_sentence_whatever_the_register_holds(rows: pd.DataFrame, lang: str) -> None:
    sentence = summary(rows, Text.of(lang))
    assert sentence.endswith(".") and "{" not in sentence and "nan" not in sentence


@pytest.mark.parametrize("rows", [register(), SILENT, NOTHING])
def test_the_table_tells_the_states_apart(rows: pd.DataFrame) -> None:
    table = panels.to_table(bins_of(rows), UNITS, TEXT)
    assert {column.key for column in table.columns} <= set(table.frame.columns)
    markup = html(table, TEXT, "caption")
    assert "nan" not in markup.lower() and csv_bytes(table, TEXT, "")
    assert ("not reported" in markup) == (rows is not NOTHING)
