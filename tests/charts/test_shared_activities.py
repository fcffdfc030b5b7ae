"""Activities of several regions in charts of regions: not counted as own ones, but mentioned."""

from __future__ import annotations

import pytest

from campaign.charts import by_evidence, by_region, by_type, over_time
from campaign.charts.spec import Heatmap, SmallMultiples
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import view_of, with_edition
from tests.plain_words import plain_spaces

CODES = ("KG-C", "KG-B;KG-O", "KG", "KG-N", "KG-B;KG-T")
NAN = float("nan")


def with_shared(campaign: Campaign) -> Campaign:
    """One own activity of Chui and one of Naryn, two of two regions each, one of the country."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    few = rows.iloc[: len(CODES)].reset_index(drop=True)
    return with_edition(
        campaign,
        activities=few.assign(
            oblast=CODES,
            reached=[40.0, 150.0, 500.0, NAN, 90.0],
            reached_by_oblast=["", "", "", "", "KG-B=40; KG-T=50"],
            type=["lecture", "training", "flash_mob", "lecture", "lecture"],
            media_audience=NAN,
            materials=NAN,
        ),
    )


def test_small_charts_count_shared_activities_separately(campaign: Campaign) -> None:
    spec = over_time.small_multiples(view_of(with_shared(campaign))).spec
    assert isinstance(spec, SmallMultiples)
    lines = {p.datum.code: plain_spaces(p.datum.tooltip[1]) for p in spec.panels}
    assert lines["oblast=KG-B"] == "40 people · 2 activities shared with other regions"
    assert lines["oblast=KG-T"] == "50 people · 1 activity shared with other regions"
    assert lines["oblast=KG-O"] == "not reported · 1 activity shared with other regions"
    assert lines["oblast=KG-C"] == "40 people · 1 activity"
    assert lines["oblast=KG-N"] == "not reported · 1 activity"
    states = {p.datum.code: p.datum.state for p in spec.panels}
    assert {code for code, state in states.items() if state == "no_activity"} == {
        f"oblast={code}" for code in ("KG-J", "KG-Y", "KG-GB", "KG-GO")
    }
    # 40 of Chui, and 90 whose regions are given; the other 650 count in national sums only.
    assert sum(p.datum.value for p in spec.panels if p.datum.value == p.datum.value) == 130


def test_the_heatmap_counts_shared_activities_separately(campaign: Campaign) -> None:
    spec = by_type.heatmap(view_of(with_shared(campaign), indicator="reach")).spec
    assert isinstance(spec, Heatmap)
    cells = {(spec.rows[c.row].code, spec.columns[c.column].code): c.datum for c in spec.cells}
    lines = {key: plain_spaces(datum.tooltip[-1]) for key, datum in cells.items()}
    assert len(lines) == 6
    assert sorted(lines.values()) == [
        "1 activity",
        "1 activity",
        *["1 activity shared with other regions"] * 4,
    ]
    assert sum(d.value for d in cells.values() if d.state == "value") == 130


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_of_regions_has_the_line_on_activities_of_no_single_region(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(with_shared(campaign), lang)
    assert view.wide_line
    for build in (
        by_region.choropleth,
        by_region.region_ranking,
        over_time.small_multiples,
        by_type.heatmap,
        by_evidence.reports,
        by_evidence.report_shares,
    ):
        chart = build(view)
        assert chart.wide_line == view.wide_line and chart.summary.endswith(view.wide_line)
        assert build(view_of(campaign, lang)).wide_line == ""
