"""The grid of types by regions as data."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.analysis.data_table import html
from campaign.charts import by_type, heatmap
from campaign.charts.chart import Chart
from campaign.charts.spec import Heatmap
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from tests.campaigns import REGIONS, view_of, with_edition
from tests.charts.small_register import NOTHING, ROWS, SILENT, register
from tests.plain_words import plain_spaces


def chart_of(campaign: Campaign, rows: pd.DataFrame | None = None, **query: str) -> Chart:
    activities = register() if rows is None else rows
    return by_type.heatmap(view_of(with_edition(campaign, activities=activities), **query))


def grid(chart: Chart) -> Heatmap:
    assert isinstance(chart.spec, Heatmap)
    return chart.spec


@pytest.mark.parametrize("rows", [register(), register(ROWS[:1]), SILENT, NOTHING])
def test_the_grid_is_complete_for_every_register(campaign: Campaign, rows: pd.DataFrame) -> None:
    spec = grid(chart_of(campaign, rows))
    assert len(spec.cells) == len(rows.groupby(["oblast", "type"]))
    assert [c.code for c in spec.columns] == list(REGIONS)
    assert bool(spec.legend) == bool(spec.cells) and spec.nothing
    order = [(cell.row, cell.column) for cell in spec.cells]
    assert order == sorted(set(order)), "in reading order, each cell once"


def test_cells_show_value_zero_not_reported_and_nothing(campaign: Campaign) -> None:
    spec = grid(chart_of(campaign))
    data = {cell.datum.code: cell.datum for cell in spec.cells}
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
    labels = [key.label for key in spec.legend]
    assert labels[-3:] == ["zero", "? not reported", "empty: no activity"]
    # A higher value is never in a lower class.
    classed = sorted((d.value, d.role) for d in data.values() if d.role.startswith("class:"))
    assert [role for _, role in classed] == sorted(role for _, role in classed)
    assert {role for _, role in classed} <= {key.role for key in spec.legend}


def test_a_chosen_pair_is_selected_and_other_cells_fade(campaign: Campaign) -> None:
    data = [cell.datum for cell in grid(chart_of(campaign, oblast="KG-N", type="lecture")).cells]
    assert [d.code for d in data if d.selected] == ["oblast=KG-N&type=lecture"]
    assert [d.code for d in data if not d.faded] == ["oblast=KG-N&type=lecture"]
    row = grid(chart_of(campaign, type="lecture"))
    assert not any(cell.datum.selected for cell in row.cells)
    lit = {cell.row for cell in row.cells if not cell.datum.faded}
    assert [heading.code for number, heading in enumerate(row.rows) if number in lit] == ["lecture"]
    assert [heading.code for heading in row.rows if heading.selected] == ["lecture"]


def test_only_selected_regions_are_compared(campaign: Campaign) -> None:
    everywhere, batken = chart_of(campaign), chart_of(campaign, oblast="KG-B")
    assert "Naryn" in everywhere.finding and "Batken" in batken.finding
    for chart, cells in ((everywhere, "Empty cells: 20 of 27"), (batken, "Empty cells: 0 of 2")):
        assert plain_spaces(chart.summary).startswith(cells)


@pytest.mark.parametrize("rows", [register(), SILENT])
def test_the_table_distinguishes_not_reported_and_no_activity(
    campaign: Campaign, rows: pd.DataFrame
) -> None:
    table, text = chart_of(campaign, rows).table, Text.of("en")
    markup = html(table, text, "caption")
    assert "not reported" in markup and "no activity" in markup


def test_the_finding_names_all_cells_with_the_highest_value(campaign: Campaign) -> None:
    rows = register([ROWS[0], (*ROWS[2][:4], 100, *ROWS[2][5:]), ROWS[1]])
    assert plain_spaces(chart_of(campaign, rows).finding) == (
        "Most people reached (type in one region): Batken oblast · “Lecture or lesson” and "
        "Naryn oblast · “Lecture or lesson” – 100 people each"
    )
    assert plain_spaces(chart_of(campaign).finding) == (
        "Most people reached (type in one region): Naryn oblast · “Lecture or lesson” – 250 people"
    )
