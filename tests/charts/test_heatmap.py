"""The grid of types by regions as data."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import pytest

from campaign.analysis import indicator_frames
from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.indicators import INDICATORS
from campaign.charts.grids import heatmap
from campaign.charts.grids.heatmap import Axes
from campaign.charts.spec import Heatmap
from campaign.domain.totals import group_activities
from campaign.i18n.translator import NBSP, Text
from tests.charts.small_register import NAMES, NOTHING, ROWS, SILENT, UNITS, register

TEXT = Text.of("en")
REACH = INDICATORS["reach"]
AXES = Axes(UNITS, NAMES)


def pairs(rows: pd.DataFrame, code: str = "reach") -> pd.DataFrame:
    return indicator_frames.by_unit_and_type(group_activities(rows), INDICATORS[code])


def grid(units: Collection[str] = (), types: Collection[str] = ()) -> Heatmap:
    return heatmap.build(pairs(register()), REACH, Axes(UNITS, NAMES, units, types), TEXT)


@pytest.mark.parametrize("rows", [register(), register(ROWS[:1]), SILENT, NOTHING])
@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
def test_the_grid_and_its_summary_are_complete_for_every_register(
    rows: pd.DataFrame, lang: str
) -> None:
    text, frame = Text.of(lang), pairs(rows)
    spec = heatmap.build(frame, REACH, AXES, text)
    assert len(spec.cells) == len(frame) and [c.code for c in spec.columns] == list(UNITS)
    assert bool(spec.legend) == bool(spec.cells) and spec.nothing
    order = [(cell.row, cell.column) for cell in spec.cells]
    assert order == sorted(set(order)), "in reading order, each cell once"
    sentence = heatmap.summary(frame, REACH, AXES, text)
    assert sentence.endswith(".") and "{" not in sentence and "nan" not in sentence


def test_cells_show_value_zero_not_reported_and_nothing() -> None:
    data = {cell.datum.code: cell.datum for cell in grid().cells}
    words = {code: datum.words for code, datum in data.items()}
    assert words == {
        "oblast=KG-B&type=lecture": "100",
        "oblast=KG-N&type=lecture": "250",
        "oblast=KG-GO&type=lecture": "0",
        "oblast=KG-B&type=conference": "40",
        "oblast=KG-N&type=conference": heatmap.SIGN,
        "oblast=KG-N&type=live_tv": heatmap.SIGN,
        "oblast=KG-GO&type=live_tv": "12",
    }
    assert data["oblast=KG-GO&type=lecture"].role == "state:zero"
    assert data["oblast=KG-N&type=live_tv"].role == "state:not_reported"
    assert sum(int(cell_words) for cell_words in words.values() if cell_words.isdigit()) == 402
    labels = [key.label for key in grid().legend]
    assert labels[-3:] == ["zero", "? not reported", "empty: no activity"]
    # A higher value is never in a lower class.
    classed = sorted((d.value, d.role) for d in data.values() if d.role.startswith("class:"))
    assert [role for _, role in classed] == sorted(role for _, role in classed)
    assert {role for _, role in classed} <= {key.role for key in grid().legend}


def test_a_chosen_pair_is_selected_and_other_cells_fade() -> None:
    data = [cell.datum for cell in grid(["KG-N"], ["lecture"]).cells]
    assert [d.code for d in data if d.selected] == ["oblast=KG-N&type=lecture"]
    assert [d.code for d in data if not d.faded] == ["oblast=KG-N&type=lecture"]
    row = grid([], ["lecture"])
    assert not any(cell.datum.selected for cell in row.cells)
    assert {cell.row for cell in row.cells if not cell.datum.faded} == {0}
    assert [heading.selected for heading in row.rows] == [True, False, False]


def test_only_selected_regions_are_compared() -> None:
    frame = pairs(register())
    batken = Axes(UNITS, NAMES, ["KG-B"])
    assert "Naryn" in heatmap.finding(frame, REACH, AXES, TEXT)
    assert "Batken" in heatmap.finding(frame, REACH, batken, TEXT)
    for axes, cells in ((AXES, "Empty cells: 2 of 9"), (batken, "Empty cells: 0 of 2")):
        assert heatmap.summary(frame, REACH, axes, TEXT).replace(NBSP, " ").startswith(cells)


def test_shares_with_the_same_text_are_in_one_class() -> None:
    rows = register(
        [
            (*row[:4], 1000, None, None, youth, None)
            for row, youth in zip(ROWS, (872, 868, 874, 500, 4, 611, 333), strict=True)
        ]
    )
    spec = heatmap.build(pairs(rows, "youth"), INDICATORS["youth"], AXES, TEXT)
    roles: dict[str, set[str]] = {}
    for cell in spec.cells:
        roles.setdefault(cell.datum.words, set()).add(cell.datum.role)
    assert len(roles["87%"]) == 1 and "0.4%" in roles


@pytest.mark.parametrize("rows", [register(), SILENT, NOTHING])
def test_the_table_distinguishes_not_reported_and_no_activity(rows: pd.DataFrame) -> None:
    table = heatmap.to_table(pairs(rows), REACH, AXES, TEXT)
    assert {column.key for column in table.columns} <= set(table.frame.columns)
    markup = html(table, TEXT, "caption")
    assert "nan" not in markup.lower() and csv_bytes(table, TEXT, "")
    if rows is not NOTHING:
        assert "not reported" in markup and "no activity" in markup


def test_the_finding_names_all_cells_with_the_highest_value() -> None:
    rows = register([ROWS[0], (*ROWS[2][:4], 100, *ROWS[2][5:]), ROWS[1]])
    finding = heatmap.finding(pairs(rows), REACH, AXES, TEXT)
    assert finding == (
        "Most people reached (type in one region): "
        "Batken · “Lecture & lesson” and Naryn · “Lecture & lesson” – "
        f"100{NBSP}people each"
    )
    alone = heatmap.finding(pairs(register()), REACH, AXES, TEXT)
    assert (
        alone
        == f"Most people reached (type in one region): Naryn · “Lecture & lesson” – 250{NBSP}people"
    )
    shares = heatmap.finding(pairs(rows, "mean"), INDICATORS["mean"], AXES, TEXT)
    assert shares.endswith(f"100{NBSP}people per activity"), "a mean is not summed"
