"""Activities of no single region count once in national sums and not in those of regions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.analysis.indicators import (
    INDICATORS,
    accumulate_by_unit,
    by_unit,
    by_unit_and_day,
    by_unit_and_type,
    country,
)
from campaign.analysis.kpi_words import kpi_words
from campaign.analysis.reconciliation import reconcile
from campaign.analysis.regions import WideActivities
from campaign.charts import by_region, over_time, region_map
from campaign.charts.spec import Bars, Gantt, SmallMultiples
from campaign.dataset.merge_cities import find_oblasts_by_city
from campaign.domain.campaign import Campaign
from campaign.domain.merged_regions import merge_activities
from campaign.domain.totals import COUNTS, SUMS, group_activities, overall
from campaign.i18n.translator import LANGUAGES
from campaign.schema.region_codes import COUNTRY, OTHER_REGION, SEVERAL
from tests.campaigns import REGIONS, view_of, with_edition
from tests.examples import examples
from tests.plain_words import plain_spaces

CODES = list(REGIONS)
ADDED_UP = [indicator for indicator in INDICATORS.values() if indicator.adds_up]
NAMES = ("reached", "women", "men", "youth", "materials", "media_audience")

Row = tuple[str, str, int | None]
WIDE: list[Row] = [
    ("KG-B", "lecture", 40),
    (COUNTRY, "live_tv", None),
    (COUNTRY, "training", 120),
    ("KG-B;KG-O", "training", 150),
    ("KG-N;KG-Y", "lecture", None),
    ("KG-GB", "lecture", 10),
]


def register(rows: list[Row]) -> pd.DataFrame:
    """Activities (region, type, people reached), one a day; a broadcast has 390,000 viewers."""
    frame = pd.DataFrame(rows, columns=["oblast", "type", "reached"])
    frame["date"] = pd.Timestamp("2017-09-01") + pd.to_timedelta(np.arange(len(frame)), "D")
    frame["reached"] = frame["reached"].astype("float64")
    for name in NAMES[1:]:
        frame[name] = np.nan
    frame["materials"] = frame["reached"] // 2
    frame.loc[frame["type"] == "live_tv", "media_audience"] = 390_000.0
    for name in ("activity_id", "district", "place", "title", "organiser", "partners", "audience"):
        frame[name] = ""
    frame["end_date"] = pd.NaT
    return frame.assign(source="", note="", reached_by_oblast="")


def with_known_regions(frame: pd.DataFrame, part: float = 0.5) -> pd.DataFrame:
    """The activities; those of several regions have a part of their people in the first region."""
    cells = [
        f"{code.split(';')[0]}={int(reached * part)}" if ";" in code and reached == reached else ""
        for code, reached in zip(frame["oblast"], frame["reached"], strict=True)
    ]
    return frame.assign(reached_by_oblast=cells)


@pytest.fixture(scope="module")
def wide(campaign: Campaign) -> Campaign:
    return with_edition(campaign, activities=register(WIDE))


PLACES = st.one_of(
    st.sampled_from(CODES),
    st.sampled_from([COUNTRY, OTHER_REGION]),
    st.sets(st.sampled_from(CODES), min_size=2, max_size=4).map(lambda c: ";".join(sorted(c))),
)
ROWS = st.lists(
    st.tuples(
        PLACES,
        st.sampled_from(["lecture", "training", "live_tv"]),
        st.one_of(st.none(), st.integers(0, 500)),
    ),
    max_size=12,
)


@examples(100)
@given(ROWS, st.sampled_from([0, 0.5, 1]))
@example(WIDE, 0.5)
@example([(COUNTRY, "lecture", None)], 0)
@example([("KG-B;KG-O", "lecture", 0)], 1)
@example([], 0)
def test_regions_and_wide_activities_add_up_to_the_national_total(
    rows: list[Row], part: float
) -> None:
    activities = with_known_regions(register(rows), part)
    totals = group_activities(activities)
    wide_activities = WideActivities.of(totals)
    for indicator in ADDED_UP:
        of_regions = by_unit(totals, indicator, CODES, None)
        of_wide = wide_activities.by_code(indicator)
        both = [*of_regions["value"], *of_wide["value"]]
        national = country(totals, indicator, None)
        assert np.nansum(both) == (national or 0)
        shares = np.nansum([*of_regions["share"], *of_wide["share"]])
        assert shares == pytest.approx(1 if national else 0)
    assert overall(totals)["activities"] == len(rows)
    assert overall(totals)["reported"] == activities["reached"].notna().sum()
    assert np.nan_to_num(overall(totals)["reached"]) == activities["reached"].sum()


@examples(50)
@given(ROWS)
@example([("KG-C;KG-GB", "lecture", 7), ("KG-GB;KG-T", "lecture", None)])
def test_merging_a_city_changes_no_national_sum(rows: list[Row]) -> None:
    merged_units = {"KG-C": ("KG-C", "KG-GB"), "KG-O": ("KG-O", "KG-GO")}
    totals = group_activities(register(rows))
    merged = group_activities(merge_activities(register(rows), find_oblasts_by_city(merged_units)))
    names = [name for name in (*COUNTS, *SUMS) if name != "shared"]
    pd.testing.assert_series_equal(overall(totals)[names], overall(merged)[names])
    assert not merged["oblast"].str.contains("KG-GB|KG-GO").any()


def test_an_oblast_and_its_city_merged_are_one_region() -> None:
    merged = merge_activities(register([("KG-C;KG-GB", "lecture", 7)]), {"KG-GB": "KG-C"})
    units = by_unit(group_activities(merged), INDICATORS["reach"], ["KG-C"], None)
    assert units.loc["KG-C", ["value", "activities"]].tolist() == [7, 1]


def test_a_region_of_a_list_has_the_state_not_reported() -> None:
    totals = group_activities(register(WIDE))
    units = by_unit(totals, INDICATORS["reach"], CODES, None)
    assert units["state"].loc[["KG-B", "KG-O", "KG-N", "KG-T"]].tolist() == [
        "value",
        "not_reported",
        "not_reported",
        "no_activity",
    ]
    assert units.loc["KG-O", "activities"] == 0
    cells = by_unit_and_type(totals, INDICATORS["reach"]).set_index(["oblast", "type"])
    assert cells.loc[("KG-O", "training"), "state"] == "not_reported"
    assert set(by_unit_and_day(totals)["oblast"]) >= {"KG-O", "KG-N", "KG-Y"}
    days = pd.date_range("2017-09-01", "2017-09-10")
    steps = accumulate_by_unit(totals, INDICATORS["reach"], CODES, None, days)
    assert steps.set_index("oblast").loc["KG-O", "state"] == "not_reported"


def test_people_whose_region_is_known_count_there_once(campaign: Campaign) -> None:
    shared = with_edition(campaign, activities=with_known_regions(register(WIDE)))
    view = view_of(shared, indicator="reach")
    # Of 150 people of Batken and Osh 75 are known to have been in Batken, where 40 more were.
    assert view.national == 320
    assert view.units.loc[["KG-B", "KG-GB"], "value"].tolist() == [115, 10]
    assert view.units.loc["KG-B", "activities"] == 1
    assert view.units.loc["KG-O", "state"] == "not_reported"
    assert plain_spaces(view.wide_line).endswith(
        "several regions: 2 activities, people reached: 75, materials distributed: 75. People "
        "reached by these activities and counted by region: 75."
    )
    selected = view_of(shared, oblast="KG-B")
    assert plain_spaces(selected.wide_line).endswith("counted by region: 75.")
    assert {kpi.code: kpi.value for kpi in kpi_words(selected)}["reach"] == "115"
    assert "by region" not in view_of(shared, oblast="KG-GB").wide_line


def test_the_mean_of_a_region_excludes_wide_activities(campaign: Campaign) -> None:
    shared = with_edition(campaign, activities=with_known_regions(register(WIDE)))
    view = view_of(shared, indicator="mean")
    assert view.units.loc["KG-B", "value"] == 40
    assert view.national == 320 / 4
    assert view.wide.by_code(INDICATORS["mean"]).loc[SEVERAL, "value"] == 150


def test_national_rates_include_wide_activities_and_regional_rates_do_not(wide: Campaign) -> None:
    view = view_of(wide, indicator="rate")
    population = view.edition.population
    assert population is not None and view.national is not None
    assert view.national == pytest.approx(320 / population.total * 10_000)
    people = population.by_unit["KG-B"]
    assert view.units.loc["KG-B", "value"] == pytest.approx(40 / people * 10_000)
    assert view.region_rank(INDICATORS["reach"]).national == 320


def test_kpis_count_regions_and_the_country_s_people(wide: Campaign) -> None:
    values = {kpi.code: kpi.value for kpi in kpi_words(view_of(wide))}
    assert values["reach"] == "320" and values["activities"] == "6"
    # Batken, Osh, Naryn, Issyk-Kul and Bishkek; a nationwide broadcast counts for no region.
    assert plain_spaces(values["units"]) == "5 of 9"


def test_regions_of_a_list_are_reached_oblasts_in_the_comparison(wide: Campaign) -> None:
    edition = wide.editions["2017"]
    lines = reconcile(edition, wide.types, wide.places.table["kind"])
    assert {line.indicator: line.computed for line in lines}["oblasts"] == 4


def test_the_line_has_every_number_that_was_reported(wide: Campaign) -> None:
    assert plain_spaces(view_of(wide).wide_line) == (
        "Activities counted in the national total only, not in any region – nationwide: 2 "
        "activities, people reached: 120, materials distributed: 60, media audience: 390,000; "
        "several regions: 2 activities, people reached: 150, materials distributed: 75."
    )
    of_type = plain_spaces(view_of(wide, type="lecture").wide_line)
    assert of_type.endswith("– several regions: 1 activity.")
    assert view_of(wide, to="2017-09-01").wide_line == ""


def test_a_region_that_is_not_identified_is_in_national_sums_only(campaign: Campaign) -> None:
    rows: list[Row] = [("KG-B", "lecture", 40), (OTHER_REGION, "lecture", 30)]
    changed = with_edition(campaign, activities=register(rows))
    view = view_of(changed, indicator="reach")
    assert plain_spaces(view.wide_line) == (
        "Activities counted in the national total only, not in any region – region not identified: "
        "1 activity, people reached: 30, materials distributed: 15. Activities whose region is not "
        "identified may have taken place in a region shown without activities."
    )
    key_values = {kpi.code: kpi.value for kpi in kpi_words(view)}
    assert key_values["reach"] == "70" and key_values["units"].startswith("1")
    frame = by_region.region_ranking(view).table.frame
    assert frame["code"].tolist()[-1] == OTHER_REGION and frame["value"].sum() == 70
    lanes = over_time.schedule(view).spec
    assert isinstance(lanes, Gantt) and lanes.lanes[-1].code == OTHER_REGION
    assert "Batken" in over_time.schedule(view).finding


def test_a_selected_region_excludes_wide_activities_and_has_a_line_on_them(wide: Campaign) -> None:
    view = view_of(wide, oblast="KG-B")
    assert plain_spaces(view.wide_line).startswith(
        "Activities not in this selection – nationwide: 2 activities"
    )
    assert {kpi.code: kpi.value for kpi in kpi_words(view)}["reach"] == "40"


def test_a_register_of_single_regions_has_no_line_and_no_row(campaign: Campaign) -> None:
    view = view_of(campaign)
    assert view.wide_line == "" and view.wide.codes == []
    assert len(by_region.region_ranking(view).table.frame) == len(CODES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_charts_of_regions_have_the_line_and_the_rows(wide: Campaign, lang: str) -> None:
    view = view_of(wide, lang, indicator="reach")
    for build in (by_region.choropleth, by_region.region_ranking, over_time.small_multiples):
        assert view.wide_line in build(view).sentence
    frame = by_region.region_ranking(view).table.frame
    assert frame["code"].tolist()[-2:] == [COUNTRY, SEVERAL]
    assert frame["value"].sum() == 320
    panels = over_time.small_multiples(view)
    assert panels.table.frame["reached"].sum() == 320
    assert isinstance(panels.spec, SmallMultiples) and len(panels.spec.panels) == len(CODES)


def test_the_mean_per_region_excludes_wide_activities_also_in_the_animation(wide: Campaign) -> None:
    view = view_of(wide, indicator="reach")
    spec = by_region.region_ranking(view).spec
    assert isinstance(spec, Bars) and spec.reference is not None
    assert spec.reference.value == pytest.approx(50 / 9)
    last = region_map.build_animation(view)["country"][-1]
    assert last[1:3] == ["320", pytest.approx(50 / 9, abs=1e-3)]


def test_the_schedule_has_lanes_for_wide_activities(wide: Campaign) -> None:
    spec = over_time.schedule(view_of(wide)).spec
    assert isinstance(spec, Gantt)
    assert [lane.code for lane in spec.lanes][-2:] == [COUNTRY, SEVERAL]
    assert len(spec.spans) == len(WIDE)
    selected = over_time.schedule(view_of(wide, oblast="KG-B"))
    assert isinstance(selected.spec, Gantt) and len(selected.spec.lanes) == 1
    assert "Activities not in this selection" in selected.sentence


@pytest.mark.parametrize(
    ("lang", "subject"), [("en", "Activities"), ("ru", "Мероприятия"), ("ky", "иш-чаралар — ")]
)
def test_the_line_says_that_activities_are_counted(wide: Campaign, lang: str, subject: str) -> None:
    line = view_of(wide, lang=lang).wide_line
    assert subject in line.split("2", 1)[0]
